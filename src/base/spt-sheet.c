/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreadsheet files as streams of CSV, with memory for their shared texts and one block. */
#define G_LOG_DOMAIN "spt-sheet"

#include "config.h"

#include "base/spt-sheet-private.h"

#include <string.h>

G_DEFINE_QUARK (spt_sheet_error_quark, spt_sheet_error)

#define SPT_TYPE_SHEET_STREAM (spt_sheet_stream_get_type ())
G_DECLARE_FINAL_TYPE (SptSheetStream, spt_sheet_stream, SPT, SHEET_STREAM, GInputStream)

struct _SptSheetStream
{
  GInputStream    parent_instance;

  SptSheetReader *reader; /* (owned) */
  gsize           taken;  /* of what the reader gave */
  gboolean        is_over;
};

G_DEFINE_FINAL_TYPE (SptSheetStream, spt_sheet_stream, G_TYPE_INPUT_STREAM)

void
spt_sheet_reader_free (SptSheetReader *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->xml, spt_sheet_xml_free);
  spt_sheet_rows_clear (&self->rows);
  if (self->free_rest != NULL)
    self->free_rest (self);
  g_free (self);
}

static gssize
spt_sheet_stream_read (GInputStream  *stream,
                       void          *buffer,
                       gsize          count,
                       GCancellable  *cancellable,
                       GError       **error)
{
  SptSheetStream *self = SPT_SHEET_STREAM (stream);
  GString *out = self->reader->rows.out;
  gsize n;

  while (out->len == self->taken && !self->is_over)
    {
      gboolean more;

      g_string_truncate (out, 0);
      self->taken = 0;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !spt_sheet_xml_feed (self->reader->xml, &more, error))
        return -1;
      self->is_over = !more;
    }

  n = MIN (count, out->len - self->taken);
  memcpy (buffer, out->str + self->taken, n);
  self->taken += n;

  return (gssize) n;
}

static void
spt_sheet_stream_finalize (GObject *object)
{
  SptSheetStream *self = SPT_SHEET_STREAM (object);

  g_clear_pointer (&self->reader, spt_sheet_reader_free);

  G_OBJECT_CLASS (spt_sheet_stream_parent_class)->finalize (object);
}

static void
spt_sheet_stream_class_init (SptSheetStreamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  object_class->finalize = spt_sheet_stream_finalize;
  stream_class->read_fn = spt_sheet_stream_read;
}

static void
spt_sheet_stream_init (SptSheetStream *self)
{
}

/**
 * spt_sheet_probe:
 * @path: a file
 * @is_sheet: (out): whether it is a spreadsheet, by its content
 * @error: return location for an error: the file cannot be read, or is a spreadsheet of a kind that is not read
 *
 * Tells .xlsx and .ods from everything else.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_sheet_probe (const char  *path,
                 gboolean    *is_sheet,
                 GError     **error)
{
  SptSheetKind kind;

  g_return_val_if_fail (path != NULL && is_sheet != NULL, FALSE);

  *is_sheet = FALSE;
  if (!spt_sheet_find_kind (path, &kind, error))
    return FALSE;
  *is_sheet = kind != SPT_SHEET_NONE;

  return TRUE;
}

static gboolean
find_kind (const char    *path,
           SptSheetKind  *kind,
           GError       **error)
{
  if (!spt_sheet_find_kind (path, kind, error))
    return FALSE;
  if (*kind != SPT_SHEET_NONE)
    return TRUE;

  g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_FORMAT, "The file is no spreadsheet");

  return FALSE;
}

/**
 * spt_sheet_list:
 * @path: a spreadsheet
 * @cancellable: (nullable): a cancellable
 * @error: an #SptSheetError, or that of the file
 *
 * Lists the sheets.
 *
 * Returns: (transfer full) (nullable): their names, one at least
 */
GStrv
spt_sheet_list (const char    *path,
                GCancellable  *cancellable,
                GError       **error)
{
  SptSheetKind kind;

  g_return_val_if_fail (path != NULL, NULL);

  if (!find_kind (path, &kind, error))
    return NULL;

  return kind == SPT_SHEET_XLSX ? spt_sheet_xlsx_list (path, cancellable, error)
                                : spt_sheet_ods_list (path, cancellable, error);
}

/**
 * spt_sheet_open:
 * @path: a spreadsheet
 * @sheet: (nullable): the name of a sheet; %NULL = the first
 * @cancellable: (nullable): a cancellable
 * @error: an #SptSheetError, or that of the file
 *
 * Opens a sheet as the CSV it would be saved as: UTF-8, `;`, CRLF. Numbers have a decimal point and what is shown of them;
 * dates are ISO; formulas are their last value; of merged cells the first has the text. Every row is a line, also an empty one.
 * Errors of the content come while the stream is read.
 *
 * Returns: (transfer full) (nullable): the stream
 */
GInputStream *
spt_sheet_open (const char    *path,
                const char    *sheet,
                GCancellable  *cancellable,
                GError       **error)
{
  SptSheetStream *self;
  SptSheetReader *reader;
  SptSheetKind kind;

  g_return_val_if_fail (path != NULL, NULL);

  if (!find_kind (path, &kind, error))
    return NULL;
  reader = kind == SPT_SHEET_XLSX ? spt_sheet_xlsx_open (path, sheet, cancellable, error)
                                  : spt_sheet_ods_open (path, sheet, cancellable, error);
  if (reader == NULL)
    return NULL;

  self = g_object_new (SPT_TYPE_SHEET_STREAM, NULL);
  self->reader = reader;

  return G_INPUT_STREAM (self);
}

/**
 * spt_sheet_get_progress:
 * @stream: (nullable): a stream
 * @done: (out): bytes of the sheet that were unpacked so far
 * @total: (out): how many there are, as the file says: a claim, good for a bar that moves
 *
 * Tells how far a stream of spt_sheet_open() has come. To be called where the stream is read.
 *
 * Returns: %FALSE for another stream, and where the file does not say it
 */
gboolean
spt_sheet_get_progress (GInputStream *stream,
                        goffset      *done,
                        goffset      *total)
{
  guint64 n_done, n_total;

  *done = 0;
  *total = 0;
  if (!SPT_IS_SHEET_STREAM (stream))
    return FALSE;
  spt_sheet_xml_get_progress (SPT_SHEET_STREAM (stream)->reader->xml, &n_done, &n_total);
  if (n_total == 0 || n_total > G_MAXINT64)
    return FALSE;
  *done = (goffset) MIN (n_done, n_total);
  *total = (goffset) n_total;

  return TRUE;
}
