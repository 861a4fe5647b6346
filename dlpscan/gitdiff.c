/* dlpscan/gitdiff.c - what changes: in the index, or from one commit to another. */

#include "gitdiff.h"

#include "buffer.h"
#include "gitlib.h"
#include "mem.h"
#include "message.h"

#include <string.h>

/* Say what git says. */
static int failed(const char *what)
{
    const git_error *const error = git_error_last();

    message_about(what, "%s", error && error->message ? error->message : "git failed");
    return STATUS_USER;
}

static int open_staged(struct gitdiff *diff, git_repository *repo)
{
    git_object *head = NULL;
    int error;

    if (git_repository_is_bare(repo)) {
        message("--staged: a bare repository has no index; use --diff");
        return STATUS_USER;
    }
    if (git_repository_head_unborn(repo) != 1
        && git_revparse_single(&head, repo, "HEAD^{tree}") != 0)
        return failed("HEAD");
    error = git_diff_tree_to_index(&diff->diff, repo, (git_tree *)head, NULL, NULL);
    git_object_free(head);
    return error == 0 ? STATUS_CLEAN : failed("the index");
}

static int find_commit(git_commit **out, git_repository *repo, const char *name)
{
    struct buffer spec = BUFFER_INIT;
    git_object *object = NULL;
    int status = STATUS_CLEAN;

    buffer_format(&spec, "%s^{commit}", *name ? name : "HEAD");
    if (git_revparse_single(&object, repo, spec.data) != 0)
        status = failed(*name ? name : "HEAD");
    *out = (git_commit *)object;
    buffer_free(&spec);
    return status;
}

/* With three dots: what head brought since it left base. */
static int leave_at_merge_base(git_commit **base, git_repository *repo, const git_commit *head)
{
    git_oid oid;

    if (git_merge_base(&oid, repo, git_commit_id(*base), git_commit_id(head)) != 0)
        return failed("merge base");
    git_commit_free(*base);
    *base = NULL;
    return git_commit_lookup(base, repo, &oid) == 0 ? STATUS_CLEAN : failed("merge base");
}

static int diff_commits(struct gitdiff *diff, git_repository *repo, const git_commit *base,
                        const git_commit *head)
{
    git_tree *from = NULL, *to = NULL;
    int status = STATUS_CLEAN;

    git_oid_cpy(&diff->commit, git_commit_id(head));
    if (git_commit_tree(&from, base) != 0 || git_commit_tree(&to, head) != 0
        || git_diff_tree_to_tree(&diff->diff, repo, from, to, NULL) != 0)
        status = failed("diff");
    git_tree_free(from);
    git_tree_free(to);
    return status;
}

static int open_range(struct gitdiff *diff, git_repository *repo, const char *range)
{
    const char *const dots = strstr(range, "..");
    const bool three = dots && dots[2] == '.';
    git_commit *base = NULL, *head = NULL;
    char *const from = mem_copy(range, dots ? (size_t)(dots - range) : strlen(range));
    int status = find_commit(&base, repo, from);

    if (status == STATUS_CLEAN)
        status = find_commit(&head, repo, dots ? dots + 2 + three : "");
    if (status == STATUS_CLEAN && three)
        status = leave_at_merge_base(&base, repo, head);
    if (status == STATUS_CLEAN)
        status = diff_commits(diff, repo, base, head);
    git_commit_free(base);
    git_commit_free(head);
    mem_free(from);
    return status;
}

int gitdiff_open(struct gitdiff **out, git_repository *repo, const struct settings *settings)
{
    struct gitdiff *diff;
    int status;

    *out = NULL;
    if (!settings->staged && !settings->diff)
        return STATUS_CLEAN;
    if (settings->staged && settings->diff) {
        message("--staged and --diff are two questions; ask one");
        return STATUS_USER;
    }
    diff = mem_array(1, sizeof(*diff));
    *out = diff;
    status = settings->staged ? open_staged(diff, repo) : open_range(diff, repo, settings->diff);
    if (status == STATUS_CLEAN && git_diff_find_similar(diff->diff, NULL) != 0)
        status = failed("renames"); /* a file that moved brings only its changes */
    return status;
}

void gitdiff_free(struct gitdiff *diff)
{
    if (diff)
        git_diff_free(diff->diff);
    mem_free(diff);
}

/* The lines that the change brought. Of a binary file git tells none: all of it is new. */
static bool find_lines(struct gitdiff *diff, size_t index, struct blob *blob)
{
    git_patch *patch = NULL;
    const git_diff_line *line;

    if (git_patch_from_diff(&patch, diff->diff, index) != 0)
        return false;
    blob->changed_only = patch && git_patch_num_hunks(patch) > 0;
    for (size_t hunk = 0; patch && hunk < git_patch_num_hunks(patch); hunk++) {
        const int lines = git_patch_num_lines_in_hunk(patch, hunk);

        for (int i = 0; i < lines; i++) {
            if (git_patch_get_line_in_hunk(&line, patch, hunk, (size_t)i) == 0
                && line->origin == GIT_DIFF_LINE_ADDITION && line->new_lineno > 0)
                blob_add_line(blob, (uint64_t)line->new_lineno);
        }
    }
    git_patch_free(patch);
    return true;
}

bool gitdiff_each(struct gitdiff *diff, gitdiff_fn on_change, void *user)
{
    bool whole = true;

    for (size_t i = 0; i < git_diff_num_deltas(diff->diff); i++) {
        const git_diff_delta *const delta = git_diff_get_delta(diff->diff, i);
        const bool moved = delta->status == GIT_DELTA_RENAMED || delta->status == GIT_DELTA_COPIED;
        struct blob *blob;

        if (delta->status != GIT_DELTA_ADDED && delta->status != GIT_DELTA_MODIFIED
            && delta->status != GIT_DELTA_TYPECHANGE && !moved)
            continue;
        if (git_oid_equal(&delta->old_file.id, &delta->new_file.id))
            continue; /* another name, another mode */
        blob = blob_new(&delta->new_file.id);
        if (delta->status != GIT_DELTA_ADDED && delta->new_file.mode != GIT_FILEMODE_COMMIT)
            whole = find_lines(diff, i, blob) && whole;
        on_change(delta, blob, user);
    }
    return whole;
}
