/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The TrovaPEC twin: requests, results, cancellations, what they cost, faults and kills. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "practice-harness.h"

#include <string.h>

#define PATH "/trovapec/index_ws.php"
#define KEY "chiave-di-prova"
#define FOUND "99900011000"
#define FOUND_ADDRESS "prima.prova@pec.esempio.example"
#define DEFAULTS "{\"delay_ms\":2000,\"duplicates\":\"pending\",\"charge_duplicates\":\"no\"," \
  "\"refund\":\"no\",\"keep_ms\":0,\"unlisted\":\"rule\"}"

static Practice *practice;

static Answer *
post (const char *body)
{
  return practice_call (practice, "POST", PATH,
                        "Content-Type: application/x-www-form-urlencoded\r\n", body, strlen (body));
}

/* The text of an answer with status 200. */
static char *
said (const char *body)
{
  g_autoptr (Answer) answer = post (body);

  g_assert_cmpuint (answer->status, ==, 200);
  return g_strdup (answer->body->str);
}

static char *
look_up (const char *key,
         const char *code)
{
  g_autofree char *body = g_strdup_printf ("key=%s&cf=%s", key, code);

  return said (body);
}

static char *
cancel (const char *code)
{
  g_autofree char *body = g_strdup_printf ("key=" KEY "&cf-delete=%s", code);

  return said (body);
}

/* The token; fails the test if none comes. */
static char *
token_for (const char *code)
{
  g_autofree char *text = look_up (KEY, code);

  g_assert_true (g_str_has_prefix (text, "OK|"));
  return g_strdup (text + 3);
}

static char *
result (const char *key,
        const char *token)
{
  g_autofree char *escaped = g_uri_escape_string (token, NULL, FALSE);
  g_autofree char *path = g_strdup_printf (PATH "?key=%s&token=%s", key, escaped);
  g_autoptr (Answer) answer = practice_get (practice, path);

  g_assert_cmpuint (answer->status, ==, 200);
  return g_strdup (answer->body->str);
}

/* A code that nobody used: of 16, with a figure at the end that decides. */
static char *
fresh_code (guint last)
{
  static guint serial;

  return g_strdup_printf ("PRVPRV80A01%04u%u", ++serial, last);
}

#define g_assert_said(expression, wanted) \
  G_STMT_START { \
    g_autofree char *said_ = (expression); \
    g_assert_cmpstr (said_, ==, (wanted)); \
  } G_STMT_END

static JsonObject *
state_of (JsonNode **root)
{
  g_autoptr (Answer) answer = practice_get (practice, "/control/trovapec");

  *root = answer_json (answer);
  return json_node_get_object (*root);
}

static gint64
balance_of (const char *key)
{
  g_autoptr (JsonNode) root = NULL;
  JsonArray *accounts = json_object_get_array_member (state_of (&root), "accounts");
  guint i;

  for (i = 0; i < json_array_get_length (accounts); i++)
    {
      JsonObject *account = json_array_get_object_element (accounts, i);

      if (g_str_equal (json_object_get_string_member (account, "key"), key))
        return json_object_get_int_member (account, "balance_cents");
    }
  g_assert_not_reached ();
}

/* The sum of the prices in the ledger, and how many lines are requests. */
static gint64
spent (Practice *self,
       guint    *lookups)
{
  g_autoptr (Answer) answer = practice_get (self, "/control/ledger?service=trovapec");
  g_autoptr (JsonNode) root = answer_json (answer);
  JsonArray *entries = json_object_get_array_member (json_node_get_object (root), "entries");
  gint64 sum = 0;
  guint i;

  *lookups = 0;
  for (i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);

      sum += json_object_get_int_member (entry, "price_cents");
      *lookups += g_str_equal (json_object_get_string_member (entry, "operation"), "lookup");
    }
  return sum;
}

