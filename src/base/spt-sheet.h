/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreadsheet files (.xlsx, .ods) read as the CSV that one sheet of them would be saved as. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SPT_SHEET_ERROR (spt_sheet_error_quark ())

typedef enum
{
  SPT_SHEET_ERROR_FORMAT,  /* no spreadsheet, damaged, protected by a password, XML with a DTD */
  SPT_SHEET_ERROR_SIZE,    /* beyond a bound: unpacked bytes, columns, rows, texts, depth */
  SPT_SHEET_ERROR_NO_SHEET /* there is no sheet of that name, or none at all */
} SptSheetError;

GQuark        spt_sheet_error_quark (void);

/* TRUE when the file is a zip that holds a workbook; FALSE with no error when it is something else.
 */
gboolean      spt_sheet_probe       (const char    *path,
                                     gboolean      *is_sheet,
                                     GError       **error);
/* The names of its sheets, in order; never empty. */
GStrv         spt_sheet_list        (const char    *path,
                                     GCancellable  *cancellable,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* UTF-8 CSV, ';', CRLF, one line a row from row 1 on. @sheet: (nullable): the first one. */
GInputStream *spt_sheet_open        (const char    *path,
                                     const char    *sheet,
                                     GCancellable  *cancellable,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* How far a stream of spt_sheet_open() has come, in bytes of the sheet unpacked; FALSE where the file does not say how many there
 * are, and for any other stream. On the thread that reads. */
gboolean      spt_sheet_get_progress (GInputStream *stream,
                                      goffset      *done,
                                      goffset      *total);

G_END_DECLS
