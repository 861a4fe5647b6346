/* model/rule.h - one checked rule, and the set of them: what rules/ hands to compile/.
 * All pointers live in the set's arena. */
#ifndef MODEL_RULE_H
#define MODEL_RULE_H

#include "base/arena.h"
#include "model/pack.h"
#include "model/strings.h"
#include "validate/reject.h"
#include "validate/validator.h"

#include <dlp/ruleset.h>

/** What finds the rule's candidates. */
enum dlp_rule_kind {
    DLP_RULE_PATTERN, /* pattern: PCRE syntax; Hyperscan reports its ends */
    DLP_RULE_KEYWORD, /* keyword (Hyperscan) then tail, matched by PCRE2 right behind it */
    DLP_RULE_NAMED,   /* near an assignment: one of names, then tail, matched right behind it */
    DLP_RULE_PREFIX,  /* one of prefixes (Hyperscan), pattern matches from where it starts */
    DLP_RULE_DIGITS,  /* shapes: whole groups of digits; or digits = range, confirmed by pattern */
    DLP_RULE_RUN,     /* an ASCII letter-and-digit run of run_min..run_max, confirmed by pattern */
    DLP_RULE_HEAD,    /* two letters and two digits at a word's start, pattern matches from there */
    DLP_RULE_BLOCK    /* from keyword (begin) to end_pattern, of any length up to limit */
};

/** How sure a bare match is (decision D7): the base confidence. */
enum dlp_rule_class { DLP_CLASS_WEAK, DLP_CLASS_MEDIUM, DLP_CLASS_STRONG };

/** What must not touch the value (decision D6). */
enum dlp_border {
    DLP_BORDER_NUMBER, /* no word character; none of . / - with a digit beyond; no dot directly before */
    DLP_BORDER_WORD,  /* no word character */
    DLP_BORDER_TOKEN, /* no word character and no '-' (keys and tokens) */
    DLP_BORDER_NONE,
    DLP_BORDERS
};

/** A group of digits and what stands behind it. */
struct dlp_shape_group {
    uint8_t min, max; /* digits */
    char separator;   /* the byte behind the group; 0 for the last */
};
#define DLP_SHAPE_GROUPS 8
#define DLP_SHAPE_SIDE 7 /* bytes of a shape's head or tail */
/** "3-2-4", "4 4 4 4", "13:19", "17X", "GB9", "@@6@": see docs/rules.md. */
struct dlp_shape {
    struct dlp_shape_group group[DLP_SHAPE_GROUPS];
    uint8_t groups;
    uint8_t head_len, tail_len;
    /* What stands right before the first digit and right behind the last one, or "": '@' is any ASCII
     * letter, a capital is itself in either case, all else stands for itself. */
    char head[DLP_SHAPE_SIDE + 1], tail[DLP_SHAPE_SIDE + 1];
};
/** Does the byte fit that character of a head or tail? */
static inline bool dlp_shape_side_is(char side, uint8_t byte)
{
    const uint8_t lower = (uint8_t)(byte | 0x20);

    if (side == '@')
        return lower >= 'a' && lower <= 'z';
    return side >= 'A' && side <= 'Z' ? lower == (uint8_t)(side | 0x20) : byte == (uint8_t)side;
}
static inline bool dlp_shape_side_fits(const char *side, const uint8_t *bytes)
{
    for (; *side; side++, bytes++)
        if (!dlp_shape_side_is(*side, *bytes))
            return false;
    return true;
}

struct dlp_rule_check {
    const struct dlp_validator *validator;
    bool fatal; /* a failure drops the candidate; otherwise it lowers confidence */
};

/** Context words of one language. */
struct dlp_rule_words {
    const char *lang; /* ISO 639-1, or "any" */
    struct dlp_strings words;
};

/** Fixed point, hundredths. Every rule carries the whole table; files override single entries. */
struct dlp_rule_scores {
    int base;         /* weak 20, medium 45, strong 85 */
    int label;        /* +40: label right before the value, key, or column */
    int word;         /* +25: a word anywhere in the window */
    int reject;       /* -40: any named reject, unless a label overrides it */
    int negative;     /* -20: a negative word */
    int check_failed; /* -30: a check that is not fatal failed */
};

