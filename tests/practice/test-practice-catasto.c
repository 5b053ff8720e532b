/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register of heating plants: the life of a plant, credentials, repeats, switches, kills. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "catasto-harness.h"

#include <string.h>

static Practice *practice;

#define ID "0f3c6c1e-7f50-4a51-9d6e-0123456789ab"

/* The path's body, which must be there. */
static char *
seen (const char *path)
{
  g_autoptr (Answer) answer = cat_get (practice, path);

  g_assert_cmpuint (answer->status, ==, 200);
  return g_strdup (answer->body->str);
}

static char *
plant (const char *code)
{
  g_autofree char *path = g_strconcat ("/impianti/", code, NULL);

  return seen (path);
}

#define has(text, part) g_assert_nonnull (strstr ((text), (part)))

/* All 17 operations, each accepted in the order of a plant's life; what each leaves behind. */
static void
test_story (void)
{
  static const struct { const char *name, *left; } steps[] = {
    { "09-libretto", "<nome>GT-2</nome><stato>attivo</stato>" },
    { "01-scheda-1", "<L1_2indirizzo>Via di Prova" },
    { "02-responsabile", "<L1_6nome>Gervasia</L1_6nome>" },
    { "03-terzo", "<L3cciaa>LE-100001</L3cciaa>" },
    { "84-rcee-1-modulare", "<tipo>rcee1</tipo><componente>GT-2</componente><data>2026-02-25" },
    { "84-rcee-1-gasolio", "<componente>GT-3</componente>" },
    { "84-rcee-2", "<tipo>rcee2</tipo>" },
    { "84-rcee-3", "<tipo>rcee3</tipo>" },
    { "84-rcee-4", "<tipo>rcee4</tipo>" },
    { "10-generatori", "<nome>GT-1</nome><stato>sostituito</stato><dataInstallazione>2015-06-01"
      "</dataInstallazione><dataDismissione>2026-02-09</dataDismissione>" },
    { "84-rcee-1", "<componente>GT-1</componente>" },
    { "88-prova", "<rapporto scheda=\"13\"><tipo>prova</tipo>" },
    { "87-consumi", "<L14_1consumo>900.00" },
    { "16-parti", "<L7_1ventilconvettori>true" },
    { "58-parte-dismessa", "<nome>BR-1</nome><stato>dismesso</stato>" },
    { "05-ristrutturazione", "<nome>BR-1</nome><stato>attivo</stato>" },
    { "85-rettifica", "<esito_ispezione>positivo" },
    { "86-ispezione", "<L13enteCompetente>" },
    { "99-semplificato", "<stato>attivo</stato>" },
    { "52-generatore-dismesso", NULL },
    { "08-dismissione", "<stato>dismesso</stato>" },
  };
  g_autofree char *code = cat_code ();
  g_autofree char *fresh = cat_code ();
  gint64 lines = practice_ledger (practice);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *document = cat_read (steps[i].name, code);
      g_autoptr (Answer) answer = NULL;
      g_autofree char *after = NULL;

      /* Dismissed before its report of the 25th, it would be refused. */
      if (g_str_equal (steps[i].name, "52-generatore-dismesso"))
        document = cat_edit (g_steal_pointer (&document), "2026-02-20", "2026-02-26");
      answer = cat_post (practice, document, NULL, NULL);
      g_test_message ("%s", steps[i].name);
      cat_assert (answer, 200, "OK");
      after = plant (code);
      if (steps[i].left != NULL && strstr (after, steps[i].left) == NULL)
        g_error ("%s: %s", steps[i].name, after);
    }
  g_free (cat_send (practice, "04-nuovo", fresh));
  g_assert_cmpint (practice_ledger (practice) - lines, ==, G_N_ELEMENTS (steps) + 1);
}

/* Reports are expected of what is new and above the threshold. */
static void
test_expected (void)
{
  g_autofree char *code = cat_code ();
  g_autofree char *document = cat_read ("04-nuovo", code);
  g_autofree char *replacement = cat_read ("10-generatori", code);
  g_autoptr (Answer) whole = cat_post (practice, document, NULL, NULL);
  g_autoptr (Answer) boiler = cat_post (practice, replacement, NULL, NULL);

  cat_assert (whole, 200, "OK");
  has (whole->body->str, "<rcee_attesi><componente>GT-1</componente><componente>GT-2</componente>"
       "<componente>GT-3</componente><componente>GF-1</componente><componente>CG-1</componente>"
       "</rcee_attesi>");
  cat_assert (boiler, 200, "OK");
  has (boiler->body->str, "<rcee_attesi><componente>GT-1</componente></rcee_attesi>");
}

