/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records completed in the transaction that keeps them: numbers, kinds, what others have already;
 * and what all that costs an import. */
#include "config.h"

#include <string.h>

#include "base/spt-iuv.h"
#include "base/spt-messages.h"
#include "gpd-test.h"
#include "outbox/spt-fill.h"
#include "outbox/spt-intake.h"
#include "spt-test.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dues.h"
#include "store/spt-store-positions.h"

#define KIND "debt-positions"
#define BODY "77777777777"

typedef struct
{
  SptFakeClock *clock;
  SptStore     *store;
  char         *path;
} Office;

static void
office_init (Office *office)
{
  g_autoptr (GError) error = NULL;

  gpd_test_service ();
  office->clock = spt_fake_clock_new (GPD_TEST_NOW);
  office->path = g_build_filename (spt_test_make_dir (), "sportello.db", NULL);
  office->store = spt_store_open (office->path, SPT_CLOCK (office->clock), &error);
  g_assert_no_error (error);
}

static void
office_clear (Office *office)
{
  spt_store_close (office->store);
  g_object_unref (office->store);
  g_object_unref (office->clock);
  g_free (office->path);
}

static gboolean
add_account_job (SptDb         *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return spt_db_save_account (db, data, error);
}

static gint64
add_account (Office         *office,
             const char     *name,
             const char     *body,
             const char     *code,
             const char     *first,
             SptEnvironment  environment)
{
  g_autoptr (SptAccount) account = spt_account_new ("gpd", name, environment);
  g_autoptr (GError) error = NULL;

  spt_account_set_setting (account, SPT_SETTING_BODY, body);
  spt_account_set_setting (account, SPT_SETTING_IUV_SEGREGATION, code);
  spt_account_set_setting (account, SPT_SETTING_IUV_FIRST, first);
  spt_store_run_sync (office->store, SPT_STORE_WRITE, add_account_job, account, NULL, &error);
  g_assert_no_error (error);

  return spt_account_get_id (account);
}

static SptRecord *
make_record (const char *iupd,
             const char *iuv,
             const char *organization)
{
  g_autofree char *position = gpd_test_position (iupd, iuv);
  SptRecord *record = gpd_test_record (position);

  if (organization != NULL)
    spt_node_set (spt_record_get_root (record), (guint) gpd_test_fields ()->organization,
                  organization, -1);

  return record;
}

static const char *
get_iuv (SptRecord *record,
         guint      n)
{
  const SptGpdFields *fields = gpd_test_fields ();

  return spt_gpd_option_get (fields, spt_node_get_child (spt_record_get_root (record),
                                                         fields->option->index, n), GPD_IUV);
}

static void
clear_iuv (SptRecord *record)
{
  const SptGpdFields *fields = gpd_test_fields ();

  spt_node_set (spt_node_get_child (spt_record_get_root (record), fields->option->index, 0),
                fields->option_index[GPD_IUV], "", -1);
}

/* Saves and frees @record; what was found, as text. */
static char *
save (Office     *office,
      gint64      id,
      SptRecord  *record,
      gboolean    generate,
      gint64     *saved,
      char      **iuv)
{
  const SptSaveOptions options = { .who = "Anna", .generate_iuv = generate };
  g_autoptr (SptIssueList) issues = NULL;
  g_autoptr (GError) error = NULL;
  gint64 at = spt_save_record_full (office->store, KIND, id, record, &options, &issues, &error);

  g_assert_no_error (error);
  g_assert_cmpint (at, >, 0);
  if (saved != NULL)
    *saved = at;
  if (iuv != NULL)
    *iuv = g_strdup (get_iuv (record, 0));
  spt_record_free (record);

  return gpd_test_describe (issues);
}

#define assert_saved(office, id, record, generate, saved, iuv, expected) \
  G_STMT_START { \
    g_autofree char *said_ = save (office, id, record, generate, saved, iuv); \
    g_assert_cmpstr (said_, ==, expected); \
  } G_STMT_END

