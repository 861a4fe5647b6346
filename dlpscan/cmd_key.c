/* dlpscan/cmd_key.c - `dlpscan key`: the key that tokens are made with. */

#include "buffer.h"
#include "command.h"
#include "mem.h"
#include "message.h"
#include "output.h"
#include "place.h"
#include "printable.h"

#include <string.h>

/* Where the key is; NULL, and said, when that is not known. Free with mem_free(). */
static char *key_path(const struct settings *settings)
{
    char *const path =
        settings->key_file ? mem_copy(settings->key_file, strlen(settings->key_file)) : place_key();

    if (!path)
        message("HOME is not set; name the key with --key-file");
    return path;
}

static int key_failed(dlp_status status, const struct dlp_error *err, const char *advice)
{
    message("%s; %s", err->message[0] ? err->message : dlp_status_name(status), advice);
    return command_status(status);
}

/* Print "WHAT FILE, id ID", or the id alone when what is NULL. */
static int print_id(const char *path, const char *what)
{
    struct dlp_error err = DLP_ERROR_INIT;
    struct buffer out = BUFFER_INIT;
    dlp_key *key = NULL;
    const dlp_status status = dlp_key_load(&key, path, &err);
    bool written;

    if (status != DLP_OK)
        return key_failed(status, &err, "'dlpscan key create' makes a key");
    if (what) {
        buffer_format(&out, "%s ", what);
        printable_path(&out, path, strlen(path));
        buffer_text(&out, ", id ");
    }
    buffer_format(&out, "%s\n", dlp_key_id(key));
    written = output_now(out.data, out.len);
    buffer_free(&out);
    dlp_key_free(key);
    return written ? STATUS_CLEAN : STATUS_ENVIRONMENT;
}

int cmd_key_create(const struct settings *settings, char **args, int count)
{
    struct dlp_error err = DLP_ERROR_INIT;
    char *const path = key_path(settings);
    int result = STATUS_USER;

    (void)args;
    (void)count;
    if (path) {
        const int error = place_folders(path);
        const dlp_status status = error ? DLP_EIO : dlp_key_create(path, &err);

        if (error) {
            message_about(path,
                          "cannot make the folder above it: %s; name another with "
                          "--key-file",
                          strerror(error));
            result = STATUS_ENVIRONMENT;
        } else if (status != DLP_OK) {
            result = key_failed(status, &err, "'dlpscan key rotate' renews a key that is there");
        } else {
            result = print_id(path, "created");
        }
    }
    mem_free(path);
    return result;
}

int cmd_key_rotate(const struct settings *settings, char **args, int count)
{
    struct dlp_error err = DLP_ERROR_INIT;
    char *const path = key_path(settings);
    int result = STATUS_USER;

    (void)args;
    (void)count;
    if (path) {
        const dlp_status status = dlp_key_rotate(path, &err);

        result = status == DLP_OK ? print_id(path, "rotated")
                                  : key_failed(status, &err, "'dlpscan key create' makes a key");
    }
    mem_free(path);
    return result;
}

int cmd_key_id(const struct settings *settings, char **args, int count)
{
    char *const path = key_path(settings);
    int result = STATUS_USER;

    (void)args;
    (void)count;
    if (path)
        result = print_id(path, NULL);
    mem_free(path);
    return result;
}
