/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The archive's form of a record: what reads is written the same ever after, and paths are
 * found. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "form/spt-record.h"

static void
check_node (SptRecord *record,
            SptNode   *node)
{
  const SptGroupDef *def = spt_node_get_def (node);
  const SptFieldDef *field;
  SptNode *found;
  guint i;
  guint j;

  for (i = 0; i < def->n_fields; i++)
    {
      g_autoptr (GString) path = g_string_new (NULL);

      FUZZ_ASSERT (g_utf8_validate (spt_node_get (node, i), -1, NULL));
      spt_node_append_path (node, &def->fields[i], path);
      FUZZ_ASSERT (spt_record_find_path (record, path->str, &found, &field));
      FUZZ_ASSERT (found == node && field == &def->fields[i]);
    }
  for (i = 0; i < def->n_groups; i++)
    {
      for (j = 0; j < MIN (spt_node_get_n_children (node, i), 20); j++)
        check_node (record, spt_node_get_child (node, i, j));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static SptSchema *schema;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptRecord) other = NULL;
  g_autoptr (SptIssueList) issues = NULL;
  g_autoptr (GString) first = NULL;
  g_autoptr (GString) second = NULL;
  g_autofree char *path = NULL;
  const SptFieldDef *field;
  SptNode *node;

  if (schema == NULL)
    schema = spt_schema_load ("gpd/position.json", "gpd", NULL);
  FUZZ_ASSERT (schema != NULL);

  record = spt_record_new (schema);
  other = spt_record_new (schema);
  if (!spt_record_read (record, (const char *) data, (gssize) size, NULL))
    {
      FUZZ_ASSERT (spt_node_is_empty (spt_record_get_root (record)));
      /* What is no record may be a path. */
      path = g_strndup ((const char *) data, size);
      spt_record_find_path (record, path, &node, &field);
      return 0;
    }

  first = g_string_new (NULL);
  spt_record_write (record, first);
  FUZZ_ASSERT (spt_record_read (other, first->str, (gssize) first->len, NULL));
  second = g_string_new (NULL);
  spt_record_write (other, second);
  FUZZ_ASSERT (strcmp (first->str, second->str) == 0);

  check_node (record, spt_record_get_root (record));
  issues = spt_issue_list_new (0);
  spt_record_check (record, 1, TRUE, issues);

  return 0;
}
