/* tests/unit/findings/test_emit.c - what a caller is told of a finding. */

#include "findings/emit.h"
#include "findings/why.h"
#include "redact/keyed_token.h"
#include "unit/test.h"

#define STRINGS(...)                                                                               \
  {                                                                                                \
    .at = (const char *[]){ __VA_ARGS__ },                                                         \
    .len = sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(const char *)                          \
  }

static const struct dlp_validator luhn = { .name = "luhn" }, pan = { .name = "card_pan" };
static const struct dlp_reject row = { .name = "row" }, sample = { .name = "published_sample" };

static struct dlp_shape dotted = {
    .group = { { 1, 3, '.' }, { 1, 3, '.' }, { 1, 3, '.' }, { 1, 3, 0 } }, .groups = 4
};

enum { CARD, SECRET, EMAIL, IPV4, TAGGED, EMIT_RULES };
static struct dlp_rule_code codes[EMIT_RULES] = {
    [CARD] = { .rule = { .id = "card.pan",
                         .title = "Card",
                         .category = "card",
                         .region = "",
                         .severity = DLP_SEVERITY_CRITICAL,
                         .class_ = DLP_CLASS_STRONG,
                         .kind = DLP_RULE_DIGITS,
                         .mask = "card",
                         .checks = (struct dlp_rule_check[]){ { &luhn, true }, { &pan, false } },
                         .checks_len = 2,
                         .rejects = (const struct dlp_reject *[]){ &row, &sample },
                         .rejects_len = 2,
                         .tags = STRINGS("financial") } },
    [SECRET] = { .rule = { .id = "secret.x",
                           .title = "Secret",
                           .category = "secret",
                           .region = "",
                           .mask = "secret",
                           .public_prefix = 4 } },
    [EMAIL] = { .rule = { .id = "contact.email", .region = "", .mask = "email" } },
    [IPV4] = { .rule = { .id = "network.ipv4",
                         .region = "",
                         .kind = DLP_RULE_DIGITS,
                         .shapes = &dotted,
                         .shapes_len = 1,
                         .mask = "id" } },
    [TAGGED] = { .rule = { .id = "x.tagged",
                           .region = "SE",
                           .mask = "id",
                           .tags = STRINGS("a", "b", "c", "d", "e", "f", "g", "h") } },
};
static const struct dlp_database db = { .rules = codes, .rules_len = EMIT_RULES };
static struct dlp_token_maker maker;
static const struct dlp_key key = { .len = 1, .keys = { { "0123456789abcdef", "k00112233" } } };

/* The last finding, copied, since it dies with the callback. */
static struct {
    struct dlp_finding f;
    char id[32], masked[128], token[80], why[DLP_WHY_MAX], tags[256], value[128];
    struct dlp_finding_check checks[8];
    struct dlp_finding_context context[DLP_EVIDENCE_MAX];
    struct dlp_finding_also also[DLP_ALSO_MAX];
    int calls, answer;
} got;

static void copy(char *out, size_t size, const char *text)
{
    (void)snprintf(out, size, "%s", text ? text : "(null)");
}

static int on_finding(const struct dlp_finding *f, void *user)
{
    (void)user;
    got.f = *f;
    got.calls++;
    copy(got.id, sizeof(got.id), f->id);
    copy(got.masked, sizeof(got.masked), f->masked);
    copy(got.token, sizeof(got.token), f->token);
    copy(got.why, sizeof(got.why), f->why);
    got.tags[0] = '\0';
    for (size_t i = 0; i < f->tags_len; i++) {
        const size_t used = strlen(got.tags);

        (void)snprintf(got.tags + used, sizeof(got.tags) - used, "%s ", f->tags[i]);
    }
    memcpy(got.checks, f->checks, f->checks_len * sizeof(*f->checks));
    memcpy(got.context, f->context, f->context_len * sizeof(*f->context));
    memcpy(got.also, f->also, f->also_len * sizeof(*f->also));
    got.value[0] = '\0';
    if (f->value)
        (void)snprintf(got.value, sizeof(got.value), "%.*s", (int)f->value_len,
                       (const char *)f->value);
    return got.answer;
}

static struct dlp_emitter emitter = { .db = &db, .name = "" };

/* Emit the value, which stands in the third line behind two blanks. */
static void emit(uint32_t rule, const char *value, struct dlp_pending *p)
{
    char text[256];
    const size_t len = (size_t)snprintf(text, sizeof(text), "a\nb\n  %s!", value);
    const struct dlp_window window = { (const uint8_t *)text, 0, len };
    struct dlp_pending plain = { .evidence = { .confidence = 50 } };
    struct dlp_sink sink = { .events = DLP_EVENTS_INIT };

    sink.events.on_finding = on_finding;
    got.calls = 0;
    p = p ? p : &plain;
    p->rule = rule;
    p->start = 6;
    p->end = 6 + strlen(value);
    dlp_emit(&emitter, p, &window, &sink);
    CHECK_INT(got.calls, 1);
    CHECK_INT(sink.stopped, got.answer != 0);
}

