/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The repeated groups of a form: their instances, which come and go. */
#define G_LOG_DOMAIN "spt-form-repeat"

#include "config.h"

#include "spt-form-view-private.h"

#include <glib/gi18n.h>

#include "spt-form-tile.h"

static void
repeat_free (gpointer  data,
             GClosure *closure)
{
  SptRepeat *repeat = data;

  g_clear_object (&repeat->parent);
  g_free (repeat);
}

static void
forget_rows (SptFormView  *self,
             SptFormGroup *group)
{
  const SptGroupDef *def = spt_form_group_get_def (group);

  for (guint i = 0; i < def->n_fields; i++)
    g_hash_table_remove (self->rows, spt_form_group_get_field (group, i));
  g_hash_table_remove (self->tiles, group);
  for (guint i = 0; i < def->n_groups; i++)
    {
      GListModel *children = spt_form_group_get_children (group, i);

      for (guint j = 0; j < g_list_model_get_n_items (children); j++)
        {
          g_autoptr (SptFormGroup) child = g_list_model_get_item (children, j);

          forget_rows (self, child);
        }
    }
}

/* Where the focus goes when an instance is taken away: to its neighbour, else to what makes a new one. */
static void
focus_beside (SptRepeat *repeat,
              guint      position)
{
  GListModel *children = spt_form_group_get_children (repeat->parent, repeat->def->index);
  guint n_children = g_list_model_get_n_items (children);
  g_autoptr (SptFormGroup) beside = NULL;
  SptFormTile *tile;

  if (gtk_widget_get_visible (repeat->add) || !repeat->view->paged)
    {
      gtk_widget_grab_focus (repeat->add);
      return;
    }
  if (n_children < 2)
    return;
  beside = g_list_model_get_item (children, position + 1 < n_children ? position + 1 : position - 1);
  tile = g_hash_table_lookup (repeat->view->tiles, beside);
  if (tile != NULL)
    spt_form_tile_focus (tile);
}

static void
remove_instance (SptRepeat    *repeat,
                 SptFormGroup *child)
{
  SptFormView *self = repeat->view;
  guint position = spt_form_group_get_position (child);
  g_autofree char *title = self->paged ? spt_form_tile_dup_title (child) : NULL;

  if (title == NULL)
    g_object_get (child, "title", &title, NULL);
  g_clear_pointer (&self->undo, spt_form_undo_free);
  self->undo = spt_form_undo_new (repeat->parent, repeat->def->index, position);
  focus_beside (repeat, position);
  spt_form_group_remove (repeat->parent, repeat->def->index, position);
  g_signal_emit_by_name (self, "instance-removed", title);
}

static void
remove_clicked_cb (GtkWidget *button,
                   SptRepeat *repeat)
{
  SptFormGroup *child = g_object_get_data (G_OBJECT (button), "spt-group");

  if (spt_form_group_get_parent (child) == repeat->parent)
    remove_instance (repeat, child);
}

static void
set_pristine (SptFormView  *self,
              SptFormGroup *group)
{
  const SptGroupDef *def = spt_form_group_get_def (group);

  for (guint i = 0; i < def->n_fields; i++)
    {
      SptFormRow *row = g_hash_table_lookup (self->rows, spt_form_group_get_field (group, i));

      if (row != NULL)
        spt_form_row_set_pristine (row, TRUE);
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      GListModel *children = spt_form_group_get_children (group, i);

      for (guint j = 0; j < g_list_model_get_n_items (children); j++)
        {
          g_autoptr (SptFormGroup) child = g_list_model_get_item (children, j);

          set_pristine (self, child);
        }
    }
}

