/* fuzz/fuzz_doc_text.c - any bytes as the streams of an old document: its readers end, stay inside, and give
 * no more than the pieces and records can hold. */

#include "fuzz.h"
#include "worker/doc_text.h"
#include "worker/ppt_text.h"

#define PIECE_LEAST 12u /* bytes that name a piece */

static size_t total;

static void count(const void *text, size_t len, void *user)
{
    static uint8_t room[512];

    FUZZ_CHECK(user == &total && len > 0 && len <= sizeof(room));
    memcpy(room, text, len); /* all of it can be read */
    total += len;
}

static void take_object(const uint8_t *data, size_t len, bool compressed, void *user)
{
    static uint8_t last;

    (void)compressed;
    FUZZ_CHECK(user == &total && len > 4);
    last ^= data[len - 1];
}

/* The first half of the bytes is the document, the second is its table; each on a heap of its own. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    const size_t half = len > 0x400 ? 0x300 : len / 2;
    uint8_t *const word = fuzz_copy(data, half);
    uint8_t *const table = fuzz_copy(data + half, len - half);
    const struct doc_streams streams = { .word = word,
                                         .word_len = half,
                                         .table = { table, table },
                                         .table_len = { len - half, len - half } };

    total = 0;
    (void)doc_read(&streams, count, &total);
    /* A byte may become a letter of three, in each piece. */
    FUZZ_CHECK(total <= 3 * half * (1 + (len - half) / PIECE_LEAST) + 3);
    total = 0;
    (void)ppt_read(table, len - half, count, &total);
    FUZZ_CHECK(total <= 3 * (len - half));
    ppt_objects(table, len - half, take_object, &total);
    free(word);
    free(table);
    return 0;
}
