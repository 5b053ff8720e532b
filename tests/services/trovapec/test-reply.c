/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of the service's answers, what each proves, the plan of the looks (services facts 3.3 to 3.5). */
#include "config.h"

#include <string.h>

#include "base/spt-messages.h"
#include "services/trovapec/spt-trovapec-answer.h"
#include "services/trovapec/spt-trovapec-note.h"
#include "services/trovapec/spt-trovapec-plan.h"
#include "services/trovapec/spt-trovapec-reply.h"
#include "services/trovapec/spt-trovapec-service.h"
#include "spt-test.h"

#define KEY  "RSSMRA80A01H501U"
#define UKEY "n0t-a-real+key/1"

static const char *const secrets[] = { UKEY, NULL };

typedef enum
{
  LOOKUP,
  RESULT,
  CANCEL,
  BALANCE
} Which;

static SptOutcome *
run (Which       which,
     guint       status,
     const char *body,
     gssize      length)
{
  g_autoptr (GHashTable) headers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) bytes = g_bytes_new (body, length < 0 ? strlen (body) : (gsize) length);
  SptHttpAnswer answer = {
    .result = SPT_HTTP_ANSWERED, .status = status, .headers = headers, .body = bytes,
    .body_complete = TRUE, .retry_after_ms = -1,
  };
  gint64 cents;

  switch (which)
    {
    case LOOKUP:
      return spt_trovapec_answer_to_lookup (&answer, secrets);
    case RESULT:
      return spt_trovapec_answer_to_result (&answer, KEY, "tok-1", secrets);
    case CANCEL:
      return spt_trovapec_answer_to_cancel (&answer, KEY, secrets);
    case BALANCE:
    default:
      return spt_trovapec_answer_to_balance (&answer, secrets, &cents);
    }
}

static const char *
kind_word (SptOutcomeKind kind)
{
  static const char *const words[] = { "accepted", "pending", "refused", "not-sent", "unknown" };

  return words[kind];
}

typedef struct
{
  Which       which;
  guint       status;
  const char *body;
  const char *expected; /* "kind code" */
  const char *remote_id;
} Case;

