/* dlpscan/format_sarif.c - the report as SARIF 2.1.0, within the limits of GitHub's code scanning.
 *
 * GitHub takes 5,000 results of a run: the worst ones are written, and the others are counted in a
 * notification and in the run's properties. A result is known again by its rule, its path, what may be
 * shown of the value (or its token, with a key) and its number among those that are alike: so it
 * survives when lines move. GitHub's own hash of the line would let anybody try out short values. */

#include "catalog.h"
#include "json_text.h"
#include "mem.h"
#include "reasons.h"
#include "reports.h"
#include "scan.h"
#include "spill_records.h"
#include "worst.h"

#include <string.h>

#define RESULTS_MAX 5000
#define NOTIFICATIONS_MAX 1000
#define ALIKE_SLOTS ((size_t)1 << 16) /* hashes of one file that are counted exactly: half of it */

/* Before each text in an item's body. */
struct record {
    uint64_t alike; /* hash of what makes two results the same but for their number */
    uint32_t len;
    uint32_t rank;
    uint32_t rule;    /* in the catalog */
    uint32_t is_note; /* of something incomplete */
};

struct alike {
    uint64_t hash;
    uint32_t count, item; /* of the item with that number: others are free */
};

struct sarif {
    struct catalog catalog;
    struct worst results, notes;
    struct alike *alike;
    uint32_t item;
    size_t alike_len;
};

static void sarif_open(struct scan *scan, struct report *report)
{
    struct sarif *const sarif = mem_array(1, sizeof(*sarif));

    catalog_init(&sarif->catalog, scan->rules);
    worst_init(&sarif->results, RESULTS_MAX);
    worst_init(&sarif->notes, NOTIFICATIONS_MAX);
    sarif->alike = mem_array(ALIKE_SLOTS, sizeof(*sarif->alike));
    report->state = sarif;
}

/* FNV-1a, the NUL counted: "ab" and "c" are not "a" and "bc". Nothing secret goes in. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    do
        hash = (hash ^ (uint8_t)*text) * 0x100000001b3u;
    while (*text++);
    return hash;
}

static void put_record(struct reporting *to, struct record record, const struct buffer *text)
{
    record.len = (uint32_t)text->len;
    spill_write(&record, sizeof(record), to->body);
    spill_write(text->data, text->len, to->body);
}

static void add_location(struct buffer *out, const char *place)
{
    buffer_text(out, ",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
    json_uri(out, place);
    buffer_char(out, '}');
}

static const char *level(enum dlp_severity severity)
{
    if (severity >= DLP_SEVERITY_HIGH)
        return "error";
    return severity == DLP_SEVERITY_MEDIUM ? "warning" : "note";
}

static void add_message(struct buffer *out, const struct dlp_finding *finding)
{
    struct buffer text = BUFFER_INIT;

    buffer_format(&text, "%s: %s (%s)", finding->title, finding->masked, finding->why);
    buffer_text(out, ",\"message\":{\"text\":");
    json_text(out, text.data);
    buffer_char(out, '}');
    buffer_free(&text);
}

static void sarif_finding(struct reporting *to, const struct dlp_finding *finding, bool in_path)
{
    const struct sarif *const sarif = to->report->state;
    const char *const token = to->scan->key_is_ours ? NULL : finding->token;
    const char *const place = buffer_string(&to->item->place);
    struct record record = { .alike = 0xcbf29ce484222325u };
    struct buffer out = BUFFER_INIT;

    record.alike = hash_text(record.alike, finding->rule);
    record.alike = hash_text(record.alike, place);
    record.alike = hash_text(record.alike, token ? token : finding->masked);
    record.rank = (uint32_t)finding->severity * 100 + (uint32_t)(finding->confidence * 100 + 0.5);
    record.rule = (uint32_t)catalog_find(&sarif->catalog, finding->rule);
    buffer_char(&out, '{');
    json_member(&out, "ruleId", finding->rule);
    json_member(&out, "level", level(finding->severity));
    add_message(&out, finding);
    add_location(&out, place);
    if (!in_path && !finding->location)
        buffer_format(&out,
                      ",\"region\":{\"startLine\":%llu,\"startColumn\":%llu,\"byteOffset\":%llu,"
                      "\"byteLength\":%llu}",
                      (unsigned long long)finding->line, (unsigned long long)finding->column,
                      (unsigned long long)finding->offset, (unsigned long long)finding->length);
    buffer_text(&out, "}}],\"properties\":{\"confidence\":");
    json_hundredths(&out, finding->confidence);
    json_member(&out, "severity", dlp_severity_name(finding->severity));
    json_member(&out, "masked", finding->masked);
    if (finding->location)
        json_member(&out, "location", finding->location);
    if (token)
        json_member(&out, "token", token);
    if (*item_commit(to->item)) {
        json_member(&out, "commit", item_commit(to->item));
        json_member(&out, "date", item_date(to->item));
    }
    buffer_text(&out, "},\"partialFingerprints\":{\"primaryLocationLineHash\":\"");
    put_record(to, record, &out);
    buffer_free(&out);
}

static void sarif_incomplete(struct reporting *to, const struct dlp_incomplete *incomplete)
{
    const struct record record = { .is_note = 1 };
    struct buffer out = BUFFER_INIT, text = BUFFER_INIT;

    reason_say(&text, buffer_string(&to->item->place), incomplete->reason, incomplete->rule);
    buffer_text(&out, "{\"descriptor\":{");
    json_member(&out, "id", incomplete->reason);
    buffer_text(&out, "},\"level\":\"warning\",\"message\":{\"text\":");
    json_text(&out, text.data);
    buffer_char(&out, '}');
    add_location(&out, buffer_string(&to->item->place));
    buffer_text(&out, "}}]}");
    put_record(to, record, &out);
    buffer_free(&text);
    buffer_free(&out);
}

/* The number of a result among those of its item that are alike, from 1. */
static uint32_t number_alike(struct sarif *sarif, uint64_t hash)
{
    size_t at = (size_t)hash % ALIKE_SLOTS;

    while (sarif->alike[at].item == sarif->item && sarif->alike[at].hash != hash)
        at = (at + 1) % ALIKE_SLOTS;
    if (sarif->alike[at].item != sarif->item) {
        if (sarif->alike_len == ALIKE_SLOTS / 2)
            return 1; /* too many different ones to tell */
        sarif->alike_len++;
        sarif->alike[at] = (struct alike){ hash, 0, sarif->item };
    }
    return ++sarif->alike[at].count;
}

