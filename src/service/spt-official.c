/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which set of schemas and lists is in force, another put in its place, and the way back. */
#define G_LOG_DOMAIN "spt-official"

#include "config.h"

#include "service/spt-official-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/spt-data.h"
#include "base/spt-json.h"

#define POINTER "official.json"
#define NOTE    "set.json"

/* How long what was seen of the disk is taken for what is there. */
#define SEEN_US (G_USEC_PER_SEC / 2)

/* So many former sets stay. */
#define MAX_FORMER 12

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
  const char *const names[] = { POINTER, kind->schemas, kind->lists };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = names[i] != NULL ? _spt_official_dup_place (kind, names[i]) : NULL;

      if (path != NULL)
        add_stamp (stamp, path, 0);
    }

  return g_string_free (stamp, FALSE);
}

/* --- what is in force ------------------------------------------------------------------------------------------ */

/* What stands in the user's folder by hand; what there is none of stays NULL. */
typedef struct
{
  GHashTable *files;   /* (owned) (nullable) */
  GBytes     *lists;   /* (owned) (nullable) */
  char       *schemas_sum; /* (owned) (nullable) */
  char       *lists_sum;   /* (owned) (nullable) */
} Hand;

static void
hand_clear (Hand *self)
{
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_pointer (&self->lists, g_bytes_unref);
  g_free (self->schemas_sum);
  g_free (self->lists_sum);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hand, hand_clear)

static GBytes *
load_bytes (const char  *path,
            GError * *error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) own = NULL;
  GBytes *bytes = g_file_load_bytes (file, NULL, NULL, &own);

  if (bytes == NULL)
    g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_BROKEN, "“%s”: %s", path, own->message);

  return bytes;
}

