/* dlpd/folder/folder_loop.c - the files of a folder -> records, until a stop. */

#include "folder/folder_loop.h"

#include "core/files.h"
#include "message.h"
#include "program.h"

#define TICK_MS 1000
#define BUSY_MS 20 /* between two looks at whether there is room again */

static uint64_t take(struct life *life, struct folder *folder, uint64_t now_ms, uint64_t number)
{
    struct file_facts facts;
    const char *path;
    int fd;

    while (desk_has_room(life->inspector->desk)
           && (fd = folder_next(folder, now_ms, &path, &facts)) >= 0)
        files_scan(life->inspector, fd, path, &facts, number++);
    return number;
}

int folder_run(struct life *life, struct folder *folder, const char *name,
               struct capture_totals *totals)
{
    uint64_t files = 0;
    bool on = true;

    if (life_ready(life) != STATUS_CLEAN)
        return STATUS_ENVIRONMENT;
    while (on) {
        const uint64_t now_ms = life_now_us() / 1000;
        const int wait = folder_wait_ms(folder, now_ms, TICK_MS);

        on = life_wait(life, folder_fd(folder), wait < BUSY_MS ? BUSY_MS : wait);
        folder_read(folder, life_now_us() / 1000);
        files = take(life, folder, life_now_us() / 1000, files);
    }
    /* What is complete was so before the stop. */
    (void)take(life, folder, UINT64_MAX, files);
    inspector_finish(life->inspector);
    totals->captures = 1;
    if (folder_lost(folder))
        message_about(name,
                      "the kernel lost count of what happened %llu times; all was looked through",
                      (unsigned long long)folder_lost(folder));
    return STATUS_CLEAN;
}
