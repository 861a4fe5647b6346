/* dlpscan/reasons.c - why something was not read, and what to do about it. */

#include "reasons.h"

#include "blob.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

struct reason {
    const char *name;
    const char *text;
};

static const struct reason reasons[] = {
    { REASON_SPECIAL_FILE,
      "FIFOs, sockets and devices are never opened; "
      "pipe what they hold to 'dlpscan scan -'" },
    { REASON_UNREADABLE, "it could not be opened; scan as a user who may read it" },
    { REASON_VANISHED, "it went away during the scan; scan again" },
    { REASON_MISSING, "there is no such file; check the path" },
    { REASON_READ_ERROR, "reading failed half way; check the disk, then scan again" },
    { REASON_CHANGED, "it changed while it was read; scan again, or scan a snapshot" },
    { REASON_INTERRUPTED, "the scan was stopped; scan again" },
    { REASON_NO_MEMORY, "memory ran out; use fewer --threads" },
    { REASON_INTERNAL, "libdlp failed; please report it" },
    { REASON_BLOB_LIMIT, "it is larger than 256 MiB; check it out and scan the file" },
    { REASON_NO_OBJECT, "the repository does not hold it; fetch what is missing" },
    { REASON_SHALLOW, "older commits are not here; 'git fetch --unshallow' gets them" },
    { "no_extractor",
      "documents are not opened; install dlp-extract, or name it with --extractor" },
    { "no_sandbox", "this system has no seccomp; --no-sandbox reads documents without" },
    { "encrypted", "it is encrypted; give its --password" },
    { "damaged", "what it is made of is wrong; only what stands before that was read" },
    { "truncated", "it ends too early; only what is there was read" },
    { "unsupported",
      "nothing here can read what it is made of; its bytes were scanned as they stand" },
    { "no_text", "it has pages that are pictures; nothing here can read those" },
    { "crashed", "its parser failed, alone; please report it" },
    { "timeout", "it took too long to read; raise --limit seconds" },
    { "memory_limit", "its parser needed too much memory; raise --limit memory" },
    { REASON_DEPTH, "it lies in too many others; raise --limit depth if it is a document" },
    { "parts_limit", "it has too many parts; raise --limit parts" },
    { "bytes_limit", "it unpacks to too many bytes; raise --limit bytes" },
    { "ratio_limit", "it unpacks to so much that it looks made to; raise --limit ratio" },
    { "spool_limit", "it is too long to be kept until it is whole; raise --limit spool" },
    { "cancelled", "the scan was stopped; scan again" },
    { "deadline", "it took too long" },
    { "decoding_depth", "encoded more often than is followed: decode it, and scan what comes out" },
    { "decoding_room",
      "something packed in it unpacks to more than is followed: unpack it, and scan that" },
    { "no_charset",
      "its charset is known and cannot be read here: install the C library's gconv modules" },
    { "match_limit",
      "a rule needed too many steps on this text; make its pattern simpler, "
      "or --disable it" },
    { "no_rows", "no table, list or rows of objects was found in it; scan it instead" },
    { "tables_limit", "there are more than 4,096 tables; the rest was left out: give fewer files" },
    { "cell_limit", "a cell is longer than 1 MiB; the rest of it was left out" },
    { "findings_limit", "it holds more findings than are kept" },
};

const char *reason_text(const char *reason)
{
    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
        if (strcmp(reasons[i].name, reason) == 0)
            return reasons[i].text;
    }
    return "a part of it was not judged; scan it with other tools, too";
}

const char *reason_of_errno(int error)
{
    const bool gone = error == ENOENT || error == ENOTDIR || error == ELOOP;

    return gone ? REASON_VANISHED : REASON_UNREADABLE;
}

void reason_note(struct buffer *out, const char *shown, const char *reason, const char *rule,
                 int error)
{
    buffer_format(out, "dlpscan: %s: incomplete: %s", shown, reason);
    if (rule)
        buffer_format(out, ", rule %s", rule);
    if (error)
        buffer_format(out, ": %s", strerror(error));
    buffer_format(out, ": %s\n", reason_text(reason));
}
