/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The look after a lost answer: every row of the table of services facts 4.10, and that nothing is
 * ever sent from there. */
#include "config.h"

#include <string.h>

#include "spt-test.h"
#include "wire-test.h"

#define GRACE SPT_VOUCHER_SETTLE_GRACE_LOOPBACK_MS

#define ELEMENT(key, protocol, date, phase) \
  "{\"PARTITA_IVA_OPERATORE\":\"" WIRE_VAT "\",\"CODICE_FISCALE_BENEFICIARIO\":\"" key "\"," \
  "\"PROTOCOLLO\":\"" protocol "\",\"DATA_PRENOTAZIONE\":\"" date "\"," \
  "\"FASE_OPERATIVA\":\"" phase "\"}"
#define LIST(elements) "{\"Voucher\":[" elements "]}"
/* The call was sent at 11:59:50Z. */
#define AFTER   "2026-11-21T11:59:52Z"
#define SLACK   "2026-11-21T11:54:50Z"
#define BEFORE  "2026-11-21T11:54:49Z"
#define NOBODY  ELEMENT ("BNCGLI85M41F205Z", "P-9", AFTER, "Prenotata")

/* What the look says in the end: "nothing" and its like are said after the looks that it takes. */
static const struct
{
  const char     *name;
  const char     *operation;
  const char     *key;
  SptEnvironment  environment;
  const char     *known;    /* (nullable): a number the archive has */
  const char     *list;     /* NULL = 204 */
  SptOutcomeKind  kind;
  const char     *code;
  const char     *phase;    /* of the news; NULL = none */
  gboolean        at_once;  /* said at the first look */
  const char     *message;
} rows[] = {
  /* prenotazione */
  { "found", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (NOBODY "," ELEMENT (WIRE_CODE, "P-1", AFTER, "Inviata con esito positivo")),
    SPT_OUTCOME_ACCEPTED, "settled-found", "Inviata con esito positivo", TRUE, NULL },
  { "found-slack", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRACTICE, NULL,
    LIST (ELEMENT (" rssmra80a01h501u ", "P-1", SLACK, " attesa CONTROLLO isee ")),
    SPT_OUTCOME_ACCEPTED, "settled-found", "Attesa controllo ISEE", TRUE, NULL },
  { "found-offset", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", "2026-11-21T12:59:52.1234567+01:00", "Prenotata")),
    SPT_OUTCOME_ACCEPTED, "settled-found", "Prenotata", TRUE, NULL },
  { "found-italian", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", "2026-11-21T12:59:52", "Prenotata")),
    SPT_OUTCOME_ACCEPTED, "settled-found", "Prenotata", TRUE, NULL },
  { "found-beside-earlier", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-0", BEFORE, "Non prenotabile ISEE") ","
          ELEMENT (WIRE_CODE, "P-1", AFTER, "Attesa controllo ISEE")),
    SPT_OUTCOME_ACCEPTED, "settled-found", "Attesa controllo ISEE", TRUE, NULL },
  { "found-firm", "prenotazione", WIRE_FIRM, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_FIRM, "P-1", AFTER, "Prenotata")),
    SPT_OUTCOME_ACCEPTED, "settled-found", "Prenotata", TRUE, NULL },
  { "absent", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL, LIST (NOBODY),
    SPT_OUTCOME_NOT_SENT, "settled-nothing", NULL, FALSE, NULL },
  { "absent-none", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL, NULL,
    SPT_OUTCOME_NOT_SENT, "settled-nothing", NULL, FALSE, NULL },
  { "absent-test", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_TEST, NULL, LIST (NOBODY),
    SPT_OUTCOME_NOT_SENT, "settled-nothing", NULL, FALSE, NULL },
  /* An earlier one is not ours, and says nothing of ours. */
  { "earlier", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-0", BEFORE, "Prenotata")),
    SPT_OUTCOME_NOT_SENT, "settled-nothing", NULL, FALSE, NULL },
  { "known", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, "P-1",
    LIST (ELEMENT (WIRE_CODE, "P-1", AFTER, "Prenotata")),
    SPT_OUTCOME_NOT_SENT, "settled-nothing", NULL, FALSE, NULL },
  { "several", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", AFTER, "Prenotata") ","
          ELEMENT (WIRE_CODE, "P-2", "2026-11-21T11:59:53Z", "Attesa controllo ISEE")),
    SPT_OUTCOME_UNKNOWN, "settle-possible", NULL, TRUE,
    "P-1, Prenotata, 21/11/2026 12:59; P-2, Attesa controllo ISEE, 21/11/2026 12:59" },
  { "no-date", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", "", "Prenotata")),
    SPT_OUTCOME_UNKNOWN, "settle-possible", NULL, TRUE, "P-1, Prenotata" },
  /* Italy's, an hour too early, or UTC. */
  { "no-zone", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", "2026-11-21T11:59:52", "Prenotata")),
    SPT_OUTCOME_UNKNOWN, "settle-possible", NULL, TRUE, "P-1, Prenotata, 21/11/2026 11:59" },
  { "shared", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_TEST, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", AFTER, "Prenotata")),
    SPT_OUTCOME_UNKNOWN, "settle-possible", NULL, TRUE, "P-1, Prenotata, 21/11/2026 12:59" },
  /* Where the list could not show it, that it does not proves nothing. */
  { "firm", "prenotazione", WIRE_FIRM, SPT_ENVIRONMENT_PRODUCTION, NULL, LIST (NOBODY),
    SPT_OUTCOME_UNKNOWN, "settle-not-shown", NULL, FALSE, NULL },
  { "firm-shown", "prenotazione", WIRE_FIRM, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT ("12345678903", "P-1", AFTER, "Prenotata")),
    SPT_OUTCOME_NOT_SENT, "settled-nothing", NULL, FALSE, NULL },
  { "nameless", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT ("", "P-1", AFTER, "Prenotata")),
    SPT_OUTCOME_UNKNOWN, "settle-not-shown", NULL, FALSE, NULL },
  { "nameless-earlier", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT ("", "P-1", BEFORE, "Prenotata")),
    SPT_OUTCOME_NOT_SENT, "settled-nothing", NULL, FALSE, NULL },
  { "nameless-known", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, "P-1",
    LIST (ELEMENT ("", "P-1", AFTER, "Prenotata")),
    SPT_OUTCOME_NOT_SENT, "settled-nothing", NULL, FALSE, NULL },
  { "others", "prenotazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST ("{\"PARTITA_IVA_OPERATORE\":\"00000000000\",\"CODICE_FISCALE_BENEFICIARIO\":\"" WIRE_CODE
          "\",\"DATA_PRENOTAZIONE\":\"" AFTER "\",\"FASE_OPERATIVA\":\"Prenotata\"}"),
    SPT_OUTCOME_UNKNOWN, "settle-possible", NULL, TRUE, "–, Prenotata, 21/11/2026 12:59" },
  { "lower-key", "prenotazione", "rssmra80a01h501u", SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", AFTER, "Prenotata")),
    SPT_OUTCOME_ACCEPTED, "settled-found", "Prenotata", TRUE, NULL },
  /* attivazione */
  { "still-there", "attivazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", BEFORE, "Prenotata")),
    SPT_OUTCOME_NOT_SENT, "settled-nothing", "Prenotata", FALSE, NULL },
  { "still-there-test", "attivazione", WIRE_CODE, SPT_ENVIRONMENT_TEST, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", BEFORE, "Prenotata")),
    SPT_OUTCOME_NOT_SENT, "settled-nothing", NULL, FALSE, NULL },
  { "held", "attivazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", BEFORE, "Prenotazione sospesa")),
    SPT_OUTCOME_NOT_SENT, "settled-nothing", "Prenotazione sospesa", FALSE, NULL },
  { "gone", "attivazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL, LIST (NOBODY),
    SPT_OUTCOME_UNKNOWN, "settle-probably-done", NULL, FALSE, NULL },
  { "gone-none", "attivazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL, NULL,
    SPT_OUTCOME_UNKNOWN, "settle-probably-done", NULL, FALSE, NULL },
  { "listed-active", "attivazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", BEFORE, "Attivata")),
    SPT_OUTCOME_ACCEPTED, "settled-found", "Attivata", TRUE, NULL },
  { "listed-active-test", "attivazione", WIRE_CODE, SPT_ENVIRONMENT_TEST, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", BEFORE, "Attivata")),
    SPT_OUTCOME_UNKNOWN, "settle-possible", NULL, TRUE, NULL },
  { "unknown-words", "attivazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", BEFORE, "Stato mai visto")),
    SPT_OUTCOME_UNKNOWN, "settle-possible", NULL, TRUE,
    "P-1, Stato mai visto, 21/11/2026 12:54" },
  /* One that was refused before is not the one that was to be activated. */
  { "only-an-old-one", "attivazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-0", "2026-10-01T10:00:00Z", "Non prenotabile ISEE")),
    SPT_OUTCOME_UNKNOWN, "settle-probably-done", NULL, FALSE, NULL },
  { "old-and-young", "attivazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", "2026-11-01T10:00:00Z", "Prenotata") ","
          ELEMENT (WIRE_CODE, "P-0", "2026-10-01T10:00:00Z", "Non prenotabile ISEE")),
    SPT_OUTCOME_NOT_SENT, "settled-nothing", "Prenotata", FALSE, NULL },
  { "others", "attivazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST ("{\"PARTITA_IVA_OPERATORE\":\"00000000000\",\"CODICE_FISCALE_BENEFICIARIO\":\"" WIRE_CODE
          "\",\"FASE_OPERATIVA\":\"Attivata\"}"),
    SPT_OUTCOME_UNKNOWN, "settle-possible", NULL, TRUE, "–, Attivata" },
  /* disdetta */
  { "not-withdrawn", "disdetta", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", BEFORE, "Attesa controllo ISEE")),
    SPT_OUTCOME_NOT_SENT, "settled-nothing", "Attesa controllo ISEE", FALSE, NULL },
  { "withdrawn", "disdetta", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL, LIST (NOBODY),
    SPT_OUTCOME_UNKNOWN, "settle-probably-done", NULL, FALSE, NULL },
  { "listed-withdrawn", "disdetta", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", BEFORE, "Disdetta")),
    SPT_OUTCOME_ACCEPTED, "settled-found", "Disdetta", TRUE, NULL },
  { "withdrawn-active", "disdetta", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", BEFORE, "Attivata")),
    SPT_OUTCOME_UNKNOWN, "settle-possible", NULL, TRUE, NULL },
  /* cessazione: active vouchers are not in the list */
  { "ended", "cessazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL, LIST (NOBODY),
    SPT_OUTCOME_UNKNOWN, "settle-portal", NULL, TRUE, NULL },
  { "ended-none", "cessazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL, NULL,
    SPT_OUTCOME_UNKNOWN, "settle-portal", NULL, TRUE, NULL },
  { "listed-ended", "cessazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", BEFORE, "Cessata")),
    SPT_OUTCOME_ACCEPTED, "settled-found", "Cessata", TRUE, NULL },
  { "not-ended", "cessazione", WIRE_CODE, SPT_ENVIRONMENT_PRODUCTION, NULL,
    LIST (ELEMENT (WIRE_CODE, "P-1", BEFORE, "Attivata")),
    SPT_OUTCOME_NOT_SENT, "settled-nothing", "Attivata", FALSE, NULL },
};

