/* scan/plain_lane.c - what docs/rules.md says of shapes, chains, runs and heads, read byte by byte.
 *
 * This is the oracle of the class lane: slow, and written from the rules' manual, not from the class
 * lane. Hyperscan reports more ends than there are values (every end inside a longer group, too), so
 * nothing here is taken from the report but the place. */

#include "scan/plain_lane.h"

#include "scan/event_list.h"

#include <string.h>

static bool is_digit(uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(uint8_t byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_alnum(uint8_t byte)
{
    return is_digit(byte) || is_letter(byte);
}

static bool is_joint(uint8_t byte)
{
    return byte != '\0' && strchr(DLP_CHAIN_JOINTS, byte) != NULL;
}

/* Is the byte at an offset of that class? The part's end is of none. */
static bool class_at(const struct dlp_window *window, uint64_t at, bool (*is)(uint8_t))
{
    return dlp_window_after(window, at, 1) > 0 && is(*dlp_window_at(window, at));
}

/* How many bytes of that class stand right before an offset, counted up to max. */
static size_t class_before(const struct dlp_window *window, uint64_t at, size_t max,
                           bool (*is)(uint8_t))
{
    const size_t have = dlp_window_before(window, at, max);
    const uint8_t *const end = dlp_window_at(window, at);
    size_t n = 0;

    while (n < have && is(end[-1 - (ptrdiff_t)n]))
        n++;
    return n;
}

/* Bytes of the shape's whole groups, and of its head, that end at `end`; 0 when they are not there. */
static size_t shape_before(const struct dlp_shape *shape, const struct dlp_window *window,
                           uint64_t end)
{
    uint64_t at = end;

    for (size_t g = shape->groups; g-- > 0;) {
        const size_t width = class_before(window, at, DLP_CHAIN_MAX + 1, is_digit);

        if (width < shape->group[g].min || width > shape->group[g].max)
            return 0;
        at -= width;
        if (g == 0)
            break;
        if (dlp_window_before(window, at, 1) == 0
            || dlp_window_at(window, at)[-1] != (uint8_t)shape->group[g - 1].separator)
            return 0;
        at--;
    }
    if (end - at > DLP_CHAIN_MAX || dlp_window_before(window, at, shape->head_len) < shape->head_len
        || !dlp_shape_side_fits(shape->head, dlp_window_at(window, at - shape->head_len)))
        return 0;
    return (size_t)(end - at) + shape->head_len;
}

static size_t shape_back(const struct dlp_shape *shape, const struct dlp_window *window,
                         uint64_t at)
{
    size_t back;

    if (shape->tail_len == 0)
        return class_at(window, at, is_digit) ? 0 : shape_before(shape, window, at);
    /* The expression ends with the tail. */
    if (!dlp_shape_side_fits(shape->tail, dlp_window_at(window, at - shape->tail_len)))
        return 0;
    back = shape_before(shape, window, at - shape->tail_len);
    return back > 0 ? back + shape->tail_len : 0;
}

/* The longest run of whole groups that ends at `at`, is no longer than a chain may be, and has as
 * many digits as the rule wants; 0 without one. */
static size_t chain_back(const struct dlp_rule *rule, const struct dlp_window *window, uint64_t at)
{
    size_t back = 0, digits = 0, used = 0;

    if (class_at(window, at, is_digit))
        return 0;
    for (size_t group = 0; group < DLP_CHAIN_GROUPS; group++) {
        const size_t width = class_before(window, at - used, DLP_CHAIN_MAX + 1, is_digit);

        if (width == 0 || used + width > DLP_CHAIN_MAX)
            break;
        used += width;
        digits += width;
        if (digits >= rule->digits_min && digits <= rule->digits_max)
            back = used;
        used += class_before(window, at - used, DLP_CHAIN_GAP, is_joint);
    }
    return back;
}

static size_t run_back(const struct dlp_rule_code *code, const struct dlp_window *window,
                       uint64_t at)
{
    size_t width;

    if (class_at(window, at, is_alnum))
        return 0;
    width = class_before(window, at, (size_t)code->width + 1, is_alnum);
    return width >= code->rule.run_min && width <= code->rule.run_max && width <= code->width
        ? width
        : 0;
}

static size_t head_back(const struct dlp_window *window, uint64_t at)
{
    const size_t digits = class_before(window, at, 2, is_digit);
    const size_t letters = class_before(window, at - digits, 2, is_letter);

    return digits == 2 && letters == 2 && class_before(window, at - 4, 1, is_alnum) == 0 ? 4 : 0;
}

void dlp_plain_lane(struct dlp_event_list *out, const struct dlp_database *db,
                    const struct dlp_window *window, const struct dlp_trigger *trigger, uint64_t at)
{
    const struct dlp_rule_code *const code = &db->rules[trigger->rule];
    struct dlp_event event = { at, 0, trigger->rule, trigger->role, false };

    switch ((enum dlp_trigger_role)trigger->role) {
    case DLP_TRIGGER_SHAPE:
        event.back = (uint32_t)shape_back(&code->rule.shapes[trigger->shape], window, at);
        break;
    case DLP_TRIGGER_CHAIN:
        event.back = (uint32_t)chain_back(&code->rule, window, at);
        break;
    case DLP_TRIGGER_RUN:
        event.back = (uint32_t)run_back(code, window, at);
        break;
    case DLP_TRIGGER_HEAD:
        event.back = (uint32_t)head_back(window, at);
        break;
    case DLP_TRIGGER_END:
    case DLP_TRIGGER_KEYWORD:
    case DLP_TRIGGER_BEGIN:
    case DLP_TRIGGER_CLOSE:
    case DLP_TRIGGER_VIEW:
    case DLP_TRIGGER_VALUE:
    case DLP_TRIGGER_NAMED:
    case DLP_TRIGGER_PREFIX:
        break; /* both lanes' alike: scan/block.c */
    }
    if (event.back > 0)
        dlp_event_list_add(out, &event);
}
