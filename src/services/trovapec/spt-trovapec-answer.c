/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer of the service proves of each of its calls. What is not one of the documented forms
 * proves nothing: then a request is unknown, and a look brought no news. */

#define G_LOG_DOMAIN "spt-trovapec-answer"

#include "config.h"

#include "services/trovapec/spt-trovapec-answer.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-redact.h"
#include "base/spt-text.h"
#include "services/trovapec/spt-trovapec-phases.h"
#include "services/trovapec/spt-trovapec-reply.h"

#define MAX_SHOWN 1000 /* characters of the service's words */
#define WORDS     "trovapec/answers.json"

/* --- words ---------------------------------------------------------------------------------------- */

static JsonObject *
get_words (void)
{
  static JsonNode *table;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      g_autoptr (GError) error = NULL;

      table = spt_data_load_json (WORDS, &error);
      if (table == NULL)
        g_warning (WORDS ": %s", error->message);
      g_once_init_leave (&once, 1);
    }

  return table != NULL && JSON_NODE_HOLDS_OBJECT (table) ? json_node_get_object (table) : NULL;
}

/* Whether a refusal speaks of @what: its texts are not documented, so the words are a table's. */
static gboolean
speaks_of (const char *text,
           const char *what)
{
  JsonObject *words = get_words ();
  JsonNode *node = words != NULL ? json_object_get_member (words, what) : NULL;
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autofree char *folded = spt_text_fold (text);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) == G_TYPE_STRING &&
          strstr (folded, json_node_get_string (element)) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Printable, without line breaks, secrets masked; NULL for nothing. */
static char *
dup_shown (const char        *text,
           const char *const *secrets)
{
  g_autofree char *masked = spt_redact_text (text, secrets);
  g_autofree char *printable = NULL;
  char *stripped;

  if (masked == NULL)
    return NULL;
  printable = spt_text_make_printable (masked, -1, MAX_SHOWN);
  g_strdelimit (printable, "\r\n\t", ' ');
  stripped = spt_text_strip (printable);
  if (*stripped == '\0')
    g_clear_pointer (&stripped, g_free);

  return stripped;
}

static SptOutcome *
make (const SptHttpAnswer *answer,
      SptOutcomeKind       kind,
      const char          *code,
      const char          *words,
      const char *const   *secrets)
{
  SptOutcome *outcome = spt_outcome_new (kind, code);

  outcome->http_status = answer->status;
  outcome->message = dup_shown (words, secrets);
  outcome->retry_after_ms = answer->retry_after_ms;

  return outcome;
}

/* --- without an answer of the service --------------------------------------------------------------- */

static gboolean
is_transient (const char *code)
{
  static const char *const transient[] = { "offline", "dns", "refused-connection", "timeout", NULL };

  return code != NULL && g_strv_contains (transient, code);
}

/* Of another status than 200 nothing is known, but for what the web server in front of the script says
 * (facts 1.1, 1.3): it never ran. */
static SptOutcome *
make_from_status (const SptHttpAnswer *answer,
                  const char *const   *secrets)
{
  const char *location = answer->headers != NULL ? g_hash_table_lookup (answer->headers, "location") : NULL;
  g_autofree char *shown = spt_redact_url (location);
  SptOutcome *outcome;

  if (answer->status >= 300 && answer->status < 400)
    return make (answer, SPT_OUTCOME_NOT_SENT, "redirect", shown, secrets);
  if (answer->status == 401)
    return make (answer, SPT_OUTCOME_NOT_SENT, "auth-rejected", answer->reason, secrets);
  if (answer->status == 403)
    return make (answer, SPT_OUTCOME_NOT_SENT, "forbidden", answer->reason, secrets);
  if (answer->status == 404 || answer->status == 405)
    {
      outcome = make (answer, SPT_OUTCOME_NOT_SENT, "trovapec-address", answer->reason, secrets);
      outcome->stops_account = TRUE;
      return outcome;
    }
  if (answer->status == 407)
    return make (answer, SPT_OUTCOME_NOT_SENT, "proxy", answer->reason, secrets);
  if (answer->status == 429)
    {
      outcome = make (answer, SPT_OUTCOME_NOT_SENT, "rate-limited", answer->reason, secrets);
      outcome->transient = TRUE;
      return outcome;
    }

  return make (answer, SPT_OUTCOME_UNKNOWN,
               answer->status >= 500 ? "server-error" : "answer-not-understood", answer->reason, secrets);
}

