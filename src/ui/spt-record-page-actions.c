/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with any record: save, go to what is wrong, copy, take away and bring back. */
#define G_LOG_DOMAIN "spt-record-page-actions"

#include "config.h"

#include "ui/spt-record-page-private.h"

#include <glib/gi18n.h>

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  spt_record_page_save (SPT_RECORD_PAGE (widget), SPT_RECORD_STAY);
}

static void
save_next_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  spt_record_page_save_first (SPT_RECORD_PAGE (widget), SPT_RECORD_NEXT);
}

static void
next_error_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  _spt_record_page_focus_error (SPT_RECORD_PAGE (widget), TRUE);
}

/* The one that it is in; else the last that it was in. */
static void
open_submission_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  SptRecordPage *self = SPT_RECORD_PAGE (widget);
  const SptRecordParts *parts = spt_record_page_get_parts (self);
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (parts->history_list, 0);

  if (parts->open_submission != 0)
    spt_window_open_submission (spt_window_of (widget), parts->open_submission);
  else if (first != NULL)
    _spt_record_page_open_entry (self, first);
}

/* --- copying --------------------------------------------------------------------------------------- */

/**
 * spt_record_page_open_copy:
 * @self: the page
 *
 * Shows the page of a new record with the same data.
 */
void
spt_record_page_open_copy (SptRecordPage *self)
{
  const SptRecordParts *parts = spt_record_page_get_parts (self);
  g_autoptr (SptRecord) record = spt_form_dup_record (parts->form);
  SptRecordPage *copy = g_object_new (G_OBJECT_TYPE (self), "desk", spt_page_get_desk (SPT_PAGE (self)), NULL);
  SptForm *copied;

  if (parts->xsd != NULL)
    _spt_record_page_take_schema (copy, spt_xsd_get_schema (parts->xsd), parts->xsd);
  copied = spt_record_page_get_parts (copy)->form;

  spt_form_load (copied, record);
  SPT_RECORD_PAGE_GET_CLASS (self)->copy (self, copy);
  spt_form_set_modified (copied, TRUE);
  spt_record_page_check (copy);
  spt_record_page_update (copy);
  spt_window_push (spt_window_of (GTK_WIDGET (self)), SPT_PAGE (copy));
}

static void
duplicate_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  spt_record_page_open_copy (SPT_RECORD_PAGE (widget));
}

/* --- taking away ----------------------------------------------------------------------------------- */

/* The page goes away with the record: what brings it back holds on to the archive instead, which
 * keeps it. */
typedef struct
{
  SptRecordRemoveFunc func;
  gint64              id;
} Removed;

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!spt_record_work_finish (SPT_STORE (object), result, &error))
    g_warning ("The record was not brought back: %s", error->message);
}

static void
undo_remove (gpointer owner)
{
  const Removed *removed = g_object_get_data (owner, "spt-removed");

  spt_record_remove_async (g_object_get_data (owner, "spt-store"), removed->func, removed->id, TRUE, NULL,
                           restored_cb, NULL);
}

static void
say_removed (SptRecordPage *self,
             GObject       *store)
{
  const SptRecordPageKind *kind = KIND (self);
  gint64 id = spt_page_get_record (SPT_PAGE (self));
  const Removed removed = { kind->remove, id };
  g_autofree char *key = g_strdup_printf ("spt-removed-%s-%" G_GINT64_FORMAT, kind->record, id);
  GObject *owner = g_object_new (G_TYPE_OBJECT, NULL);
  SptWindow *window = spt_window_of (GTK_WIDGET (self));

  g_object_set_data_full (owner, "spt-removed", g_memdup2 (&removed, sizeof removed), g_free);
  g_object_set_data (owner, "spt-store", store);
  g_object_set_data_full (store, key, owner, g_object_unref);
  if (spt_record_page_get_parts (self)->form != NULL)
    spt_form_set_modified (spt_record_page_get_parts (self)->form, FALSE);
  spt_undo_toast (window, _(kind->removed), owner, undo_remove);
  spt_page_set_gone (SPT_PAGE (self), TRUE);
  spt_window_back (window);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_record_work_finish (SPT_STORE (object), result, &error);
  SptRecordPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  spt_record_page_set_saving (self, FALSE);
  if (done)
    {
      say_removed (self, object);
      return;
    }
  spt_ui_report_error (GTK_WIDGET (self), error);
  spt_record_page_load (self);
}

void
_spt_record_page_remove (SptRecordPage *self)
{
  const SptRecordParts *parts = spt_record_page_get_parts (self);

  spt_record_page_set_saving (self, TRUE); /* it is not looked for again meanwhile */
  spt_record_remove_async (spt_page_get_store (SPT_PAGE (self)), KIND (self)->remove, parts->id, FALSE,
                           parts->cancellable, removed_cb, self);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SPT_RECORD_PAGE_GET_CLASS (widget)->remove (SPT_RECORD_PAGE (widget));
}

/* --- installing ------------------------------------------------------------------------------------ */

void
_spt_record_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "record.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "record.save-next", NULL, save_next_action);
  gtk_widget_class_install_action (widget_class, "record.next-error", NULL, next_error_action);
  gtk_widget_class_install_action (widget_class, "record.open-submission", NULL, open_submission_action);
  gtk_widget_class_install_action (widget_class, "record.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "record.delete", NULL, delete_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "record.save", NULL);
  /* The one added last is the one that a menu shows. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "record.save-next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "record.save-next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "record.next-error", NULL);
}