static void
test_generate (void)
{
  Office office;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *other = NULL;
  SptRecord *record;

  office_init (&office);
  record = make_record ("A", "02123456789012356", NULL);
  clear_iuv (record);
  /* Nobody is there to give one. */
  assert_saved (&office, 0, record, TRUE, NULL, NULL,
                "W iuv-no-body 0 paymentOption[0].iuv\nE required 0 paymentOption[0].iuv");

  add_account (&office, "prova", BODY, "01", NULL, SPT_ENVIRONMENT_TEST);
  add_account (&office, "vero", BODY, "02", "1234567890123", SPT_ENVIRONMENT_PRODUCTION);
  record = make_record ("B", "02123456789012356", NULL);
  clear_iuv (record);
  assert_saved (&office, 0, record, TRUE, NULL, &first, "");
  g_assert_cmpstr (first, ==, "02123456789012356"); /* GPD facts 7bis, a vector */

  /* A number that somebody typed is left out. */
  {
    g_autofree char *typed = spt_iuv_make (2, G_GUINT64_CONSTANT (1234567890124));

    assert_saved (&office, 0, make_record ("C", typed, BODY), FALSE, NULL, NULL, "");
  }
  record = make_record ("D", "02123456789012356", BODY);
  clear_iuv (record);
  assert_saved (&office, 0, record, TRUE, NULL, &second, "");
  g_assert_true (g_str_has_prefix (second, "021234567890125"));

  /* What has one keeps it. */
  assert_saved (&office, 0, make_record ("E", "01000000000000144", BODY), TRUE, NULL, &other, "");
  g_assert_cmpstr (other, ==, "01000000000000144");

  /* A body without a code, and one that is unclear. */
  add_account (&office, "altro", "12345678903", NULL, NULL, SPT_ENVIRONMENT_PRODUCTION);
  record = make_record ("F", "02123456789012356", "12345678903");
  clear_iuv (record);
  assert_saved (&office, 0, record, TRUE, NULL, NULL,
                "W iuv-no-code 0 paymentOption[0].iuv\nE required 0 paymentOption[0].iuv");
  office_clear (&office);
}

static void
test_unique (void)
{
  Office office;
  gint64 a, b;
  const SptMessage *message = spt_messages_find ("base", "iuv-in-archive");

  g_assert_nonnull (message);
  office_init (&office);
  add_account (&office, "vero", BODY, "02", NULL, SPT_ENVIRONMENT_PRODUCTION);
  assert_saved (&office, 0, make_record ("A", "02123456789012356", BODY), FALSE, &a, NULL, "");
  assert_saved (&office, a, make_record ("A", "02123456789012356", BODY), FALSE, NULL, NULL, "");
  /* Named or not, it is the only body there is. */
  assert_saved (&office, 0, make_record ("B", "02123456789012356", NULL), FALSE, &b, NULL,
                "E iuv-in-archive 0 paymentOption[0].iuv");
  assert_saved (&office, 0, make_record ("A", "01000000000000144", BODY), FALSE, NULL, NULL,
                "E iupd-in-archive 0 iupd");
  assert_saved (&office, 0, make_record ("A", "02123456789012356", "12345678903"), FALSE, NULL, NULL,
                "");
  g_assert_cmpint (a, !=, b);
  office_clear (&office);
}

/* --- the hook ---------------------------------------------------------------------------------- */

typedef struct
{
  SptFillOptions  options;
  guint           n;
  gboolean        fail;
  GPtrArray      *iuvs;
} FillJob;

static gboolean
fill_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  FillJob *job = data;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptFill) fill = NULL;

  job->options.now_utc_ms = GPD_TEST_NOW;
  fill = spt_fill_new (db, gpd_test_service (), &job->options, error);
  if (fill == NULL)
    return FALSE;
  for (guint i = 0; i < job->n; i++)
    {
      g_autoptr (SptRecord) record = make_record ("X", "02123456789012356", NULL);

      clear_iuv (record);
      if (!spt_fill_record (record, i + 1, issues, fill, error))
        return FALSE;
      g_ptr_array_add (job->iuvs, g_strdup (get_iuv (record, 0)));
    }
  if (job->fail)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dry run");
      return FALSE;
    }

  return spt_fill_end (fill, error);
}

static GPtrArray *
fill (Office         *office,
      SptFillOptions  options,
      guint           n,
      gboolean        fail)
{
  FillJob job = {
    .options = options, .n = n, .fail = fail, .iuvs = g_ptr_array_new_with_free_func (g_free),
  };
  g_autoptr (GError) error = NULL;
  gboolean done = spt_store_run_sync (office->store, SPT_STORE_WRITE, fill_job, &job, NULL, &error);

  if (fail)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    g_assert_no_error (error);
  g_assert_true (done != fail);

  return job.iuvs;
}

