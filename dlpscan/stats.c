/* dlpscan/stats.c - --stats: where the time of a scan went. */

#include "stats.h"

#include "buffer.h"
#include "message.h"

#define RULES_SHOWN 20

static void add_stage(struct buffer *out, const char *name, uint64_t ns, uint64_t all)
{
    buffer_format(out, "  %-34s %12.3f ms %5.1f %%\n", name, (double)ns / 1e6,
                  all ? 100.0 * (double)ns / (double)all : 0.0);
}

static uint64_t beyond(uint64_t whole, uint64_t part)
{
    return whole > part ? whole - part : 0;
}

static void add_stages(struct buffer *out, const struct stats *stats)
{
    const struct dlp_scan_cost *const s = &stats->costs.scan;
    const uint64_t known = s->literal_ns + s->class_ns + s->rules_ns + s->table_ns;
    const uint64_t all = (uint64_t)(stats->seconds * 1e9) * stats->threads;

    buffer_format(out, "stages, of %u thread%s in %.3f seconds, %llu bytes through the rules:\n",
                  stats->threads, stats->threads == 1 ? "" : "s", stats->seconds,
                  (unsigned long long)s->bytes);
    add_stage(out, "literal lane", s->literal_ns, all);
    add_stage(out, "class lane", s->class_ns, all);
    add_stage(out, "rules", s->rules_ns, all);
    add_stage(out, "tables", s->table_ns, all);
    add_stage(out, "order, overlaps, lines", beyond(s->ns, known), all);
    add_stage(out, "opening, reading, parsers, reports", beyond(stats->busy_ns, s->ns), all);
    add_stage(out, "waiting for the walk, printing", beyond(all, stats->busy_ns), all);
}

static void add_rules(struct buffer *out, const struct stats *stats)
{
    const struct dlp_scan_cost *const s = &stats->costs.scan;
    size_t idle = 0, shown = 0;

    buffer_format(out, "rules, the dearest first:\n  %-34s %12s %10s %10s %10s\n", "rule", "ms",
                  "triggers", "candidates", "findings");
    for (size_t i = 0; i < s->rules; i++) {
        const struct dlp_rule_cost *const r = &stats->costs.rules[i];

        idle += r->triggers == 0;
        if (r->triggers == 0 || shown == RULES_SHOWN)
            continue;
        shown++;
        buffer_format(out, "  %-34s %12.3f %10llu %10llu %10llu\n", r->rule, (double)r->ns / 1e6,
                      (unsigned long long)r->triggers, (unsigned long long)r->candidates,
                      (unsigned long long)r->findings);
    }
    buffer_format(out, "  %zu more with a trigger, %zu without\n", s->rules - idle - shown, idle);
}

void stats_say(struct stats *stats)
{
    struct buffer out = BUFFER_INIT;

    costs_sort(&stats->costs);
    add_stages(&out, stats);
    add_rules(&out, stats);
    message_raw(out.data, out.len);
    buffer_free(&out);
    costs_free(&stats->costs);
}
