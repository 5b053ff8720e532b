/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants as the documents they are: each libretto, and each report that was accepted, a file of its own. */
#define G_LOG_DOMAIN "spt-plants-export"

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "outbox/spt-plants-private.h"

typedef struct
{
  const gint64 *ids;
  guint         n_ids;
  const char   *folder;
  guint         n;
} Export;

/* Codes are somebody's text: in a file's name only letters, digits and a hyphen. */
static char *
dup_path (Export     *self,
          const char *code,
          gint64      plant_id,
          const char *what)
{
  g_autofree char *safe = g_strcanon (g_strdup (code), G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-", '_');
  g_autofree char *name = *safe != '\0' ? g_strdup_printf ("%s-%s.xml", safe, what)
                          : g_strdup_printf ("%" G_GINT64_FORMAT "-%s.xml", plant_id, what);

  return g_build_filename (self->folder, name, NULL);
}

static gboolean
write_file (Export     *self,
            const char *path,
            const char *doc,
            GError    **error)
{
  if (!g_file_set_contents_full (path, doc, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return FALSE;
  self->n++;

  return TRUE;
}

static gboolean
write_documents (SptDb       *db,
                 Export      *self,
                 gint64       plant_id,
                 const char  *code,
                 GError     **error)
{
  g_autoptr (GPtrArray) rows = spt_db_list_plant_interventions (db, plant_id, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const SptInterventionRow *row = g_ptr_array_index (rows, i);
      g_autofree char *what = NULL;
      g_autofree char *path = NULL;

      if (!row->is_accepted || row->doc == NULL || strcmp (row->type, SPT_INTERVENTION_LOCAL) == 0)
        continue;
      what = g_strdup_printf ("%s-%" G_GINT64_FORMAT, row->type, row->id);
      path = dup_path (self, code, plant_id, what);
      if (!write_file (self, path, row->doc, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_plant (SptDb   *db,
             Export  *self,
             gint64   plant_id,
             GError **error)
{
  g_autoptr (SptPlant) plant = spt_db_get_plant (db, plant_id, error);
  g_autofree char *doc = plant != NULL ? spt_db_get_plant_doc (db, plant_id, NULL, error) : NULL;
  const char *code;

  if (doc == NULL)
    return FALSE;
  code = spt_plant_get_row (plant)->code;
  if (*doc != '\0')
    {
      g_autofree char *path = dup_path (self, code, plant_id, "libretto");

      if (!write_file (self, path, doc, error))
        return FALSE;
    }

  return write_documents (db, self, plant_id, code, error);
}

static gboolean
export_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Export *self = data;
  g_autoptr (GArray) all = NULL;

  if (self->ids == NULL)
    {
      const SptListQuery query = { .sort = SPT_PLANT_SORT_IMPORT };

      all = spt_db_query_list (db, &spt_plants_kind, &query, cancellable, error);
      if (all == NULL)
        return FALSE;
      self->ids = (const gint64 *) (gpointer) all->data;
      self->n_ids = all->len;
    }
  for (guint i = 0; i < self->n_ids; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !write_plant (db, self, self->ids[i], error))
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_plants_export_documents:
 * @store: the archive
 * @ids: (array length=n_ids) (nullable): plants; %NULL = all
 * @n_ids: their number
 * @folder: where to; made where it is not there
 * @n_files: (out): how many files were written
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Writes the libretto of each plant, and each of its documents that was accepted, as files of XML that any software with
 * the same schema reads, this one too. Blocks.
 *
 * Returns: %FALSE on an error; what was written stays
 */
gboolean
spt_plants_export_documents (SptStore      *store,
                             const gint64  *ids,
                             guint          n_ids,
                             const char    *folder,
                             guint         *n_files,
                             GCancellable  *cancellable,
                             GError       **error)
{
  Export self = { ids, n_ids, folder, 0 };
  gboolean done;

  *n_files = 0;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s cannot be made", folder);
      return FALSE;
    }
  done = spt_store_run_sync (store, SPT_STORE_READ, export_job, &self, cancellable, error);
  *n_files = self.n;

  return done;
}
