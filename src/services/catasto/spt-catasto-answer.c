/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer of the register proves (catasto facts 12.2). */

#define G_LOG_DOMAIN "spt-catasto-answer"

#include "config.h"

#include "services/catasto/spt-catasto-answer.h"

#include <string.h>

#include "base/spt-messages.h"
#include "service/spt-reply.h"

#define ANY        0u
#define RECOGNISED 1u

/* What an answer proves by its status; first match wins. Without the register's own envelope a 4xx says
 * little: a proxy may have spoken. */
static const struct
{
  guint           from;
  guint           to;
  guint           body;
  SptOutcomeKind  kind;
  gboolean        transient;
  gboolean        stops_account;
  const char     *code;
} kinds[] = {
  { 300, 399, ANY, SPT_OUTCOME_NOT_SENT, FALSE, FALSE, "redirect" },
  { 400, 400, ANY, SPT_OUTCOME_REFUSED, FALSE, FALSE, "catasto-defect" },
  { 401, 401, ANY, SPT_OUTCOME_NOT_SENT, FALSE, TRUE, "auth-rejected" },
  { 403, 403, RECOGNISED, SPT_OUTCOME_REFUSED, FALSE, FALSE, "catasto-refused" },
  { 403, 403, ANY, SPT_OUTCOME_NOT_SENT, FALSE, TRUE, "forbidden" },
  { 404, 405, ANY, SPT_OUTCOME_NOT_SENT, FALSE, FALSE, "catasto-address" },
  { 407, 407, ANY, SPT_OUTCOME_NOT_SENT, FALSE, FALSE, "proxy" },
  { 408, 408, ANY, SPT_OUTCOME_UNKNOWN, FALSE, FALSE, "answer-lost" },
  { 413, 413, ANY, SPT_OUTCOME_REFUSED, FALSE, FALSE, "catasto-defect" },
  { 415, 415, ANY, SPT_OUTCOME_REFUSED, FALSE, FALSE, "catasto-defect" },
  { 429, 429, ANY, SPT_OUTCOME_NOT_SENT, TRUE, FALSE, "rate-limited" },
  { 400, 499, RECOGNISED, SPT_OUTCOME_REFUSED, FALSE, FALSE, "catasto-refused" },
  { 503, 503, ANY, SPT_OUTCOME_NOT_SENT, TRUE, FALSE, "catasto-busy" },
  { 500, 599, ANY, SPT_OUTCOME_UNKNOWN, FALSE, FALSE, "server-error" },
};

/* --- words --------------------------------------------------------------------------------------------- */

static void
append (GString    *out,
        const char *place,
        const char *text)
{
  if (*text == '\0' && *place == '\0')
    return;
  if (out->len > 0)
    g_string_append (out, "; ");
  if (*place != '\0')
    g_string_append_printf (out, "[%s] ", place);
  g_string_append (out, text);
}

/* All of it in one line: what was found, else what was said. */
static char *
dup_words (const SptCatastoReply *reply,
           const char *const     *secrets)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < reply->findings->len; i++)
    {
      const SptCatastoFinding *finding = g_ptr_array_index (reply->findings, i);

      append (out, finding->xpath, *finding->message != '\0' ? finding->message : finding->code);
    }
  if (out->len == 0)
    append (out, "", reply->message);

  return spt_reply_dup_shown (out->str, secrets);
}

/* Their code where there are words for it. */
static const char *
get_code (const SptCatastoReply *reply,
          const char            *otherwise)
{
  if (*reply->code != '\0' && spt_messages_find (SPT_CATASTO_DOMAIN, reply->code) != NULL)
    return reply->code;
  for (guint i = 0; i < reply->findings->len; i++)
    {
      const SptCatastoFinding *finding = g_ptr_array_index (reply->findings, i);

      if (finding->is_error && *finding->code != '\0' &&
          spt_messages_find (SPT_CATASTO_DOMAIN, finding->code) != NULL)
        return finding->code;
    }

  return otherwise;
}

/* An answer that names another call, operation or plant answers something else. */
static gboolean
is_about (const SptCatastoReply    *reply,
          const SptCatastoQuestion *question)
{
  g_autofree char *call = g_strdup_printf ("api_call_%u", question->operation->call);

  return (*reply->call == '\0' || strcmp (reply->call, call) == 0) &&
         (*reply->api_id == '\0' || strcmp (reply->api_id, question->operation->api_id) == 0) &&
         (*reply->plant == '\0' || question->plant == NULL || strcmp (reply->plant, question->plant) == 0);
}

/* What the register says when it has the thing already: after a lost answer most likely because the
 * first sending arrived, if it does not know repeats by their number (nobody says that it does). */
static gboolean
says_already (const SptCatastoReply *reply)
{
  static const char *const codes[] = { "E-GIA-PRESENTE", "E-RCEE-DOPPIO", "E-IMPIANTO-DISMESSO", NULL };

  if (g_strv_contains (codes, reply->code))
    return TRUE;
  for (guint i = 0; i < reply->findings->len; i++)
    {
      if (g_strv_contains (codes, ((SptCatastoFinding *) g_ptr_array_index (reply->findings, i))->code))
        return TRUE;
    }

  return FALSE;
}

/* --- outcomes -------------------------------------------------------------------------------------------- */

