/* tests/unit/rules/test_packs.c - packs: what they select, what is wrong with them, choosing them. */

#include "unit/rules/rules_fixture.h"

/* clang-format off */
#define RULES                                                                     \
    "rules = ("                                                                   \
    SMALL_RULE("card.pan", "packs = [\"own\"];") ",\n"                            \
    SMALL_RULE("card.wide", "") ",\n"                                             \
    SMALL_RULE("id.se.pnr", "region = \"SE\";") ",\n"                             \
    SMALL_RULE("id.us.ssn", "region = \"US\"; enabled = false;") ");\n"
#define TEXTS "title = \"T\"; description = \"D\"; source = \"S\"; "
#define POLICY "policy = ( { values = 1; confidence = 0.5; } ); "
#define PACK(name, more) "{ name = \"" name "\"; " TEXTS more "}"
/* clang-format on */

static const char good[] = "version = 1;\n" RULES "packs = (\n" //
    PACK("pci",
         "rules = [\"card.*\"]; except = [\"card.w*\"];"
         "policy = ( { rules = [\"card.pan\"]; values = 1; confidence = 0.95; },"
         " { values = 10; confidence = 0.5; } ); ") ",\n"  //
    PACK("eu", "regions = [\"SE\", \"DE\"];" POLICY) ",\n" //
    PACK("own", POLICY) ",\n"                              //
    PACK("all", "rules = [\"*\"];" POLICY) ");\n";

static void check_packs(const dlp_ruleset *set, size_t rule, const char *want)
{
    char got[128] = "";
    struct dlp_rule_info info;

    CHECK_INT(dlp_ruleset_rule(set, rule, &info), DLP_OK);
    for (size_t i = 0, used = 0; info.packs[i]; i++)
        used += (size_t)snprintf(got + used, sizeof(got) - used, "%s ", info.packs[i]);
    CHECK_STR(got, want);
}

static void test_packs__select_by_glob_region_and_own_name(void)
{
    dlp_ruleset *const set = load_good(good);

    check_packs(set, 0, "own pci all ");
    check_packs(set, 1, "all ");
    check_packs(set, 2, "eu all ");
    check_packs(set, 3, "all ");
    dlp_ruleset_free(set);
}

static void test_packs__describe_themselves(void)
{
    dlp_ruleset *const set = load_good(good);
    struct dlp_pack_info info = { .version = DLP_PACK_INFO_VERSION };

    CHECK_INT(dlp_ruleset_pack_count(set), 4);
    CHECK_INT(dlp_ruleset_pack_count(NULL), 0);
    CHECK_INT(dlp_ruleset_pack(set, 0, &info), DLP_OK);
    CHECK_STR(info.name, "pci");
    CHECK_STR(info.title, "T");
    CHECK_STR(info.source, "S");
    CHECK_INT(info.line, 7);
    CHECK_INT(info.rules, 1);
    CHECK_INT(info.policy_len, 2);
    CHECK_STR(info.policy[0].rules[0], "card.pan");
    CHECK(info.policy[0].rules[1] == NULL);
    CHECK(info.policy[1].rules[0] == NULL);
    CHECK_INT(info.policy[1].values, 10);
    CHECK(info.policy[0].confidence > 0.94 && info.policy[0].confidence < 0.96);
    CHECK_INT(dlp_ruleset_pack(set, 4, &info), DLP_EINVAL);
    info.version = 9;
    CHECK_INT(dlp_ruleset_pack(set, 0, &info), DLP_EINVAL);
    dlp_ruleset_free(set);
}

/* Later files bring rules for packs that are there already. */
static void test_packs__select_rules_of_later_loads(void)
{
    static const char more[] = "version = 1;\nrules = (" SMALL_RULE("card.new", "") ");\n";
    dlp_ruleset *const set = load_good(good);

    CHECK_INT(dlp_ruleset_load_text(set, "u", more, strlen(more), NULL, NULL, NULL), DLP_OK);
    check_packs(set, 4, "pci all ");
    check_packs(set, 0, "own pci all ");
    dlp_ruleset_free(set);
}

