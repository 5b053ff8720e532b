/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call from its headers to its answer: repeats, judgment, the commit, the ledger line. */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include "../prc-ledger.h"

#include <string.h>

typedef struct
{
  PrcCatasto             *self;
  guint                   call;
  const PrcRequest       *request;
  PrcReply               *reply;
  const PrcCatastoSender *sender;
  char                   *id;          /* X-Id-Richiesta in lower case; NULL: none */
  char                   *digest;      /* of the body */
} Job;

/* What the end of a plant's code does to an accepted call, or instead of it. */
static const struct
{
  const char *end;
  const char *effect;
} magic[] = {
  { "-OCCUPATO", "busy" }, { "-INTERNO", "fail" },   { "-SALVATO", "done-fail" },
  { "-CADUTA", "cut" },    { "-HTML", "html" },      { "-LENTO", "slow" },
};

static const char *
effect_of (const PrcCatastoCheck *check)
{
  guint i;

  for (i = 0; check->code != NULL && i < G_N_ELEMENTS (magic); i++)
    {
      if (g_str_has_suffix (check->code, magic[i].end))
        return magic[i].effect;
    }
  return "";
}

static void
check_init (PrcCatastoCheck *check,
            const Job       *job)
{
  g_autofree char *today = prc_catasto_stamp (prc_now_us (job->self->context), "%Y-%m-%d");

  memset (check, 0, sizeof *check);
  check->twin = job->self;
  check->sender = job->sender;
  check->call = job->call;
  g_strlcpy (check->today, today, sizeof check->today);
  check->faulty = g_hash_table_new (NULL, NULL);
  check->before = g_ptr_array_new_with_free_func ((GDestroyNotify) prc_catasto_item_free);
  check->given = g_ptr_array_new_with_free_func ((GDestroyNotify) prc_catasto_item_free);
  check->after = g_ptr_array_new_with_free_func ((GDestroyNotify) prc_catasto_item_free);
  check->sheets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) xmlFreeDoc);
  check->expected = g_ptr_array_new_with_free_func (g_free);
  check->texts = g_string_chunk_new (4096);
}

static void
check_clear (PrcCatastoCheck *check)
{
  g_clear_pointer (&check->doc, xmlFreeDoc);
  g_clear_pointer (&check->findings, g_ptr_array_unref);
  g_free (check->code);
  g_free (check->api_id);
  g_free (check->state);
  g_free (check->province);
  g_hash_table_unref (check->faulty);
  g_ptr_array_unref (check->before);
  g_ptr_array_unref (check->given);
  g_ptr_array_unref (check->after);
  g_hash_table_unref (check->sheets);
  g_ptr_array_unref (check->expected);
  g_string_chunk_free (check->texts);
}

static void
refuse (Job        *job,
        guint       status,
        const char *code)
{
  prc_catasto_refusal (job->reply, status, code, job->call, prc_now_us (job->self->context));
}

static void
answer_busy (Job *job)
{
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT,
                                              prc_settings_number (job->self->settings,
                                                                   "retry_after_s"));

  refuse (job, 503, "E-OCCUPATO");
  prc_reply_header (job->reply, "Retry-After", seconds);
}

static gboolean
take_type (Job *job)
{
  g_autoptr (GHashTable) parameters = NULL;
  const char *type = soup_message_headers_get_content_type (job->request->headers, &parameters);
  const char *charset = parameters != NULL ? g_hash_table_lookup (parameters, "charset") : NULL;

  if (type != NULL && (g_ascii_strcasecmp (type, "application/xml") == 0 ||
                       g_ascii_strcasecmp (type, "text/xml") == 0) &&
      (charset == NULL || g_ascii_strcasecmp (charset, "utf-8") == 0))
    return TRUE;
  refuse (job, 415, "E-TIPO-CONTENUTO");
  return FALSE;
}

static gboolean
take_id (Job *job)
{
  const char *id = soup_message_headers_get_one (job->request->headers, "X-Id-Richiesta");

  if (id != NULL)
    job->id = g_ascii_strdown (id, -1);
  if (id != NULL ? g_uuid_string_is_valid (job->id)
      : prc_settings_is (job->self->settings, "request_id", "optional"))
    return TRUE;
  refuse (job, 400, "E-ID-RICHIESTA");
  return FALSE;
}

/* The same request again gets the same answer; another one under its name is refused. */
static gboolean
is_repeat (Job *job)
{
  sqlite3_stmt *rows;
  gboolean found = FALSE;

  if (job->id == NULL)
    return FALSE;
  rows = prc_db_query (job->self->db, "SELECT call, sha256, status, answer FROM catasto_request WHERE "
                       "id = ?1", "s", job->id);
  while (prc_db_next (rows))
    {
      found = TRUE;
      if (sqlite3_column_int (rows, 0) == (int) job->call &&
          g_strcmp0 (prc_db_text (rows, 1), job->digest) == 0)
        prc_reply_set (job->reply, (guint) sqlite3_column_int (rows, 2),
                       "application/xml; charset=utf-8", prc_db_text (rows, 3));
      else
        refuse (job, 409, "E-ID-RICHIESTA");
    }
  return found;
}

