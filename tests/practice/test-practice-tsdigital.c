/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The TSDigital twin: items with all checks, roles, duplicates, reading back, faults and kills. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "tsdigital-harness.h"
#include "voucher-harness.h"

#include <string.h>

static Practice *practice;
static char *token;

/* The page's sample, with values that may stand together. */
#define WHOLE "{\"item\":{\"base\":{\"details\":{\"addresses\":[{\"city\":\"Roma\",\"country\":\"IT\"," \
  "\"province\":\"RM\",\"streetName\":\"Via\",\"streetNumber\":\"1\",\"types\":[\"REGISTERED_OFFICE\"]," \
  "\"zipCode\":\"00184\"}],\"birthDate\":-63158400000,\"classifier\":\"INTERMEDIARY\",\"contacts\":[" \
  "{\"label\":\"a\",\"type\":\"PHONE\",\"value\":\"06\"}],\"description\":\"Ditta\",\"economics\":{" \
  "\"balanceSheetDate\":1546300800000,\"capitalStock\":\"10000.00\",\"cciaa\":\"RM\"," \
  "\"economicActivities\":{\"mainActivity\":{\"code\":\"62.01.00\"}},\"liquidationState\":\"LN\"," \
  "\"rea\":\"000001\",\"registrationDate\":0,\"soleShareholder\":\"SM\",\"taxRegime\":\"RF01\"}," \
  "\"firstName\":\"A\",\"gender\":\"F\",\"lastName\":\"B\",\"legalClass\":\"x\",\"legalForm\":{" \
  "\"code\":\"1.3\"},\"professionalRegister\":{\"code\":\"x\",\"description\":\"x\",\"province\":" \
  "\"RM\",\"registrationDate\":1}},\"identifier\":{\"govCode\":\"UF0000\",\"taxId\":\"%s\"," \
  "\"taxRegion\":\"IT\",\"vatNumber\":\"%s\"}},\"preferences\":{\"hidden\":false,\"language\":" \
  "\"it\"}},\"noKeys\":true,\"noOwnership\":false,\"studioId\":" \
  "\"3f0c6c1e-7f50-4a51-9d6e-0123456789ab\",\"validated\":true,\"certified\":true,\"ownerIds\":[" \
  "\"u1\"]}"

static char *
fresh_code (void)
{
  static guint serial;

  return g_strdup_printf ("88%09u", ++serial);
}

static char *
fresh_item (const char *name)
{
  g_autofree char *code = fresh_code ();

  return ts_item (code, name);
}

static char *
created (const char *bearer,
         const char *body)
{
  g_autoptr (Answer) answer = ts_create (practice, bearer, body);
  char *id;

  if (answer->status != 202)
    g_error ("%u: %s", answer->status, answer->body->str);
  id = answer_text (answer, "id");
  g_assert_true (g_uuid_string_is_valid (id));
  return id;
}

static char *
item_path (const char *id)
{
  return g_strconcat (TS_ITEMS "/", id, NULL);
}

static void
test_flow (void)
{
  g_autofree char *code = fresh_code ();
  g_autofree char *body = ts_item (code, "Ditta di Prova");
  gint64 lines = practice_ledger (practice);
  g_autofree char *id = created (token, body);
  g_autofree char *path = item_path (id);
  g_autofree char *by_code = g_strconcat (TS_ITEMS "?taxId=", code, NULL);
  g_autofree char *item = ts_read (practice, token, path, 200);
  g_autofree char *list = ts_read (practice, token, by_code, 200);
  g_autofree char *none = ts_read (practice, token, TS_ITEMS "?vatNumber=00000000001", 200);
  g_autofree char *start = g_strdup_printf ("{\"count\":1,\"items\":[{\"id\":\"%s\",\"item\":", id);

  g_assert_cmpint (practice_ledger (practice) - lines, ==, 1);
  g_free (ts_read (practice, token, TS_ITEMS, 400));
  g_free (ts_read (practice, token, TS_ITEMS "/boh", 404));
  g_assert_true (strstr (item, "\"state\"") == NULL && strstr (item, "Ditta di Prova") != NULL);
  g_assert_true (g_str_has_prefix (list, start));
  g_assert_cmpstr (none, ==, "{\"count\":0,\"items\":[]}");
}

