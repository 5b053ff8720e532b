/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pagoPA's bulk management of debt positions (GPD, and its twin ACA) as a service. */

#define G_LOG_DOMAIN "spt-gpd-service"

#include "config.h"

#include "services/gpd/spt-gpd-service.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-json.h"
#include "services/gpd/spt-gpd-build.h"
#include "services/gpd/spt-gpd-changes.h"
#include "services/gpd/spt-gpd-columns.h"
#include "services/gpd/spt-gpd-csv.h"
#include "services/gpd/spt-gpd-due.h"
#include "services/gpd/spt-gpd-export.h"
#include "services/gpd/spt-gpd-fields.h"
#include "services/gpd/spt-gpd-flow.h"
#include "services/gpd/spt-gpd-json.h"
#include "services/gpd/spt-gpd-records.h"
#include "services/gpd/spt-gpd-rules.h"
#include "services/gpd/spt-gpd-wire.h"

struct _SptGpdService
{
  SptService    parent_instance;

  GMutex        lock;   /* the table is asked for on the main thread and on workers */
  SptSchema    *schema; /* (owned) (nullable) (mutex lock) */
  SptGpdFields *fields; /* (owned) (nullable) (mutex lock) */
  GError       *error;  /* (owned) (nullable) (mutex lock) why there is no schema */
  SptCsvColumn *layout; /* (owned) (nullable) (mutex lock) */
  guint         n_layout;
  SptSchema    *due;    /* (owned) (nullable) (mutex lock) of a kind of due */
  SptGpdSeen   *seen;   /* (owned) of the session that spt_gpd_service_check_begin() began */
};

G_DEFINE_FINAL_TYPE (SptGpdService, spt_gpd_service, SPT_TYPE_SERVICE)

static const SptOperationInfo operations[] = {
  {
    .id = "gpd.create",
    .label = N_("Create debt positions"),
    .record_kind = "debt-positions",
    .record_operation = "create",
    .takes_document = TRUE,
    .changes_something = TRUE,
  },
  {
    .id = "gpd.update",
    .label = N_("Update debt positions"),
    .record_kind = "debt-positions",
    .record_operation = "update",
    .takes_document = TRUE,
    .changes_something = TRUE,
  },
  {
    .id = "gpd.delete",
    .label = N_("Delete debt positions"),
    .record_kind = "debt-positions",
    .record_operation = "delete",
    .takes_document = TRUE,
    .changes_something = TRUE,
  },
};

static const SptServiceInfo info = {
  .id = "gpd",
  .name = N_("pagoPA debt positions (GPD)"),
  .description = N_("Loads, changes and deletes debt positions, so that citizens can pay their notices."),
  .operations = operations,
  .n_operations = G_N_ELEMENTS (operations),
  .account_table = "gpd/account.json",
  .record_kind = "debt-positions",
  /* Uploads 1 a second, the rest more, but integrators met 429 while polling (GPD facts 2). */
  .min_interval_ms = 1100,
  .send_interval_ms = 1100,
  /* The service's own ingress may hold a request for 130 s (GPD facts 3). */
  .settle_grace_ms = SPT_GPD_SETTLE_GRACE_MS,
};

/* --- the table of positions ------------------------------------------------------------------ */

static const SptGpdFields *
get_fields (SptGpdService  *self,
            GError        **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->fields == NULL && self->error == NULL)
    {
      self->schema = spt_schema_load ("gpd/position.json", info.id, &self->error);
      if (self->schema != NULL)
        self->fields = spt_gpd_fields_new (self->schema, &self->error);
      if (self->fields == NULL)
        g_warning ("gpd/position.json: %s", self->error->message);
    }
  if (self->fields == NULL && error != NULL)
    *error = g_error_copy (self->error);

  return self->fields;
}

static SptSchema *
spt_gpd_service_get_record_schema (SptService *service)
{
  const SptGpdFields *fields = get_fields (SPT_GPD_SERVICE (service), NULL);

  return fields != NULL ? fields->schema : NULL;
}

