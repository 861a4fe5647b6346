/* dlpscan/gitlib.h - libgit2, loaded when it is needed.
 *
 * With the libraries that it needs itself it takes longer to load than a small scan lasts, and only
 * `dlpscan git` uses it. So each of its functions that we call is a pointer here, of the type that its
 * header says, and stands under its own name. */
#ifndef DLPSCAN_GITLIB_H
#define DLPSCAN_GITLIB_H

#include <git2.h>

#include <stdbool.h>

/* clang-format off */
#define GITLIB_FUNCTIONS(X) \
    X(git_commit_author) \
    X(git_commit_free) \
    X(git_commit_id) \
    X(git_commit_lookup) \
    X(git_commit_parent_id) \
    X(git_commit_parentcount) \
    X(git_commit_time) \
    X(git_commit_tree) \
    X(git_commit_tree_id) \
    X(git_diff_find_similar) \
    X(git_diff_free) \
    X(git_diff_get_delta) \
    X(git_diff_num_deltas) \
    X(git_diff_tree_to_index) \
    X(git_diff_tree_to_tree) \
    X(git_error_last) \
    X(git_libgit2_init) \
    X(git_libgit2_shutdown) \
    X(git_merge_base) \
    X(git_object_free) \
    X(git_odb_free) \
    X(git_odb_object_data) \
    X(git_odb_object_free) \
    X(git_odb_object_size) \
    X(git_odb_read) \
    X(git_odb_read_header) \
    X(git_oid_cpy) \
    X(git_oid_equal) \
    X(git_oid_is_zero) \
    X(git_oid_tostr) \
    X(git_patch_free) \
    X(git_patch_from_diff) \
    X(git_patch_get_line_in_hunk) \
    X(git_patch_num_hunks) \
    X(git_patch_num_lines_in_hunk) \
    X(git_reference_foreach_name) \
    X(git_repository_free) \
    X(git_repository_head_detached) \
    X(git_repository_head_unborn) \
    X(git_repository_is_bare) \
    X(git_repository_is_shallow) \
    X(git_repository_odb) \
    X(git_repository_open) \
    X(git_repository_open_ext) \
    X(git_repository_path) \
    X(git_revparse_single) \
    X(git_revwalk_free) \
    X(git_revwalk_new) \
    X(git_revwalk_next) \
    X(git_revwalk_push_glob) \
    X(git_revwalk_push_head) \
    X(git_revwalk_sorting) \
    X(git_tree_entry_byindex) \
    X(git_tree_entry_id) \
    X(git_tree_entry_name) \
    X(git_tree_entry_type) \
    X(git_tree_entrycount) \
    X(git_tree_free) \
    X(git_tree_lookup)
/* clang-format on */

/** Load and start it. False, and said, when it is not installed. */
bool gitlib_open(void);
/** End it. Also when it was not loaded. */
void gitlib_close(void);

#define GITLIB_DECLARE(name) extern __typeof__(name) *gitlib_##name;
GITLIB_FUNCTIONS(GITLIB_DECLARE)
#undef GITLIB_DECLARE

#define git_commit_author gitlib_git_commit_author
#define git_commit_free gitlib_git_commit_free
#define git_commit_id gitlib_git_commit_id
#define git_commit_lookup gitlib_git_commit_lookup
#define git_commit_parent_id gitlib_git_commit_parent_id
#define git_commit_parentcount gitlib_git_commit_parentcount
#define git_commit_time gitlib_git_commit_time
#define git_commit_tree gitlib_git_commit_tree
#define git_commit_tree_id gitlib_git_commit_tree_id
#define git_diff_find_similar gitlib_git_diff_find_similar
#define git_diff_free gitlib_git_diff_free
#define git_diff_get_delta gitlib_git_diff_get_delta
#define git_diff_num_deltas gitlib_git_diff_num_deltas
#define git_diff_tree_to_index gitlib_git_diff_tree_to_index
#define git_diff_tree_to_tree gitlib_git_diff_tree_to_tree
#define git_error_last gitlib_git_error_last
#define git_libgit2_init gitlib_git_libgit2_init
#define git_libgit2_shutdown gitlib_git_libgit2_shutdown
#define git_merge_base gitlib_git_merge_base
#define git_object_free gitlib_git_object_free
#define git_odb_free gitlib_git_odb_free
#define git_odb_object_data gitlib_git_odb_object_data
#define git_odb_object_free gitlib_git_odb_object_free
#define git_odb_object_size gitlib_git_odb_object_size
#define git_odb_read gitlib_git_odb_read
#define git_odb_read_header gitlib_git_odb_read_header
#define git_oid_cpy gitlib_git_oid_cpy
#define git_oid_equal gitlib_git_oid_equal
#define git_oid_is_zero gitlib_git_oid_is_zero
#define git_oid_tostr gitlib_git_oid_tostr
#define git_patch_free gitlib_git_patch_free
#define git_patch_from_diff gitlib_git_patch_from_diff
#define git_patch_get_line_in_hunk gitlib_git_patch_get_line_in_hunk
#define git_patch_num_hunks gitlib_git_patch_num_hunks
#define git_patch_num_lines_in_hunk gitlib_git_patch_num_lines_in_hunk
#define git_reference_foreach_name gitlib_git_reference_foreach_name
#define git_repository_free gitlib_git_repository_free
#define git_repository_head_detached gitlib_git_repository_head_detached
#define git_repository_head_unborn gitlib_git_repository_head_unborn
#define git_repository_is_bare gitlib_git_repository_is_bare
#define git_repository_is_shallow gitlib_git_repository_is_shallow
#define git_repository_odb gitlib_git_repository_odb
#define git_repository_open gitlib_git_repository_open
#define git_repository_open_ext gitlib_git_repository_open_ext
#define git_repository_path gitlib_git_repository_path
#define git_revparse_single gitlib_git_revparse_single
#define git_revwalk_free gitlib_git_revwalk_free
#define git_revwalk_new gitlib_git_revwalk_new
#define git_revwalk_next gitlib_git_revwalk_next
#define git_revwalk_push_glob gitlib_git_revwalk_push_glob
#define git_revwalk_push_head gitlib_git_revwalk_push_head
#define git_revwalk_sorting gitlib_git_revwalk_sorting
#define git_tree_entry_byindex gitlib_git_tree_entry_byindex
#define git_tree_entry_id gitlib_git_tree_entry_id
#define git_tree_entry_name gitlib_git_tree_entry_name
#define git_tree_entry_type gitlib_git_tree_entry_type
#define git_tree_entrycount gitlib_git_tree_entrycount
#define git_tree_free gitlib_git_tree_free
#define git_tree_lookup gitlib_git_tree_lookup

#endif
