/* tests/unit/score/test_score.c - the sum of the evidence. */

#include "unit/score/fixture.h"
#include "unit/test.h"

static struct dlp_rule saved;

static struct dlp_rule *change(void)
{
    saved = fixture_rules[SSN];
    return &fixture_rules[SSN];
}
static void restore(void)
{
    fixture_rules[SSN] = saved;
}

static void test_score__base_alone(void)
{
    const struct fixture_result r = fixture_score("a ~536~ b", SSN, false);

    CHECK(r.kept);
    CHECK_INT(r.e.confidence, 20);
    CHECK_INT(r.e.items, 0);
}

static void test_score__negative_lowers(void)
{
    const struct fixture_result r = fixture_score("phone or fax: ~070~", PHONE, false);

    CHECK_INT(r.e.confidence, 20 + 25 - 20);
    CHECK_STR(fixture_word(&r, DLP_EVIDENCE_NEGATIVE), "fax");
    CHECK_INT(fixture_score("{\"phone\": \"~070~\"} fax", PHONE, false).e.confidence, 40);
}

static void test_score__clamped(void)
{
    struct dlp_rule *const rule = change();

    rule->scores.base = 85;
    CHECK_INT(fixture_score("ssn ~536~", SSN, false).e.confidence, 99);
    rule->scores.base = -500;
    CHECK_INT(fixture_score("ssn ~536~", SSN, false).e.confidence, 1);
    restore();
}

static void test_score__context_required(void)
{
    change()->require_context = true;
    CHECK(!fixture_score("a ~536~ b", SSN, false).kept);
    CHECK(fixture_score("ssn ~536~", SSN, false).kept);
    CHECK(fixture_score("~536~ (passport)", SSN, false).kept);
    CHECK(fixture_score("a,ssn\n1,~536~\n", SSN, true).kept);
    CHECK(!fixture_score("a,ssn\n~1~,536\n", SSN, true).kept);
    restore();
}

static void test_score__rejects(void)
{
    struct dlp_rule *const rule = change();
    const struct dlp_reject *soft[] = { &fixture_never, &fixture_soft, &fixture_soft };
    const struct dlp_reject *both[] = { &fixture_soft, &fixture_hard };

    rule->scores.base = 50;
    rule->rejects = soft;
    rule->rejects_len = 3;
    CHECK_INT(fixture_score("a ~536~", SSN, false).e.confidence, 10); /* once */
    CHECK_INT(fixture_score("a ~536~", SSN, false).e.rejects, 6);
    CHECK_INT(fixture_score("ssn ~536~", SSN, false).e.confidence, 90); /* overridden */
    CHECK_INT(fixture_score("ssn ~536~", SSN, false).e.rejects, 0);
    CHECK_INT(fixture_score("{\"user_ssn_x\": \"~536~\"}", SSN, false).e.rejects, 0);
    CHECK_INT(fixture_score("a,ssn\n1,~536~", SSN, true).e.rejects, 0);
    CHECK_INT(fixture_score("~536~ passport", SSN, false).e.confidence, 35); /* a word does not */
    rule->rejects = both;
    rule->rejects_len = 2;
    CHECK_INT(fixture_score("ssn ~536~", SSN, false).e.confidence, 50); /* hard stays */
    CHECK_INT(fixture_score("ssn ~536~", SSN, false).e.rejects, 2);
    restore();
}

/* What cannot reach what is wanted is told before its rejects are looked at. */
static void test_score__below_what_is_wanted(void)
{
    struct dlp_rule *const rule = change();
    const struct dlp_reject *soft[] = { &fixture_never, &fixture_soft, &fixture_soft };
    uint8_t text[] = "a 536 b";
    const struct dlp_window window = { text, 0, 7 };
    struct dlp_score_input in = { &window,         2,    5,  rule, SSN, fixture_index(),
                                  fixture_cache(), NULL, 50, false };
    struct dlp_evidence e = { .checks_passed = 0 };

    rule->scores.base = 50;
    rule->rejects = soft;
    rule->rejects_len = 3;
    CHECK(dlp_score(&in, &e));
    CHECK_INT(e.rejects, 6);
    CHECK_INT(e.confidence, 10);
    in.wanted = 51;
    CHECK(!dlp_score(&in, &e));
    in.wanted = 1; /* no confidence is lower */
    rule->scores.base = -500;
    CHECK(dlp_score(&in, &e));
    CHECK_INT(e.confidence, 1);
    restore();
}

static void test_score__soft_checks(void)
{
    struct dlp_rule *const rule = change();
    struct dlp_rule_check checks[] = { { NULL, true }, { NULL, false }, { NULL, false } };
    uint8_t text[] = "536";
    const struct dlp_window window = { text, 0, 3 };
    const struct dlp_score_input in = { &window,         0,    3, rule, SSN, fixture_index(),
                                        fixture_cache(), NULL, 0, false };
    struct dlp_evidence e = { .checks_passed = 7 };

    rule->scores.base = 50;
    rule->checks = checks;
    rule->checks_len = 3;
    CHECK(dlp_score(&in, &e));
    CHECK_INT(e.confidence, 50);
    e.checks_passed = 1; /* both soft ones failed: counted once */
    CHECK(dlp_score(&in, &e));
    CHECK_INT(e.confidence, 20);
    CHECK_INT(e.checks_passed, 1);
    e.checks_passed = 6; /* a fatal one is not ours */
    CHECK(dlp_score(&in, &e));
    CHECK_INT(e.confidence, 50);
    restore();
}

static void test_score__other_rows_say_nothing(void)
{
    /* The header's last name would be a label of the first value of the first row. */
    CHECK_INT(fixture_score("id,ssn\n~536~,1\n", SSN, true).e.items, 0);
    CHECK_INT(fixture_score("id,ssn\n1,~536~\n", SSN, true).e.confidence, 60);
    CHECK_INT(fixture_score("name,tel\nssn,~536~\n", SSN, true).e.confidence, 60);
    CHECK_INT(fixture_score("name,tel\nx,~536~\npassport,2\n", SSN, true).e.items, 0);
    CHECK_INT(fixture_score("INSERT INTO t (id, ssn) VALUES (~536~, 1);", SSN, true).e.items, 0);
    CHECK_INT(
        fixture_score("INSERT INTO t (id, ssn) VALUES (1, ~536~), ('passport', 1);", SSN, true)
            .e.items,
        1);
}

static void test_score__no_words_at_all(void)
{
    struct dlp_word_index none = { 0 };
    uint8_t text[] = "ssn 536";
    const struct dlp_window window = { text, 0, 7 };
    struct dlp_evidence e = { .items = 3 };

    CHECK(dlp_score(&(struct dlp_score_input){ &window, 4, 7, &fixture_rules[SSN], SSN, &none,
                                               fixture_cache(), NULL, 0, false },
                    &e));
    CHECK_INT(e.items, 0);
    CHECK_INT(e.confidence, 20);
}

TEST_MAIN(TEST(test_score__base_alone), TEST(test_score__negative_lowers),
          TEST(test_score__clamped), TEST(test_score__context_required), TEST(test_score__rejects),
          TEST(test_score__below_what_is_wanted), TEST(test_score__soft_checks),
          TEST(test_score__other_rows_say_nothing), TEST(test_score__no_words_at_all))
