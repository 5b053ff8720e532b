/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document on its way out, read once: whatever it is, the same is said and the same leaves as when its record is
 * checked, written, and what was written is held against the schema. */
#include "config.h"

#include "base/spt-data.h"
#include "form/spt-xsd-document.h"
#include "xsd-test.h"

#define BODY(more) \
  "<xs:element name='r'><xs:complexType><xs:sequence>" \
  "<xs:element name='uno' type='breve'/>" more \
  "<xs:element name='giorno' type='xs:date' minOccurs='0'/>" \
  "<xs:element name='peso' type='xs:decimal' minOccurs='0'/>" \
  "<xs:element name='vero' type='uno' minOccurs='0'/>" \
  "<xs:choice><xs:element name='cf' type='xs:string'/><xs:element name='piva' type='xs:string'/></xs:choice>" \
  "<xs:element name='parte' minOccurs='0' maxOccurs='9'><xs:complexType><xs:sequence>" \
  "<xs:element name='nome' type='xs:string'/></xs:sequence></xs:complexType></xs:element>" \
  "</xs:sequence><xs:attribute name='nota' type='xs:string'/></xs:complexType></xs:element>" \
  "<xs:simpleType name='breve'><xs:restriction base='xs:string'><xs:maxLength value='5'/></xs:restriction>" \
  "</xs:simpleType><xs:simpleType name='uno'><xs:restriction base='xs:string'><xs:enumeration value='1'/>" \
  "</xs:restriction></xs:simpleType>"
#define NEW  "<xs:element name='nuovo' type='xs:string' minOccurs='0'/>"

#define DOCUMENT(inside) "<r xmlns=\"t\">" inside "</r>"

static char *
dup_findings (SptIssueList *issues)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      g_string_append_printf (text, "%u %s %s %s %s %u\n", issue->level, issue->code, issue->path, issue->value,
                              issue->limit, issue->row);
    }

  return g_string_free (text, FALSE);
}

/* As it was done before, step by step. */
static void
assert_same (SptXsd         *xsd,
             SptXsdDocument *document,
             const char     *text)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));
  g_autoptr (SptIssueList) wanted = spt_issue_list_new (0);
  g_autoptr (SptIssueList) said = spt_issue_list_new (0);
  g_autofree char *plain = NULL;
  g_autofree char *plain_said = NULL;
  g_autofree char *findings = NULL;
  g_autofree char *findings_said = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  spt_record_read (record, text, -1, &error);
  g_assert_no_error (error);
  plain = spt_record_dup_plain (record);
  plain_said = spt_record_dup_plain (spt_xsd_document_get_record (document));
  g_assert_cmpstr (plain_said, ==, plain);

  g_assert_true (spt_xsd_check (xsd, record, SPT_XSD_CHECK_NO_EMPTY, 0, wanted, NULL) ==
                 spt_xsd_document_check (document, SPT_XSD_CHECK_NO_EMPTY, said));
  bytes = spt_xsd_write (xsd, record);
  g_assert_true (spt_xsd_validate (xsd, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), SPT_XSD_CHECK_NO_EMPTY,
                                   wanted, NULL) ==
                 spt_xsd_document_validate (document, SPT_XSD_CHECK_NO_EMPTY, said));
  findings = dup_findings (wanted);
  findings_said = dup_findings (said);
  g_assert_cmpstr (findings_said, ==, findings);
  g_assert_true (g_bytes_equal (spt_xsd_document_get_bytes (document), bytes));
}

/* @text: written by @with and read by @xsd. */
static void
assert_document (SptXsd     *with,
                 SptXsd     *xsd,
                 const char *text,
                 gboolean    is_as_kept)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (with));
  g_autoptr (SptXsdDocument) document = NULL;
  g_autofree char *doc = NULL;
  g_autoptr (GError) error = NULL;

  spt_record_read (record, text, -1, &error);
  g_assert_no_error (error);
  doc = spt_record_dup_doc (record);
  document = spt_xsd_document_new (xsd, doc, &error);
  g_assert_no_error (error);
  g_test_message ("%s", doc);
  g_assert_true (spt_xsd_document_is_as_kept (document) == is_as_kept);
  assert_same (xsd, document, doc);
}

