/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import of positions into a real archive: a look before, mappings that are remembered, mended cells, what changes meanwhile, taking
 * back, stopping. */
#include "config.h"

#include <string.h>

#include "gpd-test.h"
#include "outbox/spt-original.h"
#include "spt-test.h"
#include "store/spt-store-imports.h"
#include "store/spt-store-positions.h"

#define KIND "debt-positions"
#define N    3000

typedef struct
{
  SptFakeClock *clock;
  SptStore     *store;
  char         *path;  /* of the file that is imported */
} Desk;

static Desk *
desk_new (void)
{
  Desk *desk = g_new0 (Desk, 1);
  g_autofree char *archive = g_build_filename (spt_test_make_dir (), "test.db", NULL);
  g_autoptr (GError) error = NULL;

  gpd_test_service ();
  desk->clock = spt_fake_clock_new (GPD_TEST_NOW);
  desk->store = spt_store_open (archive, SPT_CLOCK (desk->clock), &error);
  g_assert_no_error (error);
  desk->path = g_build_filename (spt_test_make_dir (), "elenco.csv", NULL);

  return desk;
}

static void
desk_free (Desk *desk)
{
  spt_store_close (desk->store);
  g_assert_finalize_object (desk->store);
  g_object_unref (desk->clock);
  g_free (desk->path);
  g_free (desk);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static void
write_file (Desk       *desk,
            const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (desk->path, text, -1, &error);
  g_assert_no_error (error);
}

/* Titles, a header of groups, the header, then @n rows; those in @faulty have no amount. */
static char *
make_sheet (guint n,
            guint faulty)
{
  GString *text = g_string_new ("Elenco TARI 2026;;;;;\r\nDebitore;;;Dovuto;;\r\n"
                                "Pratica;Cognome;Codice fiscale;Importo;Scadenza;IUV\r\n");

  for (guint i = 1; i <= n; i++)
    {
      guint64 base = G_GUINT64_CONSTANT (3020000000000000) + i;

      g_string_append_printf (text, "P-%u;Rossi;RSSMRA80A01H501U;%s;16/12/2026;%015"
                              G_GUINT64_FORMAT "%02u\r\n", i, i == faulty ? "boh" : "1.234,50 €",
                              base - G_GUINT64_CONSTANT (3000000000000000), (guint) (base % 93));
    }

  return g_string_free (text, FALSE);
}

static SptCsvMapping *
make_mapping (void)
{
  static const char *const templates[] = {
    "iupd", "{Pratica}", "fullName", "{Cognome}", "fiscalCode", "{Codice fiscale}", "amount",
    "{Importo}", "dueDate", "{Scadenza}", "iuv", "{IUV}", "description", "TARI", "switchToExpired",
    "false", "isPartialPayment", "false", "companyName", "Comune", "transfer.1.category",
    "9/0101100IM/", "transfer.1.iban", "IT60X0542811101000000123456",
    "transfer.1.remittanceInformation", "TARI",
  };
  SptCsvMapping *mapping = spt_csv_mapping_new ();

  for (guint i = 0; i < G_N_ELEMENTS (templates); i += 2)
    spt_csv_mapping_set_template (mapping, templates[i], templates[i + 1]);
  spt_csv_mapping_set_header_row (mapping, 3);

  return mapping;
}

static gboolean
count_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  guint *counts = data;
  SptPositionQuery query = { 0 };
  g_autoptr (GArray) ids = spt_db_query_positions (db, &query, cancellable, error);
  g_autoptr (SptImportSource) source = NULL;

  if (ids == NULL)
    return FALSE;
  counts[0] = ids->len;
  source = spt_db_get_import_source (db, 1, NULL);
  counts[1] = source != NULL ? 1 : 0;

  return TRUE;
}

static void
assert_counts (Desk  *desk,
               guint  n_positions,
               guint  n_sources)
{
  g_autoptr (GError) error = NULL;
  guint counts[2];

  spt_store_run_sync (desk->store, SPT_STORE_READ, count_job, counts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts[0], ==, n_positions);
  g_assert_cmpuint (counts[1], ==, n_sources);
}

