/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a CSV file joined by their key. A first look at the file tells whether the rows of each
 * key are neighbours, as they mostly are: then a second one hands the groups out as the rows come.
 * Where they are not, and where a file cannot be read twice, one pass keeps 24 bytes of each row in
 * memory and the rows themselves in an unlinked file. */

#define G_LOG_DOMAIN "spt-gpd-csv-groups"

#include "config.h"

#include "services/gpd/spt-gpd-csv-groups.h"

#include <string.h>

#include "services/gpd/spt-gpd-rules.h"

#define NONE SPT_GPD_CSV_NO_ROW

/* A group: its first and last row. */
typedef struct
{
  guint32 first;
  guint32 last;
} Group;

typedef struct
{
  SptCsvReader              *reader;     /* borrowed */
  const SptGpdCsvGroupFuncs *funcs;      /* borrowed */
  gpointer                   user_data;
  GCancellable              *cancellable; /* borrowed (nullable) */
  guint                      header_row;
  gboolean                   has_looked; /* all rows were seen once */

  GString                   *key;        /* (owned) of the row at hand */
  guint                      n_kept;     /* rows of groups, by the first look */
  guint                      n_loose;    /* the others */

  SptCsvRows                *rows;       /* (owned) */
  GArray                    *entries;    /* (owned) (element-type SptGpdCsvRow) */
  GArray                    *groups;     /* (owned) (element-type Group) */
  GStringChunk              *strings;    /* (owned) of by_key */
  GHashTable                *by_key;     /* (owned) (element-type utf8 guint) */
} Groups;

static void
groups_clear (Groups *self)
{
  g_string_free (self->key, TRUE);
  spt_csv_rows_free (self->rows);
  g_array_unref (self->entries);
  g_array_unref (self->groups);
  g_hash_table_unref (self->by_key);
  g_string_chunk_free (self->strings);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Groups, groups_clear)

/* FALSE at the end, and on an error. */
static gboolean
next_row (Groups  *self,
          GError **error)
{
  return spt_csv_reader_next (self->reader, self->cancellable, error);
}

/* @is_kept: (out): whether the row is part of a group; its key is in key then. */
static gboolean
judge (Groups    *self,
       gboolean   tell,
       gboolean  *is_kept,
       GError   **error)
{
  gboolean ok;

  g_string_truncate (self->key, 0);
  ok = self->funcs->judge (self->key, !self->has_looked, tell, self->user_data, error);
  *is_kept = self->key->len > 0;

  return ok;
}

/* Goes back to the header. */
static gboolean
go_back (Groups  *self,
         GError **error)
{
  self->has_looked = TRUE;
  if (!spt_csv_reader_rewind (self->reader, self->cancellable, error))
    return FALSE;

  do
    {
      if (!next_row (self, error))
        return FALSE;
    }
  while (spt_csv_reader_get_row (self->reader) < self->header_row);

  return TRUE;
}

/* The first look: counts, and whether the rows of each key are neighbours. Of each key it keeps
 * sixteen bytes, and lets them go before the groups are handed out. */
