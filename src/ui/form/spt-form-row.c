/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of a form as a row: its editor by kind, its issue below it. */
#define G_LOG_DOMAIN "spt-form-row"

#include "config.h"

#include "spt-form-row-private.h"

#include "ui/spt-ui.h"

typedef enum
{
  PROP_FIELD = 1,
  PROP_COMPACT,
  PROP_READ_ONLY,
  PROP_OVERRIDABLE,
  PROP_SHOW_ADVANCED,
  PROP_SHOWN,
  N_PROPS
} SptFormRowProperty;

enum
{
  SIGNAL_OVERRIDE_CLICKED,
  SIGNAL_ACTION_CLICKED,
  SIGNAL_SUGGEST_CLICKED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (SptFormRow, spt_form_row, ADW_TYPE_PREFERENCES_ROW)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
is_visible_field (SptFormRow *self)
{
  gboolean visible = TRUE;

  g_object_get (self->field, "visible", &visible, NULL);
  return visible;
}

/* What is said of it: not that something is missing where nobody was yet. */
static const char *
get_issue (SptFormRow *self)
{
  return self->pristine && *spt_form_field_get_text (self->field) == '\0' ? NULL
         : spt_form_field_get_issue (self->field);
}

/* What the service refused is as grave as what we know to be wrong, though it stops nothing. */
static gboolean
is_wrong (SptFormRow *self)
{
  return get_issue (self) != NULL && (spt_form_field_get_issue_level (self->field) == SPT_ISSUE_ERROR ||
                                      spt_form_field_get_refused (self->field));
}

static void
set_css_class (GtkWidget  *widget,
               const char *css_class,
               gboolean    has)
{
  if (has)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
update_shown (SptFormRow *self)
{
  const SptFieldDef *def = spt_form_field_get_def (self->field);
  const char *issue = get_issue (self);
  gboolean shown = is_visible_field (self);

  if (self->quiet)
    shown = shown && is_wrong (self);
  else if (shown && def->advanced && !self->shown_once)
    {
      const char *text = spt_form_field_get_text (self->field);

      /* A default that nobody touched is no reason to show a field that is rarely wanted. */
      shown = self->show_advanced || issue != NULL ||
              (*text != '\0' && g_strcmp0 (text, def->default_value) != 0);
    }
  if (shown && !self->quiet)
    self->shown_once = TRUE;

  if (gtk_widget_get_visible (GTK_WIDGET (self)) != shown)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), shown);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
    }
}

/* What is to be known of the field; of one with known values what its value means. */
static const char *
get_help (SptFormRow *self)
{
  const SptFieldDef *def = spt_form_field_get_def (self->field);
  const char *text = spt_form_field_get_text (self->field);

  for (guint i = 0; def->open && i < def->n_choices; i++)
    {
      const SptChoice *choice = &def->choices[i];

      if (*text != '\0' && strcmp (choice->value, text) == 0 && strcmp (choice->label, text) != 0)
        return choice->label;
    }
  return def->help;
}

