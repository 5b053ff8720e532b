/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Local date-times without a zone, as Italian services write them, and the forms people type. */
#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

#define SPT_DATETIME_ERROR (spt_datetime_error_quark ())

typedef enum
{
  SPT_DATETIME_ERROR_EMPTY,
  SPT_DATETIME_ERROR_SYNTAX,
  SPT_DATETIME_ERROR_RANGE, /* 31 February, hour 24 */
  SPT_DATETIME_ERROR_ZONE   /* a zone where none may stand */
} SptDatetimeError;

/**
 * SptDatetime:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: 1 to 31
 * @hour: 0 to 23
 * @minute: 0 to 59
 * @second: 0 to 59
 * @ms: 0 to 999
 * @has_time: whether the text named a time of day
 *
 * A point on the wall clock, without a zone.
 */
typedef struct
{
  gint16 year;
  gint8  month;
  gint8  day;
  gint8  hour;
  gint8  minute;
  gint8  second;
  gint16 ms;
  bool   has_time;
} SptDatetime;

GQuark    spt_datetime_error_quark (void);

/* ISO ("2026-12-16", "2026-12-16T23:59", "...:59", "...:59.123") or Italian ("16/12/2026",
 * "16-12-2026", "16.12.2026", with an optional " 23:59[:59]"). A trailing Z or offset is
 * SPT_DATETIME_ERROR_ZONE. */
gboolean  spt_datetime_parse       (const char   *text,
                                    SptDatetime  *out,
                                    GError      **error);
/* "2026-12-16T23:59:59"; with milliseconds only when they are not zero. */
char     *spt_datetime_to_iso      (const SptDatetime *self);
/* "16/12/2026", or "16/12/2026 23:59" when @with_time. */
char     *spt_datetime_to_italian  (const SptDatetime *self,
                                    gboolean           with_time);
int       spt_datetime_compare     (const SptDatetime *a,
                                    const SptDatetime *b);
/* The wall clock in UTC at @utc_ms: what the services compare with (GPD facts 7). */
void      spt_datetime_from_utc_ms (SptDatetime *self,
                                    gint64       utc_ms);
/* The wall clock in Italy at @utc_ms; @offset_min: (out) (optional): ahead of UTC, minutes. */
void      spt_datetime_from_utc_ms_in_italy (SptDatetime *self,
                                             gint64       utc_ms,
                                             int         *offset_min);
/* @utc_ms as "2026-11-21T20:55:00.123Z" (archive, JSON output). */
char     *spt_datetime_format_utc  (gint64 utc_ms);

G_END_DECLS
