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
                                            "0[xX]40,? ?0[xX]", "[ ,]40h[ ,]", NULL };
static const char *const markup_triggers[] = {
    "@<[biusBIUS/wW!]",
    "<wbr>",
    "</span><span>",
    "[A-Za-z0-9@.+ )-]\\]\\]><!\\[CDATA\\[",
    "[A-Za-z0-9@.][$#]?\\{(?:''|\"\"|\\{(?:''|\"\")\\})\\}",
    "[0-9] ?(?:\\*\\*|``) ?[0-9]",
    NULL
};
static const char *const joined_triggers[] = { "\" ?[+.] ?\"[A-Za-z0-9._]{0,24}@",
                                               "@[A-Za-z0-9.]{0,20}\" ?[+.] ?\"", NULL };
static const char *const escape_triggers[] = { "\\\\N\\{(?:DIGIT|COMMERCIAL)", "`u\\{40\\}",
                                               "U\\+0040", NULL };
static const char *const codes_triggers[] = { ", ?64, ?[0-9]", "[rR]\\(64\\)", NULL };
/* A run of one digit may have no digit in base64, and then the class lane does not look at it. */
static const char *const base64_triggers[] = { "TExMTExMT", NULL };

static const char *const reversed_triggers[] = { "<bdo dir=[\"']?rtl",
                                                 "(?:moc|ten|gro|ude|vog)\\.[a-z0-9-]{1,32}@",
                                                 NULL };
static const char *const rot13_triggers[] = { "@[a-z0-9-]{1,32}\\.(?:pbz|rqh|tbi)", NULL };
static const char *const ascii85_triggers[] = { "<~\\s?[!-uz]{8}", NULL };
static const char *const uuencode_triggers[] = { "begin [0-7]{3} ", NULL };
static const char *const utf7_triggers[] = { "\\+A(?:EA|D[AEIMQUYcgk])-", NULL };
static const char *const spelled_triggers[] = {
    "[a-z0-9] ?[\\[({<](?:at|AT|dot|DOT)[\\])}>] ?[a-z0-9]",
    " dot (?:com|org|net|edu|gov|io|de|uk|fr)", "[a-z0-9] @ [a-z0-9]", NULL
};

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/* Control characters; NUL, which ends the list, is one of them: extract/view_text.c. */
#define UNSEEN "\1\2\3\4\5\6\7\10\16\17\20\21\22\23\24\25\26\27\30\31\32\33\34\35\36\37\177"

const struct dlp_decoder dlp_decoders[DLP_DECODERS] = {
    [DLP_DECODER_PERCENT] = { "percent", "%", false, false, dlp_decode_percent, NULL },
    [DLP_DECODER_ENTITIES] = { "entities", "&", false, false, dlp_decode_entity, entity_triggers },
    [DLP_DECODER_ESCAPES] = { "escapes", "\\U`", false, false, dlp_decode_escape, escape_triggers },
    [DLP_DECODER_QUOTED_PRINTABLE] = { "quoted-printable", "=", false, false, dlp_decode_quoted,
                                       NULL },
    [DLP_DECODER_REVERSED] = { "reversed", "<mtguv", true, false, dlp_decode_reversed,
                               reversed_triggers },
    [DLP_DECODER_ROT13] = { "rot13", LETTERS, false, true, dlp_decode_rot13_address,
                            rot13_triggers },
    [DLP_DECODER_UNICODE] = { "unicode", "", true, false, dlp_decode_digits, NULL },
    [DLP_DECODER_HOMOGLYPHS] = { "homoglyphs", "", true, false, dlp_decode_homoglyphs, NULL },
    [DLP_DECODER_INVISIBLE] = { "invisible", UNSEEN, true, false, dlp_decode_invisible, NULL },
    [DLP_DECODER_BLANKS] = { "blanks", "", true, false, dlp_decode_blanks, NULL },
    [DLP_DECODER_MARKUP] = { "markup", "</]$#{*`", false, false, dlp_decode_markup,
                             markup_triggers },
    [DLP_DECODER_CODES] = { "codes", "0123456789", false, true, dlp_decode_codes, codes_triggers },
    [DLP_DECODER_UTF_7] = { "utf-7", "+", false, false, dlp_decode_utf7, utf7_triggers },
    [DLP_DECODER_ASCII85] = { "ascii85", "<", false, false, dlp_decode_ascii85, ascii85_triggers },
    [DLP_DECODER_UUENCODE] = { "uuencode", "b", false, true, dlp_decode_uuencode,
                               uuencode_triggers },
    [DLP_DECODER_SPELLED] = { "spelled", " [({<", false, false, dlp_decode_spelled,
                              spelled_triggers },
    [DLP_DECODER_HEX] = { "hex", "0123456789abcdefABCDEF", false, true, dlp_decode_hex,
                          hex_triggers },
    [DLP_DECODER_BASE32] = { "base32", LETTERS "0123456789", false, true, dlp_decode_base32, NULL },
    [DLP_DECODER_BASE64] = { "base64", LETTERS "0123456789", false, true, dlp_decode_base64,
                             base64_triggers },
    [DLP_DECODER_JOINED] = { "joined", "\"'`<", false, false, dlp_decode_joined, joined_triggers },
    [DLP_DECODER_LINE_BREAKS] = { "line-breaks", "-\r\n", false, false, dlp_decode_broken, NULL },
    [DLP_DECODER_SEPARATORS] = { "separators", "+0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", false, true,
                                 dlp_decode_separators, NULL },
};
_Static_assert(DLP_DECODERS <= DLP_DECODERS_MAX, "their numbers fit `via`");

const uint32_t dlp_decoders_of_encodings = 1u << DLP_DECODER_PERCENT | 1u << DLP_DECODER_ENTITIES
    | 1u << DLP_DECODER_ESCAPES | 1u << DLP_DECODER_QUOTED_PRINTABLE | 1u << DLP_DECODER_CODES
    | 1u << DLP_DECODER_HEX | 1u << DLP_DECODER_BASE32 | 1u << DLP_DECODER_BASE64
    | 1u << DLP_DECODER_ASCII85 | 1u << DLP_DECODER_UUENCODE;

/* DLP_SIGNS of scan/class_masks.h */
static const uint32_t of_sign[256] = {
    ['%'] = 1u << DLP_DECODER_PERCENT,
    ['&'] = 1u << DLP_DECODER_ENTITIES,
    ['\\'] = 1u << DLP_DECODER_ESCAPES,
    ['='] = 1u << DLP_DECODER_QUOTED_PRINTABLE,
    ['<'] = 1u << DLP_DECODER_MARKUP | 1u << DLP_DECODER_JOINED,
    ['/'] = 1u << DLP_DECODER_MARKUP,
    ['"'] = 1u << DLP_DECODER_JOINED,
    ['\''] = 1u << DLP_DECODER_JOINED,
};

uint32_t dlp_decoders_of_sign(uint8_t sign)
{
    return of_sign[sign];
}
