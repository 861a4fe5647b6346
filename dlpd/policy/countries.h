/* dlpd/policy/countries.h - in which country an address is: by a text file, or by a database of libloc. */
#ifndef DLPD_POLICY_COUNTRIES_H
#define DLPD_POLICY_COUNTRIES_H

#include "policy/policy_values.h"
#include "policy_reader.h"

#define COUNTRY_TEXT 3 /* two letters and a NUL */

struct countries;

/** Open the file that the reader names. NULL when something is wrong: that was told. One thread at a time. */
struct countries *countries_open(struct policy_reader *reader);

/** @param out  "" when it is not known. */
void countries_find(struct countries *countries, const struct address *address,
                    char out[COUNTRY_TEXT]);

/** NULL is allowed. */
void countries_close(struct countries *countries);

#endif
