/* dlpd/core/reload.c - the rules are read anew on SIGHUP, by a thread, while packets go on.
 *
 * Compiling takes seconds when the cache does not know the rules. SIGHUP is blocked and read from a
 * descriptor; the thread says through a second one that it is done; an epoll of both is what the
 * caller waits on. */

#include "core/reload.h"

#include "mem.h"
#include "message.h"
#include "program.h"
#include "signals.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

struct reload {
    const struct settings *settings;
    const dlp_key *key;
    bool ends;
    int asked, ended, both; /* signalfd, eventfd, epoll; or -1 */
    bool running, again;
    pthread_t thread;
    struct generation *made; /* by the thread */
    uint64_t done, failed;
};

static bool watch(const struct reload *reload, int fd)
{
    struct epoll_event event = { .events = EPOLLIN };

    return fd >= 0 && reload->both >= 0 && epoll_ctl(reload->both, EPOLL_CTL_ADD, fd, &event) == 0;
}

struct reload *reload_new(const struct settings *settings, const dlp_key *key, bool ends)
{
    struct reload *const reload = mem_array(1, sizeof(*reload));
    sigset_t hangup;

    *reload = (struct reload){ .settings = settings, .key = key, .ends = ends };
    sigemptyset(&hangup);
    sigaddset(&hangup, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &hangup, NULL);
    reload->both = epoll_create1(EPOLL_CLOEXEC);
    reload->asked = signalfd(-1, &hangup, SFD_CLOEXEC | SFD_NONBLOCK);
    reload->ended = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (watch(reload, reload->asked) && watch(reload, reload->ended))
        return reload;
    message("SIGHUP cannot be waited for: %s", strerror(errno));
    reload_free(reload);
    return NULL;
}

static void *compile(void *user)
{
    struct reload *const reload = user;
    const uint64_t one = 1;
    int status;

    reload->made = generation_new(reload->settings, reload->key, reload->ends, &status);
    if (write(reload->ended, &one, sizeof(one)) != sizeof(one))
        reload->failed++; /* cannot be: the counter never comes near its end */
    return NULL;
}

static void start(struct reload *reload)
{
    sigset_t before;

    signals_block(&before);
    reload->running = pthread_create(&reload->thread, NULL, compile, reload) == 0;
    signals_restore(&before);
    if (!reload->running) {
        reload->failed++;
        message("the rules cannot be read anew: no thread for it");
    }
}

static struct generation *end(struct reload *reload)
{
    struct generation *const made = reload->made;

    pthread_join(reload->thread, NULL);
    reload->running = false;
    reload->made = NULL;
    if (made) {
        reload->done++;
        message("the rules were read anew: %zu", made->info.rules);
    } else {
        reload->failed++;
        message("the rules that were in force stay so");
    }
    return made;
}

struct generation *reload_run(struct reload *reload)
{
    struct signalfd_siginfo info;
    struct generation *made = NULL;
    uint64_t count;

    while (read(reload->asked, &info, sizeof(info)) == sizeof(info))
        reload->again = true;
    if (reload->running && read(reload->ended, &count, sizeof(count)) == sizeof(count))
        made = end(reload);
    if (reload->again && !reload->running) {
        reload->again = false;
        start(reload);
    }
    return made;
}

int reload_fd(const struct reload *reload)
{
    return reload->both;
}

void reload_counts(const struct reload *reload, uint64_t *done, uint64_t *failed)
{
    *done = reload->done;
    *failed = reload->failed;
}

void reload_free(struct reload *reload)
{
    if (!reload)
        return;
    if (reload->running) {
        pthread_join(reload->thread, NULL);
        generation_drop(reload->made);
    }
    if (reload->asked >= 0)
        close(reload->asked);
    if (reload->ended >= 0)
        close(reload->ended);
    if (reload->both >= 0)
        close(reload->both);
    mem_free(reload);
}
