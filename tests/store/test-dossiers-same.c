/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers: two that may be one, joined and parted by a person. */
#include "config.h"

#include "dossiers.h"

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
test_same (Dossiers      *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Attesa", .stage = "asked" };
  gint64 other, made, found, submission;

  other = add_account (f->db, "two");
  made = save (f->db, 0, KEY, "prenotazione", 0, 0);
  apply (f->db, f->account, &news, TRUE, &f->sum);
  found = query (f->db, "SELECT id FROM dossier WHERE is_found = 1");
  g_assert_cmpuint (count_same (f->db, made, found), ==, 1);

  /* Said twice, taken back once: the last word counts. */
  spt_db_tell_dossiers_apart (f->db, made, found, FALSE, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_same (f->db, 0, 0), ==, 0);
  spt_db_tell_dossiers_apart (f->db, made, found, TRUE, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_same (f->db, made, found), ==, 1);

  /* What is being sent is not looked at now, what went with another account never. */
  submission = send_out (f->db, other, "sample.prenotazione", made);
  g_assert_cmpuint (count_same (f->db, 0, 0), ==, 0);
  change (f->db, submission, SPT_STATE_SENDING, SPT_STATE_UNCERTAIN);
  g_assert_cmpuint (count_same (f->db, 0, 0), ==, 0);
  g_assert_cmpint (query (f->db, "SELECT count (*) FROM dossier WHERE account_id IS NOT NULL AND "
                          "is_found = 0"), ==, 1);

  /* Of the same account and uncertain: proposed; joined, there is nothing left to say. */
  made = save (f->db, 0, OTHER_KEY, "prenotazione", 0, 0);
  submission = send_out (f->db, f->account, "sample.prenotazione", made);
  change (f->db, submission, SPT_STATE_SENDING, SPT_STATE_UNCERTAIN);
  news.key = OTHER_KEY;
  news.remote_id = "P2";
  apply (f->db, f->account, &news, TRUE, &f->sum);
  found = query (f->db, "SELECT id FROM dossier WHERE remote_id = 'P2'");
  g_assert_cmpuint (count_same (f->db, made, found), ==, 1);
  spt_db_join_dossiers (f->db, made, found, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_same (f->db, 0, 0), ==, 0);
}

/* --- joined, and two again ----------------------------------------------------------------------- */

/* As the rules of a service would: a reservation is asked for where there is none. */
static gboolean
check_cb (SptDb     *db,
          gint64     id,
          gpointer   user_data,
          GError   **error)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, error);

  if (dossier == NULL)
    return FALSE;
  if (spt_db_find_open_submission (db, SPT_KIND_VOUCHERS, id, error) != 0)
    return TRUE;
  return spt_db_recheck_dossier (db, id, NULL, *spt_dossier_get_data (dossier)->phase == '\0'
                                 ? "prenotazione" : NULL, issues, error);
}

static void
join (Dossiers *f,
      gint64    made,
      gint64    found)
{
  g_autoptr (GError) error = NULL;

  spt_db_join_dossiers (f->db, made, found, "Anna", &error);
  g_assert_no_error (error);
}

static void
part (Dossiers *f,
      gint64    made,
      gint64    found)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (spt_db_part_dossiers (f->db, made, "Rosa", check_cb, NULL, &error), ==, found);
  g_assert_no_error (error);
}

