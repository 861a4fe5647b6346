/* dlpd/util/descriptor.h - an open file on its way from one process to another. */
#ifndef DLPD_UTIL_DESCRIPTOR_H
#define DLPD_UTIL_DESCRIPTOR_H

#include <stdbool.h>

/** Send a byte over a Unix socket, with a descriptor unless it is -1. False when nobody is there. */
bool descriptor_give(int to, int fd);

/** What the other end gave: -1 when it had none, or is gone. Waits as long as the socket does. */
int descriptor_take(int from);

#endif