static void
test_whole (void)
{
  g_autofree char *special = ts_token (practice, "chiave-backoffice");
  g_autofree char *code = fresh_code ();
  g_autofree char *body = g_strdup_printf (WHOLE, code, code);
  g_autofree char *id = created (special, body);
  g_autofree char *path = item_path (id);
  g_autofree char *item = ts_read (practice, token, path, 200);

  g_assert_nonnull (strstr (item, "\"state\":\"CERTIFIED\""));
  g_assert_nonnull (strstr (item, "\"birthDate\":-63158400000"));
  g_assert_nonnull (strstr (item, "\"registrationDate\":0"));
}

/* The order of the checks: each row has all the faults of those below it. */
static void
test_order (void)
{
  static const char app[] = "X-App-Name: a\r\nX-App-Version: 1\r\nUser-Agent: x/1\r\n";
  g_autofree char *weak = ts_token (practice, "chiave-applicativa");
  g_autofree char *expired = g_strdup ("Authorization: Bearer boh\r\n");
  g_autofree char *with_weak = g_strdup_printf ("Authorization: Bearer %s\r\n", weak);
  g_autofree char *weak_app = g_strconcat (with_weak, app, NULL);
  g_autofree char *good_app = g_strdup_printf ("Authorization: Bearer %s\r\n%s", token, app);
  g_autofree char *good_json = g_strconcat (good_app, TS_JSON, NULL);
  const struct
  {
    const char *headers;
    const char *body;
    guint       status;
  } rows[] = {
    { "", "boh", 401 },
    { expired, "boh", 401 },
    { with_weak, "boh", 400 },
    { weak_app, "boh", 403 },
    { good_app, "boh", 415 },
    { good_json, "boh", 400 },
    { good_json, "{}", 400 },
  };
  gint64 lines = practice_ledger (practice);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Answer) answer = practice_call (practice, "POST", TS_ITEMS, rows[i].headers,
                                                 rows[i].body, strlen (rows[i].body));
      g_autofree char *code = answer_text (answer, "code");
      g_autofree char *wanted = g_strdup_printf ("%u", rows[i].status);

      g_assert_cmpuint (answer->status, ==, rows[i].status);
      g_assert_cmpstr (code, ==, wanted);
    }
  g_assert_cmpint (practice_ledger (practice), ==, lines);
}

/* Whether a subError names the field. */
static gboolean
blamed (Answer     *answer,
        const char *field)
{
  g_autoptr (JsonNode) root = answer_json (answer);
  JsonArray *list = json_object_get_array_member (json_node_get_object (root), "subErrors");
  guint i;

  for (i = 0; i < json_array_get_length (list); i++)
    {
      if (g_str_equal (json_object_get_string_member (json_array_get_object_element (list, i),
                                                      "field"), field))
        return TRUE;
    }
  return FALSE;
}

