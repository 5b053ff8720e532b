/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain CSV layout of positions from any bytes. */
#include "config.h"

#include "fuzz.h"

#include "services/gpd/spt-gpd-csv.h"
#include "services/gpd/spt-gpd-export.h"

#define NOW G_GINT64_CONSTANT (1795262400000)

static const SptGpdFields *
get_fields (void)
{
  static SptGpdFields *fields;

  if (fields == NULL)
    {
      g_autoptr (SptSchema) schema = spt_schema_load ("gpd/position.json", "gpd", NULL);

      FUZZ_ASSERT (schema != NULL);
      fields = spt_gpd_fields_new (schema, NULL);
      FUZZ_ASSERT (fields != NULL);
    }

  return fields;
}

static gboolean
take (SptRecord     *record,
      guint          row,
      SptIssueList  *issues,
      const char    *raw,
      gpointer       user_data,
      GError       **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint *n = user_data;

  (*n)++;
  FUZZ_ASSERT (row > 0);
  FUZZ_ASSERT (record != NULL || spt_issue_list_get_n (issues) > 0);
  if (record != NULL)
    {
      FUZZ_ASSERT (raw != NULL);
      spt_gpd_export_csv (get_fields (), record, TRUE, out);
      FUZZ_ASSERT (g_utf8_validate (out->str, (gssize) out->len, NULL));
    }

  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (SptCsvReader) reader = spt_csv_reader_new (stream, 0);
  g_autoptr (SptGpdSeen) seen = spt_gpd_seen_new ();
  g_autoptr (GError) error = NULL;
  guint n = 0;
  SptReadOptions options = { .now_utc_ms = NOW };
  guint n_columns;
  g_autofree SptCsvColumn *columns = spt_gpd_csv_list_columns (get_fields (), &n_columns);
  gboolean ok = spt_gpd_csv_read (get_fields (), seen, reader, columns, n_columns, &options, take, &n,
                                  NULL, &error);

  FUZZ_ASSERT (ok == (error == NULL));

  return 0;
}
