/* dlpd/app/websocket.c - the frames of a WebSocket (RFC 6455).
 *
 * A message is a text of its own, and a file. Control frames may stand between the fragments of one; what they
 * carry is a message, too. Whoever breaks the framing is still scanned as he sent it, but no longer
 * understood. */

#include "app/websocket.h"

#include <string.h>

#define PIECE ((size_t)4 << 10)
#define FIN 0x80u
#define PACKED 0x40u /* RSV1 */
#define RESERVED 0x30u
#define MASKED 0x80u

enum { CONTINUATION, TEXT, BINARY, CLOSE = 8, PING, PONG };

void websocket_start(struct websocket *websocket, struct inspection *in, bool deflate)
{
    *websocket = (struct websocket){ .in = in, .deflate = deflate };
    websocket->of[1].side = 1;
}

static void message_end(struct websocket_side *of)
{
    inspect_text_close(of->text);
    inspect_document_close(of->file);
    of->text = NULL;
    of->file = NULL;
    of->in_message = false;
}

static void unpacker_end(struct websocket *websocket, struct websocket_side *of)
{
    unpacker_free(of->unpacker);
    inspect_memory(websocket->in, 0, of->counted);
    of->unpacker = NULL;
    of->counted = 0;
}

/* Nobody knows where the next frame begins. */
static void lose(struct websocket *websocket, struct websocket_side *of)
{
    message_end(of);
    unpacker_end(websocket, of);
    of->lost = true;
    inspect_incomplete(websocket->in, of->side, "websocket");
}

static void add_plain(const uint8_t *data, size_t len, void *user)
{
    struct websocket_side *const of = user;

    inspect_text_add(of->text, data, len);
    inspect_document_add(of->file, data, len);
}

static void unpack(struct websocket *websocket, struct websocket_side *of, const uint8_t *data,
                   size_t len)
{
    const char *failed;
    size_t now;

    if (!of->unpacker)
        of->unpacker = unpacker_new(&unpack_messages);
    failed = unpacker_add(of->unpacker, data, len, add_plain, of);
    now = unpacker_memory(of->unpacker);
    inspect_memory(websocket->in, now, of->counted);
    of->counted = now;
    if (failed)
        inspect_incomplete(websocket->in, of->side, failed);
}

/* A frame's head -> what it says. False when it breaks the rules. */
static bool read_head(const struct websocket *websocket, struct websocket_side *of)
{
    const uint8_t opcode = of->head[0] & 0x0fu;
    const bool packed = of->head[0] & PACKED;

    of->last = of->head[0] & FIN;
    of->control = opcode >= CLOSE;
    if (of->head[0] & RESERVED || opcode > PONG || (opcode > BINARY && opcode < CLOSE))
        return false;
    if (of->control)
        return of->last && !packed && of->len <= WEBSOCKET_CONTROL;
    if ((opcode == CONTINUATION) != of->in_message || (packed && opcode == CONTINUATION)
        || (packed && !websocket->deflate))
        return false;
    if (opcode != CONTINUATION)
        of->packed = packed;
    return true;
}

/* How many bytes the head has, as far as can be seen by now. */
static size_t head_length(const struct websocket_side *of)
{
    static const size_t more[] = { 2, 8 };
    const uint8_t len = of->head_len > 1 ? of->head[1] & 0x7fu : 0;

    return 2 + (len > 125 ? more[len - 126] : 0)
        + (of->head_len > 1 && of->head[1] & MASKED ? 4 : 0);
}

static void read_length(struct websocket_side *of, size_t head)
{
    const uint8_t len = of->head[1] & 0x7fu;
    const size_t bytes = len < 126 ? 0 : len == 126 ? 2 : 8;

    of->len = bytes ? 0 : len;
    for (size_t i = 0; i < bytes; i++)
        of->len = of->len << 8 | of->head[2 + i];
    of->masked = of->head[1] & MASKED;
    if (of->masked)
        memcpy(of->mask, of->head + head - 4, 4);
}