/* That one begins with. */
static SptFormField *
find_first_field (SptFormGroup *group)
{
  const SptGroupDef *def = spt_form_group_get_def (group);

  for (guint i = 0; i < def->n_fields; i++)
    {
      SptFormField *field = spt_form_group_get_field (group, i);

      if (def->fields[i].kind != SPT_FIELD_XML && spt_form_field_get_visible (field))
        return field;
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      g_autoptr (SptFormGroup) child = g_list_model_get_item (spt_form_group_get_children (group, i), 0);
      SptFormField *found = child != NULL ? find_first_field (child) : NULL;

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
add_clicked_cb (GtkWidget *button,
                SptRepeat *repeat)
{
  SptFormGroup *child = spt_form_group_add (repeat->parent, repeat->def->index);

  SptFormTile *tile;
  SptFormField *first;

  if (child == NULL)
    return;
  tile = g_hash_table_lookup (repeat->view->tiles, child);
  if (tile != NULL)
    spt_form_tile_set_open (tile, TRUE);
  set_pristine (repeat->view, child);
  first = find_first_field (child);
  if (first == NULL || !spt_form_view_focus_field (repeat->view, first))
    {
      if (tile != NULL)
        spt_form_tile_focus (tile);
    }
}

static void update_repeat (SptRepeat *repeat);

/* --- tiles --------------------------------------------------------------------------------------------- */

static void
tile_build_cb (SptFormTile *tile,
               GtkBox      *content,
               SptRepeat   *repeat)
{
  _spt_form_view_append_content (repeat->view, spt_form_tile_get_group (tile), GTK_WIDGET (content), NULL);
}

static void
tile_remove_cb (SptFormTile *tile,
                SptRepeat   *repeat)
{
  remove_instance (repeat, spt_form_tile_get_group (tile));
}

/* The widgets change places with what they show: the focus stays where it is. */
static void
tile_move_cb (SptFormTile *tile,
              int          step,
              SptRepeat   *repeat)
{
  SptFormView *self = repeat->view;
  SptFormGroup *child = spt_form_tile_get_group (tile);
  guint position = spt_form_group_get_position (child);
  guint to = position + (guint) step;
  GtkWidget *before;
  g_autofree char *title = spt_form_tile_dup_title (child);

  if (self->read_only || to >= g_list_model_get_n_items (spt_form_group_get_children (repeat->parent,
                                                                                      repeat->def->index)))
    return;
  repeat->moving = TRUE;
  spt_form_group_move (repeat->parent, repeat->def->index, position, to);
  repeat->moving = FALSE;
  before = step > 0 ? gtk_widget_get_next_sibling (GTK_WIDGET (tile))
           : gtk_widget_get_prev_sibling (gtk_widget_get_prev_sibling (GTK_WIDGET (tile)) != NULL
                                          ? gtk_widget_get_prev_sibling (GTK_WIDGET (tile)) : GTK_WIDGET (tile));
  gtk_box_reorder_child_after (GTK_BOX (repeat->box), GTK_WIDGET (tile), before);
  update_repeat (repeat);
  /* Several steps of one are taken back at once. */
  if (self->undo == NULL || !spt_form_undo_is_move_of (self->undo, child))
    {
      g_clear_pointer (&self->undo, spt_form_undo_free);
      self->undo = spt_form_undo_new_move (repeat->parent, repeat->def->index, to, position);
    }
  g_signal_emit_by_name (self, "instance-moved", title);
}

static GtkWidget *
make_tile (SptRepeat    *repeat,
           SptFormGroup *child)
{
  GtkWidget *tile = spt_form_tile_new (child);

  g_object_set_data_full (G_OBJECT (tile), "spt-group", g_object_ref (child), g_object_unref);
  g_hash_table_insert (repeat->view->tiles, child, tile);
  g_signal_connect (tile, "build", G_CALLBACK (tile_build_cb), repeat);
  g_signal_connect (tile, "move", G_CALLBACK (tile_move_cb), repeat);
  g_signal_connect (tile, "remove", G_CALLBACK (tile_remove_cb), repeat);
  return tile;
}

/* The only one stands open. */
static void
open_only_tile (SptRepeat *repeat)
{
  GtkWidget *first = gtk_widget_get_first_child (repeat->box);

  if (SPT_IS_FORM_TILE (first) && gtk_widget_get_next_sibling (first) == NULL)
    spt_form_tile_set_open (SPT_FORM_TILE (first), TRUE);
}

/* --- instances ----------------------------------------------------------------------------------------- */

static void show_heading (SptBody      *body,
                          SptFormGroup *child);

static GtkWidget *
make_instance (SptRepeat    *repeat,
               SptFormGroup *child)
{
  SptFormView *self = repeat->view;
  const SptGroupDef *def = repeat->def;
  GtkWidget *box;
  GtkWidget *remove;
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;
  SptBody *body;

  if (self->paged && def->max != 1)
    return make_tile (repeat, child);

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  body = _spt_form_view_add_body (self, box);

  g_object_get (child, "title", &title, NULL);
  /* Translators: %s is a numbered part of a form, such as "Payment 2" */
  name = g_strdup_printf (_("Remove %s"), title);
  _spt_form_view_set_group_title (body->group, title);

  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (remove), "spt-group", child);
  g_object_set_data (G_OBJECT (box), "spt-body", body);
  g_object_set_data (G_OBJECT (box), "spt-remove", remove);
  g_object_set_data_full (G_OBJECT (box), "spt-group", g_object_ref (child), g_object_unref);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_clicked_cb), repeat);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (body->group), remove);

  for (guint i = 0; i < def->n_fields; i++)
    _spt_form_view_add_row (self, body, spt_form_group_get_field (child, i));
  _spt_form_view_append_repeats (self, child, NULL, box, self->paged ? NULL : body);
  _spt_form_view_update_body (body);
  if (self->paged)
    show_heading (body, child);
  return box;
}

