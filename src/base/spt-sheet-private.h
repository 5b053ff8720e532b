/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside base: what the readers of spreadsheet files share. */
#pragma once

#include "base/spt-sheet.h"

G_BEGIN_DECLS

#define SPT_SHEET_MAX_COLUMNS 1000
#define SPT_SHEET_MAX_ROWS    1048576 /* as many as the programs that make them have */

/* --- the container: spt-sheet-zip.c ----------------------------------------------------------- */

typedef struct _SptSheetEntry SptSheetEntry;

typedef enum
{
  SPT_SHEET_NONE,
  SPT_SHEET_XLSX,
  SPT_SHEET_ODS
} SptSheetKind;

/* What the zip holds; no error for a file that is something else. */
gboolean       spt_sheet_find_kind  (const char     *path,
                                     SptSheetKind   *kind,
                                     GError        **error);
/* One entry as a stream of bytes; NULL without an error when there is none of that name. */
SptSheetEntry *spt_sheet_entry_open (const char     *path,
                                     const char     *name,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;
/* Bytes read, 0 at the end, -1 on an error. */
gssize         spt_sheet_entry_read (SptSheetEntry  *self,
                                     void           *buffer,
                                     gsize           size,
                                     GError        **error);
void           spt_sheet_entry_free (SptSheetEntry  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptSheetEntry, spt_sheet_entry_free)

/* --- XML: spt-sheet-zip.c --------------------------------------------------------------------- */

/* Names come without their prefix. Attributes as pairs, NULL at the end, names without prefix. */
typedef struct
{
  gboolean (*start) (gpointer            user_data,
                     const char         *name,
                     const char *const  *attributes,
                     GError            **error);
  gboolean (*end)   (gpointer            user_data,
                     const char         *name,
                     GError            **error);
  gboolean (*text)  (gpointer            user_data,
                     const char         *text,
                     gsize               length,
                     GError            **error);
} SptSheetHandler;

/* The entry @name, element by element: feed until it says it is at its end. */
typedef struct _SptSheetXml SptSheetXml;

/* NULL without an error when the entry is missing. */
SptSheetXml   *spt_sheet_xml_open   (const char             *path,
                                     const char             *name,
                                     const SptSheetHandler  *handler,
                                     gpointer                user_data,
                                     GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* One block; @more FALSE after the last. */
gboolean       spt_sheet_xml_feed   (SptSheetXml            *self,
                                     gboolean               *more,
                                     GError                **error);
/* @total: 0 = the container does not say it. */
void           spt_sheet_xml_get_progress (SptSheetXml      *self,
                                           guint64          *done,
                                           guint64          *total);
void           spt_sheet_xml_free   (SptSheetXml            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptSheetXml, spt_sheet_xml_free)
/* All of a small entry; a missing one is nothing. */
gboolean       spt_sheet_xml_read   (const char             *path,
                                     const char             *name,
                                     const SptSheetHandler  *handler,
                                     gpointer                user_data,
                                     GCancellable           *cancellable,
                                     GError                **error);
const char    *spt_sheet_attribute  (const char *const      *attributes,
                                     const char             *name);

/* --- rows of CSV: spt-sheet-cells.c ------------------------------------------------------------ */

typedef struct
{
  GString *out;      /* (owned) CSV, taken from the front */
  guint64  n_bytes;  /* ever */
  guint    next_row; /* the number of the next line of @out */
  GString *texts;    /* (owned) of the row being read */
  guint32  cells[SPT_SHEET_MAX_COLUMNS]; /* their places in @texts; 0 = empty */
  guint    n_cells;
} SptSheetRows;

void      spt_sheet_rows_init       (SptSheetRows  *self);
void      spt_sheet_rows_clear      (SptSheetRows  *self);
gboolean  spt_sheet_rows_set        (SptSheetRows  *self,
                                     guint64        column,
                                     const char    *text,
                                     GError       **error);
/* The row is over and stands at @number (from 1), @repeat times. */
gboolean  spt_sheet_rows_end        (SptSheetRows  *self,
                                     guint64        number,
                                     guint64        repeat,
                                     GError       **error);

typedef enum
{
  SPT_SHEET_GENERAL,
  SPT_SHEET_CENTS, /* two decimals are shown */
  SPT_SHEET_ZEROS, /* leading zeros are shown */
  SPT_SHEET_DATE,
  SPT_SHEET_DATE_TIME,
  SPT_SHEET_TIME
} SptSheetFormat;

/* A number format as Excel writes it; @n_digits: of SPT_SHEET_ZEROS. */
SptSheetFormat spt_sheet_format_parse    (const char     *code,
                                          guint          *n_digits);
SptSheetFormat spt_sheet_format_built_in (guint           id);
/* A number as a person reads it in the cell. */
void           spt_sheet_append_number   (GString        *out,
                                          const char     *text,
                                          SptSheetFormat  format,
                                          guint           n_digits,
                                          gboolean        is_1904);

/* --- the two kinds ------------------------------------------------------------------------------ */

typedef struct _SptSheetReader SptSheetReader;

GStrv           spt_sheet_xlsx_list   (const char      *path,
                                       GCancellable    *cancellable,
                                       GError         **error);
SptSheetReader *spt_sheet_xlsx_open   (const char      *path,
                                       const char      *sheet,
                                       GCancellable    *cancellable,
                                       GError         **error);
GStrv           spt_sheet_ods_list    (const char      *path,
                                       GCancellable    *cancellable,
                                       GError         **error);
SptSheetReader *spt_sheet_ods_open    (const char      *path,
                                       const char      *sheet,
                                       GCancellable    *cancellable,
                                       GError         **error);

/* What the stream needs of either: feeds a block, and gives rows. */
struct _SptSheetReader
{
  SptSheetRows  rows;
  SptSheetXml  *xml;              /* (owned) */
  void        (*free_rest) (SptSheetReader *self);
};

void            spt_sheet_reader_free (SptSheetReader  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptSheetReader, spt_sheet_reader_free)

G_END_DECLS
