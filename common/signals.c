/* common/signals.c - SIGINT and SIGTERM end a scan early, but not without its results.
 *
 * Only the main thread takes these signals, and only it frees scanners, with signals blocked:
 * so the handler never meets a scanner that is gone. */

#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

#define WATCHED_MAX 256 /* as many as threads */

static _Atomic(dlp_scanner *) watched[WATCHED_MAX];
static atomic_int watched_len;
static atomic_int caught;
static atomic_bool stopped;
static int wake[2] = { -1, -1 };

static const int ours[] = { SIGINT, SIGTERM };
#define OURS (sizeof(ours) / sizeof(ours[0]))

void signals_stop(void)
{
    const int before = errno;
    const int len = atomic_load(&watched_len);

    atomic_store(&stopped, true);
    for (int i = 0; i < len; i++)
        dlp_scanner_cancel(atomic_load(&watched[i]));
    if (wake[1] >= 0) {
        /* The pipe is never read, so it stays readable for every waiter; full is as good. */
        const ssize_t done = write(wake[1], "", 1);

        (void)done;
    }
    errno = before;
}

static void on_signal(int number)
{
    atomic_store(&caught, number);
    signals_stop();
}

void signals_start(void)
{
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND };
    struct sigaction old;

    if (pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0)
        wake[0] = wake[1] = -1; /* a stop then waits for standard input's next bytes */
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < OURS; i++) {
        /* Ignored by whoever started us (nohup, a shell's background): stays ignored. */
        if (sigaction(ours[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(ours[i], &action, NULL);
    }
}

void signals_watch(dlp_scanner *scanner)
{
    const int len = atomic_load(&watched_len);

    if (len >= WATCHED_MAX)
        return;
    atomic_store(&watched[len], scanner);
    atomic_store(&watched_len, len + 1);
    if (signals_stopped())
        dlp_scanner_cancel(scanner);
}

void signals_block(sigset_t *before)
{
    sigset_t set;

    sigemptyset(&set);
    for (size_t i = 0; i < OURS; i++)
        sigaddset(&set, ours[i]);
    pthread_sigmask(SIG_BLOCK, &set, before);
}

void signals_restore(const sigset_t *before)
{
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

bool signals_stopped(void)
{
    return atomic_load(&stopped);
}

int signals_fd(void)
{
    return wake[0];
}

void signals_forget(void)
{
    sigset_t before;

    signals_block(&before);
    atomic_store(&watched_len, 0);
    signals_restore(&before);
}

int signals_caught(void)
{
    return atomic_load(&caught);
}

void signals_end(void)
{
    const int number = signals_caught();
    sigset_t set;

    if (number == 0)
        return;
    signal(number, SIG_DFL);
    sigemptyset(&set);
    sigaddset(&set, number);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(number);
}
