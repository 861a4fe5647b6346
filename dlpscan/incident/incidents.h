/* dlpscan/incident/incidents.h - what makes an incident of findings: --fail-on policy. */
#ifndef DLPSCAN_INCIDENTS_H
#define DLPSCAN_INCIDENTS_H

#include "incident/incident_values.h"
#include "policy_reader.h"

#include <dlp/dlp.h>

#include <pthread.h>

#define INCIDENT_EXACT                                                                             \
  UINT32_C(1024) /* so many values are told apart, and as many as are an incident */

struct buffer;
struct reporting;
struct settings;

/** So many different values of some rules. Any condition of a policy is enough; they stand one after the
 *  other. */
struct incident_condition {
    const char *policy;     /* its name; conditions of one policy share it */
    struct text_list rules; /* globs of ids; none: all that the policy is about */
    struct text_list packs; /* names */
    uint32_t values;        /* that are an incident, 1 or more */
    double confidence;      /* of each, at least; 0: any */
    bool of_pack;           /* it counts rules of the pack that the globs name, else of either */
    bool of_all;            /* counted over all files, else in each */

    /* What came of it. */
    uint64_t files; /* that reached it; 1 when it is of all and reached */
    uint32_t most;  /* values of one of them, or of all */
};

/** A rule, and the conditions that count its values, a bit each. */
struct incident_rule {
    char *id;
    uint64_t conditions;
};

/** All zero: no policy is asked for. */
struct incidents {
    struct owned owned;
    struct incident_condition condition[INCIDENT_CONDITIONS];
    size_t len;
    struct incident_rule *rule; /* in byte order of ids */
    size_t rules_len;
    uint32_t limit[INCIDENT_CONDITIONS]; /* how far each counts */
    uint64_t of_all;                     /* conditions that are counted over all files */
    pthread_mutex_t lock;
    struct incident_values all; /* their values */
};

/** Does the command line ask for policies? */
bool incidents_wanted(const struct settings *settings);

/** Read what --fail-on names. Free it either way.
 *  @return STATUS_CLEAN, or STATUS_USER after every mistake was said. */
int incidents_load(struct incidents *incidents, const struct settings *settings,
                   const dlp_ruleset *rules);
void incidents_free(struct incidents *incidents);

/** Add the policies of a file. @return how many mistakes were said. */
size_t incidents_read(struct incidents *incidents, const char *path, const dlp_ruleset *rules);

/** A comparison of two struct incident_rule, by their ids. */
int incident_by_id(const void *a, const void *b);

/** Room for one more condition, or NULL when there is none left. */
struct incident_condition *incidents_add(struct incidents *incidents);

/** Count a finding that is reported. On the thread that reports it; any thread. */
void incidents_finding(struct reporting *to, const struct dlp_finding *finding);

/** The item's findings are all reported: tell the reports which policies it fails. Any thread. */
void incidents_item_end(struct reporting *to);

/** Everything is scanned: judge what is counted over all files. */
void incidents_end(struct incidents *incidents);

/** Was there an incident? Behind incidents_end(). */
bool incidents_any(const struct incidents *incidents);

/** In words, for people: each policy that failed, a line each. Behind incidents_end(). */
void incidents_words(struct buffer *out, const struct incidents *incidents);

/** The same as the member "policies" of a JSON object. */
void incidents_list(struct buffer *out, const struct incidents *incidents);

/** "3 different values of card.* with confidence 0.95 or more; 1 is an incident". */
void incident_words(struct buffer *out, const struct incident_condition *condition, uint32_t count);

/** The members of a JSON object about a condition: policy, rules, packs, confidence, needed, values,
 *  values_exact. */
void incident_members(struct buffer *out, const struct incident_condition *condition,
                      uint32_t count);

#endif
