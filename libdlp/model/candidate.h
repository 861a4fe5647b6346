/* model/candidate.h - what scan/ hands on: events of the one pass, and confirmed candidates. */
#ifndef MODEL_CANDIDATE_H
#define MODEL_CANDIDATE_H

#include "model/compiled.h"

/** What the pass has seen at a position. */
enum dlp_event_kind {
    DLP_EVENT_END,     /* Hyperscan: a pattern's match ends at `at` */
    DLP_EVENT_KEYWORD, /* Hyperscan: a keyword ends at `at` */
    DLP_EVENT_BEGIN,   /* Hyperscan: a block's begin line ends at `at` */
    DLP_EVENT_CLOSE,   /* Hyperscan: a block's end line ends at `at` */
    DLP_EVENT_NAMED, /* Hyperscan: an assignment's value begins before `at`; a name ends at start */
    DLP_EVENT_PREFIX, /* Hyperscan: a prefix stands in [start, at) */
    DLP_EVENT_SHAPE,  /* class lane: digit groups of the rule's shape stand in [start, at) */
    DLP_EVENT_CHAIN,  /* class lane: groups with enough digits, as many as can be, in [start, at) */
    DLP_EVENT_RUN,    /* class lane: a run of letters and digits stands in [start, at) */
    DLP_EVENT_HEAD    /* class lane: two letters, two digits stand in [start, at) */
};
struct dlp_event {
    uint64_t at;
    uint32_t back; /* at - start, bytes */
    uint32_t rule;
    uint8_t kind; /* enum dlp_event_kind */
    bool
        passed; /* SHAPE: the rule's fatal checks were run, and it passed them; CHAIN: so they were, and
                     its pattern matches [start, at) */
};

/** Events of one block, in order of (at, rule, kind). */
struct dlp_event_list {
    struct dlp_event *at;
    size_t len, cap;
    bool failed; /* there was no memory for one: the scan must end with DLP_ENOMEM */
};

/** A value that stands where a rule says, not yet checked. */
struct dlp_candidate {
    const struct dlp_rule_code *code;
    uint32_t rule;
    bool truncated;                  /* a block without its end */
    bool passed;                     /* the checks that are fatal */
    uint64_t start, end;             /* of the value, in the part */
    uint64_t match_start, match_end; /* of all that the pattern matched */
};
#endif
