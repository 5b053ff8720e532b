/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer of the registry proves and says (services facts 2.7). Pure. */

#define G_LOG_DOMAIN "spt-tsdigital-answer"

#include "config.h"

#include <string.h>

#include "base/spt-json.h"
#include "service/spt-reply.h"
#include "services/tsdigital/spt-tsdigital-flow.h"
#include "services/tsdigital/spt-tsdigital-record.h"

/* --- the words of an error --------------------------------------------------------------------- */

static JsonNode *
parse (const SptHttpAnswer *answer)
{
  gsize size = 0;
  const char *data = answer->body != NULL ? g_bytes_get_data (answer->body, &size) : NULL;
  JsonNode *root = size > 0 && answer->body_complete
                   ? spt_json_parse (data, size, SPT_JSON_MAX_TREE, NULL) : NULL;

  if (root != NULL && !JSON_NODE_HOLDS_OBJECT (root))
    g_clear_pointer (&root, json_node_unref);

  return root;
}

static char *
dup_first (JsonObject        *object,
           const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      char *text = spt_reply_dup_member (object, names[i]);

      if (text != NULL && *text != '\0')
        return text;
      g_free (text);
    }

  return NULL;
}

static void
append (GString    *out,
        const char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? "; " : "", text);
}

/* Their shape nobody documents: what looks like a field and a message is told as such, the rest as
 * it is. */
static void
append_sub_error (GString  *out,
                  JsonNode *node)
{
  static const char *const fields[] = {
    "field", "path", "property", "propertyPath", "parameter", "param", "name", NULL
  };
  static const char *const words[] = {
    "message", "description", "detail", "reason", "error", "code", NULL
  };
  g_autofree char *field = NULL;
  g_autofree char *word = NULL;
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_NULL (node))
    return;
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      field = dup_first (json_node_get_object (node), fields);
      word = dup_first (json_node_get_object (node), words);
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      word = json_node_dup_string (node);
    }

  if (field != NULL)
    text = g_strdup_printf ("[%s] %s", field, word != NULL ? word : "");
  else if (word != NULL)
    text = g_strdup (word);
  else
    text = json_to_string (node, FALSE);
  append (out, g_strstrip (text));
}

/**
 * spt_tsdigital_dup_error:
 * @answer: an answer
 * @secrets: (array zero-terminated=1): texts that may not be shown
 * @is_error: (out) (optional): whether it has the shape that the document gives
 *
 * Puts what an error says into one line: its message, then each of its subErrors, the field in
 * brackets. A body that is no JSON is a page for people: it is in the record of the exchange.
 *
 * Returns: (transfer full) (nullable): the words; %NULL when there are none
 */
char *
spt_tsdigital_dup_error (const SptHttpAnswer *answer,
                         const char *const   *secrets,
                         gboolean            *is_error)
{
  static const char *const words[] = { "message", "error_description", "error", "status", NULL };
  g_autoptr (JsonNode) root = parse (answer);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *message = NULL;
  JsonObject *object;
  JsonNode *list;

  if (is_error != NULL)
    *is_error = FALSE;
  if (root == NULL)
    return NULL;

  object = json_node_get_object (root);
  list = spt_reply_find_member (object, "subErrors");
  if (is_error != NULL)
    *is_error = spt_reply_find_member (object, "message") != NULL &&
                (spt_reply_find_member (object, "code") != NULL ||
                 spt_reply_find_member (object, "status") != NULL || list != NULL);
  message = dup_first (object, words);
  append (out, message);
  if (list != NULL && JSON_NODE_HOLDS_ARRAY (list))
    {
      JsonArray *array = json_node_get_array (list);

      for (guint i = 0; i < json_array_get_length (array); i++)
        append_sub_error (out, json_array_get_element (array, i));
    }
  else if (list != NULL)
    {
      append_sub_error (out, list);
    }

  return spt_reply_dup_shown (out->str, secrets);
}

/* --- the field that is meant ------------------------------------------------------------------- */

/* "[taxId]": what an error names as such. */
static char *
find_bracketed (const char *message)
{
  const char *open = strchr (message, '[');

  while (open != NULL)
    {
      const char *close = open + 1;
      guint depth = 1;
      g_autofree char *name = NULL;
      char *path;

      for (; *close != '\0'; close++)
        {
          if (*close == '[')
            depth++;
          else if (*close == ']' && --depth == 0)
            break;
        }
      if (*close == '\0')
        return NULL;
      name = g_strndup (open + 1, (gsize) (close - open - 1));
      path = spt_tsdigital_dup_path (name);
      if (path != NULL)
        return path;
      open = strchr (open + 1, '[');
    }

  return NULL;
}

