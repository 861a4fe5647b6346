/* rules/vendor_row.c - writes a row of "vendors" out into a rule.
 *
 * Without names, the token's shape is the pattern, and what it starts with the prefix. With names,
 * the tail reads on from there: the rest of the identifier, a sign of assignment, the value. */

#include "rules/vendor_row.h"

#include "base/bytes.h"
#include "rules/rule_reader.h"
#include "rules/token_template.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define TEXT_MAX ((size_t)16 << 10) /* of one setting that is written, in bytes */
#define NAMES_MAX DLP_RULE_LITERALS_MAX
#define PREFIX_MAX 16u
#define PREFIXES_MAX 16u
#define PREFIXED_MAX 250u /* bytes */

/* What is said of a key beside its vendor's name. */
#define KIND_START                                                                                 \
  "api|app|access|auth|account|admin|client|consumer|cred|developer|id|key|license|live|master|"   \
  "oauth|pass|pat|personal|private|prod|project|pwd|read|rest|secret|server|service|sid|signing|"  \
  "test|token|user|webhook|write"
/* The last word before the value, where no sign of assignment stands directly behind the name. */
#define KIND_END                                                                                   \
  "(?i:key|token|secret|pass(?:word|wd|phrase)?|pwd|auth|sid|bearer|credentials?|licen[cs]e|pat|"  \
  "dsn|id)"
#define CLOSE "[\"'`\\])}]{0,3}[ \\t]{0,12}"
#define SIGN "=>|:{1,3}=|[?.]=|={1,3}|>\\r?\\n|[:,>(|]"
#define OPEN(blanks)                                                                               \
  "[ \\t]{0," blanks "}(?:(?i:bearer|basic|token|oauth)[ \\t]{1,2}|[A-Za-z.]{1,16}\\()?\\\\?[\"'`]?"
/* Sums of files and revisions stand behind names, too. */
#define NO_SUM                                                                                     \
  "(?![\\w.\\- ]{0,32}(?i:sha-?\\d|md5|checksum|digest|commit|revision|integrity|fingerprint|"     \
  "etag|_hash|version))"
#define NAME_ENDS "(?:(?=(?i:" KIND_START "))|(?![A-Za-z])|(?<=[a-z])(?=[A-Z]))"
#define ASSIGNED "[\\w.\\- ]{0,28}" CLOSE "(?:" SIGN "|(?i:value)[ \\t]{0,2}=)" OPEN("20")
#define TOLD                                                                                       \
  "[^\\r\\n]{0,32}?(?:\\r?\\n[^\\r\\n]{0,24}?)?" KIND_END "\\w{0,12}" CLOSE "(?:" SIGN             \
  "|is)?" OPEN("8")
#define VALUE_ENDS "(?![A-Za-z0-9_\\-]|[+/=.][A-Za-z0-9])"

/* A row on its way. */
struct row {
    struct dlp_config_at at;
    config_setting_t *group;
    unsigned line;
    const char *id, *title, *value;
    const char *names[NAMES_MAX];
    size_t names_len;
    bool common;
    struct dlp_bytes text; /* of the setting that is written just now */
};

static config_setting_t *row_add(const struct row *row, config_setting_t *parent, const char *name,
                                 int type)
{
    config_setting_t *const s = config_setting_add(parent, name, type);

    if (s)
        dlp_config_set_line(s, row->line);
    return s;
}

static dlp_status element_put(const struct row *row, config_setting_t *parent, const char *name,
                              const char *text)
{
    config_setting_t *const s = row_add(row, parent, name, CONFIG_TYPE_STRING);

    return s && config_setting_set_string(s, text) == CONFIG_TRUE ? DLP_OK : DLP_ENOMEM;
}

/* A setting that the row does not have. */
static dlp_status text_put(const struct row *row, const char *name, const char *text)
{
    return config_setting_get_member(row->group, name) ? DLP_OK
                                                       : element_put(row, row->group, name, text);
}

static dlp_status list_put(const struct row *row, const char *name, const char *const *texts,
                           size_t len)
{
    config_setting_t *list;
    dlp_status status = DLP_OK;

    if (config_setting_get_member(row->group, name))
        return DLP_OK;
    list = row_add(row, row->group, name, CONFIG_TYPE_LIST);
    if (!list)
        return DLP_ENOMEM;
    for (size_t i = 0; i < len && status == DLP_OK; i++)
        status = element_put(row, list, NULL, texts[i]);
    return status;
}

