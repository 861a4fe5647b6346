/* scan/live.h - the rules that can come to something in a block. What is not live needs a word that is
 * not there, so its candidates are not worth an event. */
#ifndef SCAN_LIVE_H
#define SCAN_LIVE_H

#include "base/bitmap.h"
#include "model/compiled.h"

#define DLP_KNOWN_BITS 10u
/** Rules that need a word, by the sets of the word gate: a word anywhere near, or one that is a label or key. */
struct dlp_wordy_sets {
    uint64_t any[DLP_GATE_SETS / 64], label[DLP_GATE_SETS / 64];
};
/** Digits and separators of which it is known what rules want: scan/known_chains.h. */
struct dlp_known_chain {
    uint64_t shape;
    uint32_t epoch;             /* of what needs no word */
    uint8_t sides;              /* the kinds of the bytes beside them */
    uint8_t column;             /* of struct dlp_live */
    bool wanted;                /* by a rule that needs no word */
    struct dlp_wordy_sets sets; /* by those that do */
};

#define DLP_CELL_COLUMNS 64u /* what stands further right is in no cell */
#define DLP_SIDE_CELL 6u
/** Rules of a table's columns, for values that fill their cells. */
struct dlp_cells {
    bool known;        /* where the block begins, and quotes none */
    uint8_t delimiter; /* of the cells */
    uint64_t from;     /* here, in ... */
    uint32_t column;   /* ... this column */
    uint32_t columns;  /* that have bitmaps; those behind have the last one's */
    uint64_t *keep;    /* bitmaps: the rules that need no word beside the value */
    uint64_t *dead;    /* and those that cannot be reported, whatever stands beside it */
    size_t words;      /* of a bitmap */
};

/** What stands beside a group of digits that nothing joins to another one before it. */
enum dlp_live_row {
    DLP_LIVE_NO_CELL, /* nothing that can be of a match */
    DLP_LIVE_JOINED =
        DLP_CELL_COLUMNS + 1u, /* the same, and the border of numbers is broken behind */
    DLP_LIVE_LETTER,           /* a letter before */
    DLP_LIVE_ROWS
};

struct dlp_chain_walk;
struct dlp_live {
    const struct dlp_database *db;
    uint64_t *rules;  /* bitmap */
    uint32_t *refs;   /* the digit tables' refs, the live ones of each range first */
    uint32_t *before; /* of each of them, as in the digit tables */
    struct dlp_range by_width[DLP_LAYOUTS_USES][DLP_CHAIN_MAX + 1];
    uint16_t uses[DLP_CHAIN_MAX + 1]; /* by width: DLP_LIVE_READY, and as in the digit tables */
    uint64_t *chains;                 /* of each set of db->chains, the live rules */
    struct dlp_chain_walk *walk;      /* scan/chain_walk.h; NULL before it is asked */
    uint32_t epoch;                   /* of `sure`; what was known of another one is void */
    struct dlp_known_chain *learnt;   /* of what is being looked at */
    uint8_t column; /* that it ends in, with a cell, counted from 1; 0: no cell, or none is known */
    uint8_t sides[256]; /* what a byte is beside a chain */
    struct dlp_cells cells;
    struct dlp_known_chain known[1u << DLP_KNOWN_BITS];
    /* By enum dlp_live_row, which begin with the columns, as above, and by width: DLP_LIVE_READY, and the
     * digits that a group of digits begins with which a rule may want by itself. */
    uint16_t firsts[DLP_LIVE_ROWS][DLP_CHAIN_MAX];
    /* By width, of runs without a small letter and others: what they begin with that a rule may want. */
    uint64_t runs[2][DLP_RUN_WIDTHS];
    bool runs_ready;
    /* Words close by: */
    const uint64_t *sure;        /* bitmap of the rules that need none */
    const uint64_t *labelled;    /* of those that need a label or a key */
    bool asks;                   /* about words close by; else all of the block count */
    uint64_t near_from, near_to; /* `near` is for events there */
    struct dlp_wordy_sets near;
    /* What is looked at begins there, or up to DLP_LEAD_MAX bytes before; 0: not known. */
    uint64_t value_start;
    uint64_t label_start; /* `labels` is for values there */
    uint64_t labels[DLP_GATE_SETS
                    / 64]; /* sets of the rules that their own label or key may speak for */
    /* By width and first digit of a group, the rules that may want it by itself; made for a width at once. */
    struct dlp_wordy_sets singles[DLP_CHAIN_MAX][10];
    bool singles_ready[DLP_CHAIN_MAX];
    uint64_t sure_pairs[DLP_CHAIN_MAX]
                       [2]; /* what a group begins with that rules of `sure` may want */
    void (*look)(struct dlp_live *live, uint64_t at);     /* sets these for an event there ... */
    void (*label)(struct dlp_live *live, uint64_t start); /* ... and those for a value there */
    void *user;                                           /* of both */
};

/** @return DLP_OK or DLP_ENOMEM; clear in both cases. */
dlp_status dlp_live_init(struct dlp_live *live, const struct dlp_database *db);
void dlp_live_clear(struct dlp_live *live);
/** The bitmap has changed. */
void dlp_live_renew(struct dlp_live *live);
/** Which rules need no word has changed, or what columns say. */
void dlp_live_forget(struct dlp_live *live);

static inline bool dlp_live_has(const struct dlp_live *live, uint32_t rule)
{
    return dlp_bit_has(live->rules, rule);
}

