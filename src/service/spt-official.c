/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which set of schemas and lists is in force, and its schemas as files for others. */
#define G_LOG_DOMAIN "spt-official"

#include "config.h"

#include "service/spt-official-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/spt-data.h"

/* How long what was seen of the disk is taken for what is there. */
#define SEEN_US (G_USEC_PER_SEC / 2)

typedef struct
{
  SptOfficialSet *set;     /* (owned) */
  char           *stamp;   /* (owned): of the disk when it was read */
  gint64          seen_us;
} State;

static GMutex lock;       /* of what follows */
static GHashTable *states; /* (owned) (nullable) (element-type utf8 State): by folder */

static void
state_free (gpointer state)
{
  State *self = state;

  spt_official_set_unref (self->set);
  g_free (self->stamp);
  g_free (self);
}

static void
add_stamp (GString    *stamp,
           const char *path,
           guint       depth)
{
  GStatBuf info;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (g_stat (path, &info) != 0)
    return;
  g_string_append_printf (stamp, "%s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%ld\n", path,
                          (guint64) info.st_ino, (gint64) info.st_size, (gint64) info.st_mtim.tv_sec,
                          info.st_mtim.tv_nsec);
  if (!S_ISDIR (info.st_mode) || depth > 8 || stamp->len > 1024 * 1024)
    return;
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      add_stamp (stamp, child, depth + 1);
    }
}

/* Another text where the disk has something else. */
static char *
dup_stamp (const SptOfficialKind *kind)
{
  GString *stamp = g_string_new (NULL);
  const char *const names[] = { SPT_OFFICIAL_POINTER, kind->schemas, kind->lists };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = names[i] != NULL ? _spt_official_dup_place (kind, names[i]) : NULL;

      if (path != NULL)
        add_stamp (stamp, path, 0);
    }

  return g_string_free (stamp, FALSE);
}

/* --- what is in force ------------------------------------------------------------------------------------------ */

void
spt_official_hand_clear (SptOfficialHand *self)
{
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_pointer (&self->lists, g_bytes_unref);
  g_clear_pointer (&self->schemas_sum, g_free);
  g_clear_pointer (&self->lists_sum, g_free);
}

static GBytes *
load_bytes (const char  *path,
            GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) own = NULL;
  GBytes *bytes = g_file_load_bytes (file, NULL, NULL, &own);

  if (bytes == NULL)
    g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_BROKEN, "“%s”: %s", path, own->message);

  return bytes;
}

gboolean
_spt_official_hand_load (const SptOfficialKind             *kind,
                         SptOfficialHand                   *self,
                         GError                           **error)
{
  g_autofree char *schemas = _spt_official_dup_place (kind, kind->schemas);
  g_autofree char *lists = kind->lists != NULL ? _spt_official_dup_place (kind, kind->lists) : NULL;

  *self = (SptOfficialHand) { 0 };
  if (g_file_test (schemas, G_FILE_TEST_IS_DIR))
    {
      self->files = _spt_official_files_new ();
      if (!_spt_official_read_folder (schemas, self->files, error))
        {
          g_prefix_error (error, "“%s”: ", schemas);
          return FALSE;
        }
      if (g_hash_table_size (self->files) == 0)
        g_clear_pointer (&self->files, g_hash_table_unref);
      else
        self->schemas_sum = _spt_official_sum_files (self->files);
    }
  if (lists != NULL && g_file_test (lists, G_FILE_TEST_EXISTS))
    {
      self->lists = load_bytes (lists, error);
      if (self->lists == NULL)
        return FALSE;
      self->lists_sum = _spt_official_sum_bytes (self->lists);
    }

  return TRUE;
}

static GHashTable *
load_shipped (const SptOfficialKind *kind)
{
  GHashTable *files = _spt_official_files_new ();
  g_autofree char *folder = g_strconcat (kind->folder, "/", kind->schemas, NULL);
  g_autoptr (GPtrArray) names = spt_data_list_shipped (folder);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_strconcat (folder, "/", names->pdata[i], NULL);
      GBytes *bytes = spt_data_load_shipped (path, NULL);

      if (bytes != NULL)
        g_hash_table_insert (files, g_strdup (names->pdata[i]), bytes);
    }

  return files;
}

static GBytes *
load_shipped_lists (const SptOfficialKind *kind)
{
  g_autofree char *path = kind->lists != NULL ? g_strconcat (kind->folder, "/", kind->lists, NULL) : NULL;

  return path != NULL ? spt_data_load_shipped (path, NULL) : NULL;
}

