/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the address that makes tokens answers. Pure. */

#define G_LOG_DOMAIN "spt-voucher-token-read"

#include "config.h"

#include "services/voucher/spt-voucher-token.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "base/spt-json.h"
#include "services/voucher/spt-voucher-answer.h"

#define SECOND_MS       G_GINT64_CONSTANT (1000)
/* So long before its end a token is not used any more. */
#define MARGIN_MS       (300 * SECOND_MS)
/* For one that does not say how long it lives, or nothing sensible. */
#define FALLBACK_LIFE_S 300
#define LONGEST_LIFE_S  86400
#define DEFAULT_WAIT_MS (60 * SECOND_MS)
#define LONGEST_TOKEN   (32 * 1024)

/* Decided on the "error" alone: numbers and texts change (services facts 4.4). */
static const struct
{
  const char *error;
  const char *code;
  gboolean    transient;
} errors[] = {
  { "invalid_client", "voucher-secret-rejected", FALSE },
  { "unauthorized_client", "voucher-client-unknown", FALSE },
  { "invalid_request", "voucher-token-request", FALSE },
  { "invalid_scope", "voucher-scope-rejected", FALSE },
  { "invalid_resource", "voucher-scope-rejected", FALSE },
  { "invalid_target", "voucher-scope-rejected", FALSE },
  { "temporarily_unavailable", "voucher-token-unavailable", TRUE },
  { "server_error", "voucher-token-unavailable", TRUE },
};

static SptOutcome *
make_trouble (const SptHttpAnswer *answer,
              const char          *code,
              gboolean             transient,
              const char          *message)
{
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_NOT_SENT, code);

  outcome->transient = transient;
  outcome->http_status = answer->status;
  outcome->message = g_strdup (message);
  outcome->retry_after_ms = answer->retry_after_ms;

  return outcome;
}

static void
append_id (GString    *out,
           JsonObject *object,
           const char *name)
{
  g_autofree char *id = spt_reply_dup_member (object, name);

  /* The description mostly has both. */
  if (id != NULL && *id != '\0' && strstr (out->str, id) == NULL)
    g_string_append_printf (out, "%s%s: %s", out->len > 0 ? "; " : "", name, id);
}

/* Words for the person and for the service's own support. */
static char *
dup_words (JsonObject *object,
           const char *secret)
{
  const char *const secrets[] = { secret, NULL };
  g_autofree char *description = spt_reply_dup_member (object, "error_description");
  g_autofree char *error = spt_reply_dup_member (object, "error");
  g_autoptr (GString) out = g_string_new (error);

  if (description != NULL && *description != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? ": " : "", description);
  append_id (out, object, "trace_id");
  append_id (out, object, "correlation_id");

  return spt_reply_dup_shown (out->str, secrets);
}

/* Of the codes only this one, and only for the words that people read. */
static gboolean
says_expired (JsonObject *object)
{
  JsonNode *codes = json_object_get_member (object, "error_codes");
  g_autofree char *description = spt_reply_dup_member (object, "error_description");

  if (description != NULL && strstr (description, "AADSTS7000222") != NULL)
    return TRUE;
  if (codes == NULL || !JSON_NODE_HOLDS_ARRAY (codes))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (codes)); i++)
    {
      JsonNode *code = json_array_get_element (json_node_get_array (codes), i);

      if (json_node_get_value_type (code) == G_TYPE_INT64 && json_node_get_int (code) == 7000222)
        return TRUE;
    }

  return FALSE;
}

static JsonNode *
parse (const SptHttpAnswer *answer)
{
  gsize size = 0;
  const char *data = answer->body != NULL ? g_bytes_get_data (answer->body, &size) : NULL;
  JsonNode *root = size > 0 ? spt_json_parse (data, size, SPT_JSON_MAX_TREE, NULL) : NULL;

  if (root != NULL && !JSON_NODE_HOLDS_OBJECT (root))
    g_clear_pointer (&root, json_node_unref);

  return root;
}

static SptOutcome *
read_error (const SptHttpAnswer *answer,
            const char          *secret)
{
  g_autoptr (JsonNode) root = parse (answer);
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  g_autofree char *error = object != NULL ? spt_reply_dup_member (object, "error") : NULL;
  g_autofree char *words = NULL;

  if (error == NULL || *error == '\0')
    return answer->status >= 500 || answer->status == 408
           ? make_trouble (answer, "voucher-token-unavailable", TRUE, NULL)
           : make_trouble (answer, "voucher-token-unreadable", FALSE, NULL);

  words = dup_words (object, secret);
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      if (g_ascii_strcasecmp (error, errors[i].error) != 0)
        continue;
      if (g_str_equal (errors[i].error, "invalid_client") && says_expired (object))
        return make_trouble (answer, "voucher-secret-expired", FALSE, words);
      return make_trouble (answer, errors[i].code, errors[i].transient, words);
    }

  return make_trouble (answer, "voucher-token-refused", answer->status >= 500, words);
}

