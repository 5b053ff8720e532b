/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a query as what the callers need: structs, ids, texts. */
#define G_LOG_DOMAIN "spt-db-read"

#include "config.h"

#include "store/spt-store-private.h"

/**
 * spt_db_column_text:
 * @stmt: a statement on a row
 * @column: from 0
 *
 * Reads a text.
 *
 * Returns: (transfer none) (nullable): valid until the next step
 */
const char *
spt_db_column_text (sqlite3_stmt *stmt,
                    int           column)
{
  return (const char *) sqlite3_column_text (stmt, column);
}

/**
 * spt_db_dup_text:
 * @stmt: a statement on a row
 * @column: from 0
 *
 * Copies a text.
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
spt_db_dup_text (sqlite3_stmt *stmt,
                 int           column)
{
  return g_strdup (spt_db_column_text (stmt, column));
}

/**
 * spt_db_dup_bytes:
 * @stmt: a statement on a row
 * @column: from 0
 *
 * Copies a blob.
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
spt_db_dup_bytes (sqlite3_stmt *stmt,
                  int           column)
{
  const void *data;

  if (sqlite3_column_type (stmt, column) == SQLITE_NULL)
    return NULL;

  data = sqlite3_column_blob (stmt, column);

  return g_bytes_new (data, sqlite3_column_bytes (stmt, column));
}

/* A word that only a damaged archive, or a newer program, can have written. */
static gboolean
set_unknown_word (sqlite3_stmt  *stmt,
                  int            column,
                  GError       **error)
{
  g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED, "“%s” is no known %s",
               spt_db_column_text (stmt, column), sqlite3_column_name (stmt, column));

  return FALSE;
}

/**
 * spt_db_read_struct:
 * @stmt: a statement on a row, whose columns are the members of @type in their order
 * @type: what @out is
 * @out: a struct with nothing in it
 * @error: (out) (optional): %SPT_STORE_ERROR_DAMAGED for a word that should not be there
 *
 * Reads a row. What is NULL in it becomes 0, or nothing.
 *
 * Returns: %FALSE on an error; @out is to be cleared all the same
 */
gboolean
spt_db_read_struct (sqlite3_stmt     *stmt,
                    const SptStruct  *type,
                    gpointer          out,
                    GError          **error)
{
  int column = 0;

  for (guint i = 0; i < type->n_members; i++)
    {
      const SptMember *member = &type->members[i];
      gpointer slot = G_STRUCT_MEMBER_P (out, member->offset);

      switch (member->kind)
        {
        case SPT_MEMBER_TEXT:
          *(char **) slot = spt_db_dup_text (stmt, column);
          break;
        case SPT_MEMBER_INT:
          *(gint64 *) slot = sqlite3_column_int64 (stmt, column);
          break;
        case SPT_MEMBER_UINT:
          *(guint *) slot = (guint) sqlite3_column_int64 (stmt, column);
          break;
        case SPT_MEMBER_BOOLEAN:
          *(gboolean *) slot = sqlite3_column_int64 (stmt, column) != 0;
          break;
        case SPT_MEMBER_STATE:
          if (!spt_state_from_string (spt_db_column_text (stmt, column), slot))
            return set_unknown_word (stmt, column, error);
          break;
        case SPT_MEMBER_ENVIRONMENT:
          if (!spt_environment_from_string (spt_db_column_text (stmt, column), slot))
            return set_unknown_word (stmt, column, error);
          break;
        case SPT_MEMBER_BYTES:
          *(GBytes **) slot = spt_db_dup_bytes (stmt, column);
          break;
        case SPT_MEMBER_SHOWN:
          continue;
        default:
          g_assert_not_reached ();
        }
      column++;
    }

  g_assert (column == sqlite3_column_count (stmt));

  return TRUE;
}

