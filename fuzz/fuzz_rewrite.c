/* fuzz/fuzz_rewrite.c - any bytes as a member of an office document: without a value to replace not one of
 * them changes; and of a text, rewriting the result again changes nothing. A sheet's cell that became a
 * text may be read otherwise then, where its markup is broken. */

#include "fuzz.h"
#include "worker/rewrite/member.h"
#include "worker/xlsx_book.h"

#include <stdio.h>
#include <unistd.h>

static struct replacements replacements_of(const char *value, const char *with, uint32_t flags)
{
    const uint32_t with_len = (uint32_t)strlen(with);
    const uint32_t lengths[2] = { (uint32_t)strlen(value), with_len | flags };
    struct replacements all;
    int ends[2];

    FUZZ_CHECK(pipe(ends) == 0);
    if (*value)
        FUZZ_CHECK(write(ends[1], lengths, sizeof(lengths)) == sizeof(lengths)
                   && write(ends[1], value, lengths[0]) == (ssize_t)lengths[0]
                   && write(ends[1], with, with_len) == (ssize_t)with_len);
    close(ends[1]);
    FUZZ_CHECK(replacements_read(&all, ends[0]));
    close(ends[0]);
    return all;
}

static void check_member(const char *name, const uint8_t *data, size_t len,
                         const struct replacements *none, const struct replacements *one, bool text)
{
    static struct xlsx book; /* no style shows dates */
    struct dlp_bytes same = DLP_BYTES_INIT(SIZE_MAX / 2), once = same, twice = same;
    const bool whole = member_rewrite(name, (const char *)data, len, none, &book, &same);

    if (whole)
        FUZZ_CHECK(same.len == len && (len == 0 || memcmp(same.data, data, len) == 0));
    FUZZ_CHECK(member_rewrite(name, (const char *)data, len, one, &book, &once) == whole);
    if (text && whole
        && member_rewrite(name, (const char *)once.data, once.len, one, &book, &twice))
        FUZZ_CHECK(once.len == twice.len
                   && (once.len == 0 || memcmp(once.data, twice.data, once.len) == 0));
    dlp_bytes_free(&same);
    dlp_bytes_free(&once);
    dlp_bytes_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct replacements none = replacements_of("", "", 0);
    struct replacements one = replacements_of("12-34", "x&y", 0);
    struct replacements date = replacements_of("12-34", "1984-03-21", REPLACEMENT_MOVES);
    uint8_t *const copy = fuzz_copy(data, len);

    check_member("word/document.xml", copy, len, &none, &one, true);
    check_member("xl/worksheets/sheet1.xml", copy, len, &none, &one, false);
    check_member("xl/worksheets/sheet1.xml", copy, len, &none, &date, false);
    replacements_free(&none);
    replacements_free(&one);
    replacements_free(&date);
    free(copy);
    return 0;
}
