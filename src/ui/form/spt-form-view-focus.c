/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the focus goes in a form's view: a field, the first one, the next error. */
#define G_LOG_DOMAIN "spt-form-view-focus"

#include "config.h"

#include "spt-form-view-private.h"

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