/**
 * spt_db_get_struct:
 * @db: a connection
 * @type: what @out is
 * @out: a struct with nothing in it; to be cleared on an error as well
 * @what: what it is, in English, for the error
 * @id: which
 * @sql: a query of its columns, with the id as ?1
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Reads the row of one record.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_struct (SptDb            *db,
                   const SptStruct  *type,
                   gpointer          out,
                   const char       *what,
                   gint64            id,
                   const char       *sql,
                   GError          **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);
  gboolean row;
  gboolean ok;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (!row)
    return spt_db_set_not_found (what, id, error);

  ok = spt_db_read_struct (stmt, type, out, error);
  sqlite3_reset (stmt);

  return ok;
}

/**
 * spt_db_load_struct:
 * @db: a connection
 * @type: what it is
 * @what: the same in English, for the error
 * @id: which
 * @sql: a query of its columns, with the id as ?1
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Reads the row of one record.
 *
 * Returns: (transfer full) (nullable): the struct; free it with spt_struct_free()
 */
gpointer
spt_db_load_struct (SptDb            *db,
                    const SptStruct  *type,
                    const char       *what,
                    gint64            id,
                    const char       *sql,
                    GError          **error)
{
  gpointer data = g_malloc0 (type->size);

  if (spt_db_get_struct (db, type, data, what, id, sql, error))
    return data;

  spt_struct_free (type, data);

  return NULL;
}

/**
 * spt_db_set_not_found:
 * @what: what it is, in English
 * @id: which
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND
 *
 * Says that a record is not there.
 *
 * Returns: %FALSE
 */
gboolean
spt_db_set_not_found (const char  *what,
                      gint64       id,
                      GError     **error)
{
  g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND, "There is no %s %"
               G_GINT64_FORMAT, what, id);

  return FALSE;
}

typedef gboolean (*TakeRow) (sqlite3_stmt  *stmt,
                             gpointer       data,
                             GError       **error);

/* Takes each row in turn; the statement is reset at the end, and when @take fails. */
static gboolean
for_each_row (SptDb         *db,
              sqlite3_stmt  *stmt,
              TakeRow        take,
              gpointer       data,
              GError       **error)
{
  gboolean row;

  while (spt_db_step (db, stmt, &row, error))
    {
      if (!row)
        return TRUE;
      if (!take (stmt, data, error))
        {
          sqlite3_reset (stmt);
          return FALSE;
        }
    }

  return FALSE;
}

typedef struct
{
  const SptStruct *type;
  GPtrArray       *rows; /* (owned) */
} StructList;

static gboolean
take_struct (sqlite3_stmt  *stmt,
             gpointer       data,
             GError       **error)
{
  StructList *list = data;
  gpointer out = g_malloc0 (list->type->size);

  g_ptr_array_add (list->rows, out);

  return spt_db_read_struct (stmt, list->type, out, error);
}

/**
 * spt_db_list_structs:
 * @db: a connection
 * @type: what they are
 * @free_func: frees one
 * @error: (out) (optional): why not
 * @sql: a query of their columns
 * @types: as for spt_db_bind()
 * @...: the arguments
 *
 * Reads all rows of a query.
 *
 * Returns: (transfer full) (nullable): the structs
 */
GPtrArray *
spt_db_list_structs (SptDb            *db,
                     const SptStruct  *type,
                     GDestroyNotify    free_func,
                     GError          **error,
                     const char       *sql,
                     const char       *types,
                     ...)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_func);
  StructList list = { type, rows };
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);
  va_list args;
  gboolean ok;

  if (stmt == NULL)
    return NULL;

  va_start (args, types);
  ok = spt_db_bind_valist (db, stmt, types, &args, error);
  va_end (args);

  if (!ok || !for_each_row (db, stmt, take_struct, &list, error))
    return NULL;

  return g_steal_pointer (&rows);
}

static gboolean
take_text (sqlite3_stmt  *stmt,
           gpointer       data,
           GError       **error)
{
  g_ptr_array_add (data, spt_db_dup_text (stmt, 0));

  return TRUE;
}