static const Case cases[] = {
  /* the documented forms of a request, in every case */
  { LOOKUP, 200, "OK|abc-123", "pending", "abc-123" },
  { LOOKUP, 200, "Ok|abc 123|x", "pending", "abc 123|x" },
  { LOOKUP, 200, "ok| TOK \r\n", "pending", "TOK" },
  { LOOKUP, 200, "\xef\xbb\xbf\r\n\r\n  OK|tok\r\n", "pending", "tok" },
  { LOOKUP, 200, " OK |tok", "pending", "tok" },
  { LOOKUP, 200, "Error|Richiesta già presente", "refused trovapec-present", NULL },
  { LOOKUP, 200, "ERROR|Richiesta gi\xe0 presente", "refused trovapec-present", NULL },
  { LOOKUP, 200, "error|Richiesta gi&agrave; PRESENTE", "refused trovapec-present", NULL },
  { LOOKUP, 200, "ERR|codice non valido", "refused trovapec-error", NULL },
  { LOOKUP, 200, "ERRORE|codice non valido", "refused trovapec-error", NULL },
  { LOOKUP, 200, "ERROR|", "refused trovapec-error", NULL },
  { LOOKUP, 200, "ERROR", "refused trovapec-error", NULL },
  { LOOKUP, 200, "ERROR|chiave non valida", "not-sent auth-rejected", NULL },
  { LOOKUP, 200, "ERROR|credito esaurito", "not-sent trovapec-credit", NULL },
  /* what is none of them proves nothing */
  { LOOKUP, 200, "OK|", "unknown answer-not-understood", NULL },
  { LOOKUP, 200, "OK", "unknown answer-not-understood", NULL },
  { LOOKUP, 200, "OK|a\nb", "unknown answer-not-understood", NULL },
  { LOOKUP, 200, "OK|<br>", "unknown answer-not-understood", NULL },
  { LOOKUP, 200, "OKtok", "unknown answer-not-understood", NULL },
  { LOOKUP, 200, "WAIT|tok", "unknown answer-not-understood", NULL },
  { LOOKUP, 200, "12,50", "unknown answer-not-understood", NULL },
  { LOOKUP, 200, "", "unknown answer-not-understood", NULL },
  { LOOKUP, 200, " \r\n\t", "unknown answer-not-understood", NULL },
  { LOOKUP, 200, "<html>OK|tok</html>", "unknown answer-not-understood", NULL },
  { LOOKUP, 201, "OK|tok", "unknown answer-not-understood", NULL },
  { LOOKUP, 400, "OK|tok", "unknown answer-not-understood", NULL },
  { LOOKUP, 500, "OK|tok", "unknown server-error", NULL },
  { LOOKUP, 502, "<html>", "unknown server-error", NULL },
  /* turned away before the script */
  { LOOKUP, 302, "", "not-sent redirect", NULL },
  { LOOKUP, 401, "", "not-sent auth-rejected", NULL },
  { LOOKUP, 403, "", "not-sent forbidden", NULL },
  { LOOKUP, 404, "OK|tok", "not-sent trovapec-address", NULL },
  { LOOKUP, 405, "", "not-sent trovapec-address", NULL },
  { LOOKUP, 407, "", "not-sent proxy", NULL },
  { LOOKUP, 429, "", "not-sent rate-limited", NULL },

  { RESULT, 200, "WAIT|tok-1", "pending", NULL },
  { RESULT, 200, "wait|tok-1 ", "pending", NULL },
  { RESULT, 200, "WAIT|", "pending", NULL },
  { RESULT, 200, "WAIT", "pending", NULL },
  { RESULT, 200, "WAIT|tok-2", "pending trovapec-other-token", NULL },
  { RESULT, 200, "ERROR|token sconosciuto", "refused trovapec-result-error", NULL },
  /* its token is not to be lost for a key that is wrong today */
  { RESULT, 200, "ERROR|chiave errata", "pending auth-rejected", NULL },
  { RESULT, 200, "ERROR|credito insufficiente", "pending trovapec-credit", NULL },
  { RESULT, 200, "OK", "pending answer-not-understood", NULL },
  { RESULT, 200, "boh", "pending answer-not-understood", NULL },
  { RESULT, 200, "<html>", "pending answer-not-understood", NULL },
  { RESULT, 503, "", "pending server-error", NULL },
  { RESULT, 401, "", "pending auth-rejected", NULL },
  { RESULT, 302, "", "pending redirect", NULL },

  { CANCEL, 200, "OK|richiesta cancellata correttamente", "accepted", NULL },
  { CANCEL, 200, "ok", "accepted", NULL },
  { CANCEL, 200, "Error|nessuna richiesta", "refused trovapec-cancel-refused", NULL },
  { CANCEL, 200, "Error|user-key errata", "not-sent auth-rejected", NULL },
  { CANCEL, 200, "cancellata", "unknown answer-not-understood", NULL },
  { CANCEL, 500, "", "unknown server-error", NULL },

  { BALANCE, 200, "12,50", "accepted", NULL },
  { BALANCE, 200, "", "unknown answer-not-understood", NULL },
  { BALANCE, 200, "OK|12,50", "unknown answer-not-understood", NULL },
  { BALANCE, 200, "ERROR|boh", "refused trovapec-error", NULL },
  { BALANCE, 200, "ERROR|chiave errata", "not-sent auth-rejected", NULL },
  { BALANCE, 200, "tanto", "unknown answer-not-understood", NULL },
};

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SptOutcome) outcome = run (cases[i].which, cases[i].status, cases[i].body, -1);
      g_autofree char *found = g_strconcat (kind_word (outcome->kind), outcome->code != NULL ? " " : "",
                                            outcome->code, NULL);

      if (strcmp (found, cases[i].expected) != 0)
        g_error ("“%s” (%u) is “%s” and not “%s”", cases[i].body, i, found, cases[i].expected);
      g_assert_cmpstr (outcome->remote_id, ==, cases[i].remote_id);
      if (outcome->code != NULL)
        g_assert_nonnull (spt_messages_find ("trovapec", outcome->code));
    }
}

static void
assert_result (const char *body,
               gssize      length,
               const char *stage,
               const char *result,
               const char *phase,
               const char *code)
{
  g_autoptr (SptOutcome) outcome = run (RESULT, 200, body, length);
  const SptDossierNews *news;
  const SptItemResult *item;

  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_cmpuint (outcome->news->len, ==, 1);
  news = g_ptr_array_index (outcome->news, 0);
  g_assert_cmpstr (news->stage, ==, stage);
  g_assert_cmpstr (news->result, ==, result);
  g_assert_cmpstr (news->phase, ==, phase);
  g_assert_true (news->is_over);
  g_assert_cmpstr (news->fills, ==, strcmp (stage, "found") == 0 ? "pec" : NULL);
  item = g_ptr_array_index (outcome->results, 0);
  g_assert_cmpstr (item->key, ==, KEY);
  g_assert_cmpstr (item->code, ==, code);
  g_assert_cmpint (item->state, ==, SPT_STATE_DONE);
}

