/* dlpd/settings.h - the command line -> struct settings. */
#ifndef DLPD_SETTINGS_H
#define DLPD_SETTINGS_H

#include "program.h"
#include "rule_choice.h"

#include <stddef.h>
#include <stdint.h>

enum option_id {
    OPTION_END = 0, /* closes a command's list */
    OPTION_STREAMS,
    OPTION_BOTH,
    OPTION_FLOWS,
    OPTION_PACED,
    OPTION_CHECKSUMS,
    OPTION_ROTATED,
    OPTION_MAX_BYTES,
    OPTION_MEMORY,
    OPTION_RULES,
    OPTION_ENABLE,
    OPTION_DISABLE,
    OPTION_MIN_CONFIDENCE,
    OPTION_KEY_FILE,
    OPTION_INCOMPLETE,
    OPTION_NO_CACHE,
    OPTION_CACHE_DIR,
    OPTION_POLICY,
    OPTION_AGAINST,
    OPTION_OUTPUTS,
    OPTION_AUDIT_KEY,
    OPTION_WITNESS,
    OPTION_INTERFACE,
    OPTION_FILTER,
    OPTION_SNAP,
    OPTION_RING,
    OPTION_BATCH,
    OPTION_FANOUT,
    OPTION_USER,
    OPTION_CONTROL,
    OPTION_QUEUE,
    OPTION_QUEUE_LENGTH,
    OPTION_HAND_OVER,
    OPTION_FAIL,
    OPTION_HOLD,
    OPTION_MARK,
    OPTION_RESET,
    OPTION_CONDEMN,
    OPTION_CONDEMN_TIME,
    OPTION_CONDEMN_WHO,
    OPTION_EXTRACTOR,
    OPTION_DOCUMENT_SIZE,
    OPTION_DOCUMENT_MEMORY,
    OPTION_DOCUMENT_TIME,
    OPTION_DOCUMENT_HOLD,
    OPTION_SIMULATE,
    OPTION_LAST
};
#define SETTING_OPTIONS ((size_t)OPTION_LAST - 1) /* in the table */

/** Strings point into argv or the environment. */
struct settings {
    bool streams;
    bool both;
    bool flows;
    bool paced;
    bool checksums;
    bool rotated;
    bool incomplete_fails;
    bool queue_given;
    bool fail_open;
    bool reset;            /* connections that a policy blocks, by who only watches */
    bool condemn_server;   /* the server's address, not the client's */
    uint64_t max_bytes;    /* of a direction; 0: no limit */
    uint64_t memory;       /* in bytes; 0: the usual limit */
    const char *interface; /* to watch; NULL: not said */
    const char *filter;    /* BPF; NULL: none */
    uint64_t snap, ring;   /* in bytes; 0: as usual */
    uint64_t batch_ms;     /* 0: each frame at once */
    const char *user;      /* to become; NULL: nobody else */
    const char *control;   /* path of the socket; NULL: none */
    uint16_t queue;
    uint16_t fanout; /* the group of processes that share the frames; 0: none */
    uint32_t queue_length;
    const char *hand_over; /* the socket at which the next process asks for the queue; NULL: none */
    uint64_t hold_ms;
    uint32_t mark, mark_mask;  /* mask 0: no mark */
    const char *condemn;       /* nftables sets for addresses; NULL: none */
    uint64_t condemn_seconds;  /* that an address stays there */
    const char *extractor;     /* path of the worker, or "none"; NULL: the one that is installed */
    uint64_t document_size;    /* in bytes, of one */
    uint64_t document_memory;  /* in bytes, of all */
    uint64_t document_ms;      /* to read one */
    uint64_t document_hold_ms; /* that a packet waits for it */
    bool simulate_scan_failed; /* for tests */
    bool simulate_slow;
    struct rule_choice choice;
    double min_confidence;
    const char *key_file;  /* NULL: not said */
    const char *policy;    /* file of the policy in force; NULL: none */
    bool outputs;          /* tell incidents to the outputs of the policy */
    const char *audit_key; /* file of the public key; NULL: not said */
    const char *witness;   /* head of an audit log that was noted earlier; NULL: none */
    const char *against;   /* file of one to compare it with; NULL: none */
};

extern const struct option_spec setting_options[SETTING_OPTIONS];

/** The defaults: of the environment where it says something. */
void settings_init(struct settings *settings);
void settings_free(struct settings *settings);

#endif