/* The envelope, in full, with the clock's time and a number that can be foreseen. */
static void
test_envelope (void)
{
  g_autofree char *code = cat_code ();
  g_autofree char *document = cat_read ("09-libretto", code);
  g_autofree char *wanted = NULL;
  g_autofree char *got = NULL;
  g_autofree char *stored = NULL;
  g_autoptr (Answer) number = practice_control (practice, "/catasto/protocol", "{\"next\":777}");
  g_autoptr (Answer) answer = cat_post (practice, document, ID, NULL);
  g_autoptr (Answer) ledger = practice_get (practice, "/control/ledger?service=catasto");
  g_autoptr (GRegex) seconds = g_regex_new ("T10:[0-9:]+", 0, 0, NULL);

  g_assert_cmpuint (number->status, ==, 200);
  wanted = g_strdup_printf ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<risposta xmlns=\""
                            "urn:catasto:risposta:1\"><esito>ACCETTATO</esito><codice>OK</codice>"
                            "<messaggio>L'invio è stato accettato.</messaggio><id_invio>2026-000777"
                            "</id_invio><data_ricezione>2026-03-02@+01:00</data_ricezione><api_call>"
                            "api_call_2</api_call><API_ID>9</API_ID><L1_codice_impianto>%s"
                            "</L1_codice_impianto></risposta>\n", code);
  got = g_regex_replace_literal (seconds, answer->body->str, -1, 0, "@", 0, NULL);
  wanted = cat_edit (g_steal_pointer (&wanted), "L'invio", "L&apos;invio");
  g_assert_cmpstr (got, ==, wanted);
  g_assert_cmpstr (answer_header (answer, "content-type"), ==, "application/xml; charset=utf-8");
  stored = seen ("/invii/2026-000777");
  g_assert_cmpstr (stored, ==, answer->body->str);
  has (ledger->body->str, "\"id_invio\":\"2026-000777\",\"api_id\":9");
  has (ledger->body->str, ID);
}

static void
test_repeat (void)
{
  static const char id[] = "1f3c6c1e-7f50-4a51-9d6e-0123456789ab";
  static const char refused[] = "2f3c6c1e-7f50-4a51-9d6e-0123456789ab";
  g_autofree char *code = cat_code ();
  g_autofree char *document = cat_read ("09-libretto", code);
  g_autofree char *other = cat_read ("10-generatori", code);
  gint64 lines = practice_ledger (practice);
  g_autoptr (Answer) early = cat_post (practice, other, refused, NULL);
  g_autoptr (Answer) first = cat_post (practice, document, id, NULL);
  g_autoptr (Answer) again = cat_post (practice, document, id, NULL);
  g_autoptr (Answer) upper = cat_post (practice, document, "1F3C6C1E-7F50-4A51-9D6E-0123456789AB", NULL);
  g_autoptr (Answer) stolen = cat_post (practice, other, id, NULL);
  g_autoptr (Answer) late = cat_post (practice, other, refused, NULL);
  g_autoptr (Answer) fresh = cat_post (practice, other, NULL, NULL);

  cat_assert (early, 409, "E-PRIMO-INVIO");
  cat_assert (first, 200, "OK");
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpstr (again->body->str, ==, first->body->str);
  g_assert_cmpstr (upper->body->str, ==, first->body->str);
  cat_assert (stolen, 409, "E-ID-RICHIESTA");
  /* A refusal is an answer too: the same request gets it again, a new one is looked at afresh. */
  g_assert_cmpstr (late->body->str, ==, early->body->str);
  cat_assert (fresh, 200, "OK");
  g_assert_cmpint (practice_ledger (practice) - lines, ==, 2);
}

static void
test_repeats_of_accepted (void)
{
  static const char id[] = "3f3c6c1e-7f50-4a51-9d6e-0123456789ab";
  g_autofree char *code = cat_code ();
  g_autofree char *other = cat_read ("10-generatori", code);
  g_autoptr (Answer) early = NULL;
  g_autoptr (Answer) late = NULL;

  practice_settings (practice, "catasto", "{\"repeats\":\"accepted\"}");
  early = cat_post (practice, other, id, NULL);
  cat_assert (early, 409, "E-PRIMO-INVIO");
  g_free (cat_send (practice, "09-libretto", code));
  late = cat_post (practice, other, id, NULL);
  cat_assert (late, 200, "OK");
  practice_settings (practice, "catasto", "{\"repeats\":\"all\"}");
}

