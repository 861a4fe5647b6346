/* dlpd/fragment/fragments.c - IP fragments -> whole datagrams, in bounded memory. */

#include "fragment/fragments.h"

#include "mem.h"
#include "util/secret_hash.h"

#include <string.h>

#define BUCKETS 1024
#define DATAGRAM_MAX 65535

struct piece {
    struct piece *next; /* in order of offset, and of arrival where that is the same */
    size_t offset, len;
    uint8_t data[];
};

struct key {
    struct address from, to;
    uint32_t id, scope;
    uint32_t protocol;
};

struct datagram {
    struct key key;
    struct datagram *next;          /* in its bucket */
    struct datagram *older, *newer; /* by arrival of their first fragments */
    uint64_t time_us;
    struct piece *pieces;
    size_t pieces_len, bytes;
    size_t total; /* 0: the last fragment is still missing */
    bool conflict;
};

struct fragments {
    struct datagram *bucket[BUCKETS];
    struct datagram *oldest, *newest;
    size_t len, bytes;
    uint64_t lost;
    uint8_t whole[DATAGRAM_MAX];
};

struct fragments *fragments_new(void)
{
    return mem_array(1, sizeof(struct fragments));
}

static struct datagram **bucket_of(struct fragments *fragments, const struct key *key)
{
    return &fragments->bucket[secret_hash(key, sizeof(*key)) % BUCKETS];
}

static void unlink_datagram(struct fragments *fragments, struct datagram *datagram)
{
    struct datagram **at = bucket_of(fragments, &datagram->key);

    while (*at != datagram)
        at = &(*at)->next;
    *at = datagram->next;
    *(datagram->older ? &datagram->older->newer : &fragments->oldest) = datagram->newer;
    *(datagram->newer ? &datagram->newer->older : &fragments->newest) = datagram->older;
    fragments->len--;
    fragments->bytes -= datagram->bytes;
}

static void datagram_free(struct fragments *fragments, struct datagram *datagram)
{
    unlink_datagram(fragments, datagram);
    while (datagram->pieces) {
        struct piece *const piece = datagram->pieces;

        datagram->pieces = piece->next;
        mem_free(piece);
    }
    mem_free(datagram);
}

void fragments_free(struct fragments *fragments)
{
    if (!fragments)
        return;
    while (fragments->oldest)
        datagram_free(fragments, fragments->oldest);
    explicit_bzero(fragments->whole, sizeof(fragments->whole));
    mem_free(fragments);
}

static void give_up_oldest(struct fragments *fragments)
{
    fragments->lost++;
    datagram_free(fragments, fragments->oldest);
}

void fragments_forget(struct fragments *fragments)
{
    while (fragments->oldest)
        give_up_oldest(fragments);
}

static void expire(struct fragments *fragments, uint64_t now_us)
{
    while (fragments->oldest
           && now_us > fragments->oldest->time_us + FRAGMENTS_SECONDS * UINT64_C(1000000))
        give_up_oldest(fragments);
    while (fragments->oldest
           && (fragments->len >= FRAGMENTS_DATAGRAMS
               || fragments->bytes + DATAGRAM_MAX > FRAGMENTS_BYTES))
        give_up_oldest(fragments);
}

static bool key_equal(const struct key *a, const struct key *b)
{
    return memcmp(&a->from, &b->from, sizeof(a->from)) == 0
        && memcmp(&a->to, &b->to, sizeof(a->to)) == 0 && a->id == b->id && a->scope == b->scope
        && a->protocol == b->protocol;
}

static struct datagram *find_or_add(struct fragments *fragments, const struct fragment *fragment)
{
    struct datagram **bucket, *datagram;
    struct key key;

    memset(&key, 0, sizeof(key)); /* padding is hashed, too */
    key.from = fragment->from;
    key.to = fragment->to;
    key.id = fragment->id;
    key.scope = fragment->scope;
    key.protocol = fragment->from.family == 4 ? fragment->protocol : 0;
    bucket = bucket_of(fragments, &key);
    for (datagram = *bucket; datagram; datagram = datagram->next) {
        if (key_equal(&datagram->key, &key))
            return datagram;
    }
    datagram = mem_array(1, sizeof(*datagram));
    datagram->key = key;
    datagram->time_us = fragment->time_us;
    datagram->next = *bucket;
    *bucket = datagram;
    datagram->older = fragments->newest;
    *(fragments->newest ? &fragments->newest->newer : &fragments->oldest) = datagram;
    fragments->newest = datagram;
    fragments->len++;
    return datagram;
}

static void keep(struct fragments *fragments, struct datagram *datagram,
                 const struct fragment *fragment)
{
    struct piece *const piece = mem_alloc(sizeof(*piece) + fragment->len);
    struct piece **link = &datagram->pieces;

    piece->offset = fragment->offset;
    piece->len = fragment->len;
    memcpy(piece->data, fragment->data, fragment->len);
    while (*link && (*link)->offset <= piece->offset)
        link = &(*link)->next;
    piece->next = *link;
    *link = piece;
    datagram->pieces_len++;
    datagram->bytes += sizeof(*piece) + piece->len;
    fragments->bytes += sizeof(*piece) + piece->len;
}

static bool is_whole(const struct datagram *datagram)
{
    size_t at = 0;

    if (datagram->total == 0)
        return false;
    for (const struct piece *piece = datagram->pieces; piece && piece->offset <= at;
         piece = piece->next) {
        if (piece->offset + piece->len > at)
            at = piece->offset + piece->len;
    }
    return at >= datagram->total;
}

/* Each piece gives what those before it in the list have not given; the rest of it is compared. */
static void assemble(struct fragments *fragments, struct datagram *datagram, struct cursor *whole,
                     bool *conflict)
{
    size_t at = 0;

    for (const struct piece *piece = datagram->pieces; piece; piece = piece->next) {
        const size_t end = piece->offset + piece->len;
        const size_t again = at <= piece->offset ? 0 : (at < end ? at : end) - piece->offset;

        if (again && memcmp(fragments->whole + piece->offset, piece->data, again) != 0)
            datagram->conflict = true;
        memcpy(fragments->whole + piece->offset + again, piece->data + again, piece->len - again);
        at = end > at ? end : at;
    }
    if (at > datagram->total)
        datagram->conflict = true; /* bytes behind the end that another fragment named */
    *whole = (struct cursor){ fragments->whole, datagram->total, datagram->total };
    *conflict = *conflict || datagram->conflict;
    datagram_free(fragments, datagram);
}

enum outcome fragments_add(struct fragments *fragments, const struct fragment *fragment,
                           struct cursor *whole, bool *conflict)
{
    const size_t end = fragment->offset + fragment->len;
    struct datagram *datagram;

    if (fragment->len == 0 || end > DATAGRAM_MAX || (fragment->more && fragment->len % 8 != 0))
        return OUTCOME_FRAGMENT_LOST;
    expire(fragments, fragment->time_us);
    datagram = find_or_add(fragments, fragment);
    if (datagram->pieces_len == FRAGMENTS_PIECES)
        return OUTCOME_FRAGMENT_LOST;
    if (!fragment->more) {
        if (datagram->total && datagram->total != end)
            datagram->conflict = true;
        else
            datagram->total = end;
    }
    keep(fragments, datagram, fragment);
    if (is_whole(datagram)) {
        assemble(fragments, datagram, whole, conflict);
        return OUTCOME_NEXT;
    }
    return OUTCOME_FRAGMENT;
}

uint64_t fragments_lost(const struct fragments *fragments)
{
    return fragments->lost + fragments->len;
}