static dlp_status score_put(const struct row *row, config_setting_t *group, const char *name,
                            double score)
{
    config_setting_t *const s = row_add(row, group, name, CONFIG_TYPE_FLOAT);

    return s && config_setting_set_float(s, score) == CONFIG_TRUE ? DLP_OK : DLP_ENOMEM;
}

/* A name has been found already, or a prefix that nobody else has: words add nothing. */
static dlp_status scores_put(const struct row *row)
{
    config_setting_t *group;
    dlp_status status;

    if (config_setting_get_member(row->group, "confidence"))
        return DLP_OK;
    group = row_add(row, row->group, "confidence", CONFIG_TYPE_GROUP);
    if (!group)
        return DLP_ENOMEM;
    status = score_put(row, group, "reject", row->names_len > 0 ? -0.5 : -0.8);
    return status == DLP_OK && row->names_len > 0 ? score_put(row, group, "base", 0.75) : status;
}

/* The text so far as a string, and room for the next. */
static const char *row_text(struct row *row)
{
    return dlp_bytes_append(&row->text, "", 1) == DLP_OK ? (const char *)row->text.data : NULL;
}

static dlp_status row_text_put(struct row *row, const char *name)
{
    const char *const text = row_text(row);
    const dlp_status status = text ? text_put(row, name, text) : DLP_ENOMEM;

    dlp_bytes_clear(&row->text);
    return status;
}

/* A pattern that begins with a class costs the pass dear: let it look for the text behind that. */
static dlp_status anchor_put(const struct row *row)
{
    const char *const anchor = dlp_template_anchor(row->value);
    struct dlp_bytes regex = DLP_BYTES_INIT(TEXT_MAX);
    char message[DLP_TEMPLATE_MESSAGE_MAX];
    dlp_status status = DLP_OK;

    if (!anchor)
        return DLP_OK;
    status = dlp_template_regex(&regex, anchor, message);
    if (status == DLP_OK)
        status = dlp_bytes_append(&regex, "", 1);
    if (status == DLP_OK)
        status = text_put(row, "trigger", (const char *)regex.data);
    dlp_bytes_free(&regex);
    return status;
}

/* The texts with which the value can start, when they are few and it is not too wide to look at from
 * there; else nothing, and the pattern itself is looked for. */
static dlp_status prefixes_put(struct row *row)
{
    struct dlp_bytes texts = DLP_BYTES_INIT(TEXT_MAX);
    const char *at[PREFIXES_MAX];
    const char *text;
    dlp_status status = DLP_OK;
    size_t n = 0;

    if (dlp_template_widest(row->value) <= PREFIXED_MAX)
        status = dlp_template_prefixes(&texts, &n, row->value, PREFIXES_MAX);
    text = (const char *)texts.data;
    for (size_t i = 0; i < n; i++) {
        at[i] = text;
        text += strlen(text) + 1;
    }
    if (status == DLP_OK && n > 0)
        status = list_put(row, "prefix", at, n);
    else if (status == DLP_OK)
        status = anchor_put(row);
    dlp_bytes_free(&texts);
    return status;
}

static dlp_status finder_put(struct row *row, char *message)
{
    const bool named = row->names_len > 0;
    dlp_status status = DLP_OK;

    if (named)
        status = dlp_bytes_printf(&row->text,
                                  NO_SUM "%s(?:" ASSIGNED "|" TOLD ")(?<![A-Za-z0-9])(?<value>",
                                  row->common ? "[ _.\\-]{0,2}(?=(?i:" KIND_START "))" : NAME_ENDS);
    if (status == DLP_OK)
        status = dlp_template_regex(&row->text, row->value, message);
    if (status == DLP_OK && named)
        status = dlp_bytes_puts(&row->text, ")" VALUE_ENDS);
    if (status == DLP_OK && !named && !message[0])
        status = prefixes_put(row);
    return status == DLP_OK ? row_text_put(row, named ? "tail" : "pattern") : status;
}

/* FNV-1a: samples differ from rule to rule and stay the same from run to run. */
static uint64_t row_seed(const struct row *row)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (const char *c = row->id; *c; c++)
        hash = (hash ^ (uint8_t)*c) * UINT64_C(1099511628211);
    return hash;
}

