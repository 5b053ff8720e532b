/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages of people and companies ask of the archive. */
#define G_LOG_DOMAIN "spt-subject-work"

#include "config.h"

#include "spt-subject-work.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/spt-dossier.h"
#include "outbox/spt-intake.h"
#include "store/spt-store-positions.h"
#include "ui/spt-ui.h"
#include "ui/spt-undo.h"

/* --- loading ------------------------------------------------------------------------------------------- */

static void
load_free (SptSubjectLoad *self)
{
  spt_record_load_clear (&self->record);
  g_clear_object (&self->subject);
  g_clear_object (&self->twin);
  g_clear_pointer (&self->positions, g_ptr_array_unref);
  g_ptr_array_unref (self->others);
  g_free (self);
}

static gboolean
load_twin (SptDb           *db,
           SptSubjectLoad  *self,
           GError         **error)
{
  g_autofree char *fiscal_code = NULL;
  g_autofree char *vat_number = NULL;
  gint64 twin;

  g_object_get (self->subject, "fiscal-code", &fiscal_code, "vat-number", &vat_number, NULL);
  twin = spt_db_find_subject_twin (db, self->record.id, fiscal_code, vat_number, error);
  if (twin > 0)
    self->twin = spt_db_get_subject (db, twin, error);
  return twin == 0 || self->twin != NULL;
}

static void
other_free (gpointer data)
{
  SptSubjectOther *other = data;

  g_object_unref (other->row);
  g_free (other);
}

/* By the codes: who wrote the record may have taken it from nobody in the directory. */
static gboolean
load_others_of (SptDb                 *db,
                SptSubjectLoad        *self,
                const SptRecordPages  *kind,
                const char            *code,
                GCancellable          *cancellable,
                GError               **error)
{
  const SptListQuery query = { .search = code, .descending = TRUE };
  g_autoptr (GArray) ids = spt_db_query_list (db, kind->rows, &query, cancellable, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      SptSubjectOther *other;
      SptRow *row;

      self->n_others++;
      if (self->others->len >= SPT_SUBJECT_MAX_POSITIONS)
        continue;
      row = spt_db_get_row (db, kind->rows, g_array_index (ids, gint64, i), error);
      if (row == NULL)
        return FALSE;
      other = g_new0 (SptSubjectOther, 1);
      other->kind = kind;
      other->row = row;
      g_ptr_array_add (self->others, other);
    }
  return TRUE;
}

