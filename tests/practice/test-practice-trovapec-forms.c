/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every way in which the TrovaPEC twin can write its answers, byte by byte. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "practice-harness.h"

#include <string.h>

#define PATH "/trovapec/index_ws.php"
#define KEY "chiave-ricca"
#define ADDRESS "prima.prova@pec.esempio.example"
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"

static Practice *practice;
static char *found;      /* the token of a search that is over */
static char *missing;    /* of one that found nothing */
static char *waiting;    /* of one that never ends, for the code 99900041007 */

static Answer *
post (const char *body)
{
  return practice_call (practice, "POST", PATH, FORM, body, strlen (body));
}

static Answer *
get (const char *token)
{
  g_autofree char *escaped = g_uri_escape_string (token, NULL, FALSE);
  g_autofree char *path = g_strdup_printf (PATH "?token=%s&key=" KEY, escaped);

  return practice_get (practice, path);
}

static char *
token_for (const char *code)
{
  g_autofree char *body = g_strdup_printf ("key=" KEY "&cf=%s", code);
  g_autoptr (Answer) answer = post (body);

  g_assert_true (g_str_has_prefix (answer->body->str, "OK|"));
  return g_strdup (answer->body->str + 3);
}

static void
check (Answer     *answer,
       const char *wanted)
{
  g_autoptr (Answer) owned = answer;

  g_assert_cmpuint (owned->status, ==, 200);
  g_assert_true (owned->complete);
  g_assert_cmpmem (owned->body->str, owned->body->len, wanted, strlen (wanted));
}

/* "@" stands for the token that waits. */
static void
check_wait (const char *wanted)
{
  g_auto (GStrv) parts = g_strsplit (wanted, "@", -1);
  g_autofree char *whole = g_strjoinv (waiting, parts);

  check (get (waiting), whole);
}

typedef struct
{
  const char *name;
  const char *value;     /* as JSON */
  const char *found;
  const char *missing;
  const char *waiting;
  const char *present;
  const char *cancelled; /* of a code that nobody asked */
} Style;

static const Style styles[] = {
  { "case", "\"page\"", "OK|" ADDRESS "|pec trovata", "Ok||pec non trovata", "WAIT|@",
    "Error|Richiesta già presente", "Error|richiesta non trovata" },
  { "case", "\"upper\"", "OK|" ADDRESS "|pec trovata", "OK||pec non trovata", "WAIT|@",
    "ERROR|Richiesta già presente", "ERROR|richiesta non trovata" },
  { "case", "\"lower\"", "ok|" ADDRESS "|pec trovata", "ok||pec non trovata", "wait|@",
    "error|Richiesta già presente", "error|richiesta non trovata" },
  { "case", "\"title\"", "Ok|" ADDRESS "|pec trovata", "Ok||pec non trovata", "Wait|@",
    "Error|Richiesta già presente", "Error|richiesta non trovata" },
  { "encoding", "\"windows-1252\"", "OK|" ADDRESS "|pec trovata", "Ok||pec non trovata", "WAIT|@",
    "Error|Richiesta gi\xe0 presente", "Error|richiesta non trovata" },
  { "encoding", "\"entities\"", "OK|" ADDRESS "|pec trovata", "Ok||pec non trovata", "WAIT|@",
    "Error|Richiesta gi&agrave; presente", "Error|richiesta non trovata" },
  { "bom", "\"yes\"", "\xef\xbb\xbfOK|" ADDRESS "|pec trovata", "\xef\xbb\xbfOk||pec non trovata",
    "\xef\xbb\xbfWAIT|@", "\xef\xbb\xbf" "Error|Richiesta già presente",
    "\xef\xbb\xbf" "Error|richiesta non trovata" },
  { "ending", "\"crlf\"", "OK|" ADDRESS "|pec trovata\r\n", "Ok||pec non trovata\r\n",
    "WAIT|@\r\n", "Error|Richiesta già presente\r\n", "Error|richiesta non trovata\r\n" },
  { "ending", "\"blanks\"", "OK|" ADDRESS "|pec trovata \t\n", "Ok||pec non trovata \t\n",
    "WAIT|@ \t\n", "Error|Richiesta già presente \t\n", "Error|richiesta non trovata \t\n" },
  { "blank_lines", "2", "\r\n\r\nOK|" ADDRESS "|pec trovata", "\r\n\r\nOk||pec non trovata",
    "\r\n\r\nWAIT|@", "\r\n\r\nError|Richiesta già presente",
    "\r\n\r\nError|richiesta non trovata" },
  { "html", "\"yes\"", "<!DOCTYPE html>\n<html><body>\nOK|" ADDRESS "|pec trovata\n</body></html>",
    "<!DOCTYPE html>\n<html><body>\nOk||pec non trovata\n</body></html>",
    "<!DOCTYPE html>\n<html><body>\nWAIT|@\n</body></html>",
    "<!DOCTYPE html>\n<html><body>\nError|Richiesta già presente\n</body></html>",
    "<!DOCTYPE html>\n<html><body>\nError|richiesta non trovata\n</body></html>" },
  { "wait_token", "\"none\"", "OK|" ADDRESS "|pec trovata", "Ok||pec non trovata", "WAIT|",
    "Error|Richiesta già presente", "Error|richiesta non trovata" },
  { "result", "\"bare\"", "OK|" ADDRESS, "Ok|pec non trovata", "WAIT|@",
    "Error|Richiesta già presente", "Error|richiesta non trovata" },
};

