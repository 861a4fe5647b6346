/* dlpd/policy/policy_conditions.c - who sends to where: the tables of conditions, reading and matching them.
 *
 * What the client asked for (host, protocol) is known only after its first bytes. Until then such a
 * condition is neither true nor false, so that nothing is decided that the next packet would turn. */

#include "policy/policy_model.h"

#include "mem.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>
#include <strings.h>

#define KINDS_MAX 8

static bool read_range(struct owned *owned, const char *text, struct condition_value *out)
{
    (void)owned;
    return range_read(text, &out->range);
}

static bool read_ports(struct owned *owned, const char *text, struct condition_value *out)
{
    (void)owned;
    return ports_read(text, &out->ports);
}

static bool read_text(struct owned *owned, const char *text, struct condition_value *out)
{
    out->text = owned_copy(owned, text);
    return true;
}

static bool read_domain(struct owned *owned, const char *text, struct condition_value *out)
{
    const char *const name = text + (*text == '.');

    if (*name == '\0' || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-._") != strlen(name)
        || name[strlen(name) - 1] == '.' || strstr(name, ".."))
        return false;
    return read_text(owned, text, out);
}

static bool read_protocol(struct owned *owned, const char *text, struct condition_value *out)
{
    static const char *const names[] = { "http", "tls",  "smtp", "ssh", "http2", "dns",
                                         "quic", "dtls", "raw",  "tcp", "udp" };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(names[i], text) == 0)
            return read_text(owned, text, out);
    }
    return false;
}

static bool read_country(struct owned *owned, const char *text, struct condition_value *out)
{
    return (strcmp(text, "??") == 0
            || (strlen(text) == 2 && isupper((unsigned char)text[0])
                && isupper((unsigned char)text[1])))
        && read_text(owned, text, out);
}

static enum truth match_range(const struct condition *condition, const struct endpoint *end)
{
    for (size_t i = 0; i < condition->len; i++) {
        if (range_holds(&condition->values[i].range, &end->address))
            return TRUTH_YES;
    }
    return TRUTH_NO;
}

static enum truth match_to_address(const struct condition *condition, const struct subject *subject)
{
    return match_range(condition, subject->flow->server);
}

static enum truth match_from_address(const struct condition *condition,
                                     const struct subject *subject)
{
    return match_range(condition, subject->flow->client);
}

static enum truth match_port(const struct condition *condition, const struct subject *subject)
{
    const uint16_t port = subject->flow->server->port;

    for (size_t i = 0; i < condition->len; i++) {
        if (condition->values[i].ports.first <= port && port <= condition->values[i].ports.last)
            return TRUTH_YES;
    }
    return TRUTH_NO;
}

static enum truth unsettled(const struct subject *subject)
{
    return subject->final || subject->flow->settled ? TRUTH_NO : TRUTH_UNKNOWN;
}

/* The length of a host without the port and the dot that may stand behind it. */
static size_t host_len(const char *host)
{
    size_t len = *host == '[' ? strcspn(host, "]") : strcspn(host, ":");

    while (len > 0 && host[len - 1] == '.')
        len--;
    return len;
}

/* ".files.example" is files.example and every name below it. */
static bool domain_holds(const char *domain, const char *host, size_t len)
{
    const size_t tail = strlen(domain);

    if (*domain != '.')
        return len == tail && strncasecmp(host, domain, len) == 0;
    if (len + 1 == tail)
        return strncasecmp(host, domain + 1, len) == 0;
    return len >= tail && strncasecmp(host + len - tail, domain, tail) == 0;
}

static bool domains_hold(const struct condition *condition, const char *host)
{
    for (size_t i = 0; i < condition->len; i++) {
        if (domain_holds(condition->values[i].text, host, host_len(host)))
            return true;
    }
    return false;
}

/* One connection may ask for several hosts. What is blocked is so for one of them; what is spared, for all. */
static enum truth match_domain(const struct condition *condition, const struct subject *subject)
{
    const struct policy_flow *const flow = subject->flow;
    size_t holds;

    if (!flow->host)
        return unsettled(subject);
    holds = domains_hold(condition, flow->host);
    for (size_t i = 0; i < flow->others_len; i++)
        holds += domains_hold(condition, flow->others[i]);
    if (subject->every)
        return holds == 1 + flow->others_len && !flow->others_more ? TRUTH_YES : TRUTH_NO;
    return holds ? TRUTH_YES : TRUTH_NO;
}

static enum truth match_protocol(const struct condition *condition, const struct subject *subject)
{
    const char *const protocol = subject->flow->protocol;
    const char *const transport = subject->flow->transport == PROTOCOL_TCP ? "tcp" : "udp";

    for (size_t i = 0; i < condition->len; i++) {
        if (strcmp(condition->values[i].text, protocol) == 0)
            return strcmp(protocol, "raw") == 0 && unsettled(subject) == TRUTH_UNKNOWN
                ? TRUTH_UNKNOWN
                : TRUTH_YES;
        if (strcmp(condition->values[i].text, transport) == 0)
            return TRUTH_YES;
    }
    return strcmp(protocol, "raw") == 0 ? unsettled(subject) : TRUTH_NO;
}

