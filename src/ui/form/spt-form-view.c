/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows any form: sections as preference groups, repeats with add, remove and undo. */
#define G_LOG_DOMAIN "spt-form-view"

#include "config.h"

#include "spt-form-view-private.h"

#include <glib/gi18n.h>

#include "spt-form-row.h"

typedef enum
{
  PROP_FORM = 1,
  PROP_READ_ONLY,
  N_PROPS
} SptFormViewProperty;

enum
{
  SIGNAL_OVERRIDE_CLICKED,
  SIGNAL_INSTANCE_REMOVED,
  SIGNAL_INSTANCE_MOVED,
  SIGNAL_ACTION_CLICKED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (SptFormView, spt_form_view, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
hint_free (SptFormHint *hint)
{
  g_free (hint->text);
  g_free (hint->value);
  g_free (hint);
}

static void
body_free (SptBody *body)
{
  g_object_unref (body->more);
  g_clear_object (&body->kept);
  g_ptr_array_unref (body->rows);
  g_ptr_array_unref (body->optional);
  g_free (body);
}

/**
 * _spt_form_view_set_group_title:
 * @group: a preference group
 * @title: its title, plain
 *
 * Sets it as the markup that the group wants.
 */
void
_spt_form_view_set_group_title (GtkWidget  *group,
                                const char *title)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
}

/* --- rows ---------------------------------------------------------------------------------------------- */

/* A part of which nothing shows takes no room: a box keeps its spacing around an empty child. */
static void
update_room (SptBody *body)
{
  GtkWidget *content = gtk_widget_get_parent (body->group);
  GtkWidget *outer = gtk_widget_get_parent (content);
  gboolean any = FALSE;

  gtk_widget_set_visible (content, gtk_widget_get_visible (body->group) ||
                          gtk_widget_get_visible (body->more));
  for (GtkWidget *child = gtk_widget_get_first_child (outer); child != NULL && !any;
       child = gtk_widget_get_next_sibling (child))
    any = gtk_widget_get_visible (child);
  gtk_widget_set_visible (outer, any);
}

/**
 * _spt_form_view_update_section:
 * @outer: what a section of the root stands in
 *
 * Shows or hides it after repeats in it came or went. Nothing for the box of an instance.
 */
void
_spt_form_view_update_section (GtkWidget *outer)
{
  SptBody *body = g_object_get_data (G_OBJECT (outer), "spt-section");
  gboolean any = FALSE;

  if (body == NULL)
    return;
  /* A section of repeats alone is only their heading. */
  if (body->rows->len == 0)
    {
      for (GtkWidget *child = gtk_widget_get_next_sibling (gtk_widget_get_first_child (outer));
           child != NULL && !any; child = gtk_widget_get_next_sibling (child))
        any = gtk_widget_get_visible (child);
      gtk_widget_set_visible (body->group, any && !body->is_bare);
    }
  update_room (body);
}

/**
 * _spt_form_view_update_body:
 * @body: rows of one group
 *
 * Shows or hides what the fields and the repeats say now.
 */
void
_spt_form_view_update_body (SptBody *body)
{
  gboolean hidden = FALSE;
  gboolean shown = FALSE;

  for (guint i = 0; i < body->rows->len; i++)
    {
      SptFormRow *row = g_ptr_array_index (body->rows, i);

      if (spt_form_row_get_shown (row))
        shown = TRUE;
      else if (body->view->essential == NULL && spt_form_field_get_def (spt_form_row_get_field (row))->advanced)
        hidden = TRUE;
    }
  shown = shown || (body->kept != NULL && gtk_widget_get_visible (body->kept));
  for (guint i = 0; i < body->optional->len; i++)
    {
      SptRepeat *repeat = g_ptr_array_index (body->optional, i);
      GListModel *children = spt_form_group_get_children (repeat->parent, repeat->def->index);
      gboolean any = g_list_model_get_n_items (children) > 0;

      gtk_widget_set_visible (gtk_widget_get_parent (repeat->box), any || body->all);
      if (!any && !body->all && body->view->essential == NULL)
        hidden = TRUE;
    }
  gtk_widget_set_visible (body->more, hidden && !body->all && !body->view->read_only);
  gtk_widget_set_visible (body->group, shown || hidden);
  update_room (body);
}

static void
row_shown_cb (SptFormRow *row,
              GParamSpec *pspec,
              SptBody    *body)
{
  _spt_form_view_update_body (body);
}

static void
kept_visible_cb (GtkWidget  *row,
                 GParamSpec *pspec,
                 SptBody    *body)
{
  _spt_form_view_update_body (body);
}

static void
row_override_cb (SptFormRow  *row,
                 SptFormView *self)
{
  g_signal_emit (self, signals[SIGNAL_OVERRIDE_CLICKED], 0, spt_form_row_get_field (row));
}

static void
update_action (SptFormView *self,
               SptFormRow  *row)
{
  const char *label = NULL;

  if (self->action_func != NULL && !self->read_only)
    label = self->action_func (spt_form_row_get_field (row), self->action_data);
  spt_form_row_set_action (row, label);
}

static void
field_changed_cb (SptFormField *field,
                  GParamSpec   *pspec,
                  SptFormRow   *row)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (row), SPT_TYPE_FORM_VIEW);

  if (view != NULL && SPT_FORM_VIEW (view)->action_func != NULL)
    update_action (SPT_FORM_VIEW (view), row);
}

