/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service's own documents from any bytes: read, checked, and what is good written and read
 * again. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "base/spt-json.h"
#include "services/gpd/spt-gpd-json.h"
#include "services/gpd/spt-gpd-rules.h"
#include "services/gpd/spt-gpd-wire.h"

#define NOW G_GINT64_CONSTANT (1795262400000)

typedef struct
{
  const SptGpdFields *fields;
  SptGpdSeen         *seen;
  SptIssueList       *issues;
  GString            *good;
  guint               last_row;
  guint               n_good;
} Pass;

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
take (SptRecord  *record,
      guint       row,
      gpointer    user_data,
      GError    **error)
{
  Pass *pass = user_data;
  guint before = spt_issue_list_get_n_errors (pass->issues);

  FUZZ_ASSERT (row == pass->last_row + 1);
  pass->last_row = row;
  if (record == NULL)
    return TRUE;

  spt_gpd_rules_check (pass->fields, pass->seen, NULL, "gpd.create", record, row, NOW,
                       pass->issues);
  FUZZ_ASSERT (spt_gpd_wire_estimate (pass->fields, record) > 0);
  /* What passes the check can always be written. */
  if (spt_issue_list_get_n_errors (pass->issues) == before && before == 0)
    {
      if (pass->n_good++ > 0)
        g_string_append_c (pass->good, ',');
      FUZZ_ASSERT (spt_gpd_wire_write_position (pass->fields, record, pass->good, error));
    }

  return TRUE;
}

static guint
run (const char *data,
     gsize       size,
     gboolean    is_delete,
     GString    *good)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (1000);
  g_autoptr (SptGpdSeen) seen = spt_gpd_seen_new ();
  g_autoptr (GError) error = NULL;
  Pass pass = { get_fields (), seen, issues, good, 0, 0 };
  gboolean ok = spt_gpd_json_read (pass.fields, stream, is_delete, take, &pass, issues, NULL,
                                   &error);

  FUZZ_ASSERT (ok == (error == NULL));
  FUZZ_ASSERT (ok || error->domain == SPT_JSON_ERROR);

  return pass.n_good;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GString) good = g_string_new ("{\"paymentPositions\":[");
  g_autoptr (GString) again = g_string_new ("{\"paymentPositions\":[");
  g_autoptr (GString) deleted = g_string_new (NULL);
  guint n = run ((const char *) data, size, FALSE, good);

  if (n > 0)
    {
      g_string_append (good, "]}");
      FUZZ_ASSERT (run (good->str, good->len, FALSE, again) == n);
      g_string_append (again, "]}");
      FUZZ_ASSERT (g_string_equal (good, again));
    }
  run ((const char *) data, size, TRUE, deleted);

  return 0;
}
