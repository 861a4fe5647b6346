/* tests/unit/worker/test_ppt_text.c - the texts of PowerPoint's old documents, record by record. */

#include "unit/worker/kept.h"
#include "worker/ppt_text.h"

static void keep_object(const uint8_t *data, size_t len, bool compressed, void *user)
{
    keep(compressed ? "z" : "-", 1, user);
    keep(data, len, user);
}

static enum dlp_reason reason;

static const char *text_of(const char *records, size_t len)
{
    out_len = 0;
    out[0] = '\0';
    reason = ppt_read((const uint8_t *)records, len, keep, out);
    return out;
}
#define TEXT_OF(records) text_of(records, sizeof(records) - 1)

static void test_ppt_text__in_records_of_records(void)
{
    CHECK_STR(TEXT_OF("\x0f\0\xf0\x03\x15\0\0\0"
                      "\0\0\xa8\x0f\x05\0\0\0"
                      "411\xe9\r"
                      "\0\0\x01\x02\x03\0\0\0not"
                      "\0\0\xa0\x0f\x04\0\0\0\x1f\x04z\0"),
              "411é\n\nПz\n");
    CHECK_INT(reason, DLP_REASON_NONE);
}

static void test_ppt_text__beyond_the_end(void)
{
    CHECK_STR(TEXT_OF("\0\0\xa8\x0f\xff\xff\xff\xff"
                      "4111"),
              "4111\n");
    CHECK_INT(reason, DLP_REASON_TRUNCATED);
}

static void test_ppt_text__encrypted(void)
{
    (void)TEXT_OF("\x0f\0\x14\x2f\0\0\0\0");
    CHECK_INT(reason, DLP_REASON_ENCRYPTED);
}

static void test_ppt_text__objects(void)
{
    static const char records[] = "\x10\0\x11\x10\x06\0\0\0lengAB"
                                  "\0\0\x11\x10\x05\0\0\0C1234";

    out_len = 0;
    ppt_objects((const uint8_t *)records, sizeof(records) - 1, keep_object, out);
    CHECK_STR(out, "zlengAB-C1234");
}

TEST_MAIN(TEST(test_ppt_text__in_records_of_records), TEST(test_ppt_text__beyond_the_end),
          TEST(test_ppt_text__encrypted), TEST(test_ppt_text__objects))
