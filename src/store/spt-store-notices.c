/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which position has a notice number: one number at a time for a form, all of them at once for an
 * import. */
#define G_LOG_DOMAIN "spt-store-notices"

#include "config.h"

#include "store/spt-store-iuv.h"

#include <string.h>

#include "store/spt-store-private.h"

#define FIRST_CAPACITY 1024

/* Gone from the archive and never at the service: its numbers were never said to anybody. */
#define SQL_COUNTS \
  "(p.removed IS NULL OR p.gone = 1 OR (SELECT accepted FROM position_now WHERE id = p.id) > 0)"
#define SQL_OF_BODY "coalesce (p.organization, ?3) IS coalesce (?2, ?3)"

typedef struct
{
  guint64 hash; /* 0 = free */
  gint64  id;
} Slot;

struct _SptNoticeSet
{
  Slot    *slots;    /* (owned) */
  gsize    capacity; /* a power of two */
  gsize    n;
  guint64  seed;
  char    *sole;     /* (owned) (nullable) */
};

/* --- keeping ----------------------------------------------------------------------------------- */

/* Every text of the member @name in the document's compact JSON. Within a text a quote has a
 * backslash before it, so what looks like the member is the member. */
static gboolean
index_members (SptDb       *db,
               gint64       id,
               const char  *doc,
               const char  *name,
               const char  *but,
               GError     **error)
{
  g_autofree char *member = g_strdup_printf ("\"%s\":\"", name);
  const char *at = doc;

  while ((at = strstr (at, member)) != NULL)
    {
      g_autofree char *number = NULL;
      gsize length;

      at += strlen (member);
      length = strcspn (at, "\"\\");
      number = g_strndup (at, length);
      if (at[length] == '"' && length > 0 && g_strcmp0 (number, but) != 0 &&
          !spt_db_exec (db, error,
                        "INSERT OR IGNORE INTO position_notice (number, position_id) VALUES (?1, "
                        "?2)", "ti", number, id))
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_db_index_notices:
 * @db: a writing connection
 * @id: the position
 * @is_new: whether it has just been inserted
 * @n_options: how many payments it has
 * @iuv: (nullable): the first one's IUV, which is in the position's own column
 * @doc: its document
 * @error: (out) (optional): why not
 *
 * Keeps the numbers that the column does not hold. Costs one search of the document where there are
 * none.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_index_notices (SptDb       *db,
                      gint64       id,
                      gboolean     is_new,
                      guint        n_options,
                      const char  *iuv,
                      const char  *doc,
                      GError     **error)
{
  if (!is_new &&
      !spt_db_exec (db, error, "DELETE FROM position_notice WHERE position_id = ?1", "i", id))
    return FALSE;

  return (n_options < 2 || index_members (db, id, doc, "iuv", iuv, error)) &&
         (strstr (doc, "\"nav\":\"") == NULL || index_members (db, id, doc, "nav", NULL, error));
}

/* --- one number -------------------------------------------------------------------------------- */

/* The first row's id, with its IUPD; 0 = none, -1 = error. */
static gint64
take_found (SptDb         *db,
            sqlite3_stmt  *stmt,
            char         **iupd,
            GError       **error)
{
  gboolean row;
  gint64 id = 0;

  if (!spt_db_step (db, stmt, &row, error))
    return -1;
  if (row)
    {
      id = sqlite3_column_int64 (stmt, 0);
      if (iupd != NULL)
        *iupd = spt_db_dup_text (stmt, 1);
      sqlite3_reset (stmt);
    }

  return id;
}

static gint64
find_with (SptDb       *db,
           const char  *sql,
           const char  *number,
           const char  *organization,
           const char  *sole,
           gint64       except,
           char       **iupd,
           GError     **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "ttti", number, organization, sole, except))
    return -1;

  return take_found (db, stmt, iupd, error);
}

/* The column without an index of its own, which would make every import slower by a tenth: the
 * index of words has it too, and what that does not have yet stands in a few ranges of ids. */
