/* worker/main.c - dlp-extract: reads documents, each in a process of its own.
 *
 * The master parses nothing. It takes a request (standard input is the socket), starts a process that
 * enters the sandbox and reads that document, kills it when its time is up, and says how it ended when
 * it did not say so itself. It ends, with all of them, when the program closes its end. */

#include "worker/master.h"
#include "worker/sandbox.h"
#include "worker/warm.h"

#include <fcntl.h>
#include <locale.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Libraries write what they think of a document to standard error, and may quote it. */
static bool silence(void)
{
    const int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    return null >= 0 && dup2(null, STDOUT_FILENO) >= 0 && dup2(null, STDERR_FILENO) >= 0
        && close_range(STDERR_FILENO + 1, ~0u, 0) == 0;
}

int main(void)
{
    if (!silence() || !setlocale(LC_CTYPE, "C.UTF-8"))
        return 1;
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    warm_up();
    (void)sandbox_prepare(); /* without a filter each document is told to be incomplete */
    return master_run(STDIN_FILENO);
}
