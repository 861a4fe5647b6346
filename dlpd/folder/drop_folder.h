/* dlpd/folder/drop_folder.h - a folder into which other programs put files that they took out of connections. */
#ifndef DLPD_FOLDER_DROP_FOLDER_H
#define DLPD_FOLDER_DROP_FOLDER_H

#include "folder/file_facts.h"

#define FOLDERS_MOST 4096u /* below it, and their files; more are said, and not watched */

struct folder;

/** Watch it, and the folders in it. NULL, and said, when it cannot be: *status is an exit status. */
struct folder *folder_open(const char *path, int *status);
void folder_close(struct folder *folder);

/** Readable when something happened. */
int folder_fd(const struct folder *folder);

/** Take notice of what happened. */
void folder_read(struct folder *folder, uint64_t now_ms);

/** The next file that is complete and has waited for what is written beside it.
 *  @param now_ms  UINT64_MAX: waiting is over.
 *  @param path    set to its path, valid until the next call.
 *  @return an open descriptor, the caller's; -1 when there is none by now */
int folder_next(struct folder *folder, uint64_t now_ms, const char **path,
                struct file_facts *facts);

/** Milliseconds until the next one has waited; most when there is none. */
int folder_wait_ms(const struct folder *folder, uint64_t now_ms, int most);

/** How often the kernel could not keep what happened: then all folders were looked through. */
uint64_t folder_lost(const struct folder *folder);

#endif
