/* dlpd/app/ftp.c - FTP: where its files will come, how they are called, and the switch to TLS; and the
 * connections that carry them.
 *
 * A client often takes no notice of the address that an answer names, and takes the server's own; so both are
 * expected. */

#include "app/ftp.h"

#include "app/app.h"
#include "mem.h"

#include <string.h>
#include <strings.h>

#define LINE_BYTES 1024 /* what is longer is no address, and no name */
#define TLS_HANDSHAKE 22

/* ---- Commands and answers ---------------------------------------------------------------- */

struct ftp_side {
    char line[LINE_BYTES];
    size_t len;
};

struct ftp {
    struct inspection *in;
    struct transfer *transfer; /* that is agreed on; or NULL */
    bool auth;                 /* TLS was asked for */
    struct ftp_side of[2];
};

static void *ftp_open(struct inspection *in)
{
    struct ftp *const ftp = mem_array(1, sizeof(*ftp));

    ftp->in = in;
    inspect_memory(in, sizeof(*ftp), 0);
    return ftp;
}

static bool has_word(const struct ftp_side *of, const char *word)
{
    const size_t len = strlen(word);

    return of->len >= len && strncasecmp(of->line, word, len) == 0
        && (of->len == len || of->line[len] == ' ');
}

/* A new transfer: at the endpoint that was named, and at the same port of who named it. */
static void expect(struct ftp *ftp, unsigned side, const struct endpoint *named)
{
    struct endpoint own = inspect_endpoint(ftp->in, side);

    inspect_transfer_drop(ftp->transfer);
    ftp->transfer = inspect_transfer_new(inspect_is_client(ftp->in, side));
    inspect_transfer_expect(ftp->in, ftp->transfer, named);
    own.port = named->port;
    if (memcmp(own.address.bytes, named->address.bytes, sizeof(own.address.bytes)) != 0)
        inspect_transfer_expect(ftp->in, ftp->transfer, &own);
}

static void read_endpoint(struct ftp *ftp, unsigned side, bool extended)
{
    const struct ftp_side *const of = &ftp->of[side];
    struct endpoint named = inspect_endpoint(ftp->in, side);

    /* The number of the answer is none of the address. */
    if (extended ? ftp_read_extended(&named, of->line + 4, of->len - 4)
                 : ftp_read_port(&named, of->line + 4, of->len - 4))
        expect(ftp, side, &named);
}

static void command(struct ftp *ftp, unsigned side)
{
    static const char *const transfers[] = { "STOR", "APPE", "RETR", "STOU" };
    const struct ftp_side *const of = &ftp->of[side];

    if (has_word(of, "PORT") || has_word(of, "EPRT"))
        read_endpoint(ftp, side, has_word(of, "EPRT"));
    else if (has_word(of, "AUTH"))
        ftp->auth = true;
    for (size_t i = 0; i < sizeof(transfers) / sizeof(transfers[0]) && ftp->transfer; i++) {
        if (has_word(of, transfers[i]) && of->len > 5)
            inspect_transfer_name(ftp->transfer, of->line + 5, of->len - 5);
    }
}

static void answer(struct ftp *ftp, unsigned side)
{
    const struct ftp_side *const of = &ftp->of[side];

    if (has_word(of, "227") || has_word(of, "229"))
        read_endpoint(ftp, side, has_word(of, "229"));
}

static void line_end(struct ftp *ftp, unsigned side)
{
    struct ftp_side *const of = &ftp->of[side];

    if (of->len > 0 && of->line[of->len - 1] == '\r')
        of->len--;
    if (of->len < LINE_BYTES && of->len > 4) {
        if (inspect_is_client(ftp->in, side))
            command(ftp, side);
        else
            answer(ftp, side);
    }
    of->len = 0;
}

/* How many bytes are FTP: fewer than len when TLS begins behind them. */
static size_t lines(struct ftp *ftp, unsigned side, const uint8_t *data, size_t len)
{
    struct ftp_side *const of = &ftp->of[side];

    for (size_t i = 0; i < len; i++) {
        if (ftp->auth && of->len == 0 && data[i] == TLS_HANDSHAKE)
            return i;
        if (data[i] == '\n')
            line_end(ftp, side);
        else if (of->len < LINE_BYTES)
            of->line[of->len++] = (char)data[i];
    }
    return len;
}

static size_t ftp_data(void *state, unsigned side, const uint8_t *data, size_t len)
{
    struct ftp *const ftp = state;
    const size_t used = lines(ftp, side, data, len);

    if (used)
        inspect_raw(ftp->in, side, data, used);
    return used;
}

static void ftp_gap(void *state, unsigned side, uint64_t len)
{
    (void)len;
    ((struct ftp *)state)->of[side].len = 0;
}

static void ftp_close(void *state)
{
    struct ftp *const ftp = state;

    inspect_transfer_drop(ftp->transfer);
    inspect_memory(ftp->in, 0, sizeof(*ftp));
    explicit_bzero(ftp->of, sizeof(ftp->of));
    mem_free(ftp);
}

static enum app_match ftp_match(const uint8_t *data, size_t len, bool *client)
{
    static const char *const first[] = { "USER ",    "AUTH TLS", "AUTH SSL", "FEAT\r\n",
                                         "PASV\r\n", "EPSV\r\n", "PORT ",    "EPRT " };
    enum app_match match = APP_NO;

    *client = true;
    for (size_t i = 0; i < sizeof(first) / sizeof(first[0]) && match != APP_YES; i++) {
        const size_t all = strlen(first[i]);

        if (strncasecmp((const char *)data, first[i], len < all ? len : all) == 0)
            match = len < all ? APP_MAYBE : APP_YES;
    }
    return match;
}

/* POP3 has a USER, too, and IRC; but servers of FTP speak in numbers. */
static bool ftp_suits(uint8_t first)
{
    return first >= '1' && first <= '5';
}

const struct app_kind app_ftp = {
    .name = "ftp",
    .match = ftp_match,
    .suits = ftp_suits,
    .open = ftp_open,
    .data = ftp_data,
    .gap = ftp_gap,
    .close = ftp_close,
};

/* ---- A file ------------------------------------------------------------------------------ */

struct ftp_file {
    struct inspection *in;
    bool any[2];
    struct document *file[2];
};

static void *file_open(struct inspection *in)
{
    struct ftp_file *const file = mem_array(1, sizeof(*file));

    file->in = in;
    inspect_memory(in, sizeof(*file), 0);
    return file;
}

static size_t file_data(void *state, unsigned side, const uint8_t *data, size_t len)
{
    struct ftp_file *const file = state;

    if (!file->any[side] && len > 0) {
        if (data[0] == TLS_HANDSHAKE)
            return 0;
        file->any[side] = true;
        file->file[side] = inspect_document_open(file->in, side, "ftp.file");
    }
    inspect_raw(file->in, side, data, len);
    inspect_document_add(file->file[side], data, len);
    return len;
}

static void file_gap(void *state, unsigned side, uint64_t len)
{
    struct ftp_file *const file = state;

    (void)len;
    inspect_document_close(file->file[side]);
    file->file[side] = NULL;
    file->any[side] = true;
}

static void file_close(void *state)
{
    struct ftp_file *const file = state;

    for (unsigned side = 0; side < 2; side++)
        inspect_document_close(file->file[side]);
    inspect_memory(file->in, 0, sizeof(*file));
    mem_free(file);
}

const struct app_kind app_ftp_file = {
    .name = "ftp-data",
    .open = file_open,
    .data = file_data,
    .gap = file_gap,
    .close = file_close,
};
