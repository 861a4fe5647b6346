/* dlpscan/inventory/file_pool.h - the files of an inventory, some of them at a time. */
#ifndef DLPSCAN_FILE_POOL_H
#define DLPSCAN_FILE_POOL_H

#include "inventory/table_file.h"

/** Read files by the threads of the settings. What they hold is put together in their order, so that it
 *  does not depend on how many threads there are.
 *  @param files     what to add to: its holdings, notes and tallies
 *  @param database  for the scanners of the threads
 *  @param key       of this run, for all of them
 *  @return false when one is not there or no regular file; that was said. */
bool file_pool_read(struct table_files *files, dlp_database *database, const dlp_key *key,
                    char **paths, size_t len);

#endif
