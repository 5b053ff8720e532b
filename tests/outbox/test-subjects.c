/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and companies: what is checked, files in and out, who is the same, debtors, and taking
 * each change back. */
#include "outbox/spt-export.h"
#include "outbox/spt-intake.h"
#include "outbox/spt-subjects.h"
#include "services/spt-services-table.h"
#include "spt-fake-clock.h"
#include "spt-test.h"
#include "store/spt-store-positions.h"
#include "user-data.h"

#include "base/spt-messages.h"

#include <string.h>

#define START G_GINT64_CONSTANT (1795000000000) /* November 2026 */

typedef struct
{
  SptFakeClock *clock;
  SptStore     *store;
} Archive;

static void
set_up (Archive       *archive,
        gconstpointer  data)
{
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "archive.db", NULL);
  g_autoptr (GError) error = NULL;

  archive->clock = spt_fake_clock_new (START);
  archive->store = spt_store_open (path, SPT_CLOCK (archive->clock), &error);
  g_assert_no_error (error);
}

static void
tear_down (Archive       *archive,
           gconstpointer  data)
{
  spt_store_close (archive->store);
  g_assert_finalize_object (archive->store);
  g_object_unref (archive->clock);
}

/* --- asking -------------------------------------------------------------------------------------- */

typedef struct
{
  const char *search;
  gint64      id;
  GArray     *ids;
  char       *text;
  SptSubject *subject;
  GArray     *pairs;
} Look;

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Look *look = data;
  const SptListQuery query = { .search = look->search, .sort = SPT_SUBJECT_SORT_NAME };

  look->ids = spt_db_query_list (db, &spt_subjects_kind, &query, NULL, error);
  look->pairs = spt_db_list_same_subjects (db, 100, NULL, error);
  if (look->ids == NULL || look->pairs == NULL)
    return FALSE;
  if (look->id != 0)
    {
      look->text = spt_db_get_subject_doc (db, look->id, NULL, error);
      look->subject = spt_db_get_subject (db, look->id, error);
    }

  return TRUE;
}

static void
clear_look (Look *look)
{
  g_clear_pointer (&look->ids, g_array_unref);
  g_clear_pointer (&look->pairs, g_array_unref);
  g_clear_pointer (&look->text, g_free);
  g_clear_object (&look->subject);
}

static void
take_look (Archive    *archive,
           Look       *look,
           const char *search,
           gint64      id)
{
  g_autoptr (GError) error = NULL;

  clear_look (look);
  look->search = search;
  look->id = id;
  spt_store_run_sync (archive->store, SPT_STORE_READ, look_job, look, NULL, &error);
  g_assert_no_error (error);
}

static guint
count (Archive    *archive,
       const char *search)
{
  Look look = { 0 };
  guint n;

  take_look (archive, &look, search, 0);
  n = look.ids->len;
  clear_look (&look);

  return n;
}

static gint64
find_one (Archive    *archive,
          const char *search)
{
  Look look = { 0 };
  gint64 id;

  take_look (archive, &look, search, 0);
  g_assert_cmpuint (look.ids->len, ==, 1);
  id = g_array_index (look.ids, gint64, 0);
  clear_look (&look);

  return id;
}

static char *
doc_of (Archive *archive,
        gint64   id)
{
  Look look = { 0 };
  char *doc;

  take_look (archive, &look, NULL, id);
  doc = g_steal_pointer (&look.text);
  clear_look (&look);

  return doc;
}

#define assert_doc(archive, id, expected) \
  G_STMT_START { \
    g_autofree char *doc_ = doc_of (archive, id); \
    g_assert_cmpstr (doc_, ==, expected); \
  } G_STMT_END

static SptRecord *
record_of (const char *doc)
{
  g_autoptr (GError) error = NULL;
  SptRecord *record = spt_record_new (spt_subject_get_schema ());

  spt_record_read (record, doc, -1, &error);
  g_assert_no_error (error);

  return record;
}

/* "level code@path" of each, sorted as found. */
static char *
found_in (const char *doc)
{
  g_autoptr (SptRecord) record = record_of (doc);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  GString *text = g_string_new (NULL);

  spt_subject_check (record, 0, issues);
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      g_assert_nonnull (spt_messages_find (issue->domain, issue->code));
      g_string_append_printf (text, "%s%c:%s@%s", i > 0 ? " " : "",
                              spt_issue_level_to_string (issue->level)[0], issue->code,
                              issue->path != NULL ? issue->path : "");
    }

  return g_string_free (text, FALSE);
}

static SptImportResult *
import_kind (Archive    *archive,
             const char *kind,
             const char *csv)
{
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "file.csv", NULL);
  g_autoptr (GError) error = NULL;
  const SptImportOptions options = { .kind = kind, .path = path, .who = "Anna" };
  SptImportResult *result;

  g_assert_true (g_file_set_contents (path, csv, -1, NULL));
  result = spt_import_file (archive->store, &options, NULL, &error);
  g_assert_no_error (error);

  return result;
}

