/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants that come in as tables and documents, with the rules of the real service: completed and never overwritten, replaced and
 * told so, taken back; and out again in the same layout. */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "outbox/spt-export.h"
#include "outbox/spt-intake.h"
#include "outbox/spt-plants.h"
#include "services/spt-services-table.h"
#include "spt-fake-clock.h"
#include "spt-test.h"

#define NOW G_GINT64_CONSTANT (1792065600000) /* 2026-10-15 12:00 UTC */

#define HEADER "codice;indirizzo;civico;cap;comune;prov;responsabile.nominativo;responsabile.codiceFiscale;gt.1.fabbricante;" \
  "gt.1.matricola;gt.1.combustibile;gt.1.potenza;gt.1.dataInstallazione;rcee.data;presente.dal;presente.fonte\n"
#define ROW "PROVA0001;Via di Prova;10;70121;Bari;BA;Rossi Mario;RSSMRA80A01H501U;Prova;PRV-1;Gas naturale;24,0;29/02/2012;15/10/2024;;\n"

typedef struct
{
  SptStore     *store;
  SptFakeClock *clock;
  char         *folder;
} Office;

static void
office_open (Office *office)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  office->folder = g_strdup (spt_test_make_dir ());
  path = g_build_filename (office->folder, "archive.db", NULL);
  office->clock = spt_fake_clock_new (NOW);
  office->store = spt_store_open (path, SPT_CLOCK (office->clock), &error);
  g_assert_no_error (error);
}

static void
office_close (Office *office)
{
  spt_store_close (office->store);
  g_assert_finalize_object (office->store);
  g_assert_finalize_object (office->clock);
  g_free (office->folder);
}

static char *
write_file (Office     *office,
            const char *name,
            const char *text,
            gssize      length)
{
  char *path = g_build_filename (office->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);

  return path;
}

/* "rows good faulty rejected", then "code@column" of each finding but notes. */
static char *
take_with (Office                 *office,
           const char             *name,
           const char             *text,
           const SptImportOptions *how,
           gint64                 *import_id)
{
  g_autofree char *path = write_file (office, name, text, -1);
  SptImportOptions options = how != NULL ? *how : (SptImportOptions) { 0 };
  g_autoptr (GError) error = NULL;
  GString *said = g_string_new (NULL);
  SptImportResult *result;

  options.kind = SPT_KIND_PLANTS;
  options.path = path;
  options.who = "Anna";
  result = spt_import_file (office->store, &options, NULL, &error);
  g_assert_no_error (error);
  g_string_printf (said, "%u %u %u %u", result->n_rows, result->n_good, result->n_faulty, result->n_rejected);
  for (guint i = 0; i < spt_issue_list_get_n (result->issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (result->issues, i);
      g_autofree char *column = spt_import_dup_column (SPT_KIND_PLANTS, NULL, issue->path);

      if (issue->level != SPT_ISSUE_NOTE)
        g_string_append_printf (said, " %s@%s", issue->code, column != NULL ? column : "");
    }
  if (import_id != NULL)
    *import_id = result->import_id;
  spt_import_result_free (result);

  return g_string_free (said, FALSE);
}

static void
assert_take (Office     *office,
             const char *name,
             const char *text,
             gint64     *import_id,
             const char *wanted)
{
  g_autofree char *said = take_with (office, name, text, NULL, import_id);

  g_assert_cmpstr (said, ==, wanted);
}

/* --- what is there -------------------------------------------------------------------------------- */

typedef struct
{
  const char *code;
  gint64      import_id;
  guint       n_undone;
  guint       n_kept;
  char       *text;
} Look;

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Look *look = data;
  gint64 id = spt_db_find_plant (db, look->code, 0, error);
  g_autoptr (SptPlant) plant = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  const SptPlantRow *row;
  GString *text;

  if (id <= 0)
    {
      look->text = g_strdup ("-");
      return id == 0;
    }
  plant = spt_db_get_plant (db, id, error);
  rows = spt_db_list_plant_interventions (db, id, error);
  g_assert_true (plant != NULL && rows != NULL);
  row = spt_plant_get_row (plant);
  text = g_string_new (NULL);
  g_string_printf (text, "%s|%s|%s|%s|%s", row->name, row->place, row->generators, row->is_present ? row->present_source : "",
                   row->due_date != NULL ? row->due_date : "");
  for (guint i = 0; i < rows->len; i++)
    {
      const SptInterventionRow *one = g_ptr_array_index (rows, i);

      g_string_append_printf (text, " %s:%s", one->type, one->is_accepted ? "accepted" : spt_state_to_string (one->state));
    }
  look->text = g_string_free (text, FALSE);

  return TRUE;
}

