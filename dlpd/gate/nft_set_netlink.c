/* dlpd/gate/nft_set_netlink.c - sets of addresses in nftables, by netlink: the socket is opened before system calls
 * are limited, and no program has to be started. */

#include "gate/nft_set.h"

#include "mem.h"
#include "program.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#define NAME_ROOM 64
#define SETS 2
#define WAIT_S 1 /* the kernel answers at once; else it is broken */

struct nft_sets {
    struct mnl_socket *socket;
    uint8_t family;
    char table[NAME_ROOM];
    char set[SETS][NAME_ROOM]; /* of IPv4, of IPv6; "": none */
    uint64_t milliseconds;
    uint32_t sequence;
    char bytes[4096];
};

/* ---- What the command line says ---------------------------------------------------------- */

static bool take_word(const char **spec, char out[NAME_ROOM])
{
    const size_t len = strcspn(*spec, ":");

    if (len == 0 || len >= NAME_ROOM)
        return false;
    memcpy(out, *spec, len);
    out[len] = '\0';
    *spec += len + ((*spec)[len] == ':');
    return true;
}

static bool read_spec(struct nft_sets *sets, const char *spec)
{
    static const struct {
        const char *name;
        uint8_t family;
        size_t first, most; /* sets */
    } families[] = { { "inet", NFPROTO_INET, 0, 2 },
                     { "ip", NFPROTO_IPV4, 0, 1 },
                     { "ip6", NFPROTO_IPV6, 1, 1 } };
    char family[NAME_ROOM];

    if (!take_word(&spec, family) || !take_word(&spec, sets->table))
        return false;
    for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
        if (strcmp(family, families[i].name) != 0)
            continue;
        sets->family = families[i].family;
        for (size_t s = 0; s < families[i].most && (s == 0 || *spec); s++) {
            if (!take_word(&spec, sets->set[families[i].first + s]))
                return false;
        }
        return *spec == '\0';
    }
    return false;
}

/* ---- Messages ---------------------------------------------------------------------------- */

static struct nlmsghdr *message_at(struct nft_sets *sets, char *at, uint16_t type, uint16_t flags,
                                   uint8_t family, uint16_t resource)
{
    struct nlmsghdr *const head = mnl_nlmsg_put_header(at);
    struct nfgenmsg *const more = mnl_nlmsg_put_extra_header(head, sizeof(*more));

    head->nlmsg_type = type;
    head->nlmsg_flags = (uint16_t)(NLM_F_REQUEST | flags);
    head->nlmsg_seq = ++sets->sequence;
    more->nfgen_family = family;
    more->version = NFNETLINK_V0;
    more->res_id = htons(resource);
    return head;
}

/* The set's own description. */
struct described {
    uint32_t flags, key_len;
};

static int on_attribute(const struct nlattr *attr, void *user)
{
    struct described *const out = user;

    if (mnl_attr_get_type(attr) == NFTA_SET_FLAGS)
        out->flags = ntohl(mnl_attr_get_u32(attr));
    if (mnl_attr_get_type(attr) == NFTA_SET_KEY_LEN)
        out->key_len = ntohl(mnl_attr_get_u32(attr));
    return MNL_CB_OK;
}

static int on_message(const struct nlmsghdr *head, void *user)
{
    return mnl_attr_parse(head, sizeof(struct nfgenmsg), on_attribute, user);
}

/* Read answers until the one to the last message. @return 0, or an errno */
static int wait_for(struct nft_sets *sets, uint32_t first, uint32_t last, mnl_cb_t on, void *user)
{
    for (;;) {
        const ssize_t n = mnl_socket_recvfrom(sets->socket, sets->bytes, sizeof(sets->bytes));
        const struct nlmsghdr *head = (const struct nlmsghdr *)(const void *)sets->bytes;
        int left = (int)n;

        if (n < 0)
            return errno;
        for (; mnl_nlmsg_ok(head, left); head = mnl_nlmsg_next(head, &left)) {
            if (head->nlmsg_seq < first || head->nlmsg_seq > last)
                continue; /* of a question that was given up */
            if (head->nlmsg_type == NLMSG_ERROR)
                return -((const struct nlmsgerr *)mnl_nlmsg_get_payload(head))->error;
            if (on)
                (void)on(head, user);
        }
    }
}

static int describe(struct nft_sets *sets, const char *set, struct described *out)
{
    struct nlmsghdr *const head =
        message_at(sets, sets->bytes, (NFNL_SUBSYS_NFTABLES << 8) | NFT_MSG_GETSET, NLM_F_ACK,
                   sets->family, 0);
    const uint32_t asked = head->nlmsg_seq;

    mnl_attr_put_strz(head, NFTA_SET_TABLE, sets->table);
    mnl_attr_put_strz(head, NFTA_SET_NAME, set);
    if (mnl_socket_sendto(sets->socket, head, head->nlmsg_len) < 0)
        return errno;
    return wait_for(sets, asked, asked, on_message, out);
}

