/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Picks one of their columns, or another source, out of a list that one searches by typing. */
#define G_LOG_DOMAIN "spt-import-picker"

#include "config.h"

#include "spt-import-picker.h"

#include <glib/gi18n.h>

#include "ui/spt-ui.h"

#define MAX_HEIGHT 360

/* --- one line of it ------------------------------------------------------------------------------------ */

#define SPT_TYPE_IMPORT_PICK (spt_import_pick_get_type ())

G_DECLARE_FINAL_TYPE (SptImportPick, spt_import_pick, SPT, IMPORT_PICK, GObject)

struct _SptImportPick
{
  GObject              parent_instance;

  SptImportChoiceKind  kind;
  guint                column;
  char                *title;  /* (owned) */
  char                *folded; /* (owned): what is searched */
  char                *sample; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SptImportPick, spt_import_pick, G_TYPE_OBJECT)

static void
spt_import_pick_finalize (GObject *object)
{
  SptImportPick *self = SPT_IMPORT_PICK (object);

  g_free (self->title);
  g_free (self->folded);
  g_free (self->sample);

  G_OBJECT_CLASS (spt_import_pick_parent_class)->finalize (object);
}

static void
spt_import_pick_class_init (SptImportPickClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spt_import_pick_finalize;
}

static void
spt_import_pick_init (SptImportPick *self)
{
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

/* --- the list ------------------------------------------------------------------------------------------ */

struct _SptImportPicker
{
  GtkPopover          parent_instance;

  GtkWidget          *at;        /* (owned) (nullable): what it was opened at */
  GtkWidget          *search;    /* (unowned), as the others */
  GtkWidget          *view;
  GtkWidget          *nothing;
  GListStore         *store;     /* (owned) */
  GtkFilter          *filter;    /* (unowned) */
  GtkSingleSelection *selection; /* (unowned) */
  char               *wanted;    /* (owned): folded */
};

G_DEFINE_FINAL_TYPE (SptImportPicker, spt_import_picker, GTK_TYPE_POPOVER)

static guint picked_signal;

/**
 * spt_import_picker_word:
 * @kind: a source
 *
 * Says what a source other than one column is called.
 *
 * Returns: the word
 */
const char *
spt_import_picker_word (SptImportChoiceKind kind)
{
  switch (kind)
    {
    case SPT_IMPORT_FIXED:
      return _("The same text in all rows");
    case SPT_IMPORT_JOINED:
      return _("Two columns joined");
    case SPT_IMPORT_TEMPLATE:
      return _("A template");
    case SPT_IMPORT_NOTHING:
    case SPT_IMPORT_COLUMN:
    default:
      return _("Nothing");
    }
}

static void
add (SptImportPicker     *self,
     SptImportChoiceKind  kind,
     guint                column,
     const char          *title,
     const char          *sample)
{
  g_autoptr (SptImportPick) pick = g_object_new (SPT_TYPE_IMPORT_PICK, NULL);

  pick->kind = kind;
  pick->column = column;
  pick->title = g_strdup (title);
  pick->folded = fold (title);
  pick->sample = g_strdup (sample);
  g_list_store_append (self->store, pick);
}

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  SptImportPicker *self = user_data;
  SptImportPick *pick = item;

  return self->wanted == NULL || strstr (pick->folded, self->wanted) != NULL;
}

/* An empty box says nothing. */
static void
show_nothing (SptImportPicker *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  gtk_widget_set_visible (self->nothing, !any);
  gtk_widget_set_visible (gtk_widget_get_ancestor (self->view, GTK_TYPE_SCROLLED_WINDOW), any);
}

static void
search_changed_cb (SptImportPicker *self)
{
  g_free (self->wanted);
  self->wanted = fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_single_selection_set_selected (self->selection, 0);
  show_nothing (self);
}

static void
pick (SptImportPicker *self,
      guint            position)
{
  g_autoptr (SptImportPick) chosen =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (chosen == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, picked_signal, 0, (guint) chosen->kind, chosen->column);
}

static void
search_activate_cb (SptImportPicker *self)
{
  pick (self, gtk_single_selection_get_selected (self->selection));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                SptImportPicker       *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint at = gtk_single_selection_get_selected (self->selection);
  guint step = 1;

  if (n == 0 || at == GTK_INVALID_LIST_POSITION)
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Page_Down:
      step = 8;
      G_GNUC_FALLTHROUGH;
    case GDK_KEY_Down:
      at = MIN (at + step, n - 1);
      break;
    case GDK_KEY_Page_Up:
      step = 8;
      G_GNUC_FALLTHROUGH;
    case GDK_KEY_Up:
      at = at > step ? at - step : 0;
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  gtk_single_selection_set_selected (self->selection, at);
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", at);
  return GDK_EVENT_STOP;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *sample = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 34);
  gtk_label_set_xalign (GTK_LABEL (sample), 0);
  gtk_label_set_ellipsize (GTK_LABEL (sample), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (sample), 34);
  gtk_widget_add_css_class (sample, "caption");
  gtk_widget_add_css_class (sample, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), sample);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  SptImportPick *shown = gtk_list_item_get_item (item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *sample = gtk_widget_get_next_sibling (title);

  gtk_label_set_text (GTK_LABEL (title), shown->title);
  gtk_label_set_text (GTK_LABEL (sample), shown->sample != NULL ? shown->sample : "");
  gtk_widget_set_visible (sample, shown->sample != NULL && *shown->sample != '\0');
  if (shown->kind == SPT_IMPORT_COLUMN)
    gtk_widget_remove_css_class (title, "dim-label");
  else
    gtk_widget_add_css_class (title, "dim-label");
}

