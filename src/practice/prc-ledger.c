/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the append-only ledger file and the counts of requests received. */
#define G_LOG_DOMAIN "spt-practice"

#include "prc-ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define LOG_LENGTH 1000

struct _PrcLedger
{
  char     *path;
  int       fd;
  gboolean  durable;
};

typedef struct
{
  char    *service;
  char    *method;
  char    *operation;
  guint64  received;
  guint64  unanswered;   /* dropped on purpose: no complete answer was sent */
} Count;

struct _PrcTally
{
  GPtrArray *counts;
  GQueue     log;        /* JSON texts, oldest first */
};

/**
 * prc_ledger_open:
 * @path: the file, made when missing
 * @durable: whether every line is synced to disk
 * @error: return location
 *
 * Opens the ledger for appending. A last line cut by a crash is ended, so that the next one starts
 * on a line of its own.
 *
 * Returns: (transfer full): the ledger, or %NULL
 */
PrcLedger *
prc_ledger_open (const char  *path,
                 gboolean     durable,
                 GError     **error)
{
  PrcLedger *self;
  char last = '\n';
  off_t size;
  int fd = g_open (path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s: %s", path,
                   g_strerror (saved));
      return NULL;
    }
  /* Two services on one state folder would work on the same uploads twice. */
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "%s is in use by another process", path);
      close (fd);
      return NULL;
    }
  self = g_new0 (PrcLedger, 1);
  self->path = g_strdup (path);
  self->fd = fd;
  self->durable = durable;
  size = lseek (fd, 0, SEEK_END);
  if (size > 0 && pread (fd, &last, 1, size - 1) == 1 && last != '\n' &&
      !prc_ledger_append (self, "", 0, error))
    {
      prc_ledger_close (self);
      return NULL;
    }
  return self;
}

/**
 * prc_ledger_close:
 * @self: (transfer full): the ledger
 *
 * Closes the file.
 */
void
prc_ledger_close (PrcLedger *self)
{
  close (self->fd);
  g_free (self->path);
  g_free (self);
}

/**
 * prc_ledger_append:
 * @self: the ledger
 * @line: one JSON document without line breaks
 * @length: its length in bytes
 * @error: return location
 *
 * Adds one line.
 *
 * Returns: %TRUE when the whole line was written
 */
gboolean
prc_ledger_append (PrcLedger   *self,
                   const char  *line,
                   gsize        length,
                   GError     **error)
{
  g_autoptr (GString) whole = g_string_new_len (line, (gssize) length);
  gsize done = 0;

  g_string_append_c (whole, '\n');
  while (done < whole->len)
    {
      gssize written = write (self->fd, whole->str + done, whole->len - done);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        {
          int saved = errno;

          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s", g_strerror (saved));
          return FALSE;
        }
      done += (gsize) written;
    }
  if (self->durable && fdatasync (self->fd) != 0)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s", g_strerror (saved));
      return FALSE;
    }
  return TRUE;
}

/**
 * prc_ledger_dump:
 * @self: the ledger
 * @service: (nullable): only this service's lines
 * @out: where to append
 * @error: return location
 *
 * Writes `{"count":N,"entries":[…]}`.
 *
 * Returns: %TRUE if the file could be read
 */
gboolean
prc_ledger_dump (PrcLedger   *self,
                 const char  *service,
                 GString     *out,
                 GError     **error)
{
  g_autofree char *text = NULL;
  g_autofree char *needle = NULL;
  g_autoptr (GString) entries = g_string_new (NULL);
  char *line, *next;
  guint count = 0;

  if (!g_file_get_contents (self->path, &text, NULL, error))
    return FALSE;
  if (service != NULL)
    needle = g_strdup_printf ("\"service\":\"%s\"", service);
  for (line = text; *line != '\0'; line = next)
    {
      char *end = strchr (line, '\n');
      gsize length = end != NULL ? (gsize) (end - line) : strlen (line);

      next = line + length + (end != NULL ? 1 : 0);
      if (length == 0 || (needle != NULL && g_strstr_len (line, (gssize) length, needle) == NULL))
        continue;
      if (count++ > 0)
        g_string_append_c (entries, ',');
      g_string_append_len (entries, line, (gssize) length);
    }
  g_string_append_printf (out, "{\"count\":%u,\"entries\":[", count);
  g_string_append_len (out, entries->str, (gssize) entries->len);
  g_string_append (out, "]}");
  return TRUE;
}

static void
count_free (gpointer data)
{
  Count *count = data;

  g_free (count->service);
  g_free (count->method);
  g_free (count->operation);
  g_free (count);
}

/**
 * prc_tally_new:
 *
 * Makes an empty tally.
 *
 * Returns: (transfer full): the tally
 */
