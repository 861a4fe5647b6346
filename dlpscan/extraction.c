/* dlpscan/extraction.c - the worker that takes documents apart: started when the first one comes.
 *
 * Most trees hold none, and a start would take longer than the scan of a small one. */

#include "extraction.h"

#include "command.h"
#include "extract_worker.h"
#include "message.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static int connect_worker(void *user)
{
    const struct extraction *const extraction = user;
    const int socket = extract_worker_start(extraction->path);

    if (socket < 0)
        message("%s: cannot start it: %s; documents are not opened", extraction->path,
                strerror(errno));
    return socket;
}

static void take_limits(struct dlp_extractor_options *options, const struct limits *limits)
{
    options->max_depth = limits->depth ? (uint32_t)limits->depth : options->max_depth;
    options->max_parts = limits->parts ? (uint32_t)limits->parts : options->max_parts;
    options->max_bytes = limits->bytes ? limits->bytes : options->max_bytes;
    options->max_ratio = limits->ratio ? limits->ratio : options->max_ratio;
    options->max_time_ms = limits->seconds ? limits->seconds * 1000 : options->max_time_ms;
    options->max_memory = limits->memory ? limits->memory : options->max_memory;
    options->max_spool = limits->spool ? limits->spool : options->max_spool;
}

int extraction_init(struct extraction *extraction, const struct settings *settings)
{
    struct dlp_extractor_options options = DLP_EXTRACTOR_OPTIONS_INIT;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_status status;

    extraction->extractor = NULL;
    extraction->path = settings->extractor ? settings->extractor : dlp_extract_path();
    if (strcmp(extraction->path, "none") == 0)
        return STATUS_CLEAN;
    if (access(extraction->path, X_OK) != 0) {
        if (!settings->extractor)
            return STATUS_CLEAN; /* not installed: each document says that it was not opened */
        message("%s: %s", extraction->path, strerror(errno));
        return STATUS_USER;
    }
    take_limits(&options, &settings->limits);
    options.connect = connect_worker;
    options.user = extraction;
    options.passwords = settings->passwords;
    options.flags =
        (settings->no_sandbox ? DLP_EXTRACT_NO_SANDBOX : 0) | (settings->ocr ? DLP_EXTRACT_OCR : 0);
    status = dlp_extractor_new(&extraction->extractor, &options, &err);
    if (status != DLP_OK)
        message("%s", err.message);
    return command_status(status);
}

void extraction_free(struct extraction *extraction)
{
    dlp_extractor_free(extraction->extractor);
    extraction->extractor = NULL;
}