/* Nothing to be taken back: neither offered nor done, and nothing changes. */
static void
assert_bound (Dossiers *f,
              gint64    made)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump (f->db);
  g_autofree char *after = NULL;
  gint64 joined;

  g_assert_true (spt_db_get_joined (f->db, made, &joined, &error));
  g_assert_no_error (error);
  g_assert_cmpint (joined, ==, 0);
  g_assert_cmpint (spt_db_part_dossiers (f->db, made, "Rosa", check_cb, NULL, &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  after = dump (f->db);
  g_assert_cmpstr (after, ==, before);
}

static void
assert_joined (Dossiers *f,
               gint64    made,
               gint64    found)
{
  g_autoptr (GError) error = NULL;
  gint64 joined;

  g_assert_true (spt_db_get_joined (f->db, made, &joined, &error));
  g_assert_no_error (error);
  g_assert_cmpint (joined, ==, found);
}

static char *
dup_row (Dossiers *f,
         gint64    id)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT json_array (account_id, key, name, remote_id, phase, stage, phase_since, taken, listed, "
                     "due_date, due_confirmed, is_found, is_over, n_errors, state, next_operation, updated, "
                     "removed, (SELECT doc FROM dossier_doc AS o WHERE o.id = d.id), (SELECT json_group_array (kind) "
                     "FROM dossier_fact WHERE dossier_id = d.id AND kind NOT IN ('joined', 'parted'))) FROM dossier "
                     "AS d WHERE id = %" G_GINT64_FORMAT, id);

  return query_text (f->db, sql);
}

/* One made here, ready, and one that the list shows in the phase Attesa with the number P1. */
static gint64
find_one (Dossiers *f)
{
  const SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Attesa", .stage = "asked" };

  apply (f->db, f->account, &news, TRUE, &f->sum);
  return query (f->db, "SELECT id FROM dossier WHERE is_found = 1");
}

/* Each is what it was; on record in both, and proposed anew. */
static void
test_part (Dossiers      *f,
           gconstpointer  data)
{
  gint64 made = save (f->db, 0, KEY, "prenotazione", 0, 0);
  gint64 found = find_one (f);
  g_autofree char *made_before = dup_row (f, made);
  g_autofree char *found_before = dup_row (f, found);
  g_autofree char *made_after = NULL;
  g_autofree char *found_after = NULL;

  assert_bound (f, made);
  join (f, made, found);
  assert_standing (f->db, made, SPT_STATE_DONE, NULL);
  assert_phase (f->db, made, "Attesa");
  g_assert_cmpuint (count_same (f->db, 0, 0), ==, 0);
  assert_problem (f->db, NULL);
  assert_joined (f, made, found);

  part (f, made, found);
  made_after = dup_row (f, made);
  found_after = dup_row (f, found);
  g_assert_cmpstr (made_after, ==, made_before);
  g_assert_cmpstr (found_after, ==, found_before);
  g_assert_cmpuint (count_same (f->db, made, found), ==, 1);
  g_assert_cmpint (query (f->db, "SELECT count (*) FROM dossier_fact WHERE kind = 'parted' AND who = 'Rosa'"), ==, 2);
  g_assert_cmpint (query (f->db, "SELECT count (*) FROM dossier_search WHERE dossier_search MATCH 'P1'"), ==, 1);
  assert_problem (f->db, NULL);
  assert_bound (f, made);

  /* As often as one likes. */
  join (f, made, found);
  assert_joined (f, made, found);
  part (f, made, found);
  assert_bound (f, made);
}

