/* dlpd/capture/capture_file.c - frames from a capture file, read by libpcap.
 *
 * Captures are kept compressed by many; libpcap does not know that, so zlib stands in front of it when
 * the file starts as gzip's do. */

#include "capture/source.h"

#include "mem.h"

#include <errno.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define FILE_BUFFER ((size_t)1 << 20)

struct source {
    pcap_t *pcap;
    char *buffer; /* stdio's */
    uint64_t number;
    char error[256];
};

static ssize_t gzip_read(void *cookie, char *data, size_t len)
{
    const int got = gzread(cookie, data, len > 1u << 30 ? 1u << 30 : (unsigned)len);

    if (got < 0)
        errno = EIO;
    return got;
}

static int gzip_close(void *cookie)
{
    return gzclose(cookie) == Z_OK ? 0 : EOF;
}

static bool is_gzip(FILE *file)
{
    const int first = getc(file);
    const int second = first == EOF ? EOF : getc(file);

    rewind(file);
    return first == 0x1f && second == 0x8b;
}

static FILE *open_gzip(FILE *file)
{
    static const cookie_io_functions_t functions = { .read = gzip_read, .close = gzip_close };
    const int fd = dup(fileno(file));
    gzFile gzip = NULL;
    FILE *unpacked = NULL;

    if (fd >= 0 && lseek(fd, 0, SEEK_SET) == 0)
        gzip = gzdopen(fd, "rb");
    if (!gzip && fd >= 0)
        close(fd);
    if (gzip)
        unpacked = fopencookie(gzip, "r", functions);
    if (gzip && !unpacked)
        gzclose(gzip);
    fclose(file);
    return unpacked;
}

/* NULL with errno. */
static FILE *open_file(const char *name)
{
    const bool standard_input = strcmp(name, "-") == 0;
    FILE *const file = standard_input ? fdopen(dup(STDIN_FILENO), "rb") : fopen(name, "rbe");
    struct stat st;

    if (!file || standard_input)
        return file;
    if (fstat(fileno(file), &st) == 0 && S_ISDIR(st.st_mode)) {
        fclose(file);
        errno = EISDIR;
        return NULL;
    }
    return S_ISREG(st.st_mode) && is_gzip(file) ? open_gzip(file) : file;
}

static struct source *file_open(const char *name, char *error, size_t error_len)
{
    char why[PCAP_ERRBUF_SIZE] = "";
    FILE *const file = open_file(name);
    struct source *source;

    if (!file) {
        snprintf(error, error_len, "%s", strerror(errno));
        return NULL;
    }
    source = mem_array(1, sizeof(*source));
    source->buffer = mem_alloc(FILE_BUFFER);
    (void)setvbuf(file, source->buffer, _IOFBF, FILE_BUFFER);
    source->pcap = pcap_fopen_offline(file, why);
    if (!source->pcap) {
        snprintf(error, error_len, "not a capture that can be read: %s", why);
        fclose(file);
        mem_free(source->buffer);
        mem_free(source);
        return NULL;
    }
    return source;
}

static enum source_result file_next(struct source *source, struct frame *frame)
{
    struct pcap_pkthdr *head = NULL;
    const unsigned char *data = NULL;
    const int result = pcap_next_ex(source->pcap, &head, &data);

    if (result == PCAP_ERROR_BREAK)
        return SOURCE_END;
    if (result != 1) {
        snprintf(source->error, sizeof(source->error), "%s", pcap_geterr(source->pcap));
        return SOURCE_DAMAGED;
    }
    *frame = (struct frame){
        .data = data,
        .len = head->caplen,
        .wire_len = head->len,
        .number = ++source->number,
        .time_us = (uint64_t)head->ts.tv_sec * 1000000u + (uint64_t)head->ts.tv_usec,
        .link = pcap_datalink(source->pcap),
    };
    return SOURCE_FRAME;
}

static const char *file_error(const struct source *source)
{
    return source->error;
}

static void file_close(struct source *source)
{
    if (!source)
        return;
    pcap_close(source->pcap);
    explicit_bzero(source->buffer, FILE_BUFFER);
    mem_free(source->buffer);
    mem_free(source);
}

const struct source_kind source_file = {
    .name = "file",
    .open = file_open,
    .next = file_next,
    .error = file_error,
    .close = file_close,
};
