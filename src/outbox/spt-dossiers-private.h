/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of dossiers: what each adds to what all have in common (spt-dossiers.c). */
#pragma once

#include "outbox/spt-dossiers.h"
#include "outbox/spt-flat-csv.h"
#include "outbox/spt-record-kind.h"
#include "store/spt-store-dossiers.h"

G_BEGIN_DECLS

/**
 * SptDossierKind:
 * @id: "vouchers"
 * @owner: (nullable): the field that keeps who typed it
 * @completes: a row of a file completes what the service has already; else that is a duplicate
 * @keeps_id: the service's number is kept on the person or company it was taken from
 * @code: (nullable): the field by which the person or company is found that it is about
 * @name: (nullable): the field that takes their name
 * @key_path: (nullable): the field that its key is taken from, where twins are warned of
 * @warns_of_twins: nobody knows what the service does with a key it has already: a second one is
 *   worth a word
 * @csv: how the rows of a file are read
 * @match: (nullable): finds the dossier that an entry is about, or refuses it; %NULL = the one of its key
 * @check: (nullable): what only the archive can tell; @id 0 = a new one, @account (nullable): with
 *   which it goes
 *
 * One kind of dossiers. What they consist of, and the rules, are those of the service whose records
 * they are.
 */
typedef struct
{
  const char *id;
  const char *owner;
  gboolean    completes;
  gboolean    keeps_id;
  const char *code;
  const char *name;
  const char *key_path;
  gboolean    warns_of_twins;
  SptFlatCsv  csv;
  gboolean  (*match) (SptDb            *db,
                      SptRecordEntry   *entry,
                      SptDossierMatch  *match,
                      GError          **error);
  gboolean  (*check) (SptDb         *db,
                      gint64         id,
                      SptRecord     *record,
                      SptAccount    *account,
                      guint          row,
                      SptIssueList  *issues,
                      GError       **error);
} SptDossierKind;

extern const SptDossierKind spt_dossier_kind_vouchers;       /* spt-dossiers-vouchers.c */
extern const SptDossierKind spt_dossier_kind_registry_items; /* spt-dossiers-registry.c */
extern const SptDossierKind spt_dossier_kind_lookups;        /* spt-dossiers-lookups.c */

/* NULL behind the last. */
extern const SptDossierKind *const _spt_dossier_kinds[];

/* NULL for a kind that is none of dossiers. */
const SptDossierKind *_spt_dossier_kind_find (const char            *id);
/* What kind one of the archive is of; NULL as above. */
gboolean    _spt_dossier_find_kind   (SptDb                 *db,
                                      gint64                 id,
                                      const SptDossierKind **kind,
                                      GError               **error);
SptSchema  *_spt_dossiers_get_schema (const SptDossierKind  *kind);
/* Where the sentences of its findings are: the service's id. */
const char *_spt_dossiers_get_domain (const SptDossierKind  *kind);
/* Text of a field of the root by its name; "" where it is empty. */
const char *_spt_dossiers_get        (SptRecord             *record,
                                      const char            *name);
void        _spt_dossiers_set        (SptRecord             *record,
                                      const char            *name,
                                      const char            *text);
/* The operation on a record that the last word of its id names; NULL = none. */
const SptOperationInfo *_spt_dossiers_find_operation (const SptDossierKind *kind,
                                                      const char           *record_operation);
/* The one that begins a dossier. */
const char *_spt_dossiers_get_beginning (const SptDossierKind *kind);

/* Whether a part of the document prepares it; one without begins a dossier. */
gboolean    _spt_dossiers_has_part   (const SptDossierKind   *kind,
                                      const SptOperationInfo *info);
/* Whether the document asks for anything where it stands now. */
gboolean    _spt_dossiers_asks_next  (SptDb                 *db,
                                      gint64                 id,
                                      SptRecord             *record,
                                      gboolean              *asks,
                                      GError               **error);
/* Finds out again what the document asks for where it stands now, and what speaks against it. @doc:
 * (nullable): a new one. */
