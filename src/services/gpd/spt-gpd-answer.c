/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer means: the kind of outcome by a fixed table, the message code by the table in
 * data/gpd/answers.json. */

#define G_LOG_DOMAIN "spt-gpd-answer"

#include "config.h"

#include "services/gpd/spt-gpd-answer.h"

#include <string.h>

#include "base/spt-data.h"

/* "titles/TOO EARLY" and "rows/create/409" -> code. Codes are for words alone: no table of a
 * user's can turn an unknown outcome into another kind. */
static GHashTable *
load_codes (void)
{
  static GHashTable *codes; /* (owned) */
  static gsize once;

  if (g_once_init_enter (&once))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = spt_data_load_json ("gpd/answers.json", &error);
      GPtrArray *objects = g_ptr_array_new ();
      GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

      codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
        {
          g_warning ("gpd/answers.json: %s",
                     error != NULL ? error->message : "an object is expected");
        }
      else
        {
          g_ptr_array_add (objects, json_node_get_object (root));
          g_ptr_array_add (paths, g_strdup (""));
        }

      for (guint i = 0; i < objects->len; i++)
        {
          JsonObjectIter iter;
          const char *name;
          JsonNode *node;

          json_object_iter_init (&iter, g_ptr_array_index (objects, i));
          while (json_object_iter_next (&iter, &name, &node))
            {
              g_autofree char *path = g_strconcat (g_ptr_array_index (paths, i), name, NULL);

              if (JSON_NODE_HOLDS_OBJECT (node))
                {
                  g_ptr_array_add (objects, json_node_get_object (node));
                  g_ptr_array_add (paths, g_strconcat (path, "/", NULL));
                }
              else if (json_node_get_value_type (node) == G_TYPE_STRING)
                {
                  g_hash_table_replace (codes, g_steal_pointer (&path),
                                        (gpointer) g_intern_string (json_node_get_string (node)));
                }
            }
        }
      g_ptr_array_unref (paths);
      g_ptr_array_unref (objects);
      g_once_init_leave (&once, 1);
    }

  return codes;
}

/* "409", else "4xx", else "xxx", below @prefix. */
static const char *
find_status (const char *prefix,
             gint64      status)
{
  GHashTable *codes = load_codes ();
  char exact[64];
  char class[64];
  char any[64];
  const char *code;

  g_snprintf (exact, sizeof exact, "%s%" G_GINT64_FORMAT, prefix, status);
  g_snprintf (class, sizeof class, "%s%" G_GINT64_FORMAT "xx", prefix, status / 100);
  g_snprintf (any, sizeof any, "%sxxx", prefix);

  code = g_hash_table_lookup (codes, exact);
  if (code == NULL)
    code = g_hash_table_lookup (codes, class);
  if (code == NULL)
    code = g_hash_table_lookup (codes, any);

  return code;
}

/**
 * spt_gpd_answer_find_title:
 * @title: (nullable): the title of a problem, in any case
 *
 * Finds the code of a title of GPD facts 10.
 *
 * Returns: (nullable): an interned code
 */
const char *
spt_gpd_answer_find_title (const char *title)
{
  g_autofree char *upper = title != NULL ? g_ascii_strup (title, -1) : NULL;
  g_autofree char *path = upper != NULL ? g_strconcat ("titles/", g_strstrip (upper), NULL) : NULL;

  return path != NULL ? g_hash_table_lookup (load_codes (), path) : NULL;
}

/**
 * spt_gpd_answer_find_upload:
 * @status: an HTTP status
 *
 * Finds the code of a refused upload whose body says nothing known.
 *
 * Returns: an interned code
 */
const char *
spt_gpd_answer_find_upload (guint status)
{
  const char *code = find_status ("uploads/", status);

  return code != NULL ? code : "gpd-4xx-upload";
}

/**
 * spt_gpd_answer_find_row:
 * @operation: "gpd.create", "gpd.update" or "gpd.delete"
 * @status: the statusCode of a group of the report
 *
 * Finds the code of a row of a report (GPD facts 12).
 *
 * Returns: (nullable): an interned code, %NULL when the row succeeded
 */
const char *
spt_gpd_answer_find_row (const char *operation,
                         gint64      status)
{
  const char *verb = operation != NULL ? strchr (operation, '.') : NULL;
  const char *code = NULL;

  if (status >= 200 && status < 300)
    return NULL;

  if (verb != NULL)
    {
      g_autofree char *prefix = g_strdup_printf ("rows/%s/", verb + 1);

      code = find_status (prefix, status);
    }
  if (code == NULL)
    code = find_status ("rows/any/", status);

  return code != NULL ? code : "gpd-other";
}

