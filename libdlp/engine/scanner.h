/* engine/scanner.h - the insides of scanners and sessions, shared by the files of engine/. */
#ifndef ENGINE_SCANNER_H
#define ENGINE_SCANNER_H

#include "extract/charset_declared.h"
#include "findings/emit.h"
#include "model/table.h"
#include "model/token_cache.h"
#include "model/verdict.h"
#include "scan/work.h"

#include <dlp/session.h>

/** engine/tail.h: where the tail of one session and new bytes lie side by side. */
struct dlp_tail_room {
    uint8_t *bytes;
    size_t cap;
    size_t reach;        /* W + B + ahead: the most that a session keeps, bytes */
    size_t at;           /* where the holder's tail begins */
    size_t used;         /* bytes that may hold scanned text: wiped when a session closes */
    dlp_session *holder; /* NULL: nobody */
};

#define DLP_NEAR_BYTES                                                                             \
  48u /* of a stretch of text whose words are known all told: one of the gate's */
#define DLP_NEAR_STRETCHES                                                                         \
  384u /* more than a block of the pipeline and what stands around it has */
enum dlp_trial_kind { DLP_TRIAL_WITH, DLP_TRIAL_WITHOUT, DLP_TRIAL_OVER };
/** Blocks with live rules and without them, compared: engine/live_trial.c. */
struct dlp_live_trial {
    enum dlp_trial_kind now;    /* of the next block that is asked about, ... */
    bool asked;                 /* as the one is that is being scanned */
    size_t events[2], bytes[2]; /* by kind */
    size_t since;               /* bytes since it was over */
    bool pays;
};

/** Which rules can come to something in a block: engine/live_rules.c. */
struct dlp_live_rules {
    struct dlp_live_trial trial;
    struct dlp_live live;
    uint32_t *wordy; /* the rules of the class lane that need a word */
    size_t wordy_len;
    uint64_t first_near; /* the number of the first stretch of `near` */
    uint64_t near[DLP_NEAR_STRETCHES][DLP_GATE_SETS / 64];      /* positive sets */
    uint64_t near_wide[DLP_NEAR_STRETCHES][DLP_GATE_SETS / 64]; /* with those of the three before */
    uint64_t *always;                /* bitmap of the rules that need no word */
    uint64_t *labelled;              /* of those that no word helps but a label or a key */
    uint64_t *was_sure;              /* `sure` of the block before */
    const struct dlp_window *window; /* of the block */
    uint64_t *next;                  /* room to make the next bitmap */
    uint64_t *sure;                  /* those that the block's columns speak for, too */
    const dlp_session *table;        /* whose columns live.cells has; NULL: nobody's */
    /* What live.rules were made for beside those of `sure`, and what of it was seen lately. */
    uint64_t words[DLP_GATE_SETS / 64], recent[DLP_GATE_SETS / 64];
    uint64_t aged; /* bytes since `recent` began */
    bool all;      /* no rule of the class lane needs a word */
};

struct dlp_scanner {
    dlp_database *db;
    struct dlp_scan_options options;
    unsigned threshold; /* hundredths */
    atomic_bool cancelled;
    struct dlp_scan_work work;
    struct dlp_live_rules live;   /* of the block that is being scanned */
    struct dlp_token_maker maker; /* of options.key, if there is one */
    struct dlp_tail_room room;
    struct dlp_token_cache *cache; /* words around the last candidates ... */
    const dlp_session *cached;     /* ... of this session; NULL: of none */
    bool pieces;        /* what is scanned is a piece out of a text: its first line is no header */
    dlp_session *spare; /* a closed session, so that the next opens quickly */
    struct dlp_view_tools *view_tools; /* engine/views.h; NULL before the first region */
};

/** What is known of a session's charset. */
enum dlp_charset_state {
    DLP_CHARSET_FIRST, /* nothing yet */
    DLP_CHARSET_ASCII, /* neither UTF-16 nor UTF-32; ASCII, or nearly so, up to here */
    DLP_CHARSET_KNOWN, /* that of the front; without one UTF-8, or what is read as it is */
};

struct dlp_session {
    dlp_scanner *scanner;
    struct dlp_sink sink;
    struct dlp_emitter emitter;
    hs_stream_t *stream;
    struct dlp_table table;
    struct dlp_verdicts verdicts;
    uint8_t *sample; /* the part's first bytes, while they are too few for a verdict */
    size_t sample_len;
    struct dlp_front *front; /* engine/front.h; NULL: UTF-8, or read as it is */
    struct dlp_views *views; /* engine/views.h; NULL while no region is open */
    struct dlp_pending_list pending;
    struct dlp_armor **armors; /* by dlp_rule_code.block; NULL where none is open */
    size_t armors_open;        /* of them */
    uint64_t fed;              /* bytes received */
    uint64_t done;             /* bytes through the lanes */
    uint64_t deadline_ns;      /* on the monotonic clock; 0: none */
    dlp_status failed;         /* DLP_OK, or why nothing more can be scanned */
    enum dlp_charset_state charset;
    struct dlp_declared declared;
    uint8_t utf8;         /* while it is ASCII so far: characters of UTF-8 that were met */
    uint64_t front_taken; /* while it is ASCII so far: bytes that were passed on */
    bool cut : 1;         /* the front holds the beginning of a character of UTF-8 */
    bool sampling : 1;    /* nothing is scanned until the sample is complete */
    bool grace : 1;       /* the few bytes held back for a sample are judged, come what may */
    bool ended : 1;       /* stopped, cancelled, out of time or failed: nothing more is scanned */
    bool finished : 1;
    size_t tail_len; /* bytes [fed - tail_len, fed) are kept: reach at the most ... */
    uint8_t *kept;   /* ... here, unless the session holds the scanner's room */
    size_t kept_len; /* bytes of kept that may hold text */
};
#endif
