/* dlpscan/conf.h - .dlpscan.conf: the options of the command line, kept in a file.
 *
 * One table of options serves both: a setting is named as its option, without the hyphens before it. A
 * file that was only found, in a tree that may be anybody's, may say what to look at; what writes, runs
 * a program, shows values or decides how the run ends needs a file that somebody named. */
#ifndef DLPSCAN_CONF_H
#define DLPSCAN_CONF_H

#include "program.h"

#include <stdbool.h>
#include <stddef.h>

struct buffer;

#define CONF_NAME ".dlpscan.conf"

/** One setting in force, and where it comes from. */
struct conf_origin {
    const struct option_spec *spec;
    char *value;   /* as text; "true" of an option without an argument */
    unsigned line; /* of the file; 0: the command line */
};

struct conf {
    char *file;        /* the file, or NULL */
    const char *named; /* --config, or NULL */
    bool none, print;  /* --no-config, --print-config */
    bool sealed;       /* the command line was read once: it is noted */
    bool found;        /* it was not named, but found */
    struct conf_origin *origin;
    size_t len;
};

/** Who may say it. */
enum conf_trust {
    CONF_FOUND, /* a file that was found may say it, too */
    CONF_NAMED, /* a file of --config may */
    CONF_NEVER  /* the command line alone */
};

/** What a file may do with an option. A path in its value is seen from the folder of that file. */
struct conf_rule {
    int id;
    enum conf_trust trust;
    bool list;        /* may be given several times */
    bool adds;        /* to what the command line says, which else replaces it */
    const char *path; /* what stands before a file or folder in a value; NULL: there is none */
};

/** Of an option; never NULL. */
const struct conf_rule *conf_rule_of(int id);

/** Find the file for what is to be scanned: in its folder, or in one above it.
 *  @param targets  paths; "-" is seen from the current folder, as is nothing at all
 *  @param file     set to its path, to be freed, or to NULL when there is none
 *  @return false, and said, when targets belong to different files. */
bool conf_find(char **file, char **targets, int count);

/** Read a file into settings: but for options of the command line that it may not add to.
 *  @param settings  whose conf has file and found set, and the origins of the command line
 *  @param command   options that it does not take are left alone
 *  @param wary      whoever wrote a file that was found does not say what the command looks for: of such a one
 *                   it takes only --enable
 *  @return STATUS_CLEAN, or STATUS_USER after every mistake was said. */
int conf_load(struct settings *settings, const struct command *command, bool wary);

/** A setting in force. */
void conf_note(struct conf *conf, const struct option_spec *spec, const char *value, unsigned line);

/** --print-config. @return the exit status. */
int conf_print(const struct settings *settings, const struct command *command);

/** Whoever wrote the tree may have written a file that was found: say what it sets, whatever else is quiet. */
void conf_say(const struct conf *conf);

/** What the file sets, each in quotes where that is wanted, with commas between them. */
void conf_names(struct buffer *out, const struct conf *conf, bool quoted);

void conf_free(struct conf *conf);

#endif
