/* dlpd/folder/file_facts.h - what is known of a file that another program took out of a connection. */
#ifndef DLPD_FOLDER_FILE_FACTS_H
#define DLPD_FOLDER_FILE_FACTS_H

#include "flow/flow.h"

#define FACT_TEXT 256

struct file_facts {
    struct endpoint from, to; /* family 0: not known */
    char protocol[16];        /* "": not known */
    char host[FACT_TEXT], name[FACT_TEXT];
    bool cut; /* the other program says that it is not the whole file */
};

/** Zeek's names say the protocol: "extract-1700000000.1-HTTP-FAbcDe". */
void file_facts_of_name(struct file_facts *facts, const char *name);

/** What Suricata writes beside a file (fileinfo). What is missing stays as it was; bytes from outside. */
void file_facts_of_sidecar(struct file_facts *facts, const char *json, size_t len);

#endif
