/* dlpd/core/files.c - a file that another program took out of a connection -> a record.
 *
 * Policies and outputs speak of flows: so the file is one, of which nothing is left but the file. */

#include "core/files.h"

#include "core/inspection.h"
#include "core/life.h"
#include "core/safe_name.h"
#include "mem.h"

#include <string.h>
#include <sys/stat.h>

/* A protocol's name must outlive everything: those that are known by now. */
static const char *protocol_of(const char *name)
{
    static const char *const known[] = { "http", "http2", "smtp", "ftp-data", "ftp_data",
                                         "smb",  "nfs",   "imap", "pop3",     "tftp" };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (strcmp(known[i], name) == 0)
            return known[i];
    }
    return APP_RAW;
}

static struct flow *flow_of(const struct file_facts *facts, const struct stat *st, uint64_t number)
{
    struct flow *const flow = mem_array(1, sizeof(*flow));

    flow->number = number;
    flow->end[0] = facts->from;
    flow->end[1] = facts->to;
    flow->protocol = PROTOCOL_TCP;
    flow->client_known = true;
    flow->bytes[0] = (uint64_t)st->st_size;
    flow->first_us =
        (uint64_t)st->st_mtim.tv_sec * 1000000u + (uint64_t)st->st_mtim.tv_nsec / 1000u;
    flow->last_us = life_now_us();
    return flow;
}

static void tell_name(struct inspection *in, const char *member, const char *name)
{
    char *const copy = mem_copy(name, strlen(name));

    safe_name(copy, strlen(copy), in->inspector->scanner);
    inspect_detail(in, member, copy);
    mem_free(copy);
}

void files_scan(struct inspector *inspector, int fd, const char *path,
                const struct file_facts *facts, uint64_t number)
{
    struct inspection *in;
    struct flow *flow;
    struct stat st;

    if (fstat(fd, &st) != 0)
        memset(&st, 0, sizeof(st));
    flow = flow_of(facts, &st, number);
    inspector->events.open(flow, inspector->events.user);
    in = flow->user;
    in->over = true;
    in->is_file = true;
    in->name = protocol_of(facts->protocol);
    in->left = LEFT_ALL;
    in->side[0].scanned = (uint64_t)st.st_size;
    tell_name(in, "path", path);
    if (facts->name[0])
        tell_name(in, "file", facts->name);
    if (facts->host[0])
        inspect_host(in, facts->host, strlen(facts->host));
    if (facts->cut)
        inspection_reason(in, 0, "missing", 0);
    documents_ask_file(in, fd);
}
