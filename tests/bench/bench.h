/* tests/bench/bench.h - what the programs of the bench share: clocks, files, rules, one core. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include "model/compiled.h"

#include <dlp/dlp.h>
#include <errno.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BENCH_FEED ((size_t)256 << 10) /* bytes that a scan is fed at once */

/** Say what is wrong and end: a bench that goes on after an error measures nothing. */
__attribute__((noreturn, format(printf, 1, 2))) static inline void bench_fail(const char *format,
                                                                              ...)
{
    va_list args;

    va_start(args, format);
    fputs("bench: ", stderr);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(1);
}

static inline double bench_now(void) /* seconds */
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/** Processor time of this process, seconds: what others do at the same time is not in it. */
static inline double bench_cpu(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/** Stay on the last processor: the first one serves most interrupts. */
static inline void bench_pin(void)
{
    cpu_set_t allowed, one;

    if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0)
        return;
    for (size_t cpu = CPU_SETSIZE; cpu-- > 0;) {
        if (!CPU_ISSET(cpu, &allowed))
            continue;
        CPU_ZERO(&one);
        CPU_SET(cpu, &one);
        if (sched_setaffinity(0, sizeof(one), &one) != 0)
            fprintf(stderr, "bench: not pinned to a processor: %s\n", strerror(errno));
        return;
    }
}

static inline void *bench_alloc(size_t size)
{
    void *const p = calloc(1, size ? size : 1);

    if (!p)
        bench_fail("out of memory");
    return p;
}

static inline int bench_order(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/** Sorts at[0, len). */
static inline double bench_median(double *at, size_t len)
{
    qsort(at, len, sizeof(*at), bench_order);
    return len % 2 ? at[len / 2] : (at[len / 2 - 1] + at[len / 2]) / 2;
}

/** Bytes of a file, 64 zeros behind them. */
static inline uint8_t *bench_read(const char *path, size_t *len)
{
    FILE *const file = fopen(path, "rb");
    uint8_t *data;
    long size;

    if (!file || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0)
        bench_fail("%s: %s", path, strerror(errno));
    rewind(file);
    data = bench_alloc((size_t)size + 64);
    *len = fread(data, 1, (size_t)size, file);
    if (*len != (size_t)size)
        bench_fail("%s: %zu of %ld bytes read", path, *len, size);
    fclose(file);
    return data;
}

static inline void bench_diagnostic(const struct dlp_diagnostic *d, void *user)
{
    (void)user;
    fprintf(stderr, "%s:%u: %s\n", d->file, d->line, d->message);
}

/** Load the rules and compile them, without those that the glob names (NULL: all of them).
 *  @param seconds  NULL, or set to the time of loading and of compiling */
static inline dlp_database *bench_compile(const char *rules, const char *without, double seconds[2])
{
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *set = NULL;
    dlp_database *db = NULL;
    const double begin = bench_cpu();
    double loaded;

    if (dlp_ruleset_new(&set, &err) != DLP_OK
        || dlp_ruleset_load(set, rules, bench_diagnostic, NULL, &err) != DLP_OK
        || (without && dlp_ruleset_enable(set, without, 0, NULL, &err) != DLP_OK))
        bench_fail("%s: %s", rules, err.message);
    loaded = bench_cpu();
    if (dlp_database_compile(&db, set, bench_diagnostic, NULL, &err) != DLP_OK)
        bench_fail("%s: %s", rules, err.message);
    if (seconds) {
        seconds[0] = loaded - begin;
        seconds[1] = bench_cpu() - loaded;
    }
    dlp_ruleset_free(set);
    return db;
}

/* @param more  flags beside DLP_SCAN_COLUMNS: dlpscan has DLP_SCAN_VIEWS, too */
static inline dlp_scanner *bench_scanner(dlp_database *db, uint32_t more)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_scanner *scanner = NULL;

    options.flags = DLP_SCAN_COLUMNS | more;
    if (dlp_scanner_new(&scanner, db, &options, &err) != DLP_OK)
        bench_fail("%s", err.message);
    return scanner;
}

static inline int bench_count(const struct dlp_finding *finding, void *user)
{
    (void)finding;
    ++*(size_t *)user;
    return 0;
}

/** Scan data in pieces of `feed` bytes. Returns how many findings there are. */
static inline size_t bench_feed(dlp_scanner *scanner, const uint8_t *data, size_t len, size_t feed)
{
    struct dlp_error err = DLP_ERROR_INIT;
    struct dlp_events events = DLP_EVENTS_INIT;
    dlp_session *session = NULL;
    size_t findings = 0;
    dlp_status status;

    events.on_finding = bench_count;
    events.user = &findings;
    status = dlp_session_open(&session, scanner, NULL, &events, &err);
    for (size_t at = 0; status >= 0 && at < len; at += feed)
        status = dlp_session_feed(session, data + at, len - at < feed ? len - at : feed, &err);
    if (status >= 0)
        status = dlp_session_finish(session, &err);
    if (status < 0)
        bench_fail("scan: %s", err.message);
    dlp_session_close(session);
    return findings;
}
#endif
