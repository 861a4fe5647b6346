/* tests/bench/bench_extract.c - how long documents take, each in a process of the worker's.
 *
 * usage: bench_extract read ROUNDS FILE...           texts are given out and thrown away
 *        bench_extract scan RULES ROUNDS FILE...     time to verdict: until all findings are there
 *
 * A line a round and file on standard output: file, bytes given out (of scan: findings), seconds. The worker has
 * ended when the program ends, so that its time is in that of the program's children. */

#include "bench/bench.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int connect_worker(void *user)
{
    extern char **environ;
    char *argv[] = { user, NULL };
    posix_spawn_file_actions_t actions;
    int ends[2], error;
    pid_t worker;

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        bench_fail("no socket: %s", strerror(errno));
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    error = posix_spawn(&worker, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error != 0)
        bench_fail("%s: %s", argv[0], strerror(error));
    return ends[0];
}

static dlp_extractor *new_extractor(void)
{
    struct dlp_extractor_options options = DLP_EXTRACTOR_OPTIONS_INIT;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_extractor *extractor = NULL;

    options.connect = connect_worker;
    options.user = (void *)(uintptr_t)dlp_extract_path();
    options.max_ratio = 100000; /* what is measured is made up, and compresses well */
    options.max_time_ms = 600000;
    if (dlp_extractor_new(&extractor, &options, &err) != DLP_OK)
        bench_fail("%s", err.message);
    return extractor;
}

static int take_part(const struct dlp_text_part *part, void *user)
{
    (void)part, (void)user;
    return 0;
}

static int take_data(const void *data, size_t len, void *user)
{
    (void)data;
    *(size_t *)user += len;
    return 0;
}

static int take_end(void *user)
{
    (void)user;
    return 0;
}

static int take_incomplete(const struct dlp_incomplete *incomplete, void *user)
{
    (void)user;
    fprintf(stderr, "bench: incomplete: %s\n", incomplete->reason);
    return 0;
}

static dlp_status run(dlp_scanner *scanner, dlp_extractor *extractor, int fd, bool scan,
                      size_t *count)
{
    const struct dlp_texts texts = { DLP_TEXTS_VERSION, take_part,       take_data,
                                     take_end,          take_incomplete, count };
    struct dlp_events events = DLP_EVENTS_INIT;

    events.on_finding = bench_count;
    events.on_incomplete = take_incomplete;
    events.user = count;
    return scan ? dlp_document_scan(scanner, extractor, fd, NULL, &events, NULL)
                : dlp_document_read(scanner, extractor, fd, &texts, NULL);
}

static void measure(dlp_scanner *scanner, dlp_extractor *extractor, const char *path, bool scan)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    const double begin = bench_now();
    size_t count = 0;
    dlp_status status;

    if (fd < 0)
        bench_fail("%s: %s", path, strerror(errno));
    status = run(scanner, extractor, fd, scan, &count);
    close(fd);
    if (status < DLP_OK)
        bench_fail("%s: %s", path, dlp_status_name(status));
    printf("%s\t%zu\t%.6f\n", path, count, bench_now() - begin);
}

/* One rule is enough for what only reads: it is for names of parts. */
static dlp_database *one_rule(void)
{
    static const char rule[] =
        "version = 1; rules = ( { id = \"a.b\"; title = \"t\"; description = \"d\"; source = \"s\";"
        " severity = \"low\"; class = \"strong\"; pattern = \"never to be found\";"
        " examples = [ \"never to be found\" ]; counter_examples = [ \"x\" ]; } );";
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *set = NULL;
    dlp_database *db = NULL;

    if (dlp_ruleset_new(&set, &err) != DLP_OK
        || dlp_ruleset_load_text(set, "bench", rule, sizeof(rule) - 1, bench_diagnostic, NULL, &err)
            != DLP_OK
        || dlp_database_compile(&db, set, bench_diagnostic, NULL, &err) != DLP_OK)
        bench_fail("%s", err.message);
    dlp_ruleset_free(set);
    return db;
}

int main(int argc, char **argv)
{
    const bool scan = argc > 4 && strcmp(argv[1], "scan") == 0;
    const int first = scan ? 4 : 3;
    dlp_extractor *extractor;
    dlp_scanner *scanner;
    dlp_database *db;
    long rounds;

    if (argc <= first || (!scan && strcmp(argv[1], "read") != 0))
        bench_fail("usage: bench_extract read ROUNDS FILE... | scan RULES ROUNDS FILE...");
    rounds = strtol(argv[first - 1], NULL, 10);
    (void)prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    db = scan ? bench_compile(argv[2], NULL, NULL) : one_rule();
    scanner = bench_scanner(db, 0);
    extractor = new_extractor();
    for (long round = 0; round < rounds; round++) {
        for (int i = first; i < argc; i++)
            measure(scanner, extractor, argv[i], scan);
    }
    dlp_scanner_free(scanner);
    dlp_database_release(db);
    dlp_extractor_free(extractor);
    while (wait(NULL) > 0) /* the worker, and processes that it has not waited for */
        ;
    return 0;
}
