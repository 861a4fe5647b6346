/* worker/child.c - the process that reads one document. */

#include "worker/child.h"

#include "worker/ocr.h"
#include "worker/sandbox.h"
#include "worker/tell.h"
#include "worker/worker.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define DOCUMENT_FD 3
#define REPLY_FD 4

/* Other documents' answers, and the master's own socket, are none of this process's business. */
static bool keep_two(int *document, int *reply)
{
    const int spare = 64; /* neither is overwritten by the other's move */

    if (dup2(*document, spare) < 0 || dup2(*reply, spare + 1) < 0 || dup2(spare, DOCUMENT_FD) < 0
        || dup2(spare + 1, REPLY_FD) < 0 || dup2(STDERR_FILENO, STDIN_FILENO) < 0
        || close_range(REPLY_FD + 1, ~0u, 0) != 0)
        return false;
    *document = DOCUMENT_FD;
    *reply = REPLY_FD;
    return true;
}

static bool map(struct worker_document *document, int fd)
{
    struct stat st;
    void *data;

    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size < 0)
        return false;
    document->fd = fd;
    document->data = (const uint8_t *)"";
    document->len = (size_t)st.st_size;
    if (document->len == 0)
        return true;
    data = mmap(NULL, document->len, PROT_READ, MAP_PRIVATE, fd, 0);
    document->data = data;
    return data != MAP_FAILED;
}

_Noreturn void child_run(const struct dlp_request *request, int document, int reply)
{
    const uint64_t seconds = request->time_ms / 1000 + 2;
    struct worker_document it = { .passwords = request->passwords,
                                  .passwords_len = request->passwords_len };

    (void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (!keep_two(&document, &reply))
        _exit(1);
    tell_open(reply);
    ocr_ask((request->flags & DLP_REQUEST_OCR) != 0);
    if (!map(&it, document))
        tell_done(DLP_REASON_DAMAGED);
    else if (!(request->flags & DLP_REQUEST_NO_SANDBOX) && !sandbox_enter(request->memory, seconds))
        tell_done(DLP_REASON_NO_SANDBOX);
    else
        tell_done(worker_read(&it));
    _exit(0);
}
