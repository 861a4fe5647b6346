/* extract/decoders.c - the one list of text-level decoders. Adding one is one file and one line
 * here.
 *
 * What wakes them must be rare in clean text: percent and entity signs stand in every log and page. So
 * signs do where they make a value's bytes (scan/view_signs.c), digits and runs where their pattern tells
 * (scan/view_lane.c), and only what has neither is looked for in the literal lane. */
#include "extract/decoder.h"

static const char *const entity_triggers[] = { "&commat;", "&amp;#x?[46]",
                                               "[@0-9][A-Za-z0-9.]{0,2}&shy;", NULL };
static const char *const hex_triggers[] = { "[0-9a-fA-F][ :]40[ :][0-9a-fA-F]{2}[ :]",
                                            "0[xX]40,? ?0[xX]", NULL };
static const char *const markup_triggers[] = { "@<[biusBIUS/wW!]", "<wbr>", "</span><span>", NULL };
static const char *const joined_triggers[] = { "\" ?[+.] ?\"[A-Za-z0-9._]{0,24}@",
                                               "@[A-Za-z0-9.]{0,20}\" ?[+.] ?\"", NULL };
/* A run of one digit may have no digit in base64, and then the class lane does not look at it. */
static const char *const base64_triggers[] = { "TExMTExMT", NULL };

static const char *const reversed_triggers[] = { "<bdo dir=[\"']?rtl", NULL };
static const char *const utf7_triggers[] = { "\\+A(?:EA|D[AEIMQUYcgk])-", NULL };
static const char *const spelled_triggers[] = {
    "[a-z0-9] ?[\\[({<](?:at|AT|dot|DOT)[\\])}>] ?[a-z0-9]",
    " dot (?:com|org|net|edu|gov|io|de|uk|fr)", "[a-z0-9] @ [a-z0-9]", NULL
};

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

const struct dlp_decoder dlp_decoders[] = {
    { "percent", "%", false, true, false, dlp_decode_percent, NULL },
    { "entities", "&", false, true, false, dlp_decode_entity, entity_triggers },
    { "escapes", "\\U`", false, true, false, dlp_decode_escape, NULL },
    { "quoted-printable", "=", false, true, false, dlp_decode_quoted, NULL },
    { "reversed", "<", true, false, false, dlp_decode_reversed, reversed_triggers },
    { "rot13", "", false, false, false, dlp_decode_rot13, NULL },
    { "unicode", "", true, false, false, dlp_decode_digits, NULL },
    { "homoglyphs", "", true, false, false, dlp_decode_homoglyphs, NULL },
    { "invisible", "", true, false, false, dlp_decode_invisible, NULL },
    { "blanks", "", true, false, false, dlp_decode_blanks, NULL },
    { "markup", "</", false, true, false, dlp_decode_markup, markup_triggers },
    { "codes", "0123456789", false, false, true, dlp_decode_codes, NULL },
    { "utf-7", "+", false, false, false, dlp_decode_utf7, utf7_triggers },
    { "spelled", " [({<", false, false, false, dlp_decode_spelled, spelled_triggers },
    { "hex", "0123456789abcdefABCDEF", false, false, true, dlp_decode_hex, hex_triggers },
    { "base32", LETTERS "234567", false, false, true, dlp_decode_base32, NULL },
    { "base64", LETTERS "0123456789", false, false, true, dlp_decode_base64, base64_triggers },
    { "joined", "\"'`<", false, true, false, dlp_decode_joined, joined_triggers },
    { "line-breaks", "-\r\n", false, false, false, dlp_decode_broken, NULL },
    { "separators", "+0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", false, false, true,
      dlp_decode_separators, NULL },
};
const size_t dlp_decoders_len = sizeof(dlp_decoders) / sizeof(dlp_decoders[0]);

_Static_assert(sizeof(dlp_decoders) / sizeof(dlp_decoders[0]) <= DLP_DECODERS_MAX,
               "their numbers fit `via`");

uint32_t dlp_decoders_of_sign(uint8_t sign)
{
    uint32_t found = 0;

    for (size_t d = 0; sign && d < dlp_decoders_len; d++)
        for (const char *c = dlp_decoders[d].is_sign ? dlp_decoders[d].leads : ""; *c; c++)
            found |= (uint8_t)*c == sign ? 1u << d : 0;
    return found;
}
