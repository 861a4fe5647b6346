/* extract/frame.c - what the library and its worker say to each other.
 *
 *     frame    type 1, kind 1, reason 1, zero 1, name's length 2, location's length 2, row 4,
 *              name, location, data
 *     request  "DLPX", flags 4, time_ms 8, memory 8, passwords */

#include "extract/frame.h"

#include <endian.h>
#include <string.h>

#define REQUEST_HEAD ((size_t)24)
#define REQUEST_MAGIC "DLPX"

const char *dlp_reason_name(enum dlp_reason reason)
{
    static const char *const names[DLP_REASONS] = {
        [DLP_REASON_NO_EXTRACTOR] = "no_extractor", [DLP_REASON_NO_SANDBOX] = "no_sandbox",
        [DLP_REASON_ENCRYPTED] = "encrypted",       [DLP_REASON_DAMAGED] = "damaged",
        [DLP_REASON_TRUNCATED] = "truncated",       [DLP_REASON_UNSUPPORTED] = "unsupported",
        [DLP_REASON_NO_TEXT] = "no_text",           [DLP_REASON_CRASHED] = "crashed",
        [DLP_REASON_TIMEOUT] = "timeout",           [DLP_REASON_MEMORY_LIMIT] = "memory_limit",
        [DLP_REASON_DEPTH_LIMIT] = "depth_limit",   [DLP_REASON_PARTS_LIMIT] = "parts_limit",
        [DLP_REASON_BYTES_LIMIT] = "bytes_limit",   [DLP_REASON_RATIO_LIMIT] = "ratio_limit",
        [DLP_REASON_SPOOL_LIMIT] = "spool_limit",   [DLP_REASON_CANCELLED] = "cancelled",
    };

    return (unsigned)reason < DLP_REASONS ? names[reason] : NULL;
}

static void put(uint8_t *out, uint64_t number, size_t bytes)
{
    const uint64_t little = htole64(number);

    memcpy(out, &little, bytes);
}

static uint64_t get(const uint8_t *in, size_t bytes)
{
    uint64_t little = 0;

    memcpy(&little, in, bytes);
    return le64toh(little);
}

static void add(uint8_t *out, size_t *at, const uint8_t *data, size_t len)
{
    if (len > 0)
        memcpy(out + *at, data, len);
    *at += len;
}

size_t dlp_frame_write(uint8_t *out, const struct dlp_frame *frame)
{
    size_t at = DLP_FRAME_HEAD;

    if (frame->name_len > DLP_FRAME_NAME_MAX || frame->location_len > DLP_FRAME_NAME_MAX
        || frame->data_len > DLP_FRAME_MAX - at - frame->name_len - frame->location_len)
        return 0;
    out[0] = (uint8_t)frame->type;
    out[1] = (uint8_t)frame->kind;
    out[2] = (uint8_t)frame->reason;
    out[3] = 0;
    put(out + 4, frame->name_len, 2);
    put(out + 6, frame->location_len, 2);
    put(out + 8, frame->row, 4);
    add(out, &at, frame->name, frame->name_len);
    add(out, &at, frame->location, frame->location_len);
    add(out, &at, frame->data, frame->data_len);
    return at;
}

bool dlp_frame_read(struct dlp_frame *frame, const uint8_t *packet, size_t len)
{
    *frame = (struct dlp_frame){ 0 };
    if (len < DLP_FRAME_HEAD || len > DLP_FRAME_MAX || packet[0] < DLP_FRAME_PART
        || packet[0] > DLP_FRAME_DONE || packet[1] >= DLP_PART_KINDS || packet[2] >= DLP_REASONS
        || packet[3] != 0)
        return false;
    frame->type = (enum dlp_frame_type)packet[0];
    frame->kind = (enum dlp_part_kind)packet[1];
    frame->reason = (enum dlp_reason)packet[2];
    frame->name_len = (size_t)get(packet + 4, 2);
    frame->location_len = (size_t)get(packet + 6, 2);
    frame->row = (uint32_t)get(packet + 8, 4);
    if (frame->name_len > DLP_FRAME_NAME_MAX || frame->location_len > DLP_FRAME_NAME_MAX
        || frame->name_len + frame->location_len > len - DLP_FRAME_HEAD)
        return false;
    frame->name = packet + DLP_FRAME_HEAD;
    frame->location = frame->name + frame->name_len;
    frame->data = frame->location + frame->location_len;
    frame->data_len = len - DLP_FRAME_HEAD - frame->name_len - frame->location_len;
    return frame->type != DLP_FRAME_INCOMPLETE || frame->reason != DLP_REASON_NONE;
}

size_t dlp_request_write(uint8_t *out, const struct dlp_request *request)
{
    size_t at = REQUEST_HEAD;

    if (request->passwords_len > DLP_REQUEST_MAX - REQUEST_HEAD)
        return 0;
    memcpy(out, REQUEST_MAGIC, 4);
    put(out + 4, request->flags, 4);
    put(out + 8, request->time_ms, 8);
    put(out + 16, request->memory, 8);
    add(out, &at, (const uint8_t *)request->passwords, request->passwords_len);
    return at;
}

bool dlp_request_read(struct dlp_request *request, const uint8_t *packet, size_t len)
{
    *request = (struct dlp_request){ 0 };
    if (len < REQUEST_HEAD || len > DLP_REQUEST_MAX || memcmp(packet, REQUEST_MAGIC, 4) != 0)
        return false;
    request->flags = (uint32_t)get(packet + 4, 4);
    request->time_ms = get(packet + 8, 8);
    request->memory = get(packet + 16, 8);
    request->passwords = (const char *)packet + REQUEST_HEAD;
    request->passwords_len = len - REQUEST_HEAD;
    return request->passwords_len == 0 || packet[len - 1] == 0;
}
