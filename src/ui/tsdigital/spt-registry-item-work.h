/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of one registry item asks of the archive: loading, saving, the other ones of its codes. */
#pragma once

#include "form/spt-record.h"
#include "model/spt-account.h"
#include "store/spt-store-dossiers.h"
#include "ui/spt-record-work.h"

G_BEGIN_DECLS

/**
 * SptRegistryItemLoad:
 * @record: what every record has; of a new one there are the accounts alone
 * @dossier: its columns
 * @accounts: (element-type SptAccount): those of the service
 * @facts: (element-type SptDossierFact): oldest first
 * @done: operations that the service accepted: spt_dossier_is_done()
 *
 * All that the page shows, owned.
 */
typedef struct
{
  SptRecordLoad  record;
  SptDossier    *dossier;
  GPtrArray     *accounts;
  GPtrArray     *facts;
  guint          done;
} SptRegistryItemLoad;

void            spt_registry_item_load_async  (SptStore             *store,
                                               gint64                id,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);

/**
 * SptRegistryItemSave:
 * @id: 0 = a new one
 * @account_id: with which it is to go; 0 = not decided
 * @rebind: it stands in the archive with another account
 * @who: the clerk
 *
 * How an item is saved. Copied.
 */
typedef struct
{
  gint64      id;
  gint64      account_id;
  gboolean    rebind;
  const char *who;
} SptRegistryItemSave;

/* On a thread. @record: (transfer full). The finish gives the id, 0 on error. */
void            spt_registry_item_save_async  (SptStore                  *store,
                                               SptRecord                 *record,
                                               const SptRegistryItemSave *how,
                                               GCancellable              *cancellable,
                                               GAsyncReadyCallback        callback,
                                               gpointer                   user_data);
gint64          spt_registry_item_save_finish (SptStore                  *store,
                                               GAsyncResult              *result,
                                               GError                   **error);

/**
 * SptRegistryTwin:
 * @id: another item with one of the codes; 0 = none
 * @code: (owned) (nullable): that code
 * @is_vat: it is the VAT number
 * @is_created: the service has it
 * @is_prepared: it was not sent, or refused; else it is under way, or nobody knows
 * @account: (owned) (nullable): with which account
 *
 * What speaks against another item with the same codes (services facts 2.8).
 */
typedef struct
{
  gint64   id;
  char    *code;
  gboolean is_vat;
  gboolean is_created;
  gboolean is_prepared;
  char    *account;
} SptRegistryTwin;

void            spt_registry_twin_clear       (SptRegistryTwin      *self);
/* @environment: (nullable): static. The finish borrows: it lives as long as @result. */
void            spt_registry_twin_async       (SptStore             *store,
                                               gint64                id,
                                               const char           *tax_id,
                                               const char           *vat_number,
                                               const char           *environment,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
SptRegistryTwin *spt_registry_twin_finish     (SptStore             *store,
                                               GAsyncResult         *result,
                                               GError              **error);

/* A line for its timeline. Ends in spt_registry_note_finish(). */
void            spt_registry_note_async       (SptStore             *store,
                                               gint64                id,
                                               const char           *text,
                                               const char           *who,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean        spt_registry_note_finish      (SptStore             *store,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