static SptOutcome *
read_success (const SptCatastoReply    *reply,
              const SptCatastoQuestion *question)
{
  SptOutcome *outcome;

  if (reply == NULL)
    return spt_outcome_new (SPT_OUTCOME_UNKNOWN, "answer-not-understood");
  if (!is_about (reply, question))
    return spt_outcome_new (SPT_OUTCOME_UNKNOWN, "catasto-other");
  if (reply->result == SPT_CATASTO_REFUSED)
    return spt_outcome_new (SPT_OUTCOME_REFUSED, get_code (reply, "catasto-refused"));
  outcome = spt_outcome_new (SPT_OUTCOME_ACCEPTED, reply->result == SPT_CATASTO_ACCEPTED
                             ? "catasto-accepted" : "catasto-accepted-warnings");
  if (*reply->remote_id != '\0')
    outcome->remote_id = spt_reply_dup_shown (reply->remote_id, question->secrets);

  return outcome;
}

static SptOutcome *
read_status (const SptHttpAnswer      *answer,
             const SptCatastoReply    *reply,
             const SptCatastoQuestion *question)
{
  gboolean is_refusal = reply != NULL && reply->result == SPT_CATASTO_REFUSED;

  /* "Accepted" with a status that says no: nobody can tell. */
  if (reply != NULL && !is_refusal)
    return spt_outcome_new (SPT_OUTCOME_UNKNOWN, "catasto-contradiction");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      SptOutcome *outcome;

      if (answer->status < kinds[i].from || answer->status > kinds[i].to ||
          (kinds[i].body == RECOGNISED && !is_refusal))
        continue;
      if (kinds[i].kind == SPT_OUTCOME_REFUSED && reply != NULL && !is_about (reply, question))
        return spt_outcome_new (SPT_OUTCOME_UNKNOWN, "catasto-other");
      outcome = spt_outcome_new (kinds[i].kind, kinds[i].kind == SPT_OUTCOME_REFUSED && reply != NULL
                                 ? get_code (reply, kinds[i].code) : kinds[i].code);
      outcome->transient = kinds[i].transient;
      outcome->stops_account = kinds[i].stops_account;
      return outcome;
    }

  return spt_outcome_new (SPT_OUTCOME_UNKNOWN, "answer-not-understood");
}

static gboolean
is_transient (const char *code)
{
  static const char *const codes[] = { "offline", "dns", "refused-connection", "timeout", NULL };

  return code != NULL && g_strv_contains (codes, code);
}

/* The line that is shown of a page that nobody expected. */
static char *
dup_raw (const SptHttpAnswer *answer,
         const char *const   *secrets)
{
  gsize length = 0;
  const char *data = answer->body != NULL ? g_bytes_get_data (answer->body, &length) : NULL;
  g_autofree char *text = data != NULL ? g_strndup (data, MIN (length, 4000)) : NULL;
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  return spt_reply_dup_shown (valid, secrets);
}

/* Asking once more settles only what the answer says of the request itself; everything else leaves it
 * where it was. */
static void
settle (SptOutcome            *outcome,
        const SptCatastoReply *reply)
{
  if (outcome->kind == SPT_OUTCOME_REFUSED && (reply == NULL || says_already (reply)))
    {
      outcome->kind = SPT_OUTCOME_UNKNOWN;
      if (reply != NULL)
        {
          g_free (outcome->code);
          outcome->code = g_strdup ("catasto-settle-already");
        }
    }
  else if (outcome->kind == SPT_OUTCOME_NOT_SENT)
    {
      outcome->kind = SPT_OUTCOME_UNKNOWN;
      outcome->retry_after_ms = -1;
    }
  outcome->transient = FALSE;
  if (outcome->kind == SPT_OUTCOME_UNKNOWN)
    outcome->stops_account = FALSE;
}

/**
 * spt_catasto_read_answer:
 * @answer: what came of the request
 * @question: what was asked
 *
 * Says what an answer proves: accepted or refused is what the register's own envelope says, about what
 * was sent; the rest follows from the status (catasto facts 12.2).
 *
 * Returns: (transfer full): the outcome, without its exchange
 */
SptOutcome *
spt_catasto_read_answer (const SptHttpAnswer      *answer,
                         const SptCatastoQuestion *question)
{
  g_autoptr (SptCatastoReply) reply = NULL;
  SptOutcome *outcome;

  if (answer->result == SPT_HTTP_ANSWERED)
    {
      gsize length = 0;
      const char *data = answer->body != NULL ? g_bytes_get_data (answer->body, &length) : NULL;

      if (length > 0 && answer->body_complete)
        reply = spt_catasto_reply_parse (data, length);
      outcome = answer->status >= 200 && answer->status < 300 ? read_success (reply, question)
                                                              : read_status (answer, reply, question);
      if (reply != NULL)
        {
          outcome->message = dup_words (reply, question->secrets);
          if (outcome->kind == SPT_OUTCOME_ACCEPTED || outcome->kind == SPT_OUTCOME_REFUSED)
            outcome->note = spt_catasto_note_add (question->note, reply, question->secrets);
        }
      else if (answer->status >= 300 && answer->status < 400)
        {
          outcome->message = spt_reply_dup_shown (g_hash_table_lookup (answer->headers, "location"),
                                                  question->secrets);
        }
      else
        {
          outcome->message = dup_raw (answer, question->secrets);
        }
    }
  else
    {
      gboolean is_lost = answer->result == SPT_HTTP_UNKNOWN;

      outcome = spt_outcome_new (is_lost ? SPT_OUTCOME_UNKNOWN : SPT_OUTCOME_NOT_SENT,
                                 answer->code != NULL ? answer->code : "answer-lost");
      outcome->transient = !is_lost && is_transient (answer->code);
      outcome->message = g_strdup (answer->detail);
    }
  outcome->http_status = answer->status;
  outcome->retry_after_ms = answer->retry_after_ms;
  if (question->settles)
    settle (outcome, reply);

  return outcome;
}
