/* tests/bench/bench_scan.c - how fast the bytes go through libdlp, beside what bounds it.
 *
 * usage: bench_scan --rules DIR [--rounds N] [--budget S] [--only FIGURE] [--naive FILE] FILE...
 *
 * One core, files in memory, processor time. Every figure is taken in each round, one after the other (A B C A B C),
 * so that what else the machine does hits all alike; one that has had S seconds of a file, and
 * two rounds, sits out the later ones. Standard output: one JSON object a line.
 * --naive writes the rules as ordinary expressions, one a line, and ends. */

#include "bench/bench.h"
#include "bench/naive.h"
#include "scan/class_lane.h"
#include "scan/confirm.h"
#include "scan/work.h"

#include <getopt.h>
#include <malloc.h>

#define BLOCK ((uint64_t)16 << 10) /* bytes: as large as the pipeline's */
#define ROUNDS_MAX 64
#define SESSIONS 1000

struct corpus {
    const char *name;
    const uint8_t *data;
    size_t len;
};

struct bench {
    dlp_database *db;
    dlp_scanner *scanner, *with_views, *without_secrets;
    struct dlp_scan_work work;
    hs_database_t *naive;
    hs_scratch_t *naive_scratch;
    size_t events, candidates, findings; /* of the run that has just ended */
    uint64_t sink;                       /* keeps results alive */
};

static int count_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                       void *user)
{
    (void)id, (void)from, (void)to, (void)flags;
    ++*(size_t *)user;
    return 0;
}

/* ---- The figures: each goes once over the corpus -------------------------------------------- */

static void run_memory(struct bench *bench, const struct corpus *c)
{
    typedef uint64_t lanes __attribute__((vector_size(64)));
    lanes sum = { 0 };

    for (size_t at = 0; at + sizeof(lanes) <= c->len; at += sizeof(lanes)) {
        lanes v;

        memcpy(&v, c->data + at, sizeof(v));
        sum += v;
    }
    for (size_t i = 0; i < 8; i++)
        bench->sink += sum[i];
}

static void run_hyperscan(struct bench *bench, const struct corpus *c)
{
    hs_stream_t *stream = NULL;
    size_t matches = 0;

    if (hs_open_stream(bench->db->hs, 0, &stream) != HS_SUCCESS)
        bench_fail("hs_open_stream");
    for (size_t at = 0; at < c->len; at += BENCH_FEED) {
        const size_t n = c->len - at < BENCH_FEED ? c->len - at : BENCH_FEED;

        if (hs_scan_stream(stream, (const char *)c->data + at, (unsigned)n, 0, bench->work.scratch,
                           count_match, &matches)
            != HS_SUCCESS)
            bench_fail("hs_scan_stream");
    }
    (void)hs_close_stream(stream, bench->work.scratch, count_match, &matches);
    bench->events = matches;
}

static void run_naive(struct bench *bench, const struct corpus *c)
{
    size_t matches = 0;

    for (size_t at = 0; at < c->len; at += BENCH_FEED) {
        const size_t n = c->len - at < BENCH_FEED ? c->len - at : BENCH_FEED;

        if (hs_scan(bench->naive, (const char *)c->data + at, (unsigned)n, 0, bench->naive_scratch,
                    count_match, &matches)
            != HS_SUCCESS)
            bench_fail("hs_scan");
    }
    bench->events = matches;
}

static void run_class_lane(struct bench *bench, const struct corpus *c)
{
    const struct dlp_window window = { c->data, 0, c->len };
    size_t events = 0;

    for (uint64_t from = 0; from < c->len; from += BLOCK) {
        bench->work.events.len = 0;
        dlp_class_lane(&bench->work.events, bench->db, &window, from,
                       c->len - from < BLOCK ? c->len : from + BLOCK, DLP_LANE_CHECKS, NULL, NULL,
                       NULL, bench->work.classify);
        events += bench->work.events.len;
    }
    bench->events = events;
}

