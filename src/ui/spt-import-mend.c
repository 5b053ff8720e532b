/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mends one finding of a file where it stands: the value as it is, and what is wrong with it. */
#define G_LOG_DOMAIN "spt-import-mend"

#include "config.h"

#include "spt-import-mend.h"

#include <glib/gi18n.h>

#include "ui/spt-import-picker.h"

/* Popovers stay within a telephone's width. */
#define WIDTH 300

struct _SptImportMend
{
  GtkPopover   parent_instance;

  SptIssueRow *row;      /* (owned) (nullable): what is mended */
  GtkWidget   *at;       /* (owned) (nullable): where it was opened */
  gboolean     is_mended;

  GtkLabel    *place;    /* (unowned), as the others */
  GtkLabel    *text;
  GtkWidget   *entry;
};

G_DEFINE_FINAL_TYPE (SptImportMend, spt_import_mend, GTK_TYPE_POPOVER)

static guint mended_signal;

static void
mend_cb (SptImportMend *self)
{
  g_autoptr (SptIssueRow) row = self->row != NULL ? g_object_ref (self->row) : NULL;
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (row == NULL)
    return;
  self->is_mended = TRUE;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, mended_signal, 0, row, text);
}

static void
closed_cb (SptImportMend *self)
{
  g_autoptr (GtkWidget) at = g_steal_pointer (&self->at);

  g_clear_object (&self->row);
  if (at != NULL && !self->is_mended && gtk_widget_get_mapped (at))
    gtk_widget_grab_focus (at);
}

static void
spt_import_mend_dispose (GObject *object)
{
  SptImportMend *self = SPT_IMPORT_MEND (object);

  g_clear_object (&self->row);
  g_clear_object (&self->at);

  G_OBJECT_CLASS (spt_import_mend_parent_class)->dispose (object);
}

static void
spt_import_mend_class_init (SptImportMendClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_import_mend_dispose;

  /**
   * SptImportMend::mended:
   * @self: the popover
   * @row: what was wrong
   * @text: what stands there now
   *
   * A person has written something else.
   */
  mended_signal = g_signal_new ("mended", SPT_TYPE_IMPORT_MEND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, SPT_TYPE_ISSUE_ROW, G_TYPE_STRING);
}

static GtkLabel *
add_label (GtkWidget *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
spt_import_mend_init (SptImportMend *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Correct"));

  self->place = add_label (box);
  gtk_widget_add_css_class (GTK_WIDGET (self->place), "heading");
  self->text = add_label (box);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "dim-label");

  self->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Correct value"), -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (mend_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_object (button, "clicked", G_CALLBACK (mend_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), self->entry);
  gtk_box_append (GTK_BOX (line), button);
  gtk_box_append (GTK_BOX (box), line);
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

/**
 * spt_import_mend_new:
 *
 * Makes it; who owns the page gives it a parent, and takes it away again.
 *
 * Returns: (transfer floating): the popover
 */
GtkWidget *
spt_import_mend_new (void)
{
  return g_object_new (SPT_TYPE_IMPORT_MEND, NULL);
}

/**
 * spt_import_mend_open:
 * @self: a popover with a parent
 * @at: a widget below that parent
 * @row: a finding that is mendable
 *
 * Opens it with the value as it stands, selected.
 */
void
spt_import_mend_open (SptImportMend *self,
                      GtkWidget     *at,
                      SptIssueRow   *row)
{
  g_autofree char *heading = NULL;
  g_autofree char *field = NULL;
  g_autofree char *advice = NULL;
  g_autofree char *value = NULL;
  g_autofree char *place = NULL;

  g_return_if_fail (SPT_IS_IMPORT_MEND (self));
  g_return_if_fail (GTK_IS_WIDGET (at) && SPT_IS_ISSUE_ROW (row));

  g_object_get (row, "heading", &heading, "field", &field, "advice", &advice, "value", &value, NULL);
  place = *field != '\0' ? g_strdup_printf ("%s · %s", heading, field) : g_strdup (heading);
  gtk_label_set_text (self->place, place);
  gtk_label_set_text (self->text, advice);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), value);

  g_set_object (&self->row, row);
  g_set_object (&self->at, at);
  self->is_mended = FALSE;
  spt_import_point_at (GTK_POPOVER (self), at);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}
