/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers and files: which one a row is about, what an import brought, what became of its rows. */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "store/spt-store-after.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-imports.h"

#define KEY    "RSSMRA80A01H501U"
#define MINUTE (60 * G_GINT64_CONSTANT (1000))

static gint64
save (SptDb      *db,
      const char *key,
      const char *next_operation,
      gint64      import_id,
      guint       row)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  const SptDossierColumns columns = {
    .key = key, .name = "Rossi", .given_name = "Mario", .type = "FAM1", .detail = "OFFERTA-1",
    .place = "Roma", .next_operation = next_operation,
  };
  gint64 id = spt_db_save_dossier (db, SPT_KIND_VOUCHERS, 0, "{}", &columns, issues, import_id, row,
                                   "Anna", &error);

  g_assert_no_error (error);
  return id;
}

/* A file of that kind, kept as every import keeps it. */
static gint64
add_import (SptDb      *db,
            const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 id = spt_db_add_import (db, SPT_KIND_VOUCHERS, name, &error);

  g_assert_no_error (error);
  spt_db_begin_import_source (db, id, name, NULL, &error);
  g_assert_no_error (error);
  spt_db_finish_import (db, id, 1, 0, 0, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
send_out (SptDb      *db,
          gint64      account_id,
          const char *operation,
          gint64      dossier,
          SptState    state)
{
  g_autoptr (GError) error = NULL;
  const char *key = KEY;
  guint row = 1;
  SptNewSubmission submission = {
    .account_id = account_id, .service = "voucher", .operation = operation, .lane = "account:1",
    .method = "POST", .path = "/x", .record_kind = SPT_KIND_VOUCHERS, .n_items = 1, .keys = &key,
    .rows = &row, .record_ids = &dossier,
  };
  gint64 id;

  submission.job_id = spt_db_add_job (db, "voucher", operation, account_id, "A job", "Anna", &error);
  g_assert_no_error (error);
  id = spt_db_add_submission (db, &submission, "Anna", &error);
  g_assert_no_error (error);
  spt_db_order_submission (db, id, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpint (spt_db_begin_attempt (db, id, &error), >, 0);
  g_assert_no_error (error);
  change (db, id, SPT_STATE_SENDING, state);

  return id;
}

static void
hear (SptDb      *db,
      gint64      account_id,
      const char *key,
      const char *remote_id,
      const char *phase)
{
  g_autoptr (GError) error = NULL;
  g_auto (SptNewsSum) sum = { 0 };
  const SptDossierNews news = {
    .key = key, .remote_id = remote_id, .phase = phase, .stage = "open", .doc = "{}",
  };

  spt_db_apply_news (db, SPT_KIND_VOUCHERS, account_id, &news, 1, FALSE, &sum, &error);
  g_assert_no_error (error);
}

static gint64
find (SptDb      *db,
      const char *remote_id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM dossier WHERE remote_id = '%s'", remote_id);

  return query (db, sql);
}

/* --- which one a row is about --------------------------------------------------------------------- */

static void
test_match (void)
{
  Fixture f = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  SptDossierMatch match;
  gint64 one, two, made;

  fixture_init (&f);
  begin (f.db);
  one = add_account (f.db, "one");
  two = add_account (f.db, "two");
  made = save (f.db, "A", "prenotazione", 0, 0);
  hear (f.db, one, KEY, "P1", "Prenotata");
  hear (f.db, two, KEY, "P2", "Prenotata");

  /* Two with one key: the caller hears so; the account, or the number, tells them apart. */
  spt_db_match_dossier (f.db, SPT_KIND_VOUCHERS, KEY, 0, &match, &error);
  g_assert_no_error (error);
  g_assert_cmpint (match.id, ==, find (f.db, "P2"));
  g_assert_cmpuint (match.n_known, ==, 2);
  g_assert_true (match.has_number);
  spt_db_match_dossier (f.db, SPT_KIND_VOUCHERS, KEY, one, &match, &error);
  g_assert_no_error (error);
  g_assert_cmpint (match.id, ==, find (f.db, "P1"));
  g_assert_cmpuint (match.n_known, ==, 1);
  spt_db_match_dossier_number (f.db, SPT_KIND_VOUCHERS, "P1", 0, &match, &key, &error);
  g_assert_no_error (error);
  g_assert_cmpint (match.id, ==, find (f.db, "P1"));
  g_assert_cmpstr (key, ==, KEY);
  g_clear_pointer (&key, g_free);
  spt_db_match_dossier_number (f.db, SPT_KIND_VOUCHERS, "P1", two, &match, &key, &error);
  g_assert_no_error (error);
  g_assert_cmpint (match.id, ==, 0);
  g_assert_null (key);

  /* What is prepared of it. */
  spt_db_match_dossier (f.db, SPT_KIND_VOUCHERS, "A", 0, &match, &error);
  g_assert_no_error (error);
  g_assert_cmpint (match.id, ==, made);
  g_assert_cmpstr (match.next_operation, ==, "prenotazione");
  g_assert_cmpuint (match.n_known, ==, 0);
  g_assert_false (match.has_number);
  commit (f.db);
  fixture_clear (&f);
}

/* --- what it brought ------------------------------------------------------------------------------ */

/* The list of an import has what it completed too, which came otherwise. */
static void
test_list (void)
{
  Fixture f = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  SptListQuery query = { 0 };
  gint64 fresh, completed;

  fixture_init (&f);
  begin (f.db);
  query.import_id = add_import (f.db, "steps.csv");
  fresh = save (f.db, "A", "attivazione", query.import_id, 2);
  completed = save (f.db, KEY, "attivazione", 0, 0);
  save (f.db, "B", "attivazione", 0, 0);
  spt_db_note_dossier_undo (f.db, query.import_id, completed, "{}", "{}", &error);
  g_assert_no_error (error);
  ids = spt_db_query_list (f.db, &spt_vouchers_kind, &query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_true (g_array_index (ids, gint64, 0) == fresh || g_array_index (ids, gint64, 1) == fresh);
  commit (f.db);
  fixture_clear (&f);
}

static gboolean
was_accepted (SptDb  *db,
              gint64  id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = spt_db_list_imports (db, SPT_KIND_VOUCHERS, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const SptImportEntry *entry = g_ptr_array_index (entries, i);

      if (entry->id == id)
        return entry->was_accepted;
    }
  g_assert_not_reached ();
}

/* The way back is offered as long as it is there. */
static void
test_was_accepted (void)
{
  Fixture f = { 0 };
  gint64 account, import_id, id;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  import_id = add_import (f.db, "rows.csv");
  id = save (f.db, KEY, "prenotazione", import_id, 2);
  g_assert_false (was_accepted (f.db, import_id));
  send_out (f.db, account, "voucher.prenotazione", id, SPT_STATE_DONE);
  g_assert_true (was_accepted (f.db, import_id));
  commit (f.db);
  fixture_clear (&f);
}

static gboolean
restore_cb (SptDb       *db,
            gint64       id,
            const char  *before,
            gpointer     user_data,
            GError     **error)
{
  g_ptr_array_add (user_data, g_strdup (before));

  return TRUE;
}

static void
assert_undone (SptDb      *db,
               gint64      import_id,
               guint       n_undone,
               guint       n_kept,
               const char *restored)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  guint undone, kept;

  spt_db_undo_dossiers (db, import_id, restore_cb, texts, &undone, &kept, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone, ==, n_undone);
  g_assert_cmpuint (kept, ==, n_kept);
  g_assert_cmpuint (texts->len, ==, restored != NULL ? 1 : 0);
  if (restored != NULL)
    g_assert_cmpstr (g_ptr_array_index (texts, 0), ==, restored);
}

/* Completed by one file, then by another: taking the first back takes nothing of the second away. */
static void
test_undo_older (void)
{
  Fixture f = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 first, second, id;

  fixture_init (&f);
  begin (f.db);
  first = add_import (f.db, "first.csv");
  second = add_import (f.db, "second.csv");
  id = save (f.db, KEY, "attivazione", 0, 0);
  spt_db_note_dossier_undo (f.db, first, id, "before all", "after the first", &error);
  g_assert_no_error (error);
  spt_db_note_dossier_undo (f.db, second, id, "after the first", "{}", &error);
  g_assert_no_error (error);

  assert_undone (f.db, first, 0, 1, NULL);
  assert_undone (f.db, second, 1, 0, "after the first");
  commit (f.db);
  fixture_clear (&f);
}

/* --- what became of its rows ----------------------------------------------------------------------- */

static void
assert_outcome (SptDb      *db,
                gint64      import_id,
                guint       row,
                gint64      id,
                SptState    state,
                const char *operation,
                const char *phase)
{
  g_auto (SptImportOutcome) outcome = { 0 };
  g_autoptr (GError) error = NULL;

  spt_db_get_import_outcome (db, import_id, row, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome.record_id, ==, id);
  g_assert_cmpstr (spt_state_to_string (outcome.state), ==, spt_state_to_string (state));
  g_assert_cmpstr (outcome.operation, ==, operation);
  g_assert_cmpstr (outcome.phase, ==, phase);
}

/* Only what was sent since the file came in is its rows' outcome: a reservation of long ago is none of an activation. */
static void
test_outcomes (void)
{
  Fixture f = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) originals = NULL;
  g_autoptr (GPtrArray) labels = NULL;
  g_auto (SptImportOutcome) outcome = { 0 };
  gint64 account, import_id, fresh, completed, submission;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  completed = save (f.db, KEY, "prenotazione", 0, 0);
  send_out (f.db, account, "voucher.prenotazione", completed, SPT_STATE_DONE);
  run (f.db, "UPDATE dossier SET remote_id = 'P1', phase = 'Prenotata', stage = 'open'");
  spt_fake_clock_advance (f.clock, MINUTE);
  import_id = add_import (f.db, "steps.csv");
  fresh = save (f.db, "A", "attivazione", import_id, 3);
  spt_db_add_import_row (f.db, import_id, 2, 0, 0, completed, NULL, &error);
  g_assert_no_error (error);
  spt_db_note_dossier_undo (f.db, import_id, completed, "{}", "{}", &error);
  g_assert_no_error (error);
  run (f.db, "UPDATE dossier SET state = 'ready', next_operation = 'attivazione' WHERE key = '" KEY "'");

  assert_outcome (f.db, import_id, 2, completed, SPT_STATE_READY, NULL, "Prenotata");
  assert_outcome (f.db, import_id, 3, fresh, SPT_STATE_READY, NULL, NULL);

  spt_fake_clock_advance (f.clock, MINUTE);
  submission = send_out (f.db, account, "voucher.attivazione", completed, SPT_STATE_DONE);
  assert_outcome (f.db, import_id, 2, completed, SPT_STATE_DONE, "voucher.attivazione", "Prenotata");
  spt_db_get_import_outcome (f.db, import_id, 2, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (outcome.number, ==, "P1");

  /* From the submission of one of its rows the way leads to the sheet. */
  originals = spt_db_list_originals (f.db, submission, &labels, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (originals->len, ==, 1);
  g_assert_cmpint (g_array_index (originals, gint64, 0), ==, import_id);
  g_assert_cmpstr (g_ptr_array_index (labels, 0), ==, "steps.csv");
  commit (f.db);
  fixture_clear (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/dossiers-import/match", test_match);
  g_test_add_func ("/store/dossiers-import/list", test_list);
  g_test_add_func ("/store/dossiers-import/was-accepted", test_was_accepted);
  g_test_add_func ("/store/dossiers-import/undo-older", test_undo_older);
  g_test_add_func ("/store/dossiers-import/outcomes", test_outcomes);

  return g_test_run ();
}
