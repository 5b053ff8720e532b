/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form out of a schema in pages: a list of those in use, and the page of the one that is chosen. */
#define G_LOG_DOMAIN "spt-form-pages"

#include "config.h"

#include "spt-form-pages-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "spt-form-pages-row.h"

typedef enum
{
  PROP_NARROW = 1,
  N_PROPS
} SptFormPagesProperty;

enum
{
  SIGNAL_OVERRIDE_CLICKED,
  SIGNAL_INSTANCE_REMOVED,
  SIGNAL_INSTANCE_MOVED,
  SIGNAL_PAGE_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SptFormPages, spt_form_pages, ADW_TYPE_BIN)

SptFormPage *
_spt_form_pages_peek (SptFormPages * self,
                      guint index)
{
  g_autoptr (SptFormPage) page = g_list_model_get_item (G_LIST_MODEL (self->pages), index);

  return page; /* the list holds it */
}

guint
_spt_form_pages_count (SptFormPages *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->pages));
}

/* (nullable) */
SptFormPage *
_spt_form_pages_find (SptFormPages      *self,
                      SptFormGroup      *parent,
                      const SptGroupDef *def)
{
  for (guint i = 0; i < _spt_form_pages_count (self); i++)
    {
      if (spt_form_page_is (_spt_form_pages_peek (self, i), parent, def))
        return _spt_form_pages_peek (self, i);
    }

  return NULL;
}

/* (nullable): the page that what stands in @group is on. */
SptFormPage *
_spt_form_pages_find_of (SptFormPages *self,
                         SptFormGroup *group)
{
  for (; group != NULL; group = spt_form_group_get_parent (group))
    {
      const SptGroupDef *def = spt_form_group_get_def (group);

      if (def->page)
        return _spt_form_pages_find (self, spt_form_group_get_parent (group), def);
    }

  return _spt_form_pages_find (self, NULL, NULL);
}

guint
_spt_form_pages_get_index (SptFormPages *self,
                           SptFormPage  *page)
{
  guint index = 0;

  return page != NULL && g_list_store_find (self->pages, page, &index) ? index : 0;
}

const SptPlantScheda *
_spt_form_pages_find_scheda (SptFormPages *self,
                             const char   *path)
{
  for (guint i = 0; self->schede != NULL && i < self->schede->len; i++)
    {
      const SptPlantScheda *scheda = &g_array_index (self->schede, SptPlantScheda, i);

      if (strcmp (scheda->page, path) == 0)
        return scheda;
    }

  return NULL;
}

/* --- which pages there are ----------------------------------------------------------------------------- */

static gboolean
is_wanted (SptFormGroup         *group,
           const SptGroupDef    *def,
           const SptPlantScheda *scheda)
{
  return spt_form_group_wants (group, def->index, NULL) &&
         (g_list_model_get_n_items (spt_form_group_get_children (group, def->index)) > 0 ||
          def->min > 0 || (scheda != NULL && scheda->mandatory));
}

static void
collect (SptFormPages *self,
         SptFormGroup *group,
         const char   *around,
         GString      *path,
         GPtrArray    *pages)
{
  const SptGroupDef *def = spt_form_group_get_def (group);
  gsize length = path->len;

  for (guint i = 0; i < def->n_groups; i++)
    {
      const SptGroupDef *child = def->groups[i];

      g_string_append_printf (path, "%s%s", length > 0 ? "." : "", child->name);
      if (child->page)
        {
          const SptPlantScheda *scheda = _spt_form_pages_find_scheda (self, path->str);
          SptFormPage *page = _spt_form_pages_find (self, group, child);
          const char *title = scheda != NULL && scheda->title != NULL ? scheda->title : child->label;
          g_autofree char *whole = around != NULL ? g_strdup_printf ("%s · %s", around, title) : g_strdup (title);

          if (!is_wanted (group, child, scheda))
            ;
          else if (page != NULL && strcmp (spt_form_page_get_title (page), whole) == 0)
            g_ptr_array_add (pages, g_object_ref (page));
          else
            g_ptr_array_add (pages, spt_form_page_new (self->form, group, child, scheda, whole));
        }
      else
        {
          GListModel *children = spt_form_group_get_children (group, i);
          guint n_children = g_list_model_get_n_items (children);

          for (guint j = 0; j < n_children; j++)
            {
              g_autoptr (SptFormGroup) inner = g_list_model_get_item (children, j);
              g_autofree char *title = NULL;

              if (n_children > 1)
                g_object_get (inner, "title", &title, NULL);
              collect (self, inner, title != NULL ? title : around, path, pages);
            }
        }
      g_string_truncate (path, length);
    }
}