static gint64
import (Archive    *archive,
        const char *csv,
        guint       n_good,
        guint       n_faulty,
        guint       n_rejected)
{
  SptImportResult *result = import_kind (archive, SPT_KIND_BENEFICIARIES, csv);
  gint64 id = result->import_id;

  g_assert_cmpuint (result->n_good, ==, n_good);
  g_assert_cmpuint (result->n_faulty, ==, n_faulty);
  g_assert_cmpuint (result->n_rejected, ==, n_rejected);
  spt_import_result_free (result);

  return id;
}

static void
undo (Archive *archive,
      gint64   import_id,
      guint    n_undone,
      guint    n_kept)
{
  g_autoptr (GError) error = NULL;
  guint undone;
  guint kept;

  spt_import_undo (archive->store, SPT_KIND_BENEFICIARIES, import_id, "Anna", &undone, &kept,
                   &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone, ==, n_undone);
  g_assert_cmpuint (kept, ==, n_kept);
  /* Once. */
  g_assert_false (spt_import_undo (archive->store, SPT_KIND_BENEFICIARIES, import_id, "Anna", NULL,
                                   NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
}

static gint64
save (Archive    *archive,
      gint64      id,
      const char *doc,
      const char *found)
{
  g_autoptr (SptRecord) record = record_of (doc);
  g_autoptr (SptIssueList) issues = NULL;
  g_autoptr (GError) error = NULL;

  id = spt_save_record (archive->store, SPT_KIND_BENEFICIARIES, id, record, "Anna", &issues,
                        &error);
  g_assert_no_error (error);
  if (found == NULL)
    g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 0);
  else
    g_assert_cmpstr (spt_issue_list_get (issues, 0)->code, ==, found);

  return id;
}

/* --- rules --------------------------------------------------------------------------------------- */

#define MARIO "\"type\":\"F\",\"fiscalCode\":\"RSSMRA80A01H501U\""

static const char *const rules[][2] = {
  { "{" MARIO ",\"surname\":\"Rossi\",\"name\":\"Mario\",\"sex\":\"M\","
    "\"birthDate\":\"01/01/1980\",\"birthPlace\":\"Roma\",\"birthProvince\":\"RM\"}", "" },
  /* A hundred years earlier is the same code. */
  { "{" MARIO ",\"surname\":\"Rossi\",\"name\":\"Mario\",\"birthDate\":\"1880-01-01\"}", "" },
  { "{" MARIO ",\"surname\":\"Bianchi\",\"name\":\"Carlo\",\"sex\":\"F\","
    "\"birthDate\":\"02/01/1980\",\"birthProvince\":\"EE\"}",
    "w:code-surname@surname w:code-name@name w:code-sex@sex w:code-birth-date@birthDate "
    "w:code-birth-place@birthProvince" },
  { "{\"type\":\"F\",\"fiscalCode\":\"RSSMRA80A01Z999Y\",\"surname\":\"Rossi\",\"name\":\"Mario\","
    "\"birthCountry\":\"IT\"}", "w:code-birth-place@birthCountry" },
  { "{\"type\":\"F\",\"fiscalCode\":\"RSSMRA80A01H501X\",\"surname\":\"Rossi\"}",
    "w:bad-fiscal-check@fiscalCode" },
  { "{\"type\":\"F\",\"fiscalCode\":\"RSSMRA80\",\"surname\":\"Rossi\"}",
    "e:bad-fiscal-code@fiscalCode" },
  { "{\"type\":\"F\",\"surname\":\"Rossi\"}", "w:no-code@fiscalCode" },
  { "{\"type\":\"F\",\"fiscalCode\":\"00743110157\",\"surname\":\"Rossi\"}",
    "w:code-provisional@fiscalCode" },
  { "{\"type\":\"G\",\"fiscalCode\":\"00743110157\",\"vatNumber\":\"00743110157\","
    "\"companyName\":\"Società Cooperativa & Figli a r.l.\"}", "" },
  { "{\"type\":\"G\",\"vatNumber\":\"00743110158\",\"companyName\":\"Esempio\"}",
    "w:bad-fiscal-check@vatNumber" },
  { "{\"type\":\"G\",\"vatNumber\":\"RSSMRA80A01H501U\",\"companyName\":\"Esempio\"}",
    "e:vat-form@vatNumber" },
  { "{\"type\":\"G\",\"fiscalCode\":\"RSSMRA80A01H501U\",\"companyName\":\"Esempio\"}",
    "w:code-of-person@fiscalCode" },
  { "{\"type\":\"G\",\"vatNumber\":\"00743110157\"}", "e:no-name@companyName" },
  { "{" MARIO "}", "e:no-name@surname" },
  { "{" MARIO ",\"surname\":\"Rossi\",\"province\":\"XX\",\"postalCode\":\"2012\",\"email\":\"m@\","
    "\"pec\":\"a b@c.it\",\"pecDate\":\"2026-01-01\",\"pecSource\":\"ini-pec\"}",
    "e:bad-email@email e:bad-email@pec w:province-unknown@province "
    "w:postal-code-form@postalCode" },
  /* Abroad neither province nor postal code is ours. */
  { "{" MARIO ",\"surname\":\"Rossi\",\"province\":\"Bayern\",\"postalCode\":\"D-80331\","
    "\"country\":\"DE\"}", "" },
  { "{" MARIO ",\"surname\":\"Rossi\",\"pec\":\"a@pec.example\"}", "n:pec-unsourced@pec" },
  { "{" MARIO ",\"surname\":\"Rossi\",\"otherAddress\":[{\"kind\":\"office\",\"city\":\"Milano\"},"
    "{\"kind\":\"postal\",\"province\":\"QQ\"}]}", "w:province-unknown@otherAddress[1].province" },
};

static void
test_rules (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *found = found_in (rules[i][0]);

      g_assert_cmpstr (found, ==, rules[i][1]);
    }
}

