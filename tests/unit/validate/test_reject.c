/* tests/unit/validate/test_reject.c - named rejects, each with what it must leave alone. */

#include "unit/test.h"
#include "validate/reject.h"
#include "validate/validator.h"

#include <stdlib.h>

struct reject_case {
    const char *name;
    const char *text; /* the value stands between [[ and ]] */
    bool rejected;
};

static bool reject_text(const char *name, const char *text)
{
    const struct dlp_reject *const reject = dlp_reject_find(name);
    const char *const open = strstr(text, "[[");
    const char *const close = open ? strstr(open, "]]") : NULL;
    struct dlp_surroundings s;
    uint8_t *copy;
    bool rejected;

    if (!reject || !close)
        abort();
    s.before = (size_t)(open - text);
    s.len = (size_t)(close - open - 2);
    s.after = strlen(close + 2);
    copy = malloc(s.before + s.len + s.after + 1);
    if (!copy)
        abort();
    memcpy(copy, text, s.before);
    memcpy(copy + s.before, open + 2, s.len);
    memcpy(copy + s.before + s.len, close + 2, s.after);
    s.value = copy + s.before;
    rejected = reject->test(&s);
    free(copy);
    return rejected;
}

static void reject_cases(const struct reject_case *cases, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (reject_text(cases[i].name, cases[i].text) != cases[i].rejected) {
            test_failures++;
            printf("# %s: \"%s\" must%s be rejected\n", cases[i].name, cases[i].text,
                   cases[i].rejected ? "" : " not");
        }
    }
}
#define REJECT_CASES(cases) reject_cases((cases), sizeof(cases) / sizeof((cases)[0]))

static void test_reject__table_is_in_order(void)
{
    size_t len;
    const struct dlp_reject *const list = dlp_reject_list(&len);

    for (size_t i = 0; i < len; i++) {
        CHECK(i == 0 || strcmp(list[i - 1].name, list[i].name) < 0);
        CHECK(dlp_reject_find(list[i].name) == &list[i]);
        CHECK(list[i].test && list[i].title[0]);
        CHECK(list[i].hard
              == (strcmp(list[i].name, "placeholder") == 0
                  || strcmp(list[i].name, "test_value") == 0));
    }
    CHECK(dlp_reject_find("no_such") == NULL);
}

static void test_reject__time_stamps(void)
{
    static const struct reject_case cases[] = {
        { "epoch", "[[1700000000]]", true },        { "epoch", "[[1700000000000]]", true },
        { "epoch", "[[1700000000000000]]", true },  { "epoch", "[[1700000000000000000]]", true },
        { "epoch", "[[20240131235959]]", true },    { "epoch", "[[20241331235959]]", false },
        { "epoch", "[[2700000000]]", false },       { "epoch", "[[1300000000000]]", false },
        { "epoch", "[[4111111111111111]]", false }, { "epoch", "[[170-000-0000]]", false },
        { "epoch", "[[170000000]]", false },
    };

    REJECT_CASES(cases);
}

static void test_reject__uuid_and_hash(void)
{
    static const struct reject_case cases[] = {
        { "uuid", "id 550e8400-e29b-41d4-a716-[[446655440000]]", true },
        { "uuid", "id [[55018400]]-e29b-41d4-a716-446655440000", true },
        { "uuid", "550e8400-[[1234-5678]]-a716-446655440000 ", true },
        { "uuid", "550e8400-e29b-41d4-a716 [[446655440000]]", false },
        { "uuid", "1550e8400-e29b-41d4-a716-[[446655440000]]", false },
        { "uuid", "[[446655440000]]", false },
        { "hash", "d41d8cd98f00b204e9800998[[12345678]]", true },
        { "hash", "[[12345678]]d41d8cd98f00b204e9800998", true },
        { "hash", "d41d8cd98f00b204[[123456]]e9800998ecf8427e", true },
        { "hash", "d41d8cd98f00[[12345678]]", false },
        { "hash", "d41d8cd98f00b204e9800998 [[12345678]]", false },
        { "hash", "[[1234567890123456789012345678901234567890]]", false },
    };

    REJECT_CASES(cases);
}

