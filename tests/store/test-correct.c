/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Late corrections: what a report says when it is asked for again, and what it leaves alone. */
#include "config.h"

#include "fixture.h"
#include "store/spt-store-after.h"

static char *
dup_items (SptDb  *db,
           gint64  id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = spt_db_list_items (db, id, FALSE, 0, 100, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      const SptItem *item = g_ptr_array_index (items, i);

      g_string_append_printf (text, "%s%s|%s|%s", i > 0 ? "; " : "",
                              spt_state_to_string (item->state),
                              item->message != NULL ? item->message : "",
                              item->also != NULL ? item->also : "");
    }

  return g_string_free (text, FALSE);
}

#define assert_items(db, id, expected) \
  G_STMT_START { \
    g_autofree char *items_ = dup_items (db, id); \
    g_assert_cmpstr (items_, ==, expected); \
  } G_STMT_END

#define assert_text(db, sql, expected) \
  G_STMT_START { \
    g_autofree char *text_ = query_text (db, sql); \
    g_assert_cmpstr (text_, ==, expected); \
  } G_STMT_END

static char *
dup_position (SptDb  *db,
              gint64  id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT state || ' ' || IFNULL (next_operation, '-') || "
                                          "' ' || accepted || ' ' || gone FROM position JOIN "
                                          "position_now USING (id) WHERE id = %" G_GINT64_FORMAT,
                                          id);

  return query_text (db, sql);
}

#define assert_position(db, id, expected) \
  G_STMT_START { \
    g_autofree char *position_ = dup_position (db, id); \
    g_assert_cmpstr (position_, ==, expected); \
  } G_STMT_END

/* A submission that came to its end in @state, as @items say. */
static gint64
end_with (SptDb               *db,
          gint64               account,
          const char          *operation,
          const gint64        *records,
          guint                n_records,
          SptState             state,
          const SptItemChange *items,
          guint                n_items)
{
  gint64 id = add_submission (db, account, operation, records, n_records);
  SptStateChange ending = { .expected = SPT_STATE_WAITING, .state = state, .items = items,
                            .n_items = n_items, .rest_state = n_items > 0 ? SPT_STATE_UNCERTAIN : state,
                            .rest_code = n_items > 0 ? "not-in-report" : NULL,
                            .rest_message = n_items > 0 ? NULL : "all of it" };
  g_autoptr (GError) error = NULL;

  spt_db_order_submission (db, id, "Anna", &error);
  g_assert_no_error (error);
  spt_db_begin_attempt (db, id, &error);
  g_assert_no_error (error);
  change (db, id, SPT_STATE_SENDING, SPT_STATE_WAITING);
  spt_db_change_submission (db, id, &ending, NULL, &error);
  g_assert_no_error (error);

  return id;
}

static SptCorrection
correct (SptDb               *db,
         gint64               id,
         SptState             expected,
         const SptItemChange *items,
         guint                n_items)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) report = g_bytes_new_static ("{}", 2);
  SptStateChange again = { .expected = expected, .items = items, .n_items = n_items,
                           .outcome = "accepted", .http_status = 200, .report = report,
                           .event_text = "poll: accepted, HTTP 200", .actor = "sportello" };
  SptCorrection correction;

  again.attempt_id = spt_db_begin_look (db, id, "poll", &error);
  g_assert_no_error (error);
  spt_db_correct_submission (db, id, &again, &correction, &error);
  g_assert_no_error (error);

  return correction;
}

