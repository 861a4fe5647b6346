/* compile/frozen.h - the life of a compiled database, and what it says of itself. */
#ifndef COMPILE_FROZEN_H
#define COMPILE_FROZEN_H

#include "model/compiled.h"

/** The compiled rule with that id or alias, or NULL. */
const struct dlp_rule_code *dlp_database_find(const struct dlp_database *db, const char *id);
#endif
