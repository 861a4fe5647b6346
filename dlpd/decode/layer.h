/* dlpd/decode/layer.h - what the decoders of single headers share. */
#ifndef DLPD_DECODE_LAYER_H
#define DLPD_DECODE_LAYER_H

#include "decode/cursor.h"
#include "decode/decode.h"

/** Whose numbers say what follows. */
enum space { SPACE_LINK, SPACE_ETHERTYPE, SPACE_IP, SPACE_PPP, SPACE_UDP, SPACE_UDP_FROM };

struct decoding {
    struct decoder *decoder;
    struct packet *packet;
    struct cursor cursor;
    enum space space; /* of what follows, set with OUTCOME_NEXT */
    uint32_t type;
    uint32_t scope;     /* tells fragments of different VLANs apart */
    bool routed;        /* IPv6: the address that the checksum is made with is another one */
    uint8_t ip_version; /* of the innermost IP header, 0 before it */
};

/** Take one header off the cursor. OUTCOME_NEXT: space and type say what follows. */
typedef enum outcome (*layer_fn)(struct decoding *d);

/** The decoder of a number, or NULL. */
layer_fn layer_find(enum space space, uint32_t type);

static inline enum outcome layer_next(struct decoding *d, enum space space, uint32_t type)
{
    d->space = space;
    d->type = type;
    return OUTCOME_NEXT;
}

/** The header is not whole: cut by the snap length, or too short to be one. */
static inline enum outcome layer_short(const struct decoding *d, size_t need)
{
    return d->cursor.wire >= need ? OUTCOME_CUT : OUTCOME_MALFORMED;
}

/* link.c */
enum outcome layer_ethernet(struct decoding *d);
enum outcome layer_vlan(struct decoding *d);
enum outcome layer_sll(struct decoding *d);
enum outcome layer_sll2(struct decoding *d);
enum outcome layer_raw(struct decoding *d);
enum outcome layer_null(struct decoding *d);
enum outcome layer_loop(struct decoding *d);
enum outcome layer_llc(struct decoding *d);
enum outcome layer_nflog(struct decoding *d);
/* ppp.c */
enum outcome layer_ppp(struct decoding *d);
enum outcome layer_ppp_ether(struct decoding *d);
enum outcome layer_hdlc(struct decoding *d);
enum outcome layer_pppoe(struct decoding *d);
enum outcome layer_mpls(struct decoding *d);
enum outcome layer_frame_relay(struct decoding *d);
/* ipv4.c, ipv6.c, extension.c */
enum outcome layer_ipv4(struct decoding *d);
enum outcome layer_ipv6(struct decoding *d);
enum outcome layer_ipv6_options(struct decoding *d);
enum outcome layer_ipv6_fragment(struct decoding *d);
enum outcome layer_ah(struct decoding *d);
enum outcome layer_no_next(struct decoding *d);
enum outcome layer_not_ip(struct decoding *d);
enum outcome layer_encrypted(struct decoding *d);
/* ipcomp.c */
#define IPCOMP_MAX ((size_t)65535)
enum outcome layer_ipcomp(struct decoding *d);
/* transport.c */
enum outcome layer_tcp(struct decoding *d);
enum outcome layer_udp(struct decoding *d);
/* tunnel.c */
enum outcome layer_gre(struct decoding *d);
enum outcome layer_erspan2(struct decoding *d);
enum outcome layer_erspan3(struct decoding *d);
enum outcome layer_vxlan(struct decoding *d);
enum outcome layer_vxlan_gpe(struct decoding *d);
enum outcome layer_geneve(struct decoding *d);
enum outcome layer_gtpu(struct decoding *d);
enum outcome layer_teredo(struct decoding *d);
enum outcome layer_l2tp(struct decoding *d);
enum outcome layer_etherip(struct decoding *d);

#endif