/* --- records --------------------------------------------------------------------------------- */

static void
spt_gpd_service_check_begin (SptService *service)
{
  spt_gpd_seen_reset (SPT_GPD_SERVICE (service)->seen);
}

static void
spt_gpd_service_check_record (SptService   *service,
                              SptAccount   *account,
                              const char   *operation,
                              SptRecord    *record,
                              guint         row,
                              gint64        now_utc_ms,
                              SptIssueList *issues)
{
  SptGpdService *self = SPT_GPD_SERVICE (service);
  const SptGpdFields *fields = get_fields (self, NULL);

  g_return_if_fail (fields != NULL);

  spt_gpd_rules_check (fields, self->seen, account, operation, record, row, now_utc_ms, issues);
}

static void
spt_gpd_service_get_position_columns (SptService         *service,
                                      SptRecord          *record,
                                      SptPositionColumns *columns)
{
  const SptGpdFields *fields = get_fields (SPT_GPD_SERVICE (service), NULL);

  g_return_if_fail (fields != NULL);

  spt_gpd_columns_read (fields, record, columns);
}

/* --- documents ------------------------------------------------------------------------------- */

static gboolean
is_delete (const char *operation)
{
  return g_strcmp0 (operation, "gpd.delete") == 0;
}

/* What is no JSON is a finding about the document; trouble with the stream is an error. */
static gboolean
note_syntax (GError        *error,
             guint          row,
             SptIssueList  *issues)
{
  if (error->domain != SPT_JSON_ERROR)
    return FALSE;

  spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_GPD_DOMAIN,
                      error->code == SPT_JSON_ERROR_EMPTY ? "file-empty" : "file-not-json", row,
                      NULL,
                      error->message, NULL);
  spt_issue_list_set_rejects (issues, SPT_ISSUE_UNREADABLE);

  return TRUE;
}

typedef struct
{
  SptGpdService      *self;
  const SptGpdFields *fields;
  SptAccount         *account;
  const char         *operation;
  SptIssueList       *issues;
  gint64              now_utc_ms;
  guint               row;
  SptGpdBuilder      *builder; /* (nullable): requests come out while there is no error */
  SptRecordFunc       func;    /* (nullable): records go on */
  gpointer            user_data;
} Reading;

static gboolean
take_element (SptRecord  *record,
              guint       row,
              gpointer    user_data,
              GError    **error)
{
  Reading *reading = user_data;

  reading->row = row;
  if (record != NULL)
    spt_gpd_rules_check (reading->fields, reading->self->seen, reading->account, reading->operation,
                         record, row, reading->now_utc_ms, reading->issues);
  if (reading->func != NULL)
    {
      gboolean ok = reading->func (record, row, reading->issues, NULL, reading->user_data, error);

      spt_issue_list_reset (reading->issues);
      return ok;
    }
  /* Once there is an error nothing can leave: the rest is only checked. */
  if (reading->builder != NULL && spt_issue_list_get_n_errors (reading->issues) == 0)
    return spt_gpd_builder_add (reading->builder, record, row, -1, error);

  return TRUE;
}

/* ACA has the newer version alone (GPD facts 1): such an account cannot work as it is set. A code of the central services makes
 * numbers that somebody else may make too (GPD facts 7bis). */
static void
spt_gpd_service_check_account (SptService   *service,
                               SptAccount   *account,
                               SptIssueList *issues)
{
  const char *flavour = spt_account_get_setting (account, "flavour");
  const char *base_url = spt_account_get_base_url (account);
  const char *segregation = spt_account_get_setting (account, "iuv-segregation");
  g_autofree char *base = NULL;

  if (segregation != NULL && spt_gpd_segregation_is_central (segregation))
    spt_issue_list_add (issues, SPT_ISSUE_WARNING, SPT_GPD_DOMAIN, "segregation-reserved", 0,
                        "iuv-segregation", segregation, SPT_GPD_SEGREGATIONS);
  if (g_strcmp0 (flavour, "aca") != 0)
    return;
  base = spt_gpd_wire_dup_base (base_url, spt_account_get_setting (account, "api-version"), flavour,
                                NULL);
  if (g_str_has_suffix (base, "/v1"))
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_GPD_DOMAIN, "aca-version", 0, "api-version",
                        "v1", "v2");
}

