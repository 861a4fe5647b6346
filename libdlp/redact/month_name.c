/* redact/month_name.c - months in words, of the languages of the rules for dates. */

#include "redact/month_name.h"

#include <string.h>

struct language {
    bool capital; /* writes months so */
    const char *month[12];
};

/* Of those that share a name, the first one that writes it as it stands there is taken, else the first. */
static const struct language languages[] = {
    { true,
      { "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december" } },
    { true,
      { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" } },
    { true,
      { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sept", "oct", "nov", "dec" } },
    { true,
      { "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september",
        "oktober", "november", "dezember" } },
    { true,
      { "jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez" } },
    { false,
      { "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
        "oktober", "november", "december" } },
    { false,
      { "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec" } },
    { false,
      { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre" } },
    { false,
      { "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
        "octubre", "noviembre", "diciembre" } },
    { false,
      { "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
        "outubro", "novembro", "dezembro" } },
    { false,
      { "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
        "октября", "ноября", "декабря" } },
};

#define LANGUAGES (sizeof(languages) / sizeof(languages[0]))

/* A letter of these languages in the other case: one byte, or the two of UTF-8. False when it has none. */
static bool other_case(uint8_t *at, bool upper)
{
    if (at[0] < 0x80) {
        if (upper ? at[0] < 'a' || at[0] > 'z' : at[0] < 'A' || at[0] > 'Z')
            return false;
        at[0] ^= 0x20;
    } else if (at[0] == 0xc3) { /* à to þ */
        if (upper ? at[1] < 0xa0 : at[1] >= 0xa0)
            return false;
        at[1] ^= 0x20;
    } else if (upper && at[0] == 0xd0 && at[1] >= 0xb0) { /* а to п */
        at[1] = (uint8_t)(at[1] - 0x20);
    } else if (upper && at[0] == 0xd1 && at[1] < 0x90) { /* р to я */
        at[0] = 0xd0;
        at[1] = (uint8_t)(at[1] + 0x20);
    } else if (!upper && at[0] == 0xd0 && at[1] >= 0x90 && at[1] < 0xa0) {
        at[1] = (uint8_t)(at[1] + 0x20);
    } else if (!upper && at[0] == 0xd0 && at[1] >= 0xa0 && at[1] < 0xb0) {
        at[0] = 0xd1;
        at[1] = (uint8_t)(at[1] - 0x20);
    } else {
        return false;
    }
    return true;
}

static size_t letter_len(uint8_t first)
{
    return first < 0x80 ? 1 : 2;
}

static size_t month_in(const struct language *language, const uint8_t *lower, size_t len)
{
    for (size_t i = 0; i < 12; i++) {
        if (strlen(language->month[i]) == len && memcmp(language->month[i], lower, len) == 0)
            return i + 1;
    }
    return 0;
}

bool dlp_month_read(struct dlp_month_name *name, const uint8_t *word, size_t len)
{
    uint8_t lower[DLP_MONTH_MAX + 1] = { 0 };
    size_t letters = 0, capitals = 0;

    if (len == 0 || len > DLP_MONTH_MAX)
        return false;
    memset(name, 0, sizeof(*name));
    memcpy(lower, word, len);
    for (size_t i = 0; i < len; i += letter_len(lower[i]), letters++) {
        const bool capital = other_case(lower + i, false);

        name->capital = name->capital || (capital && i == 0);
        capitals += capital;
    }
    name->all = capitals == letters && letters > 1;
    for (size_t i = 0; i < LANGUAGES; i++) {
        const size_t month = month_in(&languages[i], lower, len);

        if (month
            && (!name->month
                || (languages[i].capital == name->capital
                    && languages[name->language].capital != name->capital))) {
            name->month = (unsigned)month;
            name->language = i;
        }
    }
    return name->month > 0;
}

size_t dlp_month_write(uint8_t out[DLP_MONTH_MAX], const struct dlp_month_name *name,
                       unsigned month)
{
    const char *const text = languages[name->language].month[month - 1];
    const size_t len = strlen(text);

    memcpy(out, text, len);
    for (size_t i = 0; i < len && (name->all || (name->capital && i == 0)); i += letter_len(out[i]))
        (void)other_case(out + i, true);
    return len;
}