/* Every pair of states that a report could make of two items: nothing but what docs/states.md has. */
static void
test_states (void)
{
  static const struct
  {
    SptState    from;
    const char *had;
    const char *said; /* d, r, u, - for what the report does not name */
    SptState    to;
    const char *items;
  } table[] = {
    { SPT_STATE_REFUSED, "rr", "rr", SPT_STATE_REFUSED, "rr" },
    { SPT_STATE_REFUSED, "rr", "dr", SPT_STATE_PARTLY_DONE, "dr" },
    { SPT_STATE_REFUSED, "rr", "dd", SPT_STATE_DONE, "dd" },
    { SPT_STATE_REFUSED, "rr", "d-", SPT_STATE_PARTLY_DONE, "dr" },
    { SPT_STATE_REFUSED, "rr", "uu", SPT_STATE_REFUSED, "rr" },
    { SPT_STATE_PARTLY_DONE, "dr", "dr", SPT_STATE_PARTLY_DONE, "dr" },
    { SPT_STATE_PARTLY_DONE, "dr", "rd", SPT_STATE_DONE, "dd" },
    { SPT_STATE_PARTLY_DONE, "dr", "rr", SPT_STATE_PARTLY_DONE, "dr" },
    { SPT_STATE_PARTLY_DONE, "dr", "--", SPT_STATE_PARTLY_DONE, "dr" },
    { SPT_STATE_PARTLY_DONE, "du", "-r", SPT_STATE_PARTLY_DONE, "dr" },
    { SPT_STATE_PARTLY_DONE, "du", "dd", SPT_STATE_DONE, "dd" },
    { SPT_STATE_PARTLY_DONE, "du", "ru", SPT_STATE_PARTLY_DONE, "du" },
    { SPT_STATE_DONE, "dd", "rr", SPT_STATE_DONE, "dd" },
    { SPT_STATE_DONE, "dd", "uu", SPT_STATE_DONE, "dd" },
    { SPT_STATE_DONE, "dd", "dd", SPT_STATE_DONE, "dd" },
  };
  Fixture f;
  gint64 account;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  commit (f.db);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const char *words[] = { table[i].had, table[i].said };
      SptItemChange items[2][2];
      guint n[2] = { 0, 0 };
      g_autoptr (GPtrArray) now = NULL;
      g_autoptr (GError) error = NULL;
      SptCorrection correction;
      gint64 records[2];
      gint64 id;

      g_test_message ("%s, %s", table[i].had, table[i].said);
      for (guint w = 0; w < 2; w++)
        {
          for (guint k = 0; k < 2; k++)
            {
              char letter = words[w][k];

              if (letter == '-' || (w == 0 && letter == 'u'))
                continue;
              items[w][n[w]++] = (SptItemChange) {
                k == 0 ? "K1" : "K2",
                letter == 'd' ? SPT_STATE_DONE : letter == 'r' ? SPT_STATE_REFUSED
                : SPT_STATE_UNCERTAIN, NULL, letter == 'd' ? "yes" : "no", NULL,
              };
            }
        }
      begin (f.db);
      records[0] = add_position (f.db, 1, 0, 0);
      records[1] = add_position (f.db, 2, 0, 0);
      id = end_with (f.db, account, "sample.create", records, 2, table[i].from, items[0], n[0]);
      correction = correct (f.db, id, table[i].from, items[1], n[1]);
      g_assert_cmpstr (spt_state_to_string (correction.state), ==,
                       spt_state_to_string (table[i].to));
      now = spt_db_list_items (f.db, id, FALSE, 0, 2, &error);
      g_assert_no_error (error);
      for (guint k = 0; k < 2; k++)
        {
          const SptItem *item = g_ptr_array_index (now, k);

          g_assert_cmpint (spt_state_to_string (item->state)[0], ==, table[i].items[k]);
          g_assert_cmpint (item->record_state[0], ==, table[i].items[k]);
        }
      spt_db_rollback (f.db);
    }
  fixture_clear (&f);
}

/* What holds of most items stays with the submission, although that is something else by now; the
 * same report twice is the same as once. */