static void
push_list (CallTest   *wire,
           const char *list)
{
  if (list != NULL)
    call_test_push (wire, 200, WIRE_JSON, list);
  else
    call_test_push (wire, 204, NULL, "");
}

/* A look, with what the one before wanted back. */
static SptOutcome *
look (CallTest   *wire,
      const char *list,
      char      **note)
{
  SptOutcome *outcome;

  push_list (wire, list);
  wire->call.note = *note;
  outcome = call_test_run (wire, SPT_CALL_SETTLE);
  g_free (*note);
  *note = g_strdup (outcome->note);
  wire->call.note = NULL;

  return outcome;
}

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (CallTest) wire = wire_call_new (rows[i].environment);
  g_autofree char *operation = g_strconcat ("voucher.", rows[i].operation, NULL);
  g_autofree char *note = NULL;
  g_autoptr (SptOutcome) outcome = NULL;
  guint n_looks = 0;

  wire->call.operation = operation;
  wire->call.ended_utc_ms = CALL_TEST_NOW;
  g_free (wire->keys->pdata[0]);
  wire->keys->pdata[0] = g_strdup (rows[i].key);
  if (rows[i].known != NULL)
    g_ptr_array_add (wire->known, g_strdup (rows[i].known));
  wire_push_token (wire, WIRE_TOKEN, "3599");

  for (;;)
    {
      outcome = look (wire, rows[i].list, &note);
      n_looks++;
      if (g_strcmp0 (outcome->code, "settle-again") != 0)
        break;
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
      g_assert_cmpint (outcome->retry_after_ms, ==, GRACE);
      g_assert_cmpuint (n_looks, <, 5);
      spt_fake_clock_advance (wire->fake_clock, outcome->retry_after_ms);
      g_clear_pointer (&outcome, spt_outcome_free);
    }

  g_assert_cmpstr (outcome->code, ==, rows[i].code);
  g_assert_cmpint (outcome->kind, ==, rows[i].kind);
  g_assert_cmpint (outcome->retry_after_ms, ==, -1);
  /* At once, after the grace, and the grace later. */
  g_assert_cmpuint (n_looks, ==, rows[i].at_once ? 1 : 3);
  if (rows[i].message != NULL)
    g_assert_cmpstr (outcome->message, ==, rows[i].message);
  if (rows[i].phase == NULL)
    {
      g_assert_null (outcome->news);
      g_assert_null (outcome->phase);
    }
  else
    {
      const SptDossierNews *news;

      g_assert_cmpuint (outcome->news->len, ==, 1);
      news = g_ptr_array_index (outcome->news, 0);
      g_assert_cmpstr (news->phase, ==, rows[i].phase);
      g_assert_cmpint (g_ascii_strcasecmp (news->key, rows[i].key), ==, 0);
      g_assert_cmpstr (outcome->phase, ==, rows[i].phase);
    }
  if (rows[i].kind == SPT_OUTCOME_ACCEPTED)
    g_assert_cmpstr (outcome->remote_id, ==, "P-1");
  else
    g_assert_null (outcome->remote_id);
  /* Looking changes nothing. */
  g_assert_cmpuint (wire_count (wire, "POST "), ==, 0);
  g_assert_cmpuint (wire_count (wire, "GET "), ==, n_looks);
}

