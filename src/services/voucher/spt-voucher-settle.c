/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The truth about a request whose answer was lost, looked up in the list of the operator's vouchers
 * (services facts 4.10). Nothing is ever sent again from here. */

#define G_LOG_DOMAIN "spt-voucher-settle"

#include "config.h"

#include "services/voucher/spt-voucher-flow.h"

#include <string.h>

#include "base/spt-datetime.h"
#include "base/spt-fiscal-code.h"
#include "base/spt-json.h"
#include "services/voucher/spt-voucher-list.h"
#include "services/voucher/spt-voucher-phases.h"
#include "services/voucher/spt-voucher-record.h"

/* Clocks differ: what was reserved so long before we sent may be ours. */
#define SLACK_MS   (5 * G_GINT64_CONSTANT (60000))
#define DAY_MS     G_GINT64_CONSTANT (86400000)
/* "Nothing happened" is said after so many looks, a grace apart. */
#define MIN_LOOKS  2
#define MAX_NAMED  5

/**
 * Settle:
 * @key: (owned): whom the request was for
 * @grace: how long "nothing happened" is not believed yet
 * @n_looks: how often nothing was seen, the grace after the attempt and later
 * @last_look: when that was last, UTC milliseconds
 * @all: (element-type SptVoucherListed): what the list has of the beneficiary, borrowed from it
 * @looks: (owned): lists that others asked for
 * @place: (owned): whose list it is, with which credentials
 * @asked: of when the list is: what it shows was so then
 * @by_other: another look-up asked for it
 */
typedef struct
{
  char            *key;
  gint64           grace;
  guint            n_looks;
  gint64           last_look;
  GPtrArray       *all;

  SptVoucherLooks *looks;
  char            *place;
  gint64           asked;
  gboolean         by_other;
} Settle;

static void
settle_free (gpointer data)
{
  Settle *settle = data;

  g_ptr_array_unref (settle->all);
  spt_voucher_looks_unref (settle->looks);
  g_free (settle->place);
  g_free (settle->key);
  g_free (settle);
}

/* --- what is remembered between looks --------------------------------------------------------------- */

static void
load_note (Settle     *settle,
           const char *text)
{
  g_autoptr (JsonNode) root = text != NULL ? spt_json_parse (text, strlen (text), SPT_JSON_MAX_TREE,
                                                             NULL)
                                           : NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  settle->n_looks = (guint) CLAMP (spt_json_opt_int (json_node_get_object (root), "looks", 0), 0,
                                   MIN_LOOKS);
  settle->last_look = spt_json_opt_int (json_node_get_object (root), "lastLook", 0);
}

static char *
dup_note (const Settle *settle)
{
  GString *out = g_string_new (NULL);
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_key (&writer, "looks");
  spt_json_writer_int (&writer, settle->n_looks);
  spt_json_writer_key (&writer, "lastLook");
  spt_json_writer_int (&writer, settle->last_look);
  spt_json_writer_end_object (&writer);

  return g_string_free (out, FALSE);
}

/* --- what the list says ------------------------------------------------------------------------------ */

static gboolean
is_shared (SptVoucherFlow *flow)
{
  return spt_account_get_environment (flow->base.call.account) == SPT_ENVIRONMENT_TEST;
}

/* "PROTOCOLLO, phase, date" of those that may be meant. */
static char *
dup_candidates (GPtrArray *candidates)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < candidates->len && i < MAX_NAMED; i++)
    {
      const SptVoucherListed *listed = g_ptr_array_index (candidates, i);

      g_string_append_printf (out, "%s%s, %s", i > 0 ? "; " : "",
                              listed->protocol != NULL ? listed->protocol : "–",
                              listed->phase != NULL ? listed->phase : "–");
      if (listed->has_date)
        {
          SptDatetime date;
          g_autofree char *text = NULL;

          spt_datetime_from_utc_ms_in_italy (&date, listed->reserved.from, NULL);
          text = spt_datetime_to_italian (&date, TRUE);
          g_string_append_printf (out, ", %s", text);
        }
    }
  if (candidates->len > MAX_NAMED)
    g_string_append (out, "; …");

  return out->len > 0 ? g_strdup (out->str) : NULL;
}

