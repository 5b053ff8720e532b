/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes of Appendix A, the life of a voucher, the robot, the list, the two environments. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "voucher-harness.h"

#include <string.h>

static Practice *practice;
static char *token;

static void post_control (const char *path,
                          const char *format,
                          ...) G_GNUC_PRINTF (2, 3);

static void
post_control (const char *path,
              const char *format,
              ...)
{
  g_autofree char *body = NULL;
  g_autoptr (Answer) answer = NULL;
  va_list args;

  va_start (args, format);
  body = g_strdup_vprintf (format, args);
  va_end (args);
  answer = voucher_control (practice, path, body);
  if (answer->status != 200)
    g_error ("%s: %s", body, answer->body->str);
}

static void
assert_state (const char *code,
              const char *wanted)
{
  g_autofree char *state = voucher_state (practice, PROD, code);

  g_assert_cmpstr (state, ==, wanted);
}

static void
reserve (const char *code)
{
  g_autofree char *body = voucher_family (code);

  g_assert_outcome (practice, "prenotazione", token, body, "OK");
}

static void
step (const char *operation,
      const char *code,
      const char *wanted)
{
  g_autofree char *body = voucher_step (operation, code);

  g_assert_outcome (practice, operation, token, body, wanted);
}

/* Reservation, activation, end; and reservation, withdrawal, reservation. */
static void
test_life (void)
{
  g_autofree char *code = voucher_person ();
  g_autofree char *other = voucher_person ();
  gint64 before = practice_ledger (practice);
  g_autofree char *family = voucher_family (code);
  g_autofree char *activate = voucher_step ("attivazione", code);
  g_autoptr (Answer) answer = voucher_send (practice, PROD, "prenotazione", token, family);
  g_autoptr (Answer) activated = NULL;
  g_autoptr (JsonNode) root = answer_json (answer);
  g_autofree char *phase = answer_text (answer, "faseOperativa");
  g_autofree char *operator = answer_text (answer, "partitaIvaOperatore");
  g_autofree char *date = answer_text (answer, "dataOperazione");
  g_autofree char *second_phase = NULL;

  g_assert_cmpuint (json_object_get_size (json_node_get_object (root)), ==, 6);
  g_assert_cmpstr (phase, ==, "Inviata con esito positivo");
  g_assert_cmpstr (operator, ==, OPERATOR);
  g_assert_true (g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}"
                                       "\\+0[12]:00$", date, 0, 0));
  assert_state (code, "Prenotata");
  activated = voucher_send (practice, PROD, "attivazione", token, activate);
  second_phase = answer_text (activated, "faseOperativa");
  g_assert_cmpstr (second_phase, ==, "Attivata");
  step ("cessazione", code, "OK");
  assert_state (code, "Cessata");
  g_assert_cmpint (practice_ledger (practice) - before, ==, 3);

  reserve (other);
  step ("disdetta", other, "OK");
  assert_state (other, "Disdetta");
  reserve (other);
  g_assert_cmpint (practice_ledger (practice) - before, ==, 6);
}

static void
test_firm (void)
{
  gint64 before = practice_ledger (practice);
  g_autofree char *later = voucher_step ("attivazione", "00743110157");

  post_control ("/settings", "{\"robot\":\"manual\"}");
  g_assert_outcome (practice, "prenotazione", token, FIRM, "OK");
  assert_state ("00743110157", "Inviata con esito positivo");
  /* Firms have no ISEE to wait for. */
  post_control ("/advance", "{\"partitaIva\":\"00743110157\"}");
  assert_state ("00743110157", "Prenotata");
  g_assert_outcome (practice, "attivazione", token, later, "OK");
  step ("cessazione", "00743110157", "OK");
  g_assert_outcome (practice, "prenotazione", token, FIRM, "BUSINESS_NOK_002");
  g_assert_cmpint (practice_ledger (practice) - before, ==, 3);
  post_control ("/settings", "{\"robot\":\"auto\"}");
}

