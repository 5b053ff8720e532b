/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of one registry item asks of the archive: loading, the other ones of its codes. */
#pragma once

#include "ui/spt-dossier-work.h"

G_BEGIN_DECLS

/* A #SptDossierLoad. @id: 0 = a new one. */
void            spt_registry_item_load_async  (SptStore             *store,
                                               gint64                id,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);

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

G_END_DECLS