static gboolean
keep_answer (Job *job)
{
  return job->id == NULL ||
         prc_db_run (job->self->db, "INSERT INTO catasto_request (id, call, sha256, status, answer) "
                     "VALUES (?1, ?2, ?3, ?4, ?5)", "sisis", job->id, (gint64) job->call, job->digest,
                     (gint64) job->reply->status, job->reply->body->str);
}

static char *
next_protocol (PrcCatasto *self)
{
  gint64 number = prc_db_number (self->db, "SELECT value FROM meta WHERE name = 'catasto-protocol'", "");
  g_autofree char *year = prc_catasto_stamp (prc_now_us (self->context), "%Y");
  g_autofree char *next = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (number, 1) + 1);

  prc_db_run (self->db, "INSERT OR REPLACE INTO meta (name, value) VALUES ('catasto-protocol', ?1)",
              "s", next);
  return g_strdup_printf ("%s-%06" G_GINT64_FORMAT, year, MAX (number, 1));
}

static gboolean
add_line (Job                   *job,
          const PrcCatastoCheck *check,
          const char            *protocol)
{
  g_autofree char *operation = g_strdup_printf ("api_call_%u", job->call);
  g_autoptr (GString) line = prc_pending_line (job->self->context, PRC_CATASTO, operation);

  g_string_append_printf (line, ",\"id_invio\":\"%s\",\"api_id\":%u,\"code\":", protocol,
                          check->operation->api_id);
  prc_append_json (line, check->code);
  g_string_append (line, ",\"requestId\":");
  prc_append_json (line, job->id);
  g_string_append_printf (line, ",\"sha256\":\"%s\"", job->digest);
  return prc_pending_add (job->self->context, line);
}

static gboolean
store (Job             *job,
       PrcCatastoCheck *check)
{
  PrcCatasto *self = job->self;
  g_autofree char *protocol = next_protocol (self);
  gboolean good = prc_catasto_apply (check, protocol);

  prc_catasto_answer (check, job->request, job->reply, protocol);
  return good && keep_answer (job) && add_line (job, check, protocol) &&
         prc_db_run (self->db, "INSERT INTO catasto_submission (protocol, request, sender, call, "
                     "api_id, code, sha256, received, answer) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
                     "?9)", "sssiissis", protocol, job->id, job->sender->name, (gint64) job->call,
                     (gint64) check->operation->api_id, check->code, job->digest,
                     prc_now_us (self->context), job->reply->body->str);
}

/* What happens to the answer of a call that is stored. */
static void
spoil (Job        *job,
       const char *effect)
{
  PrcSettings *settings = job->self->settings;

  if (g_str_equal (effect, "done-fail"))
    refuse (job, 500, "E-INTERNO");
  if (g_str_equal (effect, "slow"))
    job->reply->delay_ms = job->self->context->fast ? 2000 : 30000;
  if (g_str_equal (effect, "html") || prc_settings_is (settings, "service", "html"))
    prc_reply_html (job->reply, 200);
  job->reply->cut = g_str_equal (effect, "cut") || prc_settings_is (settings, "cut", "after");
}

static void
judge (Job             *job,
       PrcCatastoCheck *check)
{
  PrcCatasto *self = job->self;
  const char *effect;

  prc_catasto_parse (check, job->request->body);
  if (!prc_catasto_judge (check))
    {
      prc_catasto_answer (check, job->request, job->reply, NULL);
      if (prc_settings_is (self->settings, "repeats", "all"))
        keep_answer (job);
      return;
    }
  effect = effect_of (check);
  if (g_str_equal (effect, "busy"))
    {
      answer_busy (job);
      return;
    }
  if (g_str_equal (effect, "fail") || !prc_db_run (self->db, "BEGIN IMMEDIATE", "") ||
      !prc_pending_commit (self->context, store (job, check)))
    {
      prc_reply_reset (job->reply);
      refuse (job, 500, "E-INTERNO");
      return;
    }
  spoil (job, effect);
}

static void
work (Job *job)
{
  PrcCatastoCheck check;

  if (!take_type (job) || !take_id (job) || is_repeat (job))
    return;
  check_init (&check, job);
  judge (job, &check);
  check_clear (&check);
}

/**
 * prc_catasto_call:
 * @self: the twin
 * @call: the number of the call, 1 to 11
 * @request: the request
 * @reply: the answer to fill
 *
 * Takes a call through size, service, credentials, type, request id and repeat to the stages of its
 * document, and stores what is accepted together with its answer and its ledger line.
 */
void
prc_catasto_call (PrcCatasto       *self,
                  guint             call,
                  const PrcRequest *request,
                  PrcReply         *reply)
{
  Job job = { self, call, request, reply, NULL, NULL, NULL };
  guint status;

  job.digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, request->body);
  job.sender = prc_catasto_admit (self, request, &status);
  reply->delay_ms = (guint) prc_settings_number (self->settings, "slow_ms");
  if (request->too_large)
    refuse (&job, 413, "E-DIMENSIONE");
  else if (prc_settings_is (self->settings, "service", "busy"))
    answer_busy (&job);
  else if (job.sender == NULL)
    {
      if (status == 401)
        prc_reply_header (reply, "WWW-Authenticate", "Basic realm=\"catasto\"");
      refuse (&job, status, status == 401 ? "E-CREDENZIALI" : "E-COMPETENZA");
    }
  else
    work (&job);
  g_free (job.id);
  g_free (job.digest);
}
