/* dlpd/event/audit_check.c - is an audit log as it was written?
 *
 * After a mistake the check goes on from what the line says of itself, so that one changed line is one
 * mistake, or two, and not as many as there are lines behind it. */

#include "event/audit_check.h"

#include "event/audit_files.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void mistake(struct audit_check *check, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void mistake(struct audit_check *check, uint64_t line, const char *format, ...)
{
    char text[256];
    va_list args;

    va_start(args, format);
    (void)vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    check->mistakes++;
    if (check->mistake)
        check->mistake(line, text, check->user);
}

static void use_key(struct audit_check *check, const unsigned char *key)
{
    memcpy(check->own_key, key, sizeof(check->own_key));
    check->has_key = true;
}

void audit_check_init(struct audit_check *check)
{
    check->chain = (struct chain)CHAIN_INIT;
    check->has_key = check->witnessed = false;
    check->lines = check->events = check->mistakes = check->signed_next = 0;
    if (check->key)
        use_key(check, check->key);
}

static bool body_is(const struct chain_line *line, const char *name)
{
    const size_t len = strlen(name);

    return line->body_len > len && memcmp(line->body, name, len) == 0;
}

static void check_start(struct audit_check *check, const struct chain_line *line)
{
    static const char name[] = "\"start\":{\"key\":\"", left[] = "\",\"as_left\":true,";
    const size_t hex = 2 * crypto_sign_PUBLICKEYBYTES, from = sizeof(name) - 1;
    unsigned char key[crypto_sign_PUBLICKEYBYTES];

    if (line->body_len < from + hex + sizeof(left)
        || !chain_bytes(key, sizeof(key), line->body + from, hex)) {
        mistake(check, check->lines, "the start of a run is not written as we write it");
        return;
    }
    if (!check->has_key)
        use_key(check, key);
    if (memcmp(key, check->own_key, sizeof(key)) != 0)
        mistake(check, check->lines, "a run began with another key");
    if (memcmp(line->body + from + hex, left, sizeof(left) - 1) != 0)
        mistake(check, check->lines,
                "the log was not as the run before had left it: lines in front of this one were "
                "added or removed, or the machine stopped while one was written");
}

static void check_head(struct audit_check *check, const struct chain_line *line)
{
    static const char name[] = "\"head\":{\"signature\":\"";
    const size_t from = sizeof(name) - 1;
    struct chain before = { .next = line->seq };

    memcpy(before.hash, line->prev, CHAIN_HEX);
    if (line->body_len != from + 2 * CHAIN_SIGNATURE + 2 || !check->has_key
        || !chain_signed(&before, line->body + from, check->own_key))
        mistake(check, check->lines, "the signature is wrong");
    else
        check->signed_next = line->seq;
}

static void check_body(struct audit_check *check, const struct chain_line *line)
{
    if (body_is(line, "\"event\":{"))
        check->events++;
    else if (body_is(line, "\"start\":{"))
        check_start(check, line);
    else if (body_is(line, "\"head\":{"))
        check_head(check, line);
    else
        mistake(check, check->lines, "what the line holds is not known");
}

static void check_witness(struct audit_check *check)
{
    const struct audit_witness *const witness = check->witness;

    if (!witness || witness->next != check->chain.next)
        return;
    check->witnessed = true;
    if (memcmp(witness->hash, check->chain.hash, CHAIN_HEX) != 0)
        mistake(check, check->lines, "the log is another one than the one that was noted");
}

void audit_check_line(struct audit_check *check, const char *line, size_t len, bool whole)
{
    struct chain_line read;

    check->lines++;
    if (!whole) {
        mistake(check, check->lines, "the line is cut off");
        return;
    }
    if (!chain_line_read(&read, line, len)) {
        mistake(check, check->lines,
                "the line was changed: it does not have the hash that it says");
        check->chain.next++;
        check->chain.hash[0] = '\0'; /* not known: the next line is not held against it */
        return;
    }
    if (read.seq != check->chain.next)
        mistake(check, check->lines,
                "number %llu stands where %llu should: lines were removed, added or moved",
                (unsigned long long)read.seq, (unsigned long long)check->chain.next);
    else if (check->chain.hash[0] && memcmp(read.prev, check->chain.hash, CHAIN_HEX) != 0)
        mistake(check, check->lines, "it does not follow the line before it");
    if (check->lines == 1 && !body_is(&read, "\"start\":{"))
        mistake(check, 1, "the log does not begin with the start of a run");
    check->chain.next = read.seq + 1;
    memcpy(check->chain.hash, read.hash, CHAIN_HEX);
    check->chain.hash[CHAIN_HEX] = '\0';
    check_body(check, &read);
    check_witness(check);
}

void audit_check_end(struct audit_check *check, const char *head, size_t head_len)
{
    char signature[2 * CHAIN_SIGNATURE + 1];
    struct chain state;

    if (check->lines == 0)
        mistake(check, 0, "the log is empty");
    if (check->witness && !check->witnessed)
        mistake(check, 0, "the log never stood where it was noted to stand: lines are gone");
    if (!head) {
        mistake(check, 0,
                "its head file is missing: nobody knows whether lines behind number %llu are gone",
                (unsigned long long)check->signed_next);
        return;
    }
    if (!audit_head_read(&state, signature, head, head_len) || !check->has_key
        || !chain_signed(&state, signature, check->own_key)) {
        mistake(check, 0, "the signature of its head file is wrong");
        return;
    }
    if (state.next > check->chain.next)
        mistake(check, 0, "the last %llu lines are gone",
                (unsigned long long)(state.next - check->chain.next));
    else if (state.next < check->chain.next)
        mistake(check, 0, "the last %llu lines are not signed",
                (unsigned long long)(check->chain.next - state.next));
    else if (memcmp(state.hash, check->chain.hash, CHAIN_HEX) != 0)
        mistake(check, 0, "the last line is another one than the one that was signed");
}
