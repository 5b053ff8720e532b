/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants in the archive: saved, found, listed; parts whose numbers are never given again, dates, "già presente",
 * taken away and brought back, an import taken back, and what the archive's own check says. */
#include "config.h"

#include "dossiers.h"
#include "store/spt-store-plants.h"

#define CODE "000000012345"

static gint64
save_plant (SptDb      *db,
            gint64      id,
            const char *code,
            const char *name,
            const char *doc,
            guint       n_errors,
            gint64      import_id)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  const SptPlantColumns columns = {
    .code = code, .name = name, .name_code = KEY, .third = "", .third_code = "", .place = "Via Roma 1",
    .city = "Bari (BA)", .units = "IT001E12345678", .generators = "GT1", .fuel = "Gas", .power_w = 24500,
  };

  for (guint i = 0; i < n_errors; i++)
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, "sample", "required", 1, "impianto.codice", NULL, NULL);
  id = spt_db_save_plant (db, id, doc, &columns, "abc", issues, import_id, import_id != 0 ? 3 : 0, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

static gint64
add_intervention (SptDb      *db,
                  gint64      plant,
                  const char *type,
                  guint       n_errors)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  const SptDossierColumns columns = {
    .key = CODE, .name = "Rossi", .given_name = "Mario", .type = type, .detail = "GT1", .place = "Bari",
    .next_operation = type,
  };
  gint64 id;

  for (guint i = 0; i < n_errors; i++)
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, "sample", "required", 1, "data", NULL, NULL);
  id = spt_db_save_dossier (db, SPT_KIND_INTERVENTIONS, 0, "<d/>", &columns, issues, 0, 0, "Anna", &error);
  g_assert_no_error (error);
  spt_db_set_dossier_plant (db, id, plant, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
prepare_intervention (Dossiers   *self,
                      gint64      id,
                      const char *operation,
                      gint64      plant)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *lane = g_strdup_printf ("plant:1:%" G_GINT64_FORMAT, plant);
  const char *key = CODE;
  guint row = 1;
  SptNewSubmission submission = {
    .account_id = self->account, .service = "sample", .operation = operation, .lane = lane, .method = "POST",
    .path = "/x", .record_kind = SPT_KIND_INTERVENTIONS, .n_items = 1, .keys = &key, .rows = &row, .record_ids = &id,
  };
  gint64 submission_id;

  submission.job_id = spt_db_add_job (self->db, "sample", operation, self->account, "A job", "Anna", &error);
  g_assert_no_error (error);
  submission_id = spt_db_add_submission (self->db, &submission, "Anna", &error);
  g_assert_no_error (error);
  spt_db_order_submission (self->db, submission_id, "Anna", &error);
  g_assert_no_error (error);

  return submission_id;
}

static void
assert_plant (SptDb      *db,
              gint64      id,
              SptState    state,
              const char *stage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptPlant) plant = spt_db_get_plant (db, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (spt_state_to_string (spt_plant_get_row (plant)->state), ==, spt_state_to_string (state));
  g_assert_cmpstr (spt_plant_get_row (plant)->stage, ==, stage);
}

static guint
count_found (SptDb              *db,
             const SptListQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = spt_db_query_list (db, &spt_plants_kind, query, NULL, &error);

  g_assert_no_error (error);

  return ids->len;
}

static void
assert_finds (SptDb      *db,
              const char *words,
              guint       n)
{
  const SptListQuery query = { .search = words };

  g_assert_cmpuint (count_found (db, &query), ==, n);
}

static SptPlantPart *
part_new (guint       number,
          guint       turn,
          const char *title,
          const char *serial,
          const char *installed)
{
  SptPlantPart *part = g_new0 (SptPlantPart, 1);

  part->kind = "GT";
  part->number = number;
  part->turn = turn;
  part->title = g_strdup (title);
  part->serial = g_strdup (serial);
  part->installed = g_strdup (installed);
  part->is_generator = TRUE;
  part->path = g_strdup ("impianto.gt[0]");

  return part;
}

static GPtrArray *
parts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_part_free);
}