/* The whole table: for each state, what each of the four operations gets. */
static void
test_table (void)
{
  static const char *const ops[] = { "prenotazione", "attivazione", "disdetta", "cessazione" };
  static const struct
  {
    const char *state;
    const char *outcomes[4];
  } rows[] = {
    { NULL, { "OK", "BUSINESS_NOK_006", "BUSINESS_NOK_006", "BUSINESS_NOK_006" } },
    { "Inviata con esito positivo", { "BUSINESS_NOK_002", "BUSINESS_NOK_007", "OK",
                                      "BUSINESS_NOK_007" } },
    { "Attesa controllo ISEE", { "BUSINESS_NOK_002", "BUSINESS_NOK_007", "OK",
                                 "BUSINESS_NOK_007" } },
    { "Non prenotabile ISEE", { "OK", "BUSINESS_NOK_007", "BUSINESS_NOK_007",
                                "BUSINESS_NOK_007" } },
    { "Prenotata", { "BUSINESS_NOK_002", "OK", "OK", "BUSINESS_NOK_007" } },
    { "Prenotazione sospesa", { "BUSINESS_NOK_002", "BUSINESS_NOK_007", "OK",
                                "BUSINESS_NOK_007" } },
    { "Attivata", { "BUSINESS_NOK_002", "BUSINESS_NOK_007", "BUSINESS_NOK_007", "OK" } },
    { "Cessata", { "BUSINESS_NOK_002", "BUSINESS_NOK_007", "BUSINESS_NOK_007",
                   "BUSINESS_NOK_007" } },
    { "Disdetta", { "OK", "BUSINESS_NOK_006", "BUSINESS_NOK_006", "BUSINESS_NOK_006" } },
    { "Decaduta", { "OK", "BUSINESS_NOK_006", "BUSINESS_NOK_006", "BUSINESS_NOK_006" } },
    { "In verifica", { "BUSINESS_NOK_002", "BUSINESS_NOK_007", "BUSINESS_NOK_007",
                       "BUSINESS_NOK_007" } },
  };
  guint i, j;

  post_control ("/settings", "{\"robot\":\"manual\"}");
  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      for (j = 0; j < G_N_ELEMENTS (ops); j++)
        {
          g_autofree char *code = voucher_person ();
          g_autofree char *body = j == 0 ? voucher_family (code) : voucher_step (ops[j], code);
          gint64 before = practice_ledger (practice);

          g_test_message ("%s %s", rows[i].state, ops[j]);
          if (rows[i].state != NULL)
            post_control ("", "{\"codiceFiscale\":\"%s\",\"state\":\"%s\",\"operator\":\"" OPERATOR
                          "\"}", code, rows[i].state);
          g_assert_outcome (practice, ops[j], token, body, rows[i].outcomes[j]);
          g_assert_cmpint (practice_ledger (practice) - before, ==,
                           g_str_equal (rows[i].outcomes[j], "OK") ? 1 : 0);
        }
    }
  post_control ("/settings", "{\"robot\":\"auto\"}");
}

static void
test_text_of_007 (void)
{
  g_autofree char *code = voucher_person ();
  g_autofree char *body = voucher_step ("attivazione", code);
  g_autoptr (Answer) answer = NULL;
  g_autofree char *text = NULL;
  g_autofree char *phase = NULL;

  post_control ("", "{\"codiceFiscale\":\"%s\",\"state\":\"Prenotazione sospesa\"}", code);
  answer = voucher_send (practice, PROD, "attivazione", token, body);
  text = answer_text (answer, "descrizione");
  phase = answer_text (answer, "faseOperativa");
  g_assert_nonnull (strstr (text, "'Prenotazione sospesa'"));
  g_assert_cmpstr (phase, ==, "Prenotazione sospesa");
}

static void
changed (const char *wanted,
         const char *path,
         const char *value,
         const char *more_path,
         const char *more_value)
{
  g_autofree char *code = voucher_person ();
  g_autofree char *family = voucher_family (code);
  g_autofree char *body = voucher_change (family, path, value, more_path, more_value, NULL);

  g_test_message ("%s = %s", path, value);
  g_assert_outcome (practice, "prenotazione", token, body, wanted);
}

