/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page with a list of records of one kind: chips, search, selection, the archive asked and counted. */
#define G_LOG_DOMAIN "spt-list-page"

#include "config.h"

#include "ui/spt-list-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-account-filter.h"
#include "ui/spt-body-filter.h"
#include "ui/spt-import-dialog.h"
#include "ui/spt-record-page.h"

#define COUNT_DELAY_MS 120

static GtkBuildableIface *parent_buildable;

static void buildable_iface_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (SptListPage, spt_list_page, SPT_TYPE_PAGE,
                                  G_ADD_PRIVATE (SptListPage)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))

SptListPagePrivate *
_spt_list_page_get (SptListPage * self)
{
  return spt_list_page_get_instance_private (self);
}

/* --- counting ----------------------------------------------------------------------------------- */

static void
run_count_cb (gpointer user_data)
{
  SptListPagePrivate *priv = _spt_list_page_get (user_data);
  const SptListQuery query = spt_list_page_get_query (user_data);

  priv->count_timeout = 0;
  g_cancellable_cancel (priv->count_cancellable);
  g_clear_object (&priv->count_cancellable);
  priv->count_cancellable = g_cancellable_new ();
  SPT_LIST_PAGE_GET_CLASS (user_data)->count (user_data, &query, priv->count_cancellable);
}

/**
 * spt_list_page_count:
 * @self: a list
 *
 * Counts anew in a moment.
 */
void
spt_list_page_count (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);

  if (priv->count_timeout == 0)
    priv->count_timeout = g_timeout_add_once (COUNT_DELAY_MS, run_count_cb, self);
}

/**
 * spt_list_page_show_counts:
 * @self: a list
 * @counts: one number a chip
 * @has_some: there are records even where the list as it begins shows none
 *
 * Says what was counted.
 */
void
spt_list_page_show_counts (SptListPage *self,
                           const guint *counts,
                           gboolean     has_some)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);

  g_return_if_fail (counts != NULL);

  memcpy (priv->counts, counts, KIND (self)->n_chips * sizeof *counts);
  priv->has_some = !!has_some;
  _spt_list_page_say_counts (self);
  spt_list_page_update (self);
}

/* --- asking the archive ------------------------------------------------------------------------- */

/**
 * _spt_list_page_ask:
 * @self: a list
 *
 * Asks the archive for what is looked for now.
 */
void
_spt_list_page_ask (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);
  SptListQuery query;

  if (priv->list == NULL)
    return; /* being taken apart: a sorted grid says so as its columns go */
  query = spt_list_page_get_query (self);
  priv->to_top = TRUE;
  /* What is counted of the former list would only keep this one waiting. */
  g_cancellable_cancel (priv->count_cancellable);
  g_clear_handle_id (&priv->count_timeout, g_source_remove);
  spt_row_list_set_query (priv->list, &query);
  _spt_list_page_say_scope (self);
  spt_list_page_count (self);
}

static void
sorter_changed_cb (SptListPage *self)
{
  if (_spt_list_page_get (self)->list != NULL)
    spt_list_columns_remember_sort (_spt_list_page_get (self)->grid);
  _spt_list_page_ask (self);
}

/* GTK 4.8 has no scroll_to (): the list inside a column view, and every list view, has an action
 * for it. */
static void
scroll_to_top (GtkWidget *view)
{
  GtkWidget *list = view;

  if (GTK_IS_COLUMN_VIEW (view))
    {
      list = gtk_widget_get_first_child (view);
      while (list != NULL && !GTK_IS_LIST_VIEW (list))
        list = gtk_widget_get_next_sibling (list);
    }
  if (list != NULL)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", 0);
}

