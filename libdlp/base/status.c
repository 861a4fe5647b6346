/* base/status.c - the names of the status codes, and the library's version. */

#include <dlp/status.h>

const char *dlp_status_name(dlp_status status)
{
    switch (status) {
    case DLP_OK:
        return "ok";
    case DLP_STOPPED:
        return "stopped";
    case DLP_PARTIAL:
        return "partial";
    case DLP_ENOMEM:
        return "out of memory";
    case DLP_EINVAL:
        return "invalid argument";
    case DLP_ERULE:
        return "bad rule";
    case DLP_EIO:
        return "input/output error";
    case DLP_ENOENT:
        return "not found";
    case DLP_EPERM:
        return "not permitted";
    case DLP_ELIMIT:
        return "limit reached";
    case DLP_ESTATE:
        return "wrong state";
    case DLP_EINTERNAL:
        return "internal error";
    }
    return "unknown status"; /* a code of a newer library */
}

const char *dlp_version(void)
{
    return "0.1.0";
}
