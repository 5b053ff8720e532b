/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registry items with the rules of their service: files, what was entered before, the directory. */
#include <string.h>

#include "outbox/spt-intake.h"
#include "outbox/spt-record-kind.h"
#include "outbox/spt-registry-fill.h"
#include "outbox/spt-subjects.h"
#include "services/spt-services-table.h"
#include "spt-fake-clock.h"
#include "spt-test.h"
#include "store/spt-db.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"

#define START_UTC_MS G_GINT64_CONSTANT (1772438400000)
#define COMPANY      "00743110157"
#define PERSON       "RSSMRA80A01H501U"
#define OTHER_VAT    "12345671205"

typedef struct
{
  SptFakeClock *clock;
  SptStore     *store;
  char         *csv;
} Desk;

static void
open_desk (Desk *desk)
{
  const char *folder = spt_test_make_dir ();
  g_autofree char *archive = g_build_filename (folder, "test.db", NULL);
  g_autoptr (GError) error = NULL;

  desk->clock = spt_fake_clock_new (START_UTC_MS);
  desk->csv = g_build_filename (folder, "items.csv", NULL);
  desk->store = spt_store_open (archive, SPT_CLOCK (desk->clock), &error);
  g_assert_no_error (error);
}

static void
close_desk (Desk *desk)
{
  spt_store_close (desk->store);
  g_object_unref (desk->store);
  g_object_unref (desk->clock);
  g_free (desk->csv);
}

static void
run (Desk         *desk,
     SptStoreMode  mode,
     SptStoreFunc  func,
     gpointer      data)
{
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (desk->store, mode, func, data, NULL, &error);
  g_assert_no_error (error);
}

static SptImportResult *
import (Desk       *desk,
        const char *text)
{
  SptImportOptions options = { .kind = SPT_KIND_REGISTRY_ITEMS, .path = desk->csv, .who = "Anna" };
  g_autoptr (GError) error = NULL;
  SptImportResult *result;

  g_file_set_contents (desk->csv, text, -1, &error);
  g_assert_no_error (error);
  result = spt_import_file (desk->store, &options, NULL, &error);
  g_assert_no_error (error);

  return result;
}

/* --- what the archive has -------------------------------------------------------------------------- */

typedef struct
{
  const char *key;
  char       *doc;    /* (owned) */
  char       *issues; /* (owned): "LEVEL code path limit", one a line */
} Look;

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Look *look = data;
  g_autoptr (SptIssueList) issues = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GArray) ids = spt_db_find_dossiers (db, SPT_KIND_REGISTRY_ITEMS, look->key, 0, error);

  if (ids == NULL)
    return FALSE;
  g_assert_cmpuint (ids->len, >, 0);
  look->doc = spt_db_get_dossier_doc (db, g_array_index (ids, gint64, 0), &issues, error);
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      g_string_append_printf (out, "%s%c %s %s %s", i > 0 ? "\n" : "", "NWE"[issue->level], issue->code,
                              issue->path != NULL ? issue->path : "-",
                              issue->limit != NULL ? issue->limit : "-");
    }
  look->issues = g_strdup (out->str);

  return TRUE;
}

static void
assert_kept (Desk       *desk,
             const char *key,
             const char *doc,
             const char *issues)
{
  Look look = { .key = key };

  run (desk, SPT_STORE_READ, look_job, &look);
  if (doc != NULL)
    g_assert_cmpstr (look.doc, ==, doc);
  g_assert_cmpstr (look.issues, ==, issues);
  g_free (look.doc);
  g_free (look.issues);
}

static const char *
get_service (void)
{
  return spt_service_get_info (spt_services_find_kind (SPT_KIND_REGISTRY_ITEMS))->id;
}

typedef struct
{
  const char     *account;
  SptEnvironment  environment;
  const char     *doc;
} Taken;