/* A part of which only a button shows, or parts of its own, has its heading all the same. */
static void
show_heading (SptBody      *body,
              SptFormGroup *child)
{
  gtk_widget_set_visible (body->group, TRUE);
  gtk_widget_set_visible (gtk_widget_get_parent (body->group), TRUE);
  gtk_widget_set_visible (gtk_widget_get_parent (gtk_widget_get_parent (body->group)), TRUE);
}

static gboolean
holds_pages (const SptGroupDef *def)
{
  for (guint i = 0; i < def->n_groups; i++)
    {
      if (def->groups[i]->page || holds_pages (def->groups[i]))
        return TRUE;
    }

  return FALSE;
}

/* What holds pages and nothing else is not shown by itself: its pages are. */
static gboolean
is_hollow (const SptGroupDef *def)
{
  gboolean has_pages = FALSE;

  for (guint i = 0; i < def->n_fields; i++)
    {
      if (def->fields[i].kind != SPT_FIELD_XML)
        return FALSE;
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      if (!def->groups[i]->page && !is_hollow (def->groups[i]))
        return FALSE;
      has_pages = TRUE;
    }

  return has_pages;
}

static void
update_repeat (SptRepeat *repeat)
{
  gboolean hollow = repeat->view->paged && is_hollow (repeat->def);
  gboolean is_offered = !repeat->view->one_container || !holds_pages (repeat->def);
  guint position = 0;
  GListModel *children = spt_form_group_get_children (repeat->parent, repeat->def->index);
  guint n_children = g_list_model_get_n_items (children);
  gboolean wanted = spt_form_group_wants (repeat->parent, repeat->def->index, NULL);
  GtkWidget *outer = gtk_widget_get_parent (repeat->box);

  for (GtkWidget *box = gtk_widget_get_first_child (repeat->box); box != NULL;
       box = gtk_widget_get_next_sibling (box))
    {
      SptBody *body = g_object_get_data (G_OBJECT (box), "spt-body");
      SptFormGroup *child = g_object_get_data (G_OBJECT (box), "spt-group");
      GtkWidget *remove = g_object_get_data (G_OBJECT (box), "spt-remove");
      g_autofree char *title = NULL;

      if (SPT_IS_FORM_TILE (box))
        {
          spt_form_tile_update (SPT_FORM_TILE (box));
          spt_form_tile_set_can (SPT_FORM_TILE (box), !repeat->view->read_only && position > 0,
                                 !repeat->view->read_only && position + 1 < n_children,
                                 !repeat->view->read_only && n_children > repeat->def->min);
          position++;
          continue;
        }
      g_object_get (child, "title", &title, NULL);
      _spt_form_view_set_group_title (body->group, title);
      /* Never a form that cannot be sent for want of a part that has no button any more. */
      gtk_widget_set_visible (remove, !repeat->view->read_only && repeat->view->essential == NULL &&
                              n_children > repeat->def->min);
    }
  gtk_widget_set_visible (outer, ((wanted && !repeat->def->automatic) || n_children > 0) &&
                          (!hollow || n_children != 1 || is_offered));
  gtk_widget_set_visible (repeat->box, !hollow || n_children != 1);
  _spt_form_view_update_section (gtk_widget_get_parent (outer));
  gtk_widget_set_visible (repeat->add, wanted && !repeat->view->read_only && !repeat->def->automatic &&
                          repeat->view->essential == NULL && (is_offered || n_children == 0) &&
                          (repeat->def->max == 0 || n_children < repeat->def->max));
}