static void
test_many (void)
{
  Office office;
  SptFillOptions options = { .generate_iuv = TRUE, .many = TRUE };
  g_autoptr (GHashTable) all = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) rehearsed = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autofree char *file = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  office_init (&office);
  file = g_strconcat (office.path, ".iuv", NULL);
  add_account (&office, "vero", BODY, "02", NULL, SPT_ENVIRONMENT_PRODUCTION);
  first = fill (&office, options, 500, FALSE);
  g_assert_true (g_file_get_contents (file, &before, NULL, NULL));

  /* A rehearsal shows what would come and takes nothing: neither there nor in the file. */
  options.rehearse = TRUE;
  rehearsed = fill (&office, options, 500, TRUE);
  g_assert_true (g_file_get_contents (file, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);
  options.rehearse = FALSE;
  second = fill (&office, options, 500, FALSE);
  for (guint i = 0; i < 500; i++)
    {
      g_assert_cmpstr (g_ptr_array_index (rehearsed, i), ==, g_ptr_array_index (second, i));
      g_assert_cmpint (spt_iuv_check (g_ptr_array_index (first, i)), ==, SPT_IUV_OK);
      g_assert_true (g_hash_table_add (all, g_ptr_array_index (first, i)));
      g_assert_true (g_hash_table_add (all, g_ptr_array_index (second, i)));
    }
  /* Nothing was left out between the two: the end of the last block went back. */
  {
    g_autofree char *last = spt_iuv_make (2, 1000);

    g_assert_cmpstr (g_ptr_array_index (second, 499), ==, last);
  }
  office_clear (&office);
}

static gboolean
add_due_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  SptDueType *due = data;

  due->id = spt_db_save_due_type (db, due, "Anna", error);
  return due->id != 0;
}

static gboolean
apply_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const SptDueType *due = data;
  const SptFillOptions options = {
    .due_type_id = due->id, .generate_iuv = TRUE, .propose_iupd = TRUE, .now_utc_ms = GPD_TEST_NOW,
  };
  g_autoptr (SptFill) fill = spt_fill_new (db, gpd_test_service (), &options, error);
  g_autoptr (SptRecord) record = spt_record_new (gpd_test_fields ()->schema);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autofree char *said = NULL;

  if (fill == NULL)
    return FALSE;
  g_assert_true (spt_record_read (record, "{\"fiscalCode\":\"RSSMRA80A01H501U\",\"fullName\":"
                                  "\"Mario Rossi\",\"paymentOption\":[{\"amount\":\"105\"}]}", -1,
                                  error));
  if (!spt_fill_record (record, 0, issues, fill, error))
    return FALSE;
  SPT_SERVICE_GET_CLASS (gpd_test_service ())->check_record (
    gpd_test_service (), NULL, "gpd.create", record, 0, GPD_TEST_NOW, issues);
  said = gpd_test_describe (issues);
  g_assert_cmpstr (said, ==, "");
  g_assert_true (g_str_has_prefix (spt_node_get (spt_record_get_root (record), 0),
                                   BODY "-TARI2026-"));

  return spt_fill_end (fill, error);
}

/* A debtor, an amount, a kind: nothing else is asked for. */
static void
test_kind (void)
{
  Office office;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptDueType) due = spt_due_type_new (
    0, BODY, "Tari 2026", "{\"name\":\"Tari 2026\",\"organization\":\"" BODY "\",\"companyName\":"
    "\"Comune\",\"description\":\"TARI {anno}\",\"category\":\"9/0101100TS/\",\"iban\":"
    "\"IT60X0542811101000000123456\",\"due-rule\":\"days\",\"due-days\":\"30\"}");

  office_init (&office);
  add_account (&office, "vero", BODY, "02", NULL, SPT_ENVIRONMENT_PRODUCTION);
  spt_store_run_sync (office.store, SPT_STORE_WRITE, add_due_job, due, NULL, &error);
  g_assert_no_error (error);
  spt_store_run_sync (office.store, SPT_STORE_WRITE, apply_job, due, NULL, &error);
  g_assert_no_error (error);
  office_clear (&office);
}

static void
test_iupd (void)
{
  g_autofree char *one = spt_fill_dup_iupd (BODY, "Tarì & Tefa «2026» dei non residenti");
  g_autofree char *two = spt_fill_dup_iupd (BODY, NULL);
  g_autofree char *three = spt_fill_dup_iupd (NULL, NULL);

  g_assert_true (g_str_has_prefix (one, BODY "-TARITEFA"));
  for (const char *at = one; *at != '\0'; at++)
    g_assert_true (g_ascii_isalnum (*at) || *at == '-');
  g_assert_cmpuint (strlen (two), ==, strlen (BODY) + 1 + 16);
  g_assert_cmpuint (strlen (three), ==, 16);
}

/* --- import ------------------------------------------------------------------------------------ */

