/* tests/unit/compile/test_digest.c - equal digests find equal things. */

#include "compile/digest.h"
#include "rules/rule_digest.h"
#include "unit/test.h"

#define STRINGS(...)                                                                               \
  (struct dlp_strings)                                                                             \
  {                                                                                                \
    .at = (const char *[]){ __VA_ARGS__ },                                                         \
    .len = sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(const char *)                          \
  }

static const struct dlp_validator luhn = { .name = "luhn" }, iban = { .name = "iban" };
static const struct dlp_reject uuid = { .name = "uuid" }, row = { .name = "row" };

static struct dlp_shape shapes[] = { { .group = { { 3, 3, '-' }, { 2, 4, 0 } }, .groups = 2 } };
static struct dlp_rule_check checks[] = { { &luhn, true } };
static const char *words_en[] = { "word" };
static struct dlp_rule_words words[] = { { "en", { words_en, 1 } } };
static const struct dlp_reject *rejects[] = { &uuid };
static const char *must[] = { "m" }, *must_not[] = { "n" }, *keys[] = { "k" },
                  *negative[] = { "g" };
static const struct dlp_rule base = {
    .id = "x.a",
    .title = "T",
    .category = "x",
    .region = "",
    .description = "D",
    .source = "S",
    .file = "t",
    .line = 3,
    .severity = DLP_SEVERITY_HIGH,
    .class_ = DLP_CLASS_MEDIUM,
    .kind = DLP_RULE_DIGITS,
    .enabled = true,
    .pattern = "[0-9]{9}",
    .trigger = "t",
    .keyword = "k",
    .tail = "l",
    .end_pattern = "e",
    .limit = 1000,
    .shapes = shapes,
    .shapes_len = 1,
    .digits_min = 5,
    .digits_max = 9,
    .run_min = 3,
    .run_max = 8,
    .border = DLP_BORDER_WORD,
    .before = "b",
    .after = "a",
    .must = { must, 1 },
    .must_not = { must_not, 1 },
    .checks = checks,
    .checks_len = 1,
    .words = words,
    .words_len = 1,
    .keys = { keys, 1 },
    .negative = { negative, 1 },
    .rejects = rejects,
    .rejects_len = 1,
    .scores = { 45, 40, 25, -40, -20, -30 },
    .mask = "id",
    .public_prefix = 4,
};

static void digest_of(char digest[65], struct dlp_rule_code *one)
{
    dlp_rule_digest_set(&one->rule);
    dlp_digest_rules(digest, one, 1);
}

/* Is the digest of that rule alone the same as that of base? */
static bool same(const struct dlp_rule *rule)
{
    struct dlp_rule_code one = { .rule = base }, other = { .rule = *rule };
    char left[65], right[65];

    digest_of(left, &one);
    digest_of(right, &other);
    return strcmp(left, right) == 0;
}