static void
test_fields (void)
{
  static const struct
  {
    const char *path;
    const char *value;
    const char *field;           /* NULL: the same as the path */
  } rows[] = {
    { "item.base.identifier.taxId", "\"\"", NULL },
    { "item.base.identifier.taxId", "12", NULL },
    { "item.base.identifier.codice", "\"x\"", NULL },
    { "item.base.details.birthDate", "\"1968-01-01\"", NULL },
    { "item.base.details.birthDate", "1.5", NULL },
    { "item.base.details.birthDate", "null", NULL },
    { "item.base.details.economics", "[]", NULL },
    { "item.base.details.addresses", "{}", NULL },
    { "item.base.details.addresses", "[{},7]", "item.base.details.addresses[1]" },
    { "item.base.details.addresses", "[{\"types\":[\"\"]}]",
      "item.base.details.addresses[0].types[0]" },
    { "item.base.details.addresses", "[{\"types\":\"X\"}]", "item.base.details.addresses[0].types" },
    { "item.base.details.contacts", "[{},{\"kind\":\"PHONE\"}]",
      "item.base.details.contacts[1].kind" },
    { "item.preferences.hidden", "\"true\"", NULL },
    { "noKeys", "1", NULL },
    { "ownerIds", "\"u\"", NULL },
    { "certified", "true", NULL },
    { "extra", "1", NULL },
    { "item", "7", NULL },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *plain = fresh_item ("Ditta");
      g_autofree char *body = voucher_change (plain, rows[i].path, rows[i].value, NULL);
      g_autoptr (Answer) answer = ts_create (practice, token, body);

      g_test_message ("%s %s: %s", rows[i].path, rows[i].value, answer->body->str);
      g_assert_cmpuint (answer->status, ==, 400);
      g_assert_true (blamed (answer, rows[i].field != NULL ? rows[i].field : rows[i].path));
    }
  practice_settings (practice, "tsdigital", "{\"unknown\":\"ignore\",\"empty\":\"accept\"}");
  {
    g_autofree char *plain = fresh_item ("Ditta");
    g_autofree char *body = voucher_change (plain, "extra", "1", "item.base.details.gender", "\"\"",
                                            NULL);

    g_free (created (token, body));
  }
  practice_settings (practice, "tsdigital", "{\"unknown\":\"refuse\",\"empty\":\"refuse\"}");
}

static void
check_role (const char *key,
            const char *path,
            const char *value,
            guint       status)
{
  g_autofree char *bearer = ts_token (practice, key);
  g_autofree char *plain = fresh_item ("Ditta");
  g_autofree char *body = path != NULL ? voucher_change (plain, path, value, NULL)
                          : g_strdup (plain);
  g_autoptr (Answer) answer = ts_create (practice, bearer, body);

  g_test_message ("%s %s: %s", key, path, answer->body->str);
  g_assert_cmpuint (answer->status, ==, status);
  if (status == 403 && path != NULL)
    g_assert_true (blamed (answer, path));
}

static void
test_roles (void)
{
  static const char studio[] = "\"3f0c6c1e-7f50-4a51-9d6e-0123456789ab\"";
  g_autofree char *special = ts_token (practice, "chiave-backoffice");
  g_autofree char *plain = fresh_item ("Ditta");
  g_autofree char *mixed = voucher_change (plain, "ownerIds", "[\"u\"]", "noOwnership", "true", NULL);
  g_autoptr (Answer) answer = ts_create (practice, special, mixed);

  g_assert_cmpuint (answer->status, ==, 400);
  g_assert_true (blamed (answer, "ownerIds"));
  check_role ("personale", NULL, NULL, 202);
  check_role ("chiave-applicativa", NULL, NULL, 403);
  check_role ("chiave-senza-ruolo", NULL, NULL, 403);
  check_role ("chiave-applicativa-abilitata", NULL, NULL, 202);
  check_role ("personale", "validated", "true", 403);
  check_role ("personale", "noOwnership", "true", 403);
  check_role ("personale", "noOwnership", "false", 202);
  check_role ("chiave-applicativa-abilitata", "validated", "true", 403);
  check_role ("chiave-speciale", "validated", "true", 202);
  check_role ("chiave-speciale", "noOwnership", "true", 202);
  check_role ("chiave-speciale", "ownerIds", "[\"u\"]", 403);
  check_role ("chiave-backoffice", "ownerIds", "[\"u\"]", 202);
  check_role ("personale", "studioId", studio, 403);
  check_role ("chiave-studio", "studioId", studio, 202);
  check_role ("chiave-studio", "studioId", "\"altro\"", 403);
  check_role ("chiave-backoffice", "studioId", "\"altro\"", 202);
}

