/* rules/regex_check.c - regular expressions: syntax, group "value", the empty match. */

#include "rules/regex_check.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <string.h>

/* Rules are bytes (decision D1): no rule may switch UTF or UCP on for itself. */
#define REGEX_OPTIONS (PCRE2_NEVER_UTF | PCRE2_NEVER_UCP)
#define REGEX_NO_MEMORY 121 /* the compile error "failed to allocate heap memory" */

static void regex_judge(const pcre2_code *code, bool not_empty, bool value_group, char *message)
{
    const int group = pcre2_substring_number_from_name(code, (PCRE2_SPTR) "value");
    uint32_t empty = 0;

    if (group == PCRE2_ERROR_NOUNIQUESUBSTRING) {
        (void)snprintf(message, DLP_REGEX_MESSAGE_MAX, "has more than one group named \"value\"");
        return;
    }
    if (group > 0 && !value_group) {
        (void)snprintf(message, DLP_REGEX_MESSAGE_MAX,
                       "may not have a group named \"value\": only 'pattern' and 'tail' may");
        return;
    }
    if (not_empty && pcre2_pattern_info(code, PCRE2_INFO_MATCHEMPTY, &empty) == 0 && empty)
        (void)snprintf(message, DLP_REGEX_MESSAGE_MAX, "can match the empty string");
}

dlp_status dlp_regex_check(const char *regex, bool not_empty, bool value_group,
                           char message[DLP_REGEX_MESSAGE_MAX])
{
    pcre2_code *code;
    PCRE2_SIZE offset = 0;
    PCRE2_UCHAR text[160];
    int error = 0;

    message[0] = '\0';
    code = pcre2_compile((PCRE2_SPTR)regex, strlen(regex), REGEX_OPTIONS, &error, &offset, NULL);
    if (code) {
        regex_judge(code, not_empty, value_group, message);
        pcre2_code_free(code);
        return DLP_OK;
    }
    if (error == REGEX_NO_MEMORY)
        return DLP_ENOMEM;
    if (pcre2_get_error_message(error, text, sizeof(text)) < 0)
        text[0] = '\0';
    (void)snprintf(message, DLP_REGEX_MESSAGE_MAX, "does not compile: %s, at byte %zu of it",
                   (const char *)text, (size_t)offset);
    return DLP_OK;
}
