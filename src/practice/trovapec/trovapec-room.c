/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The TrovaPEC twin: one address, told apart by method and parameter (TrovaPEC facts 3.2). */
#define G_LOG_DOMAIN "spt-practice"

#include "trovapec.h"

#include <string.h>

extern const PrcRoom prc_room_trovapec;

static PrcTrovapec *twin;

static const PrcMount mounts[] = {
  { PRC_TROVAPEC, "/trovapec/index_ws.php" },
};

/* The first word of each is the default. A fault rule of the same name replaces one for a call. */
static const PrcSetting settings[] = {
  { "delay_ms", NULL, 150000, 2000 },              /* from the request to its result */
  { "unlisted", "rule found not-found", 0, 0 },    /* codes that the table does not know */
  { "duplicates", "pending kept none", 0, 0 },     /* until when a request is "already present" */
  { "charge_duplicates", "no yes", 0, 0 },
  { "refund", "no yes", 0, 0 },                    /* of a request cancelled before its result */
  { "keep_ms", NULL, 0, 0 },                       /* how long a result is kept; 0: for ever */
  { "tokens", "plain odd long", 0, 0 },
  { "wait_token", "same other none", 0, 0 },
  { "result", "full bare", 0, 0 },
  { "case", "page upper lower title", 0, 0 },
  { "encoding", "utf-8 windows-1252 entities", 0, 0 },
  { "charset", "declared none wrong", 0, 0 },
  { "bom", "no yes", 0, 0 },
  { "ending", "none crlf blanks", 0, 0 },
  { "blank_lines", NULL, 0, 0 },
  { "html", "no yes", 0, 0 },
  { "balance", "comma point euro code thousands empty", 0, 0 },
};

/* What stands between the marks, decoded as PHP does; what cannot be decoded stays as it is. */
static char *
decode (const char *start,
        const char *end)
{
  g_autofree char *plain = g_strdelimit (g_strndup (start, (gsize) (end - start)), "+", ' ');
  char *text = g_uri_unescape_string (plain, NULL);

  return text != NULL ? text : g_steal_pointer (&plain);
}

/* A name without "=" is there as well: libsoup's own reader leaves it out. */
static GHashTable *
read_urlencoded (const char *body)
{
  GHashTable *form = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) parts = g_strsplit (body, "&", 100);
  guint i;

  for (i = 0; parts[i] != NULL; i++)
    {
      const char *end = parts[i] + strlen (parts[i]);
      const char *equals = strchr (parts[i], '=');

      if (*parts[i] != '\0')
        g_hash_table_replace (form, decode (parts[i], equals != NULL ? equals : end),
                              decode (equals != NULL ? equals + 1 : end, end));
    }
  return form;
}

/* The quoted name in the head of a part; NULL: none. */
static char *
part_name (const char *part_head)
{
  const char *start = strstr (part_head, "name=\"");
  const char *end;

  if (start == NULL)
    return NULL;
  start += strlen ("name=\"");
  end = strchr (start, '"');
  return end != NULL ? g_strndup (start, (gsize) (end - start)) : NULL;
}

