/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Debt positions: saving, overrides, taking away and bringing back, imports, lists, words. */
#include "config.h"

#include "fixture.h"

static char *
state_of (SptDb  *db,
          gint64  id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT state || ' ' || IFNULL (next_operation, '-') || "
                                          "' ' || n_errors || ' ' || n_warnings || "
                                          "CASE WHEN removed IS NULL THEN '' ELSE ' removed' END "
                                          "FROM position JOIN position_now USING (id) WHERE "
                                          "id = %" G_GINT64_FORMAT, id);

  return query_text (db, sql);
}

#define assert_state(db, id, expected) \
  G_STMT_START { \
    g_autofree char *state_ = state_of (db, id); \
    g_assert_cmpstr (state_, ==, expected); \
  } G_STMT_END

static guint
count_found (SptDb            *db,
             SptPositionQuery  position_query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = spt_db_query_positions (db, &position_query, NULL, &error);

  g_assert_no_error (error);

  return ids->len;
}

static guint
count_words (SptDb      *db,
             const char *words)
{
  return count_found (db, (SptPositionQuery) { .search = words });
}

static void
test_save (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptIssueList) issues = NULL;
  g_autofree char *doc = NULL;
  g_autofree char *name = NULL;
  g_autoptr (SptDebtPosition) object = NULL;
  const SptPositionColumns nothing = { .amount = -1 };
  gboolean accepted = TRUE;
  gint64 id;
  gint64 empty;

  fixture_init (&f);
  begin (f.db);
  id = add_position (f.db, 7, 2, 0);
  assert_state (f.db, id, "to-fix create 2 0");
  doc = spt_db_get_position_doc (f.db, id, &issues, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (doc, ==, "{\"iupd\":\"2026-TARI-00007\"}");
  g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 2);
  g_assert_cmpuint (spt_issue_list_get_n_errors (issues), ==, 2);
  g_assert_true (spt_issue_list_get (issues, 1)->overridable);
  g_assert_cmpstr (spt_issue_list_get (issues, 1)->code, ==, "debtor-code-check");

  edit_position (f.db, id, 8, "{\"a\":1}", 0);
  assert_state (f.db, id, "ready create 0 0");
  g_clear_pointer (&issues, spt_issue_list_free);
  g_free (doc);
  doc = spt_db_get_position_doc (f.db, id, &issues, &error);
  g_assert_cmpstr (doc, ==, "{\"a\":1}");
  g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 0);
  object = spt_db_get_position (f.db, id, &error);
  g_object_get (object, "debtor-name", &name, NULL);
  g_assert_cmpstr (name, ==, "Nicolò D'Agostino 8");
  g_assert_true (spt_db_get_position_was_accepted (f.db, id, &accepted, &error));
  g_assert_false (accepted);

  /* A draft with nothing valid in it. */
  empty = spt_db_save_position (f.db, 0, "{}", &nothing, NULL, 0, 0, NULL, &error);
  g_assert_no_error (error);
  assert_state (f.db, empty, "ready create 0 0");

  g_assert_cmpint (spt_db_find_position_by_iupd (f.db, "2026-TARI-00008", "00000000018", &error),
                   ==, id);
  g_assert_cmpint (spt_db_find_position_by_iupd (f.db, "2026-TARI-00008", NULL, &error), ==, 0);
  g_assert_cmpint (spt_db_find_position_by_iupd (f.db, "2026-TARI-00007", "00000000018", &error),
                   ==, 0);

  g_assert_cmpint (spt_db_save_position (f.db, 4711, "{}", &nothing, NULL, 0, 0, NULL, &error), ==,
                   0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (spt_db_get_position_doc (f.db, 4711, NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (spt_db_get_position_was_accepted (f.db, 4711, &accepted, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);

  commit (f.db);
  fixture_clear (&f);
}

static void
count_iupd_cb (const char *iupd,
               gpointer    user_data)
{
  guint *n = user_data;

  g_assert_true (g_str_has_prefix (iupd, "B-"));
  *n += 1;
}

/* Many at once are saved as one by one, whatever is left over behind the last full statement. */
static void
test_add_many (void)
{
  static const guint numbers[] = { 1, 31, 32, 33, 70 };

  for (guint t = 0; t < G_N_ELEMENTS (numbers); t++)
    {
      guint n = numbers[t];
      g_autofree SptNewPosition *positions = g_new0 (SptNewPosition, n);
      g_autofree SptIssueList **lists = g_new0 (SptIssueList *, n);
      g_autofree char *many = NULL;
      g_autofree char *one = NULL;
      SptPositionMatch match;
      gboolean all;
      guint n_keys = 0;

      for (guint round = 0; round < 2; round++)
        {
          Fixture f;
          g_autoptr (GStringChunk) texts = g_string_chunk_new (4096);
          g_autoptr (GError) error = NULL;
          gint64 import_id;
          char **dump = round == 0 ? &one : &many;

          fixture_init (&f);
          begin (f.db);
          import_id = spt_db_add_import (f.db, SPT_RECORD_POSITIONS, "many", &error);
          for (guint i = 0; i < n; i++)
            {
              char text[64];

              g_snprintf (text, sizeof text, "B-%u", i);
              positions[i] = (SptNewPosition) { .import_row = i + 2 };
              positions[i].columns = (SptPositionColumns) { .amount = i, .n_options = 1 };
              positions[i].columns.iupd = g_string_chunk_insert (texts, text);
              positions[i].columns.organization = i % 2 ? "00000000018" : NULL;
              positions[i].doc = g_string_chunk_insert (texts, i % 3 ? "{}" : "{\"iupd\":\"x\"}");
              g_clear_pointer (&lists[i], spt_issue_list_free);
              if (i % 5 == 0)
                {
                  positions[i].issues = lists[i] = spt_issue_list_new (0);
                  spt_issue_list_add (lists[i], i % 2 ? SPT_ISSUE_ERROR : SPT_ISSUE_WARNING, "base",
                                      "required", i + 2, "iupd", NULL, "7");
                }
              if (round == 0)
                spt_db_save_position (f.db, 0, positions[i].doc, &positions[i].columns, lists[i],
                                      import_id, i + 2, "Anna", &error);
              g_assert_no_error (error);
            }
          if (round == 1)
            spt_db_add_positions (f.db, positions, n, import_id, "Anna", &error);
          g_assert_no_error (error);

          *dump = query_text (f.db,
                              "SELECT group_concat (id || import_id || import_row || iupd || "
                              "IFNULL (organization, '-') || amount || state || next_operation || "
                              "n_errors || n_warnings || updated_by || doc || IFNULL ((SELECT "
                              "level || path FROM position_issue WHERE position_id = p.id), '-')) "
                              "FROM (SELECT * FROM position JOIN position_now USING (id) JOIN "
                              "position_doc USING (id) ORDER BY id) AS p");
          if (round == 1)
            {
              g_assert_true (spt_db_foreach_iupd (f.db, n, count_iupd_cb, &n_keys, &all, &error));
              g_assert_true (all);
              g_assert_cmpuint (n_keys, ==, n);
              g_assert_true (spt_db_foreach_iupd (f.db, n - 1, count_iupd_cb, &n_keys, &all,
                                                  &error));
              g_assert_false (all);
              g_assert_cmpuint (n_keys, ==, n);

              g_assert_true (spt_db_match_position (f.db, "B-0", NULL, &match, &error));
              g_assert_cmpint (match.id, ==, 1);
              g_assert_cmpint (match.import_id, ==, import_id);
              g_assert_false (match.is_to_fix);
              g_assert_true (spt_db_match_position (f.db, "B-0", "00000000018", &match, &error));
              g_assert_cmpint (match.id, ==, 0);
              if (n > 5)
                {
                  g_assert_true (spt_db_match_position (f.db, "B-5", "00000000018", &match,
                                                        &error));
                  g_assert_cmpint (match.id, ==, 6);
                  g_assert_true (match.is_to_fix);
                }
            }
          commit (f.db);
          fixture_clear (&f);
        }

      g_assert_cmpstr (many, ==, one);
      for (guint i = 0; i < n; i++)
        spt_issue_list_free (lists[i]);
    }
}

static void
test_override (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  gint64 id;

  fixture_init (&f);
  begin (f.db);
  id = add_position (f.db, 1, 1, 0);
  g_assert_false (spt_db_override_position_issue (f.db, id, "debtor-code-check", "fiscalCode",
                                                  "another value", "seen", "Anna", &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (spt_db_override_position_issue (f.db, id, "debtor-code-check", "fiscalCode",
                                                 "DGSNCL80A01F205X", "seen the card", "Anna",
                                                 &error));
  g_assert_no_error (error);
  assert_state (f.db, id, "ready create 0 1");

  /* The same value found again is a warning still; it is on record who said so. */
  edit_position (f.db, id, 1, "{\"b\":1}", 1);
  assert_state (f.db, id, "ready create 0 1");
  {
    g_autofree char *record = query_text (f.db,
                                          "SELECT who || ': ' || reason FROM position_override");

    g_assert_cmpstr (record, ==, "Anna: seen the card");
  }

  /* Another value is another matter. */
  {
    g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
    const SptPositionColumns columns = { .amount = -1 };

    spt_issue_list_add (issues, SPT_ISSUE_ERROR, "sample", "debtor-code-check", 1, "fiscalCode",
                        "RSSMRA80A01F205Z", NULL);
    spt_issue_list_set_overridable (issues);
    g_assert_cmpint (spt_db_save_position (f.db, id, "{\"c\":1}", &columns, issues, 0, 0, "Anna",
                                           &error), ==, id);
    assert_state (f.db, id, "to-fix create 1 0");
    spt_issue_list_reset (issues);

    /* What may not be overridden is not. */
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, "sample", "amount-sum", 1, "amount", "12", NULL);
    g_assert_cmpint (spt_db_save_position (f.db, id, "{\"d\":1}", &columns, issues, 0, 0, "Anna",
                                           &error), ==, id);
    g_assert_false (spt_db_override_position_issue (f.db, id, "amount-sum", "amount", "12",
                                                    "because", "Anna", &error));
    g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  }
  commit (f.db);
  fixture_clear (&f);
}

static void
test_remove_and_undo (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  gint64 ids[3];
  guint n_done;

  fixture_init (&f);
  begin (f.db);
  for (guint i = 0; i < 3; i++)
    ids[i] = add_position (f.db, i + 1, i == 2, 0);

  g_assert_true (spt_db_remove_positions (f.db, ids, 2, FALSE, &n_done, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_done, ==, 2);
  g_assert_cmpuint (count_found (f.db, (SptPositionQuery) { 0 }), ==, 1);
  g_assert_cmpuint (count_words (f.db, "agostino"), ==, 1);
  g_assert_cmpint (spt_db_find_position_by_iupd (f.db, "2026-TARI-00001", "00000000018", &error),
                   ==, 0);
  g_assert_true (spt_db_remove_positions (f.db, ids, 2, FALSE, &n_done, &error));
  g_assert_cmpuint (n_done, ==, 0);

  g_assert_true (spt_db_remove_positions (f.db, ids, 3, TRUE, &n_done, &error));
  g_assert_cmpuint (n_done, ==, 2);
  g_assert_cmpuint (count_words (f.db, "agostino"), ==, 3);
  assert_state (f.db, ids[0], "ready create 0 0");
  assert_state (f.db, ids[2], "to-fix create 1 0");

  /* What the service never had cannot be marked for deletion there. */
  g_assert_true (spt_db_mark_delete_positions (f.db, ids, 3, TRUE, &n_done, &error));
  g_assert_cmpuint (n_done, ==, 0);
  commit (f.db);
  fixture_clear (&f);
}

static void
test_import_and_undo (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  gboolean more;
  gint64 import;
  gint64 found;
  gint64 account;
  gint64 ids[3];
  gint64 submission;
  guint n_removed;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  import = spt_db_add_import (f.db, SPT_RECORD_POSITIONS, "tari.csv", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    ids[i] = add_position (f.db, i + 1, 0, import);
  /* Edited before it was ever indexed, and one that is no part of the import. */
  edit_position (f.db, ids[1], 22, "{\"x\":1}", 0);
  add_position (f.db, 9, 0, 0);
  g_assert_true (spt_db_find_import (f.db, SPT_RECORD_POSITIONS, "tari.csv", &found, &error));
  g_assert_cmpint (found, ==, 0);   /* it is not known to have brought anything */
  g_assert_true (spt_db_finish_import (f.db, import, 3, 0, 0, &error));
  g_assert_true (spt_db_find_import (f.db, SPT_RECORD_POSITIONS, "tari.csv", &found, &error));
  g_assert_cmpint (found, ==, import);
  g_assert_true (spt_db_find_import (f.db, SPT_RECORD_POSITIONS, "imu.csv", &found, &error));
  g_assert_cmpint (found, ==, 0);
  g_assert_false (spt_db_finish_import (f.db, 4711, 3, 0, 0, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  commit (f.db);
  g_assert_true (f.db->index_waits);
  g_assert_cmpuint (count_words (f.reader, "agostino"), ==, 1);

  begin (f.db);
  edit_position (f.db, ids[2], 33, "{\"y\":1}", 0);
  g_assert_true (spt_search_index_some (f.db, 2, &more, &error));
  g_assert_true (more);
  commit (f.db);
  begin (f.db);
  /* One in the part that is done, one in the part that is not. */
  edit_position (f.db, ids[0], 11, "{\"z\":1}", 0);
  edit_position (f.db, ids[2], 34, "{\"z\":1}", 0);
  g_assert_true (spt_search_index_some (f.db, 2, &more, &error));
  g_assert_false (more);
  commit (f.db);
  g_assert_cmpuint (count_words (f.reader, "agostino"), ==, 4);
  g_assert_cmpuint (count_words (f.reader, "00011"), ==, 1);
  g_assert_cmpuint (count_words (f.reader, "00022"), ==, 1);
  g_assert_cmpuint (count_words (f.reader, "00034"), ==, 1);
  g_assert_cmpuint (count_words (f.reader, "00033"), ==, 0);
  g_assert_cmpuint (count_words (f.reader, "00001"), ==, 0);
  g_assert_cmpuint (count_found (f.reader, (SptPositionQuery) { .import_id = import,
                                                                .sort = SPT_POSITION_SORT_IMPORT }),
                    ==, 3);

  /* Under way: not undone. Withdrawn before it left: undone. */
  begin (f.db);
  submission = add_submission (f.db, account, "sample.create", ids, 1);
  g_assert_false (spt_db_undo_import (f.db, import, &n_removed, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  spt_db_rollback (f.db);

  begin (f.db);
  submission = add_submission (f.db, account, "sample.create", ids, 1);
  g_assert_true (spt_db_order_submission (f.db, submission, "Anna", &error));
  g_assert_cmpint (spt_db_begin_attempt (f.db, submission, &error), >, 0);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_REFUSED);
  g_assert_false (spt_db_undo_import (f.db, import, &n_removed, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  spt_db_rollback (f.db);

  begin (f.db);
  submission = add_submission (f.db, account, "sample.create", ids, 1);
  g_assert_true (spt_db_cancel_submission (f.db, submission, FALSE, "Anna", &error));
  g_assert_true (spt_db_undo_import (f.db, import, &n_removed, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_removed, ==, 3);
  g_assert_cmpuint (count_found (f.db, (SptPositionQuery) { 0 }), ==, 1);
  g_assert_false (spt_db_undo_import (f.db, import, &n_removed, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (spt_db_find_import (f.db, SPT_RECORD_POSITIONS, "tari.csv", &found, &error));
  g_assert_cmpint (found, ==, 0);
  commit (f.db);
  fixture_clear (&f);
}

static const struct
{
  const char *words;
  guint       n;
} searches[] = {
  { NULL, 4 },
  { "", 4 },
  { "   ", 4 },
  { "***", 4 },
  { "- \" ' ( )", 4 },
  { "nicolo", 2 },
  { "NICOLÒ", 2 },
  { "nicolo\xcc\x80", 2 },   /* a letter and a mark apart */
  { "d'agostino", 2 },
  { "D\xe2\x80\x99" "Agostino", 2 }, /* the curved apostrophe */
  { "agost nic", 2 },
  { "gostino", 0 },          /* the beginning of a word, not its middle */
  { "citta", 1 },
  { "CITTÀ tari", 1 },
  { "2026-TARI-00001", 1 },
  { "tari 2026", 2 },
  { "ROSSI & FIGLI", 1 },
  { "rossi AND figli", 0 },  /* no operators: the word "and" is in no row */
  { "rossi OR bianchi", 0 },
  { "NOT rossi", 0 },
  { "NEAR(rossi, 3)", 0 },
  { "rossi*", 1 },
  { "\"rossi", 1 },
  { "\"ros\" \"si\"", 0 },
  { "text:rossi", 0 },
  { "{text}: rossi", 0 },
  { "^rossi", 1 },
  { "rossi + figli", 1 },
  { "rossi; DROP TABLE position; --", 0 },
  { "' OR 1=1 --", 0 },
  { "\xff\xfe rossi", 1 },   /* not UTF-8 */
  { "a b c d e f g h i j k l m n o p q r s t", 0 },
  { "日本", 1 },
};

static void
test_search (void)
{
  static const char *const names[][3] = {
    { "2026-TARI-00001", "Nicolò D'Agostino", "Tari 2026 città" },
    { "2026-TARI-00002", "Nicolò D'Agostino", "Mensa" },
    { "X3", "Rossi & Figli s.n.c.", "Canone" },
    { "X4", "日本 株式会社", "Canone" },
  };
  Fixture f;
  g_autoptr (GError) error = NULL;

  fixture_init (&f);
  begin (f.db);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const SptPositionColumns columns = { .iupd = names[i][0], .debtor_name = names[i][1],
                                           .description = names[i][2], .amount = -1 };

      spt_db_save_position (f.db, 0, "{}", &columns, NULL, 0, 0, "Anna", &error);
      g_assert_no_error (error);
    }
  commit (f.db);

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      guint n = count_words (f.reader, searches[i].words);

      if (n != searches[i].n)
        g_test_fail_printf ("“%s” finds %u and not %u", searches[i].words, n, searches[i].n);
    }

  /* A rebuild from nothing comes to the same. */
  begin (f.db);
  g_assert_true (spt_db_rebuild_search (f.db, &error));
  commit (f.db);
  g_assert_true (f.db->index_waits);
  g_assert_cmpuint (count_words (f.reader, "rossi"), ==, 0);
  for (gboolean more = TRUE; more;)
    {
      begin (f.db);
      g_assert_true (spt_search_index_some (f.db, 3, &more, &error));
      commit (f.db);
    }
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    g_assert_cmpuint (count_words (f.reader, searches[i].words), ==, searches[i].n);

  /* The index knows what was changed: after many edits its own check holds, and nothing old is
   * found. */
  begin (f.db);
  for (guint i = 0; i < 50; i++)
    edit_position (f.db, 1 + i % 4, i, "{\"n\":1}", 0);
  commit (f.db);
  begin (f.db);
  g_assert_true (spt_db_exec (f.db, &error,
                              "INSERT INTO search (search) VALUES ('integrity-check')", ""));
  commit (f.db);
  g_assert_cmpuint (count_words (f.reader, "rossi"), ==, 0);
  g_assert_cmpuint (count_words (f.reader, "agostino"), ==, 4);
  fixture_clear (&f);
}

static void
assert_order (SptDb           *db,
              SptPositionSort  sort,
              gboolean         descending,
              const char      *expected)
{
  SptPositionQuery position_query = { .sort = sort, .descending = descending };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = spt_db_query_positions (db, &position_query, NULL, &error);
  g_autoptr (GString) order = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (order, "%" G_GINT64_FORMAT, g_array_index (ids, gint64, i));
  g_assert_cmpstr (order->str, ==, expected);
}

static void
test_lists (void)
{
  static const struct
  {
    const char *iupd;
    const char *name;
    const char *description;
    gint64      amount;
    const char *due;
  } rows[] = {
    { "C", "bianchi", "b", 300, "2026-03-01" },
    { "A", "Conti", "C", 100, "2026-01-01" },
    { "B", "Abate", "a", 200, NULL },
    { "D", "bianchi", "b", 300, "2026-03-01" },
  };
  Fixture f;
  g_autoptr (GError) error = NULL;
  guint counts[SPT_N_STATES];
  guint n_removed;
  gint64 ids[4];
  gint64 account;
  gint64 submission;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const SptPositionColumns columns = {
        .iupd = rows[i].iupd, .debtor_name = rows[i].name, .description = rows[i].description,
        .amount = rows[i].amount, .due_date = rows[i].due,
      };

      spt_fake_clock_advance (f.clock, 1000);
      ids[i] = spt_db_save_position (f.db, 0, "{}", &columns, NULL, 0, 0, "Anna", &error);
      g_assert_no_error (error);
    }
  commit (f.db);

  assert_order (f.reader, SPT_POSITION_SORT_UPDATED, FALSE, "1234");
  assert_order (f.reader, SPT_POSITION_SORT_UPDATED, TRUE, "4321");
  assert_order (f.reader, SPT_POSITION_SORT_NAME, FALSE, "3142");
  assert_order (f.reader, SPT_POSITION_SORT_NAME, TRUE, "2413");
  assert_order (f.reader, SPT_POSITION_SORT_DESCRIPTION, FALSE, "3142");
  assert_order (f.reader, SPT_POSITION_SORT_AMOUNT, TRUE, "4132");
  assert_order (f.reader, SPT_POSITION_SORT_DUE, FALSE, "3214");
  assert_order (f.reader, SPT_POSITION_SORT_IUPD, FALSE, "2314");

  g_assert_cmpint (spt_db_sum_positions (f.reader, ids, 4, &error), ==, 900);

  begin (f.db);
  submission = add_submission (f.db, account, "sample.create", ids, 2);
  commit (f.db);
  g_assert_cmpuint (count_found (f.reader, (SptPositionQuery) { .submission_id = submission }), ==,
                    2);
  g_assert_cmpuint (count_found (f.reader, (SptPositionQuery) { .account_id = account }), ==, 2);
  g_assert_cmpuint (count_found (f.reader, (SptPositionQuery) { .next_operation = "create" }), ==,
                    2);
  g_assert_cmpuint (count_found (f.reader, (SptPositionQuery) { .states = 1u << SPT_STATE_TO_FIX }),
                    ==, 0);

  begin (f.db);
  g_assert_true (spt_db_order_submission (f.db, submission, "Anna", &error));
  g_assert_cmpint (spt_db_begin_attempt (f.db, submission, &error), >, 0);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  commit (f.db);
  assert_order (f.reader, SPT_POSITION_SORT_STATE, FALSE, "3412");
  g_assert_true (spt_db_count_positions (f.reader, NULL, counts, &error));
  g_assert_cmpuint (counts[SPT_STATE_DONE], ==, 2);
  g_assert_cmpuint (counts[SPT_STATE_READY], ==, 2);

  /* Deleted at the service: no work any more, but found when it is looked for. */
  begin (f.db);
  g_assert_true (spt_db_mark_delete_positions (f.db, ids, 1, TRUE, NULL, &error));
  submission = add_submission (f.db, account, "sample.delete", ids, 1);
  g_assert_true (spt_db_order_submission (f.db, submission, "Anna", &error));
  g_assert_cmpint (spt_db_begin_attempt (f.db, submission, &error), >, 0);
  change (f.db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  commit (f.db);
  g_assert_cmpuint (count_found (f.reader, (SptPositionQuery) { 0 }), ==, 3);
  g_assert_cmpuint (count_found (f.reader, (SptPositionQuery) { .states = 1u << SPT_STATE_DONE }),
                    ==, 2);
  g_assert_cmpuint (count_found (f.reader, (SptPositionQuery) { .search = "bianchi" }), ==, 2);
  g_assert_true (spt_db_count_positions (f.reader, NULL, counts, &error));
  g_assert_cmpuint (counts[SPT_STATE_DONE], ==, 2);

  /* Each count is what a list of that state shows, with one taken away. */
  begin (f.db);
  g_assert_true (spt_db_remove_positions (f.db, &ids[2], 1, FALSE, &n_removed, &error));
  g_assert_cmpuint (n_removed, ==, 1);
  commit (f.db);
  g_assert_true (spt_db_count_positions (f.reader, NULL, counts, &error));
  g_assert_cmpuint (counts[SPT_STATE_READY], ==, 1);
  for (guint i = 0; i < SPT_N_STATES; i++)
    g_assert_cmpuint (counts[i], ==,
                      count_found (f.reader, (SptPositionQuery) { .states = 1u << i }));
  begin (f.db);
  g_assert_true (spt_db_remove_positions (f.db, &ids[2], 1, TRUE, NULL, &error));
  commit (f.db);
  g_assert_true (spt_db_count_positions (f.reader, NULL, counts, &error));
  g_assert_cmpuint (counts[SPT_STATE_READY], ==, 2);

  /* Edited, it is wanted again. */
  begin (f.db);
  edit_position (f.db, ids[0], 1, "{\"again\":1}", 0);
  assert_state (f.db, ids[0], "ready create 0 0");
  commit (f.db);

  {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    SptPositionQuery all = { 0 };

    g_cancellable_cancel (cancellable);
    g_assert_null (spt_db_query_positions (f.reader, &all, cancellable, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
  fixture_clear (&f);
}

static void
test_accounts (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptAccount) account = NULL;
  g_autoptr (SptAccount) twin = NULL;
  g_autoptr (SptAccount) loaded = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autofree char *value = NULL;
  g_autofree char *code = NULL;
  gboolean unused = FALSE;
  gint64 id;
  gint64 record;
  gint64 submission;
  gint64 last_success;

  fixture_init (&f);
  begin (f.db);
  id = add_account (f.db, "comune");
  account = spt_db_find_account (f.db, "comune", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (spt_account_get_setting (account, "broker-code"), ==, "15376371009");
  g_assert_cmpint (spt_account_get_environment (account), ==, SPT_ENVIRONMENT_TEST);

  /* A name is taken once; a credential may be shared. */
  twin = spt_account_new ("sample", "comune", SPT_ENVIRONMENT_TEST);
  g_assert_false (spt_db_save_account (f.db, twin, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_object_set (twin, "name", "not a name", NULL);
  g_assert_false (spt_db_save_account (f.db, twin, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_object_set (twin, "name", "another", "credential", spt_account_get_credential (account), NULL);
  g_assert_true (spt_db_save_account (f.db, twin, &error));
  g_assert_no_error (error);

  spt_account_set_setting (account, "flavour", "aca");
  g_object_set (account, "base-url", "http://127.0.0.1:1", NULL);
  g_assert_true (spt_db_save_account (f.db, account, &error));
  loaded = spt_db_get_account (f.db, id, &error);
  g_assert_cmpstr (spt_account_get_setting (loaded, "flavour"), ==, "aca");
  g_assert_cmpstr (spt_account_get_base_url (loaded), ==, "http://127.0.0.1:1");
  g_assert_cmpstr (spt_account_get_uuid (loaded), ==, spt_account_get_uuid (account));
  accounts = spt_db_list_accounts (f.db, &error);
  g_assert_cmpuint (accounts->len, ==, 2);

  g_assert_true (spt_db_note_account_test (f.db, id, "tls", &error));
  g_clear_object (&loaded);
  loaded = spt_db_get_account (f.db, id, &error);
  g_object_get (loaded, "last-test-code", &code, "last-success", &last_success, NULL);
  g_assert_cmpstr (code, ==, "tls");
  g_assert_cmpint (last_success, ==, 0);
  g_assert_true (spt_db_note_account_success (f.db, id, &error));
  g_clear_object (&loaded);
  loaded = spt_db_get_account (f.db, id, &error);
  g_object_get (loaded, "last-success", &last_success, NULL);
  g_assert_cmpint (last_success, ==, FIXTURE_START_MS);

  /* Not while something of it is under way. */
  record = add_position (f.db, 1, 0, 0);
  submission = add_submission (f.db, id, "sample.create", &record, 1);
  g_assert_false (spt_db_remove_account (f.db, id, &unused, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_true (spt_db_cancel_submission (f.db, submission, FALSE, "Anna", &error));
  g_assert_true (spt_db_remove_account (f.db, id, &unused, &error));
  g_assert_no_error (error);
  g_assert_false (unused);
  g_assert_true (spt_db_remove_account (f.db, spt_account_get_id (twin), &unused, &error));
  g_assert_true (unused);
  g_assert_null (spt_db_find_account (f.db, "comune", &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (spt_db_remove_account (f.db, id, &unused, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  add_account (f.db, "comune");

  g_assert_null (spt_db_get_setting (f.db, "nothing", &error));
  g_assert_no_error (error);
  g_assert_true (spt_db_set_setting (f.db, SPT_SETTING_CLERK, "Anna", &error));
  g_assert_true (spt_db_set_setting (f.db, SPT_SETTING_CLERK, "Bice", &error));
  value = spt_db_get_setting (f.db, SPT_SETTING_CLERK, &error);
  g_assert_cmpstr (value, ==, "Bice");
  commit (f.db);
  fixture_clear (&f);
}

/* The numbers of what is read, at most two at a time. */
static char *
read_ready (SptDb  *db,
            gint64  account_id,
            gint64  job_id)
{
  const SptReadyPositions ready = { "create", account_id, NULL, job_id };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) docs = g_string_new (NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  gint64 ids[2] = { 0 };
  gsize ends[2];
  gint64 total = 0;
  gint64 count;
  gint64 last = 0;
  guint n;

  do
    {
      g_string_truncate (docs, 0);
      g_assert_true (spt_db_read_ready_positions (db, &ready, last, 2, ids, docs, ends, &n, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n, <=, 2);
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *doc = spt_db_get_position_doc (db, ids[i], NULL, &error);
          gsize start = i > 0 ? ends[i - 1] : 0;
          g_autofree char *read = g_strndup (docs->str + start, ends[i] - start);

          g_assert_cmpstr (read, ==, doc);
          g_string_append_printf (all, "%" G_GINT64_FORMAT " ", ids[i]);
          last = ids[i];
        }
      total += n;
    }
  while (n > 0);
  g_assert_true (spt_db_count_ready_positions (db, &ready, &count, &error));
  g_assert_cmpint (count, ==, total);

  return g_string_free (g_steal_pointer (&all), FALSE);
}

#define ASSERT_READY(account, job, wanted) \
  G_STMT_START { \
    g_autofree char *got = read_ready (f.db, account, job); \
    g_assert_cmpstr (got, ==, wanted); \
  } G_STMT_END

static void
test_ready (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  gint64 account;
  gint64 other;
  gint64 ids[6];
  gint64 apart[2];
  gint64 job;
  gint64 submission;

  fixture_init (&f);
  begin (f.db);
  account = add_account (f.db, "comune");
  other = add_account (f.db, "provincia");
  ASSERT_READY (account, 0, "");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      ids[i] = add_position (f.db, i + 1, i == 4 ? 1 : 0, 0);
      g_assert_cmpint (ids[i], ==, i + 1);
    }
  ASSERT_READY (account, 0, "1 2 3 4 6 ");

  /* Apart from each other and side by side: prepared and bound either way. */
  apart[0] = ids[0];
  apart[1] = ids[2];
  submission = add_submission (f.db, account, "sample.create", apart, 2);
  job = query (f.db, "SELECT max (id) FROM job");
  ASSERT_READY (account, 0, "2 4 6 ");
  ASSERT_READY (account, job, "1 2 3 4 6 ");
  ASSERT_READY (other, job, "2 4 6 ");
  g_assert_cmpint (query (f.db, "SELECT count (*) FROM position_now WHERE account_id = 1"), ==, 2);

  g_assert_true (spt_db_cancel_submission (f.db, submission, FALSE, "Anna", &error));
  ASSERT_READY (account, 0, "1 2 3 4 6 ");
  ASSERT_READY (other, 0, "2 4 6 ");
  /* One of these is bound already, the other not yet. */
  add_submission (f.db, account, "sample.create", ids, 2);
  ASSERT_READY (account, 0, "3 4 6 ");
  ASSERT_READY (other, 0, "4 6 ");
  g_assert_cmpint (query (f.db, "SELECT count (*) FROM position_now WHERE account_id = 1"), ==, 3);

  /* What is another's is taken by nobody. */
  g_assert_cmpint (try_submission (f.db, other, "sample.create", ids + 2, 2, &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  commit (f.db);
  fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/positions/save", test_save);
  g_test_add_func ("/store/positions/add-many", test_add_many);
  g_test_add_func ("/store/positions/override", test_override);
  g_test_add_func ("/store/positions/remove-and-undo", test_remove_and_undo);
  g_test_add_func ("/store/positions/import-and-undo", test_import_and_undo);
  g_test_add_func ("/store/positions/search", test_search);
  g_test_add_func ("/store/positions/lists", test_lists);
  g_test_add_func ("/store/positions/accounts", test_accounts);
  g_test_add_func ("/store/positions/ready", test_ready);

  return g_test_run ();
}
