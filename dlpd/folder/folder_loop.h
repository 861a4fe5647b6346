/* dlpd/folder/folder_loop.h - the files of a folder -> records, until a stop. */
#ifndef DLPD_FOLDER_FOLDER_LOOP_H
#define DLPD_FOLDER_FOLDER_LOOP_H

#include "core/capture_record.h"
#include "core/life.h"
#include "folder/drop_folder.h"

/** @return an exit status; when it is not STATUS_CLEAN it was said why */
int folder_run(struct life *life, struct folder *folder, const char *name,
               struct capture_totals *totals);

#endif
