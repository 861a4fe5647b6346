/* dlpd/app/app.h - protocols above TCP and UDP, as a table of functions, and what inspection does for
 * them. A protocol gives on every byte that it gets: to be scanned, or as one that cannot be read. */
#ifndef DLPD_APP_APP_H
#define DLPD_APP_APP_H

#include "flow/flow.h"

#include <stdbool.h>

/** What inspection keeps of a flow. */
struct inspection;

/** A text on its way through the scanner. */
struct text;

/** A file on its way to who reads documents. */
struct document;

/** A file that a connection of its own will carry. */
struct transfer;

enum app_match { APP_NO, APP_MAYBE, APP_YES }; /* APP_MAYBE: more bytes will tell */

struct app_kind {
    const char *name;
    bool symmetric; /* both sides start alike: it does not tell who the client is */
    /* Do these first bytes of a side look like it? *client is set, with APP_YES, to whether that side
     * is the client's. */
    enum app_match (*match)(const uint8_t *data, size_t len, bool *client);
    /* Does the first byte of the other side, where one came, suit it? NULL: any does. */
    bool (*suits)(uint8_t first);
    void *(*open)(struct inspection *in);
    /* The next bytes of a side. Returns how many were used: fewer when another protocol begins there. */
    size_t (*data)(void *state, unsigned side, const uint8_t *data, size_t len);
    void (*gap)(void *state, unsigned side, uint64_t len);
    void (*close)(void *state);
};

/** The kind that these first bytes of a TCP side look like; NULL with *maybe set when more are needed.
 *  @param other  the first byte of the other side; -1: none came. */
const struct app_kind *app_find(const uint8_t *data, size_t len, int other, bool *client,
                                bool *maybe);

/** The name of a flow's protocol when none was recognised. */
#define APP_RAW "raw"

/* ---- What inspection does ---------------------------------------------------------------- */

/** Is that side to be scanned? */
bool inspect_wants(const struct inspection *in, unsigned side);

/** Does that side belong to the client? */
bool inspect_is_client(const struct inspection *in, unsigned side);

/** Scan the next bytes of a side as they were sent. */
void inspect_raw(struct inspection *in, unsigned side, const uint8_t *data, size_t len);

/** A text ends with the bytes that inspect_raw() had last, and nothing follows them yet. Should nothing ever, then
 *  what is found in the last len of them stands in that part, too.
 *  @return false when it has to be scanned by itself: somebody waits for what is found, or not all bytes are scanned */
bool inspect_raw_ends(struct inspection *in, unsigned side, const char *part, size_t len);

/** Something follows. */
void inspect_raw_goes_on(struct inspection *in, unsigned side);

/** Scan a datagram as it was sent, as a text of its own. */
void inspect_datagram(struct inspection *in, unsigned side, const uint8_t *data, size_t len);

/** The next bytes of a side cannot be read. @param cause  static storage: "tls", "ssh", ... */
void inspect_opaque(struct inspection *in, unsigned side, uint64_t len, const char *cause);

/** Something of a side could not be judged. @param reason  static storage. */
void inspect_incomplete(struct inspection *in, unsigned side, const char *reason);

/** A text that was unpacked from what a side sent; NULL when that side is not to be scanned, and every
 *  call takes NULL.
 *  @param part  static storage: "http.body", ... */
struct text *inspect_text_open(struct inspection *in, unsigned side, const char *part);
void inspect_text_add(struct text *text, const void *data, size_t len);

/** Findings that end before this offset are of no interest: another text has them. */
void inspect_text_from(struct text *text, uint64_t end);
void inspect_text_close(struct text *text);

/** A file that a side sends inside something else; NULL when that side is not to be scanned, and every call
 *  takes NULL. What it is, its first bytes say: a document or an archive is read when it is closed, of
 *  anything else nothing is kept, since it was scanned as it was sent.
 *  @param part  static storage: "http.file", ... */
struct document *inspect_document_open(struct inspection *in, unsigned side, const char *part);
void inspect_document_add(struct document *document, const void *data, size_t len);

/** It is over: whole, or as much of it as there is. */
void inspect_document_close(struct document *document);

#define TRANSFER_NAME ((size_t)255) /* bytes that are kept of a name */

/** The end of that side. */
struct endpoint inspect_endpoint(const struct inspection *in, unsigned side);

/** A transfer was agreed on. @param client_listens  the client waits for the connection, not the server. */
struct transfer *inspect_transfer_new(bool client_listens);

/** It will come to that endpoint: within five minutes a connection there is an app_ftp_file. */
void inspect_transfer_expect(struct inspection *in, struct transfer *transfer,
                             const struct endpoint *listener);

/** The file's name, from outside: the first one stays. */
void inspect_transfer_name(struct transfer *transfer, const char *name, size_t len);

/** The caller needs it no more. NULL is allowed. */
void inspect_transfer_drop(struct transfer *transfer);

/** A host that the client asked for; the first one is the flow's. Bytes from outside. */
void inspect_host(struct inspection *in, const void *host, size_t len);

/** More about the flow, for its record: the first value of a name stays, cut to 255 bytes.
 *  @param name  static storage. */
void inspect_detail(struct inspection *in, const char *name, const char *value);

/** Memory that a protocol holds, for the limit on all flows. */
void inspect_memory(struct inspection *in, size_t more, size_t less);

/** The flow's protocol is that one (static storage), and this side the client's: for datagrams. */
void inspect_protocol(struct inspection *in, const char *name, unsigned client);
bool inspect_is_protocol(const struct inspection *in, const char *name);

/* ---- The table's rows, and the datagrams ------------------------------------------------- */

extern const struct app_kind app_http;
extern const struct app_kind app_http2;
extern const struct app_kind app_tls;
extern const struct app_kind app_ssh;
extern const struct app_kind app_smtp;
extern const struct app_kind app_ftp;
extern const struct app_kind app_ftp_file; /* is never looked for: it was announced */

/** Give a datagram to the protocol that it is of. False when there is none; nothing was done then. */
bool app_datagram(struct inspection *in, unsigned side, const uint8_t *data, size_t len);

/** One datagram. False when it is not of the protocol; nothing was done then. */
bool app_dns_datagram(struct inspection *in, unsigned side, const uint8_t *data, size_t len);
bool app_quic_datagram(struct inspection *in, unsigned side, const uint8_t *data, size_t len);
bool app_dtls_datagram(struct inspection *in, unsigned side, const uint8_t *data, size_t len);

#endif
