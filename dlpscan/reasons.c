/* dlpscan/reasons.c - why something was not read, and what to do about it. */

#include "reasons.h"

#include "blob.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

struct reason {
    const char *name;
    bool lasting; /* it lies in the file and the limits: the next run would say it, too */
    const char *text;
};

static const struct reason reasons[] = {
    { REASON_SPECIAL_FILE, true,
      "FIFOs, sockets and devices are never opened; "
      "pipe what they hold to 'dlpscan scan -'" },
    { REASON_UNREADABLE, true, "it could not be opened; scan as a user who may read it" },
    { REASON_VANISHED, false, "it went away during the scan; scan again" },
    { REASON_MISSING, false, "there is no such file; check the path" },
    { REASON_READ_ERROR, false, "reading failed half way; check the disk, then scan again" },
    { REASON_CHANGED, false, "it changed while it was read; scan again, or scan a snapshot" },
    { REASON_INTERRUPTED, false, "the scan was stopped; scan again" },
    { REASON_NO_MEMORY, false, "memory ran out; use fewer --threads" },
    { REASON_INTERNAL, false, "libdlp failed; please report it" },
    { REASON_BLOB_LIMIT, true, "it is larger than 256 MiB; check it out and scan the file" },
    { REASON_NO_OBJECT, true, "the repository does not hold it; fetch what is missing" },
    { REASON_SHALLOW, true, "older commits are not here; 'git fetch --unshallow' gets them" },
    { "no_extractor", false,
      "documents are not opened; install dlp-extract, or name it with --extractor" },
    { "no_sandbox", false, "this system has no seccomp; --no-sandbox reads documents without" },
    { "encrypted", true, "it is encrypted; give its --password" },
    { "damaged", true, "what it is made of is wrong; only what stands before that was read" },
    { "truncated", true, "it ends too early; only what is there was read" },
    { "unsupported", true,
      "nothing here can read what it is made of; its bytes were scanned as they stand" },
    { "no_text", true, "it has pages that are pictures; nothing here can read those" },
    { "crashed", false, "its parser failed, alone; please report it" },
    { "timeout", false, "it took too long to read; raise --limit seconds" },
    { "memory_limit", false, "its parser needed too much memory; raise --limit memory" },
    { REASON_DEPTH, true, "it lies in too many others; raise --limit depth if it is a document" },
    { "parts_limit", true, "it has too many parts; raise --limit parts" },
    { "bytes_limit", true, "it unpacks to too many bytes; raise --limit bytes" },
    { "ratio_limit", true, "it unpacks to so much that it looks made to; raise --limit ratio" },
    { "spool_limit", true, "it is too long to be kept until it is whole; raise --limit spool" },
    { "cancelled", false, "the scan was stopped; scan again" },
    { "deadline", false, "it took too long" },
    { "decoding_depth", true,
      "encoded more often than is followed: decode it, and scan what comes out" },
    { "decoding_room", true,
      "something packed in it unpacks to more than is followed: unpack it, and scan that" },
    { "no_charset", false,
      "its charset is known and cannot be read here: install the C library's gconv modules" },
    { "match_limit", true,
      "a rule needed too many steps on this text; make its pattern simpler, "
      "or --disable it" },
    { "no_rows", true, "no table, list or rows of objects was found in it; scan it instead" },
    { "tables_limit", true,
      "there are more than 4,096 tables; the rest was left out: give fewer files, or --table" },
    { "cell_limit", true, "a cell is longer than 1 MiB; the rest of it was left out" },
    { "findings_limit", true, "it holds more findings than are kept" },
};

static const struct reason *find(const char *name)
{
    static const struct reason unknown = {
        "", false, "a part of it was not judged; scan it with other tools, too"
    };

    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
        if (strcmp(reasons[i].name, name) == 0)
            return &reasons[i];
    }
    return &unknown;
}

const char *reason_text(const char *reason)
{
    return find(reason)->text;
}

bool reason_is_lasting(const char *reason)
{
    return find(reason)->lasting;
}

const char *reason_of_errno(int error)
{
    const bool gone = error == ENOENT || error == ENOTDIR || error == ELOOP;

    return gone ? REASON_VANISHED : REASON_UNREADABLE;
}

static void add_reason(struct buffer *out, const char *place, const char *reason, const char *rule)
{
    buffer_format(out, "%s: incomplete: %s", place, reason);
    if (rule)
        buffer_format(out, ", rule %s", rule);
}

void reason_say(struct buffer *out, const char *place, const char *reason, const char *rule)
{
    add_reason(out, place, reason, rule);
    buffer_format(out, ": %s", reason_text(reason));
}

void reason_note(struct buffer *out, const char *shown, const char *reason, const char *rule,
                 int error)
{
    buffer_text(out, "dlpscan: ");
    add_reason(out, shown, reason, rule);
    if (error)
        buffer_format(out, ": %s", strerror(error));
    buffer_format(out, ": %s\n", reason_text(reason));
}
