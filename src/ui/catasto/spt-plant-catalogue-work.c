/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries of the catalogues of firms, technicians and instruments: their fields, rules and keeping. */
#define G_LOG_DOMAIN "spt-plant-catalogue-work"

#include "config.h"

#include "ui/catasto/spt-plant-catalogue-work.h"

#include <string.h>

#define DOMAIN "catasto"

typedef struct
{
  const char *kind;
  const char *table;
  const char *name[2];  /* fields of what people call it */
  const char *code[2];  /* those that tell it from others */
  const char *dates[2]; /* those after which it does not hold any more */
} Catalogue;

static const Catalogue catalogues[SPT_N_PLANT_CATALOGUES] = {
  { SPT_CATALOGUE_FIRM, "catasto/firm.json", { "name" }, { "vatNumber" }, { "validUntil", "fgasUntil" } },
  { SPT_CATALOGUE_TECHNICIAN, "catasto/technician.json", { "surname", "name" }, { "surname", "name" },
    { "certificateUntil" } },
  { SPT_CATALOGUE_INSTRUMENT, "catasto/instrument.json", { "maker", "model" }, { "serial" }, { "calibrationDue" } },
};

/**
 * spt_plant_entry_free:
 * @self: (transfer full) (nullable): an entry
 *
 * Frees it.
 */
void
spt_plant_entry_free (SptPlantEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->detail);
  g_free (self->until);
  g_free (self->doc);
  g_free (self);
}

/**
 * spt_plant_catalogue_get_schema:
 * @which: a catalogue
 *
 * Returns: (transfer none) (nullable): the fields of its entries; %NULL when the user's own table is broken
 */
SptSchema *
spt_plant_catalogue_get_schema (SptPlantCatalogue which)
{
  static SptSchemaOnce once[SPT_N_PLANT_CATALOGUES];

  return spt_schema_load_once (&once[which], catalogues[which].table, DOMAIN);
}

/* --- rules --------------------------------------------------------------------------------------------- */

static void
say (SptRecord     *record,
     const char    *name,
     SptIssueList  *issues,
     SptIssueLevel  level,
     const char    *code,
     const char    *limit)
{
  SptNode *root = spt_record_get_root (record);

  spt_node_add_issue (root, spt_group_def_find_field (spt_node_get_def (root), name), issues, level, DOMAIN, code, 0,
                      spt_node_get_named (root, name), limit);
}

static gboolean
has_firm (GPtrArray  *firms,
          const char *code)
{
  for (guint i = 0; i < firms->len; i++)
    {
      const SptPlantEntry *firm = g_ptr_array_index (firms, i);

      if (strstr (firm->detail, code) != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * spt_plant_catalogue_check:
 * @which: a catalogue
 * @record: an entry
 * @firms: (nullable) (element-type SptPlantEntry): the firms that there are
 * @today: ISO
 * @issues: takes the findings
 *
 * Every rule of an entry: its fields, and dates that do not go together or are over.
 */
void
spt_plant_catalogue_check (SptPlantCatalogue  which,
                           SptRecord         *record,
                           GPtrArray         *firms,
                           const char        *today,
                           SptIssueList      *issues)
{
  const Catalogue *catalogue = &catalogues[which];
  SptNode *root = spt_record_get_root (record);
  const char *firm = spt_node_get_named (root, "firm");

  spt_record_check (record, 0, TRUE, issues);
  for (guint i = 0; i < G_N_ELEMENTS (catalogue->dates) && catalogue->dates[i] != NULL; i++)
    {
      const char *until = spt_node_get_named (root, catalogue->dates[i]);

      if (*until != '\0' && strcmp (until, today) < 0)
        say (record, catalogue->dates[i], issues, SPT_ISSUE_WARNING, "office-over", NULL);
    }
  if (which == SPT_PLANT_CATALOGUE_INSTRUMENTS)
    {
      const char *last = spt_node_get_named (root, "calibration");
      const char *due = spt_node_get_named (root, "calibrationDue");

      if (*last != '\0' && *due != '\0' && strcmp (due, last) <= 0)
        say (record, "calibrationDue", issues, SPT_ISSUE_ERROR, "office-ends-before", last);
    }
  if (which != SPT_PLANT_CATALOGUE_FIRMS && firms != NULL && *firm != '\0' && !has_firm (firms, firm))
    say (record, "firm", issues, SPT_ISSUE_WARNING, "office-firm-unknown", NULL);
}

/* --- reading ------------------------------------------------------------------------------------------- */

static char *
join (SptNode           *root,
      const char *const *names)
{
  const char *second = names[1] != NULL ? spt_node_get_named (root, names[1]) : "";

  return g_strdup_printf ("%s%s%s", spt_node_get_named (root, names[0]), *second != '\0' ? " " : "", second);
}

static char *
dup_detail (SptPlantCatalogue  which,
            SptNode           *root)
{
  const char *first = which == SPT_PLANT_CATALOGUE_FIRMS ? spt_node_get_named (root, "vatNumber")
                      : which == SPT_PLANT_CATALOGUE_TECHNICIANS ? spt_node_get_named (root, "certificate")
                      : spt_node_get_named (root, "serial");
  const char *second = which == SPT_PLANT_CATALOGUE_FIRMS ? spt_node_get_named (root, "city")
                                                          : spt_node_get_named (root, "firm");

  return g_strdup_printf ("%s%s%s", first, *first != '\0' && *second != '\0' ? " · " : "", second);
}

static char *
dup_until (const Catalogue *catalogue,
           SptNode         *root)
{
  const char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (catalogue->dates) && catalogue->dates[i] != NULL; i++)
    {
      const char *until = spt_node_get_named (root, catalogue->dates[i]);

      if (*until != '\0' && (first == NULL || strcmp (until, first) < 0))
        first = until;
    }
  return g_strdup (first);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const SptPlantEntry *one = *(SptPlantEntry *const *) a;
  const SptPlantEntry *other = *(SptPlantEntry *const *) b;

  return g_utf8_collate (one->name, other->name);
}

static gboolean
load_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  GPtrArray *all = data;

  for (SptPlantCatalogue which = 0; which < SPT_N_PLANT_CATALOGUES; which++)
    {
      g_autoptr (GPtrArray) rows = spt_db_list_catalogue (db, catalogues[which].kind, 0, error);
      SptSchema *schema = spt_plant_catalogue_get_schema (which);
      GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_plant_entry_free);

      g_ptr_array_add (all, entries);
      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len && schema != NULL; i++)
        {
          SptCatalogueEntry *row = g_ptr_array_index (rows, i);
          g_autoptr (SptRecord) record = spt_record_new (schema);
          SptPlantEntry *entry = g_new0 (SptPlantEntry, 1);
          gboolean is_read = spt_record_read (record, row->doc, -1, NULL);
          SptNode *root = spt_record_get_root (record);

          entry->id = row->id;
          entry->name = is_read ? join (root, catalogues[which].name) : g_strdup (row->name);
          entry->detail = is_read ? dup_detail (which, root) : g_strdup (row->code);
          entry->until = is_read ? dup_until (&catalogues[which], root) : NULL;
          entry->doc = g_strdup (row->doc);
          g_ptr_array_add (entries, entry);
        }
      g_ptr_array_sort (entries, compare);
    }

  return TRUE;
}

