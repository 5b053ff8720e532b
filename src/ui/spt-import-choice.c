/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person chose for one of our columns, to and from the template of a mapping. Without GTK. */
#define G_LOG_DOMAIN "spt-import-choice"

#include "config.h"

#include "spt-import-choice.h"

#include "form/spt-csv-mapping.h"

/* What stands between two joined columns. */
#define JOINT " "

/* One piece of a template (docs/csv.md): a text, or the name of a column. */
typedef struct
{
  gboolean  is_column;
  char     *text;
} Piece;

static void
piece_clear (Piece *piece)
{
  g_free (piece->text);
}

static void
take_text (GArray  *pieces,
           GString *text)
{
  Piece piece = { FALSE, NULL };

  if (text->len == 0)
    return;
  piece.text = g_strdup (text->str);
  g_array_append_val (pieces, piece);
  g_string_truncate (text, 0);
}

/* The name in a reference that begins at @p; gives its last brace, NULL when that is missing. */
static const char *
take_name (const char *p,
           GString    *name)
{
  for (p++; *p != '\0'; p++)
    {
      if ((*p == '{' || *p == '}') && p[1] == *p)
        p++;
      else if (*p == '}')
        return p;
      g_string_append_c (name, *p);
    }
  return NULL;
}

/* NULL when a brace is left open. */
static GArray *
cut (const char *template_text)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_autoptr (GString) text = g_string_new (NULL);

  g_array_set_clear_func (pieces, (GDestroyNotify) piece_clear);
  for (const char *p = template_text; *p != '\0'; p++)
    {
      g_autoptr (GString) name = NULL;
      Piece piece = { TRUE, NULL };

      if (*p != '{' || p[1] == '{')
        {
          if ((*p == '{' || *p == '}') && p[1] == *p)
            p++;
          g_string_append_c (text, *p);
          continue;
        }
      name = g_string_new (NULL);
      p = take_name (p, name);
      if (p == NULL)
        return NULL;
      take_text (pieces, text);
      piece.text = g_strdup (name->str);
      g_array_append_val (pieces, piece);
    }
  take_text (pieces, text);
  return g_steal_pointer (&pieces);
}

static gboolean
find_column (GPtrArray  *header,
             const char *name,
             guint      *index)
{
  return g_ptr_array_find_with_equal_func (header, name, g_str_equal, index);
}

static gboolean
is_column (GPtrArray *header,
           GArray    *pieces,
           guint      n,
           guint     *index)
{
  const Piece *piece = &g_array_index (pieces, Piece, n);

  return piece->is_column && find_column (header, piece->text, index);
}

/**
 * spt_import_choice_read:
 * @self: (out caller-allocates): the choice
 * @template_text: (nullable): of a mapping
 * @header: (element-type utf8): their columns
 *
 * Says a template as what a person would choose.
 */
void
spt_import_choice_read (SptImportChoice *self,
                        const char      *template_text,
                        GPtrArray       *header)
{
  g_autoptr (GArray) pieces = template_text != NULL ? cut (template_text) : NULL;

  memset (self, 0, sizeof *self);
  if (template_text == NULL)
    return;

  self->kind = SPT_IMPORT_TEMPLATE;
  if (pieces != NULL && pieces->len == 0)
    {
      self->kind = SPT_IMPORT_FIXED;
    }
  else if (pieces != NULL && pieces->len == 1)
    {
      if (!g_array_index (pieces, Piece, 0).is_column)
        {
          self->kind = SPT_IMPORT_FIXED;
          self->text = g_strdup (g_array_index (pieces, Piece, 0).text);
          return;
        }
      if (is_column (header, pieces, 0, &self->first))
        self->kind = SPT_IMPORT_COLUMN;
    }
  else if (pieces != NULL && pieces->len == 3 &&
           !g_array_index (pieces, Piece, 1).is_column &&
           g_str_equal (g_array_index (pieces, Piece, 1).text, JOINT) &&
           is_column (header, pieces, 0, &self->first) &&
           is_column (header, pieces, 2, &self->second))
    {
      self->kind = SPT_IMPORT_JOINED;
    }
  if (self->kind == SPT_IMPORT_TEMPLATE || self->kind == SPT_IMPORT_FIXED)
    self->text = g_strdup (template_text);
}

/**
 * spt_import_choice_clear:
 * @self: a choice
 *
 * Frees what it holds.
 */
void
spt_import_choice_clear (SptImportChoice *self)
{
  g_clear_pointer (&self->text, g_free);
}

/**
 * spt_import_choice_dup_template:
 * @self: a choice
 * @header: (element-type utf8): their columns
 *
 * Says a choice as a template. A fixed text that is empty, and a column that is not there, are nothing.
 *
 * Returns: (transfer full) (nullable): the template; %NULL = nothing comes in
 */
char *
spt_import_choice_dup_template (const SptImportChoice *self,
                                GPtrArray             *header)
{
  switch (self->kind)
    {
    case SPT_IMPORT_COLUMN:
      if (self->first >= header->len)
        return NULL;
      return spt_csv_mapping_dup_column (g_ptr_array_index (header, self->first));

    case SPT_IMPORT_JOINED:
      if (self->first >= header->len || self->second >= header->len)
        return NULL;
      else
        {
          g_autofree char *first = spt_csv_mapping_dup_column (g_ptr_array_index (header, self->first));
          g_autofree char *second = spt_csv_mapping_dup_column (g_ptr_array_index (header, self->second));

          return g_strconcat (first, JOINT, second, NULL);
        }

    case SPT_IMPORT_FIXED:
      if (self->text == NULL || *self->text == '\0')
        return NULL;
      else
        {
          g_autoptr (GString) text = g_string_new (self->text);

          g_string_replace (text, "{", "{{", 0);
          g_string_replace (text, "}", "}}", 0);
          return g_strdup (text->str);
        }

    case SPT_IMPORT_TEMPLATE:
      return self->text != NULL && *self->text != '\0' ? g_strdup (self->text) : NULL;

    case SPT_IMPORT_NOTHING:
    default:
      return NULL;
    }
}

/**
 * spt_import_template_get_columns:
 * @template_text: of a mapping
 * @header: (element-type utf8): their columns
 * @unknown: (out) (optional) (transfer full): the first name that is none of theirs, or the template itself where a brace is left open; else
 *   %NULL
 *
 * Lists what a template takes.
 *
 * Returns: (transfer full) (element-type guint): numbers of their columns
 */
GArray *
spt_import_template_get_columns (const char  *template_text,
                                 GPtrArray   *header,
                                 char       **unknown)
{
  g_autoptr (GArray) pieces = cut (template_text);
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *wrong = pieces == NULL ? template_text : NULL;

  for (guint i = 0; pieces != NULL && i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);
      guint index;

      if (!piece->is_column)
        continue;
      if (find_column (header, piece->text, &index))
        g_array_append_val (columns, index);
      else if (wrong == NULL)
        wrong = piece->text;
    }
  if (unknown != NULL)
    *unknown = g_strdup (wrong);
  return columns;
}
