/* dlpscan/gitshallow.c - the commits of a clone that holds only the newest ones.
 *
 * libgit2's own walk ends at the first parent that is not there. Here such a parent is left out, and
 * commits come by their time: what is that old is not known in any other way. */

#include "gitshallow.h"

#include "buffer.h"
#include "gitlib.h"
#include "mem.h"
#include "seen.h"

#include <stdlib.h>
#include <string.h>

struct entry {
    git_time_t time;
    git_oid oid;
};

struct commits {
    git_repository *repo;
    struct entry *entry; /* those behind done wait for their parents */
    size_t len, cap, done;
    struct seen seen;
};

/* Take a commit that is there and new. */
static void add(struct commits *commits, const git_oid *oid)
{
    git_commit *commit = NULL;
    struct seen_key key;

    memcpy(&key, oid->id, sizeof(key));
    if (git_commit_lookup(&commit, commits->repo, oid) != 0)
        return;
    if (seen_add(&commits->seen, key)) {
        if (commits->len == commits->cap) {
            commits->cap = commits->cap ? 2 * commits->cap : 64;
            commits->entry = mem_resize(commits->entry, commits->cap, sizeof(*commits->entry));
        }
        commits->entry[commits->len++] = (struct entry){ git_commit_time(commit), *oid };
    }
    git_commit_free(commit);
}

static void add_parents(struct commits *commits, const git_oid *oid)
{
    git_commit *commit = NULL;

    if (git_commit_lookup(&commit, commits->repo, oid) != 0)
        return;
    for (unsigned i = 0; i < git_commit_parentcount(commit); i++)
        add(commits, git_commit_parent_id(commit, i));
    git_commit_free(commit);
}

static int on_name(const char *name, void *user)
{
    struct commits *const commits = user;
    struct buffer spec = BUFFER_INIT;
    git_object *object = NULL;

    buffer_format(&spec, "%s^{commit}", name);
    if (git_revparse_single(&object, commits->repo, spec.data) == 0) {
        add(commits, git_commit_id((git_commit *)object));
        git_object_free(object);
    }
    buffer_free(&spec);
    return 0;
}

static int entry_order(const void *a, const void *b)
{
    const struct entry *const left = a, *const right = b;

    if (left->time != right->time)
        return left->time < right->time ? -1 : 1;
    return memcmp(&left->oid, &right->oid, sizeof(left->oid));
}

bool gitshallow_each(git_repository *repo, void (*on_commit)(const git_oid *oid, void *user),
                     void *user)
{
    struct commits commits = { .repo = repo };
    const bool whole = git_reference_foreach_name(repo, on_name, &commits) == 0;

    (void)on_name("HEAD", &commits);
    for (; commits.done < commits.len; commits.done++) {
        const git_oid oid = commits.entry[commits.done].oid;

        add_parents(&commits, &oid);
    }
    if (commits.len)
        qsort(commits.entry, commits.len, sizeof(*commits.entry), entry_order);
    for (size_t i = 0; i < commits.len; i++)
        on_commit(&commits.entry[i].oid, user);
    mem_free(commits.entry);
    seen_free(&commits.seen);
    return whole;
}
