/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every statement of every write fails once: afterwards the archive is as it was, to the byte,
 * and the next try works. */
#include "config.h"

#include "fixture.h"

/* What the writes below work on; made once for each. */
typedef struct
{
  gint64 account;
  gint64 spare_account;
  gint64 positions[6];
  gint64 import;
  gint64 ready;    /* positions 0 and 1 */
  gint64 sending;  /* position 2 */
  gint64 attempt;
  gint64 waiting;  /* position 3 */
  gint64 not_sent; /* position 4 */
} World;

typedef gboolean (*WriteFunc) (SptDb        *db,
                               const World  *world,
                               GError      **error);

static void
make_world (SptDb *db,
            World *world)
{
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;

  begin (db);
  world->account = add_account (db, "comune");
  world->spare_account = add_account (db, "spare");
  world->import = spt_db_add_import (db, SPT_RECORD_POSITIONS, "x.csv", &error);
  for (guint i = 0; i < 5; i++)
    world->positions[i] = add_position (db, i + 1, 0, 0);
  world->positions[5] = add_position (db, 6, 1, world->import);
  world->ready = add_submission (db, world->account, "sample.create", world->positions, 2);
  world->sending = add_submission (db, world->account, "sample.create", world->positions + 2, 1);
  world->waiting = add_submission (db, world->account, "sample.create", world->positions + 3, 1);
  world->not_sent = add_submission (db, world->account, "sample.create", world->positions + 4, 1);
  spt_db_order_submission (db, world->sending, "Anna", &error);
  g_assert_no_error (error);
  world->attempt = spt_db_begin_attempt (db, world->sending, &error);
  g_assert_no_error (error);
  spt_db_order_submission (db, world->waiting, "Anna", &error);
  spt_db_begin_attempt (db, world->waiting, &error);
  g_assert_no_error (error);
  change (db, world->waiting, SPT_STATE_SENDING, SPT_STATE_WAITING);
  change (db, world->not_sent, SPT_STATE_READY, SPT_STATE_NOT_SENT);
  commit (db);
  while (more)
    {
      begin (db);
      g_assert_true (spt_search_index_some (db, 100, &more, &error));
      commit (db);
    }
}

static gboolean
write_account (SptDb        *db,
               const World  *world,
               GError      **error)
{
  g_autoptr (SptAccount) account = spt_account_new ("sample", "third", SPT_ENVIRONMENT_TEST);

  return spt_db_save_account (db, account, error);
}

static gboolean
write_remove_account (SptDb        *db,
                      const World  *world,
                      GError      **error)
{
  return spt_db_remove_account (db, world->spare_account, NULL, error);
}

static gboolean
write_note_test (SptDb        *db,
                 const World  *world,
                 GError      **error)
{
  return spt_db_note_account_test (db, world->account, "tls", error) &&
         spt_db_note_account_success (db, world->account, error);
}

static gboolean
write_setting (SptDb        *db,
               const World  *world,
               GError      **error)
{
  return spt_db_set_setting (db, SPT_SETTING_STOPPED, "1", error);
}

static gboolean
write_event (SptDb        *db,
             const World  *world,
             GError      **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("note", 4);
  gint64 payload = spt_db_add_payload (db, bytes, error);

  return payload != 0 &&
         spt_db_add_event (db, "decision", world->ready, 0, payload, "Anna", "seen", error);
}

static gboolean
save (SptDb   *db,
      gint64   id,
      gint64   import_id,
      GError **error)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  const SptPositionColumns columns = { .iupd = "new", .debtor_name = "Somebody new", .amount = 1 };

  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "sample", "a", 1, NULL, NULL, NULL);
  spt_issue_list_set_overridable (issues);
  spt_issue_list_add (issues, SPT_ISSUE_WARNING, "sample", "b", 1, NULL, NULL, NULL);

  return spt_db_save_position (db, id, "{\"new\":1}", &columns, issues, import_id, 1, "Anna",
                               error) != 0;
}

static gboolean
write_new_position (SptDb        *db,
                    const World  *world,
                    GError      **error)
{
  return save (db, 0, 0, error);
}

static gboolean
write_imported_position (SptDb        *db,
                         const World  *world,
                         GError      **error)
{
  gint64 import = spt_db_add_import (db, SPT_RECORD_POSITIONS, "y.csv", error);

  return import != 0 && save (db, 0, import, error) && save (db, 0, import, error) &&
         spt_db_finish_import (db, import, 0, 2, 0, error);
}

static gboolean
write_edited_position (SptDb        *db,
                       const World  *world,
                       GError      **error)
{
  return save (db, world->positions[5], 0, error);
}

static gboolean
write_removed_position (SptDb        *db,
                        const World  *world,
                        GError      **error)
{
  return spt_db_remove_positions (db, world->positions, 6, FALSE, NULL, error);
}

static gboolean
write_override (SptDb        *db,
                const World  *world,
                GError      **error)
{
  return spt_db_override_position_issue (db, world->positions[5], "debtor-code-check", "fiscalCode",
                                         "DGSNCL80A01F205X", "seen", "Anna",
                                         error);
}

static gboolean
write_undo_import (SptDb        *db,
                   const World  *world,
                   GError      **error)
{
  return spt_db_undo_import (db, world->import, NULL, error);
}

static gboolean
write_submission (SptDb        *db,
                  const World  *world,
                  GError      **error)
{
  return try_submission (db, world->account, "sample.create", world->positions + 5, 1, error) != 0;
}

