/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Look-ups from file to directory: the engine with the rules of their service, a scripted server and a
 * clock that is moved. Counts what left; looks for the key wherever something is kept. */
#define G_LOG_DOMAIN "test-lookups"

#include "config.h"

#include "desk.h"
#include "lookups-office.h"

#include <string.h>

#include "outbox/spt-intake.h"
#include "outbox/spt-export.h"
#include "outbox/spt-proof.h"
#include "outbox/spt-record-kind.h"
#include "outbox/spt-subjects.h"
#include "services/spt-services-table.h"
#include "spt-test.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-submissions.h"

/* --- looking ------------------------------------------------------------------------------------------ */

typedef struct
{
  gint64            id;
  SptSubmissionRow *row;
} LookSubmission;

static gboolean
submission_job (SptDb         *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  LookSubmission *look = data;

  look->row = spt_db_get_submission_row (db, look->id, error);

  return look->row != NULL;
}

static SptSubmissionRow *
get_row (Office *office,
         gint64  id)
{
  LookSubmission look = { id, NULL };

  run (office, SPT_STORE_READ, submission_job, &look);

  return look.row;
}

typedef struct
{
  Office   *office;
  gint64    id;
  SptState  state;
} Wait;

/* What fell due while the engine was at work on something else goes now; the time stays. */
static gboolean
is_in_state (gpointer user_data)
{
  Wait *wait = user_data;
  SptSubmissionRow *row = get_row (wait->office, wait->id);
  gboolean is = row->state == wait->state;

  spt_submission_row_free (row);
  spt_fake_clock_advance (wait->office->clock, 0);

  return is;
}

static gboolean
is_late (gpointer user_data)
{
  Wait *wait = user_data;
  SptSubmissionRow *row = get_row (wait->office, wait->id);
  gboolean is = row->next_check == 0;

  spt_submission_row_free (row);

  return is;
}

/* The archive knows of an answer before the engine has heard that it does, and has set its timers: a clock that is moved in between
 * moves past them. */
static void
wait_state (Office   *office,
            gint64    id,
            SptState  state)
{
  Wait wait = { office, id, state };

  if (!spt_test_wait (is_in_state, &wait, SPT_TEST_TIMEOUT_MS))
    {
      SptSubmissionRow *row = get_row (office, id);

      g_error ("submission %" G_GINT64_FORMAT " is %s (%s)", id, spt_state_to_string (row->state), row->code);
    }
  desk_settle_store (office->store);
}

static gint64
get_next_check (Office *office,
                gint64  id)
{
  SptSubmissionRow *row = get_row (office, id);
  gint64 next_check = row->next_check;

  spt_submission_row_free (row);

  return next_check;
}

/* How many of the first two submissions are to be looked at at another time than @before says. */
typedef struct
{
  Office *office;
  GArray *ids;
  gint64  before[2];
  guint   n;
} Checked;

static gboolean
are_checked (gpointer user_data)
{
  Checked *checked = user_data;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (checked->before); i++)
    n += get_next_check (checked->office, g_array_index (checked->ids, gint64, i)) != checked->before[i];
  spt_fake_clock_advance (checked->office->clock, 0);

  return n >= checked->n;
}

static void
wait_checked (Checked *checked,
              guint    n)
{
  checked->n = n;
  g_assert_true (spt_test_wait (are_checked, checked, SPT_TEST_TIMEOUT_MS));
  desk_settle_store (checked->office->store);
}

static guint
get_n_requests (Office *office)
{
  return spt_test_server_get_n_requests (office->server);
}

typedef struct
{
  gint64          id;
  SptDossierData  data;
  SptDossier     *dossier; /* (owned) */
  char           *doc;     /* (owned) */
  GPtrArray      *facts;   /* (owned) */
  char           *subject; /* (owned) */
} Look;

