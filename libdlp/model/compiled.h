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
    DLP_TRIGGER_NAMED,   /* an assignment: look for the names before it (of any rule) */
    DLP_TRIGGER_PREFIX,  /* a prefix ends here */
    /* Of a database in one lane only: what the class lane finds may end here. */
    DLP_TRIGGER_SHAPE,
    DLP_TRIGGER_CHAIN,
    DLP_TRIGGER_RUN,
    DLP_TRIGGER_HEAD,
    /* Of no rule: the text asks to be decoded here. */
    DLP_TRIGGER_VIEW,
    /* In one lane only: a run of a token's bytes has become long enough to be an assignment's value. */
    DLP_TRIGGER_VALUE
};
struct dlp_trigger {
    uint32_t rule;  /* index; VIEW: of the decoder */
    uint16_t shape; /* SHAPE: which of the rule's; PREFIX: its bytes */
    uint8_t role;   /* enum dlp_trigger_role */
};

/** One rule, ready to run. */
struct dlp_rule_code {
    struct dlp_rule rule; /* its strings live in the shared arena */
    pcre2_code *value; /* pattern, tail or begin line; NULL for shapes, and before its first use */
    uint32_t value_group; /* number of the group "value"; 0: the whole match */
    pcre2_code *before, *after;
    pcre2_code *cell;      /* matches a whole cell; NULL as the rule's */
    uint32_t before_width; /* bytes of the widest match of `before` */
    /* Bytes beside a value that `before` and `after` look at, where that is known: set with `asked`; 0: not. */
    uint8_t before_sees, after_sees;
    pcre2_code **must, **must_not;
    uint32_t width;         /* bytes of the widest match */
    uint8_t alphabet[32];   /* bitmap of the bytes a match may hold: a superset */
    uint8_t first[32];      /* bitmap of the bytes a match may start with: a superset */
    struct dlp_needs needs; /* what every match holds */
    uint32_t block;         /* BLOCK: place in a session's block states */
    bool by_run;            /* PREFIX: the class lane finds it, see struct dlp_prefix_table */
    bool selective;         /* has a fatal check that random values seldom pass */
    /* Its `value` is machine code, and so is all else that is asked once that has matched:
     * scan/first_use.c. */
    atomic_bool used, asked;
};

/** A name of a rule with names. */
struct dlp_name_entry {
    const char *name;
    uint32_t rule;
    uint32_t first,
        mask; /* its first bytes up to four or a '_', and which bits of four those are */
};
#define DLP_NAME_REACH 96u  /* bytes before an assignment's value in which names are looked for */
#define DLP_NAME_CODES 37u  /* letters, digits, all else */
#define DLP_NAME_FOLD 0x20u /* makes capitals small letters, and digits stay */
/** All names, by their first two bytes: entries[first[c], first[c + 1]). */
struct dlp_name_table {
    struct dlp_name_entry *entries;
    size_t len;
    uint8_t begins[4096]; /* bitmap, by dlp_name_begin(): a name may begin so */
    uint32_t first[DLP_NAME_CODES * DLP_NAME_CODES + 1];
};

/** A prefix that is looked up where a run of a token's bytes begins. */
struct dlp_prefix_entry {
    const char *text;
    uint32_t rule;
    uint8_t head;  /* bytes up to the last one that is not of tokens: they stand before the run */
    uint8_t rest;  /* bytes behind them that are looked at, up to DLP_TOKEN_RUN */
    uint8_t way;   /* enum dlp_prefix_key */
    uint8_t first; /* that the run begins with; where rest is 0, any */
};
#define DLP_TOKEN_RUN 16u     /* bytes of tokens that make a run: A-Z a-z 0-9 _ - */
#define DLP_PREFIX_KEYS 4096u /* a power of two */
/** What a prefix is looked up by. */
enum dlp_prefix_key {
    DLP_PREFIX_LONG,  /* its first four bytes */
    DLP_PREFIX_SHORT, /* its first two: it has no more than three */
    DLP_PREFIX_HEAD,  /* the last two bytes of its head */
    DLP_PREFIX_WAYS
};
/** entries[first[k], first[k + 1]) have the key k. */
struct dlp_prefix_table {
    struct dlp_prefix_entry *entries;
    size_t len;
    uint8_t has[DLP_PREFIX_WAYS]
               [DLP_PREFIX_KEYS / 8]; /* bitmaps: a prefix of that way has the key */
    uint32_t first[DLP_PREFIX_KEYS + 1];
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
    struct dlp_chain_tables chains;
    struct dlp_run_tables runs;
    struct dlp_head_tables heads;
    size_t blocks_len; /* block rules */
    struct dlp_word_index words;
    struct dlp_name_table names;
    struct dlp_prefix_table prefixes;
    uint32_t width; /* W */
    uint32_t ahead; /* bytes behind a trigger that are known when it is judged */
    pthread_mutex_t first_use;
    dlp_status (*complete)(struct dlp_rule_code *code); /* compile/'s: for scan/first_use.c */
    char digest[65];
};

/** Of a byte of a name: a-z, 0-9, all else. */
static inline unsigned dlp_name_code(uint8_t c)
{
    return c >= 'a' && c <= 'z' ? c - (unsigned)'a'
        : c >= '0' && c <= '9'  ? c - (unsigned)'0' + 26u
                                : 36u;
}

/** Of three bytes: five bits of each, so that case does not matter. */
static inline unsigned dlp_name_begin(uint8_t first, uint8_t second, uint8_t third)
{
    return (first & 31u) << 10 | (second & 31u) << 5 | (third & 31u);
}

/** @param run   where the run begins; a head stands before it */
static inline unsigned dlp_prefix_key(enum dlp_prefix_key way, const uint8_t *run)
{
    const uint8_t *const at = way == DLP_PREFIX_HEAD ? run - 2 : run;
    uint32_t bytes = (uint32_t)at[0] | (uint32_t)at[1] << 8;

    if (way == DLP_PREFIX_LONG)
        bytes |= (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
    return ((bytes + (uint32_t)way) * 0x9e3779b1u) >> 20; /* 12 bits */
}

static inline bool dlp_bitmap_has(const uint8_t bitmap[32], uint8_t byte)
{
    return (bitmap[byte >> 3] & (1u << (byte & 7u))) != 0;
}
#endif
