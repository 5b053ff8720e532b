/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one import does, one thing at a time: looking, checking, bringing in, taking back. */
#define G_LOG_DOMAIN "spt-import-run"

#include "config.h"

#include "spt-import-work-private.h"

#include "store/spt-store-accounts.h"
#include "store/spt-store-dues.h"
#include "store/spt-store-imports.h"

/* Findings that can be gone through: a few for each of 100,000 rows. */
#define MAX_FINDINGS 500000

/* Of the archive: what was answered the last time. */
#define SETTING_ACCOUNT  "import-account"
#define SETTING_GENERATE "import-generate-iuv"

/* Any thread. */
static void
progress_cb (gint64   done,
             gint64   total,
             gpointer user_data)
{
  SptImportWork *self = user_data;

  g_mutex_lock (&self->lock);
  self->n_done = done;
  self->n_total = total;
  g_mutex_unlock (&self->lock);
}

/**
 * spt_import_work_get_progress:
 * @self: an import
 *
 * Says how far what is under way has come.
 *
 * Returns: from 0 to 1; negative where it cannot be told
 */
double
spt_import_work_get_progress (SptImportWork *self)
{
  gint64 done, total;

  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), -1);

  g_mutex_lock (&self->lock);
  done = self->n_done;
  total = self->n_total;
  g_mutex_unlock (&self->lock);
  return total > 0 ? CLAMP ((double) done / (double) total, 0, 1) : -1;
}

