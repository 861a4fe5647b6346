/* fuzz/fuzz_charset.c - text of another charset that arrives in any pieces becomes the same UTF-8, and
 * the map leads from its end back to the end of the source.
 *
 * The first byte is the size of the pieces; the rest is the text. What is neither UTF-16 nor UTF-32 is read
 * in a charset that the text's first byte chooses. */

#include "fuzz.h"

#include "base/utf8.h"
#include "extract/charset.h"
#include "extract/codepage.h"

static size_t recode(uint8_t *out, const struct dlp_charset *charset, const uint8_t *data,
                     size_t len, size_t piece)
{
    struct dlp_recoder recoder = { .charset = charset };
    size_t made = 0;

    for (size_t at = 0; at < len; at += piece) {
        const size_t size = len - at < piece ? len - at : piece;
        uint8_t *const copy = fuzz_copy(data + at, size);

        made += dlp_recode(&recoder, copy, size, at + size == len, out + made);
        free(copy);
    }
    return made;
}

static const char *const names[] = { "WINDOWS-1251", "KOI8-R",       "SHIFT_JIS",
                                     "GB18030",      "BIG5",         "EUC-KR",
                                     "EUC-JP",       "WINDOWS-1252", "WINDOWS-1255" };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    const struct dlp_charset *charset;
    struct dlp_charset_map map = { 0 };
    uint8_t *whole, *pieces;
    size_t mark, made;
    bool more;

    if (len < 2)
        return 0;
    charset = dlp_charset_of(data + 1, len - 1 < DLP_CHARSET_LOOK ? len - 1 : DLP_CHARSET_LOOK,
                             true, &mark, &more);
    FUZZ_CHECK(!more && mark < len);
    if (!charset)
        charset = dlp_codepage_find(names[data[1] % (sizeof(names) / sizeof(names[0]))], &more);
    FUZZ_CHECK(charset);
    if (len - 1 == mark)
        return 0;
    whole = calloc(3, len + 16);
    pieces = calloc(3, len + 16);
    FUZZ_CHECK(whole && pieces);
    made = recode(whole, charset, data + 1 + mark, len - 1 - mark, len);
    FUZZ_CHECK(made <= 3 * (len + 16));
    FUZZ_CHECK(recode(pieces, charset, data + 1 + mark, len - 1 - mark, 1 + data[0] % 32) == made);
    FUZZ_CHECK(memcmp(whole, pieces, made) == 0);
    for (size_t at = 0; at < made;) {
        int32_t cp;

        at += dlp_utf8_next(whole + at, made - at, &cp);
        FUZZ_CHECK(cp >= 0); /* nothing but UTF-8 comes out */
    }
    map.charset = charset;
    map.source = mark;
    dlp_charset_advance(&map, whole, made);
    FUZZ_CHECK(map.position == made);
    /* What was cut short at the end is one character, too. */
    FUZZ_CHECK(map.source >= len - 1 && map.source < len - 1 + (charset->unit ? charset->unit : 1));
    free(whole);
    free(pieces);
    return 0;
}
