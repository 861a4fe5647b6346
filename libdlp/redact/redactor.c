/* redact/redactor.c - what to put in the place of a value that was found.
 *
 * A pseudonym is made of the value's token, which leaves out what does not count of the value (case,
 * separators), and a key for the purpose: whoever has the pseudonyms of two purposes cannot tell
 * which belong together. */

#include <dlp/redact.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/hex.h"
#include "redact/date_shift.h"
#include "redact/key.h"
#include "redact/same_shape.h"

#include <sodium.h>
#include <string.h>

#define NAME_MAX_LEN 24 /* bytes of a pseudonym before its digest */
#define DAYS_MOST 365u  /* that a date is moved by: a year of somebody's age at the most */
#define FLAGS_KNOWN (DLP_REDACT_SHIFT_DATES | DLP_REDACT_DAY_FIRST)
#define DIGEST_BYTES 8 /* of a pseudonym: 64 bits, so that millions of values differ */

struct dlp_redactor {
    enum dlp_redact_mode mode;
    int days; /* that dates are moved by; 0: they are not */
    bool day_first;
    uint8_t pseudonyms[crypto_auth_hmacsha256_KEYBYTES];
    uint8_t shapes[crypto_auth_hmacsha256_KEYBYTES];
};

/* A key for one use of one purpose. */
static void derive(uint8_t out[crypto_auth_hmacsha256_BYTES], const struct dlp_key *key,
                   const char *use, const char *purpose)
{
    crypto_auth_hmacsha256_state state;

    crypto_auth_hmacsha256_init(&state, key->keys[0].bytes, DLP_KEY_BYTES);
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)use, strlen(use) + 1);
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)purpose, strlen(purpose));
    crypto_auth_hmacsha256_final(&state, out);
}

/* 1 to DAYS_MOST, earlier or later; each as likely but for a part in a million. */
static int days_of(const struct dlp_key *key, const char *purpose)
{
    uint8_t bytes[crypto_auth_hmacsha256_BYTES];
    uint32_t n;

    derive(bytes, key, "dlp redact date", purpose);
    memcpy(&n, bytes, sizeof(n));
    sodium_memzero(bytes, sizeof(bytes));
    n %= 2 * DAYS_MOST;
    return n < DAYS_MOST ? (int)n + 1 : (int)DAYS_MOST - 1 - (int)n;
}

/* Flags came with version 2: a caller of version 1 has no room for them. */
static bool read_flags(const struct dlp_redact_options *options, uint32_t *flags)
{
    *flags = 0;
    if (options && options->version == DLP_REDACT_OPTIONS_VERSION)
        *flags = options->flags;
    return options && options->version >= 1 && options->version <= DLP_REDACT_OPTIONS_VERSION
        && (unsigned)options->mode <= DLP_REDACT_SHAPE && (*flags & ~FLAGS_KNOWN) == 0;
}

dlp_status dlp_redactor_new(dlp_redactor **out, const struct dlp_redact_options *options,
                            struct dlp_error *err)
{
    dlp_redactor *redactor;
    uint32_t flags;

    *out = NULL;
    if (!read_flags(options, &flags))
        return dlp_error_set(err, DLP_EINVAL, "redaction: unknown options");
    if ((options->mode != DLP_REDACT_MASK || (flags & DLP_REDACT_SHIFT_DATES)) && !options->key)
        return dlp_error_set(err, DLP_EINVAL, "redaction: this mode needs a key");
    redactor = dlp_calloc(1, sizeof(*redactor));
    if (!redactor)
        return dlp_error_set(err, DLP_ENOMEM, "out of memory");
    redactor->mode = options->mode;
    if (options->key) {
        const char *const purpose = options->purpose ? options->purpose : "";

        derive(redactor->pseudonyms, options->key, "dlp redact pseudonym", purpose);
        derive(redactor->shapes, options->key, "dlp redact shape", purpose);
        if (flags & DLP_REDACT_SHIFT_DATES)
            redactor->days = days_of(options->key, purpose);
        redactor->day_first = (flags & DLP_REDACT_DAY_FIRST) != 0;
    }
    *out = redactor;
    return DLP_OK;
}

void dlp_redactor_free(dlp_redactor *redactor)
{
    dlp_free_wiped(redactor, redactor ? sizeof(*redactor) : 0);
}

