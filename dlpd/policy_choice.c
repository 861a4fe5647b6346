/* dlpd/policy_choice.c - the policy files of the command line, with what is wrong said on standard error. */

#include "policy_choice.h"

#include "message.h"
#include "program.h"
#include "rulebook.h"

void policy_complain(const struct dlp_diagnostic *diagnostic, void *user)
{
    struct rulebook *const count = user;
    struct rulebook unused = RULEBOOK_INIT;

    rulebook_complain(diagnostic, count ? count : &unused);
}

struct policy *policy_choose(const char *path, const dlp_ruleset *set, int *status)
{
    struct rulebook told = RULEBOOK_INIT;
    struct policy *policy = NULL;
    const dlp_status result = policy_load(&policy, path, set, policy_complain, &told);

    *status = STATUS_CLEAN;
    if (result != DLP_OK) {
        message("%zu mistake%s in the policy; it is not used", told.errors,
                told.errors == 1 ? "" : "s");
        *status = command_status(result);
    }
    return policy;
}
