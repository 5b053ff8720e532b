/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening an archive, or refusing to: nothing that is there is ever overwritten. */
#include "config.h"

#include "fixture.h"
#include "store/spt-store-plants.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/spt-messages.h"

static char *self_path; /* this very program, for tests that need another process */

static void
write_file (const char *path,
            const char *data,
            gssize      length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, length, &error);
  g_assert_no_error (error);
}

static char *
read_file (const char *path,
           gsize      *length)
{
  g_autoptr (GError) error = NULL;
  char *data;

  g_file_get_contents (path, &data, length, &error);
  g_assert_no_error (error);

  return data;
}

/* Opening @path fails with @code, and leaves the file as it is. */
static void
assert_refused (const char *path,
                int         code)
{
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length = 0;
  gsize after_length = 0;
  SptStore *store;

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    before = read_file (path, &before_length);
  store = spt_store_open (path, SPT_CLOCK (clock), &error);
  g_assert_null (store);
  g_assert_error (error, SPT_STORE_ERROR, code);
  g_assert_cmpstr (spt_store_error_get_message_code (error), !=, "archive-failed");

  if (before != NULL)
    {
      after = read_file (path, &after_length);
      g_assert_cmpmem (before, before_length, after, after_length);
    }
}

/* A closed archive with something in it. */
static char *
make_archive (void)
{
  Fixture f;
  char *path;

  fixture_init (&f);
  begin (f.db);
  add_account (f.db, "comune");
  for (guint i = 0; i < 200; i++)
    add_position (f.db, i + 1, 0, 0);
  commit (f.db);
  path = g_strdup (f.path);
  fixture_clear (&f);

  return path;
}

static guint
get_mode (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);

  return info.st_mode & 0777;
}

static void
test_new (void)
{
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (spt_test_make_dir (), "a", "sportello", NULL);
  g_autofree char *path = g_build_filename (folder, "sportello.db", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);
  g_autofree char *sender = g_strconcat (path, ".sender", NULL);
  g_autofree char *given = NULL;
  mode_t mask = umask (0);
  g_autoptr (SptStore) store = spt_store_open (path, SPT_CLOCK (clock), &error);

  umask (mask);
  g_assert_no_error (error);
  g_object_get (store, "path", &given, NULL);
  g_assert_cmpstr (given, ==, path);
  g_assert_true (spt_store_get_clock (store) == SPT_CLOCK (clock));
  g_assert_cmpuint (get_mode (folder), ==, 0700);
  g_assert_cmpuint (get_mode (path), ==, 0600);
  g_assert_cmpuint (get_mode (log), ==, 0600);
  g_assert_cmpuint (get_mode (index), ==, 0600);
  g_assert_true (spt_store_lock_sender (store, &error));
  g_assert_cmpuint (get_mode (sender), ==, 0600);
  spt_store_close (store);
  g_clear_object (&store);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));

  /* One that others could read is taken back. */
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  store = spt_store_open (path, SPT_CLOCK (clock), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (get_mode (path), ==, 0600);
  spt_store_close (store);

  /* An empty file is nothing; the settings are those that evidence needs. */
  write_file (path, "", 0);
  {
    Fixture f = { .clock = g_object_ref (clock), .path = g_strdup (path) };

    spt_store_open_connections (path, SPT_CLOCK (clock), &f.db, &f.reader, &error);
    g_assert_no_error (error);
    g_assert_cmpint (query (f.db, "PRAGMA synchronous"), ==, 2);
    g_assert_cmpint (query (f.db, "PRAGMA foreign_keys"), ==, 1);
    g_assert_cmpint (query (f.db, "PRAGMA trusted_schema"), ==, 0);
    g_assert_cmpint (query (f.reader, "PRAGMA query_only"), ==, 1);
    g_assert_cmpint (query (f.db, "PRAGMA user_version"), ==, SPT_ARCHIVE_VERSION);
    g_assert_cmpint (query (f.db, "PRAGMA application_id"), ==, SPT_ARCHIVE_ID);
    g_assert_false (spt_db_exec (f.reader, &error, "DELETE FROM account", ""));
    g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_READ_ONLY);
    g_clear_error (&error);
    fixture_clear (&f);
  }
}

