/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers: what a service says of them, in its list and its answers. */
#include "config.h"

#include "dossiers.h"

static void
test_news_join (Dossiers      *f,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Attesa", .stage = "asked" };
  gint64 id = reserve (f);

  g_assert_cmpint (query (f->db, "SELECT count (*) FROM dossier WHERE phase = 'Inviata' AND "
                          "remote_id IS NULL AND state = 'done'"), ==, 1);

  /* Taken long before it was sent: an earlier one, made elsewhere. */
  news.taken = FIXTURE_START_MS - 6 * MINUTE;
  news.remote_id = "P0";
  apply (f->db, f->account, &news, FALSE, &f->sum);
  g_assert_cmpuint (f->sum.n_found, ==, 1);
  g_assert_cmpuint (f->sum.n_joined, ==, 0);
  g_assert_cmpint (query (f->db, "SELECT is_found FROM dossier WHERE remote_id = 'P0'"), ==, 1);
  spt_news_sum_clear (&f->sum);

  /* Within five minutes of clocks that differ: ours. */
  news.taken = FIXTURE_START_MS - 4 * MINUTE;
  news.remote_id = "P1";
  apply (f->db, f->account, &news, FALSE, &f->sum);
  g_assert_cmpuint (f->sum.n_found, ==, 0);
  g_assert_cmpuint (f->sum.n_joined, ==, 1);
  g_assert_cmpuint (f->sum.n_changed, ==, 1);
  g_assert_cmpint (query (f->db, "SELECT id FROM dossier WHERE remote_id = 'P1'"), ==, id);
  spt_news_sum_clear (&f->sum);

  /* By its number now; nothing new brings nothing. */
  apply (f->db, f->account, &news, FALSE, &f->sum);
  g_assert_cmpuint (f->sum.n_changed + f->sum.n_found + f->sum.n_joined, ==, 0);
  news.phase = "Prenotata";
  news.stage = "open";
  news.due_date = "2027-02-20";
  apply (f->db, f->account, &news, TRUE, &f->sum);
  g_assert_cmpuint (f->sum.n_changed, ==, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (f->sum.stages, "open")), ==, 1);
  spt_news_sum_clear (&f->sum);

  /* A date that a person confirmed stays. */
  spt_db_set_dossier_due (f->db, id, "2027-01-31", TRUE, "Anna", &error);
  g_assert_no_error (error);
  news.phase = "Sospesa";
  apply (f->db, f->account, &news, FALSE, &f->sum);
  g_assert_cmpint (query (f->db, "SELECT due_date = '2027-01-31' AND due_confirmed FROM dossier "
                          "WHERE remote_id = 'P1'"), ==, 1);
}

static void
test_news_candidates (Dossiers      *f,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  const SptDossierNews news = {
    .key = KEY, .remote_id = "P1", .phase = "Attesa", .stage = "asked", .taken = FIXTURE_START_MS,
  };
  gint64 one = reserve (f);
  gint64 found;


  /* Everybody's list: nothing joins by its key alone. */
  apply (f->db, f->account, &news, TRUE, &f->sum);
  g_assert_cmpuint (f->sum.n_found, ==, 1);
  found = query (f->db, "SELECT id FROM dossier WHERE is_found = 1");
  g_assert_cmpint (found, !=, one);
  spt_news_sum_clear (&f->sum);

  /* A person says that they are one. */
  spt_db_join_dossiers (f->db, one, found, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpint (query (f->db, "SELECT id FROM dossier WHERE remote_id = 'P1' AND removed IS NULL"),
                   ==, one);
  spt_db_join_dossiers (f->db, one, found, "Anna", &error);
  g_assert_nonnull (error);
  g_clear_error (&error);

  /* Two that it could be: neither. */
  run (f->db, "UPDATE dossier SET remote_id = NULL WHERE remote_id = 'P1'");
  reserve (f);
  apply (f->db, f->account, &news, FALSE, &f->sum);
  g_assert_cmpuint (f->sum.n_found, ==, 1);
}

static guint
news_of (SptDb      *db,
         const char *stage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) counts = spt_db_count_news (db, SPT_KIND_VOUCHERS, 0, &error);

  g_assert_no_error (error);
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, stage));
}

/* What an answer to a request of ours says is no news; what the list says is. */
static void
test_count_news (Dossiers      *f,
                 gconstpointer  data)
{
  SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Prenotata", .stage = "open" };

  reserve (f);
  g_assert_cmpuint (news_of (f->db, "asked"), ==, 0);
  apply (f->db, f->account, &news, FALSE, &f->sum);
  g_assert_cmpuint (news_of (f->db, "open"), ==, 1);
}

