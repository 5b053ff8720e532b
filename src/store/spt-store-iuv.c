/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counters of notice numbers: taken in the transaction that keeps the record, never given twice,
 * not even after a backup was restored. */
#define G_LOG_DOMAIN "spt-store-iuv"

#include "config.h"

#include "store/spt-store-iuv.h"

#include <errno.h>
#include <string.h>

#include "store/spt-store-accounts.h"
#include "store/spt-store-events.h"
#include "store/spt-store-private.h"

/* How many numbers beyond those taken the file announces at a time: one fsync for as many. */
#define BLOCK 100

#define FILE_SUFFIX ".iuv"
#define FILE_HEAD   "sportello-iuv 1\n"
#define FILE_MAX    (1024 * 1024)

/* Set by a restore that found no file: counters made from now on have to be confirmed too. */
#define SETTING_CONFIRM "iuv-confirm"

typedef struct
{
  gint64   next;
  gint64   reserved;
  gboolean confirmed;
  gboolean exists;
} Counter;

/* --- the file beside the archive --------------------------------------------------------------- */

static char *
dup_key (const char *organization,
         const char *segregation)
{
  return g_strdup_printf ("%s %s", organization, segregation);
}

/* What makes a line of the file readable again. */
static gboolean
is_key_part (const char *text)
{
  if (text == NULL || *text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isalnum (*text))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_marks (const char *text,
             GHashTable *marks)
{
  g_auto (GStrv) lines = NULL;
  gsize length = strlen (text);

  if (!g_str_has_prefix (text, FILE_HEAD) || text[length - 1] != '\n')
    return FALSE;

  lines = g_strsplit (text + strlen (FILE_HEAD), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = NULL;
      gint64 mark;

      if (*lines[i] == '\0')
        continue;
      parts = g_strsplit (lines[i], " ", -1);
      if (g_strv_length (parts) != 3 || !is_key_part (parts[0]) || !is_key_part (parts[1]) ||
          !g_ascii_string_to_signed (parts[2], 10, 1, SPT_IUV_BASE_MAX + 1, &mark, NULL))
        return FALSE;
      g_hash_table_insert (marks, dup_key (parts[0], parts[1]), g_memdup2 (&mark, sizeof mark));
    }

  return TRUE;
}

/* A file that is not there, or that is not what it should be, says nothing: an empty table. */
static GHashTable *
read_marks (const char  *path,
            GError     **error)
{
  g_autoptr (GHashTable) marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *file = g_strconcat (path, FILE_SUFFIX, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) local_error = NULL;
  gsize length;

  if (!g_file_get_contents (file, &text, &length, &local_error))
    {
      if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return g_steal_pointer (&marks);
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_IO, "%s", local_error->message);
      return NULL;
    }

  if (length == 0 || length > FILE_MAX || strlen (text) != length || !parse_marks (text, marks))
    {
      g_warning ("The file of notice numbers beside the archive is damaged: it counts as missing");
      g_hash_table_remove_all (marks);
    }

  return g_steal_pointer (&marks);
}

static gint64
get_mark (GHashTable *marks,
          const char *organization,
          const char *segregation)
{
  g_autofree char *key = dup_key (organization, segregation);
  const gint64 *mark = g_hash_table_lookup (marks, key);

  return mark != NULL ? *mark : 0;
}

static void
set_mark (GHashTable *marks,
          const char *organization,
          const char *segregation,
          gint64      mark)
{
  g_hash_table_replace (marks, dup_key (organization, segregation), g_memdup2 (&mark, sizeof mark));
}

/* On the disk, under its name, before anything goes on. */
static gboolean
write_marks (const char  *path,
             GHashTable  *marks,
             GError     **error)
{
  g_autofree char *file = g_strconcat (path, FILE_SUFFIX, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GString) text = g_string_new (FILE_HEAD);
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (marks), (GCompareFunc) strcmp);
  g_autoptr (GError) local_error = NULL;

  for (GList *at = keys; at != NULL; at = at->next)
    {
      const gint64 *mark = g_hash_table_lookup (marks, at->data);

      g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", (const char *) at->data, *mark);
    }

  if (!g_file_set_contents_full (file, text->str, (gssize) text->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &local_error))
    {
      gboolean full = g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);

      g_set_error (error, SPT_STORE_ERROR, full ? SPT_STORE_ERROR_FULL : SPT_STORE_ERROR_IO, "%s",
                   local_error->message);
      return FALSE;
    }

  return spt_store_sync_path (folder, error);
}

