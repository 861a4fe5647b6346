/* dlpd/settings.c - the table of options, and the settings that they come to. */

#include "settings.h"

#include "numeral.h"
#include "setters.h"

#include <stdlib.h>
#include <string.h>

#define MEMORY_MIB_MAX 65536u
#define RING_MIB_MAX 1024u
#define SNAP_LEAST 128u
#define SNAP_MOST (256u << 10)
#define BATCH_MS 10u
#define QUEUE_LENGTH 4096u
#define QUEUE_MOST (1u << 20)
#define HOLD_MS 5u
#define HOLD_MS_MAX 1000u
#define BATCH_MS_MAX 1000u
#define DOCUMENT_MIB_MAX 1024u
#define DOCUMENTS_MIB_MAX 16384u
#define DOCUMENT_SECONDS_MAX 600u
#define DOCUMENT_HOLD_MAX 60000u
#define CONDEMN_SECONDS 600u
#define CONDEMN_SECONDS_MAX 2592000u
#define DOCUMENT_MIB 32u
#define DOCUMENTS_MIB 128u
#define DOCUMENT_SECONDS 10u
#define DOCUMENT_HOLD 1000u

/* clang-format off */
SET_FLAG(streams, streams)
SET_FLAG(both, both)
SET_FLAG(flows, flows)
SET_FLAG(paced, paced)
SET_FLAG(checksums, checksums)
SET_FLAG(rotated, rotated)
SET_FLAG(outputs, outputs)
SET_FLAG(reset, reset)
SET_TEXT(policy, policy)
SET_TEXT(against, against)
SET_TEXT(audit_key, audit_key)
SET_TEXT(witness, witness)
SET_TEXT(interface, interface)
SET_TEXT(filter, filter)
SET_TEXT(user, user)
SET_TEXT(control, control)
SET_TEXT(hand_over, hand_over)
SET_TEXT(condemn, condemn)
/* clang-format on */

static bool set_max_bytes(struct settings *s, const char *value)
{
    return number_read(value, &s->max_bytes) && s->max_bytes > 0;
}

static bool set_mib(uint64_t *bytes, const char *value, uint64_t most)
{
    uint64_t mib = 0;

    if (!number_read(value, &mib) || mib < 1 || mib > most)
        return false;
    *bytes = mib << 20;
    return true;
}

static bool set_memory(struct settings *s, const char *value)
{
    return set_mib(&s->memory, value, MEMORY_MIB_MAX);
}

static bool set_snap(struct settings *s, const char *value)
{
    return number_bytes(value, &s->snap) && s->snap >= SNAP_LEAST && s->snap <= SNAP_MOST;
}

static bool set_ring(struct settings *s, const char *value)
{
    return set_mib(&s->ring, value, RING_MIB_MAX);
}

static bool set_batch(struct settings *s, const char *value)
{
    return number_read(value, &s->batch_ms) && s->batch_ms <= BATCH_MS_MAX;
}

static bool set_fanout(struct settings *s, const char *value)
{
    uint64_t group = 0;

    if (!number_read(value, &group) || group < 1 || group > UINT16_MAX)
        return false;
    s->fanout = (uint16_t)group;
    return true;
}

static bool set_queue(struct settings *s, const char *value)
{
    uint64_t number = 0;

    if (!number_read(value, &number) || number > UINT16_MAX)
        return false;
    s->queue = (uint16_t)number;
    return s->queue_given = true;
}

static bool set_queue_length(struct settings *s, const char *value)
{
    uint64_t length = 0;

    if (!number_read(value, &length) || length < 1 || length > QUEUE_MOST)
        return false;
    s->queue_length = (uint32_t)length;
    return true;
}

static bool set_fail(struct settings *s, const char *value)
{
    s->fail_open = strcmp(value, "open") == 0;
    return s->fail_open || strcmp(value, "closed") == 0;
}

static bool set_hold(struct settings *s, const char *value)
{
    return number_read(value, &s->hold_ms) && s->hold_ms >= 1 && s->hold_ms <= HOLD_MS_MAX;
}

/* "1" or "0x10/0xf0": without a mask, the bits of the mark. */
static bool set_mark(struct settings *s, const char *value)
{
    const char *const slash = strchr(value, '/');
    const size_t len = slash ? (size_t)(slash - value) : strlen(value);
    uint64_t mark = 0, mask = 0;
    char first[16];

    if (len >= sizeof(first))
        return false;
    memcpy(first, value, len);
    first[len] = '\0';
    if (!number_read(first, &mark) || mark > UINT32_MAX)
        return false;
    if (slash && (!number_read(slash + 1, &mask) || mask > UINT32_MAX))
        return false;
    s->mark = (uint32_t)mark;
    s->mark_mask = slash ? (uint32_t)mask : (uint32_t)mark;
    return s->mark_mask != 0 && (s->mark & ~s->mark_mask) == 0;
}

static bool set_condemn_time(struct settings *s, const char *value)
{
    return number_read(value, &s->condemn_seconds) && s->condemn_seconds >= 1
        && s->condemn_seconds <= CONDEMN_SECONDS_MAX;
}

