/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer of the gateway, or of the service behind it, proves and says. Pure. */

#define G_LOG_DOMAIN "spt-voucher-answer"

#include "config.h"

#include "services/voucher/spt-voucher-answer.h"

#include <string.h>

#include "base/spt-json.h"
#include "base/spt-redact.h"
#include "base/spt-text.h"
#include "services/voucher/spt-voucher-phases.h"
#include "services/voucher/spt-voucher-record.h"

#define BUSINESS_PREFIX  "REQUEST_BUSINESS_NOK_"
#define LAST_BUSINESS_NO 11

/* --- the body ---------------------------------------------------------------------------------- */

/**
 * SptVoucherReply:
 * @root: (nullable): what the others point into
 * @esito: (nullable): the outcome's code, in capitals
 * @words: (nullable): what it says
 * @phase: (nullable): where the voucher stands
 * @began: (nullable): when the service began with it
 * @is_gateway: the gateway's own dress: a statusCode and a message
 * @is_problem: a web framework's refusal: a title, with a status or errors
 *
 * An answer's body, as far as it is one that is known.
 */
typedef struct
{
  JsonNode *root;
  char     *esito;
  char     *words;
  char     *phase;
  char     *began;
  gboolean  is_gateway;
  gboolean  is_problem;
} Reply;

static void
reply_clear (Reply *self)
{
  g_clear_pointer (&self->root, json_node_unref);
  g_free (self->esito);
  g_free (self->words);
  g_free (self->phase);
  g_free (self->began);
}

/* A page for people is no answer of the service, whatever stands in it. */
static gboolean
type_is_json (const SptHttpAnswer *answer)
{
  const char *type = answer->headers != NULL ? g_hash_table_lookup (answer->headers, "content-type")
                                             : NULL;
  g_autofree char *lower = type != NULL ? g_ascii_strdown (type, -1) : NULL;

  return lower == NULL || strstr (lower, "json") != NULL;
}

/* Of what is no answer of the service: its words for people, but no page, which is in the record of
 * the exchange. */
static char *
dup_words (const char *data,
           gsize       size)
{
  gsize start = 0;

  while (start < size && (g_ascii_isspace (data[start]) || (guchar) data[start] >= 0x80))
    start++;

  return start < size && data[start] != '<' ? g_strndup (data, size) : NULL;
}

static void
read_reply (const SptHttpAnswer *answer,
            Reply               *reply)
{
  gsize size = 0;
  const char *data = answer->body != NULL ? g_bytes_get_data (answer->body, &size) : NULL;
  JsonObject *object;

  if (size == 0)
    return;
  if (!answer->body_complete || !type_is_json (answer))
    {
      reply->words = dup_words (data, size);
      return;
    }
  reply->root = spt_json_parse (data, size, SPT_JSON_MAX_TREE, NULL);
  if (reply->root == NULL || !JSON_NODE_HOLDS_OBJECT (reply->root))
    {
      reply->words = dup_words (data, size);
      return;
    }

  object = json_node_get_object (reply->root);
  reply->esito = spt_reply_dup_member (object, "esito");
  if (reply->esito != NULL)
    {
      char *upper = g_ascii_strup (g_strstrip (reply->esito), -1);

      g_free (reply->esito);
      reply->esito = upper;
    }
  reply->words = spt_reply_dup_member (object, "descrizione");
  reply->phase = spt_reply_dup_member (object, "faseOperativa");
  reply->began = spt_reply_dup_member (object, "dataOperazione");
  reply->is_gateway = spt_reply_find_member (object, "statusCode") != NULL &&
                      spt_reply_find_member (object, "message") != NULL;
  reply->is_problem = spt_reply_find_member (object, "title") != NULL &&
                      (spt_reply_find_member (object, "status") != NULL ||
                       spt_reply_find_member (object, "errors") != NULL);
  if (reply->words == NULL)
    reply->words = spt_reply_dup_member (object, "message");
  if (reply->words == NULL && reply->esito == NULL)
    reply->words = dup_words (data, size);
}

/* --- a refusal ------------------------------------------------------------------------------------ */

static gboolean
names_unsent_date (GPtrArray  *fields,
                   SptAccount *account)
{
  const char *sends = account != NULL ? spt_account_get_setting (account, "send-dates") : NULL;

  for (guint i = 0; i < fields->len && g_strcmp0 (sends, "true") != 0; i++)
    {
      const SptVoucherField *field = g_ptr_array_index (fields, i);

      if (g_strcmp0 (field->path, "operatore.dataPrenotazione") == 0 ||
          g_strcmp0 (field->path, "disdetta[0].dataDisdetta") == 0)
        return TRUE;
    }

  return FALSE;
}

/* One code, two meanings: faulty data, or a request for the same beneficiary that is being worked
 * on. A list of parameters speaks for the first, the word for the second: both are hints, and where
 * there is neither the words say so (services facts 4.8). */
