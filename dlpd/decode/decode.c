/* dlpd/decode/decode.c - a captured frame -> the innermost TCP or UDP of it.
 *
 * Headers are taken off one after the other, by the table of layers.c. A frame has a bounded number
 * of them, so a packet made of nothing but labels costs no more than any other. */

#include "decode/decode.h"

#include "decode/layer.h"
#include "fragment/fragments.h"
#include "mem.h"

#include <string.h>

#define HEADERS_MAX 32

const struct outcome_info outcome_infos[OUTCOMES] = {
    [OUTCOME_DECODED] = { "decoded", "TCP or UDP", false },
    [OUTCOME_NOT_IP] = { "not_ip", "not IP", false },
    [OUTCOME_OTHER] = { "other_protocol", "IP, but neither TCP nor UDP", false },
    [OUTCOME_FRAGMENT] = { "fragment", "IP fragments", false },
    [OUTCOME_FRAGMENT_LOST] = { "fragment_dropped", "IP fragments that could not be joined", true },
    [OUTCOME_UNKNOWN_LINK] = { "unknown_link", "a link type that is not known", true },
    [OUTCOME_UNKNOWN_TYPE] = { "unknown_type", "a protocol below IP that is not known", true },
    [OUTCOME_ENCRYPTED] = { "encrypted", "encrypted by IPsec", true },
    [OUTCOME_CUT] = { "cut", "headers cut off by the capture's snap length", true },
    [OUTCOME_MALFORMED] = { "malformed", "headers that contradict themselves", true },
    [OUTCOME_TOO_DEEP] = { "too_deep", "more headers than are followed", true },
    [OUTCOME_CHECKSUM] = { "checksum", "wrong checksums", true },
};

bool decode_knows_link(int link)
{
    return link >= 0 && layer_find(SPACE_LINK, (uint32_t)link) != NULL;
}

/* What a number means that is in no table. PPP's control protocols are those from 0x8000 on; what
 * compresses or encrypts stands below. */
static enum outcome unknown(enum space space, uint32_t type)
{
    switch (space) {
    case SPACE_LINK:
        return OUTCOME_UNKNOWN_LINK;
    case SPACE_IP:
        return OUTCOME_OTHER;
    case SPACE_PPP:
        return type >= 0x8000 ? OUTCOME_NOT_IP : OUTCOME_UNKNOWN_TYPE;
    default:
        return OUTCOME_UNKNOWN_TYPE;
    }
}

void decoder_init(struct decoder *decoder)
{
    *decoder = (struct decoder){ .fragments = fragments_new() };
}

void decoder_free(struct decoder *decoder)
{
    fragments_free(decoder->fragments);
    if (decoder->unpacked)
        explicit_bzero(decoder->unpacked, IPCOMP_MAX);
    mem_free(decoder->unpacked);
    *decoder = (struct decoder){ 0 };
}

enum outcome decode_frame(struct decoder *decoder, const struct frame *frame, struct packet *packet)
{
    struct decoding d = {
        .decoder = decoder,
        .packet = packet,
        .cursor = { frame->data, frame->len,
                    frame->wire_len > frame->len ? frame->wire_len : frame->len },
        .space = SPACE_LINK,
        .type = frame->link < 0 ? UINT32_MAX : (uint32_t)frame->link,
    };

    *packet = (struct packet){ .number = frame->number, .time_us = frame->time_us };
    for (unsigned i = 0; i < HEADERS_MAX; i++) {
        const layer_fn layer = layer_find(d.space, d.type);
        const enum outcome outcome = layer ? layer(&d) : unknown(d.space, d.type);

        if (outcome != OUTCOME_NEXT)
            return outcome;
    }
    return OUTCOME_TOO_DEEP;
}
