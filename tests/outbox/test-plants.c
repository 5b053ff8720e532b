/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants and their interventions: what a plant will be, the queue of each, what follows an acceptance, whoever says it. */
#include "config.h"

#include <string.h>

#include "desk.h"
#include "fake-plants.h"
#include "outbox/spt-plants.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-events.h"
#include "user-data.h"

#define CODE  "000000000001"
#define OTHER "000000000002"
#define MINUTE (60 * G_GINT64_CONSTANT (1000))

typedef struct
{
  Desk         *desk;
  gint64        id;
  gint64        plant_id;
  const char   *type;
  const char   *doc;
  gint64        now;
  gboolean      flag;
  guint         n;
  char         *text;
  SptIssueList *issues;
} Work;

static gint64
get_now (Desk *desk)
{
  return spt_clock_get_utc_ms (SPT_CLOCK (desk->clock));
}

static void
run (Desk         *desk,
     SptStoreFunc  func,
     Work         *work)
{
  g_autoptr (GError) error = NULL;

  work->desk = desk;
  work->now = get_now (desk);
  spt_store_run_sync (desk->store, SPT_STORE_WRITE, func, work, NULL, &error);
  g_assert_no_error (error);
}

static Desk *
plants_desk_new (void)
{
  Desk *desk = desk_new ();

  fake_plants_swap_set (TRUE);
  fake_plants_set_broken (FALSE);
  SPT_SERVICE_GET_CLASS (desk->service)->plants = &fake_plants_ops;

  return desk;
}

static gboolean
save_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;
  g_autoptr (SptXsd) xsd = spt_intervention_ref_xsd (work->type, error);
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));
  SptInterventionSave save = { .id = work->id, .plant_id = work->plant_id, .type = work->type, .who = "Anna" };

  g_clear_pointer (&work->issues, spt_issue_list_free);
  work->issues = spt_issue_list_new (0);
  if (!spt_record_read (record, work->doc, -1, error) ||
      !spt_intervention_save (db, &save, record, work->now, work->issues, error))
    return FALSE;
  work->id = save.id;
  work->plant_id = save.plant_id;

  return TRUE;
}

/* @plant_id 0 = found by its code, or new; @n_errors are expected. */
static gint64
add (Desk       *desk,
     gint64     *plant_id,
     const char *type,
     const char *code,
     const char *gt,
     guint       n_errors)
{
  g_autofree char *doc = fake_plants_dup_doc (type, code, gt, NULL);
  Work work = { .type = type, .doc = doc, .plant_id = plant_id != NULL ? *plant_id : 0 };

  run (desk, save_job, &work);
  g_assert_cmpuint (spt_issue_list_get_n_errors (work.issues), ==, n_errors);
  spt_issue_list_free (work.issues);
  if (plant_id != NULL)
    *plant_id = work.plant_id;

  return work.id;
}

static gboolean
row_job (SptDb         *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Work *work = data;
  g_autoptr (SptPlant) plant = spt_db_get_plant (db, work->plant_id, error);
  const SptPlantRow *row;
  SptVerifyResult result;

  if (plant == NULL)
    return FALSE;
  row = spt_plant_get_row (plant);
  work->text = g_strdup_printf ("%s %s %s [%s] %s", row->code, row->stage, spt_state_to_string (row->state),
                                row->generators, row->due_date != NULL ? row->due_date : "-");
  g_assert_true (spt_db_verify (db, &result, NULL, error));
  g_assert_cmpstr (result.problem, ==, NULL);
  spt_verify_result_clear (&result);

  return TRUE;
}

/* Code, stage, state, generators, next date; and the archive's own check finds nothing. */
static void
assert_plant (Desk       *desk,
              gint64      plant_id,
              const char *wanted)
{
  Work work = { .plant_id = plant_id };

  run (desk, row_job, &work);
  g_assert_cmpstr (work.text, ==, wanted);
  g_free (work.text);
}

