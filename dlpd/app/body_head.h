/* dlpd/app/body_head.h - do the first bytes of a body say what its other bytes mean? */
#ifndef DLPD_APP_BODY_HEAD_H
#define DLPD_APP_BODY_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum body_head {
    BODY_HEAD_PLAIN, /* no: it can be read without them */
    BODY_HEAD_TELLS, /* names of columns, or UTF-16: to be read from its start */
    BODY_HEAD_MORE   /* more bytes will tell */
};

/** @param all  no more bytes will come, or none that matter. */
enum body_head body_head(const uint8_t *data, size_t len, bool all);

#endif