static void
test_flow (void)
{
  gint64 before = balance_of (KEY);
  gint64 lines = practice_ledger (practice);
  g_autofree char *token = token_for (FOUND);
  g_autofree char *wait = g_strconcat ("WAIT|", token, NULL);
  g_autofree char *none = token_for ("99900021009");
  g_autofree char *slow = token_for ("99900031008");
  g_autofree char *slow_wait = g_strconcat ("WAIT|", slow, NULL);
  g_autofree char *balance = NULL;

  g_assert_said (result (KEY, token), wait);
  practice_advance (practice, 3);
  g_assert_said (result (KEY, token), "OK|" FOUND_ADDRESS "|pec trovata");
  g_assert_said (result (KEY, token), "OK|" FOUND_ADDRESS "|pec trovata");
  g_assert_said (result (KEY, none), "Ok||pec non trovata");
  g_assert_said (result (KEY, slow), slow_wait);
  practice_advance (practice, 600);
  g_assert_said (result (KEY, slow), "OK|terza.prova@pec.esempio.example|pec trovata");
  g_assert_cmpint (before - balance_of (KEY), ==, 150);
  g_assert_cmpint (practice_ledger (practice) - lines, ==, 3);
  balance = g_strdup_printf ("%d,%02d", (int) (before - 150) / 100, (int) (before - 150) % 100);
  g_assert_said (said ("key=" KEY "&saldo="), balance);
  g_assert_said (said ("key=" KEY "&saldo"), balance);
}

static void
test_parameters (void)
{
  static const struct
  {
    const char *body;
    const char *answer;
  } rows[] = {
    { "cf=" FOUND, "ERROR|parametro key mancante" },
    { "key=&cf=" FOUND, "ERROR|parametro key mancante" },
    { "key=un-altra&cf=" FOUND, "ERROR|utenza non riconosciuta" },
    { "key=chiave-sospesa&cf=" FOUND, "ERROR|utenza sospesa" },
    { "key=chiave-sospesa&saldo=", "ERROR|utenza sospesa" },
    { "key=chiave-esaurita&cf=" FOUND, "ERROR|credito esaurito" },
    { "key=" KEY, "ERROR|parametri non validi" },
    { "key=" KEY "&cf=" FOUND "&saldo=", "ERROR|parametri non validi" },
    { "key=" KEY "&cf=" FOUND "&cf-delete=" FOUND, "ERROR|parametri non validi" },
    { "key=" KEY "&cf=", "ERROR|codice fiscale o partita iva non validi" },
    { "key=" KEY "&cf=9990001100", "ERROR|codice fiscale o partita iva non validi" },
    { "key=" KEY "&cf=9990001100X", "ERROR|codice fiscale o partita iva non validi" },
    { "key=" KEY "&cf=RSSMRA80A01H501", "ERROR|codice fiscale o partita iva non validi" },
    { "key=" KEY "&cf=RSSMRA80A01H501%C3%A0", "ERROR|codice fiscale o partita iva non validi" },
    { "key=" KEY "&cf-delete=", "Error|richiesta non trovata" },
    { "", "ERROR|parametro key mancante" },
  };
  gint64 lines = practice_ledger (practice);
  g_autoptr (Answer) put = practice_call (practice, "PUT", PATH, NULL, "", 0);
  g_autoptr (Answer) below = practice_get (practice, PATH "/altro?key=" KEY);
  g_autoptr (Answer) bare = practice_get (practice, PATH "?key=" KEY);
  g_autoptr (Answer) json = practice_call (practice, "POST", PATH,
                                           "Content-Type: application/json\r\n", "{}", 2);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_said (said (rows[i].body), rows[i].answer);
  g_assert_cmpuint (put->status, ==, 405);
  g_assert_cmpuint (below->status, ==, 404);
  g_assert_cmpstr (bare->body->str, ==, "ERROR|parametri non validi");
  g_assert_cmpstr (json->body->str, ==, "ERROR|parametro key mancante");
  g_assert_said (result (KEY, "boh"), "ERROR|token non valido");
  g_assert_cmpint (practice_ledger (practice), ==, lines);
  g_assert_cmpint (practice_received (practice, "other"), >, 0);
}

/* Blanks and small letters, and the other kind of form. */
static void
test_spelling (void)
{
  static const char multipart[] =
    "--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n" KEY "\r\n"
    "--x\r\nContent-Disposition: form-data; name=\"cf\"\r\n\r\nBNZVCN32S10E573Z\r\n--x--\r\n";
  g_autofree char *token = token_for ("+rssmra80a01h501u+");
  g_autoptr (Answer) answer = NULL;

  g_assert_said (look_up (KEY, "RSSMRA80A01H501U"), "Error|Richiesta già presente");
  practice_advance (practice, 3);
  g_assert_said (result (KEY, token), "OK|rssmra80a01h501u@pec.esempio.example|pec trovata");
  answer = practice_call (practice, "POST", PATH,
                          "Content-Type: multipart/form-data; boundary=x\r\n", multipart,
                          strlen (multipart));
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_true (g_str_has_prefix (answer->body->str, "OK|"));
}

