/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The word index of positions: kept by the writer, contentless, taken apart with the very
 * tokenizer that made it. */
#define G_LOG_DOMAIN "spt-store-search"

#include "config.h"

#include "store/spt-store-private.h"

#define MAX_WORDS      16

/**
 * spt_search_join:
 * @parts: (array fixed-size=6): iupd, iuv, debtor_code, debtor_name, description, organization;
 *   %NULL = none
 *
 * Joins what can be searched for. The index is contentless: to take a row out of it, this text must
 * come out the same.
 *
 * Returns: (transfer full): the text
 */
char *
spt_search_join (const char *const parts[SPT_SEARCH_COLUMNS])
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < SPT_SEARCH_COLUMNS; i++)
    {
      if (parts[i] != NULL)
        {
          if (text->len > 0)
            g_string_append_c (text, ' ');
          g_string_append (text, parts[i]);
        }
    }

  return g_string_free (text, FALSE);
}

/**
 * spt_search_join_columns:
 * @columns: of a position
 *
 * Joins what can be searched for of a position that is being saved, as spt_search_dup_text() does of a stored one.
 *
 * Returns: (transfer full): the text
 */
char *
spt_search_join_columns (const SptPositionColumns *columns)
{
  const char *const parts[SPT_SEARCH_COLUMNS] = {
    columns->iupd, columns->iuv, columns->debtor_code, columns->debtor_name, columns->description,
    columns->organization
  };

  return spt_search_join (parts);
}

/**
 * spt_search_dup_text:
 * @stmt: a statement on a row
 * @first: the first of six columns, those of spt_search_join()
 *
 * Joins what can be searched for of a row of the archive.
 *
 * Returns: (transfer full): the text
 */
char *
spt_search_dup_text (sqlite3_stmt *stmt,
                     int           first)
{
  const char *parts[SPT_SEARCH_COLUMNS];

  for (int i = 0; i < SPT_SEARCH_COLUMNS; i++)
    parts[i] = spt_db_column_text (stmt, first + i);

  return spt_search_join (parts);
}

static gboolean
make_tokenizer (SptDb   *db,
                GError **error)
{
  static const char *arguments[] = { "remove_diacritics", "2" };
  sqlite3_stmt *stmt;
  fts5_api *api = NULL;
  void *context = NULL;
  gboolean row;

  if (db->words != NULL)
    return TRUE;

  stmt = spt_db_prepare (db, "SELECT fts5 (?1)", error);
  if (stmt == NULL)
    return FALSE;
  if (sqlite3_bind_pointer (stmt, 1, &api, "fts5_api_ptr", NULL) != SQLITE_OK)
    {
      spt_db_set_error (db, error);
      return FALSE;
    }
  if (!spt_db_step (db, stmt, &row, error))
    return FALSE;
  sqlite3_reset (stmt);
  sqlite3_clear_bindings (stmt);

  if (api == NULL ||
      api->xFindTokenizer (api, "unicode61", &context, &db->tokenizer) != SQLITE_OK ||
      db->tokenizer.xCreate (context, arguments, G_N_ELEMENTS (arguments), &db->words) != SQLITE_OK)
    {
      db->words = NULL;
      g_set_error_literal (error, SPT_STORE_ERROR, SPT_STORE_ERROR_FAILED,
                           "This SQLite has no full-text search");
      return FALSE;
    }

  return TRUE;
}

typedef struct
{
  GString *query;
  guint    n_words;
} QueryBuilder;

static int
add_word_cb (void       *user_data,
             int         flags,
             const char *word,
             int         length,
             int         start,
             int         end)
{
  QueryBuilder *builder = user_data;

  if (length == 0)
    return SQLITE_OK;
  if (builder->n_words == MAX_WORDS)
    return SQLITE_DONE;

  if (builder->n_words++ > 0)
    g_string_append_c (builder->query, ' ');

  /* A string is never an operator; a quote in it is doubled, though no word has one. */
  g_string_append_c (builder->query, '"');
  for (int i = 0; i < length; i++)
    {
      if (word[i] == '"')
        g_string_append_c (builder->query, '"');
      g_string_append_c (builder->query, word[i]);
    }
  g_string_append (builder->query, "\"*");

  return SQLITE_OK;
}

