/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Submissions: all pairs of states, compare-and-set, items, and the records that follow. */
#include "config.h"

#include "fixture.h"
#include "store/spt-store-after.h"
#include "store/spt-store-events.h"
#include "store/spt-store-views.h"

#include "base/spt-text.h"

static char *
position_state (SptDb  *db,
                gint64  id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT state || ' ' || IFNULL (next_operation, '-') || "
                                          "' ' || accepted || ' ' || marked_delete "
                                          "FROM position JOIN position_now USING (id) WHERE "
                                          "id = %" G_GINT64_FORMAT, id);

  return query_text (db, sql);
}

#define assert_position(db, id, expected) \
  G_STMT_START { \
    g_autofree char *state_ = position_state (db, id); \
    g_assert_cmpstr (state_, ==, expected); \
  } G_STMT_END

#define assert_text(db, sql, expected) \
  G_STMT_START { \
    g_autofree char *text_ = query_text (db, sql); \
    g_assert_cmpstr (text_, ==, expected); \
  } G_STMT_END

#define ITEMS_OF_1 \
  " FROM item AS i JOIN submission AS s ON s.id = i.submission_id WHERE s.id = 1 ORDER BY i.n"

static gint64
order_and_begin (SptDb  *db,
                 gint64  id)
{
  g_autoptr (GError) error = NULL;
  gint64 attempt;

  spt_db_order_submission (db, id, "Anna", &error);
  g_assert_no_error (error);
  attempt = spt_db_begin_attempt (db, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (attempt, >, 0);

  return attempt;
}

/* A create that was accepted, edited, updated, deleted: what the record shows at every step. */
static void
test_life_of_a_record (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  gint64 account;
  gint64 record;
  gint64 submission;
  guint n_done;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  record = add_position (f.db, 1, 0, 0);
  assert_position (f.db, record, "ready create 0 0");

  submission = add_submission (f.db, account, "sample.create", &record, 1);
  assert_position (f.db, record, "ready - 0 0");
  order_and_begin (f.db, submission);
  assert_position (f.db, record, "sending - 0 0");
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_WAITING);
  assert_position (f.db, record, "waiting - 0 0");
  change (f.db, submission, SPT_STATE_WAITING, SPT_STATE_DONE);
  assert_position (f.db, record, "done - 1 0");
  assert_text (f.db, "SELECT n_done || '/' || n_refused FROM submission", "1/0");

  /* Edited, and edited back: the document that was accepted is known. */
  edit_position (f.db, record, 1, "{\"edited\":1}", 0);
  assert_position (f.db, record, "ready update 2 0");
  edit_position (f.db, record, 1, "{\"iupd\":\"2026-TARI-00001\"}", 0);
  assert_position (f.db, record, "done - 1 0");
  edit_position (f.db, record, 1, "{\"edited\":2}", 1);
  assert_position (f.db, record, "to-fix update 2 0");
  edit_position (f.db, record, 1, "{\"edited\":3}", 0);

  submission = add_submission (f.db, account, "sample.update", &record, 1);
  order_and_begin (f.db, submission);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_REFUSED);
  assert_position (f.db, record, "refused update 2 0");
  edit_position (f.db, record, 1, "{\"edited\":4}", 0);
  submission = add_submission (f.db, account, "sample.update", &record, 1);
  order_and_begin (f.db, submission);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_UNCERTAIN);
  assert_position (f.db, record, "uncertain - 2 0");
  change (f.db, submission, SPT_STATE_UNCERTAIN, SPT_STATE_DONE);
  assert_position (f.db, record, "done - 1 0");

  /* Removing what the service has marks it for deletion there. */
  spt_db_remove_positions (f.db, &record, 1, FALSE, &n_done, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_done, ==, 1);
  assert_position (f.db, record, "ready delete 1 1");
  spt_db_remove_positions (f.db, &record, 1, TRUE, &n_done, &error);
  g_assert_no_error (error);
  assert_position (f.db, record, "done - 1 0");
  spt_db_mark_delete_positions (f.db, &record, 1, TRUE, &n_done, &error);
  submission = add_submission (f.db, account, "sample.delete", &record, 1);
  order_and_begin (f.db, submission);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_REFUSED);
  assert_position (f.db, record, "refused delete 1 1");
  submission = add_submission (f.db, account, "sample.delete", &record, 1);
  order_and_begin (f.db, submission);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  assert_position (f.db, record, "done - 0 1");

  /* Brought back, it is new to the service. */
  spt_db_mark_delete_positions (f.db, &record, 1, FALSE, &n_done, &error);
  g_assert_cmpuint (n_done, ==, 1);
  assert_position (f.db, record, "ready create 0 0");

  commit (f.db);
  fixture_clear (&f);
}

