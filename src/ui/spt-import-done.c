/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant's last step: what came in, and the way back. */
#define G_LOG_DOMAIN "spt-import-done"

#include "config.h"

#include "spt-import-done.h"

#include <glib/gi18n.h>

#include "ui/spt-import-debtors.h"

struct _SptImportDone
{
  AdwBin            parent_instance;

  /* Template */
  AdwStatusPage    *page;
  GtkWidget        *mend_button;
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
  gtk_widget_grab_focus (n_faulty > 0 ? self->mend_button : self->show_button);
}

static void
spt_import_done_class_init (SptImportDoneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SPT_TYPE_IMPORT_DEBTORS);
  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-import-done.ui");
  gtk_widget_class_bind_template_child (widget_class, SptImportDone, page);
  gtk_widget_class_bind_template_child (widget_class, SptImportDone, mend_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportDone, show_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportDone, debtors);
  gtk_widget_class_bind_template_child (widget_class, SptImportDone, undo_button);
}

static void
spt_import_done_init (SptImportDone *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
