/* The small decoders of the protocols: percent, gzip and deflate, base16 and base32, greetings of TLS. */

#include "unit/test.h"

#include "app/base_n.h"
#include "app/magic.h"
#include "app/percent.h"
#include "app/tls_hello.h"
#include "app/unpacker.h"

#include <stdbool.h>
#include <zlib.h>

static void test_percent__any_cut(void)
{
    static const char text[] = "a%20b%4bc%zz%%41+%e4%b8";
    static const char want[] = "a bKc%zz%A \xe4\xb8";

    for (size_t cut = 0; cut <= sizeof(text) - 1; cut++) {
        struct percent percent = { .plus = true };
        uint8_t out[sizeof(text) + 8];
        size_t len = percent_decode(&percent, (const uint8_t *)text, cut, out);

        len += percent_decode(&percent, (const uint8_t *)text + cut, sizeof(text) - 1 - cut,
                              out + len);
        len += percent_end(&percent, out + len);
        CHECK_INT(len, sizeof(want) - 1);
        CHECK(len == sizeof(want) - 1 && memcmp(out, want, len) == 0);
        CHECK(percent.changed);
    }
}

static void test_percent__an_end_in_the_middle(void)
{
    struct percent percent = { 0 };
    uint8_t out[8];
    size_t len = percent_decode(&percent, (const uint8_t *)"a+%4", 4, out);

    CHECK_INT(len, 2);
    len += percent_end(&percent, out + len);
    CHECK(len == 4 && memcmp(out, "a+%4", 4) == 0 && !percent.changed);
}

struct got {
    uint8_t data[4096];
    size_t len;
};

static void take(const uint8_t *data, size_t len, void *user)
{
    struct got *const got = user;

    if (len > sizeof(got->data) - got->len)
        len = sizeof(got->data) - got->len;
    memcpy(got->data + got->len, data, len);
    got->len += len;
}

static size_t pack(uint8_t *out, size_t room, int bits, const char *text)
{
    z_stream stream = { .next_in = (Bytef *)(uintptr_t)text,
                        .avail_in = (uInt)strlen(text),
                        .next_out = out,
                        .avail_out = (uInt)room };

    if (deflateInit2(&stream, 9, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY) != Z_OK
        || deflate(&stream, Z_FINISH) != Z_STREAM_END)
        return 0;
    deflateEnd(&stream);
    return room - stream.avail_out;
}

static void check_unpacks(const char *encoding, const uint8_t *packed, size_t len, const char *want)
{
    for (size_t cut = 0; cut <= len; cut++) {
        struct unpacker *const unpacker = unpacker_new(unpacker_way(encoding, strlen(encoding)));
        struct got got = { .len = 0 };

        CHECK(unpacker_add(unpacker, packed, cut, take, &got) == NULL);
        CHECK(unpacker_add(unpacker, packed + cut, len - cut, take, &got) == NULL);
        CHECK(unpacker_done(unpacker));
        CHECK(got.len == strlen(want) && memcmp(got.data, want, got.len) == 0);
        unpacker_free(unpacker);
    }
}

static void test_unpacker__every_format_in_any_cut(void)
{
    static const int bits[] = { 31, 15, -15 }; /* gzip, zlib, bare */
    uint8_t packed[512];

    for (size_t i = 0; i < 3; i++) {
        const size_t len = pack(packed, sizeof(packed), bits[i], "ticket ticket ticket 12345");

        CHECK(len > 0);
        check_unpacks(i == 0 ? "gzip" : "deflate", packed, len, "ticket ticket ticket 12345");
    }
}

#define FOUR(text) text text text text

static void test_unpacker__brotli_and_zstd(void)
{
    static const uint8_t brotli[] = {
        0x1b, 0x7f, 0x00, 0xf8, 0x45, 0x07, 0x87, 0xa4, 0x03, 0x09, 0xce, 0x13, 0x8a,
        0x02, 0x49, 0xd2, 0xb2, 0x10, 0x8b, 0x00, 0xcb, 0x17, 0x40, 0x21, 0xc9, 0x33,
        0x04, 0x4c, 0x13, 0x8b, 0x9a, 0x47, 0x16, 0xfe, 0xb0, 0x88, 0x35,
    };
    static const uint8_t zstd[] = {
        0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x80, 0x45, 0x01, 0x00, 0x04, 0x02, 0x74, 0x69,
        0x63, 0x6b, 0x65, 0x74, 0x20, 0x54, 0x4e, 0x2d, 0x31, 0x32, 0x33, 0x34, 0x35,
        0x36, 0x37, 0x38, 0x20, 0x6f, 0x66, 0x20, 0x61, 0x20, 0x63, 0x75, 0x73, 0x74,
        0x6f, 0x6d, 0x65, 0x72, 0x01, 0x00, 0xe8, 0x31, 0xa9, 0x27,
    };
    static const uint8_t large[] = { 0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x70, 0x01, 0x00, 0x00 };
    struct unpacker *unpacker = unpacker_new(&unpack_zstd);
    struct got got = { .len = 0 };

    check_unpacks("br", brotli, sizeof(brotli), FOUR("ticket TN-12345678 of a customer"));
    check_unpacks("zstd", zstd, sizeof(zstd), FOUR("ticket TN-12345678 of a customer"));
    CHECK_STR(unpacker_add(unpacker, large, sizeof(large), take, &got), "over_limit");
    unpacker_free(unpacker);
    unpacker = unpacker_new(&unpack_brotli);
    CHECK(unpacker_add(unpacker, brotli, sizeof(brotli), take, &got) == NULL);
    CHECK_STR(unpacker_add(unpacker, (const uint8_t *)"x", 1, take, &got), "damaged");
    unpacker_free(unpacker);
    CHECK(unpacker_way("gzip, br", 8) == NULL);
}

