/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways through a form in pages: to a field, to the next error, to the place of an issue, back from what was removed; and what
 * is suggested on any page. */
#define G_LOG_DOMAIN "spt-form-pages-go"

#include "config.h"

#include "spt-form-pages-private.h"

#include <string.h>

#include "spt-form-row.h"

/* --- hints --------------------------------------------------------------------------------------------- */

static void
tell_views (SptFormPages *self,
            SptFormField *field,
            const char   *text,
            const char   *value)
{
  GHashTableIter iter;
  gpointer body;

  g_hash_table_iter_init (&iter, self->built);
  while (g_hash_table_iter_next (&iter, NULL, &body))
    spt_form_view_set_hint (((SptFormPageBody *) body)->view, field, text, value);
}

/**
 * spt_form_pages_set_hint:
 * @self: the widget
 * @field: a field of the form
 * @text: (nullable): what is suggested, in words; %NULL takes it away
 * @value: (nullable): what a click puts into the field, as the record has it
 *
 * As spt_form_view_set_hint(), also where the page is not built yet.
 */
void
spt_form_pages_set_hint (SptFormPages *self,
                         SptFormField *field,
                         const char   *text,
                         const char   *value)
{
  SptFormHint *hint;

  g_return_if_fail (SPT_IS_FORM_PAGES (self));
  g_return_if_fail (SPT_IS_FORM_FIELD (field));

  hint = g_hash_table_lookup (self->hints, field);
  if (hint == NULL ? text == NULL : g_strcmp0 (hint->text, text) == 0 && g_strcmp0 (hint->value, value) == 0)
    return;
  if (text == NULL)
    {
      tell_views (self, field, NULL, NULL);
      g_hash_table_remove (self->hints, field);
      return;
    }
  hint = g_new0 (SptFormHint, 1);
  hint->text = g_strdup (text);
  hint->value = g_strdup (value);
  g_hash_table_replace (self->hints, g_object_ref (field), hint);
  tell_views (self, field, text, value);
}

/**
 * spt_form_pages_clear_hints:
 * @self: the widget
 *
 * Takes all suggestions away.
 */
void
spt_form_pages_clear_hints (SptFormPages *self)
{
  GHashTableIter iter;
  gpointer field;

  g_return_if_fail (SPT_IS_FORM_PAGES (self));

  g_hash_table_iter_init (&iter, self->hints);
  while (g_hash_table_iter_next (&iter, &field, NULL))
    tell_views (self, field, NULL, NULL);
  g_hash_table_remove_all (self->hints);
}

/* --- going somewhere ----------------------------------------------------------------------------------- */

static SptFormView *
get_view (SptFormPages *self)
{
  SptFormPageBody *body = self->current != NULL ? g_hash_table_lookup (self->built, self->current) : NULL;

  return body != NULL ? body->view : NULL;
}

/**
 * spt_form_pages_focus_field:
 * @self: the widget
 * @field: a field of the form
 *
 * Shows the page of a field and puts the focus into it.
 *
 * Returns: %FALSE if it is nowhere
 */
gboolean
spt_form_pages_focus_field (SptFormPages *self,
                            SptFormField *field)
{
  SptFormPage *page;

  g_return_val_if_fail (SPT_IS_FORM_PAGES (self), FALSE);
  g_return_val_if_fail (SPT_IS_FORM_FIELD (field), FALSE);

  page = _spt_form_pages_find_of (self, spt_form_field_get_group (field));
  if (page == NULL)
    return FALSE;
  _spt_form_pages_choose (self, page, FALSE);

  return spt_form_view_focus_field (get_view (self), field);
}

/* The innermost group that there is on the way, and what is left. */
static SptFormGroup *
walk_path (SptFormPages *self,
           const char  **path)
{
  SptFormGroup *group = spt_form_get_root (self->form);

  for (;;)
    {
      gsize length = strcspn (*path, "[.");
      g_autofree char *name = g_strndup (*path, length);
      const SptGroupDef *def = spt_group_def_find_group (spt_form_group_get_def (group), name);
      const char *rest = *path + length;
      char *end = (char *) rest;
      guint64 position = *rest == '[' ? g_ascii_strtoull (rest + 1, &end, 10) : 0;
      g_autoptr (SptFormGroup) child = NULL;

      if (def == NULL)
        return group;
      child = g_list_model_get_item (spt_form_group_get_children (group, def->index), (guint) MIN (position, G_MAXINT));
      if (child == NULL)
        return group;
      if (*end == ']')
        end++;
      *path = *end == '.' ? end + 1 : end;
      group = child; /* the list holds it */
    }
}

