/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of any dossier asks of the archive. Knows no widget. */
#pragma once

#include "store/spt-store-dossiers.h"
#include "ui/spt-record-work.h"

G_BEGIN_DECLS

/**
 * SptDossierLoad:
 * @record: what every record has; of a new one there are the accounts alone
 * @dossier: its columns
 * @account: (nullable): with which it goes
 * @accounts: (element-type SptAccount): those of the service
 * @facts: (element-type SptDossierFact): oldest first
 * @overrides: (element-type SptDossierOverride): oldest first
 * @done: operations that the service accepted: spt_dossier_is_done()
 *
 * What the archive has of any dossier, owned; what a kind reads begins with it.
 */
typedef struct
{
  SptRecordLoad  record;
  SptDossier    *dossier;
  SptAccount    *account;
  GPtrArray     *accounts;
  GPtrArray     *facts;
  GPtrArray     *overrides;
  guint          done;
} SptDossierLoad;

void     spt_dossier_load_clear (SptDossierLoad  *self);
/* Of the id in its record; 0 = a new one. */
gboolean spt_dossier_load       (SptDb           *db,
                                 const char      *kind,
                                 SptDossierLoad  *self,
                                 GError         **error);

/* A line for its timeline. Ends in spt_record_work_finish(). */
void     spt_dossier_note_async (SptStore            *store,
                                 gint64               id,
                                 const char          *text,
                                 const char          *who,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);

G_END_DECLS