static const char *
find_validation_code (const char *operation,
                      SptAccount *account,
                      gboolean    is_firm,
                      const char *words)
{
  g_autoptr (GPtrArray) fields = spt_voucher_answer_list_fields (operation, is_firm, words);
  g_autofree char *folded = words != NULL ? spt_text_fold (words) : g_strdup ("");

  if (names_unsent_date (fields, account))
    return "voucher-dates-asked";
  if (fields->len > 0)
    return "voucher-validation";
  if (strstr (folded, "elabora") != NULL || strstr (folded, "lavorazione") != NULL)
    return "voucher-validation-busy";

  return spt_voucher_answer_has_list (words) ? "voucher-validation" : "voucher-validation-unclear";
}

static const char *
find_business_code (const char *esito)
{
  static const char *const codes[] = {
    "voucher-001", "voucher-002", "voucher-003", "voucher-004", "voucher-005", "voucher-006",
    "voucher-007", "voucher-008", "voucher-009", "voucher-010", "voucher-011",
  };
  guint64 number;

  G_STATIC_ASSERT (G_N_ELEMENTS (codes) == LAST_BUSINESS_NO);
  if (!g_ascii_string_to_unsigned (esito + strlen (BUSINESS_PREFIX), 10, 1, LAST_BUSINESS_NO,
                                   &number, NULL))
    return "voucher-other";

  return codes[number - 1];
}

/* "… una richiesta in stato 'Prenotata'. Tale stato …": a hint, and only where the words are those
 * of a phase (services facts 4.8, 2). */
static const SptVoucherPhase *
find_quoted_phase (const char *words)
{
  static const char *const quotes[][2] = {
    { "'", "'" }, { "\"", "\"" }, { "‘", "’" }, { "’", "’" }, { "“", "”" }, { "«", "»" },
  };

  for (guint i = 0; words != NULL && i < G_N_ELEMENTS (quotes); i++)
    {
      const char *from = strstr (words, quotes[i][0]);

      while (from != NULL)
        {
          const char *begin = from + strlen (quotes[i][0]);
          const char *end = strstr (begin, quotes[i][1]);
          g_autofree char *quoted = end != NULL ? g_strndup (begin, (gsize) (end - begin)) : NULL;
          const SptVoucherPhase *phase = quoted != NULL ? spt_voucher_phase_find (quoted) : NULL;

          if (phase != NULL)
            return phase;
          from = strstr (begin, quotes[i][0]);
        }
    }

  return NULL;
}

/* --- outcomes --------------------------------------------------------------------------------------- */

static SptOutcome *
make_outcome (const SptHttpAnswer *answer,
              SptOutcomeKind       kind,
              const char          *code,
              const char          *words,
              const char *const   *secrets)
{
  SptOutcome *outcome = spt_outcome_new (kind, code);

  outcome->http_status = answer->status;
  outcome->message = spt_reply_dup_shown (words, secrets);
  outcome->retry_after_ms = answer->retry_after_ms;

  return outcome;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reply, reply_clear)

/* What an answer without an outcome's code proves of a request; first match wins. Everything else
 * is unknown. */
#define ANY        0u
#define RECOGNISED 1u

static const struct
{
  guint           from;
  guint           to;
  guint           dress;
  SptOutcomeKind  kind;
  gboolean        transient;
  const char     *code;
} plain_kinds[] = {
  { 300, 399, ANY, SPT_OUTCOME_NOT_SENT, FALSE, "redirect" },
  { 401, 401, ANY, SPT_OUTCOME_NOT_SENT, FALSE, NULL },
  { 403, 403, ANY, SPT_OUTCOME_NOT_SENT, FALSE, "voucher-forbidden" },
  { 404, 405, ANY, SPT_OUTCOME_NOT_SENT, FALSE, "voucher-address" },
  { 407, 407, ANY, SPT_OUTCOME_NOT_SENT, FALSE, "proxy" },
  { 408, 408, ANY, SPT_OUTCOME_UNKNOWN, FALSE, "answer-lost" },
  { 413, 413, ANY, SPT_OUTCOME_REFUSED, FALSE, "voucher-bad-request" },
  { 415, 415, ANY, SPT_OUTCOME_REFUSED, FALSE, "voucher-bad-request" },
  { 429, 429, ANY, SPT_OUTCOME_NOT_SENT, TRUE, "rate-limited" },
  { 400, 499, RECOGNISED, SPT_OUTCOME_REFUSED, FALSE, "voucher-bad-request" },
  { 500, 599, ANY, SPT_OUTCOME_UNKNOWN, FALSE, "server-error" },
};

/* Key or token: told by the words, as a hint; the gateway looks at the key first, so a wrong key
 * hides a wrong token (services facts 4.7). */