/* A person who presses the button again and again does not make it true. */
static void
test_impatient (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autofree char *note = NULL;

  /* Long after the attempt. */
  wire->call.sent_utc_ms = CALL_TEST_NOW - 3600000;
  wire->call.ended_utc_ms = CALL_TEST_NOW - 3500000;
  wire_push_token (wire, WIRE_TOKEN, "3599");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (SptOutcome) outcome = look (wire, LIST (""), &note);

      g_assert_cmpstr (outcome->code, ==, "settle-again");
      g_assert_cmpint (outcome->retry_after_ms, ==, GRACE - (gint64) i * 100);
      spt_fake_clock_advance (wire->fake_clock, 100);
    }
  spt_fake_clock_advance (wire->fake_clock, GRACE - 400);
  {
    g_autoptr (SptOutcome) outcome = look (wire, LIST (""), &note);

    g_assert_cmpstr (outcome->code, ==, "settled-nothing");
    g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_NOT_SENT);
  }
}

/* It turned up after all: the list lags. */
static void
test_late (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autofree char *note = NULL;
  g_autoptr (SptOutcome) first = NULL;
  g_autoptr (SptOutcome) second = NULL;
  g_autoptr (SptOutcome) third = NULL;

  wire->call.ended_utc_ms = CALL_TEST_NOW;
  wire_push_token (wire, WIRE_TOKEN, "3599");
  first = look (wire, LIST (""), &note);
  spt_fake_clock_advance (wire->fake_clock, GRACE);
  second = look (wire, LIST (""), &note);
  spt_fake_clock_advance (wire->fake_clock, GRACE);
  third = look (wire, LIST (ELEMENT (WIRE_CODE, "P-1", AFTER, "Attesa controllo ISEE")), &note);
  g_assert_cmpstr (first->code, ==, "settle-again");
  g_assert_cmpstr (second->code, ==, "settle-again");
  g_assert_cmpint (third->kind, ==, SPT_OUTCOME_ACCEPTED);
}

