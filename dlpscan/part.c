/* dlpscan/part.c - reports on a part of a document: its path stands behind the file's. */

#include "part.h"

#include "printable.h"

#include <string.h>

struct part_paths part_enter(struct reporting *to, const char *part)
{
    struct item *const item = to->item;
    const struct part_paths paths = { item->shown.len, item->place.len };

    if (part) { /* its '%' and '!' are escapes already */
        buffer_char(&item->shown, '!');
        printable_message(&item->shown, part, strlen(part));
        buffer_char(&item->place, '!');
        buffer_text(&item->place, part);
    }
    return paths;
}

void part_leave(struct reporting *to, struct part_paths paths)
{
    buffer_cut(&to->item->shown, paths.shown);
    buffer_cut(&to->item->place, paths.place);
}
