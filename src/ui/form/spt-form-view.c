/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows any form: sections as preference groups, repeats with add, remove and undo. */
#define G_LOG_DOMAIN "spt-form-view"

#include "config.h"

#include "spt-form-view-private.h"

#include <glib/gi18n.h>

typedef enum
{
  PROP_FORM = 1,
  PROP_READ_ONLY,
  N_PROPS
} SptFormViewProperty;

G_DEFINE_FINAL_TYPE (SptFormView, spt_form_view, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];

static void
hint_free (SptFormHint *hint)
{
  g_free (hint->text);
  g_free (hint->value);
  g_free (hint);
}

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
    _spt_form_view_show_all (body);
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

  _spt_form_view_forget_bodies (self);
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

  _spt_form_view_forget_bodies (self);
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

  g_signal_new ("override-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                NULL, G_TYPE_NONE, 1, SPT_TYPE_FORM_FIELD);
  g_signal_new ("instance-removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("instance-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
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
  self->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) _spt_form_view_body_free);
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

  _spt_form_view_forget_bodies (self); /* rows of the old form go before it */
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