/* Not found is an empty address, whatever the words say. */
static void
test_results (void)
{
  assert_result ("OK|ditta@pec.it|pec trovata", -1, "found", "ditta@pec.it", "pec trovata", "trovapec-found");
  assert_result ("ok| ditta@pec.it |\r\n", -1, "found", "ditta@pec.it", "pec trovata", "trovapec-found");
  assert_result ("OK|ditta@pec.it", -1, "found", "ditta@pec.it", "pec trovata", "trovapec-found");
  assert_result ("OK|ditta@pec.it|trovata|il 3", -1, "found", "ditta@pec.it", "trovata|il 3", "trovapec-found");
  assert_result ("OK|ditta@pec.it|pec gi\xe0 nota", -1, "found", "ditta@pec.it", "pec già nota", "trovapec-found");
  assert_result ("Ok||pec non trovata", -1, "not-found", "", "pec non trovata", "trovapec-not-found");
  assert_result ("OK||pec trovata", -1, "not-found", "", "pec trovata", "trovapec-not-found");
  assert_result ("OK||", -1, "not-found", "", "pec non trovata", "trovapec-not-found");
  assert_result ("OK|", -1, "not-found", "", "pec non trovata", "trovapec-not-found");
  assert_result ("OK|nessuna", -1, "not-found", "", "nessuna", "trovapec-not-found");
  assert_result ("OK|ditta(at)pec.it|pec trovata", -1, "check", "ditta(at)pec.it", "pec trovata", "trovapec-check");
  assert_result ("OK|a@b@pec.it|", -1, "check", "a@b@pec.it", "da verificare", "trovapec-check");
}