typedef struct
{
  const char *mode;
  const char *headers;
  guint       status;
} Login;

/* ufficio:segreto-di-prova, ufficio:errata, scaduto:…, sospeso:… */
#define BASIC "Authorization: Basic dWZmaWNpbzpzZWdyZXRvLWRpLXByb3Zh\r\n"
#define WRONG "Authorization: Basic dWZmaWNpbzplcnJhdGE=\r\n"
#define BEARER "Authorization: Bearer token-di-prova\r\n"
#define KEY "X-Api-Key: chiave-di-prova\r\n"

static const Login logins[] = {
  { "any", "", 200 }, { "any", BASIC, 200 }, { "any", BEARER, 200 }, { "any", KEY, 200 },
  { "any", WRONG, 401 }, { "any", "X-Api-Key: boh\r\n", 401 }, { "any", "Authorization: x\r\n", 401 },
  { "none", WRONG, 200 }, { "none", "", 200 },
  { "basic", BASIC, 200 }, { "basic", WRONG, 401 }, { "basic", "", 401 }, { "basic", BEARER, 401 },
  { "bearer", BEARER, 200 }, { "bearer", "Authorization: Bearer boh\r\n", 401 },
  { "bearer", BASIC, 401 }, { "bearer", "Authorization: Bearer scaduto\r\n", 401 },
  { "bearer", "Authorization: Bearer sospeso\r\n", 403 },
  { "header", KEY, 200 }, { "header", "", 401 }, { "header", BEARER, 401 },
};

static void
test_credentials (void)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (logins); i++)
    {
      g_autofree char *code = cat_code ();
      g_autofree char *document = cat_read ("09-libretto", code);
      g_autofree char *setting = g_strdup_printf ("{\"authorization\":\"%s\"}", logins[i].mode);
      g_autoptr (Answer) answer = NULL;

      practice_settings (practice, "catasto", setting);
      answer = cat_post (practice, document, NULL, logins[i].headers);
      g_test_message ("%s %s", logins[i].mode, logins[i].headers);
      cat_assert (answer, logins[i].status, logins[i].status == 200 ? "OK" : logins[i].status == 401
                  ? "E-CREDENZIALI" : "E-COMPETENZA");
      g_assert_true ((answer_header (answer, "www-authenticate") != NULL) ==
                     (logins[i].status == 401));
    }
  practice_settings (practice, "catasto", "{\"authorization\":\"any\"}");
}

static void
expect_sender (const char *name,
               const char *document,
               const char *code,
               guint       status)
{
  g_autofree char *text = cat_read (document, code);
  g_autofree char *header = g_strdup_printf ("X-Api-Key: %s\r\n", name);
  g_autoptr (Answer) answer = cat_post (practice, text, NULL, header);

  cat_assert (answer, status, status == 200 ? "OK" : "E-COMPETENZA");
}

static void
test_senders (void)
{
  g_autofree char *code = cat_code ();
  g_autofree char *alien = g_strconcat (code, "-ALTRUI", NULL);
  g_autofree char *away = cat_code ();
  g_autofree char *elsewhere = g_strdup_printf ("{\"code\":\"%s\",\"province\":\"BA\",\"libretto\":true}",
                                                away);
  g_autoptr (Answer) made = practice_control (practice, "/catasto/plants", elsewhere);

  g_assert_cmpuint (made->status, ==, 200);
  expect_sender ("ispettore", "09-libretto", code, 403);
  expect_sender ("installatore", "09-libretto", code, 200);
  expect_sender ("installatore", "03-terzo", code, 403);
  expect_sender ("manutentore", "84-rcee-1", code, 200);
  expect_sender ("terzo-responsabile", "03-terzo", code, 200);
  expect_sender ("terzo-responsabile", "02-responsabile", code, 403);
  expect_sender ("ispettore", "88-prova", code, 200);
  expect_sender ("validatore", "86-ispezione", code, 200);
  expect_sender ("provincia-le", "02-responsabile", code, 200);
  expect_sender ("provincia-le", "02-responsabile", away, 403);
  expect_sender ("ufficio", "02-responsabile", away, 200);
  expect_sender ("ufficio", "09-libretto", alien, 403);
}

