/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which pages a form has at the moment, and how far they are. */
#define G_LOG_DOMAIN "spt-form-pages-list"

#include "config.h"

#include "spt-form-pages-private.h"

#include <glib/gi18n.h>
#include <string.h>

SptFormPage *
_spt_form_pages_peek (SptFormPages *self,
                      guint         index)
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
        _spt_form_pages_forget_body (self, _spt_form_pages_peek (self, i));
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

/* "4.1" of "4.1 Boilers": in a list whose pages begin with their numbers that says which, and does not take its place. */
static void
append_short (GString    *names,
              const char *title)
{
  gsize length = strcspn (title, " ");

  if (!g_ascii_isdigit (*title))
    length = strlen (title);
  g_string_append_printf (names, "%s%.*s", names->len > 0 ? ", " : "", (int) length, title);
}

/* At least one of some has to be there, and none is. */
static void
update_one_of (SptFormPages *self)
{
  gboolean lacks = FALSE;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) numbers = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autofree char *whole = NULL;

  for (guint i = 0; self->schede != NULL && i < self->schede->len; i++)
    {
      const SptPlantScheda *scheda = &g_array_index (self->schede, SptPlantScheda, i);

      if (!scheda->one_of)
        continue;
      lacks = TRUE;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", scheda->title);
      append_short (numbers, scheda->title);
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
  /* Translators: %s are numbers or titles of pages, such as "4.1, 4.4" or "4.1 Boilers, 4.4 Chillers" */
  text = g_strdup_printf (_("At least one is needed: %s"), numbers->str);
  whole = g_strdup_printf (_("At least one is needed: %s"), names->str);
  gtk_label_set_text (GTK_LABEL (self->one_of), text);
  gtk_widget_set_tooltip_text (self->one_of, whole);
  gtk_widget_set_visible (self->one_of, lacks && !self->read_only);
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
  _spt_form_pages_update_actions (self);
}
