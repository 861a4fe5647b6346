/* dlpd/decode/layers.c - the one list of headers that are known. Adding one is a function and a line
 * here; the most frequent stand first. */

#include "decode/layer.h"

struct row {
    uint32_t type;
    layer_fn decode;
};

/* Numbers of libpcap (DLT_), not of the file format (LINKTYPE_). */
static const struct row links[] = {
    { 1, layer_ethernet },      { 113, layer_sll },   { 276, layer_sll2 }, { 101, layer_raw },
    { 12, layer_raw },          { 14, layer_raw },    { 228, layer_ipv4 }, { 229, layer_ipv6 },
    { 0, layer_null },          { 108, layer_loop },  { 9, layer_ppp },    { 50, layer_ppp },
    { 51, layer_ppp_ether },    { 104, layer_hdlc },  { 100, layer_llc },  { 106, layer_llc },
    { 107, layer_frame_relay }, { 239, layer_nflog },
};

static const struct row ethertypes[] = {
    { 0x0800, layer_ipv4 },
    { 0x86dd, layer_ipv6 },
    { 0x8100, layer_vlan },
    { 0x88a8, layer_vlan },
    { 0x9100, layer_vlan },
    { 0x9200, layer_vlan },
    { 0x8864, layer_pppoe },
    { 0x8847, layer_mpls },
    { 0x8848, layer_mpls },
    { 0x6558, layer_ethernet },
    { 0x88be, layer_erspan2 },
    { 0x22eb, layer_erspan3 },
    { 0x880b, layer_ppp },
    /* What is not IP, and carries none. */
    { 0x0806, layer_not_ip },
    { 0x8035, layer_not_ip },
    { 0x0842, layer_not_ip },
    { 0x8863, layer_not_ip },
    { 0x88cc, layer_not_ip },
    { 0x888e, layer_not_ip },
    { 0x8809, layer_not_ip },
    { 0x8902, layer_not_ip },
    { 0x88f7, layer_not_ip },
    { 0x8137, layer_not_ip },
    { 0x809b, layer_not_ip },
    { 0x80f3, layer_not_ip },
    { 0x8899, layer_not_ip },
    { 0x9000, layer_not_ip },
    { 0x6002, layer_not_ip },
    { 0x88e5, layer_encrypted }, /* MACsec */
};

static const struct row ip_protocols[] = {
    { 6, layer_tcp },           { 17, layer_udp },           { 4, layer_ipv4 },
    { 41, layer_ipv6 },         { 47, layer_gre },           { 0, layer_ipv6_options },
    { 43, layer_ipv6_options }, { 60, layer_ipv6_options },  { 44, layer_ipv6_fragment },
    { 51, layer_ah },           { 50, layer_encrypted },     { 59, layer_no_next },
    { 108, layer_ipcomp },      { 97, layer_etherip },       { 135, layer_ipv6_options },
    { 137, layer_mpls },        { 139, layer_ipv6_options }, { 140, layer_ipv6_options },
    { 143, layer_ethernet },
};

static const struct row ppp_protocols[] = {
    { 0x0021, layer_ipv4 },
    { 0x0057, layer_ipv6 },
    { 0x0281, layer_mpls },
    { 0x0283, layer_mpls },
};

/* By the port that a packet goes to. Each looks at its header before it believes the port. */
static const struct row udp_ports[] = {
    { 4789, layer_vxlan },  { 8472, layer_vxlan }, { 4790, layer_vxlan_gpe },
    { 6081, layer_geneve }, { 2152, layer_gtpu },  { 3544, layer_teredo },
    { 1701, layer_l2tp },   { 6635, layer_mpls },  { 4754, layer_gre },
};

/* By the port that it comes from: where both directions are of one tunnel. */
static const struct row udp_ports_from[] = {
    { 3544, layer_teredo },
    { 1701, layer_l2tp },
};

#define TABLE(rows) { rows, sizeof(rows) / sizeof((rows)[0]) }

static const struct {
    const struct row *rows;
    size_t len;
} spaces[] = {
    [SPACE_LINK] = TABLE(links),      [SPACE_ETHERTYPE] = TABLE(ethertypes),
    [SPACE_IP] = TABLE(ip_protocols), [SPACE_PPP] = TABLE(ppp_protocols),
    [SPACE_UDP] = TABLE(udp_ports),   [SPACE_UDP_FROM] = TABLE(udp_ports_from),
};

layer_fn layer_find(enum space space, uint32_t type)
{
    for (size_t i = 0; i < spaces[space].len; i++) {
        if (spaces[space].rows[i].type == type)
            return spaces[space].rows[i].decode;
    }
    return NULL;
}