static void
test_watches (Dossiers      *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) watches = NULL;
  g_autofree char *code = NULL;
  const SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Attesa", .stage = "" };
  const SptWatch *watch;
  gint64 watched;

  add_account (f->db, "quiet");
  apply (f->db, f->account, &news, FALSE, &f->sum);
  spt_db_note_watched (f->db, f->account, "network", &error);
  g_assert_no_error (error);
  spt_db_note_watched (f->db, f->account, "network", &error);
  g_assert_no_error (error);

  watches = spt_db_list_watches (f->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (watches->len, ==, 1);
  watch = g_ptr_array_index (watches, 0);
  g_assert_cmpint (watch->account_id, ==, f->account);
  g_assert_cmpint (watch->watched, ==, FIXTURE_START_MS);
  g_assert_cmpuint (watch->n_failed, ==, 2);

  spt_db_get_watched (f->db, f->account, &watched, &code, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (code, ==, "network");
  spt_db_note_watched (f->db, f->account, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (query (f->db, "SELECT watched_failed FROM account WHERE name = 'one'"), ==, 0);
}

static void
test_lag (Dossiers      *f,
          gconstpointer  data)
{
  static const char *const past[] = { "Inviata", "Attesa", "Prenotata" };
  SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Prenotata", .stage = "open" };
  gint64 id;

  id = activate (f);

  /* Wherever it was before is an older picture; and it leaves no trace. */
  for (guint i = 0; i < G_N_ELEMENTS (past); i++)
    {
      news.phase = past[i];
      apply (f->db, f->account, &news, FALSE, &f->sum);
      assert_phase (f->db, id, "Attivata");
    }
  g_assert_cmpuint (f->sum.n_changed, ==, 0);
  spt_fake_clock_advance (f->base.clock, 29 * MINUTE);
  apply (f->db, f->account, &news, FALSE, &f->sum);
  assert_phase (f->db, id, "Attivata");

  /* Half an hour later it is a change, and so is where it never was, at any time. */
  spt_fake_clock_advance (f->base.clock, 2 * MINUTE);
  apply (f->db, f->account, &news, FALSE, &f->sum);
  assert_phase (f->db, id, "Prenotata");
  g_assert_cmpuint (f->sum.n_changed, ==, 1);
}

static void
test_change_wins (Dossiers      *f,
                  gconstpointer  data)
{
  SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Annullata", .stage = "" };
  gint64 id;

  id = activate (f);
  apply (f->db, f->account, &news, FALSE, &f->sum);
  assert_phase (f->db, id, "Annullata");

  /* The service moved it by itself: nothing is held back any more. */
  news.phase = "Prenotata";
  apply (f->db, f->account, &news, FALSE, &f->sum);
  assert_phase (f->db, id, "Prenotata");

  /* A clock that was set back holds nothing back for longer. */
  answer (f->db, 2, "Attivata");
  spt_fake_clock_jump_utc (f->base.clock, -120 * MINUTE);
  apply (f->db, f->account, &news, FALSE, &f->sum);
  assert_phase (f->db, id, "Prenotata");
}

/* What a look shows that did not find it done: only of the same number. */
static void
test_look (Dossiers      *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  SptDossierNews news = { .key = KEY, .phase = "Sospesa", .stage = "held" };
  gint64 id, submission;

  id = activate (f);
  submission = send_out (f->db, f->account, "sample.cessazione", id);
  change (f->db, submission, SPT_STATE_SENDING, SPT_STATE_UNCERTAIN);

  g_assert_true (spt_db_apply_look (f->db, submission, &news, &error));
  news.remote_id = "P2";
  g_assert_true (spt_db_apply_look (f->db, submission, &news, &error));
  assert_phase (f->db, id, "Attivata");
  news.remote_id = "P1";
  g_assert_true (spt_db_apply_look (f->db, submission, &news, &error));
  g_assert_no_error (error);
  assert_phase (f->db, id, "Sospesa");
}

/* What is in doubt is not found elsewhere; once it is known that nothing happened, it is. */
static void
test_in_doubt (Dossiers      *f,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  const SptDossierNews news = {
    .key = KEY, .remote_id = "P1", .phase = "Inviata", .stage = "asked", .taken = FIXTURE_START_MS,
  };
  gint64 id, submission;

  id = save (f->db, 0, KEY, "prenotazione", 0, 0);
  submission = send_out (f->db, f->account, "sample.prenotazione", id);
  apply (f->db, f->account, &news, FALSE, &f->sum);
  change (f->db, submission, SPT_STATE_SENDING, SPT_STATE_UNCERTAIN);
  apply (f->db, f->account, &news, FALSE, &f->sum);
  g_assert_cmpuint (f->sum.n_found + f->sum.n_joined + f->sum.n_changed, ==, 0);
  change (f->db, submission, SPT_STATE_UNCERTAIN, SPT_STATE_NOT_SENT);
  apply (f->db, f->account, &news, FALSE, &f->sum);
  g_assert_cmpuint (f->sum.n_found, ==, 1);
  assert_phase (f->db, id, "");

  /* Found since it was sent, so it may be ours; found before the next one, so it is not that one. */
  g_assert_true (spt_db_add_other_numbers (f->db, submission, numbers, &error));
  g_assert_cmpuint (numbers->len, ==, 0);
  spt_fake_clock_advance (f->base.clock, MINUTE);
  spt_db_cancel_submission (f->db, submission, FALSE, "Anna", &error);
  g_assert_no_error (error);
  submission = send_out (f->db, f->account, "sample.prenotazione", id);
  g_assert_true (spt_db_add_other_numbers (f->db, submission, numbers, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (numbers->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (numbers, 0), ==, "P1");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_TEST ("/store/dossiers/news-join", test_news_join);
  ADD_TEST ("/store/dossiers/news-candidates", test_news_candidates);
  ADD_TEST ("/store/dossiers/lag", test_lag);
  ADD_TEST ("/store/dossiers/change-wins", test_change_wins);
  ADD_TEST ("/store/dossiers/look", test_look);
  ADD_TEST ("/store/dossiers/in-doubt", test_in_doubt);
  ADD_TEST ("/store/dossiers/count-news", test_count_news);
  ADD_TEST ("/store/dossiers/watches", test_watches);

  return g_test_run ();
}
