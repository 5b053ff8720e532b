/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar file for other programs (RFC 5545): whole days with a reminder, nothing else. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SptCalendarDay:
 * @uid: what the event is known by: the same one each time it is written
 * @date: ISO: "2026-12-16"
 * @summary: what it is called
 * @description: (nullable): what is said of it
 * @location: (nullable): where
 * @category: (nullable): of what kind
 * @remind_days: so many days before a program reminds of it, at nine in the morning; 0 = it does not
 *
 * One event, a whole day. Borrowed.
 */
typedef struct
{
  const char *uid;
  const char *date;
  const char *summary;
  const char *description;
  const char *location;
  const char *category;
  guint       remind_days;
} SptCalendarDay;

/* @name: (nullable): what a program calls the calendar. */
GString  *spt_calendar_begin (const char           *name) G_GNUC_WARN_UNUSED_RESULT;
/* FALSE: its date is none, and nothing was written. */
gboolean  spt_calendar_add   (GString              *out,
                              const SptCalendarDay *day,
                              gint64                now_utc_ms);
void      spt_calendar_end   (GString              *out);

G_END_DECLS