static void
assert_plant (Office     *office,
              const char *code,
              const char *wanted)
{
  Look look = { .code = code };
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, SPT_STORE_READ, look_job, &look, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (look.text, ==, wanted);
  g_free (look.text);
}

static gboolean
undo_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Look *look = data;

  return spt_plants_undo_import (db, look->import_id, NOW, "Anna", &look->n_undone, &look->n_kept, error);
}

static void
undo (Office *office,
      gint64  import_id,
      guint   n_undone)
{
  Look look = { .import_id = import_id };
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, SPT_STORE_WRITE, undo_job, &look, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (look.n_undone, ==, n_undone);
  g_assert_cmpuint (look.n_kept, ==, 0);
}

/* A document of the practice register's tests. */
static char *
load (const char *name,
      const char *code)
{
  g_autofree char *path = g_build_filename (DOCUMENTS, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) filled = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  filled = g_string_new (text);
  g_string_replace (filled, "@CODE@", code, 0);

  return g_strdup (filled->str);
}

static char *
change (const char *text,
        const char *old,
        const char *replacement)
{
  GString *changed = g_string_new (text);

  g_assert_cmpuint (g_string_replace (changed, old, replacement, 1), ==, 1);

  return g_string_free (changed, FALSE);
}

/* --- tables ----------------------------------------------------------------------------------------- */

static void
test_rows (void)
{
  Office office;
  gint64 import_id;
  gint64 later;

  office_open (&office);
  assert_take (&office, "a.csv", HEADER ROW
               "PROVA0002;Via Lunga;1;7012;Bari;BA;Verdi Anna;VRDNNA80A41H501X;Prova;PRV-2;carbone;abc;32/13/2012;;boh;\n"
               ";Via Corta;1;70121;Bari;BA;;;;;;;;;;\n"
               "PROVA0003;Via Alta;2;70121;Bari;BA;;;;;;;;;01/02/2020;Portale\n", &import_id,
               "4 2 1 1 xsd-date@gt.1.dataInstallazione xsd-type@gt.1.combustibile xsd-decimal@gt.1.potenza E-CAP@cap "
               "E-CF:controllo@responsabile.codiceFiscale row-present-date@presente.dal row-no-code@codice");
  assert_plant (&office, "PROVA0001", "Rossi Mario|Via di Prova 10|GT1||2028-10-15");
  assert_plant (&office, "PROVA0003", "|Via Alta 2||Portale|");

  /* What is there is filled and never overwritten; another serial number is another generator; the same again adds nothing. */
  assert_take (&office, "b.csv", "codice;indirizzo;scala;gt.1.fabbricante;gt.1.matricola\nPROVA0001;Via Nuova;B;Prova;PRV-9\n", &later,
               "1 1 0 0 kept-other@indirizzo");
  assert_plant (&office, "PROVA0001", "Rossi Mario|Via di Prova 10|GT1, GT2||2026-10-15");
  assert_take (&office, "c.csv", HEADER ROW, NULL, "1 1 0 0");
  assert_plant (&office, "PROVA0001", "Rossi Mario|Via di Prova 10|GT1, GT2||2026-10-15");
  office_close (&office);
}

