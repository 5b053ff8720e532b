/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers: saving, what follows their items, what a service says of them, files. */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "store/spt-store-after.h"
#include "store/spt-store-dossiers.h"

#define KEY       "RSSMRA80A01H501U"
#define OTHER_KEY "VRDLGU75B02F205Z"
#define MINUTE    (60 * G_GINT64_CONSTANT (1000))

static gint64
save (SptDb      *db,
      gint64      id,
      const char *key,
      const char *next_operation,
      guint       n_errors,
      gint64      import_id)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  g_autofree char *doc = g_strdup_printf ("{\"key\":\"%s\",\"next\":\"%s\"}", key,
                                          next_operation != NULL ? next_operation : "");
  const SptDossierColumns columns = {
    .key = key,
    .name = "Rossi",
    .given_name = "Mario",
    .type = "FAM1",
    .detail = "OFFERTA-1",
    .place = "Roma",
    .next_operation = next_operation,
  };

  for (guint i = 0; i < n_errors; i++)
    {
      spt_issue_list_add (issues, SPT_ISSUE_ERROR, "voucher", "step-doubtful", 1, "attivazione",
                          "Sospesa", NULL);
      spt_issue_list_set_overridable (issues);
    }
  id = spt_db_save_dossier (db, SPT_KIND_VOUCHERS, id, doc, &columns, issues, import_id, 1, "Anna",
                            &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

static gint64
prepare (SptDb      *db,
         gint64      account_id,
         const char *operation,
         gint64      dossier,
         GError    **error)
{
  const char *key = KEY;
  guint row = 1;
  SptNewSubmission submission = {
    .account_id = account_id,
    .service = "sample",
    .operation = operation,
    .lane = "account:1",
    .method = "POST",
    .path = "/x",
    .record_kind = SPT_KIND_VOUCHERS,
    .n_items = 1,
    .keys = &key,
    .rows = &row,
    .record_ids = &dossier,
  };

  submission.job_id = spt_db_add_job (db, "sample", operation, account_id, "A job", "Anna", error);

  return submission.job_id != 0 ? spt_db_add_submission (db, &submission, "Anna", error) : 0;
}

/* Ordered and on its way. */
static gint64
send_out (SptDb      *db,
          gint64      account_id,
          const char *operation,
          gint64      dossier)
{
  g_autoptr (GError) error = NULL;
  gint64 id = prepare (db, account_id, operation, dossier, &error);

  g_assert_no_error (error);
  spt_db_order_submission (db, id, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpint (spt_db_begin_attempt (db, id, &error), >, 0);
  g_assert_no_error (error);

  return id;
}

static void
assert_standing (SptDb      *db,
                 gint64      id,
                 SptState    state,
                 const char *next_operation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (spt_state_to_string (spt_dossier_get_data (dossier)->state), ==,
                   spt_state_to_string (state));
  g_assert_cmpstr (spt_dossier_get_data (dossier)->next_operation, ==, next_operation);
}

static void
apply (SptDb                *db,
       gint64                account_id,
       const SptDossierNews *news,
       gboolean              shared,
       SptNewsSum           *sum)
{
  g_autoptr (GError) error = NULL;

  spt_db_apply_news (db, SPT_KIND_VOUCHERS, account_id, news, 1, shared, sum, &error);
  g_assert_no_error (error);
}

static void
answer (SptDb      *db,
        gint64      submission,
        const char *phase)
{
  g_autoptr (GError) error = NULL;
  const SptDossierNews news = { .key = KEY, .phase = phase, .stage = "asked" };

  spt_db_apply_answer (db, submission, &news, NULL, &error);
  g_assert_no_error (error);
}

/* --- what follows an item ----------------------------------------------------------------------- */

static void
test_states (void)
{
  Fixture f = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  gint64 account, other, id, submission;
  guint n_failed, n_faulty;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  other = add_account (f.db, "two");
  id = save (f.db, 0, KEY, "prenotazione", 0, 0);
  assert_standing (f.db, id, SPT_STATE_READY, "prenotazione");

  /* Prepared: bound, under way, not to be edited, in nothing else. */
  submission = prepare (f.db, account, "sample.prenotazione", id, &error);
  g_assert_no_error (error);
  assert_standing (f.db, id, SPT_STATE_READY, NULL);
  g_assert_cmpint (query (f.db, "SELECT account_id FROM dossier"), ==, account);
  g_assert_cmpint (spt_db_find_open_submission (f.db, SPT_KIND_VOUCHERS, id, &error), ==,
                   submission);
  commit (f.db);
  begin (f.db);
  g_assert_cmpint (prepare (f.db, account, "sample.prenotazione", id, &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  spt_db_rollback (f.db);
  begin (f.db);

  items = spt_db_list_items (f.db, submission, FALSE, 0, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (((SptItem *) g_ptr_array_index (items, 0))->who, ==, "Rossi Mario");
  g_assert_cmpstr (((SptItem *) g_ptr_array_index (items, 0))->record_state, ==, "ready");

  /* Withdrawn: as if it had not been prepared; but still its account's. */
  spt_db_cancel_submission (f.db, submission, FALSE, "Anna", &error);
  g_assert_no_error (error);
  assert_standing (f.db, id, SPT_STATE_READY, "prenotazione");
  commit (f.db);
  begin (f.db);
  g_assert_cmpint (prepare (f.db, other, "sample.prenotazione", id, &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  spt_db_rollback (f.db);
  begin (f.db);

  /* Refused: it may be sent again. */
  submission = send_out (f.db, account, "sample.prenotazione", id);
  assert_standing (f.db, id, SPT_STATE_SENDING, NULL);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_REFUSED);
  assert_standing (f.db, id, SPT_STATE_REFUSED, "prenotazione");
  spt_db_count_failed (f.db, submission, FALSE, &n_failed, &n_faulty, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_failed, ==, 1);
  g_assert_cmpuint (n_faulty, ==, 0);

  /* Uncertain, settled as nothing happened, withdrawn. */
  submission = send_out (f.db, account, "sample.prenotazione", id);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_UNCERTAIN);
  assert_standing (f.db, id, SPT_STATE_UNCERTAIN, NULL);
  change (f.db, submission, SPT_STATE_UNCERTAIN, SPT_STATE_NOT_SENT);
  assert_standing (f.db, id, SPT_STATE_NOT_SENT, NULL);
  spt_db_cancel_submission (f.db, submission, FALSE, "Anna", &error);
  g_assert_no_error (error);
  assert_standing (f.db, id, SPT_STATE_READY, "prenotazione");

  /* Done. */
  submission = send_out (f.db, account, "sample.prenotazione", id);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  assert_standing (f.db, id, SPT_STATE_DONE, NULL);
  commit (f.db);
  fixture_clear (&f);
}

static void
test_save (void)
{
  Fixture f = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ready = NULL;
  gint64 id;

  fixture_init (&f);
  begin (f.db);
  id = save (f.db, 0, KEY, "attivazione", 1, 0);
  assert_standing (f.db, id, SPT_STATE_TO_FIX, "attivazione");
  g_assert_cmpint (query (f.db, "SELECT count (*) FROM dossier_search WHERE dossier_search MATCH "
                          "'mario'"), ==, 1);

  /* Taken upon oneself, for this value. */
  spt_db_override_dossier (f.db, id, "step-doubtful", "attivazione", "Sospesa", "Sentito l'ufficio",
                           "Anna", &error);
  g_assert_no_error (error);
  assert_standing (f.db, id, SPT_STATE_READY, "attivazione");
  save (f.db, id, KEY, "attivazione", 1, 0);
  assert_standing (f.db, id, SPT_STATE_READY, "attivazione");
  ready = spt_db_list_ready_dossiers (f.db, SPT_KIND_VOUCHERS, "attivazione", 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ready->len, ==, 1);

  commit (f.db);
  fixture_clear (&f);
}

/* --- news ----------------------------------------------------------------------------------------- */

static void
test_news_join (void)
{
  Fixture f = { 0 };
  g_auto (SptNewsSum) sum = { 0 };
  g_autoptr (GError) error = NULL;
  SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Attesa", .stage = "asked" };
  gint64 account, id, submission;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  id = save (f.db, 0, KEY, "prenotazione", 0, 0);
  submission = send_out (f.db, account, "sample.prenotazione", id);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  answer (f.db, submission, "Inviata");
  g_assert_cmpint (query (f.db, "SELECT count (*) FROM dossier WHERE phase = 'Inviata' AND "
                          "remote_id IS NULL AND state = 'done'"), ==, 1);

  /* Taken long before it was sent: an earlier one, made elsewhere. */
  news.taken = FIXTURE_START_MS - 6 * MINUTE;
  news.remote_id = "P0";
  apply (f.db, account, &news, FALSE, &sum);
  g_assert_cmpuint (sum.n_found, ==, 1);
  g_assert_cmpuint (sum.n_joined, ==, 0);
  g_assert_cmpint (query (f.db, "SELECT is_found FROM dossier WHERE remote_id = 'P0'"), ==, 1);
  spt_news_sum_clear (&sum);

  /* Within five minutes of clocks that differ: ours. */
  news.taken = FIXTURE_START_MS - 4 * MINUTE;
  news.remote_id = "P1";
  apply (f.db, account, &news, FALSE, &sum);
  g_assert_cmpuint (sum.n_found, ==, 0);
  g_assert_cmpuint (sum.n_joined, ==, 1);
  g_assert_cmpuint (sum.n_changed, ==, 1);
  g_assert_cmpint (query (f.db, "SELECT id FROM dossier WHERE remote_id = 'P1'"), ==, id);
  spt_news_sum_clear (&sum);

  /* By its number now; nothing new brings nothing. */
  apply (f.db, account, &news, FALSE, &sum);
  g_assert_cmpuint (sum.n_changed + sum.n_found + sum.n_joined, ==, 0);
  news.phase = "Prenotata";
  news.stage = "open";
  news.due_date = "2027-02-20";
  apply (f.db, account, &news, TRUE, &sum);
  g_assert_cmpuint (sum.n_changed, ==, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (sum.stages, "open")), ==, 1);
  spt_news_sum_clear (&sum);

  /* A date that a person confirmed stays. */
  spt_db_set_dossier_due (f.db, id, "2027-01-31", TRUE, "Anna", &error);
  g_assert_no_error (error);
  news.phase = "Sospesa";
  apply (f.db, account, &news, FALSE, &sum);
  g_assert_cmpint (query (f.db, "SELECT due_date = '2027-01-31' AND due_confirmed FROM dossier "
                          "WHERE remote_id = 'P1'"), ==, 1);
  commit (f.db);
  fixture_clear (&f);
}

static void
test_news_candidates (void)
{
  Fixture f = { 0 };
  g_auto (SptNewsSum) sum = { 0 };
  g_autoptr (GError) error = NULL;
  const SptDossierNews news = {
    .key = KEY, .remote_id = "P1", .phase = "Attesa", .stage = "asked", .taken = FIXTURE_START_MS,
  };
  gint64 account, one, two, submission, found;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  one = save (f.db, 0, KEY, "prenotazione", 0, 0);
  submission = send_out (f.db, account, "sample.prenotazione", one);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  answer (f.db, submission, "Inviata");

  /* Everybody's list: nothing joins by its key alone. */
  apply (f.db, account, &news, TRUE, &sum);
  g_assert_cmpuint (sum.n_found, ==, 1);
  found = query (f.db, "SELECT id FROM dossier WHERE is_found = 1");
  g_assert_cmpint (found, !=, one);
  spt_news_sum_clear (&sum);

  /* A person says that they are one. */
  spt_db_join_dossiers (f.db, one, found, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpint (query (f.db, "SELECT id FROM dossier WHERE remote_id = 'P1' AND removed IS NULL"),
                   ==, one);
  spt_db_join_dossiers (f.db, one, found, "Anna", &error);
  g_assert_nonnull (error);
  g_clear_error (&error);

  /* Two that it could be: neither. */
  run (f.db, "UPDATE dossier SET remote_id = NULL WHERE remote_id = 'P1'");
  two = save (f.db, 0, KEY, "prenotazione", 0, 0);
  submission = send_out (f.db, account, "sample.prenotazione", two);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  answer (f.db, submission, "Inviata");
  apply (f.db, account, &news, FALSE, &sum);
  g_assert_cmpuint (sum.n_found, ==, 1);
  commit (f.db);
  fixture_clear (&f);
}

/* --- what may be one ---------------------------------------------------------------------------- */

static guint
count_same (SptDb  *db,
            gint64  made,
            gint64  found)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) pairs = spt_db_list_same_dossiers (db, SPT_KIND_VOUCHERS, 0, 10, &error);

  g_assert_no_error (error);
  if (pairs->len > 0 && made != 0)
    {
      g_assert_cmpint (g_array_index (pairs, SptDossierPair, 0).made, ==, made);
      g_assert_cmpint (g_array_index (pairs, SptDossierPair, 0).found, ==, found);
    }
  return pairs->len;
}

static void
test_same (void)
{
  Fixture f = { 0 };
  g_auto (SptNewsSum) sum = { 0 };
  g_autoptr (GError) error = NULL;
  SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Attesa", .stage = "asked" };
  gint64 account, other, made, found, submission;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  other = add_account (f.db, "two");
  made = save (f.db, 0, KEY, "prenotazione", 0, 0);
  apply (f.db, account, &news, TRUE, &sum);
  found = query (f.db, "SELECT id FROM dossier WHERE is_found = 1");
  g_assert_cmpuint (count_same (f.db, made, found), ==, 1);

  /* Said twice, taken back once: the last word counts. */
  spt_db_tell_dossiers_apart (f.db, made, found, FALSE, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_same (f.db, 0, 0), ==, 0);
  spt_db_tell_dossiers_apart (f.db, made, found, TRUE, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_same (f.db, made, found), ==, 1);

  /* What is being sent is not looked at now, what went with another account never. */
  submission = send_out (f.db, other, "sample.prenotazione", made);
  g_assert_cmpuint (count_same (f.db, 0, 0), ==, 0);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_UNCERTAIN);
  g_assert_cmpuint (count_same (f.db, 0, 0), ==, 0);
  g_assert_cmpint (query (f.db, "SELECT count (*) FROM dossier WHERE account_id IS NOT NULL AND "
                          "is_found = 0"), ==, 1);

  /* Of the same account and uncertain: proposed; joined, there is nothing left to say. */
  made = save (f.db, 0, OTHER_KEY, "prenotazione", 0, 0);
  submission = send_out (f.db, account, "sample.prenotazione", made);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_UNCERTAIN);
  news.key = OTHER_KEY;
  news.remote_id = "P2";
  apply (f.db, account, &news, TRUE, &sum);
  found = query (f.db, "SELECT id FROM dossier WHERE remote_id = 'P2'");
  g_assert_cmpuint (count_same (f.db, made, found), ==, 1);
  spt_db_join_dossiers (f.db, made, found, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_same (f.db, 0, 0), ==, 0);
  commit (f.db);
  fixture_clear (&f);
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
test_count_news (void)
{
  Fixture f = { 0 };
  g_auto (SptNewsSum) sum = { 0 };
  SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Prenotata", .stage = "open" };
  gint64 account, made, submission;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  made = save (f.db, 0, KEY, "prenotazione", 0, 0);
  submission = send_out (f.db, account, "sample.prenotazione", made);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  answer (f.db, submission, "Inviata");
  g_assert_cmpuint (news_of (f.db, "asked"), ==, 0);
  apply (f.db, account, &news, FALSE, &sum);
  g_assert_cmpuint (news_of (f.db, "open"), ==, 1);
  commit (f.db);
  fixture_clear (&f);
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
  return n;
}

/* Due soon, and from the portal: the list and its count agree; what is over is not due. */
static void
test_list_filters (void)
{
  Fixture f = { 0 };
  g_auto (SptNewsSum) sum = { 0 };
  SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Prenotata", .stage = "open",
                          .due_date = "2027-02-20" };
  gint64 account;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  save (f.db, 0, OTHER_KEY, "prenotazione", 0, 0);
  apply (f.db, account, &news, TRUE, &sum);
  news = (SptDossierNews) { .key = KEY, .remote_id = "P2", .phase = "Decaduta", .stage = "over",
                            .due_date = "2027-01-01", .is_over = TRUE };
  apply (f.db, account, &news, TRUE, &sum);
  g_assert_cmpuint (count_list (f.db, &(SptListQuery) { .found = TRUE }), ==, 2);
  g_assert_cmpuint (count_list (f.db, &(SptListQuery) { .due_until = "2027-02-19" }), ==, 0);
  g_assert_cmpuint (count_list (f.db, &(SptListQuery) { .due_until = "2027-02-20" }), ==, 1);
  g_assert_cmpuint (count_list (f.db, &(SptListQuery) { .stage = "over" }), ==, 1);
  commit (f.db);
  fixture_clear (&f);
}

static void
test_watches (void)
{
  Fixture f = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) watches = NULL;
  g_autofree char *code = NULL;
  const SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Attesa", .stage = "" };
  g_auto (SptNewsSum) sum = { 0 };
  const SptWatch *watch;
  gint64 account, watched;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  add_account (f.db, "quiet");
  apply (f.db, account, &news, FALSE, &sum);
  spt_db_note_watched (f.db, account, "network", &error);
  g_assert_no_error (error);
  spt_db_note_watched (f.db, account, "network", &error);
  g_assert_no_error (error);

  watches = spt_db_list_watches (f.db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (watches->len, ==, 1);
  watch = g_ptr_array_index (watches, 0);
  g_assert_cmpint (watch->account_id, ==, account);
  g_assert_cmpint (watch->watched, ==, FIXTURE_START_MS);
  g_assert_cmpuint (watch->n_failed, ==, 2);

  spt_db_get_watched (f.db, account, &watched, &code, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (code, ==, "network");
  spt_db_note_watched (f.db, account, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (query (f.db, "SELECT watched_failed FROM account WHERE name = 'one'"), ==, 0);
  commit (f.db);
  fixture_clear (&f);
}

/* --- files ---------------------------------------------------------------------------------------- */

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
test_undo (void)
{
  Fixture f = { 0 };
  g_autoptr (GError) error = NULL;
  SptDossierMatch match;
  gint64 account, import_id, fresh, completed, edited, submission;
  guint n_restored = 0;
  guint n_undone, n_kept;
  g_autofree char *doc = NULL;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  import_id = spt_db_add_import (f.db, SPT_KIND_VOUCHERS, "a.csv", &error);
  g_assert_no_error (error);
  fresh = save (f.db, 0, OTHER_KEY, "prenotazione", 0, import_id);
  completed = save (f.db, 0, KEY, "attivazione", 0, 0);
  edited = save (f.db, 0, "A", "attivazione", 0, 0);
  doc = spt_db_get_dossier_doc (f.db, completed, NULL, &error);
  spt_db_note_dossier_undo (f.db, import_id, completed, "before", doc, &error);
  g_assert_no_error (error);
  spt_db_note_dossier_undo (f.db, import_id, edited, "before", "what it became", &error);
  g_assert_no_error (error);

  spt_db_match_dossier (f.db, SPT_KIND_VOUCHERS, OTHER_KEY, 0, &match, &error);
  g_assert_no_error (error);
  g_assert_cmpint (match.id, ==, fresh);
  g_assert_cmpint (match.import_id, ==, import_id);
  g_assert_false (match.is_known);
  g_assert_false (match.is_under_way);

  /* On its way: it stays. */
  submission = prepare (f.db, account, "sample.prenotazione", fresh, &error);
  g_assert_no_error (error);
  spt_db_match_dossier (f.db, SPT_KIND_VOUCHERS, OTHER_KEY, 0, &match, &error);
  g_assert_true (match.is_under_way);
  spt_db_undo_dossiers (f.db, import_id, restore_cb, &n_restored, &n_undone, &n_kept, &error);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  spt_db_cancel_submission (f.db, submission, FALSE, "Anna", &error);
  g_assert_no_error (error);

  spt_db_undo_dossiers (f.db, import_id, restore_cb, &n_restored, &n_undone, &n_kept, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_restored, ==, 1);
  g_assert_cmpuint (n_undone, ==, 2);
  g_assert_cmpuint (n_kept, ==, 1);
  spt_db_match_dossier (f.db, SPT_KIND_VOUCHERS, OTHER_KEY, 0, &match, &error);
  g_assert_cmpint (match.id, ==, 0);
  commit (f.db);
  fixture_clear (&f);
}

/* --- what was done, and what a list says of it --------------------------------------------------- */

static void
assert_phase (SptDb      *db,
              gint64      id,
              const char *phase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (spt_dossier_get_data (dossier)->phase, ==, phase);
}

/* A dossier that the list brought to Prenotata and a request of ours to Attivata, with the number P1. */
static gint64
activate (Fixture *f,
          gint64   account)
{
  g_auto (SptNewsSum) sum = { 0 };
  SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Attesa", .stage = "asked" };
  gint64 id = save (f->db, 0, KEY, "prenotazione", 0, 0);
  gint64 submission = send_out (f->db, account, "sample.prenotazione", id);

  change (f->db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  answer (f->db, submission, "Inviata");
  apply (f->db, account, &news, FALSE, &sum);
  news.phase = "Prenotata";
  apply (f->db, account, &news, FALSE, &sum);
  submission = send_out (f->db, account, "sample.attivazione", id);
  change (f->db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  answer (f->db, submission, "Attivata");
  assert_phase (f->db, id, "Attivata");

  return id;
}

static void
test_lag (void)
{
  static const char *const past[] = { "Inviata", "Attesa", "Prenotata" };
  Fixture f = { 0 };
  g_auto (SptNewsSum) sum = { 0 };
  SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Prenotata", .stage = "open" };
  gint64 account, id;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  id = activate (&f, account);

  /* Wherever it was before is an older picture; and it leaves no trace. */
  for (guint i = 0; i < G_N_ELEMENTS (past); i++)
    {
      news.phase = past[i];
      apply (f.db, account, &news, FALSE, &sum);
      assert_phase (f.db, id, "Attivata");
    }
  g_assert_cmpuint (sum.n_changed, ==, 0);
  spt_fake_clock_advance (f.clock, 29 * MINUTE);
  apply (f.db, account, &news, FALSE, &sum);
  assert_phase (f.db, id, "Attivata");

  /* Half an hour later it is a change, and so is where it never was, at any time. */
  spt_fake_clock_advance (f.clock, 2 * MINUTE);
  apply (f.db, account, &news, FALSE, &sum);
  assert_phase (f.db, id, "Prenotata");
  g_assert_cmpuint (sum.n_changed, ==, 1);
  commit (f.db);
  fixture_clear (&f);
}

static void
test_change_wins (void)
{
  Fixture f = { 0 };
  g_auto (SptNewsSum) sum = { 0 };
  SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Annullata", .stage = "" };
  gint64 account, id;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  id = activate (&f, account);
  apply (f.db, account, &news, FALSE, &sum);
  assert_phase (f.db, id, "Annullata");

  /* The service moved it by itself: nothing is held back any more. */
  news.phase = "Prenotata";
  apply (f.db, account, &news, FALSE, &sum);
  assert_phase (f.db, id, "Prenotata");

  /* A clock that was set back holds nothing back for longer. */
  answer (f.db, 2, "Attivata");
  spt_fake_clock_jump_utc (f.clock, -120 * MINUTE);
  apply (f.db, account, &news, FALSE, &sum);
  assert_phase (f.db, id, "Prenotata");
  commit (f.db);
  fixture_clear (&f);
}

/* What a look shows that did not find it done: only of the same number. */
static void
test_look (void)
{
  Fixture f = { 0 };
  g_autoptr (GError) error = NULL;
  SptDossierNews news = { .key = KEY, .phase = "Sospesa", .stage = "held" };
  gint64 account, id, submission;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  id = activate (&f, account);
  submission = send_out (f.db, account, "sample.cessazione", id);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_UNCERTAIN);

  g_assert_true (spt_db_apply_look (f.db, submission, &news, &error));
  news.remote_id = "P2";
  g_assert_true (spt_db_apply_look (f.db, submission, &news, &error));
  assert_phase (f.db, id, "Attivata");
  news.remote_id = "P1";
  g_assert_true (spt_db_apply_look (f.db, submission, &news, &error));
  g_assert_no_error (error);
  assert_phase (f.db, id, "Sospesa");
  commit (f.db);
  fixture_clear (&f);
}

/* What is in doubt is not found elsewhere; once it is known that nothing happened, it is. */
static void
test_in_doubt (void)
{
  Fixture f = { 0 };
  g_auto (SptNewsSum) sum = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  const SptDossierNews news = {
    .key = KEY, .remote_id = "P1", .phase = "Inviata", .stage = "asked", .taken = FIXTURE_START_MS,
  };
  gint64 account, id, submission;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  id = save (f.db, 0, KEY, "prenotazione", 0, 0);
  submission = send_out (f.db, account, "sample.prenotazione", id);
  apply (f.db, account, &news, FALSE, &sum);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_UNCERTAIN);
  apply (f.db, account, &news, FALSE, &sum);
  g_assert_cmpuint (sum.n_found + sum.n_joined + sum.n_changed, ==, 0);
  change (f.db, submission, SPT_STATE_UNCERTAIN, SPT_STATE_NOT_SENT);
  apply (f.db, account, &news, FALSE, &sum);
  g_assert_cmpuint (sum.n_found, ==, 1);
  assert_phase (f.db, id, "");

  /* Found since it was sent, so it may be ours; found before the next one, so it is not that one. */
  g_assert_true (spt_db_add_other_numbers (f.db, submission, numbers, &error));
  g_assert_cmpuint (numbers->len, ==, 0);
  spt_fake_clock_advance (f.clock, MINUTE);
  spt_db_cancel_submission (f.db, submission, FALSE, "Anna", &error);
  g_assert_no_error (error);
  submission = send_out (f.db, account, "sample.prenotazione", id);
  g_assert_true (spt_db_add_other_numbers (f.db, submission, numbers, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (numbers->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (numbers, 0), ==, "P1");
  commit (f.db);
  fixture_clear (&f);
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
test_done (void)
{
  Fixture f = { 0 };
  gint64 account, id, submission;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  id = activate (&f, account);
  g_assert_true (was_done (f.db, id, "attivazione", 0));
  g_assert_false (was_done (f.db, id, "cessazione", 0));
  submission = send_out (f.db, account, "sample.cessazione", id);
  g_assert_false (was_done (f.db, id, "cessazione", 0));
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_REFUSED);
  g_assert_false (was_done (f.db, id, "cessazione", 0));
  submission = send_out (f.db, account, "sample.prenotazione", id);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  g_assert_false (was_done (f.db, id, "attivazione", 0));
  g_assert_true (was_done (f.db, id, "attivazione", submission));
  commit (f.db);
  fixture_clear (&f);
}

static void
assert_problem (SptDb      *db,
                const char *problem)
{
  g_autoptr (GError) error = NULL;
  SptVerifyResult result;

  g_assert_true (spt_db_verify (db, &result, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (result.problem, ==, problem);
  spt_verify_result_clear (&result);
}

static void
test_verify (void)
{
  Fixture f = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 account, id;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "one");
  id = activate (&f, account);
  assert_problem (f.db, NULL);

  g_assert_true (spt_db_exec (f.db, &error, "DROP TRIGGER item_same_record", ""));
  g_assert_true (spt_db_exec (f.db, &error, "UPDATE item SET record_id = 77 WHERE submission_id = 2",
                              ""));
  assert_problem (f.db, "Submission 2 is of a dossier that is not there");
  g_assert_true (spt_db_exec (f.db, &error, "UPDATE item SET record_id = ?1 WHERE record_id = 77",
                              "i", id));
  assert_problem (f.db, NULL);
  g_assert_true (spt_db_exec (f.db, &error, "DELETE FROM dossier_doc", ""));
  assert_problem (f.db, "Dossier 1 has no document");
  g_assert_no_error (error);
  spt_db_rollback (f.db);
  fixture_clear (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/dossiers/save", test_save);
  g_test_add_func ("/store/dossiers/states", test_states);
  g_test_add_func ("/store/dossiers/news-join", test_news_join);
  g_test_add_func ("/store/dossiers/news-candidates", test_news_candidates);
  g_test_add_func ("/store/dossiers/lag", test_lag);
  g_test_add_func ("/store/dossiers/change-wins", test_change_wins);
  g_test_add_func ("/store/dossiers/look", test_look);
  g_test_add_func ("/store/dossiers/in-doubt", test_in_doubt);
  g_test_add_func ("/store/dossiers/done", test_done);
  g_test_add_func ("/store/dossiers/verify", test_verify);
  g_test_add_func ("/store/dossiers/same", test_same);
  g_test_add_func ("/store/dossiers/count-news", test_count_news);
  g_test_add_func ("/store/dossiers/list-filters", test_list_filters);
  g_test_add_func ("/store/dossiers/watches", test_watches);
  g_test_add_func ("/store/dossiers/undo", test_undo);

  return g_test_run ();
}