static gboolean
load_others (SptDb           *db,
             SptSubjectLoad  *self,
             GCancellable    *cancellable,
             GError         **error)
{
  GPtrArray *kinds = spt_record_pages_list ();
  g_autofree char *fiscal_code = NULL;
  g_autofree char *vat_number = NULL;
  const char *codes[2];

  g_object_get (self->subject, "fiscal-code", &fiscal_code, "vat-number", &vat_number, NULL);
  codes[0] = fiscal_code;
  codes[1] = g_strcmp0 (vat_number, fiscal_code) != 0 ? vat_number : NULL;
  for (guint i = 0; i < kinds->len; i++)
    {
      const SptRecordPages *kind = g_ptr_array_index (kinds, i);

      for (guint j = 0; kind->rows != NULL && kind->describe != NULL && j < G_N_ELEMENTS (codes); j++)
        {
          if (codes[j] != NULL && *codes[j] != '\0' &&
              !load_others_of (db, self, kind, codes[j], cancellable, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* What a service found for a field, last. */
static void
choose_found (SptSubjectLoad *self)
{
  gint64 newest = 0;

  self->found = NULL;
  for (guint i = 0; i < self->others->len; i++)
    {
      const SptSubjectOther *other = g_ptr_array_index (self->others, i);
      const SptDossierData *data;

      if (other->kind->finds == NULL || !SPT_IS_DOSSIER (other->row))
        continue;
      data = spt_dossier_get_data (SPT_DOSSIER (other->row));
      if (strcmp (data->stage, "found") != 0 || *data->result == '\0' || data->phase_since <= newest)
        continue;
      newest = data->phase_since;
      self->found = other;
    }
}

static gboolean
load (SptDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  SptSubjectLoad *self = data;
  g_autoptr (GArray) ids = NULL;

  self->record.doc = spt_db_get_subject_doc (db, self->record.id, NULL, error);
  if (self->record.doc == NULL ||
      !spt_record_load_rest (db, SPT_KIND_BENEFICIARIES, &self->record, error))
    return FALSE;
  self->subject = spt_db_get_subject (db, self->record.id, error);
  if (self->subject == NULL || (!self->record.is_gone && !load_twin (db, self, error)))
    return FALSE;
  self->record.state = spt_subject_get_state (self->subject);

  ids = spt_db_list_subject_positions (db, self->record.id, SPT_SUBJECT_MAX_POSITIONS, &self->n_positions,
                                       cancellable, error);
  if (ids == NULL)
    return FALSE;
  self->positions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < ids->len; i++)
    {
      SptDebtPosition *position = spt_db_get_position (db, g_array_index (ids, gint64, i), error);

      if (position == NULL)
        return FALSE;
      g_ptr_array_add (self->positions, position);
    }
  if (!load_others (db, self, cancellable, error))
    return FALSE;
  choose_found (self);

  return TRUE;
}

/**
 * spt_subject_load_async:
 * @store: the archive
 * @id: the subject
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Reads all that the page of a subject shows.
 */
void
spt_subject_load_async (SptStore            *store,
                        gint64               id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  SptSubjectLoad *self = g_new0 (SptSubjectLoad, 1);

  self->record.id = id;
  self->others = g_ptr_array_new_with_free_func (other_free);
  spt_store_run_async (store, SPT_STORE_READ, load, self, (GDestroyNotify) load_free, cancellable,
                       callback, user_data);
}

/**
 * spt_subject_load_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Ends spt_subject_load_async().
 *
 * Returns: (transfer none) (nullable): what was read, as long as @result lives
 */
SptSubjectLoad *
spt_subject_load_finish (SptStore      *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  return spt_store_run_finish (store, result, error);
}

/* --- saving and merging -------------------------------------------------------------------------------- */

typedef struct
{
  gint64     id;
  gint64     gone;   /* 0 = saving */
  SptRecord *record; /* (owned) */
  char      *who;    /* (owned) */
  gint64     answer;
} Work;

static void
work_free (Work *work)
{
  g_clear_pointer (&work->record, spt_record_free);
  g_free (work->who);
  g_free (work);
}

static void
work_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;

  if (work->gone != 0)
    work->answer = spt_subjects_merge (SPT_STORE (source), work->id, work->gone, work->record,
                                       work->who, &error);
  else
    work->answer = spt_save_record (SPT_STORE (source), SPT_KIND_BENEFICIARIES, work->id,
                                    work->record, work->who, NULL, &error);
  if (work->answer == 0)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
begin_work (SptStore            *store,
            gint64               id,
            gint64               gone,
            SptRecord           *record,
            const char          *who,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->id = id;
  work->gone = gone;
  work->record = record;
  work->who = g_strdup (who);
  g_task_set_source_tag (task, begin_work);
  g_task_set_name (task, "spt-subject-work");
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, work_thread);
}

/**
 * spt_subject_save_async:
 * @store: the archive
 * @id: the subject; 0 = a new one
 * @record: (transfer full): what was typed
 * @who: the clerk
 * @cancellable: (nullable): a cancellable; what is being written is written
 * @callback: called when done
 * @user_data: for it
 *
 * Checks and keeps a subject, however incomplete (design 4).
 */
void
spt_subject_save_async (SptStore            *store,
                        gint64               id,
                        SptRecord           *record,
                        const char          *who,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  begin_work (store, id, 0, record, who, cancellable, callback, user_data);
}

/**
 * spt_subject_merge_async:
 * @store: the archive
 * @kept: the subject that stays
 * @gone: the one that becomes part of it
 * @record: (transfer full): what the one that stays shall be
 * @who: the clerk
 * @cancellable: (nullable): a cancellable; what is being written is written
 * @callback: called when done
 * @user_data: for it
 *
 * Makes one of two subjects.
 */
void
spt_subject_merge_async (SptStore            *store,
                         gint64               kept,
                         gint64               gone,
                         SptRecord           *record,
                         const char          *who,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  begin_work (store, kept, gone, record, who, cancellable, callback, user_data);
}

/**
 * spt_subject_work_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_subject_save_async() and spt_subject_merge_async().
 *
 * Returns: the subject, or the change; 0 on error
 */
gint64
spt_subject_work_finish (SptStore      *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), 0);
  g_return_val_if_fail (g_async_result_is_tagged (result, begin_work), 0);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return 0;
  return ((Work *) g_task_get_task_data (G_TASK (result)))->answer;
}

/* --- what can be taken back ---------------------------------------------------------------------------- */

/* What an "undo" works on when the page that it was made on has gone: kept by the window, the last one only. */
typedef struct
{
  GWeakRef  window;
  SptStore *store;     /* (owned) */
  char     *who;       /* (owned) */
  gint64    import_id; /* 0 = @ids were taken away */
  GArray   *ids;       /* (owned) (nullable) */
  guint     n_done;
  guint     n_kept;
} Change;

static void
change_free (Change *change)
{
  g_weak_ref_clear (&change->window);
  g_clear_object (&change->store);
  g_clear_pointer (&change->ids, g_array_unref);
  g_free (change->who);
  g_free (change);
}

static GObject *
keep_change (SptWindow *window,
             Change    *change)
{
  SptDesk *desk = spt_window_get_desk (window);
  GObject *owner = g_object_new (G_TYPE_OBJECT, NULL);

  g_weak_ref_init (&change->window, window);
  change->store = g_object_ref (spt_desk_get_store (desk));
  change->who = g_strdup (spt_desk_get_who (desk));
  g_object_set_data_full (owner, "spt-change", change, (GDestroyNotify) change_free);
  g_object_set_data_full (G_OBJECT (window), "spt-subjects-change", owner, g_object_unref);
  return owner;
}

static void
say_undone (Change       *change,
            const GError *error)
{
  g_autoptr (SptWindow) window = g_weak_ref_get (&change->window);
  g_autofree char *number = spt_ui_format_count (change->n_kept);
  g_autofree char *text = NULL;

  if (window == NULL)
    return;
  if (error != NULL)
    {
      spt_ui_report_error (GTK_WIDGET (window), error);
      return;
    }
  if (change->n_kept > 0)
    text = g_strdup_printf (ngettext ("Taken back; %s subject changed since stays as it is",
                                      "Taken back; %s subjects changed since stay as they are",
                                      change->n_kept), number);
  spt_window_toast (window, text != NULL ? text : _("Taken back"), NULL, NULL, NULL);
}

/* @user_data is the owner: it lives until here. */
static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GObject) owner = user_data;
  g_autoptr (GError) error = NULL;
  Change *change = g_object_get_data (owner, "spt-change");

  spt_import_undo_finish (SPT_STORE (object), result, &change->n_done, &change->n_kept, &error);
  say_undone (change, error);
}