static gboolean
write_order (SptDb        *db,
             const World  *world,
             GError      **error)
{
  return spt_db_order_submission (db, world->ready, "Anna", error);
}

static gboolean
write_order_not_sent (SptDb        *db,
                      const World  *world,
                      GError      **error)
{
  return spt_db_order_submission (db, world->not_sent, "Anna", error);
}

static gboolean
write_attempt (SptDb        *db,
               const World  *world,
               GError      **error)
{
  return spt_db_order_submission (db, world->ready, "Anna", error) &&
         spt_db_begin_attempt (db, world->ready, error) != 0;
}

static gboolean
write_cancel (SptDb        *db,
              const World  *world,
              GError      **error)
{
  return spt_db_cancel_submission (db, world->ready, FALSE, "Anna", error);
}

static gboolean
write_stop_following (SptDb        *db,
                      const World  *world,
                      GError      **error)
{
  return spt_db_cancel_submission (db, world->waiting, TRUE, "Anna", error);
}

static gboolean
write_answer (SptDb        *db,
              const World  *world,
              GError      **error)
{
  g_autoptr (GBytes) exchange = g_bytes_new_static ("POST", 4);
  g_autoptr (GBytes) report = g_bytes_new_static ("{}", 2);
  const SptItemChange item = { "K1", SPT_STATE_DONE, NULL, NULL };
  const SptStateChange answer = {
    .expected = SPT_STATE_SENDING, .state = SPT_STATE_PARTLY_DONE, .attempt_id = world->attempt,
    .outcome = "accepted", .exchange = exchange,
    .report = report, .items = &item, .n_items = 1, .rest_state = SPT_STATE_UNCERTAIN,
    .rest_code = "not-in-report",
    .event_kind = "answer", .event_text = "accepted", .set_remote_id = TRUE, .remote_id = "F-1",
  };

  return spt_db_change_submission (db, world->sending, &answer, NULL, error);
}

static gboolean
write_look (SptDb        *db,
            const World  *world,
            GError      **error)
{
  SptStateChange look = { .expected = SPT_STATE_WAITING, .state = SPT_STATE_WAITING,
                          .outcome = "pending", .count_poll = TRUE };

  look.attempt_id = spt_db_begin_look (db, world->waiting, "poll", error);

  return look.attempt_id != 0 && spt_db_change_submission (db, world->waiting, &look, NULL, error);
}

static gboolean
write_recover (SptDb        *db,
               const World  *world,
               GError      **error)
{
  return spt_db_recover_sending (db, NULL, error) >= 0;
}

static gboolean
write_clear_not_before (SptDb        *db,
                        const World  *world,
                        GError      **error)
{
  return spt_db_clear_not_before (db, error);
}

static gboolean
write_rebuild_search (SptDb        *db,
                      const World  *world,
                      GError      **error)
{
  return spt_db_rebuild_search (db, error);
}

static gboolean
write_erase (SptDb        *db,
             const World  *world,
             GError      **error)
{
  return spt_db_cancel_submission (db, world->ready, FALSE, "Anna", error) &&
         spt_db_erase_payload (db, 1, error);
}

static const struct
{
  const char *name;
  WriteFunc   func;
} writes[] = {
  { "account", write_account },
  { "remove-account", write_remove_account },
  { "note-test", write_note_test },
  { "setting", write_setting },
  { "event", write_event },
  { "new-position", write_new_position },
  { "imported-position", write_imported_position },
  { "edited-position", write_edited_position },
  { "removed-position", write_removed_position },
  { "override", write_override },
  { "undo-import", write_undo_import },
  { "submission", write_submission },
  { "order", write_order },
  { "order-not-sent", write_order_not_sent },
  { "attempt", write_attempt },
  { "cancel", write_cancel },
  { "stop-following", write_stop_following },
  { "answer", write_answer },
  { "look", write_look },
  { "recover", write_recover },
  { "clear-not-before", write_clear_not_before },
  { "rebuild-search", write_rebuild_search },
  { "erase", write_erase },
};

static void
test_write (gconstpointer data)
{
  WriteFunc func = *(WriteFunc *) data;
  Fixture f;
  World world;
  g_autofree char *before = NULL;
  guint n_steps = 0;
  gboolean done = FALSE;

  fixture_init (&f);
  make_world (f.db, &world);
  before = dump (f.db);

  for (guint n = 1; !done && n < 500; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      f.db->fail_in = n;
      if (spt_db_begin (f.db, &error))
        {
          if (func (f.db, &world, &error))
            done = spt_db_commit (f.db, &error);
          else
            spt_db_rollback (f.db);
        }
      f.db->fail_in = 0;

      if (done)
        {
          g_assert_no_error (error);
          n_steps = n - 1;
          break;
        }
      g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_IO);
      after = dump (f.db);
      g_assert_cmpstr (before, ==, after);
      g_assert_cmpuint (f.db->changed, ==, 0);
    }

  g_assert_true (done);
  g_test_message ("%u statements", n_steps);
  g_assert_cmpuint (n_steps, >=, 3);

  /* And what was written at last is whole. */
  {
    g_autoptr (GError) error = NULL;
    SptVerifyResult result;

    g_assert_true (spt_db_verify (f.db, &result, NULL, &error));
    g_assert_cmpstr (result.problem, ==, NULL);
    spt_verify_result_clear (&result);
  }
  fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (writes); i++)
    {
      g_autofree char *path = g_strconcat ("/store/steps/", writes[i].name, NULL);

      g_test_add_data_func (path, &writes[i].func, test_write);
    }

  return g_test_run ();
}