/* The task keeps the object: other threads write their progress into it until here. */
static void
end (GTask  *task,
     GError *error)
{
  SptImportWork *self = g_task_get_source_object (task);

  self->is_running = FALSE;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* What the archive knows of accounts, and of the answers of another time. */
typedef struct
{
  const char *service;  /* (nullable): nobody's records have no accounts */
  const char *kind;
  GPtrArray  *accounts; /* (owned) */
  GPtrArray  *names;    /* (owned) */
  GPtrArray  *dues;     /* (owned) */
  char       *account;  /* (owned) (nullable): uuid */
  char       *generate; /* (owned) (nullable) */
  char       *name;     /* (owned) (nullable): of the layout; with @header and @doc */
  char       *header;   /* (owned) (nullable) */
  char       *doc;      /* (owned) (nullable) */
  char       *outdated; /* (owned) (nullable): the name that this import kept it under before */
} Answers;

static void
answers_free (gpointer data)
{
  Answers *answers = data;

  g_clear_pointer (&answers->accounts, g_ptr_array_unref);
  g_clear_pointer (&answers->names, g_ptr_array_unref);
  g_clear_pointer (&answers->dues, g_ptr_array_unref);
  g_free (answers->account);
  g_free (answers->generate);
  g_free (answers->name);
  g_free (answers->header);
  g_free (answers->doc);
  g_free (answers->outdated);
  g_free (answers);
}

static gboolean
read_answers (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Answers *answers = data;
  GError *local = NULL;

  answers->accounts = spt_db_list_accounts (db, error);
  if (answers->accounts == NULL)
    return FALSE;
  for (guint i = answers->accounts->len; i > 0; i--)
    {
      if (g_strcmp0 (spt_account_get_service (g_ptr_array_index (answers->accounts, i - 1)),
                     answers->service) != 0)
        g_ptr_array_remove_index (answers->accounts, i - 1);
    }
  answers->names = spt_db_list_mappings (db, answers->kind, error);
  if (answers->names == NULL)
    return FALSE;
  answers->dues = spt_db_list_due_types (db, NULL, error);
  if (answers->dues == NULL)
    return FALSE;
  answers->account = spt_db_get_setting (db, SETTING_ACCOUNT, &local);
  if (local == NULL)
    answers->generate = spt_db_get_setting (db, SETTING_GENERATE, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_answers (SptDb         *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Answers *answers = data;

  return (answers->account == NULL || spt_db_set_setting (db, SETTING_ACCOUNT, answers->account, error)) &&
         (answers->generate == NULL || spt_db_set_setting (db, SETTING_GENERATE, answers->generate, error)) &&
         (answers->outdated == NULL || spt_db_remove_mapping (db, answers->kind, answers->outdated, error)) &&
         (answers->name == NULL ||
          spt_db_save_mapping (db, answers->kind, answers->name, answers->header, answers->doc, error));
}

/* An account chosen for this file stays; else the only one, else the one of the last time. */
static void
take_answers (SptImportWork *self,
              Answers       *answers)
{
  SptAccount *account = NULL;

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = g_ptr_array_ref (answers->accounts);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  self->names = g_ptr_array_ref (answers->names);
  g_clear_pointer (&self->dues, g_ptr_array_unref);
  if (self->kind->has_dues)
    self->dues = g_ptr_array_ref (answers->dues);
  if (!self->generate_said && answers->generate != NULL)
    {
      self->generate_iuv = g_str_equal (answers->generate, "1");
      self->generate_said = TRUE;
    }
  if (!self->generate_said)
    self->generate_iuv = _spt_import_work_lacks_iuv (self);

  if (self->account_id != 0 && _spt_import_work_find_account (self, self->account_id, NULL) != NULL)
    return;
  self->account_id = 0;
  if (!self->kind->has_accounts)
    return;
  if (self->accounts->len == 1)
    account = g_ptr_array_index (self->accounts, 0);
  else if (self->accounts->len > 1 && !_spt_import_work_maps (self, SPT_IMPORT_COLUMN_BODY))
    {
      if (answers->account != NULL)
        account = _spt_import_work_find_account (self, 0, answers->account);
      if (account == NULL)
        account = g_ptr_array_index (self->accounts, 0);
    }
  if (account != NULL)
    self->account_id = spt_account_get_id (account);
}

static void
answers_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  SptImportWork *self = g_task_get_source_object (task);
  GError *error = NULL;
  Answers *answers = spt_store_run_finish (SPT_STORE (object), result, &error);

  if (answers != NULL)
    take_answers (self, answers);
  end (task, error);
}

static const char *
get_path (SptImportWork *self)
{
  return self->several != NULL ? spt_import_several_get_path (self->several) : self->paths[0];
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  SptImportWork *self = g_task_get_source_object (task);
  GError *error = NULL;
  SptImportLook *look = spt_import_look_finish (result, &error);
  SptService *service = spt_services_find_kind (self->kind->id);
  Answers *answers;

  if (look == NULL)
    {
      end (task, error);
      return;
    }

  _spt_import_work_forget_look (self);
  self->look = look;
  self->is_known = look->is_plain || look->mapping_name != NULL || look->format == SPT_INTAKE_DOCUMENT;
  self->mapping = look->mapping != NULL ? spt_csv_mapping_copy (look->mapping) : NULL;
  self->mapping_name = g_strdup (look->mapping_name);
  _spt_import_work_guess_operation (self);

  answers = g_new0 (Answers, 1);
  answers->service = service != NULL ? spt_service_get_info (service)->id : NULL;
  answers->kind = self->kind->id;
  spt_store_run_async (spt_desk_get_store (self->desk), SPT_STORE_READ, read_answers, answers, answers_free,
                       g_task_get_cancellable (task), answers_cb, task);
}

/* Nothing hangs on it: what could not be kept is asked again. */
static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL)
    g_warning ("The answers of an import were not kept: %s", error->message);
}

static gboolean
knew_name (SptImportWork *self,
           const char    *name)
{
  for (guint i = 0; i < self->names->len; i++)
    {
      const SptStoredMapping *known = g_ptr_array_index (self->names, i);

      if (g_str_equal (known->name, name))
        return TRUE;
    }
  return FALSE;
}

