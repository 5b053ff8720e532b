/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The request of a document: of one from outside, and of one of the archive that was checked beside its plant. */

#define G_LOG_DOMAIN "spt-catasto-plant-prepare"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#include "services/catasto/spt-catasto-answer.h"
#include "services/catasto/spt-catasto-document.h"
#include "services/catasto/spt-catasto-schemas.h"

#define CONTENT_TYPE "application/xml; charset=utf-8"

/**
 * spt_catasto_give_document:
 * @operation: what it is sent as
 * @xsd: what it was held against
 * @code: the plant's code
 * @bytes: the document; the bytes that were looked at are those that leave
 * @row: of the order, from 1
 * @record_id: (nullable): in the archive
 * @func: takes the request
 * @user_data: for @func
 * @error: return location for an error of @func
 *
 * Makes the request of a document.
 *
 * Returns: what @func returned
 */
gboolean
spt_catasto_give_document (const SptCatastoOperation  *operation,
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

/**
 * spt_catasto_fail_issues:
 * @error: return location for the error
 *
 * Says that the check found errors.
 *
 * Returns: %FALSE
 */
gboolean
spt_catasto_fail_issues (GError **error)
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

/**
 * spt_catasto_plant_prepare:
 * @service: the service
 * @operation: what it is sent as
 * @document: a document of the archive
 * @record_id: its number there
 * @row: of the order, from 1
 * @func: takes the request
 * @user_data: for @func
 * @issues: what speaks against it is added
 * @error: return location for an error
 *
 * Makes the request of a document of the archive. Rules and plant were asked in this same transaction, before
 * (spt_catasto_plant_check_document()); what is held against the schema are the very bytes that leave.
 *
 * Returns: %FALSE with %SPT_SERVICE_ERROR_ISSUES where it may not leave, or an error of @func
 */
gboolean
spt_catasto_plant_prepare (SptService      *service,
                           const char      *operation,
                           SptXsdDocument  *document,
                           gint64           record_id,
                           guint            row,
                           SptPreparedFunc  func,
                           gpointer         user_data,
                           SptIssueList    *issues,
                           GError         **error)
{
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);
  SptRecord *record = spt_xsd_document_get_record (document);
  GBytes *bytes = spt_xsd_document_get_bytes (document);
  g_autoptr (SptIssueList) told = spt_issue_list_new (0);

  g_return_val_if_fail (found != NULL, FALSE);

  if (g_bytes_get_size (bytes) > SPT_CATASTO_MAX_DOCUMENT)
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, "E-XML:dimensione", row, NULL, NULL, NULL);
  if (g_bytes_get_size (bytes) > SPT_CATASTO_MAX_DOCUMENT || !check_head (found, record, row, issues))
    return spt_catasto_fail_issues (error);
  if (!spt_xsd_document_validate (document, SPT_XSD_CHECK_NO_EMPTY, told))
    {
      for (guint i = 0; i < spt_issue_list_get_n (told); i++)
        spt_issue_list_add_copy (issues, spt_issue_list_get (told, i), row);
      return spt_catasto_fail_issues (error);
    }

  return spt_catasto_give_document (found, spt_xsd_document_get_xsd (document),
                                    spt_catasto_node_get (spt_record_get_root (record), SPT_CATASTO_CODE), bytes, row,
                                    &record_id, func, user_data, error);
}