static void take_record(struct sarif *sarif, const struct record *record, const char *text)
{
    struct buffer out = BUFFER_INIT;

    if (record->is_note) {
        worst_add(&sarif->notes, 0, text, record->len);
        return;
    }
    if (record->rule < sarif->catalog.len)
        atomic_store(&sarif->catalog.rule[record->rule].found, true);
    buffer_add(&out, text, record->len);
    buffer_format(&out, "%016llx:%u\"}}", (unsigned long long)record->alike,
                  number_alike(sarif, record->alike));
    worst_add(&sarif->results, record->rank, out.data, out.len);
    buffer_free(&out);
}

static size_t take_next(const char *data, size_t len, void *user)
{
    struct record record;

    if (len < sizeof(record))
        return 0;
    memcpy(&record, data, sizeof(record));
    if (len - sizeof(record) < record.len)
        return 0;
    take_record(user, &record, data + sizeof(record));
    return sizeof(record) + record.len;
}

static void sarif_print(struct scan *scan, struct report *report, struct item *item,
                        struct spill *body)
{
    struct sarif *const sarif = report->state;

    (void)scan;
    (void)item;
    if (spill_is_empty(body))
        return;
    sarif->item++;
    sarif->alike_len = 0;
    (void)spill_each(body, take_next, sarif); /* the caller asks for errors */
}

/* GitHub's scale: over 9 is critical, 7 high, 4 medium. */
static const char *security_severity(enum dlp_severity severity)
{
    static const char *const scores[] = { "2.0", "5.5", "8.0", "9.5" };

    return scores[(unsigned)severity < 4 ? severity : 0];
}

