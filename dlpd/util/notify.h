/* dlpd/util/notify.h - the service manager is told how we are: sd_notify(3), without its library. */
#ifndef DLPD_UTIL_NOTIFY_H
#define DLPD_UTIL_NOTIFY_H

#include <stdint.h>

/** Look where the service manager listens; before privileges are dropped. */
void notify_start(void);

/** Tell it a state, as in "READY=1"; nothing happens without a service manager. */
void notify(const char *state);

/** How often "WATCHDOG=1" is wanted, in milliseconds; 0: never. */
uint64_t notify_watchdog_ms(void);

#endif
