/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window asks of the archive for deadlines of plants. */
#define G_LOG_DOMAIN "spt-plant-dues-work"

#include "config.h"

#include "ui/catasto/spt-plant-dues-work.h"

#include "store/spt-store-accounts.h"

/* --- reading ------------------------------------------------------------------------------------------- */

typedef struct
{
  gint64     now;   /* UTC milliseconds */
  gint64     after;
  gboolean   more;
  GPtrArray *all;   /* (owned) (nullable) */
} Load;

static void
load_free (Load *load)
{
  g_clear_pointer (&load->all, g_ptr_array_unref);
  g_free (load);
}

static gboolean
refresh_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Load *load = data;

  return spt_plants_refresh_dues (db, load->now, &load->after, &load->more, error);
}

static gboolean
read_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Load *load = data;

  load->all = spt_deadlines_load (db, load->now, error);
  return load->all != NULL;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Load *load = spt_store_run_finish (SPT_STORE (object), result, &error);

  if (load == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&load->all), (GDestroyNotify) g_ptr_array_unref);
}

static void
read_all (SptStore *store,
          GTask    *task,
          gint64    now)
{
  Load *load = g_new0 (Load, 1);

  load->now = now;
  spt_store_run_async (store, SPT_STORE_READ, read_job, load, (GDestroyNotify) load_free,
                       g_task_get_cancellable (task), read_cb, task);
}

static void refresh (SptStore *store,
                     GTask    *task,
                     gint64    now,
                     gint64    after);

/* Dates that cannot be reckoned anew are shown as they are. */
static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;
  Load *load = spt_store_run_finish (SPT_STORE (object), result, &error);
  gint64 now = *(gint64 *) g_task_get_task_data (task);

  if (load == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Dates of plants were not reckoned anew: %s", error->message);
  if (load != NULL && load->more)
    refresh (SPT_STORE (object), task, now, load->after);
  else
    read_all (SPT_STORE (object), task, now);
}

static void
refresh (SptStore *store,
         GTask    *task,
         gint64    now,
         gint64    after)
{
  Load *load = g_new0 (Load, 1);

  load->now = now;
  load->after = after;
  spt_store_run_async (store, SPT_STORE_WRITE, refresh_job, load, (GDestroyNotify) load_free,
                       g_task_get_cancellable (task), refreshed_cb, task);
}

/**
 * spt_plant_dues_load_async:
 * @store: the archive
 * @now_utc_ms: now
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads what is due, after the day and the norms had their say.
 */
void
spt_plant_dues_load_async (SptStore            *store,
                           gint64               now_utc_ms,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, spt_plant_dues_load_async);
  g_task_set_task_data (task, g_memdup2 (&now_utc_ms, sizeof now_utc_ms), g_free);
  refresh (store, task, now_utc_ms, 0);
}

/**
 * spt_plant_dues_load_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Returns: (transfer full) (element-type SptDeadline) (nullable): what is due, the next first
 */
GPtrArray *
spt_plant_dues_load_finish (SptStore      *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- the contract -------------------------------------------------------------------------------------- */

typedef struct
{
  gint64   id;
  char    *since;   /* (owned) (nullable) */
  char    *until;   /* (owned) (nullable) */
  char    *who;     /* (owned) (nullable) */
  gboolean restore;
} Contract;

static void
contract_free (Contract *contract)
{
  g_free (contract->since);
  g_free (contract->until);
  g_free (contract->who);
  g_free (contract);
}

static gboolean
contract_job (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Contract *contract = data;
  g_autofree char *clerk = contract->who == NULL ? spt_db_get_setting (db, SPT_SETTING_CLERK, NULL) : NULL;
  const char *who = contract->who != NULL ? contract->who : clerk;

  if (contract->restore)
    return spt_db_restore_plant_contract (db, contract->id, who, error);
  return spt_db_set_plant_contract (db, contract->id, contract->since, contract->until, who, error);
}

static char *
dup_text (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/**
 * spt_plant_contract_save_async:
 * @store: the archive
 * @plant_id: the plant
 * @since: (nullable): from when, ISO
 * @until: (nullable): its last day, ISO
 * @who: (nullable): the clerk
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Notes the office's own contract.
 */
void
spt_plant_contract_save_async (SptStore            *store,
                               gint64               plant_id,
                               const char          *since,
                               const char          *until,
                               const char          *who,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Contract *contract = g_new0 (Contract, 1);

  contract->id = plant_id;
  contract->since = dup_text (since);
  contract->until = dup_text (until);
  contract->who = dup_text (who);
  spt_store_run_async (store, SPT_STORE_WRITE, contract_job, contract, (GDestroyNotify) contract_free, cancellable,
                       callback, user_data);
}

/**
 * spt_plant_contract_remove_async:
 * @store: the archive
 * @plant_id: the plant
 * @restore: what was taken away last is there again
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Takes the note of a contract away, or brings it back.
 */
void
spt_plant_contract_remove_async (SptStore            *store,
                                 gint64               plant_id,
                                 gboolean             restore,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  Contract *contract = g_new0 (Contract, 1);

  contract->id = plant_id;
  contract->restore = restore;
  spt_store_run_async (store, SPT_STORE_WRITE, contract_job, contract, (GDestroyNotify) contract_free, cancellable,
                       callback, user_data);
}