static void
test_same_set (void)
{
  static const struct
  {
    const char *text;
    gboolean    is_as_kept;
  } cases[] = {
    { DOCUMENT ("<uno>a</uno><cf>X</cf>"), TRUE },
    { DOCUMENT ("<uno>a&amp;&lt;</uno><giorno>2026-02-01</giorno><peso>2.50</peso><vero>1</vero><piva>1</piva>"
                "<parte><nome>x</nome></parte><parte><nome>y</nome></parte>"), TRUE },
    { "<r xmlns=\"t\" nota=\"a &quot;b&quot;\"><uno>a</uno><cf>X</cf></r>", TRUE },
    /* Invalid, in several ways. */
    { DOCUMENT ("<uno>troppo</uno><cf>X</cf>"), FALSE },
    { DOCUMENT ("<cf>X</cf>"), FALSE },
    { DOCUMENT ("<uno>a</uno>"), FALSE },
    { DOCUMENT ("<uno>a</uno><cf>X</cf><parte/>"), FALSE },
    { DOCUMENT ("<uno>a</uno><giorno>domani</giorno><cf>X</cf>"), FALSE },
    /* A filler, and something that no form has. */
    { DOCUMENT ("<uno>n.d.</uno><cf>X</cf>"), FALSE },
    { DOCUMENT ("<uno>a</uno><altro>b</altro><cf>X</cf>"), FALSE },
    /* Drafts. */
    { "{\"uno\":\"a\",\"giorno\":\"1/2/2026\",\"#choice\":\"cf\",\"cf\":\"X\"}", FALSE },
    { "{\"uno\":\"a\",\"#choice\":\"piva\",\"parte\":[{},{\"nome\":\"x\"}]}", FALSE },
    { "{\"uno\":\"a\\u0001\",\"#choice\":\"cf\",\"cf\":\"X\"}", FALSE },
  };
  g_autoptr (SptXsd) xsd = xsd_test_make (BODY (""));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_document (xsd, xsd, cases[i].text, cases[i].is_as_kept);
}

static void
test_another_set (void)
{
  g_autoptr (SptXsd) wide = xsd_test_make (BODY (NEW));
  g_autoptr (SptXsd) narrow = xsd_test_make (BODY (""));

  assert_document (narrow, wide, DOCUMENT ("<uno>a</uno><cf>X</cf>"), TRUE);
  assert_document (wide, narrow, DOCUMENT ("<uno>a</uno><cf>X</cf>"), TRUE);
  assert_document (wide, narrow, DOCUMENT ("<uno>a</uno><nuovo>n</nuovo><cf>X</cf>"), FALSE);
  /* A draft of another set is none of this one; nothing of it leaves. */
  assert_document (wide, narrow, "{\"uno\":\"a\",\"nuovo\":\"\",\"giorno\":\"1/2/2026\",\"#choice\":\"cf\",\"cf\":\"X\"}",
                   FALSE);
}

/* Texts that this program would not have written. */
static void
test_from_elsewhere (void)
{
  static const char *const texts[] = {
    DOCUMENT ("<cf>X</cf><uno>a</uno>"),
    DOCUMENT ("<uno>a</uno><cf>X</cf>testo"),
    ("<r xmlns=\"t\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"t main.xsd\">"
     "<uno>a</uno><cf>X</cf></r>"),
  };
  g_autoptr (SptXsd) xsd = xsd_test_make (BODY (""));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SptXsdDocument) document = spt_xsd_document_new (xsd, texts[i], &error);

      g_assert_no_error (error);
      g_assert_false (spt_xsd_document_is_as_kept (document));
      assert_same (xsd, document, texts[i]);
    }
  /* Valid, and laid out otherwise: nothing is written anew of it. */
  {
    const char *text = DOCUMENT ("<uno>a</uno> <cf>X</cf>");
    g_autoptr (SptXsdDocument) document = spt_xsd_document_new (xsd, text, &error);
    g_autoptr (GBytes) wanted = g_bytes_new_static (text, strlen (text));

    g_assert_no_error (error);
    g_assert_true (spt_xsd_document_is_as_kept (document));
    g_assert_true (g_bytes_equal (spt_xsd_document_get_bytes (document), wanted));
  }
  g_assert_null (spt_xsd_document_new (xsd, "<r xmlns=\"t\"><uno>", &error));
  g_assert_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_DOCUMENT);
  g_clear_error (&error);
  g_assert_null (spt_xsd_document_new (xsd, "<s xmlns=\"t\"/>", &error));
  g_assert_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_ROOT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spt_data_set_language ("it");

  g_test_add_func ("/form/xsd-document/same-set", test_same_set);
  g_test_add_func ("/form/xsd-document/another-set", test_another_set);
  g_test_add_func ("/form/xsd-document/from-elsewhere", test_from_elsewhere);

  return g_test_run ();
}
