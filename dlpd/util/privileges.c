/* dlpd/util/privileges.c - what is given up once everything is open.
 *
 * Root without capabilities still owns root's files, so a user of its own is better; that is why the
 * unit file has one. */

#include "util/privileges.h"

#include "message.h"
#include "program.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int failed(const char *what)
{
    message("cannot %s: %s", what, strerror(errno));
    return STATUS_ENVIRONMENT;
}

static bool set_capabilities(bool net_admin)
{
    struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
    struct __user_cap_data_struct data[2] = { { 0 }, { 0 } };

    if (net_admin)
        data[0].effective = data[0].permitted = 1u << CAP_NET_ADMIN;
    return syscall(SYS_capset, &head, data) == 0;
}

/* Does the process have it now? An unprivileged one has none to keep. */
static bool has_net_admin(void)
{
    struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
    struct __user_cap_data_struct data[2] = { { 0 }, { 0 } };

    return syscall(SYS_capget, &head, data) == 0 && data[0].permitted & 1u << CAP_NET_ADMIN;
}

static int become(const char *user)
{
    const struct passwd *const entry = getpwnam(user);

    if (!entry) {
        message("--user: there is no user '%s'", user);
        return STATUS_USER;
    }
    if (entry->pw_uid == geteuid())
        return STATUS_CLEAN;
    if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) != 0 || setgroups(0, NULL) != 0
        || setresgid(entry->pw_gid, entry->pw_gid, entry->pw_gid) != 0
        || setresuid(entry->pw_uid, entry->pw_uid, entry->pw_uid) != 0)
        return failed("become the user of --user");
    /* A change of user lets others trace the process again. */
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ? STATUS_CLEAN : failed("stay untraceable");
}

int privileges_drop(const char *user, bool net_admin)
{
    const bool keep = net_admin && has_net_admin();
    int status = STATUS_CLEAN;

    for (unsigned long cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
        (void)prctl(PR_CAPBSET_DROP, cap, 0, 0, 0); /* not without CAP_SETPCAP: then it has none */
    if (user)
        status = become(user);
    if (status == STATUS_CLEAN && !set_capabilities(keep))
        status = failed("give up capabilities");
    if (status == STATUS_CLEAN && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        status = failed("give up gaining privileges");
    return status;
}