static void
test_duplicates (void)
{
  g_autofree char *code = fresh_code ();
  g_autofree char *body = ts_item (code, "Ditta");
  gint64 lines = practice_ledger (practice);
  g_autofree char *first = created (token, body);
  g_autofree char *second = created (token, body);
  g_autofree char *same = NULL;
  g_autofree char *abroad = NULL;
  g_autoptr (Answer) refused = NULL;

  g_assert_cmpstr (first, !=, second);
  g_assert_cmpint (practice_ledger (practice) - lines, ==, 2);
  practice_settings (practice, "tsdigital", "{\"duplicates\":\"same\"}");
  same = created (token, body);
  g_assert_cmpstr (same, ==, first);
  practice_settings (practice, "tsdigital", "{\"duplicates\":\"refuse\"}");
  refused = ts_create (practice, token, body);
  g_assert_cmpuint (refused->status, ==, 400);
  g_assert_true (blamed (refused, "item.base.identifier"));
  g_assert_cmpint (practice_ledger (practice) - lines, ==, 2);
  /* Another country's code is another subject. */
  abroad = voucher_change (body, "item.base.identifier.taxRegion", "\"FR\"", NULL);
  g_free (created (token, abroad));
  practice_settings (practice, "tsdigital", "{\"duplicates\":\"new\"}");
}

static void
test_visible (void)
{
  g_autofree char *late = fresh_item ("Ditta");
  g_autofree char *never = fresh_item ("Ditta");
  g_autofree char *hidden = fresh_item ("Ditta Invisibile");
  g_autofree char *late_id = NULL;
  g_autofree char *never_id = NULL;
  g_autofree char *hidden_id = NULL;
  g_autofree char *late_path = NULL;
  g_autofree char *never_path = NULL;
  g_autofree char *hidden_path = NULL;
  g_autofree char *show = NULL;
  g_autoptr (Answer) shown = NULL;

  practice_settings (practice, "tsdigital", "{\"visible_ms\":60000}");
  late_id = created (token, late);
  practice_settings (practice, "tsdigital", "{\"visible_ms\":0,\"visible\":\"never\"}");
  never_id = created (token, never);
  practice_settings (practice, "tsdigital", "{\"visible\":\"yes\"}");
  hidden_id = created (token, hidden);
  late_path = item_path (late_id);
  never_path = item_path (never_id);
  hidden_path = item_path (hidden_id);
  g_free (ts_read (practice, token, late_path, 404));
  practice_advance (practice, 61);
  g_free (ts_read (practice, token, late_path, 200));
  practice_faults (practice, "[{\"operation\":\"read\",\"fault\":\"not-yet\"}]");
  g_free (ts_read (practice, token, late_path, 404));
  practice_faults (practice, "[]");
  g_free (ts_read (practice, token, never_path, 404));
  g_free (ts_read (practice, token, hidden_path, 404));
  show = g_strdup_printf ("{\"id\":\"%s\"}", never_id);
  shown = practice_control (practice, "/tsdigital/show", show);
  g_assert_cmpstr (shown->body->str, ==, "{\"changed\":1}");
  g_free (ts_read (practice, token, never_path, 200));
  practice_advance (practice, -61);
}