static void
row_suggest_cb (SptFormRow  *row,
                SptFormView *self)
{
  _spt_form_view_ask (self, row);
}

static void
row_action_cb (SptFormRow  *row,
               SptFormView *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTION_CLICKED], 0, spt_form_row_get_field (row));
}

/* (nullable): the first that had not been in sight. */
static SptFormRow *
show_all (SptBody *body)
{
  SptFormRow *first = NULL;

  body->all = TRUE;
  for (guint i = 0; i < body->rows->len; i++)
    {
      SptFormRow *row = g_ptr_array_index (body->rows, i);

      if (first == NULL && !spt_form_row_get_shown (row))
        first = row;
      spt_form_row_set_show_advanced (row, TRUE);
    }
  _spt_form_view_update_body (body);

  return first;
}

static void
more_clicked_cb (GtkWidget *button,
                 SptBody   *body)
{
  SptFormRow *first = show_all (body);

  /* The button goes away under the focus: it moves on to what appeared. */
  if (first != NULL)
    spt_form_row_focus (first);
}

/**
 * spt_form_view_open_section:
 * @self: the view
 * @section: the id of a section of the form's schema
 * @open: whether it shows all its fields without being asked; what it shows already stays
 *
 * Shows what is rarely wanted where it is likely to be wanted.
 */
void
spt_form_view_open_section (SptFormView *self,
                            const char  *section,
                            gboolean     open)
{
  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  if (open == g_hash_table_contains (self->open_sections, section))
    return;
  if (open)
    g_hash_table_add (self->open_sections, g_strdup (section));
  else
    g_hash_table_remove (self->open_sections, section);
  for (guint i = 0; open && i < self->bodies->len; i++)
    {
      SptBody *body = g_ptr_array_index (self->bodies, i);

      if (g_strcmp0 (body->section, section) == 0)
        show_all (body);
    }
}

/**
 * _spt_form_view_add_row:
 * @self: the view
 * @body: where the row goes
 * @field: the field
 *
 * Adds the row of a field. The plain pointer is taken off the row before the body is freed.
 */
void
_spt_form_view_add_row (SptFormView  *self,
                        SptBody      *body,
                        SptFormField *field)
{
  const SptFormHint *hint = g_hash_table_lookup (self->hints, field);
  GtkWidget *row;

  if (self->paged && spt_form_field_get_def (field)->kind == SPT_FIELD_XML)
    {
      body->kept = g_object_ref (_spt_form_kept_row_new (field));
      g_signal_connect (body->kept, "notify::visible", G_CALLBACK (kept_visible_cb), body);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (body->group), body->kept);
      return;
    }
  row = self->paged ? spt_form_row_new_compact (field) : spt_form_row_new (field);
  if (hint != NULL)
    spt_form_row_set_hint (SPT_FORM_ROW (row), hint->text, hint->value);
  spt_form_row_set_read_only (SPT_FORM_ROW (row), self->read_only);
  g_signal_connect (row, "notify::shown", G_CALLBACK (row_shown_cb), body);
  g_signal_connect_object (row, "override-clicked", G_CALLBACK (row_override_cb), self, 0);
  g_signal_connect_object (row, "action-clicked", G_CALLBACK (row_action_cb), self, 0);
  g_signal_connect_object (row, "suggest-clicked", G_CALLBACK (row_suggest_cb), self, 0);
  g_signal_connect_object (field, "notify", G_CALLBACK (field_changed_cb), row, 0);
  if (self->essential != NULL)
    spt_form_row_set_quiet (SPT_FORM_ROW (row), !self->essential (field));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (body->group), row);
  g_ptr_array_add (body->rows, g_object_ref (row));
  g_hash_table_insert (self->rows, field, row);
  if (self->action_func != NULL)
    update_action (self, SPT_FORM_ROW (row));
}

