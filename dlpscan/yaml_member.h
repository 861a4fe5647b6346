/* dlpscan/yaml_member.h - the value of a name in a YAML mapping. */
#ifndef DLPSCAN_YAML_MEMBER_H
#define DLPSCAN_YAML_MEMBER_H

#include <yaml.h>

/** NULL when map is none (NULL included), or has no such name. It belongs to doc. */
const yaml_node_t *yaml_member(yaml_document_t *doc, const yaml_node_t *map, const char *name);

#endif