/**
 * spt_search_make_query:
 * @db: a connection
 * @typed: (nullable): what a person typed, anything at all
 * @error: (out) (optional): why not
 *
 * Makes an FTS5 query that finds rows having every word of @typed as the beginning of a word.
 * Quotes and operators mean nothing special. Beyond 16 words the rest is left out.
 *
 * Returns: (transfer full) (nullable): the query; %NULL without an error when there is no word in
 * it
 */
char *
spt_search_make_query (SptDb       *db,
                       const char  *typed,
                       GError     **error)
{
  g_autofree char *valid = NULL;
  QueryBuilder builder = { NULL, 0 };
  int code;

  if (typed == NULL || *typed == '\0')
    return NULL;
  if (!make_tokenizer (db, error))
    return NULL;

  valid = g_utf8_make_valid (typed, -1);
  builder.query = g_string_new (NULL);
  code = db->tokenizer.xTokenize (db->words, &builder, FTS5_TOKENIZE_QUERY, valid,
                                  (int) strlen (valid), add_word_cb);

  if (code != SQLITE_OK && code != SQLITE_DONE)
    {
      g_string_free (builder.query, TRUE);
      spt_db_take_code (NULL, code, "Reading a search", error);
      return NULL;
    }

  return g_string_free (builder.query, builder.n_words == 0);
}

/**
 * spt_search_insert:
 * @db: a writing connection
 * @id: a position
 * @text: what spt_search_dup_text() gives for it
 * @error: (out) (optional): why not
 *
 * Puts a position into the index.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_search_insert (SptDb       *db,
                   gint64       id,
                   const char  *text,
                   GError     **error)
{
  return spt_db_exec (db, error, "INSERT INTO search (rowid, text) VALUES (?1, ?2)", "it", id,
                      text);
}

static gboolean
is_pending (SptDb     *db,
            gint64     id,
            gboolean  *pending,
            GError   **error)
{
  gint64 n;

  *pending = db->index_first != 0 && id >= db->index_first && id <= db->index_last;
  if (*pending)
    return TRUE;

  if (!spt_db_query_int (db, 0, &n, error,
                         "SELECT count (*) FROM search_pending WHERE ?1 BETWEEN first AND last",
                         "i", id))
    return FALSE;
  *pending = n > 0;

  return TRUE;
}

/**
 * spt_search_update:
 * @db: a writing connection
 * @id: a position
 * @old_text: what the index has of it
 * @new_text: what it shall have
 * @error: (out) (optional): why not
 *
 * Brings the index up to date for one position, unless it waits for its first indexing anyway.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_search_update (SptDb       *db,
                   gint64       id,
                   const char  *old_text,
                   const char  *new_text,
                   GError     **error)
{
  gboolean pending;

  if (strcmp (old_text, new_text) == 0)
    return TRUE;
  if (!is_pending (db, id, &pending, error))
    return FALSE;

  return pending ||
         (spt_db_exec (db, error,
                       "INSERT INTO search (search, rowid, text) VALUES ('delete', ?1, ?2)", "it",
                       id, old_text) &&
          spt_search_insert (db, id, new_text, error));
}

/**
 * spt_search_postpone:
 * @db: a writing connection
 * @id: a position just inserted
 * @error: (out) (optional): why not
 *
 * Leaves a new position to be indexed after the commit, so that an import is on the disk sooner.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_search_postpone (SptDb   *db,
                     gint64   id,
                     GError **error)
{
  if (db->index_first != 0 && id != db->index_last + 1 && !spt_search_flush (db, error))
    return FALSE;

  if (db->index_first == 0)
    db->index_first = id;
  db->index_last = id;

  return TRUE;
}

/**
 * spt_search_flush:
 * @db: a writing connection
 * @error: (out) (optional): why not
 *
 * Writes down the range that was postponed, in the same transaction.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_search_flush (SptDb   *db,
                  GError **error)
{
  gint64 first = db->index_first;

  db->index_waits = TRUE;
  db->index_first = 0;

  return spt_db_exec (db, error, "INSERT INTO search_pending (first, last) VALUES (?1, ?2)", "ii",
                      first, db->index_last);
}

/**
 * spt_search_has_pending:
 * @db: a connection
 * @pending: (out): whether some positions are not in the index
 * @error: (out) (optional): why not
 *
 * Says whether the index is behind.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_search_has_pending (SptDb     *db,
                        gboolean  *pending,
                        GError   **error)
{
  gint64 first;

  if (!spt_db_query_int (db, 0, &first, error, "SELECT min (first) FROM search_pending", ""))
    return FALSE;
  *pending = first != 0;

  return TRUE;
}

/* Indexes from @first to @last, at most @max rows; @next: the first not looked at. */
static gboolean
index_range (SptDb   *db,
             gint64   first,
             gint64   last,
             guint    max,
             gint64  *next,
             GError **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT id, iupd, iuv, debtor_code, debtor_name, description, organization "
                    "FROM position WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT ?3", error);
  gboolean row;
  guint n = 0;

  *next = last + 1;
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "iii", first, last, (gint64) max))
    return FALSE;

  for (;;)
    {
      g_autofree char *text = NULL;

      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        break;

      n++;
      *next = sqlite3_column_int64 (stmt, 0) + 1;
      text = spt_search_dup_text (stmt, 1);
      if (!spt_search_insert (db, *next - 1, text, error))
        {
          sqlite3_reset (stmt);
          return FALSE;
        }
    }
  if (n < max)
    *next = last + 1;

  return TRUE;
}