static gboolean
has_loose_content (const SptGroupDef *def)
{
  for (guint i = 0; i < def->n_fields; i++)
    {
      if (def->fields[i].kind != SPT_FIELD_XML)
        return TRUE;
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      if (!def->groups[i]->page && has_loose_content (def->groups[i]))
        return TRUE;
    }

  return FALSE;
}

static void
forget_body (SptFormPages *self,
             SptFormPage  *page)
{
  SptFormPageBody *body = g_hash_table_lookup (self->built, page);

  if (body == NULL)
    return;
  if (body->head != NULL)
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (body->head)), body->head);
  gtk_stack_remove (self->stack, body->child);
  g_hash_table_remove (self->built, page);
}

/* Only what came or went is told: the focus stays in the rest of the list. */
static void
take_pages (SptFormPages *self,
            GPtrArray    *pages)
{
  guint n_before = _spt_form_pages_count (self);
  guint n_same = 0;
  guint n_same_end = 0;

  while (n_same < MIN (n_before, pages->len) && _spt_form_pages_peek (self, n_same) == g_ptr_array_index (pages, n_same))
    n_same++;
  while (n_same_end < MIN (n_before, pages->len) - n_same &&
         _spt_form_pages_peek (self, n_before - n_same_end - 1) ==
         g_ptr_array_index (pages, pages->len - n_same_end - 1))
    n_same_end++;
  if (n_same == n_before && n_same == pages->len)
    return;
  for (guint i = n_same; i < n_before - n_same_end; i++)
    {
      if (!g_ptr_array_find (pages, _spt_form_pages_peek (self, i), NULL))
        forget_body (self, _spt_form_pages_peek (self, i));
    }
  self->choosing = TRUE;
  g_list_store_splice (self->pages, n_same, n_before - n_same - n_same_end, pages->pdata + n_same,
                       pages->len - n_same - n_same_end);
  self->choosing = FALSE;
}

static void
update_states (SptFormPages *self)
{
  guint n_on_pages = 0;
  GHashTableIter iter;
  gpointer page;
  gpointer body;

  for (guint i = _spt_form_pages_count (self); i > 0; i--)
    {
      SptFormPage *one = _spt_form_pages_peek (self, i - 1);

      spt_form_page_update (one, n_on_pages);
      n_on_pages += spt_form_page_get_n_errors (one) - spt_form_page_get_errors (one)->len;
    }
  g_hash_table_iter_init (&iter, self->built);
  while (g_hash_table_iter_next (&iter, &page, &body))
    _spt_form_pages_update_body (self, page, body);
}

/* At least one of some has to be there, and none is. */
static void
update_one_of (SptFormPages *self)
{
  gboolean lacks = FALSE;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; self->schede != NULL && i < self->schede->len; i++)
    {
      const SptPlantScheda *scheda = &g_array_index (self->schede, SptPlantScheda, i);

      if (!scheda->one_of)
        continue;
      lacks = TRUE;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", scheda->title);
      for (guint j = 0; j < _spt_form_pages_count (self); j++)
        {
          SptFormPage *page = _spt_form_pages_peek (self, j);

          if (spt_form_page_get_scheda (page) == scheda && !spt_form_page_is_empty (page))
            {
              gtk_widget_hide (self->one_of);
              return;
            }
        }
    }
  /* Translators: %s are titles of pages, such as "4.1 Boilers, 4.4 Chillers" */
  text = g_strdup_printf (_("At least one is needed: %s"), names->str);
  gtk_label_set_text (GTK_LABEL (self->one_of), text);
  gtk_widget_set_visible (self->one_of, lacks && !self->read_only);
}

