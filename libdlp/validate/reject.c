/* validate/reject.c - the one list of named rejects, in order of name. */

#include "validate/reject.h"

#include "validate/reject_tests.h"

#include <string.h>

static const struct dlp_reject rejects[] = {
    { "decimal", "a part of a decimal fraction", false, dlp_reject_decimal },
    { "documentation", "an address reserved for documentation", false, dlp_reject_documentation },
    { "dummy", "all digits equal, a ramp, or one group repeated", false, dlp_reject_dummy },
    { "epoch", "a time stamp", false, dlp_reject_epoch },
    { "fictional_phone", "a 555-01xx number, kept for fiction", false, dlp_reject_fictional_phone },
    { "hash", "a part of a hexadecimal hash", false, dlp_reject_hash },
    { "long_integer", "seventeen digits or more in a field of a record", false,
      dlp_reject_long_integer },
    { "machine_key", "under the name of a session, a request or a hash", false,
      dlp_reject_machine_key },
    { "narrow_digits", "twelve digits or more of five neighbouring values", false,
      dlp_reject_narrow_digits },
    { "placeholder", "a placeholder or a reference, not a value", true, dlp_reject_placeholder },
    { "published_sample", "a number that was published as a sample", false,
      dlp_reject_published_sample },
    { "row", "a cell in a row of like groups", false, dlp_reject_row },
    { "test_card", "a published test card", false, dlp_reject_test_card },
    { "test_value", "a value that was published to be tried", true, dlp_reject_test_value },
    { "url", "a part of a path in a URL", false, dlp_reject_url },
    { "uuid", "a part of a UUID", false, dlp_reject_uuid },
    { "version", "a version number", false, dlp_reject_version },
};

const struct dlp_reject *dlp_reject_find(const char *name)
{
    for (size_t i = 0; i < sizeof(rejects) / sizeof(rejects[0]); i++) {
        if (strcmp(rejects[i].name, name) == 0)
            return &rejects[i];
    }
    return NULL;
}

const struct dlp_reject *dlp_reject_list(size_t *len)
{
    *len = sizeof(rejects) / sizeof(rejects[0]);
    return rejects;
}

int dlp_reject_limit(const struct dlp_reject *reject)
{
    return reject->test == dlp_reject_test_value ? 30 : 99;
}
