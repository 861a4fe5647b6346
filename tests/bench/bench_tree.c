/* tests/bench/bench_tree.c - what a tree of small files costs without us: list, open, read, close;
 * and the same with a bare Hyperscan pass over our triggers.
 *
 * usage: bench_tree --rules DIR [--threads N] FOLDER
 *
 * The threads take FOLDER's own folders in turn; those hold files only. Two JSON objects on
 * standard output. */

#include "bench/bench.h"

#include <dirent.h>
#include <fcntl.h>
#include <getopt.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define THREADS_MAX 64

struct tree {
    const dlp_database *db; /* NULL: only read */
    int fd;
    char **names;
    size_t len;
    atomic_size_t next;
    atomic_ullong files, bytes, matches;
};

struct reader {
    struct tree *tree;
    hs_scratch_t *scratch;
    hs_stream_t *stream;
    unsigned long long files, bytes, matches;
    char block[BENCH_FEED];
};

static int count_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                       void *user)
{
    (void)id, (void)from, (void)to, (void)flags;
    ++*(unsigned long long *)user;
    return 0;
}

static void read_file(struct reader *r, int folder, const char *name)
{
    const int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
    ssize_t n;

    if (fd < 0)
        bench_fail("%s: %s", name, strerror(errno));
    while ((n = read(fd, r->block, sizeof(r->block))) > 0) {
        r->bytes += (unsigned long long)n;
        if (r->stream)
            (void)hs_scan_stream(r->stream, r->block, (unsigned)n, 0, r->scratch, count_match,
                                 &r->matches);
    }
    if (r->stream)
        (void)hs_reset_stream(r->stream, 0, r->scratch, count_match, &r->matches);
    r->files++;
    close(fd);
}

static void read_folder(struct reader *r, const char *name)
{
    const int fd = openat(r->tree->fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *const folder = fd < 0 ? NULL : fdopendir(fd);

    if (!folder)
        bench_fail("%s: %s", name, strerror(errno));
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] != '.')
            read_file(r, fd, entry->d_name);
    closedir(folder);
}

static void *read_some(void *user)
{
    struct tree *const tree = user;
    struct reader *const r = bench_alloc(sizeof(*r));

    r->tree = tree;
    if (tree->db
        && (hs_clone_scratch(tree->db->scratch, &r->scratch) != HS_SUCCESS
            || hs_open_stream(tree->db->hs, 0, &r->stream) != HS_SUCCESS))
        bench_fail("out of memory");
    for (size_t i; (i = atomic_fetch_add(&tree->next, 1)) < tree->len;)
        read_folder(r, tree->names[i]);
    atomic_fetch_add(&tree->files, r->files);
    atomic_fetch_add(&tree->bytes, r->bytes);
    if (r->stream)
        (void)hs_close_stream(r->stream, r->scratch, count_match, &r->matches);
    (void)hs_free_scratch(r->scratch);
    atomic_fetch_add(&tree->matches, r->matches);
    free(r);
    return NULL;
}

static int name_order(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void tree_list(struct tree *tree, const char *path)
{
    DIR *const folder = opendir(path);
    size_t cap = 0;

    if (!folder)
        bench_fail("%s: %s", path, strerror(errno));
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        if (tree->len == cap) {
            cap = cap ? 2 * cap : 256;
            tree->names = realloc(tree->names, cap * sizeof(*tree->names));
        }
        if (!tree->names || !(tree->names[tree->len++] = strdup(entry->d_name)))
            bench_fail("out of memory");
    }
    closedir(folder);
    if (tree->len == 0)
        bench_fail("%s holds no folders", path);
    qsort(tree->names, tree->len, sizeof(*tree->names), name_order);
}

static void tree_run(const dlp_database *db, const char *path, unsigned threads)
{
    struct tree tree = { .db = db, .fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) };
    pthread_t thread[THREADS_MAX];
    double begin = bench_now();

    if (tree.fd < 0)
        bench_fail("%s: %s", path, strerror(errno));
    tree_list(&tree, path);
    for (unsigned i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, read_some, &tree) != 0)
            bench_fail("no thread");
    for (unsigned i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
    printf("{\"kind\":\"tree\",\"mode\":\"%s\",\"threads\":%u,\"files\":%llu,\"bytes\":%llu,"
           "\"matches\":%llu,\"ms\":%.1f}\n",
           db ? "hyperscan" : "read", threads, (unsigned long long)tree.files,
           (unsigned long long)tree.bytes, (unsigned long long)tree.matches,
           (bench_now() - begin) * 1e3);
    for (size_t i = 0; i < tree.len; i++)
        free(tree.names[i]);
    free(tree.names);
    close(tree.fd);
}

int main(int argc, char **argv)
{
    static const struct option names[] = { { "rules", 1, NULL, 'r' },
                                           { "threads", 1, NULL, 't' },
                                           { NULL, 0, NULL, 0 } };
    const char *rules = "patterns";
    unsigned long threads = 1;
    dlp_database *db;

    for (int c; (c = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        if (c == 'r')
            rules = optarg;
        else if (c == 't')
            threads = strtoul(optarg, NULL, 10);
        else
            return 1;
    }
    if (optind + 1 != argc || threads < 1 || threads > THREADS_MAX)
        bench_fail("usage: bench_tree --rules DIR [--threads N] FOLDER");
    db = bench_compile(rules, NULL, NULL);
    tree_run(NULL, argv[optind], (unsigned)threads);
    tree_run(db, argv[optind], (unsigned)threads);
    dlp_database_release(db);
    return 0;
}
