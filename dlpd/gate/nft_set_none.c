/* dlpd/gate/nft_set_none.c - what stands in for nft_set_netlink.c where libmnl is missing. */

#include "gate/nft_set.h"

#include "program.h"

#include <errno.h>
#include <stdio.h>

struct nft_sets *nft_sets_open(const char *spec, uint64_t seconds, int *status, char *error,
                               size_t error_len)
{
    (void)spec;
    (void)seconds;
    *status = STATUS_ENVIRONMENT;
    snprintf(error, error_len, "this dlpd was built without libmnl");
    return NULL;
}

int nft_sets_add(struct nft_sets *sets, const struct address *address)
{
    (void)sets;
    (void)address;
    return ENOTSUP;
}

void nft_sets_close(struct nft_sets *sets)
{
    (void)sets;
}
