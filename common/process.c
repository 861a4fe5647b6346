/* common/process.c - what the process does to itself before it reads anything. */

#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define FILES_SPARE 64 /* rules, output, directories, the C library */
#define FILES_LEAST 8
#define FILES_ENOUGH 4096

/* A missing descriptor would be given to the next file opened, and the report written into it.
 * The stand-in is opened the wrong way round, so that using it fails as using none would. */
static void process_fill(int fd, int flags)
{
    if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF)
        return;
    if (open("/dev/null", flags) < 0)
        _exit(4); /* nowhere to say so */
}

void process_harden(void)
{
    const struct rlimit none = { 0, 0 };

    /* Memory and core dumps hold scanned values; a failure here is no reason not to scan. */
#ifndef __SANITIZE_ADDRESS__ /* whose search for leaks looks at the process from outside */
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
    (void)setrlimit(RLIMIT_CORE, &none);
    process_fill(STDIN_FILENO, O_WRONLY);
    process_fill(STDOUT_FILENO, O_RDONLY);
    process_fill(STDERR_FILENO, O_RDWR);
}

size_t process_files(size_t wanted)
{
    struct rlimit limit;
    size_t room;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return FILES_LEAST;
    if (limit.rlim_cur < FILES_ENOUGH && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max < FILES_ENOUGH ? limit.rlim_max : FILES_ENOUGH;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
        (void)getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur <= FILES_SPARE + 2 * FILES_LEAST)
        return FILES_LEAST;
    room = limit.rlim_cur < FILES_ENOUGH ? (size_t)limit.rlim_cur : (size_t)FILES_ENOUGH;
    room = (room - FILES_SPARE) / 2; /* each file waiting may have a spill beside it */
    return room < wanted ? room : wanted;
}