static gboolean
hand_load (const SptOfficialKind  *kind,
           Hand                   *self,
           GError                **error)
{
  g_autofree char *schemas = _spt_official_dup_place (kind, kind->schemas);
  g_autofree char *lists = kind->lists != NULL ? _spt_official_dup_place (kind, kind->lists) : NULL;

  *self = (Hand) { 0 };
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

/* A set that was taken over; @files comes back NULL where it has lists only. */
static gboolean
load_taken (const SptOfficialKind  *kind,
            const char             *id,
            GHashTable            **files,
            GBytes                **lists,
            JsonNode              **note,
            GError                **error)
{
  g_autofree char *note_path = _spt_official_dup_set_place (kind, id, NOTE);
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

static gint64
get_taken_utc_ms (JsonNode *note)
{
  JsonNode *node = json_object_get_member (json_node_get_object (note), "taken");

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;
}

static SptOfficialSet *
load_in_force (const SptOfficialKind  *kind,
               GError                **error)
{
  g_auto (SptOfficialPointer) pointer = { 0 };
  g_auto (Hand) hand = { 0 };
  g_autoptr (GHashTable) files = NULL;
  g_autoptr (GBytes) lists = NULL;
  g_autoptr (JsonNode) note = NULL;
  SptOfficialOrigin origin = SPT_OFFICIAL_SHIPPED;
  gboolean has_shipped;
  SptOfficialSet *self;

  if (!_spt_official_pointer_load (kind, &pointer, error) || !hand_load (kind, &hand, error))
    return NULL;
  if (pointer.set != NULL)
    {
      if (!load_taken (kind, pointer.set, &files, &lists, &note, error))
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
      self->taken_utc_ms = get_taken_utc_ms (note);
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

static int
find_document (const SptOfficialKind *kind,
               const char            *root)
{
  for (guint i = 0; i < kind->n_documents; i++)
    {
      if (strcmp (kind->documents[i].root, root) == 0)
        return (int) i;
    }

  return -1;
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
  int document = find_document (kind, root);
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

/* --- another in its place ------------------------------------------------------------------------------------------ */

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  if (g_remove (path) != 0)
    g_warning ("“%s” cannot be removed", path);
}

static char *
new_id (gint64      now_utc_ms,
        const char *sum)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_utc_ms / 1000);
  g_autofree char *day = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *salt = g_uuid_string_random ();

  return g_strdup_printf ("%s-%.8s-%.4s", day, sum, salt);
}

static gboolean
write_set (const SptOfficialKind  *kind,
           const char             *folder,
           GHashTable             *files,
           GBytes                 *lists,
           GError                **error)
{
  GHashTableIter iter;
  gpointer name;
  gpointer bytes;

  if (files != NULL)
    {
      g_hash_table_iter_init (&iter, files);
      while (g_hash_table_iter_next (&iter, &name, &bytes))
        {
          g_autofree char *path = g_build_filename (folder, kind->schemas, name, NULL);

          if (!_spt_official_write_file (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
            return FALSE;
        }
    }
  if (lists != NULL && kind->lists != NULL)
    {
      g_autofree char *path = g_build_filename (folder, kind->lists, NULL);

      return _spt_official_write_file (path, g_bytes_get_data (lists, NULL), g_bytes_get_size (lists), error);
    }

  return TRUE;
}

static gboolean
write_set_note (const char  *folder,
                const char  *label,
                gint64       now_utc_ms,
                guint        n_documents,
                GError     **error)
{
  g_autofree char *path = g_build_filename (folder, NOTE, NULL);
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "format", 1);
  _spt_official_set_member (object, "label", label);
  json_object_set_int_member (object, "taken", now_utc_ms);
  json_object_set_int_member (object, "documents", n_documents);

  return _spt_official_write_note (path, object, error);
}

/* A folder of its own with all of @set; what it does not bring is as @in_force has it, whole. What was shipped is not copied:
 * it goes on with the program. */
static char *
save_set (const SptOfficialKind  *kind,
          SptOfficialSet         *set,
          SptOfficialSet         *in_force,
          const char             *label,
          gint64                  now_utc_ms,
          GError                **error)
{
  g_autofree char *sets = _spt_official_dup_place (kind, SPT_OFFICIAL_SETS);
  g_autofree char *folder = g_build_filename (sets, ".new-XXXXXX", NULL);
  g_autofree char *id = new_id (now_utc_ms, set->hash);
  g_autofree char *place = g_build_filename (sets, id, NULL);
  SptOfficialSet *schemas = spt_official_set_get_n_documents (set) > 0 || in_force == NULL ? set : in_force;
  GBytes *lists = set->lists != NULL || in_force == NULL ? set->lists : in_force->lists;
  gboolean own = !schemas->has_shipped && spt_official_set_get_n_documents (schemas) > 0;

  if (g_mkdir_with_parents (sets, 0700) != 0 || g_mkdtemp (folder) == NULL)
    {
      g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_KEEP, "“%s” cannot be made", folder);
      return NULL;
    }
  if (!write_set (kind, folder, own ? schemas->files : NULL, lists, error) ||
      !write_set_note (folder, label, now_utc_ms, own ? spt_official_set_get_n_documents (schemas) : 0, error))
    {
      remove_tree (folder);
      return NULL;
    }
  if (g_rename (folder, place) != 0)
    {
      g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_KEEP, "“%s” cannot be made", place);
      remove_tree (folder);
      return NULL;
    }

  return g_steal_pointer (&id);
}

/* The folder and file that somebody put there go beside the copy that was made of them. */
static void
move_hand (const SptOfficialKind *kind,
           const char            *id)
{
  const char *const names[] = { kind->schemas, kind->lists };
  g_autofree char *folder = _spt_official_dup_set_place (kind, id, "by-hand");

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_warning ("“%s” cannot be made", folder);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = names[i] != NULL ? _spt_official_dup_place (kind, names[i]) : NULL;
      g_autofree char *to = names[i] != NULL ? g_build_filename (folder, names[i], NULL) : NULL;

      if (from != NULL && g_file_test (from, G_FILE_TEST_EXISTS) && g_rename (from, to) != 0)
        g_warning ("“%s” cannot be moved to “%s”", from, to);
    }
}

