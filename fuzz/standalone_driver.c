/* fuzz/standalone_driver.c - replays files through a fuzz target, built by any compiler.
 *
 *     fuzz_rules FILE|FOLDER...
 *
 * Runs a few built-in inputs, then each file, folders in byte order of their names, and prints an
 * "ok" line for each. A property that does not hold aborts; the line before says which input. */

#include "fuzz.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

static const char *program;

static void replay(const char *name, const uint8_t *data, size_t len)
{
    uint8_t *const copy = fuzz_copy(data, len);

    printf("# %s: %s\n", program, name);
    fflush(stdout);
    FUZZ_CHECK(LLVMFuzzerTestOneInput(copy, len) == 0);
    free(copy);
    printf("ok %s: %s\n", program, name);
    fflush(stdout);
}

static void replay_builtins(void)
{
    static const struct {
        const char *name;
        const char *text;
        size_t len;
    } inputs[] = {
        { "empty", "", 0 },
        { "a NUL", "\0", 1 },
        { "a byte that is not UTF-8", "\xff", 1 },
        { "a card number", "card 4111 1111 1111 1111\n", 25 },
        { "a line of JSON", "{\"email\":\"anna@example.com\"}\r\n", 30 },
    };

    for (size_t i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++)
        replay(inputs[i].name, (const uint8_t *)inputs[i].text, inputs[i].len);
}

static int replay_file(const char *path, size_t size)
{
    FILE *const file = fopen(path, "rb");
    uint8_t *const data = malloc(size ? size : 1);
    size_t len;

    if (!file || !data) {
        printf("not ok %s: %s: %s\n", program, path, strerror(errno));
        if (file)
            fclose(file);
        free(data);
        return 1;
    }
    len = fread(data, 1, size, file);
    fclose(file);
    replay(path, data, len);
    free(data);
    return 0;
}

static int replay_path(const char *path);

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && strncmp(entry->d_name, "README", 6) != 0;
}

static int replay_folder(const char *path)
{
    struct dirent **entries = NULL;
    const int n = scandir(path, &entries, visible, alphasort);
    int failed = n < 0;

    for (int i = 0; i < n; i++) {
        const size_t len = strlen(path) + strlen(entries[i]->d_name) + 2;
        char *const name = malloc(len);

        FUZZ_CHECK(name != NULL);
        snprintf(name, len, "%s/%s", path, entries[i]->d_name);
        failed |= replay_path(name);
        free(name);
        free(entries[i]);
    }
    free(entries);
    return failed;
}

static int replay_path(const char *path)
{
    struct stat st;

    if (stat(path, &st) != 0) {
        printf("not ok %s: %s: %s\n", program, path, strerror(errno));
        return 1;
    }
    return S_ISDIR(st.st_mode) ? replay_folder(path) : replay_file(path, (size_t)st.st_size);
}

int main(int argc, char **argv)
{
    const char *const slash = strrchr(argv[0], '/');
    int failed = 0;

    program = slash ? slash + 1 : argv[0];
    replay_builtins();
    for (int i = 1; i < argc; i++)
        failed |= replay_path(argv[i]);
    return failed;
}