static void
test_unlisted (void)
{
  g_autofree char *with = fresh_code (1);
  g_autofree char *without = fresh_code (5);
  g_autofree char *address = g_ascii_strdown (with, -1);
  g_autofree char *wanted = g_strdup_printf ("OK|%s@pec.esempio.example|pec trovata", address);
  g_autofree char *first = token_for (with);
  g_autofree char *second = token_for (without);
  g_autofree char *third = NULL;
  g_autofree char *fourth = NULL;

  practice_advance (practice, 3);
  g_assert_said (result (KEY, first), wanted);
  g_assert_said (result (KEY, second), "Ok||pec non trovata");
  practice_settings (practice, "trovapec", "{\"unlisted\":\"not-found\",\"delay_ms\":0}");
  third = token_for (with);
  g_assert_said (result (KEY, third), "Ok||pec non trovata");
  practice_settings (practice, "trovapec", "{\"unlisted\":\"found\"}");
  fourth = token_for (without);
  {
    g_autofree char *text = result (KEY, fourth);

    g_assert_true (g_str_has_suffix (text, "|pec trovata"));
  }
  practice_settings (practice, "trovapec", DEFAULTS);
}

static void
test_duplicates (void)
{
  g_autofree char *code = fresh_code (1);
  g_autofree char *token = token_for (code);
  gint64 before = balance_of (KEY);
  g_autofree char *other = NULL;
  g_autofree char *again = NULL;

  g_assert_said (look_up (KEY, code), "Error|Richiesta già presente");
  g_assert_cmpint (balance_of (KEY), ==, before);
  practice_settings (practice, "trovapec", "{\"charge_duplicates\":\"yes\"}");
  g_assert_said (look_up (KEY, code), "Error|Richiesta già presente");
  g_assert_cmpint (before - balance_of (KEY), ==, 50);
  practice_settings (practice, "trovapec", "{\"charge_duplicates\":\"no\"}");
  /* Another key is another customer. */
  other = look_up ("chiave-ricca", code);
  g_assert_true (g_str_has_prefix (other, "OK|"));
  g_assert_said (result (KEY, other + 3), "ERROR|token non valido");
  practice_advance (practice, 3);
  practice_settings (practice, "trovapec", "{\"duplicates\":\"kept\"}");
  g_assert_said (look_up (KEY, code), "Error|Richiesta già presente");
  practice_settings (practice, "trovapec", "{\"duplicates\":\"pending\"}");
  again = token_for (code);
  g_assert_cmpstr (again, !=, token);
  practice_settings (practice, "trovapec", "{\"duplicates\":\"none\"}");
  g_free (token_for (code));
  practice_settings (practice, "trovapec", DEFAULTS);
}

static void
test_cancel (void)
{
  g_autofree char *code = fresh_code (1);
  g_autofree char *token = token_for (code);
  gint64 before = balance_of (KEY);
  gint64 lines = practice_ledger (practice);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  g_assert_said (cancel ("PRVPRV80A01Z999Z"), "Error|richiesta non trovata");
  g_assert_said (cancel (code), "OK|richiesta cancellata correttamente");
  g_assert_said (cancel (code), "Error|richiesta non trovata");
  g_assert_said (result (KEY, token), "ERROR|richiesta cancellata");
  g_assert_cmpint (balance_of (KEY), ==, before);
  g_assert_cmpint (practice_ledger (practice) - lines, ==, 1);
  practice_settings (practice, "trovapec", "{\"refund\":\"yes\"}");
  second = token_for (code);
  g_assert_said (cancel (code), "OK|richiesta cancellata correttamente");
  g_assert_cmpint (balance_of (KEY), ==, before);
  /* What is found is found: nothing comes back, but the way is free again. */
  practice_settings (practice, "trovapec", "{\"duplicates\":\"kept\"}");
  third = token_for (code);
  practice_advance (practice, 3);
  g_assert_said (look_up (KEY, code), "Error|Richiesta già presente");
  g_assert_said (cancel (code), "OK|richiesta cancellata correttamente");
  g_assert_cmpint (before - balance_of (KEY), ==, 50);
  g_free (token_for (code));
  practice_settings (practice, "trovapec", DEFAULTS);
}