struct dlp_rule_example {
    const char *text; /* without the markers */
    size_t len;
    size_t start, end; /* of the value; both 0 when it is not marked */
    unsigned line;
};

#define DLP_RULE_ID_MAX 64u /* bytes of a rule's id */

/** A new pointer here must be known to rules/snapshot.c, too. */
struct dlp_rule {
    const char *id, *title, *category, *region, *description, *source;
    const char *file;
    unsigned line;
    enum dlp_severity severity;
    enum dlp_rule_class class_;
    enum dlp_rule_kind kind;
    bool enabled;
    bool ignore_case;     /* pattern, keyword, tail, end_pattern; non-ASCII expanded in compile/ */
    bool require_context; /* no label, word, key or column: no finding */
    const char
        *pattern; /* PATTERN, RUN, HEAD, and DIGITS without shapes; group "value" narrows it */
    const char *trigger;         /* PATTERN: what Hyperscan looks for instead; same ends; or NULL */
    const char *keyword;         /* KEYWORD, BLOCK */
    const char *tail;            /* KEYWORD, NAMED: matched right behind it; group "value" */
    struct dlp_strings names;    /* NAMED: of a-z 0-9 . and _, which is any sign between words */
    struct dlp_strings prefixes; /* PREFIX: as they stand */
    const char *end_pattern;     /* BLOCK */
    const char *cell; /* PCRE: a whole cell of a column whose name ends with a key; or NULL */
    uint32_t limit;   /* BLOCK: in bytes */
    struct dlp_shape *shapes; /* DIGITS */
    size_t shapes_len;
    uint16_t digits_min, digits_max; /* DIGITS without shapes: digits in the chain */
    uint16_t run_min, run_max;       /* RUN: in bytes */
    enum dlp_border border;
    const char *before;          /* PCRE that must end where the value starts, or NULL */
    const char *after;           /* PCRE that must start where the value ends, or NULL */
    struct dlp_strings must;     /* PCRE: each must match the whole value */
    struct dlp_strings must_not; /* PCRE: none may match the whole value */
    struct dlp_rule_check *checks;
    size_t checks_len;
    struct dlp_rule_words *words; /* strengthen */
    size_t words_len;
    struct dlp_strings keys;     /* JSON keys, column names: label where they stand as such */
    struct dlp_strings negative; /* words that lower */
    const struct dlp_reject **rejects;
    size_t rejects_len;
    struct dlp_rule_scores scores;
    struct dlp_rule_example *examples, *counter_examples;
    size_t examples_len, counter_examples_len;
    struct dlp_strings tags;
    const char **packs;     /* NULL-terminated; after a load, those that select the rule too */
    const char *mask;       /* "card", "email", "id", "secret", "none": decision D13 */
    uint16_t public_prefix; /* secrets: leading bytes that may be shown */
    struct dlp_strings aliases;
    uint8_t digest[32]; /* of what it means: dlp_rule_digest_set() */
};

/** Do only a label, a key or a column make a candidate reach `wanted`, in hundredths (score/score.c)? */
static inline bool dlp_rule_needs_label(const struct dlp_rule *rule, unsigned wanted)
{
    return rule->scores.base + rule->scores.word < (int)wanted;
}

struct dlp_ruleset {
    struct dlp_arena *arena; /* shared with the databases that are compiled from the set */
    struct dlp_rule *rules;
    size_t len, cap;
    struct dlp_pack *packs;
    size_t packs_len;
    size_t errors; /* of all loads: more than 0 refuses to compile */
    size_t warnings;
    bool switched;      /* dlp_ruleset_enable() was called: no longer what the files say */
    uint8_t source[32]; /* digest of the names and bytes of all that was loaded, in order */
};

/** The rule with that id or alias, or NULL. In rules/ruleset.c. */
struct dlp_rule *dlp_ruleset_find(const struct dlp_ruleset *set, const char *id);
#endif