static void
look_clear (Look *look)
{
  g_clear_object (&look->dossier);
  g_clear_pointer (&look->doc, g_free);
  g_clear_pointer (&look->facts, g_ptr_array_unref);
  g_clear_pointer (&look->subject, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Look *look = data;

  look->dossier = spt_db_get_dossier (db, look->id, error);
  if (look->dossier == NULL)
    return FALSE;
  look->data = *spt_dossier_get_data (look->dossier);
  look->doc = spt_db_get_dossier_doc (db, look->id, NULL, error);
  look->facts = spt_db_list_dossier_facts (db, look->id, error);
  if (look->data.subject_id != 0)
    look->subject = spt_db_get_subject_doc (db, look->data.subject_id, NULL, error);

  return look->doc != NULL && look->facts != NULL;
}

static void
look_at (Office *office,
         gint64  id,
         Look   *look)
{
  look_clear (look);
  look->id = id;
  run (office, SPT_STORE_READ, look_job, look);
}

static gboolean
has_fact (Look       *look,
          const char *kind,
          const char *after)
{
  for (guint i = 0; i < look->facts->len; i++)
    {
      const SptDossierFact *fact = g_ptr_array_index (look->facts, i);

      if (strcmp (fact->kind, kind) == 0 && g_strcmp0 (fact->after, after) == 0)
        return TRUE;
    }

  return FALSE;
}

typedef struct
{
  const char *search;
  GArray     *ids; /* (owned) */
} Search;

static gboolean
search_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Search *search = data;
  const SptListQuery query = { .search = search->search, .sort = SPT_DOSSIER_SORT_IMPORT };

  search->ids = spt_db_query_list (db, &spt_lookups_kind, &query, cancellable, error);

  return search->ids != NULL;
}

/* The ids of all look-ups that the search finds, NULL = all; free it. */
static GArray *
list_lookups (Office     *office,
              const char *text)
{
  Search search = { text, NULL };

  run (office, SPT_STORE_READ, search_job, &search);

  return search.ids;
}

/* --- doing --------------------------------------------------------------------------------------------- */

static SptImportResult *
import (Office     *office,
        const char *name,
        const char *text)
{
  g_autofree char *path = g_build_filename (office->folder, name, NULL);
  SptImportOptions options = {
    .kind = SPT_KIND_LOOKUPS, .path = path, .who = "Anna", .account_id = spt_account_get_id (office->account),
  };
  g_autoptr (GError) error = NULL;
  SptImportResult *result;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  result = spt_import_file (office->store, &options, NULL, &error);
  g_assert_no_error (error);

  return result;
}

typedef struct
{
  gint64      id;
  const char *code;
  const char *value;
} Override;

static gboolean
override_job (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Override *override = data;

  return spt_db_override_dossier (db, override->id, override->code, "codice", override->value, "serve oggi", "Anna",
                                  error);
}

/* The firm's own address is known: its look-up leaves on somebody's word. */
static void
say_yes (Office *office)
{
  g_autoptr (GArray) lookups = list_lookups (office, DITTA);

  for (guint i = 0; i < lookups->len; i++)
    {
      Override override = { g_array_index (lookups, gint64, i), "address-known", DITTA };
      g_auto (Look) look = { 0 };

      look_at (office, override.id, &look);
      if (look.data.state == SPT_STATE_TO_FIX)
        run (office, SPT_STORE_WRITE, override_job, &override);
    }
}

static void
import_two (Office *office)
{
  SptImportResult *result = import (office, "codes.csv", "codice;nome\n" ROSSI ";\nIT" DITTA ";Ditta\n");

  g_assert_cmpuint (result->n_good, ==, 1);
  g_assert_cmpuint (result->n_faulty, ==, 1);
  g_assert_cmpstr (spt_issue_list_get (result->issues, 0)->code, ==, "address-known");
  g_assert_cmpstr (spt_issue_list_get (result->issues, 0)->limit, ==, "propria@pec.it");
  spt_import_result_free (result);
  say_yes (office);
}

/* The ids of what is ready for @operation, prepared and ordered; free it. */
static GArray *
order_ready (Office     *office,
             const char *operation)
{
  SptPrepareOptions options = {
    .operation = operation, .account_id = spt_account_get_id (office->account), .who = "Anna", .order = TRUE,
  };
  g_autoptr (GError) error = NULL;
  SptPrepareResult *result = spt_prepare (office->store, &options, NULL, &error);
  GArray *ids;

  g_assert_no_error (error);
  ids = g_array_ref (result->submissions);
  spt_prepare_result_free (result);
  if (office->outbox != NULL)
    spt_outbox_wake (office->outbox);

  return ids;
}

static gint64
id_at (GArray *ids,
       guint   index)
{
  g_assert_cmpuint (ids->len, >, index);

  return g_array_index (ids, gint64, index);
}