/** The bitmap of that column, counted from 1, out of cells->keep or cells->dead. */
static inline const uint64_t *dlp_cell_rules(const struct dlp_cells *cells, const uint64_t *bitmaps,
                                             unsigned column)
{
    return bitmaps + (column < cells->columns ? column - 1 : cells->columns - 1) * cells->words;
}
/** Can no value that fills a cell of that column be reported for that rule? */
static inline bool dlp_cell_is_dead(const struct dlp_cells *cells, unsigned column, uint32_t rule)
{
    return dlp_bit_has(dlp_cell_rules(cells, cells->dead, column), rule);
}

static inline bool dlp_live_needs_label(const struct dlp_live *live, uint32_t rule)
{
    return dlp_bit_has(live->labelled, rule);
}
/** Add the rule, which needs a word. */
static inline void dlp_wordy_add(const struct dlp_live *live, struct dlp_wordy_sets *sets,
                                 uint32_t rule)
{
    const unsigned set = live->db->words.gate.rules[rule] - 1u;

    dlp_bit_add(dlp_live_needs_label(live, rule) ? sets->label : sets->any, set);
}

#define DLP_LEAD_MAX 8u /* bytes of a value before its first digit */
_Static_assert(DLP_LEAD_MAX >= DLP_CHAIN_GAP, "what a chain's match begins with is a lead");
_Static_assert(DLP_LEAD_MAX >= DLP_SHAPE_SIDE, "a shape's head is a lead");
/** The sets of the rules that a label or key may speak for, when what is looked at ends at `at`. */
static inline const uint64_t *dlp_live_labels(struct dlp_live *live)
{
    if (live->value_start == 0)
        return live->near.label;
    if (live->label_start != live->value_start)
        live->label(live, live->value_start);
    return live->labels;
}

/** Is there a word of the rule close to `at`? */
static inline bool dlp_live_near(struct dlp_live *live, uint32_t rule, uint64_t at)
{
    if (at < live->near_from || at >= live->near_to)
        live->look(live, at);
    if (!dlp_live_needs_label(live, rule))
        return dlp_gate_has(live->near.any, live->db->words.gate.rules[rule]);
    return dlp_gate_has(live->near.label, live->db->words.gate.rules[rule])
        && dlp_gate_has(dlp_live_labels(live), live->db->words.gate.rules[rule]);
}

static inline bool dlp_sets_meet(const uint64_t *a, const uint64_t *b)
{
    uint64_t both = 0;

    for (size_t i = 0; i < DLP_GATE_SETS / 64; i++)
        both |= a[i] & b[i];
    return both != 0;
}

/** Is a word of one of the sets close to `at`? */
static inline bool dlp_live_near_any(struct dlp_live *live, const struct dlp_wordy_sets *sets,
                                     uint64_t at)
{
    if (!live->asks)
        return true;
    if (at < live->near_from || at >= live->near_to)
        live->look(live, at);
    return dlp_sets_meet(live->near.any, sets->any)
        || (dlp_sets_meet(live->near.label, sets->label)
            && dlp_sets_meet(dlp_live_labels(live), sets->label));
}

/** The same for a shape's or chain's event at `at`: a block is long, and its words may be far away. */
static inline bool dlp_live_has_at(struct dlp_live *live, uint32_t rule, uint64_t at)
{
    if (!dlp_live_has(live, rule))
        return false;
    if (!live->asks || dlp_bit_has(live->sure, rule))
        return true;
    return dlp_live_near(live, rule, at);
}

/** For a shape's event that fills a cell of live->column, which is not 0. */
static inline bool dlp_live_has_in(struct dlp_live *live, uint32_t rule, uint64_t at)
{
    const uint64_t *const keep = dlp_cell_rules(&live->cells, live->cells.keep, live->column);

    if (!dlp_live_has(live, rule) || dlp_cell_is_dead(&live->cells, live->column, rule))
        return false;
    return dlp_bit_has(keep, rule) || dlp_live_near(live, rule, at);
}

#define DLP_LIVE_READY 0x8000u
#define DLP_LIVE_ANY 0x3ffu /* any digit */
/** Make live->firsts[row][width]. */
unsigned dlp_live_firsts_make(struct dlp_live *live, unsigned row, unsigned width);
static inline unsigned dlp_live_firsts(struct dlp_live *live, unsigned row, unsigned width)
{
    const unsigned firsts = live->firsts[row][width];

    return firsts ? firsts : dlp_live_firsts_make(live, row, width);
}

/** May a rule want that group of digits by itself, with the words around it? No letter stands beside it. */
void dlp_live_singles_make(struct dlp_live *live, unsigned width);
static inline bool dlp_live_wants_single(struct dlp_live *live, unsigned width,
                                         const uint8_t *group, uint64_t at)
{
    const unsigned digit = group[0] - (unsigned)'0';
    const unsigned pair = width > 1 ? 10 * digit + group[1] - (unsigned)'0' : 10 * digit;

    if (!live->singles_ready[width])
        dlp_live_singles_make(live, width);
    return dlp_bit_has(live->sure_pairs[width], pair)
        || dlp_live_near_any(live, &live->singles[width][digit], at);
}

/** Make live->runs. */
void dlp_live_runs_make(struct dlp_live *live);

/** Make the ranges of that width. @return its uses */
unsigned dlp_live_make(struct dlp_live *live, unsigned width);
/** The uses of which a layout is live when a group of that width ends: their refs into db->digits.layouts
 *  are live->refs[by_width[use][width].first ..] then. */
static inline unsigned dlp_live_uses(struct dlp_live *live, unsigned width)
{
    return live->uses[width] ? live->uses[width] : dlp_live_make(live, width);
}
#endif