/* Codes for demonstrations, without a rule file. */
static void
test_codes (void)
{
  static const struct
  {
    const char *code;
    const char *answer;          /* NULL: still waiting */
  } rows[] = {
    { "00743110157", "OK|ditta.di.prova@pec.esempio.example|pec trovata" },
    { "99900041007", NULL },
    { "99900051006", "OK|pec.senza.chiocciola|pec trovata" },
    { "99900061005", "OK|sesta.prova@pec.esempio.example|pec trovata|registro imprese" },
    { "99900071004", "OK|settima.prova@pec.esempio.example" },
    { "99900081003", "Ok|pec non trovata" },
    { "99900091002", "ERROR|ricerca non riuscita" },
  };
  gint64 before = balance_of (KEY);
  gint64 lines = practice_ledger (practice);
  g_autoptr (Answer) dropped = NULL;
  g_autoptr (Answer) failed = NULL;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *token = token_for (rows[i].code);
      g_autofree char *text = NULL;

      practice_advance (practice, 3);
      text = result (KEY, token);
      g_assert_true (rows[i].answer != NULL ? g_str_equal (text, rows[i].answer)
                     : g_str_has_prefix (text, "WAIT|"));
    }
  dropped = post ("key=" KEY "&cf=99900101009");
  failed = post ("key=" KEY "&cf=99900111008");
  g_assert_cmpuint (dropped->status, ==, 0);
  g_assert_cmpuint (failed->status, ==, 500);
  g_assert_cmpint (practice_ledger (practice) - lines, ==, G_N_ELEMENTS (rows) + 2);
  g_assert_cmpint (before - balance_of (KEY), ==, 50 * (G_N_ELEMENTS (rows) + 2));
  /* The second request proves the first, and yields no token. */
  g_assert_said (look_up (KEY, "99900101009"), "Error|Richiesta già presente");
  g_assert_said (cancel ("99900101009"), "OK|richiesta cancellata correttamente");
  g_assert_said (look_up (KEY, "99900121007"), "Error|Richiesta già presente");
  g_assert_said (cancel ("99900121007"), "OK|richiesta cancellata correttamente");
  g_free (token_for ("99900121007"));
}

static void
test_control (void)
{
  static const char *const refused[] = { "{\"delay_ms\":-1}", "{\"case\":\"boh\"}",
                                         "{\"boh\":\"yes\"}", "{\"bom\":true}", "[]" };
  g_autofree char *code = fresh_code (1);
  g_autofree char *body = g_strdup_printf ("{\"code\":\"%s\",\"address\":\"a@b.example\","
                                           "\"state\":\"pec nuova\",\"delay_ms\":-1}", code);
  g_autofree char *done = g_strdup_printf ("{\"code\":\"%s\",\"address\":\"c@d.example\"}", code);
  g_autoptr (Answer) known = practice_control (practice, "/trovapec/codes", body);
  g_autoptr (Answer) key = practice_control (practice, "/trovapec/keys", "{\"key\":\"mia\","
                                             "\"balance_cents\":100,\"price_cents\":60}");
  g_autoptr (Answer) wrong = practice_control (practice, "/trovapec/codes", "{\"form\":\"x\"}");
  g_autoptr (Answer) nobody = practice_control (practice, "/trovapec/keys", "{}");
  g_autoptr (Answer) completed = NULL;
  g_autofree char *token = NULL;
  guint i;

  g_assert_cmpuint (known->status, ==, 200);
  g_assert_cmpuint (key->status, ==, 200);
  g_assert_cmpuint (wrong->status, ==, 400);
  g_assert_cmpuint (nobody->status, ==, 400);
  token = look_up ("mia", code);
  g_assert_true (g_str_has_prefix (token, "OK|"));
  g_assert_said (look_up ("mia", "99900011000"), "ERROR|credito esaurito");
  practice_advance (practice, 86400);
  {
    g_autofree char *waiting = result ("mia", token + 3);

    g_assert_true (g_str_has_prefix (waiting, "WAIT|"));
  }
  completed = practice_control (practice, "/trovapec/complete", done);
  g_assert_cmpstr (completed->body->str, ==, "{\"completed\":1}");
  g_assert_said (result ("mia", token + 3), "OK|c@d.example|pec trovata");
  for (i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (Answer) answer = practice_control (practice, "/trovapec/settings", refused[i]);

      g_assert_cmpuint (answer->status, ==, 400);
    }
}

/* Paid afterwards: the balance goes below zero. */
static void
test_postpaid (void)
{
  g_autofree char *code = fresh_code (1);

  g_free (look_up ("chiave-posticipata", code));
  g_assert_said (said ("key=chiave-posticipata&saldo="), "-0,50");
}