static gboolean
read_all (Reading       *reading,
          GInputStream  *document,
          GCancellable  *cancellable,
          GError       **error)
{
  spt_gpd_seen_reset (reading->self->seen);

  return spt_gpd_json_read (reading->fields, document, is_delete (reading->operation), take_element,
                            reading, reading->issues, cancellable, error);
}

/* The same, where a document that is no JSON is a finding about it. */
static gboolean
read_noting (Reading       *reading,
             GInputStream  *document,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GError) failure = NULL;

  if (read_all (reading, document, cancellable, &failure) ||
      note_syntax (failure, reading->row, reading->issues))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
spt_gpd_service_check_document (SptService    *service,
                                SptAccount    *account,
                                const char    *operation,
                                GInputStream  *document,
                                gint64         now_utc_ms,
                                SptIssueList  *issues,
                                GCancellable  *cancellable,
                                GError       **error)
{
  SptGpdService *self = SPT_GPD_SERVICE (service);
  Reading reading = {
    .self = self,
    .fields = get_fields (self, error),
    .account = account,
    .operation = operation,
    .issues = issues,
    .now_utc_ms = now_utc_ms,
  };

  return reading.fields != NULL && read_noting (&reading, document, cancellable, error);
}

static gboolean
spt_gpd_service_read_document (SptService    *service,
                               const char    *operation,
                               GInputStream  *document,
                               gint64         now_utc_ms,
                               SptRecordFunc  func,
                               gpointer       user_data,
                               GCancellable  *cancellable,
                               GError       **error)
{
  SptGpdService *self = SPT_GPD_SERVICE (service);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) failure = NULL;
  Reading reading = {
    .self = self,
    .fields = get_fields (self, error),
    .operation = operation,
    .issues = issues,
    .now_utc_ms = now_utc_ms,
    .func = func,
    .user_data = user_data,
  };

  if (reading.fields == NULL)
    return FALSE;
  if (!read_all (&reading, document, cancellable, &failure))
    {
      /* A document that breaks off cannot come in, not even in part. */
      if (failure->domain == SPT_JSON_ERROR)
        g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT, "%s", failure->message);
      else
        g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  /* What is said about the document as a whole. */
  return spt_issue_list_get_n (issues) == 0 || func (NULL, 0, issues, NULL, user_data, error);
}

static const SptCsvColumn *
spt_gpd_service_list_csv_columns (SptService *service,
                                  guint      *n_columns)
{
  SptGpdService *self = SPT_GPD_SERVICE (service);
  const SptGpdFields *fields = get_fields (self, NULL);

  *n_columns = 0;
  if (fields == NULL)
    return NULL;

  g_mutex_lock (&self->lock);
  if (self->layout == NULL)
    self->layout = spt_gpd_csv_list_columns (fields, &self->n_layout);
  *n_columns = self->n_layout;
  g_mutex_unlock (&self->lock);

  return self->layout;
}

static char *
spt_gpd_service_dup_csv_cell (SptService *service,
                              SptRecord  *record,
                              guint       part,
                              const char *column)
{
  const SptGpdFields *fields = get_fields (SPT_GPD_SERVICE (service), NULL);

  return fields != NULL ? spt_gpd_csv_dup_cell (fields, record, part, column) : NULL;
}

static gboolean
spt_gpd_service_read_csv (SptService           *service,
                          SptCsvReader         *reader,
                          const SptReadOptions *options,
                          SptRecordFunc         func,
                          gpointer              user_data,
                          GCancellable         *cancellable,
                          GError              **error)
{
  SptGpdService *self = SPT_GPD_SERVICE (service);
  const SptGpdFields *fields = get_fields (self, error);
  const SptCsvColumn *layout;
  guint n_layout;

  if (fields == NULL)
    return FALSE;
  layout = spt_gpd_service_list_csv_columns (service, &n_layout);
  spt_gpd_seen_reset (self->seen);

  return spt_gpd_csv_read (fields, self->seen, reader, layout, n_layout, options, func, user_data,
                           cancellable, error);
}

