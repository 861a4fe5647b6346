/* compile/digit_tables.c - digit shapes, indexed by what the scan knows first: the width of the
 * group of digits that has just ended, and whether another group stands before it. */

#include "compile/digit_tables.h"

#include "base/alloc.h"
#include "extract/chars.h"

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

static void separator_add(struct dlp_digit_tables *tables, char separator)
{
    const uint8_t byte = (uint8_t)separator;

    tables->gap[byte] |= DLP_GAP_SEPARATOR;
    tables->joints[byte & 15u] |= (uint8_t)(1u << (byte >> 4));
}

/* May a match start with a letter? */
static bool starts_with_letter(const uint8_t first[32])
{
    for (unsigned byte = 'A'; byte <= 'Z'; byte++)
        if (dlp_bitmap_has(first, (uint8_t)byte) || dlp_bitmap_has(first, (uint8_t)(byte | 0x20u)))
            return true;
    return false;
}

static bool shape_is_sided(const struct dlp_shape *shape)
{
    return shape->head_len + shape->tail_len > 0;
}

/* The bytes that a character of a head or tail stands for. */
static void side_add(struct dlp_digit_tables *tables, char side, unsigned bit)
{
    for (unsigned byte = 0; byte < 256; byte++)
        if (dlp_shape_side_is(side, (uint8_t)byte))
            tables->side[byte] |= (uint8_t)bit;
}

static void sides_add(struct dlp_digit_tables *tables, const struct dlp_shape *shape)
{
    const uint8_t width = shape->group[0].min;

    if (shape->tail_len > tables->tail_max)
        tables->tail_max = shape->tail_len;
    if (shape->groups > 1)
        return;
    if (tables->side_width == 0 || width < tables->side_width)
        tables->side_width = width;
    if (shape->head_len > 0)
        side_add(tables, shape->head[shape->head_len - 1], DLP_SIDE_HEAD);
    else
        side_add(tables, shape->tail[0], DLP_SIDE_TAIL);
}

/* The two digits that a number may begin with to pass the rule's fatal checks. */
static void layout_starts(struct dlp_layout *layout, const struct dlp_rule *rule)
{
    layout->pairs[0] = UINT64_MAX;
    layout->pairs[1] = DLP_PAIRS_HIGH;
    for (size_t i = 0; i < rule->checks_len; i++) {
        uint64_t pairs[2];

        if (!rule->checks[i].fatal)
            continue;
        dlp_validator_pairs(pairs, rule->checks[i].validator);
        layout->pairs[0] &= pairs[0];
        layout->pairs[1] &= pairs[1];
    }
}

/* The shape's groups from the last one on. */
static void layout_turn(struct dlp_layout *layout)
{
    const struct dlp_shape *const shape = &layout->shape;

    memset(layout->max, DLP_CHAIN_MAX, sizeof(layout->max));
    for (unsigned i = 0; i < shape->groups; i++) {
        const struct dlp_shape_group *const group = &shape->group[shape->groups - 1u - i];

        layout->min[i] = group->min;
        if (group->max < DLP_CHAIN_MAX)
            layout->max[i] = group->max;
        if (i > 0) {
            layout->separators[i - 1] = (uint8_t)group->separator;
            layout->joined[i - 1] = 0xff;
        }
    }
}

static bool side_is_alnum(char side)
{
    return side == '@' || dlp_is_alnum((uint8_t)side);
}

static void layout_sides(struct dlp_layout *layout)
{
    const struct dlp_shape *const shape = &layout->shape;

    while (layout->head_run < shape->head_len
           && side_is_alnum(shape->head[shape->head_len - 1 - layout->head_run]))
        layout->head_run++;
    while (layout->tail_run < shape->tail_len && side_is_alnum(shape->tail[layout->tail_run]))
        layout->tail_run++;
}

