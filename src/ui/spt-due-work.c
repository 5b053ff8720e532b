/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages ask of the archive about kinds of dues and notice numbers. Without GTK. */
#define G_LOG_DOMAIN "spt-due-work"

#include "config.h"

#include "spt-due-work.h"

#include <string.h>


/**
 * spt_dues_list_free:
 * @self: (nullable) (transfer full): a list
 *
 * Frees it.
 */
void
spt_dues_list_free (SptDuesList *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bodies, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_free (self);
}

/* --- list ---------------------------------------------------------------------------------------------- */

static void
list_work_free (SptDuesList **list)
{
  g_clear_pointer (list, spt_dues_list_free);
  g_free (list);
}

static gboolean
list_work (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  SptDuesList **out = data;
  g_autoptr (SptDuesList) self = g_new0 (SptDuesList, 1);

  self->bodies = spt_db_list_account_bodies (db, error);
  if (self->bodies == NULL)
    return FALSE;
  self->kinds = spt_db_list_due_types (db, NULL, error);
  if (self->kinds == NULL)
    return FALSE;

  for (guint i = 0; i < self->kinds->len; i++)
    {
      SptDueType *kind = g_ptr_array_index (self->kinds, i);

      spt_bodies_add (self->bodies, kind->organization, NULL);
    }

  for (guint i = 0; i < self->bodies->len; i++)
    {
      SptBody *body = g_ptr_array_index (self->bodies, i);
      g_autoptr (GError) local_error = NULL;

      if (!spt_fill_find_code (db, body->code, 0, &body->segregation, &body->first, &local_error))
        {
          if (local_error == NULL)
            continue;
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (!spt_db_get_iuv_state (db, body->code, body->segregation, body->first, &body->state,
                                 error))
        return FALSE;
    }
  *out = g_steal_pointer (&self);
  return TRUE;
}

/**
 * spt_dues_list_async:
 * @store: the archive
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Reads the bodies that accounts name, how their numbers stand, and all kinds of dues.
 */
void
spt_dues_list_async (SptStore            *store,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  spt_store_run_async (store, SPT_STORE_READ, list_work, g_new0 (SptDuesList *, 1),
                       (GDestroyNotify) list_work_free, cancellable, callback, user_data);
}

/**
 * spt_dues_list_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_dues_list_async().
 *
 * Returns: (transfer full) (nullable): what was read
 */
SptDuesList *
spt_dues_list_finish (SptStore      *store,
                      GAsyncResult  *result,
                      GError       **error)
{
  SptDuesList **list = spt_store_run_finish (store, result, error);

  return list != NULL ? g_steal_pointer (list) : NULL;
}

/* --- changes ------------------------------------------------------------------------------------------- */

typedef struct
{
  SptDueType *due;         /* (owned) (nullable): to be saved */
  gint64      id;          /* to be removed, or brought back */
  gboolean    restore;
  char       *body;        /* (owned) (nullable): whose next number is confirmed */
  char       *segregation; /* (owned) (nullable) */
  gint64      next;
  char       *who;         /* (owned) (nullable) */
} ChangeWork;

static void
change_work_free (ChangeWork *work)
{
  spt_due_type_free (work->due);
  g_free (work->body);
  g_free (work->segregation);
  g_free (work->who);
  g_free (work);
}

static gboolean
change_work (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  ChangeWork *work = data;

  if (work->due != NULL)
    return spt_db_save_due_type (db, work->due, work->who, error) != 0;
  if (work->body != NULL)
    return spt_db_confirm_iuvs (db, work->body, work->segregation, work->next, work->who, error);
  return spt_db_remove_due_type (db, work->id, work->restore, error);
}

/**
 * spt_due_save_async:
 * @store: the archive
 * @due: (transfer full): a kind of due
 * @who: the clerk
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Keeps a kind of due.
 */
void
spt_due_save_async (SptStore            *store,
                    SptDueType          *due,
                    const char          *who,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  ChangeWork *work = g_new0 (ChangeWork, 1);

  work->due = due;
  work->who = g_strdup (who);
  spt_store_run_async (store, SPT_STORE_WRITE, change_work, work, (GDestroyNotify) change_work_free,
                       cancellable, callback, user_data);
}

/**
 * spt_due_remove_async:
 * @store: the archive
 * @id: a kind of due
 * @restore: brings it back instead
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Takes a kind of due off the list, or brings it back.
 */
void
spt_due_remove_async (SptStore            *store,
                      gint64               id,
                      gboolean             restore,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  ChangeWork *work = g_new0 (ChangeWork, 1);

  work->id = id;
  work->restore = restore;
  spt_store_run_async (store, SPT_STORE_WRITE, change_work, work, (GDestroyNotify) change_work_free,
                       cancellable, callback, user_data);
}

/**
 * spt_iuv_confirm_async:
 * @store: the archive
 * @body: a creditor body
 * @segregation: its code
 * @next: the number to go on with
 * @who: the clerk
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Keeps which number comes next, as a person said it.
 */
void
spt_iuv_confirm_async (SptStore            *store,
                       const char          *body,
                       const char          *segregation,
                       gint64               next,
                       const char          *who,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  ChangeWork *work = g_new0 (ChangeWork, 1);

  work->body = g_strdup (body);
  work->segregation = g_strdup (segregation);
  work->next = next;
  work->who = g_strdup (who);
  spt_store_run_async (store, SPT_STORE_WRITE, change_work, work, (GDestroyNotify) change_work_free,
                       cancellable, callback, user_data);
}

/**
 * spt_due_change_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_due_save_async(), spt_due_remove_async() and spt_iuv_confirm_async().
 *
 * Returns: %FALSE on error
 */
gboolean
spt_due_change_finish (SptStore      *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  return spt_store_run_finish (store, result, error) != NULL;
}

/* --- one number ---------------------------------------------------------------------------------------- */

typedef struct
{
  SptIuvTaken  taken;
  SptService  *service; /* (owned) */
  char        *body;    /* (owned) (nullable) */
} TakeWork;

static void
take_work_free (TakeWork *work)
{
  g_free (work->taken.iuv);
  g_free (work->taken.code);
  g_object_unref (work->service);
  g_free (work->body);
  g_free (work);
}

/* A record with nothing but the body, which gets a number as any other. */
static gboolean
take_work (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  TakeWork *work = data;
  const SptFillOptions options = { .generate_iuv = TRUE };
  SptSchema *schema = SPT_SERVICE_GET_CLASS (work->service)->get_record_schema (work->service);
  g_autoptr (SptFill) fill = spt_fill_new (db, work->service, &options, error);
  g_autoptr (SptRecord) record = spt_record_new (schema);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  SptNode *node = spt_record_get_root (record);
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), "organization");

  if (fill == NULL)
    return FALSE;
  if (work->body != NULL && field != NULL)
    spt_node_set (node, field->index, work->body, -1);
  node = spt_node_add_child (node, 0);
  if (!spt_fill_record (record, 0, issues, fill, error) || !spt_fill_end (fill, error))
    return FALSE;

  for (guint i = 0; i < spt_node_get_def (node)->n_fields; i++)
    {
      if (spt_node_get_def (node)->fields[i].kind == SPT_FIELD_IUV && *spt_node_get (node, i) != '\0')
        work->taken.iuv = g_strdup (spt_node_get (node, i));
    }
  if (work->taken.iuv == NULL && spt_issue_list_get_n (issues) > 0)
    work->taken.code = g_strdup (spt_issue_list_get (issues, 0)->code);
  return TRUE;
}

/**
 * spt_iuv_take_async:
 * @store: the archive
 * @service: whose records they are
 * @body: (nullable): the creditor body; %NULL = the only one
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Takes one notice number, for good: whether it is used or not, it is never given again.
 */
void
spt_iuv_take_async (SptStore            *store,
                    SptService          *service,
                    const char          *body,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  TakeWork *work = g_new0 (TakeWork, 1);

  work->service = g_object_ref (service);
  work->body = body != NULL && *body != '\0' ? g_strdup (body) : NULL;
  spt_store_run_async (store, SPT_STORE_WRITE, take_work, work, (GDestroyNotify) take_work_free,
                       cancellable, callback, user_data);
}

/**
 * spt_iuv_take_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): %SPT_STORE_ERROR_UNCONFIRMED when a person has to say first which comes
 *   next
 *
 * Ends spt_iuv_take_async().
 *
 * Returns: (transfer none) (nullable): the number, or why there is none, as long as @result lives
 */
SptIuvTaken *
spt_iuv_take_finish (SptStore      *store,
                     GAsyncResult  *result,
                     GError       **error)
{
  TakeWork *work = spt_store_run_finish (store, result, error);

  return work != NULL ? &work->taken : NULL;
}
