/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of words that many records have: what the index of words finds, put into the order of a walk along all records that the
 * reader keeps until the archive changes. */
#define G_LOG_DOMAIN "spt-store-list-walk"

#include "config.h"

#include "store/spt-store-private.h"

/* So many found are not looked up one by one. */
#define N_MANY      4000
/* So many that the walk does not have are. */
#define N_LEFT_OVER 4000
/* A walk of more rows is not kept: 8 MB. */
#define MAX_KEPT    500000

typedef struct
{
  gint64 id;
  gint64 time;
} Timed;

static int
compare_timed (gconstpointer a,
               gconstpointer b)
{
  const Timed *x = a;
  const Timed *y = b;

  if (x->time != y->time)
    return x->time < y->time ? 1 : -1;
  return x->id < y->id ? 1 : x->id > y->id ? -1 : 0;
}

/* Those of @found that the walk has not, by their time. */
static gboolean
find_left_over (SptDb              *db,
                const SptListKind  *kind,
                GArray             *found,
                const guint8       *marks,
                GArray             *timed,
                GError            **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, kind->sql_walk_one, error);
  gboolean row;

  for (guint i = 0; stmt != NULL && i < found->len; i++)
    {
      gint64 id = g_array_index (found, gint64, i);

      if ((marks[id / 8] & (1u << (id % 8))) == 0)
        continue;
      if (!spt_db_bind (db, stmt, error, "i", id) || !spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (row)
        {
          const Timed one = { id, sqlite3_column_int64 (stmt, 1) };

          g_array_append_val (timed, one);
        }
      sqlite3_reset (stmt);
    }
  g_array_sort (timed, compare_timed);

  return stmt != NULL;
}

/* Both in their order, as one. */
static GArray *
merge_timed (GArray *walked,
             GArray *left_over)
{
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), walked->len + left_over->len);
  guint j = 0;

  for (guint i = 0; i < walked->len; i++)
    {
      const Timed *one = &g_array_index (walked, Timed, i);

      for (; j < left_over->len && compare_timed (&g_array_index (left_over, Timed, j), one) < 0; j++)
        g_array_append_val (ids, g_array_index (left_over, Timed, j).id);
      g_array_append_val (ids, one->id);
    }
  for (; j < left_over->len; j++)
    g_array_append_val (ids, g_array_index (left_over, Timed, j).id);

  return ids;
}

/* The walk, if it is kept and nothing has been written since. The writer's own changes do not count as a new version: it keeps
 * none. */
static gboolean
find_kept_walk (SptDb              *db,
                const SptListKind  *kind,
                gint64             *version,
                GArray            **walk,
                GError            **error)
{
  *walk = NULL;
  if (db->writable)
    return TRUE;
  if (!spt_db_query_int (db, 0, version, error, "PRAGMA data_version", ""))
    return FALSE;
  if (db->walk != NULL && (db->walk_kind != kind || db->walk_version != *version))
    g_clear_pointer (&db->walk, g_array_unref);
  *walk = db->walk != NULL ? g_array_ref (db->walk) : NULL;

  return TRUE;
}

static gboolean
get_walk (SptDb              *db,
          const SptListKind  *kind,
          GArray            **walk,
          GError            **error)
{
  g_autoptr (GArray) made = NULL;
  sqlite3_stmt *stmt;
  gint64 version = 0;
  gboolean row;

  if (!find_kept_walk (db, kind, &version, walk, error))
    return FALSE;
  if (*walk != NULL)
    return TRUE;

  made = g_array_new (FALSE, FALSE, sizeof (Timed));
  stmt = spt_db_prepare (db, kind->sql_walk, error);
  for (;;)
    {
      Timed one;

      if (stmt == NULL || !spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      one.id = sqlite3_column_int64 (stmt, 0);
      one.time = sqlite3_column_int64 (stmt, 1);
      g_array_append_val (made, one);
    }

  if (!db->writable && made->len <= MAX_KEPT)
    {
      db->walk = g_array_ref (made);
      db->walk_kind = kind;
      db->walk_version = version;
    }
  *walk = g_steal_pointer (&made);

  return TRUE;
}

/* Marks @found in a set of bits and goes through the walk, which is four times faster than to look up as many and to sort
 * them; once it is kept, twenty times. *ids stays NULL where too many are not in it. */
static gboolean
walk_found (SptDb              *db,
            const SptListKind  *kind,
            GArray             *found,
            GArray            **ids,
            GError            **error)
{
  g_autoptr (GArray) walk = NULL;
  g_autoptr (GArray) walked = NULL;
  g_autoptr (GArray) left_over = g_array_new (FALSE, FALSE, sizeof (Timed));
  g_autofree guint8 *marks = NULL;
  gint64 max = 0;

  if (!get_walk (db, kind, &walk, error))
    return FALSE;

  for (guint i = 0; i < found->len; i++)
    max = MAX (max, g_array_index (found, gint64, i));
  marks = g_malloc0 ((gsize) max / 8 + 1);
  for (guint i = 0; i < found->len; i++)
    {
      gint64 id = g_array_index (found, gint64, i);

      marks[id / 8] |= (guint8) (1u << (id % 8));
    }

  walked = g_array_sized_new (FALSE, FALSE, sizeof (Timed), found->len);
  for (guint i = 0; i < walk->len; i++)
    {
      const Timed *one = &g_array_index (walk, Timed, i);

      if (one->id > max || (marks[one->id / 8] & (1u << (one->id % 8))) == 0)
        continue;
      g_array_append_val (walked, *one);
      marks[one->id / 8] &= (guint8) ~(1u << (one->id % 8));
    }

  if (found->len - walked->len > N_LEFT_OVER)
    return TRUE;
  if (found->len > walked->len && !find_left_over (db, kind, found, marks, left_over, error))
    return FALSE;
  *ids = merge_timed (walked, left_over);

  return TRUE;
}

/**
 * spt_db_query_by_walk:
 * @db: a connection
 * @kind: one that has a walk
 * @search: (nullable): what spt_search_make_query() gave; %NULL = everything
 * @ids: (out) (nullable) (element-type gint64): what the list shows; %NULL where this is not the quicker way
 * @error: (out) (optional): why not
 *
 * Finds what a list in the order of the kind's walk shows.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_query_by_walk (SptDb              *db,
                      const SptListKind  *kind,
                      const char         *search,
                      GArray            **ids,
                      GError            **error)
{
  g_autoptr (GArray) found = NULL;
  sqlite3_stmt *stmt;

  *ids = NULL;
  if (search == NULL)
    {
      g_autoptr (GArray) walk = NULL;
      g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (Timed));
      gint64 version;

      /* To make the walk for this alone is slower than to ask for the ids. */
      if (!find_kept_walk (db, kind, &version, &walk, error))
        return FALSE;
      *ids = walk != NULL ? merge_timed (walk, none) : NULL;
      return TRUE;
    }

  stmt = spt_db_prepare (db, kind->sql_search, error);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "t", search))
    return FALSE;
  found = spt_db_list_ids (db, stmt, error);

  return found != NULL && (found->len < N_MANY || walk_found (db, kind, found, ids, error));
}