static gboolean
look (Groups    *self,
      gboolean  *are_neighbours,
      GError   **error)
{
  g_autoptr (SptGpdSeen) keys = spt_gpd_seen_new ();
  g_autoptr (GString) last = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;
  gboolean is_kept;

  *are_neighbours = TRUE;
  while (next_row (self, &failure))
    {
      if (!judge (self, FALSE, &is_kept, error))
        return FALSE;
      if (!is_kept)
        {
          self->n_loose++;
          continue;
        }
      self->n_kept++;
      if (!*are_neighbours || g_string_equal (last, self->key))
        continue;
      *are_neighbours = spt_gpd_seen_add (keys, 'k', self->key->str, 1) == 0;
      g_string_assign (last, self->key->str);
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
keep_row (Groups  *self,
          GError **error)
{
  SptGpdCsvRow entry = { .row = spt_csv_reader_get_row (self->reader), .next = NONE };
  gpointer found;
  guint32 index = self->entries->len;

  if (!spt_csv_rows_add (self->rows, self->reader, &entry.place, error))
    return FALSE;

  g_array_append_val (self->entries, entry);
  if (g_hash_table_lookup_extended (self->by_key, self->key->str, NULL, &found))
    {
      Group *group = &g_array_index (self->groups, Group, GPOINTER_TO_UINT (found));

      g_array_index (self->entries, SptGpdCsvRow, group->last).next = index;
      group->last = index;
    }
  else
    {
      Group group = { index, index };

      g_hash_table_insert (self->by_key, g_string_chunk_insert (self->strings, self->key->str),
                           GUINT_TO_POINTER (self->groups->len));
      g_array_append_val (self->groups, group);
    }

  return TRUE;
}

/* Tells of the rows that are in no group, and keeps the others if @keep. */
static gboolean
sort (Groups    *self,
      gboolean   keep,
      GError   **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean is_kept;

  while (next_row (self, &failure))
    {
      if (!judge (self, TRUE, &is_kept, error) || (is_kept && keep && !keep_row (self, error)))
        return FALSE;
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
hand_out (Groups   *self,
          guint32   first,
          GError  **error)
{
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error) &&
         self->funcs->take (self->rows, (const SptGpdCsvRow *) (gpointer) self->entries->data,
                            first, self->user_data, error);
}

static gboolean
hand_out_kept (Groups  *self,
               GError **error)
{
  if (!self->funcs->begin (self->entries->len, self->user_data, error))
    return FALSE;
  for (guint i = 0; i < self->groups->len; i++)
    {
      if (!hand_out (self, g_array_index (self->groups, Group, i).first, error))
        return FALSE;
    }

  return TRUE;
}

/* The rows of one key are complete. */
static gboolean
hand_out_neighbours (Groups  *self,
                     GError **error)
{
  if (!hand_out (self, 0, error))
    return FALSE;
  g_array_set_size (self->entries, 0);
  spt_csv_rows_reset (self->rows);

  return TRUE;
}

/* Hands the groups out as the rows come. */
static gboolean
stream (Groups  *self,
        GError **error)
{
  g_autoptr (GString) open_key = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;
  guint n_kept = 0;
  guint n_loose = 0;
  gboolean is_kept;

  if (!self->funcs->begin (self->n_kept, self->user_data, error))
    return FALSE;
  while (next_row (self, &failure))
    {
      SptGpdCsvRow entry = { .row = spt_csv_reader_get_row (self->reader), .next = NONE };

      if (!judge (self, FALSE, &is_kept, error))
        return FALSE;
      if (!is_kept)
        {
          n_loose++;
          continue;
        }
      n_kept++;
      if (self->entries->len > 0 && !g_string_equal (open_key, self->key) &&
          !hand_out_neighbours (self, error))
        return FALSE;

      if (!spt_csv_rows_add (self->rows, self->reader, &entry.place, error))
        return FALSE;
      if (self->entries->len > 0)
        g_array_index (self->entries, SptGpdCsvRow, self->entries->len - 1).next =
          self->entries->len;
      else
        g_string_assign (open_key, self->key->str);
      g_array_append_val (self->entries, entry);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (n_kept != self->n_kept || n_loose != self->n_loose)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG,
                           "The file was changed while it was read");
      return FALSE;
    }

  return self->entries->len == 0 || hand_out_neighbours (self, error);
}

/**
 * spt_gpd_csv_groups_read:
 * @reader: the file, at its header
 * @funcs: what is done with rows and groups
 * @user_data: for @funcs
 * @cancellable: (nullable): stops it
 * @error: return location for an error of the file, of @funcs, or %G_IO_ERROR_WRONG_ETAG when the file was changed meanwhile
 *
 * Reads the rows and joins those of one key. Whichever way it goes the order is one: first all that is told of rows
 * that are in no group, then the groups by their first rows. Memory does not grow with the file beyond a few bytes a row.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_gpd_csv_groups_read (SptCsvReader               *reader,
                         const SptGpdCsvGroupFuncs  *funcs,
                         gpointer                    user_data,
                         GCancellable               *cancellable,
                         GError                    **error)
{
  g_auto (Groups) self = {
    .reader = reader,
    .funcs = funcs,
    .user_data = user_data,
    .cancellable = cancellable,
    .header_row = spt_csv_reader_get_row (reader),
    .key = g_string_new (NULL),
    .rows = spt_csv_rows_new (),
    .entries = g_array_new (FALSE, FALSE, sizeof (SptGpdCsvRow)),
    .groups = g_array_new (FALSE, FALSE, sizeof (Group)),
    .strings = g_string_chunk_new (4096),
    .by_key = g_hash_table_new (g_str_hash, g_str_equal),
  };
  gboolean are_neighbours = FALSE;

  if (spt_csv_reader_can_rewind (reader) &&
      (!look (&self, &are_neighbours, error) || !go_back (&self, error)))
    return FALSE;
  if (!are_neighbours)
    return sort (&self, TRUE, error) && hand_out_kept (&self, error);

  if (self.n_loose > 0 && (!sort (&self, FALSE, error) || !go_back (&self, error)))
    return FALSE;

  return stream (&self, error);
}
