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

static void bitmap_add(uint8_t bitmap[32], uint8_t byte)
{
    bitmap[byte >> 3] |= (uint8_t)(1u << (byte & 7u));
}

static void separator_add(struct dlp_digit_tables *tables, char separator)
{
    const uint8_t byte = (uint8_t)separator;

    bitmap_add(tables->separator, byte);
    tables->joints[byte & 15u] |= (uint8_t)(1u << (byte >> 4));
}

/* What a match may start with but for digits: "+", "(". */
static void lead_add(struct dlp_digit_tables *tables, const uint8_t first[32])
{
    for (unsigned byte = 0; byte < 256; byte++)
        if ((byte < '0' || byte > '9') && dlp_bitmap_has(first, (uint8_t)byte)) {
            bitmap_add(tables->lead, (uint8_t)byte);
            tables->letter_leads |= (uint8_t)((byte | 0x20u) - 'a') < 26;
        }
}

static bool shape_is_sided(const struct dlp_shape *shape)
{
    return shape->head_len + shape->tail_len > 0;
}

static void sides_add(struct dlp_digit_tables *tables, const struct dlp_shape *shape)
{
    const uint8_t width = shape->group[0].min;

    if (shape->groups == 1 && (tables->side_width == 0 || width < tables->side_width))
        tables->side_width = width;
    if (shape->tail_len > tables->tail_max)
        tables->tail_max = shape->tail_len;
}

/* The digits that a number may begin with to pass the rule's fatal checks. */
static uint16_t rule_firsts(const struct dlp_rule *rule)
{
    uint16_t firsts = 0x3ff;

    for (size_t i = 0; i < rule->checks_len; i++)
        if (rule->checks[i].fatal)
            firsts &= dlp_validator_firsts(rule->checks[i].validator);
    return firsts;
}

static void layout_add(struct dlp_digit_tables *tables, uint32_t r, const struct dlp_rule *rule,
                       const struct dlp_shape *shape)
{
    tables->layouts[tables->layouts_len++] = (struct dlp_layout){
        .rule = r, .border = (uint8_t)rule->border, .firsts = rule_firsts(rule), .shape = *shape
    };
    for (size_t g = 0; g + 1 < shape->groups; g++)
        separator_add(tables, shape->group[g].separator);
    if (shape->groups > 1)
        tables->multi_loose |= rule->border == DLP_BORDER_NONE;
    else if (!shape_is_sided(shape))
        tables->single_loose |= rule->border == DLP_BORDER_NONE;
    tables->sided_loose |= shape_is_sided(shape) && rule->border == DLP_BORDER_NONE;
    if (shape_is_sided(shape))
        sides_add(tables, shape);
    else
        need_lower(tables, shape->groups, shape_digits_min(shape));
}

static void chain_add(struct dlp_digit_tables *tables, uint32_t rule,
                      const struct dlp_rule_code *code)
{
    struct dlp_layout *const layout = &tables->layouts[tables->layouts_len++];

    layout->rule = rule;
    layout->border = (uint8_t)code->rule.border;
    layout->shape.group[0].min = (uint8_t)code->rule.digits_min;
    layout->shape.group[0].max = (uint8_t)code->rule.digits_max;
    need_lower(tables, 1, code->rule.digits_min);
    lead_add(tables, code->first);
    if (code->rule.border == DLP_BORDER_NONE)
        tables->single_loose = tables->multi_loose = true;
    for (const char *s = DLP_CHAIN_JOINTS; *s; s++) {
        separator_add(tables, *s);
        bitmap_add(tables->joint, (uint8_t)*s);
    }
}

static void layouts_collect(struct dlp_digit_tables *tables, const struct dlp_rule_code *rules,
                            size_t len)
{
    for (size_t r = 0; r < len; r++) {
        const struct dlp_rule *const rule = &rules[r].rule;

        if (rule->kind != DLP_RULE_DIGITS)
            continue;
        for (size_t s = 0; s < rule->shapes_len; s++)
            layout_add(tables, (uint32_t)r, rule, &rule->shapes[s]);
        if (rule->shapes_len == 0)
            chain_add(tables, (uint32_t)r, &rules[r]);
    }
}

