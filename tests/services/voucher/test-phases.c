/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a voucher may stand: every cell of the table of steps, words nobody knows, days to activate
 * (services facts 4.9, 4.10). */
#include "config.h"

#include <string.h>

#include "base/spt-data.h"
#include "services/voucher/spt-voucher-phases.h"
#include "voucher-test.h"

/* In the order of the table: prenotazione, attivazione, disdetta, cessazione. N natural, P possible,
 * D doubtful, C closed by the document; a small letter: nobody documents it. */
static const struct
{
  const char *phase;
  const char *stage;
  const char *steps;
  gboolean    over;
  gboolean    deadline;
  gboolean    documented;
} states[] = {
  { "", "", "Nddd", FALSE, FALSE, FALSE },
  { "Inviata con esito positivo", "asked", "dCpd", FALSE, FALSE, TRUE },
  { "Attesa controllo ISEE", "asked", "dCpd", FALSE, FALSE, TRUE },
  { "Non prenotabile ISEE", "over", "pCdd", TRUE, FALSE, TRUE },
  { "Prenotata", "open", "dNpd", FALSE, TRUE, TRUE },
  { "Prenotazione sospesa", "held", "dCpd", FALSE, FALSE, TRUE },
  { "Attivata", "active", "dddp", FALSE, FALSE, FALSE },
  { "Disdetta", "over", "pddd", TRUE, FALSE, FALSE },
  { "Decaduta", "over", "pddd", TRUE, FALSE, FALSE },
  { "Cessata", "over", "dddd", TRUE, FALSE, FALSE },
};

typedef struct
{
  GString *kinds;
  guint    n;
} Steps;

static void
add_step (const SptStep *step,
          gpointer       user_data)
{
  static const char *const order[] = {
    "voucher.prenotazione", "voucher.attivazione", "voucher.disdetta", "voucher.cessazione",
  };
  Steps *steps = user_data;
  char letter = "NPDC"[step->kind];

  g_assert_cmpuint (steps->n, <, G_N_ELEMENTS (order));
  g_assert_cmpstr (step->operation, ==, order[steps->n++]);
  g_string_append_c (steps->kinds, step->inferred ? g_ascii_tolower (letter) : letter);
  /* Whoever may not, or should not, is told why. */
  if (step->kind == SPT_STEP_DOUBTFUL || step->kind == SPT_STEP_CLOSED)
    g_assert_cmpstr (step->reason, !=, "");
  else
    g_assert_null (step->reason);
}

static char *
list_steps (const char *phase)
{
  SptService *service = voucher_test_service ();
  const SptDossierData dossier = { .phase = (char *) phase };
  Steps steps = { g_string_new (NULL), 0 };

  SPT_SERVICE_GET_CLASS (service)->list_steps (service, NULL, &dossier, add_step, &steps);
  g_assert_cmpuint (steps.n, ==, 4);

  return g_string_free (steps.kinds, FALSE);
}

static void
test_cells (void)
{
  static const char *const languages[] = { "it", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (languages); j++)
        {
          g_autofree char *kinds = NULL;

          spt_data_set_language (languages[j]);
          kinds = list_steps (states[i].phase);
          if (strcmp (kinds, states[i].steps) != 0)
            g_error ("“%s”: %s instead of %s", states[i].phase, kinds, states[i].steps);
        }
    }
}

static void
test_facts (void)
{
  for (guint i = 1; i < G_N_ELEMENTS (states); i++)
    {
      const SptVoucherPhase *phase = spt_voucher_phase_find (states[i].phase);

      g_assert_nonnull (phase);
      g_assert_cmpstr (phase->name, ==, states[i].phase);
      g_assert_cmpstr (phase->stage, ==, states[i].stage);
      g_assert_cmpint (phase->is_over, ==, states[i].over);
      g_assert_cmpint (phase->starts_deadline, ==, states[i].deadline);
      g_assert_cmpint (phase->is_documented, ==, states[i].documented);
    }
}

