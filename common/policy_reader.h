/* common/policy_reader.h - libconfig settings by tables, with complaints that carry file and line. */
#ifndef COMMON_POLICY_READER_H
#define COMMON_POLICY_READER_H

#include <dlp/dlp.h>

#include <libconfig.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What was made for a policy, to be freed with it. All zero: nothing. */
struct owned {
    void **pointers;
    size_t len, cap;
};

/** count elements of size bytes, cleared. */
void *owned_array(struct owned *owned, size_t count, size_t size);
char *owned_copy(struct owned *owned, const char *text);
void owned_free(struct owned *owned);

struct policy_reader {
    dlp_diagnostic_fn fn; /* NULL: nobody listens */
    void *user;
    const char *file;
    const char *item; /* the policy that is read; NULL outside one */
    struct owned *owned;
    size_t errors;
};

struct text_list {
    char **text;
    size_t len;
};

/** A mistake at a setting (NULL: of the whole file). */
void reader_error(struct policy_reader *reader, const config_setting_t *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void reader_error_line(struct policy_reader *reader, unsigned line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void reader_warning(struct policy_reader *reader, unsigned line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** A setting's own name, or that of the nearest named one around it. */
const char *reader_name(const config_setting_t *setting);

/* Each returns false when it has complained. */
bool reader_string(struct policy_reader *reader, const config_setting_t *setting, char **out);
bool reader_number(struct policy_reader *reader, const config_setting_t *setting, uint32_t least,
                   uint32_t most, uint32_t *out);
/** A number with a point, between 0 and 1. */
bool reader_fraction(struct policy_reader *reader, const config_setting_t *setting, double *out);
bool reader_choice(struct policy_reader *reader, const config_setting_t *setting,
                   const char *const *names, size_t len, unsigned *out);
/** One string, or a list of one string at least. */
bool reader_texts(struct policy_reader *reader, const config_setting_t *setting,
                  struct text_list *out);

/** Does a list of names or globs hold that one? */
bool texts_match(const struct text_list *globs, const char *text);

/** One setting of a group: what reads it, into what. */
struct setting_spec {
    const char *name;
    void (*read)(struct policy_reader *reader, const config_setting_t *setting, void *into);
};

/** What reads a setting of a table into a member of a struct, as reader_string() and reader_texts(). */
#define READ_TEXT(function, type, member)                                                          \
  static void function(struct policy_reader *reader, const config_setting_t *setting, void *into)  \
  {                                                                                                \
    (void)reader_string(reader, setting, &((type *)into)->member);                                 \
  }
#define READ_TEXTS(function, type, member)                                                         \
  static void function(struct policy_reader *reader, const config_setting_t *setting, void *into)  \
  {                                                                                                \
    (void)reader_texts(reader, setting, &((type *)into)->member);                                  \
  }

/** What reads "version", and what leaves a setting alone: something else reads it, or nobody. */
void reader_version(struct policy_reader *reader, const config_setting_t *setting, void *into);
void reader_later(struct policy_reader *reader, const config_setting_t *setting, void *into);

/** Read a group by its table; settings that are not in it are mistakes. */
void reader_group(struct policy_reader *reader, const config_setting_t *group,
                  const struct setting_spec *specs, size_t len, void *into);

/** The same of the settings of a whole file, which must have "version". */
void reader_root(struct policy_reader *reader, const config_setting_t *root,
                 const struct setting_spec *specs, size_t len, void *into);

/** Complain that a setting is none of the table's. */
void reader_unknown(struct policy_reader *reader, const config_setting_t *setting,
                    const struct setting_spec *specs, size_t len);

/** Give each group of a list to read. False when it is no list of groups, or has more than most. */
bool reader_groups(struct policy_reader *reader, const config_setting_t *list, size_t most,
                   void (*read)(struct policy_reader *, const config_setting_t *, void *),
                   void *into);

#endif
