/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another set of schemas and lists put in the place of the one in force, and the way back. */
#define G_LOG_DOMAIN "spt-official-take"

#include "config.h"

#include "service/spt-official-private.h"

#include <glib/gstdio.h>

/* So many former sets stay. */
#define MAX_FORMER 12

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
  g_autofree char *path = g_build_filename (folder, SPT_OFFICIAL_NOTE, NULL);
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
  g_auto (SptOfficialHand) hand = { 0 };
  g_autoptr (GError) ignored = NULL;
  g_autoptr (SptOfficialSet) in_force = NULL;
  g_autofree char *hand_id = NULL;
  SptOfficialPointer pointer = { 0 };
  gboolean done;

  /* A place that cannot be read, or names nothing, is what this is the way out of. */
  if (!_spt_official_pointer_load (kind, &old, &ignored))
    g_debug ("%s", ignored->message);
  g_clear_error (&ignored);
  if (!_spt_official_hand_load (kind, &hand, error))
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
  if (id != NULL && !_spt_official_load_taken (kind, id, &files, &lists, &note, &own))
    {
      g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_MISSING, "%s", own->message);
      return FALSE;
    }

  return put_in_force (kind, id, now_utc_ms, error);
}
