/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register of heating plants (Catasto impianti termici) as a service: seventeen operations, each a
 * document of one of eleven calls. */

#define G_LOG_DOMAIN "spt-catasto-service"

#include "config.h"

#include "services/catasto/spt-catasto-service.h"

#include <string.h>

#include <glib/gi18n.h>

#include "services/catasto/spt-catasto-answer.h"
#include "services/catasto/spt-catasto-document.h"
#include "services/catasto/spt-catasto-plant.h"
#include "services/catasto/spt-catasto-schemas.h"

#define CONTENT_TYPE "application/xml; charset=utf-8"
#define MAX_DOCUMENT (5 * 1024 * 1024) /* catasto facts 12.2 */
#define CHUNK        (64 * 1024)

struct _SptCatastoService
{
  SptService parent_instance;
};

G_DEFINE_FINAL_TYPE (SptCatastoService, spt_catasto_service, SPT_TYPE_SERVICE)

#define OPERATION(api_id, text) \
  { .id = "catasto." api_id, .label = text, .record_kind = "interventions", .record_operation = api_id, \
    .takes_document = TRUE, .changes_something = TRUE }

/* *INDENT-OFF* */
static const SptOperationInfo operations[] = {
  OPERATION ("4", N_("New plant")),
  OPERATION ("9", N_("Existing libretto")),
  OPERATION ("5", N_("Renovation of a plant")),
  OPERATION ("1", N_("Change data of a plant")),
  OPERATION ("2", N_("Change the responsible person")),
  OPERATION ("3", N_("Third responsible")),
  OPERATION ("10", N_("Add or replace a generator")),
  OPERATION ("16", N_("Add or replace an accessory part")),
  OPERATION ("52", N_("Decommission a generator")),
  OPERATION ("58", N_("Decommission an accessory part")),
  OPERATION ("8", N_("Decommission a plant")),
  OPERATION ("84", N_("Efficiency report (RCEE)")),
  OPERATION ("87", N_("Consumption of a plant")),
  OPERATION ("88", N_("Inspection test report")),
  OPERATION ("85", N_("Correction after a check")),
  OPERATION ("86", N_("Outcome of an inspection")),
  OPERATION ("99", N_("Simplified libretto")),
};
/* *INDENT-ON* */

static const SptServiceInfo info = {
  .id = SPT_CATASTO_DOMAIN,
  .name = N_("Register of heating plants"),
  .description = N_("Sends librettos, efficiency reports and changes of heating plants to the regional register."),
  .operations = operations,
  .n_operations = G_N_ELEMENTS (operations),
  .account_table = "catasto/account.json",
  .record_kind = "interventions",
  .about_kind = "plants",
  /* No limit is documented. */
  .send_interval_ms = 500,
  .settles_by_repeat = TRUE,
};

/* --- documents ------------------------------------------------------------------------------------------- */

/* A pipe gives a little at a time; NULL without an error: too large, and said. */
static GBytes *
read_whole (GInputStream  *stream,
            SptIssueList  *issues,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (;;)
    {
      guint before = bytes->len;
      gsize length;

      g_byte_array_set_size (bytes, before + CHUNK);
      if (!g_input_stream_read_all (stream, bytes->data + before, CHUNK, &length, cancellable, error))
        return NULL;
      g_byte_array_set_size (bytes, before + (guint) length);
      if (bytes->len > MAX_DOCUMENT)
        {
          spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, "E-XML:dimensione", 0, NULL, NULL,
                              NULL);
          return NULL;
        }
      if (length < CHUNK)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
    }
}

static GBytes *
load (SptCatastoDocument  *document,
      const char          *operation,
      GInputStream        *stream,
      gint64               now_utc_ms,
      SptIssueList        *issues,
      GCancellable        *cancellable,
      GError             **error)
{
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const char *data;

  if (found == NULL || stream == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, found == NULL ? SPT_SERVICE_ERROR_UNSUPPORTED
                   : SPT_SERVICE_ERROR_DOCUMENT, "\"%s\" wants a document", operation);
      return NULL;
    }
  bytes = read_whole (stream, issues, cancellable, error);
  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  if (!spt_catasto_document_read (document, found, data, length, now_utc_ms, issues, error))
    return NULL;

  return g_steal_pointer (&bytes);
}

