/* scan/first_use.c - machine code for a rule's expressions when its first candidate comes.
 *
 * It takes far longer than compiling them, and in most runs most rules have no candidate. PCRE2
 * changes the compiled expression, so nobody may match with it meanwhile: threads that come second
 * wait, also those of other rules, which is once a rule and short. */

#include "scan/first_use.h"

static void code_make(pcre2_code *code)
{
    if (code)
        (void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
}

bool dlp_first_use_now(struct dlp_database *db, uint32_t rule)
{
    struct dlp_rule_code *const code = &db->rules[rule];
    bool used;

    (void)pthread_mutex_lock(&db->first_use);
    used = atomic_load_explicit(&code->used, memory_order_relaxed);
    if (!used && (!db->complete || db->complete(code) == DLP_OK)) {
        code_make(code->value);
        code_make(code->before);
        code_make(code->after);
        for (size_t i = 0; i < code->rule.must.len; i++)
            code_make(code->must[i]);
        for (size_t i = 0; i < code->rule.must_not.len; i++)
            code_make(code->must_not[i]);
        atomic_store_explicit(&code->used, true, memory_order_release);
        used = true;
    }
    (void)pthread_mutex_unlock(&db->first_use);
    return used;
}
