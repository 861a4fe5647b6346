/* dlpd/flow/endpoint_text.h - addresses as text, and the id that other tools give a flow. */
#ifndef DLPD_FLOW_ENDPOINT_TEXT_H
#define DLPD_FLOW_ENDPOINT_TEXT_H

#include "flow/flow.h"

#define ENDPOINT_TEXT 56     /* "[ipv6]:port" and a NUL */
#define ADDRESS_TEXT 46      /* an address and a NUL */
#define COMMUNITY_ID_TEXT 31 /* "1:", 28 letters, and a NUL */

/** "192.0.2.1:80", "[2001:db8::1]:80". */
void endpoint_text(char out[ENDPOINT_TEXT], const struct endpoint *end);

void address_text(char out[ADDRESS_TEXT], const struct address *address);

/** Community ID, version 1, seed 0 (https://github.com/corelight/community-id-spec). */
void community_id(char out[COMMUNITY_ID_TEXT], const struct flow_key *key);

#endif