static void
test_messages (void)
{
  g_auto (GStrv) codes = spt_messages_list ("subject");

  g_assert_cmpuint (g_strv_length (codes), >=, 10);
  for (guint i = 0; codes[i] != NULL; i++)
    {
      const SptMessage *message = spt_messages_find ("subject", codes[i]);

      g_assert_cmpint (g_utf8_strlen (message->title, -1), <=, 40);
      g_assert_true (g_str_has_suffix (message->text, "."));
      g_assert_true (g_str_has_suffix (message->next, "."));
    }
}

static void
test_derive (void)
{
  g_autoptr (SptRecord) record = record_of ("{\"type\":\"F\",\"fiscalCode\":\"CNTCHR83T41D969D\"}");
  g_autoptr (SptRecord) young = record_of ("{\"type\":\"F\",\"fiscalCode\":\"MRNLCU00A01H501J\","
                                           "\"sex\":\"M\"}");
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (spt_subject_derive (record, START));
  spt_record_write (record, text);
  g_assert_nonnull (strstr (text->str, "\"sex\":\"F\",\"birthDate\":\"1983-12-01\""));
  g_assert_false (spt_subject_derive (record, START));
  g_assert_true (spt_subject_derive (young, START));
  g_string_truncate (text, 0);
  spt_record_write (young, text);
  g_assert_nonnull (strstr (text->str, "\"birthDate\":\"2000-01-01\""));
}

/* --- files ---------------------------------------------------------------------------------------- */

static void
test_import (Archive       *archive,
             gconstpointer  data)
{
  Look look = { 0 };
  gint64 mario;
  gint64 id;
  gint64 second;

  id = import (archive,
               "type;fiscalCode;vatNumber;fullName;companyName;city;pec;otherAddress.2.city\n"
               ";rssmra80a01h501u;;Mario Rossi;;Roma;;Milano\n"
               ";;IT00743110157;;Ditta di Prova S.r.l.;Torino;ditta@pec.example;\n"
               ";;;;;;;\n"
               ";BAD;;Verdi;;;;\n", 2, 1, 1);
  mario = find_one (archive, "rossi");
  assert_doc (archive, mario,
              "{\"type\":\"F\",\"fiscalCode\":\"RSSMRA80A01H501U\",\"surname\":\"Rossi\","
              "\"name\":\"Mario\",\"city\":\"Roma\",\"otherAddress\":[{\"city\":\"Milano\"}]}");
  take_look (archive, &look, NULL, find_one (archive, "prova torino"));
  g_assert_cmpstr (spt_subject_get_name (look.subject), ==, "Ditta di Prova S.r.l.");
  g_assert_cmpstr (spt_subject_get_code (look.subject), ==, "00743110157");
  clear_look (&look);

  /* The same again changes nothing; more of the same fills what is empty and nothing else; the
   * second row of one code does the same within the file. */
  second = import (archive,
                   "fiscalCode;surname;city;email;phone\n"
                   "RSSMRA80A01H501U;Rossi;Firenze;m@example.org;\n"
                   "RSSMRA80A01H501U;Rossi;;;0551\n"
                   "CNTCHR83T41D969D;Conte;;;\n"
                   "CNTCHR83T41D969D;Conte;Napoli;;\n", 4, 0, 0);
  g_assert_cmpuint (count (archive, NULL), ==, 4);
  assert_doc (archive, mario,
              "{\"type\":\"F\",\"fiscalCode\":\"RSSMRA80A01H501U\",\"surname\":\"Rossi\","
              "\"name\":\"Mario\",\"city\":\"Roma\",\"email\":\"m@example.org\",\"phone\":\"0551\","
              "\"otherAddress\":[{\"city\":\"Milano\"}]}");
  g_assert_cmpuint (count (archive, "conte napoli"), ==, 1);

  undo (archive, second, 2, 0);
  g_assert_cmpuint (count (archive, "conte"), ==, 0);
  g_assert_cmpuint (count (archive, "m@example.org"), ==, 0);
  assert_doc (archive, mario,
              "{\"type\":\"F\",\"fiscalCode\":\"RSSMRA80A01H501U\",\"surname\":\"Rossi\","
              "\"name\":\"Mario\",\"city\":\"Roma\",\"otherAddress\":[{\"city\":\"Milano\"}]}");

  /* What somebody edited since stays. */
  save (archive, mario, "{" MARIO ",\"surname\":\"Rossi\",\"name\":\"Mario\",\"city\":\"Pisa\"}",
        NULL);
  undo (archive, id, 2, 1);
  g_assert_cmpuint (count (archive, NULL), ==, 1);
  g_assert_cmpuint (count (archive, "pisa"), ==, 1);
  g_assert_cmpuint (count (archive, "roma"), ==, 0);
}

