/* fuzz/fuzz_rewrite.c - any bytes as a member of an office document: without a value to replace not one of
 * them changes; with one, the value is in no text of the result where it was a word of its own, and
 * rewriting the result again changes nothing. */

#include "fuzz.h"
#include "worker/rewrite/member.h"
#include "worker/xlsx_book.h"

#include <stdio.h>
#include <unistd.h>

static struct replacements replacements_of(const char *value, const char *with)
{
    const uint32_t lengths[2] = { (uint32_t)strlen(value), (uint32_t)strlen(with) };
    struct replacements all;
    int ends[2];

    FUZZ_CHECK(pipe(ends) == 0);
    if (*value)
        FUZZ_CHECK(write(ends[1], lengths, sizeof(lengths)) == sizeof(lengths)
                   && write(ends[1], value, lengths[0]) == (ssize_t)lengths[0]
                   && write(ends[1], with, lengths[1]) == (ssize_t)lengths[1]);
    close(ends[1]);
    FUZZ_CHECK(replacements_read(&all, ends[0]));
    close(ends[0]);
    return all;
}

static bool rewrite(const struct dlp_bytes *in, const struct replacements *all,
                    const struct xlsx *book, struct dlp_bytes *out)
{
    return member_rewrite("xl/worksheets/sheet1.xml", (const char *)in->data, in->len, all, book,
                          out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static struct xlsx book; /* no style shows dates */
    struct dlp_bytes in = { fuzz_copy(data, len), len, len, len };
    struct dlp_bytes same = DLP_BYTES_INIT(SIZE_MAX / 2), once = same, twice = same;
    struct replacements none = replacements_of("", ""), one = replacements_of("12-34", "x&y");
    const bool whole = rewrite(&in, &none, &book, &same);

    if (whole)
        FUZZ_CHECK(same.len == len && (len == 0 || memcmp(same.data, data, len) == 0));
    FUZZ_CHECK(rewrite(&in, &one, &book, &once) == whole);
    if (whole && rewrite(&once, &one, &book, &twice))
        FUZZ_CHECK(once.len == twice.len
                   && (once.len == 0 || memcmp(once.data, twice.data, once.len) == 0));
    dlp_bytes_free(&same);
    dlp_bytes_free(&once);
    dlp_bytes_free(&twice);
    replacements_free(&none);
    replacements_free(&one);
    free(in.data);
    return 0;
}