static void
test_tolerant (void)
{
  static const char *const spellings[][2] = {
    { "PRENOTATA", "Prenotata" },
    { "  prenotata\t", "Prenotata" },
    { "\xc2\xa0Prenotata\xc2\xa0", "Prenotata" },
    { "attesa  controllo\nisee", "Attesa controllo ISEE" },
    { "ATTESA CONTROLLO ISEE ", "Attesa controllo ISEE" },
    { "inviata con esito positivo", "Inviata con esito positivo" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      const SptVoucherPhase *phase = spt_voucher_phase_find (spellings[i][0]);
      g_autofree char *kinds = list_steps (spellings[i][0]);
      g_autofree char *expected = list_steps (spellings[i][1]);

      g_assert_nonnull (phase);
      g_assert_cmpstr (phase->name, ==, spellings[i][1]);
      g_assert_cmpstr (kinds, ==, expected);
    }
}

/* Nothing is known of them: everything may be tried, nothing is lit. */
static void
test_unknown (void)
{
  static const char *const words[] = { "Prenotat", "Prenotata con riserva", "Attesa", "?" };
  char buffer[16];

  g_assert_null (spt_voucher_phase_find (NULL));
  g_assert_null (spt_voucher_phase_find (""));
  g_assert_null (spt_voucher_phase_find (" "));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *kinds = list_steps (words[i]);
      SptDossierNews news = { 0 };

      g_assert_null (spt_voucher_phase_find (words[i]));
      g_assert_cmpstr (kinds, ==, "pppp");
      spt_voucher_phase_make_news (words[i], NULL, SERVICE_TEST_NOW, buffer, &news);
      g_assert_cmpstr (news.phase, ==, words[i]);
      g_assert_cmpstr (news.stage, ==, "");
      g_assert_false (news.is_over);
      g_assert_null (news.due_date);
    }
}

static void
test_none (void)
{
  g_autofree char *missing = list_steps (NULL);
  g_autofree char *blank = list_steps ("  ");
  char buffer[16];
  SptDossierNews news = { 0 };

  g_assert_cmpstr (missing, ==, "Nddd");
  g_assert_cmpstr (blank, ==, "Nddd");
  spt_voucher_phase_make_news (NULL, NULL, SERVICE_TEST_NOW, buffer, &news);
  g_assert_cmpstr (news.phase, ==, "");
  g_assert_cmpstr (news.stage, ==, "");
}

static void
test_after (void)
{
  g_assert_cmpstr (spt_voucher_phase_after ("voucher.prenotazione")->name, ==,
                   "Inviata con esito positivo");
  g_assert_cmpstr (spt_voucher_phase_after ("voucher.attivazione")->name, ==, "Attivata");
  g_assert_cmpstr (spt_voucher_phase_after ("voucher.disdetta")->name, ==, "Disdetta");
  g_assert_cmpstr (spt_voucher_phase_after ("voucher.cessazione")->name, ==, "Cessata");
  g_assert_null (spt_voucher_phase_after ("voucher.isee"));
}

