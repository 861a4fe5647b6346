/* scan/first_use.c - machine code for a rule's expressions when its first candidate comes.
 *
 * It takes far longer than compiling them, and in most runs most rules have no candidate, and most that
 * have one refuse it by their first expression: the others wait until that has matched. PCRE2
 * changes the compiled expression, so nobody may match with it meanwhile: threads that come second
 * wait, also those of other rules, which is twice a rule and short. */

#include "scan/first_use.h"

#include "scan/side_sight.h"

static void code_make(pcre2_code *code)
{
    if (code)
        (void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
}

static void value_make(struct dlp_database *db, struct dlp_rule_code *code)
{
    if (atomic_load_explicit(&code->used, memory_order_relaxed)
        || (db->complete && db->complete(code) != DLP_OK))
        return;
    code_make(code->value);
    atomic_store_explicit(&code->used, true, memory_order_release);
}

/* Nobody has matched with these yet: `asked` is set before. */
static void others_make(struct dlp_rule_code *code)
{
    if (!atomic_load_explicit(&code->used, memory_order_relaxed)
        || atomic_load_explicit(&code->asked, memory_order_relaxed))
        return;
    if (code->rule.before && code->before_width == 0)
        code->before_sees = (uint8_t)dlp_side_sight(code->rule.before, false);
    if (code->rule.after)
        code->after_sees = (uint8_t)dlp_side_sight(code->rule.after, true);
    code_make(code->before);
    code_make(code->after);
    code_make(code->cell);
    for (size_t i = 0; i < code->rule.must.len; i++)
        code_make(code->must[i]);
    for (size_t i = 0; i < code->rule.must_not.len; i++)
        code_make(code->must_not[i]);
    atomic_store_explicit(&code->asked, true, memory_order_release);
}

bool dlp_first_use_now(struct dlp_database *db, uint32_t rule, bool others)
{
    struct dlp_rule_code *const code = &db->rules[rule];
    bool ready;

    (void)pthread_mutex_lock(&db->first_use);
    value_make(db, code);
    if (others)
        others_make(code);
    ready = atomic_load_explicit(others ? &code->asked : &code->used, memory_order_relaxed);
    (void)pthread_mutex_unlock(&db->first_use);
    return ready;
}
