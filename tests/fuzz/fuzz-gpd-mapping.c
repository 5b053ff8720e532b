/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mapping and a table, both from any bytes: the JSON ends with a NUL, or there is a small one. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "form/spt-csv-mapping.h"
#include "services/gpd/spt-gpd-csv.h"

#define NOW  G_GINT64_CONSTANT (1795262400000)
#define OURS "{\"columns\":{\"iupd\":\"{a} {b}\",\"amount\":\"{b}\",\"iuv\":\"{a}\",\"transfer.1.amount\":\"{b}\",\"fullName\":\"x{{\"}}"

static SptGpdFields *
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
  /* What is said of the file as a whole has no row. */
  FUZZ_ASSERT (row > 0 || record == NULL);
  FUZZ_ASSERT (record != NULL || spt_issue_list_get_n (issues) > 0);
  if (record != NULL)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autofree char *nav = spt_gpd_csv_dup_cell (get_fields (), record, 0, "nav");

      FUZZ_ASSERT (nav == NULL || *nav != '\0');
      spt_record_write (record, out);
      FUZZ_ASSERT (g_utf8_validate (out->str, (gssize) out->len, NULL));
    }

  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const char *end = memchr (data, '\0', size);
  gsize length = end != NULL ? (gsize) (end - (const char *) data) : 0;
  g_autoptr (SptCsvMapping) mapping =
    spt_csv_mapping_parse (end != NULL ? (const char *) data : OURS, NULL);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (SptCsvReader) reader = NULL;
  g_autoptr (SptGpdSeen) seen = spt_gpd_seen_new ();
  g_autoptr (GError) error = NULL;
  g_autofree SptCsvColumn *columns = NULL;
  SptReadOptions options = { .now_utc_ms = NOW, .is_ragged = size % 2 == 0 };
  guint n_columns;
  gboolean ok;

  if (mapping == NULL)
    return 0;
  if (end != NULL)
    {
      g_autofree char *json = spt_csv_mapping_dup_json (mapping);
      g_autoptr (SptCsvMapping) again = spt_csv_mapping_parse (json, NULL);

      FUZZ_ASSERT (again != NULL);
      length++;
    }
  spt_csv_mapping_correct (mapping, 3, "amount", "1.234");
  options.mapping = mapping;
  stream = g_memory_input_stream_new_from_data (data + length, (gssize) (size - length), NULL);
  reader = spt_csv_reader_new (stream, 0);
  columns = spt_gpd_csv_list_columns (get_fields (), &n_columns);
  ok = spt_gpd_csv_read (get_fields (), seen, reader, columns, n_columns, &options, take, NULL, NULL,
                         &error);
  FUZZ_ASSERT (ok == (error == NULL));

  return 0;
}