/**
 * _spt_form_view_add_body:
 * @self: the view
 * @box: where it goes
 *
 * Makes room for the rows of one instance, or of one section of the root.
 *
 * Returns: (transfer none): owned by the view
 */
SptBody *
_spt_form_view_add_body (SptFormView *self,
                         GtkWidget   *box)
{
  SptBody *body = g_new0 (SptBody, 1);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  body->view = self;
  body->rows = g_ptr_array_new_with_free_func (g_object_unref);
  body->optional = g_ptr_array_new ();
  body->group = adw_preferences_group_new ();
  body->more = g_object_ref_sink (gtk_button_new_with_mnemonic (_("Show _Other Fields")));
  gtk_widget_add_css_class (body->more, "flat");
  gtk_widget_set_halign (body->more, GTK_ALIGN_START);
  gtk_widget_set_margin_top (body->more, 6);
  gtk_widget_set_visible (body->more, FALSE);
  g_signal_connect (body->more, "clicked", G_CALLBACK (more_clicked_cb), body);

  gtk_box_append (GTK_BOX (content), body->group);
  gtk_box_append (GTK_BOX (content), body->more);
  gtk_box_append (GTK_BOX (box), content);
  g_ptr_array_add (self->bodies, body);
  return body;
}

/**
 * _spt_form_view_forget_inside:
 * @self: the view
 * @gone: a widget that is about to be taken out
 *
 * Lets go of the rows in it.
 */
void
_spt_form_view_forget_inside (SptFormView *self,
                              GtkWidget   *gone)
{
  for (guint i = self->bodies->len; i > 0; i--)
    {
      SptBody *body = g_ptr_array_index (self->bodies, i - 1);

      if (!gtk_widget_is_ancestor (body->group, gone))
        continue;
      for (guint j = 0; j < body->rows->len; j++)
        g_signal_handlers_disconnect_by_data (g_ptr_array_index (body->rows, j), body);
      g_signal_handlers_disconnect_by_data (body->more, body);
      if (body->kept != NULL)
        g_signal_handlers_disconnect_by_data (body->kept, body);
      g_ptr_array_remove_index (self->bodies, i - 1);
    }
}

/* Widgets that were taken out may live on for a moment, held by an event or the focus: they follow the form no more. */
static void
forget_bodies (SptFormView *self)
{
  for (guint i = 0; i < self->closures->len; i++)
    g_closure_invalidate (g_ptr_array_index (self->closures, i));
  g_ptr_array_set_size (self->closures, 0);
  for (guint i = 0; i < self->bodies->len; i++)
    {
      SptBody *body = g_ptr_array_index (self->bodies, i);

      g_signal_handlers_disconnect_by_data (body->more, body);
      if (body->kept != NULL)
        g_signal_handlers_disconnect_by_data (body->kept, body);
      for (guint j = 0; j < body->rows->len; j++)
        g_signal_handlers_disconnect_by_data (g_ptr_array_index (body->rows, j), body);
    }
  g_hash_table_remove_all (self->rows);
  g_hash_table_remove_all (self->tiles);
  g_ptr_array_set_size (self->bodies, 0);
}

/* --- the whole ----------------------------------------------------------------------------------------- */

/* Whether the only part of a section says its title itself. */
static gboolean
is_named_twice (const SptGroupDef   *root,
                const SptSectionDef *section)
{
  const SptGroupDef *found = NULL;

  for (guint i = 0; i < root->n_groups; i++)
    {
      const SptGroupDef *group = root->groups[i];

      if (group->n_fields == 0 || g_strcmp0 (group->fields[0].section, section->id) != 0)
        continue;
      if (found != NULL)
        return FALSE;
      found = group;
    }

  return found != NULL && found->max == 1 && strcmp (found->label, section->title) == 0;
}

