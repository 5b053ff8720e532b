/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and companies: their rules, and what is done with several at once. */
#pragma once

#include "outbox/spt-record-kind.h"
#include "store/spt-store-subjects.h"

G_BEGIN_DECLS

/* Borrowed, made once; NULL when the user's own table is broken. */
SptSchema *spt_subject_get_schema  (void);
/* Every rule that needs no archive. */
void       spt_subject_check       (SptRecord    *record,
                                    guint         row,
                                    SptIssueList *issues);
/* Sex and date of birth as the codice fiscale has them, into empty fields; whether anything was
 * filled. @now_utc_ms: whoever is not yet of age is taken for a hundred years older. */
gboolean   spt_subject_derive      (SptRecord    *record,
                                    gint64        now_utc_ms);
/* What lists show of it: "Rossi Mario". */
char      *spt_subject_dup_name    (SptRecord    *record) G_GNUC_WARN_UNUSED_RESULT;
/* A new record for the debtor of a position. FALSE when it has neither name nor code. */
gboolean   spt_subject_fill_from_debtor (SptRecord *record,
                                         SptRecord *position);
/* The debtor's fields of a position from a subject. (transfer full) (element-type utf8 utf8): field
 * name and text. */
GHashTable *spt_subject_dup_debtor (SptRecord    *record) G_GNUC_WARN_UNUSED_RESULT;

/* What a service found: the address with its date and source ("pecSource"), NULL = nothing; it was looked up then. */
void        spt_subject_set_pec         (SptRecord    *record,
                                         const char   *address,
                                         const char   *source,
                                         gint64        utc_ms);
/* Whether one is known that is worth as much as what would be found: dated ones for as long as @max_age_ms. */
gboolean    spt_subject_knows_pec       (SptRecord    *record,
                                         gint64        now_utc_ms,
                                         gint64        max_age_ms);
/* The identifier under which a service keeps it, of one account. (nullable), borrowed. */
const char *spt_subject_get_registry_id (SptRecord    *record,
                                         const char   *service,
                                         const char   *account);
gboolean    spt_subject_set_registry_id (SptRecord    *record,
                                         const char   *service,
                                         const char   *account,
                                         const char   *id,
                                         gint64        utc_ms);

/* The same of subject @id in the archive, or of the one that it was merged into; a removed one is left alone. */
gboolean    spt_subject_keep_registry_id (SptDb       *db,
                                          gint64       id,
                                          const char  *service,
                                          const char  *account,
                                          const char  *registry_id,
                                          gint64       utc_ms,
                                          GError     **error);

/**
 * SptDebtorsResult:
 * @import_id: the change, to be taken back with spt_import_undo(); 0 = nobody was new
 * @n_added: subjects made
 * @n_faulty: of them, those with errors
 */
typedef struct
{
  gint64 import_id;
  guint  n_added;
  guint  n_faulty;
} SptDebtorsResult;

/* Debtors whom the directory lacks, of an import of positions (0 = of all), in one transaction.
 * Blocking. */
gboolean   spt_subjects_add_debtors (SptStore         *store,
                                     gint64            import_id,
                                     const char       *label,
                                     const char       *who,
                                     SptDebtorsResult *result,
                                     GCancellable     *cancellable,
                                     GError          **error);
void       spt_subjects_add_debtors_async  (SptStore            *store,
                                            gint64               import_id,
                                            const char          *label,
                                            const char          *who,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
gboolean   spt_subjects_add_debtors_finish (SptStore            *store,
                                            GAsyncResult        *result,
                                            SptDebtorsResult    *added,
                                            GError             **error);
/* How many of them there are. */
void       spt_subjects_count_debtors_async  (SptStore            *store,
                                              gint64               import_id,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
gboolean   spt_subjects_count_debtors_finish (SptStore            *store,
                                              GAsyncResult        *result,
                                              guint               *n_new,
                                              GError             **error);
/* Makes @gone part of @kept, whose document becomes @record. The id of the change, 0 on error.
 * Blocking. */
gint64     spt_subjects_merge       (SptStore    *store,
                                     gint64       kept,
                                     gint64       gone,
                                     SptRecord   *record,
                                     const char  *who,
                                     GError     **error);

G_END_DECLS
