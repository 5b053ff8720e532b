/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the outcome of a call means for its submission: the next state, when it goes on, how that is written. */
#define G_LOG_DOMAIN "spt-outbox"

#include "config.h"

#include <string.h>

#include "outbox/spt-outbox-call.h"
#include "outbox/spt-plants.h"
#include "outbox/spt-record-kind.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-after.h"
#include "store/spt-store-events.h"

#define FIRST_CHECK_MS   2000
#define LONGEST_CHECK_MS 30000
#define LATE_CHECK_MS    120000 /* after so many polls that nobody sits waiting */
#define LATE_AFTER_POLLS 120

#define FIRST_TRY_MS   5000
#define LONGEST_TRY_MS 300000

/**
 * _spt_outbox_call_kind_word:
 * @kind: what is asked of a service
 *
 * Returns: the word of it in the archive's traces
 */
const char *
_spt_outbox_call_kind_word (SptCallKind kind)
{
  return kind == SPT_CALL_SEND ? "send" : kind == SPT_CALL_POLL ? "poll" : "settle";
}

/* --- delays --------------------------------------------------------------------------------- */

/* A tenth more or less, so that many desks do not ask in step. */
static gint64
with_jitter (gint64 ms)
{
  return ms + g_random_int_range (-(int) (ms / 10), (int) (ms / 10) + 1);
}

static gint64
poll_delay (SptOutboxCall *call)
{
  gint64 ms = FIRST_CHECK_MS;

  if (call->outcome->retry_after_ms >= 0)
    return call->outcome->retry_after_ms;
  if (call->row->n_polls > LATE_AFTER_POLLS)
    return with_jitter (LATE_CHECK_MS);
  for (guint i = 0; i < call->row->n_polls && ms < LONGEST_CHECK_MS; i++)
    ms += ms / 2;

  return with_jitter (MIN (ms, LONGEST_CHECK_MS));
}

static gint64
try_delay (SptOutboxCall *call)
{
  gint64 ms = FIRST_TRY_MS;

  if (call->outcome->retry_after_ms >= 0)
    return call->outcome->retry_after_ms;
  for (guint i = 0; i < call->row->n_tries && ms < LONGEST_TRY_MS; i++)
    ms *= 2;

  return with_jitter (MIN (ms, LONGEST_TRY_MS));
}

/* --- what an outcome means ------------------------------------------------------------------ */

static SptState
state_of_counts (guint n_items,
                 guint n_done,
                 guint n_refused)
{
  if (n_done == n_items)
    return SPT_STATE_DONE;
  if (n_done > 0)
    return SPT_STATE_PARTLY_DONE;
  return n_refused == n_items ? SPT_STATE_REFUSED : SPT_STATE_UNCERTAIN;
}

/* When the rows are those that the report names, as a followed upload's are; without any there is
 * nothing to tell. */
static SptState
state_of_named (SptOutboxCall *call)
{
  GPtrArray *results = call->outcome->results;
  guint n_done = 0, n_refused = 0;

  for (guint i = 0; i < results->len; i++)
    {
      SptItemResult *result = g_ptr_array_index (results, i);

      n_done += result->state == SPT_STATE_DONE;
      n_refused += result->state == SPT_STATE_REFUSED;
    }

  return results->len == 0 ? SPT_STATE_UNCERTAIN
                           : state_of_counts (results->len, n_done, n_refused);
}

/* A large report comes spread over the items in their order: nothing has to be looked up. */
static gboolean
names_all_in_order (SptOutboxCall *call)
{
  GPtrArray *results = call->outcome->results;

  if (results->len != call->keys->len || call->row->n_items != results->len ||
      (call->said_done != NULL && call->said_done->len > 0))
    return FALSE;
  for (guint i = 0; i < results->len; i++)
    {
      if (strcmp (((SptItemResult *) g_ptr_array_index (results, i))->key,
                  g_ptr_array_index (call->keys, i)) != 0)
        return FALSE;
    }

  return TRUE;
}

/* Results for keys that were never sent count for nothing; items that no result names are in
 * doubt; what an earlier word called done stays done. */
static SptState
state_of_results (SptOutboxCall *call)
{
  g_autoptr (GHashTable) own = NULL;
  GPtrArray *results = call->outcome->results;
  guint n_done = 0, n_refused = 0;

  if (call->row->followed)
    return state_of_named (call);
  if (results->len == 0)
    return SPT_STATE_DONE;
  if (names_all_in_order (call))
    return state_of_named (call);

  own = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < call->keys->len; i++)
    g_hash_table_add (own, g_ptr_array_index (call->keys, i));
  for (guint i = 0; call->said_done != NULL && i < call->said_done->len; i++)
    n_done += g_hash_table_remove (own, g_ptr_array_index (call->said_done, i));

  for (guint i = 0; i < results->len; i++)
    {
      SptItemResult *result = g_ptr_array_index (results, i);

      if (!g_hash_table_contains (own, result->key))
        continue;
      n_done += result->state == SPT_STATE_DONE;
      n_refused += result->state == SPT_STATE_REFUSED;
    }

  return state_of_counts (call->row->n_items, n_done, n_refused);
}

