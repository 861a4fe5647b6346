/* dlpd/app/body.c - a message body on its way to the scanner. */

#include "app/body.h"

#include "app/body_head.h"
#include "mem.h"

#include <string.h>
#include <strings.h>

#define PIECE ((size_t)4 << 10)

static bool is_token(const struct body_form *form, const char *token)
{
    return form->encoding_len == strlen(token)
        && strncasecmp(form->encoding, token, form->encoding_len) == 0;
}

/* How the body is packed; NULL when it is not, or when nobody here can unpack it. */
static const struct unpack_way *way_of(const struct body_form *form, struct inspection *in,
                                       unsigned side)
{
    const struct unpack_way *way;

    if (!form->encoding || is_token(form, "identity") || form->encoding_len == 0)
        return NULL;
    way = unpacker_way(form->encoding, form->encoding_len);
    if (!way)
        inspect_incomplete(in, side, "content_encoding");
    return way;
}

void body_form_type(struct body_form *form, const void *type, size_t len)
{
    static const char urlencoded[] = "application/x-www-form-urlencoded";

    form->type = type;
    form->type_len = len;
    form->urlencoded =
        len >= sizeof(urlencoded) - 1 && strncasecmp(type, urlencoded, sizeof(urlencoded) - 1) == 0;
}

/* What the unpacker holds grows with what it is given. */
static void unpacker_count(struct body *body)
{
    const size_t now = body->unpacker ? unpacker_memory(body->unpacker) : 0;

    inspect_memory(body->in, now, body->counted);
    body->counted = now;
}

void body_start(struct body *body, struct inspection *in, unsigned side,
                const struct body_form *form)
{
    const struct unpack_way *way;
    struct multipart multipart;

    *body = (struct body){ .in = in, .side = side, .active = true, .whole = true };
    if (!inspect_wants(in, side))
        return;
    if (form->type && multipart_start(&multipart, in, side, form->type, form->type_len)) {
        body->multipart = mem_alloc(sizeof(multipart));
        *body->multipart = multipart;
        inspect_memory(in, sizeof(multipart), 0);
    }
    way = way_of(form, in, side);
    if (way)
        body->unpacker = unpacker_new(way);
    unpacker_count(body);
    if (form->chunked || body->unpacker)
        body->text = inspect_text_open(in, side, "http.body");
    if (form->urlencoded) {
        body->percent.plus = true;
        body->form = inspect_text_open(in, side, "http.form");
    }
}

static void tail_add(struct body *body, const uint8_t *data, size_t len)
{
    const size_t skipped = len > BODY_TAIL ? len - BODY_TAIL : 0;
    size_t at, first;

    if (!body->last) {
        body->last = mem_alloc(BODY_TAIL);
        inspect_memory(body->in, BODY_TAIL, 0);
    }
    at = (size_t)((body->length + skipped) % BODY_TAIL);
    first = BODY_TAIL - at < len - skipped ? BODY_TAIL - at : len - skipped;
    memcpy(body->last + at, data + skipped, first);
    memcpy(body->last, data + skipped + first, len - skipped - first);
    body->length += len;
}

static void tail_free(struct body *body)
{
    if (!body->last)
        return;
    explicit_bzero(body->last, body->length < BODY_TAIL ? (size_t)body->length : BODY_TAIL);
    mem_free(body->last);
    inspect_memory(body->in, 0, BODY_TAIL);
    body->last = NULL;
}

/* The last bytes, once more, with nothing behind them. */
static void tail_end(struct body *body)
{
    const size_t len = body->length < BODY_TAIL ? (size_t)body->length : BODY_TAIL;
    const size_t at = body->length > BODY_TAIL ? (size_t)(body->length % BODY_TAIL) : 0;
    struct text *text;

    if (!body->last)
        return;
    text = inspect_text_open(body->in, body->side, "http.body");
    inspect_text_from(text, len > BODY_AFTER ? len - BODY_AFTER : 0);
    inspect_text_add(text, body->last + at, len - at);
    inspect_text_add(text, body->last, at);
    inspect_text_close(text);
    tail_free(body);
}

/* Is it to be read from its start? Then what came of it is still in the ring. */
static void look(struct body *body, bool all)
{
    const enum body_head head = body_head(body->last, (size_t)body->length, all);

    body->looked = head != BODY_HEAD_MORE;
    if (head != BODY_HEAD_TELLS)
        return;
    body->text = inspect_text_open(body->in, body->side, "http.body");
    inspect_text_add(body->text, body->last, (size_t)body->length);
    tail_free(body);
}

