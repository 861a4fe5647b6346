/* dlpscan/import_yaml.c - rules of Nosey Parker and Kingfisher, as their YAML files say them.
 *
 * libyaml's document is a list of nodes; we look along fixed paths of it, so that neither depth nor
 * aliases of a hostile file can lead us in circles. */

#include "import_yaml.h"

#include "mem.h"
#include "message.h"
#include "yaml_member.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <yaml.h>

#define FILE_MAX (16 << 20) /* bytes */

static const char *text_of(const yaml_node_t *node)
{
    return node && node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : NULL;
}

static char *member_text(yaml_document_t *doc, const yaml_node_t *map, const char *name)
{
    const char *const text = text_of(yaml_member(doc, map, name));

    return text ? mem_copy(text, strlen(text)) : NULL;
}

static void member_list(struct import_list *out, yaml_document_t *doc, const yaml_node_t *map,
                        const char *name)
{
    const yaml_node_t *const list = yaml_member(doc, map, name);

    if (!list || list->type != YAML_SEQUENCE_NODE)
        return;
    for (const yaml_node_item_t *item = list->data.sequence.items.start;
         item < list->data.sequence.items.top; item++) {
        const char *const text = text_of(yaml_document_get_node(doc, *item));

        if (text)
            import_list_add(out, text, strlen(text));
    }
}

/* What the pattern's match must have besides: Kingfisher's pattern_requirements. */
static void read_needs(struct import_rule *rule, yaml_document_t *doc, const yaml_node_t *map)
{
    const struct {
        const char *name;
        unsigned *field;
    } known[] = { { "min_digits", &rule->least_digits },
                  { "min_uppercase", &rule->least_upper },
                  { "min_lowercase", &rule->least_lower } };

    if (!map || map->type != YAML_MAPPING_NODE)
        return;
    for (const yaml_node_pair_t *pair = map->data.mapping.pairs.start;
         pair < map->data.mapping.pairs.top; pair++) {
        const char *const name = text_of(yaml_document_get_node(doc, pair->key));
        const char *const value = text_of(yaml_document_get_node(doc, pair->value));
        const unsigned long number = value ? strtoul(value, NULL, 10) : 0;
        bool found = false;

        for (size_t i = 0; name && i < sizeof(known) / sizeof(known[0]); i++) {
            if (strcmp(name, known[i].name) != 0 || number > 64)
                continue;
            *known[i].field = (unsigned)number;
            found = true;
        }
        if (name && !found)
            import_list_add(&rule->unknown_needs, name, strlen(name));
    }
}

static void read_rule(struct import_rule *rule, yaml_document_t *doc, const yaml_node_t *map)
{
    const char *const visible = text_of(yaml_member(doc, map, "visible"));

    rule->id = member_text(doc, map, "id");
    rule->name = member_text(doc, map, "name");
    rule->description = member_text(doc, map, "description");
    rule->pattern = member_text(doc, map, "pattern");
    rule->confidence = member_text(doc, map, "confidence");
    member_list(&rule->references, doc, map, "references");
    member_list(&rule->examples, doc, map, "examples");
    member_list(&rule->negatives, doc, map, "negative_examples");
    rule->hidden = visible && strcmp(visible, "false") == 0;
    rule->has_entropy = yaml_member(doc, map, "min_entropy") != NULL;
    rule->has_validation = yaml_member(doc, map, "validation") != NULL;
    rule->has_dependence = yaml_member(doc, map, "depends_on_rule") != NULL;
    read_needs(rule, doc, yaml_member(doc, map, "pattern_requirements"));
}

static bool read_rules(struct import_file *file, const char *path, yaml_document_t *doc)
{
    const yaml_node_t *const list = yaml_member(doc, yaml_document_get_root_node(doc), "rules");

    if (!list || list->type != YAML_SEQUENCE_NODE) {
        message_about(path, "it has no list 'rules'");
        return false;
    }
    for (const yaml_node_item_t *item = list->data.sequence.items.start;
         item < list->data.sequence.items.top; item++) {
        const yaml_node_t *const map = yaml_document_get_node(doc, *item);

        file->rules = mem_resize(file->rules, file->len + 1, sizeof(*file->rules));
        file->rules[file->len] = (struct import_rule){ 0 };
        read_rule(&file->rules[file->len++], doc, map);
    }
    return true;
}

static FILE *open_file(const char *path)
{
    FILE *const input = fopen(path, "rb");
    struct stat st;

    if (!input) {
        message_about(path, "%s", strerror(errno));
        return NULL;
    }
    if (fstat(fileno(input), &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= FILE_MAX)
        return input;
    message_about(path, "not a file of 16 MiB at the most");
    (void)fclose(input);
    return NULL;
}

bool import_file_read(struct import_file *file, const char *path)
{
    FILE *const input = open_file(path);
    yaml_parser_t parser;
    yaml_document_t doc;
    bool good = false;

    *file = (struct import_file){ NULL, 0 };
    if (!input)
        return false;
    if (!yaml_parser_initialize(&parser)) {
        message("out of memory");
        (void)fclose(input);
        return false;
    }
    yaml_parser_set_input_file(&parser, input);
    if (yaml_parser_load(&parser, &doc)) {
        good = read_rules(file, path, &doc);
        yaml_document_delete(&doc);
    } else {
        message_about(path, "line %zu: %s", parser.problem_mark.line + 1,
                      parser.problem ? parser.problem : "not YAML");
    }
    yaml_parser_delete(&parser);
    (void)fclose(input);
    return good;
}

void import_file_free(struct import_file *file)
{
    for (size_t i = 0; i < file->len; i++)
        import_rule_free(&file->rules[i]);
    mem_free(file->rules);
    *file = (struct import_file){ NULL, 0 };
}
