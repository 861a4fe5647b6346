/* compile/plain_triggers.c - shapes, chains, runs and heads in the words of regular expressions.
 *
 * An expression cannot say "whole groups only" without costing Hyperscan dear, and need not:
 * scan/plain_lane.c reads the bytes at each end. */

#include "compile/plain_triggers.h"

#include "model/compiled.h"

static dlp_status put_side(struct dlp_bytes *out, const char *side)
{
    dlp_status status = DLP_OK;

    for (; status == DLP_OK && *side; side++) {
        if (*side == '@')
            status = dlp_bytes_puts(out, "[A-Za-z]");
        else if (*side >= 'A' && *side <= 'Z')
            status = dlp_bytes_printf(out, "[%c%c]", *side, *side | 0x20);
        else
            status = dlp_bytes_printf(out, "\\x%02x", (unsigned)*side);
    }
    return status;
}

static dlp_status put_shape(struct dlp_bytes *out, const struct dlp_shape *shape)
{
    dlp_status status = put_side(out, shape->head);

    for (size_t g = 0; status == DLP_OK && g < shape->groups; g++) {
        status = dlp_bytes_printf(out, "[0-9]{%u,%u}", shape->group[g].min, shape->group[g].max);
        if (status == DLP_OK && g + 1 < shape->groups)
            status = dlp_bytes_printf(out, "\\x%02x", (unsigned)shape->group[g].separator);
    }
    return status == DLP_OK ? put_side(out, shape->tail) : status;
}

/* The fewest digits that the rule wants, with what may stand between any two. */
static dlp_status put_chain(struct dlp_bytes *out, const struct dlp_rule *rule)
{
    dlp_status status = dlp_bytes_puts(out, "[0-9]");

    if (status != DLP_OK || rule->digits_min < 2)
        return status;
    status = dlp_bytes_puts(out, "(?:[");
    for (const char *joint = DLP_CHAIN_JOINTS; status == DLP_OK && *joint; joint++)
        status = dlp_bytes_printf(out, "\\x%02x", (unsigned)*joint);
    return status == DLP_OK
        ? dlp_bytes_printf(out, "]{0,%u}[0-9]){%u}", DLP_CHAIN_GAP, rule->digits_min - 1u)
        : status;
}

dlp_status dlp_plain_expression(struct dlp_bytes *out, const struct dlp_rule *rule, size_t shape)
{
    dlp_bytes_clear(out);
    if (rule->kind == DLP_RULE_RUN)
        return dlp_bytes_printf(out, "[A-Za-z0-9]{%u}", rule->run_min);
    if (rule->kind == DLP_RULE_HEAD)
        return dlp_bytes_puts(out, "[A-Za-z]{2}[0-9]{2}");
    return rule->shapes_len > 0 ? put_shape(out, &rule->shapes[shape]) : put_chain(out, rule);
}
