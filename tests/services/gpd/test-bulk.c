/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One edit for many positions: what it does to a record, to the archive, and how it is taken back. */
#include "config.h"

#include <string.h>

#include "outbox/spt-bulk-change.h"
#include "services/spt-services-table.h"
#include "spt-fake-clock.h"
#include "spt-test.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-bulk.h"
#include "store/spt-store-positions.h"
#include "store/spt-store-submissions.h"

#define START_UTC_MS G_GINT64_CONSTANT (1772438400000)
#define HEAD "iupd;fiscalCode;fullName;switchToExpired;companyName;iuv;amount;description;" \
  "isPartialPayment;dueDate;transfer.1.remittanceInformation;transfer.1.category;transfer.1.iban\n"
#define TAIL ";TARI 2026;false;2026-12-16;TARI 2026;9/0101100TS/;IT60X0542811101000000123456\n"

/* The fourth has an amount that is none. */
static const char csv[] =
  HEAD
  "P-1;RSSMRA80A01H501U;Mario Rossi;false;Comune di Esempio;02000000000000184;120,00" TAIL
  "P-2;RSSMRA80A01H501U;Anna Bianchi;false;Comune di Esempio;02000000000000285;0,01" TAIL
  "P-3;RSSMRA80A01H501U;Rosa Verdi;false;Altro;02000000000000386;99,99" TAIL
  "P-4;RSSMRA80A01H501U;Neri;false;Comune di Esempio;02000000000000487;12,5o" TAIL;

typedef struct
{
  SptFakeClock *clock;
  char         *path;
  SptStore     *store;
  gint64        import_id;
  gint64        ids[4];
} Desk;

static void
open_store (Desk *desk)
{
  GError *error = NULL;

  desk->store = spt_store_open (desk->path, SPT_CLOCK (desk->clock), &error);
  g_assert_no_error (error);
}

static void
close_store (Desk *desk)
{
  spt_store_close (desk->store);
  g_assert_finalize_object (g_steal_pointer (&desk->store));
}

static gboolean
list_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  SptPositionQuery query = { .sort = SPT_POSITION_SORT_IUPD };
  g_autoptr (GArray) ids = spt_db_query_positions (db, &query, cancellable, error);
  Desk *desk = data;

  g_assert_nonnull (ids);
  g_assert_cmpuint (ids->len, ==, G_N_ELEMENTS (desk->ids));
  memcpy (desk->ids, ids->data, sizeof desk->ids);
  return TRUE;
}

static void
set_up (Desk          *desk,
        gconstpointer  data)
{
  g_autofree char *file = g_build_filename (spt_test_make_dir (), "rows.csv", NULL);
  SptImportOptions options = { .kind = "debt-positions", .path = file, .who = "Rosa" };
  SptImportResult *imported;
  GError *error = NULL;

  desk->clock = spt_fake_clock_new (START_UTC_MS);
  desk->path = g_build_filename (spt_test_make_dir (), "archive.db", NULL);
  open_store (desk);
  g_assert_true (g_file_set_contents (file, csv, -1, NULL));
  imported = spt_import_file (desk->store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported->n_good, ==, 3);
  desk->import_id = imported->import_id;
  spt_import_result_free (imported);
  g_assert_true (spt_store_run_sync (desk->store, SPT_STORE_READ, list_job, desk, NULL, NULL));
}

static void
tear_down (Desk          *desk,
           gconstpointer  data)
{
  close_store (desk);
  g_free (desk->path);
  g_object_unref (desk->clock);
}

/* --- looking ---------------------------------------------------------------------------------- */

typedef struct
{
  gint64 id;
  char  *doc;
  guint  counts[SPT_N_STATES];
} Look;

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Look *look = data;

  if (look->id != 0)
    look->doc = spt_db_get_position_doc (db, look->id, NULL, error);
  return (look->id == 0 || look->doc != NULL) &&
         spt_db_count_positions (db, NULL, look->counts, error);
}

static char *
dup_doc (Desk *desk,
         guint which)
{
  Look look = { .id = desk->ids[which] };

  g_assert_true (spt_store_run_sync (desk->store, SPT_STORE_READ, look_job, &look, NULL, NULL));
  return look.doc;
}

