/* rules/load_names.c - what a rule and a change to one are both looked at for while they are read: names that are
 * taken, and backslashes that mean something else to libconfig. */

#include "rules/load.h"

#include <string.h>

bool dlp_load_backslashes(struct dlp_load *load, const struct dlp_source *source, uint8_t section,
                          size_t index, const char *rule)
{
    bool any = false;

    for (size_t i = 0; i < source->lint.mistakes_len; i++) {
        const struct dlp_raw_mistake *const m = &source->lint.mistakes[i];
        const char c = m->letter;

        if (m->section != section || (section != DLP_RAW_FILE && m->index != index))
            continue;
        any = true;
        if (!c)
            dlp_diag_error(&load->diag, source->file, m->line, rule,
                           "\\x00 would end the string here: leave it out");
        else if (m->in_regex)
            dlp_diag_error(&load->diag, source->file, m->line, rule,
                           "single backslash in a regular expression: write \\\\%c for \\%c", c, c);
        else if (c == 'x' || c == 'X')
            dlp_diag_error(&load->diag, source->file, m->line, rule,
                           "\\%c must have two hexadecimal digits behind it", c);
        else
            dlp_diag_error(&load->diag, source->file, m->line, rule,
                           "unknown escape \\%c: write \\\\%c for a backslash", c, c);
    }
    return any;
}

void dlp_load_check_names(struct dlp_load *load, const struct dlp_config_at *at, unsigned line,
                          const struct dlp_rule *rule, size_t self)
{
    const struct dlp_name *other = dlp_name_index_find(&load->names, rule->id);

    if (other && other->rule != self)
        dlp_diag_error(at->diag, at->file, line, at->rule,
                       "duplicate id: '%s' is defined at %s:%u already", rule->id, other->file,
                       other->line);
    for (size_t i = 0; i < rule->aliases.len; i++) {
        const char *const alias = rule->aliases.at[i];
        bool twice = strcmp(alias, rule->id) == 0;

        for (size_t j = 0; j < i && !twice; j++)
            twice = strcmp(alias, rule->aliases.at[j]) == 0;
        if (twice)
            dlp_diag_error(at->diag, at->file, line, at->rule,
                           "duplicate alias: the rule has the name '%s' twice", alias);
        other = dlp_name_index_find(&load->names, alias);
        if (other && other->rule != self)
            dlp_diag_error(at->diag, at->file, line, at->rule,
                           "duplicate alias: '%s' is defined at %s:%u already", alias, other->file,
                           other->line);
    }
}

dlp_status dlp_load_add_names(struct dlp_load *load, const struct dlp_rule *rule, size_t self)
{
    struct dlp_name name = { rule->id, rule->file, rule->line, self };

    if (dlp_name_index_add(&load->names, &name) != DLP_OK)
        return DLP_ENOMEM;
    for (size_t i = 0; i < rule->aliases.len; i++) {
        name.name = rule->aliases.at[i];
        if (dlp_name_index_add(&load->names, &name) != DLP_OK)
            return DLP_ENOMEM;
    }
    return DLP_OK;
}