static void add_rule(struct buffer *out, const struct dlp_rule_info *rule)
{
    buffer_text(out, "\n{");
    json_member(out, "id", rule->id);
    buffer_text(out, ",\"shortDescription\":{");
    json_member(out, "text", rule->title);
    buffer_text(out, "},\"fullDescription\":{");
    json_member(out, "text", *rule->description ? rule->description : rule->title);
    buffer_text(out, "},\"defaultConfiguration\":{");
    json_member(out, "level", level(rule->severity));
    buffer_text(out, "},\"properties\":{\"tags\":[\"security\",");
    json_text(out, rule->category);
    buffer_char(out, ']');
    json_member(out, "security-severity", security_severity(rule->severity));
    buffer_text(out, "}}");
}

static void write_rules(struct sarif *sarif, struct output *to)
{
    struct buffer out = BUFFER_INIT;
    const char *comma = "";

    for (size_t i = 0; i < sarif->catalog.len; i++) {
        if (!atomic_load(&sarif->catalog.rule[i].found))
            continue;
        buffer_text(&out, comma);
        add_rule(&out, &sarif->catalog.rule[i].info);
        comma = ",";
    }
    output_write(buffer_string(&out), out.len, to);
    buffer_free(&out);
}

static void write_worst(struct worst *worst, struct output *to)
{
    worst_sort(worst);
    for (size_t i = 0; i < worst->len; i++) {
        output_write(i ? ",\n" : "\n", i ? 2 : 1, to);
        output_write(worst->heap[i].text, strlen(worst->heap[i].text), to);
    }
}

/* What was left out is said where readers look for it. */
static void write_left_out(const struct sarif *sarif, struct output *to)
{
    struct buffer out = BUFFER_INIT;
    const uint64_t results = sarif->results.seen - sarif->results.len;
    const uint64_t notes = sarif->notes.seen - sarif->notes.len;

    if (results || notes)
        buffer_format(&out,
                      "%s\n{\"descriptor\":{\"id\":\"left_out\"},\"level\":\"warning\","
                      "\"message\":{\"text\":\"%llu results and %llu notifications of lesser "
                      "weight are not in this report\"}}",
                      sarif->notes.len ? "," : "", (unsigned long long)results,
                      (unsigned long long)notes);
    output_write(buffer_string(&out), out.len, to);
    buffer_free(&out);
}

static void write_tail(const struct scan *scan, struct output *to)
{
    const struct tally *const tally = &scan->tally;
    struct buffer out = BUFFER_INIT;

    buffer_format(&out,
                  "],\"columnKind\":\"unicodeCodePoints\",\"properties\":{\"files\":%llu,"
                  "\"bytes\":%llu,\"findings\":%llu,\"incomplete\":%llu,\"skipped\":%llu,"
                  "\"rules\":%zu,\"rulesDigest\":\"%s\"}}]}\n",
                  (unsigned long long)tally->files, (unsigned long long)tally->bytes,
                  (unsigned long long)tally->findings, (unsigned long long)tally->incomplete.total,
                  (unsigned long long)tally->skipped.total, scan->info.rules, scan->info.digest);
    output_write(out.data, out.len, to);
    buffer_free(&out);
}

static void sarif_free(struct sarif *sarif)
{
    catalog_free(&sarif->catalog);
    worst_free(&sarif->results);
    worst_free(&sarif->notes);
    mem_free(sarif->alike);
    mem_free(sarif);
}

static void sarif_summary(struct scan *scan, struct report *report)
{
    struct sarif *const sarif = report->state;
    struct output *const to = &report->out;
    struct buffer out = BUFFER_INIT;

    buffer_format(&out,
                  "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
                  "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"dlpscan\","
                  "\"version\":\"%s\",\"rules\":[",
                  dlp_version());
    output_write(out.data, out.len, to);
    write_rules(sarif, to);
    buffer_cut(&out, 0);
    buffer_format(&out,
                  "]}},\"invocations\":[{\"executionSuccessful\":%s,"
                  "\"toolExecutionNotifications\":[",
                  scan->tally.broken ? "false" : "true");
    output_write(out.data, out.len, to);
    write_worst(&sarif->notes, to);
    write_left_out(sarif, to);
    output_write("]}],\"results\":[", 15, to);
    write_worst(&sarif->results, to);
    write_tail(scan, to);
    buffer_free(&out);
    sarif_free(sarif);
}

const struct reporter reporter_sarif = {
    .name = "sarif",
    .open = sarif_open,
    .finding = sarif_finding,
    .incomplete = sarif_incomplete,
    .print = sarif_print,
    .summary = sarif_summary,
};
