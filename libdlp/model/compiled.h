/* model/compiled.h - the frozen, compiled rule set: compile/ makes it, every stage reads it. */
#ifndef MODEL_COMPILED_H
#define MODEL_COMPILED_H

#include "model/lane_tables.h"
#include "model/rule.h"
#include "model/window.h"
#include "model/words.h"

#include <dlp/database.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <hs/hs.h>
#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>

#define DLP_LOOKBEHIND                                                                             \
  255u /* bytes before a match that its pattern may look at (PCRE2's own maximum) */
#define DLP_AHEAD_MAX 256u /* widest tail of a keyword rule, bytes */

/** What an end that Hyperscan reports means. */
enum dlp_trigger_role {
    DLP_TRIGGER_END,     /* a pattern rule's match ends here */
    DLP_TRIGGER_KEYWORD, /* a keyword ends here, the tail starts */
    DLP_TRIGGER_BEGIN,   /* a block's begin line ends here */
    DLP_TRIGGER_CLOSE,   /* a block's end line ends here */
    /* Of a database in one lane only: what the class lane finds may end here. */
    DLP_TRIGGER_SHAPE,
    DLP_TRIGGER_CHAIN,
    DLP_TRIGGER_RUN,
    DLP_TRIGGER_HEAD,
    /* Of no rule: the text asks to be decoded here. */
    DLP_TRIGGER_VIEW
};
struct dlp_trigger {
    uint32_t rule;  /* index; VIEW: of the decoder */
    uint16_t shape; /* SHAPE: which of the rule's */
    uint8_t role;   /* enum dlp_trigger_role */
};

/** One rule, ready to run. */
struct dlp_rule_code {
    struct dlp_rule rule; /* its strings live in the shared arena */
    pcre2_code *value; /* pattern, tail or begin line; NULL for shapes, and before its first use */
    uint32_t value_group; /* number of the group "value"; 0: the whole match */
    pcre2_code *before, *after;
    uint32_t before_width; /* bytes of the widest match of `before` */
    pcre2_code **must, **must_not;
    uint32_t width;         /* bytes of the widest match */
    uint8_t alphabet[32];   /* bitmap of the bytes a match may hold: a superset */
    uint8_t first[32];      /* bitmap of the bytes a match may start with: a superset */
    struct dlp_needs needs; /* what every match holds */
    uint32_t block;         /* BLOCK: place in a session's block states */
    bool selective;         /* has a fatal check that random values seldom pass */
    atomic_bool used;       /* its expressions are machine code: scan/first_use.c */
};

struct dlp_database {
    atomic_uint refs;
    struct dlp_arena *arena; /* shared with the rule set */
    struct dlp_rule_code *rules;
    size_t rules_len;
    hs_database_t *hs;     /* NULL when no rule needs the literal lane */
    hs_scratch_t *scratch; /* prototype, cloned by scanners */
    size_t stream_size;
    struct dlp_trigger *triggers; /* by Hyperscan id */
    size_t triggers_len;
    bool one_lane; /* everything is in `hs`, the class lane is idle: the oracle of the tests */
    struct dlp_digit_tables digits;
    struct dlp_run_tables runs;
    struct dlp_head_tables heads;
    size_t blocks_len; /* block rules */
    struct dlp_word_index words;
    uint32_t width; /* W */
    uint32_t ahead; /* bytes behind a trigger that are known when it is judged */
    pthread_mutex_t first_use;
    dlp_status (*complete)(struct dlp_rule_code *code); /* compile/'s: for scan/first_use.c */
    char digest[65];
};

static inline bool dlp_bitmap_has(const uint8_t bitmap[32], uint8_t byte)
{
    return (bitmap[byte >> 3] & (1u << (byte & 7u))) != 0;
}
#endif
