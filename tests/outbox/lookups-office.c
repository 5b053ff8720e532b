/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An office that looks addresses up, from its archive to the scripted server. */
#define G_LOG_DOMAIN "lookups-office"

#include "config.h"

#include "lookups-office.h"

#include "outbox/spt-record-kind.h"
#include "outbox/spt-subjects.h"
#include "outbox/spt-intake.h"
#include "spt-test.h"
#include "store/spt-store-accounts.h"

void
run (Office       *office,
     SptStoreMode  mode,
     SptStoreFunc  func,
     gpointer      data)
{
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, mode, func, data, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
save_account_job (SptDb         *db,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  return spt_db_save_account (db, data, error);
}

void
open_store (Office *office)
{
  g_autoptr (GError) error = NULL;

  office->store = spt_store_open (office->archive, SPT_CLOCK (office->clock), &error);
  g_assert_no_error (error);
}

static gint64
save_subject (Office     *office,
              const char *doc)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_subject_get_schema ());
  g_autoptr (GError) error = NULL;
  gint64 id;

  spt_record_read (record, doc, -1, &error);
  g_assert_no_error (error);
  id = spt_save_record (office->store, SPT_KIND_BENEFICIARIES, 0, record, "Anna", NULL, &error);
  g_assert_no_error (error);

  return id;
}

Office *
office_new (void)
{
  Office *self = g_new0 (Office, 1);
  g_autofree char *url = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->server = spt_test_server_new (NULL);
  self->system = spt_clock_new_system ();
  self->clock = spt_fake_clock_new (START_UTC_MS);
  self->http = spt_http_new (self->system, "sportello-test");
  self->keyring = spt_keyring_new_memory ();
  self->folder = spt_test_make_dir ();
  self->archive = g_build_filename (self->folder, "test.db", NULL);
  open_store (self);

  url = g_strconcat (spt_test_server_get_url (self->server), "/index_ws.php", NULL);
  self->account = spt_account_new ("trovapec", "pec", SPT_ENVIRONMENT_PRODUCTION);
  g_object_set (self->account, "base-url", url, NULL);
  run (self, SPT_STORE_WRITE, save_account_job, self->account);
  spt_keyring_store_async (self->keyring, spt_account_get_credential (self->account), "key", "key", UKEY, NULL,
                           spt_test_async_cb, &slot);
  result = spt_test_await (&slot, SPT_TEST_TIMEOUT_MS);
  spt_keyring_store_finish (self->keyring, result, &error);
  g_assert_no_error (error);

  self->rossi = save_subject (self, "{\"type\":\"F\",\"fiscalCode\":\"" ROSSI "\",\"surname\":\"Rossi\",\"name\":"
                              "\"Mario\"}");
  self->ditta = save_subject (self, "{\"type\":\"G\",\"vatNumber\":\"" DITTA "\",\"companyName\":\"Ditta di Prova\","
                              "\"pec\":\"propria@pec.it\",\"pecSource\":\"declared\"}");

  return self;
}

void
start (Office *office)
{
  office->outbox = spt_outbox_new (office->store, office->keyring, office->http, SPT_CLOCK (office->clock));
  spt_outbox_start (office->outbox);
}

void
stop (Office *office)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  spt_outbox_stop_async (office->outbox, spt_test_async_cb, &slot);
  result = spt_test_await (&slot, SPT_TEST_TIMEOUT_MS);
  spt_outbox_stop_finish (office->outbox, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_clear_object (&office->outbox);
}

/* The archive is closed without the engine's good-bye, and another process opens it. */
void
crash (Office *office)
{
  spt_store_close (office->store);
  g_clear_object (&office->store);
  g_clear_object (&office->outbox);
  open_store (office);
  start (office);
}

static gboolean
is_gone (gpointer user_data)
{
  return *(GObject **) user_data == NULL;
}

void
office_free (Office *self)
{
  GObject *http = G_OBJECT (self->http);

  if (self->outbox != NULL)
    stop (self);
  spt_store_close (self->store);
  g_object_unref (self->store);
  g_object_add_weak_pointer (http, (gpointer *) &http);
  g_object_unref (self->http);
  g_assert_true (spt_test_wait (is_gone, &http, SPT_TEST_TIMEOUT_MS));
  spt_test_server_free (self->server);
  g_object_unref (self->keyring);
  g_object_unref (self->account);
  g_object_unref (self->clock);
  g_object_unref (self->system);
  g_free (self->archive);
  g_free (self);
}

void
push (Office     *office,
      const char *body)
{
  spt_test_server_push (office->server, SPT_TEST_ANSWER, 200, "Content-Type: text/plain\r\n", body);
}
