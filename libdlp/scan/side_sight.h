/* scan/side_sight.h - how far does an expression look that stands beside a value and takes nothing? */
#ifndef SCAN_SIDE_SIGHT_H
#define SCAN_SIDE_SIGHT_H

#include "model/compiled.h"

#define DLP_SIGHT_MAX 4u /* bytes */

/** The bytes beside a value that `before` looks at, or with `ahead` `after`, when it is made of look-around
 *  alone: so many bytes decide. 0: more than DLP_SIGHT_MAX, or not known. */
unsigned dlp_side_sight(const char *pattern, bool ahead);
#endif
