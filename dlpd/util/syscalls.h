/* dlpd/util/syscalls.h - the system calls that dlpd can still make once everything is open. */
#ifndef DLPD_UTIL_SYSCALLS_H
#define DLPD_UTIL_SYSCALLS_H

/** From now on no program is started, no process is made, no socket that leaves the machine is opened, nothing
 *  of the system is changed, for this thread and all that it makes. Whoever tries to start something is killed; what
 *  else is not on the list fails with EPERM. Where the system has no such limits, that is said. */
void syscalls_limit(void);

#endif
