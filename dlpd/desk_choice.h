/* dlpd/desk_choice.h - the desk that the command line asks for. */
#ifndef DLPD_DESK_CHOICE_H
#define DLPD_DESK_CHOICE_H

#include "settings.h"

/** Start what starts the worker: first of all, see launcher_open().
 *  @param launcher  set to it; -1: documents are not to be read.
 *  @return an exit status; when it is not STATUS_CLEAN it was said why */
int desk_choose(const struct settings *settings, int *launcher);

#endif