static void test_reject__versions(void)
{
    static const struct reject_case cases[] = {
        { "version", "v[[1.84.1.0]]", true },
        { "version", "Version: [[1.84.1.0]]", true },
        { "version", "\"version\": \"[[1.84.1.0]]\"", true },
        { "version", "package==[[1.84.1.0]]", true },
        { "version", "Chrome/[[120.0.0.0]] Safari", true },
        { "version", "[[1.2.3.4]].5", true },
        { "version", "5.[[1.2.3.4]]", true },
        { "version", "http://[[8.8.8.8]]/", false },
        { "version", "server [[8.8.8.8]]", false },
        { "version", "conversion [[8.8.8.8]]", false },
        { "version", "[[8.8.8.8]]. Then", false },
        { "version", "[[8.8.8.8]]", false },
    };

    REJECT_CASES(cases);
}

static void test_reject__fractions_but_not_cells(void)
{
    static const struct reject_case cases[] = {
        { "decimal", "0.[[3729000000000000]]", true },
        { "decimal", "is 3,[[1415926535897932]] long", true },
        { "decimal", "[[4111111111111111]]e+10", true },
        { "decimal", "1e-[[1234567890]]", true },
        { "decimal", "\n3,[[4111111111111111]],Anna", false },
        { "decimal", "7,[[4111111111111111]]", false },
        { "decimal", "no. [[4111111111111111]]", false },
        { "decimal", "[[4111111111111111]] each", false },
        { "decimal", "[[4111111111111111]]. Each", false },
    };

    REJECT_CASES(cases);
}

static void test_reject__dummies(void)
{
    static const struct reject_case cases[] = {
        { "dummy", "[[111-11-1111]]", true },
        { "dummy", "[[123-45-6789]]", true },
        { "dummy", "[[1234 5678 9012 3456]]", true },
        { "dummy", "[[987654321]]", true },
        { "dummy", "[[123123123123123]]", true },
        { "dummy", "[[1212121212]]", true },
        { "dummy", "[[5414 5415 5416 5417]]", true },
        { "dummy", "[[5414 5415 5416 5418]]", false },
        { "dummy", "[[5414-5415]]", false },
        { "dummy", "[[123123123]]", false },
        { "dummy", "[[536-90-4399]]", false },
        { "dummy", "[[1111]]", false },
        { "dummy", "[[AB11111]]", false },
        { "dummy", "[[123123123123124]]", false },
        { "fictional_phone", "[[(212) 555-0123]]", true },
        { "fictional_phone", "[[+1 212 555 0199]]", true },
        { "fictional_phone", "[[(212) 555-0223]]", false },
        { "fictional_phone", "[[+44 20 7946 0958]]", false },
    };

    REJECT_CASES(cases);
}

static void test_reject__rows_of_groups_but_no_lists_of_cards(void)
{
    static const struct reject_case cases[] = {
        { "row", "2680 [[0028 0029 2681]] 2682", true },
        { "row", "[[4111 1111 1111 1111]] 2681", true }, /* one neighbour of the same width */
        { "row", "12 [[123456789]] 45", true },
        { "row", "123456780 [[123456789]]", true },
        { "row", "[[123456789]] 12", false },
        { "row", "12  [[123456789]]  45", false },
        { "row", "12\t[[123456789]]\t45", false },
        { "row", "12,[[123456789]],45", false },
        { "row", "12 [[123-45-6789]] 45", false }, /* parted by something else */
        { "row", "dead [[123456789]] beef", false },
        { "row", "call [[123456789]] now", false },
        { "row", "[[4111111111111111]] 5555555555554444", false },
        { "row", "[[4111 1111 1111 1111]] 5555 5555 5555 4444", false },
        { "row", "5555 5555 5555 4444 [[4111 1111 1111 1111]] 5105 1051 0510 5100", false },
        { "row", "[[4111111111111111]] 5555555555554443", true },
        { "row", "[[123456789]]", false },
    };

    REJECT_CASES(cases);
}

