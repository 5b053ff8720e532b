/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form's view that shows one page of many: which one, tiles that are opened, suggestions at fields. */
#define G_LOG_DOMAIN "spt-form-view-page"

#include "config.h"

#include "spt-form-view-private.h"

#include "spt-form-tile.h"

/**
 * _spt_form_view_open_tiles:
 * @self: the view
 * @field: a field of the form
 *
 * Opens what @field is in, from the outermost in: what is closed may not be built yet.
 */
void
_spt_form_view_open_tiles (SptFormView  *self,
                           SptFormField *field)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();

  for (SptFormGroup *group = spt_form_field_get_group (field); group != NULL;
       group = spt_form_group_get_parent (group))
    g_ptr_array_add (groups, group);
  for (guint i = groups->len; i > 0; i--)
    {
      SptFormTile *tile = g_hash_table_lookup (self->tiles, g_ptr_array_index (groups, i - 1));

      if (tile != NULL)
        spt_form_tile_set_open (tile, TRUE);
    }
}

/**
 * spt_form_view_set_page:
 * @self: the view
 * @form: what to show
 * @parent: (nullable): the instance that the page stands in
 * @def: (nullable): the page, a group of @parent
 *
 * Shows one page of a form that has many: the group @def of @parent, or, without them, all that is on no
 * page.
 */
void
spt_form_view_set_page (SptFormView       *self,
                        SptForm           *form,
                        SptFormGroup      *parent,
                        const SptGroupDef *def)
{
  g_return_if_fail (SPT_IS_FORM_VIEW (self));
  g_return_if_fail ((parent == NULL) == (def == NULL));

  spt_form_view_set_form (self, NULL);
  self->paged = TRUE;
  g_set_object (&self->page_parent, parent);
  self->page_def = def;
  spt_form_view_set_form (self, form);
}

/**
 * spt_form_view_set_hint:
 * @self: the view
 * @field: a field of the form
 * @text: (nullable): what is suggested, in words; %NULL takes it away
 * @value: (nullable): what a click puts into the field, as the record has it
 *
 * Suggests something below a field: what was computed, or is known from elsewhere. The field keeps what
 * it holds until somebody clicks.
 */
void
spt_form_view_set_hint (SptFormView  *self,
                        SptFormField *field,
                        const char   *text,
                        const char   *value)
{
  SptFormRow *row;

  g_return_if_fail (SPT_IS_FORM_VIEW (self));
  g_return_if_fail (SPT_IS_FORM_FIELD (field));

  if (text == NULL)
    g_hash_table_remove (self->hints, field);
  else
    {
      SptFormHint *hint = g_new0 (SptFormHint, 1);

      hint->text = g_strdup (text);
      hint->value = g_strdup (value);
      g_hash_table_replace (self->hints, g_object_ref (field), hint);
    }
  row = g_hash_table_lookup (self->rows, field);
  if (row != NULL)
    spt_form_row_set_hint (row, text, value);
}
