/* tests/bench/bench_count.c - what callgrind counts for instructions.sh: each file scanned once,
 * with nothing of the loading and compiling.
 *
 * usage: bench_count RULES FILE... */

#include "bench/bench.h"

#include <valgrind/callgrind.h>

static const char *base_name(const char *path)
{
    const char *const slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

int main(int argc, char **argv)
{
    dlp_database *db;
    dlp_scanner *scanner;

    if (argc < 3)
        bench_fail("usage: bench_count RULES FILE...");
    db = bench_compile(argv[1], NULL, NULL);
    scanner = bench_scanner(db, 0);
#ifdef __x86_64__
    printf("class masks: %s\n",
           __builtin_cpu_supports("avx512bw")   ? "avx512"
               : __builtin_cpu_supports("avx2") ? "avx2"
                                                : "sse2");
#else
    printf("class masks: portable\n");
#endif
    printf("hyperscan: %s\n", hs_version());
    for (int i = 2; i < argc; i++) {
        size_t len, findings;
        uint8_t *const data = bench_read(argv[i], &len);

        (void)bench_feed(scanner, data, len < 4096 ? len : 4096, 1460); /* buffers grow once */
        CALLGRIND_START_INSTRUMENTATION;
        findings = bench_feed(scanner, data, len, BENCH_FEED);
        CALLGRIND_STOP_INSTRUMENTATION;
        CALLGRIND_DUMP_STATS_AT(base_name(argv[i]));
        CALLGRIND_ZERO_STATS;
        printf("scanned: %s %zu bytes %zu findings\n", base_name(argv[i]), len, findings);
        free(data);
    }
    dlp_scanner_free(scanner);
    dlp_database_release(db);
    return 0;
}