static gboolean
state_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Work *work = data;
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, work->id, error);
  const SptDossierData *row;

  if (dossier == NULL)
    return FALSE;
  row = spt_dossier_get_data (dossier);
  work->text = g_strdup_printf ("%s %s%s%s", spt_state_to_string (row->state),
                                row->next_operation != NULL ? row->next_operation : "-",
                                *row->phase != '\0' ? " " : "", row->phase);

  return TRUE;
}

static void
assert_intervention (Desk       *desk,
                     gint64      id,
                     const char *wanted)
{
  Work work = { .id = id };

  run (desk, state_job, &work);
  g_assert_cmpstr (work.text, ==, wanted);
  g_free (work.text);
}

/* The submissions, in the order of their interventions; @wanted: (nullable): the code of what stops it. */
static GArray *
prepare (Desk         *desk,
         const gint64 *ids,
         guint         n_ids,
         gboolean      order,
         const char   *wanted)
{
  const SptPrepareOptions options = {
    .operation = "fake.9", .account_id = desk->account_id, .ids = ids, .n_ids = n_ids, .who = "Anna", .order = order,
    .any_operation = TRUE,
  };
  g_autoptr (GError) error = NULL;
  SptPrepareResult *result = spt_prepare (desk->store, &options, NULL, &error);
  GArray *submissions;

  g_assert_no_error (error);
  if (wanted == NULL)
    {
      g_assert_cmpuint (spt_issue_list_get_n_errors (result->issues), ==, 0);
      g_assert_cmpint (result->job_id, !=, 0);
    }
  else
    {
      gboolean is_said = FALSE;

      g_assert_cmpint (result->job_id, ==, 0);
      for (guint i = 0; i < spt_issue_list_get_n (result->issues); i++)
        is_said |= strcmp (spt_issue_list_get (result->issues, i)->code, wanted) == 0;
      g_assert_true (is_said);
    }
  submissions = g_array_ref (result->submissions);
  spt_prepare_result_free (result);

  return submissions;
}

static gint64
prepare_one (Desk   *desk,
             gint64  id)
{
  g_autoptr (GArray) submissions = prepare (desk, &id, 1, TRUE, NULL);

  return g_array_index (submissions, gint64, 0);
}

static void
refuse_one (Desk       *desk,
            gint64      id,
            const char *code)
{
  g_autoptr (GArray) none = prepare (desk, &id, 1, TRUE, code);

  g_assert_cmpuint (none->len, ==, 0);
}

static void
script (Desk           *desk,
        SptOutcomeKind  kind,
        const char     *code)
{
  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (kind, code));
}

static void
wait_done (Desk   *desk,
           gint64  submission)
{
  desk_wait_state (desk, submission, SPT_STATE_DONE, 10 * MINUTE);
}

static gboolean is_held; /* of the last get_reason() */

static gboolean
reason_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Work *work = data;

  return spt_db_get_queue_reason (db, work->id, &work->plant_id, error) &&
         spt_db_is_held (db, work->id, &work->flag, error);
}

static gint64
get_reason (Desk   *desk,
            gint64  submission)
{
  Work work = { .id = submission };

  run (desk, reason_job, &work);
  /* Where a person has to do something the command line does not wait. */
  g_assert_true (work.plant_id != 0 || !work.flag);
  is_held = work.flag;

  return work.plant_id;
}

/* A plant that the register has, with GT1. */
static gint64
send_first (Desk       *desk,
            const char *code)
{
  gint64 plant = 0;
  gint64 id = add (desk, &plant, "9", code, "1", 0);

  script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  wait_done (desk, prepare_one (desk, id));

  return plant;
}

/* --- tests ------------------------------------------------------------------------------------------- */

