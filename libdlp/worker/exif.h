/* worker/exif.h - the texts of EXIF, the block of facts that cameras and programs put into pictures. */
#ifndef WORKER_EXIF_H
#define WORKER_EXIF_H

#include "worker/wide.h"

/** Give all texts, and the place where the picture was taken, a line each, as UTF-8 where they say what they
 *  are in, to write().
 *  @param data  a TIFF header and what follows; any bytes */
void exif_read(const uint8_t *data, size_t len, wide_write write, void *user);

#endif
