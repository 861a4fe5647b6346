/* dlpscan/cmd_db.c - `dlpscan db URL`: what the columns of a database hold. */

#include "command.h"
#include "db/db.h"
#include "mem.h"
#include "message.h"

#include <string.h>

static const struct db_driver *driver_of(const char *scheme)
{
    static const struct db_driver *const drivers[] = { &db_postgres, &db_mysql, &db_sqlite };

    for (size_t i = 0; i < sizeof(drivers) / sizeof(drivers[0]); i++) {
        for (size_t j = 0; drivers[i]->schemes[j]; j++) {
            if (strcmp(drivers[i]->schemes[j], scheme) == 0)
                return drivers[i];
        }
    }
    return NULL;
}

int cmd_db(const struct settings *settings, char **args, int count)
{
    struct columns_run *const run = mem_array(1, sizeof(*run));
    struct db_walk *const walk = mem_array(1, sizeof(*walk));
    const struct db_driver *driver = NULL;
    struct db_url url;
    int status;

    (void)count;
    if (db_url_read(&url, args[0]))
        driver = driver_of(url.scheme);
    db_url_hide(args[0]);
    status = columns_run_open(run, settings);
    if (status == STATUS_CLEAN)
        status = columns_run_scanner(run);
    *walk = (struct db_walk){ .run = run, .url = &url, .rows = settings->rows };
    if (!driver) {
        message("db: that is no URL of a database; give postgresql://USER@HOST/NAME, "
                "mysql://USER@HOST/NAME or sqlite:FILE");
        status = STATUS_USER;
    } else if (status == STATUS_CLEAN) {
        char *const safe = chunk_safe_name(&run->files.chunk, url.shown, strlen(url.shown));

        mem_free(url.shown);
        url.shown = safe;
        status = driver->read(walk);
    }
    status = columns_run_close(run, "database", 1, status);
    db_url_free(&url);
    mem_free(walk);
    mem_free(run);
    return status;
}