/* What offices write in a column where the record has a letter. */
static void
test_import_words (Archive       *archive,
                   gconstpointer  data)
{
  import (archive,
          "type;fiscalCode;vatNumber;surname;name;companyName;sex;otherAddress.1.kind;otherAddress.1.city\n"
          "persona fisica;RSSMRA80A01H501U;;Rossi;Mario;;MASCHIO;Sede operativa;Pisa\n"
          "Persona;CNTCHR83T41D969D;;Conte;Chiara;;femminile;domicile;Pisa\n"
          "Persona giuridica;;00743110157;;;Ditta di Prova S.r.l.;;;\n"
          ";NRESRA88H45L219P;;Neri;Sara;;chissà;;\n", 3, 1, 0);
  assert_doc (archive, find_one (archive, "rossi"),
              "{\"type\":\"F\",\"fiscalCode\":\"RSSMRA80A01H501U\",\"surname\":\"Rossi\","
              "\"name\":\"Mario\",\"sex\":\"M\",\"otherAddress\":[{\"kind\":\"office\",\"city\":\"Pisa\"}]}");
  assert_doc (archive, find_one (archive, "conte"),
              "{\"type\":\"F\",\"fiscalCode\":\"CNTCHR83T41D969D\",\"surname\":\"Conte\","
              "\"name\":\"Chiara\",\"sex\":\"F\",\"otherAddress\":[{\"kind\":\"domicile\",\"city\":\"Pisa\"}]}");
  assert_doc (archive, find_one (archive, "prova"),
              "{\"type\":\"G\",\"vatNumber\":\"00743110157\",\"companyName\":\"Ditta di Prova S.r.l.\"}");
}

