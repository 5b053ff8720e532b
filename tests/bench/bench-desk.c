/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An archive full of positions, and an account for them. */
#include "config.h"

#include "bench-desk.h"

#include "outbox/spt-intake.h"
#include "services/gpd/spt-gpd-service.h"
#include "store/spt-store-accounts.h"

SptStore *
bench_desk_open (const char *path)
{
  const GType types[] = { SPT_TYPE_GPD_SERVICE, G_TYPE_INVALID };
  g_autoptr (SptClock) clock = spt_clock_new_system ();
  g_autoptr (GError) error = NULL;
  SptStore *store;

  spt_services_set_types (types);
  store = spt_store_open (path, clock, &error);
  if (store == NULL)
    g_error ("%s: %s", path, error->message);

  return store;
}

void
bench_desk_close (SptStore *store)
{
  spt_store_close (store);
  g_object_unref (store);
  spt_services_set_types (NULL);
}

static gboolean
save_account (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  return spt_db_save_account (db, data, error);
}

void
bench_desk_make (const char *csv,
                 const char *path,
                 guint       n,
                 const char *base_url)
{
  SptStore *store = bench_desk_open (path);
  g_autoptr (SptAccount) account = spt_account_new ("gpd", "bench", SPT_ENVIRONMENT_PRODUCTION);
  SptImportOptions options = { .kind = "debt-positions", .path = csv, .who = "bench" };
  SptImportResult *result;
  g_autoptr (GError) error = NULL;

  g_object_set (account, "base-url", base_url, NULL);
  spt_account_set_setting (account, "broker-code", "12345678903");
  spt_account_set_setting (account, "organization-fiscal-code", "77777777777");
  spt_store_run_sync (store, SPT_STORE_WRITE, save_account, account, NULL, &error);
  g_assert_no_error (error);
  result = spt_import_file (store, &options, NULL, &error);
  g_assert_no_error (error);
  if (result->n_good != n)
    g_error ("%u good, %u faulty, %u rejected", result->n_good, result->n_faulty,
             result->n_rejected);
  spt_import_result_free (result);
  bench_desk_close (store);
}
