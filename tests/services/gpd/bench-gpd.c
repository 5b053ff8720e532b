/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a large file costs: 100,000 positions read from the service's JSON or from CSV, checked,
 * and made into uploads. */
#include "config.h"

#include <string.h>

#include <stdio.h>
#include <sys/resource.h>

#include "base/spt-iuv.h"
#include "gpd-test.h"

#define N_POSITIONS 100000

typedef struct
{
  guint n_requests;
  guint n_items;
  gsize n_bytes;
  guint n_records;
} Count;

static void
print_time (const char *name,
            gint64      start,
            gsize       bytes)
{
  double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  printf ("bench %s: %.3f s (%.2f us a position, %.1f MB/s, peak %ld MB)\n", name, seconds,
          seconds * 1e6 / N_POSITIONS, (double) bytes / 1e6 / seconds, usage.ru_maxrss / 1024);
}

static gboolean
take_request (const SptPreparedRequest  *request,
              gpointer                   user_data,
              GError                   **error)
{
  Count *count = user_data;

  count->n_items += request->n_items;
  if (request->goes_on)
    return TRUE;
  count->n_requests++;
  count->n_bytes += g_bytes_get_size (request->body);

  return TRUE;
}

static gboolean
take_record (SptRecord     *record,
             guint          row,
             SptIssueList  *issues,
             const char    *raw,
             gpointer       user_data,
             GError       **error)
{
  Count *count = user_data;

  g_assert_nonnull (record);
  g_assert_cmpuint (spt_issue_list_get_n_errors (issues), ==, 0);
  count->n_records++;

  return TRUE;
}

static void
make_files (GString *json,
            GString *csv)
{
  g_string_append (json, "{\"paymentPositions\":[");
  g_string_append (csv,
                   "iupd;type;payStandIn;fiscalCode;fullName;switchToExpired;companyName;iuv;amount;description;"
                   "isPartialPayment;dueDate;transfer.1.remittanceInformation;transfer.1.category;transfer.1.iban\n");
  for (guint i = 1; i <= N_POSITIONS; i++)
    {
      g_autofree char *iuv = spt_iuv_make (2, i);
      g_autofree char *iupd = g_strdup_printf ("77777777777-2026-%06u", i);
      g_autofree char *position = gpd_test_position (iupd, iuv);

      if (i > 1)
        g_string_append_c (json, ',');
      g_string_append (json, position);
      g_string_append_printf (csv,
                              "%s;F;;RSSMRA80A01H501U;Mario Rossi;no;Comune di Esempio;%s;120,00;TARI 2026;no;16/12/2026;"
                              "TARI 2026;9/0101100IM/;IT60X0542811101000000123456\n", iupd, iuv);
    }
  g_string_append (json, "]}");
}

int
main (void)
{
  SptService *service = gpd_test_service ();
  g_autoptr (SptAccount) account = gpd_test_account ("https://example.invalid/v2",
                                                     SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (100);
  g_autoptr (GError) error = NULL;
  Count count = { 0 };
  gint64 start;

  make_files (json, csv);

  {
    g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (json->str, (gssize) json->len, NULL);

    start = g_get_monotonic_time ();
    SPT_SERVICE_GET_CLASS (service)->check_document (service, account, "gpd.create", stream,
                                                     GPD_TEST_NOW, issues, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (spt_issue_list_get_n_errors (issues), ==, 0);
    print_time ("gpd-check-json", start, json->len);
  }
  {
    g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (json->str, (gssize) json->len, NULL);

    start = g_get_monotonic_time ();
    SPT_SERVICE_GET_CLASS (service)->prepare_document (service, account, "gpd.create", stream,
                                                       GPD_TEST_NOW, take_request,
                                                       &count, issues, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (count.n_items, ==, N_POSITIONS);
    print_time ("gpd-check-and-build", start, json->len);
    printf ("bench gpd-requests: %u files, %.1f MB together\n", count.n_requests,
            (double) count.n_bytes / 1e6);
  }
  {
    g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (csv->str, (gssize) csv->len, NULL);
    g_autoptr (SptCsvReader) reader = spt_csv_reader_new (stream, 0);

    start = g_get_monotonic_time ();
    SPT_SERVICE_GET_CLASS (service)->read_csv (service, reader,
                                               &(SptReadOptions) { .now_utc_ms = GPD_TEST_NOW },
                                               take_record, &count,
                                               NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (count.n_records, ==, N_POSITIONS);
    print_time ("gpd-read-csv", start, csv->len);
  }
  {
    g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (csv->str, (gssize) csv->len, NULL);
    g_autoptr (SptCsvReader) reader = spt_csv_reader_new (stream, 0);
    g_autoptr (SptCsvMapping) mapping = spt_csv_mapping_new ();
    guint n_columns;
    const SptCsvColumn *columns = SPT_SERVICE_GET_CLASS (service)->list_csv_columns (service, &n_columns);

    /* Every column through a template: what a mapping costs beside the plain layout. */
    for (guint i = 0; i < n_columns; i++)
      {
        g_autofree char *template_text = spt_csv_mapping_dup_column (columns[i].name);

        if (strstr (csv->str, columns[i].name) != NULL && strstr (csv->str, columns[i].name) < strchr (csv->str, '\n'))
          spt_csv_mapping_set_template (mapping, columns[i].name, template_text);
      }
    start = g_get_monotonic_time ();
    SPT_SERVICE_GET_CLASS (service)->read_csv (service, reader,
                                               &(SptReadOptions) { .now_utc_ms = GPD_TEST_NOW, .mapping = mapping },
                                               take_record, &count, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (count.n_records, ==, 2 * N_POSITIONS);
    print_time ("gpd-read-csv-mapped", start, csv->len);
  }
  gpd_test_free_fields ();

  return 0;
}