static void
append_section (SptFormView         *self,
                const SptSectionDef *section,
                GtkWidget           *box)
{
  SptFormGroup *root = spt_form_get_root (self->form);
  const SptGroupDef *def = spt_form_group_get_def (root);
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  SptBody *body = _spt_form_view_add_body (self, outer);

  _spt_form_view_set_group_title (body->group, section->title);
  if (section->description != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (section->description, -1);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (body->group), escaped);
    }
  for (guint i = 0; i < def->n_fields; i++)
    {
      if (g_strcmp0 (def->fields[i].section, section->id) == 0)
        _spt_form_view_add_row (self, body, spt_form_group_get_field (root, i));
    }
  _spt_form_view_append_repeats (self, root, section->id, outer, NULL);
  body->section = section->id;
  _spt_form_view_update_body (body);
  if (g_hash_table_contains (self->open_sections, section->id))
    show_all (body);
  body->is_bare = is_named_twice (def, section);
  g_object_set_data (G_OBJECT (outer), "spt-section", body);
  _spt_form_view_update_section (outer);
  gtk_box_append (GTK_BOX (box), outer);
}

/* The focus goes to what had been left out; the button itself goes away. */
static void
all_clicked_cb (SptFormView *self)
{
  SptFormEssentialFunc essential = self->essential;
  SptFormGroup *root = spt_form_get_root (self->form);

  spt_form_view_set_essential (self, NULL);
  for (guint i = 0; i < spt_form_group_get_def (root)->n_fields; i++)
    {
      SptFormField *field = spt_form_group_get_field (root, i);
      SptFormRow *row = g_hash_table_lookup (self->rows, field);

      if (row != NULL && !essential (field) && spt_form_row_get_shown (row))
        {
          spt_form_row_focus (row);
          return;
        }
    }
}

static void
rebuild (SptFormView *self)
{
  GtkWidget *box;
  guint n_sections = 0;
  const SptSectionDef *sections;

  forget_bodies (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->undo, spt_form_undo_free);
  if (self->form == NULL)
    return;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, self->paged ? 18 : 24);
  if (self->paged)
    {
      _spt_form_view_append_page (self, box);
      adw_bin_set_child (ADW_BIN (self), box);
      return;
    }
  sections = spt_schema_get_sections (spt_form_get_schema (self->form), &n_sections);
  for (guint i = 0; i < n_sections; i++)
    append_section (self, &sections[i], box);
  if (self->essential != NULL)
    {
      GtkWidget *all = gtk_button_new_with_mnemonic (_("_Other Data"));

      gtk_widget_set_halign (all, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (all, _("Show what the kind of due has filled"));
      g_signal_connect_object (all, "clicked", G_CALLBACK (all_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), all);
    }
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
spt_form_view_dispose (GObject *object)
{
  SptFormView *self = SPT_FORM_VIEW (object);

  forget_bodies (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->undo, spt_form_undo_free);
  g_clear_object (&self->suggest);
  g_hash_table_remove_all (self->hints);
  g_clear_object (&self->page_parent);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (spt_form_view_parent_class)->dispose (object);
}

static void
spt_form_view_finalize (GObject *object)
{
  SptFormView *self = SPT_FORM_VIEW (object);

  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->tiles, g_hash_table_unref);
  g_clear_pointer (&self->hints, g_hash_table_unref);
  g_clear_pointer (&self->closures, g_ptr_array_unref);
  g_clear_pointer (&self->bodies, g_ptr_array_unref);
  g_clear_pointer (&self->open_sections, g_hash_table_unref);
  g_free (self->suggest_names);

  G_OBJECT_CLASS (spt_form_view_parent_class)->finalize (object);
}

