/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An archive with one account, for tests of dossiers, and what brings a dossier where it is needed. */
#include "config.h"

#include "dossiers.h"

void
set_up (Dossiers      *self,
        gconstpointer  data)
{
  fixture_init (&self->base);
  self->db = self->base.db;
  begin (self->db);
  self->account = add_account (self->db, "one");
}

void
tear_down (Dossiers      *self,
           gconstpointer  data)
{
  commit (self->db);
  spt_news_sum_clear (&self->sum);
  fixture_clear (&self->base);
}

gint64
save (SptDb      *db,
      gint64      id,
      const char *key,
      const char *next_operation,
      guint       n_errors,
      gint64      import_id)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  g_autofree char *doc = g_strdup_printf ("{\"key\":\"%s\",\"next\":\"%s\"}", key,
                                          next_operation != NULL ? next_operation : "");
  const SptDossierColumns columns = {
    .key = key,
    .name = "Rossi",
    .given_name = "Mario",
    .type = "FAM1",
    .detail = "OFFERTA-1",
    .place = "Roma",
    .next_operation = next_operation,
  };

  for (guint i = 0; i < n_errors; i++)
    {
      spt_issue_list_add (issues, SPT_ISSUE_ERROR, "voucher", "step-doubtful", 1, "attivazione",
                          "Sospesa", NULL);
      spt_issue_list_set_overridable (issues);
    }
  id = spt_db_save_dossier (db, SPT_KIND_VOUCHERS, id, doc, &columns, issues, import_id, 1, "Anna",
                            &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

gint64
prepare (SptDb      *db,
         gint64      account_id,
         const char *operation,
         gint64      dossier,
         GError    **error)
{
  const char *key = KEY;
  guint row = 1;
  SptNewSubmission submission = {
    .account_id = account_id,
    .service = "sample",
    .operation = operation,
    .lane = "account:1",
    .method = "POST",
    .path = "/x",
    .record_kind = SPT_KIND_VOUCHERS,
    .n_items = 1,
    .keys = &key,
    .rows = &row,
    .record_ids = &dossier,
  };

  submission.job_id = spt_db_add_job (db, "sample", operation, account_id, "A job", "Anna", error);

  return submission.job_id != 0 ? spt_db_add_submission (db, &submission, "Anna", error) : 0;
}

gint64
send_out (SptDb      *db,
          gint64      account_id,
          const char *operation,
          gint64      dossier)
{
  g_autoptr (GError) error = NULL;
  gint64 id = prepare (db, account_id, operation, dossier, &error);

  g_assert_no_error (error);
  spt_db_order_submission (db, id, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpint (spt_db_begin_attempt (db, id, &error), >, 0);
  g_assert_no_error (error);

  return id;
}

void
assert_standing (SptDb      *db,
                 gint64      id,
                 SptState    state,
                 const char *next_operation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (spt_state_to_string (spt_dossier_get_data (dossier)->state), ==,
                   spt_state_to_string (state));
  g_assert_cmpstr (spt_dossier_get_data (dossier)->next_operation, ==, next_operation);
}

void
apply (SptDb                *db,
       gint64                account_id,
       const SptDossierNews *news,
       gboolean              shared,
       SptNewsSum           *sum)
{
  g_autoptr (GError) error = NULL;

  spt_db_apply_news (db, SPT_KIND_VOUCHERS, account_id, news, 1, shared, sum, &error);
  g_assert_no_error (error);
}

void
answer (SptDb      *db,
        gint64      submission,
        const char *phase)
{
  g_autoptr (GError) error = NULL;
  const SptDossierNews news = { .key = KEY, .phase = phase, .stage = "asked" };

  spt_db_apply_answer (db, submission, &news, NULL, &error);
  g_assert_no_error (error);
}

void
assert_phase (SptDb      *db,
              gint64      id,
              const char *phase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (spt_dossier_get_data (dossier)->phase, ==, phase);
}

gint64
reserve (Dossiers *self)
{
  gint64 id = save (self->db, 0, KEY, "prenotazione", 0, 0);
  gint64 submission = send_out (self->db, self->account, "sample.prenotazione", id);

  change (self->db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  answer (self->db, submission, "Inviata");

  return id;
}

gint64
activate (Dossiers *self)
{
  g_auto (SptNewsSum) sum = { 0 };
  SptDossierNews news = { .key = KEY, .remote_id = "P1", .phase = "Attesa", .stage = "asked" };
  gint64 id = reserve (self);
  gint64 submission;

  apply (self->db, self->account, &news, FALSE, &sum);
  news.phase = "Prenotata";
  apply (self->db, self->account, &news, FALSE, &sum);
  submission = send_out (self->db, self->account, "sample.attivazione", id);
  change (self->db, submission, SPT_STATE_SENDING, SPT_STATE_DONE);
  answer (self->db, submission, "Attivata");
  assert_phase (self->db, id, "Attivata");

  return id;
}

void
assert_problem (SptDb      *db,
                const char *problem)
{
  g_autoptr (GError) error = NULL;
  SptVerifyResult result;

  g_assert_true (spt_db_verify (db, &result, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (result.problem, ==, problem);
  spt_verify_result_clear (&result);
}
