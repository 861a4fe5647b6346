/* tests/unit/worker/test_doc_text.c - the text of Word's old documents, piece by piece. */

#include "unit/worker/kept.h"
#include "worker/doc_text.h"

#define WORD_BYTES 0x300u
#define TEXT_AT 0x200u

static uint8_t word[WORD_BYTES], table[256];
static size_t table_len;

static void put16(uint8_t *at, unsigned number)
{
    at[0] = (uint8_t)number;
    at[1] = (uint8_t)(number >> 8);
}

static void put32(uint8_t *at, uint32_t number)
{
    put16(at, number & 0xffff);
    put16(at + 2, number >> 16);
}

/* A document with no pieces; the list is in the second table. */
static void begin(void)
{
    memset(word, 0, sizeof(word));
    memset(table, 0, sizeof(table));
    put16(word, 0xa5ec);
    put16(word + 2, 0xc1);
    put16(word + 0x0a, 0x0200);
    put32(word + 0x1a2, 7);
    table[7] = 1; /* formats, which stand before the list */
    put16(table + 8, 2);
    table[12] = 2;
}

/* The pieces: letters each, and where they are. */
static void list(const uint32_t pieces[][2], size_t count)
{
    uint32_t place = 0;

    put32(table + 13, (uint32_t)(12 * count + 4));
    for (size_t i = 0; i < count; i++) {
        put32(table + 17 + 4 * i, place);
        place += pieces[i][0];
        put32(table + 17 + 4 * (count + 1) + 8 * i + 2, pieces[i][1]);
    }
    put32(table + 17 + 4 * count, place);
    table_len = 17 + 12 * count + 4;
    put32(word + 0x1a6, (uint32_t)(table_len - 7));
}

static enum dlp_reason reason;

static const char *text_of(size_t word_len)
{
    const struct doc_streams streams = {
        .word = word, .word_len = word_len, .table = { NULL, table }, .table_len = { 0, table_len }
    };

    out_len = 0;
    out[0] = '\0';
    reason = doc_read(&streams, keep, out);
    return out;
}

static void test_doc_text__pieces_in_their_order(void)
{
    static const uint32_t pieces[][2] = { { 4, (TEXT_AT + 16) * 2 | 0x40000000 }, { 3, TEXT_AT } };

    begin();
    memcpy(word + TEXT_AT, "a\0\x1f\x04z\0", 6);
    memcpy(word + TEXT_AT + 16, "4111", 4);
    list(pieces, 2);
    CHECK_STR(text_of(WORD_BYTES), "4111aПz");
    CHECK_INT(reason, DLP_REASON_NONE);
}

static void test_doc_text__marks(void)
{
    static const uint32_t pieces[][2] = { { 15, TEXT_AT * 2 | 0x40000000 } };

    begin();
    memcpy(word + TEXT_AT,
           "a\x07"
           "b\x07\x07"
           "c\x01"
           "d\x0b"
           "e\x1e"
           "f\x80"
           "\x13"
           "g",
           15);
    list(pieces, 1);
    CHECK_STR(text_of(WORD_BYTES), "a\tb\t\ncd\ne-f€ g");
}

static void test_doc_text__what_is_not_there(void)
{
    static const uint32_t pieces[][2] = { { 2, (WORD_BYTES - 1) * 2 | 0x40000000 },
                                          { 2, TEXT_AT * 2 | 0x40000000 } };

    begin();
    word[WORD_BYTES - 1] = 'x';
    memcpy(word + TEXT_AT, "yz", 2);
    list(pieces, 2);
    CHECK_STR(text_of(WORD_BYTES), "xyz");
    CHECK_INT(reason, DLP_REASON_TRUNCATED);
    put32(word + 0x1a2, 4000);
    CHECK_STR(text_of(WORD_BYTES), "");
    CHECK_INT(reason, DLP_REASON_DAMAGED);
    CHECK_STR(text_of(100), "");
    CHECK_INT(reason, DLP_REASON_TRUNCATED);
}

static void test_doc_text__encrypted(void)
{
    begin();
    put16(word + 0x0a, 0x0300);
    CHECK_STR(text_of(WORD_BYTES), "");
    CHECK_INT(reason, DLP_REASON_ENCRYPTED);
}

static void test_doc_text__before_word_97(void)
{
    begin();
    put16(word + 2, 0x68);
    put32(word + 0x18, TEXT_AT);
    put32(word + 0x1c, TEXT_AT + 5);
    memcpy(word + TEXT_AT, "caf\xe9\r", 5);
    CHECK_STR(text_of(WORD_BYTES), "café\n");
    CHECK_INT(reason, DLP_REASON_NONE);
    put16(word + 0x0a, 0x0004);
    (void)text_of(WORD_BYTES);
    CHECK_INT(reason, DLP_REASON_UNSUPPORTED);
}

TEST_MAIN(TEST(test_doc_text__pieces_in_their_order), TEST(test_doc_text__marks),
          TEST(test_doc_text__what_is_not_there), TEST(test_doc_text__encrypted),
          TEST(test_doc_text__before_word_97))
