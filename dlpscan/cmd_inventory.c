/* dlpscan/cmd_inventory.c - `dlpscan inventory`: which personal data the columns of exports hold. */

#include "columns_run.h"
#include "command.h"
#include "inventory/file_pool.h"
#include "stdin_once.h"

int cmd_inventory(const struct settings *settings, char **args, int count)
{
    struct columns_run run;
    bool there = true;
    int status;

    if (!stdin_is_once(args, count, NULL))
        return STATUS_USER;
    status = columns_run_open(&run, settings);
    if (status == STATUS_CLEAN)
        there = file_pool_read(&run.files, run.book.database, run.key, args, (size_t)count);
    status = columns_run_close(&run, "file", (size_t)count, status);
    return !there && status != STATUS_ENVIRONMENT ? STATUS_USER : status;
}