static gboolean
undo_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return spt_db_undo_import (db, *(gint64 *) data, NULL, error);
}

static SptImportLook *
look (Desk  *desk,
      guint  header_row)
{
  g_autoptr (GError) error = NULL;
  SptImportLook *seen = spt_import_look (desk->store, KIND, desk->path, NULL, header_row, NULL,
                                         &error);

  g_assert_no_error (error);

  return seen;
}

static void
test_look (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autofree char *text = make_sheet (80, 0);
  g_autoptr (SptImportLook) seen = NULL;
  g_autoptr (SptImportLook) said = NULL;
  g_autoptr (SptImportLook) plain = NULL;
  g_autoptr (SptImportLook) document = NULL;
  g_autoptr (GError) error = NULL;

  write_file (desk, text);
  seen = look (desk, 0);
  g_assert_cmpint (seen->format, ==, SPT_INTAKE_CSV);
  g_assert_cmpint (seen->separator, ==, ';');
  g_assert_cmpuint (seen->header_row, ==, 3);
  g_assert_cmpuint (seen->header->len, ==, 6);
  g_assert_cmpuint (seen->rows->len, ==, 50);
  g_assert_cmpuint (g_array_index (seen->row_numbers, guint, 0), ==, 4);
  g_assert_cmpstr (((char **) seen->rows->pdata[0])[0], ==, "P-1");
  g_assert_false (seen->is_plain);
  g_assert_null (seen->mapping_name);
  g_assert_cmpuint (spt_csv_mapping_get_header_row (seen->mapping), ==, 3);
  g_assert_cmpstr (spt_csv_mapping_get_template (seen->mapping, "amount"), ==, "{Importo}");
  g_assert_cmpstr (spt_csv_mapping_get_template (seen->mapping, "iupd"), ==, "{Pratica}");

  /* Whoever sees it better says so, and that is remembered. */
  said = look (desk, 2);
  g_assert_cmpuint (said->header_row, ==, 2);
  g_assert_cmpstr (said->header->pdata[0], ==, "Debitore");
  g_assert_cmpstr (said->header->pdata[1], ==, "B");

  write_file (desk, "iupd;fiscalCode;fullName;colore\nA;X;Rossi;verde\n");
  plain = look (desk, 0);
  g_assert_true (plain->is_plain);
  g_assert_true (spt_csv_mapping_is_empty (plain->mapping));

  write_file (desk, "{\"paymentPositions\":[]}");
  document = look (desk, 0);
  g_assert_cmpint (document->format, ==, SPT_INTAKE_DOCUMENT);

  write_file (desk, "");
  g_assert_null (spt_import_look (desk->store, KIND, desk->path, NULL, 0, NULL, &error));
  g_assert_cmpstr (spt_import_error_get_message_code (error), ==, "file-empty");
}

static SptImportResult *
import (Desk                *desk,
        const SptCsvMapping *mapping,
        gboolean             dry_run,
        const char          *name,
        const char          *sha256,
        GError             **error)
{
  SptImportOptions options = {
    .kind = KIND, .path = desk->path, .who = "Anna", .dry_run = dry_run, .mapping = mapping,
    .mapping_name = name, .sha256 = sha256,
  };

  return spt_import_file (desk->store, &options, NULL, error);
}

