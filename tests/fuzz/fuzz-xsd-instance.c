/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a document: what is read is written again without a loss, and what was valid stays
 * so. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "form/spt-xsd.h"

#define MAX_SIZE 16384

static GBytes *
fetch (const char  *name,
       gpointer     user_data,
       GError     **error)
{
  static const char schema[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='t' targetNamespace='t'"
    " elementFormDefault='qualified'>"
    "<xs:element name='r'><xs:complexType><xs:sequence>"
    "<xs:element name='v'><xs:complexType><xs:attribute name='n' type='xs:decimal' fixed='2.2' use='required'/>"
    "</xs:complexType></xs:element>"
    "<xs:element name='d' type='xs:date' minOccurs='0'/>"
    "<xs:element name='e' minOccurs='0'><xs:simpleType><xs:restriction base='xs:string'>"
    "<xs:enumeration value='1'/><xs:enumeration value='2'/></xs:restriction></xs:simpleType></xs:element>"
    "<xs:choice><xs:element name='a' type='xs:string'/><xs:sequence><xs:element name='b' type='xs:integer'/>"
    "<xs:element name='c' type='q' minOccurs='0'/></xs:sequence><xs:element name='g' type='nodo'/></xs:choice>"
    "<xs:choice minOccurs='0' maxOccurs='unbounded'><xs:element name='x' type='xs:string'/>"
    "<xs:element name='y' type='q'/></xs:choice>"
    "<xs:element name='m' type='misto' minOccurs='0' maxOccurs='2'/>"
    "<xs:any namespace='##other' processContents='skip' minOccurs='0' maxOccurs='3'/>"
    "</xs:sequence><xs:anyAttribute namespace='##other' processContents='skip'/></xs:complexType></xs:element>"
    "<xs:complexType name='q'><xs:simpleContent><xs:extension base='xs:decimal'>"
    "<xs:attribute name='u' type='xs:string'/></xs:extension></xs:simpleContent></xs:complexType>"
    "<xs:complexType name='nodo'><xs:sequence><xs:element name='n' type='xs:boolean' maxOccurs='4'/>"
    "<xs:element name='nodo' type='nodo' minOccurs='0'/></xs:sequence></xs:complexType>"
    "<xs:complexType name='misto' mixed='true'><xs:sequence><xs:element name='i' type='xs:string' minOccurs='0'/>"
    "</xs:sequence></xs:complexType></xs:schema>";

  return g_bytes_new_static (schema, sizeof schema - 1);
}

static guint
count_elements (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  guint n = 0;

  for (gsize i = 0; i + 1 < length; i++)
    n += text[i] == '<' && text[i + 1] != '/' && text[i + 1] != '!' && text[i + 1] != '?';

  return n;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static SptXsd *xsd;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptRecord) again = NULL;
  g_autoptr (SptIssueList) issues = NULL;
  g_autoptr (SptIssueList) own_issues = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autofree char *doc = NULL;
  gboolean valid;

  if (xsd == NULL)
    xsd = spt_xsd_new ("main.xsd", fetch, NULL, NULL, "base", NULL);
  FUZZ_ASSERT (xsd != NULL);
  if (size > MAX_SIZE)
    return 0;

  issues = spt_issue_list_new (0);
  valid = spt_xsd_validate (xsd, (const char *) data, size, SPT_XSD_CHECK_NO_EMPTY, issues, &findings);
  FUZZ_ASSERT (findings->len == spt_issue_list_get_n (issues));
  FUZZ_ASSERT (valid == (spt_issue_list_get_n_errors (issues) == 0));
  record = spt_record_new (spt_xsd_get_schema (xsd));
  if (!spt_xsd_read (xsd, (const char *) data, size, record, NULL, NULL))
    {
      FUZZ_ASSERT (!valid);
      return 0;
    }

  /* Through the archive's form. */
  doc = spt_record_dup_doc (record);
  again = spt_record_new (spt_xsd_get_schema (xsd));
  FUZZ_ASSERT (spt_record_read (again, doc, -1, NULL));
  first = spt_xsd_write (xsd, again);
  own_issues = spt_issue_list_new (0);
  if (spt_xsd_check (xsd, again, SPT_XSD_CHECK_DEFAULT, 0, own_issues, NULL) < valid)
    g_error ("valid before, not after: %s", (const char *) g_bytes_get_data (first, NULL));

  FUZZ_ASSERT (spt_xsd_read (xsd, g_bytes_get_data (first, NULL), g_bytes_get_size (first), record, NULL,
                             NULL));
  second = spt_xsd_write (xsd, record);
  /* What has no place may find another one, but is there. */
  if (valid ? !g_bytes_equal (first, second) : count_elements (first) != count_elements (second))
    g_error ("%s\nthen\n%s", (const char *) g_bytes_get_data (first, NULL),
             (const char *) g_bytes_get_data (second, NULL));

  return 0;
}