gboolean
_spt_official_load_taken (const SptOfficialKind  *kind,
                          const char             *id,
                          GHashTable            **files,
                          GBytes                **lists,
                          JsonNode              **note,
                          GError                **error)
{
  g_autofree char *note_path = _spt_official_dup_set_place (kind, id, SPT_OFFICIAL_NOTE);
  g_autofree char *schemas = _spt_official_dup_set_place (kind, id, kind->schemas);
  g_autofree char *lists_path = kind->lists != NULL ? _spt_official_dup_set_place (kind, id, kind->lists) : NULL;

  *files = NULL;
  *lists = NULL;
  *note = _spt_official_load_note (note_path, error);
  if (*note == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_BROKEN, "“%s” is not there any more", note_path);
      return FALSE;
    }
  if (g_file_test (schemas, G_FILE_TEST_IS_DIR))
    {
      *files = _spt_official_files_new ();
      if (!_spt_official_read_folder (schemas, *files, error))
        return FALSE;
    }
  if (lists_path != NULL && g_file_test (lists_path, G_FILE_TEST_EXISTS))
    {
      *lists = load_bytes (lists_path, error);
      if (*lists == NULL)
        return FALSE;
    }

  return TRUE;
}

gint64
_spt_official_get_taken_utc_ms (JsonNode *note)
{
  JsonNode *node = json_object_get_member (json_node_get_object (note), "taken");

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;
}

static SptOfficialSet *
load_in_force (const SptOfficialKind  *kind,
               GError                **error)
{
  g_auto (SptOfficialPointer) pointer = { 0 };
  g_auto (SptOfficialHand) hand = { 0 };
  g_autoptr (GHashTable) files = NULL;
  g_autoptr (GBytes) lists = NULL;
  g_autoptr (JsonNode) note = NULL;
  SptOfficialOrigin origin = SPT_OFFICIAL_SHIPPED;
  gboolean has_shipped;
  SptOfficialSet *self;

  if (!_spt_official_pointer_load (kind, &pointer, error) || !_spt_official_hand_load (kind, &hand, error))
    return NULL;
  if (pointer.set != NULL)
    {
      if (!_spt_official_load_taken (kind, pointer.set, &files, &lists, &note, error))
        return NULL;
      origin = SPT_OFFICIAL_TAKEN;
    }
  /* What was put there by hand wins, unless it is what the set in force took the place of. */
  if (hand.files != NULL && g_strcmp0 (hand.schemas_sum, pointer.over_schemas) != 0)
    {
      g_clear_pointer (&files, g_hash_table_unref);
      files = g_steal_pointer (&hand.files);
      origin = SPT_OFFICIAL_BY_HAND;
    }
  if (hand.lists != NULL && g_strcmp0 (hand.lists_sum, pointer.over_lists) != 0)
    {
      g_clear_pointer (&lists, g_bytes_unref);
      lists = g_steal_pointer (&hand.lists);
      origin = SPT_OFFICIAL_BY_HAND;
    }
  has_shipped = files == NULL;
  self = _spt_official_set_new (kind, origin, has_shipped ? load_shipped (kind) : g_steal_pointer (&files),
                                g_steal_pointer (&lists));
  self->has_shipped = has_shipped;
  self->old_lists = load_shipped_lists (kind);
  if (origin == SPT_OFFICIAL_TAKEN)
    {
      self->id = g_strdup (pointer.set);
      self->label = _spt_official_dup_member (json_node_get_object (note), "label");
      self->taken_utc_ms = _spt_official_get_taken_utc_ms (note);
    }

  return self;
}

/**
 * spt_official_ref_in_force:
 * @kind: what is published for a service
 * @error: return location for an error
 *
 * Gets the set in force. What another process, or a person, put in its place is noticed within half a second.
 *
 * Returns: (transfer full): the set, whose documents may be broken; %NULL with %SPT_OFFICIAL_ERROR_BROKEN
 */
SptOfficialSet *
spt_official_ref_in_force (const SptOfficialKind  *kind,
                           GError                **error)
{
  g_autofree char *stamp = NULL;
  SptOfficialSet *set = NULL;
  gint64 now = g_get_monotonic_time ();
  State *state;

  g_return_val_if_fail (kind != NULL, NULL);

  g_mutex_lock (&lock);
  if (states == NULL)
    states = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, state_free);
  state = g_hash_table_lookup (states, kind->folder);
  if (state == NULL || now - state->seen_us > SEEN_US)
    {
      stamp = dup_stamp (kind);
      if (state != NULL && strcmp (stamp, state->stamp) == 0)
        state->seen_us = now;
      else
        {
          set = load_in_force (kind, error);
          g_hash_table_remove (states, kind->folder);
          state = NULL;
          if (set != NULL)
            {
              state = g_new0 (State, 1);
              state->set = set;
              state->stamp = g_steal_pointer (&stamp);
              state->seen_us = now;
              g_hash_table_insert (states, (gpointer) kind->folder, state);
            }
        }
    }
  set = state != NULL ? spt_official_set_ref (state->set) : NULL;
  g_mutex_unlock (&lock);

  return set;
}

