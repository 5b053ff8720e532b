/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a form's view, in groups: which of them show, and what their buttons say. */
#define G_LOG_DOMAIN "spt-form-view-rows"

#include "config.h"

#include "spt-form-view-private.h"

#include <glib/gi18n.h>

void
_spt_form_view_body_free (SptBody *body)
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
  g_signal_emit_by_name (self, "override-clicked", spt_form_row_get_field (row));
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
  g_signal_emit_by_name (self, "action-clicked", spt_form_row_get_field (row));
}

SptFormRow *
_spt_form_view_show_all (SptBody *body)
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
  SptFormRow *first = _spt_form_view_show_all (body);

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
        _spt_form_view_show_all (body);
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

/* Widgets that were taken out may live on for a moment, held by an event or the focus: they follow the form no more. */
static void
forget_body (SptBody *body)
{
  for (guint i = 0; i < body->rows->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (body->rows, i), body);
  g_signal_handlers_disconnect_by_data (body->more, body);
  if (body->kept != NULL)
    g_signal_handlers_disconnect_by_data (body->kept, body);
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
      forget_body (body);
      g_ptr_array_remove_index (self->bodies, i - 1);
    }
}

/**
 * _spt_form_view_forget_bodies:
 * @self: the view
 *
 * Lets go of all rows: their widgets are about to be taken out.
 */
void
_spt_form_view_forget_bodies (SptFormView *self)
{
  for (guint i = 0; i < self->closures->len; i++)
    g_closure_invalidate (g_ptr_array_index (self->closures, i));
  g_ptr_array_set_size (self->closures, 0);
  for (guint i = 0; i < self->bodies->len; i++)
    forget_body (g_ptr_array_index (self->bodies, i));
  g_hash_table_remove_all (self->rows);
  g_hash_table_remove_all (self->tiles);
  g_ptr_array_set_size (self->bodies, 0);
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