/* As if it had been sent with that account, and taken. */
static gboolean
take_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Taken *taken = data;
  g_autoptr (SptAccount) account = spt_account_new (get_service (), taken->account, taken->environment);
  g_autoptr (SptRecord) record = spt_record_new (spt_record_kind_registry_items.get_schema ());
  g_autoptr (GString) doc = g_string_new (NULL);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  SptRecordEntry entry = {
    .record = record, .now_utc_ms = START_UTC_MS, .doc = doc, .who = "Anna",
  };
  gint64 id;

  if (!spt_db_save_account (db, account, error) || !spt_record_read (record, taken->doc, -1, error))
    return FALSE;
  entry.account_id = spt_account_get_id (account);
  spt_record_kind_registry_items.describe (&entry);

  id = spt_record_kind_registry_items.save (db, &entry, issues, error);

  return id != 0 &&
         spt_db_exec (db, error, "UPDATE dossier SET phase = 'presa in carico', stage = 'taken', state = "
                      "'done', next_operation = NULL WHERE id = ?1", "i", id);
}

/* --- files ------------------------------------------------------------------------------------------ */

static void
test_rows (void)
{
  Desk desk;
  SptImportResult *result;

  open_desk (&desk);
  result = import (&desk, "taxId;vatNumber;description;lastName;firstName;addresses.1.streetName;"
                   "addresses.1.city;contacts.2.type;contacts.2.value\n"
                   COMPANY ";IT" COMPANY ";Ditta;;;Via A;Milano;telefono;02 0\n"
                   "rssmra80a01h501u;;;Rossi;Mario;Via B;Roma;;\n"
                   ";;Nessuno;;;;;;\n");
  g_assert_cmpuint (result->n_good, ==, 2);
  g_assert_cmpuint (result->n_rejected, ==, 1);
  spt_import_result_free (result);
  /* What a form begins with; the country of the number in its own field; people's words. */
  assert_kept (&desk, COMPANY,
               "{\"subjectType\":\"company\",\"description\":\"Ditta\",\"taxId\":\"" COMPANY "\","
               "\"vatNumber\":\"" COMPANY "\",\"taxRegion\":\"IT\",\"preferences.language\":\"it\","
               "\"addresses\":[{\"types\":\"REGISTERED_OFFICE\",\"streetName\":\"Via A\",\"city\":"
               "\"Milano\",\"country\":\"IT\"}],\"contacts\":[{\"type\":\"PHONE\",\"value\":\"02 0\"}]}",
               "");
  assert_kept (&desk, PERSON, NULL, "");
  close_desk (&desk);
}

/* --- what was entered before ------------------------------------------------------------------------ */

static void
test_twins (void)
{
  const Taken first = {
    "reale", SPT_ENVIRONMENT_PRODUCTION,
    "{\"subjectType\":\"person\",\"lastName\":\"Rossi\",\"taxId\":\"" PERSON "\",\"vatNumber\":\""
    OTHER_VAT "\"}",
  };
  const Taken second = {
    "prova", SPT_ENVIRONMENT_TEST,
    "{\"subjectType\":\"company\",\"description\":\"Ditta\",\"taxId\":\"" COMPANY "\"}",
  };
  Desk desk;
  SptImportResult *result;

  open_desk (&desk);
  run (&desk, SPT_STORE_WRITE, take_job, (gpointer) &first);
  run (&desk, SPT_STORE_WRITE, take_job, (gpointer) &second);

  /* The same key is there already: the row is one too many. The same number in the other field is
   * only worth a word. */
  result = import (&desk, "taxId;vatNumber;description;addresses.1.streetName;addresses.1.city\n"
                   COMPANY ";;Ditta;Via A;Milano\n"
                   ";" OTHER_VAT ";Studio;Via A;Milano\n"
                   "12345678887;" COMPANY ";Terza;Via A;Milano\n");
  g_assert_cmpuint (result->n_good, ==, 2);
  g_assert_cmpuint (result->n_rejected, ==, 1);
  spt_import_result_free (result);
  assert_kept (&desk, OTHER_VAT, NULL, "W twin-created vatNumber reale");
  assert_kept (&desk, "12345678887", NULL, "W twin-created vatNumber prova");
  close_desk (&desk);
}

typedef struct
{
  const char *account;
  const char *code;
  const char *environment;
  gint64      found;
  gboolean    is_created;
} Twin;

static gboolean
twin_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Twin *twin = data;
  g_autofree char *account = NULL;

  twin->found = spt_db_find_dossier_twin (db, SPT_KIND_REGISTRY_ITEMS, 0, twin->code,
                                          twin->environment, &twin->is_created, &account, error);
  g_assert_cmpstr (account, ==, twin->account);

  return twin->found >= 0;
}

