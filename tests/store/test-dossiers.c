/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers: saving, what follows their items, what was done, lists, files. */
#include "config.h"

#include "dossiers.h"
#include "store/spt-store-after.h"

static void
test_states (Dossiers      *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  gint64 other, id, submission;
  guint n_failed, n_faulty;

  other = add_account (f->db, "two");
  id = save (f->db, 0, KEY, "prenotazione", 0, 0);
  assert_standing (f->db, id, SPT_STATE_READY, "prenotazione");

  /* Prepared: bound, under way, not to be edited, in nothing else. */
  submission = prepare (f->db, f->account, "sample.prenotazione", id, &error);
  g_assert_no_error (error);
  assert_standing (f->db, id, SPT_STATE_READY, NULL);
  g_assert_cmpint (query (f->db, "SELECT account_id FROM dossier"), ==, f->account);
  g_assert_cmpint (spt_db_find_open_submission (f->db, SPT_KIND_VOUCHERS, id, &error), ==,
                   submission);
  commit (f->db);
  begin (f->db);
  g_assert_cmpint (prepare (f->db, f->account, "sample.prenotazione", id, &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  spt_db_rollback (f->db);
  begin (f->db);

  items = spt_db_list_items (f->db, submission, FALSE, 0, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (((SptItem *) g_ptr_array_index (items, 0))->who, ==, "Rossi Mario");
  g_assert_cmpstr (((SptItem *) g_ptr_array_index (items, 0))->record_state, ==, "ready");

  /* Withdrawn: as if it had not been prepared; but still its account's. */
  spt_db_cancel_submission (f->db, submission, FALSE, "Anna", &error);
  g_assert_no_error (error);
  assert_standing (f->db, id, SPT_STATE_READY, "prenotazione");
  commit (f->db);
  begin (f->db);
  g_assert_cmpint (prepare (f->db, other, "sample.prenotazione", id, &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  spt_db_rollback (f->db);
  begin (f->db);

  /* Refused: it may be sent again. */
  submission = send_out (f->db, f->account, "sample.prenotazione", id);
  assert_standing (f->db, id, SPT_STATE_SENDING, NULL);
  change (f->db, submission, SPT_STATE_SENDING, SPT_STATE_REFUSED);
  assert_standing (f->db, id, SPT_STATE_REFUSED, "prenotazione");
  spt_db_count_failed (f->db, submission, FALSE, &n_failed, &n_faulty, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_failed, ==, 1);
  g_assert_cmpuint (n_faulty, ==, 0);

  /* Uncertain, settled as nothing happened, withdrawn. */
  submission = send_out (f->db, f->account, "sample.prenotazione", id);
  change (f->db, submission, SPT_STATE_SENDING, SPT_STATE_UNCERTAIN);
  assert_standing (f->db, id, SPT_STATE_UNCERTAIN, NULL);
  change (f->db, submission, SPT_STATE_UNCERTAIN, SPT_STATE_NOT_SENT);
  assert_standing (f->db, id, SPT_STATE_NOT_SENT, NULL);
  spt_db_cancel_submission (f->db, submission, FALSE, "Anna", &error);
  g_assert_no_error (error);
  assert_standing (f->db, id, SPT_STATE_READY, "prenotazione");

  /* Done. */
  submission = send_out (f->db, f->account, "sample.prenotazione", id);
  change (f->db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  assert_standing (f->db, id, SPT_STATE_DONE, NULL);
}

static void
test_save (Dossiers      *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ready = NULL;
  gint64 id;

  id = save (f->db, 0, KEY, "attivazione", 1, 0);
  assert_standing (f->db, id, SPT_STATE_TO_FIX, "attivazione");
  g_assert_cmpint (query (f->db, "SELECT count (*) FROM dossier_search WHERE dossier_search MATCH "
                          "'mario'"), ==, 1);

  /* Taken upon oneself, for this value. */
  spt_db_override_dossier (f->db, id, "step-doubtful", "attivazione", "Sospesa", "Sentito l'ufficio",
                           "Anna", &error);
  g_assert_no_error (error);
  assert_standing (f->db, id, SPT_STATE_READY, "attivazione");
  save (f->db, id, KEY, "attivazione", 1, 0);
  assert_standing (f->db, id, SPT_STATE_READY, "attivazione");
  ready = spt_db_list_ready_dossiers (f->db, SPT_KIND_VOUCHERS, "attivazione", 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ready->len, ==, 1);
}

static guint
count_list (SptDb              *db,
            const SptListQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = spt_db_query_list (db, &spt_vouchers_kind, query, NULL, &error);
  guint counts[SPT_N_STATES];
  guint n = 0;

  g_assert_no_error (error);
  spt_db_count_list (db, &spt_vouchers_kind, query, counts, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < SPT_N_STATES; i++)
    n += counts[i];
  g_assert_cmpuint (n, ==, ids->len);
  spt_db_count_shown (db, &spt_vouchers_kind, query, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, ids->len);
  return n;
}

/* Due soon, and from the portal: the list and its count agree; what is over is not due. */
static void
test_list_filters (Dossiers      *f,
                   gconstpointer  data)
{
  SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Prenotata", .stage = "open",
                          .due_date = "2027-02-20" };
  g_autoptr (GError) error = NULL;
  guint shown = 0;

  save (f->db, 0, OTHER_KEY, "prenotazione", 0, 0);
  apply (f->db, f->account, &news, TRUE, &f->sum);
  news = (SptDossierNews) { .key = KEY, .remote_id = "P2", .phase = "Decaduta", .stage = "over",
                            .due_date = "2027-01-01", .is_over = TRUE };
  apply (f->db, f->account, &news, TRUE, &f->sum);
  g_assert_cmpuint (count_list (f->db, &(SptListQuery) { .found = TRUE }), ==, 2);
  g_assert_cmpuint (count_list (f->db, &(SptListQuery) { .due_until = "2027-02-19" }), ==, 0);
  g_assert_cmpuint (count_list (f->db, &(SptListQuery) { .due_until = "2027-02-20" }), ==, 1);
  g_assert_cmpuint (count_list (f->db, &(SptListQuery) { .stage = "over" }), ==, 1);

  /* What is over is in no list of everything, until it is asked for. */
  spt_db_count_shown (f->db, &spt_vouchers_kind, &(SptListQuery) { 0 }, &shown, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (shown, ==, 2);
  spt_db_count_shown (f->db, &spt_vouchers_kind, &(SptListQuery) { .states = ~0u }, &shown, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (shown, ==, 3);
}

static gboolean
restore_cb (SptDb       *db,
            gint64       id,
            const char  *before,
            gpointer     user_data,
            GError     **error)
{
  guint *n = user_data;

  (*n)++;
  g_assert_nonnull (strstr (before, "before"));

  return TRUE;
}

static void
test_undo (Dossiers      *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  SptDossierMatch match;
  gint64 import_id, fresh, completed, edited, submission;
  guint n_restored = 0;
  guint n_undone, n_kept;
  g_autofree char *doc = NULL;

  import_id = spt_db_add_import (f->db, SPT_KIND_VOUCHERS, "a.csv", &error);
  g_assert_no_error (error);
  fresh = save (f->db, 0, OTHER_KEY, "prenotazione", 0, import_id);
  completed = save (f->db, 0, KEY, "attivazione", 0, 0);
  edited = save (f->db, 0, "A", "attivazione", 0, 0);
  doc = spt_db_get_dossier_doc (f->db, completed, NULL, &error);
  spt_db_note_dossier_undo (f->db, import_id, completed, "before", doc, &error);
  g_assert_no_error (error);
  spt_db_note_dossier_undo (f->db, import_id, edited, "before", "what it became", &error);
  g_assert_no_error (error);

  spt_db_match_dossier (f->db, SPT_KIND_VOUCHERS, OTHER_KEY, 0, &match, &error);
  g_assert_no_error (error);
  g_assert_cmpint (match.id, ==, fresh);
  g_assert_cmpint (match.import_id, ==, import_id);
  g_assert_false (match.is_known);
  g_assert_false (match.is_under_way);

  /* On its way: it stays. */
  submission = prepare (f->db, f->account, "sample.prenotazione", fresh, &error);
  g_assert_no_error (error);
  spt_db_match_dossier (f->db, SPT_KIND_VOUCHERS, OTHER_KEY, 0, &match, &error);
  g_assert_true (match.is_under_way);
  spt_db_undo_dossiers (f->db, import_id, restore_cb, &n_restored, &n_undone, &n_kept, &error);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  spt_db_cancel_submission (f->db, submission, FALSE, "Anna", &error);
  g_assert_no_error (error);

  spt_db_undo_dossiers (f->db, import_id, restore_cb, &n_restored, &n_undone, &n_kept, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_restored, ==, 1);
  g_assert_cmpuint (n_undone, ==, 2);
  g_assert_cmpuint (n_kept, ==, 1);
  spt_db_match_dossier (f->db, SPT_KIND_VOUCHERS, OTHER_KEY, 0, &match, &error);
  g_assert_cmpint (match.id, ==, 0);
}

static gboolean
was_done (SptDb      *db,
          gint64      id,
          const char *operation,
          gint64      before)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  g_assert_true (spt_db_was_done (db, id, operation, "prenotazione", before, &done, &error));
  g_assert_no_error (error);

  return done;
}

/* What was done before a dossier began anew is not done. */
static void
test_done (Dossiers      *f,
           gconstpointer  data)
{
  gint64 id, submission;

  id = activate (f);
  g_assert_true (was_done (f->db, id, "attivazione", 0));
  g_assert_false (was_done (f->db, id, "cessazione", 0));
  submission = send_out (f->db, f->account, "sample.cessazione", id);
  g_assert_false (was_done (f->db, id, "cessazione", 0));
  change (f->db, submission, SPT_STATE_SENDING, SPT_STATE_REFUSED);
  g_assert_false (was_done (f->db, id, "cessazione", 0));
  submission = send_out (f->db, f->account, "sample.prenotazione", id);
  change (f->db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  g_assert_false (was_done (f->db, id, "attivazione", 0));
  g_assert_true (was_done (f->db, id, "attivazione", submission));
}

static void
test_verify (Dossiers      *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 id;

  id = activate (f);
  assert_problem (f->db, NULL);

  g_assert_true (spt_db_exec (f->db, &error, "DROP TRIGGER item_same_record", ""));
  g_assert_true (spt_db_exec (f->db, &error, "UPDATE item SET record_id = 77 WHERE submission_id = 2",
                              ""));
  assert_problem (f->db, "Submission 2 is of a dossier that is not there");
  g_assert_true (spt_db_exec (f->db, &error, "UPDATE item SET record_id = ?1 WHERE record_id = 77",
                              "i", id));
  assert_problem (f->db, NULL);
  g_assert_true (spt_db_exec (f->db, &error, "DELETE FROM dossier_doc", ""));
  assert_problem (f->db, "Dossier 1 has no document");
  g_assert_no_error (error);
  spt_db_rollback (f->db);
  begin (f->db);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_TEST ("/store/dossiers/save", test_save);
  ADD_TEST ("/store/dossiers/states", test_states);
  ADD_TEST ("/store/dossiers/done", test_done);
  ADD_TEST ("/store/dossiers/verify", test_verify);
  ADD_TEST ("/store/dossiers/list-filters", test_list_filters);
  ADD_TEST ("/store/dossiers/undo", test_undo);

  return g_test_run ();
}