static void test_reject__rows_of_drawings_metrics_and_dumps(void)
{
    static const struct reject_case cases[] = {
        { "row", "c60 [[67 107 145 138]] 230h1313v", true }, /* a drawing's path */
        { "row", "c60x [[67 107 145 138]] 23 ", false },
        { "row", "5020-3430 [[241 261-5020]] 3430-241-261z", true },
        { "row", "call 12 [[(212) 555-1234]] 3 times", false },
        { "row", "geometry [[1280 800 1280]] 800 32 timings", true }, /* the row goes on */
        { "row", "call [[212 555 1234]] 415 555 1235", false },       /* one more of the kind */
        { "row", "call [[212 555 1234]] 12 times", false },
        { "row", "N caron ; B [[68 639 423 764]] ;", true },
        { "row", "N emdash ; B -[[27 208 987 268]] ;", true },
        { "row", "N trademark ; B [[208 292 1096]] 729 ;", true },
        { "row", "Card [[68 639 423 764]] ;", false },
        { "row", "B [[68 639 423 764]];", false },
        { "row", "  4286.145     [[500.217.5085]]\n", true },
        { "row", " 500.     [[500.217.5085]]", true },
        { "row", "call 12     [[500.217.5085]]", false },
        { "row", "v1.2 [[500-217-5085]]", false },
        { "row", "[[500.217.5085]]", false },
        { "row", "63797/64,[[257719/192]]", true },
        { "row", "64,[[257719/192]]", false },
        { "row", "01 01 ff [[04 04 03 02 05]]  a0", true },
        { "row", "820\t[[222422483B15]]\t1021102D100A1039\n", true },
        { "row", "820\t[[222422483B15]]\t1021102310041039\n", false },
        { "row", "a1f04520d49ab36c\n[[4280011142804111]]\n", true },
        { "row", "[[4280011142804111]]\r\na1f04520d49ab36c", true },
        { "row", "1110452034900360\n[[4280011142804111]]\n", false },
        { "row", "a1f04520d49ab36\n[[4280011142804111]]\n", false },
        { "row", "820\t[[22242248315]]\t1021102D100A1039\n", false },
        { "long_integer", "4593015457530856296, [[6559392774825876886]], 1", true },
        { "long_integer", "{\"span\": \"[[6559392774825876886]]\"}", true },
        { "long_integer", "id=[[6559392774825876886]]", true },
        { "long_integer", "KQU( [[6559392774825876886]])", true },
        { "long_integer", "account ([[6559392774825876886]])", false },
        { "long_integer", "see [[6559392774825876886]] there", false },
        { "long_integer", "id=[[6559392774825876]]", false }, /* sixteen digits */
        { "row", "appelez [[04 04 03 02 05]] de 9h", false },
    };

    REJECT_CASES(cases);
}

static void test_reject__decimals_and_terms(void)
{
    static const struct reject_case cases[] = {
        { "decimal", "px=[[565253.31623]] ", true },
        { "decimal", "[[+1.4142135624]]|", true },
        { "decimal", "[[56.5253.31623]]", false },
        { "decimal", "[[565253-31623]]", false },
        { "decimal", "[[.31623]]", false },
        { "decimal", "(1 -[[2321153314652160]]) 8", true },
        { "decimal", "x=-[[2321153314652160]]", true },
        { "decimal", "139/51840, -[[571/2488320]], 1", true },
        { "decimal", "no --[[2321153314652160]]", false },
        { "decimal", "card-[[2321153314652160]]", false },
        { "decimal", " -[[232-115-3314]]", false },
        { "decimal", "[[4828147466240000]]*t**12", true },
        { "decimal", "**[[4828147466240000]]**", false },
        { "decimal", "(62 1 61 -[[122 60 7015]] 59", true },
        { "decimal", "( [[17253248153899000000]] VCC + (1", true },
        { "decimal", "( [[17253248153899000000]] and (1", false },
        { "dummy", "[[00000000000000000127]]", true },
        { "dummy", "[[20612000000000000000]]", true },
        { "dummy", "[[4917610000000000]]", false }, /* a published test card */
        { "dummy", "[[20000000000]]", false },      /* a telephone number's length */
    };

    REJECT_CASES(cases);
}

static void test_reject__keys_of_machines(void)
{
    static const struct reject_case cases[] = {
        { "machine_key", "t=1&sid=[[8200730490364380]]&px", true },
        { "machine_key", "{\"trace_id\": \"[[8200730490364380]]\"}", true },
        { "machine_key", "JSESSIONID=[[8200730490364380]]", true },
        { "machine_key", "sid: [[8200730490364380]]", true },
        { "machine_key", "paid=[[8200730490364380]]", false },
        { "machine_key", "x_sid=[[8200730490364380]]", false },
        { "machine_key", "sid [[8200730490364380]]", false },
        { "machine_key", "=[[8200730490364380]]", false },
        { "machine_key", "[[8200730490364380]]", false },
    };

    REJECT_CASES(cases);
}