/* The boiler and the report on it are both prepared on one afternoon, and leave in their order. */
static void
test_projection (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  gint64 plant = 0;
  gint64 ids[3];
  g_autoptr (GArray) submissions = NULL;

  ids[0] = add (desk, &plant, "9", CODE, "1", 0);
  assert_plant (desk, plant, CODE " never-sent ready [GT1] -");
  ids[1] = add (desk, &plant, "10", CODE, "2", 0);
  ids[2] = add (desk, &plant, "84", CODE, "2", 0);
  add (desk, &plant, "84", CODE, "3", 1); /* there will be no GT3 */
  assert_plant (desk, plant, CODE " never-sent ready [GT1] 2026-04-01");

  submissions = prepare (desk, ids, 3, TRUE, NULL);
  g_assert_cmpuint (submissions->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  desk_start (desk);
  wait_done (desk, g_array_index (submissions, gint64, 0));
  wait_done (desk, g_array_index (submissions, gint64, 1));
  wait_done (desk, g_array_index (submissions, gint64, 2));
  assert_plant (desk, plant, CODE " active to-fix [GT1, GT2] 2026-04-01");
  assert_intervention (desk, ids[2], "done - accepted");
}

typedef struct
{
  Desk   *desk;
  GArray *submissions; /* borrowed */
  GArray *ids;         /* borrowed */
} Order;

static gboolean
order_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Order *order = data;

  for (guint i = 0; i < order->ids->len; i++)
    {
      gint64 id = g_array_index (order->ids, gint64, i);

      if (spt_db_find_open_submission (db, SPT_KIND_INTERVENTIONS, id, error) !=
          g_array_index (order->submissions, gint64, i))
        return FALSE;
    }

  return TRUE;
}

/* Many plants in one order, each with a report on a boiler that stands before it: they are read ahead, and nobody can
 * tell. */
static void
test_many (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) submissions = NULL;
  g_autoptr (GError) error = NULL;
  Order order = { desk, NULL, ids };

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *code = g_strdup_printf ("%012u", 100 + i);
      gint64 plant = 0;
      gint64 id = add (desk, &plant, "9", code, "1", 0);

      g_array_append_val (ids, id);
      for (guint j = 0; j < i % 3; j++)
        {
          id = add (desk, &plant, j == 0 ? "10" : "84", code, "2", 0);
          g_array_append_val (ids, id);
        }
    }
  {
    /* One that may not leave in the middle: nothing does. */
    gint64 plant = 0;
    gint64 bad = add (desk, &plant, "84", OTHER, "1", 2);

    g_array_insert_val (ids, ids->len / 2, bad);
    submissions = prepare (desk, (const gint64 *) (gpointer) ids->data, ids->len, TRUE, "E-PRIMO-INVIO");
    g_assert_cmpuint (submissions->len, ==, 0);
    g_clear_pointer (&submissions, g_array_unref);
    for (guint i = 0; i < ids->len; i++)
      {
        if (g_array_index (ids, gint64, i) == bad)
          g_array_remove_index (ids, i--);
      }
  }
  submissions = prepare (desk, (const gint64 *) (gpointer) ids->data, ids->len, TRUE, NULL);
  g_assert_cmpuint (submissions->len, ==, ids->len);
  order.submissions = submissions;
  spt_store_run_sync (desk->store, SPT_STORE_READ, order_job, &order, NULL, &error);
  g_assert_no_error (error);
}

/* Nothing of a plant that was never sent leaves but what begins it, whoever names it. */
static void
test_first_submission (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  gint64 plant = 0;
  gint64 first = add (desk, &plant, "9", CODE, "1", 0);
  gint64 report = add (desk, &plant, "84", CODE, "1", 0);
  g_autoptr (GArray) both = NULL;

  refuse_one (desk, report, "E-PRIMO-INVIO");
  assert_intervention (desk, report, "ready 84");
  both = prepare (desk, (gint64[]) { report, first }, 2, FALSE, NULL); /* the queue's order, not the list's */
  g_assert_cmpuint (both->len, ==, 2);
  g_assert_cmpint (get_reason (desk, g_array_index (both, gint64, 0)), ==, 0);
  g_assert_cmpint (get_reason (desk, g_array_index (both, gint64, 1)), ==, first);
}

