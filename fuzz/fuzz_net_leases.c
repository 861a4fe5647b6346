/* fuzz/fuzz_net_leases.c - any text may stand in a file of leases: what was read of it is found again, and by the
 * smallest range that holds an address, as a look at every row says. The first byte chooses the format. */

#include "fuzz.h"

#include "policy/range_file.h"

static unsigned all_bits(const struct range_row *row)
{
    return row->range.bits + (row->range.address.family == 4 ? 96 : 0);
}

/* The row that a look at all of them finds. */
static const struct range_row *plain_find(const struct range_table *table,
                                          const struct address *address)
{
    const struct range_row *best = NULL;

    for (size_t i = 0; i < table->len; i++) {
        if (range_holds(&table->rows[i].range, address)
            && (!best || all_bits(&table->rows[i]) > all_bits(best)))
            best = &table->rows[i];
    }
    return best;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static const char *const names[] = { "text:", "dnsmasq:", "dhcpd:", "openvpn:", "" };
    const unsigned which = len ? data[0] % 5 : 0;
    char *const text = fuzz_string(data + (len > 0), len ? len - 1 : 0);
    struct policy_reader reader = { .file = "fuzz" };
    struct range_table table = { 0 };
    const char *path;

    range_lines_read(&reader, which == 4 ? &format_countries : users_format(names[which], &path),
                     text, &table);
    range_table_sort(&table);
    for (size_t i = 0; i < table.len && i < 64; i++) {
        struct address address = table.rows[i].range.address;

        FUZZ_CHECK(range_table_find(&table, &address) == plain_find(&table, &address));
        address.bytes[3] ^= 1;
        FUZZ_CHECK(range_table_find(&table, &address) == plain_find(&table, &address));
        address.bytes[1] ^= 0x80;
        FUZZ_CHECK(range_table_find(&table, &address) == plain_find(&table, &address));
    }
    range_table_free(&table);
    free(text);
    return 0;
}
