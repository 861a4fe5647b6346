/* dlpd/policy/users.h - who an address belongs to: all files of users that a policy names, in one table. */
#ifndef DLPD_POLICY_USERS_H
#define DLPD_POLICY_USERS_H

#include "policy/range_file.h"

#define USERS_FILES 8

/** Read them; of an address in several the last file's holds. False when something is wrong: that was
 *  told, and the table is empty. */
bool users_read(struct policy_reader *reader, const struct text_list *names,
                struct range_table *out);

#endif