/* The document says a text, the platform sends a number (services facts 4.11, 2). */
static gint64
read_life (JsonObject *object)
{
  g_autofree char *text = spt_reply_dup_member (object, "expires_in");
  guint64 seconds;

  if (text == NULL ||
      !g_ascii_string_to_unsigned (g_strstrip (text), 10, 1, LONGEST_LIFE_S, &seconds, NULL))
    return FALLBACK_LIFE_S * SECOND_MS;

  return (gint64) seconds * SECOND_MS;
}

/* It goes into a header as it is; beyond that nobody looks into it. */
static gboolean
is_usable (const char *token)
{
  if (token == NULL || *token == '\0' || strlen (token) > LONGEST_TOKEN)
    return FALSE;
  for (; *token != '\0'; token++)
    if (!g_ascii_isgraph (*token))
      return FALSE;

  return TRUE;
}

/**
 * spt_voucher_token_read:
 * @answer: what came of asking for a token
 * @secret: what it was asked for with, to be masked
 * @text: (out): the token
 * @life_ms: (out): how long it lives
 *
 * Reads the answer of the token's address (services facts 4.4). A failure never changes anything at
 * the gateway: nothing was sent there.
 *
 * Returns: (transfer full) (nullable): why there is no token; %NULL when there is one
 */
SptOutcome *
spt_voucher_token_read (const SptHttpAnswer  *answer,
                        const char           *secret,
                        char                **text,
                        gint64               *life_ms)
{
  const char *const secrets[] = { secret, NULL };
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *token = NULL;
  g_autofree char *type = NULL;
  SptOutcome *outcome;

  *text = NULL;
  *life_ms = 0;
  if (answer->result == SPT_HTTP_NOT_SENT || answer->result == SPT_HTTP_CANCELLED)
    return make_trouble (answer, answer->code, spt_voucher_answer_is_transient (answer->code),
                         answer->detail);
  if (answer->result != SPT_HTTP_ANSWERED)
    return make_trouble (answer, "voucher-token-unavailable", TRUE, answer->detail);
  if (answer->status >= 300 && answer->status < 400)
    {
      g_autofree char *place =
        spt_reply_dup_shown (g_hash_table_lookup (answer->headers, "location"), secrets);

      return make_trouble (answer, "redirect", FALSE, place);
    }
  if (answer->status == 407)
    return make_trouble (answer, "proxy", FALSE, NULL);
  if (answer->status == 429)
    {
      g_autofree char *words = NULL;
      gsize size = 0;
      const char *body = answer->body != NULL ? g_bytes_get_data (answer->body, &size) : NULL;
      g_autofree char *said = g_strndup (body, size);

      words = spt_reply_dup_shown (said, secrets);
      outcome = make_trouble (answer, "voucher-token-throttled", TRUE, words);
      if (outcome->retry_after_ms < 0)
        outcome->retry_after_ms = DEFAULT_WAIT_MS;
      return outcome;
    }
  if (answer->status != 200)
    return read_error (answer, secret);

  root = parse (answer);
  if (root != NULL)
    {
      token = spt_reply_dup_member (json_node_get_object (root), "access_token");
      type = spt_reply_dup_member (json_node_get_object (root), "token_type");
    }
  if (!is_usable (token) || (type != NULL && g_ascii_strcasecmp (g_strstrip (type), "bearer") != 0))
    {
      if (token != NULL)
        explicit_bzero (token, strlen (token));
      return make_trouble (answer, "voucher-token-unreadable", FALSE, NULL);
    }

  *life_ms = read_life (json_node_get_object (root));
  *text = g_steal_pointer (&token);

  return NULL;
}

/**
 * spt_voucher_token_get_use_ms:
 * @life_ms: how long a token lives
 *
 * Says for how long it is used: until five minutes before its end, and a short-lived one for half
 * its life, so that it does not have to be asked for again at once.
 *
 * Returns: milliseconds
 */
gint64
spt_voucher_token_get_use_ms (gint64 life_ms)
{
  return MAX (life_ms - MARGIN_MS, life_ms / 2);
}
