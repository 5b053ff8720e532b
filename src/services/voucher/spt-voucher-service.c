/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vouchers for broadband of Infratel and Invitalia (Voucher BUL) as a service. */

#define G_LOG_DOMAIN "spt-voucher-service"

#include "config.h"

#include "services/voucher/spt-voucher-service.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-comuni.h"
#include "base/spt-fiscal-code.h"
#include "services/voucher/spt-voucher-answer.h"
#include "services/voucher/spt-voucher-flow.h"
#include "services/voucher/spt-voucher-phases.h"
#include "services/voucher/spt-voucher-record.h"

#define KIND         "vouchers"
#define CONTENT_TYPE "application/json"

struct _SptVoucherService
{
  SptRecordService  parent_instance;

  SptTokenCache    *tokens; /* (owned) */
  SptVoucherLooks  *looks;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (SptVoucherService, spt_voucher_service, SPT_TYPE_RECORD_SERVICE)

static const SptOperationInfo operations[] = {
  {
    .id = "voucher.prenotazione",
    .label = N_("Reserve vouchers"),
    .record_kind = KIND,
    .record_operation = "prenotazione",
    .takes_document = TRUE,
    .changes_something = TRUE,
  },
  {
    .id = "voucher.attivazione",
    .label = N_("Activate vouchers"),
    .record_kind = KIND,
    .record_operation = "attivazione",
    .takes_document = TRUE,
    .changes_something = TRUE,
  },
  {
    .id = "voucher.cessazione",
    .label = N_("End voucher services"),
    .record_kind = KIND,
    .record_operation = "cessazione",
    .takes_document = TRUE,
    .changes_something = TRUE,
  },
  {
    .id = "voucher.disdetta",
    .label = N_("Withdraw vouchers"),
    .record_kind = KIND,
    .record_operation = "disdetta",
    .takes_document = TRUE,
    .changes_something = TRUE,
  },
  {
    .id = "voucher.isee",
    .label = N_("Ask where vouchers stand"),
    .takes_document = FALSE,
    .changes_something = FALSE,
  },
};

static const SptServiceInfo info = {
  .id = SPT_VOUCHER_DOMAIN,
  .name = N_("Voucher BUL"),
  .description = N_("Reserves broadband vouchers for families and firms, activates and ends them."),
  .operations = operations,
  .n_operations = G_N_ELEMENTS (operations),
  .account_table = "voucher/account.json",
  .record_kind = KIND,
  .watch_interval_ms = SPT_VOUCHER_WATCH_MS,
  .settle_grace_ms = SPT_VOUCHER_SETTLE_GRACE_MS,
};

/* --- records --------------------------------------------------------------------------------- */

/* What is prepared: the last part that is there; a reservation as long as the service knows
 * nothing. */
static const char *
get_next_operation (SptRecord  *record,
                    const char *phase)
{
  static const char *const parts[] = { "disdetta", "cessazione", "attivazione" };
  const SptVoucherPhase *ended = spt_voucher_phase_after (SPT_VOUCHER_DOMAIN ".cessazione");

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *operation = g_strconcat (SPT_VOUCHER_DOMAIN ".", parts[i], NULL);
      const SptVoucherPhase *after = spt_voucher_phase_after (operation);

      if (spt_node_get_first (spt_record_get_root (record), parts[i]) == NULL)
        continue;
      /* It was done: what the part holds is history. An activated voucher has its end ahead. */
      if (after != NULL && g_strcmp0 (after->name, phase) == 0)
        return NULL;
      /* An ended one was activated before, whoever ended it. */
      if (i == G_N_ELEMENTS (parts) - 1 && ended != NULL && g_strcmp0 (ended->name, phase) == 0)
        return NULL;
      return parts[i];
    }

  return *phase == '\0' ? "prenotazione" : NULL;
}

static void
spt_voucher_service_get_dossier_columns (SptService        *service,
                                         SptRecord         *record,
                                         const char        *phase,
                                         SptDossierColumns *columns)
{
  SptNode *root = spt_record_get_root (record);
  gboolean firm = spt_voucher_is_firm (record);
  const char *key = spt_voucher_get_key (record);
  const SptComune *comune =
    spt_comuni_find (spt_node_get_named (root, "indirizzoInstallazione.codiceIstatComune"));

  columns->key = spt_fiscal_code_check (key) != SPT_FISCAL_CODE_BAD_FORM ? key : "";
  columns->name = spt_node_get_named (root, firm ? "impresa.ragioneSociale" : "famiglia.cognome");
  columns->given_name = firm ? "" : spt_node_get_named (root, "famiglia.nome");
  columns->type = spt_node_get_named (root, firm ? "impresa.tipologia" : "famiglia.tipologia");
  columns->detail = spt_node_get_named (root, "operatore.codiceUnivocoOfferta");
  columns->place = comune != NULL ? comune->name : spt_node_get_named (root, "comune");
  columns->next_operation = get_next_operation (record, phase);
}