static void
add_cancel (Office *office,
            gint64  id)
{
  const SptRecordKind *kind = spt_record_kind_find (SPT_KIND_LOOKUPS);
  g_autoptr (SptRecord) record = spt_record_new (kind->get_schema ());
  const SptGroupDef *cancel = spt_group_def_find_group (spt_schema_get_root (kind->get_schema ()), "cancel");
  g_auto (Look) look = { 0 };
  g_autoptr (GError) error = NULL;

  look_at (office, id, &look);
  spt_record_read (record, look.doc, -1, &error);
  g_assert_no_error (error);
  spt_node_set (spt_node_add_child (spt_record_get_root (record), cancel->index), 0, "risposta persa", -1);
  spt_save_record (office->store, SPT_KIND_LOOKUPS, id, record, "Anna", NULL, &error);
  g_assert_no_error (error);
}

/* The key is in nothing that is kept: not in the archive's bytes, not in a proof, not in an export. */
static void
assert_no_key (Office *office,
               gint64  submission_id)
{
  static const char *const needles[] = { UKEY, "n0t~a", "%2Breal" };
  g_autofree char *proof = g_build_filename (office->folder, "proof.zip", NULL);
  g_autoptr (GError) error = NULL;
  g_auto (SptProofInfo) info = { 0 };
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n = 0;

  spt_proof_save (office->store, submission_id, proof, "Anna", &info, NULL, &error);
  g_assert_no_error (error);
  if (office->outbox != NULL)
    stop (office);
  spt_store_close (office->store);
  g_clear_object (&office->store);
  dir = g_dir_open (office->folder, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (office->folder, name, NULL);
      g_autofree char *data = NULL;
      gsize length;

      if (!g_file_get_contents (path, &data, &length, NULL))
        continue;
      n++;
      for (guint i = 0; i < G_N_ELEMENTS (needles); i++)
        {
          if (memmem (data, length, needles[i], strlen (needles[i])) != NULL)
            g_error ("“%s” holds “%s”", name, needles[i]);
        }
    }
  g_assert_cmpuint (n, >=, 2);
  open_store (office);
}

/* --- the tests ------------------------------------------------------------------------------------------ */

/* Two codes: the tokens on disk, a kill while they wait, the looks of the plan, what was found on whom
 * it is about, and beside what another source said. */
