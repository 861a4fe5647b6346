/* dlpd/gate/nft_set.h - sets of addresses in nftables, into which addresses are put for a while. */
#ifndef DLPD_GATE_NFT_SET_H
#define DLPD_GATE_NFT_SET_H

#include "decode/packet.h"

struct nft_sets;

/** @param spec   "inet:TABLE:SET" or "inet:TABLE:SET4:SET6": a set of IPv4 addresses, and one of IPv6; "ip" and
 *                "ip6" for tables of one family.
 *  @param seconds  for which an address stays.
 *  @return NULL when it is not so, or such sets with the flag "timeout" are not there: *status is an exit
 *          status, and error says why */
struct nft_sets *nft_sets_open(const char *spec, uint64_t seconds, int *status, char *error,
                               size_t error_len);

/** Put an address into its set. One that is there stays as long as it would have.
 *  @return 0; an errno when the kernel does not take it; EAFNOSUPPORT when there is no set for it */
int nft_sets_add(struct nft_sets *sets, const struct address *address);

void nft_sets_close(struct nft_sets *sets);

#endif
