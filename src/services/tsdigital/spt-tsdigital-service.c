/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TeamSystem's registry (TSDigital) as a service. */

#define G_LOG_DOMAIN "spt-tsdigital-service"

#include "config.h"

#include "services/tsdigital/spt-tsdigital-service.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-fiscal-code.h"
#include "base/spt-messages.h"
#include "base/spt-text.h"
#include "services/tsdigital/spt-tsdigital-flow.h"
#include "services/tsdigital/spt-tsdigital-record.h"

#define KIND         "registry-items"
#define CREATE       "create-item"
#define CONTENT_TYPE "application/json"
#define MAX_DOCUMENT (1024 * 1024)

struct _SptTsdigitalService
{
  SptService          parent_instance;

  SptTsdigitalLogins *logins; /* (owned) */
};

G_DEFINE_FINAL_TYPE (SptTsdigitalService, spt_tsdigital_service, SPT_TYPE_SERVICE)

static const SptOperationInfo operations[] = {
  {
    .id = SPT_TSDIGITAL_OPERATION,
    .label = N_("Create registry items"),
    .record_kind = KIND,
    .record_operation = CREATE,
    .takes_document = TRUE,
    .changes_something = TRUE,
  },
};

static const SptServiceInfo info = {
  .id = SPT_TSDIGITAL_DOMAIN,
  .name = N_("TSDigital registry"),
  .description = N_("Creates companies and people in TeamSystem's registry."),
  .operations = operations,
  .n_operations = G_N_ELEMENTS (operations),
  .account_table = "tsdigital/account.json",
  .record_kind = KIND,
};

static const SptServiceInfo *
spt_tsdigital_service_get_info (SptService *service)
{
  return &info;
}

/* --- records ------------------------------------------------------------------------------------ */

static SptSchema *
spt_tsdigital_service_get_record_schema (SptService *service)
{
  return spt_tsdigital_get_schema ();
}

static void
spt_tsdigital_service_check_record (SptService   *service,
                                    SptAccount   *account,
                                    const char   *operation,
                                    SptRecord    *record,
                                    guint         row,
                                    gint64        now_utc_ms,
                                    SptIssueList *issues)
{
  spt_tsdigital_check (account, record, row, now_utc_ms, issues);
}

static const char *
get_town (SptRecord *record)
{
  SptNode *root = spt_record_get_root (record);
  const SptGroupDef *group = spt_group_def_find_group (spt_node_get_def (root), "addresses");

  return group != NULL && spt_node_get_n_children (root, group->index) > 0
         ? spt_tsdigital_get (spt_node_get_child (root, group->index, 0), "city") : "";
}

static void
spt_tsdigital_service_get_dossier_columns (SptService        *service,
                                           SptRecord         *record,
                                           const char        *phase,
                                           SptDossierColumns *columns)
{
  SptNode *root = spt_record_get_root (record);
  const char *key = spt_tsdigital_get_key (record);
  gboolean named = !spt_text_is_blank (spt_tsdigital_get (root, "description"));

  columns->key = !spt_tsdigital_is_italian (record) ||
                 spt_fiscal_code_check (key) != SPT_FISCAL_CODE_BAD_FORM ? key : "";
  columns->name = spt_tsdigital_get (root, named ? "description" : "lastName");
  columns->given_name = named ? "" : spt_tsdigital_get (root, "firstName");
  columns->type = spt_tsdigital_get (root, "subjectType");
  /* The other code, for whoever looks for it. */
  columns->detail = spt_tsdigital_get (root, "vatNumber");
  columns->place = get_town (record);
  columns->next_operation = *phase == '\0' ? CREATE : NULL;
}

/* Nothing follows from here; what the service would make of a second one nobody knows (services facts
 * 2.8). */
static void
spt_tsdigital_service_list_steps (SptService           *service,
                                  SptAccount           *account,
                                  const SptDossierData *dossier,
                                  SptStepFunc           func,
                                  gpointer              user_data)
{
  gboolean is_new = *dossier->phase == '\0';
  const SptMessage *message = is_new ? NULL
                                     : spt_messages_find (SPT_TSDIGITAL_DOMAIN, "step-closed");
  const SptStep step = {
    .operation = SPT_TSDIGITAL_OPERATION,
    .kind = is_new ? SPT_STEP_NEXT : SPT_STEP_CLOSED,
    .inferred = !is_new,
    .reason = message != NULL ? message->text : NULL,
  };

  func (&step, user_data);
}

