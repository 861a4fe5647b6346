/* worker/rewrite/replacements.c - what stands in the place of what: values, found by hash.
 *
 * A text has a value at few of its places, so a bit for two bytes rules out nearly all of them, and
 * what is left is looked up once for every length that a value has. */

#include "worker/rewrite/replacements.h"

#include "base/alloc.h"
#include "worker/rewrite/put.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE_BYTES ((size_t)64 << 10)
#define RECORDS_MAX ((size_t)1 << 30) /* bytes of all records */

static uint64_t hash_of(const char *text, size_t len)
{
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */

    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (uint8_t)text[i]) * 0x100000001b3u;
    return hash ^ hash >> 32;
}

static unsigned first_two(const char *text)
{
    return (unsigned)(uint8_t)text[0] << 8 | (uint8_t)text[1];
}

static struct replacement *slot_of(const struct replacements *all, const char *value, size_t len)
{
    size_t at = (size_t)hash_of(value, len) & (all->slots - 1);

    while (all->slot[at].value
           && (all->slot[at].value_len != len || memcmp(all->slot[at].value, value, len) != 0))
        at = (at + 1) & (all->slots - 1);
    return &all->slot[at];
}

/* Cut one record off the bytes; false when they are no record. */
static bool record_next(const char *bytes, size_t len, size_t *at, struct replacement *record)
{
    uint32_t lengths[2];
    bool moves;

    if (len - *at < sizeof(lengths))
        return false;
    memcpy(lengths, bytes + *at, sizeof(lengths));
    moves = lengths[1] & REPLACEMENT_MOVES;
    lengths[1] &= ~REPLACEMENT_MOVES;
    *at += sizeof(lengths);
    if (lengths[0] < 2 || lengths[0] > REPLACEMENT_VALUE_MAX || lengths[0] > len - *at
        || lengths[1] > len - *at - lengths[0])
        return false;
    *record = (struct replacement){ bytes + *at, bytes + *at + lengths[0], lengths[0], lengths[1],
                                    moves };
    *at += (size_t)lengths[0] + lengths[1];
    return true;
}

static bool count_records(const struct dlp_bytes *in, size_t *count)
{
    struct replacement record;

    *count = 0;
    for (size_t at = 0; at < in->len; ++*count) {
        if (!record_next((const char *)in->data, in->len, &at, &record))
            return false;
    }
    return true;
}

static void fill(struct replacements *all, size_t len)
{
    uint8_t used[REPLACEMENT_VALUE_MAX + 1] = { 0 };
    struct replacement record;

    for (size_t at = 0; at < len && record_next(all->bytes, len, &at, &record);) {
        struct replacement *const slot = slot_of(all, record.value, record.value_len);
        const unsigned begin = first_two(record.value);

        all->len += !slot->value;
        *slot = record;
        used[record.value_len] = 1;
        all->begins[begin >> 3] |= (uint8_t)(1u << (begin & 7));
    }
    for (uint32_t n = REPLACEMENT_VALUE_MAX; n > 0; n--) {
        if (used[n])
            all->length[all->lengths++] = n;
    }
}

bool replacements_read(struct replacements *all, int fd)
{
    struct dlp_bytes in = DLP_BYTES_INIT(RECORDS_MAX);
    char piece[PIECE_BYTES];
    size_t count;
    ssize_t n;

    *all = (struct replacements){ 0 };
    while ((n = read(fd, piece, sizeof(piece))) > 0 || (n < 0 && errno == EINTR))
        put(&in, piece, n > 0 ? (size_t)n : 0);
    if (n < 0 || !count_records(&in, &count)) {
        dlp_bytes_free(&in);
        return false;
    }
    for (all->slots = 64; all->slots < 2 * count;)
        all->slots *= 2;
    all->slot = dlp_calloc(all->slots, sizeof(*all->slot));
    all->length = dlp_calloc(REPLACEMENT_VALUE_MAX, sizeof(*all->length));
    if (!all->slot || !all->length)
        _exit(REWRITE_NO_MEMORY);
    all->bytes = (char *)in.data;
    fill(all, in.len);
    return true;
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
        || (uint8_t)c >= 0x80;
}

/* Does a word go on from left to right? */
static bool goes_on(char left, char right)
{
    return is_word(left) && is_word(right);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A day and the time behind it are one word in ISO 8601: "1984-03-21T14:05". */
static bool is_day_before_time(const char *text, size_t len, size_t end)
{
    return end > 2 && len - end > 1 && text[end] == 'T' && is_digit(text[end + 1])
        && is_digit(text[end - 1]) && is_digit(text[end - 2]) && text[end - 3] == '-';
}

/* Is what ends at `end` a word's end? */
static bool ends_word(const char *text, size_t len, size_t end)
{
    return end == len || !goes_on(text[end - 1], text[end]) || is_day_before_time(text, len, end);
}

const struct replacement *replacements_find(const struct replacements *all, const char *text,
                                            size_t len, size_t at)
{
    unsigned begin;

    if (len - at < 2 || (at > 0 && goes_on(text[at - 1], text[at])))
        return NULL;
    begin = first_two(text + at);
    if (!(all->begins[begin >> 3] & 1u << (begin & 7)))
        return NULL;
    for (size_t i = 0; i < all->lengths; i++) {
        const size_t n = all->length[i];
        const struct replacement *slot;

        if (n > len - at || !ends_word(text, len, at + n))
            continue;
        slot = slot_of(all, text + at, n);
        if (slot->value)
            return slot;
    }
    return NULL;
}

void replacements_free(struct replacements *all)
{
    dlp_free(all->bytes);
    dlp_free(all->slot);
    dlp_free(all->length);
    *all = (struct replacements){ 0 };
}
