/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The known values of fields that take others as well: suggested while one types, by code and by words. */
#define G_LOG_DOMAIN "spt-form-suggest"

#include "config.h"

#include "spt-form-view-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-text.h"

/* --- which fields --------------------------------------------------------------------------------------- */

static void
collect_names (GPtrArray         *names,
               const SptGroupDef *group)
{
  for (guint i = 0; i < group->n_fields; i++)
    {
      if (group->fields[i].open)
        g_ptr_array_add (names, (char *) g_intern_string (group->fields[i].name));
    }
  for (guint i = 0; i < group->n_groups; i++)
    collect_names (names, group->groups[i]);
}

/* --- what is suggested ---------------------------------------------------------------------------------- */

/* A field may hold several, parted by commas: one types the last of them. */
static const char *
get_part (const char *text)
{
  const char *comma = strrchr (text, ',');
  const char *part = comma != NULL ? comma + 1 : text;

  while (*part == ' ')
    part++;
  return part;
}

static gboolean
is_value (const SptFieldDef *def,
          const char        *text)
{
  for (guint i = 0; i < def->n_choices; i++)
    {
      if (strcmp (def->choices[i].value, text) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
matches (const SptChoice *choice,
         const char      *folded)
{
  g_autofree char *value = spt_text_fold (choice->value);
  g_autofree char *label = spt_text_fold (choice->label);

  return strstr (value, folded) != NULL || strstr (label, folded) != NULL || strstr (choice->words, folded) != NULL;
}

static guint
add_matching (SptFormView       *self,
              const SptFieldDef *def,
              const char        *folded)
{
  guint n = 0;

  for (guint i = 0; i < def->n_choices; i++)
    {
      const SptChoice *choice = &def->choices[i];

      if (*choice->value == '\0' || !matches (choice, folded))
        continue;
      spt_suggest_add (self->suggest, choice->value, choice->label,
                       strstr (choice->label, choice->value) != NULL ? "" : choice->value);
      n++;
    }
  return n;
}

/* Whoever asks sees all there is, unless what stands there is the beginning of one. */
static void
typed_cb (SptFormView  *self,
          SptFormField *field,
          gboolean      asked)
{
  const SptFieldDef *def = spt_form_field_get_def (field);
  const char *part = get_part (spt_form_field_get_text (field));
  g_autofree char *folded = spt_text_fold (part);
  gboolean chosen = is_value (def, part);

  if (!asked && (*folded == '\0' || chosen))
    {
      spt_suggest_drop (self->suggest);
      return;
    }
  if (!spt_suggest_begin (self->suggest))
    return;
  if (add_matching (self, def, chosen ? "" : folded) == 0 && asked)
    add_matching (self, def, "");
  spt_suggest_show (self->suggest);
}

static void
chosen_cb (SptFormView  *self,
           SptFormField *field,
           const char   *value)
{
  const char *text = spt_form_field_get_text (field);
  g_autofree char *before = g_strndup (text, (gsize) (get_part (text) - text));
  g_autofree char *whole = g_strconcat (before, value, NULL);
  SptFormRow *row = g_hash_table_lookup (self->rows, field);

  spt_form_field_set_text (field, whole);
  if (row != NULL)
    spt_form_row_focus_end (row);
}

/**
 * _spt_form_view_ask:
 * @self: the view
 * @row: a row of it
 *
 * Shows the known values of a row's field, as the Down key does.
 */
void
_spt_form_view_ask (SptFormView *self,
                    SptFormRow  *row)
{
  if (self->suggest == NULL || self->read_only)
    return;
  spt_form_row_focus_end (row);
  typed_cb (self, spt_form_row_get_field (row), TRUE);
}

/**
 * _spt_form_view_begin_suggesting:
 * @self: the view, with its form
 *
 * Lets the fields that take other values as well suggest those that are known.
 */
void
_spt_form_view_begin_suggesting (SptFormView *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_clear_object (&self->suggest);
  g_clear_pointer (&self->suggest_names, g_free);
  if (self->form == NULL)
    return;
  collect_names (names, spt_schema_get_root (spt_form_get_schema (self->form)));
  if (names->len == 0)
    return;

  g_ptr_array_add (names, NULL);
  self->suggest_names = (const char **) g_ptr_array_steal (names, NULL);
  self->suggest = spt_suggest_new (GTK_WIDGET (self), self->form, self->suggest_names, _("Known values"));
  spt_suggest_set_on_demand (self->suggest, TRUE);
  g_signal_connect_object (self->suggest, "typed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->suggest, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}
