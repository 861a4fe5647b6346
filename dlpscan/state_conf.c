/* dlpscan/state_conf.c - what makes findings of one run differ from those of another.
 *
 * What is judged anew for every finding (marks, exceptions, the baseline) is not part of it. */

#include "state_conf.h"

#include <string.h>
#include <sys/stat.h>

/* A program by its file: another build may find something else. */
static void add_program(struct buffer *out, const char *path)
{
    struct stat st;

    memset(&st, 0, sizeof(st));
    if (stat(path, &st) == 0)
        buffer_format(out, "%s %lld %lld.%09ld\n", path, (long long)st.st_size,
                      (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
}

void state_conf_add(struct buffer *out, const struct scan *scan)
{
    const struct settings *const settings = scan->settings;
    const struct limits *const limits = &settings->limits;

    buffer_format(out, "%s %s\n", dlp_version(), scan->info.digest);
    add_program(out, "/proc/self/exe");
    if (scan->extraction.extractor)
        add_program(out, scan->extraction.path);
    buffer_format(out, "%.6f %d %d %d %d\n", settings->min_confidence, settings->deep,
                  settings->no_sandbox, settings->ocr, settings->choice.low_test_values);
    buffer_format(out, "%llu %llu %llu %llu %llu %llu %llu\n", (unsigned long long)limits->depth,
                  (unsigned long long)limits->parts, (unsigned long long)limits->bytes,
                  (unsigned long long)limits->ratio, (unsigned long long)limits->seconds,
                  (unsigned long long)limits->memory, (unsigned long long)limits->spool);
    for (size_t i = 0; i < settings->passwords_len; i++)
        buffer_format(out, "%s\n", settings->passwords[i]);
    buffer_format(out, "%u\n", settings->kinds);
    /* A key of the run makes tokens that are for folding only: those of an earlier run do as well. */
    buffer_text(out, scan->key && !scan->key_is_ours ? dlp_key_id(scan->key) : "");
}
