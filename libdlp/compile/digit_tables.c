/* compile/digit_tables.c - digit shapes, indexed by what the scan knows first: the width of the
 * group of digits that has just ended, and whether another group stands before it. */

#include "compile/digit_tables.h"

#include "base/alloc.h"

#include <string.h>

static unsigned shape_digits_min(const struct dlp_shape *shape)
{
    unsigned digits = 0;

    for (size_t i = 0; i < shape->groups; i++)
        digits += shape->group[i].min;
    return digits;
}

static void need_lower(struct dlp_digit_tables *tables, size_t groups, unsigned digits)
{
    for (size_t i = groups; i <= DLP_CHAIN_GROUPS; i++)
        if (digits < tables->need[i])
            tables->need[i] = (uint16_t)digits;
}

static void separator_add(uint8_t bitmap[32], char separator)
{
    const uint8_t byte = (uint8_t)separator;

    bitmap[byte >> 3] |= (uint8_t)(1u << (byte & 7u));
}

/* What a match may start with but for digits: "+", "(". */
static void lead_add(uint8_t lead[32], const uint8_t first[32])
{
    for (unsigned byte = 0; byte < 256; byte++)
        if ((byte < '0' || byte > '9') && dlp_bitmap_has(first, (uint8_t)byte))
            lead[byte >> 3] |= (uint8_t)(1u << (byte & 7u));
}

static void layouts_collect(struct dlp_digit_tables *tables, const struct dlp_rule_code *rules,
                            size_t len)
{
    for (size_t r = 0; r < len; r++) {
        const struct dlp_rule *const rule = &rules[r].rule;

        if (rule->kind != DLP_RULE_DIGITS)
            continue;
        for (size_t s = 0; s < rule->shapes_len; s++) {
            struct dlp_layout *const layout = &tables->layouts[tables->layouts_len++];

            layout->rule = (uint32_t)r;
            layout->shape = rule->shapes[s];
            need_lower(tables, layout->shape.groups, shape_digits_min(&layout->shape));
            for (size_t g = 0; g + 1 < layout->shape.groups; g++)
                separator_add(tables->separator, layout->shape.group[g].separator);
        }
        if (rule->shapes_len == 0) {
            tables->chain_rules[tables->chain_rules_len++] = (uint32_t)r;
            lead_add(tables->lead, rules[r].first);
            need_lower(tables, 1, rule->digits_min);
        }
    }
}

/* Count, and where refs is not NULL also write, the layouts whose last group may be `width` wide. */
static size_t layouts_of_width(const struct dlp_digit_tables *tables, unsigned width, bool single,
                               uint32_t *refs)
{
    size_t n = 0;

    for (size_t i = 0; i < tables->layouts_len; i++) {
        const struct dlp_shape *const shape = &tables->layouts[i].shape;
        const struct dlp_shape_group *const last = &shape->group[shape->groups - 1];

        if ((shape->groups == 1) != single || width < last->min || width > last->max)
            continue;
        if (refs)
            refs[n] = (uint32_t)i;
        n++;
    }
    return n;
}

static size_t width_index(struct dlp_digit_tables *tables, uint32_t *refs)
{
    size_t at = 0;

    for (unsigned width = 0; width <= DLP_CHAIN_MAX; width++) {
        for (int single = 0; single < 2; single++) {
            struct dlp_range *const range = single ? &tables->single[width] : &tables->multi[width];
            const size_t n = layouts_of_width(tables, width, single, refs ? refs + at : NULL);

            range->first = (uint32_t)at;
            range->len = (uint32_t)n;
            at += n;
        }
    }
    return at;
}

dlp_status dlp_digit_tables_build(struct dlp_digit_tables *tables,
                                  const struct dlp_rule_code *rules, size_t len)
{
    size_t layouts = 0, chains = 0;

    memset(tables, 0, sizeof(*tables));
    for (size_t i = 0; i <= DLP_CHAIN_GROUPS; i++)
        tables->need[i] = UINT16_MAX;
    for (size_t r = 0; r < len; r++) {
        layouts += rules[r].rule.shapes_len;
        chains += rules[r].rule.kind == DLP_RULE_DIGITS && rules[r].rule.shapes_len == 0;
    }
    tables->layouts = dlp_calloc(layouts + 1, sizeof(*tables->layouts));
    tables->chain_rules = dlp_calloc(chains + 1, sizeof(*tables->chain_rules));
    if (!tables->layouts || !tables->chain_rules)
        return DLP_ENOMEM;
    for (const char *s = DLP_CHAIN_JOINTS; chains > 0 && *s; s++) {
        separator_add(tables->separator, *s);
        separator_add(tables->joint, *s);
    }
    layouts_collect(tables, rules, len);
    tables->refs_len = width_index(tables, NULL);
    tables->refs = dlp_calloc(tables->refs_len + 1, sizeof(*tables->refs));
    if (!tables->refs)
        return DLP_ENOMEM;
    (void)width_index(tables, tables->refs);
    return DLP_OK;
}

void dlp_digit_tables_free(struct dlp_digit_tables *tables)
{
    dlp_free(tables->layouts);
    dlp_free(tables->refs);
    dlp_free(tables->chain_rules);
    memset(tables, 0, sizeof(*tables));
}
