/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window asks of the archive for offers: the catalogue of an account, and what vouchers
 * were made with. Without GTK. */
#pragma once

#include "services/voucher/spt-voucher-offer.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

/**
 * SptOffers:
 * @offers: (element-type SptVoucherOffer): of the catalogue, by code
 * @used: (element-type SptVoucherOffer): that vouchers of the account have and the catalogue has
 *   not; those used most come first
 *
 * @account: (nullable): the name of the account
 *
 * What there is to choose from.
 */
typedef struct
{
  char      *account;
  GPtrArray *offers;
  GPtrArray *used;
} SptOffers;

void             spt_offers_free           (SptOffers           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptOffers, spt_offers_free)
/* By exactly this code; NULL = none. Borrowed. */
SptVoucherOffer *spt_offers_find           (SptOffers           *self,
                                            const char          *code);
/* Those whose code or note has all the words of @text, at most @max: (element-type SptVoucherOffer)
 * (transfer container). */
GPtrArray       *spt_offers_search         (SptOffers           *self,
                                            const char          *text,
                                            guint                max) G_GNUC_WARN_UNUSED_RESULT;

void             spt_offers_load_async     (SptStore            *store,
                                            gint64               account_id,
                                            gboolean             with_used,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
SptOffers       *spt_offers_load_finish    (SptStore            *store,
                                            GAsyncResult        *result,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* @offers: (element-type SptVoucherOffer): inserted, or put in the place of the one of that id or
 * code; those with a fault are left out. All of it or nothing. */
void             spt_offers_save_async     (SptStore            *store,
                                            gint64               account_id,
                                            GPtrArray           *offers,
                                            const char          *who,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* A code that another one has is SPT_STORE_ERROR_CONSTRAINT. */
gboolean         spt_offers_save_finish    (SptStore            *store,
                                            GAsyncResult        *result,
                                            guint               *n_new,
                                            guint               *n_replaced,
                                            GError             **error);
/* Ends in spt_record_work_finish(). */
void             spt_offers_remove_async   (SptStore            *store,
                                            gint64               id,
                                            gboolean             restore,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);

G_END_DECLS