static void
list_refreshed_cb (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);
  gboolean any = spt_row_list_get_length (priv->list) > 0;

  priv->loaded = TRUE;
  if (priv->to_top && any)
    {
      scroll_to_top (_spt_list_page_is_narrow (self) ? GTK_WIDGET (priv->list_view) : GTK_WIDGET (priv->grid));
      priv->to_top = FALSE;
    }
  spt_list_page_update (self);
  spt_list_columns_show_rest (GTK_WIDGET (self), priv->list);
  /* Who was led here goes on with the keyboard: F8, the arrows. */
  if (priv->led_here && any)
    spt_list_bin_focus_row (GTK_WIDGET (priv->stack));
  priv->led_here = FALSE;
}

static void
store_changed_cb (SptListPage *self,
                  guint        what)
{
  if ((what & (KIND (self)->changed | SPT_CHANGED_ELSEWHERE)) != 0)
    SPT_LIST_PAGE_GET_CLASS (self)->changed (self);
}

/* A new spine moves as little as it can. */
static void
spt_list_page_changed (SptListPage *self)
{
  spt_list_page_follow (self, FALSE);
  spt_list_page_count (self);
}

/* --- keyboard and pointer ----------------------------------------------------------------------- */

static void
row_activated_cb (SptListPage *self,
                  guint        position)
{
  gint64 id = spt_row_list_get_id (_spt_list_page_get (self)->list, position);

  if (id > 0)
    SPT_LIST_PAGE_GET_CLASS (self)->open (self, id);
}

/* What is under the entry are the chips; who searches wants what was found. */
static gboolean
search_down_cb (GtkWidget *widget,
                GVariant  *args,
                gpointer   user_data)
{
  SptListPagePrivate *priv = _spt_list_page_get (user_data);

  if (priv->list == NULL || spt_row_list_get_length (priv->list) == 0)
    return GDK_EVENT_PROPAGATE;
  spt_list_bin_focus_row (GTK_WIDGET (priv->stack));

  return GDK_EVENT_STOP;
}

static void
add_search_keys (SptListPage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  static const guint keys[] = { GDK_KEY_Down, GDK_KEY_KP_Down };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (keys[i], 0),
                                                            gtk_callback_action_new (search_down_cb, self, NULL)));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (_spt_list_page_get (self)->search_entry), controller);
}

/* The button that opened the sheet may be gone with the empty page, and what was brought in is what one goes on with. */
static void
dialog_gone_cb (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (priv->list == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (focus == NULL || !gtk_widget_get_mapped (focus) || spt_row_list_get_length (priv->list) != priv->n_before)
    spt_list_bin_focus_row (GTK_WIDGET (priv->stack));
}

/* Only the view that is seen makes rows. */
static void
width_changed_cb (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);
  gboolean narrow = _spt_list_page_is_narrow (self);
  GtkSelectionModel *model = (GtkSelectionModel *) priv->selection;

  if (priv->list == NULL)
    return;

  gtk_column_view_set_model (priv->grid, narrow ? NULL : model);
  gtk_list_view_set_model (priv->list_view, narrow ? model : NULL);
  gtk_widget_set_visible (priv->import_button, !narrow); /* what goes is in the menu as well */
  gtk_widget_set_visible (priv->header, !narrow);
  _spt_list_page_turn (self);
  spt_list_page_update (self);
}

/* --- the page ----------------------------------------------------------------------------------- */

static void
spt_list_page_open (SptListPage *self,
                    gint64       id)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));
  SptListQuery query;
  g_autoptr (GArray) queue = NULL;
  guint n_ids = 0;
  const gint64 *ids;

  if (window == NULL)
    return;

  /* "Next to fix" goes on in the list as it is filtered and sorted here. */
  query = spt_list_page_get_query (self);
  ids = spt_row_list_get_ids (spt_list_page_get_list (self), &n_ids);
  queue = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
  if (n_ids > 0)
    g_array_append_vals (queue, ids, n_ids);
  spt_record_page_go_through (window, KIND (self)->record, id, queue,
                              query.import_id != 0 || query.submission_id != 0 ? SPT_QUEUE_ONLY : SPT_QUEUE_FIRST);
}