/* Check, mend a cell, import, remember; the next file of that header finds the mapping; then all of it is taken back. */
static void
test_from_look_to_undo (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (SptCsvMapping) mapping = make_mapping ();
  g_autofree char *text = make_sheet (20, 5);
  g_autoptr (SptImportLook) seen = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *column = NULL;
  SptImportResult *checked;
  SptImportResult *done;
  const SptIssue *issue;

  write_file (desk, text);
  checked = import (desk, mapping, TRUE, "TARI", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (checked->n_good, ==, 19);
  g_assert_cmpuint (checked->n_faulty, ==, 1);
  g_assert_cmpuint (strlen (checked->sha256), ==, 64);
  issue = spt_issue_list_get (checked->issues, 0);
  g_assert_cmpuint (issue->row, ==, 8);
  column = spt_import_dup_column (KIND, mapping, issue->path);
  g_assert_cmpstr (column, ==, "Importo");
  assert_counts (desk, 0, 0);

  spt_csv_mapping_correct (mapping, 8, "amount", "5,00");
  done = import (desk, mapping, FALSE, "TARI", checked->sha256, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done->n_good, ==, 20);
  g_assert_cmpstr (done->sha256, ==, checked->sha256);
  assert_counts (desk, 20, 1);

  seen = look (desk, 0);
  g_assert_cmpuint (seen->header_row, ==, 3);
  g_assert_cmpstr (seen->mapping_name, ==, "TARI");
  g_assert_cmpstr (spt_csv_mapping_get_template (seen->mapping, "description"), ==, "TARI");
  g_assert_cmpuint (spt_csv_mapping_get_n_corrections (seen->mapping), ==, 0);

  spt_store_run_sync (desk->store, SPT_STORE_WRITE, undo_job, &done->import_id, NULL, &error);
  g_assert_no_error (error);
  assert_counts (desk, 0, 0);
  g_assert_false (spt_export_original (desk->store, done->import_id, desk->path, FALSE, NULL, NULL,
                                       NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  spt_import_result_free (checked);
  spt_import_result_free (done);
}

/* The plain layout can be mended as well. */
static void
test_mended_plain (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (SptCsvMapping) mapping = spt_csv_mapping_new ();
  g_autoptr (GError) error = NULL;
  SptImportResult *done;

  write_file (desk,
              "iupd;fiscalCode;fullName;switchToExpired;companyName;iuv;amount;description;isPartialPayment;dueDate;"
              "transfer.1.remittanceInformation;transfer.1.category;transfer.1.iban\n"
              ";RSSMRA80A01H501U;Rossi;no;Comune;02123456789012356;5;TARI;no;16/12/2026;TARI;9/0101100IM/;"
              "IT60X0542811101000000123456\n");
  done = import (desk, mapping, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done->n_rejected, ==, 1);
  spt_import_result_free (done);

  spt_csv_mapping_correct (mapping, 2, "iupd", "A");
  done = import (desk, mapping, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done->n_good, ==, 1);
  spt_import_result_free (done);

  done = import (desk, mapping, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done->n_rejected, ==, 1);
  g_assert_cmpuint (done->n_duplicates, ==, 1);
  spt_import_result_free (done);
}

static void
test_changed_since (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (SptCsvMapping) mapping = make_mapping ();
  g_autofree char *text = make_sheet (5, 0);
  g_autofree char *other = make_sheet (5, 3);
  g_autoptr (GError) error = NULL;
  SptImportResult *checked;

  write_file (desk, text);
  checked = import (desk, mapping, TRUE, NULL, NULL, &error);
  g_assert_no_error (error);
  write_file (desk, other);
  g_assert_null (import (desk, mapping, FALSE, "TARI", checked->sha256, &error));
  g_assert_error (error, SPT_IMPORT_ERROR, SPT_IMPORT_ERROR_CHANGED);
  g_assert_cmpstr (spt_import_error_get_message_code (error), ==, "file-changed");
  assert_counts (desk, 0, 0);
  spt_import_result_free (checked);
}

static void
stop_cb (gint64   done,
         gint64   total,
         gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_stopped (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (SptCsvMapping) mapping = make_mapping ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *text = make_sheet (N, 10);
  g_autofree char *rejects = g_strconcat (desk->path, ".rejects", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;
  g_autoptr (SptImportLook) seen = NULL;
  g_autoptr (GError) error = NULL;
  SptImportOptions options = {
    .kind = KIND, .path = desk->path, .mapping = mapping, .mapping_name = "TARI",
    .rejects_path = rejects, .progress = stop_cb, .progress_data = cancellable,
  };

  write_file (desk, text);
  spt_import_file_async (desk->store, &options, cancellable, spt_test_async_cb, &pending);
  result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  g_assert_null (spt_import_file_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_counts (desk, 0, 0);
  g_assert_false (g_file_test (rejects, G_FILE_TEST_EXISTS));
  seen = look (desk, 0);
  g_assert_null (seen->mapping_name);
}

/* The sheet comes back byte for byte, with columns behind; stopping leaves no file. */
static void
test_original (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (SptCsvMapping) mapping = make_mapping ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *text = make_sheet (N, 10);
  g_autofree char *out = g_strconcat (desk->path, ".out", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;
  g_autofree char *got = NULL;
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;
  SptImportResult *done;

  write_file (desk, text);
  done = import (desk, mapping, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done->n_good, ==, N - 1);

  spt_export_original_async (desk->store, done->import_id, out, FALSE, NULL, NULL, NULL,
                             spt_test_async_cb, &pending);
  result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  spt_export_original_finish (result, &error);
  g_assert_no_error (error);
  g_file_get_contents (out, &got, NULL, &error);
  g_assert_no_error (error);
  before = g_strsplit (text, "\r\n", -1);
  after = g_strsplit (got, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (before), ==, g_strv_length (after));
  for (guint i = 0; before[i] != NULL; i++)
    g_assert_true (g_str_has_prefix (after[i], before[i]));
  g_assert_true (g_str_has_suffix (after[2], ";sportello.state;sportello.code;sportello.message;"
                                   "sportello.file;sportello.date;sportello.iuv;sportello.nav"));
  g_assert_nonnull (strstr (after[12], "Not sent: to be corrected"));
  g_assert_nonnull (strstr (after[13], ";Not sent;"));

  g_assert_false (spt_export_original (desk->store, done->import_id, out, FALSE, stop_cb, cancellable,
                                       cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  spt_import_result_free (done);
}

static gboolean
mappings_job (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (SptStoredMapping) found = NULL;
  g_autoptr (SptStoredMapping) none = NULL;
  g_autoptr (GError) failure = NULL;

  g_assert_true (spt_db_save_mapping (db, KIND, "A", "h", "{1}", error));
  spt_fake_clock_advance (data, 10);
  g_assert_true (spt_db_save_mapping (db, KIND, "B", "h", "{2}", error));
  spt_fake_clock_advance (data, 10);
  g_assert_true (spt_db_save_mapping (db, KIND, "A", "h", "{3}", error));
  g_assert_true (spt_db_save_mapping (db, "beneficiaries", "A", "h", "{4}", error));
  list = spt_db_list_mappings (db, KIND, error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((SptStoredMapping *) list->pdata[0])->name, ==, "A");
  g_assert_true (spt_db_find_mapping (db, KIND, "h", &found, error));
  g_assert_cmpstr (found->doc, ==, "{3}");
  g_assert_true (spt_db_remove_mapping (db, KIND, "A", error));
  g_assert_true (spt_db_get_mapping (db, KIND, "A", &none, error));
  g_assert_null (none);
  g_assert_false (spt_db_remove_mapping (db, KIND, "A", &failure));
  g_assert_error (failure, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);

  return TRUE;
}

static void
test_mappings (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (spt_store_run_sync (desk->store, SPT_STORE_WRITE, mappings_job, desk->clock, NULL,
                                     &error));
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/look", test_look);
  g_test_add_func ("/import/from-look-to-undo", test_from_look_to_undo);
  g_test_add_func ("/import/mended-plain", test_mended_plain);
  g_test_add_func ("/import/changed-since", test_changed_since);
  g_test_add_func ("/import/stopped", test_stopped);
  g_test_add_func ("/import/original", test_original);
  g_test_add_func ("/import/mappings", test_mappings);

  status = g_test_run ();
  gpd_test_free_fields ();

  return status;
}
