/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults and kills of the voucher twin, the ledger telling the truth. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "voucher-harness.h"

#include <sqlite3.h>
#include <string.h>

#include <glib/gstdio.h>

static Practice *practice;
static char *token;

static const char *const operations[] = { "prenotazione", "attivazione", "cessazione",
                                          "disdetta" };

/* A beneficiary in the state in which the operation is good, and its document. */
static char *
ready_for (const char *operation)
{
  g_autofree char *code = voucher_person ();
  g_autofree char *body = NULL;
  g_autoptr (Answer) answer = NULL;

  if (g_str_equal (operation, "prenotazione"))
    return voucher_family (code);
  body = g_strdup_printf ("{\"codiceFiscale\":\"%s\",\"state\":\"%s\"}", code,
                          g_str_equal (operation, "cessazione") ? "Attivata" : "Prenotata");
  answer = voucher_control (practice, "", body);
  g_assert_cmpuint (answer->status, ==, 200);
  return voucher_step (operation, code);
}

typedef struct
{
  const char *fault;
  const char *more;
  guint       status;
  gint64      committed;
  const char *esito;       /* NULL: the body is not looked at */
} Fault;

static void
run_fault (const char  *operation,
           const Fault *fault)
{
  g_autofree char *rules = g_strdup_printf ("[{\"service\":\"voucher\",\"operation\":\"%s\","
                                            "\"call\":1,\"fault\":\"%s\"%s}]", operation,
                                            fault->fault, fault->more);
  g_autofree char *body = ready_for (operation);
  gint64 before = practice_ledger (practice);
  g_autoptr (Answer) answer = NULL;

  practice_faults (practice, rules);
  answer = voucher_send (practice, PROD, operation, token, body);
  g_test_message ("%s %s: %u", operation, fault->fault, answer->status);
  g_assert_cmpuint (answer->status, ==, fault->status);
  g_assert_cmpint (practice_ledger (practice) - before, ==, fault->committed);
  g_assert_true (answer->complete == (answer->status != 0 &&
                                      !g_str_equal (fault->fault, "truncated")));
  if (fault->esito != NULL)
    {
      g_autofree char *esito = answer_text (answer, "esito");

      g_assert_cmpstr (esito, ==, *fault->esito != '\0' ? fault->esito : NULL);
    }
  practice_faults (practice, "[]");
  /* The same again tells what really happened. */
  if (fault->status != 429)
    {
      g_autoptr (Answer) again = voucher_send (practice, PROD, operation, token, body);

      g_assert_cmpint (practice_ledger (practice) - before, ==, 1);
      g_assert_cmpuint (again->status, ==, fault->committed == 1 ? 400 : 200);
    }
}

static void
test_faults (void)
{
  static const Fault rows[] = {
    { "drop-before", "", 0, 0, NULL },
    { "drop-after", "", 0, 1, NULL },
    { "commit-500", "", 500, 1, NULL },
    { "truncated", "", 200, 1, NULL },
    { "half", "", 200, 1, NULL },
    { "garbage", "", 200, 1, NULL },
    { "empty", "", 200, 1, NULL },
    { "wrong-type", "", 200, 1, NULL },
    { "html-502", "", 502, 0, NULL },
    { "html-502", ",\"commit\":true", 502, 1, NULL },
    { "http", ",\"status\":504,\"type\":\"text/html\",\"body\":\"x\",\"commit\":true", 504, 1,
      NULL },
    { "redirect", "", 302, 0, NULL },
    { "401", "", 401, 0, NULL },
    { "403", "", 403, 0, NULL },
    { "429", ",\"retry-after\":7", 429, 0, NULL },
    { "slow-drip", ",\"bytes\":200,\"ms\":1", 200, 1, "OK" },
    { "nok", "", 400, 0, "REQUEST_BUSINESS_NOK_099" },
    { "nok", ",\"esito\":\"ALTRO\",\"status\":422", 422, 0, "ALTRO" },
    { "ok-nok", "", 200, 0, "REQUEST_BUSINESS_NOK_002" },
    { "no-esito", "", 200, 1, "" },
    { "extra-fields", "", 200, 1, "OK" },
    { "null-fields", "", 200, 1, "OK" },
    { "busy", "", 400, 0, "REQUEST_VALIDATION_NOK" },
    { "processing-nok", "", 500, 0, "REQUEST_PROCESSING_NOK" },
    { "committed-nok", "", 500, 1, "REQUEST_PROCESSING_NOK" },
  };
  guint i, j;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      for (j = 0; j < G_N_ELEMENTS (operations); j++)
        run_fault (operations[j], &rows[i]);
    }
}

