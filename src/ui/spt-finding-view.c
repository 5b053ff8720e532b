/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of findings one goes through by pointer or keyboard: each row says whom, what is wrong, where; activating one leads there. */
#define G_LOG_DOMAIN "spt-finding-view"

#include "config.h"

#include "spt-finding-view.h"

#include "ui/spt-ui.h"

struct _SptFindingView
{
  AdwBin       parent_instance;

  GtkListView *view;        /* (unowned): the child's */
  gboolean     with_advice; /* each row says what to do, too */
  gboolean     mends;       /* a row that is mendable can be activated */
};

G_DEFINE_FINAL_TYPE (SptFindingView, spt_finding_view, ADW_TYPE_BIN)

static guint opened_signal;
static guint mend_signal;

static GtkExpression *
row_expression (const char *property)
{
  return gtk_property_expression_new (SPT_TYPE_ISSUE_ROW,
                                      gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL, "item"),
                                      property);
}

/**
 * spt_finding_view_new_icon:
 * @item: of a list of #SptIssueRow
 *
 * Makes the icon that says how grave a finding is, with its word for pointer and screen reader.
 *
 * Returns: (transfer floating): the icon
 */
GtkWidget *
spt_finding_view_new_icon (GtkListItem *item)
{
  GtkWidget *icon = gtk_image_new ();

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_expression_bind (row_expression ("icon-name"), icon, "icon-name", item);
  gtk_expression_bind (row_expression ("icon-classes"), icon, "css-classes", item);
  gtk_expression_bind (row_expression ("level-word"), icon, "tooltip-text", item);
  return icon;
}

static GtkWidget *
add_label (GtkWidget   *box,
           GtkListItem *item,
           const char  *property)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_expression_bind (row_expression (property), label, "label", item);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static gboolean
hide_empty (GBinding     *binding,
            const GValue *from,
            GValue       *to,
            gpointer      user_data)
{
  g_value_set_boolean (to, *g_value_get_string (from) != '\0');
  return TRUE;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          SptFindingView           *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  GtkWidget *text;
  GtkWidget *place;

  gtk_widget_add_css_class (add_label (box, item, "heading"), "heading");
  text = add_label (box, item, self->with_advice ? "advice" : "text");
  place = add_label (box, item, "place");
  gtk_widget_add_css_class (place, "caption");
  gtk_widget_add_css_class (place, "dim-label");
  g_object_bind_property_full (text, "label", text, "visible", G_BINDING_SYNC_CREATE, hide_empty,
                               NULL, NULL, NULL);
  g_object_bind_property_full (place, "label", place, "visible", G_BINDING_SYNC_CREATE, hide_empty,
                               NULL, NULL, NULL);

  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (arrow, "dim-label");
  gtk_box_append (GTK_BOX (row), spt_finding_view_new_icon (item));
  gtk_box_append (GTK_BOX (row), box);
  gtk_box_append (GTK_BOX (row), arrow);
  gtk_widget_set_margin_start (row, 12);
  gtk_widget_set_margin_end (row, 12);
  gtk_widget_set_margin_top (row, 8);
  gtk_widget_set_margin_bottom (row, 8);
  gtk_list_item_set_child (item, row);
}

/* What has no record leads nowhere. */
static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         SptFindingView           *self)
{
  SptIssueRow *shown = gtk_list_item_get_item (item);
  gboolean mends = self->mends && spt_issue_row_get_mendable (shown);
  gboolean leads = spt_issue_row_get_record_id (shown) != 0 || mends;
  GtkWidget *arrow = gtk_widget_get_last_child (gtk_list_item_get_child (item));

  gtk_list_item_set_activatable (item, leads);
  gtk_image_set_from_icon_name (GTK_IMAGE (arrow), mends ? "document-edit-symbolic" : "go-next-symbolic");
  gtk_widget_set_visible (arrow, leads);
}

