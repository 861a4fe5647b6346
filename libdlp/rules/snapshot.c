/* rules/snapshot.c - the rules of a set as bytes, and back.
 *
 * The structs are copied as they are; then one walk visits every pointer. On the way out what it points
 * to is appended behind the rest and the pointer becomes a mark; on the way back the same walk
 * finds each piece exactly where the last one ended. So bytes hold no offset that could lead
 * anywhere, and no two pointers can share a piece. */

#include "rules/snapshot.h"

#include "base/alloc.h"

#include <stddef.h>
#include <string.h>

#define NOWHERE SIZE_MAX
#define MARK ((uintptr_t)1)
#define ALIGNMENT sizeof(max_align_t)

/* Whoever adds a pointer to a rule: add it to the lists below, then mend this number. */
_Static_assert(sizeof(void *) != 8 || sizeof(struct dlp_rule) == 472,
               "rules/snapshot.c must know every pointer of struct dlp_rule");

static const size_t rule_texts[] = {
    offsetof(struct dlp_rule, id),          offsetof(struct dlp_rule, title),
    offsetof(struct dlp_rule, category),    offsetof(struct dlp_rule, region),
    offsetof(struct dlp_rule, description), offsetof(struct dlp_rule, source),
    offsetof(struct dlp_rule, file),        offsetof(struct dlp_rule, pattern),
    offsetof(struct dlp_rule, trigger),     offsetof(struct dlp_rule, keyword),
    offsetof(struct dlp_rule, tail),        offsetof(struct dlp_rule, end_pattern),
    offsetof(struct dlp_rule, before),      offsetof(struct dlp_rule, after),
    offsetof(struct dlp_rule, mask),        offsetof(struct dlp_rule, cell),
};
/* Of these, so many from the first on must be there. */
#define RULE_TEXTS_NEEDED 7u

static const size_t rule_strings[] = {
    offsetof(struct dlp_rule, must),  offsetof(struct dlp_rule, must_not),
    offsetof(struct dlp_rule, keys),  offsetof(struct dlp_rule, negative),
    offsetof(struct dlp_rule, tags),  offsetof(struct dlp_rule, aliases),
    offsetof(struct dlp_rule, names), offsetof(struct dlp_rule, prefixes),
};

/* Either out or base is set. Places are bytes from the beginning. */
struct walk {
    struct dlp_bytes *out; /* writing; begins at `begin` */
    size_t begin;
    uint8_t *base; /* reading: len bytes, of which the first `next` are taken */
    size_t len, next;
    dlp_status status;
};

static size_t walk_fail(struct walk *w, dlp_status status)
{
    if (w->status == DLP_OK)
        w->status = status;
    return NOWHERE;
}

static uint8_t *walk_at(const struct walk *w, size_t place)
{
    return (w->out ? w->out->data + w->begin : w->base) + place;
}

static uintptr_t word_at(const struct walk *w, size_t place)
{
    uintptr_t word;

    memcpy(&word, walk_at(w, place), sizeof(word));
    return word;
}

static void word_set(const struct walk *w, size_t place, uintptr_t word)
{
    memcpy(walk_at(w, place), &word, sizeof(word));
}

static size_t walk_append(struct walk *w, const void *data, size_t len, bool align)
{
    static const uint8_t zeros[ALIGNMENT] = { 0 };
    size_t place = w->out->len - w->begin;
    const size_t gap = align ? (ALIGNMENT - place % ALIGNMENT) % ALIGNMENT : 0;
    dlp_status status = dlp_bytes_append(w->out, zeros, gap);

    place += gap;
    if (status == DLP_OK && len)
        status = dlp_bytes_append(w->out, data, len);
    return status == DLP_OK ? place : walk_fail(w, status);
}

static size_t walk_take(struct walk *w, size_t n, size_t size, bool align)
{
    const size_t gap = align ? (ALIGNMENT - w->next % ALIGNMENT) % ALIGNMENT : 0;
    const size_t left = w->len - w->next;
    const size_t place = w->next + gap;

    if (gap > left || n > (left - gap) / size)
        return walk_fail(w, DLP_ERULE);
    w->next = place + n * size;
    return place;
}

/* The pointer at slot points to n elements of that size. @return their place, or NOWHERE */
static size_t walk_list(struct walk *w, size_t slot, size_t n, size_t size)
{
    const uintptr_t word = word_at(w, slot);
    size_t place;

    if (w->status != DLP_OK)
        return NOWHERE;
    if (!word)
        return n && !w->out ? walk_fail(w, DLP_ERULE) : NOWHERE;
    if (!w->out && word != MARK)
        return walk_fail(w, DLP_ERULE);
    place = w->out ? walk_append(w, (const void *)word, n * size, size > 1)
                   : walk_take(w, n, size, size > 1);
    if (place != NOWHERE)
        word_set(w, slot, w->out ? MARK : (uintptr_t)walk_at(w, place));
    return place;
}

