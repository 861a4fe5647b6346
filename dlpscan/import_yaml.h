/* dlpscan/import_yaml.h - rules of Nosey Parker and Kingfisher, as their YAML files say them. */
#ifndef DLPSCAN_IMPORT_YAML_H
#define DLPSCAN_IMPORT_YAML_H

#include "import_rule.h"

struct import_file {
    struct import_rule *rules;
    size_t len;
};

/** Read one file; what is wrong with it is printed.
 *  @return false when it cannot be read or is no such file; file is then empty.
 *  Free with import_file_free(). */
bool import_file_read(struct import_file *file, const char *path);
void import_file_free(struct import_file *file);

#endif
