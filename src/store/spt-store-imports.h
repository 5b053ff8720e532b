/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports: what came in together, the file it came from, and how its columns were read. */
#pragma once

#include "model/spt-issue.h"
#include "model/spt-state.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

/* --- remembered mappings ---------------------------------------------------------------------- */

typedef struct
{
  gint64  id;
  char   *name;
  char   *header; /* the digest of the column names it was made for */
  char   *doc;    /* JSON */
} SptStoredMapping;

void       spt_stored_mapping_free      (SptStoredMapping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptStoredMapping, spt_stored_mapping_free)

/* (element-type SptStoredMapping) (transfer full): the one used last first. */
GPtrArray *spt_db_list_mappings         (SptDb             *db,
                                         const char        *kind,
                                         GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* By name, or by the digest of the header (the one used last); @mapping NULL without an error:
 * none. */
gboolean   spt_db_get_mapping           (SptDb             *db,
                                         const char        *kind,
                                         const char        *name,
                                         SptStoredMapping **mapping,
                                         GError           **error);
gboolean   spt_db_find_mapping          (SptDb             *db,
                                         const char        *kind,
                                         const char        *header,
                                         SptStoredMapping **mapping,
                                         GError           **error);
/* Makes it or takes its place; it was used now. */
gboolean   spt_db_save_mapping          (SptDb             *db,
                                         const char        *kind,
                                         const char        *name,
                                         const char        *header,
                                         const char        *doc,
                                         GError           **error);
gboolean   spt_db_remove_mapping        (SptDb             *db,
                                         const char        *kind,
                                         const char        *name,
                                         GError           **error);

/* --- what came in ---------------------------------------------------------------------------- */

/**
 * SptImportEntry:
 * @label: what the clerk calls it: the file's name
 * @created: UTC milliseconds
 * @n_good: records without an error
 * @n_faulty: records to be corrected
 * @n_rejected: rows that did not come in
 * @undone: when it was taken back; 0 = it was not
 * @has_rows: the file was kept and has rows, which can go back with their outcomes
 * @was_accepted: the service has taken something of it
 *
 * An import as a list shows it.
 */
typedef struct
{
  gint64    id;
  char     *label;
  gint64    created;
  guint     n_good;
  guint     n_faulty;
  guint     n_rejected;
  gint64    undone;
  gboolean  has_rows;
  gboolean  was_accepted;
} SptImportEntry;

void       spt_import_entry_free        (SptImportEntry    *self);
/* (element-type SptImportEntry), the newest first; no more than two hundred. */
GPtrArray *spt_db_list_imports          (SptDb             *db,
                                         const char        *kind,
                                         GError           **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the import is called that all of its positions (@low to @high) came with, as the title of the
 * job; nothing when they came otherwise. */
gboolean   spt_db_name_job              (SptDb             *db,
                                         const char        *kind,
                                         gint64             job_id,
                                         gint64             low,
                                         gint64             high,
                                         GError           **error);

/* --- the file as it came -------------------------------------------------------------------------- */

gboolean   spt_db_begin_import_source   (SptDb             *db,
                                         gint64             import_id,
                                         const char        *name,
                                         const char        *mapping, /* (nullable) */
                                         GError           **error);
/* @data is deflated (zlib). */
gboolean   spt_db_add_import_part       (SptDb             *db,
                                         gint64             import_id,
                                         guint              n,
                                         GBytes            *data,
                                         GError           **error);
gboolean   spt_db_finish_import_source  (SptDb             *db,
                                         gint64             import_id,
                                         gint64             size,
                                         const char        *sha256,
                                         GError           **error);
/* What became of a row that is not the first of a record of this import. @first_row, @record_id 0 =
 * none; @issue NULL = not rejected. */
gboolean   spt_db_add_import_row        (SptDb             *db,
                                         gint64             import_id,
                                         guint              row,
                                         guint              first_row,
                                         guint              part,
                                         gint64             record_id,
                                         const SptIssue    *issue,
                                         GError           **error);

typedef struct
{
  char   *kind;
  char   *name;
  char   *mapping; /* (nullable) */
  gint64  size;
  char   *sha256;
} SptImportSource;

void             spt_import_source_free   (SptImportSource  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptImportSource, spt_import_source_free)

/* NOT_FOUND when there is no such import, it was undone, or its file was not kept. */
SptImportSource *spt_db_get_import_source (SptDb            *db,
                                           gint64            import_id,
                                           GError          **error) G_GNUC_WARN_UNUSED_RESULT;
/* @data NULL without an error: there are no more. */
gboolean         spt_db_get_import_part   (SptDb            *db,
                                           gint64            import_id,
                                           guint             n,
                                           GBytes          **data,
                                           GError          **error);

/**
 * SptImportOutcome:
 * @is_known: the import has said something of this row
 * @record_id: 0 = it did not come in
 * @part: which payment of the record
 * @rejected: why it did not come in: domain %NULL when it is not known
 * @removed: the record was taken out of the archive
 * @state: of what was sent last, else of the record
 * @was_sent: @state, @operation and what follows are of a submission
 * @since: UTC milliseconds
 * @number: (nullable): what the service calls the record now
 * @phase: (nullable): where the record stands at the service now, in its words
 * @found: (nullable): what the service found for it: an address
 * @is_before: @phase, @found and @since are of an answer that was there before; the record was not sent
 *
 * What became of a row of a file.
 */
typedef struct
{
  gboolean  is_known;
  gint64    record_id;
  guint     part;
  SptIssue  rejected;
  gboolean  removed;
  SptState  state;
  gboolean  was_sent;
  char     *operation;
  char     *code;
  char     *message;
  char     *remote_id;
  gint64    since;
  char     *doc;
  char     *number;
  char     *phase;
  char     *found;
  gboolean  is_before;
} SptImportOutcome;

void     spt_import_outcome_clear         (SptImportOutcome  *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptImportOutcome, spt_import_outcome_clear)

gboolean spt_db_get_import_outcome        (SptDb             *db,
                                           gint64             import_id,
                                           guint              row,
                                           SptImportOutcome  *outcome,
                                           GError           **error);

G_END_DECLS
