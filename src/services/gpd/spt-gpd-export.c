/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records back into files: the plain CSV layout, a document of what failed, an example. */

#define G_LOG_DOMAIN "spt-gpd-export"

#include "config.h"

#include "services/gpd/spt-gpd-export.h"

#include <string.h>

#include "base/spt-csv.h"
#include "base/spt-json.h"
#include "base/spt-zip.h"
#include "service/spt-service.h"
#include "services/gpd/spt-gpd-json.h"
#include "services/gpd/spt-gpd-wire.h"

#define SEPARATOR     ';'
#define LINE_END      "\r\n"
#define MAX_TRANSFERS 5
#define MAX_JSON      (100 * 1024 * 1024)

/* --- CSV ------------------------------------------------------------------------------------- */

typedef struct
{
  GString  *out;
  gboolean  for_spreadsheet;
  gboolean  begun;
} Line;

static void
add_cell (Line       *line,
          const char *text)
{
  if (line->begun)
    g_string_append_c (line->out, SEPARATOR);
  line->begun = TRUE;
  spt_csv_append_field (line->out, text, SEPARATOR, line->for_spreadsheet);
}

static void
add_node (Line              *line,
          const SptGroupDef *group,
          const SptNode     *node)
{
  for (guint i = 0; i < group->n_fields; i++)
    add_cell (line, node != NULL ? spt_node_get (node, i) : "");
}

static void
add_header (const SptGpdFields *fields,
            Line               *line)
{
  for (guint i = 0; i < fields->root->n_fields; i++)
    add_cell (line, fields->root->fields[i].name);
  for (guint i = 0; i < fields->option->n_fields; i++)
    add_cell (line, fields->option->fields[i].name);
  for (guint i = 0; i < MAX_TRANSFERS; i++)
    {
      for (guint j = 0; j < fields->transfer->n_fields; j++)
        {
          g_autofree char *name = g_strdup_printf ("transfer.%u.%s", i + 1,
                                                   fields->transfer->fields[j].name);

          add_cell (line, name);
        }
    }
  g_string_append (line->out, LINE_END);
}

static void
add_option (const SptGpdFields *fields,
            const SptNode      *root,
            const SptNode      *option,
            Line               *line)
{
  line->begun = FALSE;
  add_node (line, fields->root, root);
  add_node (line, fields->option, option);
  for (guint i = 0; i < MAX_TRANSFERS; i++)
    add_node (line, fields->transfer,
              option != NULL ? spt_node_get_child (option, fields->transfer->index, i) : NULL);
  g_string_append (line->out, LINE_END);
}

/**
 * spt_gpd_export_csv:
 * @fields: where the fields stand
 * @record: (nullable): a position; %NULL for the header
 * @for_spreadsheet: defuse what a spreadsheet would take for a formula
 * @out: takes the lines
 *
 * Appends a position in the plain layout (design 5), one line a payment option; texts as they were
 * typed. Metadata have no columns there and are left out.
 */
void
spt_gpd_export_csv (const SptGpdFields *fields,
                    SptRecord          *record,
                    gboolean            for_spreadsheet,
                    GString            *out)
{
  Line line = { out, for_spreadsheet, FALSE };
  const SptNode *root;
  guint n;

  if (record == NULL)
    {
      add_header (fields, &line);
      return;
    }

  root = spt_record_get_root (record);
  n = spt_node_get_n_children (root, fields->option->index);
  if (n == 0)
    add_option (fields, root, NULL, &line);
  for (guint i = 0; i < n; i++)
    add_option (fields, root, spt_node_get_child (root, fields->option->index, i), &line);
}

/* --- out of a body --------------------------------------------------------------------------- */

/**
 * spt_gpd_export_unwrap:
 * @body: a body that the builder made
 * @error: return location for an error
 *
 * Takes the document out of an upload: the first part of the multipart body, unzipped.
 *
 * Returns: (transfer full) (nullable): the JSON document; %NULL with @error set for anything else
 */
GBytes *
spt_gpd_export_unwrap (GBytes  *body,
                       GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  const char *line_end = length > 2 ? memmem (data, length, "\r\n", 2) : NULL;
  const char *start = line_end != NULL ? memmem (line_end, length - (gsize) (line_end - data),
                                                 "\r\n\r\n", 4) : NULL;
  g_autofree char *closing = NULL;
  g_autoptr (GBytes) zip = NULL;
  const char *end = NULL;

  if (start != NULL)
    {
      start += 4;
      closing = g_strdup_printf ("\r\n%.*s--", (int) MIN (line_end - data, 200), data);
      end = memmem (start, length - (gsize) (start - data), closing, strlen (closing));
    }
  if (end == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT, "this is no upload");
      return NULL;
    }

  zip = g_bytes_new_from_bytes (body, (gsize) (start - data), (gsize) (end - start));

  return spt_zip_read_single (zip, MAX_JSON, NULL, error);
}