static gboolean
spt_catasto_service_check_document (SptService    *service,
                                    SptAccount    *account,
                                    const char    *operation,
                                    GInputStream  *stream,
                                    gint64         now_utc_ms,
                                    SptIssueList  *issues,
                                    GCancellable  *cancellable,
                                    GError       **error)
{
  g_auto (SptCatastoDocument) document = { NULL };
  GError *local_error = NULL;
  g_autoptr (GBytes) bytes = load (&document, operation, stream, now_utc_ms, issues, cancellable, &local_error);

  if (bytes == NULL && local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  return TRUE;
}

/* The bytes that were looked at are those that leave. @record_id: (nullable): in the archive. */
static gboolean
give_document (const SptCatastoOperation  *operation,
               SptXsd                     *xsd,
               const char                 *code,
               GBytes                     *bytes,
               guint                       row,
               const gint64               *record_id,
               SptPreparedFunc             func,
               gpointer                    user_data,
               GError                    **error)
{
  g_autofree char *path = g_strdup_printf ("/api_call_%u", operation->call);
  g_autofree char *root = g_strdup_printf ("api_call_%u", operation->call);
  g_autoptr (SptOfficialChecked) schema = spt_official_checked_new (&spt_catasto_official, root, xsd, "versione");
  g_autofree char *note = spt_catasto_note_new (schema);
  const SptPreparedRequest request = {
    .method = "POST", .path = path, .content_type = CONTENT_TYPE, .body = bytes, .n_items = 1, .keys = &code,
    .rows = &row, .record_ids = record_id, .note = note,
  };

  return func (&request, user_data, error);
}

static gboolean
fail_issues (GError **error)
{
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES, "There are errors to mend");

  return FALSE;
}

/* Which plant and which operation a record is about, by the schema's names. */
static gboolean
check_head (const SptCatastoOperation *operation,
            SptRecord                 *record,
            guint                      row,
            SptIssueList              *issues)
{
  const char *api_id = spt_catasto_node_get (spt_record_get_root (record), SPT_CATASTO_API_ID);

  if (strcmp (api_id, operation->api_id) == 0)
    return TRUE;
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, "E-API-ID:altra", row, SPT_CATASTO_API_ID, api_id,
                      operation->api_id);

  return FALSE;
}

/* One of the archive, written by the set in force. Rules and plant were asked in this same transaction, before
 * (spt_catasto_plant_check()); what is held against the schema here are the very bytes that leave. */
static gboolean
prepare_record (const SptCatastoOperation  *operation,
                const GString              *doc,
                gint64                      record_id,
                guint                       row,
                SptPreparedFunc             func,
                gpointer                    user_data,
                SptIssueList               *issues,
                GError                    **error)
{
  g_autoptr (SptXsd) xsd = spt_catasto_schemas_ref (operation->call, error);
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);
  g_autoptr (GBytes) bytes = NULL;

  if (xsd == NULL)
    return FALSE;
  record = spt_record_new (spt_xsd_get_schema (xsd));
  if (!spt_record_read (record, doc->str, (gssize) doc->len, error))
    return FALSE;
  bytes = spt_xsd_write (xsd, record);
  if (g_bytes_get_size (bytes) > MAX_DOCUMENT)
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, "E-XML:dimensione", row, NULL, NULL, NULL);
  if (g_bytes_get_size (bytes) > MAX_DOCUMENT || !check_head (operation, record, row, issues))
    return fail_issues (error);
  if (!spt_xsd_validate (xsd, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), SPT_XSD_CHECK_NO_EMPTY, found, NULL))
    {
      for (guint i = 0; i < spt_issue_list_get_n (found); i++)
        spt_issue_list_add_copy (issues, spt_issue_list_get (found, i), row);
      return fail_issues (error);
    }

  return give_document (operation, xsd, spt_catasto_node_get (spt_record_get_root (record), SPT_CATASTO_CODE), bytes, row,
                        &record_id, func, user_data, error);
}

