/* worker/master.h - takes requests, and has a process for each. */
#ifndef WORKER_MASTER_H
#define WORKER_MASTER_H

/** Serve the socket until its other end is closed. @return the exit status. */
int master_run(int socket);

#endif
