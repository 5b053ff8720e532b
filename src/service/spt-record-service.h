/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service whose requests are about one record each: what such services share of checking and
 * preparing. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

#define SPT_TYPE_RECORD_SERVICE (spt_record_service_get_type ())

G_DECLARE_DERIVABLE_TYPE (SptRecordService, spt_record_service, SPT, RECORD_SERVICE, SptService)

/**
 * SptRecordServiceClass:
 * @get_schema: what its records consist of; borrowed, %NULL when the user's own table is broken
 * @check: every rule of the service on one record, see SptServiceClass.check_record
 * @check_order: (nullable): what of the account keeps anything from being prepared; before the records
 * @check_again: (nullable): what is to be said of a record that the order had before: @seen (element-type
 *   utf8) holds what it wants, freed with g_free()
 * @get_key: what the item of a record is known by
 * @fill: the request of an operation: method, path, content type and body, which is taken; for a %NULL
 *   record the operation that is asked with nothing
 * @read: (nullable): the service's own document into @record; findings about the document itself go to
 *   @issues. %SPT_SERVICE_ERROR_DOCUMENT is a finding too: it cannot be read at all
 * @max_document: most bytes of a document
 * @too_large: message for one that has more
 * @checks_faulty: the rules look at a document, too, not all of which could be read
 *
 * All pure. A subclass that does not say @read brings check_document and prepare_document itself.
 */
struct _SptRecordServiceClass
{
  SptServiceClass parent_class;

  SptSchema  *(*get_schema)  (void);
  void        (*check)       (SptAccount   *account,
                              const char   *operation,
                              SptRecord    *record,
                              guint         row,
                              gint64        now_utc_ms,
                              SptIssueList *issues);
  void        (*check_order) (SptAccount   *account,
                              SptIssueList *issues);
  void        (*check_again) (GHashTable   *seen,
                              SptRecord    *record,
                              guint         row,
                              SptIssueList *issues);
  const char *(*get_key)     (SptRecord    *record);
  void        (*fill)        (SptAccount         *account,
                              const char         *operation,
                              SptRecord          *record,
                              SptPreparedRequest *request);
  gboolean    (*read)        (SptAccount   *account,
                              const char   *operation,
                              const char   *text,
                              gsize         length,
                              SptRecord    *record,
                              SptIssueList *issues,
                              GError      **error);
  gsize       max_document;
  const char *too_large;
  gboolean    checks_faulty;
};

/* The request of a record, or for NULL of an operation that is asked with nothing, to @func.
 * @record_id: (nullable). */
gboolean spt_record_service_give        (SptRecordService *self,
                                         SptAccount       *account,
                                         const char       *operation,
                                         SptRecord        *record,
                                         guint             row,
                                         const gint64     *record_id,
                                         SptPreparedFunc   func,
                                         gpointer          user_data,
                                         GError          **error);
/* A whole document, not larger than the class says; a pipe gives a little at a time. */
GBytes  *spt_record_service_read_whole  (SptRecordService *self,
                                         GInputStream     *document,
                                         GCancellable     *cancellable,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;
/* FALSE: there are errors, and nothing of the order may be kept. */
gboolean spt_record_service_fail_issues (GError          **error);

G_END_DECLS