static void
test_found (void)
{
  g_autoptr (Office) office = office_new ();
  g_autoptr (GArray) sent = NULL;
  g_autoptr (GArray) lookups = NULL;
  g_autoptr (GArray) by_address = NULL;
  g_auto (Look) rossi = { 0 };
  g_auto (Look) ditta = { 0 };
  SptSubmissionRow *row;
  Checked checked;

  import_two (office);
  lookups = list_lookups (office, NULL);
  g_assert_cmpuint (lookups->len, ==, 2);
  look_at (office, id_at (lookups, 0), &rossi);
  g_assert_cmpint (rossi.data.subject_id, ==, office->rossi);
  g_assert_cmpstr (rossi.data.name, ==, "Rossi Mario");
  look_at (office, id_at (lookups, 1), &ditta);
  g_assert_cmpint (ditta.data.subject_id, ==, office->ditta);
  g_assert_cmpstr (ditta.data.key, ==, DITTA);
  g_assert_cmpstr (ditta.data.name, ==, "Ditta");

  sent = order_ready (office, "trovapec.lookup");
  g_assert_cmpuint (sent->len, ==, 2);
  push (office, "OK|tok-1");
  push (office, "OK|tok-2");
  start (office);
  wait_state (office, id_at (sent, 0), SPT_STATE_WAITING);
  /* One request a second. */
  g_assert_cmpuint (get_n_requests (office), ==, 1);
  spt_fake_clock_advance (office->clock, 1000);
  wait_state (office, id_at (sent, 1), SPT_STATE_WAITING);
  row = get_row (office, id_at (sent, 0));
  g_assert_cmpstr (row->remote_id, ==, "tok-1");
  g_assert_cmpint (row->next_check, >=, START_UTC_MS + 108000);
  g_assert_cmpint (row->next_check, <=, START_UTC_MS + 133000);
  spt_submission_row_free (row);

  /* Another process finds the tokens and goes on with them. */
  crash (office);
  desk_settle_store (office->store);
  spt_fake_clock_advance (office->clock, 60000);
  g_assert_cmpuint (get_n_requests (office), ==, 2);
  push (office, "WAIT|tok-x");
  push (office, "WAIT|tok-x");
  checked = (Checked) { .office = office, .ids = sent };
  for (guint i = 0; i < G_N_ELEMENTS (checked.before); i++)
    checked.before[i] = get_next_check (office, id_at (sent, i));
  spt_fake_clock_advance (office->clock, 75000);
  wait_checked (&checked, 1);
  g_assert_cmpuint (get_n_requests (office), ==, 3);
  spt_fake_clock_advance (office->clock, 1000);
  wait_checked (&checked, 2);
  g_assert_cmpuint (get_n_requests (office), ==, 4);
  push (office, "OK|alfa@pec.it|pec trovata");
  push (office, "OK|beta@pec.it|pec trovata");
  for (guint i = 0; i < G_N_ELEMENTS (checked.before); i++)
    checked.before[i] = get_next_check (office, id_at (sent, i));
  spt_fake_clock_advance (office->clock, MAX (checked.before[0], checked.before[1]) - spt_clock_get_utc_ms (SPT_CLOCK (office->clock)));
  wait_checked (&checked, 1);
  spt_fake_clock_advance (office->clock, 1000);
  wait_state (office, id_at (sent, 0), SPT_STATE_DONE);
  wait_state (office, id_at (sent, 1), SPT_STATE_DONE);
  g_assert_cmpuint (get_n_requests (office), ==, 6);

  look_at (office, id_at (lookups, 0), &rossi);
  look_at (office, id_at (lookups, 1), &ditta);
  g_assert_cmpint (rossi.data.state, ==, SPT_STATE_DONE);
  g_assert_true (rossi.data.is_over);
  g_assert_cmpstr (rossi.data.stage, ==, "found");
  g_assert_cmpstr (rossi.data.phase, ==, "pec trovata");
  g_assert_null (rossi.data.next_operation);
  g_assert_true (g_str_has_suffix (rossi.data.result, "@pec.it"));
  g_assert_true (has_fact (&rossi, "result", rossi.data.result));
  /* Into the empty field, with its source and its day. */
  g_assert_nonnull (strstr (rossi.subject, rossi.data.result));
  g_assert_nonnull (strstr (rossi.subject, "\"pecSource\":\"trovapec\""));
  g_assert_nonnull (strstr (rossi.subject, "\"pecDate\":\"2026-03-02"));
  /* A person's own word stays, and both can be seen. */
  g_assert_nonnull (strstr (ditta.subject, "propria@pec.it"));
  g_assert_nonnull (strstr (ditta.subject, "\"pecSource\":\"declared\""));
  g_assert_nonnull (strstr (ditta.subject, "\"pecSearched\":\"2026-03-02"));
  g_assert_true (has_fact (&ditta, "kept", ditta.data.result));

  by_address = list_lookups (office, rossi.data.result);
  g_assert_cmpuint (by_address->len, ==, 1);
  g_assert_cmpint (id_at (by_address, 0), ==, id_at (lookups, 0));

  assert_no_key (office, id_at (sent, 0));
}

/* The file that comes back has the result beside the code; the result is no part of what comes in. */
static void
test_columns (void)
{
  g_autoptr (Office) office = office_new ();
  g_autoptr (GArray) sent = NULL;
  g_autoptr (GArray) lookups = NULL;
  g_autofree char *path = g_build_filename (office->folder, "out.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (Look) look = { 0 };
  g_autoptr (GError) error = NULL;
  SptExportOptions options = { .kind = SPT_KIND_LOOKUPS, .path = path };
  SptImportResult *result = import (office, "a.csv", "codice;nome\n" DITTA ";Ditta\n");

  spt_import_result_free (result);
  say_yes (office);
  sent = order_ready (office, "trovapec.lookup");
  push (office, "OK|tok-1");
  start (office);
  wait_state (office, id_at (sent, 0), SPT_STATE_WAITING);
  push (office, "OK|ditta@pec.it|pec trovata");
  spt_fake_clock_advance (office->clock, 135000);
  wait_state (office, id_at (sent, 0), SPT_STATE_DONE);

  spt_export_records (office->store, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "codice;nome;cancel.1.motivo;risultato.1.indirizzo;risultato.1.stato;"
                                   "risultato.1.data\r\n"));
  g_assert_nonnull (strstr (text, DITTA ";Ditta;;ditta@pec.it;pec trovata;2026-03-02"));

  result = import (office, "again.csv", text);
  g_assert_cmpuint (result->n_faulty, ==, 1);
  g_assert_cmpstr (spt_issue_list_get (result->issues, 0)->code, ==, "asked-lately");
  spt_import_result_free (result);
  lookups = list_lookups (office, NULL);
  g_assert_cmpuint (lookups->len, ==, 2);
  look_at (office, id_at (lookups, 1), &look);
  g_assert_null (strstr (look.doc, "risultato"));
}