/* What a person saw accepted, without the service's own words. */
static void
spt_voucher_service_add_accepted_news (SptService  *service,
                                       SptAccount  *account,
                                       const char  *operation,
                                       gint64       now_utc_ms,
                                       SptOutcome  *outcome)
{
  const SptVoucherPhase *phase = spt_voucher_phase_after (operation);
  SptDossierNews news = { NULL };
  char date[16];

  if (phase == NULL)
    return;

  spt_voucher_phase_make_news (phase->name, account, now_utc_ms, date, &news);
  spt_outcome_add_news (outcome, &news);
}

/* --- requests --------------------------------------------------------------------------------- */

static void
fill (SptAccount         *account,
      const char         *operation,
      SptRecord          *record,
      SptPreparedRequest *request)
{
  request->path = spt_voucher_get_path (account, operation);
  /* The list is asked for with nothing. */
  if (record == NULL)
    {
      request->method = "GET";
      return;
    }
  request->content_type = CONTENT_TYPE;
  request->body = spt_voucher_build (account, operation, record);
}

/* --- the rest --------------------------------------------------------------------------------- */

/* Made-up people and codes; the offer is the shape of those of the test environment. */
static char *
spt_voucher_service_dup_template (SptService  *service,
                                  const char  *operation,
                                  gint64       now_utc_ms,
                                  GError     **error)
{
  static const char *const templates[][2] = {
    { "prenotazione",
      "{\"operatore\":{\"codiceUnivocoOfferta\":\"OFFERTA-FAM1-FTTH-100\","
      "\"tecnologiaPrenotata\":\"FTTH\"},\"famiglia\":{\"codiceFiscale\":\"RSSMRA80A01H501U\","
      "\"cognome\":\"Rossi\",\"nome\":\"Mario\",\"sesso\":\"M\",\"dataDiNascita\":\"1980-01-01\","
      "\"luogoDiNascita\":\"Roma\",\"numeroComponentiNucleoFamigliare\":1,\"tipologia\":\"FAM1\"},"
      "\"tipoDocumento\":\"CI\",\"dataScadenzaDocumento\":\"2035-01-01\",\"numeroDocumento\":"
      "\"CA00000AA\",\"numeroDiTelefono\":\"0600000000\",\"email\":\"m.rossi@example.org\","
      "\"indirizzoInstallazione\":{\"via\":\"Via di Prova\",\"civico\":\"1\",\"cap\":\"00184\","
      "\"codiceIstatComune\":\"058091\",\"tipo\":\"RESIDENZA\"},\"velocitaDownloadMbit\":100}\n" },
    { "attivazione",
      "{\"codiceFiscale\":\"RSSMRA80A01H501U\",\"dataAttivazione\":\"%s\",\"tecnologiaAttivata\":"
      "\"FTTH\"}\n" },
    { "cessazione", "{\"codiceFiscale\":\"RSSMRA80A01H501U\",\"dataCessazione\":\"%s\"}\n" },
    { "disdetta", "{\"codiceFiscale\":\"RSSMRA80A01H501U\"}\n" },
  };
  SptDatetime now;
  g_autofree char *today = NULL;

  spt_datetime_from_utc_ms_in_italy (&now, now_utc_ms, NULL);
  today = g_strdup_printf ("%04d-%02d-%02dT00:00:00", now.year, now.month, now.day);
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    {
      if (strcmp (templates[i][0], spt_voucher_get_verb (operation)) == 0)
        {
          g_auto (GStrv) parts = g_strsplit (templates[i][1], "%s", 2);

          return g_strjoinv (today, parts);
        }
    }
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
               "\"%s\" takes no document", operation);

  return NULL;
}

/* Services facts 4.11, 9: the operator of the test environment has a number that fails its check;
 * in production that is an error which a person may override. */
static void
spt_voucher_service_check_account (SptService   *service,
                                   SptAccount   *account,
                                   SptIssueList *issues)
{
  const char *vat = spt_account_get_setting (account, "partita-iva-operatore");
  const char *scope = spt_account_get_setting (account, "scope");
  const char *token_url = spt_account_get_setting (account, "token-url");
  g_autoptr (GError) error = NULL;

  if (vat != NULL && strlen (vat) == 11 && strspn (vat, "0123456789") == 11 &&
      spt_fiscal_code_check_vat (vat) != SPT_FISCAL_CODE_OK)
    {
      gboolean real = spt_account_get_environment (account) == SPT_ENVIRONMENT_PRODUCTION;

      spt_issue_list_add (issues, real ? SPT_ISSUE_ERROR : SPT_ISSUE_WARNING, SPT_VOUCHER_DOMAIN,
                          real ? "operator-vat" : "operator-vat-shared", 0, "partita-iva-operatore",
                          vat, NULL);
      if (real)
        spt_issue_list_set_overridable (issues);
    }
  if (scope != NULL && *scope != '\0' && !g_str_has_suffix (scope, "/.default"))
    spt_issue_list_add (issues, SPT_ISSUE_WARNING, SPT_VOUCHER_DOMAIN, "scope-form", 0, "scope",
                        scope, NULL);
  if (token_url != NULL && *token_url != '\0' && !spt_http_check_url (token_url, &error))
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_VOUCHER_DOMAIN, "token-url", 0, "token-url",
                        token_url, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autofree char *key = g_strconcat ("path-", spt_voucher_get_verb (operations[i].id), NULL);
      const char *path = spt_account_get_setting (account, key);

      /* It is put behind the base URL as it is. */
      if (path != NULL && *path != '\0' && (*path != '/' || strpbrk (path, " ?#") != NULL))
        spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_VOUCHER_DOMAIN, "bad-path", 0, key, path,
                            NULL);
    }
}