/* The columns, which are the work of minutes. What this import kept under another name goes, unless it was there before. */
static void
keep_columns (SptImportWork *self,
              Answers       *answers)
{
  const SptImportLook *look = self->look;

  if (self->mapping == NULL || look == NULL || look->header == NULL || look->format == SPT_INTAKE_DOCUMENT)
    return;
  if (self->kept_name != NULL && g_strcmp0 (self->kept_name, self->mapping_name) != 0)
    answers->outdated = g_steal_pointer (&self->kept_name);
  if (self->mapping_name == NULL)
    return;
  answers->name = g_strdup (self->mapping_name);
  answers->header = spt_csv_mapping_dup_header_digest ((const char *const *) look->header->pdata, look->header->len);
  answers->doc = spt_csv_mapping_dup_json (self->mapping);
  if (!knew_name (self, self->mapping_name))
    {
      g_free (self->kept_name);
      self->kept_name = g_strdup (self->mapping_name);
    }
}

/* At the check: whatever happens from here on, nobody is asked a second time. */
static void
keep_answers (SptImportWork *self)
{
  SptAccount *account = self->account_id != 0 ? _spt_import_work_find_account (self, self->account_id, NULL) : NULL;
  Answers *answers = g_new0 (Answers, 1);

  if (account != NULL && self->accounts->len > 1)
    answers->account = g_strdup (spt_account_get_uuid (account));
  if (spt_import_work_can_generate_iuv (self) && self->generate_said)
    answers->generate = g_strdup (self->generate_iuv ? "1" : "0");
  answers->kind = self->kind->id;
  keep_columns (self, answers);
  spt_store_run_async (spt_desk_get_store (self->desk), SPT_STORE_WRITE, write_answers, answers, answers_free,
                       NULL, kept_cb, NULL);
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  SptImportWork *self = g_task_get_source_object (task);
  GError *error = NULL;
  SptImportResult *outcome = spt_import_file_finish (result, &error);

  if (outcome == NULL)
    {
      end (task, error);
      return;
    }
  if (self->run == SPT_IMPORT_RUN_CHECK)
    {
      g_clear_pointer (&self->checked, spt_import_result_free);
      self->checked = outcome;
    }
  else if (self->run == SPT_IMPORT_RUN_REJECTS)
    {
      spt_import_result_free (outcome);
    }
  else
    {
      g_clear_pointer (&self->done, spt_import_result_free);
      self->done = outcome;
    }
  end (task, NULL);
}

static void
import (SptImportWork *self,
        GTask         *task)
{
  gboolean with_rejects = self->run == SPT_IMPORT_RUN_GOOD || self->run == SPT_IMPORT_RUN_REJECTS;
  gboolean for_good = self->run == SPT_IMPORT_RUN_ALL || self->run == SPT_IMPORT_RUN_GOOD;
  g_autofree char *name = spt_import_work_dup_name (self);
  SptImportOptions options = {
    .kind = self->kind->id,
    .path = get_path (self),
    .label = name,
    .who = spt_desk_get_who (self->desk),
    .dry_run = !for_good,
    .rejects_path = with_rejects ? self->rejects_path : NULL,
    .max_issues = self->run == SPT_IMPORT_RUN_CHECK ? MAX_FINDINGS : 1,
    .mapping = self->mapping,
    .mapping_name = for_good ? self->mapping_name : NULL,
    .account_id = _spt_import_work_get_filling (self),
    .generate_iuv = spt_import_work_get_generate_iuv (self),
    .due_type_id = self->due_type_id,
    .present_date = self->present_date,
    .present_source = self->present_source,
    .as_drafts = self->as_drafts,
    .sha256 = self->run != SPT_IMPORT_RUN_CHECK && self->checked != NULL ? self->checked->sha256 : NULL,
    .progress = progress_cb,
    .progress_data = self,
  };

  if (self->run == SPT_IMPORT_RUN_CHECK)
    keep_answers (self);
  spt_import_file_async (spt_desk_get_store (self->desk), &options, g_task_get_cancellable (task), imported_cb,
                         task);
}