static void
check_retry (const char *operation,
             const char *more,
             const char *pattern)
{
  g_autofree char *rules = g_strdup_printf ("[{\"operation\":\"%s\",\"fault\":\"429\"%s}]",
                                            operation, more);
  g_autoptr (Answer) answer = NULL;

  practice_faults (practice, rules);
  answer = g_str_equal (operation, "token") ? voucher_form (practice, PROD, "t", GOOD_FORM)
           : voucher_list (practice, PROD, token);
  g_assert_cmpuint (answer->status, ==, 429);
  g_assert_true (g_regex_match_simple (pattern, answer_header (answer, "retry-after"), 0, 0));
  g_assert_cmpint (strstr (answer_header (answer, "content-type"), "json") != NULL, ==,
                   !g_str_equal (operation, "token"));
  practice_faults (practice, "[]");
}

static void
test_retry_after (void)
{
  check_retry ("isee", ",\"retry-after\":9", "^9$");
  check_retry ("isee", ",\"retry-after\":\"presto\"", "^presto$");
  check_retry ("isee", ",\"retry-date\":60", "^[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} "
               "\\d\\d:\\d\\d:\\d\\d GMT$");
  check_retry ("isee", "", "^1$");
  check_retry ("token", "", "^60$");
  check_retry ("token", ",\"retry-after\":5", "^5$");
}

static void
test_token_faults (void)
{
  static const struct
  {
    const char *fault;
    guint       status;
  } rows[] = {
    { "drop-before", 0 }, { "drop-after", 0 }, { "commit-500", 500 }, { "truncated", 200 },
    { "garbage", 200 }, { "wrong-type", 200 }, { "html-502", 502 }, { "empty", 200 },
    { "half", 200 }, { "401", 401 },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *rules = g_strdup_printf ("[{\"operation\":\"token\",\"fault\":\"%s\"}]",
                                                rows[i].fault);
      g_autoptr (Answer) answer = NULL;

      practice_faults (practice, rules);
      answer = voucher_form (practice, PROD, "t", GOOD_FORM);
      g_assert_cmpuint (answer->status, ==, rows[i].status);
      g_assert_true (answer->complete == (answer->status != 0 &&
                                          !g_str_equal (rows[i].fault, "truncated")));
    }
  practice_faults (practice, "[]");
}

static JsonArray *
list_under (const char *rule,
            JsonNode  **root)
{
  g_autofree char *rules = g_strdup_printf ("[{\"operation\":\"isee\",%s}]", rule);
  g_autoptr (Answer) answer = NULL;

  practice_faults (practice, rules);
  answer = voucher_list (practice, PROD, token);
  practice_faults (practice, "[]");
  g_assert_cmpuint (answer->status, ==, 200);
  *root = answer_json (answer);
  if (JSON_NODE_HOLDS_ARRAY (*root))
    return json_node_get_array (*root);
  return json_object_get_array_member (json_node_get_object (*root),
                                       strstr (rule, "list-lower") != NULL ? "voucher"
                                       : "Voucher");
}

static char *
phase (JsonArray *list,
       guint      index)
{
  JsonNode *node = json_object_get_member (json_array_get_object_element (list, index),
                                           "FASE_OPERATIVA");

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : json_node_dup_string (node);
}