static SptState
import_of (Office     *office,
           const char *date,
           const char *source,
           const char *code)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_subject_get_schema ());
  g_autofree char *doc = g_strdup_printf ("{\"type\":\"G\",\"vatNumber\":\"%s\",\"companyName\":\"Terza\",\"pec\":"
                                          "\"terza@pec.it\",\"pecDate\":\"%s\",\"pecSource\":\"%s\"}", code, date, source);
  g_autofree char *text = g_strdup_printf ("codice\n%s\n", code);
  g_autoptr (GArray) lookups = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Look) look = { 0 };

  spt_record_read (record, doc, -1, &error);
  g_assert_no_error (error);
  spt_save_record (office->store, SPT_KIND_BENEFICIARIES, 0, record, "Anna", NULL, &error);
  g_assert_no_error (error);
  spt_import_result_free (import (office, "third.csv", text));
  lookups = list_lookups (office, code);
  g_assert_cmpuint (lookups->len, ==, 1);
  look_at (office, id_at (lookups, 0), &look);

  return look.data.state;
}

/* What a register or the owner said is not paid for unasked; a register's word ages, the owner's does not. */
static void
test_known (void)
{
  g_autoptr (Office) office = office_new ();

  g_assert_cmpint (import_of (office, "2026-01-10", "ini-pec", "99900010002"), ==, SPT_STATE_TO_FIX);
  g_assert_cmpint (import_of (office, "2025-01-10", "ini-pec", "99900020001"), ==, SPT_STATE_READY);
  g_assert_cmpint (import_of (office, "2025-01-10", "declared", "99900030000"), ==, SPT_STATE_TO_FIX);
}

/* Asked for again before its days are over only with a person's word. */
static void
test_again (void)
{
  g_autoptr (Office) office = office_new ();
  g_autoptr (GArray) sent = NULL;
  g_autoptr (GArray) lookups = NULL;
  g_autoptr (GArray) all = NULL;
  g_auto (Look) second = { 0 };
  g_auto (Look) third = { 0 };
  Override override = { 0, "asked-lately", ROSSI };
  SptImportResult *result;

  result = import (office, "a.csv", "codice\n" ROSSI "\n");
  spt_import_result_free (result);
  sent = order_ready (office, "trovapec.lookup");
  push (office, "OK|tok-1");
  start (office);
  wait_state (office, id_at (sent, 0), SPT_STATE_WAITING);
  push (office, "Ok||pec non trovata");
  spt_fake_clock_advance (office->clock, 135000);
  wait_state (office, id_at (sent, 0), SPT_STATE_DONE);

  spt_fake_clock_advance (office->clock, 179 * DAY_MS);
  result = import (office, "b.csv", "codice\n" ROSSI "\n");
  g_assert_cmpuint (result->n_faulty, ==, 1);
  g_assert_cmpstr (spt_issue_list_get (result->issues, 0)->code, ==, "asked-lately");
  g_assert_nonnull (strstr (spt_issue_list_get (result->issues, 0)->limit, "pec non trovata"));
  spt_import_result_free (result);
  lookups = list_lookups (office, NULL);
  g_assert_cmpuint (lookups->len, ==, 2);
  look_at (office, id_at (lookups, 1), &second);
  g_assert_cmpint (second.data.state, ==, SPT_STATE_TO_FIX);
  override.id = id_at (lookups, 1);
  run (office, SPT_STORE_WRITE, override_job, &override);
  look_at (office, id_at (lookups, 1), &second);
  g_assert_cmpint (second.data.state, ==, SPT_STATE_READY);

  /* While it goes on a row of the same code is there already. */
  result = import (office, "c.csv", "codice\n" ROSSI "\n");
  g_assert_cmpuint (result->n_duplicates, ==, 1);
  spt_import_result_free (result);

  /* The account says otherwise, and time does. */
  spt_fake_clock_advance (office->clock, 2 * DAY_MS);
  result = import (office, "d.csv", "codice\n99900010002\n");
  g_assert_cmpuint (result->n_good, ==, 1);
  spt_import_result_free (result);
  all = list_lookups (office, NULL);
  look_at (office, id_at (all, all->len - 1), &third);
  g_assert_cmpint (third.data.state, ==, SPT_STATE_READY);
}

/* The trap of a lost answer: nothing is repeated, the balance is a hint, a person decides, and only then
 * cancels and asks again. */
