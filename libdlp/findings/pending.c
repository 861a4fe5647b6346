/* findings/pending.c - one value, several readings: the strongest stays, the others go with it.
 *
 * A finding is settled against those that end up to 64 bytes behind it, all of which are known
 * DLP_OVERLAPS_KNOWN bytes later; so the answer is a function of the text, not of how it was cut. */

#include "findings/pending.h"

#include "base/alloc.h"

#include <string.h>

#define PENDING_MAX ((size_t)1 << 16) /* of one block: one a byte at the most is plausible */
#define OVERLAP_REACH 64u             /* bytes */

static bool pending_before(const struct dlp_pending *a, const struct dlp_pending *b)
{
    if (a->end != b->end)
        return a->end < b->end;
    if (a->start != b->start)
        return a->start < b->start;
    return a->rule < b->rule;
}

static bool inside(const struct dlp_pending *inner, const struct dlp_pending *outer)
{
    return inner->start >= outer->start && inner->end <= outer->end;
}

static void pending_remove(struct dlp_pending_list *list, size_t i)
{
    dlp_armor_free(list->at[i].armor);
    list->len--;
    memmove(&list->at[i], &list->at[i + 1], (list->len - i) * sizeof(*list->at));
}

/* Keep only the widest of one rule's nested matches. Returns false when the new one is inside. */
static bool nested_settle(struct dlp_pending_list *list, const struct dlp_pending *pending)
{
    for (size_t i = list->len; i-- > 0;) {
        const struct dlp_pending *const other = &list->at[i];

        /* Further apart, the inner one may be settled already in another cut of the same text. */
        if (other->end + OVERLAP_REACH < pending->end)
            break;
        if (other->rule != pending->rule)
            continue;
        if (inside(pending, other))
            return false;
        if (inside(other, pending))
            pending_remove(list, i);
    }
    return true;
}

dlp_status dlp_pending_add(struct dlp_pending_list *list, const struct dlp_pending *pending)
{
    size_t i;

    if (!nested_settle(list, pending)) {
        dlp_armor_free(pending->armor);
        return DLP_OK;
    }
    if (list->len == list->cap) {
        const size_t cap = list->cap ? list->cap * 2 : DLP_PENDING_KEPT;
        struct dlp_pending *const grown =
            list->cap < PENDING_MAX ? dlp_realloc(list->at, cap, sizeof(*grown)) : NULL;

        if (!grown) {
            dlp_armor_free(pending->armor);
            return DLP_ENOMEM;
        }
        list->at = grown;
        list->cap = cap;
    }
    for (i = list->len; i > 0 && pending_before(pending, &list->at[i - 1]);)
        i--;
    /* Cells come late, behind dozens of others: one move of them all, not one each. */
    memmove(&list->at[i + 1], &list->at[i], (list->len - i) * sizeof(list->at[0]));
    list->at[i] = *pending;
    list->len++;
    return DLP_OK;
}

/* Does a win over b: confidence, then specificity (class, checks), then length, then rule order. */
static bool pending_wins(const struct dlp_database *db, const struct dlp_pending *a,
                         const struct dlp_pending *b)
{
    const struct dlp_rule *const left = &db->rules[a->rule].rule;
    const struct dlp_rule *const right = &db->rules[b->rule].rule;
    const uint64_t left_len = a->end - a->start, right_len = b->end - b->start;

    if (a->evidence.confidence != b->evidence.confidence)
        return a->evidence.confidence > b->evidence.confidence;
    if (left->class_ != right->class_)
        return left->class_ > right->class_;
    if (left->checks_len != right->checks_len)
        return left->checks_len > right->checks_len;
    if (left_len != right_len)
        return left_len > right_len;
    if (a->rule != b->rule)
        return a->rule < b->rule;
    return a->start < b->start;
}

/* Of more readings than there is room for, the strongest stay; of equal ones the first. */
static void also_note(struct dlp_pending *winner, uint32_t rule, uint8_t confidence)
{
    size_t at = winner->also_len;

    if (rule == winner->rule)
        return;
    for (size_t i = 0; i < winner->also_len; i++)
        if (winner->also[i].rule == rule)
            return;
    if (at == DLP_ALSO_MAX) {
        for (size_t i = at = 0; i < DLP_ALSO_MAX; i++)
            at = winner->also[i].confidence < winner->also[at].confidence ? i : at;
        if (winner->also[at].confidence >= confidence)
            return;
    } else {
        winner->also_len++;
    }
    winner->also[at].rule = rule & 0xffffffu;
    winner->also[at].confidence = confidence;
}

static void pending_lose(struct dlp_pending *winner, struct dlp_pending *loser)
{
    loser->lost = true;
    also_note(winner, loser->rule, loser->evidence.confidence);
    for (size_t i = 0; i < loser->also_len; i++)
        also_note(winner, loser->also[i].rule, loser->also[i].confidence);
}

/* Settle list[i] against what overlaps it and ends within reach. */
static void pending_settle_one(struct dlp_pending_list *list, const struct dlp_database *db,
                               size_t i)
{
    struct dlp_pending *best = &list->at[i];
    size_t last = i;

    for (size_t j = i + 1; j < list->len && list->at[j].end <= list->at[i].end + OVERLAP_REACH;
         j++) {
        last = j;
        if (!list->at[j].lost && list->at[j].start < list->at[i].end
            && pending_wins(db, &list->at[j], best))
            best = &list->at[j];
    }
    if (best != &list->at[i]) {
        pending_lose(best, &list->at[i]);
        return;
    }
    for (size_t j = i + 1; j <= last; j++)
        if (!list->at[j].lost && list->at[j].start < list->at[i].end)
            pending_lose(best, &list->at[j]);
}

size_t dlp_pending_settle(struct dlp_pending_list *list, const struct dlp_database *db,
                          uint64_t frontier)
{
    size_t i = 0;

    for (; i < list->len; i++) {
        if (frontier != UINT64_MAX && list->at[i].end + DLP_OVERLAPS_KNOWN > frontier)
            break;
        if (!list->at[i].lost)
            pending_settle_one(list, db, i);
    }
    return i;
}

void dlp_pending_drop(struct dlp_pending_list *list, size_t n)
{
    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++)
        dlp_armor_free(list->at[i].armor);
    list->len -= n;
    memmove(list->at, list->at + n, list->len * sizeof(*list->at));
}

void dlp_pending_trim(struct dlp_pending_list *list)
{
    const size_t cap = list->len > DLP_PENDING_KEPT ? list->len : DLP_PENDING_KEPT;
    struct dlp_pending *const smaller =
        cap < list->cap ? dlp_realloc(list->at, cap, sizeof(*smaller)) : NULL;

    if (!smaller)
        return; /* as it was will do */
    list->at = smaller;
    list->cap = cap;
}

void dlp_pending_free(struct dlp_pending_list *list)
{
    dlp_pending_drop(list, list->len);
    dlp_free(list->at);
    *list = (struct dlp_pending_list){ 0 };
}
