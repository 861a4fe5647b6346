/* extract/view_base64.c - base64 and base64url (RFC 4648), with and without padding, also over lines as
 * mail has it. A run is taken for base64 when what it stands for is text. */

#include "extract/chars.h"
#include "extract/decoder.h"
#include "extract/run_check.h"
#include "extract/unpacked.h"

#include <string.h>

#define LEAST 10u /* letters and digits that a run begins with */
#define LINE_LOOK 16u
#define INDENT_MOST 16u

/* A line break inside a run, and what the next line is indented by (RFC 2849 asks for a space, 6350 for
 * that or a tab, YAML for any number of spaces): their length, 0 when the run ends here. What begins with a word, as the next
 * field of a record does, is no line of it. */
static size_t break_len(const struct dlp_view_in *in, size_t i, size_t run, bool packed)
{
    size_t len = dlp_peek(in, i) == '\r' ? 2u : 1u, next = 0;

    if (run < 16 || dlp_peek(in, i + len - 1) != '\n')
        return 0;
    for (size_t most = len + INDENT_MOST;
         len < most && (dlp_peek(in, i + len) == ' ' || dlp_peek(in, i + len) == '\t');)
        len++;
    for (size_t k = 0; k < 4; k++)
        if (dlp_base64_value(dlp_peek(in, i + len + k)) < 0 && dlp_peek(in, i + len + k) != '=')
            return 0;
    while (next < LINE_LOOK && dlp_base64_value(dlp_peek(in, i + len + next)) >= 0)
        next++;
    return packed || run % 4 != 0 || dlp_run_is_base64_line(in->bytes + in->at + i + len, next)
        ? len
        : 0;
}

/* Four digits at in->at + i, some of which may be padding: how many bytes of plain text they stand for, or 0. */
static size_t quad_read(uint8_t bytes[3], const struct dlp_view_in *in, size_t i)
{
    size_t pads = 0;
    uint32_t bits = 0;

    for (size_t k = 0; k < 4; k++) {
        const int value = dlp_base64_value(dlp_peek(in, i + k));

        if (value < 0 && (k < 2 || dlp_peek(in, i + k) != '='))
            return 0;
        pads += value < 0;
        bits = bits << 6 | (uint32_t)(value < 0 ? 0 : value);
    }
    for (size_t k = 0; k + pads < 3; k++) {
        bytes[k] = (uint8_t)(bits >> (16 - 8 * k));
        if (bytes[k] < ' ' || bytes[k] > '~')
            return 0; /* a word of the text behind it */
    }
    return 3 - pads;
}

/* Runs of four, or of eight, each parted by a blank or a line's end from the next; the last one may be shorter. */
static size_t pieces_read(struct dlp_view_out *out, const struct dlp_view_in *in, size_t width)
{
    const size_t first = out->text->len, step = width + 1, least = (width == 4 ? 3 : 2) * step - 1;
    size_t i = 0, end = 0, made = 3;
    uint8_t bytes[3];

    if (in->len - in->at < least || !dlp_pieces_are_base64(in->bytes + in->at, least))
        return 0;
    while (made == 3 && (made = quad_read(bytes, in, i)) > 0) {
        for (size_t k = 0; k < made; k++)
            dlp_view_put(out, bytes[k], in->at + i + k, 2);
        end = i + 4;
        i = end + ((end + 1) % step == 0);
        if (i > end && (!dlp_peek(in, end) || !memchr(" \n", dlp_peek(in, end), 2)))
            break;
    }
    return !dlp_is_alnum(dlp_peek(in, end)) && dlp_unpacked(out, first, end) ? end : 0;
}

size_t dlp_decode_base64(struct dlp_view_out *out, const struct dlp_view_in *in)
{
    const size_t first = out->text->len;
    uint32_t bits = 0;
    size_t i = 0, run = 0, start[4] = { 0 };
    bool packed;

    if (dlp_is_alnum(dlp_peek_before(in)))
        return 0;
    while (dlp_base64_value(dlp_peek(in, run)) >= 0)
        run++;
    if (run == 4 || run == 8)
        return pieces_read(out, in, run);
    packed = dlp_run_is_packed(in->bytes + in->at, run);
    if (run < LEAST || !(packed || dlp_run_is_base64(in->bytes + in->at, run)))
        return 0;
    run = 0;
    for (;; i++) {
        int value = dlp_base64_value(dlp_peek(in, i));

        if (value < 0) {
            const size_t skip = break_len(in, i, run, packed);

            if (skip == 0)
                break;
            i += skip - 1;
            continue;
        }
        bits = bits << 6 | (uint32_t)value;
        start[run % 4] = i;
        run++;
        if (run % 4 == 0) {
            dlp_view_put(out, (uint8_t)(bits >> 16), in->at + start[0], start[1] - start[0] + 1);
            dlp_view_put(out, (uint8_t)(bits >> 8), in->at + start[1], start[2] - start[1] + 1);
            dlp_view_put(out, (uint8_t)bits, in->at + start[2], start[3] - start[2] + 1);
        }
    }
    if (run < LEAST || run % 4 == 1)
        return 0;
    if (run % 4 >= 2) {
        bits <<= 6 * (4 - run % 4);
        dlp_view_put(out, (uint8_t)(bits >> 16), in->at + start[0], start[1] - start[0] + 1);
        if (run % 4 == 3)
            dlp_view_put(out, (uint8_t)(bits >> 8), in->at + start[1], start[2] - start[1] + 1);
    }
    for (size_t pad = 0; pad < 2 && dlp_peek(in, i) == '='; pad++)
        i++;
    return dlp_unpacked(out, first, i) ? i : 0;
}