static void
test_addresses (void)
{
  static const char *const good[] = {
    "ditta@pec.it", "a.b-c_d+e@legalmail.it", "RSSMRA80A01H501U@pec.studio.example.org", "o'neil@pec.it",
  };
  static const char *const bad[] = {
    "", "@pec.it", "ditta@", "ditta@pec", "ditta@-pec.it", "ditta@pec-.it", "ditta@pec..it", "di tta@pec.it",
    "a@b@pec.it", "ditta@pec.it.", "<ditta@pec.it>", "ditta@p\303\250c.it", "a;b@pec.it", "d@p.it",
  };
  g_autofree char *longest = g_strnfill (65, 'a');
  g_autofree char *too_long = g_strconcat (longest, "@pec.it", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (spt_trovapec_is_address (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      if (spt_trovapec_is_address (bad[i]))
        g_error ("“%s” is no address", bad[i]);
    }
  g_assert_false (spt_trovapec_is_address (too_long));
  g_assert_true (spt_trovapec_is_address (too_long + 1));
}

static void
test_amounts (void)
{
  static const struct
  {
    const char *text;
    gint64      cents;
  } amounts[] = {
    { "12,50", 1250 }, { "12.50", 1250 }, { "€ 1.012,50", 101250 }, { "1,012.50", 101250 },
    { "0", 0 }, { "-3,20", -320 }, { "7,00 EUR", 700 }, { " 7 \r\n", 700 }, { "\x80 5,10", 510 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (amounts[i].text, strlen (amounts[i].text));
      SptHttpAnswer answer = {
        .result = SPT_HTTP_ANSWERED, .status = 200, .body = bytes, .body_complete = TRUE, .retry_after_ms = -1,
      };
      gint64 cents;
      g_autoptr (SptOutcome) outcome = spt_trovapec_answer_to_balance (&answer, secrets, &cents);

      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
      g_assert_cmpint (cents, ==, amounts[i].cents);
      /* Its own text stays beside the number. */
      g_assert_nonnull (outcome->message);
    }
}

static void
test_charset (void)
{
  g_autofree char *latin = spt_trovapec_decode ("gi\xe0 \x80 \x93x\x94 \x81", 11);
  g_autofree char *utf8 = spt_trovapec_decode ("\xef\xbb\xbfgi\xc3\xa0", 7);
  g_autofree char *nul = spt_trovapec_decode ("a\0b", 3);

  g_assert_cmpstr (latin, ==, "già € “x” \xef\xbf\xbd");
  g_assert_cmpstr (utf8, ==, "già");
  g_assert_true (g_utf8_validate (nul, -1, NULL));
  g_assert_cmpstr (nul, ==, "a\xef\xbf\xbd" "b");
}

/* A service that says the key back, plain or encoded, does not get it into a text of ours. */
static void
test_masked (void)
{
  static const char *const bodies[] = {
    "ERROR|chiave " UKEY " errata", "ERROR|n0t-a-real%2Bkey%2F1", "OK|" UKEY "|" UKEY, UKEY,
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      for (Which which = LOOKUP; which <= BALANCE; which++)
        {
          g_autoptr (SptOutcome) outcome = run (which, 200, bodies[i], -1);

          if (outcome->message != NULL)
            {
              g_assert_null (strstr (outcome->message, UKEY));
              g_assert_null (strstr (outcome->message, "n0t-a-real%2B"));
            }
          if (outcome->news != NULL)
            {
              const SptDossierNews *news = g_ptr_array_index (outcome->news, 0);

              g_assert_true (news->result == NULL || strstr (news->result, UKEY) == NULL);
              g_assert_null (strstr (news->phase, UKEY));
            }
        }
    }
}

/* 120 s, every 30 s to 5 minutes, every minute to 15, every 10 to a day (services facts 3.5). */
static void
test_plan (void)
{
  gint64 elapsed = 0;
  guint n = 0;
  gint64 delay;

  for (guint step = 0; (delay = spt_trovapec_plan_get_delay (step, SPT_ENVIRONMENT_PRODUCTION)) >= 0; step++, n++)
    {
      gint64 expected = step == 0 ? 120000 : elapsed < 300000 ? 30000 : elapsed < 900000 ? 60000 : 600000;

      g_assert_cmpint (delay, ==, expected);
      g_assert_cmpint (spt_trovapec_plan_get_delay (step, SPT_ENVIRONMENT_PRACTICE), ==, delay / 60);
      elapsed += delay;
    }
  g_assert_cmpint (elapsed, <=, 24 * 3600000);
  g_assert_cmpint (elapsed, >, 24 * 3600000 - 600000);
  g_assert_cmpuint (n, ==, 159);

  /* What brought no answer waits for as long as a step would, but never for two minutes at first. */
  g_assert_cmpint (spt_trovapec_plan_get_retry (0, SPT_ENVIRONMENT_PRODUCTION), ==, 30000);
  g_assert_cmpint (spt_trovapec_plan_get_retry (10, SPT_ENVIRONMENT_PRODUCTION), ==, 60000);
  g_assert_cmpint (spt_trovapec_plan_get_retry (1000, SPT_ENVIRONMENT_PRODUCTION), ==, 600000);

  for (guint i = 0; i < 1000; i++)
    {
      delay = spt_trovapec_plan_add_jitter (30000);
      g_assert_cmpint (delay, >=, 27000);
      g_assert_cmpint (delay, <=, 33000);
    }
}

static void
test_notes (void)
{
  static const char *const broken[] = { NULL, "", "x", "[]", "{\"step\":\"x\",\"balances\":{}}", "{\"balances\":[1,{}]}" };
  SptTrovapecNote note = { 3, 1000, 2000 };
  g_autofree char *text = spt_trovapec_note_dup_text (&note);
  g_autofree char *balances = NULL;
  SptTrovapecBalance balance;

  memset (&note, 0, sizeof note);
  spt_trovapec_note_load (&note, text);
  g_assert_cmpuint (note.step, ==, 3);
  g_assert_cmpint (note.since, ==, 1000);
  g_assert_cmpint (note.last, ==, 2000);
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      spt_trovapec_note_load (&note, broken[i]);
      g_assert_cmpuint (note.step, ==, 0);
      g_assert_false (spt_trovapec_balances_find (broken[i], G_MAXINT64, &balance));
    }

  for (gint64 i = 1; i <= 30; i++)
    {
      char *next = spt_trovapec_balances_add (balances, i * 10, i * 100);

      g_free (balances);
      balances = next;
    }
  g_assert_true (spt_trovapec_balances_find (balances, 299, &balance));
  g_assert_cmpint (balance.cents, ==, 2900);
  g_assert_true (spt_trovapec_balances_find (balances, G_MAXINT64, &balance));
  g_assert_cmpint (balance.cents, ==, 3000);
  /* The oldest ones go. */
  g_assert_false (spt_trovapec_balances_find (balances, 100, &balance));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trovapec/reply/answers", test_answers);
  g_test_add_func ("/trovapec/reply/results", test_results);
  g_test_add_func ("/trovapec/reply/addresses", test_addresses);
  g_test_add_func ("/trovapec/reply/amounts", test_amounts);
  g_test_add_func ("/trovapec/reply/charset", test_charset);
  g_test_add_func ("/trovapec/reply/masked", test_masked);
  g_test_add_func ("/trovapec/reply/plan", test_plan);
  g_test_add_func ("/trovapec/reply/notes", test_notes);

  return g_test_run ();
}
