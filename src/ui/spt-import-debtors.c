/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The button that puts the debtors of an import into the directory, and takes them out again. */
#define G_LOG_DOMAIN "spt-import-debtors"

#include "config.h"

#include "spt-import-debtors.h"

#include <glib/gi18n.h>

#include "outbox/spt-intake.h"
#include "outbox/spt-subjects.h"
#include "ui/spt-subject-work.h"
#include "ui/spt-ui.h"

struct _SptImportDebtors
{
  AdwBin           parent_instance;

  SptDesk         *desk;      /* (owned) (nullable) */
  gint64           import_id; /* of positions */
  guint            n_new;     /* whom the directory lacks */
  SptDebtorsResult added;     /* import_id 0 = not yet */
  gboolean         is_busy;

  GtkLabel        *label;     /* (unowned), as the other */
  GtkWidget       *button;
};

G_DEFINE_FINAL_TYPE (SptImportDebtors, spt_import_debtors, ADW_TYPE_BIN)

static void
update (SptImportDebtors *self)
{
  gboolean is_added = self->added.import_id != 0;
  guint n = is_added ? self->added.n_added : self->n_new;
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *said = is_added ? spt_subjects_dup_added (n) : NULL;
  g_autofree char *text =
    is_added ? g_strdup (_("Take Them _Out Again"))
             : g_strdup_printf (ngettext ("_Add %s Debtor to the Subjects",
                                          "_Add the %s Debtors to the Subjects", n), number);
  GtkWidget *label;

  gtk_label_set_text (self->label, said != NULL ? said : "");
  gtk_widget_set_visible (GTK_WIDGET (self->label), is_added);
  gtk_button_set_label (GTK_BUTTON (self->button), text);
  label = gtk_button_get_child (GTK_BUTTON (self->button));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_sensitive (self->button, !self->is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
settle (SptImportDebtors *self,
        const GError     *error)
{
  self->is_busy = FALSE;
  if (error != NULL)
    spt_ui_report_error (GTK_WIDGET (self), error);
  update (self);
  if (gtk_widget_get_mapped (self->button))
    gtk_widget_grab_focus (self->button);
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SptImportDebtors) self = user_data;
  g_autoptr (GError) error = NULL;

  spt_subjects_add_debtors_finish (SPT_STORE (object), result, &self->added, &error);
  settle (self, error);
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SptImportDebtors) self = user_data;
  g_autoptr (GError) error = NULL;

  if (spt_import_undo_finish (SPT_STORE (object), result, NULL, NULL, &error))
    self->added.import_id = 0;
  settle (self, error);
}

/* What was begun is done, even if the window is closed meanwhile. */
static void
clicked_cb (SptImportDebtors *self)
{
  SptStore *store = spt_desk_get_store (self->desk);
  const char *who = spt_desk_get_who (self->desk);

  self->is_busy = TRUE;
  update (self);
  if (self->added.import_id == 0)
    spt_subjects_add_debtors_async (store, self->import_id, _("Debtors of positions"), who, NULL,
                                    added_cb, g_object_ref (self));
  else
    spt_import_undo_async (store, SPT_KIND_BENEFICIARIES, self->added.import_id, who, NULL, undone_cb,
                           g_object_ref (self));
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SptImportDebtors) self = user_data;
  g_autoptr (GError) error = NULL;

  /* Only an offer: where it cannot be counted there is none. */
  if (!spt_subjects_count_debtors_finish (SPT_STORE (object), result, &self->n_new, &error))
    g_warning ("The debtors of an import were not counted: %s", error->message);
  update (self);
}

static void
spt_import_debtors_dispose (GObject *object)
{
  g_clear_object (&SPT_IMPORT_DEBTORS (object)->desk);

  G_OBJECT_CLASS (spt_import_debtors_parent_class)->dispose (object);
}

static void
spt_import_debtors_class_init (SptImportDebtorsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_import_debtors_dispose;
}

static void
spt_import_debtors_init (SptImportDebtors *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_justify (self->label, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));

  self->button = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->button), TRUE);
  gtk_widget_add_css_class (self->button, "pill");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->button);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_hide (GTK_WIDGET (self));
}

/**
 * spt_import_debtors_show:
 * @self: the button
 * @desk: what it works with
 * @import_id: an import of positions; 0 = none
 *
 * Counts the debtors whom the directory lacks, and offers to put them there where there are any.
 */
void
spt_import_debtors_show (SptImportDebtors *self,
                         SptDesk          *desk,
                         gint64            import_id)
{
  g_return_if_fail (SPT_IS_IMPORT_DEBTORS (self));
  g_return_if_fail (SPT_IS_DESK (desk));

  g_set_object (&self->desk, desk);
  self->import_id = import_id;
  self->n_new = 0;
  self->added.import_id = 0;
  update (self);
  if (import_id != 0)
    spt_subjects_count_debtors_async (spt_desk_get_store (desk), import_id, NULL, counted_cb,
                                      g_object_ref (self));
}
