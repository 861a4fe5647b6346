/* engine/front_watch.c - ASCII is passed on as it comes, until a byte beyond it tells: after three characters
 * of UTF-8 it is that for good. From the first byte that is not, some are held back, and the charset is
 * guessed from them. */

#include "engine/front.h"

#include "base/utf8.h"
#include "extract/codepage.h"

#include <sodium.h>
#include <string.h>

#define UTF8_SURE 3u
#define UTF8_LONGEST 4u

/* 128 bytes, 16 of which a processor takes at once. */
typedef uint64_t pair_of_words __attribute__((vector_size(16)));
union pair {
    pair_of_words both;
    uint64_t one[2];
};
struct lot {
    pair_of_words pairs[8];
};

/* The first byte beyond ASCII, or len. */
static size_t high_find(const uint8_t *data, size_t len)
{
    size_t at = 0;

    for (; at + sizeof(struct lot) <= len; at += sizeof(struct lot)) {
        struct lot lot;
        union pair all;

        memcpy(&lot, data + at, sizeof(lot));
        all.both = lot.pairs[0] | lot.pairs[1] | lot.pairs[2] | lot.pairs[3] | lot.pairs[4]
            | lot.pairs[5] | lot.pairs[6] | lot.pairs[7];
        if ((all.one[0] | all.one[1]) & 0x8080808080808080u)
            break;
    }
    while (at < len && data[at] < 0x80)
        at++;
    return at;
}

/* Do these bytes, which are no character, begin one that is cut short? */
static bool is_cut(const uint8_t *data, size_t len)
{
    const size_t whole = data[0] >= 0xf0 ? 4 : data[0] >= 0xe0 ? 3 : 2;

    if (data[0] < 0xc2 || data[0] > 0xf4 || len >= whole)
        return false;
    for (size_t i = 1; i < len; i++)
        if ((data[i] & 0xc0) != 0x80)
            return false;
    return true;
}

/* How many bytes are ASCII or UTF-8; *cut is set when the rest may be, too. */
static size_t plain_find(dlp_session *session, const uint8_t *data, size_t len, bool last,
                         bool *cut)
{
    size_t at = high_find(data, len);

    *cut = false;
    while (at < len && session->utf8 < UTF8_SURE) {
        int32_t cp;
        const size_t taken = dlp_utf8_next(data + at, len - at, &cp);

        if (cp < 0) {
            *cut = !last && is_cut(data + at, len - at);
            return at;
        }
        session->utf8++;
        at += taken;
        at += high_find(data + at, len - at);
    }
    return at;
}

static bool has_control(const uint8_t *data, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (dlp_is_control(data[i]))
            return true;
    return false;
}

/* The held bytes are as many as will be looked at. NULL: read as it is. What the text says of itself counts, unless
 * it is UTF-8, which it is not, or nothing that is known. */
static const struct dlp_charset *guess(dlp_session *session)
{
    const struct dlp_front *const front = session->front;
    const struct dlp_charset *charset = NULL;
    bool lost = false;

    if (has_control(front->held, front->held_len))
        return NULL;
    if (session->declared.name[0])
        charset = dlp_codepage_find(session->declared.name, &lost);
    if (!charset && !lost)
        charset = dlp_charset_guess(front->held, front->held_len, &lost);
    if (lost)
        dlp_sink_incomplete(&session->sink, "no_charset", NULL, session->front_taken, UINT64_MAX);
    return charset;
}

/* The charset is decided: let go of what was held, and of the rest. */
static dlp_status settle(dlp_session *session, const uint8_t *data, size_t len, bool last,
                         dlp_text_fn take)
{
    struct dlp_front *const front = session->front;
    const struct dlp_charset *const charset = guess(session);
    const size_t held_len = front->held_len;
    uint8_t held[DLP_GUESS_BYTES];
    dlp_status status = DLP_OK;

    session->charset = DLP_CHARSET_KNOWN;
    memcpy(held, front->held, held_len);
    if (charset)
        status = dlp_front_begin(session, charset, session->front_taken, session->front_taken);
    else
        dlp_front_free(session);
    if (status == DLP_OK)
        status = dlp_front_take(session, held, held_len, last && len == 0, take);
    sodium_memzero(held, held_len);
    if (status == DLP_OK && len > 0)
        status = dlp_front_take(session, data, len, last, take);
    return status;
}

/* Bytes are held, of which the first is not UTF-8. */
static dlp_status odd_take(dlp_session *session, const uint8_t *data, size_t len, bool last,
                           dlp_text_fn take)
{
    struct dlp_front *const front = session->front;
    const size_t before = front->held_len;
    const size_t taken = dlp_front_gather(front, data, len, DLP_GUESS_BYTES);

    if (front->held_len < DLP_GUESS_BYTES && !last
        && !has_control(front->held + before, front->held_len - before))
        return DLP_OK;
    return settle(session, data + taken, len - taken, last, take);
}

static dlp_status pass(dlp_session *session, const uint8_t *data, size_t len, bool last,
                       dlp_text_fn take)
{
    session->front_taken += len;
    return len > 0 || last ? take(session, data, len, last) : DLP_OK;
}

/* Nothing is held. */
static dlp_status plain_take(dlp_session *session, const uint8_t *data, size_t len, bool last,
                             dlp_text_fn take)
{
    bool cut;
    const size_t plain = plain_find(session, data, len, last, &cut);
    dlp_status status;

    if (session->utf8 >= UTF8_SURE)
        session->charset = DLP_CHARSET_KNOWN;
    else if (!session->declared.done)
        dlp_declared_read(&session->declared, data, plain);
    if (plain == len || session->charset == DLP_CHARSET_KNOWN)
        return pass(session, data, len, last, take);
    status = pass(session, data, plain, false, take);
    if (status != DLP_OK)
        return status;
    if (!dlp_front_make(session))
        return DLP_ENOMEM;
    if (cut) {
        (void)dlp_front_gather(session->front, data + plain, len - plain, UTF8_LONGEST);
        session->cut = true;
        return DLP_OK;
    }
    return odd_take(session, data + plain, len - plain, last, take);
}

dlp_status dlp_front_watch(dlp_session *session, const uint8_t *data, size_t len, bool last,
                           dlp_text_fn take)
{
    uint8_t held[UTF8_LONGEST];
    size_t held_len, taken;
    dlp_status status;

    if (!session->front)
        return plain_take(session, data, len, last, take);
    if (!session->cut)
        return odd_take(session, data, len, last, take);
    /* A character that was cut short: its bytes as if they had come with the next. */
    taken = dlp_front_gather(session->front, data, len, UTF8_LONGEST);
    held_len = session->front->held_len;
    if (held_len < UTF8_LONGEST && !last && is_cut(session->front->held, held_len))
        return DLP_OK;
    memcpy(held, session->front->held, held_len);
    session->cut = false;
    dlp_front_free(session);
    status = dlp_front_watch(session, held, held_len, last && taken == len, take);
    if (status != DLP_OK || taken == len)
        return status;
    return dlp_front_take(session, data + taken, len - taken, last, take);
}