static void run_stages(struct bench *bench, const struct corpus *c, int confirm)
{
    const struct dlp_window window = { c->data, 0, c->len };
    struct dlp_sink sink = { .events = DLP_EVENTS_INIT };
    struct dlp_candidate candidate;
    hs_stream_t *stream = NULL;

    bench->events = bench->candidates = 0;
    if (bench->db->hs && hs_open_stream(bench->db->hs, 0, &stream) != HS_SUCCESS)
        bench_fail("hs_open_stream");
    for (uint64_t from = 0; from < c->len; from += BLOCK) {
        const uint64_t to = c->len - from < BLOCK ? c->len : from + BLOCK;

        if (dlp_scan_block(&bench->work, stream, &window, from, to, to == c->len, false, NULL)
            != DLP_OK)
            bench_fail("dlp_scan_block");
        bench->events += bench->work.events.len;
        for (size_t i = 0; confirm && i < bench->work.events.len; i++) {
            const struct dlp_event *const event = &bench->work.events.at[i];

            if (event->kind != DLP_EVENT_BEGIN && event->kind != DLP_EVENT_CLOSE)
                bench->candidates += dlp_confirm(&candidate, &bench->work, &sink, &window, event);
        }
    }
    if (stream)
        (void)hs_close_stream(stream, bench->work.scratch, NULL, NULL);
}

static void run_lanes(struct bench *bench, const struct corpus *c)
{
    run_stages(bench, c, 0);
}

static void run_confirm(struct bench *bench, const struct corpus *c)
{
    run_stages(bench, c, 1);
}

static void run_scan(struct bench *bench, const struct corpus *c)
{
    bench->findings = bench_feed(bench->scanner, c->data, c->len, BENCH_FEED);
}

static void run_scan_1m(struct bench *bench, const struct corpus *c)
{
    bench->findings = bench_feed(bench->scanner, c->data, c->len, (size_t)1 << 20);
}

static void run_pieces(struct bench *bench, const struct corpus *c)
{
    bench->findings = bench_feed(bench->scanner, c->data, c->len, 1460);
}

static void run_views(struct bench *bench, const struct corpus *c)
{
    bench->findings = bench_feed(bench->with_views, c->data, c->len, BENCH_FEED);
}

static void run_without_secrets(struct bench *bench, const struct corpus *c)
{
    bench->findings = bench_feed(bench->without_secrets, c->data, c->len, BENCH_FEED);
}

static const struct figure {
    const char *name;
    void (*run)(struct bench *bench, const struct corpus *c);
} figures[] = {
    { "scan", run_scan },
    { "views", run_views },
    { "scan_1m", run_scan_1m },
    { "pieces", run_pieces },
    { "without_secrets", run_without_secrets },
    { "hyperscan", run_hyperscan },
    { "class_lane", run_class_lane },
    { "lanes", run_lanes },
    { "confirm", run_confirm },
    { "memory", run_memory },
    { "naive", run_naive },
};
#define FIGURES (sizeof(figures) / sizeof(figures[0]))

/* ---- Rounds ---------------------------------------------------------------------------------- */

struct options {
    const char *rules, *only, *naive;
    unsigned rounds;
    double budget; /* seconds of one figure on one file */
};

struct result {
    double seconds[ROUNDS_MAX];
    double spent;
    unsigned rounds;
    size_t events, candidates, findings;
};

static void round_run(struct bench *bench, const struct options *o, const struct corpus *c,
                      struct result *results)
{
    for (size_t f = 0; f < FIGURES; f++) {
        struct result *const r = &results[f];
        double begin;

        if ((o->only && strcmp(o->only, figures[f].name) != 0)
            || (r->rounds > 1 && r->spent > o->budget)
            || (figures[f].run == run_hyperscan && !bench->db->hs))
            continue;
        begin = bench_cpu();
        figures[f].run(bench, c);
        r->seconds[r->rounds] = bench_cpu() - begin;
        r->spent += r->seconds[r->rounds++];
        r->events = bench->events;
        r->candidates = bench->candidates;
        r->findings = bench->findings;
    }
}