static const char *
find_401_code (const SptHttpAnswer *answer,
               const char          *words)
{
  const char *asks = answer->headers != NULL ? g_hash_table_lookup (answer->headers,
                                                                    "www-authenticate")
                                             : NULL;
  g_autofree char *text = g_strconcat (words != NULL ? words : "", " ", asks, NULL);
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return strstr (lower, "subscription") != NULL || strstr (lower, "azureapimanagementkey") != NULL
         ? "voucher-key-rejected" : "voucher-token-rejected";
}

static SptOutcome *
outcome_from_status (const SptHttpAnswer *answer,
                     const Reply         *reply,
                     const char *const   *secrets)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_kinds); i++)
    {
      const char *code = plain_kinds[i].code;
      const char *words = reply->words;
      SptOutcome *outcome;

      if (answer->status < plain_kinds[i].from || answer->status > plain_kinds[i].to ||
          (plain_kinds[i].dress == RECOGNISED && !reply->is_gateway && !reply->is_problem))
        continue;
      if (code == NULL)
        code = find_401_code (answer, words);
      if (answer->status < 400)
        words = g_hash_table_lookup (answer->headers, "location");
      outcome = make_outcome (answer, plain_kinds[i].kind, code, words, secrets);
      outcome->transient = plain_kinds[i].transient;
      return outcome;
    }

  return make_outcome (answer, SPT_OUTCOME_UNKNOWN, "answer-not-understood", reply->words, secrets);
}

/* The request never left, or nobody knows what became of it. */
static SptOutcome *
outcome_without_answer (const SptHttpAnswer *answer,
                        const char *const   *secrets)
{
  gboolean is_unknown = answer->result == SPT_HTTP_UNKNOWN;
  SptOutcome *outcome =
    make_outcome (answer, is_unknown ? SPT_OUTCOME_UNKNOWN : SPT_OUTCOME_NOT_SENT,
                  answer->code != NULL ? answer->code : "answer-lost", answer->detail, secrets);

  outcome->transient = !is_unknown && spt_voucher_answer_is_transient (answer->code);

  return outcome;
}

/* Where the service says that it stands, where those are words that are known; else where the
 * request leads. */
static void
add_phase (SptOutcome  *outcome,
           const Reply *reply,
           const char  *operation,
           SptAccount  *account,
           const char  *key,
           gint64       now_utc_ms)
{
  const SptVoucherPhase *phase = spt_voucher_phase_find (reply->phase);
  SptDossierNews news = { NULL };
  SptVoucherInstant began;
  char date[16];

  if (phase == NULL)
    phase = spt_voucher_phase_after (operation);
  if (phase == NULL)
    return;

  spt_voucher_phase_make_news (phase->name, account, now_utc_ms, date, &news);
  news.key = key;
  if (g_strcmp0 (spt_voucher_get_verb (operation), "prenotazione") == 0 &&
      spt_voucher_read_instant (reply->began, &began))
    news.taken = began.from;
  spt_outcome_add_news (outcome, &news);
  outcome->phase = g_strdup (phase->name);
}

/* "REQUEST_BUSINESS_NOK_002: Esistono …" */
static SptOutcome *
outcome_from_refusal (const SptHttpAnswer *answer,
                      const Reply         *reply,
                      const char          *code,
                      const char *const   *secrets)
{
  g_autofree char *words = g_strjoin (": ", reply->esito, reply->words, NULL);

  return make_outcome (answer, SPT_OUTCOME_REFUSED, code, words, secrets);
}

/* The outcome's code counts with a 200 and with the refusals of 4xx: there it says what the service
 * decided. NULL = it does not say. */
static SptOutcome *
outcome_from_esito (const SptHttpAnswer *answer,
                    const Reply         *reply,
                    const char          *operation,
                    SptAccount          *account,
                    const char          *key,
                    gint64               now_utc_ms,
                    const char *const   *secrets)
{
  gboolean is_firm = key != NULL && strlen (key) == 11;
  SptOutcome *outcome;

  if (g_str_equal (reply->esito, "OK"))
    {
      /* Anything but 200 contradicts itself. */
      if (answer->status != 200)
        return make_outcome (answer, SPT_OUTCOME_UNKNOWN, "answer-not-understood", reply->words,
                             secrets);
      outcome = make_outcome (answer, SPT_OUTCOME_ACCEPTED, NULL, reply->words, secrets);
      add_phase (outcome, reply, operation, account, key, now_utc_ms);
      return outcome;
    }
  if (g_str_equal (reply->esito, "REQUEST_PROCESSING_NOK"))
    return make_outcome (answer, SPT_OUTCOME_UNKNOWN, "voucher-processing", reply->words, secrets);
  if (g_str_equal (reply->esito, "REQUEST_VALIDATION_NOK"))
    return outcome_from_refusal (answer, reply,
                                 find_validation_code (operation, account, is_firm, reply->words),
                                 secrets);
  if (g_str_has_prefix (reply->esito, BUSINESS_PREFIX))
    {
      const char *code = find_business_code (reply->esito);

      outcome = outcome_from_refusal (answer, reply, code, secrets);
      if (g_str_equal (code, "voucher-007"))
        {
          const SptVoucherPhase *phase = find_quoted_phase (reply->words);

          outcome->phase = phase != NULL ? g_strdup (phase->name) : NULL;
        }
      return outcome;
    }
  /* A refusal that nobody wrote down yet. */
  if (g_str_has_prefix (reply->esito, "REQUEST_") && strstr (reply->esito, "_NOK") != NULL)
    return outcome_from_refusal (answer, reply, "voucher-other", secrets);

  return NULL;
}

