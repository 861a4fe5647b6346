/* dlpd/gate/handover.h - the queue goes from one process to the next, which loses no packet.
 *
 * What the kernel knows of a queue hangs on a socket. The new process has its rules compiled, and all else open, when
 * it asks for that socket; the old one judges what it holds, gives it, and tells of its flows while the
 * new one judges already. Packets wait in the kernel meanwhile: for about as long as it takes to send three messages.
 *
 * The new process says that it has the socket, and reads it only when the old one has answered that it does not any
 * more. So both know who has the queue whichever of them is slow, or ends: the old one, unless it could send that answer. */
#ifndef DLPD_GATE_HANDOVER_H
#define DLPD_GATE_HANDOVER_H

#include "gate/queue.h"
#include "util/local_socket.h"

#include <stdint.h>

struct handover {
    struct local_socket at;
    uint16_t queue;
    int before; /* connected to the process before this one, until that has ended; -1: there is none */
    int asking; /* connected to one that has not asked yet; -1: there is none */
    int after; /* connected to the next one, which has the queue, until this process ends; -1: there is none */
    int wait_ms; /* for the word of the other, while packets wait */
};

/** Listen for the next process; and is there one before?
 *  @return false, and said, when that is not possible */
bool handover_open(struct handover *handover, const char *path, uint16_t queue);

/** Have the queue of the process before.
 *  @return a descriptor; -1, and said, when it does not give it */
int handover_take(struct handover *handover);

/** The queue that was taken can be read: from now on by this process alone.
 *  @param lost  set to what the kernel had dropped by then.
 *  @return false, and said, when the other process keeps it */
bool handover_taken(struct handover *handover, struct queue_losses *lost);

/** Readable when there is something for handover_asked() or handover_ended(). */
int handover_fd(const struct handover *handover);

/** Does a process ask for the queue? If so: a descriptor that it waits on; else -1. Never waits. */
int handover_asked(struct handover *handover);

/** Give it the queue. What is held was judged, and nothing is read until this returns.
 *  @param lost  what the kernel has dropped so far.
 *  @return false when it did not take it: go on */
bool handover_give(struct handover *handover, int asked, int queue,
                   const struct queue_losses *lost);

/** Wait until the process before has ended, and take its place. False, and said, when that is not possible. */
bool handover_ended(struct handover *handover);

/** Who has the queue now is told that this process has ended when it has. */
void handover_close(struct handover *handover);

#endif