/* Write "before, sample, behind", with the name in capitals or small letters where %s was meant. */
static dlp_status sample_line(struct row *row, const char *before, bool capitals,
                              const char *middle, const char *behind)
{
    dlp_status status = dlp_bytes_puts(&row->text, before);

    for (const char *c = row->names_len > 0 ? row->names[0] : ""; *c && status == DLP_OK; c++) {
        const char letter = (char)(capitals ? toupper((unsigned char)*c) : *c);

        status = dlp_bytes_append(&row->text, &letter, 1);
    }
    if (status == DLP_OK)
        status = dlp_bytes_puts(&row->text, middle);
    if (status == DLP_OK)
        status = dlp_template_sample(&row->text, row->value, row_seed(row) + (capitals ? 1u : 2u));
    return status == DLP_OK ? dlp_bytes_puts(&row->text, behind) : status;
}

/* Several lines into one list setting; each ends with a NUL in row->text. */
static dlp_status lines_put(struct row *row, const char *name, size_t lines)
{
    const char *at[4];
    const char *text = (const char *)row->text.data;
    dlp_status status;

    for (size_t i = 0; i < lines; i++) {
        at[i] = text;
        text += strlen(text) + 1;
    }
    status = list_put(row, name, at, lines);
    dlp_bytes_clear(&row->text);
    return status;
}

static dlp_status line_end(struct row *row, dlp_status status)
{
    return status == DLP_OK ? dlp_bytes_append(&row->text, "", 1) : status;
}

static dlp_status named_examples_put(struct row *row)
{
    dlp_status status = line_end(row, sample_line(row, "", true, "_API_KEY=<<", ">>"));

    if (status == DLP_OK)
        status = line_end(row, sample_line(row, "{\"", false, "_token\": \"<<", ">>\"}"));
    if (status == DLP_OK)
        status = lines_put(row, "examples", 2);
    if (status == DLP_OK) /* no name; a name far away; no value */
        status = line_end(row, dlp_template_sample(&row->text, row->value, row_seed(row)));
    if (status == DLP_OK)
        status = line_end(row,
                          sample_line(row, "", false,
                                      " is told of at length in another chapter, and here is "
                                      "something else: ",
                                      ""));
    if (status == DLP_OK)
        status = line_end(
            row,
            dlp_bytes_printf(&row->text, "%s_api_key=${%s_api_key}", row->names[0], row->names[0]));
    return status == DLP_OK ? lines_put(row, "counter_examples", 3) : status;
}

static dlp_status bare_examples_put(struct row *row)
{
    dlp_status status = line_end(row, sample_line(row, "token = \"<<", true, "", ">>\""));

    if (status == DLP_OK)
        status = line_end(row, sample_line(row, "", false, "<<", ">>\n"));
    if (status == DLP_OK)
        status = lines_put(row, "examples", 2);
    if (status == DLP_OK) /* a part of something longer; a prefix alone */
        status = line_end(row, sample_line(row, "x9", true, "", ""));
    if (status == DLP_OK)
        status = line_end(row,
                          dlp_bytes_printf(&row->text, "starts with %.*s...",
                                           (int)dlp_template_prefix(row->value), row->value));
    return status == DLP_OK ? lines_put(row, "counter_examples", 2) : status;
}

static dlp_status description_put(struct row *row)
{
    dlp_status status = DLP_OK;

    if (row->names_len > 0)
        status = dlp_bytes_puts(&row->text, "Behind one of the names ");
    for (size_t i = 0; i < row->names_len && status == DLP_OK; i++)
        status = dlp_bytes_printf(&row->text, "%s%s", i > 0 ? ", " : "", row->names[i]);
    if (status == DLP_OK)
        status = dlp_bytes_printf(&row->text, "%s of the form %s.",
                                  row->names_len > 0 ? ", a value" : "A value", row->value);
    return status == DLP_OK ? row_text_put(row, "description") : status;
}

