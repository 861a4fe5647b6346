/* common/grammar.h - the command line, read by the program's table of options. */
#ifndef COMMON_GRAMMAR_H
#define COMMON_GRAMMAR_H

#include "program.h"

/** Read a command's options.
 *  @param argv   argv[0] is skipped; reordered so that the other arguments come last.
 *  @param first  set to the index of the first argument that is no option.
 *  @return true to go on; false when *status says how to end (help was printed, or a mistake). */
bool grammar_read(struct settings *settings, const struct command *command, int argc, char **argv,
                  int *first, int *status);

/** The option of this id; NULL when the program has none. */
const struct option_spec *grammar_option(int id);

/** The option's letter in this command, or 0: of two options with one letter, the command's first
 *  has it. */
char grammar_letter(const struct command *command, const struct option_spec *spec);

#endif
