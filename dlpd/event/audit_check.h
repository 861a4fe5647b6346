/* dlpd/event/audit_check.h - is an audit log as it was written? A line at a time, in bounded memory. */
#ifndef DLPD_EVENT_AUDIT_CHECK_H
#define DLPD_EVENT_AUDIT_CHECK_H

#include "event/chain.h"

/** Somebody noted earlier that the log stood there. */
struct audit_witness {
    uint64_t next;
    char hash[CHAIN_HEX + 1];
};

struct audit_check {
    /* The caller's. */
    const unsigned char *key; /* that heads must be signed with; NULL: the log's own says */
    const struct audit_witness *witness; /* NULL: nobody noted anything */
    void (*mistake)(uint64_t line, const char *text,
                    void *user); /* line 0: of the log as a whole */
    void *user;
    /* Ours; set by audit_check_init(). */
    struct chain chain;
    unsigned char own_key[crypto_sign_PUBLICKEYBYTES];
    bool has_key, witnessed;
    uint64_t lines, events, mistakes;
    uint64_t signed_next; /* up to there a head in the log is signed */
};

/** The caller's members stay. */
void audit_check_init(struct audit_check *check);

/** The next line, without its end. @param whole  false: its end is missing. */
void audit_check_line(struct audit_check *check, const char *line, size_t len, bool whole);

/** The log is over. @param head  text of the head file, or NULL when there is none. */
void audit_check_end(struct audit_check *check, const char *head, size_t head_len);

#endif