static void layout_add(struct dlp_digit_tables *tables, uint32_t r, const struct dlp_rule *rule,
                       const struct dlp_shape *shape)
{
    tables->layouts[tables->layouts_len++] =
        (struct dlp_layout){ .rule = r, .border = (uint8_t)rule->border, .shape = *shape };
    layout_starts(&tables->layouts[tables->layouts_len - 1], rule);
    layout_turn(&tables->layouts[tables->layouts_len - 1]);
    layout_sides(&tables->layouts[tables->layouts_len - 1]);
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

/* Of a rule with `digits`, dlp_chain_tables_build() keeps the rest. */
static void chain_add(struct dlp_digit_tables *tables, const struct dlp_rule_code *code)
{
    const char *const joints = DLP_CHAIN_JOINTS;

    need_lower(tables, 1, code->rule.digits_min);
    tables->letter_leads |= starts_with_letter(code->first);
    if (code->rule.border == DLP_BORDER_NONE)
        tables->single_loose = tables->multi_loose = true;
    for (unsigned i = 0; joints[i]; i++) {
        separator_add(tables, joints[i]);
        tables->gap[(uint8_t)joints[i]] |= (uint8_t)DLP_GAP_JOINT(i);
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
            chain_add(tables, &rules[r]);
    }
}

/* The widths of a group at whose end the layout is asked for that use. False: none. */
static bool layout_serves(unsigned *from, unsigned *to, const struct dlp_layout *layout,
                          enum dlp_layout_use use)
{
    const struct dlp_shape *const shape = &layout->shape;
    const struct dlp_shape_group *const last = &shape->group[shape->groups - 1];

    *from = last->min;
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
    case DLP_LAYOUTS_USES:
        break;
    }
    return false;
}

/* Count, and where refs is not NULL also write, the layouts of each use and width. */
static void width_fill(struct dlp_digit_tables *tables, uint32_t *refs)
{
    for (enum dlp_layout_use use = 0; use < DLP_LAYOUTS_USES; use++)
        for (size_t i = 0; i < tables->layouts_len; i++) {
            unsigned from, to;

            if (!layout_serves(&from, &to, &tables->layouts[i], use))
                continue;
            for (unsigned width = from; width <= to; width++) {
                struct dlp_range *const range = &tables->by_width[use][width];

                if (refs)
                    refs[range->first + range->len] = (uint32_t)i;
                range->len++;
            }
        }
}

/* How wide may the group before the shape's last one be? Without one, anything stands there. */
static uint32_t layout_before(const struct dlp_layout *layout)
{
    uint32_t bits = 0;

    for (unsigned width = layout->min[1]; width <= layout->max[1]; width++)
        bits |= dlp_before_bit(width);
    return bits;
}

static dlp_status width_index(struct dlp_digit_tables *tables)
{
    size_t n = 0;

    width_fill(tables, NULL);
    for (enum dlp_layout_use use = 0; use < DLP_LAYOUTS_USES; use++)
        for (unsigned width = 0; width <= DLP_CHAIN_MAX; width++) {
            struct dlp_range *const range = &tables->by_width[use][width];

            range->first = (uint32_t)n;
            n += range->len;
            range->len = 0;
        }
    tables->refs_len = n;
    tables->refs = dlp_calloc(n + 1, sizeof(*tables->refs));
    tables->before = dlp_calloc(n + 1, sizeof(*tables->before));
    if (!tables->refs || !tables->before)
        return DLP_ENOMEM;
    width_fill(tables, tables->refs);
    for (size_t i = 0; i < n; i++)
        tables->before[i] = layout_before(&tables->layouts[tables->refs[i]]);
    for (enum dlp_layout_use use = 0; use < DLP_LAYOUTS_USES; use++)
        for (unsigned width = 0; width <= DLP_CHAIN_MAX; width++)
            tables->uses[width] |= (uint16_t)((tables->by_width[use][width].len > 0) << use);
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
        layouts += rules[r].rule.shapes_len;
    tables->layouts = dlp_calloc(layouts + 1, sizeof(*tables->layouts));
    if (!tables->layouts)
        return DLP_ENOMEM;
    layouts_collect(tables, rules, len);
    return width_index(tables);
}

void dlp_digit_tables_free(struct dlp_digit_tables *tables)
{
    dlp_free(tables->layouts);
    dlp_free(tables->refs);
    dlp_free(tables->before);
    memset(tables, 0, sizeof(*tables));
}