static void
test_save (Dossiers      *self,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *doc = NULL;
  g_autofree char *note = NULL;
  g_autofree char *power = NULL;
  g_autoptr (SptPlant) plant = NULL;
  gint64 id = save_plant (self->db, 0, CODE, "Rossi Mario", "<libretto/>", 0, 0);
  gint64 bare = save_plant (self->db, 0, "", "Verdi Luigi", NULL, 0, 0);

  assert_plant (self->db, id, SPT_STATE_DRAFT, SPT_PLANT_STAGE_NEVER_SENT);
  assert_finds (self->db, "ross bari", 1);
  assert_finds (self->db, "IT001E", 2);
  assert_finds (self->db, CODE, 1);
  g_assert_cmpint (spt_db_find_plant (self->db, CODE, self->account, &error), ==, id);
  g_assert_cmpint (spt_db_find_plant (self->db, "", 0, &error), ==, 0);
  doc = spt_db_get_plant_doc (self->db, id, NULL, &error);
  g_assert_cmpstr (doc, ==, "<libretto/>");
  plant = spt_db_get_plant (self->db, bare, &error);
  g_assert_no_error (error);
  g_assert_false (spt_plant_get_row (plant)->has_libretto);
  g_object_get (plant, "power-text", &power, NULL);
  g_assert_cmpstr (power, ==, "24.5 kW");

  save_plant (self->db, id, CODE, "Bianchi Anna", "<libretto/>", 1, 0);
  assert_plant (self->db, id, SPT_STATE_TO_FIX, SPT_PLANT_STAGE_NEVER_SENT);
  assert_finds (self->db, "ross", 0);
  assert_finds (self->db, "bianchi", 1);
  g_assert_true (spt_db_set_plant_note (self->db, id, "chiavi in portineria", &error));
  g_assert_true (spt_db_get_plant_note (self->db, id, &note, &error));
  g_assert_cmpstr (note, ==, "chiavi in portineria");
  assert_problem (self->db, NULL);
}

/* The first open intervention says where a plant stands, whoever moves it. */
static void
test_state (Dossiers      *self,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptPlant) plant = NULL;
  gint64 id = save_plant (self->db, 0, CODE, "Rossi", "<libretto/>", 0, 0);
  gint64 first = add_intervention (self->db, id, "9", 0);
  gint64 second = add_intervention (self->db, id, "84", 1);
  gint64 submission;
  SptListQuery query = { .states = 1u << SPT_STATE_SENDING };

  assert_plant (self->db, id, SPT_STATE_READY, SPT_PLANT_STAGE_NEVER_SENT);
  submission = prepare_intervention (self, first, "sample.9", id);
  g_assert_cmpint (spt_db_begin_attempt (self->db, submission, &error), >, 0);
  assert_plant (self->db, id, SPT_STATE_SENDING, SPT_PLANT_STAGE_NEVER_SENT);
  g_assert_cmpuint (count_found (self->db, &query), ==, 1);
  change (self->db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  assert_plant (self->db, id, SPT_STATE_TO_FIX, SPT_PLANT_STAGE_NEVER_SENT);
  plant = spt_db_get_plant (self->db, id, &error);
  g_assert_cmpuint (spt_plant_get_row (plant)->n_open, ==, 1);
  g_assert_cmpstr (spt_plant_get_row (plant)->open_type, ==, "84");
  g_assert_true (spt_db_remove_dossiers (self->db, &second, 1, FALSE, NULL, &error));
  g_assert_true (spt_db_set_plant_standing (self->db, id, SPT_PLANT_ACTIVE, &error));
  assert_plant (self->db, id, SPT_STATE_DONE, SPT_PLANT_STAGE_ACTIVE);

  query = (SptListQuery) { .stage = SPT_PLANT_STAGE_ACTIVE };
  g_assert_cmpuint (count_found (self->db, &query), ==, 1);
  query = (SptListQuery) { .submission_id = submission };
  g_assert_cmpuint (count_found (self->db, &query), ==, 1);
  g_assert_true (spt_db_set_plant_standing (self->db, id, SPT_PLANT_DISMISSED, &error));
  query = (SptListQuery) { .sort = SPT_PLANT_SORT_STATE };
  g_assert_cmpuint (count_found (self->db, &query), ==, 0);
  query.stage = SPT_PLANT_STAGE_DISMISSED;
  g_assert_cmpuint (count_found (self->db, &query), ==, 1);
  assert_problem (self->db, NULL);
}