/* What a code is about by itself (services facts 4.8); the others name their fields. */
static char *
spt_voucher_service_dup_answer_path (SptService *service,
                                     const char *operation,
                                     const char *key,
                                     const char *code,
                                     const char *message)
{
  static const struct
  {
    const char *code;
    const char *reserved;
    const char *activated; /* (nullable): where an activation has its own */
  } table[] = {
    { "voucher-001", "indirizzoInstallazione.codiceIstatComune", NULL },
    { "voucher-003", "famigliari[0].codiceFiscale", NULL },
    { "voucher-004", "operatore.codiceUnivocoOfferta", "attivazione[0].codiceUnivocoOfferta" },
    { "voucher-005", "operatore.tecnologiaPrenotata", "attivazione[0].tecnologiaAttivata" },
    { "voucher-011", "velocitaDownloadMbit", NULL },
  };
  gboolean is_activation = g_strcmp0 (operation, SPT_VOUCHER_DOMAIN ".attivazione") == 0;
  gboolean is_firm = key != NULL && strlen (key) == 11;
  g_autoptr (GPtrArray) fields = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (g_strcmp0 (table[i].code, code) == 0)
        return g_strdup (is_activation && table[i].activated != NULL ? table[i].activated
                                                                     : table[i].reserved);
    }
  if (g_strcmp0 (code, "voucher-009") == 0)
    {
      const char *verb = operation != NULL ? spt_voucher_get_verb (operation) : "";

      return g_str_equal (verb, "attivazione") ? g_strdup ("attivazione[0].dataAttivazione")
             : g_str_equal (verb, "cessazione") ? g_strdup ("cessazione[0].dataCessazione")
             : g_str_equal (verb, "disdetta") ? g_strdup ("disdetta[0].dataDisdetta")
             : g_strdup ("operatore.dataPrenotazione");
    }

  fields = spt_voucher_answer_list_fields (operation, is_firm, message);
  for (guint i = 0; i < fields->len; i++)
    {
      const SptVoucherField *field = g_ptr_array_index (fields, i);

      if (field->path != NULL)
        return g_strdup (field->path);
    }

  return NULL;
}

/* Tokens live as long as the process, and nowhere but here. */
SptTokenCache *
spt_voucher_service_get_tokens (SptService *service)
{
  return SPT_VOUCHER_SERVICE (service)->tokens;
}

SptVoucherLooks *
spt_voucher_service_get_looks (SptService *service)
{
  return SPT_VOUCHER_SERVICE (service)->looks;
}

static void
spt_voucher_service_finalize (GObject *object)
{
  SptVoucherService *self = SPT_VOUCHER_SERVICE (object);

  spt_voucher_looks_unref (self->looks);
  spt_token_cache_unref (self->tokens);

  G_OBJECT_CLASS (spt_voucher_service_parent_class)->finalize (object);
}

static void
spt_voucher_service_class_init (SptVoucherServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SptServiceClass *service_class = SPT_SERVICE_CLASS (klass);
  SptRecordServiceClass *record_class = SPT_RECORD_SERVICE_CLASS (klass);

  object_class->finalize = spt_voucher_service_finalize;
  service_class->info = &info;
  record_class->get_schema = spt_voucher_get_schema;
  record_class->check = spt_voucher_check;
  record_class->get_key = spt_voucher_get_key;
  record_class->fill = fill;
  record_class->read = spt_voucher_read_document;
  record_class->too_large = "The document is too large for a voucher";
  service_class->get_dossier_columns = spt_voucher_service_get_dossier_columns;
  service_class->list_steps = spt_voucher_list_steps;
  service_class->add_accepted_news = spt_voucher_service_add_accepted_news;
  service_class->dup_template = spt_voucher_service_dup_template;
  service_class->check_account = spt_voucher_service_check_account;
  service_class->dup_answer_path = spt_voucher_service_dup_answer_path;
  service_class->call[SPT_CALL_SEND] = spt_voucher_send;
  service_class->call[SPT_CALL_SETTLE] = spt_voucher_settle;
  service_class->call[SPT_CALL_TEST] = spt_voucher_test;
  service_class->call[SPT_CALL_WATCH] = spt_voucher_watch;
}

static void
spt_voucher_service_init (SptVoucherService *self)
{
  self->tokens = spt_token_cache_new ();
  self->looks = spt_voucher_looks_new ();
}
