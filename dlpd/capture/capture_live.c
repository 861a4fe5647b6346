/* dlpd/capture/capture_live.c - frames from a network interface, by libpcap.
 *
 * The kernel's counters have 32 bits and wrap around on a busy line, so they are followed. */

#include "capture/capture_live.h"

#include "mem.h"
#include "program.h"

#include <errno.h>
#include <linux/if_packet.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

struct live {
    pcap_t *pcap;
    uint64_t number;
    int fd, link;
    uint64_t from_us; /* what came earlier is somebody else's; 0: by now all is ours */
    struct pcap_stat last;
    struct live_losses losses;
    char error[PCAP_ERRBUF_SIZE];
};

/* What the machine's owner can do about it. */
static int explain(int result, const struct live_options *options, pcap_t *pcap, char *error,
                   size_t len)
{
    switch (result) {
    case PCAP_ERROR_NO_SUCH_DEVICE:
        snprintf(error, len, "no such interface; 'ip link' shows them");
        return STATUS_USER;
    case PCAP_ERROR_PERM_DENIED:
    case PCAP_ERROR_PROMISC_PERM_DENIED:
        snprintf(error, len, "no permission to capture: that takes root, or CAP_NET_RAW");
        return STATUS_ENVIRONMENT;
    case PCAP_ERROR_IFACE_NOT_UP:
        snprintf(error, len, "the interface is down; 'ip link set %s up' brings it up",
                 options->interface);
        return STATUS_ENVIRONMENT;
    default:
        snprintf(error, len, "%s: %s", pcap_statustostr(result), pcap_geterr(pcap));
        return STATUS_ENVIRONMENT;
    }
}

static void choose(pcap_t *pcap, const struct live_options *options)
{
    (void)pcap_set_snaplen(pcap, (int)options->snap);
    (void)pcap_set_buffer_size(pcap, (int)options->ring);
    (void)pcap_set_promisc(pcap, 1);
    (void)pcap_set_timeout(pcap, options->batch_ms ? (int)options->batch_ms : 1);
    (void)pcap_set_immediate_mode(pcap, options->batch_ms == 0);
}

static int set_filter(pcap_t *pcap, const struct live_options *options, char *error, size_t len)
{
    struct bpf_program code;
    int status = STATUS_CLEAN;

    if (!options->filter)
        return STATUS_CLEAN;
    if (pcap_compile(pcap, &code, options->filter, 1, PCAP_NETMASK_UNKNOWN) != 0) {
        snprintf(error, len, "the filter is wrong: %s", pcap_geterr(pcap));
        return STATUS_USER;
    }
    if (pcap_setfilter(pcap, &code) != 0) {
        snprintf(error, len, "the filter cannot be used: %s", pcap_geterr(pcap));
        status = STATUS_ENVIRONMENT;
    }
    pcap_freecode(&code);
    return status;
}

/* Share the frames with the other sockets of the group: the kernel's hash of addresses and ports is the same for
 * both directions, and it puts IPv4 fragments together first. What came before that came to all of them. */
static int join(struct live *live, const struct live_options *options, char *error, size_t len)
{
    const int how = PACKET_FANOUT_HASH | PACKET_FANOUT_FLAG_DEFRAG;
    const int value = (int)((unsigned)how << 16 | options->fanout);
    struct timespec now;

    if (!options->fanout)
        return STATUS_CLEAN;
    if (setsockopt(pcap_fileno(live->pcap), SOL_PACKET, PACKET_FANOUT, &value, sizeof(value))
        != 0) {
        snprintf(error, len, "the frames of group %u cannot be shared: %s%s",
                 (unsigned)options->fanout, strerror(errno),
                 errno == EINVAL ? "; is it in use on another interface, or by another program?"
                                 : "");
        return STATUS_ENVIRONMENT;
    }
    clock_gettime(CLOCK_REALTIME, &now);
    live->from_us = (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
    return STATUS_CLEAN;
}

static int start(struct live *live, const struct live_options *options, char *error, size_t len)
{
    int result, status;

    choose(live->pcap, options);
    result = pcap_activate(live->pcap);
    if (result < 0)
        return explain(result, options, live->pcap, error, len);
    live->link = pcap_datalink(live->pcap);
    if (!decode_knows_link(live->link)) {
        snprintf(error, len, "link type %d is not known", live->link);
        return STATUS_USER;
    }
    status = set_filter(live->pcap, options, error, len);
    if (status == STATUS_CLEAN)
        status = join(live, options, error, len);
    if (status != STATUS_CLEAN)
        return status;
    live->fd = pcap_get_selectable_fd(live->pcap);
    if (pcap_setnonblock(live->pcap, 1, error) != 0 || live->fd < 0) {
        snprintf(error, len, "the interface cannot be waited for");
        return STATUS_ENVIRONMENT;
    }
    return STATUS_CLEAN;
}

struct live *live_open(const struct live_options *options, int *status, char *error,
                       size_t error_len)
{
    struct live *const live = mem_array(1, sizeof(*live));
    char why[PCAP_ERRBUF_SIZE] = "";

    live->pcap = pcap_create(options->interface, why);
    if (live->pcap) {
        *status = start(live, options, why, sizeof(why));
        if (*status == STATUS_CLEAN)
            return live;
        pcap_close(live->pcap);
    } else {
        *status = STATUS_ENVIRONMENT;
    }
    snprintf(error, error_len, "%s", why);
    mem_free(live);
    return NULL;
}

static enum live_result next(struct live *live, struct frame *frame)
{
    struct pcap_pkthdr *head = NULL;
    const unsigned char *data = NULL;
    const int result = pcap_next_ex(live->pcap, &head, &data);

    if (result == 0)
        return LIVE_NOTHING;
    if (result != 1) {
        snprintf(live->error, sizeof(live->error), "%s", pcap_geterr(live->pcap));
        return LIVE_BROKEN;
    }
    *frame = (struct frame){
        .data = data,
        .len = head->caplen,
        .wire_len = head->len,
        .number = ++live->number,
        .time_us = (uint64_t)head->ts.tv_sec * 1000000u + (uint64_t)head->ts.tv_usec,
        .link = live->link,
    };
    return LIVE_FRAME;
}

enum live_result live_next(struct live *live, struct frame *frame)
{
    enum live_result result;

    do
        result = next(live, frame);
    while (result == LIVE_FRAME && frame->time_us < live->from_us);
    if (result == LIVE_FRAME)
        live->from_us = 0; /* they come in order; and the clock may be set back one day */
    return result;
}

int live_fd(const struct live *live)
{
    return live->fd;
}

const char *live_error(const struct live *live)
{
    return live->error;
}

bool live_losses(struct live *live, struct live_losses *losses)
{
    struct pcap_stat now;
    const bool told = pcap_stats(live->pcap, &now) == 0;

    if (told) {
        live->losses.received += now.ps_recv - live->last.ps_recv;
        live->losses.lost += now.ps_drop - live->last.ps_drop;
        live->losses.lost_earlier += now.ps_ifdrop - live->last.ps_ifdrop;
        live->last = now;
    }
    *losses = live->losses;
    return told;
}

void live_close(struct live *live)
{
    if (!live)
        return;
    pcap_close(live->pcap);
    mem_free(live);
}
