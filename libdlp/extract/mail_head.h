/* extract/mail_head.h - mail has no magic bytes: it is known by its first lines. */
#ifndef EXTRACT_MAIL_HEAD_H
#define EXTRACT_MAIL_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Does it begin with the headers of a message (RFC 5322) of which something must be decoded? Three
 *  different headers that mail has are wanted, one of them of a kind that nothing else has; the first line
 *  must be one of them. A message of plain text is text: it is scanned where it stands. */
bool dlp_head_is_mail(const uint8_t *head, size_t len);

/** Does it begin with a line "From " (RFC 4155), with such headers behind it? */
bool dlp_head_is_mbox(const uint8_t *head, size_t len);

#endif