static gboolean
editor_has_focus (SptFormRow *self)
{
  return (gtk_widget_get_state_flags (self->editor) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
update_issue (SptFormRow *self)
{
  const char *issue = get_issue (self);
  const char *help = get_help (self);
  const char *below;
  SptIssueLevel level = spt_form_field_get_issue_level (self->field);
  gboolean is_error = is_wrong (self);
  gboolean is_warning = issue != NULL && !is_error && level == SPT_ISSUE_WARNING;

  gtk_widget_set_visible (self->issue_box, issue != NULL);
  gtk_label_set_text (GTK_LABEL (self->issue), issue != NULL ? issue : "");
  gtk_image_set_from_icon_name (GTK_IMAGE (self->issue_icon),
                                is_error ? "dialog-error-symbolic"
                                : is_warning ? "dialog-warning-symbolic"
                                : "dialog-information-symbolic");
  below = _spt_form_row_get_short_help (self, help);
  gtk_label_set_text (GTK_LABEL (self->help), below != NULL ? below : "");
  gtk_widget_set_visible (self->help, issue == NULL && below != NULL);
  gtk_widget_set_visible (self->override,
                          self->overridable && is_error && level == SPT_ISSUE_ERROR && !self->read_only);

  set_css_class (GTK_WIDGET (self), "error", is_error);
  set_css_class (GTK_WIDGET (self), "warning", is_warning);

  gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID,
                               is_error ? GTK_ACCESSIBLE_INVALID_TRUE
                               : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  issue != NULL ? issue : help != NULL ? help : "", -1);
}

static void
field_notify_cb (SptFormRow *self,
                 GParamSpec *pspec)
{
  if (strcmp (pspec->name, "text") == 0)
    {
      if (!self->updating)
        _spt_form_row_fill_editor (self);
      _spt_form_row_update_hint (self);
      _spt_form_row_update_required (self);
      if (spt_form_field_get_def (self->field)->open)
        update_issue (self);
    }
  else if (strcmp (pspec->name, "issue") == 0 || strcmp (pspec->name, "issue-level") == 0)
    {
      update_issue (self);
    }
  update_shown (self);
}

static void
take_word (SptFormRow        *self,
           const SptFieldDef *def)
{
  const char *text = spt_form_field_get_text (self->field);
  const char *value = spt_field_def_read_choice (def, text);

  if (strcmp (text, value) != 0)
    spt_form_field_set_text (self->field, value);
}

static void
editor_flags_cb (SptFormRow    *self,
                 GtkStateFlags  before)
{
  gboolean focus;

  if (self->field == NULL)
    return; /* being taken apart */
  focus = editor_has_focus (self);
  if (focus == ((before & GTK_STATE_FLAG_FOCUS_WITHIN) != 0))
    return;

  if (focus)
    gtk_widget_add_css_class (GTK_WIDGET (self), "focused");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "focused");

  /* "16.12.26" or "1234,5", once left, stand as they were understood; so does the word for a known value. */
  if (!focus && GTK_IS_EDITABLE (self->editor))
    {
      const SptFieldDef *def = spt_form_field_get_def (self->field);

      if (def->open && !self->read_only)
        take_word (self, def);
      _spt_form_row_read_number (self);
      _spt_form_row_fill_editor (self);
    }
  if (!focus)
    spt_form_row_set_pristine (self, FALSE);
}

static void
override_clicked_cb (SptFormRow *self)
{
  g_signal_emit (self, signals[SIGNAL_OVERRIDE_CLICKED], 0);
}

static void
action_clicked_cb (SptFormRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTION_CLICKED], 0);
}

/* A click anywhere in the row goes to its editor, as with AdwEntryRow. */
static void
row_pressed_cb (SptFormRow *self)
{
  if (GTK_IS_EDITABLE (self->editor) && !editor_has_focus (self))
    gtk_widget_grab_focus (self->editor);
}

static void
spt_form_row_constructed (GObject *object)
{
  SptFormRow *self = SPT_FORM_ROW (object);
  const SptFieldDef *def;
  GtkGesture *click;

  G_OBJECT_CLASS (spt_form_row_parent_class)->constructed (object);

  def = spt_form_field_get_def (self->field);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), def->label);
  gtk_label_set_text (GTK_LABEL (self->title), def->label);
  gtk_widget_set_visible (self->required, def->required);

  if (self->compact)
    _spt_form_row_begin_compact (self);
  _spt_form_row_make_editor (self);
  if (self->compact)
    _spt_form_row_end_compact (self);
  _spt_form_row_update_required (self);
  g_signal_connect_object (self->editor, "state-flags-changed", G_CALLBACK (editor_flags_cb), self,
                           G_CONNECT_SWAPPED);
  if (GTK_IS_DROP_DOWN (self->editor))
    spt_ui_name_drop_down (GTK_DROP_DOWN (self->editor), def->label);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    def->label, -1);
  if (GTK_IS_EDITABLE (self->editor))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor),
                                    GTK_ACCESSIBLE_PROPERTY_REQUIRED, def->required, -1);

  /* A list box ends for the Tab key at a row that has nothing for the focus. */
  g_object_bind_property (self->editor, "sensitive", self, "focusable",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);

  click = gtk_gesture_click_new ();
  g_signal_connect_object (click, "pressed", G_CALLBACK (row_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  g_signal_connect_object (self->field, "notify", G_CALLBACK (field_notify_cb), self,
                           G_CONNECT_SWAPPED);
  _spt_form_row_fill_editor (self);
  update_issue (self);
  update_shown (self);
}

static void
spt_form_row_dispose (GObject *object)
{
  SptFormRow *self = SPT_FORM_ROW (object);

  g_clear_object (&self->field);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->hint_value, g_free);

  G_OBJECT_CLASS (spt_form_row_parent_class)->dispose (object);
}