static void test_unpacker__a_second_member_is_not_hidden(void)
{
    uint8_t packed[512];
    size_t len = pack(packed, sizeof(packed), 31, "first ");

    len += pack(packed + len, sizeof(packed) - len, 31, "second");
    check_unpacks("gzip", packed, len, "first second");
}

static void test_unpacker__says_when_it_is_damaged(void)
{
    struct unpacker *const unpacker = unpacker_new(&unpack_zlib);
    struct got got = { .len = 0 };
    uint8_t packed[512];
    const size_t len = pack(packed, sizeof(packed), 31, "first");
    const char *failed;

    CHECK(unpacker_add(unpacker, packed, len, take, &got) == NULL);
    failed = unpacker_add(unpacker, (const uint8_t *)"clear text", 10, take, &got);
    CHECK_STR(failed, "damaged");
    unpacker_free(unpacker);
}

static void test_base_n__decodes_what_is_letters(void)
{
    uint8_t out[64];

    CHECK_INT(base16_prefix((const uint8_t *)"7469636b657420313233.x", 22, out), 10);
    CHECK(memcmp(out, "ticket 123", 10) == 0);
    CHECK_INT(base32_prefix((const uint8_t *)"orUWG23FOQQDCMRT", 16, out), 10);
    CHECK(memcmp(out, "ticket 123", 10) == 0);
    CHECK_INT(base16_prefix((const uint8_t *)"74696", 5, out), 0);
}

static void test_magic__knows_containers(void)
{
    CHECK_STR(magic_of((const uint8_t *)"PK\x03\x04....", 8), "archive");
    CHECK_STR(magic_of((const uint8_t *)"%PDF-1.7", 8), "document");
    CHECK(magic_of((const uint8_t *)"PK", 2) == NULL);
    CHECK(magic_of((const uint8_t *)"plain text", 10) == NULL);
}

static const uint8_t hello[] = {
    1,   0,   0, 77,   3,  3, 0, 0, 0,  0, 0,  0, 0, 0, 0,   0,   0,   0,   0,   0,   0,
    0,   0,   0, 0,    0,  0, 0, 0, 0,  0, 0,  0, 0, 0, 0,   0,   0,   0,   0,   2,   0x13,
    1,   1,   0, 0,    34, 0, 0, 0, 14, 0, 12, 0, 0, 9, 'a', '.', 'e', 'x', 'a', 'm', 'p',
    'l', 'e', 0, 0x2b, 0,  3, 2, 3, 4,  0, 16, 0, 5, 0, 3,   2,   'h', '2',
};

static void test_tls_hello__reads_name_version_protocol(void)
{
    struct tls_hello read;

    CHECK(tls_hello_read(&read, hello, sizeof(hello)));
    CHECK(read.client);
    CHECK_INT(read.name_len, 9);
    CHECK(read.name_len == 9 && memcmp(read.name, "a.example", 9) == 0);
    CHECK_STR(tls_version_name(read.version), "1.3");
    CHECK_STR(read.alpn, "h2");
}

static void test_tls_hello__any_cut(void)
{
    for (size_t len = 0; len < sizeof(hello); len++) {
        uint8_t copy[sizeof(hello)];
        struct tls_hello read;

        memcpy(copy, hello, len);
        if (tls_hello_read(&read, copy, len))
            CHECK(read.name == NULL || read.name + read.name_len <= copy + len);
    }
}

TEST_MAIN(TEST(test_percent__any_cut), TEST(test_percent__an_end_in_the_middle),
          TEST(test_unpacker__every_format_in_any_cut), TEST(test_unpacker__brotli_and_zstd),
          TEST(test_unpacker__a_second_member_is_not_hidden),
          TEST(test_unpacker__says_when_it_is_damaged), TEST(test_base_n__decodes_what_is_letters),
          TEST(test_magic__knows_containers), TEST(test_tls_hello__reads_name_version_protocol),
          TEST(test_tls_hello__any_cut))
