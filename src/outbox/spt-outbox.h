/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine that sends what was ordered, follows what is waiting and settles what is uncertain
 * (design 3). */
#pragma once

#include "base/spt-clock.h"
#include "net/spt-http.h"
#include "secrets/spt-keyring.h"
#include "service/spt-service.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

#define SPT_TYPE_OUTBOX (spt_outbox_get_type ())

/**
 * SptOutbox:
 *
 * One per process. Only the one that holds the sender's lock drives; the others watch and try for
 * the lock every second.
 *
 * Properties: driving (boolean: this process holds the lock), online (boolean: FALSE after a try
 * failed for want of a network, until one gets through), stopped (boolean: "Stop all sending"),
 * n-ordered, n-sending, n-waiting, n-uncertain (uint), next-due (int64 UTC ms, 0 = none).
 *
 * Signals: "finished" (gint64 submission id, SptState) when this process has moved a submission to
 * another state; "attention" (gint64 id, code): it goes on, but a person should know, once for each
 * code; "needs-secret" (SptAccount, key) -> gboolean: a secret is in no keyring; TRUE =
 * somebody is being asked, answer with spt_outbox_give_secret(); "news" (gint64 account id, guint
 * changed, guint found, GHashTable of stages): a list said where dossiers stand; "trouble" (GError): the archive
 * could not be read or written; what is known is kept and written when it can be.
 */
G_DECLARE_FINAL_TYPE (SptOutbox, spt_outbox, SPT, OUTBOX, GObject)

SptOutbox *spt_outbox_new          (SptStore        *store,
                                    SptKeyring      *keyring,
                                    SptHttp         *http,
                                    SptClock        *clock) G_GNUC_WARN_UNUSED_RESULT;
/* Takes the lock if it is free, turns what is found in sending into uncertain, begins. */
void       spt_outbox_start        (SptOutbox           *self);
/* Lets what is being sent finish (never cut by us), takes nothing new, gives the lock back. */
void       spt_outbox_stop_async   (SptOutbox           *self,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
gboolean   spt_outbox_stop_finish  (SptOutbox           *self,
                                    GAsyncResult        *result,
                                    GError             **error);
/* Looks for work now (after an order, an account change, a network change). */
void       spt_outbox_wake         (SptOutbox           *self);
/* "Stop all sending": on disk, obeyed by every process. */
void       spt_outbox_set_stopped  (SptOutbox           *self,
                                    gboolean             stopped);
gboolean   spt_outbox_get_stopped  (SptOutbox           *self);
/* TRUE: this process polls and looks things up, and sends nothing even while it holds the lock. */
void       spt_outbox_set_looking_only (SptOutbox       *self,
                                        gboolean         looking_only);
/* GNetworkMonitor's word that the network changed: what waits for it is tried now. It is only a
 * hint: without it tries go on by back-off. */
void       spt_outbox_network_changed (SptOutbox        *self);
/* The answer to "needs-secret", kept in memory for this session; NULL = the person declined: what
 * waits for it becomes not-sent. */
void       spt_outbox_give_secret  (SptOutbox           *self,
                                    const char          *credential,
                                    const char          *key,
                                    const char          *secret);
void       spt_outbox_forget_secrets (SptOutbox         *self,
                                      const char        *credential);
gboolean   spt_outbox_get_started  (SptOutbox           *self);
gboolean   spt_outbox_get_driving  (SptOutbox           *self);
/* TRUE while a call that changes something is on the wire in this process. */
gboolean   spt_outbox_get_sending  (SptOutbox           *self);
/* Asks for one submission's truth now, with calls that change nothing. The finish gives the state
 * after. */
void       spt_outbox_settle_async  (SptOutbox           *self,
                                     gint64               id,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
gboolean   spt_outbox_settle_finish (SptOutbox           *self,
                                     GAsyncResult        *result,
                                     SptState            *state,
                                     GError             **error);
/* Asks a service now where an account's dossiers stand, as soon as the account's other calls leave
 * room; what is being asked already answers this one too. The finish gives what it brought, or in
 * @code why nothing was learnt. */
void       spt_outbox_watch_async   (SptOutbox           *self,
                                     gint64               account_id,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
gboolean   spt_outbox_watch_finish  (SptOutbox           *self,
                                     GAsyncResult        *result,
                                     SptNewsSum          *sum,
                                     char               **code,
                                     GError             **error);
/**
 * SptReportAgain:
 * @state: where the submission stands now
 * @answered: whether a report came
 * @code: (nullable): why none came, for the message table; may be %NULL: it is still worked on
 * @n_corrected: items that are better off than before
 * @n_elsewhere: those of them whose record a later submission has; it stays as it is
 * @n_against: items done of which something else is said now, too
 *
 * What came of asking for a report again.
 */
typedef struct
{
  SptState  state;
  gboolean  answered;
  char     *code; /* (owned) (nullable) */
  guint     n_corrected;
  guint     n_elsewhere;
  guint     n_against;
} SptReportAgain;

void       spt_report_again_free    (SptReportAgain      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptReportAgain, spt_report_again_free)
/* Whether the report of a submission in @state can be asked for again. */
gboolean   spt_outbox_can_ask_again (const char          *service,
                                     SptState             state,
                                     const char          *remote_id);
/* Asks once more for the report of what has ended, when it is the account's turn; only late
 * corrections come of it. */
void            spt_outbox_ask_again_async  (SptOutbox           *self,
                                             gint64               id,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
SptReportAgain *spt_outbox_ask_again_finish (SptOutbox           *self,
                                             GAsyncResult        *result,
                                             GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Live test of an account with @secrets (key -> text) given, or the kept ones where NULL. */
void        spt_outbox_test_async   (SptOutbox           *self,
                                     SptAccount          *account,
                                     GHashTable          *secrets,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
SptOutcome *spt_outbox_test_finish  (SptOutbox           *self,
                                     GAsyncResult        *result,
                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* What a sender that is gone left in sending is in doubt, or not sent where it only asked. */
gboolean    spt_outbox_recover      (SptDb               *db,
                                     GError             **error);

G_END_DECLS