static void
spt_form_row_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SptFormRow *self = SPT_FORM_ROW (object);

  switch ((SptFormRowProperty) prop_id)
    {
    case PROP_FIELD:
      g_value_set_object (value, self->field);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case PROP_OVERRIDABLE:
      g_value_set_boolean (value, self->overridable);
      break;
    case PROP_SHOW_ADVANCED:
      g_value_set_boolean (value, self->show_advanced);
      break;
    case PROP_SHOWN:
      g_value_set_boolean (value, spt_form_row_get_shown (self));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_form_row_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  SptFormRow *self = SPT_FORM_ROW (object);

  switch ((SptFormRowProperty) prop_id)
    {
    case PROP_FIELD:
      self->field = g_value_dup_object (value);
      break;
    case PROP_COMPACT:
      self->compact = g_value_get_boolean (value);
      break;
    case PROP_READ_ONLY:
      spt_form_row_set_read_only (self, g_value_get_boolean (value));
      break;
    case PROP_OVERRIDABLE:
      spt_form_row_set_overridable (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_ADVANCED:
      spt_form_row_set_show_advanced (self, g_value_get_boolean (value));
      break;
    case PROP_SHOWN:
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_form_row_class_init (SptFormRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = spt_form_row_constructed;
  object_class->dispose = spt_form_row_dispose;
  object_class->get_property = spt_form_row_get_property;
  object_class->set_property = spt_form_row_set_property;

  properties[PROP_FIELD] =
    g_param_spec_object ("field", NULL, NULL, SPT_TYPE_FORM_FIELD,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPACT] =
    g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_READ_ONLY] =
    g_param_spec_boolean ("read-only", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_OVERRIDABLE] =
    g_param_spec_boolean ("overridable", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_ADVANCED] =
    g_param_spec_boolean ("show-advanced", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOWN] =
    g_param_spec_boolean ("shown", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_OVERRIDE_CLICKED] =
    g_signal_new ("override-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);

  signals[SIGNAL_ACTION_CLICKED] =
    g_signal_new ("action-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SUGGEST_CLICKED] =
    g_signal_new ("suggest-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-form-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SptFormRow, box);
  gtk_widget_class_bind_template_child (widget_class, SptFormRow, title_box);
  gtk_widget_class_bind_template_child (widget_class, SptFormRow, title);
  gtk_widget_class_bind_template_child (widget_class, SptFormRow, required);
  gtk_widget_class_bind_template_child (widget_class, SptFormRow, editor_box);
  gtk_widget_class_bind_template_child (widget_class, SptFormRow, issue_box);
  gtk_widget_class_bind_template_child (widget_class, SptFormRow, issue_icon);
  gtk_widget_class_bind_template_child (widget_class, SptFormRow, issue);
  gtk_widget_class_bind_template_child (widget_class, SptFormRow, override);
  gtk_widget_class_bind_template_child (widget_class, SptFormRow, help);
  gtk_widget_class_bind_template_callback (widget_class, override_clicked_cb);
}

static void
spt_form_row_init (SptFormRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_form_row_new:
 * @field: the field
 *
 * Makes the row of a field; it follows the field's text and issue.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
spt_form_row_new (SptFormField *field)
{
  return g_object_new (SPT_TYPE_FORM_ROW, "field", field, NULL);
}

/**
 * spt_form_row_new_compact:
 * @field: the field
 *
 * The same for a form of very many fields.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
spt_form_row_new_compact (SptFormField *field)
{
  return g_object_new (SPT_TYPE_FORM_ROW, "field", field, "compact", TRUE, NULL);
}

/**
 * spt_form_row_get_field:
 * @self: the row
 *
 * The field it shows.
 *
 * Returns: (transfer none): the field
 */
SptFormField *
spt_form_row_get_field (SptFormRow *self)
{
  g_return_val_if_fail (SPT_IS_FORM_ROW (self), NULL);

  return self->field;
}

/**
 * spt_form_row_set_read_only:
 * @self: the row
 * @read_only: whether it can only be looked at
 *
 * Shuts the editor; its text can still be selected and copied.
 */
void
spt_form_row_set_read_only (SptFormRow *self,
                            gboolean    read_only)
{
  g_return_if_fail (SPT_IS_FORM_ROW (self));

  if (self->read_only == !!read_only)
    return;
  self->read_only = !!read_only;

  if (GTK_IS_EDITABLE (self->editor))
    gtk_editable_set_editable (GTK_EDITABLE (self->editor), !read_only);
  else
    gtk_widget_set_sensitive (self->editor, !read_only);
  update_issue (self);
  _spt_form_row_update_hint (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
}

/**
 * spt_form_row_set_overridable:
 * @self: the row
 * @overridable: whether a person may take the error upon herself
 *
 * Shows "Accept anyway…" beside an error of an identifier (design 4).
 */
void
spt_form_row_set_overridable (SptFormRow *self,
                              gboolean    overridable)
{
  g_return_if_fail (SPT_IS_FORM_ROW (self));

  if (self->overridable == !!overridable)
    return;
  self->overridable = !!overridable;
  update_issue (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OVERRIDABLE]);
}

/**
 * spt_form_row_set_show_advanced:
 * @self: the row
 * @show_advanced: whether rarely used fields are asked for
 *
 * Shows a field that is advanced and empty, or lets it be hidden.
 */
void
spt_form_row_set_show_advanced (SptFormRow *self,
                                gboolean    show_advanced)
{
  g_return_if_fail (SPT_IS_FORM_ROW (self));

  if (self->show_advanced == !!show_advanced)
    return;
  self->show_advanced = !!show_advanced;
  update_shown (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_ADVANCED]);
}

/**
 * spt_form_row_get_shown:
 * @self: the row
 *
 * Whether the field is to be seen now.
 *
 * Returns: %TRUE if it is
 */
gboolean
spt_form_row_get_shown (SptFormRow *self)
{
  g_return_val_if_fail (SPT_IS_FORM_ROW (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self));
}

/**
 * spt_form_row_is_typed_in:
 * @self: the row
 *
 * Returns: whether one types in it; other rows are chosen in
 */
gboolean
spt_form_row_is_typed_in (SptFormRow *self)
{
  g_return_val_if_fail (SPT_IS_FORM_ROW (self), FALSE);

  return GTK_IS_EDITABLE (self->editor) && !self->read_only;
}

/**
 * spt_form_row_set_placeholder:
 * @self: the row
 * @text: what an empty entry says
 *
 * Says something in place of a text, such as that a secret is kept elsewhere.
 */
void
spt_form_row_set_placeholder (SptFormRow *self,
                              const char *text)
{
  g_return_if_fail (SPT_IS_FORM_ROW (self));

  if (GTK_IS_EDITABLE (self->editor))
    g_object_set (self->editor, "placeholder-text", text, NULL);
}

/**
 * spt_form_row_set_action:
 * @self: the row
 * @label: (nullable): what its own button says; %NULL takes it away
 *
 * Gives the row a button that does something for its field, such as making a number.
 */
void
spt_form_row_set_action (SptFormRow *self,
                         const char *label)
{
  g_autofree char *name = NULL;
  const SptFieldDef *def;

  g_return_if_fail (SPT_IS_FORM_ROW (self));

  if (self->action == NULL && label == NULL)
    return;
  if (self->action == NULL)
    {
      self->action = gtk_button_new ();
      gtk_widget_set_valign (self->action, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (self->action, "flat");
      g_signal_connect_object (self->action, "clicked", G_CALLBACK (action_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->editor_box), self->action);
    }
  /* The focus is not left on a button that goes away. */
  if (label == NULL && gtk_widget_has_focus (self->action))
    gtk_widget_grab_focus (self->editor);
  gtk_widget_set_visible (self->action, label != NULL);
  if (label == NULL || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->action)), label) == 0)
    return;

  def = spt_form_field_get_def (self->field);
  name = g_strdup_printf ("%s: %s", label, def->label);
  gtk_button_set_label (GTK_BUTTON (self->action), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->action), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/**
 * spt_form_row_focus_end:
 * @self: the row
 *
 * Puts the focus into an entry so that one goes on typing.
 */
void
spt_form_row_focus_end (SptFormRow *self)
{
  g_return_if_fail (SPT_IS_FORM_ROW (self));
  g_return_if_fail (GTK_IS_EDITABLE (self->editor));

  gtk_widget_grab_focus (self->editor);
  gtk_editable_set_position (GTK_EDITABLE (self->editor), -1);
}

/**
 * spt_form_row_set_quiet:
 * @self: the row
 * @quiet: whether it is shown only for an error
 *
 * Leaves the row out while a few fields are asked for and the rest is filled by itself.
 */
void
spt_form_row_set_quiet (SptFormRow *self,
                        gboolean    quiet)
{
  g_return_if_fail (SPT_IS_FORM_ROW (self));

  if (self->quiet == !!quiet)
    return;
  self->quiet = !!quiet;
  update_shown (self);
}

/**
 * spt_form_row_set_pristine:
 * @self: the row
 * @pristine: whether nobody was in it yet
 *
 * As long as nobody was in a field it is no fault that it is empty. Ends by itself when the field is
 * left.
 */
void
spt_form_row_set_pristine (SptFormRow *self,
                           gboolean    pristine)
{
  g_return_if_fail (SPT_IS_FORM_ROW (self));

  if (!pristine)
    _spt_form_row_read_number (self); /* saved with the focus in it */
  if (self->pristine == !!pristine)
    return;
  self->pristine = !!pristine;
  update_issue (self);
  update_shown (self);
}

/* How long a page just opened may still move: strips above it unfold. */
#define REVEAL_US (400 * 1000)

/* GTK scrolls to the focus where the row stands at that moment, which on a page just made is nowhere, and it shows the editor
 * alone: the message under it counts as well. */
static gboolean
reveal_cb (GtkWidget     *widget,
           GdkFrameClock *frame_clock,
           gpointer       user_data)
{
  gint64 *until = user_data;
  gint64 now = gdk_frame_clock_get_frame_time (frame_clock);
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;
  double top, value;

  if (scroller == NULL || focus == NULL || !gtk_widget_is_ancestor (focus, widget))
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (widget) > 0 && gtk_widget_compute_bounds (widget, scroller, &bounds))
    {
      if (*until == 0)
        *until = now + REVEAL_US;
      adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
      value = gtk_adjustment_get_value (adjustment);
      top = value + bounds.origin.y;
      value = MAX (value, top + bounds.size.height - gtk_adjustment_get_page_size (adjustment));
      /* Not gtk_adjustment_clamp_page(): it leaves GTK's own way to the wrong place going. */
      gtk_adjustment_set_value (adjustment, MIN (value, top));
    }

  return *until == 0 || now < *until ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * spt_form_row_focus:
 * @self: the row
 *
 * Puts the focus into the editor, showing the row if it was hidden as advanced, and scrolls to it once it has a place.
 */
void
spt_form_row_focus (SptFormRow *self)
{
  g_return_if_fail (SPT_IS_FORM_ROW (self));

  spt_form_row_set_show_advanced (self, TRUE);
  gtk_widget_grab_focus (self->editor);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, g_new0 (gint64, 1), g_free);
}
