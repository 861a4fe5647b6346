/* validate/aws.c - AWS unique identifiers ("AKIA..."): four letters of the kind and 16 characters
 * of base 32 (AWS IAM, unique identifiers). The first ten hold the account id, which AWS
 * does not document but researchers have described. */

#include "validate/checks.h"

#define AWS_LEN 20
#define AWS_ACCOUNTS UINT64_C(1000000000000) /* an account id has 12 digits */

bool dlp_check_aws_key_id(const uint8_t *value, size_t len)
{
    uint64_t bits = 0;

    if (len != AWS_LEN)
        return false;
    for (size_t i = 0; i < len; i++) {
        const uint8_t c = value[i];

        if (!dlp_is_upper(c) && (i < 4 || c < '2' || c > '7'))
            return false;
        if (i >= 4 && i < 14)
            bits = bits << 5 | (uint64_t)(dlp_is_upper(c) ? c - 'A' : c - '2' + 26);
    }
    /* 50 bits: one flag, 40 bits of account, 9 bits of something else. */
    return (bits >> 9 & UINT64_C(0xffffffffff)) < AWS_ACCOUNTS;
}
