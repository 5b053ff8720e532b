/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the send sheet, and of what was sent, for a kind of records. */
#pragma once

#include <gtk/gtk.h>

#include "model/spt-account.h"
#include "ui/spt-desk.h"

G_BEGIN_DECLS

/**
 * SptSendWords:
 * @is_single: each record is a request of its own, with an answer at once; else a request holds
 *   many, and a report follows
 * @choose: untranslated: why an account has to be chosen before more is known
 * @counting: untranslated: what the rehearsal of an order is doing
 * @unbound: (nullable): untranslated: why no creditor body says which account
 * @open: untranslated: the button that opens one of them, with a mnemonic
 * @dup_title: how many of what: "312 new positions"
 * @dup_subtitle: its sum in cents and what follows from it; (nullable): nothing to say
 * @get_warning: (nullable): what cannot be taken back of an operation; translated
 * @dup_button: how many of how many creditor bodies to where; @where is an environment, %NULL =
 *   not known yet
 * @dup_sent_before: how many of them have left before
 * @dup_refusal: how many the service would refuse
 * @dup_leave_out: the button that leaves these out, with a mnemonic
 * @dup_requests: in how many requests
 * @dup_prepared: how many records in how many requests
 * @new_cost: (nullable): a row that says what an order costs, where each request is paid for
 * @show_cost: with @new_cost: it is about so many requests of an operation with @account ((nullable): not known yet)
 * @show_spent: with @new_cost: it is about an order that was given: with which account, when (UTC milliseconds), how many
 *   requests were taken of an operation
 *
 * One kind of records as the send sheet speaks of it. Operations are the last word of their ids;
 * texts are (transfer full).
 */
typedef struct
{
  gboolean     is_single;
  const char  *choose;
  const char  *counting;
  const char  *unbound;
  const char  *open;
  char       *(*dup_title)       (const char *operation,
                                  guint       n);
  char       *(*dup_subtitle)    (const char *operation,
                                  gint64      sum);
  const char *(*get_warning)     (const char *operation);
  char       *(*dup_button)      (guint       n,
                                  guint       n_bodies,
                                  const char *where);
  char       *(*dup_sent_before) (guint       n);
  char       *(*dup_refusal)     (guint       n);
  char       *(*dup_leave_out)   (guint       n);
  char       *(*dup_requests)    (guint       n);
  char       *(*dup_prepared)    (guint       n_records,
                                  guint       n_requests);
  GtkWidget  *(*new_cost)        (SptDesk    *desk);
  void        (*show_cost)       (GtkWidget  *row,
                                  SptAccount *account,
                                  const char *operation,
                                  guint       n);
  void        (*show_spent)      (GtkWidget  *row,
                                  const char *operation,
                                  gint64      account_id,
                                  gint64      since,
                                  guint       n);
} SptSendWords;

extern const SptSendWords spt_send_words_positions; /* spt-send-words.c */

/* For @dup_requests of kinds with @is_single: they leave one after the other, about one a second. */
char *spt_send_words_dup_requests (guint n);

G_END_DECLS
