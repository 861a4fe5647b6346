/* dlpd/app/body.c - a message body on its way to the scanner. */

#include "app/body.h"

#include "app/magic.h"

#include <string.h>
#include <strings.h>

#define PIECE ((size_t)4 << 10)

static bool is_token(const struct body_form *form, const char *token)
{
    return form->encoding_len == strlen(token)
        && strncasecmp(form->encoding, token, form->encoding_len) == 0;
}

/* True when the body has to be unpacked; false when not, or when nobody here can. */
static bool is_packed(const struct body_form *form, struct inspection *in, unsigned side)
{
    if (!form->encoding || is_token(form, "identity") || form->encoding_len == 0)
        return false;
    if (is_token(form, "gzip") || is_token(form, "x-gzip") || is_token(form, "deflate"))
        return true;
    inspect_incomplete(in, side, "content_encoding");
    return false;
}

void body_start(struct body *body, struct inspection *in, unsigned side,
                const struct body_form *form)
{
    *body = (struct body){ .in = in, .side = side, .active = true };
    if (!inspect_wants(in, side))
        return;
    if (is_packed(form, in, side)) {
        body->unpacker = unpacker_new();
        inspect_memory(in, UNPACKER_MEMORY, 0);
    }
    if (form->chunked || body->unpacker)
        body->text = inspect_text_open(in, side, "http.body");
    if (form->urlencoded) {
        body->percent.plus = true;
        body->form = inspect_text_open(in, side, "http.form");
    }
}

static void add_plain(const uint8_t *data, size_t len, void *user)
{
    struct body *const body = user;
    uint8_t decoded[PIECE + 2];

    inspect_text_add(body->text, data, len);
    while (body->form && len > 0) {
        const size_t some = len < PIECE ? len : PIECE;

        inspect_text_add(body->form, decoded, percent_decode(&body->percent, data, some, decoded));
        data += some;
        len -= some;
    }
    explicit_bzero(decoded, sizeof(decoded));
}

void body_add(struct body *body, const uint8_t *data, size_t len)
{
    const char *failed;

    if (!body->active || len == 0)
        return;
    if (!body->sniffed && !body->unpacker && magic_of(data, len))
        inspect_incomplete(body->in, body->side, magic_of(data, len));
    body->sniffed = true;
    if (!body->unpacker) {
        add_plain(data, len, body);
        return;
    }
    failed = unpacker_add(body->unpacker, data, len, add_plain, body);
    if (failed)
        inspect_incomplete(body->in, body->side, failed);
}

/* What comes behind a hole is another text; and nobody can unpack on. */
void body_gap(struct body *body)
{
    if (!body->active)
        return;
    if (body->text && !body->unpacker) {
        inspect_text_close(body->text);
        body->text = inspect_text_open(body->in, body->side, "http.body");
    }
    if (body->form) {
        inspect_text_close(body->form);
        body->percent = (struct percent){ .plus = true };
        body->form = inspect_text_open(body->in, body->side, "http.form");
    }
    if (body->unpacker)
        body_end(body);
}

void body_end(struct body *body)
{
    uint8_t rest[2];

    if (!body->active)
        return;
    if (body->form)
        inspect_text_add(body->form, rest, percent_end(&body->percent, rest));
    inspect_text_close(body->form);
    inspect_text_close(body->text);
    if (body->unpacker) {
        if (!unpacker_done(body->unpacker))
            inspect_incomplete(body->in, body->side, "damaged");
        unpacker_free(body->unpacker);
        inspect_memory(body->in, 0, UNPACKER_MEMORY);
    }
    *body = (struct body){ 0 };
}