/* 001, 011, 005 and 004 of a reservation, on both sides. */
static void
test_values (void)
{
  static const char place[] = "indirizzoInstallazione.codiceIstatComune";
  static const char offer[] = "operatore.codiceUnivocoOfferta";
  static const char technology[] = "operatore.tecnologiaPrenotata";
  static const struct
  {
    const char *wanted;
    const char *path;
    const char *value;
    const char *more_path;
    const char *more_value;
  } rows[] = {
    { "OK", place, "\"001001\"", NULL, NULL },
    { "OK", place, "\"111399\"", NULL, NULL },
    { "BUSINESS_NOK_001", place, "\"000001\"", NULL, NULL },
    { "BUSINESS_NOK_001", place, "\"112001\"", NULL, NULL },
    { "BUSINESS_NOK_001", place, "\"058000\"", NULL, NULL },
    { "BUSINESS_NOK_001", place, "\"058400\"", NULL, NULL },
    { "BUSINESS_NOK_001", place, "\"H50100\"", NULL, NULL },
    { "OK", "velocitaDownloadMbit", "30", NULL, NULL },
    { "BUSINESS_NOK_011", "velocitaDownloadMbit", "29", NULL, NULL },
    { "BUSINESS_NOK_011", "velocitaDownloadMbit", "0", NULL, NULL },
    { "BUSINESS_NOK_005", technology, "\"FWA\"", NULL, NULL },
    { "OK", technology, "\"FWA\"", offer, "\"OPE001-FAM1-MULTI-100-3\"" },
    { "OK", technology, "\"SAT\"", offer, "\"senza-forma\"" },
    { "BUSINESS_NOK_004", offer, "\"OPE001-FAM1-FTTH-100-IGNOTA\"", NULL, NULL },
    { "BUSINESS_NOK_004", offer, "\"OPE001-FAM1-FTTH-100-CHIUSA\"", NULL, NULL },
    { "BUSINESS_NOK_004", offer, "\"OPE001-FAM1-FTTH-100-CHIUSA\"", technology, "\"FWA\"" },
    /* The order: 001 before 011 before 005. */
    { "BUSINESS_NOK_001", place, "\"000000\"", "velocitaDownloadMbit", "5" },
    { "BUSINESS_NOK_011", technology, "\"FWA\"", "velocitaDownloadMbit", "5" },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    changed (rows[i].wanted, rows[i].path, rows[i].value, rows[i].more_path, rows[i].more_value);
  post_control ("/offers", "{\"code\":\"UNA-NUOVA\",\"technology\":\"FWA\",\"active\":true}");
  changed ("OK", offer, "\"UNA-NUOVA\"", technology, "\"FWA\"");
  changed ("BUSINESS_NOK_005", offer, "\"UNA-NUOVA\"", NULL, NULL);
  post_control ("/offers", "{\"code\":\"UNA-NUOVA\",\"technology\":\"FWA\",\"active\":false}");
  changed ("BUSINESS_NOK_004", offer, "\"UNA-NUOVA\"", technology, "\"FWA\"");
}

static void
test_relatives (void)
{
  g_autofree char *wife = voucher_person ();
  g_autofree char *child = voucher_person ();
  g_autofree char *husband = voucher_person ();
  g_autofree char *stranger = voucher_person ();
  g_autofree char *list = g_strdup_printf ("[\"%s\",\"%s\"]", wife, child);
  g_autofree char *hers = voucher_family (wife);
  g_autofree char *his = voucher_family (husband);
  g_autofree char *theirs = voucher_family (stranger);
  g_autofree char *with_both = voucher_change (his, "famiglia.codiciFiscaliFamigliari", list,
                                               "famiglia.numeroComponentiNucleoFamigliare", "3",
                                               NULL);
  g_autofree char *with_child = NULL;
  g_autofree char *child_list = g_strdup_printf ("[\"%s\"]", child);
  g_autoptr (Answer) answer = NULL;
  g_autofree char *text = NULL;

  g_assert_outcome (practice, "prenotazione", token, hers, "OK");
  answer = voucher_send (practice, PROD, "prenotazione", token, with_both);
  text = answer_text (answer, "descrizione");
  g_assert_nonnull (strstr (text, wife));
  g_assert_null (strstr (text, child));
  g_assert_outcome (practice, "prenotazione", token, with_both, "BUSINESS_NOK_003");
  step ("disdetta", wife, "OK");
  g_assert_outcome (practice, "prenotazione", token, with_both, "OK");
  /* Who is listed in another voucher in course is taken as well. */
  with_child = voucher_change (theirs, "famiglia.codiciFiscaliFamigliari", child_list,
                               "famiglia.numeroComponentiNucleoFamigliare", "2", NULL);
  g_assert_outcome (practice, "prenotazione", token, with_child, "BUSINESS_NOK_003");
}

/* 008 and 010, in the order of each operation. */
static void
test_others (void)
{
  static const char *const ops[] = { "attivazione", "cessazione", "disdetta" };
  g_autofree char *taken = voucher_person ();
  g_autofree char *twice = voucher_person ();
  g_autofree char *both = voucher_person ();
  g_autofree char *family = voucher_family (taken);
  g_autofree char *double_family = voucher_family (twice);
  guint i;

  post_control ("", "{\"codiceFiscale\":\"%s\",\"operator\":\"99999991005\"}", taken);
  for (i = 0; i < 2; i++)
    {
      post_control ("", "{\"codiceFiscale\":\"%s\",\"operator\":\"" OPERATOR "\"}", twice);
      post_control ("", "{\"codiceFiscale\":\"%s\",\"operator\":\"99999991005\"}", both);
    }
  g_assert_outcome (practice, "prenotazione", token, family, "BUSINESS_NOK_008");
  g_assert_outcome (practice, "prenotazione", token, double_family, "BUSINESS_NOK_010");
  for (i = 0; i < G_N_ELEMENTS (ops); i++)
    {
      step (ops[i], taken, "BUSINESS_NOK_008");
      step (ops[i], twice, "BUSINESS_NOK_010");
      step (ops[i], both, "BUSINESS_NOK_010");
    }
}

static char *
day (int days)
{
  g_autoptr (GTimeZone) rome = g_time_zone_new_identifier ("CET-1CEST,M3.5.0/2,M10.5.0/3");
  g_autoptr (GDateTime) now = g_date_time_new_now (rome);
  g_autoptr (GDateTime) then = g_date_time_add_days (now, days);

  return g_date_time_format (then, "\"%Y-%m-%dT%H:%M:%S\"");
}

static void
dated (const char *operation,
       const char *field,
       const char *code,
       int         days,
       const char *wanted)
{
  g_autofree char *date = day (days);
  g_autofree char *plain = voucher_step (operation, code);
  g_autofree char *body = voucher_change (plain, field, date, NULL);

  g_assert_outcome (practice, operation, token, body, wanted);
}

/* 009 and 004 of an activation, 009 of an end. */
static void
test_dates (void)
{
  g_autofree char *code = voucher_person ();
  g_autofree char *offered = NULL;
  g_autofree char *plain = voucher_step ("attivazione", code);

  post_control ("", "{\"codiceFiscale\":\"%s\",\"days_ago\":10}", code);
  dated ("attivazione", "dataAttivazione", code, 1, "BUSINESS_NOK_009");
  dated ("attivazione", "dataAttivazione", code, -11, "BUSINESS_NOK_009");
  offered = voucher_change (plain, "codiceUnivocoOfferta", "\"X-IGNOTA\"", NULL);
  g_assert_outcome (practice, "attivazione", token, offered, "BUSINESS_NOK_004");
  dated ("attivazione", "dataAttivazione", code, -10, "OK");
  dated ("cessazione", "dataCessazione", code, 1, "BUSINESS_NOK_009");
  dated ("cessazione", "dataCessazione", code, -11, "BUSINESS_NOK_009");
  dated ("cessazione", "dataCessazione", code, -10, "OK");
}

static void
named (const char *word,
       const char *state)
{
  g_autofree char *code = voucher_person ();
  g_autofree char *family = voucher_family (code);
  g_autofree char *surname = g_strdup_printf ("\"De Rossi %s\"", word);
  g_autofree char *body = voucher_change (family, "famiglia.cognome", surname, NULL);

  g_assert_outcome (practice, "prenotazione", token, body, "OK");
  assert_state (code, state);
}

/* The robot: by itself, by name, by hand, in time. */
static void
test_robot (void)
{
  g_autofree char *code = voucher_person ();
  g_autoptr (Answer) bad = NULL;

  named ("Respinta", "Non prenotabile ISEE");
  named ("SOSPESA", "Prenotazione sospesa");
  named ("attesa", "Attesa controllo ISEE");
  named ("Inviata", "Inviata con esito positivo");
  named ("Ignota", "In verifica documentale");

  post_control ("/settings", "{\"first_ms\":86400000,\"second_ms\":172800000}");
  reserve (code);
  assert_state (code, "Inviata con esito positivo");
  practice_advance (practice, 1 * 86400);
  assert_state (code, "Attesa controllo ISEE");
  practice_advance (practice, 1 * 86400);
  assert_state (code, "Attesa controllo ISEE");
  practice_advance (practice, 1 * 86400);
  assert_state (code, "Prenotata");
  /* Ninety days without activation. */
  practice_advance (practice, 89 * 86400);
  assert_state (code, "Prenotata");
  practice_advance (practice, 2 * 86400);
  assert_state (code, "Decaduta");
  {
    /* The other token ended long ago, by the same clock. */
    g_autofree char *fresh = voucher_token (practice, PROD, "client-uno");
    g_autofree char *body = voucher_step ("attivazione", code);

    g_assert_outcome (practice, "attivazione", fresh, body, "BUSINESS_NOK_006");
  }
  practice_advance (practice, -94 * 86400);

  {
    g_autofree char *stepped = voucher_person ();

    reserve (stepped);
    post_control ("/advance", "{\"codiceFiscale\":\"%s\"}", stepped);
    assert_state (stepped, "Attesa controllo ISEE");
    post_control ("/advance", "{\"codiceFiscale\":\"%s\",\"state\":\"prenotazione sospesa\"}",
                  stepped);
    assert_state (stepped, "Prenotazione sospesa");
    post_control ("/advance", "{\"codiceFiscale\":\"%s\"}", stepped);
    assert_state (stepped, "Prenotata");
  }
  post_control ("/settings", "{\"first_ms\":0,\"second_ms\":0}");
  bad = voucher_control (practice, "/settings", "{\"robot\":\"forse\"}");
  g_assert_cmpuint (bad->status, ==, 400);
}

static void
assert_listed (const char *code,
               const char *member,
               const char *wanted)
{
  g_autoptr (Answer) answer = voucher_list (practice, PROD, token);
  g_autofree char *found = voucher_listed (answer, code, member);

  g_assert_cmpstr (found, ==, wanted);
}

/* What is on the list, since when, under which name; and what never is. */
static void
test_list (void)
{
  g_autofree char *mine = voucher_person ();
  g_autofree char *older = voucher_person ();
  g_autofree char *young = voucher_person ();
  g_autofree char *odd = voucher_person ();
  g_autofree char *theirs = voucher_person ();
  g_autofree char *date = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  post_control ("", "{\"codiceFiscale\":\"%s\",\"days_ago\":91,\"state\":\"Prenotazione sospesa\"}",
                older);
  post_control ("", "{\"codiceFiscale\":\"%s\",\"days_ago\":89}", young);
  post_control ("", "{\"codiceFiscale\":\"%s\",\"state\":\" PRENOTATA \",\"protocollo\":\"P-1\"}",
                odd);
  post_control ("", "{\"codiceFiscale\":\"%s\",\"operator\":\"99999991005\"}", theirs);
  assert_listed (older, "FASE_OPERATIVA", NULL);
  assert_listed (young, "FASE_OPERATIVA", "Prenotata");
  assert_listed (odd, "FASE_OPERATIVA", " PRENOTATA ");
  assert_listed (odd, "PROTOCOLLO", "P-1");
  assert_listed (theirs, "FASE_OPERATIVA", NULL);
  reserve (mine);
  assert_listed (mine, "FASE_OPERATIVA", "Prenotata");
  assert_listed (mine, "PARTITA_IVA_OPERATORE", OPERATOR);
  /* Found in the list and activated; then it is no longer there. */
  step ("attivazione", odd, "OK");
  assert_listed (odd, "FASE_OPERATIVA", NULL);
  step ("disdetta", mine, "OK");
  assert_listed (mine, "FASE_OPERATIVA", NULL);
  {
    g_autoptr (Answer) offset = voucher_list (practice, PROD, token);
    g_autoptr (Answer) local = NULL;
    g_autoptr (Answer) utc = NULL;

    post_control ("/settings", "{\"zone\":\"local\"}");
    local = voucher_list (practice, PROD, token);
    post_control ("/settings", "{\"zone\":\"utc\"}");
    utc = voucher_list (practice, PROD, token);
    post_control ("/settings", "{\"zone\":\"offset\"}");
    date = voucher_listed (offset, young, "DATA_PRENOTAZIONE");
    first = voucher_listed (local, young, "DATA_PRENOTAZIONE");
    second = voucher_listed (utc, young, "DATA_PRENOTAZIONE");
  }
  g_assert_true (g_regex_match_simple ("\\.\\d{7}\\+0[12]:00$", date, 0, 0));
  g_assert_true (g_regex_match_simple ("\\.\\d{7}$", first, 0, 0));
  g_assert_true (g_regex_match_simple ("\\.\\d{7}Z$", second, 0, 0));
}

static guint
list_length (void)
{
  g_autoptr (Answer) answer = voucher_list (practice, PROD, token);
  g_autoptr (JsonNode) root = answer_json (answer);

  return json_array_get_length (json_object_get_array_member (json_node_get_object (root),
                                                              "Voucher"));
}

/* A word for demonstrations: a second voucher that nobody sent, with no ledger line. */
static void
test_portal_word (void)
{
  g_autofree char *plain = voucher_person ();
  guint before;
  gint64 lines;

  reserve (plain);
  before = list_length ();
  lines = practice_ledger (practice);
  changed ("OK", "famiglia.cognome", "\"Rossi Portale\"", NULL, NULL);
  g_assert_cmpuint (list_length () - before, ==, 2);
  g_assert_cmpint (practice_ledger (practice) - lines, ==, 1);
}

/* A fresh production has nothing for us; the test environment has what others put there. */
static void
test_environments (void)
{
  Practice *fresh = practice_start (NULL, NULL);
  g_autofree char *ours = voucher_token (fresh, PROD, "client-uno");
  g_autofree char *shared = voucher_token (fresh, TEST, "client-uno");
  g_autofree char *test_family = voucher_change (FAMILY, "operatore.partitaIvaOperatore",
                                                 "\"12345678900\"",
                                                 "operatore.codiceUnivocoOfferta",
                                                 "\"OPE040-FAM1-FTTH-100-245\"", NULL);
  g_autofree char *no_offer = voucher_change (test_family, "operatore.codiceUnivocoOfferta",
                                              "\"OPE040-FAM1-FTTH-100-999\"", NULL);
  g_autofree char *multi = voucher_change (test_family, "famiglia.codiceFiscale",
                                           "\"RSSMRA80A01H501X\"", "operatore.codiceUnivocoOfferta",
                                           "\"OPE040-FAM1-MULTI-100-246\"",
                                           "operatore.tecnologiaPrenotata", "\"SAT\"", NULL);
  g_autoptr (Answer) nothing = voucher_list (fresh, PROD, ours);
  g_autoptr (Answer) crowd = voucher_list (fresh, TEST, shared);
  g_autoptr (JsonNode) root = answer_json (crowd);
  JsonArray *list = json_object_get_array_member (json_node_get_object (root), "Voucher");
  g_autoptr (Answer) wrong_token = voucher_list (fresh, TEST, ours);
  g_autoptr (Answer) production_path = NULL;
  g_autoptr (Answer) reserved = voucher_send (fresh, TEST, "prenotazione", shared, test_family);
  g_autoptr (Answer) again = voucher_send (fresh, TEST, "prenotazione", shared, test_family);
  g_autoptr (Answer) own = voucher_send (fresh, TEST, "prenotazione", shared, FAMILY);
  g_autoptr (Answer) unknown = voucher_send (fresh, TEST, "prenotazione", shared, no_offer);
  g_autoptr (Answer) satellite = voucher_send (fresh, TEST, "prenotazione", shared, multi);
  g_autofree char *first = voucher_outcome (reserved);
  g_autofree char *second = voucher_outcome (again);
  g_autofree char *third = voucher_outcome (own);
  g_autofree char *fourth = voucher_outcome (unknown);
  g_autofree char *fifth = voucher_outcome (satellite);
  g_autofree char *headers = g_strdup_printf ("Authorization: Bearer %s\r\nx-source: external\r\n",
                                              shared);

  g_assert_cmpuint (nothing->status, ==, 204);
  g_assert_cmpuint (nothing->body->len, ==, 0);
  g_assert_cmpuint (json_array_get_length (list), ==, 7);
  g_assert_cmpuint (wrong_token->status, ==, 401);
  production_path = practice_call (fresh, "GET", "/voucher-test/esitoiseeprenotazioni/"
                                   "getprenotazioni", headers, NULL, 0);
  g_assert_cmpuint (production_path->status, ==, 404);
  g_assert_cmpstr (first, ==, "OK");
  g_assert_cmpstr (second, ==, "BUSINESS_NOK_002");
  g_assert_cmpstr (third, ==, "VALIDATION_NOK");
  g_assert_cmpstr (fourth, ==, "BUSINESS_NOK_004");
  g_assert_cmpstr (fifth, ==, "OK");
  practice_end (fresh);
}

/* What the practice begins with in production belongs to others. */
static void
test_planted (void)
{
  g_autofree char *busy = voucher_family ("CLSCMT41B42H501C");
  g_autofree char *list_of_one = voucher_person ();
  g_autofree char *family = voucher_family (list_of_one);
  g_autofree char *related = voucher_change (family, "famiglia.codiciFiscaliFamigliari",
                                             "[\"dlscmt42c03h501i\"]",
                                             "famiglia.numeroComponentiNucleoFamigliare", "2",
                                             NULL);

  g_assert_outcome (practice, "prenotazione", token, busy, "BUSINESS_NOK_008");
  step ("attivazione", "CLSCMT41B42H501C", "BUSINESS_NOK_008");
  step ("disdetta", "FLSCMT43D44H501X", "BUSINESS_NOK_010");
  g_assert_outcome (practice, "prenotazione", token, related, "BUSINESS_NOK_003");
}

/* A client id works for the operator of its first change; two operators do not see each other. */
static void
test_operators (void)
{
  g_autofree char *second = voucher_token (practice, PROD, "client-due");
  g_autofree char *code = voucher_person ();
  g_autofree char *other = voucher_person ();
  g_autofree char *free_code = voucher_person ();
  g_autofree char *family = voucher_family (code);
  g_autofree char *theirs = voucher_change (family, "operatore.partitaIvaOperatore",
                                            "\"12485671007\"", NULL);
  g_autofree char *other_family = voucher_family (other);
  g_autofree char *portal = voucher_step ("disdetta", free_code);
  g_autoptr (Answer) list = NULL;
  g_autofree char *seen = NULL;
  g_autofree char *unseen = NULL;
  g_autofree char *unclaimed = NULL;

  g_assert_outcome (practice, "prenotazione", second, theirs, "OK");
  g_assert_outcome (practice, "prenotazione", token, family, "BUSINESS_NOK_008");
  g_assert_outcome (practice, "prenotazione", second, other_family, "VALIDATION_NOK");
  g_assert_outcome (practice, "prenotazione", token, other_family, "OK");
  post_control ("", "{\"codiceFiscale\":\"%s\"}", free_code);
  list = voucher_list (practice, PROD, second);
  seen = voucher_listed (list, code, "PARTITA_IVA_OPERATORE");
  unseen = voucher_listed (list, other, "PROTOCOLLO");
  unclaimed = voucher_listed (list, free_code, "PARTITA_IVA_OPERATORE");
  g_assert_cmpstr (seen, ==, "12485671007");
  g_assert_null (unseen);
  g_assert_cmpstr (unclaimed, ==, "12485671007");
  /* Whoever touches it first has it. */
  g_assert_outcome (practice, "disdetta", token, portal, "OK");
  post_control ("/clients", "{\"client\":\"client-due\",\"operator\":\"" OPERATOR "\"}");
  {
    g_autofree char *now_good = voucher_person ();
    g_autofree char *body = voucher_family (now_good);

    g_assert_outcome (practice, "prenotazione", second, body, "OK");
  }
}

static void
test_ledger_line (void)
{
  g_autofree char *code = voucher_person ();
  g_autoptr (Answer) answer = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *entries;
  JsonObject *line;

  reserve (code);
  answer = practice_get (practice, "/control/ledger?service=voucher");
  root = answer_json (answer);
  entries = json_object_get_array_member (json_node_get_object (root), "entries");
  line = json_array_get_object_element (entries, json_array_get_length (entries) - 1);
  g_assert_cmpstr (json_object_get_string_member (line, "service"), ==, "voucher");
  g_assert_cmpstr (json_object_get_string_member (line, "operation"), ==, "prenotazione");
  g_assert_cmpstr (json_object_get_string_member (line, "beneficiary"), ==, code);
  g_assert_cmpstr (json_object_get_string_member (line, "operator"), ==, OPERATOR);
  assert_listed (code, "PROTOCOLLO", json_object_get_string_member (line, "protocollo"));
  g_assert_cmpuint (strlen (json_object_get_string_member (line, "sha256")), ==, 64);
}

static void
test_control (void)
{
  static const char *const bad[] = { "", "[]", "{}", "{\"state\":\"Prenotata\"}" };
  g_autoptr (Answer) taken = NULL;
  g_autoptr (Answer) get = practice_get (practice, "/control/vouchers/advance");
  g_autoptr (Answer) other = practice_get (practice, "/control/vouchers/altro");
  g_autoptr (Answer) offer = voucher_control (practice, "/offers", "{}");
  g_autoptr (Answer) client = voucher_control (practice, "/clients", "{}");
  guint i;

  for (i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (Answer) answer = voucher_control (practice, "", bad[i]);

      g_assert_cmpuint (answer->status, ==, 400);
    }
  post_control ("", "{\"codiceFiscale\":\"UNICO\",\"protocollo\":\"P-UNICO\"}");
  taken = voucher_control (practice, "", "{\"codiceFiscale\":\"ALTRO\",\"protocollo\":\"P-UNICO\"}");
  g_assert_cmpuint (taken->status, ==, 400);
  /* A number that would have been drawn soon is passed over. */
  {
    g_autoptr (Answer) made = voucher_control (practice, "", "{\"codiceFiscale\":\"PRIMO\"}");
    g_autofree char *number = answer_text (made, "protocollo");
    gint64 value = g_ascii_strtoll (number + 2, NULL, 10);
    g_autofree char *code = voucher_person ();

    post_control ("", "{\"codiceFiscale\":\"SECONDO\",\"protocollo\":\"VB%010d\"}",
                  (int) value + 2);
    reserve (code);
  }
  g_assert_cmpuint (get->status, ==, 404);
  g_assert_cmpuint (other->status, ==, 404);
  g_assert_cmpuint (offer->status, ==, 400);
  g_assert_cmpuint (client->status, ==, 400);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  practice = practice_start (NULL, NULL);
  token = voucher_token (practice, PROD, "client-uno");
  g_test_add_func ("/practice/voucher/rules/life", test_life);
  g_test_add_func ("/practice/voucher/rules/firm", test_firm);
  g_test_add_func ("/practice/voucher/rules/table", test_table);
  g_test_add_func ("/practice/voucher/rules/text-of-007", test_text_of_007);
  g_test_add_func ("/practice/voucher/rules/values", test_values);
  g_test_add_func ("/practice/voucher/rules/relatives", test_relatives);
  g_test_add_func ("/practice/voucher/rules/others", test_others);
  g_test_add_func ("/practice/voucher/rules/dates", test_dates);
  g_test_add_func ("/practice/voucher/rules/list", test_list);
  g_test_add_func ("/practice/voucher/rules/portal-word", test_portal_word);
  g_test_add_func ("/practice/voucher/rules/environments", test_environments);
  g_test_add_func ("/practice/voucher/rules/planted", test_planted);
  g_test_add_func ("/practice/voucher/rules/operators", test_operators);
  g_test_add_func ("/practice/voucher/rules/ledger-line", test_ledger_line);
  g_test_add_func ("/practice/voucher/rules/control", test_control);
  g_test_add_func ("/practice/voucher/rules/robot", test_robot);
  result = practice_run (practice);
  g_free (token);
  return result;
}