static void test_packs__are_chosen(void)
{
    const char *const two[] = { "pci", "eu", NULL }, *const all[] = { "all", NULL };
    const char *const wrong[] = { "pci", "aul", NULL }, *const none[] = { NULL };
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *set = load_good(good);

    CHECK_INT(dlp_ruleset_choose_packs(set, wrong, &err), DLP_ENOENT);
    CHECK_STR(err.message, "there is no pack 'aul'; did you mean 'all'?; known: pci, eu, own, all");
    CHECK(set->rules[1].enabled);
    CHECK_INT(dlp_ruleset_choose_packs(set, none, &err), DLP_EINVAL);
    CHECK_INT(dlp_ruleset_choose_packs(NULL, two, &err), DLP_EINVAL);
    CHECK_INT(dlp_ruleset_choose_packs(set, two, &err), DLP_OK);
    CHECK(set->rules[0].enabled && !set->rules[1].enabled && set->rules[2].enabled);
    dlp_ruleset_free(set);
    set = load_good(good);
    CHECK_INT(dlp_ruleset_choose_packs(set, all, NULL), DLP_OK);
    CHECK(set->rules[1].enabled && !set->rules[3].enabled);
    dlp_ruleset_free(set);
}

/* Without a definition a pack is the rules that name it. */
static void test_packs__need_no_definition(void)
{
    const char *const own[] = { "own", NULL }, *const other[] = { "x", NULL };
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *const set = load_good("version = 1;\n" RULES);

    CHECK_INT(dlp_ruleset_pack_count(set), 0);
    CHECK_INT(dlp_ruleset_choose_packs(set, other, &err), DLP_ENOENT);
    CHECK_STR(err.message, "there is no pack 'x'; known: own");
    CHECK_INT(dlp_ruleset_choose_packs(set, own, &err), DLP_OK);
    CHECK(set->rules[0].enabled && !set->rules[2].enabled);
    dlp_ruleset_free(set);
}

static void test_packs__tell_mistakes_with_their_lines(void)
{
#define BAD(packs, want) check_bad("version = 1;\n" RULES "packs = (" packs ");\n", 4, want)
    BAD(PACK("p", "rules = [\"card.*\",\n\"crad.*\"]; " POLICY),
        "t:7: pack 'p': 'rules' holds \"crad.*\", which matches no rule's id\n");
    BAD(PACK("p",
             "rules = [\"card.*\"]; policy = ( { rules = [\"id.*\"]; values = 1; "
             "confidence = 0.5; } );"),
        "t:6: pack 'p': its policy names \"id.*\", which matches no rule of the pack\n");
    BAD(PACK("p", "regions = [\"XQ\"]; " POLICY),
        "t:6: 'regions' holds \"XQ\"; it must be a country (ISO 3166), as in \"SE\"\n");
    BAD(PACK("p", "regions = [\"DE\"]; " POLICY),
        "t:6: pack 'p' has no rule: give it 'rules' or 'regions'\n");
    BAD(PACK("p", "rules = [\"*\"]; rule = 1; policy = ();"),
        "t:6: unknown setting 'rule' of a pack; did you mean 'rules'?\n"
        "t:6: 'policy' is empty: say what makes an incident\n");
    BAD(PACK("P", "rules = [\"\"]; policy = ( { values = 0; }, 1 );"),
        "t:6: 'name' is \"P\"; a name is 1 to 32 of a-z, 0-9 and -\n"
        "t:6: an element of 'rules' must be a glob of 1 to 256 bytes\n"
        "t:6: 'values' is 0; it must be from 1 to 1000000\n"
        "t:6: 'confidence' is missing: a policy's condition needs it\n"
        "t:6: an element of 'policy' must be a group, not a whole number\n");
    BAD("{ name = \"p\"; rules = [\"*\"]; }",
        "t:6: 'title' is missing: a pack needs it\nt:6: 'description' is missing: a pack needs it\n"
        "t:6: 'source' is missing: a pack needs it\nt:6: 'policy' is missing: a pack needs it\n");
    BAD(PACK("p", "rules = [\"*\"]; " POLICY) ",\n" PACK("p", "rules = [\"*\"]; " POLICY),
        "t:7: duplicate pack: 'p' is defined at t:6 already\n");
    BAD("1", "t:6: an element of 'packs' must be a group, not a whole number\n");
#undef BAD
}

TEST_MAIN(TEST(test_packs__select_by_glob_region_and_own_name),
          TEST(test_packs__describe_themselves), TEST(test_packs__select_rules_of_later_loads),
          TEST(test_packs__are_chosen), TEST(test_packs__need_no_definition),
          TEST(test_packs__tell_mistakes_with_their_lines))