static void
test_twice (void)
{
  const SptItemChange first[] = {
    { "K1", SPT_STATE_REFUSED, "there", "409", NULL }, { "K2", SPT_STATE_REFUSED, "there", "409", NULL },
    { "K3", SPT_STATE_REFUSED, "there", "409", NULL }, { "K4", SPT_STATE_REFUSED, "bad", "400", NULL },
  };
  const SptItemChange late[] = {
    { "K1", SPT_STATE_DONE, NULL, "201", NULL }, { "K3", SPT_STATE_REFUSED, "there", "409", NULL },
    { "K4", SPT_STATE_DONE, NULL, "201", "404" }, { "K9", SPT_STATE_DONE, NULL, "201", NULL },
  };
  const SptItemChange back[] = { { "K1", SPT_STATE_REFUSED, "gone", "404", NULL } };
  const char *after_late = "done|201|409; refused|409|; refused|409|; done|201|400";
  Fixture f;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  SptCorrection correction;
  gint64 records[4];
  gint64 account;
  gint64 id;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    records[i] = add_position (f.db, i + 1, 0, 0);
  id = end_with (f.db, account, "sample.create", records, 4, SPT_STATE_REFUSED, first, 4);
  assert_text (f.db, "SELECT group_concat (state, ' ') FROM (SELECT state FROM item ORDER BY n)",
               "draft draft draft refused");

  correction = correct (f.db, id, SPT_STATE_REFUSED, late, G_N_ELEMENTS (late));
  g_assert_cmpint (correction.state, ==, SPT_STATE_PARTLY_DONE);
  g_assert_cmpuint (correction.n_corrected, ==, 2);
  g_assert_cmpuint (correction.n_against, ==, 0);
  assert_items (f.db, id, after_late);
  assert_text (f.db, "SELECT state || ' ' || n_done || '/' || n_refused || ' ' || rest_state FROM "
               "submission", "partly-done 2/2 refused");
  assert_text (f.db, "SELECT text FROM event WHERE kind = 'corrected'",
               "poll: accepted, HTTP 200; refused to partly-done; 2 corrected");
  assert_position (f.db, records[0], "done - 1 0");
  assert_position (f.db, records[1], "refused create 0 0");
  assert_position (f.db, records[3], "done - 1 0");

  /* Nothing but the attempt is new. */
  before = query_text (f.db, "SELECT group_concat (state || IFNULL (also, '')) || (SELECT count (*) "
                       "FROM event) || (SELECT count (*) FROM payload) FROM item");
  correction = correct (f.db, id, SPT_STATE_PARTLY_DONE, late, G_N_ELEMENTS (late));
  g_assert_cmpuint (correction.n_corrected + correction.n_against, ==, 0);
  after = query_text (f.db, "SELECT group_concat (state || IFNULL (also, '')) || (SELECT count (*) "
                      "FROM event) || (SELECT count (*) FROM payload) FROM item");
  g_assert_cmpstr (before, ==, after);
  assert_text (f.db, "SELECT count (*) || ' ' || max (ended IS NULL) FROM attempt WHERE kind = 'poll'",
               "2 0");

  /* Another word against it is kept, once. */
  correction = correct (f.db, id, SPT_STATE_PARTLY_DONE, back, 1);
  g_assert_cmpuint (correction.n_against, ==, 1);
  correction = correct (f.db, id, SPT_STATE_PARTLY_DONE, back, 1);
  g_assert_cmpuint (correction.n_against, ==, 0);
  assert_items (f.db, id, "done|201|404; refused|409|; refused|409|; done|201|400");
  assert_position (f.db, records[0], "done - 1 0");
  commit (f.db);
  fixture_clear (&f);
}

/* Whose record went on meanwhile: only the item learns of it. */
static void
test_records (void)
{
  const SptItemChange refused[] = {
    { "K1", SPT_STATE_REFUSED, NULL, "no", NULL }, { "K2", SPT_STATE_REFUSED, NULL, "no", NULL },
    { "K3", SPT_STATE_REFUSED, NULL, "no", NULL }, { "K4", SPT_STATE_REFUSED, NULL, "no", NULL },
    { "K5", SPT_STATE_REFUSED, NULL, "no", NULL },
  };
  SptItemChange late[5];
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autofree char *doc = NULL;
  g_autofree char *accepted = NULL;
  SptCorrection correction;
  gint64 records[5];
  gint64 account;
  gint64 id, later, withdrawn;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      records[i] = add_position (f.db, i + 1, 0, 0);
      late[i] = (SptItemChange) { refused[i].key, SPT_STATE_DONE, NULL, "yes", NULL };
    }
  id = end_with (f.db, account, "sample.create", records, 5, SPT_STATE_REFUSED, refused, 5);

  /* The first is under way again, the second was refused again, the third is edited, the fourth was
   * withdrawn before it left again. */
  later = add_submission (f.db, account, "sample.create", &records[0], 1);
  end_with (f.db, account, "sample.create", &records[1], 1, SPT_STATE_REFUSED, refused, 1);
  edit_position (f.db, records[2], 3, "{\"edited\":1}", 0);
  withdrawn = add_submission (f.db, account, "sample.create", &records[3], 1);
  spt_db_cancel_submission (f.db, withdrawn, FALSE, "Anna", &error);
  g_assert_no_error (error);

  correction = correct (f.db, id, SPT_STATE_REFUSED, late, 5);
  g_assert_cmpint (correction.state, ==, SPT_STATE_DONE);
  g_assert_cmpuint (correction.n_corrected, ==, 5);
  g_assert_cmpuint (correction.n_elsewhere, ==, 2);
  assert_items (f.db, id, "done|yes|no; done|yes|no; done|yes|no; done|yes|no; done|yes|no");
  assert_position (f.db, records[0], "ready - 0 0");
  assert_position (f.db, records[1], "refused create 0 0");
  /* The edit stands, and goes to what the service has by now. */
  assert_position (f.db, records[2], "ready update 2 0");
  spt_db_get_position_docs (f.db, records[2], &doc, &accepted, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (doc, ==, "{\"edited\":1}");
  g_assert_null (accepted);
  assert_position (f.db, records[3], "ready update 2 0");
  assert_position (f.db, records[4], "done - 1 0");
  assert_text (f.db, "SELECT text FROM event WHERE kind = 'corrected'",
               "poll: accepted, HTTP 200; refused to done; 5 corrected, 2 of them in a later "
               "submission");
  g_assert_cmpint (spt_db_find_open_submission (f.db, SPT_RECORD_POSITIONS, records[0], &error), ==,
                   later);
  commit (f.db);
  fixture_clear (&f);
}

