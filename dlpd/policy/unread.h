/* dlpd/policy/unread.h - the reasons for which something was not read, as policies name them. */
#ifndef DLPD_POLICY_UNREAD_H
#define DLPD_POLICY_UNREAD_H

#include <stdbool.h>

/** Is it a reason, a group of reasons, or "any"? */
bool unread_is_known(const char *word);

/** Does a word of a policy name that reason? */
bool unread_matches(const char *word, const char *reason);

/** Was the reason that it is encrypted? */
bool unread_is_encryption(const char *reason);

#endif
