/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of a call to a service: four kinds of outcome, and "taken in charge, still going on".
 */
#pragma once

#include <gio/gio.h>

#include "model/spt-dossier.h"
#include "model/spt-state.h"

G_BEGIN_DECLS

/**
 * SptOutcomeKind:
 * @SPT_OUTCOME_ACCEPTED: finished, see the results for each item
 * @SPT_OUTCOME_PENDING: taken in charge; to be followed
 * @SPT_OUTCOME_REFUSED: the service definitely did not do it
 * @SPT_OUTCOME_NOT_SENT: cannot have reached the service, or was turned away before it
 * @SPT_OUTCOME_UNKNOWN: bytes left and no complete, recognised answer came
 *
 * For calls that change nothing (poll, settle, test) UNKNOWN and NOT_SENT only mean that nothing
 * was learnt.
 */
typedef enum
{
  SPT_OUTCOME_ACCEPTED,
  SPT_OUTCOME_PENDING,
  SPT_OUTCOME_REFUSED,
  SPT_OUTCOME_NOT_SENT,
  SPT_OUTCOME_UNKNOWN
} SptOutcomeKind;

/**
 * SptItemResult:
 * @key: the item's key, as the service gave it
 * @state: done, refused or uncertain
 * @code: (nullable): for the message table
 * @message: (nullable): the service's own words
 * @also: (nullable): what else it said of the same key, where the better word wins
 *
 * The texts are the outcome's.
 */
typedef struct
{
  const char *key;
  SptState    state;
  const char *code;
  const char *message;
  const char *also;
} SptItemResult;

/**
 * SptOutcome:
 * @kind: what became of it
 * @transient: with NOT_SENT: the network was away or the gateway asked to wait: it stays ordered
 * and is tried again
 * @stops_account: with NOT_SENT: whatever else is ordered with this account would be turned away as well
 * @attention: with PENDING: it goes on, but a person should know; said once for each code
 * @provisional: with PENDING from a settle: found by likeness, to be confirmed by the report
 * @remote_id: (nullable): the service's id for it
 * @http_status: 0 without an answer
 * @code: (nullable): for the message table of the service, then the shared one
 * @message: (nullable): the service's own words, printable, secrets masked
 * @phase: (nullable): the service's own word for where it stands
 * @progress_done, @progress_total: -1 when not said
 * @retry_after_ms: the service's wish, -1 = none
 * @results: (element-type SptItemResult): empty = every item goes as the whole
 * @texts: what the results say
 * @exchange: (nullable): record of the exchange(s), secrets masked
 * @report: (nullable): the raw report, kept as evidence
 * @operation: (nullable): of a followed upload: what its report shows it to have been
 * @uploads: (nullable) (element-type utf8): ids of a list of uploads, newest first
 * @news: (nullable) (element-type SptDossierNews): where dossiers stand: of a list all it names, of an answer its only one
 * @note: (nullable): JSON text the service wants back at the next poll or settle of this submission
 * @account_note: (nullable): JSON text the service wants back at any later call with this account
 */
typedef struct
{
  SptOutcomeKind  kind;
  gboolean        transient;
  gboolean        stops_account;
  gboolean        attention;
  gboolean        provisional;
  char           *remote_id;
  guint           http_status;
  char           *code;
  char           *message;
  char           *phase;
  gint64          progress_done;
  gint64          progress_total;
  gint64          retry_after_ms;
  GPtrArray      *results;
  GStringChunk   *texts;
  char           *exchange;
  GBytes         *report;
  char           *operation;
  GPtrArray      *uploads;
  GPtrArray      *news;
  char           *note;
  char           *account_note;
} SptOutcome;

/* For retry_after_ms of PENDING: it is not asked about again by itself; a person may. */
#define SPT_OUTCOME_NOT_BY_ITSELF G_MAXINT64

SptOutcome    *spt_outcome_new         (SptOutcomeKind  kind,
                                        const char     *code) G_GNUC_WARN_UNUSED_RESULT;
void           spt_outcome_free        (SptOutcome     *self);
void           spt_outcome_add_result  (SptOutcome     *self,
                                        const char     *key,
                                        SptState        state,
                                        const char     *code,
                                        const char     *message);
/* Copied. */
void           spt_outcome_add_news    (SptOutcome           *self,
                                        const SptDossierNews *news);
/* What else was said of the result added last. */
void           spt_outcome_set_also    (SptOutcome     *self,
                                        const char     *also);
void           spt_outcome_add_exchange (SptOutcome    *self,
                                         const char    *exchange);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptOutcome, spt_outcome_free)

G_END_DECLS