static void
test_list_faults (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonNode) many_root = NULL;
  g_autoptr (JsonNode) case_root = NULL;
  g_autoptr (JsonNode) odd_root = NULL;
  g_autoptr (JsonNode) bare_root = NULL;
  g_autoptr (JsonNode) lower_root = NULL;
  g_autoptr (JsonNode) null_root = NULL;
  g_autoptr (JsonNode) extra_root = NULL;
  JsonArray *many, *other_case, *odd;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *body = ready_for ("prenotazione");
  guint i, known;

  g_assert_outcome (practice, "prenotazione", token, body, "OK");
  known = json_array_get_length (list_under ("\"fault\":\"list-bare\"", &bare_root));
  g_assert_true (JSON_NODE_HOLDS_ARRAY (bare_root));
  many = list_under ("\"fault\":\"list-rows\",\"count\":20000", &many_root);
  g_assert_cmpuint (json_array_get_length (many), ==, 20000 + known);
  for (i = 0; i < json_array_get_length (many); i++)
    {
      JsonObject *row = json_array_get_object_element (many, i);
      const char *code = json_object_get_string_member (row, "CODICE_FISCALE_BENEFICIARIO");

      if (i >= known)
        g_assert_true (g_hash_table_add (seen, g_strdup (code)));
      g_assert_true (i < known || strlen (code) == 16);
    }
  other_case = list_under ("\"fault\":\"state-case\"", &case_root);
  first = phase (other_case, 0);
  g_assert_cmpstr (first, !=, "Prenotata");
  odd = list_under ("\"fault\":\"unknown-state\",\"state\":\"Boh\",\"count\":1", &odd_root);
  unknown = phase (odd, 0);
  second = phase (odd, 1);
  g_assert_cmpstr (unknown, ==, "Boh");
  g_assert_cmpstr (second, !=, "Boh");
  g_assert_cmpuint (json_array_get_length (list_under ("\"fault\":\"list-lower\"", &lower_root)),
                    ==, known);
  g_assert_cmpuint (json_array_get_length (list_under ("\"fault\":\"null-fields\"", &null_root)),
                    ==, known);
  g_assert_true (json_object_has_member (json_array_get_object_element (
                                           list_under ("\"fault\":\"extra-fields\"", &extra_root),
                                           0), "NOTE"));
}

static guint
list_status_under (const char *rule)
{
  g_autofree char *rules = g_strdup_printf ("[{\"operation\":\"isee\",%s}]", rule);
  g_autoptr (Answer) answer = NULL;

  practice_faults (practice, rules);
  answer = voucher_list (practice, PROD, token);
  practice_faults (practice, "[]");
  return answer->status;
}

static void
test_list_empty (void)
{
  g_autofree char *body = ready_for ("prenotazione");
  Practice *other = practice_start (NULL, NULL);
  g_autofree char *other_token = voucher_token (other, PROD, "uno");
  g_autofree char *family = voucher_family ("RSSMRA80A01H501U");
  g_autoptr (Answer) reserved = voucher_send (other, PROD, "prenotazione", other_token, family);
  g_autoptr (Answer) lagging = NULL;
  g_autoptr (Answer) there = NULL;

  g_assert_outcome (practice, "prenotazione", token, body, "OK");
  g_assert_cmpuint (list_status_under ("\"fault\":\"list-empty\""), ==, 204);
  g_assert_cmpuint (list_status_under ("\"fault\":\"http\",\"status\":500"), ==, 500);
  g_assert_cmpuint (list_status_under ("\"fault\":\"list-hollow\"},{\"fault\":\"list-empty\""), ==,
                    200);
  g_assert_cmpuint (reserved->status, ==, 200);
  /* The list lags behind what was accepted a moment ago. */
  practice_faults (other, "[{\"operation\":\"isee\",\"fault\":\"list-lag\",\"ms\":600000}]");
  lagging = voucher_list (other, PROD, other_token);
  g_assert_cmpuint (lagging->status, ==, 204);
  practice_faults (other, "[]");
  there = voucher_list (other, PROD, other_token);
  g_assert_cmpuint (there->status, ==, 200);
  practice_end (other);
}