static void
test_keep (void)
{
  g_autofree char *code = fresh_code (1);
  g_autofree char *token = token_for (code);

  practice_settings (practice, "trovapec", "{\"keep_ms\":60000}");
  practice_advance (practice, 30);
  {
    g_autofree char *kept = result (KEY, token);

    g_assert_true (g_str_has_prefix (kept, "OK|"));
  }
  practice_advance (practice, 60);
  g_assert_said (result (KEY, token), "ERROR|token scaduto");
  practice_settings (practice, "trovapec", DEFAULTS);
}

/* Faults of the common list: what is done, and what the same request says afterwards. */
static void
test_transport (void)
{
  static const struct
  {
    const char *fault;
    guint       status;
    gint64      committed;
  } rows[] = {
    { "\"drop-before\"", 0, 0 },
    { "\"drop-after\"", 0, 1 },
    { "\"commit-500\"", 500, 1 },
    { "\"truncated\"", 200, 1 },
    { "\"half\"", 200, 1 },
    { "\"garbage\"", 200, 1 },
    { "\"empty\"", 200, 1 },
    { "\"html-502\"", 502, 0 },
    { "\"html-502\",\"commit\":true", 502, 1 },
    { "\"http\",\"status\":504", 504, 0 },
    { "\"redirect\"", 302, 0 },
    { "\"401\"", 401, 0 },
    { "\"403\"", 403, 0 },
    { "\"429\",\"retry-after\":7", 429, 0 },
    { "\"slow-drip\",\"bytes\":4,\"ms\":1", 200, 1 },
    { "\"done-error\"", 200, 1 },
    { "\"no-token\"", 200, 1 },
    { "\"error\",\"text\":\"manutenzione\"", 200, 0 },
    { "\"present\"", 200, 0 },
    { "\"credit\"", 200, 0 },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *code = fresh_code (1);
      g_autofree char *body = g_strdup_printf ("key=chiave-ricca&cf=%s", code);
      g_autofree char *rules = g_strdup_printf ("[{\"service\":\"trovapec\",\"operation\":\"lookup\","
                                                "\"call\":1,\"fault\":%s}]", rows[i].fault);
      gint64 lines = practice_ledger (practice);
      gint64 before = balance_of ("chiave-ricca");
      g_autoptr (Answer) answer = NULL;
      g_autofree char *again = NULL;

      practice_faults (practice, rules);
      answer = post (body);
      g_test_message ("%s: %u", rows[i].fault, answer->status);
      g_assert_cmpuint (answer->status, ==, rows[i].status);
      g_assert_cmpint (practice_ledger (practice) - lines, ==, rows[i].committed);
      g_assert_cmpint (before - balance_of ("chiave-ricca"), ==, 50 * rows[i].committed);
      again = said (body);
      if (rows[i].committed == 1)
        g_assert_cmpstr (again, ==, "Error|Richiesta già presente");
      else
        g_assert_true (g_str_has_prefix (again, "OK|"));
      g_assert_cmpint (practice_ledger (practice) - lines, ==, 1);
    }
  practice_faults (practice, "[]");
}

/* A cancellation and a result whose answers are lost: the second time tells. */
static void
test_other_calls (void)
{
  g_autofree char *code = fresh_code (1);
  g_autofree char *token = token_for (code);
  g_autofree char *body = g_strdup_printf ("key=" KEY "&cf-delete=%s", code);
  g_autofree char *path = g_strdup_printf (PATH "?key=" KEY "&token=%s", token);
  gint64 lines = practice_ledger (practice);
  g_autoptr (Answer) lost_result = NULL;
  g_autoptr (Answer) lost_cancel = NULL;
  g_autoptr (Answer) limited = NULL;

  practice_faults (practice, "[{\"operation\":\"result\",\"call\":1,\"fault\":\"drop-after\"},"
                   "{\"operation\":\"cancel\",\"call\":1,\"fault\":\"drop-after\"},"
                   "{\"operation\":\"balance\",\"call\":1,\"fault\":\"429\"}]");
  lost_result = practice_get (practice, path);
  lost_cancel = post (body);
  limited = post ("key=" KEY "&saldo=");
  g_assert_cmpuint (lost_result->status, ==, 0);
  g_assert_cmpuint (lost_cancel->status, ==, 0);
  g_assert_cmpuint (limited->status, ==, 429);
  g_assert_cmpstr (answer_header (limited, "retry-after"), ==, "1");
  g_assert_cmpint (practice_ledger (practice) - lines, ==, 1);
  g_assert_said (cancel (code), "Error|richiesta non trovata");
  g_assert_said (result (KEY, token), "ERROR|richiesta cancellata");
  practice_faults (practice, "[]");
}

