/* tests/support/net_replay.h - the daemon's packet path over packets of a test, with what it prints kept
 * in memory. Used by property tests and fuzz targets. */
#ifndef SUPPORT_NET_REPLAY_H
#define SUPPORT_NET_REPLAY_H

#include "core/inspect.h"
#include "engine/scanner.h"
#include "redact/key.h"
#include "tests/support/net_frames.h"
#include "tests/support/scan_log.h"
#include "tests/unit/engine/small_rules.h"
#include "util/secret_hash.h"

#include <stdlib.h>

struct net_replay {
    struct inspector inspector;
    struct packet_path path;
    struct output out; /* out.data, out.len: the lines so far, as long as they are few */
    uint64_t number;
};

/** A scanner of the small rules whose tokens are the same in every run. Never freed. */
static inline dlp_scanner *net_scanner(void)
{
    static const struct dlp_key key = { 1, { { { 7 }, "k00000007" } } };
    static dlp_scanner *scanner;

    if (!scanner) {
        if (secret_hash_start() != 0)
            abort();
        scanner = scan_log_scanner(SMALL_RULES);
        scanner->options.key = &key;
        dlp_token_maker_init(&scanner->maker, &key);
    }
    return scanner;
}

static inline void net_replay_init(struct net_replay *replay)
{
    *replay = (struct net_replay){ .inspector = { .session_bytes = 8192,
                                                  .capture = "test",
                                                  .tokens = true,
                                                  .all_flows = true,
                                                  .batched = true } };
    replay->inspector.scanner = net_scanner();
    replay->inspector.out = &replay->out;
    inspector_init(&replay->inspector);
    output_init(&replay->out, 1, NULL);
    packet_path_init(&replay->path, &replay->inspector.events);
}

/** A packet of raw IP. From an exact copy, so that nothing can be read beside it. */
static inline void net_replay_packet(struct net_replay *replay, const uint8_t *data, size_t len)
{
    uint8_t *const copy = malloc(len ? len : 1);
    struct frame frame = { .len = len, .wire_len = len, .link = 101 };

    if (!copy)
        abort();
    if (len)
        memcpy(copy, data, len);
    frame.data = copy;
    frame.number = ++replay->number;
    frame.time_us = replay->number;
    packet_path_frame(&replay->path, &frame);
    free(copy);
}

/** All flows end; their lines are in out. */
static inline void net_replay_end(struct net_replay *replay)
{
    packet_path_end(&replay->path);
    (void)output_write("", 1, &replay->out); /* a NUL, so that it can be searched */
}

static inline void net_replay_free(struct net_replay *replay)
{
    packet_path_free(&replay->path);
    inspector_finish(&replay->inspector);
    free(replay->out.data);
}

#endif