static void
spt_list_page_find (SptPage *page)
{
  SptListPagePrivate *priv = _spt_list_page_get (SPT_LIST_PAGE (page));

  gtk_search_bar_set_search_mode (priv->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (priv->search_entry));
}

static void
spt_list_page_refresh (SptPage *page)
{
  spt_list_page_follow (SPT_LIST_PAGE (page), FALSE);
  spt_list_page_count (SPT_LIST_PAGE (page));
}

static void
spt_list_page_create_new (SptPage *page)
{
  SPT_LIST_PAGE_GET_CLASS (page)->open (SPT_LIST_PAGE (page), 0);
}

static void
spt_list_page_import (SptPage *page,
                      GSList  *files)
{
  spt_list_page_present (SPT_LIST_PAGE (page),
                         spt_import_dialog_new_for_kind (GTK_WIDGET (page), spt_page_get_desk (page),
                                                         KIND (page)->record, files));
}

/* A day later other days are left. */
static void
spt_list_page_shown (SptPage *page)
{
  if (_spt_list_page_get (SPT_LIST_PAGE (page))->list != NULL)
    spt_list_page_count (SPT_LIST_PAGE (page));
}

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  SptListPagePrivate *priv = _spt_list_page_get (SPT_LIST_PAGE (buildable));

  if (g_strcmp0 (type, "header") == 0)
    gtk_box_append (GTK_BOX (priv->header), GTK_WIDGET (child));
  else if (g_strcmp0 (type, "strip") == 0)
    gtk_box_append (GTK_BOX (priv->strips), GTK_WIDGET (child));
  else if (g_strcmp0 (type, "bottom") == 0)
    gtk_box_append (GTK_BOX (priv->bottom), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
  if (g_strcmp0 (type, "bottom") == 0)
    priv->has_bottom = TRUE;
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

/* The columns that can be shown are the end of the menu. */
static GMenu *
add_menus (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);
  GType type = G_OBJECT_TYPE (self);
  GObject *page_menu = gtk_widget_get_template_child (GTK_WIDGET (self), type, "page_menu");
  GObject *row_menu = gtk_widget_get_template_child (GTK_WIDGET (self), type, "row_menu");
  GMenu *columns_menu = g_menu_new ();

  g_menu_append_submenu (G_MENU (page_menu), _("C_olumns"), G_MENU_MODEL (columns_menu));
  spt_ui_set_menu (priv->menu_button, G_MENU_MODEL (page_menu));
  spt_list_columns_listen (GTK_WIDGET (priv->grid), priv->selection, GTK_WIDGET (self),
                           G_MENU_MODEL (row_menu));
  spt_list_columns_listen (GTK_WIDGET (priv->list_view), priv->selection, GTK_WIDGET (self),
                           G_MENU_MODEL (row_menu));
  return columns_menu;
}

