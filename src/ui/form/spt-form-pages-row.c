/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page in the list of pages: its title, how far it is, how many errors it has. */
#define G_LOG_DOMAIN "spt-form-pages-row"

#include "config.h"

#include "spt-form-pages-row.h"

#include <glib/gi18n.h>

struct _SptFormPagesRow
{
  GtkBox       parent_instance;

  SptFormPage *page;   /* (owned) (nullable) */
  GtkWidget   *row;    /* (unowned) (nullable): around it */
  GtkWidget   *icon;   /* (unowned) */
  GtkWidget   *title;  /* (unowned) */
  GtkWidget   *word;   /* (unowned) */
  GtkWidget   *errors; /* (unowned): their number */
};

G_DEFINE_FINAL_TYPE (SptFormPagesRow, spt_form_pages_row, GTK_TYPE_BOX)

static void
update (SptFormPagesRow *self)
{
  SptXsdPageState state = spt_form_page_get_state (self->page);
  guint n = spt_form_page_get_n_errors (self->page);
  const char *word = spt_form_page_state_word (state);
  const char *classes[] = { spt_form_page_state_class (state), "caption", NULL };
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *errors = g_strdup_printf (ngettext ("%u error", "%u errors", n), n);
  g_autofree char *name = n > 0 ? g_strdup_printf ("%s, %s, %s", spt_form_page_get_title (self->page), word, errors)
                          : g_strdup_printf ("%s, %s", spt_form_page_get_title (self->page), word);

  gtk_label_set_text (GTK_LABEL (self->title), spt_form_page_get_title (self->page));
  gtk_label_set_text (GTK_LABEL (self->word), word);
  gtk_label_set_text (GTK_LABEL (self->errors), number);
  gtk_widget_set_visible (self->errors, n > 0);
  gtk_widget_set_tooltip_text (self->errors, errors);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), spt_form_page_state_icon (state));
  classes[1] = NULL;
  gtk_widget_set_css_classes (self->icon, classes);
  classes[1] = "caption";
  gtk_widget_set_css_classes (self->word, classes);
  if (self->row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
spt_form_pages_row_dispose (GObject *object)
{
  spt_form_pages_row_set_page (SPT_FORM_PAGES_ROW (object), NULL, NULL);

  G_OBJECT_CLASS (spt_form_pages_row_parent_class)->dispose (object);
}

static void
spt_form_pages_row_class_init (SptFormPagesRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_form_pages_row_dispose;
}

static void
spt_form_pages_row_init (SptFormPagesRow *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->icon = gtk_image_new ();
  self->title = gtk_label_new (NULL);
  self->word = gtk_label_new (NULL);
  self->errors = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->word), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->word), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->errors, "badge");
  gtk_widget_add_css_class (self->errors, "numeric");
  gtk_widget_set_valign (self->errors, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->word);
  gtk_box_append (GTK_BOX (self), self->icon);
  gtk_box_append (GTK_BOX (self), words);
  gtk_box_append (GTK_BOX (self), self->errors);
}

/**
 * spt_form_pages_row_new:
 *
 * Makes a row, of no page yet.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
spt_form_pages_row_new (void)
{
  return g_object_new (SPT_TYPE_FORM_PAGES_ROW, NULL);
}

/**
 * spt_form_pages_row_set_page:
 * @self: the row
 * @page: (nullable): what it is about
 * @row: (nullable): what is around it
 *
 * Shows a page, and follows it.
 */
void
spt_form_pages_row_set_page (SptFormPagesRow *self,
                             SptFormPage     *page,
                             GtkWidget       *row)
{
  g_return_if_fail (SPT_IS_FORM_PAGES_ROW (self));

  if (self->page != NULL)
    g_signal_handlers_disconnect_by_func (self->page, update, self);
  g_set_object (&self->page, page);
  self->row = row;
  if (page == NULL)
    return;
  g_signal_connect_object (page, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
