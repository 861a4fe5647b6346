/* compile/chain_tables.c - what the patterns of rules with `digits` say of a chain, as bits.
 *
 * A chain stands at every telephone number, date and address, and a dozen rules want some: so the lane
 * asks all rules at once, and PCRE2 sees a chain only for those that all tables leave. */

#include "compile/chain_tables.h"

#include "base/alloc.h"
#include "compile/chain_nfa.h"

#include <string.h>

/* Can all these joints be bytes of a match? */
static bool joints_fit(const struct dlp_rule_code *code, unsigned joints)
{
    const char *const bytes = DLP_CHAIN_JOINTS;

    for (unsigned i = 0; bytes[i]; i++)
        if ((joints & DLP_GAP_JOINT(i)) && !dlp_bitmap_has(code->alphabet, (uint8_t)bytes[i]))
            return false;
    return true;
}

static void set_add(struct dlp_chain_set *set, unsigned bit, uint32_t rule,
                    const struct dlp_rule_code *code)
{
    const uint64_t mask = UINT64_C(1) << bit;
    const unsigned least = (unsigned)code->needs.letters + code->needs.others;

    set->rules[bit] = rule;
    set->all |= mask;
    for (unsigned borders = 0; borders < 1u << DLP_BORDERS; borders++)
        if (borders >> code->rule.border & 1u)
            set->borders[borders] |= mask;
    for (unsigned i = 0; i <= DLP_CHAIN_MAX; i++) {
        if (i >= code->rule.digits_min && i <= code->rule.digits_max)
            set->digits[i] |= mask;
        if (i <= code->rule.digits_max)
            set->width[i] |= mask;
    }
    for (unsigned byte = 0; byte < 256; byte++) {
        if (dlp_bitmap_has(code->first, (uint8_t)byte))
            set->first[byte] |= mask;
        if (dlp_bitmap_has(code->alphabet, (uint8_t)byte))
            set->holds[byte] |= mask;
    }
    for (unsigned joints = 0; joints <= DLP_GAP_JOINTS; joints++)
        if (joints_fit(code, joints))
            set->joints[joints] |= mask;
    for (unsigned others = 0; others <= DLP_CHAIN_OTHERS; others++)
        if (others >= least || others == DLP_CHAIN_OTHERS)
            set->others[others] |= mask;
}

static bool is_chain(const struct dlp_rule_code *code)
{
    return code->rule.kind == DLP_RULE_DIGITS && code->rule.shapes_len == 0;
}

dlp_status dlp_chain_tables_build(struct dlp_chain_tables *tables,
                                  const struct dlp_rule_code *rules, size_t len)
{
    size_t n = 0;

    _Static_assert(sizeof(DLP_CHAIN_JOINTS) - 1 == 6, "a bit for each in DLP_GAP_JOINTS");
    *tables = (struct dlp_chain_tables){ NULL, 0, { 0 } };
    for (size_t r = 0; r < len; r++)
        n += is_chain(&rules[r]);
    tables->len = (n + DLP_CHAIN_SET - 1) / DLP_CHAIN_SET;
    tables->sets = dlp_calloc(tables->len + 1, sizeof(*tables->sets));
    if (!tables->sets)
        return DLP_ENOMEM;
    n = 0;
    for (size_t r = 0; r < len; r++) {
        if (!is_chain(&rules[r]))
            continue;
        set_add(&tables->sets[n / DLP_CHAIN_SET], (unsigned)(n % DLP_CHAIN_SET), (uint32_t)r,
                &rules[r]);
        n++;
    }
    return dlp_chain_nfa_build(&tables->nfa, tables->sets, rules);
}

void dlp_chain_tables_free(struct dlp_chain_tables *tables)
{
    dlp_free(tables->sets);
    dlp_chain_nfa_free(&tables->nfa);
    *tables = (struct dlp_chain_tables){ NULL, 0, { 0 } };
}