/**
 * spt_voucher_answer_to_request:
 * @answer: what came of a request
 * @operation: "voucher.prenotazione" and its like
 * @account: (nullable): which it went with
 * @key: (nullable): whom it was for
 * @now_utc_ms: now
 * @secrets: (array zero-terminated=1): texts that no message may show
 *
 * Says what is proven (services facts 1.1, 4.7, 4.8). Accepted is a 200 whose esito is OK and
 * nothing else; a fault while processing, and every 5xx, is unknown.
 *
 * Returns: (transfer full): the outcome, without the exchange
 */
SptOutcome *
spt_voucher_answer_to_request (const SptHttpAnswer *answer,
                               const char          *operation,
                               SptAccount          *account,
                               const char          *key,
                               gint64               now_utc_ms,
                               const char *const   *secrets)
{
  g_auto (Reply) reply = { NULL };
  SptOutcome *outcome = NULL;

  if (answer->result != SPT_HTTP_ANSWERED)
    return outcome_without_answer (answer, secrets);

  read_reply (answer, &reply);
  if (reply.esito != NULL && *reply.esito != '\0')
    {
      /* At the gate nothing was decided, whatever the body says; a fault after it is unknown, and
       * its word only makes that plainer. */
      if (answer->status == 200 ||
          (answer->status >= 400 && answer->status < 500 && answer->status != 401 &&
           answer->status != 408 && answer->status != 429))
        outcome = outcome_from_esito (answer, &reply, operation, account, key, now_utc_ms, secrets);
      else if (answer->status >= 500 && g_str_equal (reply.esito, "REQUEST_PROCESSING_NOK"))
        outcome = make_outcome (answer, SPT_OUTCOME_UNKNOWN, "voucher-processing", reply.words,
                                secrets);
    }

  return outcome != NULL ? outcome : outcome_from_status (answer, &reply, secrets);
}

/**
 * spt_voucher_answer_to_trouble:
 * @answer: what came of asking for the list
 * @secrets: (array zero-terminated=1): texts that no message may show
 *
 * Says why there is no list (services facts 4.10). Nothing is changed by asking, so nothing can be
 * lost.
 *
 * Returns: (transfer full) (nullable): an outcome of kind not sent or unknown, transient where it is
 *   worth asking again by itself; %NULL for a 200 or a 204
 */
SptOutcome *
spt_voucher_answer_to_trouble (const SptHttpAnswer *answer,
                               const char *const   *secrets)
{
  g_auto (Reply) reply = { NULL };
  SptOutcome *outcome;

  if (answer->result != SPT_HTTP_ANSWERED)
    {
      outcome = outcome_without_answer (answer, secrets);
      if (answer->result == SPT_HTTP_UNKNOWN)
        {
          g_free (outcome->code);
          outcome->code = g_strdup (g_strcmp0 (answer->code, "answer-too-large") == 0
                                    ? "voucher-list-too-large" : "voucher-list-unavailable");
        }
      return outcome;
    }
  if (answer->status == 200 || answer->status == 204)
    return NULL;

  read_reply (answer, &reply);
  outcome = outcome_from_status (answer, &reply, secrets);
  if (outcome->kind != SPT_OUTCOME_NOT_SENT)
    {
      gboolean is_fault = answer->status >= 500 || answer->status == 408;

      outcome->kind = SPT_OUTCOME_UNKNOWN;
      g_free (outcome->code);
      outcome->code = g_strdup (is_fault ? "voucher-list-unavailable" : "voucher-list-refused");
    }

  return outcome;
}

/**
 * spt_voucher_answer_is_transient:
 * @code: (nullable): what kept a request from being sent
 *
 * Says whether it goes away by itself: the network, not credentials, encryption or settings.
 *
 * Returns: %TRUE if trying again later may help
 */
gboolean
spt_voucher_answer_is_transient (const char *code)
{
  static const char *const transient[] = { "offline", "dns", "refused-connection", "timeout", NULL };

  return code != NULL && g_strv_contains (transient, code);
}
