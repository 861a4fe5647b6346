/* dlpd/core/transfers.c - connections that others announced.
 *
 * One place for each hash, so that nobody who announces much makes anything slow, or large: a later one takes an
 * earlier one's place. */

#include "core/transfers.h"

#include "core/inspection.h"
#include "mem.h"
#include "util/secret_hash.h"

#include <string.h>

#define PLACES ((size_t)4096)
#define VALID_US UINT64_C(300000000)

struct place {
    struct endpoint listener;
    uint64_t until_us;
    struct transfer *transfer; /* NULL: empty */
};

struct transfers {
    struct place place[PLACES];
};

static struct place *place_of(struct transfers *transfers, const struct endpoint *listener)
{
    uint8_t key[19];

    key[0] = listener->address.family;
    memcpy(key + 1, listener->address.bytes, 16);
    key[17] = (uint8_t)(listener->port >> 8);
    key[18] = (uint8_t)listener->port;
    return &transfers->place[secret_hash(key, sizeof(key)) & (PLACES - 1)];
}

static bool is_same(const struct endpoint *a, const struct endpoint *b)
{
    return a->port == b->port && a->address.family == b->address.family
        && memcmp(a->address.bytes, b->address.bytes, sizeof(a->address.bytes)) == 0;
}

struct transfer *inspect_transfer_new(bool client_listens)
{
    struct transfer *const transfer = mem_array(1, sizeof(*transfer));

    transfer->refs = 1;
    transfer->client_listens = client_listens;
    return transfer;
}

void inspect_transfer_drop(struct transfer *transfer)
{
    if (!transfer || --transfer->refs > 0)
        return;
    if (transfer->name)
        explicit_bzero(transfer->name, transfer->name_len);
    mem_free(transfer->name);
    mem_free(transfer);
}

void inspect_transfer_name(struct transfer *transfer, const char *name, size_t len)
{
    if (transfer->name)
        return;
    transfer->name_len = len < TRANSFER_NAME ? len : TRANSFER_NAME;
    transfer->name = mem_copy(name, transfer->name_len);
}

void inspect_transfer_expect(struct inspection *in, struct transfer *transfer,
                             const struct endpoint *listener)
{
    struct inspector *const inspector = in->inspector;
    struct place *place;

    if (!inspector->transfers)
        inspector->transfers = mem_array(1, sizeof(*inspector->transfers));
    place = place_of(inspector->transfers, listener);
    inspect_transfer_drop(place->transfer);
    transfer->refs++;
    *place = (struct place){ .listener = *listener,
                             .until_us = in->flow->last_us + VALID_US,
                             .transfer = transfer };
}

struct transfer *transfers_take(struct transfers *transfers, const struct flow *flow,
                                unsigned *client)
{
    for (unsigned end = 0; transfers && flow->protocol == PROTOCOL_TCP && end < 2; end++) {
        struct place *const place = place_of(transfers, &flow->end[end]);
        struct transfer *const transfer = place->transfer;

        if (!transfer || !is_same(&place->listener, &flow->end[end]))
            continue;
        place->transfer = NULL;
        if (flow->first_us > place->until_us) {
            inspect_transfer_drop(transfer);
            continue;
        }
        *client = transfer->client_listens ? end : 1 - end;
        return transfer;
    }
    return NULL;
}

void transfers_free(struct transfers *transfers)
{
    if (!transfers)
        return;
    for (size_t i = 0; i < PLACES; i++)
        inspect_transfer_drop(transfers->place[i].transfer);
    mem_free(transfers);
}