static char *
dup_path (SptDb   *db,
          GError **error)
{
  return spt_store_resolve_path (sqlite3_db_filename (db->handle, "main"), error);
}

/* --- counters ---------------------------------------------------------------------------------- */

static gboolean
check_key (const char  *organization,
           const char  *segregation,
           GError     **error)
{
  if (is_key_part (organization) && segregation != NULL && strlen (segregation) == 2 &&
      g_ascii_isdigit (segregation[0]) && g_ascii_isdigit (segregation[1]))
    return TRUE;

  g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
               "A counter of notice numbers needs a body and a segregation code of two digits");
  return FALSE;
}

static gboolean
load_counter (SptDb       *db,
              const char  *organization,
              const char  *segregation,
              Counter     *counter,
              GError     **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT next, reserved, confirmed FROM iuv_counter WHERE organization = ?1 "
                    "AND segregation = ?2", error);
  g_autofree char *confirm = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean row;

  memset (counter, 0, sizeof *counter);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "tt", organization, segregation) ||
      !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (row)
    {
      counter->exists = TRUE;
      counter->next = sqlite3_column_int64 (stmt, 0);
      counter->reserved = sqlite3_column_int64 (stmt, 1);
      counter->confirmed = sqlite3_column_int64 (stmt, 2) != 0;
      sqlite3_reset (stmt);
      return TRUE;
    }

  confirm = spt_db_get_setting (db, SETTING_CONFIRM, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  counter->next = 1;
  counter->confirmed = g_strcmp0 (confirm, "1") != 0;

  return TRUE;
}

static gboolean
save_counter (SptDb          *db,
              const char     *organization,
              const char     *segregation,
              const Counter  *counter,
              GError        **error)
{
  return spt_db_exec (db, error,
                      "INSERT INTO iuv_counter (organization, segregation, next, reserved, "
                      "confirmed) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET next = ?3, "
                      "reserved = ?4, confirmed = ?5", "ttiii",
                      organization, segregation, counter->next, counter->reserved,
                      (gint64) counter->confirmed);
}

/* The counter as it holds now. A file that is ahead of what the archive wrote itself means that
 * numbers may have been used that this archive knows nothing of; one that lost a counter means
 * that nobody knows. */
static gboolean
look_at_counter (SptDb       *db,
                 GHashTable  *marks,
                 const char  *organization,
                 const char  *segregation,
                 gint64       first,
                 Counter     *counter,
                 GError     **error)
{
  gint64 mark = get_mark (marks, organization, segregation);

  if (!load_counter (db, organization, segregation, counter, error))
    return FALSE;

  if (mark > counter->reserved)
    counter->next = MAX (counter->next, mark);
  else if (mark < counter->reserved)
    counter->confirmed = FALSE;
  if (mark > 0 && !counter->exists)
    counter->confirmed = TRUE;
  counter->next = MAX (counter->next, first);

  return TRUE;
}

