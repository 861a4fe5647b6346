/* dlpd/util/launcher.h - a small process that starts the document worker, so that dlpd itself need not be
 * able to start anything. */
#ifndef DLPD_UTIL_LAUNCHER_H
#define DLPD_UTIL_LAUNCHER_H

/** Fork it: before the first thread, before signals are taken, and before anything is open that it should
 *  not have. It gives up what it may, as privileges_drop() does, and ends when our end is closed.
 *  @param path    of the worker.
 *  @param user    to become; NULL: nobody else.
 *  @param status  set to an exit status, when it was said why it cannot be.
 *  @return our end; -1 when it cannot be */
int launcher_open(const char *path, const char *user, int *status);

/** Have a worker started. @return its socket, or -1: it was said why. */
int launcher_ask(int launcher);

#endif