static void
test_transport (void)
{
  g_autofree char *code = cat_code ();
  g_autofree char *document = cat_read ("09-libretto", code);
  g_autofree char *big = g_strnfill (5 * 1024 * 1024 + 1, ' ');
  g_autoptr (Answer) type = cat_post (practice, document, NULL, "Content-Type: application/json\r\n");
  g_autoptr (Answer) charset = cat_post (practice, document, NULL, "Content-Type: text/xml; charset="
                                         "ISO-8859-1\r\n");
  g_autoptr (Answer) no_id = cat_post (practice, document, "", NULL);
  g_autoptr (Answer) bad_id = cat_post (practice, document, "pratica-1", NULL);
  g_autoptr (Answer) large = practice_call (practice, "POST", "/catasto/api_call_2", CAT_TYPE, big,
                                            strlen (big));
  g_autoptr (Answer) get = cat_get (practice, "/api_call_2");
  g_autoptr (Answer) nothing = practice_call (practice, "POST", "/catasto/api_call_12", CAT_TYPE,
                                              document, strlen (document));
  g_autoptr (Answer) unknown = cat_get (practice, "/impianti/BOH");
  g_autoptr (Answer) outside = cat_get (practice, "/schemi/x%2Flists.json");
  g_autofree char *schema = seen ("/schemi/api_call_7.xsd");
  g_autoptr (Answer) optional = NULL;

  cat_assert (type, 415, "E-TIPO-CONTENUTO");
  cat_assert (charset, 415, "E-TIPO-CONTENUTO");
  cat_assert (no_id, 400, "E-ID-RICHIESTA");
  cat_assert (bad_id, 400, "E-ID-RICHIESTA");
  cat_assert (large, 413, "E-DIMENSIONE");
  cat_assert (get, 405, "E-METODO");
  cat_assert (nothing, 404, "E-CHIAMATA");
  cat_assert (unknown, 404, "E-CHIAMATA");
  cat_assert (outside, 404, "E-CHIAMATA");
  has (schema, "targetNamespace=\"api_call_7\"");
  practice_settings (practice, "catasto", "{\"request_id\":\"optional\"}");
  optional = cat_post (practice, document, "", NULL);
  cat_assert (optional, 200, "OK");
  practice_settings (practice, "catasto", "{\"request_id\":\"required\"}");
}

/* Sends a fresh libretto with settings in force, then puts them back. */
static Answer *
with_settings (const char *settings,
               const char *back,
               const char *document,
               const char *id)
{
  Answer *answer;

  practice_settings (practice, "catasto", settings);
  answer = cat_post (practice, document, id, NULL);
  practice_settings (practice, "catasto", back);
  return answer;
}

