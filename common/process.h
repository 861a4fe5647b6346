/* common/process.h - what the process does to itself before it reads anything. */
#ifndef COMMON_PROCESS_H
#define COMMON_PROCESS_H

#include <stddef.h>

/** No core dumps, no tracing by others of our user, descriptors 0 to 2 in place. */
void process_harden(void);

/** How many files may be open for waiting work, from the limit on descriptors. */
size_t process_files(size_t wanted);

#endif
