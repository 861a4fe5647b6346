/* dlpscan/adopt/adopt_detect_secrets.c - baselines of detect-secrets: JSON, which libyaml reads as well.
 *
 * Its document is a list of nodes, of which only "results" is looked at, two levels deep. */

#include "adopt/adopted.h"

#include "mem.h"
#include "message.h"
#include "numeral.h"
#include "yaml_member.h"

#include <string.h>
#include <yaml.h>

static const char *text_of(const yaml_node_t *node)
{
    return node && node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : "";
}

static bool read_hex(uint8_t *out, size_t len, const char *text)
{
    static const char digits[] = "0123456789abcdef";

    if (strlen(text) != 2 * len || strspn(text, digits) != 2 * len)
        return false;
    for (size_t i = 0; i < len; i++)
        out[i] = (uint8_t)((strchr(digits, text[2 * i]) - digits) << 4
                           | (strchr(digits, text[2 * i + 1]) - digits));
    return true;
}

/* The secrets of one file. @return how many are wrong */
static size_t take_file(struct adopted *adopted, const char *source, yaml_document_t *doc,
                        const char *file, const yaml_node_t *list)
{
    size_t wrong = 0;

    if (!*file || !list || list->type != YAML_SEQUENCE_NODE)
        return 1;
    for (const yaml_node_item_t *item = list->data.sequence.items.start;
         item < list->data.sequence.items.top; item++) {
        const yaml_node_t *const secret = yaml_document_get_node(doc, *item);
        struct adopted_place *place;
        uint64_t line = 0;

        if (!number_read(text_of(yaml_member(doc, secret, "line_number")), &line)) {
            wrong++;
            continue;
        }
        place = adopted_add(adopted, source, file, strlen(file), line);
        place->has_digest = read_hex(place->digest, sizeof(place->digest),
                                     text_of(yaml_member(doc, secret, "hashed_secret")));
    }
    return wrong;
}

static bool take_results(struct adopted *adopted, const char *path, yaml_document_t *doc)
{
    const yaml_node_t *const results =
        yaml_member(doc, yaml_document_get_root_node(doc), "results");
    size_t wrong = 0;

    if (!results || results->type != YAML_MAPPING_NODE) {
        message_about(path, "it has no 'results': not a baseline of detect-secrets");
        return false;
    }
    for (const yaml_node_pair_t *pair = results->data.mapping.pairs.start;
         pair < results->data.mapping.pairs.top; pair++)
        wrong += take_file(adopted, path, doc, text_of(yaml_document_get_node(doc, pair->key)),
                           yaml_document_get_node(doc, pair->value));
    if (wrong)
        message_about(path, "%zu entries are not what detect-secrets writes; left out", wrong);
    return wrong == 0;
}

bool adopt_detect_secrets(struct adopted *adopted, const char *path)
{
    char *const text = adopt_read(path);
    yaml_parser_t parser;
    yaml_document_t doc;
    bool good = false;

    if (!text)
        return false;
    if (!yaml_parser_initialize(&parser))
        mem_die();
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, strlen(text));
    if (yaml_parser_load(&parser, &doc)) {
        good = take_results(adopted, path, &doc);
        yaml_document_delete(&doc);
    } else {
        message_about(path, "line %zu: not JSON", parser.problem_mark.line + 1);
    }
    yaml_parser_delete(&parser);
    mem_free(text);
    return good;
}