static void result_print(const struct corpus *c, struct result *results)
{
    const double mb = (double)c->len / 1e6;

    for (size_t f = 0; f < FIGURES; f++) {
        struct result *const r = &results[f];
        double median;

        if (r->rounds == 0)
            continue;
        median = bench_median(r->seconds, r->rounds);
        printf("{\"kind\":\"speed\",\"corpus\":\"%s\",\"bytes\":%zu,\"figure\":\"%s\","
               "\"best\":%.2f,\"median\":%.2f,\"rounds\":%u",
               c->name, c->len, figures[f].name, mb / r->seconds[0], mb / median, r->rounds);
        if (figures[f].run == run_scan || figures[f].run == run_pieces)
            printf(",\"findings\":%zu", r->findings);
        else if (figures[f].run == run_confirm)
            printf(",\"events\":%zu,\"candidates\":%zu", r->events, r->candidates);
        else if (figures[f].run != run_memory && figures[f].run != run_scan_1m
                 && figures[f].run != run_views && figures[f].run != run_without_secrets)
            printf(",\"events\":%zu", r->events);
        printf("}\n");
    }
}

static void corpora_run(struct bench *bench, const struct options *o, char **paths, size_t len)
{
    struct corpus *const corpora = bench_alloc(len * sizeof(*corpora));
    struct result *const results = bench_alloc(len * FIGURES * sizeof(*results));

    for (size_t i = 0; i < len; i++) {
        const char *const slash = strrchr(paths[i], '/');

        corpora[i].name = slash ? slash + 1 : paths[i];
        corpora[i].data = bench_read(paths[i], &corpora[i].len);
    }
    for (unsigned round = 0; round < o->rounds; round++)
        for (size_t i = 0; i < len; i++)
            round_run(bench, o, &corpora[i], results + i * FIGURES);
    for (size_t i = 0; i < len; i++) {
        result_print(&corpora[i], results + i * FIGURES);
        free((void *)(uintptr_t)corpora[i].data);
    }
    free(results);
    free(corpora);
}

/* ---- Sessions and compiling ------------------------------------------------------------------ */

static void session_open(dlp_session **out, dlp_scanner *scanner)
{
    static const struct dlp_events events = DLP_EVENTS_INIT;
    struct dlp_error err = DLP_ERROR_INIT;

    if (dlp_session_open(out, scanner, NULL, &events, &err) != DLP_OK)
        bench_fail("%s", err.message);
}

/* One after the other, as for files and connections that end. */
static double session_ns(dlp_scanner *scanner)
{
    double best = 1e9;

    for (int round = 0; round < 9; round++) {
        const double begin = bench_cpu();
        double ns;

        for (int i = 0; i < 20000; i++) {
            dlp_session *session = NULL;

            session_open(&session, scanner);
            dlp_session_close(session);
        }
        ns = (bench_cpu() - begin) * 1e9 / 20000;
        best = ns < best ? ns : best;
    }
    return best;
}

/* Many at once: what each holds, when opened and when fed. */
static void sessions_measure(const struct bench *bench, const uint8_t *data, size_t len)
{
    dlp_session **const session = bench_alloc(SESSIONS * sizeof(*session));
    struct dlp_database_info info = { .version = DLP_DATABASE_INFO_VERSION };
    const size_t before = mallinfo2().uordblks;
    const double begin = bench_cpu();
    double open_ns;
    size_t opened, fed;

    for (size_t i = 0; i < SESSIONS; i++)
        session_open(&session[i], bench->scanner);
    open_ns = (bench_cpu() - begin) * 1e9 / SESSIONS;
    opened = (mallinfo2().uordblks - before) / SESSIONS;
    for (size_t i = 0; i < SESSIONS; i++)
        if (dlp_session_feed(session[i], data, len, NULL) < 0)
            bench_fail("a session of many");
    fed = (mallinfo2().uordblks - before) / SESSIONS;
    for (size_t i = 0; i < SESSIONS; i++)
        dlp_session_close(session[i]);
    if (dlp_database_info(bench->db, &info) != DLP_OK)
        bench_fail("dlp_database_info");
    printf("{\"kind\":\"session\",\"open_close_ns\":%.0f,\"open_new_ns\":%.0f,\"promised\":%zu,"
           "\"opened_bytes\":%zu,\"fed_bytes\":%zu,\"bound\":%zu}\n",
           session_ns(bench->scanner), open_ns, info.session_bytes, opened, fed,
           4096 + bench->db->stream_size + info.width + info.before + info.after);
    free(session);
}

