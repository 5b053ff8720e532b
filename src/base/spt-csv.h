/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV as offices make it: detected separator and encoding, quoted line breaks, rows counted as the
 * clerk sees them. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SPT_CSV_ERROR (spt_csv_error_quark ())

typedef enum
{
  SPT_CSV_ERROR_EMPTY,
  SPT_CSV_ERROR_ENCODING, /* neither UTF-8 nor Windows-1252, a NUL byte */
  SPT_CSV_ERROR_QUOTE,    /* a quote never closed */
  SPT_CSV_ERROR_SIZE      /* a field over 1 MiB, over 1,000 columns */
} SptCsvError;

typedef enum
{
  SPT_CSV_UTF8,
  SPT_CSV_WINDOWS_1252
} SptCsvEncoding;

typedef struct _SptCsvReader SptCsvReader;

GQuark          spt_csv_error_quark          (void);

/* @separator 0 = detect among ; , tab and |. Each row is UTF-8 if it is valid, else Windows-1252.
 * Constant memory. */
SptCsvReader   *spt_csv_reader_new           (GInputStream     *stream,
                                              char              separator) G_GNUC_WARN_UNUSED_RESULT;
void            spt_csv_reader_free          (SptCsvReader     *self);
/* Next row; FALSE with no error at the end. Blank lines are skipped. Fields are NUL-terminated
 * UTF-8, valid until the next call. */
gboolean        spt_csv_reader_next          (SptCsvReader     *self,
                                              GCancellable     *cancellable,
                                              GError          **error);
/* Back to before the first row, where the stream can go back. */
gboolean        spt_csv_reader_can_rewind    (SptCsvReader     *self);
gboolean        spt_csv_reader_rewind        (SptCsvReader     *self,
                                              GCancellable     *cancellable,
                                              GError          **error);
guint           spt_csv_reader_get_n_fields  (SptCsvReader     *self);
/* All fields one after the other, each with its NUL. */
const char     *spt_csv_reader_get_fields    (SptCsvReader     *self,
                                              gsize            *length);
const char     *spt_csv_reader_get_field     (SptCsvReader     *self,
                                              guint             index);
/* Makes the current row @n_fields long: empty ones are added, empty ones at the end taken away.
 * FALSE: something stands beyond. */
gboolean        spt_csv_reader_fit           (SptCsvReader     *self,
                                              guint             n_fields);
/* 1 for the first row of the file (the header): the number a spreadsheet shows, as long as no cell
 * holds a line break. */
guint           spt_csv_reader_get_row       (SptCsvReader     *self);
/* The line of the file where the row begins, from 1. */
guint           spt_csv_reader_get_line      (SptCsvReader     *self);
/* The row's text as it stood in the file, decoded to UTF-8, without the line end (for a file of
 * rejected rows). */
const char     *spt_csv_reader_get_raw       (SptCsvReader     *self);
char            spt_csv_reader_get_separator (SptCsvReader     *self);
SptCsvEncoding  spt_csv_reader_get_encoding  (SptCsvReader     *self);
goffset         spt_csv_reader_get_offset    (SptCsvReader     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptCsvReader, spt_csv_reader_free)

/* One field appended to @out, quoted where needed. With @for_spreadsheet a text that a spreadsheet
 * would take for a formula (= + - @ tab CR at its start) gets a leading apostrophe. */
void            spt_csv_append_field         (GString          *out,
                                              const char       *text,
                                              char              separator,
                                              gboolean          for_spreadsheet);
/* A row as it stands in some file, made safe in the same way; numbers, also negative ones, stay
 * what they are. */
void            spt_csv_append_guarded_row   (GString          *out,
                                              const char       *raw,
                                              char              separator);

G_END_DECLS
