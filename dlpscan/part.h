/* dlpscan/part.h - reports on a part of a document: its path stands behind the file's. */
#ifndef DLPSCAN_PART_H
#define DLPSCAN_PART_H

#include "reporter.h"

/** How long the paths of the file are, while those of a part stand behind them. */
struct part_paths {
    size_t shown, place;
};

/** Make the item's paths those of a part.
 *  @param part  as a finding has it; NULL: the paths stay as they are. */
struct part_paths part_enter(struct reporting *to, const char *part);
/** Make them those of the file again. */
void part_leave(struct reporting *to, struct part_paths paths);

#endif
