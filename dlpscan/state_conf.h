/* dlpscan/state_conf.h - what makes findings of one run differ from those of another. */
#ifndef DLPSCAN_STATE_CONF_H
#define DLPSCAN_STATE_CONF_H

#include "scan.h"

/** Add the rules, the options that findings depend on, and which programs read the files. */
void state_conf_add(struct buffer *out, const struct scan *scan);

#endif