static void
test_switches (void)
{
  static const char id[] = "4f3c6c1e-7f50-4a51-9d6e-0123456789ab";
  g_autofree char *code = cat_code ();
  g_autofree char *simple_code = cat_code ();
  g_autofree char *document = cat_read ("09-libretto", code);
  g_autofree char *simple = cat_read ("99-semplificato", simple_code);
  g_autofree char *two = cat_read ("58-parte-dismessa", code);
  g_autofree char *warned = cat_read ("84-rcee-1", code);
  g_autofree char *html_body = cat_read ("02-responsabile", code);
  gint64 lines = practice_ledger (practice);
  gint64 start;
  g_autoptr (Answer) busy = with_settings ("{\"service\":\"busy\",\"retry_after_s\":7}",
                                           "{\"service\":\"normal\"}", document, id);
  g_autoptr (Answer) expired = with_settings ("{\"credentials\":\"expired\"}",
                                              "{\"credentials\":\"valid\"}", document, id);
  g_autoptr (Answer) cut = with_settings ("{\"cut\":\"after\"}", "{\"cut\":\"no\"}", document, id);
  g_autoptr (Answer) again = cat_post (practice, document, id, NULL);
  g_autoptr (Answer) eleven = with_settings ("{\"primo_invio_accetta_11\":\"si\"}",
                                             "{\"primo_invio_accetta_11\":\"no\"}", simple, NULL);
  g_autoptr (Answer) html = NULL;
  g_autoptr (Answer) several = NULL;
  g_autoptr (Answer) strict = NULL;
  g_autoptr (Answer) slow = NULL;

  cat_assert (busy, 503, "E-OCCUPATO");
  g_assert_cmpstr (answer_header (busy, "retry-after"), ==, "7");
  cat_assert (expired, 401, "E-CREDENZIALI");
  g_assert_cmpuint (cut->status, ==, 0);
  cat_assert (again, 200, "OK");
  cat_assert (eleven, 200, "OK");
  g_assert_cmpint (practice_ledger (practice) - lines, ==, 2);

  html = with_settings ("{\"service\":\"html\"}", "{\"service\":\"normal\"}", html_body, NULL);
  g_assert_cmpuint (html->status, ==, 200);
  g_assert_true (g_str_has_prefix (html->body->str, "<html"));
  two = cat_edit (g_steal_pointer (&two), "</impianto>", "</impianto><impianto><parte_dismessa>"
                  "<tipoComponente>PO</tipoComponente><numero>1</numero><dataDismissione>2026-02-20"
                  "</dataDismissione></parte_dismessa></impianto>");
  several = with_settings ("{\"impianti_multipli\":\"si\"}", "{\"impianti_multipli\":\"no\"}", two, NULL);
  cat_assert (several, 200, "OK");
  warned = cat_edit (g_steal_pointer (&warned), "A_D_flagTenuta>1", "A_D_flagTenuta>0");
  strict = with_settings ("{\"warnings\":\"strict\"}", "{\"warnings\":\"lenient\"}", warned, NULL);
  cat_assert (strict, 422, "W-RCEE-PRESCR");
  start = g_get_monotonic_time ();
  slow = with_settings ("{\"slow_ms\":300}", "{\"slow_ms\":0}", warned, NULL);
  cat_assert (slow, 200, "OK");
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 300000);
}

typedef struct
{
  const char *rules;       /* faults of one call */
  const char *end;         /* of the plant's code */
  guint       status;
  gint64      committed;
  const char *body;        /* a pattern; NULL: not looked at */
} Case;

static const Case cases[] = {
  { "\"drop-before\"", "", 0, 0, NULL },
  { "\"drop-after\"", "", 0, 1, NULL },
  { "\"commit-500\"", "", 500, 1, "^<html" },
  { "\"html-502\"", "", 502, 0, "^<html" },
  { "\"http\",\"status\":504", "", 504, 0, NULL },
  { "\"garbage\"", "", 200, 1, NULL },
  { "\"half\"", "", 200, 1, NULL },
  { "\"empty\"", "", 200, 1, "^$" },
  { "\"401\"", "", 401, 0, "E-CREDENZIALI" },
  { "\"403\"", "", 403, 0, "E-COMPETENZA" },
  { "\"429\",\"retry-after\":3", "", 429, 0, "E-OCCUPATO" },
  { "\"no-id\"", "", 200, 1, "<codice>OK</codice>.*</messaggio><data_ricezione>" },
  { "\"no-outcome\"", "", 200, 1, "urn:catasto:risposta:1\"><codice>" },
  { "\"odd-outcome\"", "", 200, 1, "<esito>IN_VALUTAZIONE" },
  { "\"none\"", "-OCCUPATO", 503, 0, "E-OCCUPATO" },
  { "\"none\"", "-INTERNO", 500, 0, "E-INTERNO" },
  { "\"none\"", "-SALVATO", 500, 1, "E-INTERNO" },
  { "\"none\"", "-CADUTA", 0, 1, NULL },
  { "\"none\"", "-HTML", 200, 1, "^<html" },
  { "\"none\"", "-LENTO", 200, 1, "<codice>OK" },
};

static void
test_faults (void)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *row = &cases[i];
      g_autofree char *rules = g_strdup_printf ("[{\"service\":\"catasto\",\"operation\":\"api_call_2\","
                                                "\"fault\":%s}]", row->rules);
      g_autofree char *base = cat_code ();
      g_autofree char *code = g_strconcat (base, row->end, NULL);
      g_autofree char *document = cat_read ("09-libretto", code);
      gint64 lines = practice_ledger (practice);
      g_autoptr (Answer) answer = NULL;

      practice_faults (practice, rules);
      answer = cat_post (practice, document, NULL, NULL);
      g_test_message ("%s %s: %u", row->rules, row->end, answer->status);
      g_assert_cmpuint (answer->status, ==, row->status);
      g_assert_cmpint (practice_ledger (practice) - lines, ==, row->committed);
      if (row->body != NULL)
        g_assert_true (g_regex_match_simple (row->body, answer->body->str, G_REGEX_DOTALL, 0));
      practice_faults (practice, "[]");
    }
}