static void
test_deletion (void)
{
  const SptItemChange yes[] = {
    { "K1", SPT_STATE_DONE, NULL, "ok", NULL }, { "K2", SPT_STATE_DONE, NULL, "ok", NULL },
  };
  const SptItemChange no[] = {
    { "K1", SPT_STATE_REFUSED, NULL, "404", NULL }, { "K2", SPT_STATE_REFUSED, NULL, "404", NULL },
  };
  Fixture f;
  g_autoptr (GError) error = NULL;
  gint64 records[2];
  gint64 account;
  gint64 id;
  guint n;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    records[i] = add_position (f.db, i + 1, 0, 0);
  end_with (f.db, account, "sample.create", records, 2, SPT_STATE_DONE, yes, 2);
  spt_db_mark_delete_positions (f.db, records, 2, TRUE, &n, &error);
  g_assert_no_error (error);
  id = end_with (f.db, account, "sample.delete", records, 2, SPT_STATE_REFUSED, no, 2);
  assert_position (f.db, records[0], "refused delete 1 0");
  /* The second is wanted after all. */
  spt_db_mark_delete_positions (f.db, &records[1], 1, FALSE, &n, &error);
  g_assert_no_error (error);
  assert_position (f.db, records[1], "done - 1 0");

  correct (f.db, id, SPT_STATE_REFUSED, yes, 2);
  assert_position (f.db, records[0], "done - 0 1");
  /* It is not there any more: made anew when it is sent. */
  assert_position (f.db, records[1], "ready create 0 0");
  commit (f.db);
  fixture_clear (&f);
}

/* What is not over, was withdrawn, or moved on meanwhile is not corrected, and stays as it is. */
static void
test_conflicts (void)
{
  static const SptState not_over[] = {
    SPT_STATE_READY, SPT_STATE_WAITING, SPT_STATE_UNCERTAIN, SPT_STATE_CANCELLED, SPT_STATE_NOT_SENT,
  };
  const SptItemChange items[] = { { "K1", SPT_STATE_DONE, NULL, "yes", NULL } };
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  SptCorrection correction;
  gint64 account;
  gint64 record;
  gint64 id;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  record = add_position (f.db, 1, 0, 0);
  id = end_with (f.db, account, "sample.create", &record, 1, SPT_STATE_REFUSED, NULL, 0);
  commit (f.db);

  before = dump (f.db);
  for (guint i = 0; i < G_N_ELEMENTS (not_over); i++)
    {
      SptStateChange again = { .expected = not_over[i], .items = items, .n_items = 1 };

      begin (f.db);
      g_assert_false (spt_db_correct_submission (f.db, id, &again, &correction, &error));
      g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_FAILED);
      g_clear_error (&error);
      commit (f.db);
    }
  {
    SptStateChange again = { .expected = SPT_STATE_PARTLY_DONE, .items = items, .n_items = 1 };

    begin (f.db);
    g_assert_false (spt_db_correct_submission (f.db, id, &again, &correction, &error));
    g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
    g_clear_error (&error);
    again.expected = SPT_STATE_REFUSED;
    g_assert_false (spt_db_correct_submission (f.db, 99, &again, &correction, &error));
    g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
    commit (f.db);
  }
  after = dump (f.db);
  g_assert_cmpstr (before, ==, after);
  fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/correct/states", test_states);
  g_test_add_func ("/store/correct/twice", test_twice);
  g_test_add_func ("/store/correct/records", test_records);
  g_test_add_func ("/store/correct/deletion", test_deletion);
  g_test_add_func ("/store/correct/conflicts", test_conflicts);

  return g_test_run ();
}