static gboolean
spt_catasto_service_prepare_records (SptService       *service,
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
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);
  g_autoptr (GString) doc = g_string_new (NULL);
  GError *local_error = NULL;
  gint64 id;
  guint row;

  g_return_val_if_fail (found != NULL, FALSE);

  while (source (doc, &id, &row, source_data, &local_error))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !prepare_record (found, doc, id, row, func, user_data, issues, error))
        return FALSE;
      g_string_truncate (doc, 0);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  return TRUE;
}

static gboolean
spt_catasto_service_prepare_document (SptService       *service,
                                      SptAccount       *account,
                                      const char       *operation,
                                      GInputStream     *stream,
                                      gint64            now_utc_ms,
                                      SptPreparedFunc   func,
                                      gpointer          user_data,
                                      SptIssueList     *issues,
                                      GCancellable     *cancellable,
                                      GError          **error)
{
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);
  g_auto (SptCatastoDocument) document = { NULL };
  GError *local_error = NULL;
  g_autoptr (GBytes) bytes = load (&document, operation, stream, now_utc_ms, issues, cancellable, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (spt_issue_list_get_n_errors (issues) > 0)
    return fail_issues (error);

  return give_document (found, document.xsd, document.code, bytes, 1, NULL, func, user_data, error);
}

/* A document has one item, so what failed of it is the whole. */
static GBytes *
spt_catasto_service_dup_document (SptService  *service,
                                  const char  *operation,
                                  GBytes      *body,
                                  GHashTable  *items,
                                  GError     **error)
{
  return g_bytes_ref (body);
}

static char *
spt_catasto_service_dup_schema_path (SptService *service,
                                     const char *operation)
{
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);
  g_autoptr (GError) error = NULL;
  char *path = found != NULL ? spt_catasto_schemas_dup_path (found->call, &error) : NULL;

  if (error != NULL)
    g_warning ("schema of %s: %s", operation, error->message);

  return path;
}

/* --- answers --------------------------------------------------------------------------------------------- */

static void
spt_catasto_service_add_answer_issues (SptService   *service,
                                       const char   *operation,
                                       const char   *note,
                                       SptIssueList *issues)
{
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);

  if (found != NULL)
    spt_catasto_note_add_issues (note, found, issues);
}

/* "[/api_call_8/impianto[1]/rcee_tipo_1] …": the first place that the words name. */
static char *
spt_catasto_service_dup_answer_path (SptService *service,
                                     const char *operation,
                                     const char *key,
                                     const char *code,
                                     const char *message)
{
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);
  const char *start = message != NULL ? strstr (message, "[/") : NULL;
  const char *end = start != NULL ? strstr (start, "] ") : NULL;
  g_autofree char *xpath = end != NULL ? g_strndup (start + 1, (gsize) (end - start - 1)) : NULL;

  return found != NULL && xpath != NULL ? spt_catasto_dup_path (found, xpath) : NULL;
}

static void
spt_catasto_service_class_init (SptCatastoServiceClass *klass)
{
  SptServiceClass *service_class = SPT_SERVICE_CLASS (klass);

  service_class->info = &info;
  service_class->official = &spt_catasto_official;
  service_class->check_document = spt_catasto_service_check_document;
  service_class->prepare_document = spt_catasto_service_prepare_document;
  service_class->prepare_records = spt_catasto_service_prepare_records;
  service_class->dup_document = spt_catasto_service_dup_document;
  service_class->dup_template = spt_catasto_dup_template;
  service_class->dup_schema_path = spt_catasto_service_dup_schema_path;
  service_class->check_account = spt_catasto_check_account;
  service_class->add_answer_issues = spt_catasto_service_add_answer_issues;
  service_class->dup_answer_path = spt_catasto_service_dup_answer_path;
  service_class->call[SPT_CALL_SEND] = spt_catasto_send;
  service_class->call[SPT_CALL_SETTLE] = spt_catasto_settle;
  service_class->call[SPT_CALL_TEST] = spt_catasto_test;
  service_class->plants = &spt_catasto_plant_ops;
}

static void
spt_catasto_service_init (SptCatastoService *self)
{
}
