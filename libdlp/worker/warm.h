/* worker/warm.h - what libraries would open files for later is opened before there is a document. */
#ifndef WORKER_WARM_H
#define WORKER_WARM_H

void warm_up(void);

#endif
