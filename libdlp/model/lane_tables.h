/* model/lane_tables.h - what the class lane decides with: all digit shapes, runs and heads of all
 * rules, indexed by what is seen first. */
#ifndef MODEL_LANE_TABLES_H
#define MODEL_LANE_TABLES_H

#include "model/chain_nfa.h"
#include "model/rule.h"

#define DLP_CHAIN_MAX 64u         /* longest digit shape, bytes (decision D2) */
#define DLP_CHAIN_GROUPS 16u      /* groups of a chain that are looked at */
#define DLP_CHAIN_GAP 3u          /* separator bytes between the groups of a chain */
#define DLP_CHAIN_JOINTS " ().-/" /* what may stand between the groups of a rule with `digits` */

/** How many ASCII digits, ASCII letters and other bytes every match of an expression holds at the
 *  least; more than 255 are 255. */
struct dlp_needs {
    uint8_t digits, letters, others;
};

/** refs[first, first + len) of the table that it belongs to */
struct dlp_range {
    uint32_t first, len;
};

/** One digit shape of one rule. */
struct dlp_layout {
    uint32_t rule;
    uint8_t border; /* enum dlp_border, the rule's */
    /* Bit 10 * a + b: the checks that are fatal may let a number pass that begins with these two digits. */
    uint64_t pairs[2];
    uint8_t head_run, tail_run; /* letters and digits of the shape's sides that touch its digits */
    struct dlp_shape shape;
    /* The same, the last group first, to be compared as words; of groups that it has not, what all fit. */
    uint8_t min[DLP_SHAPE_GROUPS], max[DLP_SHAPE_GROUPS]; /* of the widths */
    uint8_t separators[DLP_SHAPE_GROUPS];                 /* before the group */
    uint8_t joined[DLP_SHAPE_GROUPS];                     /* 0xff where there is one */
};
/** All pairs that begin with that digit, 0 to 9. */
static inline void dlp_pairs_of(uint64_t pairs[2], unsigned first)
{
    const uint64_t ten = 0x3ff;

    pairs[0] = first < 7 ? ten << 10 * first : 0;
    pairs[1] = first < 6 ? 0 : first == 6 ? ten >> 4 : ten << (10 * first - 64);
}
/** What these pairs begin with: bit d of the digit. */
static inline unsigned dlp_pairs_firsts(const uint64_t pairs[2])
{
    unsigned firsts = 0;

    for (unsigned digit = 0; digit < 10; digit++) {
        uint64_t own[2];

        dlp_pairs_of(own, digit);
        firsts |= (unsigned)(((pairs[0] & own[0]) | (pairs[1] & own[1])) != 0) << digit;
    }
    return firsts;
}
/** What a layout is asked for. */
enum dlp_layout_use {
    DLP_LAYOUTS_SINGLE, /* shapes of one group and nothing else */
    DLP_LAYOUTS_MULTI,  /* of several groups, but for those of the next three */
    DLP_LAYOUTS_SPACED, /* of several, ' ' before the last */
    DLP_LAYOUTS_DASHED, /* '-' */
    DLP_LAYOUTS_DOTTED, /* '.' */
    DLP_LAYOUTS_LED,    /* of one group with a head */
    DLP_LAYOUTS_SIDED,  /* of one group with a tail and no head */
    DLP_LAYOUTS_HEADED, /* of several with a head and no tail */
    DLP_LAYOUTS_TAILED, /* of several with a tail */
    DLP_LAYOUTS_USES
};
/** The use of shapes of several groups with that separator before the last one. */
static inline enum dlp_layout_use dlp_layouts_multi(char separator)
{
    switch (separator) {
    case ' ':
        return DLP_LAYOUTS_SPACED;
    case '-':
        return DLP_LAYOUTS_DASHED;
    case '.':
        return DLP_LAYOUTS_DOTTED;
    default:
        return DLP_LAYOUTS_MULTI;
    }
}
/** The wide ones share a bit. */
static inline uint32_t dlp_before_bit(unsigned width)
{
    return UINT32_C(1) << (width < 31 ? width : 31);
}