/* Texts only. soup_form_decode_multipart() of libsoup 3.2 was seen to end in a double free. */
static GHashTable *
read_multipart (const char *body,
                const char *boundary)
{
  GHashTable *form = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *mark = g_strconcat ("--", boundary, NULL);
  g_auto (GStrv) parts = g_strsplit (body, mark, 100);
  guint i;

  for (i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    {
      char *value = strstr (parts[i], "\r\n\r\n");
      char *name;

      if (value == NULL)
        continue;
      *value = '\0';
      value += 4;
      name = part_name (parts[i]);
      if (g_str_has_suffix (value, "\r\n"))
        value[strlen (value) - 2] = '\0';
      if (name != NULL)
        g_hash_table_replace (form, name, g_strdup (value));
    }
  return form;
}

/* The parameters of a POST, as a PHP script sees them; NULL: none. */
static GHashTable *
read_form (const PrcRequest *request)
{
  g_autoptr (GHashTable) parameters = NULL;
  const char *type = soup_message_headers_get_content_type (request->headers, &parameters);
  const char *boundary = parameters != NULL ? g_hash_table_lookup (parameters, "boundary") : NULL;
  gsize length;
  const char *data = g_bytes_get_data (request->body, &length);
  g_autofree char *text = length > 0 ? g_strndup (data, length) : NULL;

  if (type == NULL || text == NULL)
    return NULL;
  if (g_ascii_strcasecmp (type, "application/x-www-form-urlencoded") == 0)
    return read_urlencoded (text);
  if (g_ascii_strcasecmp (type, "multipart/form-data") == 0 && boundary != NULL)
    return read_multipart (text, boundary);
  return NULL;
}

static const char *
find_operation (const PrcRequest *request,
                GHashTable       *form)
{
  static const struct
  {
    const char *parameter;
    const char *operation;
  } posts[] = { { "cf", "lookup" }, { "cf-delete", "cancel" }, { "saldo", "balance" } };
  const char *operation = "other";
  guint count = 0;
  guint i;

  if (request->path[0] != '\0')
    return operation;
  if (g_str_equal (request->method, "GET"))
    return request->query != NULL && g_hash_table_contains (request->query, "token") ? "result"
           : operation;
  if (!g_str_equal (request->method, "POST") || form == NULL)
    return operation;
  for (i = 0; i < G_N_ELEMENTS (posts); i++)
    {
      if (!g_hash_table_contains (form, posts[i].parameter))
        continue;
      operation = posts[i].operation;
      count++;
    }
  return count == 1 ? operation : "other";
}

static const char *
trovapec_operation (const PrcMount   *mount,
                    const PrcRequest *request)
{
  g_autoptr (GHashTable) form = read_form (request);

  return find_operation (request, form);
}

static gboolean
admit (GHashTable         *parameters,
       PrcTrovapecAccount *account,
       const PrcRequest   *request,
       PrcReply           *reply)
{
  const char *key = parameters != NULL ? g_hash_table_lookup (parameters, "key") : NULL;

  if (key == NULL || *key == '\0')
    prc_trovapec_say (twin, request, reply, "ERROR", "parametro key mancante");
  else if (!prc_trovapec_account (twin, key, account))
    prc_trovapec_say (twin, request, reply, "ERROR", "utenza non riconosciuta");
  else if (!account->active)
    prc_trovapec_say (twin, request, reply, "ERROR", "utenza sospesa");
  else
    return TRUE;
  return FALSE;
}

static void
trovapec_handle (PrcContext       *context,
                 const PrcMount   *mount,
                 const PrcRequest *request,
                 PrcReply         *reply)
{
  gboolean get = g_str_equal (request->method, "GET");
  g_autoptr (GHashTable) form = get ? NULL : read_form (request);
  GHashTable *parameters = get ? request->query : form;
  const char *operation = find_operation (request, form);
  JsonObject *rule = prc_rules_find (request->rules, "error");
  PrcTrovapecAccount account;

  if (request->path[0] != '\0')
    prc_reply_html (reply, 404);
  else if (!get && !g_str_equal (request->method, "POST"))
    prc_reply_html (reply, 405);
  else if (request->too_large)
    prc_reply_html (reply, 413);
  else if (!admit (parameters, &account, request, reply))
    return;
  else if (rule != NULL)
    prc_trovapec_say (twin, request, reply, "ERROR",
                      prc_rule_text (rule, "text", "servizio non disponibile"));
  else if (g_str_equal (operation, "lookup"))
    prc_trovapec_lookup (twin, &account, g_hash_table_lookup (form, "cf"), request, reply);
  else if (g_str_equal (operation, "cancel"))
    prc_trovapec_cancel (twin, &account, g_hash_table_lookup (form, "cf-delete"), request, reply);
  else if (g_str_equal (operation, "balance"))
    prc_trovapec_amount (twin, request, reply, account.balance);
  else if (g_str_equal (operation, "result"))
    prc_trovapec_result (twin, &account, g_hash_table_lookup (request->query, "token"), request,
                         reply);
  else
    prc_trovapec_say (twin, request, reply, "ERROR", "parametri non validi");
}

/* The service has no words for these: they come from the web server in front of it. */
static void
trovapec_refuse (const char *operation,
                 PrcReply   *reply,
                 guint       status)
{
  prc_reply_html (reply, status);
  if (status == 429)
    prc_reply_header (reply, "Retry-After", "1");
}

static gboolean
trovapec_control (PrcContext       *context,
                  const PrcRequest *request,
                  PrcReply         *reply)
{
  return prc_trovapec_control (twin, request, reply);
}

static void
trovapec_close (PrcContext *context)
{
  if (twin == NULL)
    return;
  g_clear_pointer (&twin->settings, prc_settings_free);
  g_clear_pointer (&twin, g_free);
}

static gboolean
trovapec_open (PrcContext  *context,
               GError     **error)
{
  twin = g_new0 (PrcTrovapec, 1);
  twin->context = context;
  twin->db = context->db;
  twin->settings = prc_settings_new (context, "trovapec-", settings, G_N_ELEMENTS (settings));
  if (prc_trovapec_store_open (twin, error))
    return TRUE;
  trovapec_close (context);
  return FALSE;
}

const PrcRoom prc_room_trovapec = {
  .mounts = mounts,
  .n_mounts = G_N_ELEMENTS (mounts),
  .open = trovapec_open,
  .close = trovapec_close,
  .operation = trovapec_operation,
  .handle = trovapec_handle,
  .refuse = trovapec_refuse,
  .control = trovapec_control,
};