/* While one request is worked on, another for the same person is told to wait. */
static void
test_lock (void)
{
  g_autofree char *body = ready_for ("prenotazione");
  g_autofree char *other = ready_for ("prenotazione");
  g_autoptr (Answer) dropped = NULL;
  g_autoptr (Answer) busy = NULL;
  g_autofree char *text = NULL;

  practice_faults (practice, "[{\"operation\":\"prenotazione\",\"call\":1,\"fault\":\"drop-after\"},"
                   "{\"operation\":\"prenotazione\",\"call\":1,\"fault\":\"lock\",\"ms\":60000}]");
  dropped = voucher_send (practice, PROD, "prenotazione", token, body);
  g_assert_cmpuint (dropped->status, ==, 0);
  busy = voucher_send (practice, PROD, "prenotazione", token, body);
  text = answer_text (busy, "descrizione");
  g_assert_cmpuint (busy->status, ==, 400);
  g_assert_true (g_str_has_prefix (text, "Stiamo gia' elaborando"));
  g_assert_outcome (practice, "prenotazione", token, other, "OK");
  practice_advance (practice, 61);
  g_assert_outcome (practice, "prenotazione", token, body, "BUSINESS_NOK_002");
  practice_advance (practice, -61);
  practice_faults (practice, "[]");
}

static void
magic (const char *word,
       guint       status,
       const char *esito,
       gint64      committed)
{
  g_autofree char *quoted = g_strdup_printf ("\"Prova %s\"", word);
  g_autofree char *code = voucher_person ();
  g_autofree char *plain = voucher_family (code);
  g_autofree char *body = voucher_change (plain, "famiglia.cognome", quoted, NULL);
  g_autofree char *firm = NULL;
  g_autofree char *vat = voucher_person ();
  g_autofree char *short_vat = g_strdup_printf ("\"%s\"", vat + 5);
  gint64 before = practice_ledger (practice);
  g_autoptr (Answer) answer = voucher_send (practice, PROD, "prenotazione", token, body);
  g_autoptr (Answer) firm_answer = NULL;
  g_autoptr (Answer) later_answer = NULL;

  firm = voucher_change (FIRM, "impresa.ragioneSociale", quoted, "impresa.partitaIva", short_vat,
                         NULL);
  firm_answer = voucher_send (practice, PROD, "prenotazione", token, firm);
  g_assert_cmpuint (answer->status, ==, status);
  g_assert_cmpuint (firm_answer->status, ==, status);
  g_assert_cmpint (practice_ledger (practice) - before, ==, 2 * committed);
  if (esito != NULL)
    {
      g_autofree char *found = answer_text (answer, "esito");

      g_assert_cmpstr (found, ==, esito);
    }
  /* In the name it works on what comes after the reservation. */
  {
    g_autofree char *other = voucher_person ();
    g_autofree char *family = voucher_family (other);
    g_autofree char *named = voucher_change (family, "famiglia.nome", quoted, NULL);
    g_autofree char *activate = voucher_step ("attivazione", other);

    before = practice_ledger (practice);
    g_assert_outcome (practice, "prenotazione", token, named, "OK");
    later_answer = voucher_send (practice, PROD, "attivazione", token, activate);
    g_assert_cmpuint (later_answer->status, ==, status);
    g_assert_cmpint (practice_ledger (practice) - before, ==, 1 + committed);
  }
}

static void
test_magic (void)
{
  magic ("Lavorazione", 400, "REQUEST_VALIDATION_NOK", 0);
  magic ("Novantanove", 400, "REQUEST_BUSINESS_NOK_099", 0);
  magic ("Duecento", 200, "REQUEST_BUSINESS_NOK_002", 0);
  magic ("Interno", 500, "REQUEST_PROCESSING_NOK", 0);
  magic ("Salvata", 500, "REQUEST_PROCESSING_NOK", 1);
  magic ("Caduta", 0, NULL, 1);
}

static gint64
stored (Practice *self)
{
  g_autoptr (Answer) answer = practice_get (self, "/control/vouchers?service=voucher&limit=100000");
  g_autoptr (JsonNode) root = answer_json (answer);
  JsonArray *list = json_object_get_array_member (json_node_get_object (root), "vouchers");
  gint64 count = 0;
  guint i;

  for (i = 0; i < json_array_get_length (list); i++)
    count += g_str_equal (json_object_get_string_member (json_array_get_object_element (list, i),
                                                         "origin"), "api");
  return count;
}