static void test_reject__placeholders(void)
{
    static const struct reject_case cases[] = {
        { "placeholder", "password=[[${DB_PASSWORD}]]", true },
        { "placeholder", "password=${[[DB_PASSWORD]]}", true },
        { "placeholder", "password={{[[db_password]]}}", true },
        { "placeholder", "password=<[[your-password]]>", true },
        { "placeholder", "password=[[<password>]]", true },
        { "placeholder", "password=[[%s]]", true },
        { "placeholder", "password=[[xxxxxxxx]]", true },
        { "placeholder", "password=[[********]]", true },
        { "placeholder", "password=[[ChangeMe]]", true },
        { "placeholder", "password=[[NULL]]", true },
        { "placeholder", "password=[[none]]", true },
        { "placeholder", "password=[[os.environ['X']]]", true },
        { "placeholder", "password=[[process.env.DB_PASS]]", true },
        { "placeholder", "password=[[getenv(\"X\")]]", true },
        { "placeholder", "key [[AKIAIOSFODNN7EXAMPLE]]", true },
        { "placeholder", "password=[[aaaa]]", true },
        { "placeholder", "password=[[nonesuch7]]", false },
        { "placeholder", "password=[[hunter2]]", false },
        { "placeholder", "<password>[[hunter2]]</password>", false },
        { "placeholder", "{\"password\": \"[[hunter2]]\"}", false },
        { "placeholder", "password=[[S3cr3t!Pa]]", false },
    };

    REJECT_CASES(cases);
}

static void test_reject__paths_of_urls(void)
{
    static const struct reject_case cases[] = {
        { "url", "https://example.com/item/[[4111111111111111]]", true },
        { "url", "https://example.com/a-[[4111111111]].html", true },
        { "url", "/user/[[4111111111]]", true },
        { "url", "https://example.com/?card=[[4111111111111111]]", false },
        { "url", "http://[[8.8.8.8]]/", false },
        { "url", "https://example.com/ [[4111111111111111]]", false },
        { "url", "tel: [[4111111111]]", false },
    };

    REJECT_CASES(cases);
}

static void test_reject__documentation_and_samples(void)
{
    static const struct reject_case cases[] = {
        { "documentation", "[[anna@example.com]]", true },
        { "documentation", "[[anna@mail.Example.ORG]]", true },
        { "documentation", "[[anna@foo.test]]", true },
        { "documentation", "[[https://u:p@example.net:8080/x]]", true },
        { "documentation", "[[192.0.2.17]]", true },
        { "documentation", "[[203.0.113.1]]", true },
        { "documentation", "[[anna@myexample.com]]", false },
        { "documentation", "[[anna@example.se]]", false },
        { "documentation", "[[8.8.8.8]]", false },
        { "documentation", "[[https://u:p@db.se/example.com]]", false },
        { "narrow_digits", "[[344345544143112]]", true },
        { "narrow_digits", "[[251245354415]]", true },
        { "narrow_digits", "[[25124535441]]", false }, /* eleven */
        { "narrow_digits", "[[251245354416]]", false },
        { "narrow_digits", "[[4111 1111 1111 1111]]", false }, /* a test card */
        { "narrow_digits", "[[6789 6789 5678 9876]]", true },
        { "test_card", "[[4111 1111 1111 1111]]", true },
        { "test_card", "[[378282246310005]]", true },
        { "test_card", "[[4111 1111 1111 1112]]", false },
        { "test_card", "[[41111111111111110]]", false },
        { "published_sample", "[[078-05-1120]]", true },
        { "published_sample", "[[219 09 9999]]", true },
        { "published_sample", "[[078-05-11201]]", false },
        { "published_sample", "[[536-90-4399]]", false },
        { "published_sample", "[[4111 1111 1111 1111]]", false },
        { "test_card", "[[078-05-1120]]", false },
        { "test_value", "[[4111-1111-1111-1111]]", true },
        { "test_value", "[[078-05-1120]]", true },
        { "test_value", "[[GB82 WEST 1234 5698 7654 32]]", true },
        { "test_value", "[[GB82 WEST 1234 5698 7654 33]]", false },
        { "test_value", "[[---]]", false },
        { "test_value", "[[8.8.8.8]]", false },
    };

    REJECT_CASES(cases);
}

TEST_MAIN(TEST(test_reject__rows_of_drawings_metrics_and_dumps),
          TEST(test_reject__decimals_and_terms), TEST(test_reject__keys_of_machines),
          TEST(test_reject__table_is_in_order), TEST(test_reject__time_stamps),
          TEST(test_reject__uuid_and_hash), TEST(test_reject__versions),
          TEST(test_reject__fractions_but_not_cells), TEST(test_reject__dummies),
          TEST(test_reject__rows_of_groups_but_no_lists_of_cards), TEST(test_reject__placeholders),
          TEST(test_reject__paths_of_urls), TEST(test_reject__documentation_and_samples))
