/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year's consumption out of a table: each row fills a line that a plant has. */
#define G_LOG_DOMAIN "spt-consumption-csv"

#include "config.h"

#include "outbox/spt-consumption.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-csv.h"

enum
{
  COLUMN_CODE,
  COLUMN_WHAT,
  COLUMN_FROM,
  COLUMN_TO,
  COLUMN_FIRST,
  COLUMN_BOUGHT,
  COLUMN_LAST,
  COLUMN_USED,
  N_COLUMNS
};

static const char *const names[N_COLUMNS] = {
  "codice", "contatore", "dal", "al", "iniziale", "acquisti", "finale", "consumo"
};

/**
 * spt_consumption_misfit_free:
 * @self: (transfer full): a row that fills nothing
 *
 * Frees it.
 */
void
spt_consumption_misfit_free (SptConsumptionMisfit *self)
{
  g_free (self->code);
  g_free (self->what);
  g_free (self);
}

/**
 * spt_consumption_misfit_explain:
 * @self: a row that fills nothing
 *
 * Returns: (transfer none): why it does not, in the user's language
 */
const char *
spt_consumption_misfit_explain (const SptConsumptionMisfit *self)
{
  if (strcmp (self->reason, "no-plant") == 0)
    return _("no plant in use has this code");
  if (strcmp (self->reason, "no-meter") == 0)
    return _("the plant has no such line, or several");
  if (strcmp (self->reason, "open") == 0)
    return _("its consumption is prepared already");
  return _("another row filled the line");
}

static gboolean
read_header (SptCsvReader  *reader,
             int            at[N_COLUMNS],
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < N_COLUMNS; i++)
    at[i] = -1;
  if (!spt_csv_reader_next (reader, cancellable, &local_error) && local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  for (guint i = 0; i < spt_csv_reader_get_n_fields (reader); i++)
    {
      g_autofree char *name = g_utf8_strdown (spt_csv_reader_get_field (reader, i), -1);

      g_strstrip (name);
      for (guint j = 0; j < N_COLUMNS; j++)
        at[j] = at[j] < 0 && strcmp (name, names[j]) == 0 ? (int) i : at[j];
    }
  if (at[COLUMN_CODE] < 0)
    g_set_error (error, SPT_CSV_ERROR, SPT_CSV_ERROR_EMPTY, "The first row has no column \"%s\"", names[COLUMN_CODE]);

  return at[COLUMN_CODE] >= 0;
}

static const char *
get_field (SptCsvReader *reader,
           const int     at[N_COLUMNS],
           guint         column)
{
  if (at[column] < 0 || (guint) at[column] >= spt_csv_reader_get_n_fields (reader))
    return "";

  return spt_csv_reader_get_field (reader, (guint) at[column]);
}

static gboolean
has_words (const char *text,
           const char *words)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *wanted = g_utf8_casefold (words, -1);

  g_strstrip (wanted);

  return *wanted == '\0' || strstr (folded, wanted) != NULL;
}

static void
take (char       **text,
      const char  *value)
{
  if (value[strspn (value, " ")] == '\0')
    return;
  g_free (*text);
  *text = g_strstrip (g_strdup (value));
}

/* As in the other tables: points that only group thousands ("12.500", not "0.500") go; what has a comma as well is understood later. */
static void
take_amount (char       **text,
             const char  *value)
{
  g_autofree char *bare = g_strstrip (g_strdup (value));
  gsize n = strspn (bare, "0123456789");
  const char *at = bare + n;

  while (n >= 1 && n <= 3 && *bare != '0' && *at == '.' && strspn (at + 1, "0123456789") == 3)
    at += 4;
  if (at > bare + n && *at == '\0')
    {
      char *to = bare;

      for (const char *from = bare; *from != '\0'; from++)
        {
          if (*from != '.')
            *to++ = *from;
        }
      *to = '\0';
    }
  take (text, bare);
}

/* The one line that the row is about; what several answer to is said to be none. */
static SptConsumptionLine *
find_line (GPtrArray   *lines,
           const char  *code,
           const char  *what,
           const char **reason)
{
  SptConsumptionLine *found = NULL;
  guint n = 0;

  *reason = "no-plant";
  for (guint i = 0; i < lines->len; i++)
    {
      SptConsumptionLine *line = g_ptr_array_index (lines, i);

      if (*code == '\0' || g_ascii_strcasecmp (line->code, code) != 0)
        continue;
      *reason = "no-meter";
      if (!has_words (line->what, what) && !has_words (line->names, what))
        continue;
      found = line;
      n++;
    }

  return n == 1 ? found : NULL;
}

/**
 * spt_consumption_fill:
 * @lines: (element-type SptConsumptionLine): what is metered
 * @table: rows of text
 * @n_filled: (out): how many lines were filled
 * @misfits: (out) (transfer full) (element-type SptConsumptionMisfit): rows that fill none
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why the table cannot be read
 *
 * Fills lines by a table, as if they were typed (docs/csv.md, consumption). Keeps nothing in the archive.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_consumption_fill (GPtrArray     *lines,
                      GInputStream  *table,
                      guint         *n_filled,
                      GPtrArray    **misfits,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (SptCsvReader) reader = spt_csv_reader_new (table, 0);
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_consumption_misfit_free);
  g_autoptr (GHashTable) filled = g_hash_table_new (NULL, NULL);
  g_autoptr (GError) local_error = NULL;
  int at[N_COLUMNS];

  if (!read_header (reader, at, cancellable, error))
    return FALSE;
  while (spt_csv_reader_next (reader, cancellable, &local_error))
    {
      g_autofree char *code = g_strstrip (g_strdup (get_field (reader, at, COLUMN_CODE)));
      const char *what = get_field (reader, at, COLUMN_WHAT);
      const char *reason;
      SptConsumptionLine *line = find_line (lines, code, what, &reason);

      if (line != NULL && (line->open_id != 0 || line->id != 0))
        {
          reason = "open";
          line = NULL;
        }
      else if (line != NULL && !g_hash_table_add (filled, line))
        {
          reason = "taken";
          line = NULL;
        }
      if (line == NULL)
        {
          SptConsumptionMisfit *misfit = g_new0 (SptConsumptionMisfit, 1);

          misfit->row = spt_csv_reader_get_row (reader);
          misfit->code = g_strdup (code);
          misfit->what = g_strdup (what);
          misfit->reason = reason;
          g_ptr_array_add (left, misfit);
          continue;
        }
      take (&line->from, get_field (reader, at, COLUMN_FROM));
      take (&line->to, get_field (reader, at, COLUMN_TO));
      take_amount (&line->first, get_field (reader, at, COLUMN_FIRST));
      take_amount (&line->bought, get_field (reader, at, COLUMN_BOUGHT));
      take_amount (&line->last, get_field (reader, at, COLUMN_LAST));
      take_amount (&line->used, get_field (reader, at, COLUMN_USED));
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *n_filled = g_hash_table_size (filled);
  *misfits = g_steal_pointer (&left);

  return TRUE;
}