static void
prune (const SptOfficialKind *kind)
{
  g_autoptr (GPtrArray) former = spt_official_list_former (kind);
  guint n = 0;

  for (guint i = 0; i < former->len; i++)
    {
      SptOfficialFormer *one = former->pdata[i];
      g_autofree char *folder = _spt_official_dup_set_place (kind, one->id, NULL);

      if (!one->is_in_force && !one->is_previous && ++n > MAX_FORMER)
        remove_tree (folder);
    }
}

/* Puts the set @id in force, NULL = the shipped one. */
static gboolean
put_in_force (const SptOfficialKind  *kind,
              const char             *id,
              gint64                  now_utc_ms,
              GError                **error)
{
  g_auto (SptOfficialPointer) old = { 0 };
  g_auto (Hand) hand = { 0 };
  g_autoptr (GError) ignored = NULL;
  g_autoptr (SptOfficialSet) in_force = NULL;
  g_autofree char *hand_id = NULL;
  SptOfficialPointer pointer = { 0 };
  gboolean done;

  /* A place that cannot be read, or names nothing, is what this is the way out of. */
  if (!_spt_official_pointer_load (kind, &old, &ignored))
    g_debug ("%s", ignored->message);
  g_clear_error (&ignored);
  if (!hand_load (kind, &hand, error))
    return FALSE;
  spt_official_forget ();
  in_force = spt_official_ref_in_force (kind, &ignored);
  /* What somebody put there by hand is kept before it goes out of force. */
  if (in_force != NULL && in_force->origin == SPT_OFFICIAL_BY_HAND)
    {
      hand_id = save_set (kind, in_force, NULL, NULL, now_utc_ms - 1000, error);
      if (hand_id == NULL)
        return FALSE;
    }

  pointer.set = (char *) id;
  pointer.previous = hand_id != NULL ? hand_id : old.set != NULL ? old.set : (char *) "";
  pointer.over_schemas = hand.schemas_sum;
  pointer.over_lists = hand.lists_sum;
  done = _spt_official_pointer_save (kind, &pointer, error);
  if (done && hand_id != NULL)
    {
      move_hand (kind, hand_id);
      /* The same files put there once more are meant. */
      pointer.over_schemas = NULL;
      pointer.over_lists = NULL;
      if (!_spt_official_pointer_save (kind, &pointer, &ignored))
        g_warning ("%s", ignored->message);
    }
  spt_official_forget ();
  if (done)
    prune (kind);

  return done;
}

/**
 * spt_official_take:
 * @kind: what is published for a service
 * @set: of it, without an error in spt_official_set_check()
 * @label: what it is called in the list of former sets
 * @now_utc_ms: now
 * @error: return location for an error
 *
 * Puts a set in force, in one step; the one before stays as a former one. A set of schemas alone leaves the lists as they
 * are, and the other way round.
 *
 * Returns: %FALSE with %SPT_OFFICIAL_ERROR; nothing is changed then
 */
gboolean
spt_official_take (const SptOfficialKind  *kind,
                   SptOfficialSet         *set,
                   const char             *label,
                   gint64                  now_utc_ms,
                   GError                **error)
{
  g_autoptr (SptOfficialSet) in_force = NULL;
  g_autofree char *id = NULL;
  SptIssueList *issues;

  g_return_val_if_fail (kind != NULL && set != NULL, FALSE);

  issues = spt_official_set_check (set);
  if (spt_issue_list_get_n_errors (issues) > 0)
    {
      g_set_error_literal (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_BROKEN, "the set has errors");
      return FALSE;
    }
  spt_official_forget ();
  in_force = spt_official_ref_in_force (kind, NULL);
  id = save_set (kind, set, in_force, label, now_utc_ms, error);

  return id != NULL && put_in_force (kind, id, now_utc_ms, error);
}

/**
 * spt_official_restore:
 * @kind: what is published for a service
 * @id: (nullable): a former set; %NULL: the shipped one
 * @now_utc_ms: now
 * @error: return location for an error
 *
 * Puts a former set in force again.
 *
 * Returns: %FALSE with %SPT_OFFICIAL_ERROR; nothing is changed then
 */