static void
test_not_ours (void)
{
  g_autofree char *text = g_build_filename (spt_test_make_dir (), "notes.txt", NULL);
  g_autofree char *other = g_build_filename (spt_test_make_dir (), "other.db", NULL);
  g_autofree char *log = g_strconcat (other, "-wal", NULL);
  const char *folder = spt_test_make_dir ();
  sqlite3 *handle = NULL;

  write_file (text, "Dear diary", -1);
  assert_refused (text, SPT_STORE_ERROR_NOT_OURS);
  write_file (text, "x", 1);
  assert_refused (text, SPT_STORE_ERROR_NOT_OURS);
  assert_refused (folder, SPT_STORE_ERROR_NOT_OURS);

  g_assert_cmpint (sqlite3_open (other, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "PRAGMA journal_mode = WAL; CREATE TABLE position (id)",
                                 NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
  assert_refused (other, SPT_STORE_ERROR_NOT_OURS);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
test_newer (void)
{
  g_autofree char *path = make_archive ();
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "PRAGMA user_version = 4711", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (handle);
  assert_refused (path, SPT_STORE_ERROR_NEWER);
}

static void
test_damaged (void)
{
  g_autofree char *path = make_archive ();
  g_autofree char *good = NULL;
  gsize length;

  good = read_file (path, &length);
  g_assert_cmpuint (length, >, 20000);

  /* Cut in the header, in the first page, in the middle, by one page. */
  {
    static const gsize keep[] = { 40, 100, 600, 4096, 9000 };

    for (guint i = 0; i < G_N_ELEMENTS (keep); i++)
      {
        write_file (path, good, keep[i]);
        assert_refused (path, SPT_STORE_ERROR_DAMAGED);
      }
    write_file (path, good, length - 4096);
    assert_refused (path, SPT_STORE_ERROR_DAMAGED);
  }

  /* A first page of zeros; then garbage behind a good header. */
  {
    g_autofree char *bad = g_memdup2 (good, length);

    memset (bad, 0, 4096);
    write_file (path, bad, length);
    assert_refused (path, SPT_STORE_ERROR_DAMAGED);

    memcpy (bad, good, length);
    memset (bad + 100, 0xa5, 3996);
    write_file (path, bad, length);
    assert_refused (path, SPT_STORE_ERROR_DAMAGED);
  }
}

/* Zeros in a page further on: opening is quick and need not see it, but verifying does. */
static void
test_damaged_inside (void)
{
  g_autofree char *path = make_archive ();
  g_autofree char *bad = NULL;
  guint n_noticed = 0;
  gsize length;

  bad = read_file (path, &length);
  for (gsize page = 1; page < length / 4096; page += 5)
    {
      g_autofree char *copy = g_memdup2 (bad, length);
      g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
      g_autoptr (GError) error = NULL;
      SptVerifyResult result = { 0 };
      SptDb *writer = NULL;
      SptDb *reader = NULL;

      memset (copy + page * 4096, 0, 4096);
      write_file (path, copy, length);
      if (!spt_store_open_connections (path, SPT_CLOCK (clock), &writer, &reader, &error))
        {
          g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED);
          n_noticed++;
          continue;
        }
      g_assert_true (spt_db_verify (reader, &result, NULL, &error));
      g_assert_no_error (error);
      n_noticed += result.problem != NULL;
      spt_verify_result_clear (&result);
      spt_db_close (reader);
      spt_db_close (writer);
    }

  g_assert_cmpuint (n_noticed, ==, (length / 4096 + 3) / 5);
}

static void
test_locked (void)
{
  g_autofree char *path = make_archive ();
  sqlite3 *handle = NULL;

  spt_store_testing.busy_ms = 50;
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle,
                                 "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE account "
                                 "SET created = 1; COMMIT", NULL,
                                 NULL, NULL), ==, SQLITE_OK);
  assert_refused (path, SPT_STORE_ERROR_LOCKED);
  sqlite3_close (handle);
  spt_store_testing.busy_ms = 0;
}

