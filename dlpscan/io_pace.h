/* dlpscan/io_pace.h - --io-limit: not more bytes a second than that. */
#ifndef DLPSCAN_IO_PACE_H
#define DLPSCAN_IO_PACE_H

#include <stdint.h>

/** From now on, all threads together. @param bytes  a second; 0: no limit */
void pace_set(uint64_t bytes);

/** So many bytes were read, or are about to be: wait until they are due. A stop ends the wait. Any thread. */
void pace_take(uint64_t bytes);

#endif
