/* dlpd/decode/decode.h - a captured frame -> the innermost TCP or UDP of it. */
#ifndef DLPD_DECODE_DECODE_H
#define DLPD_DECODE_DECODE_H

#include "decode/packet.h"

#include <stdbool.h>

struct fragments;

/** What became of a frame. */
enum outcome {
    OUTCOME_DECODED,       /* the packet is filled in */
    OUTCOME_NOT_IP,        /* ARP, spanning tree, ... */
    OUTCOME_OTHER,         /* IP, but neither TCP nor UDP */
    OUTCOME_FRAGMENT,      /* kept until the others come */
    OUTCOME_FRAGMENT_LOST, /* a fragment that no room or no sense was found for */
    OUTCOME_UNKNOWN_LINK,  /* a link type that is not in the table */
    OUTCOME_UNKNOWN_TYPE,  /* a protocol below IP that is not in the table */
    OUTCOME_ENCRYPTED,     /* IPsec */
    OUTCOME_CUT,           /* the snap length cut a header off */
    OUTCOME_MALFORMED,     /* lengths that contradict each other */
    OUTCOME_TOO_DEEP,      /* more headers than are followed */
    OUTCOME_CHECKSUM,      /* a wrong checksum, where they are verified */
    OUTCOME_NEXT,          /* inside decoding only: another header follows */
    OUTCOMES = OUTCOME_NEXT
};

/** The outcome's name in reports, and whether it means that something was not looked at. */
struct outcome_info {
    const char *name;
    const char *text;
    bool incomplete;
};
extern const struct outcome_info outcome_infos[OUTCOMES];

struct decoder {
    struct fragments *fragments;
    uint8_t *unpacked; /* the payload of an IPComp packet; NULL before the first one */
    bool verify_checksums;
};

void decoder_init(struct decoder *decoder);
void decoder_free(struct decoder *decoder);

/** A frame as a source gives it. */
struct frame {
    const uint8_t *data;
    size_t len;       /* bytes captured */
    size_t wire_len;  /* bytes there were; a smaller value counts as len */
    uint64_t number;  /* in its capture, from 1 */
    uint64_t time_us; /* since 1970 */
    int link;         /* libpcap's DLT_ number */
};

/** @param packet  filled in when OUTCOME_DECODED is returned; its payload points into the frame, or
 *                 into a buffer of the fragments that is valid until the next call. */
enum outcome decode_frame(struct decoder *decoder, const struct frame *frame,
                          struct packet *packet);

/** Can frames of that link type be read? */
bool decode_knows_link(int link);

#endif