static void
test_import_says (Archive       *archive,
                  gconstpointer  data)
{
  SptImportResult *result;
  g_autoptr (GString) codes = g_string_new (NULL);

  import (archive, "fiscalCode;surname;name;phone;birthDate\n"
          "RSSMRA80A01H501U;ROSSI;Mario;06 1;01/01/1980\n", 1, 0, 0);
  result = import_kind (archive, SPT_KIND_BENEFICIARIES,
                        "fiscalCode;surname;name;phone;birthDate;mobile\n"
                        "RSSMRA80A01H501U;Rossi;Mario;06 2;1980-01-01;333\n");
  for (guint i = 0; i < spt_issue_list_get_n (result->issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (result->issues, i);

      g_assert_cmpuint (issue->row, ==, 2);
      g_string_append_printf (codes, "%s:%s:%s ", issue->code, issue->path != NULL ? issue->path
                                                                                    : "",
                              issue->limit != NULL ? issue->limit : "");
    }
  /* Neither the case nor the way a date is written is another value. */
  g_assert_cmpstr (codes->str, ==, "kept-other:phone:06 1 completed:: ");
  spt_import_result_free (result);

  /* A file that is none of ours says so. */
  result = import_kind (archive, SPT_KIND_BENEFICIARIES, "fiscalCod;surname\nx;y\n");
  g_assert_cmpuint (result->n_rejected, ==, 1);
  g_assert_cmpstr (spt_issue_list_get (result->issues, 0)->code, ==, "column-unknown-near");
  spt_import_result_free (result);
  result = import_kind (archive, SPT_KIND_BENEFICIARIES, "surname\nA\n\"B\";C\n");
  g_assert_cmpuint (result->n_good, ==, 1);
  g_assert_cmpuint (result->n_rejected, ==, 1);
  spt_import_result_free (result);
}

static void
test_round_trip (Archive       *archive,
                 gconstpointer  data)
{
  static const char doc[] =
    "{" MARIO ",\"surname\":\"=Rossi\",\"name\":\"Mario;\\\"\",\"notes\":\"a\\nb\","
    "\"otherAddress\":[{\"kind\":\"office\",\"city\":\"Milano\"}]}";
  const SptRecordKind *kind = spt_record_kind_find (SPT_KIND_BENEFICIARIES);
  g_autoptr (SptRecord) record = record_of (doc);
  g_autoptr (GString) csv = g_string_new (NULL);
  gint64 id;

  kind->append_csv (NULL, NULL, FALSE, csv);
  kind->append_csv (record, NULL, FALSE, csv);
  import (archive, csv->str, 1, 0, 0);
  id = find_one (archive, "rossi");
  {
    g_autofree char *back = doc_of (archive, id);
    g_autoptr (GString) again = g_string_new (NULL);

    spt_record_write (record, again);
    g_assert_cmpstr (back, ==, again->str);
  }
  g_string_truncate (csv, 0);
  kind->append_csv (record, NULL, TRUE, csv);
  g_assert_nonnull (strstr (csv->str, "'=Rossi"));

  {
    g_autofree char *column = kind->dup_csv_column ("otherAddress[2].city");
    g_autofree char *none = kind->dup_csv_column ("otherAddress[2]");
    g_autofree char *plain = kind->dup_csv_column ("city");

    g_assert_cmpstr (column, ==, "otherAddress.3.city");
    g_assert_null (none);
    g_assert_cmpstr (plain, ==, "city");
  }
}

/* Somebody else's columns, in somebody else's words; the name in one cell. */
static void
test_mapping (Archive       *archive,
              gconstpointer  data)
{
  const SptRecordKind *kind = spt_record_kind_find (SPT_KIND_BENEFICIARIES);
  g_autoptr (SptCsvMapping) mapping = spt_csv_mapping_new ();
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "theirs.csv", NULL);
  g_autoptr (GError) error = NULL;
  SptImportOptions options = {
    .kind = SPT_KIND_BENEFICIARIES, .path = path, .who = "Anna", .mapping = mapping,
  };
  SptImportResult *result;
  SptImportLook *look;
  guint n_columns;
  const SptCsvColumn *columns = kind->list_csv_columns (&n_columns);

  g_assert_cmpstr (columns[0].name, ==, "type");
  g_assert_cmpstr (columns[n_columns - 1].name, ==, "fullName");
  spt_csv_mapping_set_template (mapping, "fiscalCode", "{Cod. Fisc.}");
  spt_csv_mapping_set_template (mapping, "fullName", "{Cognome} {Nome}");
  spt_csv_mapping_set_template (mapping, "city", "{Località}");
  g_assert_true (g_file_set_contents (path, "Cod. Fisc.;Cognome;Nome;Località\n"
                                      "DGRFNC84T31G371E;De Gregori;Francesco;Nuoro\n", -1, NULL));
  result = spt_import_file (archive->store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_good, ==, 1);
  spt_import_result_free (result);
  assert_doc (archive, find_one (archive, "nuoro"),
              "{\"type\":\"F\",\"fiscalCode\":\"DGRFNC84T31G371E\",\"surname\":\"De Gregori\","
              "\"name\":\"Francesco\",\"city\":\"Nuoro\"}");

  look = spt_import_look (archive->store, SPT_KIND_BENEFICIARIES, path, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (look);
  spt_import_look_free (look);
}

/* Other people's words: a partita IVA is no codice fiscale here, and a name in one column is told apart. */
static void
test_guess (Archive       *archive,
            gconstpointer  data)
{
  static const struct
  {
    const char *target;
    const char *expected;
  } columns[] = {
    { "fiscalCode", "{C.F.}" },
    { "vatNumber", "{P.IVA}" },
    { "surname", NULL },
    { "fullName", "{Cognome o Ragione Sociale}" },
    { "birthDate", "{Data di nascita}" },
    { "streetName", "{Indirizzo}" },
    { "city", "{Località}" },
    { "unit", "{Interno}" },
    { "mobile", "{Cell.}" },
    { "phone", "{Tel. fisso}" },
    { "pec", "{Domicilio digitale}" },
    { "companyName", NULL },
    { "otherAddress.1.city", NULL },
  };
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "elenco.csv", NULL);
  g_autoptr (GError) error = NULL;
  SptImportLook *look;

  g_assert_true (g_file_set_contents (path, "Elenco anagrafico 2026;;;;;;;;;\n"
                                      "C.F.;P.IVA;Cognome o Ragione Sociale;Data di nascita;Indirizzo;"
                                      "Località;Interno;Tel. fisso;Cell.;Domicilio digitale\n"
                                      "DGRFNC84T31G371E;;De Gregori Francesco;31/12/1984;Via Po 3;Nuoro;"
                                      ";;333;\n", -1, NULL));
  look = spt_import_look (archive->store, SPT_KIND_BENEFICIARIES, path, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (look->header_row, ==, 2);
  g_assert_false (look->is_plain);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_assert_cmpstr (spt_csv_mapping_get_template (look->mapping, columns[i].target), ==,
                     columns[i].expected);
  spt_import_look_free (look);
}

/* --- out ------------------------------------------------------------------------------------------ */

static void
test_export (Archive       *archive,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "out.csv", NULL);
  g_autofree char *text = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  SptExportOptions options = { .kind = SPT_KIND_BENEFICIARIES, .path = path };
  gint64 id;
  guint n;

  save (archive, 0, "{\"type\":\"G\",\"vatNumber\":\"00743110157\",\"companyName\":\"Alfa\"}", NULL);
  id = save (archive, 0, "{" MARIO ",\"surname\":\"Rossi\",\"notes\":\"=1+1\"}", NULL);
  g_assert_true (spt_export_records (archive->store, &options, &n, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "type;fiscalCode;"));
  g_assert_nonnull (strstr (text, "Alfa"));
  g_assert_nonnull (strstr (text, ";=1+1;"));

  /* Only some, for a spreadsheet. */
  g_clear_pointer (&text, g_free);
  g_array_append_val (ids, id);
  options.ids = ids;
  options.for_spreadsheet = options.with_bom = TRUE;
  g_assert_true (spt_export_records (archive->store, &options, &n, NULL, &error));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbftype;"));
  g_assert_null (strstr (text, "Alfa"));
  g_assert_nonnull (strstr (text, ";'=1+1;"));

  /* The file that is there stays when the next one cannot be written. */
  g_array_index (ids, gint64, 0) = 999;
  g_assert_false (spt_export_records (archive->store, &options, &n, NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_cancellable_cancel (cancelled);
  g_assert_false (spt_export_records (archive->store, &options, &n, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, text);

  options.kind = "nothing";
  g_assert_false (spt_export_records (archive->store, &options, &n, NULL, &error));
  g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED);
}

/* What services find has its place, with its date. */
static void
test_found (void)
{
  g_autoptr (SptRecord) record = record_of ("{" MARIO ",\"surname\":\"Rossi\"}");
  g_autoptr (GString) doc = g_string_new (NULL);

  spt_subject_set_pec (record, NULL, "other", START);
  spt_record_write (record, doc);
  g_assert_nonnull (strstr (doc->str, "\"pecSearched\":\"2026-11-18\""));
  g_assert_null (strstr (doc->str, "\"pec\""));
  spt_subject_set_pec (record, "rossi@pec.example.it", "ini-pec", START);
  g_assert_null (spt_subject_get_registry_id (record, "registry-of-all", "studio"));
  g_assert_true (spt_subject_set_registry_id (record, "registry-of-all", "studio", "id-1", START));
  g_assert_true (spt_subject_set_registry_id (record, "registry-of-all", "studio", "id-2", START));
  g_assert_true (spt_subject_set_registry_id (record, "registry-of-all", "test", "id-3", START));
  g_assert_cmpstr (spt_subject_get_registry_id (record, "registry-of-all", "studio"), ==, "id-2");
  g_assert_cmpstr (spt_subject_get_registry_id (record, "registry-of-all", "test"), ==, "id-3");
  g_assert_null (spt_subject_get_registry_id (record, "another", "test"));
  g_assert_true (spt_subject_set_registry_id (record, "a", "1", "x", START));
  g_assert_true (spt_subject_set_registry_id (record, "a", "2", "x", START));
  g_assert_false (spt_subject_set_registry_id (record, "a", "3", "x", START));

  g_string_truncate (doc, 0);
  spt_record_write (record, doc);
  g_assert_nonnull (strstr (doc->str, "\"pec\":\"rossi@pec.example.it\",\"pecDate\":\"2026-11-18\","
                            "\"pecSource\":\"ini-pec\""));
  g_assert_nonnull (strstr (doc->str, "{\"service\":\"registry-of-all\",\"account\":\"studio\","
                            "\"id\":\"id-2\",\"date\":\"2026-11-18\"}"));
  {
    g_autofree char *found = found_in (doc->str);

    g_assert_cmpstr (found, ==, "");
  }
}

/* --- the same ------------------------------------------------------------------------------------- */

static void
test_same (Archive       *archive,
           gconstpointer  data)
{
  Look look = { 0 };
  gint64 company;
  gint64 twin;

  company = save (archive, 0, "{\"type\":\"G\",\"fiscalCode\":\"00743110157\","
                  "\"companyName\":\"Alfa S.r.l.\"}", NULL);
  twin = save (archive, 0, "{\"type\":\"G\",\"vatNumber\":\"00743110157\","
               "\"companyName\":\"Alfa SRL\"}", "subject-twin");
  /* One name, two people: told apart by their codes, by their dates. */
  save (archive, 0, "{" MARIO ",\"surname\":\"Rossi\",\"name\":\"Mario\"}", NULL);
  save (archive, 0, "{\"type\":\"F\",\"fiscalCode\":\"RSSMRA68A01H501Y\",\"surname\":\"Rossi\","
        "\"name\":\"Mario\"}", NULL);
  save (archive, 0, "{\"type\":\"F\",\"surname\":\"Neri\",\"name\":\"Anna\","
        "\"birthDate\":\"1970-01-01\"}", "no-code");
  save (archive, 0, "{\"type\":\"F\",\"surname\":\"Neri\",\"name\":\"Anna\","
        "\"birthDate\":\"1971-01-01\"}", "no-code");
  /* One name, perhaps one person. */
  save (archive, 0, "{\"type\":\"F\",\"surname\":\"MARIO\",\"name\":\"Rossi\"}", "no-code");

  take_look (archive, &look, NULL, 0);
  g_assert_cmpuint (look.pairs->len, ==, 3);
  g_assert_cmpint (g_array_index (look.pairs, SptSubjectPair, 0).reason, ==, SPT_SAME_CODE);
  g_assert_cmpint (g_array_index (look.pairs, SptSubjectPair, 0).a, ==, company);
  g_assert_cmpint (g_array_index (look.pairs, SptSubjectPair, 0).b, ==, twin);
  g_assert_cmpint (g_array_index (look.pairs, SptSubjectPair, 1).reason, ==, SPT_SAME_NAME);
  clear_look (&look);
}

typedef struct
{
  gint64 position;
  gint64 a;
  gint64 b;
  gint64 linked;
  guint  n_positions;
} Link;

static gboolean
link_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Link *link = data;
  const SptPositionColumns columns = { .debtor_code = "RSSMRA68A01H501Y", .amount = -1 };

  link->position = spt_db_save_position (db, 0, "{}", &columns, NULL, 0, 0, "Anna", error);
  return link->position != 0 && spt_db_link_position (db, link->position, link->b, error);
}

static gboolean
linked_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Link *link = data;
  g_autoptr (GArray) ids = spt_db_list_subject_positions (db, link->a, 10, &link->n_positions,
                                                          NULL, error);

  link->linked = spt_db_get_position_subject (db, link->position, error);
  return ids != NULL && link->linked >= 0;
}