static char *
write_file (guint       n,
            const char *prefix,
            guint64     base)
{
  g_autoptr (GString) text = g_string_new (
    "iupd;fiscalCode;fullName;switchToExpired;companyName;iuv;amount;description;isPartialPayment;"
    "dueDate;transfer.1.remittanceInformation;transfer.1.category;transfer.1.iban\n");
  char *path = g_build_filename (spt_test_make_dir (), "positions.csv", NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *iuv = spt_iuv_make (2, base + i);

      g_string_append_printf (text, "%s%06u;RSSMRA80A01H501U;Mario Rossi;false;Comune;%s;120,00;TARI "
                              "2026;false;2026-12-16;TARI 2026;9/0101100TS/;"
                              "IT60X0542811101000000123456\n", prefix, i, iuv);
    }
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));

  return path;
}

static SptImportResult *
import (Office     *office,
        const char *path)
{
  const SptImportOptions options = { .kind = KIND, .path = path, .who = "Anna" };
  g_autoptr (GError) error = NULL;
  SptImportResult *result = spt_import_file (office->store, &options, NULL, &error);

  g_assert_no_error (error);

  return result;
}

static void
test_import (void)
{
  Office office;
  g_autofree char *path = write_file (100, "A", 1);
  g_autofree char *again = write_file (10, "B", 96);
  SptImportResult *result;
  guint n = g_test_perf () ? 100000 : 0;

  office_init (&office);
  add_account (&office, "vero", BODY, "02", NULL, SPT_ENVIRONMENT_PRODUCTION);
  result = import (&office, path);
  g_assert_cmpuint (result->n_good, ==, 100);
  spt_import_result_free (result);

  /* Other positions with five of their numbers: they come in to be fixed, and say whose it is. */
  result = import (&office, again);
  g_assert_cmpuint (result->n_good, ==, 5);
  g_assert_cmpuint (result->n_faulty, ==, 5);
  g_assert_cmpstr (spt_issue_list_get (result->issues, 0)->code, ==, "iuv-in-archive");
  g_assert_cmpstr (spt_issue_list_get (result->issues, 0)->limit, ==, "A000095");
  spt_import_result_free (result);

  if (n > 0)
    {
      g_autofree char *large = write_file (n, "C", 1000000);
      g_autofree char *second = write_file (n, "D", 2000000);

      const char *const paths[] = { large, second };

      for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
        {
          double seconds;

          g_test_timer_start ();
          spt_import_result_free (import (&office, paths[i]));
          seconds = g_test_timer_elapsed ();
          g_test_minimized_result (seconds, "import %u of %u rows: %.3f s", i + 1, n, seconds);
        }
    }
  office_clear (&office);
}

/* A file without numbers: a rehearsal shows that they would come and takes none. */
static void
test_import_numbers (void)
{
  Office office;
  g_autofree char *path = write_file (100, "A", 1);
  g_autofree char *text = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GRegex) regex = g_regex_new (";02[0-9]{15};", 0, 0, NULL);
  g_autofree char *without = NULL;
  g_autoptr (GError) error = NULL;
  SptImportOptions options = { .kind = KIND, .path = path, .who = "Anna", .generate_iuv = TRUE };
  SptImportResult *result;

  office_init (&office);
  file = g_strconcat (office.path, ".iuv", NULL);
  options.account_id = add_account (&office, "vero", BODY, "02", "500", SPT_ENVIRONMENT_PRODUCTION);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  without = g_regex_replace_literal (regex, text, -1, 0, ";;", 0, NULL);
  g_assert_true (g_file_set_contents (path, without, -1, NULL));

  options.dry_run = TRUE;
  result = spt_import_file (office.store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_good, ==, 100);
  spt_import_result_free (result);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));

  options.dry_run = FALSE;
  result = spt_import_file (office.store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_good, ==, 100);
  spt_import_result_free (result);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  {
    g_autofree char *iuv = NULL;
    SptRecord *record = make_record ("Z", "02123456789012356", BODY);

    clear_iuv (record);
    assert_saved (&office, 0, record, TRUE, NULL, &iuv, "");
    g_assert_true (g_str_has_prefix (iuv, "020000000000600")); /* 500 and a hundred */
  }
  office_clear (&office);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/gpd/fill/generate", test_generate);
  g_test_add_func ("/gpd/fill/unique", test_unique);
  g_test_add_func ("/gpd/fill/many", test_many);
  g_test_add_func ("/gpd/fill/kind", test_kind);
  g_test_add_func ("/gpd/fill/iupd", test_iupd);
  g_test_add_func ("/gpd/fill/import", test_import);
  g_test_add_func ("/gpd/fill/import-numbers", test_import_numbers);

  status = g_test_run ();
  gpd_test_free_fields ();

  return status;
}
