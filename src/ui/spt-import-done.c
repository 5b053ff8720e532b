/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant's last step: what came in, and the way back. */
#define G_LOG_DOMAIN "spt-import-done"

#include "config.h"

#include "spt-import-done.h"

#include <glib/gi18n.h>

#include "outbox/spt-record-kind.h"
#include "ui/spt-import-debtors.h"
#include "ui/spt-record-pages.h"

struct _SptImportDone
{
  AdwBin            parent_instance;

  GArray           *ready;  /* (owned) (element-type gint64) */
  guint             n_faulty;
  SptImportWork    *work;   /* (owned) (nullable) */

  /* Template */
  AdwStatusPage    *page;
  GtkWidget        *mend_button;
  GtkWidget        *send_button;
  GtkWidget        *show_button;
  SptImportDebtors *debtors;
  GtkWidget        *undo_button;
};

G_DEFINE_FINAL_TYPE (SptImportDone, spt_import_done, ADW_TYPE_BIN)

static void
set_button (GtkWidget *button,
            char      *label)
{
  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  gtk_label_set_justify (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), GTK_JUSTIFY_CENTER);
  g_free (label);
}

/* --- what is ready ------------------------------------------------------------------------------------- */

typedef struct
{
  const SptListKind *list;
  gint64             import_id;
  GArray            *ids; /* (owned) (nullable) (element-type gint64) */
} Ready;

static void
ready_free (gpointer data)
{
  Ready *ready = data;

  g_clear_pointer (&ready->ids, g_array_unref);
  g_free (ready);
}

static gboolean
list_ready (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Ready *ready = data;
  const SptListQuery query = { .states = 1u << SPT_STATE_READY, .import_id = ready->import_id };

  ready->ids = spt_db_query_list (db, ready->list, &query, cancellable, error);
  return ready->ids != NULL;
}

/* One of them is what a person most likely does next. */
static void
suggest (SptImportDone *self,
         GtkWidget     *first)
{
  GtkWidget *const buttons[] = { self->mend_button, self->send_button, self->show_button };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      if (buttons[i] == first)
        gtk_widget_add_css_class (buttons[i], "suggested-action");
      else
        gtk_widget_remove_css_class (buttons[i], "suggested-action");
    }
  gtk_widget_grab_focus (first);
}

/* @user_data is a reference. */
static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SptImportDone) self = user_data;
  g_autoptr (GError) error = NULL;
  Ready *ready = spt_store_run_finish (SPT_STORE (object), result, &error);

  if (ready == NULL)
    {
      g_warning ("What is ready of an import could not be listed: %s", error->message);
      return;
    }
  if (self->work == NULL || spt_import_work_get_done (self->work)->import_id != ready->import_id)
    return;
  g_array_unref (self->ready);
  self->ready = g_steal_pointer (&ready->ids);
  if (self->ready->len == 0)
    return;
  set_button (self->send_button, spt_import_work_get_kind (self->work)->dup_phrase (SPT_IMPORT_SAYS_SEND, self->ready->len));
  gtk_widget_show (self->send_button);
  if (self->n_faulty == 0)
    suggest (self, self->send_button);
}

static void
look_for_ready (SptImportDone *self)
{
  SptImportWork *work = self->work;
  const SptRecordPages *pages = spt_record_pages_find (spt_import_work_get_kind (work)->id);
  const SptRecordKind *records = spt_record_kind_find (spt_import_work_get_kind (work)->id);
  Ready *ready;

  g_array_set_size (self->ready, 0);
  gtk_widget_hide (self->send_button);
  if (pages == NULL || pages->send == NULL || records == NULL)
    return;
  ready = g_new0 (Ready, 1);
  ready->list = records->list;
  ready->import_id = spt_import_work_get_done (work)->import_id;
  spt_store_run_async (spt_desk_get_store (spt_import_work_get_desk (work)), SPT_STORE_READ, list_ready, ready,
                       ready_free, NULL, listed_cb, g_object_ref (self));
}

