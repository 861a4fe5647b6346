/* dlpscan/columns_run.c - rules, scanner and report of the commands that tell what columns hold. */

#include "columns_run.h"

#include "command.h"
#include "inventory/column_report.h"
#include "inventory/row_scanner.h"
#include "message.h"

#include <string.h>

static int make_key(struct columns_run *run)
{
    struct dlp_error err = DLP_ERROR_INIT;
    const dlp_status status = dlp_key_ephemeral(&run->key, &err);

    if (status != DLP_OK)
        message("cannot make a key for the run: %s", err.message);
    return command_status(status);
}

int columns_run_scanner(struct columns_run *run)
{
    struct dlp_error err = DLP_ERROR_INIT;
    const dlp_status status =
        row_scanner_new(&run->scanner, run->book.database, run->settings, run->key, &err);

    run->files.chunk.scanner = run->scanner;
    if (status != DLP_OK)
        message("cannot make a scanner: %s", err.message);
    return command_status(status);
}

static int load_allowance(struct columns_run *run)
{
    const struct settings *const settings = run->settings;
    int status = STATUS_CLEAN;

    if (settings->receiver)
        status = allowance_load(&run->allowance, settings->receiver);
    if (status == STATUS_CLEAN && settings->allow
        && !allowance_allow(&run->allowance, settings->allow)) {
        message("--allow: a name is empty; give globs of rule ids with commas between them");
        status = STATUS_USER;
    }
    return status;
}

int columns_run_open(struct columns_run *run, const struct settings *settings)
{
    int status;

    memset(run, 0, sizeof(*run));
    run->settings = settings;
    holdings_init(&run->holdings);
    status = load_allowance(run);
    if (status == STATUS_CLEAN)
        status = rulebook_open(&run->book, &settings->choice);
    if (status == STATUS_CLEAN)
        status = extraction_init(&run->extraction, settings);
    if (status == STATUS_CLEAN)
        status = make_key(run);
    run->files.settings = settings;
    run->files.extraction = &run->extraction;
    chunk_init(&run->files.chunk, NULL, &run->holdings);
    return status;
}

static int print(struct columns_run *run, const char *sources, size_t sources_len)
{
    struct column_report report = {
        .holdings = &run->holdings,
        .allowance = &run->allowance,
        .format = run->settings->format,
        .incomplete = &run->files.incomplete,
        .notes = buffer_string(&run->files.notes),
        .sources = sources,
        .sources_len = sources_len,
        .quiet = run->settings->quiet,
    };

    if (!column_report_print(&report))
        return STATUS_ENVIRONMENT;
    if (run->files.broken) {
        message("the rows could not be scanned to their end; the report is not whole");
        return STATUS_ENVIRONMENT;
    }
    if (report.over)
        return STATUS_FINDINGS;
    return run->files.incomplete.total && run->settings->incomplete_fails ? STATUS_INCOMPLETE
                                                                          : STATUS_CLEAN;
}

int columns_run_close(struct columns_run *run, const char *sources, size_t sources_len, int status)
{
    if (status == STATUS_CLEAN)
        status = print(run, sources, sources_len);
    chunk_free(&run->files.chunk);
    buffer_free(&run->files.notes);
    holdings_free(&run->holdings);
    allowance_free(&run->allowance);
    dlp_scanner_free(run->scanner);
    dlp_key_free(run->key);
    extraction_free(&run->extraction);
    rulebook_free(&run->book);
    return status;
}
