/* fuzz/fuzz_net_audit.c - a chain of whatever events passes the check; with one byte changed, a line cut out or
 * the end cut off it does not; and no text at all confuses the check.
 *
 * The first two bytes say what is changed, the rest holds the events, a line each. */

#include "fuzz.h"

#include "buffer.h"
#include "event/audit_check.h"
#include "event/audit_files.h"

static uint64_t check_log(const char *log, size_t len, const struct buffer *head,
                          const unsigned char *key)
{
    struct audit_check check = { .key = key };

    audit_check_init(&check);
    while (len > 0) {
        const char *const end = memchr(log, '\n', len);
        const size_t part = end ? (size_t)(end - log) : len;

        audit_check_line(&check, log, part, end != NULL);
        log += part + (end != NULL);
        len -= part + (end != NULL);
    }
    audit_check_end(&check, head->data, head->len);
    return check.mistakes;
}

static void append(struct chain *chain, struct buffer *log, const char *name, const char *text,
                   size_t len)
{
    struct buffer body = BUFFER_INIT;

    buffer_format(&body, "\"%s\":", name);
    buffer_add(&body, text, len);
    chain_append(chain, log, body.data, body.len);
    buffer_free(&body);
}

/* The daemon's events are JSON objects; to the chain they are any text without a line's end. */
static void write_log(struct buffer *log, struct buffer *head, const char *text, size_t len,
                      const unsigned char *key, const unsigned char *secret)
{
    struct chain chain = CHAIN_INIT;
    struct buffer start = BUFFER_INIT;
    char hex[2 * crypto_sign_PUBLICKEYBYTES + 1];

    sodium_bin2hex(hex, sizeof(hex), key, crypto_sign_PUBLICKEYBYTES);
    buffer_format(&start, "{\"key\":\"%s\",\"as_left\":true,\"head\":0}", hex);
    append(&chain, log, "start", start.data, start.len);
    while (len > 0) {
        const char *const end = memchr(text, '\n', len);
        const size_t part = end ? (size_t)(end - text) : len;
        struct buffer event = BUFFER_INIT;

        buffer_char(&event, '{');
        buffer_add(&event, text, part);
        buffer_char(&event, '}');
        append(&chain, log, "event", event.data, event.len);
        buffer_free(&event);
        text += part + (end != NULL);
        len -= part + (end != NULL);
    }
    audit_head_text(head, &chain, secret);
    buffer_free(&start);
}

static void tamper(struct buffer *log, unsigned how, size_t where)
{
    char *const at = log->data + where % log->len;
    char *const end = memchr(at, '\n', (size_t)(log->data + log->len - at));
    const size_t behind = (size_t)(log->data + log->len - end - 1);

    if (how % 3 == 0) { /* a byte */
        *at ^= (char)(1 + how % 7);
    } else if (how % 3 == 1) { /* the end */
        buffer_cut(log, (size_t)(at - log->data));
    } else { /* from within a line to its end, and that too */
        memmove(at, end + 1, behind);
        buffer_cut(log, (size_t)(at - log->data) + behind);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static const unsigned char seed[crypto_sign_SEEDBYTES] = { 7 };
    unsigned char key[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    struct buffer log = BUFFER_INIT, head = BUFFER_INIT;
    char *const text = fuzz_string(data, len);

    FUZZ_CHECK(sodium_init() >= 0);
    crypto_sign_seed_keypair(key, secret, seed);
    if (len > 2) {
        write_log(&log, &head, text + 2, len - 2, key, secret);
        FUZZ_CHECK(check_log(log.data, log.len, &head, key) == 0);
        tamper(&log, (uint8_t)text[0], (size_t)(uint8_t)text[1] * 37);
        FUZZ_CHECK(check_log(log.data, log.len, &head, key) > 0);
    }
    FUZZ_CHECK(check_log(text, len, &head, key) > 0); /* it is never signed */
    buffer_free(&log);
    buffer_free(&head);
    free(text);
    return 0;
}
