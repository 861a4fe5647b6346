/* dlpscan/extraction.c - the worker that takes documents apart: started when the first one comes.
 *
 * Most trees hold none, and a start would take longer than the scan of a small one. */

#include "extraction.h"

#include "command.h"
#include "message.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What a loader or a sanitizer needs; nothing else of ours is the worker's business. */
static char **small_environment(char *room[4])
{
    static const char *const kept[] = { "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS" };
    extern char **environ;
    size_t len = 0;

    for (char **entry = environ; entry && *entry; entry++) {
        for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]) && len < 3; i++) {
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
int extraction_spawn(const char *path, const int *fds, size_t len, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    char *argv[] = { (char *)(uintptr_t)path, NULL }, *room[4];
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

static int connect_worker(void *user)
{
    const struct extraction *const extraction = user;
    int ends[2], error;
    pid_t pid;

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return -1;
    error = extraction_spawn(extraction->path, &ends[1], 1, &pid);
    close(ends[1]);
    if (error == 0)
        return ends[0];
    close(ends[0]);
    message("%s: cannot start it: %s; documents are not opened", extraction->path, strerror(error));
    return -1;
}

static void take_limits(struct dlp_extractor_options *options, const struct limits *limits)
{
    options->max_depth = limits->depth ? (uint32_t)limits->depth : options->max_depth;
    options->max_parts = limits->parts ? (uint32_t)limits->parts : options->max_parts;
    options->max_bytes = limits->bytes ? limits->bytes : options->max_bytes;
    options->max_ratio = limits->ratio ? limits->ratio : options->max_ratio;
    options->max_time_ms = limits->seconds ? limits->seconds * 1000 : options->max_time_ms;
    options->max_memory = limits->memory ? limits->memory : options->max_memory;
    options->max_spool = limits->spool ? limits->spool : options->max_spool;
}

int extraction_init(struct extraction *extraction, const struct settings *settings)
{
    struct dlp_extractor_options options = DLP_EXTRACTOR_OPTIONS_INIT;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_status status;

    extraction->extractor = NULL;
    extraction->path = settings->extractor ? settings->extractor : dlp_extract_path();
    if (strcmp(extraction->path, "none") == 0)
        return STATUS_CLEAN;
    if (access(extraction->path, X_OK) != 0) {
        if (!settings->extractor)
            return STATUS_CLEAN; /* not installed: each document says that it was not opened */
        message("%s: %s", extraction->path, strerror(errno));
        return STATUS_USER;
    }
    take_limits(&options, &settings->limits);
    options.connect = connect_worker;
    options.user = extraction;
    options.passwords = settings->passwords;
    options.flags = settings->no_sandbox ? DLP_EXTRACT_NO_SANDBOX : 0;
    status = dlp_extractor_new(&extraction->extractor, &options, &err);
    if (status != DLP_OK)
        message("%s", err.message);
    return command_status(status);
}

void extraction_free(struct extraction *extraction)
{
    dlp_extractor_free(extraction->extractor);
    extraction->extractor = NULL;
}