/**
 * spt_gpd_answer_list_codes:
 *
 * Lists every code that the table can give.
 *
 * Returns: (transfer full): the codes
 */
char **
spt_gpd_answer_list_codes (void)
{
  GHashTableIter iter;
  GPtrArray *list = g_ptr_array_new ();
  gpointer code;

  g_hash_table_iter_init (&iter, load_codes ());
  while (g_hash_table_iter_next (&iter, NULL, &code))
    g_ptr_array_add (list, g_strdup (code));
  g_ptr_array_add (list, NULL);

  return (char **) g_ptr_array_free (list, FALSE);
}

#define SHAPE(shape) (1u << SPT_GPD_SHAPE_ ## shape)
#define RECOGNISED   (SHAPE (PROBLEM) | SHAPE (GATEWAY) | SHAPE (FRAMEWORK))
#define ANY_SHAPE    (RECOGNISED | SHAPE (EMPTY) | SHAPE (JSON) | SHAPE (OTHER))

/* What an answer to an upload proves, first match wins (GPD facts 2, 3, 10). A 413, 405 or 415
 * comes from hops before the service in any dress; a 400 counts only where it is plainly the
 * service's or the gateway's own. What matches nothing is unknown. */
static const struct
{
  guint           from;
  guint           to;
  guint           shapes;
  SptOutcomeKind  kind;
  gboolean        transient;
  const char     *code; /* NULL = by title, then by status */
} upload_kinds[] = {
  { 300, 399, ANY_SHAPE, SPT_OUTCOME_NOT_SENT, FALSE, "redirect" },
  { 401, 401, ANY_SHAPE, SPT_OUTCOME_NOT_SENT, FALSE, "auth-rejected" },
  { 403, 403, ANY_SHAPE, SPT_OUTCOME_NOT_SENT, FALSE, "forbidden" },
  { 404, 404, ANY_SHAPE, SPT_OUTCOME_NOT_SENT, FALSE, "gpd-address" },
  { 407, 407, ANY_SHAPE, SPT_OUTCOME_NOT_SENT, FALSE, "proxy" },
  { 429, 429, ANY_SHAPE, SPT_OUTCOME_NOT_SENT, TRUE, "rate-limited" },
  { 405, 405, ANY_SHAPE, SPT_OUTCOME_REFUSED, FALSE, NULL },
  { 413, 413, ANY_SHAPE, SPT_OUTCOME_REFUSED, FALSE, NULL },
  { 415, 415, ANY_SHAPE, SPT_OUTCOME_REFUSED, FALSE, NULL },
  { 408, 408, ANY_SHAPE, SPT_OUTCOME_UNKNOWN, FALSE, "answer-lost" },
  { 400, 499, RECOGNISED, SPT_OUTCOME_REFUSED, FALSE, NULL },
  { 500, 599, ANY_SHAPE, SPT_OUTCOME_UNKNOWN, FALSE, "server-error" },
};

static SptOutcome *
outcome_from_answer (const SptHttpAnswer *answer,
                     SptOutcomeKind       kind,
                     const char          *code,
                     const char          *message)
{
  SptOutcome *outcome = spt_outcome_new (kind, code);

  outcome->http_status = answer->status;
  outcome->message = g_strdup (message);
  outcome->retry_after_ms = answer->retry_after_ms;

  return outcome;
}

/* "INVALID JSON: ..." */
static char *
dup_words (const SptGpdProblem *problem)
{
  if (problem->title != NULL && g_strcmp0 (problem->title, problem->text) != 0)
    return g_strdup_printf ("%s: %s", problem->title, problem->text);

  return g_strdup (problem->text);
}

/**
 * spt_gpd_answer_to_upload:
 * @answer: the answer to an upload, or what kept it from coming; not a 202
 *
 * Says what is proven about the upload (GPD facts 2, 3, 10; design 3).
 *
 * Returns: (transfer full): the outcome, without the exchange
 */
