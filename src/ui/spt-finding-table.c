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

static guint mend_signal;

/* --- cells --------------------------------------------------------------------------------------------- */

static GtkWidget *
new_label (GtkListItem *item,
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

/* A pencil where the row can be mended. */
static void
setup_mend_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  user_data)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("document-edit-symbolic");
  GtkExpression *expression =
    gtk_property_expression_new (SPT_TYPE_ISSUE_ROW,
                                 gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL, "item"),
                                 "mendable");

  gtk_widget_set_tooltip_text (icon, _("Correct Here"));
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_expression_bind (expression, icon, "visible", item);
  take_child (item, icon);
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

/* --- mending ------------------------------------------------------------------------------------------- */

static void
activate_cb (SptFindingTable *self,
             guint            position,
             GtkWidget       *view)
{
  g_autoptr (SptIssueRow) row = self->list != NULL ? g_list_model_get_item (G_LIST_MODEL (self->list), position)
                                                   : NULL;
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (row == NULL || !spt_issue_row_get_mendable (row))
    return;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, view))
    focus = view;
  g_signal_emit (self, mend_signal, 0, focus, position);
}

static void
narrow_asked_cb (SptFindingTable *self,
                 GtkWidget       *at,
                 guint            position)
{
  g_signal_emit (self, mend_signal, 0, at, position);
}

/**
 * spt_finding_table_focus:
 * @self: the table
 * @position: of its list
 *
 * Puts the focus on one row, in sight.
 */
void
spt_finding_table_focus (SptFindingTable *self,
                         guint            position)
{
  gboolean narrow = FALSE;
  GtkWidget *view = GTK_WIDGET (self->table);
  GtkWidget *list;
  GtkSelectionModel *model;

  g_return_if_fail (SPT_IS_FINDING_TABLE (self));

  g_object_get (self->bin, "narrow", &narrow, NULL);
  if (narrow)
    {
      spt_finding_view_focus_row (self->narrow, position);
      return;
    }
  model = gtk_column_view_get_model (self->table);
  if (model == NULL || position >= g_list_model_get_n_items (G_LIST_MODEL (model)))
    return;
  /* The rows are those of a list view below the headings. */
  for (list = gtk_widget_get_first_child (view); list != NULL && !GTK_IS_LIST_VIEW (list);
       list = gtk_widget_get_next_sibling (list))
    ;
  gtk_selection_model_select_item (model, position, TRUE);
  if (list != NULL)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
  spt_list_bin_focus_selected (GTK_WIDGET (self));
}

/* --- which of the two ---------------------------------------------------------------------------------- */

/* Only what is seen makes rows. */
static void
update (SptFindingTable *self)
{
  g_autoptr (GtkSingleSelection) selection = NULL;
  gboolean narrow = FALSE;

  g_object_get (self->bin, "narrow", &narrow, NULL);
  if (!narrow && self->list != NULL)
    {
      selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
      gtk_single_selection_set_autoselect (selection, FALSE);
      gtk_single_selection_set_can_unselect (selection, TRUE);
    }
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (selection));
  spt_finding_view_set_list (self->narrow, narrow ? self->list : NULL,
                             self->label != NULL ? self->label : "");
  gtk_stack_set_visible_child_name (self->stack, narrow ? "list" : "table");
}

/* The focus stays in the findings, whichever way they are shown. */
static void
narrow_changed_cb (SptFindingTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));

  update (self);
  if (had_focus)
    spt_list_bin_focus_row (GTK_WIDGET (self));
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

  /**
   * SptFindingTable::mend-asked:
   * @self: the table
   * @at: the row
   * @position: of the list
   *
   * A person wants to mend what was found there.
   */
  mend_signal = g_signal_new ("mend-asked", SPT_TYPE_FINDING_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, GTK_TYPE_WIDGET, G_TYPE_UINT);
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

  spt_finding_view_set_mends (self->narrow, TRUE);
  g_signal_connect_object (self->narrow, "mend-asked", G_CALLBACK (narrow_asked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_single_click_activate (self->table, TRUE);
  gtk_column_view_set_show_row_separators (self->table, TRUE);
  add_column (self, _("Row"), G_CALLBACK (setup_row_cb), FALSE);
  add_column (self, _("Field"), G_CALLBACK (setup_field_cb), FALSE);
  add_column (self, _("Value"), G_CALLBACK (setup_value_cb), FALSE);
  add_column (self, _("What to Correct"), G_CALLBACK (setup_advice_cb), TRUE);
  add_column (self, "", G_CALLBACK (setup_mend_cb), FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->table));
  gtk_widget_set_vexpand (scroller, TRUE);

  adw_bin_set_child (ADW_BIN (around), scroller);
  gtk_stack_add_named (self->stack, around, "table");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->narrow), "list");
  g_object_set (self->bin, "child", self->stack, NULL);
  g_signal_connect_object (self->bin, "notify::narrow", G_CALLBACK (narrow_changed_cb), self,
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
