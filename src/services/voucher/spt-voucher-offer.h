/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An offer of the operator: what its catalogue keeps, what is wrong with it, many of them out of a
 * table. Pure. */
#pragma once

#include "form/spt-record.h"

G_BEGIN_DECLS

#define SPT_VOUCHER_OFFER_KIND  "voucher.offer" /* in the archive's catalogue */
#define SPT_VOUCHER_OFFER_MULTI "MULTI"         /* the technology is chosen in each voucher */
#define SPT_VOUCHER_OFFERS_MAX  10000           /* rows that are read at once */

/**
 * SptVoucherOffer:
 * @id: in the archive; 0 = not there
 * @row: of the table it was read from, from 1; else 0
 * @code: as registered on the portal
 * @technology: FTTH, FTTC, FTTB, FWA, SAT or %SPT_VOUCHER_OFFER_MULTI; "" = not known
 * @speed: Mbit/s; "" = not known
 * @note: for people
 * @fault: (nullable): why it cannot be kept, in the user's language
 *
 * One offer. No text is %NULL but @fault.
 */
typedef struct
{
  gint64  id;
  guint   row;
  char   *code;
  char   *technology;
  char   *speed;
  char   *note;
  char   *fault;
} SptVoucherOffer;

/* The fields of an offer (data/voucher/offer.json); NULL when the user's own table is broken. */
SptSchema       *spt_voucher_offer_get_schema  (void);
SptVoucherOffer *spt_voucher_offer_new         (const char      *code,
                                                const char      *technology,
                                                const char      *speed,
                                                const char      *note) G_GNUC_WARN_UNUSED_RESULT;
void             spt_voucher_offer_free        (SptVoucherOffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptVoucherOffer, spt_voucher_offer_free)
/* The form of the archive and back; NULL when it is none. */
char            *spt_voucher_offer_dup_doc     (SptVoucherOffer *self) G_GNUC_WARN_UNUSED_RESULT;
SptVoucherOffer *spt_voucher_offer_new_doc     (const char      *doc) G_GNUC_WARN_UNUSED_RESULT;
/* Every rule of one offer. */
void             spt_voucher_offer_check       (SptRecord       *record,
                                                SptIssueList    *issues);
/* What the code itself seems to say, for empty fields of a form; both (nullable) (transfer full). */
void             spt_voucher_offer_guess       (const char      *code,
                                                char           **technology,
                                                char           **speed);
gboolean         spt_voucher_offer_is_multi    (SptVoucherOffer *self);
/* "FTTH · 100 Mbit/s · Fibra Casa" */
char            *spt_voucher_offer_dup_summary (SptVoucherOffer *self) G_GNUC_WARN_UNUSED_RESULT;
/* A table: code, technology, speed, note, with or without a header; (element-type SptVoucherOffer),
 * those with a fault too. */
GPtrArray       *spt_voucher_offers_read       (GInputStream    *table,
                                                GCancellable    *cancellable,
                                                GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
