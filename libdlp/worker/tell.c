/* worker/tell.c - the parts of a document on their way out, in frames. */

#include "worker/tell.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define DIRECT_LEAST ((size_t)8 << 10) /* bytes */

static struct {
    int socket;
    uint8_t packet[DLP_FRAME_MAX]; /* data is gathered where it is sent from */
    size_t len;                    /* of the data, behind the head */
    unsigned column;               /* of the grid's row: cells that are begun */
} out;

void tell_open(int socket)
{
    out.socket = socket;
    out.len = 0;
}

static void send_packet(const uint8_t *packet, size_t len)
{
    ssize_t n;

    do
        n = send(out.socket, packet, len, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    if (len == 0 || n != (ssize_t)len)
        _exit(1); /* nobody listens any more */
}

/* From where it stands: what comes in large pieces is not copied for it. The filter knows writev(), and
 * not sendmsg(), which could pass on descriptors; should nobody listen, SIGPIPE ends the process. */
static void send_data(const uint8_t *data, size_t len)
{
    const struct dlp_frame frame = { .type = DLP_FRAME_DATA };
    uint8_t head[DLP_FRAME_HEAD];
    const struct iovec parts[] = { { head, dlp_frame_write(head, &frame) },
                                   { (void *)(uintptr_t)data, len } };
    ssize_t n;

    do
        n = writev(out.socket, parts, 2);
    while (n < 0 && errno == EINTR);
    if (n != (ssize_t)(DLP_FRAME_HEAD + len))
        _exit(1);
}

static void send_frame(const struct dlp_frame *frame)
{
    uint8_t packet[DLP_FRAME_HEAD + 2 * DLP_FRAME_NAME_MAX];

    assert(frame->data_len == 0);
    send_packet(packet, dlp_frame_write(packet, frame));
}

static void flush(void)
{
    const struct dlp_frame head = { .type = DLP_FRAME_DATA };

    if (out.len > 0)
        send_packet(out.packet, dlp_frame_write(out.packet, &head) + out.len);
    out.len = 0;
}

static size_t name_length(size_t len)
{
    return len < DLP_FRAME_NAME_MAX ? len : DLP_FRAME_NAME_MAX;
}

static void begin(enum dlp_part_kind kind, const char *name, size_t name_len, const char *location,
                  uint32_t row)
{
    const struct dlp_frame frame = { .type = DLP_FRAME_PART,
                                     .kind = kind,
                                     .row = row,
                                     .name = (const uint8_t *)name,
                                     .name_len = name_length(name_len),
                                     .location = (const uint8_t *)location,
                                     .location_len = name_length(strlen(location)) };

    out.column = 0;
    send_frame(&frame);
}

void tell_part(enum dlp_part_kind kind, const char *name, const char *location, uint32_t row)
{
    begin(kind, name, strlen(name), location, row);
}

void tell_member(const char *name, size_t name_len)
{
    begin(DLP_PART_BYTES, name, name_len, "", 0);
}

void tell_data(const void *data, size_t len)
{
    const uint8_t *from = data;

    while (len > 0) {
        const size_t room = sizeof(out.packet) - DLP_FRAME_HEAD - out.len;
        const size_t take = len < room ? len : room;

        if (out.len == 0 && take >= DIRECT_LEAST) {
            send_data(from, take);
        } else {
            memcpy(out.packet + DLP_FRAME_HEAD + out.len, from, take);
            out.len += take;
            if (take == room)
                flush();
        }
        from += take;
        len -= take;
    }
}

void tell_text(const char *text)
{
    tell_data(text, strlen(text));
}

void tell_end(enum dlp_reason reason)
{
    const struct dlp_frame frame = { .type = DLP_FRAME_PART_END, .reason = reason };

    flush();
    send_frame(&frame);
}

void tell_incomplete(const char *name, enum dlp_reason reason)
{
    const struct dlp_frame frame = { .type = DLP_FRAME_INCOMPLETE,
                                     .reason = reason,
                                     .name = (const uint8_t *)name,
                                     .name_len = name_length(strlen(name)) };

    send_frame(&frame);
}

void tell_done(enum dlp_reason reason)
{
    const struct dlp_frame frame = { .type = DLP_FRAME_DONE, .reason = reason };

    send_frame(&frame);
}

void tell_column(unsigned column)
{
    for (; out.column < column; out.column++)
        tell_data(",", 1);
}

/* In runs of what stays as it is. */
static void tell_escaped(const char *text, size_t len)
{
    size_t from = 0;

    for (size_t i = 0; i < len; i++) {
        if (text[i] != '"' && text[i] != '\n' && text[i] != '\r')
            continue;
        tell_data(text + from, i - from);
        tell_data(text[i] == '"' ? "\"\"" : " ", text[i] == '"' ? 2 : 1);
        from = i + 1;
    }
    tell_data(text + from, len - from);
}

/* As nearly all are: nothing to quote or replace. */
static bool cell_is_plain(const char *text, size_t len)
{
    static const bool special[256] = { [','] = true, ['"'] = true, ['\n'] = true, ['\r'] = true };
    bool any = false;

    for (size_t i = 0; i < len; i++)
        any |= special[(uint8_t)text[i]];
    return !any;
}

void tell_cell(const char *text, size_t len)
{
    bool quoted;

    if (cell_is_plain(text, len)) {
        tell_data(text, len);
        return;
    }
    quoted = memchr(text, ',', len) || memchr(text, '"', len);
    if (quoted)
        tell_data("\"", 1);
    tell_escaped(text, len);
    if (quoted)
        tell_data("\"", 1);
}

void tell_row_end(void)
{
    out.column = 0;
    tell_data("\n", 1);
}