/* What a person sees who looks. */
static void
test_portal (void)
{
  g_autofree char *body = fresh_item ("Prova <b>&amp; figli</b>");
  g_autofree char *hidden = fresh_item ("Assente Invisibile");
  g_autoptr (Answer) made = practice_control (practice, "/tsdigital/items",
                                              "{\"taxId\":\"77700000001\",\"description\":"
                                              "\"Fatta a mano\"}");
  gint64 lines = practice_ledger (practice);
  g_autoptr (Answer) page = NULL;
  g_autoptr (Answer) found = NULL;
  g_autoptr (Answer) nothing = NULL;

  g_free (created (token, body));
  g_free (created (token, hidden));
  page = practice_get (practice, TS "/portale");
  g_assert_cmpuint (page->status, ==, 200);
  g_assert_true (g_str_has_prefix (answer_header (page, "content-type"), "text/html"));
  g_assert_nonnull (strstr (page->body->str, "Prova &lt;b&gt;&amp;amp; figli&lt;/b&gt;"));
  g_assert_nonnull (strstr (page->body->str, "Fatta a mano"));
  g_assert_null (strstr (page->body->str, "Assente"));
  found = practice_get (practice, TS "/portale?q=fatta%20A");
  g_assert_nonnull (strstr (found->body->str, "77700000001"));
  g_assert_null (strstr (found->body->str, "figli"));
  nothing = practice_get (practice, TS "/portale?q=%22%3Cx");
  g_assert_nonnull (strstr (nothing->body->str, "value=\"&quot;&lt;x\""));
  g_assert_nonnull (strstr (nothing->body->str, "Nessuna anagrafica trovata"));
  g_assert_cmpuint (made->status, ==, 200);
  g_assert_cmpint (practice_ledger (practice) - lines, ==, 2);
}

typedef struct
{
  const char *rules;     /* faults of one call */
  const char *name;      /* of the item */
  guint       status;
  gint64      committed;
  const char *body;      /* a pattern; NULL: not looked at */
} Case;

static const Case cases[] = {
  { "\"drop-before\"", "Ditta", 0, 0, NULL },
  { "\"drop-after\"", "Ditta", 0, 1, NULL },
  { "\"commit-500\"", "Ditta", 500, 1, "^<html" },
  { "\"truncated\"", "Ditta", 202, 1, NULL },
  { "\"half\"", "Ditta", 202, 1, NULL },
  { "\"garbage\"", "Ditta", 202, 1, NULL },
  { "\"empty\"", "Ditta", 202, 1, "^$" },
  { "\"wrong-type\"", "Ditta", 202, 1, "\"id\"" },
  { "\"slow-drip\",\"bytes\":10,\"ms\":1", "Ditta", 202, 1, "\"id\"" },
  { "\"html-502\"", "Ditta", 502, 0, "^<html" },
  { "\"html-502\",\"commit\":true", "Ditta", 502, 1, "^<html" },
  { "\"http\",\"status\":503,\"commit\":true", "Ditta", 503, 1, NULL },
  { "\"redirect\"", "Ditta", 302, 0, NULL },
  { "\"401\"", "Ditta", 401, 0, "^\\{\"code\":\"401\"" },
  { "\"403\"", "Ditta", 403, 0, "^\\{\"code\":\"403\"" },
  { "\"429\",\"retry-after\":7", "Ditta", 429, 0, "^\\{\"code\":\"429\"" },
  { "\"ok-status\"", "Ditta", 200, 1, "\"id\"" },
  { "\"ok-status\",\"status\":201", "Ditta", 201, 1, "\"id\"" },
  { "\"no-body\"", "Ditta", 202, 1, "^$" },
  { "\"no-id\"", "Ditta", 202, 1, "^\\{\\}$" },
  { "\"id-number\"", "Ditta", 202, 1, "^\\{\"id\":4711\\}$" },
  { "\"id-empty\"", "Ditta", 202, 1, "^\\{\"id\":\"\"\\}$" },
  { "\"extra-fields\"", "Ditta", 202, 1, "^\\{\"links\".*\"id\"" },
  { "\"error\"", "Ditta", 500, 0, "^\\{\"code\":\"500\".*Internal Server Error" },
  { "\"error\",\"done\":true", "Ditta", 500, 1, "^\\{\"code\":\"500\"" },
  { "\"error\",\"status\":502,\"done\":true", "Ditta", 502, 1, "Bad Gateway" },
  { "\"error\",\"status\":400,\"field\":\"item\"", "Ditta", 400, 0, "\\[\\{\"field\":\"item\"" },
  { "\"error\"},{\"fault\":\"code-number\"", "Ditta", 500, 0, "^\\{\"code\":500," },
  { "\"error\"},{\"fault\":\"sub-null\"", "Ditta", 500, 0, "\"subErrors\":null" },
  { "\"error\"},{\"fault\":\"sub-odd\"", "Ditta", 500, 0, "\"subErrors\":\\[\\{\"path\"" },
  { "\"error\"},{\"fault\":\"sub-absent\"", "Ditta", 500, 0, "Error\",\"timestamp\"" },
  { "\"error\"},{\"fault\":\"html-error\"", "Ditta", 500, 0, "^<html" },
  { "\"error\"},{\"fault\":\"gateway-error\"", "Ditta", 500, 0, "^\\{\"error\"" },
  { "\"error\"},{\"fault\":\"bare-error\"", "Ditta", 500, 0, "^$" },
  { "\"never\"", "Ditta", 202, 1, "\"id\"" },
  { "\"none\"", "Ditta Rifiutata", 400, 0, "^\\{\"code\":\"400\"" },
  { "\"none\"", "Ditta Interno", 500, 0, "^\\{\"code\":\"500\"" },
  { "\"none\"", "Ditta Salvata", 500, 1, "^\\{\"code\":\"500\"" },
  { "\"none\"", "Ditta Caduta", 0, 1, NULL },
  { "\"none\"", "Ditta Duecento", 200, 1, "\"id\"" },
  { "\"none\"", "Ditta CREATA", 201, 1, "\"id\"" },
  { "\"none\"", "Ditta Muta", 202, 1, "^$" },
  { "\"none\"", "Ditta Lenta", 202, 1, "\"id\"" },
};