/* What a person saw accepted: the number is not known here. */
static void
spt_tsdigital_service_add_accepted_news (SptService  *service,
                                         SptAccount  *account,
                                         const char  *operation,
                                         gint64       now_utc_ms,
                                         SptOutcome  *outcome)
{
  SptDossierNews news;

  if (g_strcmp0 (operation, SPT_TSDIGITAL_OPERATION) != 0)
    return;
  spt_tsdigital_make_news (NULL, NULL, &news);
  spt_outcome_add_news (outcome, &news);
}

/* --- requests ------------------------------------------------------------------------------------ */

static gboolean
fail_issues (GError **error)
{
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES, "There are errors to mend");

  return FALSE;
}

static const char *
get_path (SptAccount *account)
{
  const char *path = account != NULL ? spt_account_get_setting (account, "item-path") : NULL;

  return path != NULL && *path != '\0' ? path : "/";
}

static gboolean
give_request (SptAccount       *account,
              SptRecord        *record,
              guint             row,
              const gint64     *record_id,
              SptPreparedFunc   func,
              gpointer          user_data,
              GError          **error)
{
  g_autoptr (GBytes) body = spt_tsdigital_build (account, record);
  SptDossierColumns columns = { 0 };
  const char *key = spt_tsdigital_get_key (record);
  SptPreparedRequest request = {
    .method = "POST",
    .path = get_path (account),
    .content_type = CONTENT_TYPE,
    .body = body,
    .n_items = 1,
    .keys = &key,
    .rows = &row,
    .record_ids = record_id,
  };

  /* Whoever insists on an item without codes knows it by its name. */
  if (*key == '\0')
    {
      spt_tsdigital_service_get_dossier_columns (NULL, record, "", &columns);
      key = columns.name;
    }

  return func (&request, user_data, error);
}

/* An account without the path cannot send: it is said before anything is kept. */
static gboolean
check_path (SptAccount    *account,
            SptIssueList  *issues)
{
  const char *path = account != NULL ? spt_account_get_setting (account, "item-path") : NULL;

  if (path != NULL && *path != '\0')
    return TRUE;
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_TSDIGITAL_DOMAIN, "path-missing", 0, NULL, NULL,
                      NULL);

  return FALSE;
}

/* The same code twice in one order: the second would be one too many. */
static void
check_order (GHashTable    *seen,
             SptRecord     *record,
             guint          row,
             SptIssueList  *issues)
{
  const char *key = spt_tsdigital_get_key (record);

  if (*key != '\0' && !g_hash_table_add (seen, g_strdup (key)))
    spt_issue_list_add (issues, SPT_ISSUE_WARNING, SPT_TSDIGITAL_DOMAIN, "twice-in-order", row,
                        "taxId", key, NULL);
}

/* One item, one request. With an error anywhere nothing of the order is kept: the caller undoes what
 * was given. */
static gboolean
spt_tsdigital_service_prepare_records (SptService       *service,
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
  g_autoptr (SptRecord) record = spt_record_new (spt_tsdigital_get_schema ());
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) doc = g_string_new (NULL);
  GError *local_error = NULL;
  gint64 id;
  guint row;

  check_path (account, issues);
  for (;;)
    {
      g_string_truncate (doc, 0);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!source (doc, &id, &row, source_data, &local_error))
        break;
      if (!spt_record_read (record, doc->str, (gssize) doc->len, error))
        return FALSE;
      spt_tsdigital_check (account, record, row, now_utc_ms, issues);
      check_order (seen, record, row, issues);
      /* Once there is an error nothing leaves: the rest is only checked. */
      if (spt_issue_list_get_n_stopping (issues) == 0 &&
          !give_request (account, record, row, &id, func, user_data, error))
        return FALSE;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  return spt_issue_list_get_n_stopping (issues) == 0 || fail_issues (error);
}

/* A pipe gives a little at a time. */
static GBytes *
read_whole (GInputStream  *document,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autofree char *text = g_malloc (MAX_DOCUMENT + 1);
  gsize length;

  if (!g_input_stream_read_all (document, text, MAX_DOCUMENT + 1, &length, cancellable, error))
    return NULL;
  if (length > MAX_DOCUMENT)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                   "The document is too large for a registry item");
      return NULL;
    }

  return g_bytes_new (text, length);
}

/* A document that cannot be read as one is a finding about it. */
static gboolean
load_document (SptAccount    *account,
               GInputStream  *document,
               SptRecord     *record,
               gint64         now_utc_ms,
               SptIssueList  *issues,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (GBytes) bytes = read_whole (document, cancellable, error);
  g_autoptr (GError) local_error = NULL;

  if (bytes == NULL)
    return FALSE;
  if (!spt_tsdigital_read_document (account, g_bytes_get_data (bytes, NULL),
                                    g_bytes_get_size (bytes), record, issues, &local_error))
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_TSDIGITAL_DOMAIN, "file-not-json", 0, NULL,
                        local_error->message, NULL);
  else
    spt_tsdigital_check (account, record, 1, now_utc_ms, issues);

  return TRUE;
}

