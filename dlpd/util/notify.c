/* dlpd/util/notify.c - the service manager is told how we are: sd_notify(3), without its library. */

#include "util/notify.h"

#include "numeral.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_un address = { .sun_family = AF_UNIX };
static socklen_t address_len;
static int fd = -1;
static uint64_t watchdog_ms;

static void start_watchdog(void)
{
    const char *const usec = getenv("WATCHDOG_USEC");
    const char *const pid = getenv("WATCHDOG_PID");
    uint64_t value;

    if (pid && (!number_read(pid, &value) || value != (uint64_t)getpid()))
        return;
    if (usec && number_read(usec, &value))
        watchdog_ms = value / 2000; /* twice as often as it must be */
}

void notify_start(void)
{
    const char *const path = getenv("NOTIFY_SOCKET");
    const size_t len = path ? strlen(path) : 0;

    if (len < 2 || len >= sizeof(address.sun_path) || (*path != '/' && *path != '@'))
        return;
    memcpy(address.sun_path, path, len);
    if (*path == '@')
        address.sun_path[0] = '\0'; /* the abstract namespace */
    address_len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
    fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    start_watchdog();
}

void notify(const char *state)
{
    if (fd >= 0)
        (void)sendto(fd, state, strlen(state), MSG_NOSIGNAL, (const struct sockaddr *)&address,
                     address_len);
}

uint64_t notify_watchdog_ms(void)
{
    return watchdog_ms;
}