/* @listed: (nullable): what the news are of; in a list that others share nothing is sure to be ours. */
static void
finish (GTask                  *task,
        SptOutcomeKind          kind,
        const char             *code,
        GPtrArray              *candidates,
        const SptVoucherListed *listed,
        gint64                  retry_after_ms)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);
  SptOutcome *outcome = spt_outcome_new (kind, code);

  outcome->http_status = flow->base.outcome->http_status;
  outcome->retry_after_ms = retry_after_ms;
  outcome->note = dup_note (flow->data);
  if (candidates != NULL)
    outcome->message = dup_candidates (candidates);
  if (listed != NULL && !is_shared (flow))
    {
      const SptVoucherPhase *phase = spt_voucher_phase_find (listed->phase);

      spt_voucher_list_add_news (listed, flow->base.call.account,
                                 spt_clock_get_utc_ms (flow->base.call.clock), outcome);
      outcome->phase = g_strdup (phase != NULL ? phase->name : listed->phase);
      if (kind == SPT_OUTCOME_ACCEPTED)
        outcome->remote_id = g_strdup (listed->protocol);
    }
  spt_flow_return (task, outcome);
}

/* It was done, as far as the list shows; where others share the list, a person has to say so. */
static void
finish_found (GTask                  *task,
              const SptVoucherListed *listed)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);
  g_autoptr (GPtrArray) candidates = g_ptr_array_new ();

  g_ptr_array_add (candidates, (gpointer) listed);
  if (is_shared (flow))
    finish (task, SPT_OUTCOME_UNKNOWN, "settle-possible", candidates, NULL, -1);
  else
    finish (task, SPT_OUTCOME_ACCEPTED, "settled-found", NULL, listed, -1);
}

static gint64
get_left (SptVoucherFlow *flow)
{
  Settle *settle = flow->data;
  gint64 ended = MAX (flow->base.call.ended_utc_ms, flow->base.call.sent_utc_ms);

  /* A clock that was set back does not make it longer than once more. */
  return CLAMP (ended + settle->grace - settle->asked, 0, settle->grace);
}

/* Those that share a list look again together: so it stays one list for all of them. */
static void
finish_again (GTask                  *task,
              const SptVoucherListed *listed,
              gint64                  when)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);
  Settle *settle = flow->data;

  if (settle->by_other)
    when = MAX (when, settle->asked + settle->grace);
  finish (task, SPT_OUTCOME_UNKNOWN, "settle-again", NULL, listed,
          MAX (when - spt_clock_get_utc_ms (flow->base.call.clock), 1));
}

/* The list shows that it was not done, or does not show that it was: believed once it has been so
 * for a while, because the list may lag behind. @code: what is said then; with "settled-nothing" a
 * person may send again. */
static void
finish_after_looks (GTask                  *task,
                    const char             *code,
                    const SptVoucherListed *listed)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);
  Settle *settle = flow->data;
  gint64 left = get_left (flow);

  if (left > 0)
    {
      finish_again (task, listed, settle->asked + left);
      return;
    }
  if (settle->n_looks == 0 || settle->asked - settle->last_look >= settle->grace)
    {
      settle->n_looks++;
      settle->last_look = settle->asked;
    }
  else if (settle->asked < settle->last_look)
    {
      settle->last_look = settle->asked;
    }
  if (settle->n_looks < MIN_LOOKS)
    finish_again (task, listed, settle->last_look + settle->grace);
  else if (strcmp (code, "settled-nothing") == 0)
    finish (task, SPT_OUTCOME_NOT_SENT, code, NULL, listed, -1);
  else
    finish (task, SPT_OUTCOME_UNKNOWN, code, NULL, listed, -1);
}

/* With another operator's number it is somebody else's, or ours is set wrong: nothing follows from it
 * by itself. */
static gboolean
is_foreign (SptVoucherFlow         *flow,
            const SptVoucherListed *listed)
{
  const char *vat = spt_account_get_setting (flow->base.call.account, "partita-iva-operatore");

  return listed->operator_vat != NULL && vat != NULL && *vat != '\0' &&
         g_ascii_strcasecmp (listed->operator_vat, vat) != 0;
}

/* --- a reservation ----------------------------------------------------------------------------------- */

/* The archive has its number for another reservation. */
static gboolean
is_known (SptVoucherFlow         *flow,
          const SptVoucherListed *listed)
{
  return listed->protocol != NULL && flow->base.call.known_remote_ids != NULL &&
         g_strcmp0 (listed->protocol, flow->base.call.remote_id) != 0 &&
         g_ptr_array_find_with_equal_func (flow->base.call.known_remote_ids, listed->protocol,
                                           g_str_equal, NULL);
}

/* Whether the list could show the beneficiary at all. Elements without a code may be anybody's, and
 * that firms, who have no ISEE, are in it nobody documents: only a firm in it says so. */