/* Another environment is another registry; what is no word finds nothing, and harms nothing. */
static void
test_environment (void)
{
  const Taken taken = {
    "reale", SPT_ENVIRONMENT_PRODUCTION,
    "{\"subjectType\":\"company\",\"description\":\"Ditta\",\"taxId\":\"" COMPANY "\"}",
  };
  Twin twins[] = {
    { "reale", COMPANY, NULL, 0, FALSE },
    { "reale", COMPANY, "production", 0, FALSE },
    { NULL, COMPANY, "test", 0, FALSE },
    { NULL, OTHER_VAT, NULL, 0, FALSE },
    { NULL, "\" OR 1=1 *", NULL, 0, FALSE },
    { NULL, "presa in carico", NULL, 0, FALSE },
  };
  Desk desk;

  open_desk (&desk);
  run (&desk, SPT_STORE_WRITE, take_job, (gpointer) &taken);
  for (guint i = 0; i < G_N_ELEMENTS (twins); i++)
    {
      run (&desk, SPT_STORE_READ, twin_job, &twins[i]);
      g_assert_true ((twins[i].found > 0) == (twins[i].account != NULL));
      g_assert_true (twins[i].is_created == (twins[i].account != NULL));
    }
  close_desk (&desk);
}

/* --- the directory ---------------------------------------------------------------------------------- */

static char *
fill (const char *item_doc,
      const char *subject_doc)
{
  g_autoptr (SptRecord) item = spt_record_new (spt_record_kind_registry_items.get_schema ());
  g_autoptr (SptRecord) subject = spt_record_new (spt_subject_get_schema ());
  g_autoptr (GError) error = NULL;

  g_assert_true (spt_record_read (item, item_doc, -1, &error));
  g_assert_no_error (error);
  g_assert_true (spt_record_read (subject, subject_doc, -1, &error));
  g_assert_no_error (error);
  spt_registry_fill_from_subject (item, subject, START_UTC_MS);

  return spt_record_dup_doc (item);
}

static const struct
{
  const char *item;
  const char *subject;
  const char *filled;
} fills[] = {
  { "{}",
    "{\"type\":\"G\",\"fiscalCode\":\"" COMPANY "\",\"vatNumber\":\"" COMPANY "\",\"companyName\":"
    "\"Ditta S.r.l.\",\"legalForm\":\"1320\",\"ateco\":\"62.01\",\"streetName\":\"Via A\","
    "\"civicNumber\":\"1\",\"postalCode\":\"20121\",\"city\":\"Milano\",\"province\":\"MI\","
    "\"email\":\"x@example.org\",\"phone\":\"02 0\",\"mobile\":\"333 0\",\"pec\":\"x@pec.example.org\"}",
    "{\"subjectType\":\"company\",\"description\":\"Ditta S.r.l.\",\"legalForm.code\":\"1320\","
    "\"taxId\":\"" COMPANY "\",\"vatNumber\":\"" COMPANY "\",\"taxRegion\":\"IT\","
    "\"economics.mainActivity\":\"62.01\",\"preferences.language\":\"it\",\"addresses\":[{\"types\":"
    "\"REGISTERED_OFFICE\",\"streetName\":\"Via A\",\"streetNumber\":\"1\",\"zipCode\":\"20121\","
    "\"city\":\"Milano\",\"province\":\"MI\",\"country\":\"IT\"}],\"contacts\":[{\"type\":\"PHONE\","
    "\"value\":\"02 0\"},{\"type\":\"PHONE\",\"value\":\"333 0\"},{\"type\":\"EMAIL\",\"value\":"
    "\"x@example.org\"},{\"type\":\"PEC\",\"value\":\"x@pec.example.org\"}]}" },
  /* Sex and date of birth out of the code; no address, no contact. */
  { "{}",
    "{\"type\":\"F\",\"fiscalCode\":\"" PERSON "\",\"surname\":\"Rossi\",\"name\":\"Mario\"}",
    "{\"subjectType\":\"person\",\"lastName\":\"Rossi\",\"firstName\":\"Mario\",\"gender\":\"M\","
    "\"birthDate\":\"1980-01-01\",\"taxId\":\"" PERSON "\",\"taxRegion\":\"IT\","
    "\"preferences.language\":\"it\"}" },
  /* What the directory does not know stays; half an address never; a contact once. */
  { "{\"subjectType\":\"person\",\"description\":\"Studio\",\"taxRegion\":\"SM\",\"preferences.language\":"
    "\"de\",\"noKeys\":\"false\",\"addresses\":[{\"types\":\"OTHER\",\"streetName\":\"Via Vecchia\","
    "\"zipCode\":\"00100\",\"city\":\"Roma\"},{\"city\":\"Bari\"}],\"contacts\":[{\"value\":\"02 0\"}]}",
    "{\"type\":\"G\",\"companyName\":\"Ditta\",\"streetName\":\"Via A\",\"city\":\"Milano\",\"country\":"
    "\"DE\",\"phone\":\"02 0\"}",
    "{\"subjectType\":\"company\",\"description\":\"Ditta\",\"taxRegion\":\"SM\","
    "\"preferences.language\":\"de\",\"noKeys\":\"false\",\"addresses\":[{\"types\":\"OTHER\","
    "\"streetName\":\"Via A\",\"city\":\"Milano\",\"country\":\"DE\"},{\"city\":\"Bari\"}],\"contacts\":"
    "[{\"value\":\"02 0\"}]}" },
};