/**
 * spt_import_done_get_ready:
 * @self: the page
 *
 * Lists what came in and can be sent as it is.
 *
 * Returns: (transfer none) (element-type gint64): records; empty before it is known
 */
GArray *
spt_import_done_get_ready (SptImportDone *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_DONE (self), NULL);
  return self->ready;
}

/**
 * spt_import_done_show:
 * @self: the page
 * @work: an import that has come in
 * @only_good: whether what was faulty went to the file of rejected rows
 *
 * Says what came in, and offers what follows from it. The focus is on the first of it.
 */
void
spt_import_done_show (SptImportDone *self,
                      SptImportWork *work,
                      gboolean       only_good)
{
  const SptImportKind *kind;
  SptImportResult *result;
  guint n_faulty, n_in;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped_title = NULL;
  g_autofree char *escaped_text = NULL;

  g_return_if_fail (SPT_IS_IMPORT_DONE (self));
  g_return_if_fail (SPT_IS_IMPORT_WORK (work) && spt_import_work_get_done (work) != NULL);

  kind = spt_import_work_get_kind (work);
  result = spt_import_work_get_done (work);
  n_faulty = only_good ? 0 : result->n_faulty;
  n_in = result->n_good + n_faulty;
  title = kind->dup_phrase (SPT_IMPORT_SAYS_DONE, n_in);
  if (only_good)
    {
      g_autofree char *base = g_filename_display_basename (spt_import_work_get_rejects_path (work));

      /* Translators: %s is the name of a file */
      text = g_strdup_printf (_("The other rows are in %s, each with its reason."), base);
    }
  else
    {
      text = kind->dup_phrase (n_faulty > 0 ? SPT_IMPORT_SAYS_CAN_UNDO : SPT_IMPORT_SAYS_ALL_READY, n_in);
    }
  escaped_title = g_markup_escape_text (title, -1);
  escaped_text = g_markup_escape_text (text, -1);
  adw_status_page_set_title (self->page, escaped_title);
  adw_status_page_set_description (self->page, escaped_text);

  set_button (self->mend_button, kind->dup_phrase (SPT_IMPORT_SAYS_MEND, n_faulty));
  set_button (self->show_button, kind->dup_phrase (SPT_IMPORT_SAYS_SHOW, n_in));
  set_button (self->undo_button, kind->dup_phrase (SPT_IMPORT_SAYS_UNDO, n_in));
  gtk_widget_set_visible (self->mend_button, n_faulty > 0);
  gtk_widget_set_visible (self->show_button, n_in > 0);
  gtk_widget_set_visible (self->undo_button, n_in > 0);
  spt_import_debtors_show (self->debtors, spt_import_work_get_desk (work),
                           kind->has_debtors && n_in > 0 ? result->import_id : 0);
  g_set_object (&self->work, work);
  self->n_faulty = n_faulty;
  look_for_ready (self);
  suggest (self, n_faulty > 0 ? self->mend_button : self->show_button);
}

static void
spt_import_done_dispose (GObject *object)
{
  g_clear_object (&SPT_IMPORT_DONE (object)->work);

  G_OBJECT_CLASS (spt_import_done_parent_class)->dispose (object);
}

static void
spt_import_done_finalize (GObject *object)
{
  g_array_unref (SPT_IMPORT_DONE (object)->ready);

  G_OBJECT_CLASS (spt_import_done_parent_class)->finalize (object);
}

static void
spt_import_done_class_init (SptImportDoneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spt_import_done_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_import_done_finalize;

  g_type_ensure (SPT_TYPE_IMPORT_DEBTORS);
  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-import-done.ui");
  gtk_widget_class_bind_template_child (widget_class, SptImportDone, page);
  gtk_widget_class_bind_template_child (widget_class, SptImportDone, mend_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportDone, send_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportDone, show_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportDone, debtors);
  gtk_widget_class_bind_template_child (widget_class, SptImportDone, undo_button);
}

static void
spt_import_done_init (SptImportDone *self)
{
  self->ready = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}