static void
run_link (Archive      *archive,
          SptStoreMode  mode,
          SptStoreFunc  func,
          Link         *link)
{
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (archive->store, mode, func, link, NULL, &error);
  g_assert_no_error (error);
}

static void
test_merge (Archive       *archive,
            gconstpointer  data)
{
  g_autoptr (SptRecord) merged = record_of ("{" MARIO ",\"surname\":\"Rossi\",\"name\":\"Mario\","
                                            "\"city\":\"Roma\",\"email\":\"m@example.org\"}");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  Link link = { 0 };
  gint64 change;

  link.a = save (archive, 0, "{" MARIO ",\"surname\":\"Rossi\",\"city\":\"Roma\"}", NULL);
  link.b = save (archive, 0, "{" MARIO ",\"surname\":\"Rossi\",\"name\":\"Mario\","
                 "\"email\":\"m@example.org\"}", "subject-twin");
  before = doc_of (archive, link.a);
  run_link (archive, SPT_STORE_WRITE, link_job, &link);

  change = spt_subjects_merge (archive->store, link.a, link.b, merged, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (archive, "rossi"), ==, 1);
  g_assert_cmpint (find_one (archive, "m@example.org"), ==, link.a);
  run_link (archive, SPT_STORE_READ, linked_job, &link);
  g_assert_cmpint (link.linked, ==, link.a);
  g_assert_cmpuint (link.n_positions, ==, 1);
  /* What is gone cannot be merged once more. */
  g_assert_cmpint (spt_subjects_merge (archive->store, link.a, link.b, merged, "Anna", &error), ==,
                   0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);

  undo (archive, change, 2, 0);
  g_assert_cmpuint (count (archive, "rossi"), ==, 2);
  assert_doc (archive, link.a, before);
  run_link (archive, SPT_STORE_READ, linked_job, &link);
  g_assert_cmpint (link.linked, ==, link.b);
  g_assert_cmpuint (link.n_positions, ==, 0);
}

