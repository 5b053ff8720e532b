/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a few words and the buttons for them, which go below the words where there is no room. */
#define G_LOG_DOMAIN "spt-voucher-row"

#include "config.h"

#include "ui/voucher/spt-voucher-row.h"

struct _SptVoucherRow
{
  AdwPreferencesRow  parent_instance;

  GtkWidget         *box;      /* (unowned) */
  GtkWidget         *title;    /* (unowned) */
  GtkWidget         *subtitle; /* (unowned) */
  GtkWidget         *buttons;  /* (unowned) */
};

static GtkBuildableIface *parent_buildable_iface;

static void spt_voucher_row_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SptVoucherRow, spt_voucher_row, ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      spt_voucher_row_buildable_init))

static void
spt_voucher_row_add_child (GtkBuildable *buildable,
                           GtkBuilder   *builder,
                           GObject      *child,
                           const char   *type)
{
  SptVoucherRow *self = SPT_VOUCHER_ROW (buildable);

  if (GTK_IS_WIDGET (child) && GTK_WIDGET (child) != self->box)
    spt_voucher_row_add (self, GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
spt_voucher_row_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = spt_voucher_row_add_child;
}

static void
spt_voucher_row_class_init (SptVoucherRowClass *klass)
{
}

static GtkWidget *
new_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
spt_voucher_row_init (SptVoucherRow *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->title = new_label (words, "title");
  self->subtitle = new_label (words, "subtitle");
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->buttons, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->buttons, FALSE);
  gtk_box_append (GTK_BOX (self->box), words);
  gtk_box_append (GTK_BOX (self->box), self->buttons);
  gtk_widget_add_css_class (self->box, "voucher-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

/**
 * spt_voucher_row_new:
 * @title: its words, plain
 * @subtitle: (nullable): more of them
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
spt_voucher_row_new (const char *title,
                     const char *subtitle)
{
  SptVoucherRow *self = g_object_new (SPT_TYPE_VOUCHER_ROW, NULL);

  spt_voucher_row_set_words (self, title, subtitle);

  return GTK_WIDGET (self);
}

/**
 * spt_voucher_row_set_words:
 * @self: the row
 * @title: its words, plain
 * @subtitle: (nullable): more of them
 *
 * Says something else.
 */
void
spt_voucher_row_set_words (SptVoucherRow *self,
                           const char    *title,
                           const char    *subtitle)
{
  g_return_if_fail (SPT_IS_VOUCHER_ROW (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (self->subtitle, subtitle != NULL && *subtitle != '\0');
}

/**
 * spt_voucher_row_set_narrow:
 * @self: the row
 * @narrow: whether there is little room
 *
 * Puts the buttons below the words, or behind them.
 */
void
spt_voucher_row_set_narrow (SptVoucherRow *self,
                            gboolean       narrow)
{
  g_return_if_fail (SPT_IS_VOUCHER_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), narrow ? GTK_ORIENTATION_VERTICAL
                                                                     : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (self->buttons, narrow ? GTK_ALIGN_START : GTK_ALIGN_END);
}

/**
 * spt_voucher_row_add:
 * @self: the row
 * @widget: (transfer floating): a button, or a few words
 *
 * Puts something behind the words.
 */
void
spt_voucher_row_add (SptVoucherRow *self,
                     GtkWidget     *widget)
{
  g_return_if_fail (SPT_IS_VOUCHER_ROW (self));

  gtk_box_append (GTK_BOX (self->buttons), widget);
  gtk_widget_set_visible (self->buttons, TRUE);
}
