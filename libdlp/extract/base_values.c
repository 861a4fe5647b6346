/* extract/base_values.c - what the digits of base64 and base32 are worth. */

#include "extract/byte_table.h"
#include "extract/chars.h"

#define BASE64(c)                                                                                  \
  (DLP_BYTE_IN(c, 'A', 'Z')       ? (c) - 'A'                                                      \
       : DLP_BYTE_IN(c, 'a', 'z') ? (c) - 'a' + 26                                                 \
       : DLP_BYTE_IN(c, '0', '9') ? (c) - '0' + 52                                                 \
       : (c) == '+' || (c) == '-' ? 62                                                             \
       : (c) == '/' || (c) == '_' ? 63                                                             \
                                  : -1)
const int8_t dlp_base64_values[256] = { DLP_BYTE_TABLE(BASE64) };

#define BASE32(c)                                                                                  \
  (DLP_BYTE_IS_LETTER(c) ? ((c) | 0x20) - 'a' : DLP_BYTE_IN(c, '2', '7') ? (c) - '2' + 26 : -1)
#define BASE32_HEX(c)                                                                              \
  (DLP_BYTE_IN((c) | 0x20, 'a', 'v') && (c) >= 'A' ? ((c) | 0x20) - 'a' + 10                       \
       : DLP_BYTE_IN(c, '0', '9')                  ? (c) - '0'                                     \
                                                   : -1)
const int8_t dlp_base32_values[2][256] = { { DLP_BYTE_TABLE(BASE32) },
                                           { DLP_BYTE_TABLE(BASE32_HEX) } };
