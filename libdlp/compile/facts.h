/* compile/facts.h - what Hyperscan said of each expression, so that it is asked once. */
#ifndef COMPILE_FACTS_H
#define COMPILE_FACTS_H

#include <dlp/status.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Of one expression. Written to the cache as it is: 24 bytes without padding. */
struct dlp_fact {
    uint8_t id[16]; /* digest of the expanded expression and whether case counts */
    uint32_t width; /* bytes of the widest match; UINT32_MAX: there is none */
    uint32_t flags; /* with which Hyperscan takes it */
};

/** In the order in which they were first asked for. */
struct dlp_facts {
    struct dlp_fact *at;
    size_t len, cap;
    size_t next; /* a search starts here: compiling asks in the same order each time */
    bool grown;  /* something was added since the last dlp_facts_load() */
};
#define DLP_FACTS_INIT { NULL, 0, 0, 0, false }

void dlp_fact_id(uint8_t id[16], const char *expanded, bool ignore_case);
/** NULL when it is not known. Valid until the next addition. */
const struct dlp_fact *dlp_facts_find(struct dlp_facts *facts, const uint8_t id[16]);
/** @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_facts_add(struct dlp_facts *facts, const struct dlp_fact *fact);
/** Replace everything by len facts from unaligned bytes. @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_facts_load(struct dlp_facts *facts, const void *from, size_t len);
void dlp_facts_free(struct dlp_facts *facts);
#endif
