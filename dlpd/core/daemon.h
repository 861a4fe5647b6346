/* dlpd/core/daemon.h - what `dlpd watch` and `dlpd gate` begin and end with. */
#ifndef DLPD_CORE_DAEMON_H
#define DLPD_CORE_DAEMON_H

#include "core/capture_record.h"
#include "core/life.h"

struct daemon {
    struct inspector inspector;
    struct packet_path path;
    struct output out;
    struct life life;
    struct capture_totals totals; /* all 0 when it never began */
};

/** Load the key and the rules, run the daemon, and print the summary.
 *  @param mode  "watch"; or "gate", which needs what core/gating.h gives.
 *  @param name  of what is watched, for records.
 *  @param run   opens its source, gives up privileges, and takes packets until a stop; returns an exit
 *               status. Flows may be open when it returns.
 *  @return an exit status */
int daemon_run(const struct settings *settings, const char *mode, const char *name,
               int (*run)(struct daemon *daemon));

#endif
