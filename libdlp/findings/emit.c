/* findings/emit.c - masked value, token, line and column, reasons: filled in at the last moment,
 * while the value is still in the window, and gone when the callback returns. */

#include "findings/emit.h"

#include "base/hex.h"
#include "findings/why.h"
#include "redact/mask.h"

#include <assert.h>
#include <endian.h>
#include <sodium.h>
#include <string.h>

#define TAGS_MAX 8
#define ID_BYTES crypto_shorthash_BYTES

_Static_assert(crypto_shorthash_KEYBYTES == DLP_ID_SEED, "the seed is the hash's key");
_Static_assert(2 * ID_BYTES + 1 == DLP_ID_TEXT, "two digits a byte");

/* One finding with the storage that its pointers need. What is not used is not written: a text can
 * hold a finding every 25 bytes. */
struct emitted {
    struct dlp_finding finding;
    char id[DLP_ID_TEXT];
    char masked[DLP_MASKED_MAX];
    char token[DLP_TOKEN_MAX];
    char why[DLP_WHY_MAX];
    struct dlp_finding_check checks[DLP_CHECKS_MAX];
    struct dlp_finding_context context[DLP_EVIDENCE_MAX];
    struct dlp_finding_also also[DLP_ALSO_MAX];
    const char *tags[TAGS_MAX];
    const char *charset; /* stands for via */
};

/* SipHash of the rule's id and the place, with a hash of the name as its key: ids are no secret, they
 * only have to differ. */
void dlp_finding_id(char out[DLP_ID_TEXT], struct dlp_emitter *emitter, const char *rule,
                    uint64_t start, uint64_t end)
{
    const uint64_t place[2] = { htole64(start), htole64(end) };
    const size_t len = strlen(rule);
    uint8_t text[DLP_RULE_ID_MAX + sizeof(place)], hash[ID_BYTES];

    assert(len <= DLP_RULE_ID_MAX);
    if (emitter->seed_of != emitter->name) {
        crypto_generichash(emitter->seed, DLP_ID_SEED, (const uint8_t *)emitter->name,
                           strlen(emitter->name), NULL, 0);
        emitter->seed_of = emitter->name;
    }
    memcpy(text, place, sizeof(place));
    memcpy(text + sizeof(place), rule, len);
    crypto_shorthash(hash, text, sizeof(place) + len, emitter->seed);
    dlp_hex(out, hash, ID_BYTES);
}

static void emit_checks(struct emitted *e, const struct dlp_rule *rule,
                        const struct dlp_evidence *evidence)
{
    const size_t len = rule->checks_len < DLP_CHECKS_MAX ? rule->checks_len : DLP_CHECKS_MAX;

    for (size_t i = 0; i < len; i++) {
        e->checks[i].name = rule->checks[i].validator->name;
        e->checks[i].passed = (evidence->checks_passed >> i) & 1;
    }
    e->finding.checks = e->checks;
    e->finding.checks_len = len;
}

static void emit_context(struct emitted *e, const struct dlp_evidence *evidence)
{
    for (size_t i = 0; i < evidence->items; i++) {
        const struct dlp_evidence_item *const item = &evidence->item[i];

        e->context[i].word = item->word;
        e->context[i].kind = dlp_evidence_kind_name(item->kind);
        e->context[i].distance = item->distance;
    }
    e->finding.context = e->context;
    e->finding.context_len = evidence->items;
}

static void emit_also(struct emitted *e, const struct dlp_database *db, const struct dlp_pending *p)
{
    for (size_t i = 0; i < p->also_len; i++) {
        e->also[i].rule = db->rules[p->also[i].rule].rule.id;
        e->also[i].confidence = p->also[i].confidence / 100.0;
    }
    e->finding.also = e->also;
    e->finding.also_len = p->also_len;
}

static void tag_add(struct emitted *e, const char *tag)
{
    for (size_t i = 0; i < e->finding.tags_len; i++)
        if (e->tags[i][0] == tag[0] && strcmp(e->tags[i], tag) == 0)
            return;
    if (e->finding.tags_len < TAGS_MAX)
        e->tags[e->finding.tags_len++] = tag;
}

/* Published samples and test numbers are findings too, but said to be such. */
static void emit_tags(struct emitted *e, const struct dlp_rule *rule, const struct dlp_pending *p)
{
    static const char *const test_values[] = { "test_card", "test_value", "published_sample",
                                               "documentation", "dummy" };

    e->finding.tags = e->tags;
    if (p->truncated)
        tag_add(e, "truncated");
    for (size_t i = 0; i < rule->rejects_len && p->evidence.rejects >> i; i++)
        for (size_t t = 0; t < sizeof(test_values) / sizeof(test_values[0]); t++)
            if (((p->evidence.rejects >> i) & 1)
                && strcmp(rule->rejects[i]->name, test_values[t]) == 0)
                tag_add(e, "test_value");
    for (size_t i = 0; i < rule->tags.len; i++)
        tag_add(e, rule->tags.at[i]);
}

