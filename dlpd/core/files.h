/* dlpd/core/files.h - a file that another program took out of a connection -> a record, as of a flow. */
#ifndef DLPD_CORE_FILES_H
#define DLPD_CORE_FILES_H

#include "core/inspect.h"
#include "folder/file_facts.h"

/** Scan a file beside everything else; its record comes when that is done.
 *  @param fd     of a regular file: becomes the inspector's.
 *  @param path   of the file, as it is told. Copied.
 *  @param number  of the file, in the order in which they came. */
void files_scan(struct inspector *inspector, int fd, const char *path,
                const struct file_facts *facts, uint64_t number);

#endif