static void
assert_doc_has (Desk       *desk,
                guint       which,
                const char *text)
{
  g_autofree char *doc = dup_doc (desk, which);

  if (strstr (doc, text) == NULL)
    g_error ("no %s in %s", text, doc);
}

static guint
count_to_fix (Desk *desk)
{
  Look look = { 0 };

  g_assert_true (spt_store_run_sync (desk->store, SPT_STORE_READ, look_job, &look, NULL, NULL));
  return look.counts[SPT_STATE_TO_FIX];
}

static SptBulkResult *
run (Desk              *desk,
     const SptBulkEdit *edit,
     gboolean           dry_run)
{
  SptBulkOptions options = {
    .edit = *edit, .ids = desk->ids, .n_ids = G_N_ELEMENTS (desk->ids), .label = "Prova",
    .who = "Rosa", .dry_run = dry_run,
  };
  GError *error = NULL;
  SptBulkResult *result = spt_bulk_change (desk->store, &options, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static SptBulkResult *
take_back (Desk   *desk,
           gint64  change_id)
{
  SptBulkOptions options = { .undo = change_id, .who = "Rosa" };
  GError *error = NULL;
  SptBulkResult *result = spt_bulk_change (desk->store, &options, NULL, &error);

  g_assert_no_error (error);
  return result;
}

/* --- one record ------------------------------------------------------------------------------- */

static SptSchema *
get_schema (void)
{
  SptService *service = spt_services_find_kind ("debt-positions");

  return SPT_SERVICE_GET_CLASS (service)->get_record_schema (service);
}

static void
test_edits (void)
{
  static const char doc[] =
    "{\"iupd\":\"P\",\"fullName\":\"Mario Rossi\",\"companyName\":\"Comune\",\"paymentOption\":[{"
    "\"amount\":\"120,00\",\"description\":\"TARI 2025\",\"dueDate\":\"16/12/2026\",\"transfer\":[{"
    "\"amount\":\"120,00\",\"remittanceInformation\":\"TARI 2025\"}]},{\"amount\":\"12,5o\","
    "\"dueDate\":\"2026-02-28T23:59:59\",\"transfer\":[{\"amount\":\"1,00\"},{\"amount\":\"2,00\"}]}"
    "]}";
  static const struct
  {
    SptBulkEdit edit;
    const char *before; /* NULL: nothing changes */
    const char *after;
    const char *has;
  } rows[] = {
    { { SPT_BULK_SET, "city", "Roma", NULL, NULL, 0 }, "", "Roma", "\"city\":\"Roma\"" },
    { { SPT_BULK_SET, "companyName", "Comune", NULL, NULL, 0 }, NULL, NULL, "Comune" },
    { { SPT_BULK_CLEAR, "companyName", NULL, NULL, NULL, 0 }, "Comune", "", "\"fullName\"" },
    { { SPT_BULK_CLEAR, "city", NULL, NULL, NULL, 0 }, NULL, NULL, "Comune" },
    /* the only transfer follows; what differs does not */
    { { SPT_BULK_REPLACE, "paymentOption.description", "2026", "2025", NULL, 0 }, "TARI 2025",
      "TARI 2026", "\"remittanceInformation\":\"TARI 2026\"" },
    { { SPT_BULK_REPLACE, "paymentOption.description", "2026", "1999", NULL, 0 }, NULL, NULL, "2025" },
    /* all instances, each as it was written */
    { { SPT_BULK_ADD_DAYS, "paymentOption.dueDate", NULL, NULL, NULL, 30 }, "16/12/2026",
      "15/01/2027", "\"dueDate\":\"2026-03-30T23:59:59\"" },
    { { SPT_BULK_ADD_DAYS, "paymentOption.dueDate", NULL, NULL, NULL, -366 }, "16/12/2026",
      "15/12/2025", "\"dueDate\":\"2025-02-27T23:59:59\"" },
    { { SPT_BULK_COPY, "officeName", NULL, NULL, "companyName", 0 }, "", "Comune",
      "\"officeName\":\"Comune\"" },
    { { SPT_BULK_COPY, "paymentOption.transfer.companyName", NULL, NULL, "companyName", 0 }, "",
      "Comune", "\"amount\":\"2,00\",\"companyName\":\"Comune\"" },
    { { SPT_BULK_COPY, "officeName", NULL, NULL, "city", 0 }, NULL, NULL, "Comune" },
    /* what is no amount stays */
    { { SPT_BULK_PERCENT, "paymentOption.amount", NULL, NULL, NULL, 250 }, "120,00", "123,00",
      "\"amount\":\"12,5o\"" },
    { { SPT_BULK_PERCENT, "paymentOption.amount", NULL, NULL, NULL, -3333 }, "120,00", "80,00",
      "\"transfer\":[{\"amount\":\"80,00\"" },
    { { SPT_BULK_ROUND, "paymentOption.transfer.amount", NULL, NULL, NULL, 500 }, "1,00", "0,00",
      "\"amount\":\"0,00\"" },
  };
  g_autoptr (SptRecord) record = spt_record_new (get_schema ());
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("row %u", i);
      spt_record_read (record, doc, -1, &error);
      g_assert_no_error (error);
      g_assert_true (spt_bulk_edit_is_valid (&rows[i].edit, get_schema ()));
      g_assert_cmpint (spt_bulk_edit_apply (&rows[i].edit, record, &before, &after), ==,
                       rows[i].before != NULL);
      g_assert_cmpstr (before, ==, rows[i].before);
      g_assert_cmpstr (after, ==, rows[i].after);
      g_string_truncate (out, 0);
      spt_record_write (record, out);
      if (strstr (out->str, rows[i].has) == NULL)
        g_error ("no %s in %s", rows[i].has, out->str);
      if (rows[i].before == NULL)
        g_assert_cmpstr (out->str, ==, doc);
    }
}

static void
test_what_is_no_edit (void)
{
  static const SptBulkEdit rows[] = {
    { SPT_BULK_SET, "no-such-field", "x", NULL, NULL, 0 },
    { SPT_BULK_SET, "paymentOption", "x", NULL, NULL, 0 },
    { SPT_BULK_SET, "city", "", NULL, NULL, 0 },
    { SPT_BULK_REPLACE, "city", "x", "", NULL, 0 },
    { SPT_BULK_REPLACE, "city", "x", "x", NULL, 0 },
    { SPT_BULK_REPLACE, "paymentOption.amount", "1", "2", NULL, 0 },
    { SPT_BULK_ADD_DAYS, "city", NULL, NULL, NULL, 1 },
    { SPT_BULK_ADD_DAYS, "validityDate", NULL, NULL, NULL, 0 },
    { SPT_BULK_ADD_DAYS, "validityDate", NULL, NULL, NULL, 40000 },
    { SPT_BULK_COPY, "city", NULL, NULL, "city", 0 },
    /* from an instance to what is around it: which one? */
    { SPT_BULK_COPY, "companyName", NULL, NULL, "paymentOption.description", 0 },
    { SPT_BULK_PERCENT, "paymentOption.amount", NULL, NULL, NULL, -10000 },
    { SPT_BULK_PERCENT, "city", NULL, NULL, NULL, 100 },
    { SPT_BULK_ROUND, "paymentOption.amount", NULL, NULL, NULL, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %u", i);
      g_assert_false (spt_bulk_edit_is_valid (&rows[i], get_schema ()));
    }
}

/* --- the archive ------------------------------------------------------------------------------ */

static void
test_rehearsal (Desk          *desk,
                gconstpointer  data)
{
  const SptBulkEdit edit = { SPT_BULK_SET, "companyName", "Comune di Esempio", NULL, NULL, 0 };
  const SptBulkEdit bad = { SPT_BULK_CLEAR, "fullName", NULL, NULL, NULL, 0 };
  g_autoptr (SptBulkResult) result = run (desk, &edit, TRUE);
  g_autoptr (SptBulkResult) faulty = NULL;
  SptBulkExample *example;

  g_assert_cmpint (result->change_id, ==, 0);
  g_assert_cmpuint (result->n_changed, ==, 1);
  g_assert_cmpuint (result->n_unchanged, ==, 3);
  g_assert_cmpuint (result->examples->len, ==, 1);
  example = g_ptr_array_index (result->examples, 0);
  g_assert_cmpstr (example->name, ==, "Rosa Verdi");
  g_assert_cmpstr (example->before, ==, "Altro");
  g_assert_cmpstr (example->after, ==, "Comune di Esempio");
  g_assert_null (example->fault);
  assert_doc_has (desk, 2, "\"companyName\":\"Altro\"");

  /* Three lose what they need; the fourth was to fix before. Those come first. */
  faulty = run (desk, &bad, TRUE);
  g_assert_cmpuint (faulty->n_changed, ==, 4);
  g_assert_cmpuint (faulty->n_faulty, ==, 3);
  g_assert_cmpuint (faulty->n_mended, ==, 0);
  example = g_ptr_array_index (faulty->examples, 0);
  g_assert_nonnull (example->fault);
  example = g_ptr_array_index (faulty->examples, 3);
  g_assert_null (example->fault);
  g_assert_cmpuint (count_to_fix (desk), ==, 1);
}

/* The count of what is to fix follows edits, taking them back, a restart, and an import that is
 * taken back. */
static gboolean
undo_import_job (SptDb         *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return spt_db_undo_import (db, ((Desk *) data)->import_id, NULL, error);
}

static void
test_to_fix_count (Desk          *desk,
                   gconstpointer  data)
{
  const SptBulkEdit bad = { SPT_BULK_SET, "paymentOption.transfer.iban", "IT00", NULL, NULL, 0 };
  const SptBulkEdit good = { SPT_BULK_SET, "paymentOption.amount", "10,00", NULL, NULL, 0 };
  g_autoptr (SptBulkResult) first = NULL;
  g_autoptr (SptBulkResult) undone = NULL;
  g_autoptr (SptBulkResult) second = NULL;

  g_assert_cmpuint (count_to_fix (desk), ==, 1);
  first = run (desk, &bad, FALSE);
  g_assert_cmpuint (first->n_faulty, ==, 3);
  g_assert_cmpuint (count_to_fix (desk), ==, 4);
  close_store (desk);
  open_store (desk);
  g_assert_cmpuint (count_to_fix (desk), ==, 4);

  undone = take_back (desk, first->change_id);
  g_assert_cmpuint (undone->n_changed, ==, 4);
  g_assert_cmpuint (undone->n_mended, ==, 3);
  g_assert_cmpuint (count_to_fix (desk), ==, 1);

  second = run (desk, &good, FALSE);
  g_assert_cmpuint (second->n_mended, ==, 1);
  g_assert_cmpuint (count_to_fix (desk), ==, 0);
  close_store (desk);
  open_store (desk);
  g_assert_cmpuint (count_to_fix (desk), ==, 0);
  g_clear_pointer (&undone, spt_bulk_result_free);
  undone = take_back (desk, second->change_id);
  g_assert_cmpuint (undone->n_faulty, ==, 1);
  g_assert_cmpuint (count_to_fix (desk), ==, 1);

  g_assert_true (spt_store_run_sync (desk->store, SPT_STORE_WRITE, undo_import_job, desk, NULL,
                                     NULL));
  g_assert_cmpuint (count_to_fix (desk), ==, 0);
}


/* The second goes out, the third is edited by somebody. */
static gboolean
meanwhile_job (SptDb         *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Desk *desk = data;
  g_autoptr (GBytes) body = g_bytes_new_static ("body", 4);
  const char *keys[] = { "P-2" };
  const guint rows[] = { 1 };
  SptNewSubmission submission = {
    .service = "gpd", .operation = "gpd.create", .lane = "l", .method = "POST", .path = "/",
    .body = body, .record_kind = "debt-positions", .n_items = 1, .keys = keys, .rows = rows,
    .record_ids = &desk->ids[1],
  };
  g_autoptr (SptAccount) account = spt_account_new ("gpd", "desk", SPT_ENVIRONMENT_TEST);
  SptPositionColumns columns = { .iupd = "P-3", .amount = -1 };

  if (!spt_db_save_account (db, account, error))
    return FALSE;
  submission.account_id = spt_account_get_id (account);
  submission.job_id = spt_db_add_job (db, "gpd", "gpd.create", submission.account_id, "", "Rosa",
                                      error);
  if (submission.job_id == 0 || spt_db_add_submission (db, &submission, "Rosa", error) == 0)
    return FALSE;

  return spt_db_save_position (db, desk->ids[2], "{\"iupd\":\"P-3\"}", &columns, NULL, 0, 0, "Ada",
                               error) != 0;
}

static void
test_taking_back (Desk          *desk,
                  gconstpointer  data)
{
  const SptBulkEdit edit = { SPT_BULK_SET, "city", "Roma", NULL, NULL, 0 };
  g_autoptr (SptBulkResult) result = run (desk, &edit, FALSE);
  g_autoptr (SptBulkResult) undone = NULL;
  g_autoptr (SptBulkResult) again = NULL;
  g_autoptr (GError) error = NULL;
  SptBulkOptions options = { .undo = result->change_id };

  g_assert_cmpuint (result->n_changed, ==, 4);
  g_assert_true (spt_store_run_sync (desk->store, SPT_STORE_WRITE, meanwhile_job, desk, NULL,
                                     &error));
  g_assert_no_error (error);

  undone = take_back (desk, result->change_id);
  g_assert_cmpuint (undone->n_changed, ==, 2);
  g_assert_cmpuint (undone->n_under_way, ==, 1);
  g_assert_cmpuint (undone->n_edited, ==, 1);
  assert_doc_has (desk, 1, "Roma");
  assert_doc_has (desk, 2, "{\"iupd\":\"P-3\"}");

  /* Once. */
  g_assert_null (spt_bulk_change (desk->store, &options, NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);

  /* What is under way is left out of a new edit, and that is said. */
  again = run (desk, &edit, FALSE);
  g_assert_cmpuint (again->n_under_way, ==, 1);
  g_assert_cmpuint (again->n_changed, ==, 3);
}

static void
cancel_cb (gint64   done,
           gint64   total,
           gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancelling (Desk          *desk,
                 gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SptBulkOptions options = {
    .edit = { SPT_BULK_SET, "city", "Roma", NULL, NULL, 0 }, .ids = desk->ids,
    .n_ids = G_N_ELEMENTS (desk->ids), .label = "Prova", .progress = cancel_cb,
    .progress_data = cancellable,
  };
  g_autofree char *before = dup_doc (desk, 0);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (spt_bulk_change (desk->store, &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = dup_doc (desk, 0);
  g_assert_cmpstr (after, ==, before);
}

static gboolean
last_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return spt_db_get_last_bulk_change (db, data, error);
}

/* Old changes let their documents go; the last one that can be taken back is found again. */
static void
test_old_changes (Desk          *desk,
                  gconstpointer  data)
{
  g_auto (SptBulkChange) last = { 0 };
  SptBulkOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 first = 0;
  gint64 newest = 0;

  for (guint i = 0; i < SPT_BULK_CHANGES_KEPT + 1; i++)
    {
      g_autofree char *city = g_strdup_printf ("Roma %u", i);
      const SptBulkEdit edit = { SPT_BULK_SET, "city", city, NULL, NULL, 0 };
      g_autoptr (SptBulkResult) result = run (desk, &edit, FALSE);

      newest = result->change_id;
      if (first == 0)
        first = newest;
    }
  close_store (desk);
  open_store (desk);
  g_assert_true (spt_store_run_sync (desk->store, SPT_STORE_READ, last_job, &last, NULL, NULL));
  g_assert_cmpint (last.id, ==, newest);
  g_assert_cmpstr (last.label, ==, "Prova");
  g_assert_cmpuint (last.n, ==, 4);

  options.undo = first;
  g_assert_null (spt_bulk_change (desk->store, &options, NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spt_services_register_all ();

  g_test_add_func ("/bulk/edits", test_edits);
  g_test_add_func ("/bulk/what-is-no-edit", test_what_is_no_edit);
  g_test_add ("/bulk/rehearsal", Desk, NULL, set_up, test_rehearsal, tear_down);
  g_test_add ("/bulk/to-fix-count", Desk, NULL, set_up, test_to_fix_count, tear_down);
  g_test_add ("/bulk/taking-back", Desk, NULL, set_up, test_taking_back, tear_down);
  g_test_add ("/bulk/cancelling", Desk, NULL, set_up, test_cancelling, tear_down);
  g_test_add ("/bulk/old-changes", Desk, NULL, set_up, test_old_changes, tear_down);

  return g_test_run ();
}
