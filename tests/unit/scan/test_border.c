/* tests/unit/scan/test_border.c - what may touch a value (decision D6). */

#include "scan/border.h"
#include "unit/test.h"

#include <stdlib.h>

/* Does the border hold for the text between '~' and '~'? Part start and end are the text's. */
static bool holds(enum dlp_border border, const char *marked)
{
    const char *const open = strchr(marked, '~');
    const char *const close = strchr(open + 1, '~');
    const size_t start = (size_t)(open - marked), end = (size_t)(close - marked) - 1;
    const size_t len = strlen(marked) - 2;
    uint8_t *const text = malloc(len ? len : 1); /* exact: a read past it is seen */
    struct dlp_window window = { text, 0, len };
    bool at_start, later;

    memcpy(text, marked, start);
    memcpy(text + start, open + 1, end - start);
    memcpy(text + end, close + 1, len - end);
    at_start = dlp_border_holds(border, &window, start, end);
    CHECK_INT(at_start,
              dlp_border_before(border, &window, start) && dlp_border_after(border, &window, end));
    window.start = 70000; /* only the bytes count, not where they stand */
    later = dlp_border_holds(border, &window, 70000 + start, 70000 + end);
    CHECK_INT(later, at_start);
    free(text);
    return at_start;
}

struct row {
    const char *text;
    bool number, word, token;
};
static const struct row rows[] = {
    /* the part's start and end are borders */
    { "~12~", true, true, true },
    { "~12~ ", true, true, true },
    { " ~12~", true, true, true },
    /* word characters never are */
    { "a~12~", false, false, false },
    { "~12~Z", false, false, false },
    { "9~12~", false, false, false },
    { "~12~0", false, false, false },
    { "_~12~", false, false, false },
    { "~12~_", false, false, false },
    /* . / - join two numbers, and nothing else */
    { "1-~23~", false, true, false },
    { "~23~-1", false, true, false },
    { "1/~23~", false, true, true },
    { "~23~/1", false, true, true },
    { "~23~.1", false, true, true },
    { "a-~23~", true, true, false },
    { "~23~-a", true, true, false },
    { "a/~23~", true, true, true },
    { "~23~/a", true, true, true },
    { "-~23~", true, true, false },
    { "~23~-", true, true, false },
    { "/~23~", true, true, true },
    { "~23~/", true, true, true },
    { "~23~.", true, true, true },
    { "~23~. ", true, true, true },
    { "~23~.\n1", true, true, true },
    { "--~23~", true, true, false },
    { "1 -~23~", true, true, false },
    /* a dot directly before is a decimal fraction, with or without a digit */
    { ".~23~", false, true, true },
    { "1.~23~", false, true, true },
    { "a.~23~", false, true, true },
    { " .~23~", false, true, true },
    /* CSV, JSON, forms, query strings, quotes, brackets, tabs, line ends */
    { "1,~23~,4", true, true, true },
    { "1:~23~:4", true, true, true },
    { "a=~23~&b=1", true, true, true },
    { "1;~23~;4", true, true, true },
    { "1|~23~|4", true, true, true },
    { "'~23~'", true, true, true },
    { "\"~23~\"", true, true, true },
    { "(~23~)", true, true, true },
    { "<~23~>", true, true, true },
    { "1\t~23~\t4", true, true, true },
    { "1\n~23~\n4", true, true, true },
    { "1\r\n~23~\r\n4", true, true, true },
    { "1 ~23~ 4", true, true, true },
    { "+~23~", true, true, true },
    { "#~23~", true, true, true },
    /* bytes beyond ASCII are no word characters: 卡号12 */
    { "\xe5\x8f\xb7~12~\xe5", true, true, true },
};

static void test_border__of_each_kind(void)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct row *const r = &rows[i];
        const bool number = holds(DLP_BORDER_NUMBER, r->text);
        const bool word = holds(DLP_BORDER_WORD, r->text);
        const bool token = holds(DLP_BORDER_TOKEN, r->text);

        if (number != r->number || word != r->word || token != r->token) {
            printf("# %s: %d %d %d\n", r->text, number, word, token);
            CHECK(!"as the table says");
        }
        CHECK(holds(DLP_BORDER_NONE, r->text));
    }
}

/* Every pair of a near and a far byte, against the rule in words. */
static void test_border__of_every_pair_of_bytes(void)
{
    for (unsigned near = 0; near < 256; near++) {
        for (unsigned far = 0; far < 256; far++) {
            const uint8_t text[4] = { (uint8_t)far, (uint8_t)near, (uint8_t)near, (uint8_t)far };
            const struct dlp_window window = { text, 0, 4 };
            const bool word = (near >= '0' && near <= '9') || (near >= 'A' && near <= 'Z')
                || (near >= 'a' && near <= 'z') || near == '_';
            const bool joined =
                (near == '.' || near == '/' || near == '-') && far >= '0' && far <= '9';

            CHECK_INT(dlp_border_after(DLP_BORDER_WORD, &window, 2), !word);
            CHECK_INT(dlp_border_before(DLP_BORDER_WORD, &window, 2), !word);
            CHECK_INT(dlp_border_after(DLP_BORDER_TOKEN, &window, 2), !word && near != '-');
            CHECK_INT(dlp_border_before(DLP_BORDER_TOKEN, &window, 2), !word && near != '-');
            CHECK_INT(dlp_border_after(DLP_BORDER_NUMBER, &window, 2), !word && !joined);
            CHECK_INT(dlp_border_before(DLP_BORDER_NUMBER, &window, 2),
                      !word && !joined && near != '.');
        }
    }
}

TEST_MAIN(TEST(test_border__of_each_kind), TEST(test_border__of_every_pair_of_bytes))
