/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vouchers with the rules of their service: a file that completes them, and taking it back. */
#include <string.h>

#include "outbox/spt-intake.h"
#include "outbox/spt-record-kind.h"
#include "services/spt-services-table.h"
#include "spt-fake-clock.h"
#include "spt-test.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"

#define START_UTC_MS G_GINT64_CONSTANT (1772438400000)
#define CODE         "RSSMRA80A01H501U"

typedef struct
{
  gint64      import_id;
  gint64      id;
  char       *doc;      /* (owned) (nullable) */
  char       *next;     /* (owned) (nullable) */
  guint       n_undone;
  guint       n_kept;
} Work;

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, work->id, error);

  g_clear_pointer (&work->doc, g_free);
  g_clear_pointer (&work->next, g_free);
  if (dossier == NULL)
    return FALSE;
  work->next = g_strdup (spt_dossier_get_data (dossier)->next_operation);
  work->doc = spt_db_get_dossier_doc (db, work->id, NULL, error);

  return work->doc != NULL;
}

/* As if the service's list had shown it. */
static gboolean
find_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;
  g_autoptr (SptAccount) account = spt_account_new ("voucher", "bul", SPT_ENVIRONMENT_PRACTICE);
  const SptDossierNews news = {
    .key = CODE, .remote_id = "P1", .phase = "Prenotata", .stage = "open",
    .doc = "{\"famiglia.codiceFiscale\":\"" CODE "\"}",
  };
  g_auto (SptNewsSum) sum = { 0 };
  g_autoptr (GArray) ids = NULL;

  if (!spt_db_save_account (db, account, error) ||
      !spt_db_apply_news (db, SPT_KIND_VOUCHERS, spt_account_get_id (account), &news, 1, FALSE,
                          &sum, error))
    return FALSE;
  ids = spt_db_find_dossiers (db, SPT_KIND_VOUCHERS, CODE, 0, error);
  g_assert_nonnull (ids);
  g_assert_cmpuint (ids->len, ==, 1);
  work->id = g_array_index (ids, gint64, 0);

  return TRUE;
}

static gboolean
undo_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;

  return spt_record_kind_vouchers.undo (db, work->import_id, START_UTC_MS, "Anna", &work->n_undone,
                                        &work->n_kept, error);
}

static void
run (SptStore     *store,
     SptStoreMode  mode,
     SptStoreFunc  func,
     Work         *work)
{
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (store, mode, func, work, NULL, &error);
  g_assert_no_error (error);
}

static void
test_completed_and_taken_back (void)
{
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (START_UTC_MS);
  const char *folder = spt_test_make_dir ();
  g_autofree char *archive = g_build_filename (folder, "test.db", NULL);
  g_autofree char *path = g_build_filename (folder, "steps.csv", NULL);
  SptImportOptions options = { .kind = SPT_KIND_VOUCHERS, .path = path, .who = "Anna" };
  g_autoptr (SptStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  SptImportResult *result;
  Work work = { 0 };

  store = spt_store_open (archive, SPT_CLOCK (clock), &error);
  g_assert_no_error (error);
  run (store, SPT_STORE_WRITE, find_job, &work);
  run (store, SPT_STORE_READ, look_job, &work);
  g_assert_null (work.next);
  before = g_strdup (work.doc);

  g_file_set_contents (path, "famiglia.codiceFiscale;attivazione.1.dataAttivazione;"
                       "attivazione.1.tecnologiaAttivata\n" CODE ";2026-03-01;FTTH\n", -1, &error);
  g_assert_no_error (error);
  result = spt_import_file (store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_mended, ==, 1);
  g_assert_cmpuint (result->n_good, ==, 1);
  work.import_id = result->import_id;
  spt_import_result_free (result);
  run (store, SPT_STORE_READ, look_job, &work);
  g_assert_cmpstr (work.next, ==, "attivazione");
  g_assert_nonnull (strstr (work.doc, "FTTH"));
  g_assert_nonnull (strstr (work.doc, "Anna"));

  run (store, SPT_STORE_WRITE, undo_job, &work);
  g_assert_cmpuint (work.n_undone, ==, 1);
  g_assert_cmpuint (work.n_kept, ==, 0);
  run (store, SPT_STORE_READ, look_job, &work);
  g_assert_null (work.next);
  g_assert_cmpstr (work.doc, ==, before);

  g_free (work.doc);
  spt_store_close (store);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spt_services_register_all ();
  g_test_add_func ("/outbox/vouchers/completed-and-taken-back", test_completed_and_taken_back);

  return g_test_run ();
}
