/* dlpd/gate/queue_netlink.c - an NFQUEUE, by libnetfilter_queue and libmnl.
 *
 * Verdicts are collected and sent together, one message each: the kernel's own "batch verdict" judges all
 * packets up to a number, and some of these may be held back. NFQA_CFG_F_GSO takes segments as they were
 * sent, up to 64 KiB at once: without it the kernel cuts them first, and every piece is a packet.
 * NFQA_CFG_F_FAIL_OPEN is never set: under load it lets nearly everything pass, and counts nothing. What
 * finds no room in the queue is dropped and counted, and TCP sends it again. */

#include "gate/queue.h"

#include "mem.h"
#include "program.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <libnetfilter_queue/libnetfilter_queue.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nfnetlink_queue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define RECEIVE_BYTES ((size_t)128 << 10) /* more than a packet of 64 KiB and what is told of it */
#define SEND_BYTES ((size_t)32 << 10)
#define VERDICT_MOST 512 /* bytes of a verdict, with the packet that is put in place */
#define SOCKET_BYTES (16 << 20)
#define COPY_BYTES 0xffff

struct queue {
    struct mnl_socket *socket; /* NULL: another process has it */
    FILE *counts;              /* of all queues; NULL: the kernel does not tell us */
    uint16_t number;
    char *receive, *send;
    size_t send_len;
    queue_fn on_packet;
    void *user;
};

static int explain(int code, char *error, size_t len)
{
    if (code == EPERM || code == EBUSY) { /* the kernel does not tell one from the other */
        snprintf(error, len,
                 "another program has bound it; or root, or CAP_NET_ADMIN, is missing to bind it");
        return STATUS_ENVIRONMENT;
    }
    snprintf(error, len, "cannot be bound: %s%s", strerror(code),
             code == EPROTONOSUPPORT || code == EINVAL ? "; does the kernel have nfnetlink_queue?"
                                                       : "");
    return STATUS_ENVIRONMENT;
}

/* Send a configuration message and hear what the kernel says. 0, or an errno. */
static int configure(struct queue *queue, struct nlmsghdr *head)
{
    ssize_t got;

    head->nlmsg_flags |= NLM_F_ACK;
    if (mnl_socket_sendto(queue->socket, head, head->nlmsg_len) < 0)
        return errno;
    for (;;) {
        const struct nlmsghdr *answer = (const struct nlmsghdr *)queue->receive;

        got = mnl_socket_recvfrom(queue->socket, queue->receive, RECEIVE_BYTES);
        if (got < 0)
            return errno;
        if (answer->nlmsg_type == NLMSG_ERROR)
            return -((const struct nlmsgerr *)mnl_nlmsg_get_payload(answer))->error;
        /* A packet, which came before the last answer: it waits for nothing, so let it be dropped. */
    }
}

static int bind_queue(struct queue *queue, const struct queue_options *options)
{
    struct nlmsghdr *head;
    int code;

    head = nfq_nlmsg_put(queue->send, NFQNL_MSG_CONFIG, queue->number);
    nfq_nlmsg_cfg_put_cmd(head, AF_UNSPEC, NFQNL_CFG_CMD_BIND);
    code = configure(queue, head);
    if (code)
        return code;
    /* All in one message with the mode: no packet comes before the flags stand. */
    head = nfq_nlmsg_put(queue->send, NFQNL_MSG_CONFIG, queue->number);
    mnl_attr_put_u32(head, NFQA_CFG_FLAGS, htonl(NFQA_CFG_F_GSO));
    mnl_attr_put_u32(head, NFQA_CFG_MASK, htonl(NFQA_CFG_F_GSO | NFQA_CFG_F_FAIL_OPEN));
    nfq_nlmsg_cfg_put_qmaxlen(head, options->length);
    nfq_nlmsg_cfg_put_params(head, NFQNL_COPY_PACKET, COPY_BYTES);
    return configure(queue, head);
}

static int start(struct queue *queue, const struct queue_options *options)
{
    const int fd = mnl_socket_get_fd(queue->socket);
    const int size = SOCKET_BYTES, one = 1;

    if (mnl_socket_bind(queue->socket, 0, MNL_SOCKET_AUTOPID) < 0)
        return errno;
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)) != 0)
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
    /* A full socket is no error for us to hear of: the kernel counts what it drops then. */
    (void)setsockopt(fd, SOL_NETLINK, NETLINK_NO_ENOBUFS, &one, sizeof(one));
    return bind_queue(queue, options);
}

const char *queue_missing(void)
{
    return NULL;
}

static struct queue *queue_new(uint16_t number)
{
    struct queue *const queue = mem_array(1, sizeof(*queue));

    queue->number = number;
    queue->counts = fopen("/proc/net/netfilter/nfnetlink_queue", "re");
    if (queue->counts) /* it is read again and again: what was buffered would be told for ever */
        (void)setvbuf(queue->counts, NULL, _IONBF, 0);
    queue->receive = mem_alloc(RECEIVE_BYTES);
    queue->send = mem_alloc(SEND_BYTES);
    return queue;
}

struct queue *queue_open(const struct queue_options *options, int *status, char *error,
                         size_t error_len)
{
    struct queue *const queue = queue_new(options->number);
    int code;

    queue->socket = mnl_socket_open2(NETLINK_NETFILTER, SOCK_CLOEXEC);
    code = queue->socket ? start(queue, options) : errno;
    if (code == 0)
        return queue;
    *status = explain(code, error, error_len);
    queue_close(queue);
    return NULL;
}