/* NULL where it is an answer of the service, and then @reply is it. */
static SptOutcome *
read_answer (const SptHttpAnswer *answer,
             const char *const   *secrets,
             SptTrovapecReply    *reply)
{
  gsize length = 0;
  const char *data = answer->body != NULL ? g_bytes_get_data (answer->body, &length) : NULL;
  SptOutcome *outcome;

  memset (reply, 0, sizeof *reply);
  if (answer->result != SPT_HTTP_ANSWERED)
    {
      gboolean is_unknown = answer->result == SPT_HTTP_UNKNOWN;

      outcome = make (answer, is_unknown ? SPT_OUTCOME_UNKNOWN : SPT_OUTCOME_NOT_SENT,
                      answer->code != NULL ? answer->code : "answer-lost", answer->detail, secrets);
      outcome->transient = !is_unknown && is_transient (answer->code);
      return outcome;
    }
  if (answer->status != 200)
    return make_from_status (answer, secrets);
  if (!answer->body_complete)
    return make (answer, SPT_OUTCOME_UNKNOWN, "answer-truncated", NULL, secrets);
  if (!spt_trovapec_reply_read (reply, data, length))
    return make (answer, SPT_OUTCOME_UNKNOWN, "answer-not-understood", NULL, secrets);

  return NULL;
}

static SptOutcome *
make_not_understood (const SptHttpAnswer    *answer,
                     const SptTrovapecReply *reply,
                     const char *const      *secrets)
{
  return make (answer, SPT_OUTCOME_UNKNOWN, "answer-not-understood", reply->rest, secrets);
}

/* At the gate nothing was asked, and nothing is charged: whoever mends the cause sends again. */
static SptOutcome *
make_from_gate (const SptHttpAnswer    *answer,
                const SptTrovapecReply *reply,
                const char *const      *secrets)
{
  if (speaks_of (reply->rest, "key"))
    return make (answer, SPT_OUTCOME_NOT_SENT, "auth-rejected", reply->rest, secrets);
  if (speaks_of (reply->rest, "credit"))
    {
      SptOutcome *outcome = make (answer, SPT_OUTCOME_NOT_SENT, "trovapec-credit", reply->rest, secrets);

      outcome->stops_account = TRUE;
      return outcome;
    }

  return NULL;
}

/* --- the calls -------------------------------------------------------------------------------------- */

/**
 * spt_trovapec_answer_to_lookup:
 * @answer: what came of a request
 * @secrets: (array zero-terminated=1): texts that no message may show
 *
 * Says what is proven of a request (services facts 3.2, 3.3, 5 and 6). "Already present" is told
 * from other refusals by its words.
 *
 * Returns: (transfer full): pending with its token, refused, not sent or unknown
 */
SptOutcome *
spt_trovapec_answer_to_lookup (const SptHttpAnswer *answer,
                               const char *const   *secrets)
{
  g_auto (SptTrovapecReply) reply = { 0 };
  SptOutcome *outcome = read_answer (answer, secrets, &reply);

  if (outcome != NULL)
    return outcome;

  switch (reply.keyword)
    {
    case SPT_TROVAPEC_OK:
      if (!reply.has_rest || !spt_trovapec_is_token (reply.rest))
        return make_not_understood (answer, &reply, secrets);
      outcome = make (answer, SPT_OUTCOME_PENDING, NULL, NULL, secrets);
      outcome->remote_id = g_strdup (reply.rest);
      return outcome;
    case SPT_TROVAPEC_ERROR:
      if (speaks_of (reply.rest, "present"))
        return make (answer, SPT_OUTCOME_REFUSED, "trovapec-present", reply.rest, secrets);
      outcome = make_from_gate (answer, &reply, secrets);
      return outcome != NULL ? outcome
                             : make (answer, SPT_OUTCOME_REFUSED, "trovapec-error", reply.rest, secrets);
    case SPT_TROVAPEC_WAIT:
    case SPT_TROVAPEC_BARE:
    default:
      return make_not_understood (answer, &reply, secrets);
    }
}

static SptOutcome *
make_result (const SptHttpAnswer    *answer,
             const SptTrovapecReply *reply,
             const char             *key,
             const char *const      *secrets)
{
  g_auto (SptTrovapecResult) result = { NULL };
  SptOutcome *outcome = make (answer, SPT_OUTCOME_ACCEPTED, NULL, NULL, secrets);
  SptDossierNews news = { .key = key };
  g_autofree char *address = NULL;
  g_autofree char *words = NULL;
  const char *stage;
  const char *code;

  spt_trovapec_result_read (&result, reply->rest);
  address = dup_shown (result.address, secrets);
  words = dup_shown (result.words, secrets);
  if (*result.address == '\0')
    {
      stage = SPT_TROVAPEC_STAGE_NOT_FOUND;
      code = "trovapec-not-found";
    }
  else if (result.is_valid)
    {
      stage = SPT_TROVAPEC_STAGE_FOUND;
      code = "trovapec-found";
      news.fills = "pec";
    }
  else
    {
      stage = SPT_TROVAPEC_STAGE_CHECK;
      code = "trovapec-check";
    }

  spt_trovapec_phase_make_news (stage, words, &news);
  news.result = address != NULL ? address : "";
  spt_outcome_add_news (outcome, &news);
  outcome->phase = g_strdup (news.phase);
  if (key != NULL)
    spt_outcome_add_result (outcome, key, SPT_STATE_DONE, code, address != NULL ? address : words);

  return outcome;
}

