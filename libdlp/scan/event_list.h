/* scan/event_list.h - a growing list of events, kept from block to block. */
#ifndef SCAN_EVENT_LIST_H
#define SCAN_EVENT_LIST_H

#include "model/candidate.h"

/** Append; sets list->failed when there is no memory or the list holds EVENTS_MAX. */
void dlp_event_list_add(struct dlp_event_list *list, const struct dlp_event *event);
/** Put the events in order of (at, rule, kind), given that the first `nearly` of them nearly are in
 *  order, and the others exactly by `at`. */
void dlp_event_list_sort(struct dlp_event_list *list, size_t nearly);
void dlp_event_list_free(struct dlp_event_list *list);
#endif