static void
spt_form_view_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SptFormView *self = SPT_FORM_VIEW (object);

  switch ((SptFormViewProperty) prop_id)
    {
    case PROP_FORM:
      g_value_set_object (value, self->form);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_form_view_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SptFormView *self = SPT_FORM_VIEW (object);

  switch ((SptFormViewProperty) prop_id)
    {
    case PROP_FORM:
      spt_form_view_set_form (self, g_value_get_object (value));
      break;
    case PROP_READ_ONLY:
      spt_form_view_set_read_only (self, g_value_get_boolean (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_form_view_class_init (SptFormViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = spt_form_view_dispose;
  object_class->finalize = spt_form_view_finalize;
  object_class->get_property = spt_form_view_get_property;
  object_class->set_property = spt_form_view_set_property;

  properties[PROP_FORM] =
    g_param_spec_object ("form", NULL, NULL, SPT_TYPE_FORM,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_READ_ONLY] =
    g_param_spec_boolean ("read-only", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_OVERRIDE_CLICKED] =
    g_signal_new ("override-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, SPT_TYPE_FORM_FIELD);
  signals[SIGNAL_INSTANCE_REMOVED] =
    g_signal_new ("instance-removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_INSTANCE_MOVED] =
    g_signal_new ("instance-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_ACTION_CLICKED] =
    g_signal_new ("action-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, SPT_TYPE_FORM_FIELD);
}

static void
spt_form_view_init (SptFormView *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  self->tiles = g_hash_table_new (NULL, NULL);
  self->hints = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) hint_free);
  self->open_sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->closures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_closure_unref);
  self->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) body_free);
}

/**
 * spt_form_view_new:
 *
 * Makes an empty view.
 *
 * Returns: (transfer floating): the view
 */
GtkWidget *
spt_form_view_new (void)
{
  return g_object_new (SPT_TYPE_FORM_VIEW, NULL);
}

/**
 * spt_form_view_set_form:
 * @self: the view
 * @form: (nullable): what to show
 *
 * Shows @form; the rows follow it from then on.
 */
void
spt_form_view_set_form (SptFormView *self,
                        SptForm     *form)
{
  g_return_if_fail (SPT_IS_FORM_VIEW (self));
  g_return_if_fail (form == NULL || SPT_IS_FORM (form));

  if (self->form == form)
    return;

  forget_bodies (self); /* rows of the old form go before it */
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_set_object (&self->form, form);
  rebuild (self);
  _spt_form_view_begin_suggesting (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORM]);
}

/**
 * spt_form_view_get_form:
 * @self: the view
 *
 * The form it shows.
 *
 * Returns: (transfer none) (nullable): the form
 */
SptForm *
spt_form_view_get_form (SptFormView *self)
{
  g_return_val_if_fail (SPT_IS_FORM_VIEW (self), NULL);

  return self->form;
}

/**
 * spt_form_view_set_read_only:
 * @self: the view
 * @read_only: whether the form can only be looked at
 *
 * Shuts or opens every editor, and the buttons that add and remove.
 */
void
spt_form_view_set_read_only (SptFormView *self,
                             gboolean     read_only)
{
  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  if (self->read_only == !!read_only)
    return;

  self->read_only = !!read_only;
  rebuild (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
}

/**
 * spt_form_view_set_overridable:
 * @self: the view
 * @fields: (element-type SptFormField): those whose error a person may take upon herself
 *
 * Shows "Accept anyway…" at the errors of @fields and takes it away from all others.
 */
void
spt_form_view_set_overridable (SptFormView *self,
                               GPtrArray   *fields)
{
  GHashTableIter iter;
  gpointer field;
  gpointer row;

  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &field, &row))
    spt_form_row_set_overridable (row, g_ptr_array_find (fields, field, NULL));
}

/**
 * spt_form_view_set_placeholder:
 * @self: the view
 * @field: a field of the form
 * @text: what its entry says while it is empty
 *
 * Says something in place of a text, such as that a secret is kept elsewhere.
 */
void
spt_form_view_set_placeholder (SptFormView  *self,
                               SptFormField *field,
                               const char   *text)
{
  SptFormRow *row;

  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  row = g_hash_table_lookup (self->rows, field);
  if (row != NULL)
    spt_form_row_set_placeholder (row, text);
}

/**
 * spt_form_view_set_action_func:
 * @self: the view
 * @func: (nullable): says what the button of a field says
 * @user_data: for @func; outlives the view
 *
 * Gives rows a button of their own: "action-clicked" says which was pressed.
 */
void
spt_form_view_set_action_func (SptFormView       *self,
                               SptFormActionFunc  func,
                               gpointer           user_data)
{
  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  self->action_func = func;
  self->action_data = user_data;
  spt_form_view_update_actions (self);
}

/**
 * spt_form_view_update_actions:
 * @self: the view
 *
 * Asks anew what the rows' own buttons say.
 */
void
spt_form_view_update_actions (SptFormView *self)
{
  GHashTableIter iter;
  gpointer row;

  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    update_action (self, row);
}

/**
 * spt_form_view_set_essential:
 * @self: the view
 * @func: (nullable): which fields are asked for; %NULL = all
 *
 * Asks for a few fields only, the rest being filled by itself; what has an error is shown all the
 * same, and a button shows everything.
 */
void
spt_form_view_set_essential (SptFormView          *self,
                             SptFormEssentialFunc  func)
{
  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  if (self->essential == func)
    return;
  self->essential = func;
  rebuild (self);
}

/**
 * spt_form_view_focus_field:
 * @self: the view
 * @field: a field of the form
 *
 * Puts the focus into a field and scrolls to it.
 *
 * Returns: %FALSE if it is not on the page
 */
gboolean
spt_form_view_focus_field (SptFormView  *self,
                           SptFormField *field)
{
  SptFormRow *row;

  g_return_val_if_fail (SPT_IS_FORM_VIEW (self), FALSE);

  _spt_form_view_open_tiles (self, field);
  row = g_hash_table_lookup (self->rows, field);
  if (row == NULL)
    return FALSE;

  spt_form_row_focus (row);
  return TRUE;
}

/**
 * spt_form_view_focus_first:
 * @self: the view
 *
 * Puts the focus into the first field that one types in.
 *
 * Returns: %FALSE if there is none
 */
gboolean
spt_form_view_focus_first (SptFormView *self)
{
  g_return_val_if_fail (SPT_IS_FORM_VIEW (self), FALSE);

  for (guint i = 0; i < self->bodies->len; i++)
    {
      SptBody *body = g_ptr_array_index (self->bodies, i);

      for (guint j = 0; j < body->rows->len; j++)
        {
          SptFormRow *row = g_ptr_array_index (body->rows, j);

          if (spt_form_row_get_shown (row) && spt_form_row_is_typed_in (row))
            {
              spt_form_row_focus (row);
              return TRUE;
            }
        }
    }

  return FALSE;
}

/**
 * spt_form_view_show_errors:
 * @self: the view
 *
 * Says of every field what is wrong with it, also of those where nobody was yet.
 */
void
spt_form_view_show_errors (SptFormView *self)
{
  GHashTableIter iter;
  gpointer row;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  /* A number that is read anew may bring or take other fields. */
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_ptr_array_add (rows, g_object_ref (row));
  for (guint i = 0; i < rows->len; i++)
    spt_form_row_set_pristine (g_ptr_array_index (rows, i), FALSE);
}

/* The field that one types in; %NULL: the focus is elsewhere, such as on the button that leads to the next error. */
static SptFormField *
get_focused_field (SptFormView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, SPT_TYPE_FORM_ROW) : NULL;

  if (row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self)))
    return NULL;
  return spt_form_row_get_field (SPT_FORM_ROW (row));
}

/**
 * spt_form_view_focus_error:
 * @self: the view
 * @further: from the field that has the focus on; else from the top
 *
 * Puts the focus into the next field with an error, if there is one.
 */
void
spt_form_view_focus_error (SptFormView *self,
                           gboolean     further)
{
  SptFormField *field;

  g_return_if_fail (SPT_IS_FORM_VIEW (self));

  spt_form_view_show_errors (self);
  field = spt_form_find_error (self->form, further ? get_focused_field (self) : NULL);
  if (field != NULL)
    spt_form_view_focus_field (self, field);
}

/**
 * spt_form_view_undo_remove:
 * @self: the view
 *
 * Brings back the instance that was removed last, where it stood, or puts back what was moved last.
 *
 * Returns: %FALSE if there is none
 */
gboolean
spt_form_view_undo_remove (SptFormView *self)
{
  g_autoptr (SptFormUndo) undo = NULL;

  g_return_val_if_fail (SPT_IS_FORM_VIEW (self), FALSE);

  undo = g_steal_pointer (&self->undo);
  if (undo == NULL)
    return FALSE;

  spt_form_undo_apply (undo);
  return TRUE;
}