static gboolean
can_show (SptVoucherFlow *flow,
          GPtrArray      *list)
{
  Settle *settle = flow->data;
  gboolean is_firm = strlen (settle->key) == 11;
  gboolean shows_firms = FALSE;

  for (guint i = 0; i < list->len; i++)
    {
      const SptVoucherListed *listed = g_ptr_array_index (list, i);

      if (listed->key == NULL && !is_known (flow, listed) &&
          (!listed->has_date || listed->reserved.to >= flow->base.call.sent_utc_ms - SLACK_MS))
        return FALSE;
      shows_firms = shows_firms || (listed->key != NULL && strlen (listed->key) == 11);
    }

  return !is_firm || shows_firms;
}

static void
conclude_reservation (GTask     *task,
                      GPtrArray *list)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);
  Settle *settle = flow->data;
  g_autoptr (GPtrArray) ours = g_ptr_array_new ();
  g_autoptr (GPtrArray) possible = g_ptr_array_new ();
  gint64 from = flow->base.call.sent_utc_ms - SLACK_MS;

  for (guint i = 0; i < settle->all->len; i++)
    {
      const SptVoucherListed *listed = g_ptr_array_index (settle->all, i);

      /* An earlier one, which says nothing of ours. */
      if (is_known (flow, listed) || (listed->has_date && listed->reserved.to < from))
        continue;
      if (listed->has_date && listed->reserved.from >= from && !is_foreign (flow, listed))
        g_ptr_array_add (ours, (gpointer) listed);
      else
        g_ptr_array_add (possible, (gpointer) listed);
    }

  if (ours->len == 1 && possible->len == 0)
    {
      finish_found (task, g_ptr_array_index (ours, 0));
    }
  else if (ours->len + possible->len > 0)
    {
      /* The date does not tell, or the operator, or there are several. */
      g_ptr_array_extend (ours, possible, NULL, NULL);
      finish (task, SPT_OUTCOME_UNKNOWN, "settle-possible", ours, NULL, -1);
    }
  else if (settle->asked - flow->base.call.sent_utc_ms >
           (SPT_VOUCHER_LIST_DAYS - 1) * DAY_MS)
    {
      finish (task, SPT_OUTCOME_UNKNOWN, "settle-too-old", NULL, NULL, -1);
    }
  else if (!can_show (flow, list))
    {
      finish_after_looks (task, "settle-not-shown", NULL);
    }
  else
    {
      finish_after_looks (task, "settled-nothing", NULL);
    }
}

/* --- the others -------------------------------------------------------------------------------------- */

/* The one that a request without a number was about: it has to be open, or be where the request
 * leads; of several the youngest. What is over for another reason is an earlier one. */
static const SptVoucherListed *
find_meant (Settle                *settle,
            const SptVoucherPhase *after)
{
  const SptVoucherListed *meant = NULL;

  for (guint i = 0; i < settle->all->len; i++)
    {
      const SptVoucherListed *listed = g_ptr_array_index (settle->all, i);
      const SptVoucherPhase *phase = spt_voucher_phase_find (listed->phase);

      if (phase != NULL && phase->is_over && phase != after)
        continue;
      if (meant == NULL || (listed->has_date &&
                            (!meant->has_date || listed->reserved.from > meant->reserved.from)))
        meant = listed;
    }

  return meant;
}

static void
conclude_change (GTask *task)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);
  Settle *settle = flow->data;
  const char *verb = spt_voucher_get_verb (flow->base.call.operation);
  const SptVoucherPhase *after = spt_voucher_phase_after (flow->base.call.operation);
  const SptVoucherListed *meant = find_meant (settle, after);
  const SptVoucherPhase *phase = meant != NULL ? spt_voucher_phase_find (meant->phase) : NULL;
  g_autoptr (GPtrArray) candidates = g_ptr_array_new ();

  if (meant == NULL)
    {
      /* Active vouchers are not in the list: for their end it proves nothing. The others leave it
       * when they are activated or withdrawn, and when 90 days have passed. */
      if (strcmp (verb, "cessazione") == 0)
        finish (task, SPT_OUTCOME_UNKNOWN, "settle-portal", NULL, NULL, -1);
      else
        finish_after_looks (task, "settle-probably-done", NULL);
      return;
    }
  if (phase != NULL && phase == after && !is_foreign (flow, meant))
    {
      finish_found (task, meant);
      return;
    }
  /* Words that nobody here knows: a person may. */
  if (phase == NULL || is_foreign (flow, meant) || (strcmp (verb, "cessazione") != 0 && strcmp (phase->stage, "active") == 0))
    {
      g_ptr_array_add (candidates, (gpointer) meant);
      finish (task, SPT_OUTCOME_UNKNOWN, "settle-possible", candidates, NULL, -1);
      return;
    }

  finish_after_looks (task, "settled-nothing", meant);
}