static gboolean
changes_something (SptOutboxCall *call)
{
  const SptOperationInfo *info = spt_service_find_operation (call->service, call->row->operation);

  return info == NULL || info->changes_something;
}

/* Design 3: the four kinds of outcome, for each kind of call. */
static SptState
state_after (SptOutboxCall *call)
{
  SptOutcome *outcome = call->outcome;

  switch (outcome->kind)
    {
    case SPT_OUTCOME_ACCEPTED:
      return state_of_results (call);
    case SPT_OUTCOME_PENDING:
      return SPT_STATE_WAITING;
    case SPT_OUTCOME_REFUSED:
      return SPT_STATE_REFUSED;
    case SPT_OUTCOME_NOT_SENT:
      if (call->kind == SPT_CALL_POLL)
        return SPT_STATE_WAITING;
      /* Only the service's own finding says that nothing had arrived; a look-up that did not get
       * through says nothing. */
      if (call->kind == SPT_CALL_SETTLE)
        return g_strcmp0 (outcome->code, "settled-nothing") == 0 ? SPT_STATE_NOT_SENT
                                                                 : SPT_STATE_UNCERTAIN;
      return outcome->transient ? SPT_STATE_READY : SPT_STATE_NOT_SENT;
    case SPT_OUTCOME_UNKNOWN:
    default:
      return changes_something (call) ? SPT_STATE_UNCERTAIN : SPT_STATE_NOT_SENT;
    }
}

static const char *
outcome_word (SptOutcomeKind kind)
{
  static const char *const words[] = { "accepted", "pending", "refused", "not-sent", "unknown" };

  return words[kind];
}

/* A poll that brought nothing new, or says again what the last one said, leaves no trace but the
 * time of the next one. */
static gboolean
learnt_nothing (SptOutboxCall *call)
{
  return call->kind == SPT_CALL_POLL && call->outcome->kind == SPT_OUTCOME_PENDING &&
         call->row->n_polls > 0 &&
         (call->outcome->code == NULL || g_strcmp0 (call->outcome->code, call->row->code) == 0);
}

/* The rows of a followed upload are known once its report names them. */
static gboolean
add_followed_items (SptDb          *db,
                    SptOutboxCall  *call,
                    GError        **error)
{
  GPtrArray *results = call->outcome->results;
  g_autofree const char **keys = g_new0 (const char *, results->len + 1);

  for (guint i = 0; i < results->len; i++)
    keys[i] = ((SptItemResult *) g_ptr_array_index (results, i))->key;

  return spt_db_add_followed_items (db, call->id, call->row->account_id,
                                    spt_account_get_setting (call->account,
                                                             "organization-fiscal-code"),
                                    keys, results->len, error);
}

static gboolean
note_attention (SptDb          *db,
                SptOutboxCall  *call,
                GError        **error)
{
  gboolean is_new = FALSE;

  if (!call->outcome->attention || call->outcome->code == NULL)
    return TRUE;
  if (!spt_db_note_attention (db, call->id, call->outcome->code, &is_new, error))
    return FALSE;
  if (is_new)
    {
      g_free (call->attention);
      call->attention = g_strdup (call->outcome->code);
    }

  return TRUE;
}

/* --- what a service says of dossiers ---------------------------------------------------------- */

char *
_spt_outbox_news_words (const SptNewsSum *sum)
{
  if (sum->n_changed == 0 && sum->n_found == 0 && sum->n_joined == 0)
    return NULL;

  return g_strdup_printf ("%u changed, %u found, %u joined", sum->n_changed, sum->n_found,
                          sum->n_joined);
}

gboolean
_spt_outbox_is_shared (SptAccount *account)
{
  return spt_account_get_environment (account) == SPT_ENVIRONMENT_TEST;
}

/* What brought nothing leaves no trace but its time: every quarter of an hour of every day. Of the
 * rest what changed is kept, whatever else the list had. */
static gboolean
add_news_event (SptDb             *db,
                SptAccount        *account,
                gint64             last_fact,
                gint64             submission_id,
                const SptNewsSum  *sum,
                GError           **error)
{
  g_autofree char *words = _spt_outbox_news_words (sum);
  g_autoptr (GBytes) moves = NULL;
  g_autofree char *text = NULL;
  gint64 payload_id;

  if (words == NULL)
    return TRUE;
  moves = spt_db_dup_moves (db, last_fact, error);
  payload_id = moves != NULL ? spt_db_add_payload (db, moves, error) : 0;
  if (payload_id == 0)
    return FALSE;
  text = g_strdup_printf ("account %" G_GINT64_FORMAT ": %s", spt_account_get_id (account), words);

  return spt_db_add_event (db, "news", submission_id, 0, payload_id, "sportello", text, error);
}

