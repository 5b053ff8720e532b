/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TrovaPEC as a service: the certified address that belongs to a codice fiscale or a partita IVA. */

#define G_LOG_DOMAIN "spt-trovapec-service"

#include "config.h"

#include "services/trovapec/spt-trovapec-service.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-fiscal-code.h"
#include "services/trovapec/spt-trovapec-answer.h"
#include "services/trovapec/spt-trovapec-calls.h"
#include "services/trovapec/spt-trovapec-document.h"
#include "services/trovapec/spt-trovapec-phases.h"

#define KIND         "lookups"
#define MAX_DOCUMENT (4 * 1024 * 1024)

struct _SptTrovapecService
{
  SptRecordService parent_instance;
};

G_DEFINE_FINAL_TYPE (SptTrovapecService, spt_trovapec_service, SPT_TYPE_RECORD_SERVICE)

static const SptOperationInfo operations[] = {
  {
    .id = SPT_TROVAPEC_LOOKUP,
    .label = N_("Look up certified addresses"),
    .record_kind = KIND,
    .record_operation = "lookup",
    .takes_document = TRUE,
    .changes_something = TRUE,
  },
  {
    .id = SPT_TROVAPEC_CANCEL,
    .label = N_("Cancel requests for certified addresses"),
    .record_kind = KIND,
    .record_operation = "cancel",
    .takes_document = TRUE,
    .changes_something = TRUE,
  },
  {
    .id = SPT_TROVAPEC_BALANCE,
    .label = N_("Ask for the balance"),
    .takes_document = FALSE,
    .changes_something = FALSE,
  },
};

static const SptServiceInfo info = {
  .id = SPT_TROVAPEC_DOMAIN,
  .name = N_("TrovaPEC"),
  .description = N_("Finds the certified e-mail address that belongs to a tax code or a VAT number."),
  .operations = operations,
  .n_operations = G_N_ELEMENTS (operations),
  .account_table = "trovapec/account.json",
  .record_kind = KIND,
  /* No limit is documented: one request a second at most (services facts 3.5). */
  .min_interval_ms = 250,
  .send_interval_ms = 1000,
  .has_no_test = TRUE,
};

/* --- records ---------------------------------------------------------------------------------------- */

static gboolean
is_phase_of (const char *phase,
             const char *stage)
{
  SptDossierNews news = { NULL };

  spt_trovapec_phase_make_news (stage, NULL, &news);

  return strcmp (phase, news.phase) == 0;
}

/* One asking of one code: once it is answered nothing follows. What was cancelled may be asked again;
 * what is lost is first to be cancelled. */
static const char *
get_next_operation (SptRecord  *record,
                    const char *phase)
{
  gboolean cancels = spt_trovapec_has_cancel (record);

  if (is_phase_of (phase, SPT_TROVAPEC_STAGE_CANCELLED))
    return "lookup";
  if (*phase == '\0')
    return cancels ? "cancel" : "lookup";

  return cancels && is_phase_of (phase, SPT_TROVAPEC_STAGE_LOST) ? "cancel" : NULL;
}

static void
spt_trovapec_service_get_dossier_columns (SptService        *service,
                                          SptRecord         *record,
                                          const char        *phase,
                                          SptDossierColumns *columns)
{
  const char *code = spt_trovapec_get_code (record);

  columns->key = spt_fiscal_code_check (code) != SPT_FISCAL_CODE_BAD_FORM ? code : "";
  columns->name = spt_node_get_named (spt_record_get_root (record), "nome");
  columns->given_name = "";
  columns->type = "";
  columns->detail = "";
  columns->place = "";
  columns->next_operation = get_next_operation (record, phase);
}

/* What a person saw: that a request arrived does not bring its token back. */
static void
spt_trovapec_service_add_accepted_news (SptService  *service,
                                        SptAccount  *account,
                                        const char  *operation,
                                        gint64       now_utc_ms,
                                        SptOutcome  *outcome)
{
  SptDossierNews news = { NULL };

  if (strcmp (operation, SPT_TROVAPEC_LOOKUP) == 0)
    spt_trovapec_phase_make_news (SPT_TROVAPEC_STAGE_LOST, NULL, &news);
  else if (strcmp (operation, SPT_TROVAPEC_CANCEL) == 0)
    spt_trovapec_phase_make_news (SPT_TROVAPEC_STAGE_CANCELLED, NULL, &news);
  else
    return;

  spt_outcome_add_news (outcome, &news);
}

/* --- requests ----------------------------------------------------------------------------------------- */

/* The balance is asked for with nothing. */
static void
fill (SptAccount         *account,
      const char         *operation,
      SptRecord          *record,
      SptPreparedRequest *request)
{
  request->path = "";
  request->content_type = SPT_TROVAPEC_FORM_TYPE;
  request->body = spt_trovapec_build (operation, record != NULL ? spt_trovapec_get_code (record) : NULL);
}

/* No code twice in one order: each is paid for. */
static void
check_again (GHashTable   *seen,
             SptRecord    *record,
             guint         row,
             SptIssueList *issues)
{
  const char *code = spt_trovapec_get_code (record);

  if (!g_hash_table_add (seen, g_strdup (code)))
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_TROVAPEC_DOMAIN, "code-again", row, "codice", code,
                        NULL);
}