static void
count_stored (Practice *self,
              guint    *stored,
              gint64   *balance)
{
  g_autoptr (Answer) answer = practice_get (self, "/control/trovapec");
  g_autoptr (JsonNode) root = answer_json (answer);
  JsonObject *object = json_node_get_object (root);

  *stored = json_array_get_length (json_object_get_array_member (object, "requests"));
  *balance = json_object_get_int_member (
    json_array_get_object_element (json_object_get_array_member (object, "accounts"), 0),
    "balance_cents");
}

static GSocketConnection *
pour (Practice *self,
      guint     count)
{
  g_autoptr (GString) all = g_string_new (NULL);
  guint i;

  for (i = 0; i < count; i++)
    {
      g_autofree char *code = fresh_code (1);
      g_autofree char *body = g_strdup_printf ("key=" KEY "&cf=%s", code);

      g_string_append_printf (all, "POST " PATH " HTTP/1.1\r\nHost: x\r\nContent-Type: "
                              "application/x-www-form-urlencoded\r\nContent-Length: %u\r\n\r\n%s",
                              (guint) strlen (body), body);
    }
  return practice_pour (self, all);
}

/* Killed at many moments: every request charged once, with one line. */
static void
test_kill (void)
{
  g_autofree char *folder = g_dir_make_tmp ("practice-test-XXXXXX", NULL);
  Practice *self = practice_start ("--state", folder, NULL);
  guint round, lookups, stored;
  gint64 balance, sum;

  answer_free (practice_control (self, "/trovapec/keys",
                                 "{\"key\":\"" KEY "\",\"balance_cents\":10000000}"));
  for (round = 0; round < 10; round++)
    {
      GSocketConnection *connection = pour (self, 40);

      g_usleep (round * 900);
      practice_kill (self);
      g_object_unref (connection);
      self = practice_start ("--state", folder, NULL);
      count_stored (self, &stored, &balance);
      sum = spent (self, &lookups);
      g_test_message ("round %u: %u stored", round, stored);
      /* One more is there from the beginning, free of charge. */
      g_assert_cmpuint (lookups, ==, stored - 1);
      g_assert_cmpint (10000000 - sum, ==, balance);
    }
  g_assert_cmpint (practice_end (self), ==, 0);
  practice_remove (folder);
}

/* Tokens, settings and results outlive the process; without --fast a search takes 150 seconds. */
static void
test_restart (void)
{
  g_autofree char *folder = g_dir_make_tmp ("practice-test-XXXXXX", NULL);
  Practice *shared = practice;
  g_autofree char *token = NULL;
  g_autofree char *wait = NULL;

  practice = practice_start ("--slow", "--state", folder, NULL);
  practice_settings (practice, "trovapec", "{\"case\":\"lower\"}");
  token = look_up (KEY, FOUND);
  g_assert_true (g_str_has_prefix (token, "ok|"));
  practice_advance (practice, 140);
  wait = g_strconcat ("wait|", token + 3, NULL);
  g_assert_said (result (KEY, token + 3), wait);
  practice_kill (practice);
  practice = practice_start ("--slow", "--state", folder, NULL);
  g_assert_said (result (KEY, token + 3), wait);
  practice_advance (practice, 20);
  g_assert_said (result (KEY, token + 3), "ok|" FOUND_ADDRESS "|pec trovata");
  g_assert_cmpint (practice_end (practice), ==, 0);
  practice = shared;
  practice_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  practice = practice_start (NULL, NULL);
  g_test_add_func ("/practice/trovapec/flow", test_flow);
  g_test_add_func ("/practice/trovapec/parameters", test_parameters);
  g_test_add_func ("/practice/trovapec/spelling", test_spelling);
  g_test_add_func ("/practice/trovapec/unlisted", test_unlisted);
  g_test_add_func ("/practice/trovapec/duplicates", test_duplicates);
  g_test_add_func ("/practice/trovapec/cancel", test_cancel);
  g_test_add_func ("/practice/trovapec/codes", test_codes);
  g_test_add_func ("/practice/trovapec/control", test_control);
  g_test_add_func ("/practice/trovapec/postpaid", test_postpaid);
  g_test_add_func ("/practice/trovapec/keep", test_keep);
  g_test_add_func ("/practice/trovapec/transport", test_transport);
  g_test_add_func ("/practice/trovapec/other-calls", test_other_calls);
  g_test_add_func ("/practice/trovapec/kill", test_kill);
  g_test_add_func ("/practice/trovapec/restart", test_restart);
  return practice_run (practice);
}