gboolean
_spt_outbox_apply_news (SptDb       *db,
                        SptAccount  *account,
                        GPtrArray   *news,
                        gint64       now_utc_ms,
                        gint64       submission_id,
                        SptNewsSum  *sum,
                        GError     **error)
{
  SptService *service = spt_services_find (spt_account_get_service (account));
  g_autofree SptDossierNews *all = g_new (SptDossierNews, news->len + 1);
  gint64 last_fact;

  for (guint i = 0; i < news->len; i++)
    all[i] = *(SptDossierNews *) g_ptr_array_index (news, i);

  return spt_db_get_last_fact (db, &last_fact, error) &&
         spt_db_apply_news (db, spt_service_get_info (service)->record_kind,
                            spt_account_get_id (account), all, news->len,
                            _spt_outbox_is_shared (account), sum, error) &&
         add_news_event (db, account, last_fact, submission_id, sum, error) &&
         spt_dossiers_recheck_moved (db, last_fact, now_utc_ms, error);
}

/* Of a list that was asked for what it names; of an answer what it says of the dossier sent; of a look
 * that did not find it done what is proven all the same. */
static gboolean
apply_news (SptDb          *db,
            SptOutboxCall  *call,
            GError        **error)
{
  GPtrArray *news = call->outcome->news;
  gint64 id;

  /* The archive may have been full the first time. */
  spt_news_sum_clear (&call->news);
  call->answered = FALSE;
  if (call->row->followed || call->again)
    return TRUE;
  if (call->outcome->kind != SPT_OUTCOME_ACCEPTED)
    return call->kind != SPT_CALL_SETTLE || news == NULL || news->len != 1 ||
           spt_db_apply_look (db, call->id, g_ptr_array_index (news, 0), error);
  if (call->row->n_items == 0)
    return !spt_service_can_call (call->service, SPT_CALL_WATCH) ||
           ((news == NULL ||
             _spt_outbox_apply_news (db, call->account, news,
                                     spt_clock_get_utc_ms (call->outbox->clock), call->id,
                                     &call->news, error)) &&
            spt_db_note_watched (db, call->row->account_id, NULL, error));

  if (news == NULL || news->len != 1)
    return TRUE;
  if (!spt_db_find_submitted_dossier (db, call->id, &id, error))
    return FALSE;
  call->answered = call->kind == SPT_CALL_POLL && id != 0;

  return (spt_db_apply_answer (db, call->id, g_ptr_array_index (news, 0), NULL, error) &&
          spt_dossiers_fill_subject (db, call->id, call->account, g_ptr_array_index (news, 0),
                                     spt_clock_get_utc_ms (call->outbox->clock), error));
}

/* What a report says that was asked for again: only for the better. */
static gboolean
store_again (SptDb          *db,
             SptOutboxCall  *call,
             SptStateChange *change,
             SptState       *state,
             GError        **error)
{
  SptOutcome *outcome = call->outcome;
  SptCorrection correction;

  /* Whatever came of asking, but for a report, says nothing about what has ended. */
  call->report.answered = outcome->kind == SPT_OUTCOME_ACCEPTED && outcome->results->len > 0;
  call->report.code = outcome->code;
  if (!call->report.answered)
    change->n_items = 0;
  if (!spt_db_correct_submission (db, call->id, change, &correction, error))
    return FALSE;

  *state = correction.state;
  call->report.state = correction.state;
  call->report.n_corrected = correction.n_corrected;
  call->report.n_elsewhere = correction.n_elsewhere;
  call->report.n_against = correction.n_against;

  return TRUE;
}

/**
 * _spt_outbox_call_store_outcome:
 * @db: the archive, on its thread
 * @call: a call with its outcome
 * @state: (out): what becomes of the submission
 * @error: an #SptStoreError; %SPT_STORE_ERROR_CONFLICT when somebody else has decided meanwhile
 *
 * Writes what came of a call: the state it leads to, the items, the trace, and when it goes on.
 *
 * Returns: %FALSE on error
 */
