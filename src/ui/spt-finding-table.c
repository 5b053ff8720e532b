/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings of a file as a table: row, column, value, what is wrong and what to do; on a narrow page as a list. */
#define G_LOG_DOMAIN "spt-finding-table"

#include "config.h"

#include "spt-finding-table.h"

#include <glib/gi18n.h>

#include "ui/spt-finding-view.h"
#include "ui/spt-ui.h"

struct _SptFindingTable
{
  AdwBin          parent_instance;

  SptFindingList *list;   /* (owned) (nullable) */
  char           *label;  /* (owned) (nullable) */
  SptAdaptiveBin *bin;    /* (unowned), as the others */
  GtkStack       *stack;
  GtkColumnView  *table;
  SptFindingView *narrow;
};

G_DEFINE_FINAL_TYPE (SptFindingTable, spt_finding_table, ADW_TYPE_BIN)

/* --- cells --------------------------------------------------------------------------------------------- */

static GtkWidget *
new_label (GtkListItem * item,
           const char  *property)
{
  GtkWidget *label = gtk_label_new (NULL);
  GtkExpression *expression =
    gtk_property_expression_new (SPT_TYPE_ISSUE_ROW,
                                 gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL, "item"),
                                 property);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_expression_bind (expression, label, "label", item);
  return label;
}

static void
let_wrap (GtkWidget *label,
          int        width_chars)
{
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), width_chars);
}

static void
take_child (GtkListItem *item,
            GtkWidget   *child)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, child);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = new_label (item, "row-text");

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), spt_finding_view_new_icon (item));
  gtk_box_append (GTK_BOX (box), label);
  take_child (item, box);
}

/* The field in the form's words, and under it the heading that one looks for in the file. */
static void
setup_field_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *field = new_label (item, "field");
  GtkWidget *column = new_label (item, "column");

  let_wrap (field, 16);
  let_wrap (column, 16);
  gtk_widget_add_css_class (column, "monospace");
  gtk_widget_add_css_class (column, "caption");
  gtk_widget_add_css_class (column, "dim-label");
  gtk_box_append (GTK_BOX (box), field);
  gtk_box_append (GTK_BOX (box), column);
  take_child (item, box);
}

static void
setup_value_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  user_data)
{
  GtkWidget *label = new_label (item, "value");

  let_wrap (label, 12);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  take_child (item, label);
}

static void
setup_advice_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item,
                 gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *text = new_label (item, "text");
  GtkWidget *next = new_label (item, "next");

  let_wrap (text, 24);
  let_wrap (next, 24);
  gtk_widget_add_css_class (next, "dim-label");
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), next);
  take_child (item, box);
}

static void
add_column (SptFindingTable *self,
            const char      *title,
            GCallback        setup,
            gboolean         expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", setup, NULL);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->table, column);
}

/* --- which of the two ---------------------------------------------------------------------------------- */

/* Only what is seen makes rows. */
static void
update (SptFindingTable *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;
  gboolean narrow = FALSE;

  g_object_get (self->bin, "narrow", &narrow, NULL);
  if (!narrow && self->list != NULL)
    selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (selection));
  spt_finding_view_set_list (self->narrow, narrow ? self->list : NULL,
                             self->label != NULL ? self->label : "");
  gtk_stack_set_visible_child_name (self->stack, narrow ? "list" : "table");
}

static void
spt_finding_table_dispose (GObject *object)
{
  SptFindingTable *self = SPT_FINDING_TABLE (object);

  if (self->list != NULL)
    {
      gtk_column_view_set_model (self->table, NULL);
      spt_finding_view_set_list (self->narrow, NULL, "");
    }
  g_clear_object (&self->list);
  g_clear_pointer (&self->label, g_free);

  G_OBJECT_CLASS (spt_finding_table_parent_class)->dispose (object);
}

static void
spt_finding_table_class_init (SptFindingTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_finding_table_dispose;
}

static void
spt_finding_table_init (SptFindingTable *self)
{
  GtkWidget *around = g_object_new (SPT_TYPE_LIST_BIN, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->bin = g_object_new (SPT_TYPE_ADAPTIVE_BIN, NULL);
  self->stack = GTK_STACK (gtk_stack_new ());
  self->table = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  self->narrow = g_object_new (SPT_TYPE_FINDING_VIEW, NULL);
  spt_finding_view_set_advice (self->narrow, TRUE);

  gtk_column_view_set_show_row_separators (self->table, TRUE);
  add_column (self, _("Row"), G_CALLBACK (setup_row_cb), FALSE);
  add_column (self, _("Field"), G_CALLBACK (setup_field_cb), FALSE);
  add_column (self, _("Value"), G_CALLBACK (setup_value_cb), FALSE);
  add_column (self, _("What to Correct"), G_CALLBACK (setup_advice_cb), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->table));
  gtk_widget_set_vexpand (scroller, TRUE);

  adw_bin_set_child (ADW_BIN (around), scroller);
  gtk_stack_add_named (self->stack, around, "table");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->narrow), "list");
  g_object_set (self->bin, "child", self->stack, NULL);
  g_signal_connect_object (self->bin, "notify::narrow", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->bin));
}

/**
 * spt_finding_table_set_list:
 * @self: the table
 * @list: (nullable): what it shows
 * @label: what that is, for screen readers
 *
 * Shows findings, from the first.
 */
void
spt_finding_table_set_list (SptFindingTable *self,
                            SptFindingList  *list,
                            const char      *label)
{
  g_return_if_fail (SPT_IS_FINDING_TABLE (self));

  g_set_object (&self->list, list);
  g_free (self->label);
  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  update (self);
}