/* What stands behind a refused one waits, other plants go on; corrected it goes before those that wait. */
static void
test_refused (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  gint64 plant = 0, other = 0;
  gint64 ids[3];
  gint64 correction;
  g_autoptr (GArray) submissions = NULL;
  g_autofree char *doc = fake_plants_dup_doc ("9", CODE, "1 2", NULL);
  Work work = { 0 };

  ids[0] = add (desk, &plant, "9", CODE, "1", 0);
  ids[1] = add (desk, &plant, "84", CODE, "1", 0);
  ids[2] = add (desk, &other, "9", OTHER, "1", 0);
  g_assert_cmpint (plant, !=, other);
  submissions = prepare (desk, ids, 3, TRUE, NULL);
  script (desk, SPT_OUTCOME_REFUSED, "E-X");
  script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  desk_start (desk);
  desk_wait_state (desk, g_array_index (submissions, gint64, 0), SPT_STATE_REFUSED, 10 * MINUTE);
  wait_done (desk, g_array_index (submissions, gint64, 2));
  desk_settle_down (desk);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 2);
  g_assert_cmpint (desk_get_state (desk, g_array_index (submissions, gint64, 1)), ==, SPT_STATE_READY);
  g_assert_cmpint (get_reason (desk, g_array_index (submissions, gint64, 1)), ==, ids[0]);
  g_assert_true (is_held);
  assert_plant (desk, plant, CODE " never-sent refused [GT1] 2026-04-01");
  assert_plant (desk, other, OTHER " active done [GT1] -");

  /* Corrected, but not sent again: still in the way. */
  work = (Work) { .id = ids[0], .doc = doc, .type = "9" };
  run (desk, save_job, &work);
  spt_issue_list_free (work.issues);
  assert_intervention (desk, ids[0], "ready 9");
  g_assert_cmpint (get_reason (desk, g_array_index (submissions, gint64, 1)), ==, ids[0]);

  script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  correction = prepare_one (desk, ids[0]);
  wait_done (desk, correction);
  wait_done (desk, g_array_index (submissions, gint64, 1));
  assert_plant (desk, plant, CODE " active done [GT1, GT2] 2028-03-01");
}

/* An outcome that nobody knows holds what is behind it until somebody says what they saw; that applies it once. */
static void
test_uncertain (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  g_autoptr (GError) error = NULL;
  gint64 plant = 0;
  gint64 ids[2];
  g_autoptr (GArray) submissions = NULL;

  ids[0] = add (desk, &plant, "9", CODE, "1", 0);
  ids[1] = add (desk, &plant, "10", CODE, "2", 0);
  submissions = prepare (desk, ids, 2, TRUE, NULL);
  script (desk, SPT_OUTCOME_UNKNOWN, "timeout");
  desk_start (desk);
  desk_wait_state (desk, g_array_index (submissions, gint64, 0), SPT_STATE_UNCERTAIN, 10 * MINUTE);
  desk_settle_down (desk);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);
  g_assert_cmpint (get_reason (desk, g_array_index (submissions, gint64, 1)), ==, ids[0]);
  assert_plant (desk, plant, CODE " never-sent uncertain [GT1] -");

  script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  spt_decide (desk->store, g_array_index (submissions, gint64, 0), "accepted", "seen in the portal", "Anna", &error);
  g_assert_no_error (error);
  wait_done (desk, g_array_index (submissions, gint64, 1));
  assert_plant (desk, plant, CODE " active done [GT1, GT2] -");
}

/* Not sent, and then withdrawn by a person: what is behind goes on without it. */
static void
test_not_sent (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  gint64 plant;
  gint64 ids[2];
  g_autoptr (GArray) submissions = NULL;

  desk_start (desk);
  plant = send_first (desk, CODE);
  ids[0] = add (desk, &plant, "84", CODE, "1", 0);
  ids[1] = add (desk, &plant, "84", CODE, "1", 0);
  script (desk, SPT_OUTCOME_NOT_SENT, "document-too-large");
  submissions = prepare (desk, ids, 2, TRUE, NULL);
  desk_wait_state (desk, g_array_index (submissions, gint64, 0), SPT_STATE_NOT_SENT, 10 * MINUTE);
  desk_settle_down (desk);
  g_assert_cmpint (desk_get_state (desk, g_array_index (submissions, gint64, 1)), ==, SPT_STATE_READY);
  script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  desk_cancel (desk, g_array_index (submissions, gint64, 0));
  wait_done (desk, g_array_index (submissions, gint64, 1));
  assert_intervention (desk, ids[0], "ready 84");
}

