/* dlpscan/token_number.c - a finding's token as a number, to tell values apart. */

#include "token_number.h"

#include <stdlib.h>
#include <string.h>

uint64_t token_number(const struct dlp_finding *finding)
{
    const char *const colon = finding->token ? strchr(finding->token, ':') : NULL;
    char digits[17] = "";

    if (!colon || strlen(colon) < sizeof(digits))
        return 0;
    memcpy(digits, colon + 1, sizeof(digits) - 1);
    return strtoull(digits, NULL, 16);
}