static void
test_lost (void)
{
  g_autoptr (Office) office = office_new ();
  g_autoptr (GArray) sent = NULL;
  g_autoptr (GArray) cancelled = NULL;
  g_autoptr (GArray) again = NULL;
  g_autoptr (GArray) lookups = NULL;
  g_auto (Look) look = { 0 };
  g_autoptr (GError) error = NULL;
  SptImportResult *result = import (office, "a.csv", "codice\n" ROSSI "\n");
  SptSubmissionRow *row;
  gint64 id;

  spt_import_result_free (result);
  lookups = list_lookups (office, NULL);
  id = id_at (lookups, 0);
  sent = order_ready (office, "trovapec.lookup");
  spt_test_server_push (office->server, SPT_TEST_READ_THEN_DROP, 0, NULL, "");
  start (office);
  wait_state (office, id_at (sent, 0), SPT_STATE_UNCERTAIN);
  spt_fake_clock_advance (office->clock, DAY_MS);
  g_assert_cmpuint (get_n_requests (office), ==, 1);
  look_at (office, id, &look);
  g_assert_cmpint (look.data.state, ==, SPT_STATE_UNCERTAIN);

  {
    GAsyncResult *slot = NULL;
    g_autoptr (GAsyncResult) settled = NULL;
    SptState state;

    push (office, "11,30");
    spt_outbox_settle_async (office->outbox, id_at (sent, 0), NULL, spt_test_async_cb, &slot);
    settled = spt_test_await (&slot, SPT_TEST_TIMEOUT_MS);
    spt_outbox_settle_finish (office->outbox, settled, &state, &error);
    g_assert_no_error (error);
    g_assert_cmpint (state, ==, SPT_STATE_UNCERTAIN);
    row = get_row (office, id_at (sent, 0));
    g_assert_cmpstr (row->code, ==, "trovapec-settle-balance");
    spt_submission_row_free (row);
  }

  spt_decide (office->store, id_at (sent, 0), "accepted", "il saldo è sceso", "Anna", &error);
  g_assert_no_error (error);
  look_at (office, id, &look);
  g_assert_cmpstr (look.data.stage, ==, "lost");
  g_assert_false (look.data.is_over);
  g_assert_null (look.data.next_operation);

  add_cancel (office, id);
  look_at (office, id, &look);
  g_assert_cmpstr (look.data.next_operation, ==, "cancel");
  g_assert_cmpint (look.data.state, ==, SPT_STATE_READY);
  push (office, "OK|richiesta cancellata correttamente");
  cancelled = order_ready (office, "trovapec.cancel");
  spt_fake_clock_advance (office->clock, 2000);
  wait_state (office, id_at (cancelled, 0), SPT_STATE_DONE);
  look_at (office, id, &look);
  g_assert_cmpstr (look.data.phase, ==, "annullata");
  g_assert_cmpstr (look.data.next_operation, ==, "lookup");
  g_assert_cmpint (look.data.state, ==, SPT_STATE_READY);
  /* Nothing asks again by itself. */
  spt_fake_clock_advance (office->clock, DAY_MS);
  g_assert_cmpuint (get_n_requests (office), ==, 3);

  push (office, "OK|tok-9");
  again = order_ready (office, "trovapec.lookup");
  spt_fake_clock_advance (office->clock, 2000);
  wait_state (office, id_at (again, 0), SPT_STATE_WAITING);
  push (office, "OK|rossi@pec.it|pec trovata");
  spt_fake_clock_advance (office->clock, 135000);
  wait_state (office, id_at (again, 0), SPT_STATE_DONE);
  look_at (office, id, &look);
  g_assert_cmpstr (look.data.result, ==, "rossi@pec.it");
  g_assert_true (look.data.is_over);
  g_assert_null (look.data.next_operation);
  /* What was cancelled is history. */
  g_assert_null (strstr (look.doc, "cancel"));

  assert_no_key (office, id_at (sent, 0));
}

/* "Already present" is a refusal of its own, and the way on is offered the same way. */
static void
test_present (void)
{
  g_autoptr (Office) office = office_new ();
  g_autoptr (GArray) sent = NULL;
  g_autoptr (GArray) lookups = NULL;
  g_auto (Look) look = { 0 };
  SptImportResult *result = import (office, "a.csv", "codice\n" ROSSI "\n");
  SptSubmissionRow *row;

  spt_import_result_free (result);
  lookups = list_lookups (office, NULL);
  sent = order_ready (office, "trovapec.lookup");
  push (office, "Error|Richiesta gi\xe0 presente");
  start (office);
  wait_state (office, id_at (sent, 0), SPT_STATE_REFUSED);
  row = get_row (office, id_at (sent, 0));
  g_assert_cmpstr (row->code, ==, "trovapec-present");
  spt_submission_row_free (row);
  look_at (office, id_at (lookups, 0), &look);
  g_assert_cmpint (look.data.state, ==, SPT_STATE_REFUSED);
  add_cancel (office, id_at (lookups, 0));
  look_at (office, id_at (lookups, 0), &look);
  g_assert_cmpstr (look.data.next_operation, ==, "cancel");
  g_assert_cmpint (look.data.state, ==, SPT_STATE_READY);
}