static bool set_condemn_who(struct settings *s, const char *value)
{
    s->condemn_server = strcmp(value, "server") == 0;
    return s->condemn_server || strcmp(value, "client") == 0;
}

static bool set_document_size(struct settings *s, const char *value)
{
    return set_mib(&s->document_size, value, DOCUMENT_MIB_MAX);
}

static bool set_document_memory(struct settings *s, const char *value)
{
    return set_mib(&s->document_memory, value, DOCUMENTS_MIB_MAX);
}

static bool set_document_time(struct settings *s, const char *value)
{
    uint64_t seconds = 0;

    if (!number_read(value, &seconds) || seconds < 1 || seconds > DOCUMENT_SECONDS_MAX)
        return false;
    s->document_ms = seconds * 1000;
    return true;
}

static bool set_document_hold(struct settings *s, const char *value)
{
    return number_read(value, &s->document_hold_ms) && s->document_hold_ms <= DOCUMENT_HOLD_MAX;
}

static bool set_simulate(struct settings *s, const char *value)
{
    s->simulate_scan_failed = s->simulate_scan_failed || strcmp(value, "scan-failed") == 0;
    s->simulate_slow = s->simulate_slow || strcmp(value, "slow") == 0;
    return strcmp(value, "scan-failed") == 0 || strcmp(value, "slow") == 0;
}

