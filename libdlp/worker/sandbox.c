/* worker/sandbox.c - what a process that reads a document may still do.
 *
 * The filter is a list of what is allowed. A parser that asks whether a file is there is told no; one
 * that starts a program, makes a socket or a process is killed. Nothing can be opened, so the document
 * and the answer are the only files. */

#include "worker/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SPARE_BYTES ((uint64_t)16 << 20) /* heap that the process has before the document comes */

static scmp_filter_ctx filter;

/* Memory, time, the two descriptors, and the end. */
static const int allowed[] = {
    SCMP_SYS(brk),           SCMP_SYS(munmap),
    SCMP_SYS(mremap),        SCMP_SYS(madvise),
    SCMP_SYS(read),          SCMP_SYS(readv),
    SCMP_SYS(pread64),       SCMP_SYS(write),
    SCMP_SYS(writev),        SCMP_SYS(sendto),
    SCMP_SYS(lseek),         SCMP_SYS(close),
    SCMP_SYS(fstat),         SCMP_SYS(futex),
    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
    SCMP_SYS(time),          SCMP_SYS(getrandom),
    SCMP_SYS(getpid),        SCMP_SYS(gettid),
    SCMP_SYS(rt_sigreturn),  SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(sched_yield),   SCMP_SYS(exit),
    SCMP_SYS(exit_group),    SCMP_SYS(restart_syscall),
    SCMP_SYS(dup),
};

/* Asked by libraries that can do without. */
static const struct {
    int call;
    int error;
} refused[] = {
    { SCMP_SYS(open), EACCES },        { SCMP_SYS(openat), EACCES },
    { SCMP_SYS(stat), EACCES },        { SCMP_SYS(lstat), EACCES },
    { SCMP_SYS(statx), EACCES },       { SCMP_SYS(access), EACCES },
    { SCMP_SYS(faccessat), EACCES },   { SCMP_SYS(faccessat2), EACCES },
    { SCMP_SYS(readlink), EACCES },    { SCMP_SYS(readlinkat), EACCES },
    { SCMP_SYS(getcwd), EACCES },      { SCMP_SYS(mkdir), EACCES },
    { SCMP_SYS(unlink), EACCES },      { SCMP_SYS(ioctl), ENOTTY },
    { SCMP_SYS(getuid), EPERM },       { SCMP_SYS(geteuid), EPERM },
    { SCMP_SYS(getgid), EPERM },       { SCMP_SYS(getegid), EPERM },
    { SCMP_SYS(sysinfo), EPERM },      { SCMP_SYS(uname), EPERM },
    { SCMP_SYS(prlimit64), EPERM },    { SCMP_SYS(sched_getaffinity), EPERM },
    { SCMP_SYS(fadvise64), EPERM },    { SCMP_SYS(getrusage), EPERM },
    { SCMP_SYS(rt_sigaction), EPERM }, { SCMP_SYS(statfs), EACCES },
    { SCMP_SYS(fstatfs), EACCES },     { SCMP_SYS(getpeername), ENOTSOCK },
};

static bool add_rules(void)
{
    int failed = 0;

    for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
        failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO((uint32_t)refused[i].error),
                                   refused[i].call, 0);
    /* Memory that can be written is never run. */
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                               SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                               SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    /* What the C library asks of a descriptor that it has. */
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
                               SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH));
    failed |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(newfstatat), 1,
                               SCMP_A3(SCMP_CMP_NE, AT_EMPTY_PATH));
    failed |=
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_EQ, F_GETFL));
    /* abort() sends its own process a signal. */
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                               SCMP_A2(SCMP_CMP_EQ, SIGABRT));
    return failed == 0;
}

bool sandbox_prepare(void)
{
    filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!filter)
        return false;
    if (add_rules())
        return true;
    seccomp_release(filter);
    filter = NULL;
    return false;
}

static bool limit(int what, uint64_t most)
{
    struct rlimit value;

    if (getrlimit((__rlimit_resource_t)what, &value) != 0)
        return false;
    if (value.rlim_max > most) /* less than that stays as it is */
        value.rlim_max = most;
    value.rlim_cur = value.rlim_max;
    return setrlimit((__rlimit_resource_t)what, &value) == 0;
}

bool sandbox_enter(uint64_t memory, uint64_t seconds)
{
    bool entered = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NPROC, 0)
        && limit(RLIMIT_CPU, seconds) && limit(RLIMIT_STACK, (uint64_t)8 << 20);

#ifndef __SANITIZE_ADDRESS__ /* which wants terabytes, and calls that are not on the list */
    entered = entered && limit(RLIMIT_DATA, memory + SPARE_BYTES);
    entered = entered && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && filter
        && seccomp_load(filter) == 0;
#else
    (void)memory;
#endif
    return entered;
}