static gboolean
spt_tsdigital_service_check_document (SptService    *service,
                                      SptAccount    *account,
                                      const char    *operation,
                                      GInputStream  *document,
                                      gint64         now_utc_ms,
                                      SptIssueList  *issues,
                                      GCancellable  *cancellable,
                                      GError       **error)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_tsdigital_get_schema ());

  return load_document (account, document, record, now_utc_ms, issues, cancellable, error);
}

static gboolean
spt_tsdigital_service_prepare_document (SptService       *service,
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
  g_autoptr (SptRecord) record = spt_record_new (spt_tsdigital_get_schema ());

  if (document == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                   "\"%s\" wants a document", operation);
      return FALSE;
    }
  check_path (account, issues);
  if (!load_document (account, document, record, now_utc_ms, issues, cancellable, error))
    return FALSE;
  if (spt_issue_list_get_n_errors (issues) > 0)
    return fail_issues (error);

  return give_request (account, record, 1, NULL, func, user_data, error);
}

/* --- the rest ------------------------------------------------------------------------------------ */

/* The smallest sensible body (services facts 2.6). */
static char *
spt_tsdigital_service_dup_template (SptService  *service,
                                    const char  *operation,
                                    gint64       now_utc_ms,
                                    GError     **error)
{
  return g_strdup ("{\"item\":{\"base\":{\"details\":{\"addresses\":[{\"city\":\"Milano\","
                   "\"country\":\"IT\",\"province\":\"MI\",\"streetName\":\"Via di Prova\","
                   "\"streetNumber\":\"1\",\"types\":[\"REGISTERED_OFFICE\"],\"zipCode\":\"20121\"}],"
                   "\"description\":\"Ditta di prova\"},\"identifier\":{\"taxId\":\"00743110157\","
                   "\"taxRegion\":\"IT\",\"vatNumber\":\"00743110157\"}},\"preferences\":"
                   "{\"language\":\"it\"}},\"noKeys\":true}\n");
}

static void
spt_tsdigital_service_check_account (SptService   *service,
                                     SptAccount   *account,
                                     SptIssueList *issues)
{
  spt_tsdigital_check_account (account, issues);
}

/* Only of what the service complained of in its own words. */
static char *
spt_tsdigital_service_dup_answer_path (SptService *service,
                                       const char *operation,
                                       const char *key,
                                       const char *code,
                                       const char *message)
{
  static const char *const codes[] = {
    "tsdigital-bad-request", "tsdigital-conflict", "tsdigital-refused", NULL
  };

  return code != NULL && g_strv_contains (codes, code) ? spt_tsdigital_dup_answer_path (message)
                                                       : NULL;
}

/* Tokens live as long as the process, and nowhere but here. */
SptTsdigitalLogins *
spt_tsdigital_service_get_logins (SptService *service)
{
  return SPT_TSDIGITAL_SERVICE (service)->logins;
}

static void
spt_tsdigital_service_finalize (GObject *object)
{
  SptTsdigitalService *self = SPT_TSDIGITAL_SERVICE (object);

  spt_tsdigital_logins_free (self->logins);

  G_OBJECT_CLASS (spt_tsdigital_service_parent_class)->finalize (object);
}

static void
spt_tsdigital_service_class_init (SptTsdigitalServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SptServiceClass *service_class = SPT_SERVICE_CLASS (klass);

  object_class->finalize = spt_tsdigital_service_finalize;
  service_class->get_info = spt_tsdigital_service_get_info;
  service_class->get_record_schema = spt_tsdigital_service_get_record_schema;
  service_class->check_record = spt_tsdigital_service_check_record;
  service_class->get_dossier_columns = spt_tsdigital_service_get_dossier_columns;
  service_class->list_steps = spt_tsdigital_service_list_steps;
  service_class->add_accepted_news = spt_tsdigital_service_add_accepted_news;
  service_class->prepare_records = spt_tsdigital_service_prepare_records;
  service_class->check_document = spt_tsdigital_service_check_document;
  service_class->prepare_document = spt_tsdigital_service_prepare_document;
  service_class->dup_template = spt_tsdigital_service_dup_template;
  service_class->check_account = spt_tsdigital_service_check_account;
  service_class->dup_answer_path = spt_tsdigital_service_dup_answer_path;
  service_class->call[SPT_CALL_SEND] = spt_tsdigital_send;
  service_class->call[SPT_CALL_TEST] = spt_tsdigital_test;
}

static void
spt_tsdigital_service_init (SptTsdigitalService *self)
{
  self->logins = spt_tsdigital_logins_new ();
}