/* One that waits can be taken back itself; what waits for nobody else goes on. */
static void
test_cancel_waiting (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  gint64 plant = 0;
  gint64 ids[3];
  g_autoptr (GArray) submissions = NULL;

  for (guint i = 0; i < 3; i++)
    ids[i] = add (desk, &plant, i == 0 ? "9" : "84", CODE, "1", 0);
  submissions = prepare (desk, ids, 3, TRUE, NULL);
  desk_cancel (desk, g_array_index (submissions, gint64, 1));
  assert_intervention (desk, ids[1], "ready 84");
  g_assert_cmpint (get_reason (desk, g_array_index (submissions, gint64, 2)), ==, ids[0]);
  g_assert_false (is_held);
  script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  desk_start (desk);
  wait_done (desk, g_array_index (submissions, gint64, 2));
}

static gboolean
abandon_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Work *work = data;

  return spt_intervention_abandon (db, work->id, work->flag, "Anna", work->now, error);
}

/* Refused for good: a person takes it out of the queue, and it stays as history. */
static void
test_abandon (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  gint64 plant;
  gint64 ids[2];
  g_autoptr (GArray) submissions = NULL;
  Work work = { 0 };

  desk_start (desk);
  plant = send_first (desk, CODE);
  ids[0] = add (desk, &plant, "10", CODE, "2", 0);
  ids[1] = add (desk, &plant, "84", CODE, "1", 0);
  script (desk, SPT_OUTCOME_REFUSED, "E-X");
  submissions = prepare (desk, ids, 2, TRUE, NULL);
  desk_wait_state (desk, g_array_index (submissions, gint64, 0), SPT_STATE_REFUSED, 10 * MINUTE);
  work.id = ids[0];
  run (desk, abandon_job, &work);
  assert_intervention (desk, ids[0], "refused 10 abandoned");
  g_assert_cmpint (get_reason (desk, g_array_index (submissions, gint64, 1)), ==, 0);
  work.flag = TRUE;
  run (desk, abandon_job, &work);
  g_assert_cmpint (get_reason (desk, g_array_index (submissions, gint64, 1)), ==, ids[0]);
  work.flag = FALSE;
  script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  run (desk, abandon_job, &work);
  wait_done (desk, g_array_index (submissions, gint64, 1));
  assert_plant (desk, plant, CODE " active done [GT1] 2028-03-01");
}

/* Killed between the bytes and the answer: uncertain, and what is behind waits after the restart as before. */
static void
test_killed (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  gint64 plant = 0;
  gint64 ids[2];
  g_autoptr (GArray) submissions = NULL;

  ids[0] = add (desk, &plant, "9", CODE, "1", 0);
  ids[1] = add (desk, &plant, "84", CODE, "1", 0);
  submissions = prepare (desk, ids, 2, TRUE, NULL);
  fake_service_script (desk->service, SPT_CALL_SEND, NULL);
  desk_start (desk);
  desk_wait_state (desk, g_array_index (submissions, gint64, 0), SPT_STATE_SENDING, MINUTE);
  assert_plant (desk, plant, CODE " never-sent sending [GT1] 2026-04-01");
  desk_crash (desk);
  fake_service_release (desk->service, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_start (desk);
  desk_wait_state (desk, g_array_index (submissions, gint64, 0), SPT_STATE_UNCERTAIN, MINUTE);
  desk_settle_down (desk);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);
  g_assert_cmpint (get_reason (desk, g_array_index (submissions, gint64, 1)), ==, ids[0]);
  assert_plant (desk, plant, CODE " never-sent uncertain [GT1] 2026-04-01");
}

static gboolean
present_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Work *work = data;

  return work->flag
         ? spt_plants_revoke_present (db, &work->plant_id, 1, "Anna", work->now, &work->n, error)
         : spt_plants_mark_present (db, &work->plant_id, 1, "2024-01-01", "portale", "Anna", work->now, &work->n, error);
}

