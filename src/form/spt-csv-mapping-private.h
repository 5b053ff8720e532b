/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside form: what a mapping is made of. */
#pragma once

#include "form/spt-csv-mapping.h"

G_BEGIN_DECLS

/* A piece of a template: a text of its own, or a column of theirs. */
typedef struct
{
  gboolean  is_column;
  char     *text; /* (owned) */
} SptCsvPiece;

void    spt_csv_piece_clear           (SptCsvPiece         *self);
/* (element-type SptCsvPiece); NULL for a brace that does not close. */
GArray *spt_csv_template_split        (const char          *template_text);
/* Puts a template together: @get gives the cell of a piece. */
typedef const char *(*SptCsvCellFunc) (guint                piece,
                                       gpointer             user_data);
/* Appends what @n_pieces give; nothing where all columns are empty. Blanks around cells go, line
 * breaks become blanks. */
void    spt_csv_template_append       (const SptCsvPiece   *pieces,
                                       guint                n_pieces,
                                       SptCsvCellFunc       get,
                                       gpointer             user_data,
                                       GString             *out);
/* One cell trimmed, as templates take it. */
void    spt_csv_cell_append           (const char          *text,
                                       GString             *out);
/* NULL: no corrections at all. (element-type utf8 utf8): "ROW TARGET" to text. */
GHashTable *spt_csv_mapping_get_corrections (const SptCsvMapping *self);

G_END_DECLS