/* What the list says of the number since is the found one's; what a person wrote stays with what he wrote it on. */
static void
test_part_later (Dossiers      *f,
                 gconstpointer  data)
{
  const SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Prenotata", .stage = "open",
                                .due_date = "2027-02-20" };
  g_autoptr (GError) error = NULL;
  gint64 made = save (f->db, 0, KEY, "prenotazione", 0, 0);
  gint64 found = find_one (f);

  join (f, made, found);
  apply (f->db, f->account, &news, TRUE, &f->sum);
  assert_phase (f->db, made, "Prenotata");
  spt_db_set_dossier_due (f->db, made, "2027-02-18", TRUE, "Anna", &error);
  g_assert_no_error (error);
  spt_db_add_dossier_fact (f->db, made, "note", NULL, "Telefonato", "Anna", &error);
  g_assert_no_error (error);

  part (f, made, found);
  assert_standing (f->db, made, SPT_STATE_READY, "prenotazione");
  assert_phase (f->db, made, "");
  assert_phase (f->db, found, "Prenotata");
  g_assert_cmpint (query (f->db, "SELECT due_date = '2027-02-18' AND due_confirmed FROM dossier WHERE remote_id = 'P1'"),
                   ==, 1);
  g_assert_cmpint (query (f->db, "SELECT due_date IS NULL AND NOT due_confirmed FROM dossier WHERE is_found = 0"), ==, 1);
  g_assert_cmpint (query (f->db, "SELECT dossier_id FROM dossier_fact WHERE kind = 'note'"), ==, made);
  g_assert_cmpint (query (f->db, "SELECT dossier_id FROM dossier_fact WHERE kind = 'due'"), ==, found);
  g_assert_cmpint (query (f->db, "SELECT count (*) FROM dossier_fact AS f JOIN dossier AS d ON d.id = f.dossier_id WHERE "
                          "f.kind = 'phase' AND d.is_found = 0"), ==, 0);
}

/* What is prepared is withdrawn first; what left cannot be taken back any more. */
static void
test_part_sent (Dossiers      *f,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 made = save (f->db, 0, KEY, "prenotazione", 0, 0);
  gint64 found = find_one (f);
  gint64 submission;

  join (f, made, found);
  submission = prepare (f->db, f->account, "sample.attivazione", made, &error);
  g_assert_no_error (error);
  assert_bound (f, made);
  spt_db_cancel_submission (f->db, submission, FALSE, "Anna", &error);
  g_assert_no_error (error);
  assert_joined (f, made, found);
  submission = send_out (f->db, f->account, "sample.attivazione", made);
  assert_bound (f, made);
  change (f->db, submission, SPT_STATE_SENDING, SPT_STATE_REFUSED);
  assert_bound (f, made);
}

/* What a request left it as it is again: refused because it is there already, or in doubt. */
static void
test_part_requested (Dossiers      *f,
                     gconstpointer  data)
{
  gint64 made = save (f->db, 0, KEY, "prenotazione", 0, 0);
  gint64 submission = send_out (f->db, f->account, "sample.prenotazione", made);
  gint64 found;

  change (f->db, submission, SPT_STATE_SENDING, SPT_STATE_REFUSED);
  found = find_one (f);
  join (f, made, found);
  assert_standing (f->db, made, SPT_STATE_DONE, NULL);
  part (f, made, found);
  assert_standing (f->db, made, SPT_STATE_REFUSED, "prenotazione");

  submission = send_out (f->db, f->account, "sample.prenotazione", made);
  change (f->db, submission, SPT_STATE_SENDING, SPT_STATE_UNCERTAIN);
  join (f, made, found);
  assert_joined (f, made, found);
  part (f, made, found);
  assert_standing (f->db, made, SPT_STATE_UNCERTAIN, NULL);

  /* Once it is known what became of it, the joining is part of the story. */
  join (f, made, found);
  change (f->db, submission, SPT_STATE_UNCERTAIN, SPT_STATE_DONE);
  assert_bound (f, made);
}

static void
test_part_verify (Dossiers      *f,
                  gconstpointer  data)
{
  gint64 made = save (f->db, 0, KEY, "prenotazione", 0, 0);

  join (f, made, find_one (f));
  assert_problem (f->db, NULL);
  run (f->db, "UPDATE dossier SET removed = NULL");
  assert_problem (f->db, "Dossier 1 was joined with another that is still there");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_TEST ("/store/dossiers/same", test_same);
  ADD_TEST ("/store/dossiers/part/whole", test_part);
  ADD_TEST ("/store/dossiers/part/later", test_part_later);
  ADD_TEST ("/store/dossiers/part/sent", test_part_sent);
  ADD_TEST ("/store/dossiers/part/requested", test_part_requested);
  ADD_TEST ("/store/dossiers/part/verify", test_part_verify);

  return g_test_run ();
}