static void
test_network_file_systems (void)
{
  static const guint32 refused[] = { 0x6969, 0x517B, 0xFE534D42, 0xFF534D42, 0x564C, 0x5346414F };
  static const guint32 taken[] = { 0xEF53, 0x01021994, 0x9123683E, 0x58465342, 0x01021997 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = make_archive ();

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      spt_store_testing.statfs_magic = refused[i];
      assert_refused (path, SPT_STORE_ERROR_NETWORK_FS);
    }
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      spt_store_testing.statfs_magic = taken[i];
      g_assert_true (spt_store_check_folder (path, FALSE, &error));
    }

  /* FUSE can be either. */
  spt_store_testing.statfs_magic = 0x65735546;
  spt_store_testing.fuse_type = "fuse.sshfs";
  assert_refused (path, SPT_STORE_ERROR_NETWORK_FS);
  spt_store_testing.fuse_type = "fuseblk";
  g_assert_true (spt_store_check_folder (path, FALSE, &error));
  g_assert_no_error (error);
  spt_store_testing = (SptStoreTesting) { 0 };
}

/* Runs this program as another process, as nobody when that is possible. Gives what it said. */
static char *
run_child (const char *mode,
           const char *path)
{
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self_path, "--child", mode,
                            path, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (child, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);

  return output;
}