static void
test_faults (void)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *row = &cases[i];
      g_autofree char *rules = g_strdup_printf ("[{\"operation\":\"create-item\",\"fault\":%s}]",
                                                row->rules);
      g_autofree char *body = fresh_item (row->name);
      gint64 lines = practice_ledger (practice);
      g_autoptr (Answer) answer = NULL;

      practice_faults (practice, rules);
      answer = ts_create (practice, token, body);
      g_test_message ("%s %s: %u", row->rules, row->name, answer->status);
      g_assert_cmpuint (answer->status, ==, row->status);
      g_assert_cmpint (practice_ledger (practice) - lines, ==, row->committed);
      if (row->body != NULL)
        g_assert_true (g_regex_match_simple (row->body, answer->body->str, 0, 0));
      practice_faults (practice, "[]");
    }
}

/* Every attempt should have an X-Request-ID of its own; support asks for it. */
static void
test_request_id (void)
{
  g_autofree char *first = fresh_item ("Ditta");
  g_autofree char *second = fresh_item ("Ditta");
  g_autoptr (Answer) one = ts_call (practice, "POST", TS_ITEMS, token, TS_JSON
                                    "X-Request-ID: r-1\r\nX-Correlation-ID: c-1\r\n", first);
  g_autoptr (Answer) two = ts_call (practice, "POST", TS_ITEMS, token, TS_JSON
                                    "X-Request-ID: r-1\r\nX-Correlation-ID: \xff\xe0\r\n",
                                    second);
  g_autoptr (Answer) three = ts_call (practice, "GET", TS_ITEMS "/x", token, "X-Request-ID: r-2\r\n",
                                      NULL);
  g_autoptr (Answer) state = practice_get (practice, "/control/tsdigital");
  g_autoptr (Answer) ledger = practice_get (practice, "/control/ledger?service=tsdigital");

  g_assert_cmpuint (one->status, ==, 202);
  g_assert_cmpuint (two->status, ==, 202);
  g_assert_cmpuint (three->status, ==, 404);
  g_assert_true (g_utf8_validate (ledger->body->str, -1, NULL));
  g_assert_nonnull (strstr (state->body->str, "\"repeated_request_ids\":[\"r-1\"]"));
  g_assert_nonnull (strstr (ledger->body->str, "\"requestId\":\"r-1\",\"correlationId\":\"c-1\""));
}

