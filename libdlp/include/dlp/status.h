/* SPDX-License-Identifier: Apache-2.0 */
/** @file status.h
 *  Result codes and the error text that goes with them. */
#ifndef DLP_STATUS_H
#define DLP_STATUS_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32) || defined(__CYGWIN__)
#  define DLP_API
#elif defined(__GNUC__)
#  define DLP_API __attribute__((visibility("default")))
#else
#  define DLP_API
#endif

#if defined(__GNUC__)
#  define DLP_NODISCARD __attribute__((warn_unused_result))
#  define DLP_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#else
#  define DLP_NODISCARD
#  define DLP_PRINTF(fmt, first)
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** What a call came to. 0 is success, positive values are news that is no
 *  failure, negative values are failures. New codes may be added. */
typedef enum dlp_status {
    DLP_OK = 0,
    DLP_STOPPED = 1,   /**< a callback asked to stop, or the scan was cancelled */
    DLP_PARTIAL = 2,   /**< done, but something was not read whole: see the incompletes */
    DLP_ENOMEM = -1,   /**< out of memory; the object is still usable or freed as documented */
    DLP_EINVAL = -2,   /**< an argument is out of its stated range */
    DLP_ERULE = -3,    /**< a rule, a rule file or a rule set is wrong: see the diagnostics */
    DLP_EIO = -4,      /**< the operating system refused a read or a write */
    DLP_ENOENT = -5,   /**< no such file, rule or key */
    DLP_EPERM = -6,    /**< permissions are missing, or wider than is safe */
    DLP_ELIMIT = -7,   /**< a stated limit was reached */
    DLP_ESTATE = -8,   /**< the call does not fit the object's state (feed after finish) */
    DLP_EINTERNAL = -9 /**< libdlp itself failed: please report it */
} dlp_status;

/** The text that goes with a failure. The caller owns it; every call that takes
 *  one accepts NULL. It never holds a scanned value. */
struct dlp_error {
    dlp_status status;
    char message[508]; /**< one line, UTF-8, no trailing newline; "" without a failure */
};

/** An error that says nothing yet. */
#define DLP_ERROR_INIT { DLP_OK, "" }

/** The short name of a status ("ok", "out of memory", ...). Never NULL; static storage. */
DLP_API const char *dlp_status_name(dlp_status status);

/** The library's version as "major.minor.patch". Static storage. */
DLP_API const char *dlp_version(void);

#ifdef __cplusplus
}
#endif
#endif