gboolean    _spt_dossiers_recheck    (SptDb                 *db,
                                      gint64                 id,
                                      SptRecord             *record,
                                      gint64                 now_utc_ms,
                                      const char            *doc,
                                      GError               **error);

/* What a row of the table of record kinds needs; the kind is told by the record's schema. */
gboolean    _spt_dossiers_check      (SptDb                 *db,
                                      SptRecordEntry        *entry,
                                      SptIssueList          *issues,
                                      GError               **error);
void        _spt_dossiers_describe   (SptRecordEntry        *entry);
gboolean    _spt_dossiers_find       (SptDb                 *db,
                                      SptRecordEntry        *entry,
                                      SptIssueList          *issues,
                                      GError               **error);
gint64      _spt_dossiers_save       (SptDb                 *db,
                                      SptRecordEntry        *entry,
                                      SptIssueList          *issues,
                                      GError               **error);
gboolean    _spt_dossiers_undo       (const SptDossierKind  *kind,
                                      SptDb                 *db,
                                      gint64                 import_id,
                                      gint64                 now_utc_ms,
                                      const char            *who,
                                      guint                 *n_undone,
                                      guint                 *n_kept,
                                      GError               **error);

/* spt-dossiers-registry.c: "twin-created" or "twin-uncertain" at @path when the service has, or may
 * have, another of this code (with @account: in its environment). @id: which one is compared; 0 = a
 * new one. */
gboolean    _spt_dossiers_warn_of_twin (const SptDossierKind  *kind,
                                        SptDb                 *db,
                                        gint64                 id,
                                        const char            *path,
                                        const char            *code,
                                        SptAccount            *account,
                                        guint                  row,
                                        SptIssueList          *issues,
                                        GError               **error);

/* A row of the table of record kinds asks without saying of which kind: these say it. @name: the C
 * name of an SptDossierKind without its prefix; behind it what else the row has. */
/* *INDENT-OFF* */
#define SPT_DEFINE_DOSSIER_KIND(name, id_of_it, key_field, ...) \
  static gboolean \
  name##_read_csv (SptCsvReader *reader, const SptReadOptions *options, SptRecordFunc func, \
                   gpointer user_data, GCancellable *cancellable, GError **error) \
  { \
    return spt_flat_csv_read (&spt_dossier_kind_##name.csv, reader, options, func, user_data, \
                              cancellable, error); \
  } \
  static const SptCsvColumn * \
  name##_list_csv_columns (guint *n_columns) \
  { \
    return spt_flat_csv_list_columns (&spt_dossier_kind_##name.csv, n_columns); \
  } \
  static void \
  name##_append_csv (SptRecord *record, const char *aside, gboolean for_spreadsheet, GString *out) \
  { \
    spt_flat_csv_append (&spt_dossier_kind_##name.csv, record, aside, for_spreadsheet, out); \
  } \
  static gboolean \
  name##_undo (SptDb *db, gint64 import_id, gint64 now_utc_ms, const char *who, guint *n_undone, \
               guint *n_kept, GError **error) \
  { \
    return _spt_dossiers_undo (&spt_dossier_kind_##name, db, import_id, now_utc_ms, who, n_undone, \
                               n_kept, error); \
  } \
  const SptRecordKind spt_record_kind_##name = { \
    .id = id_of_it, \
    .key_path = key_field, \
    .list = &spt_##name##_kind, \
    .sort_import = SPT_DOSSIER_SORT_IMPORT, \
    .get_schema = name##_get_schema, \
    .check = _spt_dossiers_check, \
    .describe = _spt_dossiers_describe, \
    .find = _spt_dossiers_find, \
    .save = _spt_dossiers_save, \
    .read_csv = name##_read_csv, \
    .append_csv = name##_append_csv, \
    .dup_csv_column = spt_flat_csv_dup_column, \
    .list_csv_columns = name##_list_csv_columns, \
    .get_doc = spt_db_get_dossier_doc, \
    .undo = name##_undo, \
    __VA_ARGS__ \
  }
/* *INDENT-ON* */

G_END_DECLS
