/* dlpd/util/privileges.h - what is given up once everything is open. */
#ifndef DLPD_UTIL_PRIVILEGES_H
#define DLPD_UTIL_PRIVILEGES_H

#include <stdbool.h>

/** Become that user and keep no capability but the one asked for; nothing can be gained back, by exec
 *  neither. Before the first thread is made.
 *  @param user  a name; NULL: stay who we are, and give up the capabilities only.
 *  @param net_admin  keep CAP_NET_ADMIN: verdicts on queued packets ask for it each time.
 *  @return an exit status; when it is not STATUS_CLEAN it was said why. */
int privileges_drop(const char *user, bool net_admin);

#endif
