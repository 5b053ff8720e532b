/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small office for the engine's tests. */
#include "desk.h"

#include <string.h>

#include "store/spt-store-accounts.h"

/* 2026-03-02 08:00 UTC: a working morning. */
#define START_UTC_MS G_GINT64_CONSTANT (1772438400000)
/* A step of the clock while waiting: small against every interval of the engine. */
#define STEP_MS 250

static gboolean
save_account_job (SptDb         *db,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  return spt_db_save_account (db, data, error);
}

static void
open_store (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  desk->store = spt_store_open (desk->path, SPT_CLOCK (desk->clock), &error);
  g_assert_no_error (error);
}

Desk *
desk_new (void)
{
  Desk *desk = g_new0 (Desk, 1);
  g_autoptr (GError) error = NULL;

  desk->service = fake_service_install ();
  desk->clock = spt_fake_clock_new (START_UTC_MS);
  desk->path = g_build_filename (spt_test_make_dir (), "test.db", NULL);
  desk->keyring = spt_keyring_new_memory ();
  open_store (desk);

  desk->account = spt_account_new ("fake", "desk", SPT_ENVIRONMENT_TEST);
  g_object_set (desk->account, "base-url", "https://service.example", NULL);
  spt_store_run_sync (desk->store, SPT_STORE_WRITE, save_account_job, desk->account, NULL, &error);
  g_assert_no_error (error);
  desk->account_id = spt_account_get_id (desk->account);
  desk_give_key (desk, "open sesame");

  return desk;
}

void
desk_free (Desk *desk)
{
  if (desk->outbox != NULL)
    desk_stop (desk);
  spt_store_close (desk->store);
  g_object_unref (desk->store);
  g_object_unref (desk->account);
  g_object_unref (desk->keyring);
  g_object_unref (desk->clock);
  g_free (desk->path);
  g_free (desk);
}

static void
trouble_cb (SptOutbox    *outbox,
            const GError *error,
            gpointer      user_data)
{
  Desk *desk = user_data;

  g_test_message ("trouble: %s", error->message);
  desk->n_trouble++;
}

void
desk_start (Desk *desk)
{
  desk->outbox = spt_outbox_new (desk->store, desk->keyring, NULL, SPT_CLOCK (desk->clock));
  g_signal_connect (desk->outbox, "trouble", G_CALLBACK (trouble_cb), desk);
  spt_outbox_start (desk->outbox);
}

void
desk_stop (Desk *desk)
{
  GAsyncResult *pending_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  spt_outbox_stop_async (desk->outbox, spt_test_async_cb, &pending_result);
  result = spt_test_await (&pending_result, SPT_TEST_TIMEOUT_MS);
  spt_outbox_stop_finish (desk->outbox, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  desk_settle_down (desk);
  g_assert_finalize_object (g_steal_pointer (&desk->outbox));
}

void
desk_crash (Desk *desk)
{
  spt_store_close (desk->store);
  g_clear_object (&desk->store);
  g_clear_object (&desk->outbox);
  open_store (desk);
}

void
desk_give_key (Desk       *desk,
               const char *key)
{
  GAsyncResult *pending_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  spt_keyring_store_async (desk->keyring, spt_account_get_credential (desk->account), "key", "key",
                           key, NULL, spt_test_async_cb, &pending_result);
  result = spt_test_await (&pending_result, SPT_TEST_TIMEOUT_MS);
  spt_keyring_store_finish (desk->keyring, result, &error);
  g_assert_no_error (error);
}

GArray *
desk_prepare (Desk       *desk,
              const char *operation,
              const char *lines,
              gboolean    order)
{
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "lines.txt", NULL);
  g_autoptr (GError) error = NULL;
  SptPrepareOptions options = {
    .operation = operation, .account_id = desk->account_id, .path = path, .who = "Anna",
    .order = order,
  };
  SptPrepareResult *result;
  GArray *ids;

  g_file_set_contents (path, lines, -1, &error);
  g_assert_no_error (error);
  result = spt_prepare (desk->store, &options, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < spt_issue_list_get_n (result->issues); i++)
    g_test_message ("issue: %s", spt_issue_list_get (result->issues, i)->code);
  g_assert_cmpint (result->job_id, !=, 0);
  ids = g_array_ref (result->submissions);
  spt_prepare_result_free (result);

  return ids;
}

static gboolean
order_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  return spt_db_order_submission (db, *(gint64 *) data, "Anna", error);
}

void
desk_order (Desk   *desk,
            gint64  id)
{
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (desk->store, SPT_STORE_WRITE, order_job, &id, NULL, &error);
  g_assert_no_error (error);
  if (desk->outbox != NULL)
    spt_outbox_wake (desk->outbox);
}

gboolean
desk_try_order (Desk    *desk,
                gint64   id,
                GError **error)
{
  return spt_store_run_sync (desk->store, SPT_STORE_WRITE, order_job, &id, NULL, error);
}

static gboolean
cancel_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return spt_db_cancel_submission (db, *(gint64 *) data, FALSE, "Anna", error);
}

void
desk_cancel (Desk   *desk,
             gint64  id)
{
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (desk->store, SPT_STORE_WRITE, cancel_job, &id, NULL, &error);
  g_assert_no_error (error);
}

typedef struct
{
  gint64    id;
  SptState  state;
  char     *code;
} Look;

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Look *look = data;
  g_autoptr (SptSubmission) submission = spt_db_get_submission (db, look->id, error);

  if (submission == NULL)
    return FALSE;
  g_object_get (submission, "state", &look->state, "code", &look->code, NULL);

  return TRUE;
}

static Look
look_at (Desk   *desk,
         gint64  id)
{
  g_autoptr (GError) error = NULL;
  Look look = { .id = id };

  spt_store_run_sync (desk->store, SPT_STORE_READ, look_job, &look, NULL, &error);
  g_assert_no_error (error);

  return look;
}

SptState
desk_get_state (Desk   *desk,
                gint64  id)
{
  Look look = look_at (desk, id);

  g_free (look.code);
  return look.state;
}

char *
desk_get_code (Desk   *desk,
               gint64  id)
{
  return look_at (desk, id).code;
}

static gboolean
nothing_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return TRUE;
}

/* Both threads of an archive answer in order: a round carries every chain of jobs at least one step
 * on, and no chain of the engine has as many steps as there are rounds. */
void
desk_settle_store (SptStore *store)
{
  for (guint i = 0; i < 12; i++)
    {
      static const SptStoreMode modes[] = { SPT_STORE_WRITE, SPT_STORE_READ };

      for (guint m = 0; m < G_N_ELEMENTS (modes); m++)
        {
          GAsyncResult *pending_result = NULL;
          g_autoptr (GAsyncResult) result = NULL;

          spt_store_run_async (store, modes[m], nothing_job, store, NULL, NULL, spt_test_async_cb,
                               &pending_result);
          result = spt_test_await (&pending_result, SPT_TEST_TIMEOUT_MS);
        }
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

void
desk_settle_down (Desk *desk)
{
  desk_settle_store (desk->store);
}

void
desk_wait_state (Desk     *desk,
                 gint64    id,
                 SptState  state,
                 gint64    max_ms)
{
  gint64 left = max_ms;

  desk_settle_down (desk);
  while (desk_get_state (desk, id) != state && left > 0)
    {
      spt_fake_clock_advance (desk->clock, STEP_MS);
      left -= STEP_MS;
      desk_settle_down (desk);
    }

  g_assert_cmpstr (spt_state_to_string (desk_get_state (desk, id)), ==, spt_state_to_string (state));
}