static GPtrArray *
read_codes (SptService    *service,
            SptAccount    *account,
            GInputStream  *document,
            SptIssueList  *issues,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GBytes) bytes =
    spt_record_service_read_whole (SPT_RECORD_SERVICE (service), document, cancellable, error);

  return bytes != NULL ? spt_trovapec_read_codes (account, g_bytes_get_data (bytes, NULL),
                                                  g_bytes_get_size (bytes), issues) : NULL;
}

static gboolean
spt_trovapec_service_check_document (SptService    *service,
                                     SptAccount    *account,
                                     const char    *operation,
                                     GInputStream  *document,
                                     gint64         now_utc_ms,
                                     SptIssueList  *issues,
                                     GCancellable  *cancellable,
                                     GError       **error)
{
  g_autoptr (GPtrArray) codes = read_codes (service, account, document, issues, cancellable, error);

  return codes != NULL;
}

static gboolean
spt_trovapec_service_prepare_document (SptService       *service,
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
  SptRecordService *self = SPT_RECORD_SERVICE (service);
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (SptRecord) record = NULL;

  if (document == NULL)
    return spt_record_service_give (self, account, operation, NULL, 0, NULL, func, user_data, error);

  codes = read_codes (service, account, document, issues, cancellable, error);
  if (codes == NULL)
    return FALSE;
  if (spt_issue_list_get_n_errors (issues) > 0)
    return spt_record_service_fail_issues (error);

  record = spt_record_new (spt_trovapec_get_schema ());
  for (guint i = 0; i < codes->len; i++)
    {
      const SptTrovapecCode *code = g_ptr_array_index (codes, i);

      spt_record_reset (record);
      spt_node_set_named (spt_record_get_root (record), "codice", code->code);
      if (!spt_record_service_give (self, account, operation, record, code->row, NULL, func, user_data,
                                    error))
        return FALSE;
    }

  return TRUE;
}

/* --- the rest ------------------------------------------------------------------------------------------ */

/* A request has one item, so what failed of it is the whole. */
static GBytes *
spt_trovapec_service_dup_document (SptService  *service,
                                   const char  *operation,
                                   GBytes      *body,
                                   GHashTable  *items,
                                   GError     **error)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  const char *equals = data != NULL ? memchr (data, '=', length) : NULL;
  gsize skipped = equals != NULL ? (gsize) (equals + 1 - data) : 0;
  g_autofree char *code = equals != NULL ? g_uri_unescape_segment (data + skipped, data + length, NULL) : NULL;

  if (code == NULL || *code == '\0')
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT, "There is no code in it");
      return NULL;
    }

  return g_bytes_new (code, strlen (code));
}

/* Made-up codes of a person and of a firm. */
static char *
spt_trovapec_service_dup_template (SptService  *service,
                                   const char  *operation,
                                   gint64       now_utc_ms,
                                   GError     **error)
{
  const SptOperationInfo *operation_info = spt_service_find_operation (service, operation);

  if (operation_info != NULL && operation_info->takes_document)
    return g_strdup ("RSSMRA80A01H501U\n00743110157\n");
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED, "\"%s\" takes no document",
               operation);

  return NULL;
}

static void
spt_trovapec_service_check_account (SptService   *service,
                                    SptAccount   *account,
                                    SptIssueList *issues)
{
  const char *base_url = spt_account_get_base_url (account);

  /* What follows a question mark is ours. */
  if (base_url != NULL && strpbrk (base_url, "?#") != NULL)
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_TROVAPEC_DOMAIN, "address-parameters", 0, "base-url",
                        NULL, NULL);
}

static char *
spt_trovapec_service_dup_answer_path (SptService *service,
                                      const char *operation,
                                      const char *key,
                                      const char *code,
                                      const char *message)
{
  return g_strcmp0 (code, "trovapec-error") == 0 ? g_strdup ("codice") : NULL;
}

static void
spt_trovapec_service_class_init (SptTrovapecServiceClass *klass)
{
  SptServiceClass *service_class = SPT_SERVICE_CLASS (klass);
  SptRecordServiceClass *record_class = SPT_RECORD_SERVICE_CLASS (klass);

  service_class->info = &info;
  record_class->get_schema = spt_trovapec_get_schema;
  record_class->check = spt_trovapec_check;
  record_class->check_again = check_again;
  record_class->get_key = spt_trovapec_get_code;
  record_class->fill = fill;
  record_class->max_document = MAX_DOCUMENT;
  record_class->too_large = "The file is too large for a list of codes";
  service_class->get_dossier_columns = spt_trovapec_service_get_dossier_columns;
  service_class->list_steps = spt_trovapec_list_steps;
  service_class->add_accepted_news = spt_trovapec_service_add_accepted_news;
  service_class->check_document = spt_trovapec_service_check_document;
  service_class->prepare_document = spt_trovapec_service_prepare_document;
  service_class->dup_document = spt_trovapec_service_dup_document;
  service_class->dup_template = spt_trovapec_service_dup_template;
  service_class->check_account = spt_trovapec_service_check_account;
  service_class->dup_answer_path = spt_trovapec_service_dup_answer_path;
  service_class->call[SPT_CALL_SEND] = spt_trovapec_send;
  service_class->call[SPT_CALL_POLL] = spt_trovapec_poll;
  service_class->call[SPT_CALL_SETTLE] = spt_trovapec_settle;
  service_class->call[SPT_CALL_TEST] = spt_trovapec_test;
}

static void
spt_trovapec_service_init (SptTrovapecService *self)
{
}
