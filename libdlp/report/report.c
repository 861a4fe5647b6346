/* report/report.c - findings, incompletes and rules as JSON objects: schema 1, additive only. */

#include "report/json_writer.h"

#include <dlp/report.h>
#include <string.h>

static void object_open(struct dlp_json *json, const char *kind)
{
    dlp_json_open(json, '{');
    dlp_json_key(json, "schema");
    dlp_json_number(json, 1);
    dlp_json_key(json, "kind");
    dlp_json_string(json, kind);
}

static void member_string(struct dlp_json *json, const char *key, const char *text)
{
    dlp_json_key(json, key);
    dlp_json_string(json, text);
}

static void member_number(struct dlp_json *json, const char *key, uint64_t number)
{
    dlp_json_key(json, key);
    dlp_json_number(json, number);
}

/* A NULL-terminated list; NULL is an empty one. */
static void member_names(struct dlp_json *json, const char *key, const char *const *names)
{
    dlp_json_key(json, key);
    dlp_json_open(json, '[');
    for (; names && *names; names++)
        dlp_json_string(json, *names);
    dlp_json_close(json, ']');
}

static void finding_checks(struct dlp_json *json, const struct dlp_finding *f)
{
    dlp_json_key(json, "checks");
    dlp_json_open(json, '[');
    for (size_t i = 0; i < f->checks_len; i++) {
        dlp_json_open(json, '{');
        member_string(json, "name", f->checks[i].name);
        member_string(json, "result", f->checks[i].passed ? "pass" : "fail");
        dlp_json_close(json, '}');
    }
    dlp_json_close(json, ']');
}

static void finding_context(struct dlp_json *json, const struct dlp_finding *f)
{
    dlp_json_key(json, "context");
    dlp_json_open(json, '[');
    for (size_t i = 0; i < f->context_len; i++) {
        dlp_json_open(json, '{');
        member_string(json, "word", f->context[i].word);
        dlp_json_key(json, "distance");
        dlp_json_signed(json, f->context[i].distance);
        member_string(json, "as", f->context[i].kind);
        dlp_json_close(json, '}');
    }
    dlp_json_close(json, ']');
}

static void finding_also(struct dlp_json *json, const struct dlp_finding *f)
{
    dlp_json_key(json, "also");
    dlp_json_open(json, '[');
    for (size_t i = 0; i < f->also_len; i++) {
        dlp_json_open(json, '{');
        member_string(json, "rule", f->also[i].rule);
        dlp_json_key(json, "confidence");
        dlp_json_hundredths(json, f->also[i].confidence);
        dlp_json_close(json, '}');
    }
    dlp_json_close(json, ']');
}

static void finding_place(struct dlp_json *json, const struct dlp_finding *f)
{
    dlp_json_key(json, "confidence");
    dlp_json_hundredths(json, f->confidence);
    dlp_json_key(json, "offset");
    if (f->location)
        dlp_json_string(json, NULL);
    else
        dlp_json_number(json, f->offset);
    member_number(json, "length", f->length);
    if (f->location)
        member_string(json, "location", f->location);
    member_number(json, "line", f->line);
    member_number(json, "column", f->column);
    member_string(json, "masked", f->masked);
    if (f->token)
        member_string(json, "token", f->token);
    if (f->value) {
        dlp_json_key(json, "value");
        dlp_json_string_len(json, f->value, f->value_len);
    }
}

dlp_status dlp_report_finding(const struct dlp_finding *finding, const char *path,
                              dlp_write_fn write, void *user)
{
    struct dlp_json json;

    dlp_json_begin(&json, write, user);
    object_open(&json, "finding");
    member_string(&json, "id", finding->id);
    member_string(&json, "path", path);
    member_string(&json, "rule", finding->rule);
    member_string(&json, "title", finding->title);
    member_string(&json, "category", finding->category);
    member_string(&json, "region", finding->region);
    member_string(&json, "severity", dlp_severity_name(finding->severity));
    finding_place(&json, finding);
    finding_checks(&json, finding);
    finding_context(&json, finding);
    dlp_json_key(&json, "via");
    dlp_json_open(&json, '[');
    for (size_t i = 0; i < finding->via_len; i++)
        dlp_json_string(&json, finding->via[i]);
    dlp_json_close(&json, ']');
    finding_also(&json, finding);
    dlp_json_key(&json, "tags");
    dlp_json_open(&json, '[');
    for (size_t i = 0; i < finding->tags_len; i++)
        dlp_json_string(&json, finding->tags[i]);
    dlp_json_close(&json, ']');
    member_string(&json, "why", finding->why);
    dlp_json_close(&json, '}');
    return dlp_json_finish(&json);
}

dlp_status dlp_report_incomplete(const struct dlp_incomplete *incomplete, const char *path,
                                 dlp_write_fn write, void *user)
{
    struct dlp_json json;

    dlp_json_begin(&json, write, user);
    object_open(&json, "incomplete");
    member_string(&json, "path", path);
    member_string(&json, "reason", incomplete->reason);
    if (incomplete->rule)
        member_string(&json, "rule", incomplete->rule);
    member_number(&json, "offset", incomplete->offset);
    dlp_json_key(&json, "length");
    if (incomplete->length == UINT64_MAX)
        dlp_json_string(&json, NULL);
    else
        dlp_json_number(&json, incomplete->length);
    dlp_json_close(&json, '}');
    return dlp_json_finish(&json);
}

dlp_status dlp_report_rule(const struct dlp_rule_info *rule, const char *lane, dlp_write_fn write,
                           void *user)
{
    struct dlp_json json;

    dlp_json_begin(&json, write, user);
    object_open(&json, "rule");
    member_string(&json, "id", rule->id);
    member_string(&json, "title", rule->title);
    member_string(&json, "category", rule->category);
    member_string(&json, "region", rule->region);
    member_string(&json, "severity", dlp_severity_name(rule->severity));
    member_string(&json, "lane", lane);
    member_names(&json, "packs", rule->packs);
    member_string(&json, "description", rule->description);
    member_string(&json, "source", rule->source);
    member_string(&json, "class", rule->class_name);
    member_names(&json, "checks", rule->checks);
    member_string(&json, "context", rule->needs_context ? "needed" : "optional");
    dlp_json_close(&json, '}');
    return dlp_json_finish(&json);
}

dlp_status dlp_report_pack(const struct dlp_pack_info *pack, dlp_write_fn write, void *user)
{
    struct dlp_json json;

    dlp_json_begin(&json, write, user);
    object_open(&json, "pack");
    member_string(&json, "name", pack->name);
    member_string(&json, "title", pack->title);
    member_string(&json, "description", pack->description);
    member_string(&json, "source", pack->source);
    member_number(&json, "rules", pack->rules);
    dlp_json_key(&json, "policy");
    dlp_json_open(&json, '[');
    for (size_t i = 0; i < pack->policy_len; i++) {
        dlp_json_open(&json, '{');
        member_names(&json, "rules", pack->policy[i].rules);
        member_number(&json, "values", pack->policy[i].values);
        dlp_json_key(&json, "confidence");
        dlp_json_hundredths(&json, pack->policy[i].confidence);
        dlp_json_close(&json, '}');
    }
    dlp_json_close(&json, ']');
    dlp_json_close(&json, '}');
    return dlp_json_finish(&json);
}

dlp_status dlp_report_string(const char *text, size_t len, dlp_write_fn write, void *user)
{
    struct dlp_json json;

    dlp_json_begin(&json, write, user);
    dlp_json_string_len(&json, text, len);
    return dlp_json_flush(&json);
}
