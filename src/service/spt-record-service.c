/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record, one request: checking and preparing, from records and from the service's own document. */

#define G_LOG_DOMAIN "spt-record-service"

#include "config.h"

#include "service/spt-record-service.h"

#define GET_CLASS(self) SPT_RECORD_SERVICE_GET_CLASS (self)

G_DEFINE_ABSTRACT_TYPE (SptRecordService, spt_record_service, SPT_TYPE_SERVICE)

static void
spt_record_service_check_record (SptService   *service,
                                 SptAccount   *account,
                                 const char   *operation,
                                 SptRecord    *record,
                                 guint         row,
                                 gint64        now_utc_ms,
                                 SptIssueList *issues)
{
  GET_CLASS (service)->check (account, operation, record, row, now_utc_ms, issues);
}

static SptSchema *
spt_record_service_get_record_schema (SptService *service)
{
  return GET_CLASS (service)->get_schema ();
}

/* With an error anywhere nothing of the order is kept: the caller undoes what was given. */
static gboolean
spt_record_service_prepare_records (SptService       *service,
                                    SptAccount       *account,
                                    const char       *operation,
                                    SptRecordSource   source,
                                    gpointer          source_data,
                                    gint64            now_utc_ms,
                                    SptPreparedFunc   func,
                                    gpointer          user_data,
                                    SptIssueList     *issues,
                                    GCancellable     *cancellable,
                                    GError          **error)
{
  SptRecordServiceClass *klass = GET_CLASS (service);
  g_autoptr (SptRecord) record = spt_record_new (klass->get_schema ());
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) doc = g_string_new (NULL);
  GError *local_error = NULL;
  gint64 id;
  guint row;

  if (klass->check_order != NULL)
    klass->check_order (account, issues);
  for (;;)
    {
      g_string_truncate (doc, 0);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!source (doc, &id, &row, source_data, &local_error))
        break;
      if (!spt_record_read (record, doc->str, (gssize) doc->len, error))
        return FALSE;
      klass->check (account, operation, record, row, now_utc_ms, issues);
      if (klass->check_again != NULL)
        klass->check_again (seen, record, row, issues);
      /* Once there is an error nothing leaves: the rest is only checked. */
      if (spt_issue_list_get_n_stopping (issues) == 0 &&
          !spt_record_service_give (SPT_RECORD_SERVICE (service), account, operation, record, row, &id,
                                    func, user_data, error))
        return FALSE;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  return spt_issue_list_get_n_stopping (issues) == 0 || spt_record_service_fail_issues (error);
}

/* A document that cannot be read as one is a finding about it. */
static gboolean
load_document (SptService    *service,
               SptAccount    *account,
               const char    *operation,
               GInputStream  *document,
               gint64         now_utc_ms,
               SptRecord     *record,
               SptIssueList  *issues,
               GCancellable  *cancellable,
               GError       **error)
{
  SptRecordServiceClass *klass = GET_CLASS (service);
  g_autoptr (GBytes) bytes =
    spt_record_service_read_whole (SPT_RECORD_SERVICE (service), document, cancellable, error);
  g_autoptr (GError) local_error = NULL;

  if (bytes == NULL)
    return FALSE;
  if (klass->read (account, operation, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   record, issues, &local_error))
    {
      if (klass->checks_faulty || spt_issue_list_get_n_errors (issues) == 0)
        klass->check (account, operation, record, 1, now_utc_ms, issues);
      return TRUE;
    }
  if (!g_error_matches (local_error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, spt_service_get_info (service)->id, "file-not-json", 0,
                      NULL, local_error->message, NULL);

  return TRUE;
}

static gboolean
spt_record_service_check_document (SptService    *service,
                                   SptAccount    *account,
                                   const char    *operation,
                                   GInputStream  *document,
                                   gint64         now_utc_ms,
                                   SptIssueList  *issues,
                                   GCancellable  *cancellable,
                                   GError       **error)
{
  g_autoptr (SptRecord) record = spt_record_new (GET_CLASS (service)->get_schema ());

  return load_document (service, account, operation, document, now_utc_ms, record, issues, cancellable,
                        error);
}

static gboolean
spt_record_service_prepare_document (SptService       *service,
                                     SptAccount       *account,
                                     const char       *operation,
                                     GInputStream     *document,
                                     gint64            now_utc_ms,
                                     SptPreparedFunc   func,
                                     gpointer          user_data,
                                     SptIssueList     *issues,
                                     GCancellable     *cancellable,
                                     GError          **error)
{
  SptRecordServiceClass *klass = GET_CLASS (service);
  const SptOperationInfo *info = spt_service_find_operation (service, operation);
  g_autoptr (SptRecord) record = NULL;

  if (document == NULL && info != NULL && info->takes_document)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT, "\"%s\" wants a document",
                   operation);
      return FALSE;
    }
  if (document != NULL)
    {
      record = spt_record_new (klass->get_schema ());
      if (klass->check_order != NULL)
        klass->check_order (account, issues);
      if (!load_document (service, account, operation, document, now_utc_ms, record, issues,
                          cancellable, error))
        return FALSE;
      if (spt_issue_list_get_n_errors (issues) > 0)
        return spt_record_service_fail_issues (error);
    }

  return spt_record_service_give (SPT_RECORD_SERVICE (service), account, operation, record, 1, NULL,
                                  func, user_data, error);
}