static gint64
find_first (SptDb       *db,
            const char  *number,
            const char  *organization,
            const char  *sole,
            gint64       except,
            char       **iupd,
            GError     **error)
{
  sqlite3_stmt *stmt;
  gint64 id;
  gboolean is_word = TRUE;

  for (const char *at = number; *at != '\0'; at++)
    is_word = is_word && g_ascii_isalnum (*at);
  if (!is_word)
    return find_with (db, "SELECT p.id, p.iupd FROM position AS p WHERE p.iuv = ?1 AND " SQL_OF_BODY
                      " AND p.id <> ?4 AND " SQL_COUNTS " LIMIT 1",
                      number, organization, sole, except, iupd, error);

  id = find_with (db, "SELECT p.id, p.iupd FROM search JOIN position AS p ON p.id = search.rowid "
                  "WHERE search MATCH '\"' || ?1 || '\"' AND p.iuv = ?1 AND " SQL_OF_BODY
                  " AND p.id <> ?4 AND " SQL_COUNTS " LIMIT 1",
                  number, organization, sole, except, iupd, error);
  if (id != 0)
    return id;

  id = find_with (db, "SELECT p.id, p.iupd FROM search_pending AS w JOIN position AS p ON p.id "
                  "BETWEEN w.first AND w.last WHERE p.iuv = ?1 AND " SQL_OF_BODY
                  " AND p.id <> ?4 AND " SQL_COUNTS " LIMIT 1",
                  number, organization, sole, except, iupd, error);
  if (id != 0 || db->index_first == 0)
    return id;

  stmt = spt_db_prepare (db, "SELECT p.id, p.iupd FROM position AS p WHERE p.id BETWEEN ?5 AND ?6 "
                         "AND p.iuv = ?1 AND " SQL_OF_BODY " AND p.id <> ?4 AND " SQL_COUNTS
                         " LIMIT 1", error);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "tttiii", number, organization, sole, except,
                                    db->index_first, db->index_last))
    return -1;

  return take_found (db, stmt, iupd, error);
}

/**
 * spt_db_find_notice:
 * @db: a connection
 * @number: an IUV, or a NAV
 * @organization: (nullable): the creditor body; %NULL = not named
 * @sole: (nullable): the body that is meant where none is named
 * @except: a position that does not count; 0 = all do
 * @iupd: (out) (optional) (nullable) (transfer full): the IUPD of the one found
 * @error: (out) (optional): why not
 *
 * Finds who has a number already: a live position, or one that the service ever accepted (GPD facts
 * 7bis, 12).
 *
 * Returns: its id; 0 = none; -1 on an error
 */
gint64
spt_db_find_notice (SptDb       *db,
                    const char  *number,
                    const char  *organization,
                    const char  *sole,
                    gint64       except,
                    char       **iupd,
                    GError     **error)
{
  gint64 id;

  g_return_val_if_fail (number != NULL, -1);

  if (iupd != NULL)
    *iupd = NULL;
  id = find_with (db, "SELECT p.id, p.iupd FROM position_notice AS n JOIN position AS p ON p.id = "
                  "n.position_id WHERE n.number = ?1 AND " SQL_OF_BODY " AND p.id <> ?4 AND "
                  SQL_COUNTS " LIMIT 1", number, organization, sole, except, iupd, error);

  return id != 0 ? id : find_first (db, number, organization, sole, except, iupd, error);
}

/* --- all of them ------------------------------------------------------------------------------- */

static inline guint64
mix (guint64 x)
{
  x ^= x >> 32;
  x *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  x ^= x >> 32;

  return x;
}

static guint64
hash_text (guint64     hash,
           const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  hash = mix (hash ^ length);
  while (length > 0)
    {
      guint64 word = 0;
      gsize n = MIN (length, sizeof word);

      memcpy (&word, text, n);
      hash = mix (hash ^ word) + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      text += n;
      length -= n;
    }

  return hash;
}

static guint64
hash_notice (SptNoticeSet *self,
             const char   *number,
             const char   *organization)
{
  guint64 hash = hash_text (hash_text (self->seed, organization != NULL ? organization
                                                                        : self->sole), number);

  return hash != 0 ? hash : 1;
}

static Slot *
find_slot (Slot    *slots,
           gsize    capacity,
           guint64  hash)
{
  gsize i = hash & (capacity - 1);

  while (slots[i].hash != 0 && slots[i].hash != hash)
    i = (i + 1) & (capacity - 1);

  return &slots[i];
}

static void
add_notice (SptNoticeSet *self,
            const char   *number,
            const char   *organization,
            gint64        id)
{
  guint64 hash = hash_notice (self, number, organization);
  Slot *slot = find_slot (self->slots, self->capacity, hash);

  if (slot->hash != 0)
    return;
  slot->hash = hash;
  slot->id = id;
  self->n++;
  if (self->n > self->capacity / 4 * 3)
    {
      gsize capacity = self->capacity * 2;
      Slot *slots = g_new0 (Slot, capacity);

      for (gsize i = 0; i < self->capacity; i++)
        {
          if (self->slots[i].hash != 0)
            *find_slot (slots, capacity, self->slots[i].hash) = self->slots[i];
        }
      g_free (self->slots);
      self->slots = slots;
      self->capacity = capacity;
    }
}

