/* scan/name_lane.c - the names that stand before an assignment's value.
 *
 * A name begins a word: no letter stands before it, or a small one before a capital ("myStripeKey").
 * Names are looked up here and not in the one pass, which a thousand of them would slow to a half. */

#include "scan/name_lane.h"

#include "scan/event_list.h"

#define JOINTS_MAX 2u /* bytes between two words of a name */

static inline bool is_small(uint8_t c)
{
    return c >= 'a' && c <= 'z';
}

static inline bool is_capital(uint8_t c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_joint(uint8_t c)
{
    return c == ' ' || c == '_' || c == '.' || c == '-';
}

static inline uint8_t folded(uint8_t c)
{
    return is_capital(c) ? (uint8_t)(c | 0x20) : c;
}

/* Bytes of text[0, len) that the name takes; 0 when it does not stand there. */
static size_t name_match(const uint8_t *text, size_t len, const char *name)
{
    size_t n = 0;

    for (; *name; name++) {
        if (*name == '_') {
            for (size_t joints = 0; joints < JOINTS_MAX && n < len && is_joint(text[n]); joints++)
                n++;
            continue;
        }
        if (n == len || folded(text[n]) != (uint8_t)*name)
            return 0;
        n++;
    }
    return n;
}

static inline bool word_begins(uint8_t before, uint8_t first)
{
    const bool small = is_small(before);

    return (!small && !is_capital(before)) || (small && is_capital(first));
}

/* Four bytes in small letters, those behind the end as zeros. */
static inline uint32_t four_folded(const uint8_t *text, size_t len)
{
    uint32_t four = 0;

    for (size_t n = 0; n < 4; n++)
        four |= (n < len ? (uint32_t)(text[n] | DLP_NAME_FOLD) : 0) << 8 * n;
    return four;
}

/* The names that begin at text[i] of `len` bytes. Most are refused by their first four bytes. */
static void names_look(struct dlp_event_list *out, const struct dlp_name_table *table,
                       const uint8_t *text, size_t i, size_t len, uint64_t at)
{
    const unsigned key =
        dlp_name_code(folded(text[i])) * DLP_NAME_CODES + dlp_name_code(folded(text[i + 1]));
    const uint32_t first = four_folded(text + i, len - i);
    const struct dlp_name_entry *const end = table->entries + table->first[key + 1];

    for (const struct dlp_name_entry *e = table->entries + table->first[key]; e < end; e++) {
        size_t width;

        if (((first ^ e->first) & e->mask) != 0)
            continue;
        width = name_match(text + i, len - i, e->name);
        if (width > 0) {
            const struct dlp_event event = { at, (uint32_t)(len - i - width), e->rule,
                                             DLP_EVENT_NAMED, false };

            dlp_event_list_add(out, &event);
        }
    }
}

#define SPACE_MAX 8u /* bytes between the sign of an assignment and its value */
#define KEY_MAX 48u  /* of the key, in bytes */

static inline bool is_digit(uint8_t c)
{
    return (uint8_t)(c - '0') < 10;
}

static inline bool is_around_sign(uint8_t c)
{
    return c == ' ' || c == '"' || c == '\'' || c == '`';
}

static inline bool is_key_byte(uint8_t c)
{
    return (uint8_t)((c | 0x20) - 'a') < 26 || is_digit(c) || c == '_' || c == '-' || c == '.';
}

/* Bytes before `end` that are a sign of assignment, with the blanks and quotes around it; 0 without. */
static size_t sign_before(const uint8_t *end, size_t len)
{
    size_t n = 0, before;

    while (n < len && n < SPACE_MAX && is_around_sign(end[-1 - (ptrdiff_t)n]))
        n++;
    before = n;
    while (n < len && n < before + 2
           && (end[-1 - (ptrdiff_t)n] == '=' || end[-1 - (ptrdiff_t)n] == ':'))
        n++;
    if (n == before)
        return 0;
    while (n < len && n < 2 * SPACE_MAX && is_around_sign(end[-1 - (ptrdiff_t)n]))
        n++;
    return n;
}

static bool has_digit(const uint8_t *text)
{
    for (size_t i = 0; i < DLP_TOKEN_RUN; i++)
        if (is_digit(text[i]))
            return true;
    return false;
}

void dlp_value_lane(struct dlp_event_list *out, const struct dlp_database *db,
                    const struct dlp_window *window, uint64_t at)
{
    const size_t len = dlp_window_before(window, at, DLP_TOKEN_RUN + 2 * SPACE_MAX + KEY_MAX + 1);
    const uint8_t *const text = dlp_window_at(window, at - len);
    const size_t run = len - DLP_TOKEN_RUN;
    const size_t sign = len > DLP_TOKEN_RUN ? sign_before(text + run, run) : 0;
    const size_t end = run - sign, least = end > KEY_MAX ? end - KEY_MAX : 0;

    if (sign == 0 || db->names.len == 0 || !has_digit(text + run))
        return; /* a word, as nearly always */
    for (size_t i = end; i > least && is_key_byte(text[i - 1]); i--) {
        const uint8_t *const word = text + i - 1;
        unsigned begin;

        if (i + 1 >= end || (i > 1 && !word_begins(word[-1], word[0])))
            continue;
        begin = dlp_name_begin(word[0], word[1], word[2]);
        if (((unsigned)db->names.begins[begin >> 3] >> (begin & 7u) & 1u) != 0)
            names_look(out, &db->names, text, i - 1, len, at);
    }
}

void dlp_name_lane(struct dlp_event_list *out, const struct dlp_database *db,
                   const struct dlp_window *window, uint64_t at)
{
    const size_t len = dlp_window_before(window, at, DLP_NAME_REACH + 1);
    const uint8_t *const text = dlp_window_at(window, at - len);

    /* The byte beyond the reach only tells whether a word begins behind it. */
    for (size_t i = len > DLP_NAME_REACH ? 1 : 0; i + 2 < len; i++) {
        const unsigned begin = dlp_name_begin(text[i], text[i + 1], text[i + 2]);

        if ((db->names.begins[begin >> 3] >> (begin & 7u) & 1u) != 0
            && (i == 0 || word_begins(text[i - 1], text[i])))
            names_look(out, &db->names, text, i, len, at);
    }
    if (len >= 2 && (len == 2 || word_begins(text[len - 3], text[len - 2])))
        names_look(out, &db->names, text, len - 2, len, at);
}