/* "1.500" is one and a half, or one thousand five hundred: both are named, unless the column shows what its points are. */
static void
test_two_readings (void)
{
  static const char head[] = "codice;gt.1.fabbricante;gt.1.matricola;gt.1.potenza;scala\n";
  g_autoptr (SptCsvMapping) mapping = spt_csv_mapping_new ();
  SptImportOptions options = { .mapping = mapping };
  SptImportOptions look = { .kind = SPT_KIND_PLANTS, .who = "Anna" };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strconcat (head, "PROVA0001;Prova;PRV-1;1.500;\nPROVA0002;Prova;PRV-2;0.500;\nPROVA0003;Prova;PRV-3;24,5;\n"
                                       "PROVA0004;Prova;PRV-4;24.5;\nPROVA0005;Prova;PRV-5;2.750;\n", NULL);
  g_autofree char *first = g_strconcat (head, "PROVA0011;Prova;PRV-1;1.500;\n", NULL);
  g_autofree char *path = NULL;
  g_autofree char *said = NULL;
  g_autofree char *words = NULL;
  SptImportResult *result;
  Office office;

  office_open (&office);
  /* After 24.5 there is no doubt any more. */
  assert_take (&office, "a.csv", text, NULL, "5 5 0 0 row-two-readings@gt.1.potenza");
  path = write_file (&office, "b.csv", first, -1);
  look.path = path;
  result = spt_import_file (office.store, &look, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; words == NULL && i < spt_issue_list_get_n (result->issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (result->issues, i);

      if (strcmp (issue->code, "row-two-readings") == 0)
        words = g_strdup_printf ("%s %s: %u", issue->value, issue->limit, issue->row);
    }
  spt_import_result_free (result);
  g_assert_cmpstr (words, ==, "1.500 1,5 / 1500: 2");

  /* Who says that points divide has said it. */
  spt_csv_mapping_set_decimal (mapping, SPT_DECIMAL_POINT);
  said = take_with (&office, "c.csv", "codice;gt.1.fabbricante;gt.1.matricola;gt.1.potenza\nPROVA0012;Prova;PRV-9;1.500\n", &options, NULL);
  g_assert_cmpstr (said, ==, "1 1 0 0");
  office_close (&office);
}

static void
test_undo (void)
{
  Office office;
  gint64 first;
  gint64 second;

  office_open (&office);
  assert_take (&office, "a.csv", HEADER ROW, &first, "1 1 0 0");
  assert_take (&office, "b.csv", HEADER "PROVA0001;;;;;;;;Prova;PRV-9;;;;;;\nPROVA0009;Via Alta;2;70121;Bari;BA;;;;;;;;;;\n"
               "PROVA0009;;;;;;;;Prova;PRV-8;;;;;;\n", &second, "3 3 0 0");
  assert_plant (&office, "PROVA0001", "Rossi Mario|Via di Prova 10|GT1, GT2||2026-10-15");
  assert_plant (&office, "PROVA0009", "|Via Alta 2|GT1||");
  undo (&office, second, 2);
  assert_plant (&office, "PROVA0001", "Rossi Mario|Via di Prova 10|GT1||2028-10-15");
  assert_plant (&office, "PROVA0009", "-");
  undo (&office, first, 1);
  assert_plant (&office, "PROVA0001", "-");
  office_close (&office);
}

/* What an import said of a plant that was there before is taken back with it; what a person said stays. */
static void
test_undo_present (void)
{
  static const char marked[] = HEADER "PROVA0001;;;;;;;;;;;;;;01/03/2024;Portale\n";
  Office office;
  gint64 first;
  gint64 second;
  gint64 third;

  office_open (&office);
  assert_take (&office, "a.csv", HEADER ROW, &first, "1 1 0 0");
  assert_take (&office, "b.csv", marked, &second, "1 1 0 0");
  assert_plant (&office, "PROVA0001", "Rossi Mario|Via di Prova 10|GT1|Portale|2028-10-15");
  /* It was marked already: the third import changes nothing of that, and its undoing neither. */
  assert_take (&office, "c.csv", HEADER "PROVA0001;;;;;;;;;;;;;;02/03/2024;Altro\n", &third, "1 1 0 0");
  undo (&office, third, 1);
  assert_plant (&office, "PROVA0001", "Rossi Mario|Via di Prova 10|GT1|Portale|2028-10-15");
  undo (&office, second, 1);
  assert_plant (&office, "PROVA0001", "Rossi Mario|Via di Prova 10|GT1||2028-10-15");
  office_close (&office);
}

static void
test_round_trip (void)
{
  Office office;
  Office other;
  SptExportOptions options = { .kind = SPT_KIND_PLANTS };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  office_open (&office);
  office_open (&other);
  assert_take (&office, "a.csv", HEADER ROW "PROVA0003;Via Alta;2;70121;Bari;BA;;;;;;;;;01/02/2020;Portale\n", NULL, "2 2 0 0");
  path = g_build_filename (office.folder, "out.csv", NULL);
  options.path = path;
  spt_export_records (office.store, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  assert_take (&other, "in.csv", text, NULL, "2 2 0 0");
  assert_plant (&other, "PROVA0001", "Rossi Mario|Via di Prova 10|GT1||2028-10-15");
  assert_plant (&other, "PROVA0003", "|Via Alta 2||Portale|");
  spt_export_records (other.store, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &again, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, text);
  office_close (&other);
  office_close (&office);
}

/* --- documents --------------------------------------------------------------------------------------- */

static void
test_documents (void)
{
  const SptImportOptions elsewhere = { .present_source = "Portale", .present_date = "2020-02-01" };
  const SptImportOptions drafts = { .as_drafts = TRUE };
  g_autofree char *libretto = load ("09-libretto.xml", "PROVA0001");
  g_autofree char *report = load ("84-rcee-1.xml", "PROVA0001");
  g_autofree char *other_report = load ("84-rcee-2.xml", "PROVA0001");
  g_autofree char *moved = change (libretto, "Via di Prova", "Viale di Prova");
  g_autofree char *less = NULL;
  g_autofree char *said = NULL;
  g_autofree char *again = NULL;
  const char *from = strstr (moved, "<scheda_4_4_gruppi_frigo>");
  const char *to = strstr (moved, "</scheda_4_4_gruppi_frigo>");
  Office office;
  gint64 import_id;

  g_assert_true (from != NULL && to != NULL);
  less = g_strdup_printf ("%.*s%s", (int) (from - moved), moved, to + strlen ("</scheda_4_4_gruppi_frigo>"));
  office_open (&office);
  said = take_with (&office, "r.xml", report, NULL, NULL);
  g_assert_true (g_str_has_suffix (said, " document-no-plant@"));
  again = take_with (&office, "l.xml", libretto, &elsewhere, NULL);
  g_assert_cmpstr (again, ==, "1 1 0 0");
  assert_plant (&office, "PROVA0001", "Prova Assunta|Via di Prova 7|GT1, GT2, GT3, GF1, SC1, CG1|Portale|2017-06-01");

  /* A report accepted elsewhere is history and dates count from it; as a draft it is yet to be sent; twice it is there already. */
  g_free (again);
  again = take_with (&office, "r.xml", report, NULL, &import_id);
  g_assert_true (g_str_has_prefix (again, "1 1 0 0"));
  g_free (again);
  again = take_with (&office, "s.xml", report, NULL, NULL);
  g_assert_true (g_str_has_suffix (again, " document-there@"));
  g_free (again);
  again = take_with (&office, "t.xml", other_report, &drafts, NULL);
  g_assert_true (g_str_has_prefix (again, "1 1 0 0"));
  {
    Look look = { .code = "PROVA0001" };
    g_autoptr (GError) error = NULL;

    spt_store_run_sync (office.store, SPT_STORE_READ, look_job, &look, NULL, &error);
    g_assert_no_error (error);
    g_assert_nonnull (strstr (look.text, " 84:accepted 84:ready"));
    g_free (look.text);
  }
  undo (&office, import_id, 1);

  /* A libretto takes the place of the one that is there, and says what it changes and loses. */
  g_free (again);
  again = take_with (&office, "m.xml", less, NULL, NULL);
  g_assert_nonnull (strstr (again, "libretto-place@"));
  g_assert_nonnull (strstr (again, "libretto-generators@"));
  g_assert_nonnull (strstr (again, "libretto-lost@"));
  office_close (&office);
}

static void
assert_several_refused (const char *const *paths,
                        GQuark             domain,
                        int                code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptImportSeveral) several = spt_import_several_new (SPT_KIND_PLANTS, paths, NULL, &error);

  g_assert_null (several);
  g_assert_error (error, domain, code);
}

/* Several files are one import as a zip of them is, in whatever order and from wherever they come; what they became since does not
 * count, and what is none of them is said before anything is read. */
static void
test_several (void)
{
  g_autofree char *libretto = load ("09-libretto.xml", "PROVA0001");
  g_autofree char *report = load ("84-rcee-1.xml", "PROVA0001");
  g_autofree char *other_report = load ("84-rcee-2.xml", "PROVA0001");
  const char *folder;
  g_autofree char *elsewhere = NULL;
  g_autofree char *said = NULL;
  char *paths[4] = { NULL };
  g_autofree char *table = NULL;
  g_autofree char *nowhere = NULL;
  g_autoptr (SptImportSeveral) several = NULL;
  g_autoptr (GError) error = NULL;
  SptImportOptions options = { .kind = SPT_KIND_PLANTS, .who = "Prova" };
  SptImportResult *result;
  Office office;

  office_open (&office);
  folder = spt_test_make_dir ();
  elsewhere = g_build_filename (folder, "a.xml", NULL);
  g_file_set_contents (elsewhere, other_report, -1, &error);
  g_assert_no_error (error);
  paths[0] = write_file (&office, "Perch\303\251: no.xml", report, -1);
  paths[1] = g_steal_pointer (&elsewhere);
  paths[2] = write_file (&office, "z.xml", libretto, -1);
  table = write_file (&office, "t.csv", HEADER ROW, -1);
  nowhere = g_build_filename (folder, "none.xml", NULL);
  assert_several_refused ((const char *const []) { paths[0], table, NULL }, SPT_IMPORT_ERROR, SPT_IMPORT_ERROR_SEVERAL);
  assert_several_refused ((const char *const []) { paths[0], nowhere, NULL }, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_false (spt_import_takes_several ("debt-positions"));

  several = spt_import_several_new (SPT_KIND_PLANTS, (const char *const *) paths, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (g_unlink (paths[i]), ==, 0);
  options.path = spt_import_several_get_path (several);
  options.dry_run = TRUE;
  result = spt_import_file (office.store, &options, NULL, &error);
  g_assert_no_error (error);
  said = g_strdup (result->sha256);
  spt_import_result_free (result);
  options.dry_run = FALSE;
  options.sha256 = said;
  result = spt_import_file (office.store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_rows, ==, 3);
  g_assert_cmpuint (result->n_good, ==, 3);
  g_assert_cmpuint (result->n_rejected, ==, 0);
  spt_import_result_free (result);
  assert_plant (&office, "PROVA0001", "Prova Assunta|Via di Prova 7|GT1, GT2, GT3, GF1, SC1, CG1||2018-06-01 84:accepted 84:accepted");
  for (guint i = 0; i < 3; i++)
    g_free (paths[i]);
  office_close (&office);
}

/* Of several files, or of a zip of them, a finding says which one is to be opened: by its name alone, as it is called. */
static void
test_named (void)
{
  g_autofree char *libretto = load ("09-libretto.xml", "PROVA0001");
  g_autofree char *report = load ("84-rcee-1.xml", "PROVA0001");
  g_autofree char *broken = g_strndup (report, strlen (report) / 2);
  g_autoptr (SptImportSeveral) several = NULL;
  g_autoptr (GError) error = NULL;
  SptImportOptions options = { .kind = SPT_KIND_PLANTS, .who = "Prova", .dry_run = TRUE };
  SptImportResult *result;
  char *paths[3] = { NULL };
  guint n = 0;
  Office office;

  office_open (&office);
  paths[0] = write_file (&office, "Perch\303\251 no.xml", broken, -1);
  paths[1] = write_file (&office, "z.xml", libretto, -1);
  several = spt_import_several_new (SPT_KIND_PLANTS, (const char *const *) paths, NULL, &error);
  g_assert_no_error (error);
  options.path = spt_import_several_get_path (several);
  result = spt_import_file (office.store, &options, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < spt_issue_list_get_n (result->issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (result->issues, i);

      g_assert_cmpstr (issue->file, ==, issue->row == 1 ? "z.xml" : "Perch\303\251 no.xml");
      n += issue->level == SPT_ISSUE_ERROR && issue->row == 2;
    }
  g_assert_cmpuint (n, ==, 1);
  spt_import_result_free (result);

  /* One alone is the one that was chosen. */
  options.path = paths[0];
  result = spt_import_file (office.store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (spt_issue_list_get_n (result->issues), >, 0);
  g_assert_null (spt_issue_list_get (result->issues, 0)->file);
  spt_import_result_free (result);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (g_unlink (paths[i]), ==, 0);
      g_free (paths[i]);
    }
  office_close (&office);
}

/* Whatever a file is, it is refused with a code that has a sentence, and nothing of it comes in. */
static void
test_bad_documents (void)
{
  static const struct
  {
    const char *old;
    const char *replacement;
    const char *code;
  } cases[] = {
    { "?>", "?><!DOCTYPE x [<!ENTITY a \"b\">]>", "E-XML:doctype" },
    { "?>", "?><!DOCTYPE x SYSTEM \"file:///etc/passwd\">", "E-XML:doctype" },
    { "xmlns=\"api_call_2\"", "xmlns=\"api_call_8\"", "E-ENDPOINT:namespace" },
    { "xmlns=\"api_call_2\"", "xmlns=\"urn:x\"", "E-ENDPOINT:namespace" },
    { "\"2.2\"", "\"2.1\"", "E-VERSIONE" },
    { "UTF-8", "ISO-8859-1", "E-XML:codifica" },
    { "</api_call_2>", "", "E-XML" },
    { "<API_ID>9<", "<API_ID>7<", "file-unreadable" },
  };
  g_autofree char *libretto = load ("09-libretto.xml", "PROVA0001");
  g_autoptr (GString) huge = g_string_new (libretto);
  Office office;

  office_open (&office);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bad = change (libretto, cases[i].old, cases[i].replacement);
      g_autofree char *wanted = g_strdup_printf ("1 0 0 1 %s@", cases[i].code);

      assert_take (&office, "bad.xml", bad, NULL, wanted);
    }
  assert_take (&office, "html.xml", "<html/>", NULL, "1 0 0 1 file-no-call@");
  g_string_append (huge, "<!--");
  for (guint i = 0; i < 6 * 1024; i++)
    g_string_append_printf (huge, "%01024d", 0);
  g_string_append (huge, "-->");
  assert_take (&office, "huge.xml", huge->str, NULL, "1 0 0 1 E-XML:dimensione@");
  assert_plant (&office, "PROVA0001", "-");
  office_close (&office);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spt_services_register_all ();
  g_test_add_func ("/plants-import/rows", test_rows);
  g_test_add_func ("/plants-import/two-readings", test_two_readings);
  g_test_add_func ("/plants-import/undo", test_undo);
  g_test_add_func ("/plants-import/undo-present", test_undo_present);
  g_test_add_func ("/plants-import/round-trip", test_round_trip);
  g_test_add_func ("/plants-import/documents", test_documents);
  g_test_add_func ("/plants-import/several", test_several);
  g_test_add_func ("/plants-import/named", test_named);
  g_test_add_func ("/plants-import/bad-documents", test_bad_documents);

  return g_test_run ();
}