/* Requests written one after the other and nobody to read the answers. */
static GSocketConnection *
pour (Practice   *self,
      const char *bearer,
      guint       count)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GString) all = g_string_new (NULL);
  GSocketConnection *connection;
  guint i;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL);
  g_assert_nonnull (connection);
  for (i = 0; i < count; i++)
    {
      g_autofree char *code = voucher_person ();
      g_autofree char *body = voucher_family (code);

      g_string_append_printf (all, "POST /voucher/apitibcoprenotazione/v1/prenotazione HTTP/1.1\r\n"
                              "Host: x\r\nOcp-Apim-Subscription-Key: k\r\nAuthorization: Bearer "
                              "%s\r\nx-source: external\r\nContent-Type: application/json\r\n"
                              "Content-Length: %u\r\n\r\n%s", bearer, (guint) strlen (body), body);
    }
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), all->str,
                             all->len, NULL, NULL, NULL);
  return connection;
}

/* Killed at many moments: one line for each voucher, the token still good. */
static void
test_kill (void)
{
  g_autofree char *folder = g_dir_make_tmp ("practice-test-XXXXXX", NULL);
  g_autofree char *bearer = NULL;
  Practice *self = practice_start ("--state", folder, NULL);
  guint round;

  bearer = voucher_token (self, PROD, "client-uno");
  for (round = 0; round < 12; round++)
    {
      gint64 before = stored (self);
      GSocketConnection *connection = pour (self, bearer, 40);

      g_usleep (round * 900);
      practice_kill (self);
      g_object_unref (connection);
      self = practice_start ("--state", folder, NULL);
      g_test_message ("round %u: %d more", round, (int) (stored (self) - before));
      g_assert_cmpint (practice_ledger (self), ==, stored (self));
    }
  {
    g_autoptr (Answer) answer = voucher_list (self, PROD, bearer);

    g_assert_true (answer->status == 200 || answer->status == 204);
  }
  g_assert_cmpint (practice_end (self), ==, 0);
  practice_remove (folder);
}