/* The wall clock was set back, by years, between two looks: it takes a look more, no years. */
static void
test_clock_back (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autofree char *note = NULL;
  g_autoptr (SptOutcome) first = NULL;
  g_autoptr (SptOutcome) second = NULL;

  wire->call.sent_utc_ms = CALL_TEST_NOW - 3600000;
  wire->call.ended_utc_ms = CALL_TEST_NOW - 3500000;
  wire_push_token (wire, WIRE_TOKEN, "3599");
  first = look (wire, LIST (""), &note);
  g_assert_cmpstr (first->code, ==, "settle-again");
  spt_fake_clock_jump_utc (wire->fake_clock, -1000000);
  second = look (wire, LIST (""), &note);
  g_assert_cmpstr (second->code, ==, "settle-again");
  g_assert_cmpint (second->retry_after_ms, ==, GRACE);
  spt_fake_clock_jump_utc (wire->fake_clock, G_GINT64_CONSTANT (-315360000000));
  g_clear_pointer (&second, spt_outcome_free);
  second = look (wire, LIST (""), &note);
  g_assert_cmpstr (second->code, ==, "settle-again");
  g_assert_cmpint (second->retry_after_ms, ==, GRACE);
}

/* The list goes back 90 days: beyond that it proves nothing. */
static void
test_too_old (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autofree char *note = NULL;
  g_autoptr (SptOutcome) outcome = NULL;

  wire->call.sent_utc_ms = CALL_TEST_NOW - G_GINT64_CONSTANT (86400000) * 89 - 1;
  wire->call.ended_utc_ms = wire->call.sent_utc_ms;
  wire_push_token (wire, WIRE_TOKEN, "3599");
  outcome = look (wire, LIST (""), &note);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
  g_assert_cmpstr (outcome->code, ==, "settle-too-old");
  g_assert_cmpint (outcome->retry_after_ms, ==, -1);
}

