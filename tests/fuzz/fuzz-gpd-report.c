/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything the service may answer, from any bytes: problem, status, report, list, address. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "services/gpd/spt-gpd-note.h"
#include "services/gpd/spt-gpd-report.h"
#include "services/gpd/spt-gpd-wire.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) body = g_bytes_new_static (data, size);
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *id = spt_gpd_wire_dup_file_id (text);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SptGpdReport) report = NULL;
  g_auto (SptGpdProblem) problem = { 0 };
  g_auto (SptGpdStatus) status = { 0 };
  g_auto (SptGpdNote) note = { 0 };
  g_autofree char *note_text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_more;

  FUZZ_ASSERT (id == NULL || (*id != '\0' && strchr (id, '/') == NULL && strchr (id, '%') == NULL));
  spt_gpd_wire_parse_problem (body, &problem);
  FUZZ_ASSERT (problem.text == NULL || g_utf8_validate (problem.text, -1, NULL));
  FUZZ_ASSERT (spt_gpd_wire_parse_status (body, &status, &error) == (error == NULL));
  g_clear_error (&error);
  FUZZ_ASSERT (spt_gpd_wire_parse_files (body, ids, &has_more, &error) == (error == NULL));
  g_clear_error (&error);

  g_ptr_array_add (keys, (gpointer) "A");
  g_ptr_array_add (keys, (gpointer) "B");
  report = spt_gpd_wire_parse_report (body, &error);
  FUZZ_ASSERT ((report == NULL) == (error != NULL));
  if (report != NULL)
    {
      g_autoptr (SptOutcome) outcome = spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL);

      spt_gpd_report_compare (report, "gpd.create", keys);
      spt_gpd_report_spread (report, "gpd.create", keys, outcome);
      /* Each of ours exactly once, in order. */
      FUZZ_ASSERT (outcome->results->len >= 2);
      FUZZ_ASSERT (g_str_equal (((SptItemResult *) g_ptr_array_index (outcome->results, 0))->key,
                                "A"));
      FUZZ_ASSERT (g_str_equal (((SptItemResult *) g_ptr_array_index (outcome->results, 1))->key,
                                "B"));
    }

  spt_gpd_note_load (&note, text);
  note_text = spt_gpd_note_dup_text (&note);
  FUZZ_ASSERT (note_text != NULL);

  return 0;
}