static const SptState all_states[] = {
  SPT_STATE_DRAFT, SPT_STATE_READY, SPT_STATE_SENDING, SPT_STATE_WAITING, SPT_STATE_DONE,
  SPT_STATE_PARTLY_DONE, SPT_STATE_REFUSED,
  SPT_STATE_NOT_SENT, SPT_STATE_UNCERTAIN, SPT_STATE_CANCELLED,
};

/* Every pair, by the engine and by settling: what the table has works, all else fails and
 * changes nothing. */
static void
test_all_pairs (void)
{
  Fixture f;
  gint64 account;
  guint n_good = 0;
  guint n_bad = 0;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  commit (f.db);

  for (guint settling = 0; settling < 2; settling++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (all_states); i++)
        {
          for (guint j = 0; j < G_N_ELEMENTS (all_states); j++)
            {
              SptState from = all_states[i];
              SptState to = all_states[j];
              gboolean allowed = from == to ? !spt_state_is_final (to)
                : spt_state_can_change (from, to, settling);
              g_autoptr (GError) error = NULL;
              g_autofree char *sql = NULL;
              g_autofree char *now = NULL;
              SptStateChange state_change = { .expected = from, .state = to, .settling = settling };
              gint64 record;
              gint64 id;

              begin (f.db);
              record = add_position (f.db, 1, 0, 0);
              id = add_submission (f.db, account, "sample.create", &record, 1);
              sql = g_strdup_printf ("UPDATE submission SET state = '%s' WHERE id = %"
                                     G_GINT64_FORMAT,
                                     spt_state_to_string (from), id);
              run (f.db, sql);

              if (spt_db_change_submission (f.db, id, &state_change, NULL, &error))
                {
                  g_assert_true (allowed);
                  n_good++;
                }
              else
                {
                  g_assert_false (allowed);
                  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_FAILED);
                  n_bad++;
                }

              g_free (sql);
              sql = g_strdup_printf ("SELECT state FROM submission WHERE id = %" G_GINT64_FORMAT,
                                     id);
              now = query_text (f.db, sql);
              g_assert_cmpstr (now, ==, spt_state_to_string (allowed ? to : from));

              /* An item is open exactly as long as its submission is not final. */
              if (allowed)
                g_assert_cmpint (spt_db_find_open_submission (f.db, SPT_RECORD_POSITIONS, record,
                                                              &error), ==,
                                 spt_state_is_final (to) ? 0 : id);
              spt_db_rollback (f.db);
            }
        }
    }

  /* 1 + 3 + 7 + 5 + 2 moves, 5 by settling, and 6 states twice into themselves. */
  g_assert_cmpuint (n_good, ==, 18 + 5 + 12);
  g_assert_cmpuint (n_bad, ==, 200 - 35);
  fixture_clear (&f);
}

