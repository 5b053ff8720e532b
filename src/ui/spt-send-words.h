/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the send sheet, and of what was sent, for a kind of records. */
#pragma once

#include <gtk/gtk.h>

#include "model/spt-account.h"
#include "ui/spt-count-text.h"
#include "ui/spt-desk.h"

G_BEGIN_DECLS

/**
 * SptSendOperation:
 * @operation: the last word of its id; %NULL, the last of a table = all others
 * @title: how many of what: "312 new positions"
 * @subtitle: (nullable): what follows from it, untranslated; one "%s" in it is the sum in euro
 * @warning: (nullable): what cannot be taken back, untranslated
 *
 * What is sent of a kind of records.
 */
typedef struct
{
  const char  *operation;
  SptCountText title;
  const char  *subtitle;
  const char  *warning;
} SptSendOperation;

/**
 * SptSendWords:
 * @is_single: each record is a request of its own, with an answer at once; else a request holds
 *   many, and a report follows
 * @is_masculine: the noun for one of them, in languages where a state agrees with it: a document, not a position
 * @operations: what is sent
 * @accepted: how a sending ends in which all were accepted
 * @choose: (nullable): why an account has to be chosen before more is known; %NULL = as of single requests
 * @counting: (nullable): what the rehearsal of an order is doing; %NULL = as of single requests
 * @unbound: (nullable): why no creditor body says which account
 * @open: the button that opens one of them, with a mnemonic
 * @send: the button that sends; nobody knows yet to where
 * @send_to: the same with a number ("%1$s") and an environment ("%2$s")
 * @send_of: (nullable): the same of several creditor bodies: number, bodies ("%2$s"), environment ("%3$s")
 * @sent_before: how many of them have left before
 * @none_before: the same of none
 * @refusal: how many the service would refuse
 * @leave_out: the button that leaves these out, with a mnemonic
 * @dup_requests: (nullable): in how many requests; %NULL = one at a time, each with its answer a second, as a rule
 * @dup_prepared: (nullable): how many records in how many requests; %NULL = how many requests
 * @new_cost: (nullable): a row that says what an order costs, where each request is paid for
 * @show_cost: with @new_cost: it is about so many requests of an operation with @account ((nullable): not known yet)
 * @show_spent: with @new_cost: it is about an order that was given: with which account, when (UTC milliseconds), how many
 *   requests were taken of an operation
 *
 * One kind of records as the send sheet speaks of it. Texts of the table are untranslated, those of functions (transfer full).
 */
typedef struct
{
  gboolean                is_single;
  gboolean                is_masculine;
  const SptSendOperation *operations;
  SptCountText            accepted;
  const char             *choose;
  const char             *counting;
  const char             *unbound;
  const char             *open;
  SptCountText            send;
  SptCountText            send_to;
  SptCountText            send_of;
  SptCountText            sent_before;
  const char             *none_before;
  SptCountText            refusal;
  SptCountText            leave_out;
  char                 *(*dup_requests) (guint       n);
  char                 *(*dup_prepared) (guint       n_records,
                                         guint       n_requests);
  GtkWidget            *(*new_cost)     (SptDesk    *desk);
  void                  (*show_cost)    (GtkWidget  *row,
                                         SptAccount *account,
                                         const char *operation,
                                         guint       n);
  void                  (*show_spent)   (GtkWidget  *row,
                                         const char *operation,
                                         gint64      account_id,
                                         gint64      since,
                                         guint       n);
} SptSendWords;

extern const SptSendWords spt_send_words_positions; /* spt-send-words.c */

/* What the table says; (transfer full), @operation is the last word of an id. */
char       *spt_send_words_dup_title       (const SptSendWords *self,
                                            const char         *operation,
                                            guint               n);
/* @sum: in cents; NULL = nothing to say. */
char       *spt_send_words_dup_subtitle    (const SptSendWords *self,
                                            const char         *operation,
                                            gint64              sum);
/* Translated, borrowed; NULL = all can be taken back. */
const char *spt_send_words_get_warning     (const SptSendWords *self,
                                            const char         *operation);
/* @where: an environment, NULL = not known yet. */
char       *spt_send_words_dup_button      (const SptSendWords *self,
                                            guint               n,
                                            guint               n_bodies,
                                            const char         *where);
char       *spt_send_words_dup_sent_before (const SptSendWords *self,
                                            guint               n);
char       *spt_send_words_dup_requests    (const SptSendWords *self,
                                            guint               n);
char       *spt_send_words_dup_prepared    (const SptSendWords *self,
                                            guint               n_records,
                                            guint               n_requests);
/* Translated, borrowed. */
const char *spt_send_words_get_choose      (const SptSendWords *self);
const char *spt_send_words_get_counting    (const SptSendWords *self);

G_END_DECLS
