/* scan/live.h - the rules that can come to something in a block. What is not live needs a word that is
 * not there, so its candidates are not worth an event. */
#ifndef SCAN_LIVE_H
#define SCAN_LIVE_H

#include "model/compiled.h"

#define DLP_KNOWN_BITS 9u
/** Digits and separators of which it is known what live rules want: scan/known_chains.h. */
struct dlp_known_chain {
    uint64_t shape;
    uint32_t epoch; /* of struct dlp_live */
    uint8_t sides;  /* the kinds of the bytes beside them */
    uint8_t column; /* of struct dlp_live */
    bool wanted;
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

struct dlp_live {
    const struct dlp_database *db;
    uint64_t *rules;  /* bitmap */
    uint32_t *refs;   /* the digit tables' refs, the live ones of each range first */
    uint32_t *before; /* of each of them, as in the digit tables */
    struct dlp_range by_width[DLP_LAYOUTS_USES][DLP_CHAIN_MAX + 1];
    uint16_t uses[DLP_CHAIN_MAX + 1]; /* by width: DLP_LIVE_READY, and as in the digit tables */
    uint64_t *chains;                 /* of each set of db->chains, the live rules */
    uint32_t epoch;                   /* of the bitmap; what was known of another one is void */
    bool wanted;                      /* a rule may want what is being looked at */
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
    const uint64_t *sure;              /* bitmap of the rules that need none; NULL: do not ask */
    uint64_t near_from, near_to;       /* `near` is for events there */
    uint64_t near[DLP_GATE_SETS / 64]; /* sets of rules, as in struct dlp_gate_sets */
    void (*look)(struct dlp_live *live, uint64_t at); /* sets the three for an event there */
    void *user;                                       /* of look */
};

/** @return DLP_OK or DLP_ENOMEM; clear in both cases. */
dlp_status dlp_live_init(struct dlp_live *live, const struct dlp_database *db);
void dlp_live_clear(struct dlp_live *live);
/** The bitmap has changed. */
void dlp_live_renew(struct dlp_live *live);

static inline bool dlp_live_has(const struct dlp_live *live, uint32_t rule)
{
    return (live->rules[rule >> 6] >> (rule & 63u)) & 1u;
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
    return dlp_cell_rules(cells, cells->dead, column)[rule >> 6] >> (rule & 63u) & 1u;
}

/** Is there a word of the rule close to `at`? */
static inline bool dlp_live_near(struct dlp_live *live, uint32_t rule, uint64_t at)
{
    if (at < live->near_from || at >= live->near_to)
        live->look(live, at);
    return dlp_gate_has(live->near, live->db->words.gate.rules[rule]);
}

/** The same for a shape's or chain's event at `at`: a block is long, and its words may be far away. */
static inline bool dlp_live_has_at(struct dlp_live *live, uint32_t rule, uint64_t at)
{
    if (!dlp_live_has(live, rule))
        return false;
    if (!live->sure || (live->sure[rule >> 6] >> (rule & 63u) & 1u))
        return true;
    return dlp_live_near(live, rule, at);
}

/** For a shape's event that fills a cell of live->column, which is not 0. */
static inline bool dlp_live_has_in(struct dlp_live *live, uint32_t rule, uint64_t at)
{
    const uint64_t *const keep = dlp_cell_rules(&live->cells, live->cells.keep, live->column);

    if (!dlp_live_has(live, rule) || dlp_cell_is_dead(&live->cells, live->column, rule))
        return false;
    return (keep[rule >> 6] >> (rule & 63u) & 1u) || dlp_live_near(live, rule, at);
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