static void
run_sql (const char *folder,
         const char *sql)
{
  g_autofree char *path = g_build_filename (folder, "practice.db", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Dead between the commit and the file: the line that is missing comes, the one that is there does
 * not come again. Half a line is not one. */
static void
test_ledger_recovery (void)
{
  g_autofree char *folder = g_dir_make_tmp ("practice-test-XXXXXX", NULL);
  g_autofree char *ledger = g_build_filename (folder, "ledger.jsonl", NULL);
  g_autofree char *text = NULL;
  Practice *self = practice_start ("--state", folder, NULL);
  guint i;

  g_assert_cmpint (practice_end (self), ==, 0);
  run_sql (folder, "INSERT INTO pending (key, line) VALUES "
           "('aa', '{\"service\":\"voucher\",\"key\":\"aa\"}'),"
           "('bb', '{\"service\":\"voucher\",\"key\":\"bb\"}')");
  g_assert_true (g_file_set_contents (ledger, "{\"service\":\"voucher\",\"key\":\"aa\"}\n", -1,
                                      NULL));
  for (i = 0; i < 2; i++)
    {
      self = practice_start ("--state", folder, NULL);
      g_assert_cmpint (practice_ledger (self), ==, 2);
      g_assert_cmpint (practice_end (self), ==, 0);
    }
  g_assert_true (g_file_get_contents (ledger, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "{\"service\":\"voucher\",\"key\":\"aa\"}\n"
                   "{\"service\":\"voucher\",\"key\":\"bb\"}\n");
  practice_remove (folder);
}

/* Settings, robot and clock survive as well. */
static void
test_restart (void)
{
  g_autofree char *folder = g_dir_make_tmp ("practice-test-XXXXXX", NULL);
  Practice *self = practice_start ("--state", folder, NULL);
  g_autofree char *bearer = voucher_token (self, PROD, "client-uno");
  g_autofree char *family = voucher_family ("RSSMRA80A01H501U");
  g_autoptr (Answer) settings = voucher_control (self, "/settings",
                                                 "{\"first_ms\":1000,\"second_ms\":60000}");
  g_autoptr (Answer) reserved = voucher_send (self, PROD, "prenotazione", bearer, family);
  g_autoptr (Answer) clock = NULL;
  g_autofree char *waiting = NULL;
  g_autofree char *answered = NULL;

  g_assert_cmpuint (settings->status, ==, 200);
  g_assert_cmpuint (reserved->status, ==, 200);
  practice_kill (self);
  self = practice_start ("--state", folder, NULL);
  clock = practice_call (self, "POST", "/control/clock", NULL, "{\"advance_s\":30}", 16);
  g_assert_cmpuint (clock->status, ==, 200);
  waiting = voucher_state (self, PROD, "RSSMRA80A01H501U");
  g_assert_cmpstr (waiting, ==, "Attesa controllo ISEE");
  practice_kill (self);
  self = practice_start ("--state", folder, NULL);
  answer_free (practice_call (self, "POST", "/control/clock", NULL, "{\"advance_s\":60}", 16));
  answered = voucher_state (self, PROD, "RSSMRA80A01H501U");
  g_assert_cmpstr (answered, ==, "Prenotata");
  g_assert_cmpint (practice_ledger (self), ==, 1);
  practice_end (self);
  practice_remove (folder);
}

/* Without --fast: the limits of gateway and token endpoint, and the robot's own pace. */
static void
test_slow (void)
{
  Practice *self = practice_start ("--slow", NULL);
  g_autofree char *bearer = voucher_token (self, PROD, "client-uno");
  g_autofree char *family = voucher_family ("RSSMRA80A01H501U");
  g_autoptr (Answer) reserved = voucher_send (self, PROD, "prenotazione", bearer, family);
  static const char *const states[] = { "Inviata con esito positivo", "Attesa controllo ISEE",
                                        "Attesa controllo ISEE", "Prenotata" };
  guint lists_refused = 0;
  guint tokens_refused = 0;
  guint i;

  g_assert_cmpuint (reserved->status, ==, 200);
  for (i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *state = voucher_state (self, PROD, "RSSMRA80A01H501U");

      g_assert_cmpstr (state, ==, states[i]);
      answer_free (practice_call (self, "POST", "/control/clock", NULL, "{\"advance_s\":9}", 15));
    }
  for (i = 0; i < 40; i++)
    {
      g_autoptr (Answer) list = voucher_list (self, PROD, bearer);

      lists_refused += list->status == 429;
    }
  for (i = 0; i < 25; i++)
    {
      g_autoptr (Answer) answer = voucher_form (self, PROD, "t", GOOD_FORM);

      tokens_refused += answer->status == 429;
    }
  g_assert_cmpuint (lists_refused, >, 0);
  g_assert_cmpuint (tokens_refused, >, 0);
  practice_end (self);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  practice = practice_start (NULL, NULL);
  token = voucher_token (practice, PROD, "client-uno");
  g_test_add_func ("/practice/voucher/token/faults", test_token_faults);
  g_test_add_func ("/practice/voucher/faults/transport", test_faults);
  g_test_add_func ("/practice/voucher/faults/retry-after", test_retry_after);
  g_test_add_func ("/practice/voucher/faults/list", test_list_faults);
  g_test_add_func ("/practice/voucher/faults/list-empty", test_list_empty);
  g_test_add_func ("/practice/voucher/faults/lock", test_lock);
  g_test_add_func ("/practice/voucher/faults/magic", test_magic);
  g_test_add_func ("/practice/voucher/restart/kill", test_kill);
  g_test_add_func ("/practice/voucher/restart/ledger", test_ledger_recovery);
  g_test_add_func ("/practice/voucher/restart/state", test_restart);
  g_test_add_func ("/practice/voucher/slow", test_slow);
  result = practice_run (practice);
  g_free (token);
  return result;
}