static void
undo_change (gpointer owner)
{
  Change *change = g_object_get_data (owner, "spt-change");

  spt_import_undo_async (change->store, SPT_KIND_BENEFICIARIES, change->import_id, change->who, NULL,
                         undone_cb, g_object_ref (owner));
}

/**
 * spt_subjects_change_toast:
 * @window: the window
 * @text: what was done
 * @import_id: the change, see spt_import_undo()
 *
 * Says what a change did to the directory, with a button that takes it back.
 */
void
spt_subjects_change_toast (SptWindow  *window,
                           const char *text,
                           gint64      import_id)
{
  Change *change = g_new0 (Change, 1);

  change->import_id = import_id;
  spt_undo_toast (window, text, keep_change (window, change), undo_change);
}

static gboolean
remove_or_restore (SptDb         *db,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  GObject *owner = data;
  Change *change = g_object_get_data (owner, "spt-change");

  return spt_db_remove_subjects (db, (const gint64 *) (void *) change->ids->data, change->ids->len,
                                 change->import_id < 0, &change->n_done, error);
}

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GObject *owner = spt_store_run_finish (SPT_STORE (object), result, &error);

  if (owner == NULL)
    g_warning ("What was removed was not brought back: %s", error->message);
}

static void
undo_remove (gpointer owner)
{
  Change *change = g_object_get_data (owner, "spt-change");

  change->import_id = -1; /* the other way round */
  spt_store_run_async (change->store, SPT_STORE_WRITE, remove_or_restore, g_object_ref (owner),
                       g_object_unref, NULL, restored_cb, NULL);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptWindow) window = user_data;
  GObject *owner = spt_store_run_finish (SPT_STORE (object), result, &error);
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  Change *change;

  if (owner == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (window), error);
      return;
    }
  change = g_object_get_data (owner, "spt-change");
  number = spt_ui_format_count (change->n_done);
  text = g_strdup_printf (ngettext ("%s subject removed", "%s subjects removed", change->n_done),
                          number);
  spt_undo_toast (window, text, owner, undo_remove);
}