gboolean
spt_official_restore (const SptOfficialKind  *kind,
                      const char             *id,
                      gint64                  now_utc_ms,
                      GError                **error)
{
  g_autoptr (GHashTable) files = NULL;
  g_autoptr (GBytes) lists = NULL;
  g_autoptr (JsonNode) note = NULL;
  g_autoptr (GError) own = NULL;

  g_return_val_if_fail (kind != NULL, FALSE);

  if (id != NULL && !_spt_official_is_id (id))
    {
      g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_MISSING, "“%s” is no set", id);
      return FALSE;
    }
  if (id != NULL && !load_taken (kind, id, &files, &lists, &note, &own))
    {
      g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_MISSING, "%s", own->message);
      return FALSE;
    }

  return put_in_force (kind, id, now_utc_ms, error);
}

/* --- former sets -------------------------------------------------------------------------------------------------- */

static void
former_free (gpointer former)
{
  SptOfficialFormer *self = former;

  g_free (self->id);
  g_free (self->label);
  g_free (self);
}

static int
compare_former (gconstpointer a,
                gconstpointer b)
{
  const SptOfficialFormer *one = *(const SptOfficialFormer *const *) a;
  const SptOfficialFormer *other = *(const SptOfficialFormer *const *) b;

  if (one->taken_utc_ms != other->taken_utc_ms)
    return one->taken_utc_ms > other->taken_utc_ms ? -1 : 1;

  return strcmp (other->id, one->id);
}

static SptOfficialFormer *
read_former (const SptOfficialKind            *kind,
             const char                       *id,
             const SptOfficialPointer         *pointer)
{
  g_autofree char *path = _spt_official_dup_set_place (kind, id, NOTE);
  g_autofree char *schemas = _spt_official_dup_set_place (kind, id, kind->schemas);
  g_autofree char *lists = kind->lists != NULL ? _spt_official_dup_set_place (kind, id, kind->lists) : NULL;
  g_autoptr (JsonNode) note = _spt_official_load_note (path, NULL);
  JsonNode *number = note != NULL ? json_object_get_member (json_node_get_object (note), "documents") : NULL;
  SptOfficialFormer *former;

  if (note == NULL)
    return NULL;
  former = g_new0 (SptOfficialFormer, 1);
  former->id = g_strdup (id);
  former->label = _spt_official_dup_member (json_node_get_object (note), "label");
  former->taken_utc_ms = get_taken_utc_ms (note);
  if (g_file_test (schemas, G_FILE_TEST_IS_DIR) && number != NULL &&
      json_node_get_value_type (number) == G_TYPE_INT64)
    former->n_documents = (guint) CLAMP (json_node_get_int (number), 0, kind->n_documents);
  former->has_lists = lists != NULL && g_file_test (lists, G_FILE_TEST_EXISTS);
  former->is_in_force = g_strcmp0 (pointer->set, id) == 0;
  former->is_previous = g_strcmp0 (pointer->previous, id) == 0;

  return former;
}

/**
 * spt_official_list_former:
 * @kind: what is published for a service
 *
 * Lists the sets that were taken over, the one in force too.
 *
 * Returns: (transfer full) (element-type SptOfficialFormer): the latest first
 */
GPtrArray *
spt_official_list_former (const SptOfficialKind *kind)
{
  GPtrArray *former = g_ptr_array_new_with_free_func (former_free);
  g_autofree char *sets = _spt_official_dup_place (kind, SPT_OFFICIAL_SETS);
  g_autoptr (GDir) dir = g_dir_open (sets, 0, NULL);
  g_auto (SptOfficialPointer) pointer = { 0 };
  const char *name;

  /* A pointer that cannot be read names none of them. */
  if (!_spt_official_pointer_load (kind, &pointer, NULL))
    g_debug ("“%s” has no pointer that can be read", sets);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      SptOfficialFormer *one = _spt_official_is_id (name) ? read_former (kind, name, &pointer) : NULL;

      if (one != NULL)
        g_ptr_array_add (former, one);
    }
  g_ptr_array_sort (former, compare_former);

  return former;
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
  int document = find_document (kind, root);
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
