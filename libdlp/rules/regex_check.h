/* rules/regex_check.h - does a regular expression make sense? compile/ builds it. */
#ifndef RULES_REGEX_CHECK_H
#define RULES_REGEX_CHECK_H

#include <dlp/status.h>
#include <stdbool.h>

#define DLP_REGEX_MESSAGE_MAX 256

/** @param not_empty   it must not match the empty string
 *  @param value_group it may hold one group named "value"
 *  @param message     "" when it is good, else what is wrong with it ("does not compile: ...")
 *  @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_regex_check(const char *regex, bool not_empty, bool value_group,
                           char message[DLP_REGEX_MESSAGE_MAX]);
#endif
