/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the grid of positions asks of the archive, as plain data: counts, what can be sent, deletion, text to copy. */
#define G_LOG_DOMAIN "spt-positions-work"

#include "config.h"

#include "spt-positions-work.h"

#include "store/spt-store-after.h"

#include <glib/gi18n.h>

#include "model/spt-debt-position.h"
#include "ui/spt-position-work.h"
#include "ui/spt-ui.h"

typedef struct
{
  SptPositionsTally  tally;    /* first: what the caller gets */
  SptPositionQuery  *query;    /* (owned) */
  GArray            *selected; /* (owned) */
  GArray            *shown;    /* (owned) (nullable) */
} TallyWork;

typedef struct
{
  GString *text; /* (owned) */
  GArray  *ids;  /* (owned) */
} CopyWork;

/**
 * spt_position_query_copy:
 * @query: a query
 *
 * Copies a query with its strings.
 *
 * Returns: (transfer full): the copy
 */
SptPositionQuery *
spt_position_query_copy (const SptPositionQuery *query)
{
  SptPositionQuery *copy = g_memdup2 (query, sizeof *query);

  copy->search = g_strdup (query->search);
  copy->next_operation = g_strdup (query->next_operation);
  copy->organization = g_strdup (query->organization);
  return copy;
}

/**
 * spt_position_query_free:
 * @query: (transfer full): made by spt_position_query_copy()
 *
 * Frees a copy of a query.
 */
void
spt_position_query_free (SptPositionQuery *query)
{
  g_free ((char *) query->search);
  g_free ((char *) query->next_operation);
  g_free ((char *) query->organization);
  g_free (query);
}

/* --- tally --------------------------------------------------------------------------------------------- */

static void
tally_work_free (TallyWork *work)
{
  spt_position_query_free (work->query);
  g_array_unref (work->selected);
  g_clear_pointer (&work->shown, g_array_unref);
  g_clear_pointer (&work->tally.scope, g_array_unref);
  g_free (work);
}

static GHashTable *
set_of (GArray *ids)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, GSIZE_TO_POINTER ((gsize) g_array_index (ids, gint64, i)));
  return set;
}

static gboolean
count_sendable (SptDb         *db,
                TallyWork     *work,
                GCancellable  *cancellable,
                GError       **error)
{
  gboolean scoped = work->tally.scope != NULL;
  g_autoptr (GHashTable) meant = set_of (scoped ? work->tally.scope : work->selected);
  g_autoptr (GArray) rows = spt_db_plan_records (db, SPT_KIND_POSITIONS, NULL, 0, cancellable, error);
  gboolean mixed = FALSE;

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const SptPlanRow *row = &g_array_index (rows, SptPlanRow, i);

      if (row->operation == NULL || row->open_submission != 0)
        continue;
      if ((scoped || work->selected->len > 0) &&
          !g_hash_table_contains (meant, GSIZE_TO_POINTER ((gsize) row->id)))
        continue;
      if (work->tally.n_sendable > 0 && work->tally.operation != row->operation)
        mixed = TRUE;
      work->tally.operation = row->operation;
      work->tally.n_sendable++;
    }
  if (mixed)
    work->tally.operation = NULL;
  return TRUE;
}