static void
look (SptImportWork *self,
      GTask         *task)
{
  spt_import_look_async (spt_desk_get_store (self->desk), self->kind->id, get_path (self), self->sheet, self->header_row,
                         g_task_get_cancellable (task), looked_cb, task);
}

/* What another thread gathers. */
typedef struct
{
  const char *kind;  /* static */
  GStrv       paths; /* (owned) */
} Gathering;

static void
gathering_free (gpointer data)
{
  Gathering *self = data;

  g_strfreev (self->paths);
  g_free (self);
}

static void
gather_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Gathering *gathering = task_data;
  GError *error = NULL;
  SptImportSeveral *several = spt_import_several_new (gathering->kind, (const char *const *) gathering->paths, cancellable, &error);

  if (several == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, several, (GDestroyNotify) spt_import_several_free);
}

static void
gathered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  SptImportWork *self = g_task_get_source_object (task);
  GError *error = NULL;
  SptImportSeveral *several = g_task_propagate_pointer (G_TASK (result), &error);

  if (several == NULL)
    {
      end (task, error);
      return;
    }
  g_clear_pointer (&self->several, spt_import_several_free);
  self->several = several;
  look (self, task);
}

/* Looked at anew, they are gathered anew. */
static void
gather (SptImportWork *self,
        GTask         *task)
{
  g_autoptr (GTask) inner = g_task_new (NULL, g_task_get_cancellable (task), gathered_cb, task);
  Gathering *gathering = g_new0 (Gathering, 1);

  gathering->kind = self->kind->id;
  gathering->paths = g_strdupv (self->paths);
  g_task_set_source_tag (inner, gather);
  g_task_set_task_data (inner, gathering, gathering_free);
  g_task_run_in_thread (inner, gather_thread);
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  SptImportWork *self = g_task_get_source_object (task);
  GError *error = NULL;

  spt_import_undo_finish (SPT_STORE (object), result, &self->n_removed, &self->n_kept, &error);
  end (task, error);
}

/**
 * spt_import_work_run_async:
 * @self: an import
 * @run: what
 * @cancellable: (nullable): taking back leaves nothing half done
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * Does one thing; one at a time.
 */
void
spt_import_work_run_async (SptImportWork       *self,
                           SptImportRun         run,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SPT_IS_IMPORT_WORK (self));
  g_return_if_fail (spt_import_work_get_has_file (self) && !self->is_running);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_import_work_run_async);
  /* What has ended well before it could be stopped has ended well. */
  g_task_set_check_cancellable (task, FALSE);
  self->run = run;
  self->is_running = TRUE;
  progress_cb (0, 0, self);

  switch (run)
    {
    case SPT_IMPORT_RUN_LOOK:
      if (self->paths[1] != NULL)
        gather (self, task);
      else
        look (self, task);
      break;

    case SPT_IMPORT_RUN_UNDO:
      spt_import_undo_async (spt_desk_get_store (self->desk), self->kind->id, self->done->import_id,
                             spt_desk_get_who (self->desk), cancellable, undone_cb, task);
      break;

    case SPT_IMPORT_RUN_CHECK:
    case SPT_IMPORT_RUN_ALL:
    case SPT_IMPORT_RUN_GOOD:
    case SPT_IMPORT_RUN_REJECTS:
    default:
      import (self, task);
    }
}

gboolean
spt_import_work_run_finish (SptImportWork  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

SptImportResult *
spt_import_work_get_checked (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->checked;
}

SptImportResult *
spt_import_work_get_done (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), NULL);
  return self->done;
}

guint
spt_import_work_get_n_removed (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), 0);
  return self->n_removed;
}

guint
spt_import_work_get_n_kept (SptImportWork *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_WORK (self), 0);
  return self->n_kept;
}