/* A note that somebody else wrote, or nobody. */
static void
test_odd_notes (void)
{
  static const char *const notes[] = {
    "", "x", "[]", "{\"looks\":-3}", "{\"looks\":\"2\",\"lastLook\":{}}", "{\"looks\":1.5}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRODUCTION);
      g_autofree char *note = g_strdup (notes[i]);
      g_autoptr (SptOutcome) outcome = NULL;

      wire_push_token (wire, WIRE_TOKEN, "3599");
      outcome = look (wire, LIST (""), &note);
      g_assert_cmpstr (outcome->code, ==, "settle-again");
      g_assert_cmpstr (note, ==, "{\"looks\":1,\"lastLook\":1795262400000}");
    }
}

/* A token that the gateway does not take is renewed here too, and nothing is posted. */
static void
test_renewal (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptOutcome) outcome = NULL;

  wire_push_token (wire, WIRE_TOKEN, "3599");
  wire_push_token (wire, WIRE_TOKEN_2, "3599");
  call_test_push (wire, 401, WIRE_JSON, WIRE_GATEWAY (401, "expired"));
  call_test_push (wire, 401, WIRE_JSON, WIRE_GATEWAY (401, "expired"));
  outcome = call_test_run (wire, SPT_CALL_SETTLE);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
  g_assert_cmpstr (outcome->code, ==, "voucher-token-rejected");
  g_assert_cmpuint (wire_count (wire, "POST "), ==, 0);
  g_assert_cmpuint (wire_count (wire, "GET "), ==, 2);
}

/* --- several at once ----------------------------------------------------------------------------- */

#define FIRST  "RSSMRA80A01H501U"
#define SECOND "BNCGLI85M41F205Z"
#define THIRD  WIRE_FIRM

/* One of several look-ups of an account; the list is there or not. */
static SptOutcome *
look_for (CallTest   *wire,
          const char *uuid,
          const char *key)
{
  wire->call.uuid = uuid;
  g_free (wire->keys->pdata[0]);
  wire->keys->pdata[0] = g_strdup (key);

  return call_test_run (wire, SPT_CALL_SETTLE);
}

static void
assert_look (CallTest   *wire,
             const char *uuid,
             const char *key,
             const char *code,
             guint       n_lists)
{
  g_autoptr (SptOutcome) outcome = look_for (wire, uuid, key);

  g_assert_cmpstr (outcome->code, ==, code);
  g_assert_cmpuint (wire_count (wire, "GET "), ==, n_lists);
  g_assert_cmpuint (wire_count (wire, "POST "), ==, 0);
}