SptOutcome *
spt_gpd_answer_to_upload (const SptHttpAnswer *answer)
{
  g_auto (SptGpdProblem) problem = { SPT_GPD_SHAPE_EMPTY, NULL, NULL };
  g_autofree char *words = NULL;
  SptOutcome *outcome;

  if (answer->result == SPT_HTTP_NOT_SENT || answer->result == SPT_HTTP_CANCELLED)
    {
      outcome = outcome_from_answer (answer, SPT_OUTCOME_NOT_SENT, answer->code, answer->detail);
      outcome->transient = spt_gpd_answer_is_transient (answer->code);
      return outcome;
    }
  if (answer->result != SPT_HTTP_ANSWERED)
    return outcome_from_answer (answer, SPT_OUTCOME_UNKNOWN,
                                answer->code != NULL ? answer->code : "answer-lost",
                                answer->detail);

  spt_gpd_wire_parse_problem (answer->body, &problem);
  words = dup_words (&problem);
  for (guint i = 0; i < G_N_ELEMENTS (upload_kinds); i++)
    {
      const char *code = upload_kinds[i].code;

      if (answer->status < upload_kinds[i].from || answer->status > upload_kinds[i].to ||
          (upload_kinds[i].shapes & (1u << problem.shape)) == 0)
        continue;
      if (code == NULL)
        code = spt_gpd_answer_find_title (problem.title);
      if (code == NULL)
        code = spt_gpd_answer_find_upload (answer->status);
      outcome = outcome_from_answer (answer, upload_kinds[i].kind, code, words);
      outcome->transient = upload_kinds[i].transient;
      return outcome;
    }

  return outcome_from_answer (answer, SPT_OUTCOME_UNKNOWN, "answer-not-understood", words);
}

/**
 * spt_gpd_answer_is_transient:
 * @code: (nullable): what kept a request from being sent
 *
 * Says whether it goes away by itself: the network, not credentials, encryption or settings.
 *
 * Returns: %TRUE if trying again later may help
 */
gboolean
spt_gpd_answer_is_transient (const char *code)
{
  static const char *const transient[] = {
    "offline", "dns", "refused-connection", "timeout", "answer-lost", "answer-truncated", NULL
  };

  return code != NULL && g_strv_contains (transient, code);
}

/**
 * spt_gpd_answer_to_trouble:
 * @answer: the answer to a call that changes nothing, or what kept it from coming
 * @wanted: the status that means success
 *
 * Says why nothing was learnt.
 *
 * Returns: (transfer full) (nullable): an outcome of kind not sent or unknown, transient where it
 *   is worth asking again by itself; %NULL when the answer has @wanted
 */
SptOutcome *
spt_gpd_answer_to_trouble (const SptHttpAnswer *answer,
                           guint                wanted)
{
  g_auto (SptGpdProblem) problem = { SPT_GPD_SHAPE_EMPTY, NULL, NULL };
  g_autofree char *words = NULL;
  SptOutcome *outcome;
  const char *code;

  if (answer->result != SPT_HTTP_ANSWERED)
    {
      gboolean is_sent = answer->result == SPT_HTTP_UNKNOWN;

      /* Nothing was changed, so nothing can be lost. */
      code = is_sent || answer->code == NULL ? "gpd-unavailable" : answer->code;
      outcome = outcome_from_answer (answer, is_sent ? SPT_OUTCOME_UNKNOWN : SPT_OUTCOME_NOT_SENT,
                                     code,
                                     answer->detail);
      outcome->transient = is_sent || spt_gpd_answer_is_transient (answer->code);
      return outcome;
    }
  if (answer->status == wanted)
    return NULL;

  spt_gpd_wire_parse_problem (answer->body, &problem);
  words = dup_words (&problem);
  code = answer->status < 500 ? spt_gpd_answer_find_title (problem.title) : NULL;
  for (guint i = 0; code == NULL && i < G_N_ELEMENTS (upload_kinds); i++)
    {
      if (upload_kinds[i].kind != SPT_OUTCOME_NOT_SENT || answer->status < upload_kinds[i].from ||
          answer->status > upload_kinds[i].to)
        continue;
      outcome = outcome_from_answer (answer, SPT_OUTCOME_NOT_SENT, upload_kinds[i].code, words);
      outcome->transient = upload_kinds[i].transient;
      return outcome;
    }

  if (code == NULL)
    code = answer->status >= 500 ? "gpd-unavailable" : "gpd-unreadable";
  outcome = outcome_from_answer (answer, SPT_OUTCOME_UNKNOWN, code, words);
  outcome->transient = answer->status >= 500 || answer->status == 408;

  return outcome;
}
