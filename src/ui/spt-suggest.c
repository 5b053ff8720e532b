/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions under the field of a form that one types in. */
#define G_LOG_DOMAIN "spt-suggest"

#include "config.h"

#include "ui/spt-suggest.h"

#define DELAY_MS 150
#define MAX_CHARS 40
#define MAX_HEIGHT 320

struct _SptSuggest
{
  GObject             parent_instance;

  GtkWidget          *page;      /* (unowned): outlives us, or takes us with it */
  SptForm            *form;      /* (owned) */
  const char *const  *names;     /* static */
  char               *label;     /* (owned) */
  GtkWidget          *popover;   /* (unowned) (nullable): in the row one types in */
  GtkListBox         *list;      /* (unowned) (nullable) */
  SptFormField       *field;     /* (owned) (nullable): whose the list is */
  SptFormField       *seen;      /* (owned) (nullable): what was typed in last */
  char               *seen_text; /* (owned) (nullable) */
  guint               timer;
  guint               on_demand : 1;
  guint               filling   : 1;
};

G_DEFINE_FINAL_TYPE (SptSuggest, spt_suggest, G_TYPE_OBJECT)

enum
{
  SIGNAL_TYPED,
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- where one types --------------------------------------------------------------------------- */

static SptFormRow *
get_row_of (SptSuggest *self,
            GtkWidget  *focus)
{
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, SPT_TYPE_FORM_ROW) : NULL;
  const SptFieldDef *def;

  if (row == NULL || (row != self->page && !gtk_widget_is_ancestor (row, self->page)))
    return NULL;
  def = spt_form_field_get_def (spt_form_row_get_field (SPT_FORM_ROW (row)));

  return g_strv_contains (self->names, def->name) ? SPT_FORM_ROW (row) : NULL;
}

static SptFormRow *
get_row (SptSuggest *self)
{
  GtkRoot *root = self->page != NULL ? gtk_widget_get_root (self->page) : NULL;

  return root != NULL ? get_row_of (self, gtk_root_get_focus (root)) : NULL;
}

/* --- the list ---------------------------------------------------------------------------------- */

/* Somewhere else now: what is suggested here would hang over it. */
static void
focus_moved_cb (SptSuggest *self)
{
  GtkRoot *root = gtk_widget_get_root (self->page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->popover == NULL || (focus != NULL && gtk_widget_is_ancestor (focus, self->popover)))
    return;
  if (focus == NULL || GTK_WIDGET (get_row_of (self, focus)) !=
      gtk_widget_get_parent (self->popover))
    spt_suggest_drop (self);
}

static void
row_activated_cb (SptSuggest    *self,
                  GtkListBoxRow *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "spt-id"));
  g_autoptr (SptFormField) field = g_object_ref (self->field);

  spt_suggest_drop (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, field, id);
}

/* The form may be laid out anew while suggestions are shown. */
static void
row_gone_cb (SptSuggest *self,
             GtkWidget  *row)
{
  if (self->popover != NULL && gtk_widget_get_parent (self->popover) == row)
    spt_suggest_drop (self);
}