/**
 * spt_search_index_some:
 * @db: a writing connection
 * @max: most rows
 * @more: (out): whether some still wait
 * @error: (out) (optional): why not
 *
 * Indexes a slice of what waits.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_search_index_some (SptDb     *db,
                       guint      max,
                       gboolean  *more,
                       GError   **error)
{
  gint64 first;
  gint64 last;
  gint64 next;

  *more = FALSE;
  if (!spt_db_query_int (db, 0, &first, error, "SELECT min (first) FROM search_pending", ""))
    return FALSE;
  if (first == 0)
    return TRUE;
  if (!spt_db_query_int (db, 0, &last, error, "SELECT last FROM search_pending WHERE first = ?1",
                         "i", first))
    return FALSE;

  if (!index_range (db, first, last, max, &next, error))
    return FALSE;

  if (next > last)
    {
      if (!spt_db_exec (db, error, "DELETE FROM search_pending WHERE first = ?1", "i", first))
        return FALSE;
    }
  else if (!spt_db_exec (db, error, "UPDATE search_pending SET first = ?1 WHERE first = ?2", "ii",
                         next, first))
    {
      return FALSE;
    }

  return spt_search_has_pending (db, more, error);
}

/**
 * spt_db_rebuild_search:
 * @db: a writing connection
 * @error: (out) (optional): why not
 *
 * Empties the index and leaves all positions to be indexed in slices after the commit.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_rebuild_search (SptDb   *db,
                       GError **error)
{
  gint64 last;

  if (!spt_db_exec (db, error, "INSERT INTO search (search) VALUES ('delete-all')", "") ||
      !spt_db_exec (db, error, "DELETE FROM search_pending", "") ||
      !spt_db_query_int (db, 0, &last, error, "SELECT max (id) FROM position", ""))
    return FALSE;

  db->index_first = last > 0 ? 1 : 0;
  db->index_last = last;

  return TRUE;
}