/**
 * spt_official_forget:
 *
 * Lets go of all that was read: whoever asks next reads the disk.
 */
void
spt_official_forget (void)
{
  g_mutex_lock (&lock);
  g_clear_pointer (&states, g_hash_table_unref);
  g_mutex_unlock (&lock);
}

/**
 * spt_official_ref_schema:
 * @kind: what is published for a service
 * @root: the root element of one of its documents
 * @error: return location for an error
 *
 * Gets the schema in force of a document. A broken one is an error: never is another one used instead without a word.
 *
 * Returns: (transfer full): the schema, or %NULL with %SPT_OFFICIAL_ERROR
 */
SptXsd *
spt_official_ref_schema (const SptOfficialKind  *kind,
                         const char             *root,
                         GError                **error)
{
  g_autoptr (SptOfficialSet) set = spt_official_ref_in_force (kind, error);
  int document = _spt_official_find_document (kind, root);
  g_autoptr (GError) own = NULL;
  SptXsd *xsd;

  g_return_val_if_fail (document >= 0, NULL);

  if (set == NULL)
    return NULL;
  xsd = spt_official_set_ref_schema (set, (guint) document, &own);
  if (xsd == NULL && own->domain == SPT_OFFICIAL_ERROR)
    g_propagate_error (error, g_steal_pointer (&own));
  else if (xsd == NULL)
    g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_BROKEN, "“%s”: %s",
                 spt_official_set_get_file (set, (guint) document), own->message);

  return xsd;
}

/* --- files for others --------------------------------------------------------------------------------------------- */

static gboolean
has_all (const char *folder,
         GPtrArray  *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_official_dup_path:
 * @kind: what is published for a service
 * @root: the root element of one of its documents
 * @error: return location for an error
 *
 * Gets the schema in force as a file, for tools that want one (design 5). Where it is in no folder with all that it
 * includes, a copy goes into the cache, in a folder named by its hash.
 *
 * Returns: (transfer full): the path, or %NULL
 */
char *
spt_official_dup_path (const SptOfficialKind  *kind,
                       const char             *root,
                       GError                **error)
{
  g_autoptr (SptXsd) xsd = spt_official_ref_schema (kind, root, error);
  g_autoptr (SptOfficialSet) set = xsd != NULL ? spt_official_ref_in_force (kind, error) : NULL;
  int document = _spt_official_find_document (kind, root);
  g_autofree char *folder = NULL;
  g_autofree char *short_hash = NULL;
  const char *name;
  GPtrArray *names;

  if (set == NULL)
    return NULL;
  name = spt_official_set_get_file (set, (guint) document);
  names = spt_xsd_get_files (xsd);
  folder = set->id != NULL ? _spt_official_dup_set_place (kind, set->id, kind->schemas) : _spt_official_dup_place (kind, kind->schemas);
  if (set->origin != SPT_OFFICIAL_SHIPPED && has_all (folder, names))
    return g_build_filename (folder, name, NULL);

  g_free (folder);
  short_hash = g_strndup (spt_xsd_get_hash (xsd), 16);
  folder = g_build_filename (g_get_user_cache_dir (), "sportello", "schemas", short_hash, NULL);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *target = g_build_filename (folder, names->pdata[i], NULL);
      g_autoptr (GBytes) bytes = NULL;

      /* By its hash: what is there is not written again. */
      if (g_file_test (target, G_FILE_TEST_EXISTS))
        continue;
      bytes = _spt_official_set_fetch (names->pdata[i], set, error);
      if (bytes == NULL || !_spt_official_write_file (target, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
        return NULL;
    }

  return g_build_filename (folder, name, NULL);
}

/**
 * spt_official_dup_folder:
 * @kind: what is published for a service
 *
 * Names the folder in which another set shows: official.json is replaced, or files come by hand.
 *
 * Returns: (transfer full): its path; it is made if it was not there
 */
char *
spt_official_dup_folder (const SptOfficialKind *kind)
{
  char *folder = _spt_official_dup_place (kind, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_warning ("“%s” cannot be made", folder);

  return folder;
}