/* What other software sent counts as the first submission, until a person takes that back. */
static void
test_present (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  gint64 plant = 0;
  gint64 report = add (desk, &plant, "84", CODE, NULL, 1);
  Work work = { .plant_id = plant };

  assert_intervention (desk, report, "to-fix 84");
  run (desk, present_job, &work);
  g_assert_cmpuint (work.n, ==, 1);
  assert_intervention (desk, report, "ready 84");
  run (desk, present_job, &work);
  g_assert_cmpuint (work.n, ==, 0);
  work.flag = TRUE;
  run (desk, present_job, &work);
  g_assert_cmpuint (work.n, ==, 1);
  assert_intervention (desk, report, "to-fix 84");
  work.flag = FALSE;
  run (desk, present_job, &work);
  desk_start (desk);
  script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  wait_done (desk, prepare_one (desk, report));
  work.flag = TRUE;
  run (desk, present_job, &work);
  g_assert_cmpuint (work.n, ==, 0);
  assert_plant (desk, plant, CODE " active done [] 2028-03-01");
}

static gboolean
pending_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Work *work = data;

  return spt_plant_apply_pending (db, work->plant_id, work->now, error);
}

/* Accepted is accepted, also where the libretto cannot take it in now; that is made good later. */
static void
test_not_applied (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  gint64 plant;
  gint64 id;
  Work work = { 0 };

  desk_start (desk);
  plant = send_first (desk, CODE);
  id = add (desk, &plant, "10", CODE, "2", 0);
  script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  {
    gint64 submission = prepare_one (desk, id);

    fake_plants_set_broken (TRUE);
    g_test_expect_message ("spt-plants-follow", G_LOG_LEVEL_WARNING, "*was accepted and is not in the libretto*");
    wait_done (desk, submission);
    g_test_assert_expected_messages ();
  }
  assert_plant (desk, plant, CODE " active done [GT1] -");
  assert_intervention (desk, id, "done - accepted");
  fake_plants_set_broken (FALSE);
  work.plant_id = plant;
  for (guint i = 0; i < 2; i++)
    run (desk, pending_job, &work);
  assert_plant (desk, plant, CODE " active done [GT1, GT2] -");
}

static gboolean
load_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = spt_intervention_load (db, work->id, &xsd, NULL, error);

  if (record == NULL)
    return FALSE;
  work->text = spt_record_dup_doc (record);

  return TRUE;
}

/* What the set in force does not have is there still, and leaves with the rest once it has it again. */
static void
test_swapped_set (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  g_autofree char *doc = fake_plants_dup_doc ("9", CODE, "1", "<nuovo>tenuto</nuovo>");
  Work work = { .type = "9", .doc = doc };
  gint64 id;

  run (desk, save_job, &work);
  spt_issue_list_free (work.issues);
  id = work.id;
  fake_plants_swap_set (FALSE);
  work = (Work) { .id = id };
  run (desk, load_job, &work);
  g_assert_nonnull (strstr (work.text, "<nuovo"));
  /* Saved with the set that does not have it. */
  work.doc = work.text;
  work.type = "9";
  run (desk, save_job, &work);
  g_assert_cmpuint (spt_issue_list_get_n_errors (work.issues), >, 0);
  spt_issue_list_free (work.issues);
  g_free (work.text);

  fake_plants_swap_set (TRUE);
  script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  desk_start (desk);
  wait_done (desk, prepare_one (desk, id));
  g_assert_nonnull (strstr (fake_service_get_body (desk->service), "tenuto"));
}

static gboolean
local_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Work *work = data;

  return spt_intervention_apply_local (db, work->id, "Anna", work->now, error);
}

