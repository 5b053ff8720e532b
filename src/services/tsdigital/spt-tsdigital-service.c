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

struct _SptTsdigitalService
{
  SptRecordService    parent_instance;

  SptTsdigitalLogins *logins; /* (owned) */
};

G_DEFINE_FINAL_TYPE (SptTsdigitalService, spt_tsdigital_service, SPT_TYPE_RECORD_SERVICE)

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

/* --- records ------------------------------------------------------------------------------------ */

static void
spt_tsdigital_service_get_dossier_columns (SptService        *service,
                                           SptRecord         *record,
                                           const char        *phase,
                                           SptDossierColumns *columns)
{
  SptNode *root = spt_record_get_root (record);
  SptNode *address = spt_node_get_first (root, "addresses");
  const char *key = spt_tsdigital_get_key (record);
  gboolean named = !spt_text_is_blank (spt_node_get_named (root, "description"));

  columns->key = !spt_tsdigital_is_italian (record) ||
                 spt_fiscal_code_check (key) != SPT_FISCAL_CODE_BAD_FORM ? key : "";
  columns->name = spt_node_get_named (root, named ? "description" : "lastName");
  columns->given_name = named ? "" : spt_node_get_named (root, "firstName");
  columns->type = spt_node_get_named (root, "subjectType");
  /* The other code, for whoever looks for it. */
  columns->detail = spt_node_get_named (root, "vatNumber");
  columns->place = address != NULL ? spt_node_get_named (address, "city") : "";
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

static const char *
get_path (SptAccount *account)
{
  const char *path = account != NULL ? spt_account_get_setting (account, "item-path") : NULL;

  return path != NULL && *path != '\0' ? path : "/";
}

/* Whoever insists on an item without codes knows it by its name. */
static const char *
get_key (SptRecord *record)
{
  const char *key = spt_tsdigital_get_key (record);
  SptDossierColumns columns = { 0 };

  if (*key != '\0')
    return key;
  spt_tsdigital_service_get_dossier_columns (NULL, record, "", &columns);

  return columns.name;
}

static void
fill (SptAccount         *account,
      const char         *operation,
      SptRecord          *record,
      SptPreparedRequest *request)
{
  request->path = get_path (account);
  request->content_type = CONTENT_TYPE;
  request->body = spt_tsdigital_build (account, record);
}

/* An account without the path cannot send: it is said before anything is kept. */
static void
check_path (SptAccount   *account,
            SptIssueList *issues)
{
  const char *path = account != NULL ? spt_account_get_setting (account, "item-path") : NULL;

  if (path == NULL || *path == '\0')
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_TSDIGITAL_DOMAIN, "path-missing", 0, NULL, NULL,
                        NULL);
}

/* The same code twice in one order: the second would be one too many. */
static void
check_again (GHashTable   *seen,
             SptRecord    *record,
             guint         row,
             SptIssueList *issues)
{
  const char *key = spt_tsdigital_get_key (record);

  if (*key != '\0' && !g_hash_table_add (seen, g_strdup (key)))
    spt_issue_list_add (issues, SPT_ISSUE_WARNING, SPT_TSDIGITAL_DOMAIN, "twice-in-order", row,
                        "taxId", key, NULL);
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
  SptRecordServiceClass *record_class = SPT_RECORD_SERVICE_CLASS (klass);

  object_class->finalize = spt_tsdigital_service_finalize;
  service_class->info = &info;
  record_class->get_schema = spt_tsdigital_get_schema;
  record_class->check = spt_tsdigital_check;
  record_class->check_order = check_path;
  record_class->check_again = check_again;
  record_class->get_key = get_key;
  record_class->fill = fill;
  record_class->read = spt_tsdigital_read_document;
  record_class->too_large = "The document is too large for a registry item";
  record_class->checks_faulty = TRUE;
  service_class->get_dossier_columns = spt_tsdigital_service_get_dossier_columns;
  service_class->list_steps = spt_tsdigital_service_list_steps;
  service_class->add_accepted_news = spt_tsdigital_service_add_accepted_news;
  service_class->dup_template = spt_tsdigital_service_dup_template;
  service_class->check_account = spt_tsdigital_check_account;
  service_class->dup_answer_path = spt_tsdigital_service_dup_answer_path;
  service_class->call[SPT_CALL_SEND] = spt_tsdigital_send;
  service_class->call[SPT_CALL_TEST] = spt_tsdigital_test;
}

static void
spt_tsdigital_service_init (SptTsdigitalService *self)
{
  self->logins = spt_tsdigital_logins_new ();
}
