/* extract/decoders.c - the one list of text-level decoders. Adding one is one file and one line
 * here.
 *
 * A trigger wakes a view of the text around it. It must be rare in clean text: percent and entity
 * signs stand in every log and page, so what wakes are those in or beside what values are written
 * with. What the literal lane cannot tell, the class lane does: scan/view_lane.c. */

#include "extract/decoder.h"

static const char *const percent_triggers[] = {
    "%3[0-9]",           "%40[A-Za-z0-9%]",      "[0-9]%2[0DdEeFf][0-9]", "%25(?:3[0-9]|40)",
    "%[Dd][9Bb]%[AaBb]", "%[Ee][Ff]%[Bb][Cc]%9", "%[Ee]2%80%8",           NULL
};
static const char *const entity_triggers[] = {
    "&#(?:4[89]|5[0-7]|64);?",
    "&#0{1,5}(?:4[89]|5[0-7]|64);?",
    "&#[xX]0{0,4}(?:3[0-9]|40);?",
    "&commat;",
    "[0-9]&[a-z]{3,6};[0-9]",
    "[0-9]&#x?[0-9A-Fa-f]{2,5};[0-9]",
    "[0-9@][A-Za-z0-9.]{0,2}&shy;",
    "&amp;#[0-9x]",
    NULL,
};
static const char *const escape_triggers[] = { "\\\\u00(?:3[0-9]|40)",
                                               "\\\\x(?:3[0-9]|40)",
                                               "[0-9]\\\\u[02][0-9a-fA-F]{3}",
                                               "\\\\u(?:[fF]{2}1|06[6fF])[0-9]",
                                               "\\\\u\\{40\\}",
                                               "\\\\100",
                                               NULL };
static const char *const quoted_triggers[] = { "[A-Za-z0-9]=40[A-Za-z0-9=]", "[0-9]=\\r?\\n[0-9]",
                                               NULL };
static const char *const markup_triggers[] = { "[0-9@]<!--",           "[0-9@]/\\*",
                                               "[0-9@]<[biusBIUS/wW]", "<wbr>",
                                               "</span><span>",        NULL };
static const char *const joined_triggers[] = {
    "[0-9] ?\" ?[+.&] ?\" ?[0-9]",
    "[0-9] ?' ?[+.&] ?' ?[0-9]",
    "[0-9] ?\" {1,2}\" ?[0-9]",
    "\"[0-9]{3,4}\", ?\"[0-9]{2,4}\", ?\"[0-9]{4}\"",
    "\"[0-9]{3,4}\", ?\"[A-Za-z_0-9]{1,16}\": ?\"[0-9]{2,4}\"",
    "\" ?[+.] ?\"[A-Za-z0-9._]{0,24}@",
    "@[A-Za-z0-9.]{0,20}\" ?[+.] ?\"",
    NULL,
};
/* What has letters for digits is no pattern of digits: the '@' tells. */
static const char *const hex_triggers[] = { "[0-9a-fA-F][ :]40[ :][0-9a-fA-F]{2}[ :]",
                                            "0[xX]40,? ?0[xX]", NULL };

/* A run of one digit may have no digit in base64, and then the class lane does not look at it. */
static const char *const base64_triggers[] = { "TExMTExMT", NULL };

const struct dlp_decoder dlp_decoders[] = {
    { "percent", "%", false, dlp_decode_percent, percent_triggers },
    { "entities", "&", false, dlp_decode_entity, entity_triggers },
    { "escapes", "\\U", false, dlp_decode_escape, escape_triggers },
    { "quoted-printable", "=", false, dlp_decode_quoted, quoted_triggers },
    { "reversed", "", true, dlp_decode_reversed, NULL },
    { "unicode", "", true, dlp_decode_digits, NULL },
    { "homoglyphs", "", true, dlp_decode_homoglyphs, NULL },
    { "invisible", "", true, dlp_decode_invisible, NULL },
    { "blanks", "", true, dlp_decode_blanks, NULL },
    { "markup", "</", false, dlp_decode_markup, markup_triggers },
    { "hex", "0123456789abcdefABCDEF", false, dlp_decode_hex, hex_triggers },
    { "base32", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz234567", false,
      dlp_decode_base32, NULL },
    { "base64", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", false,
      dlp_decode_base64, base64_triggers },
    { "joined", "\"'`<", false, dlp_decode_joined, joined_triggers },
    { "separators", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", false, dlp_decode_separators, NULL },
};
const size_t dlp_decoders_len = sizeof(dlp_decoders) / sizeof(dlp_decoders[0]);

_Static_assert(sizeof(dlp_decoders) / sizeof(dlp_decoders[0]) <= DLP_DECODERS_MAX,
               "their numbers fit `via`");