static void compile_measure(const char *rules, unsigned rounds)
{
    double load[ROUNDS_MAX], compile[ROUNDS_MAX];
    size_t rules_len = 0, bytes = 0;

    for (unsigned i = 0; i < rounds; i++) {
        double seconds[2];
        dlp_database *const db = bench_compile(rules, NULL, seconds);

        load[i] = seconds[0] * 1e3;
        compile[i] = seconds[1] * 1e3;
        rules_len = db->rules_len;
        (void)hs_database_size(db->hs, &bytes);
        dlp_database_release(db);
    }
    printf("{\"kind\":\"compile\",\"rules\":%zu,\"load_ms\":%.1f,\"compile_ms\":%.1f,"
           "\"hyperscan_bytes\":%zu,\"rounds\":%u}\n",
           rules_len, bench_median(load, rounds), bench_median(compile, rounds), bytes, rounds);
}

/* ---- The command line ------------------------------------------------------------------------ */

static void bench_open(struct bench *bench, const char *rules)
{
    bench->db = bench_compile(rules, NULL, NULL);
    bench->scanner = bench_scanner(bench->db, 0);
    bench->with_views = bench_scanner(bench->db, DLP_SCAN_VIEWS);
    if (dlp_scan_work_init(&bench->work, bench->db) != DLP_OK)
        bench_fail("out of memory");
}

static void bench_open_peers(struct bench *bench, const char *rules, const char *only)
{
    size_t left_out;
    double begin;

    if (!only || strcmp(only, "without_secrets") == 0) {
        dlp_database *const db = bench_compile(rules, "secret.*", NULL);

        bench->without_secrets = bench_scanner(db, 0);
        dlp_database_release(db);
    }
    if (only && strcmp(only, "naive") != 0)
        return; /* it takes a minute or two to compile */
    begin = bench_cpu();
    bench->naive = naive_compile(bench->db, &left_out);
    printf("{\"kind\":\"naive\",\"left_out\":%zu,\"compile_s\":%.1f}\n", left_out,
           bench_cpu() - begin);
    if (hs_alloc_scratch(bench->naive, &bench->naive_scratch) != HS_SUCCESS)
        bench_fail("out of memory");
}

static void bench_close(struct bench *bench)
{
    (void)hs_free_scratch(bench->naive_scratch);
    (void)hs_free_database(bench->naive);
    dlp_scan_work_clear(&bench->work);
    dlp_scanner_free(bench->without_secrets);
    dlp_scanner_free(bench->with_views);
    dlp_scanner_free(bench->scanner);
    dlp_database_release(bench->db);
}

static unsigned number(const char *text)
{
    const unsigned long n = strtoul(text, NULL, 10);

    if (n < 1 || n > ROUNDS_MAX)
        bench_fail("rounds are 1 to %d", ROUNDS_MAX);
    return (unsigned)n;
}

static void options_read(struct options *o, int argc, char **argv)
{
    static const struct option names[] = { { "rules", 1, NULL, 'r' },  { "rounds", 1, NULL, 'n' },
                                           { "budget", 1, NULL, 'b' }, { "only", 1, NULL, 'o' },
                                           { "naive", 1, NULL, 'x' },  { NULL, 0, NULL, 0 } };

    for (int c; (c = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        switch (c) {
        case 'r':
            o->rules = optarg;
            break;
        case 'n':
            o->rounds = number(optarg);
            break;
        case 'b':
            o->budget = strtod(optarg, NULL);
            break;
        case 'o':
            o->only = optarg;
            break;
        case 'x':
            o->naive = optarg;
            break;
        default:
            bench_fail("usage: bench_scan --rules DIR [--rounds N] [--budget S] "
                       "[--only FIGURE] [--naive FILE] FILE...");
        }
    }
}

int main(int argc, char **argv)
{
    struct options o = { .rules = "patterns", .rounds = 9, .budget = 1.5 };
    struct bench bench = { 0 };

    options_read(&o, argc, argv);
    bench_pin();
    bench_open(&bench, o.rules);
    if (o.naive) {
        naive_write(bench.db, o.naive);
    } else {
        bench_open_peers(&bench, o.rules, o.only);
        corpora_run(&bench, &o, argv + optind, (size_t)(argc - optind));
        if (!o.only && optind < argc) {
            size_t len;
            uint8_t *const data = bench_read(argv[optind], &len);

            sessions_measure(&bench, data, len < 65536 ? len : 65536);
            compile_measure(o.rules, 5);
            free(data);
        }
    }
    bench_close(&bench);
    return 0;
}