/**
 * spt_subjects_remove:
 * @window: the window
 * @ids: (element-type gint64): subjects
 *
 * Takes subjects out of the directory and says so, with a button that brings them back.
 */
void
spt_subjects_remove (SptWindow *window,
                     GArray    *ids)
{
  Change *change = g_new0 (Change, 1);
  GObject *owner;

  change->ids = g_array_ref (ids);
  owner = keep_change (window, change);
  spt_store_run_async (change->store, SPT_STORE_WRITE, remove_or_restore, g_object_ref (owner),
                       g_object_unref, NULL, removed_cb, g_object_ref (window));
}

/* --- debtors ------------------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *parent;    /* (owned) */
  SptDesk   *desk;      /* (owned) */
  gint64     import_id;
} Debtors;

static void
debtors_free (Debtors *debtors)
{
  g_clear_object (&debtors->parent);
  g_clear_object (&debtors->desk);
  g_free (debtors);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Debtors, debtors_free)

/**
 * spt_subjects_dup_added:
 * @n: how many
 *
 * Says that debtors are in the directory now.
 *
 * Returns: (transfer full): the sentence
 */
char *
spt_subjects_dup_added (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("%s debtor added to the subjects",
                                    "%s debtors added to the subjects", n), number);
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Debtors) debtors = user_data;
  g_autoptr (GError) error = NULL;
  SptWindow *window = spt_window_of (debtors->parent);
  g_autofree char *text = NULL;
  SptDebtorsResult added;

  if (!spt_subjects_add_debtors_finish (SPT_STORE (object), result, &added, &error))
    {
      spt_ui_report_error (debtors->parent, error);
      return;
    }
  if (window == NULL || added.import_id == 0)
    return;
  text = spt_subjects_dup_added (added.n_added);
  spt_subjects_change_toast (window, text, added.import_id);
}

static void
debtors_answer_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (Debtors) debtors = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = spt_ui_ask_finish (result, &error);
  SptDesk *desk = debtors->desk;
  gint64 import_id = debtors->import_id;

  if (g_strcmp0 (answer, "add") == 0)
    spt_subjects_add_debtors_async (spt_desk_get_store (desk), import_id, _("Debtors of positions"),
                                    spt_desk_get_who (desk), NULL, added_cb,
                                    g_steal_pointer (&debtors));
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Debtors) debtors = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;
  g_autofree char *heading = NULL;
  const char *responses[] = { "cancel", _("_Cancel"), "*add", _("_Add"), NULL };
  GtkWidget *parent = debtors->parent;
  SptWindow *window = spt_window_of (parent);
  guint n_new;

  if (!spt_subjects_count_debtors_finish (SPT_STORE (object), result, &n_new, &error))
    {
      spt_ui_report_error (parent, error);
      return;
    }
  if (n_new == 0)
    {
      if (window != NULL)
        spt_window_toast (window, _("All debtors are among the subjects already"), NULL, NULL, NULL);
      return;
    }

  number = spt_ui_format_count (n_new);
  heading = g_strdup_printf (ngettext ("Add %s debtor to the subjects?",
                                       "Add %s debtors to the subjects?", n_new), number);
  spt_ui_ask_async (parent, heading,
                    _("Name, code, address and contacts are copied from the newest position of each. Who is there already stays "
                      "as it is. It can be taken back with one click."),
                    NULL, responses, NULL, debtors_answer_cb, g_steal_pointer (&debtors));
}

/**
 * spt_subjects_offer_debtors:
 * @parent: a widget of the window
 * @desk: what it works with
 * @import_id: an import of positions; 0 = all positions
 *
 * Offers to put the debtors whom the directory lacks into it, and does what is answered.
 */
void
spt_subjects_offer_debtors (GtkWidget *parent,
                            SptDesk   *desk,
                            gint64     import_id)
{
  Debtors *debtors = g_new0 (Debtors, 1);

  debtors->parent = g_object_ref (parent);
  debtors->desk = g_object_ref (desk);
  debtors->import_id = import_id;
  spt_subjects_count_debtors_async (spt_desk_get_store (desk), import_id, NULL, counted_cb, debtors);
}