/* --- preparing ------------------------------------------------------------------------------- */

static gboolean
fail_issues (SptIssueList  *issues,
             GError       **error)
{
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES,
               "%u errors: nothing was prepared", spt_issue_list_get_n_errors (issues));

  return FALSE;
}

static gboolean
spt_gpd_service_prepare_document (SptService       *service,
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
  SptGpdService *self = SPT_GPD_SERVICE (service);
  g_autoptr (SptGpdBuilder) builder = NULL;
  Reading reading = {
    .self = self,
    .fields = get_fields (self, error),
    .account = account,
    .operation = operation,
    .issues = issues,
    .now_utc_ms = now_utc_ms,
  };

  if (reading.fields == NULL)
    return FALSE;
  builder = spt_gpd_builder_new (reading.fields, account, operation, &spt_gpd_limits, func,
                                 user_data, issues, error);
  if (builder == NULL)
    return FALSE;
  reading.builder = builder;

  if (!read_noting (&reading, document, cancellable, error))
    return FALSE;
  if (spt_issue_list_get_n_errors (issues) > 0)
    return fail_issues (issues, error);

  return spt_gpd_builder_finish (builder, error);
}

static gboolean
spt_gpd_service_prepare_records (SptService       *service,
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
  SptGpdService *self = SPT_GPD_SERVICE (service);
  SptGpdRecords records = {
    .fields = get_fields (self, error),
    .seen = self->seen,
    .account = account,
    .operation = operation,
    .now_utc_ms = now_utc_ms,
    .source = source,
    .source_data = source_data,
    .func = func,
    .user_data = user_data,
    .issues = issues,
    .cancellable = cancellable,
  };

  if (records.fields == NULL)
    return FALSE;
  return spt_gpd_records_prepare (&records, error);
}

/* --- files ----------------------------------------------------------------------------------- */

static GBytes *
spt_gpd_service_dup_document (SptService  *service,
                              const char  *operation,
                              GBytes      *body,
                              GHashTable  *items,
                              GError     **error)
{
  const SptGpdFields *fields = get_fields (SPT_GPD_SERVICE (service), error);

  return fields != NULL ? spt_gpd_export_document (fields, is_delete (operation), body, items,
                                                   error) : NULL;
}

static char *
spt_gpd_service_dup_template (SptService  *service,
                              const char  *operation,
                              gint64       now_utc_ms,
                              GError     **error)
{
  if (spt_service_find_operation (service, operation) == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED, "no operation “%s”",
                   operation);
      return NULL;
    }

  return spt_gpd_export_template (is_delete (operation), now_utc_ms);
}

static void
spt_gpd_service_list_changes (SptService    *service,
                              SptRecord     *before,
                              SptRecord     *after,
                              SptChangeFunc  func,
                              gpointer       user_data)
{
  const SptGpdFields *fields = get_fields (SPT_GPD_SERVICE (service), NULL);

  g_return_if_fail (fields != NULL);

  spt_gpd_changes_list (fields, before, after, func, user_data);
}

static void
spt_gpd_service_append_csv (SptService *service,
                            SptRecord  *record,
                            gboolean    for_spreadsheet,
                            GString    *out)
{
  const SptGpdFields *fields = get_fields (SPT_GPD_SERVICE (service), NULL);

  g_return_if_fail (fields != NULL);

  spt_gpd_export_csv (fields, record, for_spreadsheet, out);
}

static char *
spt_gpd_service_dup_csv_column (SptService *service,
                                const char *path)
{
  return spt_gpd_csv_dup_column (path);
}

/* --- kinds of dues --------------------------------------------------------------------------- */