/**
 * spt_form_pages_show_place:
 * @self: the widget
 * @path: as issues have it
 *
 * Shows what an issue is about: its field with the focus, else the page that it is on, which may be one that
 * lacks as a whole.
 *
 * Returns: %FALSE if there is no such place
 */
gboolean
spt_form_pages_show_place (SptFormPages *self,
                           const char   *path)
{
  SptFormField *field;
  SptFormGroup *group;
  SptFormPage *page = NULL;
  g_autofree char *name = NULL;
  const SptGroupDef *def;

  g_return_val_if_fail (SPT_IS_FORM_PAGES (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (self->form == NULL)
    return FALSE;
  field = spt_form_find_field (self->form, path);
  if (field != NULL && spt_form_pages_focus_field (self, field))
    return TRUE;
  group = walk_path (self, &path);
  name = g_strndup (path, strcspn (path, "[."));
  def = spt_group_def_find_group (spt_form_group_get_def (group), name);
  if (def != NULL && def->page)
    page = _spt_form_pages_find (self, group, def);
  else if (def != NULL || *path == '\0' || spt_group_def_find_field (spt_form_group_get_def (group), path) != NULL)
    page = _spt_form_pages_find_of (self, group);
  if (page == NULL)
    return FALSE;
  _spt_form_pages_choose (self, page, TRUE);

  return TRUE;
}

/**
 * spt_form_pages_focus_first:
 * @self: the widget
 *
 * Puts the focus into the first field of the page that is shown.
 *
 * Returns: %FALSE if there is none
 */
gboolean
spt_form_pages_focus_first (SptFormPages *self)
{
  g_return_val_if_fail (SPT_IS_FORM_PAGES (self), FALSE);

  return get_view (self) != NULL && spt_form_view_focus_first (get_view (self));
}

static SptFormPage *
find_to_complete (SptFormPages *self)
{
  for (guint i = 0; i < _spt_form_pages_count (self); i++)
    {
      if (spt_form_page_get_state (_spt_form_pages_peek (self, i)) == SPT_XSD_PAGE_MISSING)
        return _spt_form_pages_peek (self, i);
    }

  return NULL;
}

/**
 * spt_form_pages_focus_begin:
 * @self: the widget
 *
 * Shows the first page that is to be completed, if there is one, and puts the focus into its first field; where nothing can be
 * typed, into the list of pages.
 *
 * Returns: %FALSE if there is no page
 */
gboolean
spt_form_pages_focus_begin (SptFormPages *self)
{
  SptFormPage *page;
  GtkListBoxRow *row;

  g_return_val_if_fail (SPT_IS_FORM_PAGES (self), FALSE);

  page = self->read_only ? NULL : find_to_complete (self);
  if (page == NULL)
    page = self->current;
  if (page == NULL)
    return FALSE;
  _spt_form_pages_choose (self, page, !self->read_only);
  if (!self->read_only)
    return TRUE;
  row = gtk_list_box_get_selected_row (self->list);

  return gtk_widget_get_visible (self->bar) ? gtk_widget_grab_focus (GTK_WIDGET (self->drop_down))
         : row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * spt_form_pages_show_errors:
 * @self: the widget
 *
 * Says of every field what is wrong with it, also of those where nobody was yet.
 */
void
spt_form_pages_show_errors (SptFormPages *self)
{
  GHashTableIter iter;
  gpointer body;

  g_return_if_fail (SPT_IS_FORM_PAGES (self));

  g_hash_table_iter_init (&iter, self->built);
  while (g_hash_table_iter_next (&iter, NULL, &body))
    spt_form_view_show_errors (((SptFormPageBody *) body)->view);
}

/**
 * spt_form_pages_has_error:
 * @self: the widget
 *
 * Returns: whether there is one that spt_form_pages_focus_error() leads to
 */
gboolean
spt_form_pages_has_error (SptFormPages *self)
{
  g_return_val_if_fail (SPT_IS_FORM_PAGES (self), FALSE);

  for (guint i = 0; i < _spt_form_pages_count (self); i++)
    {
      if (spt_form_page_get_n_errors (_spt_form_pages_peek (self, i)) > 0)
        return TRUE;
    }

  return FALSE;
}

/* The first page from @from on, and from the top again, that has an error as a whole. */
static SptFormPage *
find_loose (SptFormPages *self,
            guint         from)
{
  for (guint i = 0; i < _spt_form_pages_count (self); i++)
    {
      SptFormPage *page = _spt_form_pages_peek (self, (from + i) % _spt_form_pages_count (self));

      if (spt_form_page_get_errors (page)->len > 0)
        return page;
    }

  return NULL;
}

/**
 * spt_form_pages_focus_error:
 * @self: the widget
 * @further: from the field that has the focus on; else from the top
 *
 * Leads to the next error, on whatever page it is; where no field has one, to a page on which something lacks as
 * a whole.
 *
 * Returns: %FALSE if there is none
 */
gboolean
spt_form_pages_focus_error (SptFormPages *self,
                            gboolean      further)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, SPT_TYPE_FORM_ROW) : NULL;
  SptFormField *field;
  SptFormPage *page;

  g_return_val_if_fail (SPT_IS_FORM_PAGES (self), FALSE);

  if (self->form == NULL)
    return FALSE;
  spt_form_pages_show_errors (self);
  if (row != NULL && !gtk_widget_is_ancestor (row, GTK_WIDGET (self)))
    row = NULL;
  field = spt_form_find_error (self->form, further && row != NULL ? spt_form_row_get_field (SPT_FORM_ROW (row)) : NULL);
  if (field != NULL && spt_form_pages_focus_field (self, field))
    return TRUE;
  page = find_loose (self, further ? _spt_form_pages_get_index (self, self->current) + 1 : 0);
  if (page == NULL)
    return FALSE;
  _spt_form_pages_choose (self, page, TRUE);

  return TRUE;
}

/**
 * spt_form_pages_undo:
 * @self: the widget
 *
 * Takes back what was removed or moved last.
 *
 * Returns: %FALSE if there is nothing
 */
gboolean
spt_form_pages_undo (SptFormPages *self)
{
  g_autoptr (SptFormUndo) undo = NULL;
  SptFormPage *page;

  g_return_val_if_fail (SPT_IS_FORM_PAGES (self), FALSE);

  if (self->undo_view != NULL)
    {
      SptFormView *view = self->undo_view;

      g_clear_weak_pointer (&self->undo_view);
      return spt_form_view_undo_remove (view);
    }
  undo = g_steal_pointer (&self->undo);
  if (undo == NULL)
    return FALSE;
  spt_form_undo_apply (undo);
  _spt_form_pages_refresh (self);
  page = _spt_form_pages_find (self, spt_form_undo_get_parent (undo), spt_form_undo_get_def (undo));
  if (page != NULL)
    _spt_form_pages_choose (self, page, TRUE);

  return TRUE;
}

static char *
dup_path (SptFormPage *page)
{
  g_autoptr (GString) path = g_string_new (NULL);

  if (page == NULL || spt_form_page_get_def (page) == NULL)
    return g_strdup ("");
  g_string_append (path, spt_form_page_get_def (page)->name);
  for (SptFormGroup *group = spt_form_page_get_parent (page); spt_form_group_get_parent (group) != NULL;
       group = spt_form_group_get_parent (group))
    {
      g_string_prepend_c (path, '.');
      g_string_prepend (path, spt_form_group_get_def (group)->name);
    }

  return g_string_free (g_steal_pointer (&path), FALSE);
}

/**
 * spt_form_pages_dup_page:
 * @self: the widget
 *
 * Returns: (transfer full): the path of the page that is shown, as a definition; "" = of what is on no page
 */
char *
spt_form_pages_dup_page (SptFormPages *self)
{
  g_return_val_if_fail (SPT_IS_FORM_PAGES (self), NULL);

  return dup_path (self->current);
}

/**
 * spt_form_pages_show_page:
 * @self: the widget
 * @page: the path of a page, as a definition; "" = that of what is on no page
 *
 * Shows one page.
 *
 * Returns: %FALSE where it is not in use
 */
gboolean
spt_form_pages_show_page (SptFormPages *self,
                          const char   *page)
{
  g_return_val_if_fail (SPT_IS_FORM_PAGES (self), FALSE);
  g_return_val_if_fail (page != NULL, FALSE);

  for (guint i = 0; i < _spt_form_pages_count (self); i++)
    {
      g_autofree char *path = dup_path (_spt_form_pages_peek (self, i));

      if (strcmp (path, page) != 0)
        continue;
      _spt_form_pages_choose (self, _spt_form_pages_peek (self, i), FALSE);
      return TRUE;
    }

  return FALSE;
}