struct queue *queue_expect(uint16_t number)
{
    return queue_new(number);
}

bool queue_adopt(struct queue *queue, int fd, char *error, size_t error_len)
{
    queue->socket = mnl_socket_fdopen(fd);
    if (queue->socket)
        return true;
    (void)explain(errno, error, error_len);
    close(fd);
    return false;
}

int queue_fd(const struct queue *queue)
{
    return mnl_socket_get_fd(queue->socket);
}

static int on_message(const struct nlmsghdr *head, void *user)
{
    struct queue *const queue = user;
    struct nlattr *attr[NFQA_MAX + 1] = { NULL };
    const struct nfqnl_msg_packet_hdr *packet;
    struct queued queued = { 0 };

    if (nfq_nlmsg_parse(head, attr) < 0 || !attr[NFQA_PACKET_HDR])
        return MNL_CB_OK;
    packet = mnl_attr_get_payload(attr[NFQA_PACKET_HDR]);
    queued.id = ntohl(packet->packet_id);
    if (attr[NFQA_MARK])
        queued.mark = ntohl(mnl_attr_get_u32(attr[NFQA_MARK]));
    if (attr[NFQA_PAYLOAD]) {
        queued.data = mnl_attr_get_payload(attr[NFQA_PAYLOAD]);
        queued.len = mnl_attr_get_payload_len(attr[NFQA_PAYLOAD]);
    }
    queued.wire_len = queued.len;
    if (attr[NFQA_CAP_LEN] && ntohl(mnl_attr_get_u32(attr[NFQA_CAP_LEN])) > queued.len)
        queued.wire_len = ntohl(mnl_attr_get_u32(attr[NFQA_CAP_LEN]));
    queue->on_packet(&queued, queue->user);
    return MNL_CB_OK;
}

int queue_read(struct queue *queue, unsigned most, queue_fn on_packet, void *user)
{
    const int fd = mnl_socket_get_fd(queue->socket);
    const unsigned int port = mnl_socket_get_portid(queue->socket);
    int packets = 0;

    queue->on_packet = on_packet;
    queue->user = user;
    while ((unsigned)packets < most) {
        const ssize_t got = recv(fd, queue->receive, RECEIVE_BYTES, MSG_DONTWAIT);

        if (got < 0 && (errno == EAGAIN || errno == ENOBUFS || errno == EINTR))
            break;
        if (got <= 0)
            return -1;
        /* What the kernel says of a verdict (its packet is gone) is no reason to end. */
        (void)mnl_cb_run(queue->receive, (size_t)got, 0, port, on_message, queue);
        packets++;
    }
    return packets;
}

/* Room for one more verdict: the others are sent when there is none. */
static struct nlmsghdr *verdict(struct queue *queue, uint32_t id, int what)
{
    struct nlmsghdr *head;

    if (queue->send_len + VERDICT_MOST > SEND_BYTES)
        queue_flush(queue);
    head = nfq_nlmsg_put(queue->send + queue->send_len, NFQNL_MSG_VERDICT, queue->number);
    nfq_nlmsg_verdict_put(head, (int)id, what);
    return head;
}

static void verdict_end(struct queue *queue, const struct nlmsghdr *head)
{
    queue->send_len += (head->nlmsg_len + 3u) & ~(size_t)3;
}

void queue_accept(struct queue *queue, uint32_t id)
{
    verdict_end(queue, verdict(queue, id, NF_ACCEPT));
}

void queue_drop(struct queue *queue, uint32_t id)
{
    verdict_end(queue, verdict(queue, id, NF_DROP));
}

void queue_accept_marked(struct queue *queue, uint32_t id, uint32_t mark)
{
    struct nlmsghdr *const head = verdict(queue, id, NF_ACCEPT);

    nfq_nlmsg_verdict_put_mark(head, mark);
    verdict_end(queue, head);
}

void queue_replace(struct queue *queue, uint32_t id, const uint8_t *data, size_t len)
{
    struct nlmsghdr *const head = verdict(queue, id, NF_ACCEPT);

    nfq_nlmsg_verdict_put_pkt(head, data, (uint32_t)len);
    verdict_end(queue, head);
}

void queue_flush(struct queue *queue)
{
    if (queue->send_len)
        (void)mnl_socket_sendto(queue->socket, queue->send, queue->send_len);
    explicit_bzero(queue->send, queue->send_len);
    queue->send_len = 0;
}

bool queue_losses(const struct queue *queue, struct queue_losses *losses)
{
    char line[256];

    if (!queue->counts)
        return false;
    rewind(queue->counts);
    while (fgets(line, sizeof(line), queue->counts)) {
        char *at = line;
        unsigned long long column[7] = { 0 };

        for (size_t i = 0; i < sizeof(column) / sizeof(column[0]); i++)
            column[i] = strtoull(at, &at, 10);
        if (column[0] != queue->number)
            continue;
        *losses = (struct queue_losses){ column[5], column[6] };
        return true;
    }
    return false;
}

void queue_close(struct queue *queue)
{
    if (!queue)
        return;
    if (queue->socket) {
        queue_flush(queue);
        mnl_socket_close(queue->socket);
    }
    if (queue->counts)
        fclose(queue->counts);
    explicit_bzero(queue->receive, RECEIVE_BYTES);
    mem_free(queue->receive);
    mem_free(queue->send);
    mem_free(queue);
}