static void
update_actions (SptFormPages *self)
{
  guint index = _spt_form_pages_get_index (self, self->current);
  g_autoptr (GPtrArray) offers = _spt_form_pages_list_offers (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pages.add", offers->len > 0 && !self->read_only);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pages.previous", index > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pages.next", index + 1 < _spt_form_pages_count (self));
  gtk_widget_set_visible (self->add, !self->read_only);
  gtk_widget_set_visible (self->add_narrow, !self->read_only);
}

/*
 * _spt_form_pages_refresh:
 * @self: the pages
 *
 * Looks anew which pages there are, and how far they are.
 */
void
_spt_form_pages_refresh (SptFormPages *self)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) path = g_string_new (NULL);
  guint index = _spt_form_pages_get_index (self, self->current);

  if (self->form != NULL)
    {
      SptFormGroup *root = spt_form_get_root (self->form);
      SptFormPage *first = _spt_form_pages_find (self, NULL, NULL);

      if (first != NULL)
        g_ptr_array_add (pages, g_object_ref (first));
      else if (self->head != NULL || has_loose_content (spt_form_group_get_def (root)))
        g_ptr_array_add (pages, spt_form_page_new (self->form, NULL, NULL, NULL, _("General Data")));
      collect (self, root, NULL, path, pages);
    }
  take_pages (self, pages);
  update_states (self);
  update_one_of (self);
  if (_spt_form_pages_count (self) == 0)
    g_clear_object (&self->current);
  else if (self->current == NULL || !g_list_store_find (self->pages, self->current, NULL))
    _spt_form_pages_choose (self, _spt_form_pages_peek (self, MIN (index, _spt_form_pages_count (self) - 1)), FALSE);
  update_actions (self);
}

/* --- choosing ------------------------------------------------------------------------------------------ */

static void
tell_lists (SptFormPages *self)
{
  guint index = _spt_form_pages_get_index (self, self->current);

  self->choosing = TRUE;
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) index));
  gtk_drop_down_set_selected (self->drop_down, index);
  self->choosing = FALSE;
}

void
_spt_form_pages_choose (SptFormPages *self,
                        SptFormPage  *page,
                        gboolean      focus)
{
  SptFormPageBody *body = g_hash_table_lookup (self->built, page);
  gboolean changed = self->current != page;

  if (body == NULL)
    {
      body = _spt_form_pages_build (self, page);
      g_hash_table_insert (self->built, g_object_ref (page), body);
    }
  g_set_object (&self->current, page);
  gtk_stack_set_visible_child (self->stack, body->child);
  tell_lists (self);
  update_actions (self);
  if (focus && !spt_form_view_focus_first (body->view))
    gtk_widget_child_focus (body->child, GTK_DIR_TAB_FORWARD);
  if (changed)
    g_signal_emit (self, signals[SIGNAL_PAGE_CHANGED], 0);
}

static void
row_selected_cb (SptFormPages  *self,
                 GtkListBoxRow *row)
{
  if (!self->choosing && row != NULL)
    _spt_form_pages_choose (self, _spt_form_pages_peek (self, (guint) gtk_list_box_row_get_index (row)), FALSE);
}

static void
drop_down_selected_cb (SptFormPages *self)
{
  guint index = gtk_drop_down_get_selected (self->drop_down);

  if (!self->choosing && index < _spt_form_pages_count (self))
    _spt_form_pages_choose (self, _spt_form_pages_peek (self, index), FALSE);
}

/* Whoever is in the list stays in it, whoever is in a page goes to the first field of the next. */
static void
go (SptFormPages *self,
    int           step)
{
  guint index = _spt_form_pages_get_index (self, self->current) + (guint) step;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean in_page = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stack));

  if (index >= _spt_form_pages_count (self))
    return;
  _spt_form_pages_choose (self, _spt_form_pages_peek (self, index), in_page);
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->list)));
}

static void
next_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  go (SPT_FORM_PAGES (widget), 1);
}

static void
previous_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  go (SPT_FORM_PAGES (widget), -1);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  spt_form_pages_ask_add (SPT_FORM_PAGES (widget));
}

static gboolean
step_shortcut (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  go (SPT_FORM_PAGES (widget), g_variant_get_int32 (arguments));
  return TRUE;
}