static gboolean
distinct_job (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Link *link = data;

  return spt_db_set_subjects_distinct (db, link->b, link->a, link->position == 0, error);
}

static void
test_distinct (Archive       *archive,
               gconstpointer  data)
{
  Look look = { 0 };
  Link link = { 0 };

  link.a = save (archive, 0, "{" MARIO ",\"surname\":\"Rossi\"}", NULL);
  link.b = save (archive, 0, "{" MARIO ",\"surname\":\"Rosso\"}", "subject-twin");
  run_link (archive, SPT_STORE_WRITE, distinct_job, &link);
  take_look (archive, &look, NULL, 0);
  g_assert_cmpuint (look.pairs->len, ==, 0);
  link.position = 1;
  run_link (archive, SPT_STORE_WRITE, distinct_job, &link);
  take_look (archive, &look, NULL, 0);
  g_assert_cmpuint (look.pairs->len, ==, 1);
  clear_look (&look);
}

/* --- debtors -------------------------------------------------------------------------------------- */

#define HEAD "iupd;fiscalCode;fullName;city;switchToExpired;companyName;iuv;amount;description;" \
  "isPartialPayment;dueDate;transfer.1.remittanceInformation;transfer.1.category;transfer.1.iban\n"
#define TAIL ";TARI 2026;false;2039-12-16;TARI 2026;9/0101100TS/;IT60X0542811101000000123456\n"