static void
children_changed_cb (GListModel *children,
                     guint       position,
                     guint       removed,
                     guint       added,
                     SptRepeat  *repeat)
{
  SptFormView *self = repeat->view;
  GtkWidget *before = NULL;
  GtkWidget *next = gtk_widget_get_first_child (repeat->box);

  if (repeat->moving)
    return;
  for (guint i = 0; i < position && next != NULL; i++)
    {
      before = next;
      next = gtk_widget_get_next_sibling (next);
    }
  for (guint i = 0; i < removed && next != NULL; i++)
    {
      GtkWidget *gone = next;

      next = gtk_widget_get_next_sibling (next);
      forget_rows (self, g_object_get_data (G_OBJECT (gone), "spt-group"));
      _spt_form_view_forget_inside (self, gone);
      gtk_box_remove (GTK_BOX (repeat->box), gone);
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (SptFormGroup) child = g_list_model_get_item (children, position + i);
      GtkWidget *box = make_instance (repeat, child);

      gtk_box_insert_child_after (GTK_BOX (repeat->box), box, before);
      before = box;
    }
  update_repeat (repeat);
}

static void
decides_changed_cb (SptFormField *field,
                    GParamSpec   *pspec,
                    SptRepeat    *repeat)
{
  update_repeat (repeat);
}

/* Until the view is built anew, or goes. */
static void
follow (SptRepeat  *repeat,
        gpointer    instance,
        const char *signal,
        GCallback   callback)
{
  GClosure *closure = g_cclosure_new (callback, repeat, NULL);

  g_object_watch_closure (G_OBJECT (repeat->add), closure);
  g_ptr_array_add (repeat->view->closures, g_closure_ref (closure));
  g_signal_connect_closure (instance, signal, closure, FALSE);
}

/* "Payment" -> "payment", but "IBAN" and "URL" as they are. */
static char *
dup_lower_label (const char *label)
{
  gunichar first = g_utf8_get_char (label);
  const char *rest = g_utf8_next_char (label);
  g_autoptr (GString) text = g_string_new (NULL);

  if (*rest != '\0' && g_unichar_isupper (g_utf8_get_char (rest)))
    return g_strdup (label);
  g_string_append_unichar (text, g_unichar_tolower (first));
  g_string_append (text, rest);
  return g_strdup (text->str);
}