static void
test_conflicts (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  SptStateChange state_change = { .expected = SPT_STATE_WAITING, .state = SPT_STATE_DONE };
  gint64 account;
  gint64 record;
  gint64 id;
  gint64 attempt;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  record = add_position (f.db, 1, 0, 0);
  id = add_submission (f.db, account, "sample.create", &record, 1);

  g_assert_false (spt_db_change_submission (f.db, id, &state_change, NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (spt_db_change_submission (f.db, 4711, &state_change, NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Not ordered, then stopped, then waiting for somebody to go through a restored archive. */
  g_assert_cmpint (spt_db_begin_attempt (f.db, id, &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (spt_db_order_submission (f.db, id, "Anna", &error));
  g_assert_true (spt_db_set_setting (f.db, SPT_SETTING_STOPPED, "1", &error));
  g_assert_cmpint (spt_db_begin_attempt (f.db, id, &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (spt_db_set_setting (f.db, SPT_SETTING_STOPPED, NULL, &error));
  g_assert_true (spt_db_set_setting (f.db, SPT_SETTING_REVIEW, "1", &error));
  g_assert_cmpint (spt_db_begin_attempt (f.db, id, &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (spt_db_set_setting (f.db, SPT_SETTING_REVIEW, "0", &error));

  attempt = spt_db_begin_attempt (f.db, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (spt_db_begin_attempt (f.db, id, &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (spt_db_order_submission (f.db, id, "Anna", &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (spt_db_cancel_submission (f.db, id, TRUE, "Anna", &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
  g_clear_error (&error);

  /* An attempt ends once. */
  state_change = (SptStateChange) { .expected = SPT_STATE_SENDING, .state = SPT_STATE_SENDING,
                                    .attempt_id = attempt, .outcome = "pending" };
  g_assert_true (spt_db_change_submission (f.db, id, &state_change, NULL, &error));
  g_assert_false (spt_db_change_submission (f.db, id, &state_change, NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
  g_clear_error (&error);

  spt_db_rollback (f.db);
  fixture_clear (&f);
}

static void
test_one_open_submission (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  gint64 account;
  gint64 other;
  gint64 record;
  gint64 first;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  other = add_account (f.db, "another");
  record = add_position (f.db, 1, 0, 0);
  g_assert_cmpint (spt_db_find_open_submission (f.db, SPT_RECORD_POSITIONS, record, &error), ==, 0);
  first = add_submission (f.db, account, "sample.create", &record, 1);
  commit (f.db);

  begin (f.db);
  g_assert_cmpint (spt_db_find_open_submission (f.db, SPT_RECORD_POSITIONS, record, &error), ==,
                   first);
  g_assert_cmpint (try_submission (f.db, account, "sample.create", &record, 1, &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  name = g_strdup_printf ("submission %" G_GINT64_FORMAT, first);
  g_assert_nonnull (strstr (error->message, name));
  /* An error may end up in a log, and a key may be somebody's tax code. */
  g_assert_null (strstr (error->message, "K1"));
  g_clear_error (&error);
  spt_db_rollback (f.db);

  /* Free again when it is withdrawn; but bound to the account. */
  begin (f.db);
  g_assert_true (spt_db_cancel_submission (f.db, first, FALSE, "Anna", &error));
  assert_position (f.db, record, "ready create 0 0");
  g_assert_cmpint (try_submission (f.db, other, "sample.create", &record, 1, &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  spt_db_rollback (f.db);

  begin (f.db);
  g_assert_true (spt_db_cancel_submission (f.db, first, FALSE, "Anna", &error));
  add_submission (f.db, account, "sample.create", &record, 1);
  commit (f.db);

  /* Under way: neither edited, nor removed, nor marked. */
  begin (f.db);
  {
    const SptPositionColumns columns = { .amount = -1 };
    guint n_done = 99;

    g_assert_cmpint (spt_db_save_position (f.db, record, "{}", &columns, NULL, 0, 0, "Anna",
                                           &error), ==, 0);
    g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
    g_clear_error (&error);
    g_assert_true (spt_db_remove_positions (f.db, &record, 1, FALSE, &n_done, &error));
    g_assert_cmpuint (n_done, ==, 0);
    g_assert_true (spt_db_mark_delete_positions (f.db, &record, 1, TRUE, &n_done, &error));
    g_assert_cmpuint (n_done, ==, 0);
  }
  spt_db_rollback (f.db);
  fixture_clear (&f);
}

/* A report that names some items, none of somebody else's, and leaves one out. */
static void
test_items (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GBytes) report = g_bytes_new_static ("{}", 2);
  gint64 records[5];
  gint64 account;
  gint64 id;
  guint n_foreign;
  const SptItemChange changes[] = {
    { "K1", SPT_STATE_DONE, NULL, NULL },
    { "K2", SPT_STATE_REFUSED, "duplicate", "409" },
    { "NOT-OURS", SPT_STATE_DONE, NULL, NULL },
    { "K4", SPT_STATE_REFUSED, NULL, NULL },
    { "K4", SPT_STATE_DONE, NULL, NULL },
  };
  SptStateChange state_change = {
    .expected = SPT_STATE_WAITING,
    .state = SPT_STATE_PARTLY_DONE,
    .items = changes,
    .n_items = G_N_ELEMENTS (changes),
    .rest_state = SPT_STATE_UNCERTAIN,
    .rest_code = "not-in-report",
    .report = report,
    .event_kind = "answer",
  };

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    records[i] = add_position (f.db, i + 1, 0, 0);
  id = add_submission (f.db, account, "sample.create", records, G_N_ELEMENTS (records));
  order_and_begin (f.db, id);
  change (f.db, id, SPT_STATE_SENDING, SPT_STATE_WAITING);

  items = spt_db_list_items (f.db, id, FALSE, 1, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpstr (((SptItem *) items->pdata[0])->key, ==, "K2");
  g_assert_cmpint (((SptItem *) items->pdata[0])->state, ==, SPT_STATE_WAITING);

  g_assert_true (spt_db_change_submission (f.db, id, &state_change, &n_foreign, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_foreign, ==, 1);
  assert_text (f.db, "SELECT text FROM event WHERE kind = 'answer'",
               "1 results for keys that were never sent");
  assert_text (f.db, "SELECT group_concat (now, ' ') FROM (SELECT " SPT_SQL_ITEM_STATE " AS now FROM item "
               "AS i JOIN submission AS s ON s.id = i.submission_id ORDER BY i.n)",
               "done refused uncertain done uncertain");
  assert_text (f.db, "SELECT n_done || '/' || n_refused FROM submission", "2/1");
  assert_position (f.db, records[0], "done - 1 0");
  assert_position (f.db, records[1], "refused create 0 0");
  assert_position (f.db, records[2], "uncertain - 0 0");
  assert_position (f.db, records[3], "done - 1 0");

  problems = spt_db_list_items (f.db, id, TRUE, 0, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 3);
  g_assert_cmpstr (((SptItem *) problems->pdata[0])->code, ==, "duplicate");
  g_assert_cmpstr (((SptItem *) problems->pdata[1])->code, ==, "not-in-report");
  keys = spt_db_list_item_keys (f.db, id, &error);
  g_assert_cmpuint (keys->len, ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    g_assert_cmpint (spt_db_find_open_submission (f.db, SPT_RECORD_POSITIONS, records[i], &error),
                     ==, 0);

  commit (f.db);
  fixture_clear (&f);
}

/* What holds of most items is written once, with the submission; the others keep their own words. */
static void
test_common_word (void)
{
  Fixture f;
  const char *const sent = "201 - CREATED";
  SptItemChange items[] = {
    { "K1", SPT_STATE_DONE, NULL, sent, NULL },
    { "K2", SPT_STATE_DONE, NULL, sent, "409 - not unique" },
    { "K3", SPT_STATE_REFUSED, "duplicate", "409 - not unique", NULL },
    { "K5", SPT_STATE_DONE, NULL, sent, NULL },
    { "K6", SPT_STATE_DONE, NULL, "201 - otherwise", NULL },
    { "K7", SPT_STATE_DONE, NULL, sent, NULL },
    { "K8", SPT_STATE_DONE, NULL, sent, NULL },
  };
  SptStateChange change_ = { .expected = SPT_STATE_WAITING, .state = SPT_STATE_PARTLY_DONE,
                             .items = items, .n_items = G_N_ELEMENTS (items),
                             .rest_state = SPT_STATE_UNCERTAIN, .rest_code = "not-in-report" };
  const char *const expected[] = {
    "done||201 - CREATED|", "done||201 - CREATED|409 - not unique",
    "refused|duplicate|409 - not unique|", "uncertain|not-in-report||", "done||201 - CREATED|",
    "done||201 - otherwise|", "done||201 - CREATED|", "done||201 - CREATED|",
  };
  g_autoptr (GPtrArray) now = NULL;
  g_autoptr (GPtrArray) failed = NULL;
  g_autoptr (GPtrArray) done = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;
  gint64 records[8];
  gint64 account;
  gint64 id;
  guint n_foreign;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    records[i] = add_position (f.db, i + 1, 0, 0);
  id = add_submission (f.db, account, "sample.create", records, G_N_ELEMENTS (records));
  order_and_begin (f.db, id);
  change (f.db, id, SPT_STATE_SENDING, SPT_STATE_WAITING);
  g_assert_true (spt_db_change_submission (f.db, id, &change_, &n_foreign, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_foreign, ==, 0);
  commit (f.db);

  assert_text (f.db, "SELECT group_concat (state, ' ') FROM (SELECT state FROM item ORDER BY n)",
               "draft done refused uncertain draft done draft draft");
  assert_text (f.db, "SELECT rest_state || ' ' || rest_message FROM submission",
               "done 201 - CREATED");
  now = spt_db_list_items (f.db, id, FALSE, 0, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (now->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < now->len; i++)
    {
      const SptItem *item = g_ptr_array_index (now, i);
      g_autofree char *text = g_strdup_printf ("%s|%s|%s|%s", spt_state_to_string (item->state),
                                               item->code != NULL ? item->code : "",
                                               item->message != NULL ? item->message : "",
                                               item->also != NULL ? item->also : "");

      g_assert_cmpstr (text, ==, expected[i]);
    }
  assert_text (f.db, "SELECT n_done || '/' || n_refused FROM submission", "6/1");
  assert_position (f.db, records[0], "done - 1 0");
  assert_position (f.db, records[1], "done - 1 0");
  assert_position (f.db, records[2], "refused create 0 0");
  assert_position (f.db, records[3], "uncertain - 0 0");
  assert_position (f.db, records[7], "done - 1 0");

  failed = spt_db_list_failed (f.db, id, FALSE, FALSE, 0, 100, &error);
  g_assert_cmpuint (failed->len, ==, 2);
  done = spt_db_list_done_keys (f.db, id, &error);
  g_assert_cmpuint (done->len, ==, 6);
  history = spt_db_list_record_history (f.db, SPT_RECORD_POSITIONS, records[7], &error);
  g_assert_cmpuint (history->len, ==, 1);
  g_assert_cmpint (((SptRecordHistory *) history->pdata[0])->state, ==, SPT_STATE_DONE);
  g_assert_cmpstr (((SptRecordHistory *) history->pdata[0])->message, ==, sent);

  fixture_clear (&f);
}

/* The same of a refusal, whose results come in another order and with strangers among them. */
static void
test_common_refusal (void)
{
  Fixture f;
  SptItemChange items[] = {
    { "K3", SPT_STATE_REFUSED, "duplicate", NULL, NULL },
    { "nobody's", SPT_STATE_REFUSED, "duplicate", NULL, NULL },
    { "K1", SPT_STATE_DONE, NULL, NULL, NULL },
    { "K1", SPT_STATE_REFUSED, "duplicate", NULL, NULL },
    { "K2", SPT_STATE_REFUSED, "duplicate", NULL, NULL },
  };
  SptStateChange change_ = { .expected = SPT_STATE_WAITING, .state = SPT_STATE_REFUSED,
                             .items = items, .n_items = G_N_ELEMENTS (items),
                             .rest_state = SPT_STATE_UNCERTAIN, .rest_code = "not-in-report" };
  g_autoptr (GError) error = NULL;
  gint64 records[3];
  gint64 account;
  gint64 id;
  guint n_foreign;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    records[i] = add_position (f.db, i + 1, 0, 0);
  id = add_submission (f.db, account, "sample.create", records, G_N_ELEMENTS (records));
  order_and_begin (f.db, id);
  change (f.db, id, SPT_STATE_SENDING, SPT_STATE_WAITING);
  g_assert_true (spt_db_change_submission (f.db, id, &change_, &n_foreign, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_foreign, ==, 1);
  commit (f.db);

  assert_text (f.db, "SELECT rest_state || ' ' || rest_code FROM submission", "refused duplicate");
  assert_text (f.db, "SELECT n_done || '/' || n_refused FROM submission", "0/3");
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    assert_position (f.db, records[i], "refused create 0 0");

  fixture_clear (&f);
}

static void
refuse (SptDb      *db,
        const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (spt_db_exec (db, &error, sql, ""));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
}

/* The archive itself keeps a record out of a second submission, whoever writes. */
static void
test_one_open (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  gint64 records[2];
  gint64 account;
  gint64 first;
  gint64 second;
  gint64 attempt;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    records[i] = add_position (f.db, i + 1, 0, 0);
  first = add_submission (f.db, account, "sample.create", &records[0], 1);
  second = add_submission (f.db, account, "sample.create", &records[1], 1);
  g_assert_cmpint (first, ==, 1);
  g_assert_cmpint (second, ==, 2);

#define ADD_FIRST_TO_SECOND \
  "INSERT INTO item (submission_id, n, key, row, record_kind, record_id, state) VALUES (2, 9, 'K', " \
  "9, '" SPT_RECORD_POSITIONS "', 1, 'draft')"
  g_assert_cmpint (records[0], ==, 1);
  refuse (f.db, ADD_FIRST_TO_SECOND);
  /* Nor twice in one, nor by way of an item that has another record. */
  refuse (f.db, "INSERT INTO item (submission_id, n, key, row, record_kind, record_id, state) "
          "SELECT 1, 9, key, row, record_kind, record_id, state FROM item WHERE submission_id = 1");
  refuse (f.db, "UPDATE item SET record_id = 1 WHERE submission_id = 2");
  refuse (f.db, "UPDATE item SET submission_id = 2, n = 9 WHERE submission_id = 1");

  /* While it lives through all states that are not final. */
  attempt = order_and_begin (f.db, first);
  g_assert_cmpint (attempt, >, 0);
  refuse (f.db, ADD_FIRST_TO_SECOND);
  change (f.db, first, SPT_STATE_SENDING, SPT_STATE_WAITING);
  refuse (f.db, ADD_FIRST_TO_SECOND);
  change (f.db, first, SPT_STATE_WAITING, SPT_STATE_UNCERTAIN);
  refuse (f.db, ADD_FIRST_TO_SECOND);

  /* Once it is final the record is free, and the first is not opened again. */
  {
    SptStateChange settled = { .expected = SPT_STATE_UNCERTAIN, .state = SPT_STATE_REFUSED,
                               .settling = TRUE, .rest_state = SPT_STATE_REFUSED };

    g_assert_true (spt_db_change_submission (f.db, first, &settled, NULL, &error));
    g_assert_no_error (error);
  }
  run (f.db, ADD_FIRST_TO_SECOND);
  refuse (f.db, "UPDATE submission SET state = 'waiting' WHERE id = 1");
  run (f.db, "UPDATE submission SET state = 'done' WHERE id = 1");

  /* What was sent with other software claims nothing, and never will. */
  g_assert_cmpint (spt_db_follow_upload (f.db, account, "sample", "sample.upload", "R", "t", "Anna",
                                         &error), ==, 3);
  g_assert_no_error (error);
  run (f.db, "INSERT INTO item (submission_id, n, key, row, record_kind, record_id, state) VALUES "
       "(3, 1, 'K', 1, '" SPT_RECORD_POSITIONS "', 1, 'draft')");
  refuse (f.db, "UPDATE submission SET followed = 0 WHERE id = 3");
  g_assert_cmpint (spt_db_find_open_submission (f.db, SPT_RECORD_POSITIONS, 1, &error), ==, 2);

  /* Where it was brought about all the same it is found. */
  {
    SptVerifyResult result;

    g_assert_true (spt_db_verify (f.db, &result, NULL, &error));
    g_assert_cmpstr (result.problem, ==, NULL);
    spt_verify_result_clear (&result);
    run (f.db, "DROP TRIGGER item_one_open");
    run (f.db, "INSERT INTO item (submission_id, n, key, row, record_kind, record_id, state) "
         "SELECT 2, 10, key, row, record_kind, record_id, state FROM item WHERE submission_id = 2 AND "
         "n = 9");
    g_assert_true (spt_db_verify (f.db, &result, NULL, &error));
    g_assert_cmpstr (result.problem, ==, "Record 1 is in two submissions that are not finished");
    spt_verify_result_clear (&result);
    run (f.db, "DELETE FROM item WHERE n = 10");
    run (f.db, "DELETE FROM position_now WHERE id = 2");
    g_assert_true (spt_db_verify (f.db, &result, NULL, &error));
    g_assert_cmpstr (result.problem, ==, "Position 2 has no state");
    spt_verify_result_clear (&result);
  }
#undef ADD_FIRST_TO_SECOND

  commit (f.db);
  fixture_clear (&f);
}

/* No byte left: it stays ordered. Not sent: it does not. */
static void
test_back_to_ready (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) work = NULL;
  gint64 account;
  gint64 record;
  gint64 id;
  SptStateChange away = {
    .expected = SPT_STATE_SENDING, .state = SPT_STATE_READY, .code = "offline",
    .not_before = FIXTURE_START_MS + 5000,
    .outcome = "not-sent", .progress_done = -1, .progress_total = -1,
  };

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  record = add_position (f.db, 1, 0, 0);
  id = add_submission (f.db, account, "sample.create", &record, 1);

  away.attempt_id = order_and_begin (f.db, id);
  g_assert_true (spt_db_change_submission (f.db, id, &away, NULL, &error));
  g_assert_no_error (error);
  assert_text (f.db,
               "SELECT state || ' ' || (ordered_at IS NOT NULL) || ' ' || code FROM submission",
               "ready 1 offline");
  assert_position (f.db, record, "ready - 0 0");
  work = spt_db_list_work (f.db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (work->len, ==, 1);
  g_assert_cmpint (((SptSubmissionRow *) work->pdata[0])->not_before, ==, FIXTURE_START_MS + 5000);
  g_assert_cmpint (((SptSubmissionRow *) work->pdata[0])->last_send_started, ==, FIXTURE_START_MS);

  g_assert_cmpint (spt_db_begin_attempt (f.db, id, &error), >, 0);
  change (f.db, id, SPT_STATE_SENDING, SPT_STATE_NOT_SENT);
  assert_text (f.db, "SELECT state || ' ' || (ordered_at IS NOT NULL) FROM submission",
               "not-sent 0");
  assert_position (f.db, record, "not-sent - 0 0");
  g_assert_true (spt_db_order_submission (f.db, id, "Anna", &error));
  assert_text (f.db, "SELECT state || ' ' || (ordered_at IS NOT NULL) FROM submission", "ready 1");
  assert_position (f.db, record, "ready - 0 0");
  g_assert_cmpint (query (f.db, "SELECT count (*) FROM event WHERE kind = 'ordered'"), ==, 2);
  g_assert_true (spt_db_order_submission (f.db, id, "Anna", &error));
  g_assert_cmpint (query (f.db, "SELECT count (*) FROM event WHERE kind = 'ordered'"), ==, 2);

  commit (f.db);
  fixture_clear (&f);
}

static void
test_recover (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (GPtrArray) work = NULL;
  gint64 account;
  gint64 records[2];
  gint64 id;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  records[0] = add_position (f.db, 1, 0, 0);
  records[1] = add_position (f.db, 2, 0, 0);
  id = add_submission (f.db, account, "sample.create", records, 1);
  add_submission (f.db, account, "sample.create", records + 1, 1);
  order_and_begin (f.db, id);
  commit (f.db);
  fixture_reopen (&f);

  begin (f.db);
  g_assert_cmpint (spt_db_recover_sending (f.db, NULL, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (spt_db_recover_sending (f.db, NULL, &error), ==, 0);
  commit (f.db);
  assert_text (f.db, "SELECT state || ' ' || code FROM submission ORDER BY id",
               "uncertain found-sending");
  assert_position (f.db, records[0], "uncertain - 0 0");
  attempts = spt_db_list_attempts (f.db, id, &error);
  g_assert_cmpuint (attempts->len, ==, 1);
  g_assert_cmpstr (((SptAttempt *) attempts->pdata[0])->outcome, ==, "unknown");
  g_assert_cmpint (((SptAttempt *) attempts->pdata[0])->ended, >, 0);
  assert_text (f.db, "SELECT " SPT_SQL_ITEM_STATE " || ' ' || " SPT_SQL_ITEM_CODE ITEMS_OF_1,
               "uncertain found-sending");

  /* Nothing looks it up by itself: a person is asked. */
  work = spt_db_list_work (f.db, &error);
  g_assert_cmpuint (work->len, ==, 0);

  /* What is settled as a whole settles the items that were in doubt. */
  begin (f.db);
  {
    SptStateChange settled = { .expected = SPT_STATE_UNCERTAIN, .state = SPT_STATE_DONE,
                               .settling = TRUE, .rest_state = SPT_STATE_DONE };

    g_assert_true (spt_db_change_submission (f.db, id, &settled, NULL, &error));
    g_assert_no_error (error);
  }
  commit (f.db);
  assert_position (f.db, records[0], "done - 1 0");
  assert_text (f.db, "SELECT " SPT_SQL_ITEM_STATE " || ' ' || IFNULL (" SPT_SQL_ITEM_CODE ", '-')"
               ITEMS_OF_1,
               "done -");

  fixture_clear (&f);
}

/* A question changes nothing: one whose answer was lost is not in doubt, nor one that a restore, which does not know
 * the operations, left so. */
static void
test_recover_questions (void)
{
  const char *const questions[] = { "sample.ask", NULL };
  Fixture f;
  g_autoptr (GError) error = NULL;
  gint64 account;
  gint64 records[3];
  gint64 ids[3];

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      records[i] = add_position (f.db, i + 1, 0, 0);
      ids[i] = add_submission (f.db, account, i == 0 ? "sample.create" : "sample.ask", records + i, 1);
      order_and_begin (f.db, ids[i]);
    }
  change (f.db, ids[2], SPT_STATE_SENDING, SPT_STATE_UNCERTAIN);
  g_assert_cmpint (spt_db_recover_sending (f.db, questions, &error), ==, 3);
  g_assert_no_error (error);
  g_assert_cmpint (spt_db_recover_sending (f.db, questions, &error), ==, 0);
  commit (f.db);

  assert_text (f.db, "SELECT group_concat (state || ' ' || code || ' ' || (ordered_at IS NULL), ', ') FROM submission",
               "uncertain found-sending 0, not-sent found-asking 1, not-sent found-asking 1");
  assert_text (f.db, "SELECT group_concat (outcome) FROM attempt WHERE ended IS NOT NULL", "unknown,unknown,unknown");
  assert_position (f.db, records[1], "not-sent - 0 0");
  fixture_clear (&f);
}

/* Stopped following: nobody knows, so nothing sends it again by itself. */
static void
test_stop_following (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  gint64 account;
  gint64 record;
  gint64 id;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  record = add_position (f.db, 1, 0, 0);
  id = add_submission (f.db, account, "sample.create", &record, 1);
  order_and_begin (f.db, id);
  change (f.db, id, SPT_STATE_SENDING, SPT_STATE_WAITING);

  g_assert_false (spt_db_cancel_submission (f.db, id, FALSE, "Anna", &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (spt_db_cancel_submission (f.db, id, TRUE, "Anna", &error));
  g_assert_no_error (error);
  assert_position (f.db, record, "cancelled - 0 0");
  commit (f.db);
  fixture_clear (&f);
}

static void
test_objects (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptSubmission) object = NULL;
  g_autoptr (SptDebtPosition) position = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) remote = NULL;
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;
  guint counts[SPT_N_STATES];
  guint n_open;
  gint64 account;
  gint64 records[2];
  gint64 id;
  gint64 later;
  SptStateChange sent = { .expected = SPT_STATE_SENDING, .state = SPT_STATE_WAITING,
                          .set_remote_id = TRUE, .remote_id = "F-1" };

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  records[0] = add_position (f.db, 1, 0, 0);
  records[1] = add_position (f.db, 2, 0, 0);
  id = add_submission (f.db, account, "sample.create", records, 1);
  later = add_submission (f.db, account, "sample.create", records + 1, 1);
  order_and_begin (f.db, id);
  g_assert_true (spt_db_change_submission (f.db, id, &sent, NULL, &error));
  commit (f.db);

  object = spt_db_get_submission (f.db, id, &error);
  g_assert_no_error (error);
  g_object_get (object, "job-title", &title, "account-name", &name, "n-open", &n_open, NULL);
  g_assert_cmpstr (title, ==, "A job");
  g_assert_cmpstr (name, ==, "comune");
  g_assert_cmpuint (n_open, ==, 1);
  g_assert_cmpint (spt_submission_get_state (object), ==, SPT_STATE_WAITING);
  position = spt_db_get_position (f.db, records[0], &error);
  g_assert_no_error (error);
  g_assert_cmpint (spt_debt_position_get_state (position), ==, SPT_STATE_WAITING);

  ids = spt_db_query_submissions (f.db, 0, 0, &error);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, later);
  g_clear_pointer (&ids, g_array_unref);
  ids = spt_db_query_submissions (f.db, 1u << SPT_STATE_WAITING, account, &error);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, id);
  g_assert_true (spt_db_count_submissions (f.db, counts, &error));
  g_assert_cmpuint (counts[SPT_STATE_WAITING], ==, 1);
  g_assert_cmpuint (counts[SPT_STATE_READY], ==, 1);
  remote = spt_db_list_remote_ids (f.db, account, &error);
  g_assert_cmpuint (remote->len, ==, 1);
  g_assert_cmpstr (remote->pdata[0], ==, "F-1");

  g_assert_null (spt_db_get_submission (f.db, 4711, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  fixture_clear (&f);
}

/* What was in a request that left, whatever came of it; not what was only prepared, or never got away. */
static void
test_count_sent (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  gint64 account, submission, attempt;
  gint64 ids[3];
  guint n_sent = 99;
  SptStateChange gone = { .expected = SPT_STATE_SENDING, .state = SPT_STATE_NOT_SENT };

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = add_position (f.db, i + 1, 0, 0);
  add_submission (f.db, account, "sample.create", ids, 1);
  g_assert_true (spt_db_count_sent (f.db, "debt-positions", ids, 3, &n_sent, NULL, &error));
  g_assert_cmpuint (n_sent, ==, 0);

  submission = add_submission (f.db, account, "sample.create", ids + 1, 2);
  g_assert_true (spt_db_order_submission (f.db, submission, "Anna", &error));
  attempt = spt_db_begin_attempt (f.db, submission, &error);
  g_assert_no_error (error);
  g_assert_true (spt_db_count_sent (f.db, "debt-positions", ids, 3, &n_sent, NULL, &error));
  g_assert_cmpuint (n_sent, ==, 2);

  gone.attempt_id = attempt;
  gone.outcome = "not-sent";
  g_assert_true (spt_db_change_submission (f.db, submission, &gone, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (spt_db_count_sent (f.db, "debt-positions", ids, 3, &n_sent, NULL, &error));
  g_assert_cmpuint (n_sent, ==, 0);
  commit (f.db);
  fixture_clear (&f);
}

/* A kind has a place for each of its issues; a page of them comes back with names, and without what was mended meanwhile. */
static void
test_issue_places (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) kinds = NULL;
  g_autoptr (GPtrArray) named = NULL;
  SptIssuePlace places[3] = { 0, };
  SptIssueKind *kind;
  SptNamedIssue *entry;
  gint64 ids[3];

  fixture_init (&f);
  begin (f.db);
  ids[0] = add_position (f.db, 1, 2, 0);
  ids[1] = add_position (f.db, 2, 0, 0);
  ids[2] = add_position (f.db, 3, 2, 0);
  run (f.db, "UPDATE position_issue SET code = 'debtor-code-check'");
  kinds = spt_db_list_issue_kinds (f.db, "debt-positions", SPT_ISSUE_ERROR, ids, 3, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kinds->len, ==, 1);
  kind = g_ptr_array_index (kinds, 0);
  g_assert_cmpuint (kind->n_records, ==, 2);
  g_assert_cmpuint (kind->places->len, ==, 4);
  g_assert_cmpint (g_array_index (kind->places, SptIssuePlace, 1).record_id, ==, ids[0]);
  g_assert_cmpint (g_array_index (kind->places, SptIssuePlace, 2).record_id, ==, ids[2]);

  places[0] = g_array_index (kind->places, SptIssuePlace, 3);
  places[1] = (SptIssuePlace) { ids[1], 0 };
  places[2] = (SptIssuePlace) { 0, 0 };
  named = spt_db_get_named_issues (f.db, "debt-positions", places, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (named->len, ==, 3);
  entry = g_ptr_array_index (named, 0);
  g_assert_true (entry->is_there);
  g_assert_cmpstr (entry->name, ==, "Nicolò D'Agostino 3");
  g_assert_cmpstr (entry->issue.code, ==, "debtor-code-check");
  entry = g_ptr_array_index (named, 1);
  g_assert_false (entry->is_there);
  g_assert_cmpstr (entry->name, ==, "Nicolò D'Agostino 2");
  entry = g_ptr_array_index (named, 2);
  g_assert_false (entry->is_there);
  g_assert_null (entry->name);
  commit (f.db);
  fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/submissions/life-of-a-record", test_life_of_a_record);
  g_test_add_func ("/store/submissions/all-pairs", test_all_pairs);
  g_test_add_func ("/store/submissions/conflicts", test_conflicts);
  g_test_add_func ("/store/submissions/one-open-submission", test_one_open_submission);
  g_test_add_func ("/store/submissions/items", test_items);
  g_test_add_func ("/store/submissions/common-word", test_common_word);
  g_test_add_func ("/store/submissions/common-refusal", test_common_refusal);
  g_test_add_func ("/store/submissions/one-open", test_one_open);
  g_test_add_func ("/store/submissions/back-to-ready", test_back_to_ready);
  g_test_add_func ("/store/submissions/recover", test_recover);
  g_test_add_func ("/store/submissions/recover-questions", test_recover_questions);
  g_test_add_func ("/store/submissions/stop-following", test_stop_following);
  g_test_add_func ("/store/submissions/objects", test_objects);
  g_test_add_func ("/store/submissions/count-sent", test_count_sent);
  g_test_add_func ("/store/submissions/issue-places", test_issue_places);

  return g_test_run ();
}