static void
test_debtors (Archive       *archive,
              gconstpointer  data)
{
  SptImportResult *imported;
  SptDebtorsResult result;
  g_autoptr (GError) error = NULL;
  Link link = { 0 };

  save (archive, 0, "{\"type\":\"F\",\"fiscalCode\":\"RSSMRA68A01H501Y\",\"surname\":\"Rossi\"}",
        NULL);
  imported = import_kind (archive, "debt-positions", HEAD
                          "P-1;RSSMRA80A01H501U;Mario Rossi;Roma;false;Comune;02000000000000184;1"
                          TAIL
                          "P-2;RSSMRA80A01H501U;Mario Rossi;Pisa;false;Comune;02000000000000285;2"
                          TAIL
                          "P-3;00743110157;Ditta S.p.A.;;false;Comune;02000000000000386;3" TAIL
                          "P-4;ANONIMO;Nessuno;;false;Comune;02000000000000487;4" TAIL
                          "P-5;RSSMRA68A01H501Y;Rossi Mario;;false;Comune;02000000000000588;5"
                          TAIL);
  g_assert_cmpuint (imported->n_good, ==, 5);

  spt_subjects_add_debtors (archive->store, imported->import_id, "Debitori", "Anna", &result, NULL,
                            &error);
  g_assert_no_error (error);
  spt_import_result_free (imported);
  g_assert_cmpuint (result.n_added, ==, 2);
  g_assert_cmpuint (result.n_faulty, ==, 0);
  g_assert_cmpuint (count (archive, NULL), ==, 3);
  link.a = find_one (archive, "pisa");
  assert_doc (archive, link.a,
              "{\"type\":\"F\",\"fiscalCode\":\"RSSMRA80A01H501U\",\"surname\":\"Rossi\","
              "\"name\":\"Mario\",\"city\":\"Pisa\"}");
  assert_doc (archive, find_one (archive, "ditta"),
              "{\"type\":\"G\",\"fiscalCode\":\"00743110157\",\"vatNumber\":\"00743110157\","
              "\"companyName\":\"Ditta S.p.A.\"}");
  link.position = 1;
  run_link (archive, SPT_STORE_READ, linked_job, &link);
  g_assert_cmpint (link.linked, ==, link.a);
  g_assert_cmpuint (link.n_positions, ==, 2);

  /* Nobody twice; nobody at all is no change. */
  {
    SptDebtorsResult again;

    g_assert_true (spt_subjects_add_debtors (archive->store, 0, "Debitori", "Anna", &again, NULL,
                                             &error));
    g_assert_cmpint (again.import_id, ==, 0);
  }

  undo (archive, result.import_id, 2, 0);
  g_assert_cmpuint (count (archive, NULL), ==, 1);
  run_link (archive, SPT_STORE_READ, linked_job, &link);
  g_assert_cmpint (link.linked, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  user_data_init ();
  spt_services_register_all ();

  g_test_add_func ("/subjects/rules", test_rules);
  g_test_add_func ("/subjects/messages", test_messages);
  g_test_add_func ("/subjects/derive", test_derive);
  g_test_add ("/subjects/import", Archive, NULL, set_up, test_import, tear_down);
  g_test_add ("/subjects/import-words", Archive, NULL, set_up, test_import_words, tear_down);
  g_test_add ("/subjects/import/says", Archive, NULL, set_up, test_import_says, tear_down);
  g_test_add ("/subjects/mapping", Archive, NULL, set_up, test_mapping, tear_down);
  g_test_add ("/subjects/guess", Archive, NULL, set_up, test_guess, tear_down);
  g_test_add ("/subjects/export", Archive, NULL, set_up, test_export, tear_down);
  g_test_add_func ("/subjects/found", test_found);
  g_test_add ("/subjects/round-trip", Archive, NULL, set_up, test_round_trip, tear_down);
  g_test_add ("/subjects/same", Archive, NULL, set_up, test_same, tear_down);
  g_test_add ("/subjects/merge", Archive, NULL, set_up, test_merge, tear_down);
  g_test_add ("/subjects/distinct", Archive, NULL, set_up, test_distinct, tear_down);
  g_test_add ("/subjects/debtors", Archive, NULL, set_up, test_debtors, tear_down);

  return g_test_run ();
}
