/* rules/rule_files.h - the rule files of a folder. */
#ifndef RULES_RULE_FILES_H
#define RULES_RULE_FILES_H

#include "base/diag.h"

struct dlp_rule_files {
    char **at;
    size_t len, cap;
};
#define DLP_RULE_FILES_INIT                                                                        \
  {                                                                                                \
    NULL, 0, 0                                                                                     \
  }

/** Every *.conf below folder, in byte order of paths. Hidden names and symbolic links to folders
 *  are skipped. A folder that cannot be read is a diagnostic, and the others are still read.
 *  @return DLP_OK, DLP_EIO (some could not be read), DLP_ELIMIT (too many, too deep), DLP_ENOMEM */
dlp_status dlp_rule_files_find(struct dlp_rule_files *out, const char *folder,
                               struct dlp_diag *diag);
void dlp_rule_files_free(struct dlp_rule_files *files);
#endif