static void
spt_record_service_class_init (SptRecordServiceClass *klass)
{
  SptServiceClass *service_class = SPT_SERVICE_CLASS (klass);

  klass->max_document = 1024 * 1024;
  service_class->get_record_schema = spt_record_service_get_record_schema;
  service_class->check_record = spt_record_service_check_record;
  service_class->prepare_records = spt_record_service_prepare_records;
  service_class->check_document = spt_record_service_check_document;
  service_class->prepare_document = spt_record_service_prepare_document;
}

static void
spt_record_service_init (SptRecordService *self)
{
}

/**
 * spt_record_service_give:
 * @self: a service
 * @account: (nullable): an account of it
 * @operation: an operation of it
 * @record: (nullable): whom it is about; %NULL for an operation that is asked with nothing
 * @row: of the file, from 1
 * @record_id: (nullable): in the archive
 * @func: takes the request
 * @user_data: for @func
 * @error: return location for an error of @func
 *
 * Makes the request of one record.
 *
 * Returns: what @func returned
 */
gboolean
spt_record_service_give (SptRecordService  *self,
                         SptAccount        *account,
                         const char        *operation,
                         SptRecord         *record,
                         guint              row,
                         const gint64      *record_id,
                         SptPreparedFunc    func,
                         gpointer           user_data,
                         GError           **error)
{
  const char *key = record != NULL ? GET_CLASS (self)->get_key (record) : NULL;
  SptPreparedRequest request = { .method = "POST" };
  g_autoptr (GBytes) body = NULL;

  if (record != NULL)
    {
      request.n_items = 1;
      request.keys = &key;
      request.rows = &row;
      request.record_ids = record_id;
    }
  GET_CLASS (self)->fill (account, operation, record, &request);
  body = request.body;

  return func (&request, user_data, error);
}

/**
 * spt_record_service_read_whole:
 * @self: a service
 * @document: a document
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Reads a document to its end.
 *
 * Returns: (transfer full): its bytes, or %NULL with an error; %SPT_SERVICE_ERROR_DOCUMENT when there
 *   are too many
 */
GBytes *
spt_record_service_read_whole (SptRecordService  *self,
                               GInputStream      *document,
                               GCancellable      *cancellable,
                               GError           **error)
{
  gsize most = GET_CLASS (self)->max_document;
  g_autofree char *text = g_malloc (most + 1);
  gsize length;

  if (!g_input_stream_read_all (document, text, most + 1, &length, cancellable, error))
    return NULL;
  if (length > most)
    {
      g_set_error_literal (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                           GET_CLASS (self)->too_large);
      return NULL;
    }

  return g_bytes_new (text, length);
}

/**
 * spt_record_service_fail_issues:
 * @error: return location for the error
 *
 * Says that the check found errors.
 *
 * Returns: %FALSE
 */
gboolean
spt_record_service_fail_issues (GError **error)
{
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES, "There are errors to mend");

  return FALSE;
}