static gboolean
error_shortcut (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   user_data)
{
  spt_form_pages_focus_error (SPT_FORM_PAGES (widget), TRUE);
  return TRUE;
}

/* --- adding and removing ------------------------------------------------------------------------------- */

void
_spt_form_pages_begin (SptFormPages      *self,
                       SptFormGroup      *parent,
                       const SptGroupDef *def)
{
  SptFormPage *page;

  if (g_list_model_get_n_items (spt_form_group_get_children (parent, def->index)) == 0)
    spt_form_group_add (parent, def->index);
  _spt_form_pages_refresh (self);
  page = _spt_form_pages_find (self, parent, def);
  if (page != NULL)
    _spt_form_pages_choose (self, page, TRUE);
}

gboolean
_spt_form_pages_can_remove (SptFormPages *self,
                            SptFormPage  *page)
{
  const SptGroupDef *def = spt_form_page_get_def (page);
  const SptPlantScheda *scheda = spt_form_page_get_scheda (page);

  return def != NULL && !self->read_only && def->max == 1 && def->min == 0 &&
         (scheda == NULL || !scheda->mandatory) && spt_form_page_get_n_parts (page) > 0;
}

void
_spt_form_pages_remove (SptFormPages *self,
                        SptFormPage  *page)
{
  g_autoptr (SptFormGroup) parent = g_object_ref (spt_form_page_get_parent (page));
  const SptGroupDef *def = spt_form_page_get_def (page);
  g_autofree char *title = g_strdup (spt_form_page_get_title (page));

  if (!_spt_form_pages_can_remove (self, page))
    return;
  g_clear_pointer (&self->undo, spt_form_undo_free);
  g_clear_weak_pointer (&self->undo_view);
  self->undo = spt_form_undo_new (parent, def->index, 0);
  spt_form_group_remove (parent, def->index, 0);
  _spt_form_pages_refresh (self);
  if (self->current != NULL)
    _spt_form_pages_choose (self, self->current, TRUE);
  g_signal_emit (self, signals[SIGNAL_INSTANCE_REMOVED], 0, title);
}

/* --- the widget ---------------------------------------------------------------------------------------- */

static void
width_changed_cb (SptFormPages *self)
{
  gboolean narrow = FALSE;

  g_object_get (self->adaptive, "narrow", &narrow, NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->main),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_visible (self->side, !narrow);
  gtk_widget_set_visible (self->separator, !narrow);
  gtk_widget_set_visible (self->bar, narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *child = spt_form_pages_row_new ();

  spt_form_pages_row_set_page (SPT_FORM_PAGES_ROW (child), item, row);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  return row;
}

static void
setup_item_cb (GtkListItemFactory *factory,
               GtkListItem        *item,
               gpointer            user_data)
{
  gtk_list_item_set_child (item, spt_form_pages_row_new ());
}

static void
bind_item_cb (GtkListItemFactory *factory,
              GtkListItem        *item,
              gpointer            user_data)
{
  spt_form_pages_row_set_page (SPT_FORM_PAGES_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item),
                               NULL);
}

static void
unbind_item_cb (GtkListItemFactory *factory,
                GtkListItem        *item,
                gpointer            user_data)
{
  spt_form_pages_row_set_page (SPT_FORM_PAGES_ROW (gtk_list_item_get_child (item)), NULL, NULL);
}

static void
hint_free (SptFormHint *hint)
{
  g_free (hint->text);
  g_free (hint->value);
  g_free (hint);
}

static void
forget_form (SptFormPages *self)
{
  while (_spt_form_pages_count (self) > 0)
    {
      g_autoptr (SptFormPage) page = g_list_model_get_item (G_LIST_MODEL (self->pages), 0);

      forget_body (self, page);
      self->choosing = TRUE;
      g_list_store_remove (self->pages, 0);
      self->choosing = FALSE;
    }
  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_clear_object (&self->current);
  g_clear_pointer (&self->undo, spt_form_undo_free);
  g_clear_weak_pointer (&self->undo_view);
  g_hash_table_remove_all (self->hints);
  g_ptr_array_set_size (self->overridable, 0);
  g_clear_pointer (&self->schede, g_array_unref);
  g_clear_object (&self->form);
  g_clear_pointer (&self->xsd, spt_xsd_unref);
}