/* Bytes that are scanned as they are sent. */
static void add_as_sent(struct body *body, const uint8_t *data, size_t len)
{
    while (!body->looked && len > 0) {
        const size_t room = BODY_TAIL - (size_t)body->length;
        const size_t some = len < room ? len : room;

        tail_add(body, data, some);
        look(body, body->length == BODY_TAIL);
        data += some;
        len -= some;
    }
    if (body->text)
        inspect_text_add(body->text, data, len);
    else if (len > 0)
        tail_add(body, data, len);
}

/* Documents: the parts of the body, or itself. */
static void add_file(struct body *body, const uint8_t *data, size_t len)
{
    if (body->multipart) {
        multipart_add(body->multipart, data, len);
        return;
    }
    if (!body->file && body->whole) /* a file begins where the body does */
        body->file = inspect_document_open(body->in, body->side, "http.file");
    inspect_document_add(body->file, data, len);
}

static void file_end(struct body *body)
{
    inspect_document_close(body->file);
    body->file = NULL;
    body->whole = false;
    if (!body->multipart)
        return;
    multipart_end(body->multipart);
    mem_free(body->multipart);
    inspect_memory(body->in, 0, sizeof(*body->multipart));
    body->multipart = NULL;
}

static void add_decoded(struct body *body, const uint8_t *data, size_t len)
{
    uint8_t decoded[PIECE + 2];

    while (len > 0) {
        const size_t some = len < PIECE ? len : PIECE;

        inspect_text_add(body->form, decoded, percent_decode(&body->percent, data, some, decoded));
        data += some;
        len -= some;
    }
    explicit_bzero(decoded, sizeof(decoded));
}

static void add_plain(const uint8_t *data, size_t len, void *user)
{
    struct body *const body = user;

    add_file(body, data, len);
    if (body->text)
        inspect_text_add(body->text, data, len);
    else if (!body->form && inspect_wants(body->in, body->side))
        add_as_sent(body, data, len);
    if (body->form)
        add_decoded(body, data, len);
}

void body_add(struct body *body, const uint8_t *data, size_t len)
{
    const char *failed;

    if (!body->active || len == 0)
        return;
    if (!body->unpacker) {
        add_plain(data, len, body);
        return;
    }
    failed = unpacker_add(body->unpacker, data, len, add_plain, body);
    unpacker_count(body);
    if (failed)
        inspect_incomplete(body->in, body->side, failed);
}

/* What comes behind a hole is another text; and nobody can unpack on. */
void body_gap(struct body *body)
{
    if (!body->active)
        return;
    if (body->ended) {
        body_drop(body);
        return;
    }
    if (body->text && !body->unpacker) {
        inspect_text_close(body->text);
        body->text = inspect_text_open(body->in, body->side, "http.body");
    }
    tail_end(body);
    file_end(body);
    body->length = 0;
    body->looked = true; /* its first bytes are behind */
    if (body->form) {
        inspect_text_close(body->form);
        body->percent = (struct percent){ .plus = true };
        body->form = inspect_text_open(body->in, body->side, "http.form");
    }
    if (body->unpacker)
        body_end(body);
}

/* All but its last bytes. */
static void finish(struct body *body)
{
    uint8_t rest[2];

    if (body->last && !body->looked)
        look(body, true);
    if (body->form)
        inspect_text_add(body->form, rest, percent_end(&body->percent, rest));
    inspect_text_close(body->form);
    inspect_text_close(body->text);
    body->form = body->text = NULL;
    file_end(body);
    if (body->unpacker) {
        if (!unpacker_done(body->unpacker))
            inspect_incomplete(body->in, body->side, "damaged");
        unpacker_free(body->unpacker);
        inspect_memory(body->in, 0, body->counted);
        body->unpacker = NULL;
    }
}

void body_complete(struct body *body)
{
    if (!body->active || body->ended)
        return;
    finish(body);
    if (!body->last
        || !inspect_raw_ends(body->in, body->side, "http.body",
                             body->length < BODY_AFTER ? (size_t)body->length : BODY_AFTER)) {
        body_end(body);
        return;
    }
    body->ended = true;
}

void body_followed(struct body *body)
{
    if (!body->ended)
        return;
    inspect_raw_goes_on(body->in, body->side);
    body_end(body);
}

void body_drop(struct body *body)
{
    body_complete(body);
    tail_free(body);
    *body = (struct body){ 0 };
}

void body_end(struct body *body)
{
    if (!body->active)
        return;
    if (!body->ended)
        finish(body);
    tail_end(body);
    *body = (struct body){ 0 };
}
