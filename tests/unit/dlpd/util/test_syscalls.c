/* What is left to do once system calls are limited; each in a process of its own. */

#include "unit/test.h"

#include "util/syscalls.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#  define LIMITED false
#else
#  define LIMITED true
#endif

/* The status with which a process ends that does it. */
static int status_of(int (*does)(void))
{
    const pid_t pid = fork();
    int status = -1;

    if (pid == 0) {
        syscalls_limit();
        _exit(does());
    }
    CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
    return status;
}

static int starts_a_program(void)
{
    char *const words[] = { (char *)(uintptr_t) "true", NULL };

    return execv("/bin/true", words);
}

static int makes_a_process(void)
{
    const pid_t pid = fork();

    if (pid == 0)
        _exit(0);
    return pid < 0 && errno == EPERM ? 7 : 0;
}

static int leaves_the_machine(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM
            && socket(AF_NETLINK, SOCK_RAW, 0) < 0 && setuid(getuid()) < 0
        ? 7
        : 0;
}

static void *nothing(void *user)
{
    return user;
}

static int goes_on(void)
{
    const int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    const int socket_fd = socket(AF_UNIX, SOCK_STREAM, 0);
    pthread_t thread;

    return fd >= 0 && write(fd, "x", 1) == 1 && socket_fd >= 0
            && pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0
            && prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == 2
        ? 7
        : 0;
}

static void test_syscalls__no_program_is_started(void)
{
    const int status = status_of(starts_a_program);

    CHECK(!LIMITED || (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS));
}

static void test_syscalls__no_process_is_made(void)
{
    CHECK(!LIMITED || WEXITSTATUS(status_of(makes_a_process)) == 7);
}

static void test_syscalls__nothing_leaves_the_machine(void)
{
    CHECK(!LIMITED || WEXITSTATUS(status_of(leaves_the_machine)) == 7);
}

static void test_syscalls__files_threads_and_sockets_go_on(void)
{
    CHECK(!LIMITED || WEXITSTATUS(status_of(goes_on)) == 7);
}

TEST_MAIN(TEST(test_syscalls__no_program_is_started), TEST(test_syscalls__no_process_is_made),
          TEST(test_syscalls__nothing_leaves_the_machine),
          TEST(test_syscalls__files_threads_and_sockets_go_on))