/**
 * spt_db_take_iuvs:
 * @db: a writing connection, inside of the transaction that keeps the records
 * @organization: the creditor body
 * @segregation: its segregation code, two digits
 * @first: the lowest number wanted; 0 or 1 = any
 * @n: how many, at least 1
 * @base: (out): the first of them
 * @error: (out) (optional): %SPT_STORE_ERROR_UNCONFIRMED when a person has to say first which one
 *   comes next, %SPT_STORE_ERROR_USED_UP when there are no more
 *
 * Takes numbers that were never given before (GPD facts 7bis: an IUV can never be used again). The
 * file beside the archive is on the disk before they are; if the transaction is taken back the
 * numbers may be left out, never given twice.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_take_iuvs (SptDb       *db,
                  const char  *organization,
                  const char  *segregation,
                  gint64       first,
                  guint        n,
                  gint64      *base,
                  GError     **error)
{
  g_autoptr (GHashTable) marks = NULL;
  g_autofree char *path = NULL;
  Counter counter;
  gint64 mark;

  g_return_val_if_fail (n > 0, FALSE);
  g_return_val_if_fail (base != NULL, FALSE);

  if (!check_key (organization, segregation, error))
    return FALSE;
  path = dup_path (db, error);
  marks = path != NULL ? read_marks (path, error) : NULL;
  if (marks == NULL ||
      !look_at_counter (db, marks, organization, segregation, first, &counter, error))
    return FALSE;

  if (!counter.confirmed)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_UNCONFIRMED,
                   "The next notice number of %s with code %s has to be confirmed first",
                   organization, segregation);
      return FALSE;
    }
  if (counter.next > SPT_IUV_BASE_MAX - n + 1)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_USED_UP,
                   "No notice number is left of %s with code %s", organization, segregation);
      return FALSE;
    }

  *base = counter.next;
  counter.next += n;
  mark = get_mark (marks, organization, segregation);
  if (counter.next > mark)
    {
      mark = MIN (counter.next + BLOCK, SPT_IUV_BASE_MAX + 1);
      set_mark (marks, organization, segregation, mark);
      if (!write_marks (path, marks, error))
        return FALSE;
    }
  counter.reserved = mark;

  return save_counter (db, organization, segregation, &counter, error);
}

/**
 * spt_db_return_iuvs:
 * @db: a writing connection, in the transaction that took them
 * @organization: the creditor body
 * @segregation: its segregation code
 * @from: the first that was not used
 * @until: what the counter stands at since they were taken
 * @error: (out) (optional): why not
 *
 * Gives back the end of what spt_db_take_iuvs() gave in this transaction: nobody has seen it.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_return_iuvs (SptDb       *db,
                    const char  *organization,
                    const char  *segregation,
                    gint64       from,
                    gint64       until,
                    GError     **error)
{
  return spt_db_exec (db, error,
                      "UPDATE iuv_counter SET next = ?3 WHERE organization = ?1 AND segregation = "
                      "?2 AND next = ?4 AND ?3 < ?4", "ttii", organization, segregation, from,
                      until);
}

/* The largest base among the archive's own positions, removed ones too. */
static gboolean
find_last_seen (SptDb       *db,
                const char  *organization,
                const char  *segregation,
                gint64      *last,
                GError     **error)
{
  gint64 of_notices;

  /* Positions that name no body count for every one: too high is safe. */
  if (!spt_db_query_int (db, 0, last, error,
                         "SELECT max (CAST (substr (iuv, 3, 13) AS INTEGER)) FROM position WHERE "
                         "(organization = ?1 OR organization IS NULL) AND length (iuv) = 17 AND "
                         "substr (iuv, 1, 2) = ?2 AND iuv NOT GLOB '*[^0-9]*'", "tt", organization,
                         segregation) ||
      !spt_db_query_int (db, 0, &of_notices, error,
                         "SELECT max (CAST (substr (n.number, 3, 13) AS INTEGER)) FROM "
                         "position_notice AS n JOIN position AS p ON p.id = n.position_id WHERE "
                         "(p.organization = ?1 OR p.organization IS NULL) AND length (n.number) = "
                         "17 AND substr (n.number, 1, 2) = ?2 AND n.number NOT GLOB '*[^0-9]*'",
                         "tt", organization, segregation))
    return FALSE;
  *last = MAX (*last, of_notices);

  return TRUE;
}

