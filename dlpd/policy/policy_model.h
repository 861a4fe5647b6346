/* dlpd/policy/policy_model.h - a policy file as it was read; for policy only. Everything in it lives
 * with the policy, and never changes once it is read. */
#ifndef DLPD_POLICY_MODEL_H
#define DLPD_POLICY_MODEL_H

#include "event/sink.h"
#include "policy/countries.h"
#include "policy/policy.h"
#include "policy/policy_values.h"
#include "policy_reader.h"

#include <stdatomic.h>

#define POLICY_ITEMS_MAX 256
#define POLICY_WORDS (POLICY_ITEMS_MAX / 64)
#define POLICY_EXCEPTIONS_MAX 1024
#define POLICY_VALUES_MAX 65536u

/** What is known of a flow, with what the mapping files say about its ends. */
struct subject {
    const struct policy_flow *flow;
    const char *user;           /* NULL: not known */
    const char *source;         /* the name of the client's machine; NULL: not known */
    char country[COUNTRY_TEXT]; /* of the server's address, "" when not known */
    bool every;                 /* a host matches only when all hosts of the flow do */
    bool final;                 /* what is not known by now will never be */
};

/** A condition on something that is not known yet is neither true nor false. */
enum truth { TRUTH_NO, TRUTH_UNKNOWN, TRUTH_YES };

struct condition_value {
    struct address_range range;
    struct port_range ports;
    char *text;
};

struct condition;

/** A name that may stand in to, not_to, from or not_from. */
struct condition_kind {
    const char *name;
    const char *wants; /* what a right value is, for the complaint */
    bool (*read)(struct owned *owned, const char *text, struct condition_value *out);
    /* Does one of its values hold? */
    enum truth (*match)(const struct condition *condition, const struct subject *subject);
};

struct condition {
    const struct condition_kind *kind;
    struct condition_value *values;
    size_t len;
};

/** All conditions of a group hold together; none: holds always. */
struct conditions {
    struct condition *list;
    size_t len;
};

/** Where to and from: of a policy and of an exception. */
struct scope {
    struct conditions to, not_to, from, not_from;
};

enum channel { CHANNEL_ANY, CHANNEL_CLEAR, CHANNEL_ENCRYPTED };

/** What a count across flows is kept for. */
enum per { PER_SOURCE, PER_DESTINATION, PER_PAIR, PER_ALL };

struct policy_item {
    struct scope scope; /* first: see scope_read_to() */
    char *name, *title;
    unsigned line;
    enum policy_action action;
    struct text_list rules, packs;
    bool finds;         /* it asks for values that were found */
    double confidence;  /* of each value at least */
    uint32_t values;    /* distinct ones at least */
    uint64_t window_us; /* across flows; 0: in one flow */
    enum per per;
    enum channel channel;
    struct text_list unread; /* reasons; "any" alone: all */
};

struct policy_exception {
    struct scope scope; /* first: see scope_read_to() */
    unsigned line;
    struct text_list policies; /* globs of names */
    uint64_t items[POLICY_WORDS];
    char *owner, *reason, *until;
    uint64_t until_us; /* it holds before */
};

/** Which policies ask for a rule. */
struct rule_row {
    char *rule;
    uint64_t items[POLICY_WORDS];
};

struct policy {
    atomic_size_t references;
    struct owned owned;
    char *name;   /* of the policy as a whole; the file's when it does not say */
    bool observe; /* nothing is ever blocked */
    uint64_t fold_us;
    size_t memory;          /* for what is counted across flows, in bytes */
    struct text_list users; /* files that say whose an address is, with their formats */
    char *countries;        /* path of the file that says where an address is; NULL: none */
    struct policy_item *items;
    size_t len;
    struct policy_exception *exceptions;
    size_t exceptions_len;
    struct output_spec *outputs;
    size_t outputs_len;
    struct rule_row *rows; /* in order of their ids */
    size_t rows_len;
};

/** One of "outputs"; into: the policy, whose list has room for it. */
void outputs_read(struct policy_reader *reader, const config_setting_t *group, void *into);

/** Rows of the tables of who holds a scope as its first member. */
void scope_read_to(struct policy_reader *reader, const config_setting_t *setting, void *into);
void scope_read_not_to(struct policy_reader *reader, const config_setting_t *setting, void *into);
void scope_read_from(struct policy_reader *reader, const config_setting_t *setting, void *into);
void scope_read_not_from(struct policy_reader *reader, const config_setting_t *setting, void *into);

/** Does the scope hold?
 *  @param spares  it is of an exception: in doubt which host something went to, it does not. */
enum truth scope_match(const struct scope *scope, const struct subject *subject, bool spares);

/** Which items ask for a rule: the row's, or NULL when no rule of that id was known to the file. */
const struct rule_row *policy_rule(const struct policy *policy, const char *rule);

/** In the order of enum policy_action. */
extern const char *const policy_actions[POLICY_ACTIONS];

/** Which items have a name that one of the globs matches. */
void policy_mark(const struct policy *policy, const struct text_list *globs,
                 uint64_t items[POLICY_WORDS]);

#endif