static void
test_orders (Dossiers      *self,
             gconstpointer  data)
{
  SptListQuery query = { .descending = TRUE };

  save_plant (self->db, 0, CODE, "Rossi", "<a/>", 0, 0);
  save_plant (self->db, 0, "000000000001", "Verdi", "<b/>", 0, 0);
  for (query.sort = 0; query.sort < spt_plants_kind.n_sorts; query.sort++)
    g_assert_cmpuint (count_found (self->db, &query), ==, 2);
  query = (SptListQuery) { .account_id = self->account };
  g_assert_cmpuint (count_found (self->db, &query), ==, 0);
  query = (SptListQuery) { .due_until = "2027-01-01", .found = FALSE };
  g_assert_cmpuint (count_found (self->db, &query), ==, 0);
}

/* What a libretto loses stays known, and its number is never given again. */
static void
test_parts (Dossiers      *self,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = parts_new ();
  g_autoptr (GPtrArray) after = parts_new ();
  g_autoptr (GPtrArray) kept = NULL;
  gint64 id = save_plant (self->db, 0, CODE, "Rossi", "<libretto/>", 0, 0);
  SptPlantPart *part;

  g_ptr_array_add (parts, part_new (1, 0, "Caldaia A", "AA-1", "2010-01-01"));
  g_ptr_array_add (parts, part_new (2, 0, "Caldaia B", "BB-2", "2011-01-01"));
  g_assert_true (spt_db_set_plant_parts (self->db, id, parts, &error));
  g_assert_no_error (error);
  assert_finds (self->db, "AA-1", 1);
  g_assert_cmpuint (spt_db_get_next_part (self->db, id, "GT", &error), ==, 3);

  /* GT1 has another boiler, GT2 is not in the libretto any more. */
  g_ptr_array_add (after, part_new (1, 0, "Caldaia C", "CC-3", "2026-10-01"));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (spt_db_set_plant_parts (self->db, id, after, &error));
      g_assert_no_error (error);
    }
  kept = spt_db_list_plant_parts (self->db, id, &error);
  g_assert_cmpuint (kept->len, ==, 3);
  part = g_ptr_array_index (kept, 0);
  g_assert_cmpstr (part->serial, ==, "CC-3");
  g_assert_cmpstr (part->path, ==, "impianto.gt[0]");
  part = g_ptr_array_index (kept, 1);
  g_assert_cmpuint (part->turn, ==, 1);
  g_assert_cmpstr (part->serial, ==, "AA-1");
  g_assert_cmpstr (part->path, ==, "");
  part = g_ptr_array_index (kept, 2);
  g_assert_cmpuint (part->number, ==, 2);
  g_assert_cmpuint (spt_db_get_next_part (self->db, id, "GT", &error), ==, 3);
  assert_finds (self->db, "AA-1", 1);

  /* A serial number that was mistyped is no other boiler. */
  g_free (((SptPlantPart *) g_ptr_array_index (after, 0))->serial);
  ((SptPlantPart *) g_ptr_array_index (after, 0))->serial = g_strdup ("CC-30");
  g_assert_true (spt_db_set_plant_parts (self->db, id, after, &error));
  g_clear_pointer (&kept, g_ptr_array_unref);
  kept = spt_db_list_plant_parts (self->db, id, &error);
  g_assert_cmpuint (kept->len, ==, 3);
}

