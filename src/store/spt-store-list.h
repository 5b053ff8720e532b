/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of records: a kind of record is a table (spt-store-positions-query.c), and what asks for
 * lists, counts and rows is the same for all. On the store's thread. */
#pragma once

#include "model/spt-row.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

/**
 * SptListQuery:
 * @states: bit set of 1 << SptState, 0 = all
 * @search: (nullable): words, each a prefix, in any column of the index
 * @import_id: 0 = any
 * @account_id: 0 = any
 * @submission_id: 0 = any; else records of that submission
 * @next_operation: (nullable)
 * @organization: (nullable): only of that creditor body, by its tax code
 * @stage: (nullable): only where a dossier stands so
 * @due_until: (nullable): only dossiers whose next step is due by that day, ISO, and that are not over
 * @found: only dossiers that were not made here
 * @plant_id: 0 = any; else interventions of that plant
 * @type: (nullable): only interventions of that operation: "84"; of several: "4 5 9"
 * @sort: order, of the kind's own (SptPositionSort); ties by id
 * @descending: the order's direction
 */
typedef struct
{
  guint       states;
  const char *search;
  gint64      import_id;
  gint64      account_id;
  gint64      submission_id;
  const char *next_operation;
  const char *organization;
  const char *stage;
  const char *due_until;
  gboolean    found;
  gint64      plant_id;
  const char *type;
  guint       sort;
  gboolean    descending;
} SptListQuery;

/**
 * SptListKind:
 * @get_type: of the rows, an [class@Row]
 * @type: what a row shows
 * @what: one of them, in English, for errors
 * @changed: the notices after which a list asks anew (SptChanged)
 * @sql_row: the columns of @type in their order, with the id as ?1
 * @from: " FROM … WHERE …" of all that lists may show; columns are id, state, and those of a query
 * @from_states: (nullable): the same of less, with the column state: enough to count all
 * @where_search: (nullable): " AND …", the words of the index as ?
 * @where_import: (nullable): " AND …", the import as every ?; %NULL = what came with it
 * @where_submission: (nullable): " AND …", the submission as ?
 * @where_organization: (nullable): " AND …", the body's tax code as every ?
 * @where_work: (nullable): " AND …" for what is work still: the rest is shown when asked for by
 *   state, by words, or by where it came from
 * @sorts: expressions of each order, %NULL-terminated; the id follows by itself
 * @n_sorts: their number
 * @is_grouped: an id may be there several times: the list has it once
 * @sql_walk: (nullable): id and time of nearly all that lists may show, the newest first: straight from an index
 * @sql_walk_one: (nullable): the same of the one ?1, where @sql_walk did not have it
 * @walk_sort: the order that this is, descending
 * @sql_search: (nullable): the ids that have the words ?1, in any order
 */
typedef struct
{
  GType             (*get_type) (void);
  const SptStruct    *type;
  const char         *what;
  guint               changed;
  const char         *sql_row;
  const char         *from;
  const char         *from_states;
  const char         *where_search;
  const char         *where_import;
  const char         *where_submission;
  const char         *where_organization;
  const char         *where_work;
  const char *const (*sorts)[3];
  guint               n_sorts;
  gboolean            is_grouped;
  const char         *sql_walk;
  const char         *sql_walk_one;
  guint               walk_sort;
  const char         *sql_search;
} SptListKind;

extern const SptListKind spt_positions_kind;   /* spt-store-positions-query.c */
extern const SptListKind spt_submissions_kind; /* spt-store-submissions-query.c */
extern const SptListKind spt_subjects_kind;    /* spt-store-subjects.c */

/* The id spine: (element-type gint64). */
GArray   *spt_db_query_list (SptDb               *db,
                             const SptListKind   *kind,
                             const SptListQuery  *query,
                             GCancellable        *cancellable,
                             GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* SPT_N_STATES counts, of @query (nullable) without its states. */
gboolean  spt_db_count_list (SptDb               *db,
                             const SptListKind   *kind,
                             const SptListQuery  *query,
                             guint               *counts,
                             GError             **error);
/* How many spt_db_query_list() finds. */
gboolean  spt_db_count_shown (SptDb               *db,
                              const SptListKind   *kind,
                              const SptListQuery  *query,
                              guint               *n,
                              GError             **error);
/* Plain data of @kind->type for spt_row_update(); spt_struct_free(). NULL with NOT_FOUND when there
 * is none. */
gpointer  spt_db_load_row   (SptDb               *db,
                             const SptListKind   *kind,
                             gint64               id,
                             GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* A fresh object with every property. */
gpointer  spt_db_get_row    (SptDb               *db,
                             const SptListKind   *kind,
                             gint64               id,
                             GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