static const char *token(uint32_t rule, const char *value)
{
    static char tokens[4][80];
    static unsigned next;
    char *const out = tokens[next++ % 4];

    dlp_token_maker_init(&maker, &key);
    emitter.maker = &maker;
    emit(rule, value, NULL);
    emitter.maker = NULL;
    copy(out, 80, got.token);
    return out;
}

static void test_emit__says_everything(void)
{
    struct dlp_pending p = { .also_len = 1,
                             .evidence = { .confidence = 92,
                                           .items = 1,
                                           .item = { { "card", -2, DLP_EVIDENCE_LABEL } },
                                           .checks_passed = 1,
                                           .rejects = 3 } };

    p.also[0].rule = IPV4;
    p.also[0].confidence = 30;
    emit(CARD, "4111 1111 1111 1111", &p);
    CHECK_INT(got.f.version, DLP_FINDING_VERSION);
    CHECK_STR(got.f.rule, "card.pan");
    CHECK_STR(got.f.title, "Card");
    CHECK_STR(got.f.category, "card");
    CHECK_STR(got.f.region, "");
    CHECK_INT(got.f.severity, DLP_SEVERITY_CRITICAL);
    CHECK(got.f.confidence > 0.9199 && got.f.confidence < 0.9201);
    CHECK(got.f.offset == 6 && got.f.length == 19 && got.f.line == 3 && got.f.column == 3);
    CHECK_STR(got.masked, "4111 11** **** 1111");
    CHECK(got.f.token == NULL);
    CHECK(got.f.value == NULL && got.f.value_len == 0);
    CHECK_INT(got.f.checks_len, 2);
    CHECK_STR(got.checks[0].name, "luhn");
    CHECK(got.checks[0].passed == 1 && got.checks[1].passed == 0);
    CHECK_INT(got.f.context_len, 1);
    CHECK_STR(got.context[0].word, "card");
    CHECK_STR(got.context[0].kind, "label");
    CHECK_INT(got.context[0].distance, -2);
    CHECK_INT(got.f.also_len, 1);
    CHECK_STR(got.also[0].rule, "network.ipv4");
    CHECK(got.also[0].confidence > 0.299 && got.also[0].confidence < 0.301);
    CHECK_STR(got.tags, "test_value financial ");
    CHECK_STR(got.why,
              "strong pattern, luhn passed, card_pan failed, label \"card\", looks like: "
              "row, looks like: published_sample");
}

static void test_emit__the_id_is_of_name_rule_and_place(void)
{
    char first[32];

    emit(SECRET, "abcd1234efgh", NULL);
    copy(first, sizeof(first), got.id);
    CHECK_INT(strlen(first), 16);
    CHECK_INT(strspn(first, "0123456789abcdef"), 16);
    emit(SECRET, "zzzz0000yyyy", NULL); /* the value is no part of it */
    CHECK_STR(got.id, first);
    emit(SECRET, "zzzz0000yyy", NULL);
    CHECK(strcmp(got.id, first) != 0);
    emit(EMAIL, "abcd1234efgh", NULL);
    CHECK(strcmp(got.id, first) != 0);
    emitter.name = "other.txt";
    emit(SECRET, "abcd1234efgh", NULL);
    CHECK(strcmp(got.id, first) != 0);
    emitter.name = "";
}

/* SipHash-2-4 of two little-endian words and "secret.x", with BLAKE2b of the name as its key, worked
 * out by another program: ids are the same from one version to the next. */
static void test_emit__the_id_is_known(void)
{
    emit(SECRET, "abcd1234efgh", NULL);
    CHECK_STR(got.id, "ee19316e99c22b21");
    emitter.name = "other.txt";
    emit(SECRET, "abcd1234efgh", NULL);
    CHECK_STR(got.id, "5808d5c41fabb3fd");
    emitter.name = "";
}

static void test_emit__gives_values_only_when_asked(void)
{
    emitter.values = true;
    emit(SECRET, "abcd1234efgh", NULL);
    CHECK_STR(got.value, "abcd1234efgh");
    CHECK_INT(got.f.value_len, 12);
    emitter.values = false;
    emit(SECRET, "abcd1234efgh", NULL);
    CHECK(got.f.value == NULL);
    CHECK_INT(got.f.value_len, 0);
    CHECK(strstr(got.masked, "1234") == NULL);
}