PrcTally *
prc_tally_new (void)
{
  PrcTally *self = g_new0 (PrcTally, 1);

  self->counts = g_ptr_array_new_with_free_func (count_free);
  g_queue_init (&self->log);
  return self;
}

/**
 * prc_tally_free:
 * @self: (transfer full): the tally
 *
 * Frees the tally.
 */
void
prc_tally_free (PrcTally *self)
{
  prc_tally_reset (self);
  g_ptr_array_unref (self->counts);
  g_free (self);
}

/**
 * prc_tally_reset:
 * @self: the tally
 *
 * Forgets all counts.
 */
void
prc_tally_reset (PrcTally *self)
{
  g_ptr_array_set_size (self->counts, 0);
  g_queue_clear_full (&self->log, g_free);
}

static Count *
find_count (PrcTally   *self,
            const char *service,
            const char *method,
            const char *operation)
{
  Count *count;
  guint i;

  for (i = 0; i < self->counts->len; i++)
    {
      count = g_ptr_array_index (self->counts, i);
      if (g_str_equal (count->service, service) && g_str_equal (count->method, method) &&
          g_str_equal (count->operation, operation))
        return count;
    }
  count = g_new0 (Count, 1);
  count->service = g_strdup (service);
  count->method = g_strdup (method);
  count->operation = g_strdup (operation);
  g_ptr_array_add (self->counts, count);
  return count;
}

/* Methods are the client's text: a client that invents them must not grow the table. */
static const char *
known_method (const char *method)
{
  static const char *const known[] = { "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH",
                                       NULL };

  return g_strv_contains (known, method) ? method : "other";
}

/**
 * prc_tally_count:
 * @self: the tally
 * @service: the service's id
 * @method: HTTP method
 * @operation: the operation's id
 *
 * Counts one request whose body was read to its end, whatever is answered later.
 */
void
prc_tally_count (PrcTally   *self,
                 const char *service,
                 const char *method,
                 const char *operation)
{
  find_count (self, service, known_method (method), operation)->received++;
}

/**
 * prc_tally_answer:
 * @self: the tally
 * @now_us: the practice clock
 * @service: the service's id
 * @method: HTTP method
 * @operation: the operation's id
 * @status: the status answered; 0 if the connection is cut instead
 * @fault: (nullable): the transport fault applied
 *
 * Notes how a counted request was answered.
 */
void
prc_tally_answer (PrcTally   *self,
                  gint64      now_us,
                  const char *service,
                  const char *method,
                  const char *operation,
                  guint       status,
                  const char *fault)
{
  GString *line = g_string_new ("{\"utcMs\":");

  method = known_method (method);
  if (status == 0)
    find_count (self, service, method, operation)->unanswered++;
  g_string_append_printf (line, "%" G_GINT64_FORMAT ",\"service\":", now_us / 1000);
  prc_append_json (line, service);
  g_string_append (line, ",\"method\":");
  prc_append_json (line, method);
  g_string_append (line, ",\"operation\":");
  prc_append_json (line, operation);
  g_string_append_printf (line, ",\"status\":%u,\"fault\":", status);
  prc_append_json (line, fault);
  g_string_append_c (line, '}');
  g_queue_push_tail (&self->log, g_string_free (line, FALSE));
  if (self->log.length > LOG_LENGTH)
    g_free (g_queue_pop_head (&self->log));
}

/**
 * prc_tally_dump:
 * @self: the tally
 * @out: where to append
 *
 * Writes `{"requests":[…],"log":[…]}`; the log holds the last 1,000.
 */
void
prc_tally_dump (PrcTally *self,
                GString  *out)
{
  GList *l;
  guint i;

  g_string_append (out, "{\"requests\":[");
  for (i = 0; i < self->counts->len; i++)
    {
      Count *count = g_ptr_array_index (self->counts, i);

      g_string_append (out, i > 0 ? ",{\"service\":" : "{\"service\":");
      prc_append_json (out, count->service);
      g_string_append (out, ",\"method\":");
      prc_append_json (out, count->method);
      g_string_append (out, ",\"operation\":");
      prc_append_json (out, count->operation);
      g_string_append_printf (out, ",\"received\":%" G_GUINT64_FORMAT
                              ",\"unanswered\":%" G_GUINT64_FORMAT "}",
                              count->received, count->unanswered);
    }
  g_string_append (out, "],\"log\":[");
  for (l = self->log.head; l != NULL; l = l->next)
    {
      g_string_append (out, l->data);
      if (l->next != NULL)
        g_string_append_c (out, ',');
    }
  g_string_append (out, "]}");
}