static void
spt_form_pages_dispose (GObject *object)
{
  SptFormPages *self = SPT_FORM_PAGES (object);

  if (self->pages != NULL)
    forget_form (self);
  g_clear_object (&self->head);
  g_clear_object (&self->pages);

  G_OBJECT_CLASS (spt_form_pages_parent_class)->dispose (object);
}

static void
spt_form_pages_finalize (GObject *object)
{
  SptFormPages *self = SPT_FORM_PAGES (object);

  g_clear_pointer (&self->built, g_hash_table_unref);
  g_clear_pointer (&self->hints, g_hash_table_unref);
  g_clear_pointer (&self->overridable, g_ptr_array_unref);

  G_OBJECT_CLASS (spt_form_pages_parent_class)->finalize (object);
}

static void
spt_form_pages_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    g_value_set_boolean (value, gtk_widget_get_visible (SPT_FORM_PAGES (object)->bar));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-form-pages.ui");
  gtk_widget_class_bind_template_child (widget_class, SptFormPages, adaptive);
  gtk_widget_class_bind_template_child (widget_class, SptFormPages, main);
  gtk_widget_class_bind_template_child (widget_class, SptFormPages, side);
  gtk_widget_class_bind_template_child (widget_class, SptFormPages, list);
  gtk_widget_class_bind_template_child (widget_class, SptFormPages, separator);
  gtk_widget_class_bind_template_child (widget_class, SptFormPages, bar);
  gtk_widget_class_bind_template_child (widget_class, SptFormPages, drop_down);
  gtk_widget_class_bind_template_child (widget_class, SptFormPages, previous);
  gtk_widget_class_bind_template_child (widget_class, SptFormPages, next);
  gtk_widget_class_bind_template_child (widget_class, SptFormPages, add);
  gtk_widget_class_bind_template_child (widget_class, SptFormPages, add_narrow);
  gtk_widget_class_bind_template_child (widget_class, SptFormPages, one_of);
  gtk_widget_class_bind_template_child (widget_class, SptFormPages, stack);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_down_selected_cb);
}

static void
spt_form_pages_class_init (SptFormPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = spt_form_pages_dispose;
  object_class->finalize = spt_form_pages_finalize;
  object_class->get_property = spt_form_pages_get_property;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_OVERRIDE_CLICKED] = g_signal_new ("override-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                   G_TYPE_NONE, 1, SPT_TYPE_FORM_FIELD);
  signals[SIGNAL_INSTANCE_REMOVED] = g_signal_new ("instance-removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_INSTANCE_MOVED] = g_signal_new ("instance-moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_PAGE_CHANGED] = g_signal_new ("page-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 0);

  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_LIST_BIN);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "pages.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "pages.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "pages.add", NULL, add_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F8, 0, error_shortcut, NULL);
}

/* Before the page's own scrolling takes them. */
static void
add_step_shortcuts (SptFormPages *self)
{
  static const struct
  {
    guint key;
    int   step;
  } keys[] = {
    { GDK_KEY_Page_Up, -1 }, { GDK_KEY_KP_Page_Up, -1 }, { GDK_KEY_Page_Down, 1 }, { GDK_KEY_KP_Page_Down, 1 }
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, GDK_CONTROL_MASK),
                                                gtk_callback_action_new (step_shortcut, NULL, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (keys[i].step));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
spt_form_pages_init (SptFormPages *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->pages = g_list_store_new (SPT_TYPE_FORM_PAGE);
  self->built = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->hints = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) hint_free);
  self->overridable = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_step_shortcuts (self);

  self->choosing = TRUE;
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->pages), create_row_cb, NULL, NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_item_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_item_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_item_cb), NULL);
  gtk_drop_down_set_factory (self->drop_down, factory);
  gtk_drop_down_set_expression (self->drop_down,
                                gtk_property_expression_new (SPT_TYPE_FORM_PAGE, NULL, "title"));
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (self->pages));
  spt_ui_name_drop_down (self->drop_down, _("Page of the form"));
  self->choosing = FALSE;
}