/* All that is uncertain costs one list, and each gets its own truth out of it; who looks again asks
 * again. */
static void
test_together (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRODUCTION);

  wire->call.sent_utc_ms = CALL_TEST_NOW - 3600000;
  wire->call.ended_utc_ms = CALL_TEST_NOW - 3500000;
  wire_push_token (wire, WIRE_TOKEN, "3599");
  push_list (wire, LIST (ELEMENT (FIRST, "P-1", AFTER, "Prenotata") ","
                         ELEMENT (THIRD, "P-3", AFTER, "Prenotata")));
  assert_look (wire, "a", FIRST, "settled-found", 1);
  assert_look (wire, "b", SECOND, "settle-again", 1);
  assert_look (wire, "c", THIRD, "settled-found", 1);
  spt_fake_clock_advance (wire->fake_clock, 60000);
  assert_look (wire, "d", SECOND, "settle-again", 1);

  push_list (wire, LIST (ELEMENT (SECOND, "P-2", AFTER, "Prenotata")));
  assert_look (wire, "b", SECOND, "settled-found", 2);
  assert_look (wire, "d", FIRST, "settle-again", 2);
  /* Nobody asked for a minute and more: the next list is of now. */
  spt_fake_clock_advance (wire->fake_clock, 60001);
  push_list (wire, LIST (ELEMENT (FIRST, "P-1", AFTER, "Prenotata")));
  assert_look (wire, "e", FIRST, "settled-found", 3);
}

/* Without a name nothing is shared. */
static void
test_nameless (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRODUCTION);

  wire_push_token (wire, WIRE_TOKEN, "3599");
  for (guint i = 1; i < 4; i++)
    {
      push_list (wire, LIST (ELEMENT (FIRST, "P-1", AFTER, "Prenotata")));
      assert_look (wire, NULL, FIRST, "settled-found", i);
    }
}

/* A list of before an attempt ended says nothing of it. */
static void
test_together_later (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRODUCTION);

  wire_push_token (wire, WIRE_TOKEN, "3599");
  push_list (wire, LIST (""));
  assert_look (wire, "a", FIRST, "settle-again", 1);
  spt_fake_clock_advance (wire->fake_clock, 1000);
  wire->call.sent_utc_ms = CALL_TEST_NOW - 500;
  wire->call.ended_utc_ms = CALL_TEST_NOW + 1;
  push_list (wire, LIST (ELEMENT (SECOND, "P-2", AFTER, "Prenotata")));
  assert_look (wire, "b", SECOND, "settled-found", 2);
}

/* Those whose answers were lost one after the other look again together, so that a hundred of them
 * cost no more lists than a few; what the list does not show is not believed sooner for that. */
static void
test_rounds (void)
{
  static const char *const uuids[] = { "a", "b", "c", "d", "e", "f", "g", "h" };
  const guint n = G_N_ELEMENTS (uuids);
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRODUCTION);
  gint64 due[G_N_ELEMENTS (uuids)];
  char *notes[G_N_ELEMENTS (uuids)] = { NULL };
  guint n_looks[G_N_ELEMENTS (uuids)] = { 0 };
  guint n_left = n, n_lists;

  wire_push_token (wire, WIRE_TOKEN, "3599");
  for (guint i = 0; i < n; i++)
    due[i] = CALL_TEST_NOW + i * 100 + GRACE;
  for (guint i = 0; i < 40; i++)
    push_list (wire, LIST (""));
  /* As the scheduler does: whatever is due, when it is. */
  while (n_left > 0)
    {
      gint64 now, next = G_MAXINT64;

      for (guint i = 0; i < n; i++)
        next = due[i] != 0 ? MIN (next, due[i]) : next;
      now = spt_clock_get_utc_ms (SPT_CLOCK (wire->fake_clock));
      if (next > now)
        spt_fake_clock_advance (wire->fake_clock, next - now);
      now = MAX (now, next);
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (SptOutcome) outcome = NULL;

          if (due[i] == 0 || due[i] > now)
            continue;
          wire->call.sent_utc_ms = CALL_TEST_NOW + i * 100 - 50;
          wire->call.ended_utc_ms = CALL_TEST_NOW + i * 100;
          wire->call.note = notes[i];
          outcome = look_for (wire, uuids[i], FIRST);
          wire->call.note = NULL;
          g_free (notes[i]);
          notes[i] = g_strdup (outcome->note);
          n_looks[i]++;
          if (g_strcmp0 (outcome->code, "settled-nothing") == 0)
            {
              /* Two looks, the grace after its own attempt and the grace apart. */
              g_assert_cmpint (now, >=, wire->call.ended_utc_ms + 2 * GRACE);
              g_assert_cmpuint (n_looks[i], >=, 2);
              due[i] = 0;
              n_left--;
              continue;
            }
          g_assert_cmpstr (outcome->code, ==, "settle-again");
          g_assert_cmpint (outcome->retry_after_ms, >, 0);
          due[i] = now + outcome->retry_after_ms;
        }
    }
  n_lists = wire_count (wire, "GET ");
  g_test_message ("%u look-ups, %u lists", n, n_lists);
  g_assert_cmpuint (n_lists, <=, 4);
  g_assert_cmpuint (wire_count (wire, "POST "), ==, 0);
  for (guint i = 0; i < n; i++)
    g_free (notes[i]);
}

