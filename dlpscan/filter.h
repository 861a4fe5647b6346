/* dlpscan/filter.h - what of a tree the user does not want to be read. */
#ifndef DLPSCAN_FILTER_H
#define DLPSCAN_FILTER_H

#include "buffer.h"
#include "ignore.h"
#include "names.h"
#include "options.h"

#define SKIP_IGNORED "ignored"           /* by a file of the tree */
#define SKIP_GIT_OBJECTS "git_objects"   /* compressed: `dlpscan git` reads them */
#define SKIP_EXCLUDED "excluded"         /* --exclude */
#define SKIP_NOT_INCLUDED "not_included" /* --include */

enum { FILTER_KINDS = 3 }; /* of ignore files in a folder */

struct filter_level {
    struct ignore kind[FILTER_KINDS];
    size_t base;  /* of a path below the topmost level: where the part below this one begins */
    bool git_top; /* holds .git: files of git do not work across it */
};

struct filter {
    const struct settings *settings;
    struct ignore include, exclude;
    struct filter_level *level; /* the deepest one last */
    size_t depth, cap;
    size_t rules;         /* of all levels */
    struct buffer prefix; /* from the topmost level to PATH, with '/' at its end */
    size_t root;          /* of a walked path: where the part below PATH begins */
    struct buffer path;   /* scratch */
};

void filter_init(struct filter *filter, const struct settings *settings);
void filter_free(struct filter *filter);

/** The walk begins at a folder: reads the ignore files of the repository around it. */
void filter_begin(struct filter *filter, const char *path);
void filter_end(struct filter *filter);

/** The walk enters a folder, whose first names were read: reads its ignore files.
 *  @param path_len  of the folder's path. */
void filter_enter(struct filter *filter, int fd, const struct names *names, size_t path_len);
void filter_leave(struct filter *filter);

/** Why a path of the walk is to be skipped: one of the above, or NULL. */
const char *filter_says(struct filter *filter, const char *path, bool is_folder);

/** The same for a file that a list names: by --include and --exclude alone. */
const char *filter_listed(const struct filter *filter, const char *path);

#endif