static SptSchema *
get_due_schema (SptService *service)
{
  SptGpdService *self = SPT_GPD_SERVICE (service);
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GError) error = NULL;

  if (self->due == NULL)
    {
      self->due = spt_schema_load ("gpd/due-type.json", info.id, &error);
      if (self->due == NULL)
        g_warning ("gpd/due-type.json: %s", error->message);
    }

  return self->due;
}

static void
check_due (SptService   *service,
           SptRecord    *due,
           SptIssueList *issues)
{
  spt_gpd_due_check (due, issues);
}

static void
apply_due (SptService *service,
           SptRecord  *due,
           SptRecord  *record,
           gint64      now_utc_ms)
{
  const SptGpdFields *fields = get_fields (SPT_GPD_SERVICE (service), NULL);

  g_return_if_fail (fields != NULL);

  spt_gpd_due_apply (fields, due, record, now_utc_ms);
}

static const char *
divide (SptService           *service,
        const SptInstalments *how,
        SptRecord            *record,
        gint64                now_utc_ms)
{
  const SptGpdFields *fields = get_fields (SPT_GPD_SERVICE (service), NULL);

  g_return_val_if_fail (fields != NULL, "plan-not-single");

  return spt_gpd_plan_apply (fields, how, record, now_utc_ms);
}

static const SptDuesTable *
spt_gpd_service_get_dues (SptService *service)
{
  static const SptDuesTable table = {
    .get_schema = get_due_schema,
    .check = check_due,
    .apply = apply_due,
    .divide = divide,
  };

  return &table;
}

static void
spt_gpd_service_finalize (GObject *object)
{
  SptGpdService *self = SPT_GPD_SERVICE (object);

  spt_gpd_seen_free (self->seen);
  spt_gpd_fields_free (self->fields);
  g_clear_pointer (&self->schema, spt_schema_unref);
  g_clear_pointer (&self->due, spt_schema_unref);
  g_clear_error (&self->error);
  g_free (self->layout);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (spt_gpd_service_parent_class)->finalize (object);
}

static void
spt_gpd_service_class_init (SptGpdServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SptServiceClass *service_class = SPT_SERVICE_CLASS (klass);

  object_class->finalize = spt_gpd_service_finalize;

  service_class->info = &info;
  service_class->get_record_schema = spt_gpd_service_get_record_schema;
  service_class->check_begin = spt_gpd_service_check_begin;
  service_class->check_record = spt_gpd_service_check_record;
  service_class->get_position_columns = spt_gpd_service_get_position_columns;
  service_class->check_document = spt_gpd_service_check_document;
  service_class->read_document = spt_gpd_service_read_document;
  service_class->read_csv = spt_gpd_service_read_csv;
  service_class->prepare_document = spt_gpd_service_prepare_document;
  service_class->dup_csv_column = spt_gpd_service_dup_csv_column;
  service_class->list_csv_columns = spt_gpd_service_list_csv_columns;
  service_class->dup_csv_cell = spt_gpd_service_dup_csv_cell;
  service_class->prepare_records = spt_gpd_service_prepare_records;
  service_class->dup_document = spt_gpd_service_dup_document;
  service_class->dup_template = spt_gpd_service_dup_template;
  service_class->check_account = spt_gpd_service_check_account;
  service_class->list_changes = spt_gpd_service_list_changes;
  service_class->append_csv = spt_gpd_service_append_csv;
  service_class->get_dues = spt_gpd_service_get_dues;
  service_class->call[SPT_CALL_SEND] = spt_gpd_send;
  service_class->call[SPT_CALL_POLL] = spt_gpd_poll;
  service_class->call[SPT_CALL_SETTLE] = spt_gpd_settle;
  service_class->call[SPT_CALL_TEST] = spt_gpd_test;
  service_class->call[SPT_CALL_LIST] = spt_gpd_list;
}

static void
spt_gpd_service_init (SptGpdService *self)
{
  g_mutex_init (&self->lock);
  self->seen = spt_gpd_seen_new ();
}
