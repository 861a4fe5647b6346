/* dlpd/policy/range_file.h - files that say what addresses stand for: users, machines, countries.
 *
 * Users may come from our own text, and from what other programs keep: leases of DHCP servers, the clients
 * of a VPN. Which format a file has, stands in front of its path: "dnsmasq:/var/lib/misc/dnsmasq.leases". */
#ifndef DLPD_POLICY_RANGE_FILE_H
#define DLPD_POLICY_RANGE_FILE_H

#include "policy/range_table.h"
#include "policy_reader.h"

/** What a reader of lines remembers between two. */
struct lease {
    struct address_range range;
    bool open;   /* within a lease */
    bool active; /* it says so */
    char host[256];
};

/** How lines are read. */
struct range_format {
    const char *name;
    const char *wants; /* a right line, for the complaint */
    /* False: the line is wrong. It may be written to; it has no end, and no comment. */
    bool (*line)(char *line, struct lease *lease, struct range_table *out);
    bool comments; /* "#" begins one */
};

/** Text of addresses and countries. */
extern const struct range_format format_countries;

/** The format of a file of users, by what stands in front of its path.
 *  @param path  set to what is behind it. */
const struct range_format *users_format(const char *name, const char **path);

/** Add the file that the reader names to a table; false when something is wrong: that was told.
 *  Call range_table_sort() when all are in. */
bool range_file_read(struct policy_reader *reader, const struct range_format *format,
                     struct range_table *out);

/** The same from memory. @param text  ends in NUL; is written to. */
void range_lines_read(struct policy_reader *reader, const struct range_format *format, char *text,
                      struct range_table *out);

#endif