/* The focus stays in the entry: nothing scrolls by itself. */
static void
show_row (SptSuggest *self,
          GtkWidget  *row)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (row, GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
move_choice (SptSuggest *self,
             int         by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int at = (row == NULL ? -1 : gtk_list_box_row_get_index (row)) + by;

  row = at < 0 ? NULL : gtk_list_box_get_row_at_index (self->list, at);
  if (row != NULL)
    {
      gtk_list_box_select_row (self->list, row);
      show_row (self, GTK_WIDGET (row));
    }
  else if (at < 0)
    gtk_list_box_unselect_all (self->list);
}

static gboolean
ask (SptSuggest *self)
{
  SptFormRow *row = self->on_demand ? get_row (self) : NULL;
  gboolean read_only = FALSE;

  if (row != NULL)
    g_object_get (row, "read-only", &read_only, NULL);
  if (row == NULL || read_only)
    return GDK_EVENT_PROPAGATE;
  /* What was typed just now is part of the question. */
  g_clear_handle_id (&self->timer, g_source_remove);
  g_signal_emit (self, signals[SIGNAL_TYPED], 0, spt_form_row_get_field (row), TRUE);

  return GDK_EVENT_STOP;
}

/* The typing goes on in the entry. */
static gboolean
key_cb (SptSuggest      *self,
        guint            keyval,
        guint            keycode,
        GdkModifierType  state)
{
  const GdkModifierType others = GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK;
  GtkListBoxRow *row;

  if (self->popover == NULL || !gtk_widget_get_visible (self->popover))
    return keyval == GDK_KEY_Down && (state & others) == 0 ? ask (self) : GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_choice (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_choice (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      row = gtk_list_box_get_selected_row (self->list);
      if (row == NULL || (state & GDK_CONTROL_MASK) != 0)
        return GDK_EVENT_PROPAGATE;
      row_activated_cb (self, row);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      spt_suggest_drop (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      spt_suggest_drop (self);
      return GDK_EVENT_PROPAGATE;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/**
 * spt_suggest_begin:
 * @self: what suggests
 *
 * Begins an empty list at the row that one types in.
 *
 * Returns: %FALSE when nobody types there any more; then there is no list
 */
gboolean
spt_suggest_begin (SptSuggest *self)
{
  GtkWidget *scroller;
  SptFormRow *row;

  g_return_val_if_fail (SPT_IS_SUGGEST (self), FALSE);

  spt_suggest_drop (self);
  row = get_row (self);
  if (row == NULL)
    return FALSE;

  self->field = g_object_ref (spt_form_row_get_field (row));
  self->popover = gtk_popover_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->label, -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_popover_set_child (GTK_POPOVER (self->popover), scroller);
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (row));
  g_signal_connect_object (row, "destroy", G_CALLBACK (row_gone_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_root (self->page), "notify::focus-widget",
                           G_CALLBACK (focus_moved_cb), self, G_CONNECT_SWAPPED);
  return TRUE;
}

/**
 * spt_suggest_add:
 * @self: what suggests, after spt_suggest_begin()
 * @id: what "chosen" will say
 * @title: first line
 * @subtitle: second line
 *
 * Adds one suggestion.
 */
void
spt_suggest_add (SptSuggest *self,
                 const char *id,
                 const char *title,
                 const char *subtitle)
{
  const char *const lines[] = { title, subtitle };
  GtkWidget *row;
  GtkWidget *box;

  g_return_if_fail (SPT_IS_SUGGEST (self));
  g_return_if_fail (self->list != NULL);

  row = gtk_list_box_row_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      GtkWidget *line = gtk_label_new (lines[i]);

      gtk_label_set_xalign (GTK_LABEL (line), 0);
      gtk_label_set_ellipsize (GTK_LABEL (line), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (line), MAX_CHARS);
      gtk_widget_set_visible (line, *lines[i] != '\0');
      if (i > 0)
        {
          gtk_widget_add_css_class (line, "caption");
          gtk_widget_add_css_class (line, "dim-label");
        }
      gtk_box_append (GTK_BOX (box), line);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  /* The focus stays where one types. */
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data_full (G_OBJECT (row), "spt-id", g_strdup (id), g_free);
  gtk_list_box_append (self->list, row);
}

/**
 * spt_suggest_show:
 * @self: what suggests
 *
 * Shows what was added; where that is nothing the list goes.
 */
void
spt_suggest_show (SptSuggest *self)
{
  g_return_if_fail (SPT_IS_SUGGEST (self));

  if (self->list == NULL)
    return;
  if (gtk_list_box_get_row_at_index (self->list, 0) == NULL)
    spt_suggest_drop (self);
  else
    gtk_popover_popup (GTK_POPOVER (self->popover));
}

/**
 * spt_suggest_drop:
 * @self: what suggests
 *
 * Puts the list away.
 */
void
spt_suggest_drop (SptSuggest *self)
{
  GtkWidget *popover;
  GtkWidget *row;
  GtkRoot *root;

  g_return_if_fail (SPT_IS_SUGGEST (self));

  g_clear_object (&self->field);
  self->list = NULL;
  popover = g_steal_pointer (&self->popover);
  if (popover == NULL)
    return;
  row = gtk_widget_get_parent (popover);
  root = gtk_widget_get_root (popover);
  if (root != NULL)
    g_signal_handlers_disconnect_by_func (root, focus_moved_cb, self);
  if (row != NULL)
    g_signal_handlers_disconnect_by_func (row, row_gone_cb, self);
  gtk_widget_unparent (popover);
}

/* --- typing ------------------------------------------------------------------------------------ */

static void
timer_cb (gpointer user_data)
{
  SptSuggest *self = user_data;
  SptFormRow *row = get_row (self);

  self->timer = 0;
  if (row == NULL)
    spt_suggest_drop (self);
  else
    g_signal_emit (self, signals[SIGNAL_TYPED], 0, spt_form_row_get_field (row), FALSE);
}

/* Something of the form was edited: by typing here, or elsewhere. */
static void
form_changed_cb (SptSuggest *self)
{
  SptFormField *field;

  if (self->filling)
    return;
  field = spt_suggest_get_field (self);
  if (field == NULL ||
      (field == self->seen &&
       g_strcmp0 (self->seen_text, spt_form_field_get_text (field)) == 0))
    return;

  g_set_object (&self->seen, field);
  g_free (self->seen_text);
  self->seen_text = g_strdup (spt_form_field_get_text (field));
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once (DELAY_MS, timer_cb, self);
}

/* --- the object -------------------------------------------------------------------------------- */

static void
page_gone (gpointer  data,
           GObject  *page)
{
  SptSuggest *self = data;

  self->page = NULL;
  self->popover = NULL; /* went with its row */
  self->list = NULL;
}

static void
spt_suggest_dispose (GObject *object)
{
  SptSuggest *self = SPT_SUGGEST (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->page != NULL)
    {
      spt_suggest_drop (self);
      g_object_weak_unref (G_OBJECT (self->page), page_gone, self);
      self->page = NULL;
    }
  g_clear_object (&self->form);
  g_clear_object (&self->field);
  g_clear_object (&self->seen);

  G_OBJECT_CLASS (spt_suggest_parent_class)->dispose (object);
}

static void
spt_suggest_finalize (GObject *object)
{
  SptSuggest *self = SPT_SUGGEST (object);

  g_free (self->label);
  g_free (self->seen_text);

  G_OBJECT_CLASS (spt_suggest_parent_class)->finalize (object);
}

static void
spt_suggest_class_init (SptSuggestClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_suggest_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_suggest_finalize;

  /**
   * SptSuggest::typed:
   * @field: where
   * @asked: with the Down key, whatever stands there
   *
   * Somebody typed and paused, or asks.
   */
  signals[SIGNAL_TYPED] = g_signal_new ("typed", SPT_TYPE_SUGGEST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 2, SPT_TYPE_FORM_FIELD, G_TYPE_BOOLEAN);
  /**
   * SptSuggest::chosen:
   * @field: where
   * @id: of the suggestion
   *
   * One was chosen; the list is away already.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", SPT_TYPE_SUGGEST, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 2, SPT_TYPE_FORM_FIELD,
                                         G_TYPE_STRING);
}

static void
spt_suggest_init (SptSuggest *self)
{
}

/**
 * spt_suggest_new:
 * @page: holds the rows of the fields, or is one
 * @form: whose fields
 * @names: (array zero-terminated=1): their wire names, in whatever group; static
 * @label: what the list is called to a screen reader
 *
 * Begins to follow what is typed into the fields.
 *
 * Returns: (transfer full): what suggests
 */
SptSuggest *
spt_suggest_new (GtkWidget          *page,
                 SptForm            *form,
                 const char *const  *names,
                 const char         *label)
{
  SptSuggest *self = g_object_new (SPT_TYPE_SUGGEST, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->page = page;
  self->form = g_object_ref (form);
  self->names = names;
  self->label = g_strdup (label);
  g_object_weak_ref (G_OBJECT (page), page_gone, self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (page, keys);
  g_signal_connect_object (form, "changed", G_CALLBACK (form_changed_cb), self, G_CONNECT_SWAPPED);
  /* A popover goes before the row that it stands in. */
  g_signal_connect_object (page, "unmap", G_CALLBACK (spt_suggest_drop), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * spt_suggest_set_on_demand:
 * @self: what suggests
 * @on_demand: whether the Down key asks for suggestions
 *
 * Lets all there is be looked through without typing.
 */
void
spt_suggest_set_on_demand (SptSuggest *self,
                           gboolean    on_demand)
{
  g_return_if_fail (SPT_IS_SUGGEST (self));

  self->on_demand = !!on_demand;
}

/**
 * spt_suggest_set_filling:
 * @self: what suggests
 * @filling: whether what changes now is the program's doing
 *
 * Keeps what is filled in from being taken for typing.
 */
void
spt_suggest_set_filling (SptSuggest *self,
                         gboolean    filling)
{
  g_return_if_fail (SPT_IS_SUGGEST (self));

  self->filling = !!filling;
}

/**
 * spt_suggest_get_field:
 * @self: what suggests
 *
 * Returns: (transfer none) (nullable): the field that has the focus, if it is one of its own
 */
SptFormField *
spt_suggest_get_field (SptSuggest *self)
{
  SptFormRow *row;

  g_return_val_if_fail (SPT_IS_SUGGEST (self), NULL);

  row = get_row (self);
  return row != NULL ? spt_form_row_get_field (row) : NULL;
}

/**
 * spt_suggest_cancel:
 * @self: what suggests
 *
 * Asks nothing more for what was typed up to now, and puts the list away.
 */
void
spt_suggest_cancel (SptSuggest *self)
{
  g_return_if_fail (SPT_IS_SUGGEST (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  spt_suggest_drop (self);
}
