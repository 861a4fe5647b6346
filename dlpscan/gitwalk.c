/* dlpscan/gitwalk.c - what a git repository holds -> items, in order.
 *
 * The history is walked from its oldest commits on, and each tree and each blob is looked at once: where a
 * blob is seen first is where it first appeared. A tree that was seen holds nothing new, so a commit
 * costs what it changed. */

#include "gitwalk.h"

#include "filter.h"
#include "gitdiff.h"
#include "gitlib.h"
#include "gitshallow.h"
#include "mem.h"
#include "message.h"
#include "program.h"
#include "reasons.h"
#include "seen.h"
#include "signals.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define DEPTH_MAX 512 /* folders in each other */

struct gitwalk {
    struct scan *scan;
    struct filter filter;
    struct seen seen;  /* trees and blobs */
    struct seen paths; /* whose names were reported */
    struct buffer path;
    const char *commit;
    char date[11];
    size_t depth;
};

static struct seen_key path_key(const char *path)
{
    struct seen_key key = { { 0xcbf29ce484222325u, 0x84222325cbf29ce4u } };

    for (; *path; path++) {
        key.half[0] = (key.half[0] ^ (uint8_t)*path) * 0x100000001b3u;
        key.half[1] = (key.half[1] ^ (uint8_t)*path) * 0x10000000233u;
    }
    return key;
}

/* With globs what is wanted of a tree depends on where it is. */
static bool is_new(struct gitwalk *walk, const git_oid *oid)
{
    struct seen_key key, place;

    memcpy(&key, oid->id, sizeof(key));
    if (walk->filter.include.len || walk->filter.exclude.len) {
        place = path_key(buffer_string(&walk->path));
        key.half[0] ^= place.half[0];
        key.half[1] ^= place.half[1];
    }
    return seen_add(&walk->seen, key);
}

static struct item *new_item(struct gitwalk *walk)
{
    struct item *const item = ring_slot(&walk->scan->ring);

    buffer_add(&item->path, buffer_string(&walk->path), walk->path.len);
    if (!seen_add(&walk->paths, path_key(buffer_string(&walk->path))))
        item->fresh = item->path.len;
    return item;
}

static void push_reason(struct gitwalk *walk, const char *reason)
{
    struct item *item;

    if (walk->path.len == 0) { /* of the repository, not of a file */
        buffer_text(&walk->path, git_repository_path(walk->scan->repository));
        item = new_item(walk);
        buffer_cut(&walk->path, 0);
    } else {
        item = new_item(walk);
    }
    item->reason = reason;
    ring_push(&walk->scan->ring);
}

static void push_skipped(struct gitwalk *walk, const char *why)
{
    struct item *const item = ring_slot(&walk->scan->ring);

    buffer_add(&item->path, buffer_string(&walk->path), walk->path.len);
    item->fresh = item->path.len;
    item->skipped = why;
    ring_push(&walk->scan->ring);
}

static void push_blob(struct gitwalk *walk, struct blob *blob)
{
    struct item *const item = new_item(walk);

    snprintf(blob->commit, sizeof(blob->commit), "%s", walk->commit);
    memcpy(blob->date, walk->date, sizeof(blob->date));
    item->blob = blob;
    ring_push(&walk->scan->ring);
}

static void take_tree(struct gitwalk *walk, git_repository *repo, const git_oid *oid);

static void take_entry(struct gitwalk *walk, git_repository *repo, const git_tree_entry *entry)
{
    const git_oid *const oid = git_tree_entry_id(entry);
    const git_object_t type = git_tree_entry_type(entry);
    const bool folder = type == GIT_OBJECT_TREE;
    const char *const why = filter_says(&walk->filter, buffer_string(&walk->path), folder);

    if (why && is_new(walk, oid))
        push_skipped(walk, why);
    else if (why)
        return;
    else if (folder)
        take_tree(walk, repo, oid);
    else if (!is_new(walk, oid))
        return;
    else if (type == GIT_OBJECT_COMMIT)
        push_skipped(walk, SKIP_SUBMODULE);
    else
        push_blob(walk, blob_new(oid));
}

/* Recursion ends at DEPTH_MAX: a hostile repository may be deeper than the stack. */
static void take_tree(struct gitwalk *walk, git_repository *repo, const git_oid *oid)
{
    const size_t len = walk->path.len;
    git_tree *tree = NULL;

    if (signals_stopped() || !is_new(walk, oid))
        return;
    if (walk->depth == DEPTH_MAX || git_tree_lookup(&tree, repo, oid) != 0) {
        push_reason(walk, walk->depth == DEPTH_MAX ? REASON_DEPTH : REASON_NO_OBJECT);
        return;
    }
    walk->depth++;
    for (size_t i = 0; i < git_tree_entrycount(tree); i++) {
        const git_tree_entry *const entry = git_tree_entry_byindex(tree, i);

        if (len)
            buffer_char(&walk->path, '/');
        buffer_text(&walk->path, git_tree_entry_name(entry));
        take_entry(walk, repo, entry);
        buffer_cut(&walk->path, len);
    }
    walk->depth--;
    git_tree_free(tree);
}