static void
test_control (void)
{
  static const char *const refused[] = { "{\"token_s\":-1}", "{\"duplicates\":\"boh\"}",
                                         "{\"boh\":1}" };
  g_autoptr (Answer) nobody = practice_control (practice, "/tsdigital/items", "{}");
  g_autoptr (Answer) other = practice_control (practice, "/tsdigital/boh", "{}");
  guint i;

  g_assert_cmpuint (nobody->status, ==, 400);
  g_assert_cmpuint (other->status, ==, 404);
  for (i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (Answer) answer = practice_control (practice, "/tsdigital/settings", refused[i]);

      g_assert_cmpuint (answer->status, ==, 400);
    }
}

static GSocketConnection *
pour (Practice *self,
      guint     count)
{
  g_autoptr (GString) all = g_string_new (NULL);
  guint i;

  for (i = 0; i < count; i++)
    {
      g_autofree char *body = fresh_item ("Ditta");

      g_string_append_printf (all, "POST " TS_ITEMS " HTTP/1.1\r\nHost: x\r\n" TS_HEADERS TS_JSON
                              "Authorization: Bearer token-di-prova\r\nContent-Length: %u\r\n\r\n%s",
                              (guint) strlen (body), body);
    }
  return practice_pour (self, all);
}

static guint
stored (Practice *self)
{
  g_autoptr (Answer) answer = practice_get (self, "/control/tsdigital");
  g_autoptr (JsonNode) root = answer_json (answer);

  return json_array_get_length (json_object_get_array_member (json_node_get_object (root), "items"));
}

/* Killed at many moments: one line for each item; tokens and settings stay. */
static void
test_kill (void)
{
  g_autofree char *folder = g_dir_make_tmp ("practice-test-XXXXXX", NULL);
  Practice *self = practice_start ("--state", folder, NULL);
  g_autofree char *bearer = ts_token (self, "personale");
  guint round;

  practice_settings (self, "tsdigital", "{\"duplicates\":\"refuse\"}");
  for (round = 0; round < 10; round++)
    {
      GSocketConnection *connection = pour (self, 40);

      g_usleep (round * 900);
      practice_kill (self);
      g_object_unref (connection);
      self = practice_start ("--state", folder, NULL);
      g_test_message ("round %u: %u items", round, stored (self));
      g_assert_cmpint (practice_ledger (self), ==, stored (self));
    }
  g_free (ts_read (self, bearer, TS_ITEMS "?taxId=x", 200));
  {
    g_autofree char *body = fresh_item ("Ditta");
    g_autoptr (Answer) first = ts_create (self, bearer, body);
    g_autoptr (Answer) second = ts_create (self, bearer, body);

    g_assert_cmpuint (first->status, ==, 202);
    g_assert_cmpuint (second->status, ==, 400);
  }
  g_assert_cmpint (practice_end (self), ==, 0);
  practice_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  practice = practice_start (NULL, NULL);
  token = ts_token (practice, "chiave-di-prova");
  g_test_add_func ("/practice/tsdigital/flow", test_flow);
  g_test_add_func ("/practice/tsdigital/whole", test_whole);
  g_test_add_func ("/practice/tsdigital/order", test_order);
  g_test_add_func ("/practice/tsdigital/fields", test_fields);
  g_test_add_func ("/practice/tsdigital/roles", test_roles);
  g_test_add_func ("/practice/tsdigital/duplicates", test_duplicates);
  g_test_add_func ("/practice/tsdigital/visible", test_visible);
  g_test_add_func ("/practice/tsdigital/portal", test_portal);
  g_test_add_func ("/practice/tsdigital/faults", test_faults);
  g_test_add_func ("/practice/tsdigital/request-id", test_request_id);
  g_test_add_func ("/practice/tsdigital/control", test_control);
  g_test_add_func ("/practice/tsdigital/kill", test_kill);
  status = practice_run (practice);
  g_free (token);
  return status;
}
