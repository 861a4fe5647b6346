/* tests/unit/worker/kept.h - what a reader of documents wrote. */
#ifndef UNIT_WORKER_KEPT_H
#define UNIT_WORKER_KEPT_H

#include "unit/test.h"

static char out[4096];
static size_t out_len;

/* A reader's write function; out is its user. */
static void keep(const void *text, size_t len, void *user)
{
    CHECK(user == out);
    CHECK(len > 0 && out_len + len < sizeof(out));
    memcpy(out + out_len, text, len);
    out_len += len;
    out[out_len] = '\0';
}

#endif