/* Days of the calendar in Italy, whatever happens to the hour in between. */
static void
test_deadline (void)
{
  static const struct
  {
    const char *now;
    const char *days;
    const char *due;
  } dates[] = {
    { "2026-11-21T12:00:00Z", NULL, "2027-02-19" },
    { "2026-11-21T12:00:00Z", "90", "2027-02-19" },
    { "2026-11-21T12:00:00Z", "1", "2026-11-22" },
    { "2026-11-21T12:00:00Z", "45", "2027-01-05" },
    { "2026-11-21T12:00:00Z", "", "2027-02-19" },
    { "2026-11-21T12:00:00Z", "0", "2027-02-19" },
    { "2026-11-21T12:00:00Z", "molti", "2027-02-19" },
    /* half past midnight of 1 August here, of 31 July in UTC; winter is there when the days end */
    { "2026-07-31T22:30:00Z", NULL, "2026-10-30" },
    { "2026-07-31T21:30:00Z", NULL, "2026-10-29" },
    /* half past eleven in winter; the days end in summer */
    { "2027-01-10T22:30:00Z", NULL, "2027-04-10" },
    { "2027-12-01T12:00:00Z", NULL, "2028-02-29" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr (SptAccount) account = voucher_test_account (SPT_ENVIRONMENT_TEST);
      g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (dates[i].now, NULL);
      SptDossierNews news = { 0 };
      char buffer[16];

      if (dates[i].days != NULL)
        spt_account_set_setting (account, "activation-days", dates[i].days);
      spt_voucher_phase_make_news (" PRENOTATA", account, g_date_time_to_unix (now) * 1000, buffer,
                                   &news);
      g_assert_cmpstr (news.phase, ==, "Prenotata");
      g_assert_cmpstr (news.stage, ==, "open");
      g_assert_cmpstr (news.due_date, ==, dates[i].due);

      /* Only there do the days run. */
      spt_voucher_phase_make_news ("Prenotazione sospesa", account, SERVICE_TEST_NOW, buffer, &news);
      g_assert_null (news.due_date);
      g_assert_false (news.is_over);
      spt_voucher_phase_make_news ("Decaduta", account, SERVICE_TEST_NOW, buffer, &news);
      g_assert_true (news.is_over);
    }
}

/* What is prepared next, where the voucher stands. */
static void
test_next (void)
{
  static const struct
  {
    const char *changes;
    const char *phase;
    const char *next;
  } records[] = {
    { NULL, "", "prenotazione" },
    { NULL, "Attesa controllo ISEE", NULL },
    { NULL, "Prenotata", NULL },
    { NULL, "Parole nuove", NULL },
    { "attivazione[0]=", "Prenotata", "attivazione" },
    { "attivazione[0]=", "", "attivazione" },
    { "attivazione[0]=", "Attivata", NULL },
    { "attivazione[0]=", "Cessata", NULL },
    { "attivazione[0]=\ncessazione[0]=", "Attivata", "cessazione" },
    { "attivazione[0]=\ncessazione[0]=", "Cessata", NULL },
    { "disdetta[0]=", "Prenotata", "disdetta" },
    { "disdetta[0]=", "Prenotazione sospesa", "disdetta" },
    { "disdetta[0]=", "Disdetta", NULL },
    { "cessazione[0]=", "Attivata", "cessazione" },
  };
  SptService *service = voucher_test_service ();

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (SptRecord) record = voucher_test_record (FALSE, records[i].changes);
      SptDossierColumns columns = { 0 };

      SPT_SERVICE_GET_CLASS (service)->get_dossier_columns (service, record, records[i].phase,
                                                            &columns);
      g_assert_cmpstr (columns.next_operation, ==, records[i].next);
    }
}

static void
test_columns (void)
{
  SptService *service = voucher_test_service ();
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);
  g_autoptr (SptRecord) family = voucher_test_record (FALSE, NULL);
  g_autoptr (SptRecord) firm = voucher_test_record (TRUE,
                                                    "indirizzoInstallazione.codiceIstatComune=\n"
                                                    "comune=Altrove");
  g_autoptr (SptRecord) bad = voucher_test_record (FALSE, "famiglia.codiceFiscale=RSSMRA");
  SptDossierColumns columns = { 0 };

  klass->get_dossier_columns (service, family, "", &columns);
  g_assert_cmpstr (columns.key, ==, "RSSMRA80A01H501U");
  g_assert_cmpstr (columns.name, ==, "Rossi");
  g_assert_cmpstr (columns.given_name, ==, "Mario");
  g_assert_cmpstr (columns.type, ==, "FAM1");
  g_assert_cmpstr (columns.detail, ==, "OFFERTA-FTTH-100");
  g_assert_cmpstr (columns.place, ==, "Roma");

  klass->get_dossier_columns (service, firm, "", &columns);
  g_assert_cmpstr (columns.key, ==, "00743110157");
  g_assert_cmpstr (columns.name, ==, "Ditta di Prova S.r.l.");
  g_assert_cmpstr (columns.given_name, ==, "");
  g_assert_cmpstr (columns.type, ==, "IMP1");
  g_assert_cmpstr (columns.place, ==, "Altrove");

  klass->get_dossier_columns (service, bad, "", &columns);
  g_assert_cmpstr (columns.key, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/voucher/phases/cells", test_cells);
  g_test_add_func ("/voucher/phases/facts", test_facts);
  g_test_add_func ("/voucher/phases/tolerant", test_tolerant);
  g_test_add_func ("/voucher/phases/unknown", test_unknown);
  g_test_add_func ("/voucher/phases/none", test_none);
  g_test_add_func ("/voucher/phases/after", test_after);
  g_test_add_func ("/voucher/phases/deadline", test_deadline);
  g_test_add_func ("/voucher/phases/next", test_next);
  g_test_add_func ("/voucher/phases/columns", test_columns);

  status = g_test_run ();
  voucher_test_clear ();

  return status;
}