static gboolean
count_updates (SptDb         *db,
               TallyWork     *work,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (GArray) now = spt_db_query_positions (db, work->query, cancellable, error);
  g_autoptr (GHashTable) before = NULL;
  guint n_kept = 0;

  if (now == NULL)
    return FALSE;

  before = set_of (work->shown);
  for (guint i = 0; i < now->len; i++)
    n_kept += g_hash_table_contains (before,
                                     GSIZE_TO_POINTER ((gsize) g_array_index (now, gint64, i)));
  work->tally.n_new = now->len - n_kept;
  work->tally.n_gone = work->shown->len - n_kept;
  return TRUE;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static gboolean
is_scoped (const SptPositionQuery *query)
{
  return query->import_id != 0 || query->account_id != 0 || query->submission_id != 0 ||
         query->next_operation != NULL || query->organization != NULL || (query->search != NULL && *query->search != '\0');
}

static gboolean
tally (SptDb         *db,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  TallyWork *work = data;
  SptPositionQuery all_states = *work->query;

  all_states.states = 0;
  /* Whoever looked for something means to send that, whatever state the list shows of it. */
  if (work->selected->len == 0 && is_scoped (work->query))
    {
      work->tally.scope = spt_db_query_positions (db, &all_states, cancellable, error);
      if (work->tally.scope == NULL)
        return FALSE;
      g_array_sort (work->tally.scope, compare_ids);
    }
  if (!spt_db_count_positions (db, &all_states, work->tally.counts, error) ||
      !count_sendable (db, work, cancellable, error))
    return FALSE;

  if (work->selected->len > 0)
    {
      g_autoptr (GError) local = NULL;

      work->tally.sum = spt_db_sum_positions (db, (const gint64 *) (void *) work->selected->data,
                                              work->selected->len, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return work->shown == NULL || count_updates (db, work, cancellable, error);
}

/**
 * spt_positions_tally_async:
 * @store: the archive
 * @query: what the list shows
 * @selected: (element-type gint64): the selection
 * @shown: (nullable) (element-type gint64): the rows it has now
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Counts what the chips, the selection line and the button say.
 */
void
spt_positions_tally_async (SptStore               *store,
                           const SptPositionQuery *query,
                           GArray                 *selected,
                           GArray                 *shown,
                           GCancellable           *cancellable,
                           GAsyncReadyCallback     callback,
                           gpointer                user_data)
{
  TallyWork *work = g_new0 (TallyWork, 1);

  work->query = spt_position_query_copy (query);
  work->selected = g_array_copy (selected);
  work->shown = shown != NULL ? g_array_copy (shown) : NULL;
  spt_store_run_async (store, SPT_STORE_READ, tally, work, (GDestroyNotify) tally_work_free,
                       cancellable, callback, user_data);
}

/**
 * spt_positions_tally_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_positions_tally_async().
 *
 * Returns: (transfer none) (nullable): the numbers, as long as @result lives
 */
SptPositionsTally *
spt_positions_tally_finish (SptStore      *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  TallyWork *work = spt_store_run_finish (store, result, error);

  return work != NULL ? &work->tally : NULL;
}

/* --- removal ------------------------------------------------------------------------------------------- */

static void
removal_free (SptPositionsRemoval *removal)
{
  g_array_unref (removal->ids);
  g_free (removal->reason);
  g_free (removal);
}

static gboolean
remove_positions (SptDb         *db,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  SptPositionsRemoval *removal = data;

  if (removal->drafts_only)
    {
      g_autoptr (GArray) rows = spt_db_plan_records (db, SPT_KIND_POSITIONS, (const gint64 *) (void *)
                                                     removal->ids->data, removal->ids->len,
                                                     cancellable, error);

      if (rows == NULL)
        return FALSE;
      g_array_set_size (removal->ids, 0);
      for (guint i = 0; i < rows->len; i++)
        {
          const SptPlanRow *row = &g_array_index (rows, SptPlanRow, i);

          if (!row->accepted)
            g_array_append_val (removal->ids, row->id);
        }
    }
  if (!spt_db_remove_positions (db, (const gint64 *) (void *) removal->ids->data,
                                removal->ids->len, removal->restore, &removal->n_done, error))
    return FALSE;

  /* What is kept after all has no reason to go. */
  return (removal->reason == NULL && !removal->restore) ||
         spt_db_set_delete_reason (db, (const gint64 *) (void *) removal->ids->data,
                                   removal->ids->len, removal->reason, error);
}

/**
 * spt_positions_mark_async:
 * @store: the archive
 * @ids: (element-type gint64): positions
 * @reason: why they are deleted at the service
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Marks positions to be deleted at the service and keeps why; drafts among them are removed. Ended by
 * spt_positions_remove_finish().
 */
void
spt_positions_mark_async (SptStore            *store,
                          GArray              *ids,
                          const char          *reason,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  SptPositionsRemoval *removal = g_new0 (SptPositionsRemoval, 1);

  removal->ids = g_array_copy (ids);
  removal->reason = g_strdup (reason);
  spt_store_run_async (store, SPT_STORE_WRITE, remove_positions, removal,
                       (GDestroyNotify) removal_free, cancellable, callback, user_data);
}

/**
 * spt_positions_remove_async:
 * @store: the archive
 * @ids: (element-type gint64): positions
 * @drafts_only: leaves alone what the service has
 * @restore: brings back what was removed and takes marks off
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Takes positions away, or brings them back. Those under way are left as they are.
 */
void
spt_positions_remove_async (SptStore            *store,
                            GArray              *ids,
                            gboolean             drafts_only,
                            gboolean             restore,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  SptPositionsRemoval *removal = g_new0 (SptPositionsRemoval, 1);

  removal->ids = g_array_copy (ids);
  removal->drafts_only = drafts_only;
  removal->restore = restore;
  spt_store_run_async (store, SPT_STORE_WRITE, remove_positions, removal,
                       (GDestroyNotify) removal_free, cancellable, callback, user_data);
}

/**
 * spt_positions_remove_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_positions_remove_async().
 *
 * Returns: (transfer none) (nullable): what was done, as long as @result lives
 */
SptPositionsRemoval *
spt_positions_remove_finish (SptStore      *store,
                             GAsyncResult  *result,
                             GError       **error)
{
  return spt_store_run_finish (store, result, error);
}

/* --- copying ------------------------------------------------------------------------------------------- */

static void
copy_work_free (CopyWork *work)
{
  g_string_free (work->text, TRUE);
  g_array_unref (work->ids);
  g_free (work);
}

/* A tab or a line break inside a cell would move all cells after it. */
static void
append_cell (GString    *out,
             const char *text,
             char        after)
{
  for (const char *at = text != NULL ? text : ""; *at != '\0'; at++)
    g_string_append_c (out, strchr ("\t\r\n", *at) != NULL ? ' ' : *at);
  g_string_append_c (out, after);
}

static void
append_position (GString         *out,
                 SptDebtPosition *position)
{
  g_autofree char *name = NULL;
  g_autofree char *code = NULL;
  g_autofree char *description = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *due = NULL;
  g_autofree char *iupd = NULL;
  g_autofree char *iuv = NULL;
  g_autofree char *organization = NULL;

  g_object_get (position, "debtor-name", &name, "debtor-code", &code, "description", &description,
                "amount-text", &amount, "due-date-text", &due, "iupd", &iupd, "iuv", &iuv,
                "organization", &organization, NULL);
  append_cell (out, name, '\t');
  append_cell (out, code, '\t');
  append_cell (out, description, '\t');
  append_cell (out, amount, '\t');
  append_cell (out, due, '\t');
  append_cell (out, spt_ui_state_word (spt_debt_position_get_state (position), TRUE), '\t');
  append_cell (out, iupd, '\t');
  append_cell (out, iuv, '\t');
  append_cell (out, organization, '\n');
}

static gboolean
copy_positions (SptDb         *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  CopyWork *work = data;
  const char *headings[] = { _("Debtor"), _("Tax Code"), _("Description"), _("Amount"), _("Due Date"),
                             _("State"), _("IUPD"), _("IUV"), _("Body") };

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    append_cell (work->text, headings[i], i + 1 < G_N_ELEMENTS (headings) ? '\t' : '\n');

  for (guint i = 0; i < work->ids->len; i++)
    {
      g_autoptr (SptDebtPosition) position = NULL;
      g_autoptr (GError) local = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      position = spt_db_get_position (db, g_array_index (work->ids, gint64, i), &local);
      if (position != NULL)
        {
          append_position (work->text, position);
        }
      else if (!g_error_matches (local, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * spt_positions_copy_async:
 * @store: the archive
 * @ids: (element-type gint64): positions, in the order of the text
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Writes positions as text that a spreadsheet takes as cells.
 */
void
spt_positions_copy_async (SptStore            *store,
                          GArray              *ids,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  CopyWork *work = g_new0 (CopyWork, 1);

  work->text = g_string_new (NULL);
  work->ids = g_array_copy (ids);
  spt_store_run_async (store, SPT_STORE_READ, copy_positions, work,
                       (GDestroyNotify) copy_work_free, cancellable, callback, user_data);
}

/**
 * spt_positions_copy_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_positions_copy_async().
 *
 * Returns: (transfer none) (nullable): the text, as long as @result lives
 */
const char *
spt_positions_copy_finish (SptStore      *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  CopyWork *work = spt_store_run_finish (store, result, error);

  return work != NULL ? work->text->str : NULL;
}