static void
activate_cb (SptFindingView *self,
             guint           position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->view));
  g_autoptr (SptIssueRow) row = g_list_model_get_item (model, position);

  if (row == NULL)
    return;
  if (spt_issue_row_get_record_id (row) != 0)
    {
      g_signal_emit (self, opened_signal, 0, row);
    }
  else if (self->mends && spt_issue_row_get_mendable (row))
    {
      GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
      GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

      if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
        focus = GTK_WIDGET (self);
      g_signal_emit (self, mend_signal, 0, focus, position);
    }
}

static void
spt_finding_view_class_init (SptFindingViewClass *klass)
{
  /**
   * SptFindingView::opened:
   * @self: the view
   * @row: what was activated
   *
   * A person wants to see the record of a finding.
   */
  opened_signal = g_signal_new ("opened", SPT_TYPE_FINDING_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, SPT_TYPE_ISSUE_ROW);
  /**
   * SptFindingView::mend-asked:
   * @self: the view
   * @at: the row
   * @position: of the list
   *
   * A person wants to mend what was found there.
   */
  mend_signal = g_signal_new ("mend-asked", SPT_TYPE_FINDING_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, GTK_TYPE_WIDGET, G_TYPE_UINT);
}

static void
spt_finding_view_init (SptFindingView *self)
{
  GtkWidget *bin = g_object_new (SPT_TYPE_LIST_BIN, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_list_view_set_show_separators (self->view, TRUE);
  gtk_list_view_set_single_click_activate (self->view, TRUE);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  adw_bin_set_child (ADW_BIN (bin), scroller);
  adw_bin_set_child (ADW_BIN (self), bin);
}

/**
 * spt_finding_view_set_advice:
 * @self: a view that shows nothing yet
 * @with_advice: whether each row says what to do
 *
 * Where one list holds findings of many kinds, each row says what to do itself.
 */
void
spt_finding_view_set_advice (SptFindingView *self,
                             gboolean        with_advice)
{
  g_return_if_fail (SPT_IS_FINDING_VIEW (self));

  self->with_advice = with_advice;
}

/**
 * spt_finding_view_set_mends:
 * @self: a view that shows nothing yet
 * @mends: whether rows can be mended
 *
 * Where the rows of a file are listed, those that are mendable can be activated.
 */
void
spt_finding_view_set_mends (SptFindingView *self,
                            gboolean        mends)
{
  g_return_if_fail (SPT_IS_FINDING_VIEW (self));

  self->mends = mends;
}

/**
 * spt_finding_view_set_list:
 * @self: the view
 * @list: (nullable): what it shows
 * @label: what that is, for screen readers
 *
 * Shows a list, from its beginning.
 */
void
spt_finding_view_set_list (SptFindingView *self,
                           SptFindingList *list,
                           const char     *label)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_if_fail (SPT_IS_FINDING_VIEW (self));

  if (list != NULL && self->mends)
    {
      selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (list))));
      gtk_single_selection_set_autoselect (GTK_SINGLE_SELECTION (selection), FALSE);
      gtk_single_selection_set_can_unselect (GTK_SINGLE_SELECTION (selection), TRUE);
    }
  else if (list != NULL)
    {
      selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (list))));
    }
  gtk_list_view_set_model (self->view, selection);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/**
 * spt_finding_view_focus:
 * @self: the view
 *
 * Puts the focus on the first row, so that the arrow keys go on from there.
 */
void
spt_finding_view_focus (SptFindingView *self)
{
  g_return_if_fail (SPT_IS_FINDING_VIEW (self));

  spt_list_bin_focus_row (GTK_WIDGET (self));
}

/**
 * spt_finding_view_focus_row:
 * @self: a view that mends
 * @position: of its list
 *
 * Puts the focus on one row, in sight.
 */
void
spt_finding_view_focus_row (SptFindingView *self,
                            guint           position)
{
  GtkSelectionModel *model;

  g_return_if_fail (SPT_IS_FINDING_VIEW (self));

  model = gtk_list_view_get_model (self->view);
  if (model == NULL || position >= g_list_model_get_n_items (G_LIST_MODEL (model)))
    return;
  gtk_selection_model_select_item (model, position, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
  spt_list_bin_focus_selected (GTK_WIDGET (self));
}