/* "id.us.ssn" -> "SSN_". */
static size_t rule_name(char out[NAME_MAX_LEN], const char *rule)
{
    const char *const dot = strrchr(rule, '.');
    size_t n = 0;

    for (const char *at = dot ? dot + 1 : rule; *at && n + 2 < NAME_MAX_LEN; at++)
        out[n++] = (char)(*at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at);
    out[n++] = '_';
    return n;
}

static dlp_status write_pseudonym(const dlp_redactor *redactor, const struct dlp_finding *finding,
                                  dlp_write_fn write, void *user)
{
    char text[NAME_MAX_LEN + 2 * DIGEST_BYTES + 1];
    uint8_t digest[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state state;
    const size_t n = rule_name(text, finding->rule);

    crypto_auth_hmacsha256_init(&state, redactor->pseudonyms, sizeof(redactor->pseudonyms));
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)finding->token, strlen(finding->token));
    crypto_auth_hmacsha256_final(&state, digest);
    dlp_hex(text + n, digest, DIGEST_BYTES);
    return write(text, n + 2 * DIGEST_BYTES, user) ? DLP_STOPPED : DLP_OK;
}

/* The masked form, without what would end a string or a cell around it. */
static dlp_status write_mask(const struct dlp_finding *finding, dlp_write_fn write, void *user)
{
    for (const char *at = finding->masked; *at; at++) {
        const bool safe = *at >= ' ' && *at < 0x7f && !strchr("\"'\\<>&,;|", *at);

        if (write(safe ? at : "*", 1, user))
            return DLP_STOPPED;
    }
    return DLP_OK;
}

/* Is the finding one whose date is moved, if it can be? */
static bool is_date(const dlp_redactor *redactor, const struct dlp_finding *finding)
{
    return redactor->days && dlp_date_rule(finding->rule);
}

/* The date of such a finding, moved; its length, or 0 when it is none that can be. */
static size_t moved_date(const dlp_redactor *redactor, const struct dlp_finding *finding,
                         uint8_t out[DLP_DATE_MAX])
{
    size_t len = finding->value_len;

    if (!finding->value || len != finding->length || len > DLP_DATE_MAX)
        return 0;
    memcpy(out, finding->value, len);
    if (!dlp_date_shift(out, &len, redactor->days, redactor->day_first))
        len = 0;
    return len;
}

int dlp_redactor_shifts(const dlp_redactor *redactor, const struct dlp_finding *finding)
{
    uint8_t date[DLP_DATE_MAX];
    const size_t len = is_date(redactor, finding) ? moved_date(redactor, finding, date) : 0;

    sodium_memzero(date, sizeof(date));
    return len > 0;
}

static dlp_status write_date(const dlp_redactor *redactor, const struct dlp_finding *finding,
                             dlp_write_fn write, void *user)
{
    uint8_t date[DLP_DATE_MAX];
    const size_t len = moved_date(redactor, finding, date);
    dlp_status status;

    if (len == 0)
        return write_mask(finding, write, user);
    status = write(date, len, user) ? DLP_STOPPED : DLP_OK;
    sodium_memzero(date, sizeof(date));
    return status;
}

dlp_status dlp_redactor_replace(const dlp_redactor *redactor, const struct dlp_finding *finding,
                                dlp_write_fn write, void *user)
{
    uint8_t value[DLP_SHAPE_MAX];
    struct dlp_shape_source source;
    dlp_status status;
    size_t len = finding->value_len;

    if (is_date(redactor, finding))
        return write_date(redactor, finding, write, user);
    if (redactor->mode == DLP_REDACT_MASK)
        return write_mask(finding, write, user);
    if (!finding->token)
        return DLP_EINVAL;
    if (redactor->mode != DLP_REDACT_SHAPE || !finding->value || len != finding->length
        || len > sizeof(value))
        return write_pseudonym(redactor, finding, write, user);
    memcpy(value, finding->value, len);
    dlp_shape_source_init(&source, redactor->shapes, finding->token);
    if (dlp_same_shape(finding->rule, value, &len, &source))
        status = write(value, len, user) ? DLP_STOPPED : DLP_OK;
    else
        status = write_pseudonym(redactor, finding, write, user);
    sodium_memzero(value, sizeof(value));
    sodium_memzero(&source, sizeof(source));
    return status;
}