/* The widths of a group at whose end the layout is asked for that use. False: none. */
static bool layout_serves(unsigned *from, unsigned *to, const struct dlp_layout *layout,
                          const struct dlp_rule_code *rules, enum dlp_layout_use use)
{
    const struct dlp_shape *const shape = &layout->shape;
    const struct dlp_shape_group *const last =
        &shape->group[shape->groups > 0 ? shape->groups - 1 : 0];

    *from = use == DLP_LAYOUTS_CHAIN ? 0 : last->min;
    *to = last->max < DLP_CHAIN_MAX ? last->max : DLP_CHAIN_MAX;
    switch (use) {
    case DLP_LAYOUTS_SINGLE:
        return shape->groups == 1 && !shape_is_sided(shape);
    case DLP_LAYOUTS_MULTI:
    case DLP_LAYOUTS_SPACED:
    case DLP_LAYOUTS_DASHED:
    case DLP_LAYOUTS_DOTTED:
        return shape->groups > 1 && !shape_is_sided(shape)
            && dlp_layouts_multi(shape->group[shape->groups - 2].separator) == use;
    case DLP_LAYOUTS_LED:
        return shape->groups == 1 && shape->head_len > 0;
    case DLP_LAYOUTS_SIDED:
        return shape->groups == 1 && shape->head_len == 0 && shape->tail_len > 0;
    case DLP_LAYOUTS_HEADED:
        return shape->groups > 1 && shape->head_len > 0 && shape->tail_len == 0;
    case DLP_LAYOUTS_TAILED:
        return shape->groups > 1 && shape->tail_len > 0;
    case DLP_LAYOUTS_BARE:
        return shape->groups == 0 && rules[layout->rule].needs.others == 0;
    case DLP_LAYOUTS_CHAIN:
        return shape->groups == 0;
    case DLP_LAYOUTS_USES:
        break;
    }
    return false;
}

/* Count, and where refs is not NULL also write, the layouts of each use and width. */
static void width_fill(struct dlp_digit_tables *tables, const struct dlp_rule_code *rules,
                       uint32_t *refs)
{
    for (enum dlp_layout_use use = 0; use < DLP_LAYOUTS_USES; use++)
        for (size_t i = 0; i < tables->layouts_len; i++) {
            unsigned from, to;

            if (!layout_serves(&from, &to, &tables->layouts[i], rules, use))
                continue;
            for (unsigned width = from; width <= to; width++) {
                struct dlp_range *const range = &tables->by_width[use][width];

                if (refs)
                    refs[range->first + range->len] = (uint32_t)i;
                range->len++;
            }
        }
}

static dlp_status width_index(struct dlp_digit_tables *tables, const struct dlp_rule_code *rules)
{
    size_t n = 0;

    width_fill(tables, rules, NULL);
    for (enum dlp_layout_use use = 0; use < DLP_LAYOUTS_USES; use++)
        for (unsigned width = 0; width <= DLP_CHAIN_MAX; width++) {
            struct dlp_range *const range = &tables->by_width[use][width];

            range->first = (uint32_t)n;
            n += range->len;
            range->len = 0;
        }
    tables->refs_len = n;
    tables->refs = dlp_calloc(n + 1, sizeof(*tables->refs));
    if (!tables->refs)
        return DLP_ENOMEM;
    width_fill(tables, rules, tables->refs);
    return DLP_OK;
}

dlp_status dlp_digit_tables_build(struct dlp_digit_tables *tables,
                                  const struct dlp_rule_code *rules, size_t len)
{
    size_t layouts = 0;

    memset(tables, 0, sizeof(*tables));
    for (size_t i = 0; i <= DLP_CHAIN_GROUPS; i++)
        tables->need[i] = UINT16_MAX;
    for (size_t r = 0; r < len; r++)
        layouts += rules[r].rule.shapes_len > 0 ? rules[r].rule.shapes_len : 1;
    tables->layouts = dlp_calloc(layouts + 1, sizeof(*tables->layouts));
    if (!tables->layouts)
        return DLP_ENOMEM;
    layouts_collect(tables, rules, len);
    return width_index(tables, rules);
}

void dlp_digit_tables_free(struct dlp_digit_tables *tables)
{
    dlp_free(tables->layouts);
    dlp_free(tables->refs);
    memset(tables, 0, sizeof(*tables));
}
