/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries of the catalogues of firms, technicians and instruments: their fields, rules and keeping. Without GTK. */
#pragma once

#include "form/spt-record.h"
#include "outbox/spt-deadlines.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

typedef enum
{
  SPT_PLANT_CATALOGUE_FIRMS,
  SPT_PLANT_CATALOGUE_TECHNICIANS,
  SPT_PLANT_CATALOGUE_INSTRUMENTS,
  SPT_N_PLANT_CATALOGUES
} SptPlantCatalogue;

/**
 * SptPlantEntry:
 * @id: in the catalogue
 * @name: "Rossi Mario"
 * @detail: its code, and what goes with it
 * @until: (nullable): the first of its dates, ISO
 * @doc: its document
 *
 * One entry, as a list shows it. Strings are owned.
 */
typedef struct
{
  gint64  id;
  char   *name;
  char   *detail;
  char   *until;
  char   *doc;
} SptPlantEntry;

void       spt_plant_entry_free             (SptPlantEntry       *self);
/* (nullable): NULL when the user's own table is broken. */
SptSchema *spt_plant_catalogue_get_schema   (SptPlantCatalogue    which);
/* Every rule of an entry; @firms: (nullable) (element-type SptPlantEntry): those that there are. @today: ISO. */
void       spt_plant_catalogue_check        (SptPlantCatalogue    which,
                                             SptRecord           *record,
                                             GPtrArray           *firms,
                                             const char          *today,
                                             SptIssueList        *issues);
/* The finish gives the three of them (element-type GPtrArray of SptPlantEntry), by name. */
void       spt_plant_catalogue_load_async   (SptStore            *store,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
GPtrArray *spt_plant_catalogue_load_finish  (SptStore            *store,
                                             GAsyncResult        *result,
                                             GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Both end in spt_record_work_finish(). */
void       spt_plant_catalogue_save_async   (SptStore            *store,
                                             SptPlantCatalogue    which,
                                             gint64               id,
                                             SptRecord           *record,
                                             const char          *who,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
void       spt_plant_catalogue_remove_async (SptStore            *store,
                                             gint64               id,
                                             gboolean             restore,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);

G_END_DECLS