/* Without credit the rest of an order is not even tried; what was not asked may be sent again. */
static void
test_credit (void)
{
  g_autoptr (Office) office = office_new ();
  g_autoptr (GArray) sent = NULL;
  SptSubmissionRow *row;

  import_two (office);
  sent = order_ready (office, "trovapec.lookup");
  push (office, "ERROR|credito esaurito");
  start (office);
  wait_state (office, id_at (sent, 0), SPT_STATE_NOT_SENT);
  wait_state (office, id_at (sent, 1), SPT_STATE_NOT_SENT);
  g_assert_cmpuint (get_n_requests (office), ==, 1);
  row = get_row (office, id_at (sent, 1));
  g_assert_cmpstr (row->code, ==, "trovapec-credit");
  spt_submission_row_free (row);
}

/* A second question while the first is under way is worth a word before it is sent. */
static void
test_under_way (void)
{
  g_autoptr (Office) office = office_new ();
  g_autoptr (GArray) sent = NULL;
  g_autoptr (SptRecord) record = spt_record_new (spt_record_kind_find (SPT_KIND_LOOKUPS)->get_schema ());
  g_autoptr (SptIssueList) issues = NULL;
  g_autoptr (GError) error = NULL;
  SptImportResult *result = import (office, "a.csv", "codice\n" ROSSI "\n");

  spt_import_result_free (result);
  sent = order_ready (office, "trovapec.lookup");
  spt_record_read (record, "{\"codice\":\"" ROSSI "\"}", -1, &error);
  g_assert_no_error (error);
  spt_save_record (office->store, SPT_KIND_LOOKUPS, 0, record, "Anna", &issues, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 1);
  g_assert_cmpstr (spt_issue_list_get (issues, 0)->code, ==, "asked-now");
  g_assert_cmpint (spt_issue_list_get (issues, 0)->level, ==, SPT_ISSUE_WARNING);
}

/* A result that stays out: after a day it is no longer asked for by itself. */
static void
test_late (void)
{
  g_autoptr (Office) office = office_new ();
  g_autoptr (GArray) sent = NULL;
  SptImportResult *result = import (office, "a.csv", "codice\n" ROSSI "\n");
  SptSubmissionRow *row;
  guint n;

  spt_import_result_free (result);
  sent = order_ready (office, "trovapec.lookup");
  push (office, "OK|tok-1");
  start (office);
  wait_state (office, id_at (sent, 0), SPT_STATE_WAITING);
  /* The machine slept for a day. */
  push (office, "WAIT|tok-1");
  spt_fake_clock_advance (office->clock, DAY_MS + 1000);
  g_assert_true (spt_test_server_wait_requests (office->server, 2));
  g_assert_true (spt_test_wait (is_late, &(Wait) { office, id_at (sent, 0), 0 }, SPT_TEST_TIMEOUT_MS));
  row = get_row (office, id_at (sent, 0));
  g_assert_cmpint (row->state, ==, SPT_STATE_WAITING);
  g_assert_cmpstr (row->code, ==, "trovapec-late");
  g_assert_cmpint (row->next_check, ==, 0);
  g_assert_cmpstr (row->remote_id, ==, "tok-1");
  spt_submission_row_free (row);
  n = get_n_requests (office);
  spt_fake_clock_advance (office->clock, DAY_MS);
  g_assert_cmpuint (get_n_requests (office), ==, n);

  /* A person looks. */
  push (office, "OK|rossi@pec.it|pec trovata");
  {
    g_autoptr (GError) error = NULL;

    g_assert_true (spt_check_now (office->store, id_at (sent, 0), &error));
    g_assert_no_error (error);
  }
  spt_outbox_wake (office->outbox);
  wait_state (office, id_at (sent, 0), SPT_STATE_DONE);
}

/* --- told together ------------------------------------------------------------------------------------- */

typedef struct
{
  guint n;         /* words */
  guint n_changed; /* all of them */
  guint n_found;
} Told;