/**
 * spt_trovapec_answer_to_result:
 * @answer: what came of asking
 * @key: (nullable): whom it is about
 * @token: what was asked with
 * @secrets: (array zero-terminated=1): texts that no message may show
 *
 * Says what is known of a request that goes on (services facts 3.3, 5). Trouble with the network, the
 * key or the credit leaves it where it is: its token must not be lost.
 *
 * Returns: (transfer full): accepted, refused, or pending: without a code where the service said WAIT
 */
SptOutcome *
spt_trovapec_answer_to_result (const SptHttpAnswer *answer,
                               const char          *key,
                               const char          *token,
                               const char *const   *secrets)
{
  g_auto (SptTrovapecReply) reply = { 0 };
  SptOutcome *outcome = read_answer (answer, secrets, &reply);

  if (outcome != NULL)
    {
      outcome->attention = outcome->kind == SPT_OUTCOME_NOT_SENT && !outcome->transient;
      outcome->kind = SPT_OUTCOME_PENDING;
      return outcome;
    }

  switch (reply.keyword)
    {
    case SPT_TROVAPEC_OK:
      if (!reply.has_rest)
        break;
      return make_result (answer, &reply, key, secrets);
    case SPT_TROVAPEC_WAIT:
      /* Another token than ours: we stay with ours, and the exchange is kept. */
      return make (answer, SPT_OUTCOME_PENDING,
                   reply.has_rest && *reply.rest != '\0' && g_strcmp0 (reply.rest, token) != 0
                   ? "trovapec-other-token" : NULL, NULL, secrets);
    case SPT_TROVAPEC_ERROR:
      outcome = make_from_gate (answer, &reply, secrets);
      if (outcome == NULL)
        return make (answer, SPT_OUTCOME_REFUSED, "trovapec-result-error", reply.rest, secrets);
      outcome->attention = TRUE;
      outcome->kind = SPT_OUTCOME_PENDING;
      return outcome;
    case SPT_TROVAPEC_BARE:
    default:
      break;
    }

  outcome = make_not_understood (answer, &reply, secrets);
  outcome->kind = SPT_OUTCOME_PENDING;
  return outcome;
}

/**
 * spt_trovapec_answer_to_cancel:
 * @answer: what came of a cancellation
 * @key: (nullable): whose request it was
 * @secrets: (array zero-terminated=1): texts that no message may show
 *
 * Says what is proven of a cancellation (services facts 3.2).
 *
 * Returns: (transfer full): accepted, refused, not sent or unknown
 */
SptOutcome *
spt_trovapec_answer_to_cancel (const SptHttpAnswer *answer,
                               const char          *key,
                               const char *const   *secrets)
{
  g_auto (SptTrovapecReply) reply = { 0 };
  SptOutcome *outcome = read_answer (answer, secrets, &reply);
  SptDossierNews news = { .key = key };

  if (outcome != NULL)
    return outcome;

  switch (reply.keyword)
    {
    case SPT_TROVAPEC_OK:
      outcome = make (answer, SPT_OUTCOME_ACCEPTED, NULL, reply.rest, secrets);
      spt_trovapec_phase_make_news (SPT_TROVAPEC_STAGE_CANCELLED, NULL, &news);
      spt_outcome_add_news (outcome, &news);
      outcome->phase = g_strdup (news.phase);
      return outcome;
    case SPT_TROVAPEC_ERROR:
      outcome = make_from_gate (answer, &reply, secrets);
      return outcome != NULL ? outcome
                             : make (answer, SPT_OUTCOME_REFUSED, "trovapec-cancel-refused", reply.rest,
                                     secrets);
    case SPT_TROVAPEC_WAIT:
    case SPT_TROVAPEC_BARE:
    default:
      return make_not_understood (answer, &reply, secrets);
    }
}

/**
 * spt_trovapec_answer_to_balance:
 * @answer: what came of asking for the balance
 * @secrets: (array zero-terminated=1): texts that no message may show
 * @cents: (out): the amount, where it is accepted
 *
 * Reads a balance: an amount without a keyword. Its text goes into the message as it came.
 *
 * Returns: (transfer full): accepted, refused, not sent or unknown
 */
SptOutcome *
spt_trovapec_answer_to_balance (const SptHttpAnswer *answer,
                                const char *const   *secrets,
                                gint64              *cents)
{
  g_auto (SptTrovapecReply) reply = { 0 };
  SptOutcome *outcome = read_answer (answer, secrets, &reply);

  *cents = 0;
  if (outcome != NULL)
    return outcome;

  if (reply.keyword == SPT_TROVAPEC_BARE && spt_trovapec_read_amount (reply.rest, cents))
    return make (answer, SPT_OUTCOME_ACCEPTED, NULL, reply.rest, secrets);
  if (reply.keyword == SPT_TROVAPEC_ERROR)
    {
      outcome = make_from_gate (answer, &reply, secrets);
      return outcome != NULL ? outcome
                             : make (answer, SPT_OUTCOME_REFUSED, "trovapec-error", reply.rest, secrets);
    }

  return make_not_understood (answer, &reply, secrets);
}