/* What a control frame carries is a text of its own. */
static void control_end(struct websocket *websocket, struct websocket_side *of)
{
    struct text *const text =
        of->len ? inspect_text_open(websocket->in, of->side, "websocket") : NULL;

    inspect_text_add(text, of->said, (size_t)of->len);
    inspect_text_close(text);
    explicit_bzero(of->said, sizeof(of->said));
}

static void message_begin(struct websocket *websocket, struct websocket_side *of)
{
    of->in_message = true;
    of->text = inspect_text_open(websocket->in, of->side, "websocket");
    of->file = inspect_document_open(websocket->in, of->side, "websocket.file");
}

static void frame_end(struct websocket *websocket, struct websocket_side *of)
{
    static const uint8_t left_out[] = { 0, 0, 0xff, 0xff }; /* by each packed message */

    of->in_frame = false;
    of->head_len = 0;
    if (of->control)
        control_end(websocket, of);
    if (of->control || !of->last)
        return;
    if (of->packed)
        unpack(websocket, of, left_out, sizeof(left_out));
    message_end(of);
}

static void frame_begin(struct websocket *websocket, struct websocket_side *of)
{
    read_length(of, of->head_len);
    if (of->len >> 63 || !read_head(websocket, of)) {
        lose(websocket, of);
        return;
    }
    of->in_frame = true;
    of->at = 0;
    if (!of->control && !of->in_message)
        message_begin(websocket, of);
    if (of->len == 0)
        frame_end(websocket, of);
}

static void payload(struct websocket *websocket, struct websocket_side *of, const uint8_t *data,
                    size_t len)
{
    uint8_t plain[PIECE];

    while (len > 0) {
        const size_t some = len < PIECE ? len : PIECE;

        for (size_t i = 0; i < some; i++)
            plain[i] = of->masked ? data[i] ^ of->mask[(of->at + i) & 3] : data[i];
        if (of->control)
            memcpy(of->said + of->at, plain, some);
        else if (of->packed)
            unpack(websocket, of, plain, some);
        else
            add_plain(plain, some, of);
        of->at += some;
        data += some;
        len -= some;
    }
    explicit_bzero(plain, sizeof(plain));
}

void websocket_data(struct websocket *websocket, unsigned side, const uint8_t *data, size_t len)
{
    struct websocket_side *const of = &websocket->of[side];

    if (!inspect_wants(websocket->in, side))
        return;
    while (len > 0 && !of->lost) {
        const uint64_t left = of->len - of->at;
        const size_t some = left < len ? (size_t)left : len;

        if (of->in_frame) {
            payload(websocket, of, data, some);
            data += some;
            len -= some;
            if (of->at == of->len)
                frame_end(websocket, of);
            continue;
        }
        of->head[of->head_len++] = *data++;
        len--;
        if (of->head_len >= 2 && of->head_len == head_length(of))
            frame_begin(websocket, of);
    }
}

/* Within a frame the next one is found all the same; what is packed, is not. */
void websocket_gap(struct websocket *websocket, unsigned side, uint64_t len)
{
    struct websocket_side *const of = &websocket->of[side];
    const bool within = of->in_frame && len <= of->len - of->at && !of->packed && !of->control;

    if (of->lost || !inspect_wants(websocket->in, side))
        return;
    if (!within) {
        lose(websocket, of);
        return;
    }
    of->at += len;
    message_end(of);
    of->in_message = true; /* the rest is another text */
    of->text = inspect_text_open(websocket->in, side, "websocket");
    if (of->at == of->len)
        frame_end(websocket, of);
}

void websocket_end(struct websocket *websocket)
{
    for (unsigned side = 0; side < 2; side++) {
        message_end(&websocket->of[side]);
        unpacker_end(websocket, &websocket->of[side]);
    }
}