/* FALSE on an error. @sql: gives number, organization, id. */
static gboolean
load_from (SptNoticeSet  *self,
           SptDb         *db,
           const char    *sql,
           GError       **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  for (;;)
    {
      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      add_notice (self, spt_db_column_text (stmt, 0), spt_db_column_text (stmt, 1),
                  sqlite3_column_int64 (stmt, 2));
    }
}

/**
 * spt_db_load_notices:
 * @db: a connection
 * @sole: (nullable): the body that is meant where none is named
 * @error: (out) (optional): why not
 *
 * Gathers all numbers of the archive, so that an import asks about each of its rows without asking
 * the archive.
 *
 * Returns: (transfer full): the numbers
 */
SptNoticeSet *
spt_db_load_notices (SptDb       *db,
                     const char  *sole,
                     GError     **error)
{
  g_autoptr (SptNoticeSet) self = g_new0 (SptNoticeSet, 1);

  self->capacity = FIRST_CAPACITY;
  self->slots = g_new0 (Slot, self->capacity);
  self->seed = ((guint64) g_random_int () << 32) | g_random_int ();
  self->sole = g_strdup (sole);

  if (!load_from (self, db, "SELECT p.iuv, p.organization, p.id FROM position AS p WHERE p.iuv IS "
                  "NOT NULL AND " SQL_COUNTS, error) ||
      !load_from (self, db, "SELECT n.number, p.organization, p.id FROM position_notice AS n JOIN "
                  "position AS p ON p.id = n.position_id WHERE " SQL_COUNTS, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * spt_notice_set_free:
 * @self: (nullable) (transfer full): the numbers
 *
 * Frees them.
 */
void
spt_notice_set_free (SptNoticeSet *self)
{
  if (self == NULL)
    return;

  g_free (self->slots);
  g_free (self->sole);
  g_free (self);
}

/**
 * spt_notice_set_is_empty:
 * @self: the numbers
 *
 * Returns: %TRUE when there is none
 */
gboolean
spt_notice_set_is_empty (SptNoticeSet *self)
{
  return self->n == 0;
}

/**
 * spt_notice_set_may_have:
 * @self: the numbers
 * @number: an IUV, or a NAV
 * @organization: (nullable): the creditor body
 *
 * Asks the set alone, on any thread.
 *
 * Returns: %FALSE when spt_notice_set_find() would find nobody
 */
gboolean
spt_notice_set_may_have (SptNoticeSet *self,
                         const char   *number,
                         const char   *organization)
{
  return find_slot (self->slots, self->capacity,
                    hash_notice (self, number, organization))->hash != 0;
}

/**
 * spt_notice_set_find:
 * @self: the numbers, as they were when gathered
 * @db: the connection
 * @number: an IUV, or a NAV
 * @organization: (nullable): the creditor body
 * @except: a position that does not count; 0 = all do
 * @iupd: (out) (optional) (nullable) (transfer full): the IUPD of the one found
 * @error: (out) (optional): why not
 *
 * Finds who had a number when the set was made.
 *
 * Returns: its id; 0 = none; -1 on an error
 */
gint64
spt_notice_set_find (SptNoticeSet  *self,
                     SptDb         *db,
                     const char    *number,
                     const char    *organization,
                     gint64         except,
                     char         **iupd,
                     GError       **error)
{
  guint64 hash = hash_notice (self, number, organization);
  const Slot *slot = find_slot (self->slots, self->capacity, hash);
  sqlite3_stmt *stmt;
  gint64 id;

  if (iupd != NULL)
    *iupd = NULL;
  if (slot->hash == 0)
    return 0;

  /* The one that is remembered, asked for by its id; the archive has the last word, for hashes can
   * meet, and a second one may have the number besides @except. */
  stmt = spt_db_prepare (db, "SELECT p.id, p.iupd FROM position AS p WHERE p.id = ?5 AND p.id <> "
                         "?4 AND " SQL_OF_BODY " AND " SQL_COUNTS " AND (p.iuv = ?1 OR EXISTS "
                         "(SELECT 1 FROM position_notice AS n WHERE n.number = ?1 AND "
                         "n.position_id = p.id))", error);
  if (stmt == NULL ||
      !spt_db_bind (db, stmt, error, "tttii", number, organization, self->sole, except, slot->id))
    return -1;
  id = take_found (db, stmt, iupd, error);
  if (id != 0)
    return id;

  return spt_db_find_notice (db, number, organization, self->sole, except, iupd, error);
}