/* What keeps the list from coming is met once, and not for long. */
static void
test_together_trouble (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptOutcome) first = NULL;
  g_autoptr (SptOutcome) second = NULL;

  wire_push_token (wire, WIRE_TOKEN, "3599");
  call_test_push (wire, 429, WIRE_JSON "Retry-After: 30\r\n", WIRE_GATEWAY (429, "slow down"));
  first = look_for (wire, "a", FIRST);
  second = look_for (wire, "b", SECOND);
  g_assert_cmpuint (wire_count (wire, "GET "), ==, 1);
  g_assert_cmpint (second->kind, ==, SPT_OUTCOME_UNKNOWN);
  g_assert_cmpstr (second->code, ==, first->code);
  g_assert_cmpuint (second->http_status, ==, 429);
  g_assert_cmpint (second->retry_after_ms, ==, first->retry_after_ms);
  spt_fake_clock_advance (wire->fake_clock, 10001);
  push_list (wire, LIST (ELEMENT (THIRD, "P-3", AFTER, "Prenotata")));
  assert_look (wire, "c", THIRD, "settled-found", 2);
}

/* Another secret, another answer. */
static void
test_together_secret (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptOutcome) first = NULL;

  spt_test_server_push (wire->auth, SPT_TEST_ANSWER, 401, WIRE_JSON,
                        "{\"error\":\"invalid_client\",\"error_description\":\"expired\"}");
  first = look_for (wire, "a", FIRST);
  g_assert_cmpuint (wire_count (wire, "GET "), ==, 0);
  assert_look (wire, "b", SECOND, first->code, 0);
  g_hash_table_insert (wire->secrets, g_strdup ("client-secret"), g_strdup ("another-one"));
  wire_push_token (wire, WIRE_TOKEN, "3599");
  push_list (wire, LIST (ELEMENT (THIRD, "P-3", AFTER, "Prenotata")));
  assert_look (wire, "c", THIRD, "settled-found", 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/voucher/settle/%s/%s", rows[i].operation,
                                               rows[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/voucher/settle/impatient", test_impatient);
  g_test_add_func ("/voucher/settle/late", test_late);
  g_test_add_func ("/voucher/settle/clock-back", test_clock_back);
  g_test_add_func ("/voucher/settle/too-old", test_too_old);
  g_test_add_func ("/voucher/settle/odd-notes", test_odd_notes);
  g_test_add_func ("/voucher/settle/renewal", test_renewal);
  g_test_add_func ("/voucher/settle/together", test_together);
  g_test_add_func ("/voucher/settle/together-nameless", test_nameless);
  g_test_add_func ("/voucher/settle/together-later", test_together_later);
  g_test_add_func ("/voucher/settle/together-rounds", test_rounds);
  g_test_add_func ("/voucher/settle/together-trouble", test_together_trouble);
  g_test_add_func ("/voucher/settle/together-secret", test_together_secret);

  return g_test_run ();
}