static void put_element(struct nft_sets *sets, struct nlmsghdr *head, const char *set,
                        const uint8_t *key, size_t key_len)
{
    struct nlattr *list, *element, *nest;

    mnl_attr_put_strz(head, NFTA_SET_ELEM_LIST_TABLE, sets->table);
    mnl_attr_put_strz(head, NFTA_SET_ELEM_LIST_SET, set);
    list = mnl_attr_nest_start(head, NFTA_SET_ELEM_LIST_ELEMENTS);
    element = mnl_attr_nest_start(head, NFTA_LIST_ELEM);
    nest = mnl_attr_nest_start(head, NFTA_SET_ELEM_KEY);
    mnl_attr_put(head, NFTA_DATA_VALUE, key_len, key);
    mnl_attr_nest_end(head, nest);
    mnl_attr_put_u64(head, NFTA_SET_ELEM_TIMEOUT, htobe64(sets->milliseconds));
    mnl_attr_nest_end(head, element);
    mnl_attr_nest_end(head, list);
}

int nft_sets_add(struct nft_sets *sets, const struct address *address)
{
    const char *const set = sets->set[address->family == 6];
    const uint32_t first = sets->sequence + 1;
    struct nlmsghdr *head;
    char *at = sets->bytes;

    if (!*set)
        return EAFNOSUPPORT;
    head = message_at(sets, at, NFNL_MSG_BATCH_BEGIN, 0, AF_UNSPEC, NFNL_SUBSYS_NFTABLES);
    at += head->nlmsg_len;
    head = message_at(sets, at, (NFNL_SUBSYS_NFTABLES << 8) | NFT_MSG_NEWSETELEM,
                      NLM_F_CREATE | NLM_F_ACK, sets->family, 0);
    put_element(sets, head, set, address->bytes, address->family == 6 ? 16 : 4);
    at += head->nlmsg_len;
    head = message_at(sets, at, NFNL_MSG_BATCH_END, 0, AF_UNSPEC, NFNL_SUBSYS_NFTABLES);
    at += head->nlmsg_len;
    if (mnl_socket_sendto(sets->socket, sets->bytes, (size_t)(at - sets->bytes)) < 0)
        return errno;
    return wait_for(sets, first, sets->sequence, NULL, NULL);
}

/* ---- Opening ----------------------------------------------------------------------------- */

static int open_socket(struct nft_sets *sets)
{
    const struct timeval most = { .tv_sec = WAIT_S };

    sets->socket = mnl_socket_open2(NETLINK_NETFILTER, SOCK_CLOEXEC);
    if (!sets->socket || mnl_socket_bind(sets->socket, 0, MNL_SOCKET_AUTOPID) < 0)
        return errno;
    (void)setsockopt(mnl_socket_get_fd(sets->socket), SOL_SOCKET, SO_RCVTIMEO, &most, sizeof(most));
    return 0;
}

/* Is it there, for such addresses, and does it forget them? */
static bool check_set(struct nft_sets *sets, size_t which, int *status, char *error, size_t len)
{
    struct described got = { 0, 0 };
    const int failed = describe(sets, sets->set[which], &got);

    *status = failed == EPERM ? STATUS_ENVIRONMENT : STATUS_USER;
    if (failed)
        snprintf(error, len, "set %s of table %s: %s", sets->set[which], sets->table,
                 failed == ENOENT ? "there is none" : strerror(failed));
    else if (got.key_len != (which ? 16 : 4))
        snprintf(error, len, "set %s is not of type %s", sets->set[which],
                 which ? "ipv6_addr" : "ipv4_addr");
    else if (!(got.flags & NFT_SET_TIMEOUT))
        snprintf(error, len, "set %s has no 'flags timeout': nothing would leave it again",
                 sets->set[which]);
    else
        return true;
    return false;
}

static bool prepare(struct nft_sets *sets, const char *spec, int *status, char *error, size_t len)
{
    int failed;

    *status = STATUS_USER;
    if (!read_spec(sets, spec)) {
        snprintf(error, len, "not a family, a table and sets, as in inet:dlp:bad4:bad6");
        return false;
    }
    failed = open_socket(sets);
    if (failed) {
        *status = STATUS_ENVIRONMENT;
        snprintf(error, len, "%s", strerror(failed));
        return false;
    }
    for (size_t i = 0; i < SETS; i++) {
        if (sets->set[i][0] && !check_set(sets, i, status, error, len))
            return false;
    }
    return true;
}

struct nft_sets *nft_sets_open(const char *spec, uint64_t seconds, int *status, char *error,
                               size_t error_len)
{
    struct nft_sets *const sets = mem_array(1, sizeof(*sets));

    sets->milliseconds = seconds * 1000;
    if (prepare(sets, spec, status, error, error_len))
        return sets;
    nft_sets_close(sets);
    return NULL;
}

void nft_sets_close(struct nft_sets *sets)
{
    if (!sets)
        return;
    if (sets->socket)
        mnl_socket_close(sets->socket);
    mem_free(sets);
}