static const char defaults[] =
  "{\"case\":\"page\",\"encoding\":\"utf-8\",\"bom\":\"no\",\"ending\":\"none\",\"blank_lines\":0,"
  "\"html\":\"no\",\"wait_token\":\"same\",\"result\":\"full\",\"charset\":\"declared\","
  "\"tokens\":\"plain\",\"balance\":\"comma\"}";

static void
check_style (const Style *style)
{
  check (get (found), style->found);
  check (get (missing), style->missing);
  check_wait (style->waiting);
  check (post ("key=" KEY "&cf=99900041007"), style->present);
  check (post ("key=" KEY "&cf-delete=PRVPRV80A01Z999Z"), style->cancelled);
}

/* As a setting, and as a fault of all calls. */
static void
test_styles (void)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      g_autofree char *settings = g_strdup_printf ("{\"%s\":%s}", styles[i].name, styles[i].value);
      g_autofree char *rules = g_strdup_printf ("[{\"service\":\"trovapec\",\"fault\":\"%s\","
                                                "\"value\":%s}]", styles[i].name, styles[i].value);

      g_test_message ("%s", settings);
      practice_settings (practice, "trovapec", settings);
      check_style (&styles[i]);
      practice_settings (practice, "trovapec", defaults);
      check_style (&styles[0]);
      practice_faults (practice, rules);
      check_style (&styles[i]);
      practice_faults (practice, "[]");
    }
}

static void
check_type (const char *settings,
            const char *wanted)
{
  g_autoptr (Answer) answer = NULL;

  practice_settings (practice, "trovapec", settings);
  answer = get (found);
  g_assert_cmpstr (answer_header (answer, "content-type"), ==, wanted);
  practice_settings (practice, "trovapec", defaults);
}

static void
test_charset (void)
{
  check_type ("{}", "text/html; charset=UTF-8");
  check_type ("{\"charset\":\"none\"}", "text/html");
  check_type ("{\"charset\":\"wrong\"}", "text/html; charset=iso-8859-1");
  check_type ("{\"encoding\":\"windows-1252\"}", "text/html; charset=windows-1252");
  check_type ("{\"encoding\":\"windows-1252\",\"charset\":\"wrong\"}", "text/html; charset=UTF-8");
}

