/* common/extract_worker.c - starts the worker that takes documents apart. */

#include "extract_worker.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What a loader or a sanitizer needs; nothing else of ours is the worker's business. */
static char **small_environment(char *room[5])
{
    static const char *const kept[] = { "LD_LIBRARY_PATH", "DLP_OCR_LANGUAGES", "ASAN_OPTIONS",
                                        "UBSAN_OPTIONS" };
    extern char **environ;
    size_t len = 0;

    for (char **entry = environ; entry && *entry; entry++) {
        for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]) && len < 4; i++) {
            const size_t name = strlen(kept[i]);

            if (strncmp(*entry, kept[i], name) == 0 && (*entry)[name] == '=')
                room[len++] = *entry;
        }
    }
    room[len] = NULL;
    return room;
}

/* The worker's signals are as a shell would start it; ours do not reach it, as it has a group of its own:
 * it ends when we close what it reads. */
int extract_worker_spawn(const char *path, const int *fds, size_t len, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    char *argv[] = { (char *)(uintptr_t)path, NULL }, *room[5];
    int error;

    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    for (size_t i = 0; i < len; i++)
        posix_spawn_file_actions_adddup2(&actions, fds[i], (int)i);
    error = posix_spawn(pid, path, &actions, &attributes, argv, small_environment(room));
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int extract_worker_start(const char *path)
{
    int ends[2], error;
    pid_t pid;

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return -1;
    error = extract_worker_spawn(path, &ends[1], 1, &pid);
    close(ends[1]);
    if (error == 0)
        return ends[0];
    close(ends[0]);
    errno = error;
    return -1;
}
