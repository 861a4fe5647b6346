/* common/place.h - where the rules, the key and the cache are when nobody says. */
#ifndef COMMON_PLACE_H
#define COMMON_PLACE_H

/** $DLP_RULES, or the rules that came with this build. Never NULL; not to be freed. */
const char *place_rules(void);

/** $XDG_CONFIG_HOME/dlp/key or ~/.config/dlp/key; NULL when neither is known.
 *  Free with mem_free(). */
char *place_key(void);

/** $XDG_CACHE_HOME/dlp, or ~/.cache/dlp when there is such a home; NULL when neither is known.
 *  Free with mem_free(). */
char *place_cache(void);

/** Make the folders above a file that are missing, mode 0700. 0, or an errno. */
int place_folders(const char *file);

#endif
