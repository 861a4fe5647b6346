/* redact/mask.c - masks as one table: card first 6 and last 4, e-mail first letter and domain, ids
 * the last 2, secrets their public prefix. Values under 8 bytes show nothing. */

#include "redact/mask.h"

#include <string.h>

#define SHORT_VALUE 8u /* bytes */

/* Writes shown bytes and stars; bytes that are not printable ASCII become '?'. */
struct mask_writer {
    char *out;
    size_t len;
};

static void mask_put(struct mask_writer *w, uint8_t byte)
{
    if (w->len + 1 < DLP_MASKED_MAX)
        w->out[w->len++] = byte > ' ' && byte < 0x7f ? (char)byte : byte == ' ' ? ' ' : '?';
}

static bool is_alnum(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10 || (uint8_t)((byte | 0x20) - 'a') < 26;
}

static void mask_all(struct mask_writer *w, const uint8_t *value, size_t len)
{
    (void)value;
    for (size_t i = 0; i < len; i++)
        mask_put(w, '*');
}

/* Keep `first` leading and `last` trailing letters and digits, and all separators. */
static void mask_ends(struct mask_writer *w, const uint8_t *value, size_t len, size_t first,
                      size_t last)
{
    size_t letters = 0, seen = 0;

    for (size_t i = 0; i < len; i++)
        letters += is_alnum(value[i]);
    for (size_t i = 0; i < len; i++) {
        const bool shown = !is_alnum(value[i]) || seen < first || seen + last >= letters;

        seen += is_alnum(value[i]);
        mask_put(w, shown && value[i] < 0x80 ? value[i] : '*');
    }
}

static void mask_card(struct mask_writer *w, const uint8_t *value, size_t len)
{
    size_t digits = 0;

    for (size_t i = 0; i < len; i++)
        digits += (uint8_t)(value[i] - '0') < 10;
    if (digits < 12) /* too short to hide enough of it */
        mask_all(w, value, len);
    else
        mask_ends(w, value, len, 6, 4);
}

static void mask_email(struct mask_writer *w, const uint8_t *value, size_t len)
{
    const uint8_t *const at = memrchr(value, '@', len); /* a quoted local part may hold one */
    const size_t local = at ? (size_t)(at - value) : 0;

    if (local < 2) {
        mask_all(w, value, len);
        return;
    }
    mask_put(w, value[0]);
    for (size_t i = 1; i < local; i++)
        mask_put(w, '*');
    for (size_t i = local; i < len; i++)
        mask_put(w, value[i]);
}

static void mask_id(struct mask_writer *w, const uint8_t *value, size_t len)
{
    for (size_t i = 0; i < len; i++)
        mask_put(w, i + 2 < len ? '*' : value[i]);
}

struct mask {
    const char *name;
    void (*write)(struct mask_writer *w, const uint8_t *value, size_t len);
};
static const struct mask masks[] = {
    { "card", mask_card }, { "email", mask_email }, { "id", mask_id },
    { "none", mask_all },  { "secret", mask_all },
};

static const struct mask *mask_find(const char *name)
{
    for (size_t i = 0; i < sizeof(masks) / sizeof(masks[0]); i++)
        if (strcmp(masks[i].name, name) == 0)
            return &masks[i];
    return NULL;
}

bool dlp_mask_known(const char *name)
{
    return mask_find(name) != NULL;
}

void dlp_mask(char out[DLP_MASKED_MAX], const char *name, unsigned prefix, const uint8_t *value,
              size_t len)
{
    struct mask_writer w = { out, 0 };
    const struct mask *const mask = mask_find(name);

    if (!mask || len < SHORT_VALUE) {
        mask_all(&w, value, len);
    } else {
        if (mask->write == mask_all && strcmp(name, "secret") == 0 && prefix + SHORT_VALUE <= len) {
            for (unsigned i = 0; i < prefix; i++)
                mask_put(&w, value[i]);
            value += prefix;
            len -= prefix;
        }
        mask->write(&w, value, len);
    }
    out[w.len] = '\0';
}

void dlp_mask_public(char out[DLP_MASKED_MAX], const uint8_t *text, size_t len)
{
    struct mask_writer w = { out, 0 };

    for (size_t i = 0; i < len; i++)
        mask_put(&w, text[i]);
    out[w.len] = '\0';
}