static void
test_dues (Dossiers      *self,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dues = g_ptr_array_new ();
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (SptPlant) plant = NULL;
  SptPlantDue late = { SPT_DUE_REPORT, (char *) "GT1", (char *) "2027-03-01", (char *) "2025-03-01", TRUE, "sample.84" };
  SptPlantDue soon = { SPT_DUE_THIRD, (char *) "", (char *) "2026-12-31", NULL, FALSE, "sample.3" };
  const SptListQuery query = { .due_until = "2026-12-31" };
  gint64 id = save_plant (self->db, 0, CODE, "Rossi", "<libretto/>", 0, 0);

  g_ptr_array_add (dues, &late);
  g_ptr_array_add (dues, &soon);
  g_assert_true (spt_db_set_plant_dues (self->db, id, dues, &error));
  g_assert_no_error (error);
  plant = spt_db_get_plant (self->db, id, &error);
  g_assert_cmpstr (spt_plant_get_row (plant)->due_date, ==, "2026-12-31");
  g_assert_cmpstr (spt_plant_get_row (plant)->due_kind, ==, SPT_DUE_THIRD);
  g_assert_cmpuint (count_found (self->db, &query), ==, 1);
  own = spt_db_list_plant_dues (self->db, id, &error);
  g_assert_cmpuint (own->len, ==, 2);
  g_assert_cmpstr (((SptPlantDue *) g_ptr_array_index (own, 1))->since, ==, "2025-03-01");
  all = spt_db_list_due_plants (self->db, "2027-01-01", NULL, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpstr (((SptDuePlant *) g_ptr_array_index (all, 0))->component, ==, "GT1");
  g_clear_pointer (&all, g_ptr_array_unref);
  all = spt_db_list_due_plants (self->db, NULL, NULL, SPT_DUE_THIRD, 0, &error);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpstr (((SptDuePlant *) g_ptr_array_index (all, 0))->code, ==, CODE);
}

/* What the office noted is a date like others, but it is nobody's else to change, and it can be had again. */
static void
test_contract (Dossiers      *self,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dues = g_ptr_array_new ();
  g_autoptr (GPtrArray) facts = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GArray) overtaken = NULL;
  g_autoptr (SptPlant) plant = NULL;
  g_autoptr (SptPlant) without = NULL;
  g_autofree char *since = NULL;
  g_autofree char *until = NULL;
  SptPlantDue late = { SPT_DUE_REPORT, (char *) "GT1", (char *) "2027-03-01", (char *) "2025-03-01", TRUE, "sample.84" };
  gint64 id = save_plant (self->db, 0, CODE, "Rossi", "<libretto/>", 0, 0);

  g_assert_true (spt_db_set_plant_contract (self->db, id, "2026-01-01", "2026-12-31", "Anna", &error));
  g_assert_no_error (error);
  g_ptr_array_add (dues, &late);
  g_assert_true (spt_db_set_plant_dues (self->db, id, dues, &error));
  plant = spt_db_get_plant (self->db, id, &error);
  g_assert_cmpstr (spt_plant_get_row (plant)->due_kind, ==, SPT_DUE_CONTRACT);
  g_assert_true (spt_db_get_plant_contract (self->db, id, &since, &until, &error));
  g_assert_cmpstr (since, ==, "2026-01-01");
  g_assert_cmpstr (until, ==, "2026-12-31");
  all = spt_db_list_due_plants (self->db, NULL, NULL, SPT_DUE_CONTRACT, 0, &error);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpint (((SptDuePlant *) g_ptr_array_index (all, 0))->created, >, 0);

  overtaken = spt_db_list_due_refresh (self->db, "2027-03-01", &error);
  g_assert_cmpuint (overtaken->len, ==, 0);
  g_clear_pointer (&overtaken, g_array_unref);
  overtaken = spt_db_list_due_refresh (self->db, "2027-03-02", &error);
  g_assert_cmpuint (overtaken->len, ==, 1);
  g_clear_pointer (&overtaken, g_array_unref);
  overtaken = spt_db_list_due_refresh (self->db, NULL, &error);
  g_assert_cmpuint (overtaken->len, ==, 1);

  g_assert_true (spt_db_set_plant_contract (self->db, id, NULL, NULL, "Anna", &error));
  without = spt_db_get_plant (self->db, id, &error);
  g_assert_cmpstr (spt_plant_get_row (without)->due_kind, ==, SPT_DUE_REPORT);
  g_assert_true (spt_db_restore_plant_contract (self->db, id, "Bruno", &error));
  g_assert_no_error (error);
  facts = spt_db_list_plant_facts (self->db, id, &error);
  g_assert_cmpuint (facts->len, ==, 3);
  g_assert_null (((SptDossierFact *) g_ptr_array_index (facts, 0))->before);
  g_assert_cmpstr (((SptDossierFact *) g_ptr_array_index (facts, 2))->after, ==, "2026-01-01/2026-12-31");
  g_assert_cmpstr (((SptDossierFact *) g_ptr_array_index (facts, 2))->who, ==, "Bruno");
}