/* What every row says alike. */
static dlp_status defaults_put(struct row *row)
{
    static const char *const rejects[] = { "placeholder", "dummy" };
    static const char *const negative[] = { "fake", "dummy" };
    static const char *const packs[] = { "secrets" };
    const bool named = row->names_len > 0;
    const char *const check[] = { dlp_template_is_loose(row->value) ? "random_text" : "varied" };
    const size_t prefix = dlp_template_prefix(row->value);
    dlp_status status = text_put(row, "source", "Form as public rules of secret scanners list it");

    if (status == DLP_OK)
        status = text_put(row, "severity", "high");
    if (status == DLP_OK)
        status = text_put(row, "class", named ? "medium" : "strong");
    if (status == DLP_OK)
        status = text_put(row, "border", named ? "none" : "token");
    if (status == DLP_OK)
        status = list_put(row, "rejects", rejects, 2);
    if (status == DLP_OK)
        status = list_put(row, "negative", negative, 2);
    if (status == DLP_OK)
        status = list_put(row, "packs", packs, 1);
    if (status == DLP_OK && named)
        status = list_put(row, "checks", check, 1);
    if (status == DLP_OK)
        status = scores_put(row);
    if (status == DLP_OK && prefix > 0 && !config_setting_get_member(row->group, "public_prefix")
        && !config_setting_get_member(row->group, "mask")) {
        config_setting_t *const s = row_add(row, row->group, "public_prefix", CONFIG_TYPE_INT);

        status = s
                && config_setting_set_int(s, (int)(prefix < PREFIX_MAX ? prefix : PREFIX_MAX))
                    == CONFIG_TRUE
            ? DLP_OK
            : DLP_ENOMEM;
    }
    return status;
}

/* The names, as far as they are good: what is wrong with them, the rule's reader says. */
static void names_read(struct row *row)
{
    const config_setting_t *const s = config_setting_get_member(row->group, "names");
    const int len = s && config_setting_is_aggregate(s) ? config_setting_length(s) : 0;

    for (unsigned i = 0; i < (unsigned)len && row->names_len < NAMES_MAX; i++) {
        const char *const name = config_setting_get_string_elem(s, (int)i);

        if (name && *name)
            row->names[row->names_len++] = name;
    }
}

static bool text_read(const char **out, const struct row *row, const char *name)
{
    const config_setting_t *const s = config_setting_get_member(row->group, name);

    if (s)
        return dlp_config_string(out, &row->at, s, DLP_RULE_STRING_MAX);
    if (strcmp(name, "value") == 0)
        dlp_diag_error(row->at.diag, row->at.file, row->line, row->id, "'value' is missing");
    return false;
}

static bool finder_is_free(const struct row *row)
{
    static const char *const finders[] = { "pattern", "prefix", "trigger", "keyword",
                                           "tail",    "shape",  "digits",  "run",
                                           "head",    "begin",  "end" };

    for (size_t i = 0; i < sizeof(finders) / sizeof(finders[0]); i++) {
        const config_setting_t *const s = config_setting_get_member(row->group, finders[i]);

        if (!s)
            continue;
        dlp_config_error(&row->at, s, "'%s' does not go with 'value'", finders[i]);
        return false;
    }
    return true;
}

static dlp_status row_write(struct row *row, char *message)
{
    dlp_status status = finder_put(row, message);

    if (status != DLP_OK || message[0])
        return status;
    status = description_put(row);
    if (status == DLP_OK)
        status = defaults_put(row);
    if (status == DLP_OK)
        status = row->names_len > 0 ? named_examples_put(row) : bare_examples_put(row);
    return status;
}

dlp_status dlp_vendor_row_expand(const struct dlp_config_at *at, config_setting_t *group)
{
    static const char *const own[] = { "value", "common" };
    struct row row = { .at = *at,
                       .group = group,
                       .line = dlp_config_line(group),
                       .id = "",
                       .text = DLP_BYTES_INIT(TEXT_MAX) };
    const config_setting_t *const common = config_setting_get_member(group, "common");
    char message[DLP_TEMPLATE_MESSAGE_MAX] = "";
    dlp_status status = DLP_OK;

    if (!text_read(&row.id, &row, "id"))
        return DLP_OK; /* the rule's reader says it */
    row.at.rule = row.id;
    names_read(&row);
    if (text_read(&row.value, &row, "value") && finder_is_free(&row)
        && (!common || dlp_config_bool(&row.common, &row.at, common)))
        status = row_write(&row, message);
    if (message[0])
        dlp_config_error(&row.at, config_setting_get_member(group, "value"), "'value' %s", message);
    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
        if (config_setting_get_member(group, own[i]))
            (void)config_setting_remove(group, own[i]);
    dlp_bytes_free(&row.text);
    return status;
}
