/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day's efficiency reports: which plants and generators they may be of, and the drafts that are made of those chosen. Without
 * GTK. */
#pragma once

#include "outbox/spt-plants.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

/**
 * SptDayReport:
 * @plant_id: of which plant
 * @code: the plant's
 * @name: who is responsible for it
 * @place: where it is
 * @components: (element-type utf8): the generators of one type of report: "GT1", "GT2"
 * @due: (nullable): until when, ISO
 * @previous: the report of that type before; 0 = none
 * @open_id: one that is begun already; 0 = none
 *
 * One report that may be made. Everything is owned.
 */
typedef struct
{
  gint64     plant_id;
  char      *code;
  char      *name;
  char      *place;
  GPtrArray *components;
  char      *due;
  gint64     previous;
  gint64     open_id;
} SptDayReport;

SptDayReport *spt_day_report_ref          (SptDayReport *self) G_GNUC_WARN_UNUSED_RESULT;
void          spt_day_report_unref        (SptDayReport *self);
/* "GT1, GT2". */
char         *spt_day_report_dup_parts    (const SptDayReport *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean      spt_day_report_is_same      (const SptDayReport *self,
                                           const SptDayReport *other);

/* (element-type SptDayReport): of plants that have all of @words; with @until (ISO) instead those due by then; @plant_ids
 * (nullable) (element-type gint64) instead of those. The finish. */
void          spt_day_reports_find_async  (SptStore            *store,
                                           const char          *words,
                                           const char          *until,
                                           GArray              *plant_ids,
                                           guint                max,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
GPtrArray    *spt_day_reports_find_finish (SptStore            *store,
                                           GAsyncResult        *result,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* The catalogues of firms and technicians: (element-type SptCatalogueEntry). */
void          spt_day_reports_choices_async  (SptStore            *store,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
gboolean      spt_day_reports_choices_finish (SptStore            *store,
                                              GAsyncResult        *result,
                                              GPtrArray          **firms,
                                              GPtrArray          **technicians,
                                              GError             **error);

/* A draft of each of @reports (element-type SptDayReport), begun from the one before. @day: ISO; @firm, @technician: (nullable):
 * documents of the catalogues. The finish: (element-type gint64), those that were begun before among them. */
void          spt_day_reports_make_async  (SptStore            *store,
                                           GPtrArray           *reports,
                                           const char          *day,
                                           const char          *firm,
                                           const char          *technician,
                                           const char          *who,
                                           gint64               now_utc_ms,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
GArray       *spt_day_reports_make_finish (SptStore            *store,
                                           GAsyncResult        *result,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
