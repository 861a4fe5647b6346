/* redact/mask.c - masks as one table: card first 6 and last 4, e-mail first letter and domain, ids
 * the last 2, secrets their public prefix. Values under 8 bytes show nothing. */

#include "redact/mask.h"

#include <string.h>

#define SHORT_VALUE 8u /* bytes */

/* A mask has one byte for each of the value's. It is cut only when it is written: what is shown
 * depends on all of the value. */
struct masked {
    char *out;
    size_t room; /* bytes of out; those beyond are dropped */
};

/* Printable ASCII as it is, all else as '?'. */
static char shown_byte(uint8_t byte)
{
    return byte >= ' ' && byte < 0x7f ? (char)byte : '?';
}

static void show(struct masked m, size_t from, const uint8_t *value, size_t to)
{
    for (size_t i = from; i < to && i < m.room; i++)
        m.out[i] = shown_byte(value[i]);
}

static void hide(struct masked m, size_t from, size_t to)
{
    to = to < m.room ? to : m.room;
    if (from < to)
        memset(m.out + from, '*', to - from);
}

static bool is_alnum(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10 || (uint8_t)((byte | 0x20) - 'a') < 26;
}

static void mask_all(struct masked m, const uint8_t *value, size_t len)
{
    (void)value;
    hide(m, 0, len);
}

/* Keep `first` leading and `last` trailing letters and digits, and all ASCII separators. */
static void mask_ends(struct masked m, const uint8_t *value, size_t len, size_t first, size_t last)
{
    size_t from = 0, to = len;

    for (size_t seen = 0; from < len && seen < first; from++)
        seen += is_alnum(value[from]);
    for (size_t seen = 0; to > from && seen < last; to--)
        seen += is_alnum(value[to - 1]);
    for (size_t i = 0; i < len && i < m.room; i++) {
        const bool hidden = value[i] >= 0x80 || (i >= from && i < to && is_alnum(value[i]));

        m.out[i] = hidden ? '*' : shown_byte(value[i]);
    }
}

static void mask_card(struct masked m, const uint8_t *value, size_t len)
{
    size_t digits = 0;

    for (size_t i = 0; i < len; i++)
        digits += (uint8_t)(value[i] - '0') < 10;
    if (digits < 12) /* too short to hide enough of it */
        hide(m, 0, len);
    else
        mask_ends(m, value, len, 6, 4);
}

static void mask_email(struct masked m, const uint8_t *value, size_t len)
{
    const uint8_t *const at = memrchr(value, '@', len); /* a quoted local part may hold one */
    const size_t local = at ? (size_t)(at - value) : 0;

    if (local < 2) {
        hide(m, 0, len);
        return;
    }
    show(m, 0, value, 1);
    hide(m, 1, local);
    show(m, local, value, len);
}

static void mask_id(struct masked m, const uint8_t *value, size_t len)
{
    hide(m, 0, len - 2);
    show(m, len - 2, value, len);
}

struct mask {
    const char *name;
    void (*write)(struct masked m, const uint8_t *value, size_t len); /* len >= SHORT_VALUE */
    bool prefixed; /* a public prefix may be shown */
};
static const struct mask masks[] = {
    { "card", mask_card, false }, { "email", mask_email, false }, { "id", mask_id, false },
    { "none", mask_all, false },  { "secret", mask_all, true },
};

static const struct mask *mask_find(const char *name)
{
    for (size_t i = 0; i < sizeof(masks) / sizeof(masks[0]); i++)
        if (masks[i].name[0] == name[0] && strcmp(masks[i].name, name) == 0)
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
    const struct masked m = { out, DLP_MASKED_MAX - 1 };
    const struct mask *const mask = mask_find(name);

    out[len < m.room ? len : m.room] = '\0';
    if (!mask || len < SHORT_VALUE) {
        hide(m, 0, len);
        return;
    }
    mask->write(m, value, len);
    if (mask->prefixed && prefix + SHORT_VALUE <= len)
        show(m, 0, value, prefix);
}

void dlp_mask_public(char out[DLP_MASKED_MAX], const uint8_t *text, size_t len)
{
    const struct masked m = { out, DLP_MASKED_MAX - 1 };

    out[len < m.room ? len : m.room] = '\0';
    show(m, 0, text, len);
}
