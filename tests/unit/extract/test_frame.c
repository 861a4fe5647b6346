/* tests/unit/extract/test_frame.c - what comes out of a packet is what went in, and nothing else does. */

#include "extract/frame.h"
#include "unit/test.h"

#define TEXT(text) (const uint8_t *)(text), .name_len = sizeof(text) - 1

static void test_frame__comes_back(void)
{
    const struct dlp_frame sent = { .type = DLP_FRAME_PART,
                                    .kind = DLP_PART_SHEET,
                                    .row = 70000,
                                    .name = (const uint8_t *)"a/b",
                                    .name_len = 3,
                                    .location = (const uint8_t *)"Customers",
                                    .location_len = 9 };
    uint8_t packet[DLP_FRAME_MAX];
    const size_t len = dlp_frame_write(packet, &sent);
    struct dlp_frame got;

    CHECK_INT(len, DLP_FRAME_HEAD + 12);
    CHECK(dlp_frame_read(&got, packet, len));
    CHECK_INT(got.type, DLP_FRAME_PART);
    CHECK_INT(got.kind, DLP_PART_SHEET);
    CHECK_INT(got.row, 70000);
    CHECK(got.name_len == 3 && memcmp(got.name, "a/b", 3) == 0);
    CHECK(got.location_len == 9 && memcmp(got.location, "Customers", 9) == 0);
    CHECK_INT(got.data_len, 0);
}

static void test_frame__a_full_one(void)
{
    static uint8_t data[DLP_FRAME_MAX], packet[DLP_FRAME_MAX];
    struct dlp_frame frame = { .type = DLP_FRAME_DATA,
                               .data = data,
                               .data_len = DLP_FRAME_MAX - DLP_FRAME_HEAD };

    CHECK_INT(dlp_frame_write(packet, &frame), DLP_FRAME_MAX);
    CHECK(dlp_frame_read(&frame, packet, DLP_FRAME_MAX));
    CHECK(!dlp_frame_read(&frame, packet, DLP_FRAME_MAX + 1));
    frame.data_len = DLP_FRAME_MAX - DLP_FRAME_HEAD + 1;
    CHECK_INT(dlp_frame_write(packet, &frame), 0);
}

/* Each byte of a head set to what it must not be. */
static void test_frame__what_no_worker_sends(void)
{
    static const struct {
        size_t at;
        uint8_t value;
    } wrong[] = { { 0, 0 },           { 0, 6 }, { 1, DLP_PART_KINDS },
                  { 2, DLP_REASONS }, { 3, 1 }, { 4, 5 },
                  { 5, 0xff },        { 6, 1 }, { 7, 0xff } };
    const struct dlp_frame frame = { .type = DLP_FRAME_DONE, .name = TEXT("name") };
    uint8_t packet[DLP_FRAME_MAX];
    const size_t len = dlp_frame_write(packet, &frame);
    struct dlp_frame got;

    CHECK(dlp_frame_read(&got, packet, len));
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        const uint8_t right = packet[wrong[i].at];

        packet[wrong[i].at] = wrong[i].value;
        CHECK(!dlp_frame_read(&got, packet, len));
        packet[wrong[i].at] = right;
    }
    for (size_t i = 0; i < len; i++)
        CHECK(!dlp_frame_read(&got, packet, i));
    packet[0] = DLP_FRAME_INCOMPLETE; /* without a reason */
    CHECK(!dlp_frame_read(&got, packet, len));
}

static void test_frame__a_request(void)
{
    const struct dlp_request sent = { .flags = DLP_REQUEST_NO_SANDBOX,
                                      .time_ms = 60000,
                                      .memory = (uint64_t)1 << 40,
                                      .passwords = "one\0two",
                                      .passwords_len = 8 };
    uint8_t packet[DLP_REQUEST_MAX];
    const size_t len = dlp_request_write(packet, &sent);
    struct dlp_request got;

    CHECK(dlp_request_read(&got, packet, len));
    CHECK_INT(got.flags, 1);
    CHECK_INT(got.time_ms, 60000);
    CHECK(got.memory == (uint64_t)1 << 40);
    CHECK(got.passwords_len == 8 && memcmp(got.passwords, "one\0two", 8) == 0);
    CHECK(!dlp_request_read(&got, packet, len - 1)); /* a password without its end */
    CHECK(!dlp_request_read(&got, packet, 10));
    packet[0] = 'X';
    CHECK(!dlp_request_read(&got, packet, len));
}

static void test_frame__every_reason_has_a_name(void)
{
    CHECK(dlp_reason_name(DLP_REASON_NONE) == NULL);
    CHECK(dlp_reason_name(DLP_REASONS) == NULL);
    for (int i = 1; i < DLP_REASONS; i++)
        CHECK(dlp_reason_name((enum dlp_reason)i) != NULL);
}

TEST_MAIN(TEST(test_frame__comes_back), TEST(test_frame__a_full_one),
          TEST(test_frame__what_no_worker_sends), TEST(test_frame__a_request),
          TEST(test_frame__every_reason_has_a_name))
