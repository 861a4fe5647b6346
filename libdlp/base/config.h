/* base/config.h - libconfig trees: the line of each setting, and typed getters whose complaints
 * carry file, line and the setting's name. A getter returns false after it has complained. */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include "base/diag.h"

#include <libconfig.h>
#include <stdbool.h>

/** Who is being read: goes into every complaint. */
struct dlp_config_at {
    struct dlp_diag *diag;
    const char *file;
    const char *rule; /* NULL outside a rule */
};

/** The line of a setting. libconfig gives a list's strings the line of what follows them, so a
 *  reader that knows better stores the line with dlp_config_set_line(). */
unsigned dlp_config_line(const config_setting_t *s);
void dlp_config_set_line(config_setting_t *s, unsigned line);

/** The setting's name, or for an element of a list the name of the nearest named one around it. */
const char *dlp_config_name(const config_setting_t *s);
/** "a string", "a list", ... */
const char *dlp_config_type(const config_setting_t *s);

/** Complain at the setting's line. */
void dlp_config_error(const struct dlp_config_at *at, const config_setting_t *s, const char *format,
                      ...) DLP_PRINTF(3, 4);

/** A string of at most max bytes; lives with the tree. */
bool dlp_config_string(const char **out, const struct dlp_config_at *at, const config_setting_t *s,
                       size_t max);
bool dlp_config_bool(bool *out, const struct dlp_config_at *at, const config_setting_t *s);
bool dlp_config_int(long long *out, const struct dlp_config_at *at, const config_setting_t *s,
                    long long min, long long max);
/** A number with at most two decimals, as hundredths; min and max are hundredths too. */
bool dlp_config_hundredths(int *out, const struct dlp_config_at *at, const config_setting_t *s,
                           int min, int max);
/** One of n names, as its index. */
bool dlp_config_choice(unsigned *out, const struct dlp_config_at *at, const config_setting_t *s,
                       const char *const *names, size_t n);
/** A list, (...) or [...], of at most max elements. */
bool dlp_config_list(size_t *len, const struct dlp_config_at *at, const config_setting_t *s,
                     size_t max);
bool dlp_config_group(size_t *len, const struct dlp_config_at *at, const config_setting_t *s);
#endif
