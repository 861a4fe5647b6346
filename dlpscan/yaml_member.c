/* dlpscan/yaml_member.c - the value of a name in a YAML mapping. */

#include "yaml_member.h"

#include <string.h>

const yaml_node_t *yaml_member(yaml_document_t *doc, const yaml_node_t *map, const char *name)
{
    if (!map || map->type != YAML_MAPPING_NODE)
        return NULL;
    for (const yaml_node_pair_t *pair = map->data.mapping.pairs.start;
         pair < map->data.mapping.pairs.top; pair++) {
        const yaml_node_t *const key = yaml_document_get_node(doc, pair->key);

        if (key && key->type == YAML_SCALAR_NODE
            && strcmp((const char *)key->data.scalar.value, name) == 0)
            return yaml_document_get_node(doc, pair->value);
    }
    return NULL;
}