static void
connect_list (SptListPage *self,
              SptStore    *store)
{
  const SptListPageKind *kind = KIND (self);
  SptListPagePrivate *priv = _spt_list_page_get (self);
  g_autoptr (GMenu) columns_menu = NULL;
  g_autoptr (GtkListItemFactory) factory = NULL;

  if (kind->by == SPT_LIST_OF_BODY)
    spt_body_filter_set_store (SPT_BODY_FILTER (priv->filter), store);
  if (kind->by == SPT_LIST_OF_ACCOUNT)
    {
      spt_account_filter_set_kind (SPT_ACCOUNT_FILTER (priv->filter), kind->record);
      spt_account_filter_set_store (SPT_ACCOUNT_FILTER (priv->filter), store);
    }
  priv->list = spt_row_list_new (store, kind->rows);
  spt_list_columns_follow_window (GTK_WIDGET (self), priv->list);
  priv->selection = spt_id_selection_new (priv->list);
  columns_menu = add_menus (self);
  spt_list_columns_add (priv->grid, kind->layout, priv->selection, priv->column_actions, columns_menu);
  factory = spt_list_columns_new_row_factory (kind->layout, priv->selection);
  gtk_list_view_set_factory (priv->list_view, factory);

  g_signal_connect_object (priv->list, "refreshed", G_CALLBACK (list_refreshed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->selection, "changed", G_CALLBACK (spt_list_page_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (priv->grid), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
  width_changed_cb (self);
  _spt_list_page_ask (self);
  priv->to_top = FALSE; /* where it is */
}

static void
spt_list_page_constructed (GObject *object)
{
  SptListPage *self = SPT_LIST_PAGE (object);
  SptDesk *desk;

  G_OBJECT_CLASS (spt_list_page_parent_class)->constructed (object);

  _spt_list_page_say_words (self);
  _spt_list_page_add_chips (self);
  desk = spt_page_get_desk (SPT_PAGE (self));
  if (desk != NULL) /* a test of the template alone has none */
    {
      spt_list_cells_set_clock (spt_desk_get_clock (desk));
      connect_list (self, spt_desk_get_store (desk));
    }
}

static void
spt_list_page_dispose (GObject *object)
{
  SptListPagePrivate *priv = _spt_list_page_get (SPT_LIST_PAGE (object));

  g_cancellable_cancel (priv->cancellable);
  g_cancellable_cancel (priv->count_cancellable);
  g_clear_handle_id (&priv->count_timeout, g_source_remove);
  spt_list_columns_drop_menu (GTK_WIDGET (object));
  g_clear_weak_pointer (&priv->dialog);
  if (priv->grid != NULL)
    gtk_column_view_set_model (priv->grid, NULL);
  if (priv->list_view != NULL)
    gtk_list_view_set_model (priv->list_view, NULL);
  g_clear_object (&priv->selection);
  g_clear_object (&priv->list);

  G_OBJECT_CLASS (spt_list_page_parent_class)->dispose (object);
}

static void
spt_list_page_finalize (GObject *object)
{
  SptListPagePrivate *priv = _spt_list_page_get (SPT_LIST_PAGE (object));

  g_clear_object (&priv->cancellable);
  g_clear_object (&priv->count_cancellable);
  g_clear_object (&priv->column_actions);
  g_free (priv->search);
  g_free (priv->due_until);
  g_free (priv->counts);
  g_free (priv->chip_buttons);

  G_OBJECT_CLASS (spt_list_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-list-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, new_button);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, import_button);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, header);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, menu_button);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, adaptive);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, search_bar);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, search_entry);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, chips);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, scope_box);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, scope_label);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, show_all_button);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, strips);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, stack);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, grid);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, list_view);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, empty_page);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, empty_buttons);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, nothing_page);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, nothing_button);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, bottom);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, selection_box);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, selection_label);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, selection_buttons);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, show_hidden_button);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, select_all_button);
  gtk_widget_class_bind_template_child_private (widget_class, SptListPage, unselect_button);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, _spt_list_page_search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, _spt_list_page_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
spt_list_page_class_init (SptListPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SptPageClass *page_class = SPT_PAGE_CLASS (klass);

  object_class->constructed = spt_list_page_constructed;
  object_class->dispose = spt_list_page_dispose;
  object_class->finalize = spt_list_page_finalize;
  page_class->find = spt_list_page_find;
  page_class->refresh = spt_list_page_refresh;
  page_class->create_new = spt_list_page_create_new;
  page_class->import = spt_list_page_import;
  page_class->shown = spt_list_page_shown;
  klass->open = spt_list_page_open;
  klass->count = _spt_list_page_count_chips;
  klass->changed = spt_list_page_changed;

  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_LIST_BIN);
  g_type_ensure (SPT_TYPE_STRIP);
  bind_template (GTK_WIDGET_CLASS (klass));
  _spt_list_page_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
