/* dlpscan/ignore.h - the rules of one ignore file, as git reads them. */
#ifndef DLPSCAN_IGNORE_H
#define DLPSCAN_IGNORE_H

#include <stdbool.h>
#include <stddef.h>

struct ignore_rule {
    char *pattern; /* no leading '/', no trailing one */
    size_t len;
    bool negated;     /* '!' before it */
    bool folder_only; /* '/' behind it */
    bool whole_path;  /* a '/' in it: matches the path, else the last name */
};

struct ignore {
    struct ignore_rule *rule; /* the last one that matches decides */
    size_t len, cap;
};
#define IGNORE_INIT { NULL, 0, 0 }

enum ignore_verdict { IGNORE_SILENT, IGNORE_YES, IGNORE_NO };

/** Add the rules of a text, one a line: comments, blank lines, trailing blanks as in gitignore(5). */
void ignore_add(struct ignore *ignore, const char *text, size_t len);

/** @param path       below the folder of the rules, without a leading '/'
 *  @param is_folder  whether it is one */
enum ignore_verdict ignore_says(const struct ignore *ignore, const char *path, bool is_folder);

/** Do the rules ignore a file, or a folder above it? For paths that no walk came to. */
bool ignore_covers(const struct ignore *ignore, const char *path);

void ignore_free(struct ignore *ignore);

#endif