#define CHANGES(field, to)                                                                         \
  do {                                                                                             \
    struct dlp_rule rule_ = base;                                                                  \
    rule_.field = (to);                                                                            \
    if (same(&rule_)) {                                                                            \
      printf("# %s\n", #field " = " #to);                                                          \
      CHECK(!"another digest");                                                                    \
    }                                                                                              \
  } while (0)
#define KEEPS(field, to)                                                                           \
  do {                                                                                             \
    struct dlp_rule rule_ = base;                                                                  \
    rule_.field = (to);                                                                            \
    if (!same(&rule_)) {                                                                           \
      printf("# %s\n", #field " = " #to);                                                          \
      CHECK(!"the same digest");                                                                   \
    }                                                                                              \
  } while (0)

static void test_digest__changes_with_what_is_looked_for(void)
{
    CHANGES(id, "x.b");
    CHANGES(kind, DLP_RULE_RUN);
    CHANGES(ignore_case, true);
    CHANGES(pattern, "[0-9]{8}");
    CHANGES(pattern, NULL);
    CHANGES(pattern, "");
    CHANGES(trigger, "u");
    CHANGES(trigger, NULL);
    CHANGES(keyword, "l");
    CHANGES(tail, "k");
    CHANGES(end_pattern, "f");
    CHANGES(limit, 1001);
    CHANGES(digits_min, 6);
    CHANGES(digits_max, 10);
    CHANGES(run_min, 4);
    CHANGES(run_max, 9);
    CHANGES(border, DLP_BORDER_NUMBER);
    CHANGES(before, "c");
    CHANGES(before, NULL);
    CHANGES(after, "c");
    CHANGES(must, STRINGS("m2"));
    CHANGES(must, STRINGS("m", "m2"));
    CHANGES(must.len, 0);
    CHANGES(must_not, STRINGS("n2"));
    CHANGES(must_not.len, 0);
}

static void test_digest__changes_with_shapes(void)
{
    CHANGES(shapes_len, 0);
    for (int i = 0; i < 6; i++) {
        struct dlp_shape shape[2] = { shapes[0], shapes[0] };
        struct dlp_rule rule = base;

        shape[0].group[0].min = (uint8_t)(i == 0 ? 2 : 3);
        shape[0].group[1].max = (uint8_t)(i == 1 ? 5 : 4);
        shape[0].group[0].separator = i == 2 ? ' ' : '-';
        shape[0].groups = (uint8_t)(i == 3 ? 1 : 2);
        memcpy(shape[0].tail, i == 4 ? "Xx" : "\0", 2);
        rule.shapes = shape;
        rule.shapes_len = i == 5 ? 2 : 1;
        CHECK(!same(&rule));
    }
}

static void test_digest__changes_with_how_it_is_judged(void)
{
    CHANGES(severity, DLP_SEVERITY_LOW);
    CHANGES(class_, DLP_CLASS_STRONG);
    CHANGES(require_context, true);
    CHANGES(scores.base, 46);
    CHANGES(scores.label, 41);
    CHANGES(scores.word, 26);
    CHANGES(scores.reject, -41);
    CHANGES(scores.negative, -21);
    CHANGES(scores.check_failed, -31);
    CHANGES(checks, ((struct dlp_rule_check[]){ { &iban, true } }));
    CHANGES(checks, ((struct dlp_rule_check[]){ { &luhn, false } }));
    CHANGES(checks_len, 0);
    CHANGES(rejects, ((const struct dlp_reject *[]){ &row }));
    CHANGES(rejects_len, 0);
    CHANGES(keys, STRINGS("k2"));
    CHANGES(keys.len, 0);
    CHANGES(negative, STRINGS("g2"));
    CHANGES(negative.len, 0);
    CHANGES(words_len, 0);
    CHANGES(words, ((struct dlp_rule_words[]){ { "en", STRINGS("w2") } }));
    CHANGES(words, ((struct dlp_rule_words[]){ { "en", STRINGS("word", "w2") } }));
    CHANGES(mask, "card");
    CHANGES(public_prefix, 5);
}

static void test_digest__stays_with_what_is_only_said(void)
{
    KEEPS(title, "Another");
    KEEPS(description, "Another");
    KEEPS(source, "Another");
    KEEPS(file, "another.conf");
    KEEPS(line, 99);
    KEEPS(aliases, STRINGS("x.old"));
    KEEPS(examples_len, 0);
}

static void test_digest__does_not_confuse_neighbours(void)
{
    struct dlp_rule left = base, right = base;

    left.must = STRINGS("ab", "c");
    right.must = STRINGS("a", "bc");
    CHECK(!same(&left) && !same(&right));
    struct dlp_rule_code one = { .rule = left }, other = { .rule = right };
    char a[65], b[65];

    digest_of(a, &one);
    digest_of(b, &other);
    CHECK(strcmp(a, b) != 0);
    /* The same text as a word of the one and a key of the other. */
    one.rule = base;
    one.rule.keys = STRINGS("x");
    one.rule.negative.len = 0;
    other.rule = base;
    other.rule.keys.len = 0;
    other.rule.negative = STRINGS("x");
    digest_of(a, &one);
    digest_of(b, &other);
    CHECK(strcmp(a, b) != 0);
}

static void test_digest__is_of_all_rules(void)
{
    struct dlp_rule_code two[2] = { { .rule = base }, { .rule = base } };
    char one[65], both[65], again[65];

    two[1].rule.id = "x.b";
    dlp_digest_rules(one, two, 1);
    dlp_digest_rules(both, two, 2);
    CHECK(strcmp(one, both) != 0);
    dlp_digest_rules(again, two, 2);
    CHECK_STR(again, both);
    CHECK_INT(strlen(both), 64);
    CHECK_INT(strspn(both, "0123456789abcdef"), 64);
}

/* Another build of the string, at another address: the digest is of the text. */
static void test_digest__is_equal_for_equal_sets(void)
{
    char pattern[] = "[0-9]{9}", id[] = "x.a";

    KEEPS(pattern, pattern);
    KEEPS(id, id);
    KEEPS(must, STRINGS("m"));
}

TEST_MAIN(TEST(test_digest__changes_with_what_is_looked_for),
          TEST(test_digest__changes_with_shapes), TEST(test_digest__changes_with_how_it_is_judged),
          TEST(test_digest__stays_with_what_is_only_said),
          TEST(test_digest__does_not_confuse_neighbours), TEST(test_digest__is_of_all_rules),
          TEST(test_digest__is_equal_for_equal_sets))
