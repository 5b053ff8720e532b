/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a schema: it is refused with words, or gives a form that can be written, read and checked. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "form/spt-xsd.h"

#define MAX_SIZE 8192

typedef struct
{
  const uint8_t *data;
  size_t         size;
} Input;

static GBytes *
fetch (const char  *name,
       gpointer     user_data,
       GError     **error)
{
  static const char other[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:simpleType name='corto'>"
    "<xs:restriction base='xs:string'><xs:maxLength value='3'/></xs:restriction></xs:simpleType></xs:schema>";
  const Input *input = user_data;

  if (strcmp (name, "main.xsd") == 0)
    return g_bytes_new (input->data, input->size);
  if (strcmp (name, "other.xsd") == 0)
    return g_bytes_new_static (other, sizeof other - 1);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no such file");

  return NULL;
}

/* A text everywhere, and an instance of every group. */
static void
fill (SptNode *node,
      guint    depth)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields && i < 50; i++)
    {
      if (def->fields[i].kind == SPT_FIELD_CHOICE)
        spt_node_set (node, i, def->fields[i].choices[0].value, -1);
      else if (def->fields[i].kind != SPT_FIELD_XML)
        spt_node_set (node, i, "1", -1);
    }
  for (guint i = 0; i < def->n_groups && i < 20 && depth < 6; i++)
    fill (spt_node_add_child (node, i), depth + 1);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const Input input = { data, size };
  g_autoptr (GError) error = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptRecord) again = NULL;
  g_autoptr (SptIssueList) issues = NULL;
  g_autoptr (GBytes) written = NULL;

  if (size > MAX_SIZE)
    return 0;
  xsd = spt_xsd_new ("main.xsd", fetch, (gpointer) &input, NULL, "base", &error);
  if (xsd == NULL)
    {
      FUZZ_ASSERT (error != NULL && *error->message != '\0');
      return 0;
    }

  record = spt_record_new (spt_xsd_get_schema (xsd));
  again = spt_record_new (spt_xsd_get_schema (xsd));
  issues = spt_issue_list_new (100);
  fill (spt_record_get_root (record), 0);
  spt_xsd_check (xsd, record, SPT_XSD_CHECK_NO_EMPTY, 0, issues, NULL);
  written = spt_xsd_write (xsd, record);
  FUZZ_ASSERT (spt_xsd_read (xsd, g_bytes_get_data (written, NULL), g_bytes_get_size (written), again, NULL,
                             NULL));

  return 0;
}
