/* dlpd/cmd_check_config.c - `dlpd check-config`: is a policy file right? */

#include "commands.h"

#include "buffer.h"
#include "output.h"
#include "policy_choice.h"
#include "rulebook.h"
#include "util/secret_hash.h"

#include <time.h>

static int print_ok(const char *path, const struct policy *policy)
{
    const struct policy_outline outline = policy_outline(policy);
    struct buffer line = BUFFER_INIT;
    bool written;

    buffer_format(&line, "%s: right: %zu polic%s, %zu exception%s", path, outline.policies,
                  outline.policies == 1 ? "y" : "ies", outline.exceptions,
                  outline.exceptions == 1 ? "" : "s");
    buffer_text(&line, outline.observe ? "; it only observes\n" : "\n");
    written = output_now(line.data, line.len);
    buffer_free(&line);
    return written ? STATUS_CLEAN : STATUS_ENVIRONMENT;
}

int cmd_check_config(const struct settings *settings, char **args, int count)
{
    struct rulebook book = RULEBOOK_INIT;
    struct policy *policy = NULL;
    int status = rulebook_load(&book, &settings->choice, NULL, 0);

    (void)count;
    if (status == STATUS_CLEAN)
        policy = policy_choose(args[0], book.set, &status);
    if (policy) {
        policy_warn(policy, args[0], (uint64_t)time(NULL) * 1000000u, policy_complain, NULL);
        status = print_ok(args[0], policy);
    }
    policy_free(policy);
    rulebook_free(&book);
    return status;
}