gboolean
_spt_outbox_call_store_outcome (SptDb          *db,
                                SptOutboxCall  *call,
                                SptState       *state,
                                GError        **error)
{
  SptOutcome *outcome = call->outcome;
  gint64 now = spt_clock_get_utc_ms (call->outbox->clock);
  g_autofree SptItemChange *items = g_new0 (SptItemChange, outcome->results->len + 1);
  g_autoptr (GBytes) exchange = NULL;
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;
  gint64 attempt_id = call->attempt_id;
  SptStateChange change = { 0 };

  /* Here and not on the main thread: it goes through all results. */
  if (!call->again)
    *state = state_after (call);
  if (attempt_id == 0 && (call->again || !learnt_nothing (call)))
    {
      attempt_id = spt_db_begin_look (db, call->id, _spt_outbox_call_kind_word (call->kind), error);
      if (attempt_id == 0)
        return FALSE;
    }

  for (guint i = 0; i < outcome->results->len; i++)
    {
      SptItemResult *result = g_ptr_array_index (outcome->results, i);

      items[i] = (SptItemChange) { result->key, result->state, result->code, result->message,
                                   result->also };
    }
  if (outcome->exchange != NULL && attempt_id != 0)
    exchange = g_bytes_new (outcome->exchange, strlen (outcome->exchange));

  if (!apply_news (db, call, error) ||
      (outcome->account_note != NULL &&
       !spt_db_set_account_note (db, call->row->account_id, outcome->account_note, error)))
    return FALSE;
  words = _spt_outbox_news_words (&call->news);
  text = g_strdup_printf ("%s: %s%s%s, HTTP %u%s%s", _spt_outbox_call_kind_word (call->kind),
                          outcome_word (outcome->kind),
                          outcome->code != NULL ? " " : "",
                          outcome->code != NULL ? outcome->code : "", outcome->http_status,
                          words != NULL ? "; " : "", words != NULL ? words : "");

  change.expected = call->kind == SPT_CALL_SEND ? SPT_STATE_SENDING : call->row->state;
  change.state = *state;
  change.settling = call->kind == SPT_CALL_SETTLE;
  change.attempt_id = attempt_id;
  change.outcome = outcome_word (outcome->kind);
  change.http_status = outcome->http_status;
  change.code = outcome->code;
  change.message = outcome->message;
  change.exchange = exchange;
  change.set_remote_id = outcome->remote_id != NULL;
  change.remote_id = outcome->remote_id;
  change.provisional = outcome->provisional;
  change.phase = outcome->phase;
  change.progress_done = outcome->progress_done;
  change.progress_total = outcome->progress_total;
  change.count_poll = call->kind == SPT_CALL_POLL;
  change.note = outcome->note;
  change.operation = call->row->followed ? outcome->operation : NULL;
  change.report = outcome->report;
  change.actor = "sportello";
  if (call->again)
    {
      change.expected = call->row->state;
      change.event_text = text;
      change.items = items;
      change.n_items = outcome->results->len;
      if (!store_again (db, call, &change, state, error))
        return FALSE;
      return outcome->http_status < 200 || outcome->http_status >= 300 ||
             spt_db_note_account_success (db, spt_account_get_id (call->account), error);
    }
  if (!learnt_nothing (call))
    {
      change.event_kind = outcome->report != NULL ? "report" : "answer";
      change.event_text = text;
    }

  switch ((int) *state)
    {
    case SPT_STATE_WAITING:
      /* 0 = by a person alone. */
      if (outcome->retry_after_ms != SPT_OUTCOME_NOT_BY_ITSELF)
        change.next_check = now + poll_delay (call);
      change.rest_state = SPT_STATE_WAITING;
      break;
    case SPT_STATE_READY:
      change.not_before = now + try_delay (call);
      change.rest_state = SPT_STATE_READY;
      break;
    case SPT_STATE_UNCERTAIN:
      /* The service asks to be looked at again: that changes nothing, so it goes on by itself. */
      if (call->kind == SPT_CALL_SETTLE && outcome->retry_after_ms >= 0)
        change.next_check = now + outcome->retry_after_ms;
      change.rest_state = SPT_STATE_UNCERTAIN;
      change.clear_order = TRUE;
      break;
    default:
      /* A report that passes over an item leaves that one in doubt. */
      change.rest_state = outcome->results->len > 0 ? SPT_STATE_UNCERTAIN : *state;
      change.rest_code = outcome->results->len > 0 ? "not-in-report" : outcome->code;
      change.rest_message = outcome->results->len > 0 ? NULL : outcome->message;
      change.clear_order = TRUE;
      break;
    }
  change.items = items;
  change.n_items = outcome->results->len;

  if (call->row->followed && outcome->results->len > 0 && call->row->n_items == 0 &&
      !add_followed_items (db, call, error))
    return FALSE;
  if (!spt_db_change_submission (db, call->id, &change, NULL, error) ||
      (*state == SPT_STATE_DONE &&
       (!spt_dossiers_follow_accepted (db, call->id, call->row->operation, now, error) ||
        !spt_plants_follow_accepted (db, call->id, NULL, now, error))) ||
      !note_attention (db, call, error))
    return FALSE;

  if (outcome->http_status >= 200 && outcome->http_status < 300)
    return spt_db_note_account_success (db, spt_account_get_id (call->account), error);
  return TRUE;
}