static void
conclude (GTask     *task,
          GPtrArray *list)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);
  Settle *settle = flow->data;

  for (guint i = 0; i < list->len; i++)
    {
      SptVoucherListed *listed = g_ptr_array_index (list, i);

      if (g_strcmp0 (listed->key, settle->key) == 0)
        g_ptr_array_add (settle->all, listed);
    }
  if (strcmp (spt_voucher_get_verb (flow->base.call.operation), "prenotazione") == 0)
    conclude_reservation (task, list);
  else
    conclude_change (task);
}

/* --- the list ---------------------------------------------------------------------------------------- */

static void
got_list (GTask     *task,
          GPtrArray *list)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);
  Settle *settle = flow->data;

  flow->trouble_func = NULL;
  spt_voucher_looks_keep (settle->looks, settle->place, flow->base.call.clock, flow->base.call.uuid,
                          settle->asked, list, NULL);
  conclude (task, list);
}

/* What stands in the way of one look-up stands in the way of those behind it. */
static void
keep_trouble (SptVoucherFlow   *flow,
              const SptOutcome *trouble)
{
  Settle *settle = flow->data;

  if (g_strcmp0 (trouble->code, "stopped-by-user") != 0)
    spt_voucher_looks_keep (settle->looks, settle->place, flow->base.call.clock,
                            flow->base.call.uuid, settle->asked, NULL, trouble);
}

/* Another secret or address may be answered otherwise. */
static char *
dup_place (SptVoucherFlow *flow)
{
  const char *const parts[] = {
    spt_account_get_base_url (flow->base.call.account),
    spt_voucher_get_path (flow->base.call.account, "voucher.isee"),
    spt_account_get_setting (flow->base.call.account, "partita-iva-operatore"),
    flow->credentials.url,
    flow->credentials.client_id,
    flow->credentials.scope,
    flow->credentials.secret,
    flow->key,
  };
  g_autoptr (GChecksum) digest = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      /* Each with its end, so that no two sets run together. */
      if (parts[i] != NULL)
        g_checksum_update (digest, (const guchar *) parts[i], (gssize) strlen (parts[i]) + 1);
      else
        g_checksum_update (digest, (const guchar *) "", 1);
    }

  return g_strdup (g_checksum_get_string (digest));
}

/**
 * spt_voucher_settle:
 * @service: the service
 * @call: the attempt in doubt: operation, when it was sent, its only key, the numbers that the
 *   archive knows already
 * @task: see SptCallFunc
 *
 * Looks for what became of a request whose answer was lost, in the list and with nothing else
 * (services facts 4.10). Not sent with "settled-nothing" means that it was looked for twice, two
 * minutes after the attempt and later: a person may then send again, and what is there already
 * would be refused with 002. Every other trouble is unknown.
 *
 * Look-ups of one account that come together share one list: each judges it as of when it was asked
 * for, which must not be before its own attempt ended.
 */
void
spt_voucher_settle (SptService    *service,
                    const SptCall *call,
                    GTask         *task)
{
  SptVoucherFlow *flow;
  Settle *settle;
  g_autoptr (GPtrArray) list = NULL;
  SptOutcome *trouble = NULL;

  if (!spt_voucher_flow_start (service, task, call, SPT_CALL_SETTLE))
    return;

  flow = g_task_get_task_data (task);
  settle = g_new0 (Settle, 1);
  settle->all = g_ptr_array_new ();
  settle->key = spt_fiscal_code_normalize (call->keys != NULL && call->keys->len > 0
                                           ? g_ptr_array_index (call->keys, 0) : "");
  settle->grace = flow->is_loopback ? SPT_VOUCHER_SETTLE_GRACE_LOOPBACK_MS
                                    : SPT_VOUCHER_SETTLE_GRACE_MS;
  load_note (settle, call->note);
  settle->looks = spt_voucher_looks_ref (spt_voucher_service_get_looks (service));
  settle->place = dup_place (flow);
  flow->data = settle;
  flow->destroy = settle_free;

  settle->by_other = spt_voucher_looks_take (settle->looks, settle->place, call->clock, call->uuid,
                                             MAX (call->ended_utc_ms, call->sent_utc_ms), &list,
                                             &trouble, &settle->asked);
  if (list != NULL)
    {
      conclude (task, list);
      return;
    }
  if (trouble != NULL)
    {
      spt_flow_return (task, trouble);
      return;
    }
  settle->asked = spt_clock_get_utc_ms (call->clock);
  flow->trouble_func = keep_trouble;
  spt_voucher_flow_get_list (task, NULL, got_list);
}
