/* tests/unit/base/test_error.c - messages, status names and diagnostics. */

#include "base/diag.h"
#include "base/error.h"
#include "base/utf8.h"
#include "unit/test.h"

static void test_error__accepts_null_and_returns_the_status(void)
{
    struct dlp_error err = DLP_ERROR_INIT;

    CHECK_INT(dlp_error_set(NULL, DLP_EIO, "%s", "x"), DLP_EIO);
    CHECK_INT(dlp_error_nomem(NULL), DLP_ENOMEM);
    dlp_error_clear(NULL);
    CHECK_INT(dlp_error_set(&err, DLP_EPERM, "%s: %d", "file", 7), DLP_EPERM);
    CHECK_INT(err.status, DLP_EPERM);
    CHECK_STR(err.message, "file: 7");
    dlp_error_set(&err, DLP_EIO, "again: %s", err.message); /* wrapping is allowed */
    CHECK_STR(err.message, "again: file: 7");
    CHECK_INT(dlp_error_nomem(&err), DLP_ENOMEM);
    CHECK_STR(err.message, "out of memory");
    dlp_error_clear(&err);
    CHECK(err.status == DLP_OK && err.message[0] == '\0');
}

static void test_error__replaces_what_is_not_plain_text(void)
{
    struct dlp_error err = DLP_ERROR_INIT;

    dlp_error_set(&err, DLP_EIO, "a\nb\x1b[31m\x7f\xc2\x9b\xff\xe2\x80\xae\xd0\xb6");
    CHECK_STR(err.message, "a?b?[31m????\xd0\xb6");
}

static void test_error__cuts_on_a_border(void)
{
    char text[1200];
    struct dlp_error err = DLP_ERROR_INIT;

    for (size_t shift = 0; shift < 3; shift++) {
        int32_t cp;
        size_t len;

        memset(text, 'a', sizeof(text));
        for (size_t i = shift; i + 3 < sizeof(text); i += 3)
            memcpy(text + i, "\xe5\x8d\xa1", 3);
        text[sizeof(text) - 1] = '\0';
        dlp_error_set(&err, DLP_EIO, "%s", text);
        len = strlen(err.message);
        CHECK(len >= sizeof(err.message) - 4);
        for (size_t at = 0; at < len;) {
            at += dlp_utf8_next((const uint8_t *)err.message + at, len - at, &cp);
            CHECK(cp == 'a' || cp == 0x5361);
        }
    }
}

static void test_status__every_code_has_a_name(void)
{
    for (int code = DLP_EINTERNAL; code <= DLP_PARTIAL; code++) {
        CHECK(strcmp(dlp_status_name((dlp_status)code), "unknown status") != 0);
        for (int other = DLP_EINTERNAL; other < code; other++)
            CHECK(strcmp(dlp_status_name((dlp_status)code), dlp_status_name((dlp_status)other)));
    }
    CHECK_STR(dlp_status_name((dlp_status)99), "unknown status");
    CHECK_STR(dlp_version(), "0.1.0");
}

static void note(const struct dlp_diagnostic *diagnostic, void *user)
{
    char *const text = user;

    snprintf(text, 100, "%d %s:%u %s: %s", (int)diagnostic->level, diagnostic->file,
             diagnostic->line, diagnostic->rule ? diagnostic->rule : "-", diagnostic->message);
}

static void test_diag__counts_and_tells(void)
{
    char text[100] = "";
    struct dlp_diag diag = { note, text, 0, 0 };

    dlp_diag_error(&diag, "a.conf", 3, "card.pan", "bad %s", "width\n");
    CHECK_STR(text, "0 a.conf:3 card.pan: bad width?");
    dlp_diag_warn(&diag, "a.conf", 0, NULL, "odd");
    CHECK_STR(text, "1 a.conf:0 -: odd");
    CHECK(diag.errors == 1 && diag.warnings == 1);
    diag.fn = NULL;
    dlp_diag_error(&diag, "a.conf", 1, NULL, "x");
    CHECK_INT(diag.errors, 2);
}

TEST_MAIN(TEST(test_error__accepts_null_and_returns_the_status),
          TEST(test_error__replaces_what_is_not_plain_text), TEST(test_error__cuts_on_a_border),
          TEST(test_status__every_code_has_a_name), TEST(test_diag__counts_and_tells))