static void
told_cb (SptOutbox  *outbox,
         gint64      account_id,
         guint       n_changed,
         guint       n_found,
         GHashTable *stages,
         gpointer    user_data)
{
  Told *told = user_data;

  told->n++;
  told->n_changed += n_changed;
  told->n_found += GPOINTER_TO_UINT (g_hash_table_lookup (stages, "found"));
}

static gboolean
count_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GHashTable) stages = spt_db_count_answers (db, SPT_KIND_LOOKUPS, START_UTC_MS, error);

  if (stages == NULL)
    return FALSE;
  *(guint *) data = GPOINTER_TO_UINT (g_hash_table_lookup (stages, "found"));

  return TRUE;
}

/* Twelve answers within a quarter of a minute are one piece of news, told when no more come; the next morning's is another. */
static void
test_together (void)
{
  g_autoptr (Office) office = office_new ();
  g_autoptr (GArray) sent = NULL;
  g_autoptr (GArray) later = NULL;
  g_autoptr (GString) file = g_string_new ("codice\n");
  SptImportResult *result;
  Told told = { 0 };
  guint n_found;

  for (guint i = 0; i < 12; i++)
    {
      /* Numbers that belong to nobody. */
      guint sum = 0;
      char code[12];

      g_snprintf (code, sizeof code, "99910%02u001", i);
      for (guint d = 0; d < 10; d++)
        sum += d % 2 == 0 ? (guint) (code[d] - '0') : 2 * (guint) (code[d] - '0') % 10 + 2 * (guint) (code[d] - '0') / 10;
      g_string_append_printf (file, "%s%u\n", code, (10 - sum % 10) % 10);
    }
  result = import (office, "a.csv", file->str);
  g_assert_cmpuint (result->n_good, ==, 12);
  spt_import_result_free (result);
  sent = order_ready (office, "trovapec.lookup");
  start (office);
  g_signal_connect (office->outbox, "news", G_CALLBACK (told_cb), &told);
  for (guint i = 0; i < sent->len; i++)
    {
      push (office, "OK|tok");
      spt_fake_clock_advance (office->clock, 2000);
      wait_state (office, id_at (sent, i), SPT_STATE_WAITING);
    }
  /* All are due by then; one a second. */
  for (guint i = 0; i < sent->len; i++)
    push (office, i == 5 ? "OK||pec non trovata" : "OK|a@pec.it|pec trovata");
  spt_fake_clock_advance (office->clock, 135000);
  for (guint i = 0; i < sent->len; i++)
    {
      wait_state (office, id_at (sent, i), SPT_STATE_DONE);
      spt_fake_clock_advance (office->clock, 1100);
    }
  g_assert_cmpuint (told.n, ==, 0);
  spt_fake_clock_advance (office->clock, 11000);
  g_assert_cmpuint (told.n, ==, 1);
  g_assert_cmpuint (told.n_changed, ==, 12);
  g_assert_cmpuint (told.n_found, ==, 11);
  run (office, SPT_STORE_READ, count_job, &n_found);
  g_assert_cmpuint (n_found, ==, 11);

  result = import (office, "b.csv", "codice\n" ROSSI "\n");
  spt_import_result_free (result);
  later = order_ready (office, "trovapec.lookup");
  push (office, "OK|tok-2");
  spt_outbox_wake (office->outbox);
  spt_fake_clock_advance (office->clock, 2000);
  wait_state (office, id_at (later, 0), SPT_STATE_WAITING);
  push (office, "OK|rossi@pec.it|pec trovata");
  spt_fake_clock_advance (office->clock, 135000);
  wait_state (office, id_at (later, 0), SPT_STATE_DONE);
  spt_fake_clock_advance (office->clock, 11000);
  g_assert_cmpuint (told.n, ==, 2);
  g_assert_cmpuint (told.n_found, ==, 12);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spt_services_register_all ();

  g_test_add_func ("/outbox/lookups/found", test_found);
  g_test_add_func ("/outbox/lookups/columns", test_columns);
  g_test_add_func ("/outbox/lookups/again", test_again);
  g_test_add_func ("/outbox/lookups/known", test_known);
  g_test_add_func ("/outbox/lookups/lost", test_lost);
  g_test_add_func ("/outbox/lookups/present", test_present);
  g_test_add_func ("/outbox/lookups/credit", test_credit);
  g_test_add_func ("/outbox/lookups/under-way", test_under_way);
  g_test_add_func ("/outbox/lookups/late", test_late);
  g_test_add_func ("/outbox/lookups/together", test_together);

  return g_test_run ();
}