/** Digits, indexed by the width of the group that has just ended. */
struct dlp_digit_tables {
    struct dlp_layout *layouts;
    uint32_t *refs; /* into layouts */
    uint32_t
        *before; /* of each of refs, bit dlp_before_bit(): how wide the last group but one may be */
    struct dlp_range by_width[DLP_LAYOUTS_USES][DLP_CHAIN_MAX + 1];
    uint16_t uses[DLP_CHAIN_MAX + 1]; /* bit: the width has a layout of that use */
    size_t layouts_len, refs_len;
    uint16_t
        need[DLP_CHAIN_GROUPS + 1]; /* fewest digits that a chain of so many groups must have */
    uint8_t
        side[256]; /* DLP_SIDE_HEAD, DLP_SIDE_TAIL: the byte may stand right beside the digits */
    uint8_t
        gap[256]; /* DLP_GAP_SEPARATOR: the byte alone joins two groups; and its bits of joints */
    uint8_t joints[16];             /* separators for dlp_class_masks_fn */
    bool single_loose, multi_loose; /* a shape of one group, of several, may touch letters that
                                       it does not take */
    bool sided_loose;               /* a shape with sides may touch letters that it does not take */
    bool letter_leads;              /* a chain's match may start with a letter */
    uint8_t side_width; /* narrowest group of a shape of one with sides; 0 without any */
    uint8_t tail_max;   /* bytes of the longest tail */
};

/** Of shapes of one group: as the last byte of a head, as the first one of a tail. */
#define DLP_SIDE_HEAD 1u
#define DLP_SIDE_TAIL 2u

#define DLP_GAP_SEPARATOR 0x80u
/** The bit of a byte of DLP_CHAIN_JOINTS. */
#define DLP_GAP_JOINT(place) (1u << (place))
#define DLP_GAP_JOINTS 0x3fu /* all of them */

#define DLP_CHAIN_SET 64u    /* rules of a set */
#define DLP_CHAIN_OTHERS 15u /* bytes that are no digits; more count as so many */
/** Rules with `digits` and a pattern, as the bits of one word: for which of them can a chain be what
 *  their pattern wants? Each is a superset. */
struct dlp_chain_set {
    uint32_t rules[DLP_CHAIN_SET];
    uint64_t all;
    uint64_t digits[DLP_CHAIN_MAX + 1];     /* a match may have so many digits */
    uint64_t width[DLP_CHAIN_MAX + 1];      /* a group of a match may have so many */
    uint64_t first[256];                    /* a match may start with that byte */
    uint64_t holds[256];                    /* a match may hold that byte */
    uint64_t joints[DLP_GAP_JOINTS + 1u];   /* these may stand between the groups of a match */
    uint64_t others[DLP_CHAIN_OTHERS + 1u]; /* a match may have so few bytes that are no digits */
    uint64_t borders[1u << DLP_BORDERS];    /* its border is one of these bits */
};
struct dlp_chain_tables {
    struct dlp_chain_set *sets;
    size_t len;
    struct dlp_chain_nfa nfa; /* of the first set */
};

/** Runs of letters and digits, indexed by their width in bytes. */
#define DLP_RUN_WIDTHS 66u /* the last one stands for all that are wider than a word of 64 bytes */
/** What a rule wants of a run, so that most runs are refused without a look at the rule. */
struct dlp_run_fit {
    uint64_t first;          /* bit dlp_run_code(c): a match may begin with c */
    uint8_t digits, letters; /* the fewest of them */
    bool small;              /* it may hold a small letter */
};
struct dlp_run_tables {
    uint32_t *refs;           /* rules */
    struct dlp_run_fit *fits; /* of each of them */
    struct dlp_range by_width[DLP_RUN_WIDTHS];
    /* What a run may begin with for any rule of a width; and one without a letter. */
    uint64_t firsts[DLP_RUN_WIDTHS], bare_firsts[DLP_RUN_WIDTHS];
    /* Digits that all rules of a width want, and all that take a small letter; 0 for the widest. */
    uint8_t least[DLP_RUN_WIDTHS], least_small[DLP_RUN_WIDTHS];
    size_t min; /* shortest run that any rule wants; 0 without run rules */
    size_t max; /* longest run that any rule wants and can match, at most W */
    /* Shortest run that any rule takes without a letter, with a small one, without a digit; SIZE_MAX
     * without one. */
    size_t bare, small, wordy;
};

/** @param c  an ASCII letter or digit
 *  @return 0 to 61 */
static inline unsigned dlp_run_code(uint8_t c)
{
    return c <= '9' ? c - (unsigned)'0'
        : c <= 'Z'  ? c - (unsigned)'A' + 10
                    : c - (unsigned)'a' + 36;
}

/** Heads (two letters, two digits), indexed by the letters: dlp_head_pair(). */
#define DLP_HEAD_PAIRS 1024u
struct dlp_head_tables {
    uint32_t *refs; /* rules; NULL without head rules */
    struct dlp_range by_pair[DLP_HEAD_PAIRS];
    struct dlp_range all; /* head rules */
};
/** Two ASCII letters of any case. */
static inline unsigned dlp_head_pair(uint8_t first, uint8_t second)
{
    return (first & 31u) << 5 | (second & 31u);
}
#endif
