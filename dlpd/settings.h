/* dlpd/settings.h - the command line -> struct settings. */
#ifndef DLPD_SETTINGS_H
#define DLPD_SETTINGS_H

#include "program.h"
#include "rule_choice.h"

#include <stddef.h>
#include <stdint.h>

enum option_id {
    OPTION_END = 0, /* closes a command's list */
    OPTION_STREAMS,
    OPTION_PACED,
    OPTION_CHECKSUMS,
    OPTION_LAST
};
#define SETTING_OPTIONS ((size_t)OPTION_LAST - 1) /* in the table */

/** Strings point into argv or the environment. */
struct settings {
    bool streams;
    bool paced;
    bool checksums;
};

extern const struct option_spec setting_options[SETTING_OPTIONS];

/** The defaults: of the environment where it says something. */
void settings_init(struct settings *settings);
void settings_free(struct settings *settings);

#endif
