/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the columns of somebody's file become the columns of our layout (docs/csv.md, "Mappings"). */
#pragma once

#include <glib.h>

#include "form/spt-schema.h"

G_BEGIN_DECLS

#define SPT_CSV_MAPPING_ERROR (spt_csv_mapping_error_quark ())

typedef enum
{
  SPT_CSV_MAPPING_ERROR_SYNTAX /* not the JSON of a mapping; the message names the place */
} SptCsvMappingError;

typedef enum
{
  SPT_DECIMAL_AUTO,
  SPT_DECIMAL_COMMA,
  SPT_DECIMAL_POINT
} SptDecimalSign;

/**
 * SptCsvColumn:
 * @name: as in docs/csv.md ("transfer.1.iban")
 * @label: in the user's language
 * @group_label: (nullable): what it belongs to ("Pagamento", "Versamento 2"); %NULL = the record
 * itself
 * @required: a record without it has an error
 * @kind: what the text is
 * @words: (nullable): under which its words stand in data/csv-words.json, before those of @name
 *
 * One column of our own layout. All strings last as long as the program.
 */
typedef struct
{
  const char   *name;
  const char   *label;
  const char   *group_label;
  gboolean      required;
  SptFieldKind  kind;
  const char   *words;
} SptCsvColumn;

typedef struct _SptCsvMapping SptCsvMapping;

GQuark          spt_csv_mapping_error_quark       (void);

/* A mapping without any template is the plain layout: columns are found by their names. */
SptCsvMapping  *spt_csv_mapping_new               (void) G_GNUC_WARN_UNUSED_RESULT;
SptCsvMapping  *spt_csv_mapping_copy              (const SptCsvMapping *self) G_GNUC_WARN_UNUSED_RESULT;
void            spt_csv_mapping_free              (SptCsvMapping       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptCsvMapping, spt_csv_mapping_free)

const char     *spt_csv_mapping_get_template      (const SptCsvMapping *self,
                                                   const char          *target);
/* @template_text NULL or "": none. */
void            spt_csv_mapping_set_template      (SptCsvMapping       *self,
                                                   const char          *target,
                                                   const char          *template_text);
gboolean        spt_csv_mapping_is_empty          (const SptCsvMapping *self);
/* (element-type utf8) (transfer container): targets that have a template, in the order they were
 * first set. */
GPtrArray      *spt_csv_mapping_list_targets      (const SptCsvMapping *self);
SptDecimalSign  spt_csv_mapping_get_decimal       (const SptCsvMapping *self);
void            spt_csv_mapping_set_decimal       (SptCsvMapping       *self,
                                                   SptDecimalSign       decimal);
/* The row of the file that has the names, from 1; rows above it are left out. */
guint           spt_csv_mapping_get_header_row    (const SptCsvMapping *self);
void            spt_csv_mapping_set_header_row    (SptCsvMapping       *self,
                                                   guint                row);
const char     *spt_csv_mapping_get_sheet         (const SptCsvMapping *self);
void            spt_csv_mapping_set_sheet         (SptCsvMapping       *self,
                                                   const char          *sheet);

/* A template that gives just this column: braces are doubled as needed. */
char           *spt_csv_mapping_dup_column        (const char          *name) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a template can be used with these columns; else what is wrong: the name of the column
 * that is not there (transfer full), "" for a brace that does not close. */
gboolean        spt_csv_mapping_check_template    (const char          *template_text,
                                                   const char *const   *header,
                                                   guint                n_header,
                                                   char               **missing);

/* Corrections are not part of it. */
char           *spt_csv_mapping_dup_json          (const SptCsvMapping *self) G_GNUC_WARN_UNUSED_RESULT;
SptCsvMapping  *spt_csv_mapping_parse             (const char          *json,
                                                   GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* One cell as it would come in, for a preview; "" where @target has no template. */
char           *spt_csv_mapping_apply             (const SptCsvMapping *self,
                                                   const char *const   *header,
                                                   guint                n_header,
                                                   const char *const   *fields,
                                                   guint                n_fields,
                                                   const char          *target) G_GNUC_WARN_UNUSED_RESULT;

/* A cell mended in the check: the text stands for what the row brought. NULL takes it back. */
void            spt_csv_mapping_correct           (SptCsvMapping       *self,
                                                   guint                row,
                                                   const char          *target,
                                                   const char          *text);
const char     *spt_csv_mapping_get_correction    (const SptCsvMapping *self,
                                                   guint                row,
                                                   const char          *target);
guint           spt_csv_mapping_get_n_corrections (const SptCsvMapping *self);

/* What their columns are called, for a heading of ours: "Cognome, Nome"; NULL for a fixed value or
 * no template. A transfer that came from a further row of the file is looked for as the first one.
 * */
char           *spt_csv_mapping_dup_source        (const SptCsvMapping *self,
                                                   const char          *target);

/* By our names, by labels, by the words of data/csv-words.json. */
SptCsvMapping  *spt_csv_mapping_guess             (const char *const   *header,
                                                   guint                n_header,
                                                   const SptCsvColumn  *columns,
                                                   guint                n_columns) G_GNUC_WARN_UNUSED_RESULT;
/* How many cells of a row look like names of columns that could be guessed. */
guint           spt_csv_mapping_count_known       (const char *const   *header,
                                                   guint                n_header,
                                                   const SptCsvColumn  *columns,
                                                   guint                n_columns);
char           *spt_csv_mapping_dup_header_digest (const char *const   *header,
                                                   guint                n_header) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
