/* dlpscan/import_write.c - an imported rule as an element of a rule file. */

#include "import_rule.h"

#include "mem.h"

#include <ctype.h>
#include <string.h>

#define ID_MAX 64

void import_list_add(struct import_list *list, const char *text, size_t len)
{
    list->at = mem_resize(list->at, list->len + 1, sizeof(*list->at));
    list->at[list->len++] = mem_copy(text, len);
}

void import_list_free(struct import_list *list)
{
    for (size_t i = 0; i < list->len; i++)
        mem_free(list->at[i]);
    mem_free(list->at);
    *list = (struct import_list){ NULL, 0 };
}

void import_rule_free(struct import_rule *rule)
{
    mem_free(rule->id);
    mem_free(rule->name);
    mem_free(rule->description);
    mem_free(rule->pattern);
    mem_free(rule->confidence);
    import_list_free(&rule->references);
    import_list_free(&rule->examples);
    import_list_free(&rule->negatives);
    import_list_free(&rule->unknown_needs);
    *rule = (struct import_rule){ 0 };
}

/* "np.adafruit-io.1" -> "secret.np.adafruit_io_1": two to four parts of a-z, 0-9 and _. */
void import_id(struct buffer *out, const struct import_rule *rule)
{
    const char *const own = rule->id ? rule->id : rule->name;
    bool parted = false, letter = false;

    buffer_text(out, "secret.");
    for (const char *c = own; *c && out->len < ID_MAX; c++) {
        const bool word = isalnum((unsigned char)*c) != 0 && (unsigned char)*c < 0x80;

        if (word)
            buffer_char(out, (char)tolower((unsigned char)*c));
        else if (*c == '.' && !parted && letter && c[1])
            buffer_char(out, '.');
        else
            buffer_char(out, '_');
        parted |= *c == '.';
        letter |= word;
    }
}

/* In quotes, with libconfig's escapes. */
static void write_string(struct buffer *out, const char *text)
{
    buffer_char(out, '"');
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (*c == '"' || *c == '\\')
            buffer_format(out, "\\%c", *c);
        else if (*c == '\n')
            buffer_text(out, "\\n");
        else if (*c == '\r')
            buffer_text(out, "\\r");
        else if (*c == '\t')
            buffer_text(out, "\\t");
        else if (*c < 0x20 || *c == 0x7f)
            buffer_format(out, "\\x%02X", *c);
        else
            buffer_char(out, (char)*c);
    }
    buffer_char(out, '"');
}

/* A line for people: no line ends, not empty. */
static void write_line(struct buffer *out, const char *setting, const char *text)
{
    char *const copy =
        mem_copy(text && *text ? text : "Imported", text && *text ? strlen(text) : 8);

    for (char *c = copy; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            *c = ' ';
    buffer_format(out, "    %s = ", setting);
    write_string(out, copy);
    buffer_text(out, ";\n");
    mem_free(copy);
}

static void write_list(struct buffer *out, const char *setting, const struct import_list *list)
{
    buffer_format(out, "    %s = [", setting);
    for (size_t i = 0; i < list->len; i++) {
        buffer_text(out, i ? ",\n      " : "\n      ");
        write_string(out, list->at[i]);
    }
    buffer_text(out, "\n    ];\n");
}

static void write_needs(struct buffer *out, const struct import_rule *rule)
{
    const struct {
        unsigned least;
        const char *in, *other;
    } needs[] = { { rule->least_digits, "[0-9]", "[^0-9]" },
                  { rule->least_upper, "[A-Z]", "[^A-Z]" },
                  { rule->least_lower, "[a-z]", "[^a-z]" } };
    bool any = false;

    for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++) {
        if (!needs[i].least)
            continue;
        buffer_format(out, "%s\"(?:%s{0,256}%s){%u}[^\\\\n]{0,1024}\"",
                      any ? ", " : "    must = [ ", needs[i].other, needs[i].in, needs[i].least);
        any = true;
    }
    if (any)
        buffer_text(out, " ];\n");
}

/* How sure a match is: these formats have three words for it, or none. */
static const char *base_of(const char *confidence)
{
    if (confidence && strcmp(confidence, "low") == 0)
        return "0.50";
    if (confidence && strcmp(confidence, "medium") == 0)
        return "0.65";
    return "0.85";
}

void import_write(struct buffer *out, const struct import_rule *rule, const char *id,
                  const struct buffer *pattern, bool ignore_case,
                  const struct import_list *examples, const struct import_list *negatives,
                  const char *source)
{
    struct buffer from = BUFFER_INIT;

    buffer_format(out, "  {\n    id = \"%s\";\n", id);
    write_line(out, "title", rule->name);
    write_line(out, "description", rule->description ? rule->description : rule->name);
    buffer_text(&from, source);
    for (size_t i = 0; i < rule->references.len; i++)
        buffer_format(&from, "; %s", rule->references.at[i]);
    write_line(out, "source", buffer_string(&from));
    buffer_free(&from);
    buffer_text(out, "    severity = \"high\";\n    class = \"strong\";\n");
    buffer_format(out, "    confidence = { base = %s; };\n", base_of(rule->confidence));
    if (rule->hidden)
        buffer_text(out, "    enabled = false;\n");
    buffer_text(out, "    pattern = ");
    write_string(out, buffer_string(pattern));
    buffer_text(out, ";\n");
    if (ignore_case)
        buffer_text(out, "    ignore_case = true;\n");
    buffer_text(out, "    border = \"none\";\n");
    write_needs(out, rule);
    buffer_text(out, "    mask = \"secret\";\n    packs = [ \"secrets\" ];\n");
    write_list(out, "examples", examples);
    write_list(out, "counter_examples", negatives);
    buffer_text(out, "  }");
}
