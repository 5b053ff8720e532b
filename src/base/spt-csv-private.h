/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside base: a CSV reader at work: what the first bytes of a file tell about the rest, and one
 * row. */
#pragma once

#include "base/spt-csv.h"

G_BEGIN_DECLS

#define SPT_CSV_MAX_COLUMNS 1000

typedef enum
{
  SPT_CSV_SCAN_ROW,    /* a row, or a blank line, is complete */
  SPT_CSV_SCAN_MORE,   /* the row goes on behind what was read */
  SPT_CSV_SCAN_RECODE, /* the row is not UTF-8: once more as Windows-1252 */
  SPT_CSV_SCAN_FAILED
} SptCsvScan;

struct _SptCsvReader
{
  GInputStream   *stream;      /* (owned) */
  GError         *failure;     /* (owned) (nullable) given again by every later call */

  guchar         *buffer;      /* (owned) capacity + 1 bytes, a NUL behind what was read */
  gsize           capacity;
  gsize           pos;         /* where the next row begins */
  gsize           end;
  goffset         base;        /* where in the stream buffer[0] was */
  goffset         origin;      /* where the stream was when it was given; -1 = it cannot go back */
  gboolean        is_started;
  gboolean        is_eof;

  char            given_separator; /* 0 = to be detected */
  char            separator;
  SptCsvEncoding  encoding;    /* of the row at hand */
  gboolean        is_1252;     /* some row is not UTF-8: others may be all the same */
  gboolean        has_bom;
  guchar          outside[256];
  guchar          inside[256];

  char           *cells;       /* (owned) the fields of the row, each with its NUL */
  gsize           cells_size;
  guint32         fields[SPT_CSV_MAX_COLUMNS]; /* offsets in cells */
  guint           n_fields;
  gsize           fields_length; /* of them all, NULs included */

  gsize           raw_start;
  gsize           raw_end;
  GString        *raw;         /* (owned) */
  gboolean        is_raw_made;

  guint           row;
  guint           line;        /* where the current row begins */
  guint           next_line;
  guint           n_rows;      /* rows given so far */
};

/* The Unicode characters of Windows-1252's bytes 0x80 to 0x9f; 0 where it has none. From 0xa0 on it
 * is Latin-1. */
extern const guint16 spt_csv_windows_1252[32];

gboolean spt_csv_detect_valid_utf8  (const guchar *data,
                                     gsize         length,
                                     gboolean      is_whole);
char     spt_csv_detect_separator   (const guchar *data,
                                     gsize         length,
                                     gboolean      is_whole);
/* The bytes of a first line "sep=;" with its line end, 0 when there is none; @separator is what it
 * names. */
gsize    spt_csv_detect_declaration (const guchar *data,
                                     gsize         length,
                                     char         *separator);

/* What each byte means, once the separator is known. */
void       spt_csv_scan_make_tables (SptCsvReader *self);
/* The row at pos into cells; the cells have room for all that is in the buffer. */
SptCsvScan spt_csv_scan_row         (SptCsvReader *self);

G_END_DECLS
