/* dlpscan/folder.h - an open directory that lasts as long as there are files of it to open. */
#ifndef DLPSCAN_FOLDER_H
#define DLPSCAN_FOLDER_H

#include <stdatomic.h>

/** Shared by the walk and by the items that it found there. Any thread may keep, drop and openat(). */
struct folder {
    int fd;
    atomic_uint users;
};

/** Owns fd; the caller is its first user. */
struct folder *folder_new(int fd);

/** One user more. @return folder */
struct folder *folder_keep(struct folder *folder);

/** One user fewer; the last one closes it. NULL is allowed. */
void folder_drop(struct folder *folder);

#endif
