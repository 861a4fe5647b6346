/* dlpscan/gitlib.c - libgit2, loaded when it is needed. */

#include "gitlib.h"

#include "loader.h"
#include "message.h"

#include <dlfcn.h>

#define TEXT(x) #x
#define TEXT_OF(x) TEXT(x)
/* As the library calls itself: its binary interface changes with the minor version. */
#define SONAME "libgit2.so." TEXT_OF(LIBGIT2_VER_MAJOR) "." TEXT_OF(LIBGIT2_VER_MINOR)

#define GITLIB_DEFINE(name) __typeof__(gitlib_##name) gitlib_##name;
GITLIB_FUNCTIONS(GITLIB_DEFINE)

static void *library;

bool gitlib_open(void)
{
    bool whole = true;

    library = dlopen(SONAME, RTLD_NOW | RTLD_LOCAL);
#define GITLIB_FIND(name) whole = whole && loader_find(library, &gitlib_##name, #name);
    if (library) {
        GITLIB_FUNCTIONS(GITLIB_FIND)
    }
    if (!library || !whole) {
        message("%s cannot be loaded; install libgit2, which 'dlpscan git' reads repositories with",
                SONAME);
        return false;
    }
    git_libgit2_init();
    return true;
}

void gitlib_close(void)
{
    if (git_libgit2_shutdown)
        git_libgit2_shutdown();
}