typedef struct
{
  const SptGpdFields *fields;
  GHashTable         *items;
  GString            *out;
  gboolean            is_delete;
  guint               n;
} Selection;

static gboolean
select_element (SptRecord  *record,
                guint       row,
                gpointer    user_data,
                GError    **error)
{
  Selection *self = user_data;
  SptJsonWriter writer;

  if (record == NULL || !g_hash_table_contains (self->items, GUINT_TO_POINTER (row - 1)))
    return TRUE;

  if (self->n++ > 0)
    g_string_append_c (self->out, ',');
  if (!self->is_delete)
    return spt_gpd_wire_write_position (self->fields, record, self->out, error);

  spt_json_writer_init (&writer, self->out);
  spt_json_writer_string (&writer, spt_gpd_position_get (self->fields, spt_record_get_root (record),
                                                         GPD_IUPD));

  return TRUE;
}

/**
 * spt_gpd_export_document:
 * @fields: where the fields stand
 * @is_delete: whether the upload is a delete
 * @body: its body
 * @items: (element-type guint guint): numbers of items from 0, as GUINT_TO_POINTER()
 * @error: return location for an error
 *
 * Makes a document of some items of an upload, to be prepared anew.
 *
 * Returns: (transfer full) (nullable): the JSON document; %NULL with @error set when @body is no
 *   upload of ours
 */
GBytes *
spt_gpd_export_document (const SptGpdFields  *fields,
                         gboolean             is_delete,
                         GBytes              *body,
                         GHashTable          *items,
                         GError             **error)
{
  g_autoptr (GBytes) document = spt_gpd_export_unwrap (body, error);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (1);
  g_autoptr (GInputStream) stream = NULL;
  Selection selection = { fields, items, NULL, is_delete, 0 };

  if (document == NULL)
    return NULL;

  selection.out = g_string_new (is_delete ? "{\"paymentPositionIUPDs\":["
                                          : "{\"paymentPositions\":[");
  stream = g_memory_input_stream_new_from_bytes (document);
  if (!spt_gpd_json_read (fields, stream, is_delete, select_element, &selection, issues, NULL,
                          error))
    {
      g_string_free (selection.out, TRUE);
      return NULL;
    }
  if (spt_issue_list_get_n_errors (issues) > 0)
    {
      g_string_free (selection.out, TRUE);
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                   "this is no upload of ours");
      return NULL;
    }
  g_string_append (selection.out, "]}");

  return g_string_free_to_bytes (selection.out);
}

/* --- example --------------------------------------------------------------------------------- */

/**
 * spt_gpd_export_template:
 * @is_delete: for a delete file
 * @now_utc_ms: today
 *
 * Makes a minimal valid document (GPD facts 6.5) with made-up identifiers whose check digits are
 * right. It is due in 60 days.
 *
 * Returns: (transfer full): the document, ended with a line feed
 */
char *
spt_gpd_export_template (gboolean is_delete,
                         gint64   now_utc_ms)
{
  g_autofree char *due = spt_gpd_wire_dup_rome_date (now_utc_ms, 60);
  g_autofree char *year = g_strndup (due, 4);

  if (is_delete)
    return g_strdup_printf ("{\n  \"paymentPositionIUPDs\": [\n    \"ESEMPIO-%s-000001\"\n  ]\n}\n",
                            year);

  return g_strdup_printf ("{\n"
                          "  \"paymentPositions\": [\n"
                          "    {\n"
                          "      \"iupd\": \"ESEMPIO-%s-000001\",\n"
                          "      \"type\": \"F\",\n"
                          "      \"payStandIn\": true,\n"
                          "      \"fiscalCode\": \"RSSMRA80A01H501U\",\n"
                          "      \"fullName\": \"Mario Rossi\",\n"
                          "      \"switchToExpired\": false,\n"
                          "      \"companyName\": \"Comune di Esempio\",\n"
                          "      \"paymentOption\": [\n"
                          "        {\n"
                          "          \"iuv\": \"02123456789012356\",\n"
                          "          \"amount\": 12000,\n"
                          "          \"description\": \"TARI %s\",\n"
                          "          \"isPartialPayment\": false,\n"
                          "          \"dueDate\": \"%sT23:59:59\",\n"
                          "          \"transfer\": [\n"
                          "            {\n"
                          "              \"idTransfer\": \"1\",\n"
                          "              \"amount\": 12000,\n"
                          "              \"remittanceInformation\": \"TARI %s\",\n"
                          "              \"category\": \"9/0101100IM/\",\n"
                          "              \"iban\": \"IT60X0542811101000000123456\"\n"
                          "            }\n"
                          "          ]\n"
                          "        }\n"
                          "      ]\n"
                          "    }\n"
                          "  ]\n"
                          "}\n", year, year, due, year);
}
