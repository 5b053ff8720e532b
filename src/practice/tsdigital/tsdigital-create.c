/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Creating an item: roles, combinations, duplicates, the commit and its answer (facts 2.3-2.9). */
#define G_LOG_DOMAIN "spt-practice"

#include "tsdigital.h"
#include "../prc-ledger.h"

#include <string.h>

/* For demonstrations without a rule file: the last word of the name. */
static const struct
{
  const char *word;
  const char *fault;
} words[] = {
  { "rifiutata", "refuse" },
  { "interno", "fail" },
  { "salvata", "fail-done" },
  { "caduta", "drop" },
  { "duecento", "200" },
  { "creata", "201" },
  { "muta", "mute" },
  { "invisibile", "never" },
  { "lenta", "slow" },
};

#define SLOW_US (60 * G_USEC_PER_SEC)

/* One request on its way. */
typedef struct
{
  PrcTsdigital     *self;
  const PrcRequest *request;
  PrcReply         *reply;
  PrcTsdigitalKey  *key;
  JsonObject       *root;
  PrcTsdigitalItem *item;
  const char       *magic;       /* the fault of the name's last word, or "" */
} Job;

static char *
name_of (JsonObject *root)
{
  JsonObject *details = prc_tsdigital_part (root, "item.base.details");
  const char *description = prc_rule_text (details, "description", NULL);
  g_autofree char *person = NULL;

  if (description != NULL && *description != '\0')
    return g_strdup (description);
  person = g_strconcat (prc_rule_text (details, "firstName", ""), " ",
                        prc_rule_text (details, "lastName", ""), NULL);
  return g_strdup (g_strstrip (person));
}

static const char *
magic_of (const char *name)
{
  const char *space = strrchr (name, ' ');
  g_autofree char *last = g_utf8_strdown (space != NULL ? space + 1 : name, -1);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (words[i].word, last))
        return words[i].fault;
    }
  return "";
}

static char *
identifier (JsonObject *root,
            const char *name)
{
  const char *text = prc_rule_text (prc_tsdigital_part (root, "item.base.identifier"), name, "");
  g_autofree char *upper = g_utf8_strup (text, -1);

  g_strstrip (upper);
  return *upper != '\0' ? g_steal_pointer (&upper) : NULL;
}

static PrcTsdigitalItem *
make_item (Job *job)
{
  PrcContext *context = job->self->context;
  PrcTsdigitalItem *item = g_new0 (PrcTsdigitalItem, 1);
  gint64 delay = prc_settings_number (job->self->settings, "visible_ms") * 1000;

  item->id = g_uuid_string_random ();
  item->region = identifier (job->root, "taxRegion");
  if (item->region == NULL)
    item->region = g_strdup ("IT");
  item->tax_id = identifier (job->root, "taxId");
  item->vat = identifier (job->root, "vatNumber");
  item->name = name_of (job->root);
  item->document = json_to_string (json_object_get_member (job->root, "item"), FALSE);
  if (prc_rule_int (job->root, "certified", 0) != 0)
    item->state = g_strdup ("CERTIFIED");
  else if (prc_rule_int (job->root, "validated", 0) != 0)
    item->state = g_strdup ("VALIDATED");
  item->created = prc_now_us (context);
  job->magic = magic_of (item->name);
  if (g_str_equal (job->magic, "slow"))
    delay = MAX (delay, SLOW_US);
  item->visible = item->created + delay;
  if (g_str_equal (job->magic, "never") || prc_rules_find (job->request->rules, "never") != NULL ||
      prc_settings_is (job->self->settings, "visible", "never"))
    item->visible = G_MAXINT64;
  return item;
}

static gboolean
may_write_on (const PrcTsdigitalKey *key,
              const char            *studio)
{
  g_autofree char *word = g_strdup_printf (" %s ", studio);

  return g_strcmp0 (key->studios, "*") == 0 ||
         (key->studios != NULL && strstr (key->studios, word) != NULL);
}

/* Flags for which the right to create is not enough. */
static gboolean
check_roles (Job *job)
{
  static const char *const special[] = { "noOwnership", "validated", "certified" };
  g_autoptr (GPtrArray) faulty = g_ptr_array_new_with_free_func (g_free);
  const char *studio = prc_rule_text (job->root, "studioId", NULL);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (special); i++)
    {
      if (prc_rule_int (job->root, special[i], 0) != 0 && !job->key->special)
        prc_tsdigital_blame (faulty, special[i], "riservato a chiavi applicative con ruoli speciali");
    }
  if (json_object_has_member (job->root, "ownerIds") && !job->key->backoffice)
    prc_tsdigital_blame (faulty, "ownerIds", "utilizzabile solo da backoffice");
  if (studio != NULL && !may_write_on (job->key, studio))
    prc_tsdigital_blame (faulty, "studioId", "permessi di scrittura assenti sullo studio");
  if (faulty->len == 0)
    return TRUE;
  prc_tsdigital_error (job->self, job->request, job->reply, 403,
                       "L'utente non ha i permessi necessari", faulty);
  return FALSE;
}

static void
append_header (GString          *line,
               const char       *member,
               const PrcRequest *request,
               const char       *header)
{
  const char *value = soup_message_headers_get_one (request->headers, header);
  g_autofree char *text = value != NULL ? g_utf8_make_valid (value, -1) : NULL;

  g_string_append_printf (line, ",\"%s\":", member);
  prc_append_json (line, text);
}

