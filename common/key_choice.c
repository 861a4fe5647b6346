/* common/key_choice.c - which key tokens are made with. */

#include "key_choice.h"

#include "mem.h"
#include "message.h"
#include "place.h"
#include "program.h"

#include <unistd.h>

static int load_key(dlp_key **key, const char *path)
{
    struct dlp_error err = DLP_ERROR_INIT;
    const dlp_status status = dlp_key_load(key, path, &err);

    if (status == DLP_OK)
        return STATUS_CLEAN;
    message("%s; 'dlpscan key create' makes a key, and only its owner may read it",
            err.message[0] ? err.message : dlp_status_name(status));
    return command_status(status);
}

int key_choose(dlp_key **key, const char *file, bool folds, bool *own)
{
    char *const usual = place_key();
    int result = STATUS_CLEAN;

    *own = false;
    if (file)
        result = load_key(key, file);
    else if (usual && access(usual, F_OK) == 0)
        result = load_key(key, usual);
    else if (folds) {
        if (dlp_key_ephemeral(key, NULL) != DLP_OK)
            *key = NULL; /* repeats are then not folded */
        *own = true;
    }
    mem_free(usual);
    return result;
}