static void
test_balance (void)
{
  static const struct
  {
    const char *style;
    const char *answer;
  } rows[] = {
    { "comma", "1012,50" },    { "point", "1012.50" },   { "euro", "€ 1.012,50" },
    { "code", "1012,50 EUR" }, { "empty", "" },          { "thousands", "1.012,50" },
  };
  guint i;

  answer_free (practice_control (practice, "/trovapec/keys",
                                 "{\"key\":\"saldo\",\"balance_cents\":101250}"));
  answer_free (practice_control (practice, "/trovapec/keys",
                                 "{\"key\":\"milione\",\"balance_cents\":100000005}"));
  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *settings = g_strdup_printf ("{\"balance\":\"%s\"}", rows[i].style);

      practice_settings (practice, "trovapec", settings);
      check (post ("key=saldo&saldo="), rows[i].answer);
    }
  check (post ("key=milione&saldo="), "1.000.000,05");
  practice_settings (practice, "trovapec", "{\"balance\":\"euro\",\"encoding\":\"windows-1252\"}");
  check (post ("key=saldo&saldo="), "\x80 1.012,50");
  practice_settings (practice, "trovapec", defaults);
}

/* A token is opaque: whatever stands in it must come back as it was. */
static void
test_tokens (void)
{
  static const char *const tokens[] = { "odd", "long" };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autofree char *settings = g_strdup_printf ("{\"tokens\":\"%s\"}", tokens[i]);
      g_autofree char *code = g_strdup_printf ("PRVPRV80A01X%03u1", i);
      g_autofree char *token = NULL;
      g_autofree char *wait = NULL;

      practice_settings (practice, "trovapec", settings);
      token = token_for (code);
      g_assert_cmpuint (strlen (token), >, 32);
      wait = g_strconcat ("WAIT|", token, NULL);
      check (get (token), wait);
      practice_settings (practice, "trovapec", defaults);
    }
}

static void
test_wait_token (void)
{
  g_autofree char *other = g_utf8_strreverse (waiting, -1);
  g_autofree char *wanted = g_strconcat ("WAIT|", other, NULL);

  practice_settings (practice, "trovapec", "{\"wait_token\":\"other\"}");
  check (get (waiting), wanted);
  practice_settings (practice, "trovapec", defaults);
}

/* What only a rule can ask for. */
static void
test_result_faults (void)
{
  static const struct
  {
    const char *fault;
    const char *answer;
  } rows[] = {
    { "\"not-found\"", "Ok||pec non trovata" },
    { "\"bad-address\"", "OK|pec@@non..valida|pec trovata" },
    { "\"pipe-state\"", "OK|" ADDRESS "|pec trovata|fonte|registro imprese" },
    { "\"error\",\"text\":\"riprovare\"", "ERROR|riprovare" },
    { "\"error\"", "ERROR|servizio non disponibile" },
  };
  g_autofree char *wait = g_strconcat ("WAIT|", found, NULL);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *rules = g_strdup_printf ("[{\"operation\":\"result\",\"call\":1,"
                                                "\"fault\":%s}]", rows[i].fault);

      practice_faults (practice, rules);
      check (get (found), rows[i].answer);
      check (get (found), styles[0].found);
    }
  practice_faults (practice, "[{\"operation\":\"result\",\"call\":[1,2],\"fault\":\"wait\"}]");
  check (get (found), wait);
  check (get (found), wait);
  check (get (found), styles[0].found);
  practice_faults (practice, "[]");
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  practice = practice_start (NULL, NULL);
  found = token_for ("99900011000");
  missing = token_for ("99900021009");
  waiting = token_for ("99900041007");
  practice_advance (practice, 3);
  g_test_add_func ("/practice/trovapec/forms/styles", test_styles);
  g_test_add_func ("/practice/trovapec/forms/charset", test_charset);
  g_test_add_func ("/practice/trovapec/forms/balance", test_balance);
  g_test_add_func ("/practice/trovapec/forms/tokens", test_tokens);
  g_test_add_func ("/practice/trovapec/forms/wait-token", test_wait_token);
  g_test_add_func ("/practice/trovapec/forms/result-faults", test_result_faults);
  status = practice_run (practice);
  g_free (found);
  g_free (missing);
  g_free (waiting);
  return status;
}