/**
 * spt_plant_catalogue_load_async:
 * @store: the archive
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads the catalogues.
 */
void
spt_plant_catalogue_load_async (SptStore            *store,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  spt_store_run_async (store, SPT_STORE_READ, load_job,
                       g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref),
                       (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * spt_plant_catalogue_load_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Returns: (transfer full) (nullable) (element-type GPtrArray): firms, technicians, instruments
 */
GPtrArray *
spt_plant_catalogue_load_finish (SptStore      *store,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  GPtrArray *all = spt_store_run_finish (store, result, error);

  return all != NULL ? g_ptr_array_ref (all) : NULL;
}

/* --- keeping ------------------------------------------------------------------------------------------- */

typedef struct
{
  SptPlantCatalogue which;
  SptCatalogueEntry entry;   /* its strings are owned */
  char             *who;     /* (owned) (nullable) */
  gboolean          restore;
} Change;

static void
change_free (Change *change)
{
  g_free (change->entry.code);
  g_free (change->entry.name);
  g_free (change->entry.doc);
  g_free (change->who);
  g_free (change);
}

static gboolean
save_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Change *change = data;

  return spt_db_save_catalogue (db, catalogues[change->which].kind, &change->entry, change->who, error) != 0;
}

static gboolean
remove_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Change *change = data;

  return spt_db_remove_catalogue (db, change->entry.id, change->restore, error);
}

/**
 * spt_plant_catalogue_save_async:
 * @store: the archive
 * @which: a catalogue
 * @id: the entry; 0 = a new one
 * @record: it; read before this returns
 * @who: (nullable): the clerk
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Keeps an entry; one that is there already is %SPT_STORE_ERROR_CONSTRAINT.
 */
void
spt_plant_catalogue_save_async (SptStore            *store,
                                SptPlantCatalogue    which,
                                gint64               id,
                                SptRecord           *record,
                                const char          *who,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Change *change = g_new0 (Change, 1);
  SptNode *root = spt_record_get_root (record);

  change->which = which;
  change->entry.id = id;
  change->entry.code = join (root, catalogues[which].code);
  change->entry.name = join (root, catalogues[which].name);
  change->entry.doc = spt_record_dup_doc (record);
  change->who = g_strdup (who);
  spt_store_run_async (store, SPT_STORE_WRITE, save_job, change, (GDestroyNotify) change_free, cancellable, callback,
                       user_data);
}

/**
 * spt_plant_catalogue_remove_async:
 * @store: the archive
 * @id: an entry
 * @restore: brings it back
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Takes an entry away, or brings it back. What was made with it stays as it is.
 */
void
spt_plant_catalogue_remove_async (SptStore            *store,
                                  gint64               id,
                                  gboolean             restore,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Change *change = g_new0 (Change, 1);

  change->entry.id = id;
  change->restore = restore;
  spt_store_run_async (store, SPT_STORE_WRITE, remove_job, change, (GDestroyNotify) change_free, cancellable, callback,
                       user_data);
}