static void walk_text(struct walk *w, size_t slot, bool needed)
{
    const uintptr_t word = word_at(w, slot);
    const uint8_t *end;

    if (w->status != DLP_OK)
        return;
    if (!word) {
        if (needed)
            (void)walk_fail(w, DLP_ERULE);
        return;
    }
    if (w->out) {
        (void)walk_list(w, slot, strlen((const char *)word) + 1, 1);
        return;
    }
    end = memchr(walk_at(w, w->next), 0, w->len - w->next);
    if (end)
        (void)walk_list(w, slot, (size_t)(end - walk_at(w, w->next)) + 1, 1);
    else
        (void)walk_fail(w, DLP_ERULE);
}

static void walk_strings(struct walk *w, size_t at)
{
    const size_t n = word_at(w, at + offsetof(struct dlp_strings, len));
    const size_t list =
        walk_list(w, at + offsetof(struct dlp_strings, at), n, sizeof(const char *));

    for (size_t i = 0; list != NOWHERE && i < n && w->status == DLP_OK; i++)
        walk_text(w, list + i * sizeof(const char *), true);
}

/* A list that ends with NULL. */
static void walk_names(struct walk *w, size_t slot)
{
    const char *const *const names = w->out ? (const char *const *)word_at(w, slot) : NULL;
    size_t n = 1, list;

    if (names)
        while (names[n - 1])
            n++;
    else
        for (size_t at = (w->next + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
             at <= w->len && w->len - at >= sizeof(*names) && word_at(w, at); at += sizeof(*names))
            n++;
    list = walk_list(w, slot, n, sizeof(*names));
    for (size_t i = 0; list != NOWHERE && i + 1 < n; i++)
        walk_text(w, list + i * sizeof(*names), true);
}

static void walk_examples(struct walk *w, size_t slot, size_t n)
{
    const size_t list = walk_list(w, slot, n, sizeof(struct dlp_rule_example));

    for (size_t i = 0; list != NOWHERE && i < n && w->status == DLP_OK; i++) {
        struct dlp_rule_example example;
        const size_t at = list + i * sizeof(example);

        memcpy(&example, walk_at(w, at), sizeof(example));
        walk_text(w, at + offsetof(struct dlp_rule_example, text), true);
        if (w->out || w->status != DLP_OK)
            continue;
        memcpy(&example, walk_at(w, at), sizeof(example));
        if (example.len != strlen(example.text) || example.start > example.end
            || example.end > example.len)
            (void)walk_fail(w, DLP_ERULE);
    }
}

static void walk_words(struct walk *w, size_t slot, size_t n)
{
    const size_t list = walk_list(w, slot, n, sizeof(struct dlp_rule_words));

    for (size_t i = 0; list != NOWHERE && i < n && w->status == DLP_OK; i++) {
        const size_t at = list + i * sizeof(struct dlp_rule_words);

        walk_text(w, at + offsetof(struct dlp_rule_words, lang), true);
        walk_strings(w, at + offsetof(struct dlp_rule_words, words));
    }
}

/* A pointer into a table of the library becomes its number and one. */
static void walk_entry(struct walk *w, size_t slot, const void *table, size_t len, size_t size)
{
    const uintptr_t word = word_at(w, slot);

    if (w->out)
        word_set(w, slot, (word - (uintptr_t)table) / size + 1);
    else if (word == 0 || word > len)
        (void)walk_fail(w, DLP_ERULE);
    else
        word_set(w, slot, (uintptr_t)table + (word - 1) * size);
}

static void walk_checks(struct walk *w, size_t slot, size_t n)
{
    const size_t list = walk_list(w, slot, n, sizeof(struct dlp_rule_check));
    size_t len;
    const struct dlp_validator *const table = dlp_validator_list(&len);

    for (size_t i = 0; list != NOWHERE && i < n && w->status == DLP_OK; i++)
        walk_entry(w,
                   list + i * sizeof(struct dlp_rule_check)
                       + offsetof(struct dlp_rule_check, validator),
                   table, len, sizeof(*table));
}

static void walk_rejects(struct walk *w, size_t slot, size_t n)
{
    const size_t list = walk_list(w, slot, n, sizeof(const struct dlp_reject *));
    size_t len;
    const struct dlp_reject *const table = dlp_reject_list(&len);

    for (size_t i = 0; list != NOWHERE && i < n && w->status == DLP_OK; i++)
        walk_entry(w, list + i * sizeof(const struct dlp_reject *), table, len, sizeof(*table));
}

static void walk_rule(struct walk *w, size_t at)
{
    struct dlp_rule rule;

    memcpy(&rule, walk_at(w, at), sizeof(rule)); /* for its counts */
    for (size_t i = 0; i < sizeof(rule_texts) / sizeof(rule_texts[0]); i++)
        walk_text(w, at + rule_texts[i], i < RULE_TEXTS_NEEDED);
    for (size_t i = 0; i < sizeof(rule_strings) / sizeof(rule_strings[0]); i++)
        walk_strings(w, at + rule_strings[i]);
    (void)walk_list(w, at + offsetof(struct dlp_rule, shapes), rule.shapes_len,
                    sizeof(struct dlp_shape));
    walk_checks(w, at + offsetof(struct dlp_rule, checks), rule.checks_len);
    walk_words(w, at + offsetof(struct dlp_rule, words), rule.words_len);
    walk_rejects(w, at + offsetof(struct dlp_rule, rejects), rule.rejects_len);
    walk_examples(w, at + offsetof(struct dlp_rule, examples), rule.examples_len);
    walk_examples(w, at + offsetof(struct dlp_rule, counter_examples), rule.counter_examples_len);
    walk_names(w, at + offsetof(struct dlp_rule, packs));
}

static const size_t pack_texts[] = {
    offsetof(struct dlp_pack, name),   offsetof(struct dlp_pack, title),
    offsetof(struct dlp_pack, source), offsetof(struct dlp_pack, description),
    offsetof(struct dlp_pack, file),
};

_Static_assert(sizeof(void *) != 8 || sizeof(struct dlp_pack) == 112,
               "rules/snapshot.c must know every pointer of struct dlp_pack");

static void walk_pack(struct walk *w, size_t at)
{
    struct dlp_pack pack;
    size_t list;

    memcpy(&pack, walk_at(w, at), sizeof(pack)); /* for its counts */
    for (size_t i = 0; i < sizeof(pack_texts) / sizeof(pack_texts[0]); i++)
        walk_text(w, at + pack_texts[i], true);
    walk_strings(w, at + offsetof(struct dlp_pack, rules));
    walk_strings(w, at + offsetof(struct dlp_pack, except));
    walk_strings(w, at + offsetof(struct dlp_pack, regions));
    list =
        walk_list(w, at + offsetof(struct dlp_pack, policy), pack.policy_len, sizeof(*pack.policy));
    for (size_t i = 0; list != NOWHERE && i < pack.policy_len && w->status == DLP_OK; i++)
        walk_names(w, list + i * sizeof(*pack.policy) + offsetof(struct dlp_pack_condition, rules));
}

/* Numbers of rules and packs, then both, each followed by what it points to. */
struct snapshot_head {
    uintptr_t len, rules, packs_len, packs;
};

static void walk_all(struct walk *w)
{
    size_t n = word_at(w, offsetof(struct snapshot_head, len));
    size_t list = walk_list(w, offsetof(struct snapshot_head, rules), n, sizeof(struct dlp_rule));

    for (size_t i = 0; list != NOWHERE && i < n && w->status == DLP_OK; i++)
        walk_rule(w, list + i * sizeof(struct dlp_rule));
    n = word_at(w, offsetof(struct snapshot_head, packs_len));
    list = walk_list(w, offsetof(struct snapshot_head, packs), n, sizeof(struct dlp_pack));
    for (size_t i = 0; list != NOWHERE && i < n && w->status == DLP_OK; i++)
        walk_pack(w, list + i * sizeof(struct dlp_pack));
}

dlp_status dlp_snapshot_write(struct dlp_bytes *out, const struct dlp_ruleset *set)
{
    const struct snapshot_head head = { set->len, (uintptr_t)set->rules, set->packs_len,
                                        set->packs_len ? (uintptr_t)set->packs : 0 };
    struct walk w = { .out = out, .begin = out->len, .status = DLP_OK };

    w.status = dlp_bytes_append(out, &head, sizeof(head));
    if (w.status == DLP_OK)
        walk_all(&w);
    return w.status;
}

dlp_status dlp_snapshot_read(struct dlp_ruleset *set, struct dlp_bytes *bytes, size_t from)
{
    struct walk w = { .base = bytes->data + from,
                      .len = bytes->len - from,
                      .next = sizeof(struct snapshot_head),
                      .status = DLP_OK };
    struct snapshot_head head;
    const bool adopted = dlp_arena_adopt(set->arena, bytes->data);

    if (!adopted)
        dlp_bytes_release(bytes);
    *bytes = (struct dlp_bytes)DLP_BYTES_INIT(bytes->max);
    if (!adopted)
        return DLP_ENOMEM;
    if (w.len < sizeof(head))
        return DLP_ERULE;
    walk_all(&w);
    if (w.status == DLP_OK && w.next != w.len)
        w.status = DLP_ERULE;
    if (w.status != DLP_OK)
        return w.status;
    memcpy(&head, w.base, sizeof(head));
    if (head.len == 0 || (head.packs_len == 0) != (head.packs == 0))
        return DLP_ERULE; /* nobody keeps a set without rules */
    set->rules = dlp_calloc(head.len + 1, sizeof(*set->rules));
    set->packs = dlp_calloc(head.packs_len + 1, sizeof(*set->packs));
    if (!set->rules || !set->packs) {
        dlp_free(set->rules);
        dlp_free(set->packs);
        set->rules = NULL;
        set->packs = NULL;
        return DLP_ENOMEM;
    }
    memcpy(set->rules, (const void *)head.rules, head.len * sizeof(*set->rules));
    set->len = set->cap = head.len;
    if (head.packs_len)
        memcpy(set->packs, (const void *)head.packs, head.packs_len * sizeof(*set->packs));
    set->packs_len = head.packs_len;
    return DLP_OK;
}