/* A correction that is sent nowhere holds when a person says so, and is history then. */
static void
test_local (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *doc = fake_plants_dup_doc ("9", CODE, "1 2", NULL);
  gint64 plant;
  Work work = { 0 };

  desk_start (desk);
  plant = send_first (desk, CODE);
  work = (Work) { .type = SPT_INTERVENTION_LOCAL, .doc = doc, .plant_id = plant };
  run (desk, save_job, &work);
  spt_issue_list_free (g_steal_pointer (&work.issues));
  assert_intervention (desk, work.id, "ready -");
  assert_plant (desk, plant, CODE " active ready [GT1] -");
  refuse_one (desk, work.id, "not-prepared");
  run (desk, local_job, &work);
  assert_intervention (desk, work.id, "done - applied");
  assert_plant (desk, plant, CODE " active done [GT1, GT2] -");
  g_assert_false (spt_store_run_sync (desk->store, SPT_STORE_WRITE, local_job, &work, NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
}

/* "Correct and send again" of what was refused: the document as it is now, before what waits for it. */
static void
test_resend (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  g_autoptr (GError) error = NULL;
  gint64 plant;
  gint64 ids[2];
  g_autoptr (GArray) submissions = NULL;
  g_autoptr (GArray) again = NULL;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autofree char *doc = fake_plants_dup_doc ("10", CODE, "2 3", NULL);
  Work work = { 0 };

  desk_start (desk);
  plant = send_first (desk, CODE);
  ids[0] = add (desk, &plant, "10", CODE, "2", 0);
  ids[1] = add (desk, &plant, "84", CODE, "2", 0);
  script (desk, SPT_OUTCOME_REFUSED, "E-X");
  submissions = prepare (desk, ids, 2, TRUE, NULL);
  desk_wait_state (desk, g_array_index (submissions, gint64, 0), SPT_STATE_REFUSED, 10 * MINUTE);
  work = (Work) { .id = ids[0], .doc = doc, .type = "10" };
  run (desk, save_job, &work);
  spt_issue_list_free (work.issues);
  script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  script (desk, SPT_OUTCOME_ACCEPTED, NULL);
  again = spt_resend_failed (desk->store, g_array_index (submissions, gint64, 0), TRUE, FALSE, TRUE, "Anna", issues,
                             &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 1);
  wait_done (desk, g_array_index (again, gint64, 0));
  wait_done (desk, g_array_index (submissions, gint64, 1));
  assert_plant (desk, plant, CODE " active done [GT1, GT2, GT3] 2028-03-01");
}

static void
gather_step (const SptStep *step,
             gpointer       user_data)
{
  Work *work = user_data;
  char *text = g_strdup_printf ("%s%s%s", work->text != NULL ? work->text : "", step->operation,
                                step->kind == SPT_STEP_CLOSED ? "- " : "+ ");

  g_free (work->text);
  work->text = text;
}

static gboolean
begin_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Work *work = data;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;

  if (!spt_plant_list_steps (db, work->plant_id, NULL, gather_step, work, error))
    return FALSE;
  g_assert_cmpstr (work->text, ==, work->doc);
  g_clear_pointer (&work->text, g_free);
  record = spt_intervention_begin (db, work->plant_id, work->type, NULL, work->now, &xsd, error);
  if (record == NULL)
    return FALSE;
  work->text = spt_record_dup_plain (record);

  return TRUE;
}

/* What is begun has in it what is planned before it, and the steps are those that will be there then. */
static void
test_begin (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  gint64 plant = 0;
  Work work = { .type = "9", .doc = "fake.9+ fake.10- fake.84- fake.8- " };

  run (desk, begin_job, &work);
  g_assert_cmpstr (work.text, ==, "{\"api\":\"9\"}");
  g_clear_pointer (&work.text, g_free);
  add (desk, &plant, "9", CODE, "1", 0);
  add (desk, &plant, "10", CODE, "2", 0);
  work = (Work) { .type = "84", .plant_id = plant, .doc = "fake.9- fake.10+ fake.84+ fake.8+ " };
  run (desk, begin_job, &work);
  g_assert_cmpstr (work.text, ==, "{\"api\":\"84\",\"codice\":\"" CODE "\",\"nome\":\"Rossi\",\"gt\":["
                   "{\"numero\":\"1\",\"matricola\":\"M1\"},{\"numero\":\"2\",\"matricola\":\"M2\"}]}");
  g_free (work.text);
}

static gboolean
other_account_job (SptDb         *db,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  Work *work = data;
  g_autoptr (SptAccount) account = spt_account_new ("fake", "other", SPT_ENVIRONMENT_TEST);

  g_object_set (account, "base-url", "https://other.example", NULL);
  if (!spt_db_save_account (db, account, error))
    return FALSE;
  work->id = spt_account_get_id (account);

  return TRUE;
}

static gboolean
copy_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;

  work->n = spt_plant_copy (db, work->plant_id, work->id, "Anna", work->now, error) != 0;

  return work->n > 0;
}

