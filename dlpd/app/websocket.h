/* dlpd/app/websocket.h - the frames of a WebSocket (RFC 6455), behind the handshake: messages, without masks,
 * fragments and compression. */
#ifndef DLPD_APP_WEBSOCKET_H
#define DLPD_APP_WEBSOCKET_H

#include "app/app.h"
#include "app/unpacker.h"

#define WEBSOCKET_HEAD 14     /* bytes of the longest head of a frame */
#define WEBSOCKET_CONTROL 125 /* and of the longest payload of a control frame */

struct websocket_side {
    unsigned side;
    uint8_t head[WEBSOCKET_HEAD];
    size_t head_len;
    bool in_frame; /* the head is whole */
    bool last;     /* frame of its message */
    bool control;  /* no part of a message; its payload: */
    uint8_t said[WEBSOCKET_CONTROL];
    bool masked;
    uint8_t mask[4];
    uint64_t at, len; /* of the frame's payload */
    bool in_message;
    bool packed; /* the message is */
    bool lost;   /* where frames begin */
    struct text *text;
    struct document *file;
    struct unpacker *unpacker; /* of all packed messages; or NULL */
    size_t counted;            /* bytes that it holds */
};

struct websocket {
    struct inspection *in;
    bool deflate; /* was agreed on */
    struct websocket_side of[2];
};

/** @param deflate  permessage-deflate was agreed on (RFC 7692). */
void websocket_start(struct websocket *websocket, struct inspection *in, bool deflate);

/** The next bytes of a side. They are not scanned as they were sent: the caller does that. */
void websocket_data(struct websocket *websocket, unsigned side, const uint8_t *data, size_t len);
void websocket_gap(struct websocket *websocket, unsigned side, uint64_t len);
void websocket_end(struct websocket *websocket);

#endif