static gboolean
commit (Job *job)
{
  PrcTsdigital *self = job->self;
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, job->request->body);
  g_autoptr (GString) line = prc_pending_line (self->context, PRC_TSDIGITAL, "create-item");

  g_string_append (line, ",\"id\":");
  prc_append_json (line, job->item->id);
  g_string_append (line, ",\"taxId\":");
  prc_append_json (line, job->item->tax_id);
  g_string_append (line, ",\"vatNumber\":");
  prc_append_json (line, job->item->vat);
  g_string_append (line, ",\"keyId\":");
  prc_append_json (line, job->key->id);
  append_header (line, "requestId", job->request, "X-Request-ID");
  append_header (line, "correlationId", job->request, "X-Correlation-ID");
  g_string_append_printf (line, ",\"sha256\":\"%s\"", digest);
  return prc_db_run (self->db, "BEGIN IMMEDIATE", "") &&
         prc_pending_commit (self->context, prc_tsdigital_insert (self, job->item, "api") &&
                             prc_pending_add (self->context, line));
}

static void
take_in_charge (Job        *job,
                const char *id)
{
  JsonObject *rule = prc_rules_find (job->request->rules, "ok-status");
  guint status = (guint) CLAMP (prc_rule_int (rule, "status", rule != NULL ? 200 : 202), 200, 299);
  GPtrArray *rules = job->request->rules;
  PrcReply *reply = job->reply;

  if (g_str_equal (job->magic, "200") || g_str_equal (job->magic, "201"))
    status = (guint) g_ascii_strtoull (job->magic, NULL, 10);
  prc_reply_set (reply, status, "application/json;charset=UTF-8", NULL);
  if (g_str_equal (job->magic, "mute") || prc_rules_find (rules, "no-body") != NULL)
    prc_reply_set (reply, status, NULL, NULL);
  else if (prc_rules_find (rules, "no-id") != NULL)
    g_string_append (reply->body, "{}");
  else if (prc_rules_find (rules, "id-number") != NULL)
    g_string_append (reply->body, "{\"id\":4711}");
  else if (prc_rules_find (rules, "id-empty") != NULL)
    g_string_append (reply->body, "{\"id\":\"\"}");
  else if (prc_rules_find (rules, "extra-fields") != NULL)
    g_string_append_printf (reply->body, "{\"links\":[{\"rel\":\"self\"}],\"id\":\"%s\",\"state\":"
                            "null}", id);
  else
    g_string_append_printf (reply->body, "{\"id\":\"%s\"}", id);
}

/* The three things that may happen to an identifier that is there already. TRUE: answered. */
static gboolean
settle_duplicate (Job *job)
{
  const char *mode = prc_settings_text (job->self->settings, "duplicates");
  g_autoptr (PrcTsdigitalItem) before = NULL;
  g_autoptr (GPtrArray) faulty = g_ptr_array_new_with_free_func (g_free);

  before = prc_tsdigital_find_item (job->self, job->item->region, job->item->tax_id, job->item->vat);
  if (before == NULL || g_str_equal (mode, "new"))
    return FALSE;
  if (g_str_equal (mode, "same"))
    {
      take_in_charge (job, before->id);
      return TRUE;
    }
  prc_tsdigital_blame (faulty, "item.base.identifier", "già presente");
  prc_tsdigital_error (job->self, job->request, job->reply, 400,
                       "Esiste già un item con lo stesso identificativo", faulty);
  return TRUE;
}

/* Refusals of a good request. TRUE: answered. */
static gboolean
spare (Job *job)
{
  if (g_str_equal (job->magic, "refuse"))
    prc_tsdigital_error (job->self, job->request, job->reply, 400, "Dati non accettati", NULL);
  else if (g_str_equal (job->magic, "fail"))
    prc_tsdigital_error (job->self, job->request, job->reply, 500, "Errore interno del server",
                         NULL);
  else
    return prc_tsdigital_asked_error (job->self, job->request, job->reply, FALSE);
  return TRUE;
}

static void
work (Job *job)
{
  g_autoptr (PrcTsdigitalItem) item = make_item (job);

  job->item = item;
  if (spare (job) || settle_duplicate (job))
    return;
  if (!commit (job) || g_str_equal (job->magic, "fail-done"))
    prc_tsdigital_error (job->self, job->request, job->reply, 500, "Errore interno del server",
                         NULL);
  else if (!prc_tsdigital_asked_error (job->self, job->request, job->reply, TRUE))
    take_in_charge (job, item->id);
  job->reply->cut = g_str_equal (job->magic, "drop");
}

/**
 * prc_tsdigital_create:
 * @self: the twin
 * @request: the request
 * @reply: the answer to fill
 *
 * Takes a request through token, headers, role, type, JSON, fields and roles of single flags to the
 * item, which can be read only later.
 */
void
prc_tsdigital_create (PrcTsdigital     *self,
                      const PrcRequest *request,
                      PrcReply         *reply)
{
  g_autoptr (PrcTsdigitalKey) key = prc_tsdigital_admit (self, request, reply);
  g_autoptr (GPtrArray) faulty = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonNode) root = NULL;
  Job job = { self, request, reply, key, NULL, NULL, "" };

  if (key == NULL)
    return;
  if (!key->create)
    {
      prc_tsdigital_error (self, request, reply, 403,
                           "L'utente non ha i permessi necessari a creare un item", NULL);
      return;
    }
  root = prc_tsdigital_take_body (self, request, reply);
  if (root == NULL)
    return;
  job.root = json_node_get_object (root);
  prc_tsdigital_check (self, job.root, faulty);
  if (faulty->len > 0)
    prc_tsdigital_error (self, request, reply, 400, "Uno o più parametri sono errati o mancanti",
                         faulty);
  else if (check_roles (&job))
    work (&job);
}