spt_list_page_init (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);

  priv->cancellable = g_cancellable_new ();
  priv->column_actions = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", G_ACTION_GROUP (priv->column_actions));
  gtk_search_bar_connect_entry (priv->search_bar, priv->search_entry);
  add_search_keys (self);
}

/* --- for a kind --------------------------------------------------------------------------------- */

/**
 * spt_list_page_class_set_kind:
 * @klass: a subclass, in its initialisation
 * @kind: what it lists; kept
 * @resource: the path of its template, with the menus "row_menu" and "page_menu"
 *
 * Says what the pages of the class list.
 */
void
spt_list_page_class_set_kind (SptListPageClass      *klass,
                              const SptListPageKind *kind,
                              const char            *resource)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_return_if_fail (kind != NULL && kind->n_chips > 0);

  klass->kind = kind;
  gtk_widget_class_set_template_from_resource (widget_class, resource);
  gtk_widget_class_bind_template_child_full (widget_class, "row_menu", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "page_menu", FALSE, 0);
}

/**
 * spt_list_page_get_list:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): its rows; none without a desk
 */
SptRowList *
spt_list_page_get_list (SptListPage *self)
{
  return _spt_list_page_get (self)->list;
}

/**
 * spt_list_page_get_selection:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): what is selected; none without a desk
 */
SptIdSelection *
spt_list_page_get_selection (SptListPage *self)
{
  return _spt_list_page_get (self)->selection;
}

/**
 * spt_list_page_get_cancellable:
 * @self: a list
 *
 * Returns: (transfer none): is cancelled when the page goes
 */
GCancellable *
spt_list_page_get_cancellable (SptListPage *self)
{
  return _spt_list_page_get (self)->cancellable;
}

/**
 * spt_list_page_is_loaded:
 * @self: a list
 *
 * Returns: whether the archive has answered once
 */
gboolean
spt_list_page_is_loaded (SptListPage *self)
{
  return _spt_list_page_get (self)->loaded;
}

/**
 * spt_list_page_is_covered:
 * @self: a list
 *
 * Returns: whether a sheet of its own is over it
 */
gboolean
spt_list_page_is_covered (SptListPage *self)
{
  return _spt_list_page_get (self)->dialog != NULL;
}

/**
 * spt_list_page_focus_rows:
 * @self: a list
 *
 * Puts the focus on the topmost row in sight: who came by a key goes on with keys. An empty list leaves it where it is.
 */
void
spt_list_page_focus_rows (SptListPage *self)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);

  g_return_if_fail (SPT_IS_LIST_PAGE (self));

  if (priv->list != NULL && (!priv->loaded || spt_row_list_get_length (priv->list) > 0))
    spt_list_bin_focus_row (GTK_WIDGET (priv->stack));
}

/**
 * spt_list_page_get_focused:
 * @self: a list
 *
 * Returns: the record whose row has the focus, 0 = none
 */
gint64
spt_list_page_get_focused (SptListPage *self)
{
  return spt_list_columns_get_focused (GTK_WIDGET (_spt_list_page_get (self)->stack));
}

/**
 * spt_list_page_follow:
 * @self: a list
 * @to_top: whether it begins with its first row then
 *
 * Asks the archive again.
 */
void
spt_list_page_follow (SptListPage *self,
                      gboolean     to_top)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);

  priv->to_top = priv->to_top || to_top;
  spt_row_list_refresh (priv->list);
}

/**
 * spt_list_page_present:
 * @self: a list
 * @dialog: a sheet
 *
 * Shows a sheet of the page's own.
 */
void
spt_list_page_present (SptListPage *self,
                       GtkWindow   *dialog)
{
  SptListPagePrivate *priv = _spt_list_page_get (self);

  g_set_weak_pointer (&priv->dialog, dialog);
  priv->n_before = priv->list != NULL ? spt_row_list_get_length (priv->list) : 0;
  g_signal_connect_object (dialog, "unmap", G_CALLBACK (dialog_gone_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}
