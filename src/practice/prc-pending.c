/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ledger lines that are committed together with the change they tell of. */
#define G_LOG_DOMAIN "spt-practice"

#include "prc-ledger.h"

#include "prc-db.h"

#include <string.h>

/**
 * prc_pending_open:
 * @context: the context, with database and ledger
 * @error: return location
 *
 * Makes the table and brings the ledger up to what was committed: a process that died between its
 * commit and its ledger line left the line behind, and it may or may not have reached the file.
 *
 * Returns: %TRUE on success
 */
gboolean
prc_pending_open (PrcContext  *context,
                  GError     **error)
{
  g_autoptr (GString) written = g_string_new (NULL);
  g_autoptr (GPtrArray) done = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *rows;
  guint i;

  if (!prc_db_exec (context->db, "CREATE TABLE IF NOT EXISTS pending (id INTEGER PRIMARY KEY, key "
                    "TEXT NOT NULL, line TEXT NOT NULL)", error) ||
      !prc_ledger_dump (context->ledger, NULL, written, error))
    return FALSE;
  rows = prc_db_query (context->db, "SELECT key FROM pending", "");
  while (prc_db_next (rows))
    {
      const char *key = prc_db_text (rows, 0);
      /* The key ends its line, so that half a line is not taken for a whole one. */
      g_autofree char *end = g_strdup_printf ("\"key\":\"%s\"}", key);

      if (strstr (written->str, end) != NULL)
        g_ptr_array_add (done, g_strdup (key));
    }
  for (i = 0; i < done->len; i++)
    prc_db_run (context->db, "DELETE FROM pending WHERE key = ?1", "s", g_ptr_array_index (done, i));
  return prc_pending_flush (context, error);
}

/**
 * prc_pending_line:
 * @context: the context
 * @service: the service's id
 * @operation: what was done
 *
 * Begins a ledger line with the time of the practice clock.
 *
 * Returns: (transfer full): an open JSON object, for more members and then prc_pending_add()
 */
GString *
prc_pending_line (PrcContext *context,
                  const char *service,
                  const char *operation)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (prc_now_us (context) / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "{\"utc\":\"%s\",\"service\":\"%s\",\"operation\":\"%s\"", stamp,
                          service, operation);
  return line;
}

/**
 * prc_pending_add:
 * @context: the context
 * @line: a line from prc_pending_line(), ended here with a key of its own
 *
 * Keeps the line beside the change, inside the caller's transaction.
 *
 * Returns: %FALSE if it could not be stored
 */
gboolean
prc_pending_add (PrcContext *context,
                 GString    *line)
{
  g_autofree char *key = g_uuid_string_random ();

  g_string_append_printf (line, ",\"key\":\"%s\"}", key);
  return prc_db_run (context->db, "INSERT INTO pending (key, line) VALUES (?1, ?2)", "ss", key,
                     line->str);
}

/**
 * prc_pending_flush:
 * @context: the context
 * @error: return location
 *
 * Writes the lines of what is committed to the ledger. A change and its line are committed
 * together; only then the line goes to the file, so that a kill neither loses nor doubles it.
 *
 * Returns: %FALSE if the file could not be written; the lines are kept
 */
gboolean
prc_pending_flush (PrcContext  *context,
                   GError     **error)
{
  sqlite3_stmt *rows = prc_db_query (context->db, "SELECT line FROM pending ORDER BY id", "");
  gboolean good = TRUE;
  gint64 lines = 0;

  for (; prc_db_next (rows); lines++)
    {
      const char *line = prc_db_text (rows, 0);

      if (good)
        good = prc_ledger_append (context->ledger, line, strlen (line), error);
    }
  if (good && lines > 0)
    prc_db_run (context->db, "DELETE FROM pending", "");
  return good;
}

/**
 * prc_pending_commit:
 * @context: the context, in a transaction
 * @good: whether all that belongs to the change went well
 *
 * Ends the transaction, and writes what it left for the ledger.
 *
 * Returns: %TRUE if the change is stored
 */
gboolean
prc_pending_commit (PrcContext *context,
                    gboolean    good)
{
  g_autoptr (GError) error = NULL;

  if (!good || !prc_db_run (context->db, "COMMIT", ""))
    {
      prc_db_run (context->db, "ROLLBACK", "");
      return FALSE;
    }
  /* Committed is committed: a ledger that cannot be written now is written at the next chance. */
  if (!prc_pending_flush (context, &error))
    g_warning ("ledger: %s", error->message);
  return TRUE;
}