/* A person says that it is there already, and takes that back as long as nothing was sent on it. */
static void
test_present (Dossiers      *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) facts = NULL;
  gint64 id = save_plant (self->db, 0, CODE, "Rossi", "<libretto/>", 0, 0);
  gint64 intervention;

  g_assert_false (spt_db_revoke_plant_present (self->db, id, "Anna", &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (spt_db_set_plant_present (self->db, id, "2024-05-01", "portale", "Anna", &error));
  assert_plant (self->db, id, SPT_STATE_DONE, SPT_PLANT_STAGE_PRESENT);
  g_assert_true (spt_db_revoke_plant_present (self->db, id, "Anna", &error));
  assert_plant (self->db, id, SPT_STATE_DRAFT, SPT_PLANT_STAGE_NEVER_SENT);
  g_assert_true (spt_db_set_plant_present (self->db, id, "2024-05-01", "portale", "Anna", &error));
  facts = spt_db_list_plant_facts (self->db, id, &error);
  g_assert_cmpuint (facts->len, ==, 3);
  g_assert_cmpstr (((SptDossierFact *) g_ptr_array_index (facts, 1))->kind, ==, "revoked");
  g_assert_cmpstr (((SptDossierFact *) g_ptr_array_index (facts, 2))->after, ==, "portale");

  intervention = add_intervention (self->db, id, "84", 0);
  prepare_intervention (self, intervention, "sample.84", id);
  g_assert_false (spt_db_revoke_plant_present (self->db, id, "Anna", &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
}

static void
test_remove (Dossiers      *self,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptDossier) dossier = NULL;
  g_autoptr (GArray) ids = NULL;
  SptListQuery query = { 0 };
  gint64 id = save_plant (self->db, 0, CODE, "Rossi", "<libretto/>", 0, 0);
  gint64 intervention = add_intervention (self->db, id, "84", 0);
  guint n;

  g_assert_true (spt_db_remove_plants (self->db, &id, 1, FALSE, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  assert_finds (self->db, "rossi", 0);
  g_assert_cmpint (spt_db_find_plant (self->db, CODE, 0, &error), ==, 0);
  ids = spt_db_query_list (self->db, &spt_interventions_kind, &query, NULL, &error);
  g_assert_cmpuint (ids->len, ==, 0);

  g_assert_true (spt_db_remove_plants (self->db, &id, 1, TRUE, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  assert_finds (self->db, "rossi", 1);
  g_clear_pointer (&ids, g_array_unref);
  query.plant_id = id;
  ids = spt_db_query_list (self->db, &spt_interventions_kind, &query, NULL, &error);
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, intervention);
  query.type = "9";
  g_clear_pointer (&ids, g_array_unref);
  ids = spt_db_query_list (self->db, &spt_interventions_kind, &query, NULL, &error);
  g_assert_cmpuint (ids->len, ==, 0);

  prepare_intervention (self, intervention, "sample.84", id);
  g_assert_true (spt_db_remove_plants (self->db, &id, 1, FALSE, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  dossier = spt_db_get_dossier (self->db, intervention, &error);
  g_assert_cmpint (spt_dossier_get_data (dossier)->plant_id, ==, id);
  assert_problem (self->db, NULL);
}

static gboolean
restore_cb (SptDb       *db,
            gint64       id,
            const char  *before,
            gpointer     user_data,
            GError     **error)
{
  save_plant (db, id, CODE, "Restored", before, 0, 0);

  return TRUE;
}

static void
test_undo (Dossiers      *self,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 old = save_plant (self->db, 0, CODE, "Rossi", "<before/>", 0, 0);
  gint64 import = spt_db_add_import (self->db, SPT_KIND_PLANTS, "librettos", &error);
  gint64 brought = save_plant (self->db, 0, "000000000002", "Verdi", "<new/>", 0, import);
  g_autofree char *doc = NULL;
  guint n_undone;
  guint n_kept;

  g_assert_no_error (error);
  save_plant (self->db, old, CODE, "Rossi", "<after/>", 0, 0);
  g_assert_true (spt_db_note_plant_undo (self->db, import, old, "<before/>", "<after/>", &error));
  {
    const SptListQuery query = { .import_id = import };

    g_assert_cmpuint (count_found (self->db, &query), ==, 2);
  }

  g_assert_true (spt_db_undo_plants (self->db, import, restore_cb, NULL, &n_undone, &n_kept, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_undone, ==, 2);
  g_assert_cmpuint (n_kept, ==, 0);
  doc = spt_db_get_plant_doc (self->db, old, NULL, &error);
  g_assert_cmpstr (doc, ==, "<before/>");
  g_assert_cmpint (spt_db_find_plant (self->db, "000000000002", 0, &error), ==, 0);
  g_assert_cmpint (brought, >, 0);
}

/* What was changed since stays, and so does what is on its way. */
static void
test_undo_kept (Dossiers      *self,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 import = spt_db_add_import (self->db, SPT_KIND_PLANTS, "librettos", &error);
  gint64 old = save_plant (self->db, 0, CODE, "Rossi", "<edited/>", 0, 0);
  gint64 brought;
  guint n_undone;
  guint n_kept;

  g_assert_true (spt_db_note_plant_undo (self->db, import, old, "<before/>", "<after/>", &error));
  brought = save_plant (self->db, 0, "000000000002", "Verdi", "<new/>", 0, import);
  prepare_intervention (self, add_intervention (self->db, brought, "9", 0), "sample.9", brought);
  g_assert_false (spt_db_undo_plants (self->db, import, restore_cb, NULL, &n_undone, &n_kept, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);

  import = spt_db_add_import (self->db, SPT_KIND_PLANTS, "more", &error);
  g_assert_true (spt_db_note_plant_undo (self->db, import, old, "<before/>", "<after/>", &error));
  g_assert_true (spt_db_undo_plants (self->db, import, restore_cb, NULL, &n_undone, &n_kept, &error));
  g_assert_cmpuint (n_kept, ==, 1);
}

/* The archive's own check finds what no reference of the tables does. */
static void
test_verify (Dossiers      *self,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = save_plant (self->db, 0, CODE, "Rossi", "<libretto/>", 0, 0);

  add_intervention (self->db, id, "9", 0);
  assert_problem (self->db, NULL);
  g_assert_true (spt_db_exec (self->db, &error, "UPDATE plant SET state = 'done' WHERE id = ?1", "i", id));
  assert_problem (self->db, "Plant 1 stands elsewhere than its interventions say");
  g_assert_true (spt_db_exec (self->db, &error, "UPDATE dossier SET plant_id = NULL", ""));
  assert_problem (self->db, "Intervention 1 is about no plant");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_TEST ("/store/plants/save", test_save);
  ADD_TEST ("/store/plants/state", test_state);
  ADD_TEST ("/store/plants/orders", test_orders);
  ADD_TEST ("/store/plants/parts", test_parts);
  ADD_TEST ("/store/plants/dues", test_dues);
  ADD_TEST ("/store/plants/contract", test_contract);
  ADD_TEST ("/store/plants/present", test_present);
  ADD_TEST ("/store/plants/remove", test_remove);
  ADD_TEST ("/store/plants/undo", test_undo);
  ADD_TEST ("/store/plants/undo-kept", test_undo_kept);
  ADD_TEST ("/store/plants/verify", test_verify);

  return g_test_run ();
}