const struct option_spec setting_options[SETTING_OPTIONS] = {
    { OPTION_STREAMS, 0, "streams", NULL,
      "scan nothing; print what each TCP stream carried: lengths, digests, gaps", set_streams,
      NULL },
    { OPTION_BOTH, 'b', "both", NULL, "scan what servers send, too (default: what clients send)",
      set_both, NULL },
    { OPTION_FLOWS, 0, "flows", NULL, "print a record of every flow, also of those that are clean",
      set_flows, NULL },
    { OPTION_PACED, 0, "paced", NULL, "at the speed at which it was captured (default: at once)",
      set_paced, NULL },
    { OPTION_CHECKSUMS, 0, "checksums", NULL, "leave out packets whose checksum is wrong",
      set_checksums, NULL },
    { OPTION_ROTATED, 0, "rotated", NULL,
      "the captures are pieces of one: connections go on from one to the next", set_rotated, NULL },
    { OPTION_MAX_BYTES, 0, "max-bytes", "N",
      "scan only the first N bytes of each direction (default: all)", set_max_bytes,
      "a whole number of bytes from 1 on" },
    { OPTION_MEMORY, 0, "memory", "MIB",
      "hold at most so much for open connections, 1 to 65536 (default 256)", set_memory,
      "a whole number of MiB from 1 to 65536" },
    { OPTION_RULES, 'r', "rules", "DIR|FILE",
      "rules to use instead of the default ones; may be repeated", set_rules,
      "a rule file, or a folder of them" },
    { OPTION_ENABLE, 'e', "enable", "GLOB",
      "switch on the rules whose id matches; in order with --disable", set_enable,
      "a glob of rule ids, as in 'card.*'" },
    { OPTION_DISABLE, 'd', "disable", "GLOB",
      "switch off the rules whose id matches; in order with --enable", set_disable,
      "a glob of rule ids, as in 'card.*'" },
    { OPTION_MIN_CONFIDENCE, 'c', "min-confidence", "X",
      "report findings from this confidence on, 0 to 1 (default 0.5)", set_min_confidence,
      "a number from 0 to 1, as in 0.75" },
    { OPTION_KEY_FILE, 'k', "key-file", "FILE",
      "the key that tokens are made with (see 'dlpscan key create')", set_key_file, "a file" },
    { OPTION_INCOMPLETE, 0, "incomplete", "MODE",
      "warn (default), or fail: exit 3 when something was not read whole", set_incomplete,
      "warn or fail" },
    { OPTION_NO_CACHE, 0, "no-cache", NULL, "compile the rules anew; read and write no cache",
      set_no_cache, NULL },
    { OPTION_CACHE_DIR, 0, "cache-dir", "DIR", "keep compiled rules here (default: ~/.cache/dlp)",
      set_cache_dir, "a folder" },
    { OPTION_POLICY, 'p', "policy", "FILE", "what is done about what is found: docs/policy.md",
      set_policy, "a policy file" },
    { OPTION_AGAINST, 0, "against", "OLD",
      "print only what --policy would change, compared with this policy file", set_against,
      "a policy file" },
    { OPTION_OUTPUTS, 0, "outputs", NULL,
      "send incidents to the outputs of the policy, too (default: standard output only)",
      set_outputs, NULL },
    { OPTION_AUDIT_KEY, 0, "audit-key", "FILE", "the public key that the log must be signed with",
      set_audit_key, "a file" },
    { OPTION_WITNESS, 0, "witness", "HEAD",
      "a head that was noted earlier, as verify prints it: the log must go on from it", set_witness,
      "a number, a colon and a hash" },
    { OPTION_INTERFACE, 'i', "interface", "NAME", "the network interface to watch; 'any': all",
      set_interface, "the name of an interface" },
    { OPTION_FILTER, 'f', "filter", "BPF", "take only the packets that match, see pcap-filter(7)",
      set_filter, "a filter, as in 'tcp port 80'" },
    { OPTION_SNAP, 0, "snap", "N", "keep so many bytes of a packet (default 256K: all)", set_snap,
      "a number of bytes from 128 to 256K" },
    { OPTION_RING, 0, "ring", "MIB", "let the kernel keep so much until it is read (default 32)",
      set_ring, "a whole number of MiB from 1 to 1024" },
    { OPTION_BATCH, 0, "batch", "MS",
      "let packets wait so long to come together (default 10); 0: each at once, in slots of --snap",
      set_batch, "a number of milliseconds up to 1000" },
    { OPTION_FANOUT, 0, "fanout", "GROUP",
      "share the interface's connections with all processes that name the same group", set_fanout,
      "a number from 1 to 65535" },
    { OPTION_USER, 0, "user", "NAME", "become this user once everything is open", set_user,
      "the name of a user" },
    { OPTION_CONTROL, 0, "control", "PATH",
      "a Unix socket for metrics and health, and of 'dlpd status'", set_control,
      "the path of a socket" },
    { OPTION_QUEUE, 'q', "queue", "N", "the NFQUEUE whose packets are to be judged", set_queue,
      "a number from 0 to 65535" },
    { OPTION_QUEUE_LENGTH, 0, "queue-length", "N",
      "let so many packets wait in the queue (default 4096)", set_queue_length,
      "a whole number from 1 to 1048576" },
    { OPTION_HAND_OVER, 0, "hand-over", "PATH",
      "take the queue over from the process that listens there, and give it to the next",
      set_hand_over, "the path of a socket" },
    { OPTION_FAIL, 0, "fail", "MODE",
      "closed (default): what cannot be judged is dropped; open: it passes, and is counted",
      set_fail, "open or closed" },
    { OPTION_HOLD, 0, "hold", "MS",
      "hold a packet so long when what follows decides about it (default 5)", set_hold,
      "a number of milliseconds from 1 to 1000" },
    { OPTION_MARK, 0, "mark", "MARK/MASK",
      "mark connections that are encrypted, so that the kernel can let them through", set_mark,
      "a mark and a mask, as in 0x1/0x1; not 0" },
    { OPTION_RESET, 0, "reset", NULL,
      "end connections that a policy blocks by resets to both ends; what was sent has left",
      set_reset, NULL },
    { OPTION_CONDEMN, 0, "condemn", "SETS",
      "put addresses of what a policy blocks into sets of nftables: FAMILY:TABLE:SET[:SET6]",
      set_condemn, "a family, a table and sets, as in inet:dlp:bad4:bad6" },
    { OPTION_CONDEMN_TIME, 0, "condemn-time", "S", "for so many seconds (default 600)",
      set_condemn_time, "a whole number of seconds from 1 to 2592000" },
    { OPTION_CONDEMN_WHO, 0, "condemn-who", "END", "which address: client (default), or server",
      set_condemn_who, "client or server" },
    { OPTION_EXTRACTOR, 0, "extractor", "PATH",
      "the worker that reads documents, or 'none' (default: the installed one)", set_extractor,
      "the path of dlp-extract, or none" },
    { OPTION_DOCUMENT_SIZE, 0, "document-size", "MIB",
      "read documents and archives up to this size (default 32)", set_document_size,
      "a whole number of MiB from 1 to 1024" },
    { OPTION_DOCUMENT_MEMORY, 0, "document-memory", "MIB",
      "keep at most so much of all that are on their way (default 128)", set_document_memory,
      "a whole number of MiB from 1 to 16384" },
    { OPTION_DOCUMENT_TIME, 0, "document-time", "S",
      "read one for at most so many seconds (default 10)", set_document_time,
      "a whole number of seconds from 1 to 600" },
    { OPTION_DOCUMENT_HOLD, 0, "document-hold", "MS",
      "hold the packet that completes a document so long for its verdict (default 1000)",
      set_document_hold, "a number of milliseconds up to 60000" },
    { OPTION_SIMULATE, 0, "simulate", "WHAT",
      "for tests: scan-failed, as if the scanner were broken; slow, 2 ms a packet", set_simulate,
      "scan-failed or slow" },
};

void settings_init(struct settings *settings)
{
    const char *const key_file = getenv("DLP_KEY_FILE");

    *settings = (struct settings){ .min_confidence = 0.5,
                                   .batch_ms = BATCH_MS,
                                   .queue_length = QUEUE_LENGTH,
                                   .hold_ms = HOLD_MS,
                                   .condemn_seconds = CONDEMN_SECONDS,
                                   .document_size = (uint64_t)DOCUMENT_MIB << 20,
                                   .document_memory = (uint64_t)DOCUMENTS_MIB << 20,
                                   .document_ms = DOCUMENT_SECONDS * 1000u,
                                   .document_hold_ms = DOCUMENT_HOLD };
    if (key_file && *key_file)
        settings->key_file = key_file;
}

void settings_free(struct settings *settings)
{
    rule_choice_free(&settings->choice);
    *settings = (struct settings){ 0 };
}