static void
append_repeat (SptFormView       *self,
               SptFormGroup      *parent,
               const SptGroupDef *def,
               GtkWidget         *into,
               SptBody           *body)
{
  gboolean is_single = def->max == 1;
  SptRepeat *repeat = g_new0 (SptRepeat, 1);
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GListModel *children = spt_form_group_get_children (parent, def->index);
  SptFormField *decides = NULL;
  /* A schema's labels are names: "GT". */
  g_autofree char *lower = self->paged ? g_strdup_printf ("“%s”", def->label) : dup_lower_label (def->label);
  g_autofree char *label = NULL;

  /* Translators: %s is a part of a form in lower case, such as "payment" */
  label = g_strdup_printf (_("Add %s"), lower);
  repeat->view = self;
  repeat->parent = g_object_ref (parent);
  repeat->def = def;
  repeat->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, self->paged && !is_single ? 6 : 18);
  repeat->add = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (repeat->add),
                        g_object_new (ADW_TYPE_BUTTON_CONTENT, "icon-name", "list-add-symbolic",
                                      "label", label, NULL));
  gtk_widget_add_css_class (repeat->add, "flat");
  gtk_widget_set_halign (repeat->add, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (repeat->add), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  if (body != NULL)
    gtk_widget_set_margin_start (outer, 18); /* a part of a part stands a little further in */

  gtk_box_append (GTK_BOX (outer), repeat->box);
  gtk_box_append (GTK_BOX (outer), repeat->add);
  gtk_box_append (GTK_BOX (into), outer);

  /* The repeat lives as long as the handler on its own button. */
  g_signal_connect_data (repeat->add, "clicked", G_CALLBACK (add_clicked_cb), repeat, repeat_free,
                         0);
  children_changed_cb (children, 0, 0, g_list_model_get_n_items (children), repeat);
  follow (repeat, children, "items-changed", G_CALLBACK (children_changed_cb));
  spt_form_group_wants (parent, def->index, &decides);
  if (decides != NULL)
    follow (repeat, decides, "notify::text", G_CALLBACK (decides_changed_cb));
  if (body != NULL && def->min == 0)
    g_ptr_array_add (body->optional, repeat);
  if (self->paged)
    open_only_tile (repeat);
}

/**
 * _spt_form_view_append_repeats:
 * @self: the view
 * @group: the instance or root whose groups they are
 * @section: (nullable): of the schema; %NULL = all of them
 * @box: where they go
 * @body: (nullable): the rows of @group, which hide those that may stay empty
 *
 * Shows the repeated groups of @group, which follow the form from then on.
 */
void
_spt_form_view_append_repeats (SptFormView  *self,
                               SptFormGroup *group,
                               const char   *section,
                               GtkWidget    *box,
                               SptBody      *body)
{
  const SptGroupDef *def = spt_form_group_get_def (group);

  for (guint i = 0; i < def->n_groups; i++)
    {
      const SptGroupDef *child = def->groups[i];
      const char *its = child->n_fields > 0 ? child->fields[0].section : NULL;

      if (self->paged && child->page)
        continue;
      if (section == NULL || g_strcmp0 (its, section) == 0)
        append_repeat (self, group, child, box, body);
    }
}

/**
 * _spt_form_view_append_content:
 * @self: the view, of a page
 * @group: an instance, or the root
 * @box: where it goes
 * @title: (nullable): what stands above its fields
 *
 * Shows the fields of @group and the groups inside it.
 */
void
_spt_form_view_append_content (SptFormView  *self,
                               SptFormGroup *group,
                               GtkWidget    *box,
                               const char   *title)
{
  const SptGroupDef *def = spt_form_group_get_def (group);
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  SptBody *body = _spt_form_view_add_body (self, outer);

  gtk_box_append (GTK_BOX (box), outer);
  if (title != NULL)
    _spt_form_view_set_group_title (body->group, title);
  for (guint i = 0; i < def->n_fields; i++)
    _spt_form_view_add_row (self, body, spt_form_group_get_field (group, i));
  _spt_form_view_update_body (body);
  _spt_form_view_append_repeats (self, group, NULL, box, NULL);
}

/**
 * _spt_form_view_append_page:
 * @self: the view, of a page
 * @box: where it goes
 *
 * Shows what the page has.
 */
void
_spt_form_view_append_page (SptFormView *self,
                            GtkWidget   *box)
{
  g_autoptr (SptFormGroup) only = NULL;

  if (self->page_parent == NULL)
    {
      _spt_form_view_append_content (self, spt_form_get_root (self->form), box, NULL);
      return;
    }
  if (self->page_def->max != 1)
    {
      append_repeat (self, self->page_parent, self->page_def, box, NULL);
      return;
    }
  only = g_list_model_get_item (spt_form_group_get_children (self->page_parent, self->page_def->index), 0);
  if (only != NULL)
    _spt_form_view_append_content (self, only, box, NULL);
}
