/* dlpd/core/watch.h - a live interface: frames -> the packet path, until a stop. */
#ifndef DLPD_CORE_WATCH_H
#define DLPD_CORE_WATCH_H

#include "capture/capture_live.h"
#include "core/capture_record.h"
#include "core/life.h"

/** Take frames until a stop, or until the interface is gone; then close all flows and print what the
 *  capture was.
 *  @return STATUS_CLEAN after a stop; else an exit status, and it was said why */
int watch_run(struct life *life, struct live *live, const char *interface,
              struct capture_totals *totals);

#endif
