/* tests/worker/hostile.c - a worker whose parser does what the document says: for tests/cli/t_hostile.sh.
 *
 * It is the worker itself, but for what the linker puts before its table of handlers (--wrap): a
 * document "\x1f\x8b\x08hostile WORD" is an order, any other is read as always. */

#include "worker/tell.h"
#include "worker/worker.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define ORDER "\x1f\x8b\x08hostile "

enum dlp_reason __real_worker_read(const struct worker_document *document);
enum dlp_reason __wrap_worker_read(const struct worker_document *document);

/* Part of a document, so that it is seen that what came before stands. */
static void tell_some(void)
{
    tell_part(DLP_PART_BYTES, "before.txt", "", 0);
    tell_text("ticket TN-11112222\n");
    tell_end(DLP_REASON_NONE);
}

static void crash(void)
{
    int *volatile nowhere = NULL;

    *nowhere = 1;
    abort();
}

static void spin(void)
{
    for (volatile unsigned long n = 0;; n++)
        ;
}

static void hang(void)
{
    pause();
    spin();
}

static void do_fork(void)
{
    for (;;)
        (void)!fork();
}

static void eat(void)
{
    for (;;) {
        char *const more = malloc((size_t)16 << 20);

        if (!more)
            _exit(WORKER_NO_MEMORY);
        memset(more, 1, (size_t)16 << 20);
    }
}

static void do_open(void)
{
    const int fd = open("/etc/passwd", O_RDONLY);
    char text[64];
    ssize_t n;

    if (fd < 0 || (n = read(fd, text, sizeof(text))) <= 0)
        abort(); /* as it should be */
    tell_part(DLP_PART_BYTES, "stolen.txt", "", 0);
    tell_text("ticket TN-99999999\n");
    tell_end(DLP_REASON_NONE);
}

static void do_write(void)
{
    if (mkdir("hostile-was-here", 0700) != 0)
        abort();
}

static void do_connect(void)
{
    (void)!socket(AF_INET, SOCK_STREAM, 0);
    spin();
}

static void do_exec(void)
{
    char *const argv[] = { (char *)(uintptr_t) "/bin/true", NULL };

    (void)execv(argv[0], argv);
    spin();
}

static void do_kill(void)
{
    (void)kill(getppid(), SIGKILL);
    spin();
}

/* Frames that do not fit: data of no part. */
static void lie(void)
{
    tell_data("x", 1);
    tell_end(DLP_REASON_NONE);
    spin();
}

static void garble(void)
{
    char packet[40000];

    memset(packet, 0xff, sizeof(packet));
    (void)!send(4, packet, sizeof(packet), 0);
    spin();
}

static void flood(void)
{
    for (;;) {
        tell_part(DLP_PART_BYTES, "part", "", 0);
        tell_end(DLP_REASON_NONE);
    }
}

static void leave(void)
{
    _exit(0); /* without a last word */
}

static const struct {
    const char *word;
    void (*act)(void);
} acts[] = {
    { "crash", crash },  { "spin", spin },    { "hang", hang },      { "fork", do_fork },
    { "eat", eat },      { "open", do_open }, { "write", do_write }, { "connect", do_connect },
    { "exec", do_exec }, { "kill", do_kill }, { "lie", lie },        { "garble", garble },
    { "flood", flood },  { "leave", leave },
};

enum dlp_reason __wrap_worker_read(const struct worker_document *document)
{
    const size_t order = sizeof(ORDER) - 1;

    if (document->len < order || memcmp(document->data, ORDER, order) != 0)
        return __real_worker_read(document);
    tell_some();
    for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++) {
        const size_t len = strlen(acts[i].word);

        if (document->len == order + len && memcmp(document->data + order, acts[i].word, len) == 0)
            acts[i].act();
    }
    return DLP_REASON_NONE;
}
