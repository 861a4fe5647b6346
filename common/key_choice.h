/* common/key_choice.h - which key tokens are made with. */
#ifndef COMMON_KEY_CHOICE_H
#define COMMON_KEY_CHOICE_H

#include <dlp/dlp.h>

#include <stdbool.h>

/** The key of that file, else the one that `dlpscan key create` made, else none, or one of this run.
 *  @param file   NULL: not said.
 *  @param folds  repeats are to be told: without a key of the user's, make one of this run.
 *  @param own    set to whether it is one of this run, whose tokens mean nothing to anybody.
 *  @return STATUS_CLEAN, or the exit status to end with; then it was said why. */
int key_choose(dlp_key **key, const char *file, bool folds, bool *own);

#endif