/* "value" is a word, "taxId" is a name, and so is what has dots, or stands between quotes. */
static gboolean
looks_like_name (const char *text,
                 gsize       length,
                 gboolean    quoted)
{
  for (gsize i = 1; i < length; i++)
    {
      if ((g_ascii_isupper (text[i]) && g_ascii_islower (text[i - 1])) ||
          (text[i] == '.' && i + 1 < length) || text[i] == '/')
        return TRUE;
    }

  return quoted;
}

static char *
find_named (const char *message)
{
  const char *letters = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_.[]/";

  for (const char *at = message; *at != '\0';)
    {
      gsize length = strspn (at, letters);
      gboolean quoted = at > message && (at[-1] == '\'' || at[-1] == '"' || at[-1] == '`');

      if (length == 0)
        {
          at++;
          continue;
        }
      if (looks_like_name (at, length, quoted))
        {
          g_autofree char *name = g_strndup (at, length);
          char *path = spt_tsdigital_dup_path (name);

          if (path != NULL)
            return path;
        }
      at += length;
    }

  return NULL;
}

/**
 * spt_tsdigital_dup_answer_path:
 * @message: (nullable): what a refusal said, as it was kept
 *
 * Finds the field that a refusal is about: the first that it names. A hint: the words are nobody's
 * contract.
 *
 * Returns: (transfer full) (nullable): the path of a field; %NULL when it names none for certain
 */
char *
spt_tsdigital_dup_answer_path (const char *message)
{
  char *path;

  if (message == NULL)
    return NULL;
  path = find_bracketed (message);

  return path != NULL ? path : find_named (message);
}

/* --- the request ------------------------------------------------------------------------------- */

#define ANY        0u
#define RECOGNISED 1u

/* What an answer but 202 proves of the request; first match wins. Everything else is unknown: the
 * document calls all of them errors, but not all of them say that nothing was stored (services facts
 * 1.1, 2.7). */
static const struct
{
  guint           from;
  guint           to;
  guint           body;
  SptOutcomeKind  kind;
  gboolean        transient;
  const char     *code;
} kinds[] = {
  { 200, 299, ANY, SPT_OUTCOME_UNKNOWN, FALSE, "tsdigital-other-success" },
  { 300, 399, ANY, SPT_OUTCOME_NOT_SENT, FALSE, "redirect" },
  { 400, 400, ANY, SPT_OUTCOME_REFUSED, FALSE, "tsdigital-bad-request" },
  { 401, 401, ANY, SPT_OUTCOME_NOT_SENT, FALSE, "tsdigital-token-rejected" },
  { 403, 403, ANY, SPT_OUTCOME_REFUSED, FALSE, "tsdigital-forbidden" },
  { 404, 405, ANY, SPT_OUTCOME_NOT_SENT, FALSE, "tsdigital-address" },
  { 407, 407, ANY, SPT_OUTCOME_NOT_SENT, FALSE, "proxy" },
  { 408, 408, ANY, SPT_OUTCOME_UNKNOWN, FALSE, "answer-lost" },
  { 409, 409, RECOGNISED, SPT_OUTCOME_REFUSED, FALSE, "tsdigital-conflict" },
  { 413, 413, ANY, SPT_OUTCOME_REFUSED, FALSE, "tsdigital-bad-request" },
  { 415, 415, ANY, SPT_OUTCOME_REFUSED, FALSE, "tsdigital-bad-request" },
  { 422, 422, RECOGNISED, SPT_OUTCOME_REFUSED, FALSE, "tsdigital-bad-request" },
  { 429, 429, ANY, SPT_OUTCOME_NOT_SENT, TRUE, "rate-limited" },
  { 400, 499, RECOGNISED, SPT_OUTCOME_REFUSED, FALSE, "tsdigital-refused" },
  { 502, 502, ANY, SPT_OUTCOME_UNKNOWN, FALSE, "tsdigital-dependency" },
  { 500, 599, ANY, SPT_OUTCOME_UNKNOWN, FALSE, "server-error" },
};

/**
 * spt_tsdigital_is_transient:
 * @code: why a call was not made
 *
 * Returns: whether it may be made by itself later
 */
