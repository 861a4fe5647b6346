/* dlpd/app/ftp.h - where FTP says that a file will come (RFC 959, RFC 2428). */
#ifndef DLPD_APP_FTP_H
#define DLPD_APP_FTP_H

#include "flow/flow.h"

/** "h1,h2,h3,h4,p1,p2", wherever in the line it begins: of PORT, and of the answer to PASV. */
bool ftp_read_port(struct endpoint *out, const char *line, size_t len);

/** "|1|192.0.2.1|5000|", "|2|2001:db8::1|5000|", "|||5000|": of EPRT, and of the answer to EPSV.
 *  @param out  its address stays as it was when the line names none. */
bool ftp_read_extended(struct endpoint *out, const char *line, size_t len);

#endif