static void
test_fill (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fills); i++)
    {
      g_autofree char *filled = fill (fills[i].item, fills[i].subject);
      g_autofree char *again = fill (filled, fills[i].subject);

      g_assert_cmpstr (filled, ==, fills[i].filled);
      /* Twice is the same as once. */
      g_assert_cmpstr (again, ==, filled);
    }
}

typedef struct
{
  gint64      id;
  const char *registry_id;
  char       *doc;
} Keeping;

static gboolean
keep_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Keeping *keeping = data;

  if (keeping->id == 0)
    {
      const SptSubjectColumns columns = {
        .kind = "G", .fiscal_code = COMPANY, .name = "Ditta", .name_key = "ditta", .city = "", .email = "", .pec = "",
      };
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

      keeping->id = spt_db_save_subject (db, 0, "{\"type\":\"G\",\"fiscalCode\":\"" COMPANY
                                         "\",\"companyName\":\"Ditta\"}", &columns, issues, 0, 0, "Anna",
                                         error);
    }
  if (keeping->id == 0 ||
      !spt_subject_keep_registry_id (db, keeping->id, "registro", "reale", keeping->registry_id,
                                     START_UTC_MS, error))
    return FALSE;
  g_free (keeping->doc);
  keeping->doc = spt_db_get_subject_doc (db, keeping->id, NULL, error);

  return keeping->doc != NULL;
}

static void
test_registry_id (void)
{
  Keeping keeping = { .registry_id = "i-1" };
  Desk desk;

  open_desk (&desk);
  run (&desk, SPT_STORE_WRITE, keep_job, &keeping);
  g_assert_cmpstr (keeping.doc, ==,
                   "{\"type\":\"G\",\"fiscalCode\":\"" COMPANY "\",\"companyName\":\"Ditta\","
                   "\"registry\":[{\"service\":\"registro\",\"account\":\"reale\",\"id\":\"i-1\",\"date\":"
                   "\"2026-03-02\"}]}");
  /* Of one account the last one counts. */
  keeping.registry_id = "i-2";
  run (&desk, SPT_STORE_WRITE, keep_job, &keeping);
  g_assert_nonnull (strstr (keeping.doc, "\"i-2\""));
  g_assert_null (strstr (keeping.doc, "\"i-1\""));
  g_free (keeping.doc);
  close_desk (&desk);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spt_services_register_all ();
  g_test_add_func ("/outbox/registry/rows", test_rows);
  g_test_add_func ("/outbox/registry/twins", test_twins);
  g_test_add_func ("/outbox/registry/environment", test_environment);
  g_test_add_func ("/outbox/registry/fill", test_fill);
  g_test_add_func ("/outbox/registry/registry-id", test_registry_id);

  return g_test_run ();
}
