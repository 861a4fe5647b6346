/* extract/decoder.h - the table of text-level decoders: what wakes each, and how it reads. */
#ifndef EXTRACT_DECODER_H
#define EXTRACT_DECODER_H

#include "extract/view_text.h"

/** Read one unit, or one run, at in->at, and write what it stands for with dlp_view_put(). Nothing
 *  but (in->bytes, in->len, in->at) decides.
 *  @return bytes of the input that are taken; 0: nothing that it knows stands here, and what was
 *          written does not count */
typedef size_t (*dlp_decode_fn)(struct dlp_view_out *out, const struct dlp_view_in *in);

struct dlp_decoder {
    const char *name;  /* as `via` says it; a contract */
    const char *leads; /* ASCII bytes that its units start with */
    bool beyond_ascii; /* any character of UTF-8 beyond ASCII may start one, too */
    bool is_run;       /* what it reads begins where no letter or digit stands before */
    dlp_decode_fn decode;
    const char *const *triggers; /* expressions of the literal lane, NULL-terminated, or NULL */
};

/** Their places in the table: a place of a text is offered to them in this order. */
enum {
    DLP_DECODER_PERCENT,
    DLP_DECODER_ENTITIES,
    DLP_DECODER_ESCAPES,
    DLP_DECODER_QUOTED_PRINTABLE,
    DLP_DECODER_REVERSED,
    DLP_DECODER_ROT13,
    DLP_DECODER_UNICODE,
    DLP_DECODER_HOMOGLYPHS,
    DLP_DECODER_INVISIBLE,
    DLP_DECODER_BLANKS,
    DLP_DECODER_MARKUP,
    DLP_DECODER_CODES,
    DLP_DECODER_UTF_7,
    DLP_DECODER_ASCII85,
    DLP_DECODER_UUENCODE,
    DLP_DECODER_SPELLED,
    DLP_DECODER_HEX,
    DLP_DECODER_BASE32,
    DLP_DECODER_BASE64,
    DLP_DECODER_JOINED,
    DLP_DECODER_LINE_BREAKS,
    DLP_DECODER_SEPARATORS,
    DLP_DECODERS /* at most DLP_DECODERS_MAX */
};

/** Every decoder. */
extern const struct dlp_decoder dlp_decoders[DLP_DECODERS];

/** Those that a sign near a digit or an '@' is offered to, one of DLP_SIGNS of scan/class_masks.h: bit d for
 *  dlp_decoders[d]; 0 for every other byte. */
uint32_t dlp_decoders_of_sign(uint8_t sign);

/** Those that read an encoding, in which nobody writes by hand: bit d for dlp_decoders[d]. */
extern const uint32_t dlp_decoders_of_encodings;

/** May the name of a character reference begin with these two bytes? Names in query strings hardly do. */
bool dlp_begins_entity(uint8_t first, uint8_t second);
/** The i-th name, or NULL behind the last: for tests. */
const char *dlp_entity_name(size_t i);

/** Write in->bytes[first, end) with its letters moved on by thirteen. */
void dlp_rot13_put(struct dlp_view_out *out, const struct dlp_view_in *in, size_t first,
                   size_t end);

/** Is what ends at in->at the first half of a card's number, an IBAN, a social security number or a telephone number
 *  with a plus, which goes on `gap` bytes further? */
bool dlp_number_goes_on(const struct dlp_view_in *in, size_t gap);
/** Does the domain of an address end at in->at too soon, and go on `gap` bytes further? */
bool dlp_address_goes_on(const struct dlp_view_in *in, size_t gap);
/** Do the keys of two strings count on, the first of which ends with the quote at in->at: a and b, part1 and part2? */
bool dlp_keys_count_on(const struct dlp_view_in *in);

/** The decoders themselves, each in a file of its own. */
size_t dlp_decode_percent(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_entity(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_escape(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_quoted(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_digits(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_homoglyphs(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_invisible(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_blanks(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_markup(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_base64(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_base32(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_codes(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_utf7(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_spelled(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_hex(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_joined(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_reversed(struct dlp_view_out *out, const struct dlp_view_in *in);
/** A whole address: in ROT13, and for dlp_decode_reversed. */
size_t dlp_decode_rot13_address(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_reversed_address(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_ascii85(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_uuencode(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_broken(struct dlp_view_out *out, const struct dlp_view_in *in);
size_t dlp_decode_separators(struct dlp_view_out *out, const struct dlp_view_in *in);
#endif
