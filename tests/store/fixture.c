/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An archive in a folder of its own, with both connections in the test's hands, and a few
 * records to put into it. */
#include "config.h"

#include "fixture.h"

static void
open_connections (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  spt_store_open_connections (self->path, SPT_CLOCK (self->clock), &self->db, &self->reader,
                              &error);
  g_assert_no_error (error);
}

void
fixture_init (Fixture *self)
{
  self->clock = spt_fake_clock_new (FIXTURE_START_MS);
  self->path = g_build_filename (spt_test_make_dir (), "sportello.db", NULL);
  open_connections (self);
}

static void
close_connections (Fixture *self)
{
  g_clear_pointer (&self->reader, spt_db_close);
  g_clear_pointer (&self->db, spt_db_close);
}

void
fixture_clear (Fixture *self)
{
  close_connections (self);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->path, g_free);
}

void
fixture_reopen (Fixture *self)
{
  close_connections (self);
  open_connections (self);
}

void
begin (SptDb *db)
{
  g_autoptr (GError) error = NULL;

  spt_db_begin (db, &error);
  g_assert_no_error (error);
}

void
commit (SptDb *db)
{
  g_autoptr (GError) error = NULL;

  spt_db_commit (db, &error);
  g_assert_no_error (error);
}

gint64
add_account (SptDb      *db,
             const char *name)
{
  g_autoptr (SptAccount) account = spt_account_new ("sample", name, SPT_ENVIRONMENT_TEST);
  g_autoptr (GError) error = NULL;

  spt_account_set_setting (account, "broker-code", "15376371009");
  spt_db_save_account (db, account, &error);
  g_assert_no_error (error);

  return spt_account_get_id (account);
}

static gint64
save (SptDb       *db,
      gint64       id,
      guint        n,
      const char  *doc,
      guint        n_errors,
      gint64       import_id)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  g_autofree char *iupd = g_strdup_printf ("2026-TARI-%05u", n);
  g_autofree char *name = g_strdup_printf ("Nicolò D'Agostino %u", n);
  g_autofree char *iuv = g_strdup_printf ("%017u", n);
  const SptPositionColumns columns = {
    .iupd = iupd,
    .organization = "00000000018",
    .debtor_code = "DGSNCL80A01F205X",
    .debtor_name = name,
    .description = n % 2 == 0 ? "TARI 2026 città" : "Mensa scolastica",
    .iuv = iuv,
    .amount = 100 + n,
    .due_date = "2026-12-16T23:59:59",
    .n_options = 1,
  };

  for (guint i = 0; i < n_errors; i++)
    {
      spt_issue_list_add (issues, SPT_ISSUE_ERROR, "sample", "debtor-code-check", n, "fiscalCode",
                          "DGSNCL80A01F205X", NULL);
      spt_issue_list_set_overridable (issues);
    }

  id = spt_db_save_position (db, id, doc, &columns, issues, import_id, n, "Anna", &error);
  g_assert_no_error (error);

  return id;
}

gint64
add_position (SptDb  *db,
              guint   n,
              guint   n_errors,
              gint64  import_id)
{
  g_autofree char *doc = g_strdup_printf ("{\"iupd\":\"2026-TARI-%05u\"}", n);

  return save (db, 0, n, doc, n_errors, import_id);
}

void
edit_position (SptDb      *db,
               gint64      id,
               guint       n,
               const char *doc,
               guint       n_errors)
{
  save (db, id, n, doc, n_errors, 0);
}

gint64
try_submission (SptDb         *db,
                gint64         account_id,
                const char    *operation,
                const gint64  *record_ids,
                guint          n_ids,
                GError       **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("PK\3\4 not really", 15);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint *rows = g_new (guint, n_ids + 1);
  SptNewSubmission submission = {
    .account_id = account_id,
    .service = "sample",
    .operation = operation,
    .lane = "account:1",
    .method = "POST",
    .path = "/debt-positions/file",
    .content_type = "multipart/form-data",
    .body = body,
    .record_kind = SPT_RECORD_POSITIONS,
    .n_items = n_ids,
    .rows = rows,
    .record_ids = record_ids,
  };

  for (guint i = 0; i < n_ids; i++)
    {
      g_ptr_array_add (keys, g_strdup_printf ("K%u", i + 1));
      rows[i] = i + 1;
    }
  submission.keys = (const char *const *) keys->pdata;

  submission.job_id = spt_db_add_job (db, "sample", operation, account_id, "A job", "Anna", error);
  if (submission.job_id == 0)
    return 0;

  return spt_db_add_submission (db, &submission, "Anna", error);
}

gint64
add_submission (SptDb        *db,
                gint64        account_id,
                const char   *operation,
                const gint64 *record_ids,
                guint         n_ids)
{
  g_autoptr (GError) error = NULL;
  gint64 id = try_submission (db, account_id, operation, record_ids, n_ids, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

void
change (SptDb    *db,
        gint64    id,
        SptState  from,
        SptState  to)
{
  g_autoptr (GError) error = NULL;
  SptStateChange state_change = {
    .expected = from,
    .state = to,
    .settling = from == SPT_STATE_UNCERTAIN,
    .progress_done = -1,
    .progress_total = -1,
  };

  spt_db_change_submission (db, id, &state_change, NULL, &error);
  g_assert_no_error (error);
}

gint64
query (SptDb      *db,
       const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  spt_db_query_int (db, -1, &value, &error, sql, "");
  g_assert_no_error (error);

  return value;
}

char *
query_text (SptDb      *db,
            const char *sql)
{
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, &error);
  char *text = NULL;
  gboolean row;

  g_assert_no_error (error);
  g_assert_true (spt_db_step (db, stmt, &row, &error));
  if (row)
    text = spt_db_dup_text (stmt, 0);
  sqlite3_reset (stmt);

  return text;
}

void
run (SptDb      *db,
     const char *sql)
{
  g_autoptr (GError) error = NULL;

  spt_db_exec_script (db, sql, &error);
  g_assert_no_error (error);
}

static void
dump_table (SptDb      *db,
            const char *table,
            GString    *out)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db->handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_string_append_printf (out, "== %s\n", table);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (stmt); i++)
        {
          const guint8 *bytes = sqlite3_column_blob (stmt, i);
          int size = sqlite3_column_bytes (stmt, i);

          for (int j = 0; j < size; j++)
            g_string_append_printf (out, g_ascii_isprint (bytes[j]) ? "%c" : "\\x%02x", bytes[j]);
          g_string_append_c (out, '|');
        }
      g_string_append_c (out, '\n');
    }
  g_assert_cmpint (sqlite3_finalize (stmt), ==, SQLITE_OK);
}

char *
dump (SptDb *db)
{
  GString *out = g_string_new (NULL);
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db->handle,
                                       "SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                                       "sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
                                       -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    dump_table (db, spt_db_column_text (stmt, 0), out);
  g_assert_cmpint (sqlite3_finalize (stmt), ==, SQLITE_OK);

  return g_string_free (out, FALSE);
}