static void test_emit__tokens_need_a_key(void)
{
    emit(CARD, "4111111111111111", NULL);
    CHECK(got.f.token == NULL);
    CHECK(strncmp(token(CARD, "4111111111111111"), "k00112233:", 10) == 0);
}

static void test_emit__a_value_has_one_token_however_it_is_grouped(void)
{
    CHECK_STR(token(CARD, "4111 1111 1111 1111"), token(CARD, "4111-1111-1111-1111"));
    CHECK(strcmp(token(CARD, "4111 1111 1111 1112"), token(CARD, "4111 1111 1111 1111")) != 0);
    CHECK_STR(token(EMAIL, "Anna@Example.com"), token(EMAIL, "anna@example.com"));
    /* secrets are exact */
    CHECK(strcmp(token(SECRET, "abcd-1234"), token(SECRET, "abcd1234")) != 0);
    CHECK(strcmp(token(SECRET, "ABCD1234"), token(SECRET, "abcd1234")) != 0);
}

/* Where the separators are part of the value, other values must have other tokens. */
static void test_emit__different_values_have_different_tokens(void)
{
    CHECK(strcmp(token(IPV4, "1.23.4.5"), token(IPV4, "12.3.4.5")) != 0);
    CHECK(strcmp(token(EMAIL, "ab.c@example.com"), token(EMAIL, "abc@example.com")) != 0);
    CHECK(strcmp(token(EMAIL, "a-b@c.example"), token(EMAIL, "a@bc.example")) != 0);
}

static void test_emit__tags_tell_of_test_values_and_cuts(void)
{
    struct dlp_pending p = { .truncated = true, .evidence = { .confidence = 50, .rejects = 1 } };

    emit(CARD, "4111111111111111", &p);
    CHECK_STR(got.tags, "truncated financial ");
    p.evidence.rejects = 2;
    p.truncated = false;
    emit(CARD, "4111111111111111", &p);
    CHECK_STR(got.tags, "test_value financial ");
}

static void test_emit__many_tags_of_a_rule_do_not_hide_a_cut(void)
{
    struct dlp_pending p = { .truncated = true, .evidence = { .confidence = 50 } };

    emit(TAGGED, "12345678", &p);
    CHECK(strstr(got.tags, "truncated ") != NULL);
}

static void test_emit__a_block_is_told_by_its_begin_line(void)
{
    struct dlp_armor armor = {
        .line = 7, .column = 2, .head = "-----BEGIN KEY-----", .head_len = 19
    };
    struct dlp_pending p = { .armor = &armor, .evidence = { .confidence = 85 } };

    dlp_token_begin(&armor.hash, &key);
    dlp_token_maker_init(&maker, &key);
    emitter.maker = &maker;
    emitter.values = true;
    emit(SECRET, "does not stand in the window", &p);
    CHECK_STR(got.masked, "-----BEGIN KEY-----");
    CHECK(got.f.line == 7 && got.f.column == 2);
    CHECK_STR(got.value, "-----BEGIN KEY-----");
    CHECK(strncmp(got.token, "k00112233:", 10) == 0);
    emitter.values = false;
    emitter.maker = NULL;
}

static void test_emit__stops_when_asked(void)
{
    struct dlp_sink sink = { .events = DLP_EVENTS_INIT, .stopped = true };
    const struct dlp_pending p = { .rule = SECRET, .end = 1 };
    const struct dlp_window window = { (const uint8_t *)"x", 0, 1 };

    got.answer = 1;
    emit(SECRET, "abcd1234efgh", NULL);
    got.answer = 0;
    got.calls = 0;
    sink.events.on_finding = on_finding;
    dlp_emit(&emitter, &p, &window, &sink);
    CHECK_INT(got.calls, 0);
    sink = (struct dlp_sink){ .events = DLP_EVENTS_INIT };
    dlp_emit(&emitter, &p, &window, &sink); /* nobody listens */
    CHECK(!sink.stopped);
}

TEST_MAIN(TEST(test_emit__says_everything), TEST(test_emit__the_id_is_of_name_rule_and_place),
          TEST(test_emit__the_id_is_known), TEST(test_emit__gives_values_only_when_asked),
          TEST(test_emit__tokens_need_a_key),
          TEST(test_emit__a_value_has_one_token_however_it_is_grouped),
          TEST(test_emit__different_values_have_different_tokens),
          TEST(test_emit__tags_tell_of_test_values_and_cuts),
          TEST(test_emit__many_tags_of_a_rule_do_not_hide_a_cut),
          TEST(test_emit__a_block_is_told_by_its_begin_line), TEST(test_emit__stops_when_asked))