static void
test_control (void)
{
  static const char *const refused[] = { "{\"authorization\":\"boh\"}", "{\"slow_ms\":-1}",
                                         "{\"boh\":1}" };
  g_autoptr (Answer) nobody = practice_control (practice, "/catasto/plants", "{}");
  g_autoptr (Answer) number = practice_control (practice, "/catasto/protocol", "{\"next\":0}");
  g_autoptr (Answer) other = practice_control (practice, "/catasto/boh", "{}");
  g_autoptr (Answer) state = NULL;
  g_autofree char *code = cat_code ();
  g_autofree char *path = g_strconcat ("/control/catasto?code=", code, NULL);
  guint i;

  g_assert_cmpuint (nobody->status, ==, 400);
  g_assert_cmpuint (number->status, ==, 400);
  g_assert_cmpuint (other->status, ==, 404);
  for (i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (Answer) answer = practice_control (practice, "/catasto/settings", refused[i]);

      g_assert_cmpuint (answer->status, ==, 400);
    }
  g_free (cat_send (practice, "09-libretto", code));
  state = practice_get (practice, path);
  has (state->body->str, "\"state\":\"active\",\"province\":\"LE\",\"libretto\":1");
  has (state->body->str, "\"kind\":\"GT\",\"number\":2,\"replaced\":0,\"installed\":\"2016-06-01\"");
  has (state->body->str, "\"sender\":\"ufficio\",\"call\":2,\"api_id\":9");
}

/* Cut or killed at any moment: what was accepted is there once, and its repeat gets its answer. */
static void
test_kill (void)
{
  static const char id[] = "5f3c6c1e-7f50-4a51-9d6e-0123456789ab";
  g_autofree char *folder = g_dir_make_tmp ("catasto-XXXXXX", NULL);
  g_autofree char *code = cat_code ();
  g_autofree char *document = cat_read ("09-libretto", code);
  g_autofree char *path = g_strconcat ("/impianti/", code, NULL);
  Practice *one = cat_start ("--state", folder);
  Practice *two;

  {
    g_autoptr (Answer) cut = NULL;

    practice_settings (one, "catasto", "{\"cut\":\"after\"}");
    cut = cat_post (one, document, id, NULL);
    g_assert_cmpuint (cut->status, ==, 0);
    practice_kill (one);
  }
  two = cat_start ("--state", folder);
  practice_settings (two, "catasto", "{\"cut\":\"no\"}");
  {
    g_autoptr (Answer) again = cat_post (two, document, id, NULL);
    g_autoptr (Answer) state = cat_get (two, path);
    g_autofree char *next = cat_send (two, "10-generatori", code);

    cat_assert (again, 200, "OK");
    has (again->body->str, "<id_invio>2026-000001</id_invio>");
    has (state->body->str, "<invii><id_invio>2026-000001</id_invio></invii>");
    g_assert_cmpstr (next, ==, "2026-000002");
    g_assert_cmpint (practice_ledger (two), ==, 2);
  }
  g_assert_cmpint (practice_end (two), ==, 0);
  practice_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  practice = cat_start (NULL, NULL);
  g_test_add_func ("/practice/catasto/story", test_story);
  g_test_add_func ("/practice/catasto/expected", test_expected);
  g_test_add_func ("/practice/catasto/envelope", test_envelope);
  g_test_add_func ("/practice/catasto/repeat", test_repeat);
  g_test_add_func ("/practice/catasto/repeats-of-accepted", test_repeats_of_accepted);
  g_test_add_func ("/practice/catasto/credentials", test_credentials);
  g_test_add_func ("/practice/catasto/senders", test_senders);
  g_test_add_func ("/practice/catasto/transport", test_transport);
  g_test_add_func ("/practice/catasto/switches", test_switches);
  g_test_add_func ("/practice/catasto/faults", test_faults);
  g_test_add_func ("/practice/catasto/control", test_control);
  g_test_add_func ("/practice/catasto/kill", test_kill);
  return practice_run (practice);
}
