/* dlpscan/cmd_inventory.c - `dlpscan inventory`: which personal data the columns of exports hold. */

#include "columns_run.h"
#include "command.h"
#include "inventory/table_file.h"

int cmd_inventory(const struct settings *settings, char **args, int count)
{
    struct columns_run run;
    int status = columns_run_open(&run, settings);
    bool missing = false;

    for (int i = 0; i < count && status == STATUS_CLEAN; i++)
        missing = !table_file_read(&run.files, args[i]) || missing;
    status = columns_run_close(&run, "file", (size_t)count, status);
    return missing && status != STATUS_ENVIRONMENT ? STATUS_USER : status;
}