gboolean
spt_tsdigital_is_transient (const char *code)
{
  static const char *const codes[] = {
    "offline", "dns", "refused-connection", "timeout", "rate-limited", NULL
  };

  return code != NULL && g_strv_contains (codes, code);
}

/**
 * spt_tsdigital_make_news:
 * @key: (nullable): what the item is known by here
 * @remote_id: (nullable): the service's own number
 * @news: (out caller-allocates): where it stands
 *
 * Says where an accepted item stands. Nothing of it is heard any more: no call tells whether it was
 * created in the end (services facts 2.8).
 */
void
spt_tsdigital_make_news (const char     *key,
                         const char     *remote_id,
                         SptDossierNews *news)
{
  *news = (SptDossierNews) { 0 };
  news->key = key;
  news->remote_id = remote_id;
  news->phase = SPT_TSDIGITAL_TAKEN;
  news->stage = "taken";
}

static SptOutcome *
read_taken (const SptHttpAnswer *answer,
            const char          *key,
            const char *const   *secrets)
{
  g_autoptr (JsonNode) root = parse (answer);
  g_autofree char *id = root != NULL ? spt_reply_dup_member (json_node_get_object (root), "id")
                                     : NULL;
  g_autofree char *shown = spt_reply_dup_shown (id, secrets);
  SptOutcome *outcome;
  SptDossierNews news;

  /* Probably accepted, but nobody can say as what. */
  if (shown == NULL)
    return spt_outcome_new (SPT_OUTCOME_UNKNOWN, "tsdigital-no-id");

  outcome = spt_outcome_new (SPT_OUTCOME_ACCEPTED, "tsdigital-taken");
  outcome->remote_id = g_strdup (shown);
  spt_tsdigital_make_news (key, shown, &news);
  spt_outcome_add_news (outcome, &news);

  return outcome;
}

static SptOutcome *
read_refusal (const SptHttpAnswer *answer,
              const char *const   *secrets)
{
  gboolean is_error;
  g_autofree char *words = spt_tsdigital_dup_error (answer, secrets, &is_error);
  SptOutcome *outcome = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && outcome == NULL; i++)
    {
      if (answer->status < kinds[i].from || answer->status > kinds[i].to ||
          (kinds[i].body == RECOGNISED && !is_error))
        continue;
      outcome = spt_outcome_new (kinds[i].kind, kinds[i].code);
      outcome->transient = kinds[i].transient;
    }
  if (outcome == NULL)
    outcome = spt_outcome_new (SPT_OUTCOME_UNKNOWN, "answer-not-understood");
  if (answer->status >= 300 && answer->status < 400)
    outcome->message = spt_reply_dup_shown (g_hash_table_lookup (answer->headers, "location"),
                                            secrets);
  else
    outcome->message = g_steal_pointer (&words);

  return outcome;
}

/**
 * spt_tsdigital_read_answer:
 * @answer: what came of the request
 * @key: (nullable): what the item is known by here
 * @secrets: (array zero-terminated=1): texts that no message may show
 *
 * Says what an answer proves: accepted is a 202 with an identifier, and nothing else (services facts
 * 2.7).
 *
 * Returns: (transfer full): the outcome, without its exchange
 */
SptOutcome *
spt_tsdigital_read_answer (const SptHttpAnswer *answer,
                           const char          *key,
                           const char *const   *secrets)
{
  SptOutcome *outcome;

  switch (answer->result)
    {
    case SPT_HTTP_ANSWERED:
      if (answer->status == 202)
        outcome = read_taken (answer, key, secrets);
      else
        outcome = read_refusal (answer, secrets);
      break;
    case SPT_HTTP_NOT_SENT:
    case SPT_HTTP_CANCELLED:
      outcome = spt_outcome_new (SPT_OUTCOME_NOT_SENT, answer->code);
      outcome->transient = spt_tsdigital_is_transient (answer->code);
      outcome->message = g_strdup (answer->detail);
      break;
    case SPT_HTTP_UNKNOWN:
    default:
      outcome = spt_outcome_new (SPT_OUTCOME_UNKNOWN,
                                 answer->code != NULL ? answer->code : "answer-lost");
      outcome->message = g_strdup (answer->detail);
      break;
    }
  outcome->http_status = answer->status;
  outcome->retry_after_ms = answer->retry_after_ms;

  return outcome;
}