/* A plant goes with the account of the first thing that was prepared of it; another has a copy. */
static void
test_account (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  g_autoptr (GError) error = NULL;
  gint64 plant;
  gint64 id;
  Work work = { 0 };

  desk_start (desk);
  plant = send_first (desk, CODE);
  id = add (desk, &plant, "84", CODE, "1", 0);
  {
    const SptPrepareOptions options = { .operation = "fake.84", .account_id = desk->account_id, .who = "Anna",
                                        .dry_run = TRUE };
    SptPrepareResult *result = spt_prepare (desk->store, &options, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (result->n_requests, ==, 1); /* all that is ready, and nothing is kept */
    spt_prepare_result_free (result);
  }
  assert_intervention (desk, id, "ready 84");

  /* With another account it does not leave; a copy is new there. */
  run (desk, other_account_job, &work);
  {
    gint64 other = work.id, own = desk->account_id;

    desk->account_id = other;
    refuse_one (desk, id, "plant-other-account");
    desk->account_id = own;
    work = (Work) { .plant_id = plant, .id = other };
    run (desk, copy_job, &work);
    assert_plant (desk, plant + 1, CODE " never-sent draft [GT1] -");
  }
  work = (Work) { .plant_id = plant, .id = desk->account_id, .desk = desk, .now = get_now (desk) };
  g_assert_false (spt_store_run_sync (desk->store, SPT_STORE_WRITE, copy_job, &work, NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
}

static gboolean
libretto_job (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Work *work = data;

  g_clear_pointer (&work->issues, spt_issue_list_free);
  work->issues = spt_issue_list_new (0);
  work->plant_id = spt_plant_save_libretto (db, 0, work->doc, strlen (work->doc), 0, 0, 0, "Anna", work->now, work->issues,
                                            &work->flag, error);

  return work->plant_id != 0;
}

/* A libretto from elsewhere finds its plant by the code, and says nothing about whether the register has it. */
static void
test_libretto (void)
{
  g_autoptr (Desk) desk = plants_desk_new ();
  g_autofree char *doc = fake_plants_dup_doc ("9", CODE, "1", NULL);
  g_autofree char *again = fake_plants_dup_doc ("9", CODE, "2", NULL);
  Work work = { .doc = doc };
  gint64 plant;

  run (desk, libretto_job, &work);
  g_assert_true (work.flag);
  plant = work.plant_id;
  assert_plant (desk, plant, CODE " never-sent draft [GT1] -");
  work.doc = again;
  run (desk, libretto_job, &work);
  g_assert_false (work.flag);
  g_assert_cmpint (work.plant_id, ==, plant);
  assert_plant (desk, plant, CODE " never-sent draft [GT2] -");
  spt_issue_list_free (work.issues);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  user_data_init ();

  g_test_add_func ("/outbox/plants/projection", test_projection);
  g_test_add_func ("/outbox/plants/many", test_many);
  g_test_add_func ("/outbox/plants/first-submission", test_first_submission);
  g_test_add_func ("/outbox/plants/refused", test_refused);
  g_test_add_func ("/outbox/plants/uncertain", test_uncertain);
  g_test_add_func ("/outbox/plants/not-sent", test_not_sent);
  g_test_add_func ("/outbox/plants/cancel-waiting", test_cancel_waiting);
  g_test_add_func ("/outbox/plants/abandon", test_abandon);
  g_test_add_func ("/outbox/plants/killed", test_killed);
  g_test_add_func ("/outbox/plants/present", test_present);
  g_test_add_func ("/outbox/plants/not-applied", test_not_applied);
  g_test_add_func ("/outbox/plants/swapped-set", test_swapped_set);
  g_test_add_func ("/outbox/plants/local", test_local);
  g_test_add_func ("/outbox/plants/resend", test_resend);
  g_test_add_func ("/outbox/plants/begin", test_begin);
  g_test_add_func ("/outbox/plants/account", test_account);
  g_test_add_func ("/outbox/plants/libretto", test_libretto);

  return g_test_run ();
}