/* The focus goes back to where one came from. */
static void
closed_cb (SptImportPicker *self)
{
  g_autoptr (GtkWidget) at = g_steal_pointer (&self->at);

  if (at != NULL && gtk_widget_get_mapped (at))
    gtk_widget_grab_focus (at);
}

static void
spt_import_picker_dispose (GObject *object)
{
  SptImportPicker *self = SPT_IMPORT_PICKER (object);

  g_clear_object (&self->at);
  g_clear_object (&self->store);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (spt_import_picker_parent_class)->dispose (object);
}

static void
spt_import_picker_class_init (SptImportPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_import_picker_dispose;

  /**
   * SptImportPicker::picked:
   * @self: the picker
   * @kind: an #SptImportChoiceKind
   * @column: which of their columns
   *
   * A person has chosen; it is closing.
   */
  picked_signal = g_signal_new ("picked", SPT_TYPE_IMPORT_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
spt_import_picker_init (SptImportPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *bin = g_object_new (SPT_TYPE_LIST_BIN, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkFilterListModel *filtered;

  self->store = g_list_store_new (SPT_TYPE_IMPORT_PICK);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->store)), self->filter);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (filtered));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  self->view = gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Columns of the file"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (pick), self, G_CONNECT_SWAPPED);

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _("Search columns"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search columns"), -1);
  g_signal_connect_object (self->search, "changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (gtk_popover_popdown), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (self->search, keys);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->view);
  adw_bin_set_child (ADW_BIN (bin), scroller);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), bin);
  self->nothing = gtk_label_new (_("The file has no such column"));
  gtk_label_set_wrap (GTK_LABEL (self->nothing), TRUE);
  gtk_widget_add_css_class (self->nothing, "dim-label");
  gtk_widget_set_margin_top (self->nothing, 12);
  gtk_widget_set_margin_bottom (self->nothing, 12);
  gtk_widget_set_visible (self->nothing, FALSE);
  gtk_box_append (GTK_BOX (box), self->nothing);
  gtk_widget_set_size_request (box, 260, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "import-picker");
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

/**
 * spt_import_picker_new:
 *
 * Makes a picker; who owns the page gives it a parent, and takes it away again.
 *
 * Returns: (transfer floating): the picker
 */
GtkWidget *
spt_import_picker_new (void)
{
  return g_object_new (SPT_TYPE_IMPORT_PICKER, NULL);
}

/**
 * spt_import_point_at:
 * @popover: a popover
 * @at: a widget below its parent
 *
 * Makes a popover open at a widget of the page; at the page's edge where that is scrolled out of sight.
 */
void
spt_import_point_at (GtkPopover *popover,
                     GtkWidget  *at)
{
  GtkWidget *page = gtk_widget_get_parent (GTK_WIDGET (popover));
  graphene_rect_t bounds;
  graphene_rect_t seen;
  GdkRectangle place;

  if (!gtk_widget_compute_bounds (at, page, &bounds))
    return;
  if (graphene_rect_intersection (&bounds, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (page),
                                                                (float) gtk_widget_get_height (page)), &seen))
    bounds = seen;
  place.x = CLAMP ((int) bounds.origin.x, 0, gtk_widget_get_width (page));
  place.y = CLAMP ((int) bounds.origin.y, 0, gtk_widget_get_height (page));
  place.width = (int) bounds.size.width;
  place.height = (int) bounds.size.height;
  gtk_popover_set_pointing_to (popover, &place);
}

/**
 * spt_import_picker_open:
 * @self: a picker with a parent
 * @at: a widget below that parent
 * @header: (element-type utf8): their columns
 * @sample: (nullable): a row of theirs, as long as @header
 * @columns_only: whether no other source is offered
 * @kind: what is chosen now
 * @column: which column, where that is one
 *
 * Opens it; what is chosen now is selected.
 */
void
spt_import_picker_open (SptImportPicker     *self,
                        GtkWidget           *at,
                        GPtrArray           *header,
                        const char *const   *sample,
                        gboolean             columns_only,
                        SptImportChoiceKind  kind,
                        guint                column)
{
  static const SptImportChoiceKind others[] = { SPT_IMPORT_FIXED, SPT_IMPORT_JOINED, SPT_IMPORT_TEMPLATE };
  guint selected = 0;

  g_return_if_fail (SPT_IS_IMPORT_PICKER (self));
  g_return_if_fail (GTK_IS_WIDGET (at) && header != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_clear_pointer (&self->wanted, g_free);
  g_list_store_remove_all (self->store);
  if (!columns_only)
    add (self, SPT_IMPORT_NOTHING, 0, spt_import_picker_word (SPT_IMPORT_NOTHING), NULL);
  for (guint i = 0; i < header->len; i++)
    {
      if (kind == SPT_IMPORT_COLUMN && i == column)
        selected = g_list_model_get_n_items (G_LIST_MODEL (self->store));
      add (self, SPT_IMPORT_COLUMN, i, g_ptr_array_index (header, i), sample != NULL ? sample[i] : NULL);
    }
  for (guint i = 0; !columns_only && i < G_N_ELEMENTS (others); i++)
    {
      if (kind == others[i])
        selected = g_list_model_get_n_items (G_LIST_MODEL (self->store));
      add (self, others[i], 0, spt_import_picker_word (others[i]), NULL);
    }
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_nothing (self);

  g_set_object (&self->at, at);
  spt_import_point_at (GTK_POPOVER (self), at);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_single_selection_set_selected (self->selection, selected);
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", selected);
  gtk_widget_grab_focus (self->search);
}