/**
 * spt_db_get_iuv_state:
 * @db: a connection
 * @organization: the creditor body
 * @segregation: its segregation code, two digits
 * @first: the lowest number wanted; 0 or 1 = any
 * @state: (out): how the counter stands
 * @error: (out) (optional): why not
 *
 * Says which number would be taken next, and what a person has to know to confirm it. Takes nothing.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_iuv_state (SptDb        *db,
                      const char   *organization,
                      const char   *segregation,
                      gint64        first,
                      SptIuvState  *state,
                      GError      **error)
{
  g_autoptr (GHashTable) marks = NULL;
  g_autofree char *path = NULL;
  Counter counter;

  if (!check_key (organization, segregation, error))
    return FALSE;
  path = dup_path (db, error);
  marks = path != NULL ? read_marks (path, error) : NULL;
  if (marks == NULL ||
      !look_at_counter (db, marks, organization, segregation, first, &counter, error))
    return FALSE;

  state->confirmed = counter.confirmed;
  state->next = counter.next;
  state->last_seen = counter.exists ? counter.next - 1 : 0;
  if (!counter.confirmed)
    {
      gint64 of_positions;

      /* Looks at every position: only where a person has to be told. */
      if (!find_last_seen (db, organization, segregation, &of_positions, error))
        return FALSE;
      state->last_seen = MAX (state->last_seen, of_positions);
      state->next = MAX (state->next, state->last_seen + 1);
    }

  return TRUE;
}

/**
 * spt_db_confirm_iuvs:
 * @db: a writing connection
 * @organization: the creditor body
 * @segregation: its segregation code, two digits
 * @next: the number to go on with
 * @who: the person
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT for a number that the archive shows as used
 *
 * A person says which number comes next, after a restore for which nothing else can say it (design
 * 3, Restore). It stands in the chain of events, with the name.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_confirm_iuvs (SptDb       *db,
                     const char  *organization,
                     const char  *segregation,
                     gint64       next,
                     const char  *who,
                     GError     **error)
{
  g_autoptr (GHashTable) marks = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  SptIuvState state;
  Counter counter = { .confirmed = TRUE, .next = next };

  if (!spt_db_get_iuv_state (db, organization, segregation, 0, &state, error))
    return FALSE;
  if (next <= state.last_seen || next < 1 || next > SPT_IUV_BASE_MAX)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "The number must be above the last one that was used, %" G_GINT64_FORMAT,
                   state.last_seen);
      return FALSE;
    }

  path = dup_path (db, error);
  marks = path != NULL ? read_marks (path, error) : NULL;
  if (marks == NULL)
    return FALSE;
  counter.reserved = MIN (next + BLOCK, SPT_IUV_BASE_MAX + 1);
  set_mark (marks, organization, segregation, counter.reserved);
  text = g_strdup_printf ("next notice number of %s with code %s is %" G_GINT64_FORMAT,
                          organization, segregation, next);

  return write_marks (path, marks, error) &&
         save_counter (db, organization, segregation, &counter, error) &&
         spt_db_add_event (db, "iuv-confirmed", 0, 0, 0, who, text, error);
}

/**
 * spt_db_restore_iuvs:
 * @db: a writing connection on the restored archive, inside of a transaction
 * @path: where the archive will be; the file is beside it
 * @error: (out) (optional): why not
 *
 * Every counter becomes the larger of the archive's and the file's. What the file does not know has
 * to be confirmed by a person before the next number is taken (design 3, Restore).
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_restore_iuvs (SptDb       *db,
                     const char  *path,
                     GError     **error)
{
  g_autoptr (GHashTable) marks = read_marks (path, error);
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  if (marks == NULL ||
      !spt_db_exec (db, error, "UPDATE iuv_counter SET confirmed = 0", ""))
    return FALSE;

  if (g_hash_table_size (marks) == 0)
    return spt_db_set_setting (db, SETTING_CONFIRM, "1", error);

  g_hash_table_iter_init (&iter, marks);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const gint64 *mark = value;
      g_auto (GStrv) parts = g_strsplit (key, " ", 2);
      Counter counter;

      if (!load_counter (db, parts[0], parts[1], &counter, error))
        return FALSE;
      counter.next = MAX (counter.next, *mark);
      counter.reserved = *mark;
      counter.confirmed = TRUE;
      if (!save_counter (db, parts[0], parts[1], &counter, error))
        return FALSE;
    }

  return TRUE;
}