static void name_commit(struct gitwalk *walk, const git_commit *commit, char id[GIT_OID_HEXSZ + 1])
{
    const git_signature *const author = git_commit_author(commit);
    const time_t when = author ? (time_t)author->when.time : 0;
    struct tm parts;

    walk->commit = git_oid_tostr(id, GIT_OID_HEXSZ + 1, git_commit_id(commit));
    if (!gmtime_r(&when, &parts)
        || strftime(walk->date, sizeof(walk->date), "%Y-%m-%d", &parts) == 0)
        walk->date[0] = '\0';
}

static void take_commit(struct gitwalk *walk, git_repository *repo, const git_oid *oid)
{
    char id[GIT_OID_HEXSZ + 1];
    git_commit *commit = NULL;

    if (git_commit_lookup(&commit, repo, oid) != 0) {
        push_reason(walk, REASON_NO_OBJECT);
        return;
    }
    name_commit(walk, commit, id);
    take_tree(walk, repo, git_commit_tree_id(commit));
    walk->commit = "";
    walk->date[0] = '\0';
    git_commit_free(commit);
}

static void take_shallow(const git_oid *oid, void *user)
{
    struct gitwalk *const walk = user;

    if (!signals_stopped())
        take_commit(walk, walk->scan->repository, oid);
}

static void take_history(struct gitwalk *walk, git_repository *repo)
{
    git_revwalk *commits = NULL;
    git_oid oid;
    int error;

    if (git_repository_is_shallow(repo)) {
        if (!gitshallow_each(repo, take_shallow, walk))
            push_reason(walk, REASON_NO_OBJECT);
        push_reason(walk, REASON_SHALLOW);
        return;
    }
    error = git_revwalk_new(&commits, repo);
    if (error == 0)
        error =
            git_revwalk_sorting(commits, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME | GIT_SORT_REVERSE);
    if (error == 0)
        error = git_revwalk_push_glob(commits, "refs/*");
    if (error == 0 && git_repository_head_detached(repo) == 1)
        error = git_revwalk_push_head(commits);
    while (error == 0 && !signals_stopped() && (error = git_revwalk_next(&oid, commits)) == 0)
        take_commit(walk, repo, &oid);
    if (error != 0 && error != GIT_ITEROVER)
        push_reason(walk, REASON_NO_OBJECT);
    git_revwalk_free(commits);
}

static void take_change(const git_diff_delta *delta, struct blob *blob, void *user)
{
    struct gitwalk *const walk = user;
    const char *why;

    buffer_cut(&walk->path, 0);
    buffer_text(&walk->path, delta->new_file.path);
    why = filter_listed(&walk->filter, walk->path.data);
    if (!why && delta->new_file.mode == GIT_FILEMODE_COMMIT)
        why = SKIP_SUBMODULE;
    if (why) {
        push_skipped(walk, why);
        blob_free(blob);
    } else {
        push_blob(walk, blob);
    }
    buffer_cut(&walk->path, 0);
}

static void take_diff(struct gitwalk *walk, struct gitdiff *diff, git_repository *repo)
{
    char id[GIT_OID_HEXSZ + 1];
    git_commit *commit = NULL;

    if (!git_oid_is_zero(&diff->commit) && git_commit_lookup(&commit, repo, &diff->commit) == 0)
        name_commit(walk, commit, id);
    if (!gitdiff_each(diff, take_change, walk))
        push_reason(walk, REASON_NO_OBJECT);
    git_commit_free(commit);
    walk->commit = "";
}

void gitwalk_all(struct scan *scan)
{
    struct gitwalk walk = { .scan = scan, .commit = "" };

    filter_init(&walk.filter, scan->settings);
    if (scan->gitdiff)
        take_diff(&walk, scan->gitdiff, scan->repository);
    else
        take_history(&walk, scan->repository);
    if (signals_stopped())
        push_reason(&walk, REASON_INTERRUPTED);
    filter_free(&walk.filter);
    seen_free(&walk.seen);
    seen_free(&walk.paths);
    buffer_free(&walk.path);
    ring_close(&scan->ring);
}

int gitwalk_open(struct scan *scan, const char *path)
{
    if (!gitlib_open())
        return STATUS_ENVIRONMENT;
    if (git_repository_open_ext(&scan->repository, path, 0, NULL) != 0) {
        const git_error *const error = git_error_last();

        message_about(path, "cannot open the repository: %s",
                      error && error->message ? error->message : "it is none");
        return STATUS_USER;
    }
    return gitdiff_open(&scan->gitdiff, scan->repository, scan->settings);
}

void gitwalk_close(struct scan *scan)
{
    gitdiff_free(scan->gitdiff);
    if (scan->repository)
        git_repository_free(scan->repository);
    gitlib_close();
}