static void
test_read_only (void)
{
  g_autofree char *path = make_archive ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *said = NULL;

  /* Root may write anywhere, so somebody else tries: the child becomes nobody. */
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  said = run_child ("open-as-nobody", path);
  g_assert_cmpstr (said, ==, "archive-read-only\n");
  g_clear_pointer (&said, g_free);

  g_assert_cmpint (g_chmod (path, 0666), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  said = run_child ("open-as-nobody", path);
  g_assert_cmpstr (said, ==, "archive-read-only\n");
  g_clear_pointer (&said, g_free);

  /* Both together were the reason, and nothing else. */
  g_assert_cmpint (g_chmod (folder, 0777), ==, 0);
  said = run_child ("open-as-nobody", path);
  g_assert_cmpstr (said, ==, "fine\n");
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
}

/* The child may write no file beyond a limit: every write must fail whole, with the right word,
 * and leave the archive good. */
static void
test_disk_full (void)
{
  g_autofree char *path = make_archive ();
  g_autofree char *said = run_child ("fill", path);
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
  g_autoptr (GError) error = NULL;
  SptVerifyResult result = { 0 };
  SptDb *writer = NULL;
  SptDb *reader = NULL;

  g_assert_cmpstr (said, ==, "disk-full\n");
  spt_store_open_connections (path, SPT_CLOCK (clock), &writer, &reader, &error);
  g_assert_no_error (error);
  g_assert_true (spt_db_verify (reader, &result, NULL, &error));
  g_assert_null (result.problem);
  spt_verify_result_clear (&result);
  g_assert_cmpint (query (reader, "SELECT count (*) FROM position"), ==, 200);
  spt_db_close (reader);
  spt_db_close (writer);
}

static void
test_page_limit (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autofree char *padding = g_strnfill (4000, 'x');
  const SptPositionColumns columns = { .amount = -1 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 id = 1;

  fixture_init (&f);
  before = dump (f.db);
  run (f.db, "PRAGMA max_page_count = 100");
  begin (f.db);
  for (guint i = 0; id != 0 && i < 1000; i++)
    id = spt_db_save_position (f.db, 0, padding, &columns, NULL, 0, 0, "Anna", &error);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_FULL);
  g_assert_cmpstr (spt_store_error_get_message_code (error), ==, "disk-full");
  spt_db_rollback (f.db);
  after = dump (f.db);
  g_assert_cmpstr (before, ==, after);
  fixture_clear (&f);
}

/* A program's resource as migrations see it, with a second version that the real one does not
 * have. */
static void
test_migrate (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  GResource *none = spt_store_get_sql ();

  fixture_init (&f);
  begin (f.db);
  add_account (f.db, "comune");
  commit (f.db);
  copy = g_strconcat (f.path, ".before", NULL);

  /* Nothing to do: no copy. */
  g_assert_true (spt_store_migrate (f.db, none, SPT_STORE_SQL_PREFIX, SPT_ARCHIVE_VERSION, copy,
                                    &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));

  /* No script for the version after: refused, with a copy, and nothing changed. */
  g_assert_false (spt_store_migrate (f.db, none, SPT_STORE_SQL_PREFIX, SPT_ARCHIVE_VERSION + 1,
                                     copy, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (get_mode (copy), ==, 0600);
  g_assert_cmpint (query (f.db, "PRAGMA user_version"), ==, SPT_ARCHIVE_VERSION);
  g_assert_cmpint (query (f.db, "PRAGMA foreign_keys"), ==, 1);

  /* Scripts that go wrong half way, or leave a reference into nothing, leave nothing behind; one
   * that is right moves on. */
  g_assert_false (spt_store_apply_script (f.db, SPT_ARCHIVE_VERSION + 1,
                                          "CREATE TABLE extra (id); SELECT nonsense", &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_FAILED);
  g_clear_error (&error);
  run (f.db, "PRAGMA foreign_keys = OFF");
  g_assert_false (spt_store_apply_script (f.db, SPT_ARCHIVE_VERSION + 1,
                                          "CREATE TABLE extra (id); UPDATE position_now SET account_id "
                                          "= 99; "
                                          "INSERT INTO position_doc VALUES (4711, '', NULL)",
                                          &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED);
  g_clear_error (&error);
  run (f.db, "PRAGMA foreign_keys = ON");
  g_assert_cmpint (query (f.db, "SELECT count (*) FROM sqlite_schema WHERE name = 'extra'"), ==, 0);
  g_assert_cmpint (query (f.db, "PRAGMA user_version"), ==, SPT_ARCHIVE_VERSION);
  g_assert_true (spt_store_apply_script (f.db, SPT_ARCHIVE_VERSION + 1,
                                         "CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT",
                                         &error));
  g_assert_no_error (error);
  g_assert_cmpint (query (f.db, "PRAGMA user_version"), ==, SPT_ARCHIVE_VERSION + 1);
  /* Another process was quicker. */
  g_assert_true (spt_store_apply_script (f.db, SPT_ARCHIVE_VERSION + 1, "SELECT nonsense", &error));
  g_assert_no_error (error);
  g_clear_pointer (&f.reader, spt_db_close);
  fixture_clear (&f);
}

/* Where the positions of make_fixture() stood, they stand still. */
static void
check_old_states (Fixture *f)
{
  static const char *const states[] = {
    "ready update 2", "done - 1", "ready - 0", "to-fix create 0", "ready create 0"
  };
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT state || ' ' || IFNULL (next_operation, '-') || "
                                              "' ' || accepted FROM position_now WHERE id = %u",
                                              i + 1);
      g_autofree char *state = query_text (f->db, sql);

      g_assert_cmpstr (state, ==, states[i]);
    }
  g_assert_cmpint (query (f->db, "SELECT count (*) FROM position_now"), ==,
                   query (f->db, "SELECT count (*) FROM position"));
  g_assert_cmpint (query (f->db, "SELECT count (*) FROM position_now WHERE account_id = 1"), ==, 3);
  g_assert_cmpint (query (f->db, "SELECT count (*) FROM position_now WHERE account_id IS NULL"), ==, 2);

  items = spt_db_list_items (f->db, 1, FALSE, 0, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpint (((SptItem *) items->pdata[0])->state, ==, SPT_STATE_DONE);
  g_assert_cmpint (spt_db_find_open_submission (f->db, SPT_RECORD_POSITIONS, 1, &error), ==, 0);
  g_assert_cmpint (spt_db_find_open_submission (f->db, SPT_RECORD_POSITIONS, 3, &error), ==, 2);
  g_assert_false (spt_db_exec (f->db, &error, "INSERT INTO item (submission_id, n, key, row, "
                               "record_kind, record_id, state) VALUES (2, 9, 'K', 9, '"
                               SPT_RECORD_POSITIONS "', 3, 'draft')", ""));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
}

static void
add_plant (SptDb *db)
{
  g_autoptr (GError) error = NULL;
  const SptPlantColumns plant = {
    .code = "000000012345", .name = "Rossi Mario", .name_code = "", .third = "", .third_code = "",
    .place = "Via Roma 1", .city = "Bari (BA)", .units = "", .generators = "GT1", .fuel = "", .power_w = 24000,
  };
  const SptDossierColumns intervention = {
    .key = plant.code, .name = plant.name, .given_name = "", .type = "9", .detail = "", .place = plant.city,
    .next_operation = "9",
  };
  gint64 id = spt_db_save_plant (db, 0, "<libretto/>", &plant, NULL, NULL, 0, 0, "Anna", &error);
  gint64 dossier = spt_db_save_dossier (db, SPT_KIND_INTERVENTIONS, 0, "<libretto/>", &intervention, NULL, 0, 0, "Anna",
                                        &error);

  g_assert_no_error (error);
  g_assert_true (spt_db_set_dossier_plant (db, dossier, id, &error));
}

/* An archive of any version has room for a plant, and knows the state of one that it had. */
static void
check_plants (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptPlant) plant = NULL;
  gint64 id;

  begin (f->db);
  if (spt_db_find_plant (f->db, "000000012345", 0, &error) == 0)
    add_plant (f->db);
  id = spt_db_find_plant (f->db, "000000012345", 0, &error);
  plant = spt_db_get_plant (f->db, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (spt_plant_get_row (plant)->state, ==, SPT_STATE_READY);
  g_assert_cmpstr (spt_plant_get_row (plant)->open_type, ==, "9");
  commit (f->db);
}

/* An archive as the first version wrote it. */
static void
test_old_databases (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "store", "old-databases", NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (files);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *from = g_build_filename (folder, name, NULL);
      g_autofree char *data = NULL;
      g_autoptr (SptIssueList) issues = NULL;
      g_autofree char *doc = NULL;
      g_autoptr (GArray) found = NULL;
      g_autoptr (GError) error = NULL;
      SptPositionQuery words = { .search = "citta agost" };
      SptVerifyResult result = { 0 };
      Fixture f = { 0 };
      gsize length;

      if (!g_str_has_suffix (name, ".db"))
        continue;

      n++;
      f.clock = spt_fake_clock_new (FIXTURE_START_MS);
      f.path = g_build_filename (spt_test_make_dir (), "sportello.db", NULL);
      data = read_file (from, &length);
      write_file (f.path, data, length);
      spt_store_open_connections (f.path, SPT_CLOCK (f.clock), &f.db, &f.reader, &error);
      g_assert_no_error (error);
      g_assert_cmpint (query (f.db, "PRAGMA user_version"), ==, SPT_ARCHIVE_VERSION);

      g_assert_true (spt_db_verify (f.db, &result, NULL, &error));
      g_assert_cmpstr (result.problem, ==, NULL);
      g_assert_cmpint (result.n_events, >, 3);
      spt_verify_result_clear (&result);
      doc = spt_db_get_position_doc (f.db, 1, &issues, &error);
      g_assert_no_error (error);
      g_assert_nonnull (strstr (doc, "2026-TARI-00001"));
      found = spt_db_query_positions (f.reader, &words, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (found->len, >, 0);
      check_old_states (&f);
      check_plants (&f);
      begin (f.db);
      edit_position (f.db, 5, 5, "{\"edited\":1}", 0);
      commit (f.db);
      fixture_clear (&f);
    }

  g_assert_cmpuint (n, ==, SPT_ARCHIVE_VERSION);
}

/* What goes into old-databases/ when the version changes: HACKING says when to run it. */
static int
make_fixture (const char *path)
{
  Fixture f = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 records[3];
  gint64 account;
  gint64 import;
  gint64 id;

  f.clock = spt_fake_clock_new (FIXTURE_START_MS);
  f.path = g_strdup (path);
  g_unlink (path);
  spt_store_open_connections (f.path, SPT_CLOCK (f.clock), &f.db, &f.reader, &error);
  g_assert_no_error (error);

  begin (f.db);
  account = add_account (f.db, "comune");
  import = spt_db_add_import (f.db, SPT_RECORD_POSITIONS, "tari.csv", &error);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    records[i] = add_position (f.db, i + 1, 0, 0);
  add_position (f.db, 4, 2, import);
  add_position (f.db, 5, 0, 0);
  id = add_submission (f.db, account, "sample.create", records, 2);
  g_assert_true (spt_db_order_submission (f.db, id, "Anna", &error));
  g_assert_cmpint (spt_db_begin_attempt (f.db, id, &error), >, 0);
  change (f.db, id, SPT_STATE_SENDING, SPT_STATE_DONE);
  add_submission (f.db, account, "sample.create", records + 2, 1);
  edit_position (f.db, records[0], 1, "{\"iupd\":\"2026-TARI-00001\",\"edited\":true}", 0);
  add_plant (f.db);
  commit (f.db);
  begin (f.db);
  {
    gboolean more = TRUE;

    while (more)
      g_assert_true (spt_search_index_some (f.db, 100, &more, &error));
  }
  commit (f.db);
  fixture_clear (&f);

  return 0;
}

/* Whatever can go wrong with an archive, there are words for it. */
static void
test_words (void)
{
  for (int code = SPT_STORE_ERROR_DAMAGED; code <= SPT_STORE_ERROR_FAILED; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (SPT_STORE_ERROR, code, "x");
      const char *message_code = spt_store_error_get_message_code (error);

      if (spt_messages_find ("base", message_code) == NULL)
        g_test_fail_printf ("There are no words for “%s”", message_code);
    }
}

static void
become_nobody (void)
{
  if (geteuid () == 0 && (setgroups (0, NULL) != 0 || setgid (65534) != 0 || setuid (65534) != 0))
    g_error ("cannot become nobody");
}

static int
run_as_child (const char *mode,
              const char *path)
{
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
  g_autoptr (GError) error = NULL;
  SptDb *writer = NULL;
  SptDb *reader = NULL;

  if (g_str_equal (mode, "open-as-nobody"))
    become_nobody ();

  if (g_str_equal (mode, "fill"))
    {
      g_autofree char *padding = g_strnfill (4000, 'x');
      const SptPositionColumns columns = { .amount = -1 };
      struct rlimit limit = { 400 * 1024, 400 * 1024 };
      gint64 id = 1;

      signal (SIGXFSZ, SIG_IGN);
      g_assert_true (spt_store_open_connections (path, SPT_CLOCK (clock), &writer, &reader,
                                                 &error));
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      begin (writer);
      for (guint i = 0; id != 0 && i < 20000; i++)
        id = spt_db_save_position (writer, 0, padding, &columns, NULL, 0, 0, "Anna", &error);
      if (id != 0)
        spt_db_commit (writer, &error);
      else
        spt_db_rollback (writer);
      spt_db_close (reader);
      spt_db_close (writer);
    }
  else if (spt_store_open_connections (path, SPT_CLOCK (clock), &writer, &reader, &error))
    {
      spt_db_close (reader);
      spt_db_close (writer);
    }

  g_print ("%s\n", error != NULL ? spt_store_error_get_message_code (error) : "fine");

  return 0;
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return run_as_child (argv[2], argv[3]);
  if (argc == 3 && g_str_equal (argv[1], "--make-fixture"))
    return make_fixture (argv[2]);

  self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/open/new", test_new);
  g_test_add_func ("/store/open/not-ours", test_not_ours);
  g_test_add_func ("/store/open/newer", test_newer);
  g_test_add_func ("/store/open/damaged", test_damaged);
  g_test_add_func ("/store/open/damaged-inside", test_damaged_inside);
  g_test_add_func ("/store/open/locked", test_locked);
  g_test_add_func ("/store/open/network-file-systems", test_network_file_systems);
  g_test_add_func ("/store/open/read-only", test_read_only);
  g_test_add_func ("/store/open/disk-full", test_disk_full);
  g_test_add_func ("/store/open/page-limit", test_page_limit);
  g_test_add_func ("/store/open/migrate", test_migrate);
  g_test_add_func ("/store/open/old-databases", test_old_databases);
  g_test_add_func ("/store/open/words", test_words);

  return g_test_run ();
}