/**
 * spt_db_list_texts:
 * @db: a connection
 * @error: (out) (optional): why not
 * @sql: a query of one column
 * @id: its ?1
 *
 * Reads all rows of a query of texts.
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the texts
 */
GPtrArray *
spt_db_list_texts (SptDb       *db,
                   GError     **error,
                   const char  *sql,
                   gint64       id)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !for_each_row (db, stmt, take_text, texts, error))
    return NULL;

  return g_steal_pointer (&texts);
}

/**
 * spt_db_list_ids:
 * @db: a connection
 * @stmt: a bound query of one column
 * @error: (out) (optional): why not
 *
 * Reads all rows of a query of ids.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the ids
 */
GArray *
spt_db_list_ids (SptDb         *db,
                 sqlite3_stmt  *stmt,
                 GError       **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  while (spt_db_step (db, stmt, &row, error))
    {
      gint64 id;

      if (!row)
        return g_steal_pointer (&ids);

      id = sqlite3_column_int64 (stmt, 0);
      g_array_append_val (ids, id);
    }

  return NULL;
}

static gboolean
load_issues (SptDb         *db,
             gint64         id,
             const char    *sql,
             SptIssueList  *issues,
             GError       **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id))
    return FALSE;

  for (;;)
    {
      SptIssueLevel level = SPT_ISSUE_ERROR;

      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      spt_issue_level_from_string (spt_db_column_text (stmt, 0), &level);
      spt_issue_list_add (issues, level, spt_db_column_text (stmt, 2), spt_db_column_text (stmt, 3),
                          (guint) sqlite3_column_int64 (stmt, 7), spt_db_column_text (stmt, 4),
                          spt_db_column_text (stmt, 5), spt_db_column_text (stmt, 6));
      if (sqlite3_column_int64 (stmt, 1) != 0)
        spt_issue_list_set_overridable (issues);
    }
}

/**
 * spt_db_insert_issue:
 * @db: a writing connection
 * @sql: into which table: ends in %SPT_SQL_ISSUE_VALUES
 * @id: the record
 * @n: the finding's place among those of the record
 * @issue: the finding
 * @level: how grave it is, which may differ when a person took it upon himself
 * @error: (out) (optional): why not
 *
 * Stores one finding of a record.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_insert_issue (SptDb           *db,
                     const char      *sql,
                     gint64           id,
                     guint            n,
                     const SptIssue  *issue,
                     SptIssueLevel    level,
                     GError         **error)
{
  return spt_db_exec (db, error, sql, "iitittttt", id, (gint64) n,
                      spt_issue_level_to_string (level), (gint64) issue->overridable,
                      issue->domain, issue->code, issue->path, issue->value, issue->limit);
}

/**
 * spt_db_dup_doc:
 * @db: a connection
 * @what: what it is a document of, in English, for errors
 * @id: the record
 * @sql: asks for the document, with the id as ?1
 * @sql_issues: asks for its findings: level, overridable, domain, code, path, value, limit, row
 * @issues: (out) (optional) (transfer full): the findings
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets the document of a record.
 *
 * Returns: (transfer full) (nullable): its text
 */
char *
spt_db_dup_doc (SptDb         *db,
                const char    *what,
                gint64         id,
                const char    *sql,
                const char    *sql_issues,
                SptIssueList **issues,
                GError       **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);
  g_autoptr (SptIssueList) list = NULL;
  g_autofree char *doc = NULL;
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !spt_db_step (db, stmt, &row, error))
    return NULL;
  if (!row)
    {
      spt_db_set_not_found (what, id, error);
      return NULL;
    }
  doc = spt_db_dup_text (stmt, 0);
  sqlite3_reset (stmt);

  if (issues != NULL)
    {
      list = spt_issue_list_new (0);
      if (!load_issues (db, id, sql_issues, list, error))
        return NULL;
      *issues = g_steal_pointer (&list);
    }

  return g_steal_pointer (&doc);
}