/* Do a number's groups have one way to be cut? 1.23.4.5 and 12.3.4.5 are two addresses. */
static bool groups_are_fixed(const struct dlp_rule *rule)
{
    for (size_t i = 0; i < rule->shapes_len; i++)
        for (size_t g = 0; rule->shapes[i].groups > 1 && g < rule->shapes[i].groups; g++)
            if (rule->shapes[i].group[g].min != rule->shapes[i].group[g].max)
                return false;
    return true;
}

/* Numbers are one value however they are grouped; all else is exact, but for the case of e-mail. */
static enum dlp_token_form token_form(const struct dlp_rule *rule)
{
    if (strcmp(rule->mask, "email") == 0)
        return DLP_TOKEN_FOLDED;
    if (rule->kind == DLP_RULE_HEAD || (rule->kind == DLP_RULE_DIGITS && groups_are_fixed(rule)))
        return DLP_TOKEN_LOOSE;
    return DLP_TOKEN_EXACT;
}

static void emit_value(struct emitted *e, const struct dlp_emitter *emitter,
                       const struct dlp_pending *p, const struct dlp_window *window)
{
    const struct dlp_rule *const rule = &emitter->db->rules[p->rule].rule;
    const uint8_t *const value = dlp_window_at(window, p->start);
    const size_t len = (size_t)(p->end - p->start);

    dlp_mask(e->masked, rule->mask, rule->public_prefix, value, len);
    if (emitter->maker)
        dlp_token_of(e->token, emitter->maker, value, len, token_form(rule));
    if (emitter->values) {
        e->finding.value = value;
        e->finding.value_len = len;
    }
}

/* Count from the last finding where that was not further on. */
static void emit_place(struct emitted *e, struct dlp_emitter *emitter, const struct dlp_pending *p,
                       const struct dlp_window *window)
{
    if (emitter->near.position < emitter->lines.position || emitter->near.position > p->start)
        emitter->near = emitter->lines;
    dlp_lines_advance(&emitter->near, window, p->start);
    dlp_lines_at(&emitter->near, window, p->start, &e->finding.line, &e->finding.column);
}

/* A text of another charset: back to the bytes of the part. */
static void emit_source(struct emitted *e, const struct dlp_emitter *emitter,
                        const struct dlp_pending *p, const struct dlp_window *window)
{
    const struct dlp_charset_map *const map = emitter->charset;

    e->finding.offset = p->armor ? p->armor->source
                                 : dlp_charset_source(map, window->data, window->start, p->start);
    e->finding.length =
        dlp_charset_source(map, window->data, window->start, p->end) - e->finding.offset;
    if (p->end <= map->position)
        return; /* ASCII, before the charset shows */
    e->charset = emitter->charset->charset->name;
    e->finding.via = &e->charset;
    e->finding.via_len = 1;
}

static void emit_armor(struct emitted *e, const struct dlp_emitter *emitter,
                       const struct dlp_pending *p)
{
    struct dlp_armor *const armor = p->armor;

    dlp_mask_public(e->masked, armor->head, armor->head_len);
    if (emitter->maker) {
        crypto_auth_hmacsha256_state state = armor->hash;

        dlp_token_end(e->token, &state, emitter->maker->key);
        sodium_memzero(&state, sizeof(state));
    }
    if (emitter->values) { /* all of a long block that is kept */
        e->finding.value = armor->head;
        e->finding.value_len = armor->head_len;
    }
    e->finding.line = armor->line;
    e->finding.column = armor->column;
}

void dlp_emit(struct dlp_emitter *emitter, const struct dlp_pending *pending,
              const struct dlp_window *window, struct dlp_sink *sink)
{
    const struct dlp_rule *const rule = &emitter->db->rules[pending->rule].rule;
    struct emitted e;

    if (!sink->events.on_finding || sink->stopped)
        return;
    e.finding = (struct dlp_finding){ .version = DLP_FINDING_VERSION,
                                      .id = e.id,
                                      .rule = rule->id,
                                      .title = rule->title,
                                      .category = rule->category,
                                      .region = rule->region,
                                      .severity = rule->severity,
                                      .confidence = pending->evidence.confidence / 100.0,
                                      .offset = pending->start,
                                      .length = pending->end - pending->start,
                                      .masked = e.masked,
                                      .token = emitter->maker ? e.token : NULL,
                                      .why = e.why };
    if (pending->armor) {
        emit_armor(&e, emitter, pending);
    } else {
        emit_place(&e, emitter, pending, window);
        emit_value(&e, emitter, pending, window);
    }
    if (emitter->charset)
        emit_source(&e, emitter, pending, window);
    dlp_finding_id(e.id, emitter, rule->id, e.finding.offset, e.finding.offset + e.finding.length);
    emit_checks(&e, rule, &pending->evidence);
    emit_context(&e, &pending->evidence);
    emit_also(&e, emitter->db, pending);
    emit_tags(&e, rule, pending);
    dlp_why(e.why, rule, &pending->evidence);
    if (sink->events.on_finding(&e.finding, sink->events.user) != 0)
        sink->stopped = true;
    if (emitter->maker)
        sodium_memzero(e.token, sizeof(e.token));
}
