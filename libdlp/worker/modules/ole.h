/* worker/modules/ole.h - the container of old office documents, by libgsf: what its readers share. */
#ifndef WORKER_MODULES_OLE_H
#define WORKER_MODULES_OLE_H

#include "worker/worker.h"

#include <gsf/gsf.h>

/** The longest part's name that is made here. */
#define OLE_NAME 1024u

/** Does a storage hold something of that name? */
bool ole_has(GsfInfile *storage, const char *name);

/** Load a stream. @return its bytes, to be freed with g_free(), with a NUL behind them; NULL when it is not
 *  there, is a storage, or cannot be read. */
uint8_t *ole_load(GsfInfile *storage, const char *name, size_t *len);

/** Tell a stream as the part `name`. */
void ole_tell_stream(GsfInput *stream, const char *name);
/** Tell a storage as a container of its own, which is then read as any document is. */
void ole_tell_storage(GsfInfile *storage, const char *name);

/** Tell the sources of a project of macros. @return false when the storage holds none. */
bool ole_tell_macros(GsfInfile *storage);
/** Tell all that no reader knows better: other streams, embedded documents, properties, macros. */
void ole_tell_rest(GsfInfile *root);

enum dlp_reason ole_read_doc(GsfInfile *root);
enum dlp_reason ole_read_ppt(GsfInfile *root);
enum dlp_reason ole_read_msg(GsfInfile *root);
/** winmail.dat: no such container, but the same properties of a message. */
enum dlp_reason read_tnef(const struct worker_document *document);

#endif