/**
 * spt_form_pages_new:
 *
 * Makes the widget, without a form yet.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
spt_form_pages_new (void)
{
  return g_object_new (SPT_TYPE_FORM_PAGES, NULL);
}

/**
 * spt_form_pages_set_form:
 * @self: the widget
 * @xsd: (nullable): the schema of @form, kept as long as it is shown
 * @form: (nullable): what to show
 * @schede: (nullable) (element-type SptPlantScheda): the pages that the operation may have; %NULL: every page of
 *   the schema
 *
 * Shows a form; list and pages follow it from then on.
 */
void
spt_form_pages_set_form (SptFormPages *self,
                         SptXsd       *xsd,
                         SptForm      *form,
                         GArray       *schede)
{
  g_return_if_fail (SPT_IS_FORM_PAGES (self));
  g_return_if_fail (form == NULL || SPT_IS_FORM (form));

  forget_form (self);
  if (form != NULL)
    {
      self->form = g_object_ref (form);
      self->xsd = xsd != NULL ? spt_xsd_ref (xsd) : NULL;
      if (schede != NULL)
        {
          self->schede = g_array_new (FALSE, FALSE, sizeof (SptPlantScheda));
          g_array_append_vals (self->schede, schede->data, schede->len);
        }
      g_signal_connect_object (form, "changed", G_CALLBACK (_spt_form_pages_refresh), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (form, "issues-changed", G_CALLBACK (_spt_form_pages_refresh), self,
                               G_CONNECT_SWAPPED);
    }
  _spt_form_pages_refresh (self);
}

/**
 * spt_form_pages_get_form:
 * @self: the widget
 *
 * Returns: (transfer none) (nullable): the form it shows
 */
SptForm *
spt_form_pages_get_form (SptFormPages *self)
{
  g_return_val_if_fail (SPT_IS_FORM_PAGES (self), NULL);

  return self->form;
}

/**
 * spt_form_pages_set_head:
 * @self: the widget
 * @head: (nullable): what stands above the data that is on no page
 *
 * Gives the first page something more, such as who the record is about.
 */
void
spt_form_pages_set_head (SptFormPages *self,
                         GtkWidget    *head)
{
  SptFormPage *first;

  g_return_if_fail (SPT_IS_FORM_PAGES (self));

  first = _spt_form_pages_find (self, NULL, NULL);
  if (first != NULL)
    {
      forget_body (self, first);
      if (self->current == first)
        g_clear_object (&self->current);
    }
  g_clear_object (&self->head);
  self->head = head != NULL ? g_object_ref_sink (head) : NULL;
  _spt_form_pages_refresh (self);
}

/**
 * spt_form_pages_set_read_only:
 * @self: the widget
 * @read_only: whether the form can only be looked at
 *
 * Shuts or opens every editor, and what adds and removes.
 */
void
spt_form_pages_set_read_only (SptFormPages *self,
                              gboolean      read_only)
{
  GHashTableIter iter;
  gpointer body;

  g_return_if_fail (SPT_IS_FORM_PAGES (self));

  if (self->read_only == !!read_only)
    return;
  self->read_only = !!read_only;
  g_hash_table_iter_init (&iter, self->built);
  while (g_hash_table_iter_next (&iter, NULL, &body))
    spt_form_view_set_read_only (((SptFormPageBody *) body)->view, self->read_only);
  _spt_form_pages_refresh (self);
}

/**
 * spt_form_pages_set_overridable:
 * @self: the widget
 * @fields: (element-type SptFormField): those whose error a person may take upon herself
 *
 * As spt_form_view_set_overridable(), on all pages.
 */
void
spt_form_pages_set_overridable (SptFormPages *self,
                                GPtrArray    *fields)
{
  GHashTableIter iter;
  gpointer body;

  g_return_if_fail (SPT_IS_FORM_PAGES (self));

  g_ptr_array_set_size (self->overridable, 0);
  for (guint i = 0; i < fields->len; i++)
    g_ptr_array_add (self->overridable, g_object_ref (g_ptr_array_index (fields, i)));
  g_hash_table_iter_init (&iter, self->built);
  while (g_hash_table_iter_next (&iter, NULL, &body))
    spt_form_view_set_overridable (((SptFormPageBody *) body)->view, self->overridable);
}
