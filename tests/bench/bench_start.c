/* tests/bench/bench_start.c - a program from the outside: time to its first byte of output, time
 * to its end, processor time, and the most memory that it held.
 *
 * usage: bench_start --name NAME [--runs N] [--pin] [--pipe FILE [--times N]] PROGRAM [ARGUMENT...]
 *
 * --pipe writes FILE, --times over, to the program's standard input. One JSON object on standard
 * output. This program is kept small: until exec a child's memory is its parent's, and counts. */

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS_MAX 100

struct options {
    const char *name, *pipe;
    int runs, times, pin;
    char **command;
};

struct run {
    double first_ms, total_ms, cpu_ms;
    long peak_kib;
    long long output;
    int status;
};

__attribute__((noreturn)) static void fail(const char *what)
{
    fprintf(stderr, "bench_start: %s: %s\n", what, strerror(errno));
    exit(1);
}

static double now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void pin(void)
{
    cpu_set_t allowed, one;

    if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0)
        return;
    for (size_t cpu = CPU_SETSIZE; cpu-- > 0;) {
        if (!CPU_ISSET(cpu, &allowed))
            continue;
        CPU_ZERO(&one);
        CPU_SET(cpu, &one);
        (void)sched_setaffinity(0, sizeof(one), &one);
        return;
    }
}

/* A child that writes the file into a pipe. Returns the end to read from. */
static int pipe_start(const struct options *o)
{
    static char block[65536];
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) != 0)
        fail("pipe");
    switch (fork()) {
    case -1:
        fail("fork");
    case 0:
        break;
    default:
        close(ends[1]);
        return ends[0];
    }
    close(ends[0]);
    for (int i = 0; i < o->times; i++) {
        const int fd = open(o->pipe, O_RDONLY | O_CLOEXEC);
        ssize_t n = 0;

        if (fd < 0)
            fail(o->pipe);
        while ((n = read(fd, block, sizeof(block))) > 0)
            for (ssize_t at = 0, put; at < n; at += put)
                if ((put = write(ends[1], block + at, (size_t)(n - at))) <= 0)
                    _exit(0);
        close(fd);
    }
    _exit(0);
}

static pid_t child_start(const struct options *o, int in, int out)
{
    const pid_t child = fork();

    if (child < 0)
        fail("fork");
    if (child == 0) {
        if (dup2(in, 0) >= 0 && dup2(out, 1) >= 0)
            execvp(o->command[0], o->command);
        _exit(127);
    }
    return child;
}

static void run_once(struct run *run, const struct options *o)
{
    static char block[65536];
    const int in = o->pipe ? pipe_start(o) : open("/dev/null", O_RDONLY | O_CLOEXEC);
    struct rusage usage;
    double begin;
    int out[2], status;
    pid_t child;
    ssize_t n;

    *run = (struct run){ 0 };
    if (in < 0 || pipe2(out, O_CLOEXEC) != 0)
        fail("pipe");
    begin = now_ms();
    child = child_start(o, in, out[1]);
    close(in);
    close(out[1]);
    while ((n = read(out[0], block, sizeof(block))) > 0) {
        if (run->output == 0)
            run->first_ms = now_ms() - begin;
        run->output += n;
    }
    if (wait4(child, &status, 0, &usage) != child)
        fail("wait");
    run->total_ms = now_ms() - begin;
    run->cpu_ms = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3
        + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
    run->peak_kib = usage.ru_maxrss;
    run->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    close(out[0]);
    while (waitpid(-1, NULL, 0) > 0)
        ;
}

static int order(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

static double median(double *at, int len)
{
    qsort(at, (size_t)len, sizeof(*at), order);
    return len % 2 ? at[len / 2] : (at[len / 2 - 1] + at[len / 2]) / 2;
}

static int number(const char *text)
{
    const long n = strtol(text, NULL, 10);

    if (n < 1 || n > RUNS_MAX) {
        errno = EINVAL;
        fail(text);
    }
    return (int)n;
}

static void options_read(struct options *o, int argc, char **argv)
{
    static const struct option names[] = { { "name", 1, NULL, 'n' },  { "runs", 1, NULL, 'r' },
                                           { "pin", 0, NULL, 'p' },   { "pipe", 1, NULL, 'i' },
                                           { "times", 1, NULL, 't' }, { NULL, 0, NULL, 0 } };

    for (int c; (c = getopt_long(argc, argv, "+", names, NULL)) != -1;) {
        switch (c) {
        case 'n':
            o->name = optarg;
            break;
        case 'r':
            o->runs = number(optarg);
            break;
        case 'p':
            o->pin = 1;
            break;
        case 'i':
            o->pipe = optarg;
            break;
        case 't':
            o->times = number(optarg);
            break;
        default:
            exit(1);
        }
    }
    o->command = argv + optind;
    if (!o->name || optind >= argc) {
        fputs("usage: bench_start --name NAME [--runs N] [--pin] [--pipe FILE [--times N]] "
              "PROGRAM [ARGUMENT...]\n",
              stderr);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    struct options o = { .runs = 1, .times = 1 };
    double first[RUNS_MAX], total[RUNS_MAX], cpu[RUNS_MAX];
    struct run run = { 0 };
    long peak = 0;

    options_read(&o, argc, argv);
    signal(SIGPIPE, SIG_IGN);
    if (o.pin)
        pin();
    for (int i = 0; i < o.runs; i++) {
        run_once(&run, &o);
        first[i] = run.first_ms;
        total[i] = run.total_ms;
        cpu[i] = run.cpu_ms;
        peak = run.peak_kib > peak ? run.peak_kib : peak;
    }
    printf(
        "{\"kind\":\"process\",\"name\":\"%s\",\"first_ms\":%.2f,\"total_ms\":%.2f,\"cpu_ms\":%.2f,"
        "\"peak_kib\":%ld,\"output\":%lld,\"status\":%d,\"runs\":%d}\n",
        o.name, median(first, o.runs), median(total, o.runs), median(cpu, o.runs), peak, run.output,
        run.status, o.runs);
    return 0;
}
