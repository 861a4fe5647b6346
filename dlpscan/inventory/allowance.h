/* dlpscan/inventory/allowance.h - what a receiver may get: the rest of an export is over-collected. */
#ifndef DLPSCAN_ALLOWANCE_H
#define DLPSCAN_ALLOWANCE_H

#include "inventory/holdings.h"
#include "policy_reader.h"

struct allowance {
    char *receiver;               /* or NULL */
    struct text_list allow, deny; /* globs of rule ids */
    bool allow_said;              /* what allow does not name is denied */
};

/** Globs of rule ids with commas between them. False when one is empty. */
bool allowance_allow(struct allowance *allowance, const char *names);

/** A libconfig file: receiver, allow, deny. @return STATUS_CLEAN, or STATUS_USER after a message. */
int allowance_load(struct allowance *allowance, const char *path);

/** Is there anything to judge by? */
bool allowance_is_said(const struct allowance *allowance);

/** May the receiver have what this rule finds? */
bool allowance_has(const struct allowance *allowance, const char *rule);

/** Mark what is over-collected. @return how many holdings of columns are */
size_t allowance_judge(const struct allowance *allowance, struct holdings *holdings);

void allowance_free(struct allowance *allowance);

#endif
