/* dlpscan/sqlitelib.c - SQLite, loaded when it is needed. */

#define SQLITELIB_PLAIN_NAMES
#include "sqlitelib.h"

#include "loader.h"
#include "message.h"

#include <dlfcn.h>

#define SONAME "libsqlite3.so.0"

#define SQLITELIB_DEFINE(name) __typeof__(name) *lib_##name;
SQLITELIB_FUNCTIONS(SQLITELIB_DEFINE)

bool sqlitelib_open(void)
{
    static void *library;
    bool whole = true;

    if (library)
        return true;
    library = dlopen(SONAME, RTLD_NOW | RTLD_LOCAL);
#define SQLITELIB_FIND(name) whole = whole && loader_find(library, &lib_##name, #name);
    if (library) {
        SQLITELIB_FUNCTIONS(SQLITELIB_FIND)
    }
    if (!library || !whole) {
        message("%s cannot be loaded; install libsqlite3-0", SONAME);
        library = NULL;
    }
    return library != NULL;
}