static enum truth match_country(const struct condition *condition, const struct subject *subject)
{
    for (size_t i = 0; i < condition->len; i++) {
        if (strcmp(condition->values[i].text, subject->country[0] ? subject->country : "??") == 0)
            return TRUTH_YES;
    }
    return TRUTH_NO;
}

static enum truth match_globs(const struct condition *condition, const char *text)
{
    for (size_t i = 0; i < condition->len; i++) {
        if (fnmatch(condition->values[i].text, text ? text : "", 0) == 0)
            return TRUTH_YES;
    }
    return TRUTH_NO;
}

static enum truth match_user(const struct condition *condition, const struct subject *subject)
{
    return match_globs(condition, subject->user);
}

static enum truth match_source(const struct condition *condition, const struct subject *subject)
{
    return match_globs(condition, subject->source);
}

#define WANTS_ADDRESS                                                                              \
  "an address or a range, as in \"192.0.2.7\", \"192.0.2.0/24\" or \"2001:db8::/32\""

static const struct condition_kind to_kinds[] = {
    { "address", WANTS_ADDRESS, read_range, match_to_address },
    { "host",
      "a name in lower case, as in \"files.example\", or \".files.example\" for it and all names "
      "below it",
      read_domain, match_domain },
    { "port", "a port or a range, as in \"443\" or \"8000-8999\"", read_ports, match_port },
    { "protocol", "a protocol as flows name it, as in \"http\", \"raw\", \"tcp\" or \"udp\"",
      read_protocol, match_protocol },
    { "country", "two letters in upper case, as in \"SE\", or \"??\" where it is not known",
      read_country, match_country },
};

static const struct condition_kind from_kinds[] = {
    { "address", WANTS_ADDRESS, read_range, match_from_address },
    { "user", "a user, or a glob of users, as in \"sales-*\"", read_text, match_user },
    { "host", "a machine, or a glob of machines, as in \"till-*\"", read_text, match_source },
};

static void read_condition(struct policy_reader *reader, const config_setting_t *setting,
                           const struct condition_kind *kind, struct conditions *into)
{
    struct text_list texts;
    struct condition *const one = &into->list[into->len];

    if (!reader_texts(reader, setting, &texts))
        return;
    *one = (struct condition){ .kind = kind, .len = texts.len };
    one->values = owned_array(reader->owned, texts.len, sizeof(*one->values));
    for (size_t i = 0; i < texts.len; i++) {
        if (!kind->read(reader->owned, texts.text[i], &one->values[i]))
            reader_error(reader, setting, "'%s' holds \"%.60s\"; it must be %s", kind->name,
                         texts.text[i], kind->wants);
    }
    into->len++;
}

static void read_conditions(struct policy_reader *reader, const config_setting_t *group,
                            const struct condition_kind *kinds, size_t len, struct conditions *into)
{
    const int settings = config_setting_is_group(group) ? config_setting_length(group) : 0;

    if (settings == 0) {
        reader_error(reader, group, "'%s' must be a group with a condition at least",
                     reader_name(group));
        return;
    }
    into->list = owned_array(reader->owned, len, sizeof(*into->list));
    for (int i = 0; i < settings; i++) {
        const config_setting_t *const setting = config_setting_get_elem(group, (unsigned)i);
        struct setting_spec names[KINDS_MAX] = { { 0 } };
        size_t at = 0;

        for (size_t k = 0; k < len; k++)
            names[k].name = kinds[k].name;
        while (at < len && strcmp(kinds[at].name, config_setting_name(setting)) != 0)
            at++;
        if (at < len)
            read_condition(reader, setting, &kinds[at], into);
        else
            reader_unknown(reader, setting, names, len);
    }
}

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

void scope_read_to(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    read_conditions(reader, setting, to_kinds, COUNT(to_kinds), &((struct scope *)into)->to);
}

void scope_read_not_to(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    read_conditions(reader, setting, to_kinds, COUNT(to_kinds), &((struct scope *)into)->not_to);
}

void scope_read_from(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    read_conditions(reader, setting, from_kinds, COUNT(from_kinds), &((struct scope *)into)->from);
}

void scope_read_not_from(struct policy_reader *reader, const config_setting_t *setting, void *into)
{
    read_conditions(reader, setting, from_kinds, COUNT(from_kinds),
                    &((struct scope *)into)->not_from);
}

static enum truth both(enum truth a, enum truth b)
{
    return a < b ? a : b;
}

static enum truth conditions_match(const struct conditions *all, const struct subject *subject)
{
    enum truth truth = TRUTH_YES;

    for (size_t i = 0; i < all->len && truth != TRUTH_NO; i++)
        truth = both(truth, all->list[i].kind->match(&all->list[i], subject));
    return truth;
}

/* A group that says where not: without a condition it excludes nothing. */
static enum truth conditions_spare(const struct conditions *all, const struct subject *subject)
{
    return all->len == 0 ? TRUTH_YES : (enum truth)(TRUTH_YES - conditions_match(all, subject));
}

enum truth scope_match(const struct scope *scope, const struct subject *subject, bool spares)
{
    struct subject in = *subject, out = *subject;

    in.every = spares;
    out.every = !spares;
    return both(
        both(conditions_match(&scope->to, &in), conditions_match(&scope->from, &in)),
        both(conditions_spare(&scope->not_to, &out), conditions_spare(&scope->not_from, &out)));
}
