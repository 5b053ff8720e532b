/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms out of schemas: how each construct is shown, read, written and checked. */
#include "config.h"

#include <glib/gstdio.h>

#include "base/spt-data.h"
#include "form/spt-form.h"
#include "form/spt-number.h"
#include "xsd-test.h"

static SptRecord *
read_document (SptXsd     *xsd,
               const char *text)
{
  SptRecord *record = spt_record_new (spt_xsd_get_schema (xsd));
  g_autoptr (GError) error = NULL;

  spt_xsd_read (xsd, text, strlen (text), record, NULL, &error);
  g_assert_no_error (error);

  return record;
}

/* Without the declaration and what is blank between elements. */
static char *
dup_written (SptXsd    *xsd,
             SptRecord *record)
{
  g_autoptr (GBytes) bytes = spt_xsd_write (xsd, record);
  g_autofree char *whole = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  GString *out = g_string_new (NULL);
  const char *text;

  g_assert_true (g_str_has_prefix (whole, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
  for (text = strchr (whole, '\n') + 1; *text != '\0'; text++)
    {
      if (*text != '\n')
        g_string_append_c (out, *text);
      else
        text += strspn (text + 1, " ");
    }

  return g_string_free (out, FALSE);
}

/* What is read comes back as it was, and its doc through the archive's form too. */
static void
assert_round (SptXsd     *xsd,
              const char *text)
{
  g_autoptr (SptRecord) record = read_document (xsd, text);
  g_autoptr (SptRecord) again = spt_record_new (spt_xsd_get_schema (xsd));
  g_autofree char *doc = spt_record_dup_doc (record);
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;

  spt_record_read (again, doc, -1, &error);
  g_assert_no_error (error);
  written = dup_written (xsd, again);
  g_assert_cmpstr (written, ==, text);
}

static char *
dup_objections (SptXsd    *xsd,
                SptRecord *record)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  GString *text = g_string_new (NULL);

  spt_xsd_check (xsd, record, SPT_XSD_CHECK_DEFAULT, 0, issues, NULL);
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", issue->code,
                              issue->path != NULL ? issue->path : "-");
    }

  return g_string_free (text, FALSE);
}

static void
assert_objections (SptXsd     *xsd,
                   const char *doc,
                   const char *wanted)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  spt_record_read (record, doc, -1, &error);
  g_assert_no_error (error);
  said = dup_objections (xsd, record);
  g_assert_cmpstr (said, ==, wanted);
}

static void
assert_written (SptXsd     *xsd,
                const char *doc,
                const char *wanted)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;

  spt_record_read (record, doc, -1, &error);
  g_assert_no_error (error);
  written = dup_written (xsd, record);
  g_assert_cmpstr (written, ==, wanted);
}

static const SptGroupDef *
get_root (SptXsd *xsd)
{
  return spt_schema_get_root (spt_xsd_get_schema (xsd));
}

#define PERSON \
  "<xs:element name='r'><xs:complexType><xs:sequence>" \
  "<xs:element name='nome' type='breve'/>" \
  "<xs:element name='nato' type='xs:date' minOccurs='0'/>" \
  "<xs:element name='peso' minOccurs='0'><xs:simpleType><xs:restriction base='xs:decimal'>" \
  "<xs:minInclusive value='1'/><xs:fractionDigits value='2'/></xs:restriction></xs:simpleType></xs:element>" \
  "<xs:element name='attivo' type='xs:boolean' minOccurs='0'/>" \
  "<xs:element name='tel' type='xs:string' minOccurs='0' maxOccurs='3'/>" \
  "</xs:sequence><xs:attribute name='v' type='xs:string' use='required' fixed='7'/>" \
  "<xs:attribute name='nota' type='xs:string'/></xs:complexType></xs:element>" \
  "<xs:simpleType name='breve'><xs:restriction base='xs:token'><xs:maxLength value='5'/>" \
  "<xs:pattern value='[A-Z].*'/></xs:restriction></xs:simpleType>"

static void
test_simple (void)
{
  g_autoptr (SptXsd) xsd = xsd_test_make (PERSON);
  const SptGroupDef *root = get_root (xsd);

  g_assert_cmpuint (spt_group_def_find_field (root, "nome")->max_error, ==, 5);
  g_assert_true (spt_group_def_find_field (root, "nome")->required);
  g_assert_cmpint (spt_group_def_find_field (root, "nato")->kind, ==, SPT_FIELD_DATE);
  g_assert_cmpint (spt_group_def_find_field (root, "peso")->kind, ==, SPT_FIELD_DECIMAL);
  g_assert_cmpint (spt_group_def_find_field (root, "attivo")->kind, ==, SPT_FIELD_BOOLEAN);
  g_assert_cmpuint (spt_group_def_find_group (root, "tel")->max, ==, 3);
  g_assert_null (spt_group_def_find_field (root, "@v"));
  g_assert_nonnull (spt_group_def_find_field (root, "@nota"));

  assert_round (xsd, "<r xmlns=\"t\" v=\"7\"><nome>Anna</nome></r>");
  assert_round (xsd, "<r xmlns=\"t\" v=\"7\" nota=\"a&lt;&quot;b\"><nome>Anna</nome><attivo>1</attivo>"
                "<tel>1 &amp; 2</tel><tel>3</tel></r>");
  /* As Italians type it. */
  assert_written (xsd, "{\"nome\":\"Anna\",\"nato\":\"5/3/1980\",\"peso\":\"1.062,50\",\"attivo\":\"sì\"}",
                  "<r xmlns=\"t\" v=\"7\"><nome>Anna</nome><nato>1980-03-05</nato><peso>1062.50</peso>"
                  "<attivo>true</attivo></r>");
  /* Nothing empty. */
  assert_written (xsd, "{\"nome\":\"  \",\"tel\":[{},{\"#text\":\"1\"}]}",
                  "<r xmlns=\"t\" v=\"7\"><tel>1</tel></r>");

  assert_objections (xsd, "{\"nome\":\"Anna\"}", "");
  assert_objections (xsd, "{\"nome\":\"Annamaria\"}", "too-long nome");
  assert_objections (xsd, "{\"nome\":\"anna\"}", "bad-pattern nome");
  assert_objections (xsd, "{\"nato\":\"ieri\",\"peso\":\"0,5\",\"attivo\":\"forse\"}",
                     "required nome, xsd-date nato, xsd-least peso, bad-boolean attivo");
  assert_objections (xsd, "{\"nome\":\"Anna\",\"peso\":\"1,234\"}", "xsd-decimals peso");
  assert_objections (xsd, "{\"nome\":\"Anna\",\"tel\":[{\"#text\":\"1\"},{\"#text\":\"2\"},{\"#text\":\"3\"},"
                     "{\"#text\":\"4\"}]}", "xsd-unexpected tel[3].#text");
}

#define CHOICES \
  "<xs:element name='r'><xs:complexType><xs:sequence>" \
  "<xs:choice><xs:element name='cf' type='xs:string'/>" \
  "<xs:sequence><xs:element name='ditta' type='xs:string'/><xs:element name='piva' type='xs:string'/></xs:sequence>" \
  "<xs:element name='estero'><xs:complexType><xs:sequence><xs:element name='stato' type='xs:string'/>" \
  "</xs:sequence></xs:complexType></xs:element>" \
  "<xs:element name='ignoto' type='xs:boolean' fixed='true'/></xs:choice>" \
  "<xs:choice minOccurs='0' maxOccurs='unbounded'><xs:element name='a' type='xs:string'/>" \
  "<xs:element name='b' type='xs:integer'/></xs:choice>" \
  "</xs:sequence></xs:complexType></xs:element>"

#define ELEMENT(name, type, label) \
  "<xs:element name='" name "' type='" type "'><xs:annotation><xs:documentation>" label "</xs:documentation></xs:annotation></xs:element>"

#define NAMED_CHOICE \
  "<xs:element name='r'><xs:complexType><xs:sequence>" \
  "<xs:choice><xs:annotation><xs:documentation>Trattamento</xs:documentation></xs:annotation>" \
  ELEMENT ("assente", "xs:boolean", "Trattamento: assente") \
  ELEMENT ("altro", "xs:string", "Trattamento – è un altro") \
  ELEMENT ("fumi", "xs:string", "Trattamento dei fumi") \
  ELEMENT ("nome", "xs:string", "Trattamento") \
  "<xs:element name='si'><xs:annotation><xs:documentation>Trattamento</xs:documentation></xs:annotation>" \
  "<xs:complexType><xs:sequence>" ELEMENT ("f", "xs:boolean", "Filtrazione") \
  "<xs:choice>" ELEMENT ("a", "xs:boolean", "Addolcimento") ELEMENT ("b", "xs:boolean", "Acidi") "</xs:choice>" \
  "</xs:sequence></xs:complexType></xs:element>" \
  "</xs:choice></xs:sequence></xs:complexType></xs:element>"

/* Below the choice's name its alternatives say what tells them apart, and no other words are cut. */
static void
test_alternatives (void)
{
  static const char *const labels[] = { "Assente", "È un altro", "Trattamento dei fumi", "Trattamento", "Filtrazione, Addolcimento, Acidi" };
  g_autoptr (SptXsd) xsd = xsd_test_make (NAMED_CHOICE);
  const SptFieldDef *selector = spt_group_def_find_field (get_root (xsd), "#choice");

  g_assert_cmpstr (selector->label, ==, "Trattamento");
  g_assert_cmpuint (selector->n_choices, ==, G_N_ELEMENTS (labels));
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    g_assert_cmpstr (selector->choices[i].label, ==, labels[i]);
  /* Its field is still called what it is. */
  g_assert_cmpstr (spt_group_def_find_field (get_root (xsd), "assente")->label, ==, "Trattamento: assente");
  g_assert_cmpstr (spt_group_def_find_group (get_root (xsd), "si")->label, ==, "Trattamento");
}

static void
test_choice (void)
{
  g_autoptr (SptXsd) xsd = xsd_test_make (CHOICES);
  const SptGroupDef *root = get_root (xsd);
  const SptFieldDef *selector = spt_group_def_find_field (root, "#choice");
  g_autoptr (SptForm) form = spt_form_new (spt_xsd_get_schema (xsd));
  const SptGroupDef *abroad = spt_group_def_find_group (root, "estero");
  SptFormGroup *form_root = spt_form_get_root (form);
  g_autoptr (SptRecord) stored = NULL;
  g_autofree char *doc = NULL;
  g_autofree char *moved = NULL;
  guint turn = spt_group_def_find_group (root, "#turn")->index;

  g_assert_cmpuint (selector->n_choices, ==, 4);
  g_assert_true (selector->required && selector->exclusive);
  g_assert_cmpstr (spt_group_def_find_field (root, "piva")->show_if, ==, "#choice=ditta");
  g_assert_cmpstr (abroad->show_if, ==, "#choice=estero");

  assert_round (xsd, "<r xmlns=\"t\"><cf>X</cf></r>");
  assert_round (xsd, "<r xmlns=\"t\"><ditta>X</ditta><piva>Y</piva><b>1</b><a>2</a><b>3</b></r>");
  assert_round (xsd, "<r xmlns=\"t\"><estero><stato>FR</stato></estero></r>");
  assert_round (xsd, "<r xmlns=\"t\"><ignoto>true</ignoto></r>");
  assert_objections (xsd, "{}", "required #choice");
  assert_objections (xsd, "{\"#choice\":\"ditta\",\"ditta\":\"X\"}", "required piva");
  assert_objections (xsd, "{\"#choice\":\"estero\"}", "too-few estero");
  assert_objections (xsd, "{\"#choice\":\"ignoto\",\"#turn\":[{\"#choice\":\"b\",\"b\":\"x\"}]}",
                     "bad-number #turn[0].b");

  /* In the form: what is not chosen is not shown, not stored, and there again when chosen back. */
  g_assert_false (spt_form_group_wants (form_root, abroad->index, NULL));
  spt_form_field_set_text (spt_form_find_field (form, "#choice"), "estero");
  g_assert_true (spt_form_group_wants (form_root, abroad->index, NULL));
  spt_form_field_set_text (spt_form_find_field (form, "estero[0].stato"), "FR");
  spt_form_field_set_text (spt_form_find_field (form, "#choice"), "cf");
  g_assert_false (spt_form_group_wants (form_root, abroad->index, NULL));
  stored = spt_form_dup_record (form);
  doc = spt_record_dup_plain (stored);
  g_assert_cmpstr (doc, ==, "{\"#choice\":\"cf\"}");
  spt_form_field_set_text (spt_form_find_field (form, "#choice"), "estero");
  g_assert_cmpstr (spt_form_get_text (form, "estero[0].stato"), ==, "FR");

  /* Turns change their places. */
  for (guint i = 0; i < 3; i++)
    {
      SptFormGroup *group = spt_form_group_add (form_root, turn);

      spt_form_field_set_text (spt_form_group_find_field (group, "#choice"), i == 1 ? "b" : "a");
      spt_form_field_set_text (spt_form_group_find_field (group, i == 1 ? "b" : "a"), i == 1 ? "2" : "x");
    }
  spt_form_group_move (form_root, turn, 1, 0);
  spt_form_group_move (form_root, turn, 2, 2);
  g_clear_pointer (&stored, spt_record_free);
  stored = spt_form_dup_record (form);
  moved = dup_written (xsd, stored);
  g_assert_cmpstr (moved, ==, "<r xmlns=\"t\"><estero><stato>FR</stato></estero><b>2</b><a>x</a><a>x</a></r>");
}

#define KEPT \
  "<xs:element name='r'><xs:complexType><xs:sequence>" \
  "<xs:element name='uno' type='xs:string'/>" \
  "<xs:element name='testo' type='misto' minOccurs='0'/>" \
  "<xs:element name='nodo' type='nodo' minOccurs='0'/>" \
  "<xs:element ref='testa' minOccurs='0'/>" \
  "<xs:element name='due' type='xs:string' minOccurs='0'/>" \
  "<xs:any namespace='##other' processContents='lax' minOccurs='0' maxOccurs='unbounded'/>" \
  "</xs:sequence><xs:anyAttribute namespace='##other' processContents='lax'/></xs:complexType></xs:element>" \
  "<xs:complexType name='misto' mixed='true'><xs:sequence><xs:element name='b' type='xs:string' minOccurs='0'/>" \
  "</xs:sequence></xs:complexType>" \
  "<xs:complexType name='nodo'><xs:sequence><xs:element name='n' type='xs:string'/>" \
  "<xs:element name='nodo' type='nodo' minOccurs='0'/></xs:sequence></xs:complexType>" \
  "<xs:element name='testa' type='xs:string' abstract='true'/>" \
  "<xs:element name='coda' type='xs:string' substitutionGroup='testa'/>"

static void
test_kept (void)
{
  static const char *const codes[] = {
    "xsd-kept-mixed", "xsd-kept-recursive", "xsd-kept-substitution", "xsd-kept-any"
  };
  g_autoptr (SptXsd) xsd = xsd_test_make (KEPT);
  g_autoptr (SptRecord) record = NULL;
  g_autofree char *said = NULL;

  g_assert_cmpuint (spt_xsd_get_n_kept (xsd), ==, G_N_ELEMENTS (codes));
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpstr (spt_xsd_get_kept (xsd, i)->code, ==, codes[i]);

  assert_round (xsd, "<r xmlns=\"t\"><uno>1</uno><testo>un <b>po'</b> di</testo><due>2</due></r>");
  /* Between words a blank is a word's end. */
  assert_round (xsd, "<r xmlns=\"t\"><uno>1</uno><testo> <b>po'</b> </testo><due>2</due></r>");
  assert_round (xsd, "<r xmlns=\"t\"><uno>1</uno><nodo><n>a</n><nodo><n>b</n></nodo></nodo></r>");
  assert_round (xsd, "<r xmlns=\"t\"><uno>1</uno><coda>c</coda><due>2</due></r>");
  record = read_document (xsd, "<r xmlns=\"t\" xmlns:o=\"o\" o:x=\"9\"><uno>1</uno><testo>a<b>c</b></testo>"
                          "<coda>c</coda><due>2</due><o:k p=\"1\">v</o:k></r>");
  said = dup_objections (xsd, record);
  g_assert_cmpstr (said, ==, "");
  {
    g_autofree char *written = dup_written (xsd, record);

    g_assert_nonnull (strstr (written, "<coda>c</coda><due>2</due><o:k"));
    g_assert_nonnull (strstr (written, "o:x=\"9\""));
    g_assert_nonnull (strstr (written, "<testo>a<b>c</b></testo>"));
  }
}

/* What a schema does not have at all is not lost either. */
static void
test_unknown (void)
{
  g_autoptr (SptXsd) xsd = xsd_test_make (PERSON);
  g_autoptr (SptRecord) record = read_document (xsd, "<r xmlns=\"t\" v=\"7\"><strano><x/></strano>"
                                                "<nome>Anna</nome></r>");
  g_autofree char *written = dup_written (xsd, record);
  g_autofree char *said = dup_objections (xsd, record);

  g_assert_cmpstr (written, ==, "<r xmlns=\"t\" v=\"7\"><nome>Anna</nome><strano><x/></strano></r>");
  g_assert_cmpstr (said, ==, "xsd-unexpected #rest");
}

static void
test_nil (void)
{
  g_autoptr (SptXsd) xsd = xsd_test_make (
    "<xs:element name='r'><xs:complexType><xs:sequence><xs:element name='a' type='xs:string'/>"
    "<xs:element name='b' type='xs:date' nillable='true'/><xs:element name='c' type='xs:string'/>"
    "</xs:sequence></xs:complexType></xs:element>");
  g_autoptr (SptRecord) record = read_document (
    xsd, "<r xmlns=\"t\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><a>1</a>"
    "<b xsi:nil=\"true\"/><c>2</c></r>");
  g_autofree char *said = dup_objections (xsd, record);

  g_assert_cmpstr (said, ==, "");
}

static void
test_derived (void)
{
  g_autoptr (SptXsd) xsd = xsd_test_make (
    "<xs:complexType name='base'><xs:sequence><xs:element name='a' type='xs:string'/></xs:sequence>"
    "<xs:attribute name='id' type='xs:string'/></xs:complexType>"
    "<xs:complexType name='figlio'><xs:complexContent><xs:extension base='base'><xs:sequence>"
    "<xs:group ref='g' minOccurs='0'/></xs:sequence><xs:attributeGroup ref='ag'/></xs:extension></xs:complexContent></xs:complexType>"
    "<xs:group name='g'><xs:sequence><xs:element name='b' type='xs:string'/><xs:element name='c' type='misura'/>"
    "</xs:sequence></xs:group>"
    "<xs:attributeGroup name='ag'><xs:attribute name='x'><xs:simpleType><xs:restriction base='xs:string'>"
    "<xs:enumeration value='1'><xs:annotation><xs:documentation xml:lang='it'>Uno</xs:documentation></xs:annotation>"
    "</xs:enumeration><xs:enumeration value='2'/></xs:restriction></xs:simpleType></xs:attribute></xs:attributeGroup>"
    "<xs:complexType name='misura'><xs:simpleContent><xs:extension base='xs:decimal'>"
    "<xs:attribute name='unita' type='xs:string' use='required'/></xs:extension></xs:simpleContent></xs:complexType>"
    "<xs:element name='r' type='figlio'/>");
  const SptFieldDef *x = spt_group_def_find_field (get_root (xsd), "@x");
  const SptGroupDef *measure = spt_group_def_find_group (get_root (xsd), "c");

  g_assert_cmpstr (x->choices[0].label, ==, "Uno");
  g_assert_cmpstr (x->choices[1].label, ==, "2");
  g_assert_cmpint (spt_group_def_find_field (measure, "#text")->kind, ==, SPT_FIELD_DECIMAL);
  g_assert_false (spt_group_def_find_field (get_root (xsd), "b")->required);
  assert_round (xsd, "<r xmlns=\"t\" id=\"i\" x=\"2\"><a>1</a><b>2</b><c unita=\"kW\">3.5</c></r>");
  assert_objections (xsd, "{\"a\":\"1\",\"b\":\"2\",\"c\":[{\"#text\":\"3,5\",\"@unita\":\"kW\"}]}", "");
  assert_objections (xsd, "{\"a\":\"1\",\"b\":\"2\",\"c\":[{\"#text\":\"3,5\"}]}", "required c[0].@unita");
  /* Part of an optional sequence alone: only libxml2 sees it, and it is found. */
  assert_objections (xsd, "{\"a\":\"1\",\"b\":\"2\"}", "xsd-missing c");
}

static void
test_labels (void)
{
  static const char *const names[] = {
    "L4_1dataInstallazione", "Data installazione", "A_E_numGT", "Num GT", "L12cciaa", "Cciaa",
    "scheda_1_2_ubicazione", "Scheda 1 2 ubicazione", "ragioneSociale", "Ragione sociale", "CAP", "CAP",
    "POD.codice", "POD codice", "x", "X", "L1_3servizioACS", "Servizio ACS", "API_ID", "API ID"
  };
  g_autoptr (GString) body = g_string_new ("<xs:element name='r'><xs:complexType><xs:sequence>");
  g_autoptr (SptXsd) xsd = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i += 2)
    g_string_append_printf (body, "<xs:element name='%s' type='xs:string'/>", names[i]);
  g_string_append (body, "<xs:element name='z' type='xs:string'><xs:annotation>"
                   "<xs:documentation xml:lang='en'>English</xs:documentation>"
                   "<xs:documentation xml:lang='it'>Zona\n  climatica</xs:documentation>"
                   "<xs:documentation xml:lang='it'>Da A a F.</xs:documentation></xs:annotation></xs:element>"
                   "</xs:sequence></xs:complexType></xs:element>");
  xsd = xsd_test_make (body->str);
  for (guint i = 0; i < G_N_ELEMENTS (names); i += 2)
    g_assert_cmpstr (get_root (xsd)->fields[i / 2].label, ==, names[i + 1]);
  g_assert_cmpstr (spt_group_def_find_field (get_root (xsd), "z")->label, ==, "Zona climatica");
  g_assert_cmpstr (spt_group_def_find_field (get_root (xsd), "z")->help, ==, "Da A a F.");
}

static void
assert_refused (SptXsd     *xsd,
                const char *text,
                gssize      length,
                const char *code)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));
  g_autoptr (GError) error = NULL;
  gsize n = length < 0 ? strlen (text) : (gsize) length;

  g_assert_false (spt_xsd_validate (xsd, text, n, SPT_XSD_CHECK_NO_EMPTY, issues, NULL));
  g_assert_cmpstr (spt_issue_list_get (issues, 0)->code, ==, code);
  g_assert_false (spt_xsd_read (xsd, text, n, record, NULL, &error));
  g_assert_cmpint (error->domain, ==, SPT_XSD_ERROR);
}

static void
test_bad_documents (void)
{
  g_autoptr (SptXsd) xsd = xsd_test_make (PERSON);
  g_autofree char *huge = g_strnfill (6 * 1024 * 1024, ' ');
  g_autoptr (GString) deep = g_string_new ("<r xmlns='t'>");

  assert_refused (xsd, "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
                  "<r xmlns='t' v='7'><nome>&a;</nome></r>", -1, "xml-document-type");
  assert_refused (xsd, "<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><r>&b;</r>", -1,
                  "xml-document-type");
  assert_refused (xsd, "<!DOCTYPE r SYSTEM 'http://example.invalid/r.dtd'><r/>", -1, "xml-document-type");
  assert_refused (xsd, "<r xmlns='t'>", -1, "xml-syntax");
  assert_refused (xsd, "", -1, "xml-syntax");
  assert_refused (xsd, "<r xmlns='t'>&pippo;</r>", -1, "xml-syntax");
  assert_refused (xsd, "<r xmlns='altro'/>", -1, "xsd-root");
  assert_refused (xsd, huge, 6 * 1024 * 1024, "xml-too-large");
  for (guint i = 0; i < 1000; i++)
    g_string_append (deep, "<a>");
  assert_refused (xsd, deep->str, -1, "xml-syntax");
  assert_refused (xsd, "<r xmlns='t'>\0</r>", 18, "xml-syntax");
}

/* An address in a document leads nowhere; other encodings are read. */
static void
test_odd_documents (void)
{
  static const char located[] =
    "<r xmlns='t' v='7' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
    " xsi:schemaLocation='t file:///etc/passwd'><nome>Anna</nome></r>";
  static const char latin[] =
    "<?xml version='1.0' encoding='ISO-8859-1'?><r xmlns='t' v='7'><nome>Lu\xec</nome></r>";
  g_autoptr (SptXsd) xsd = xsd_test_make (PERSON);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptRecord) record = NULL;
  g_autofree char *written = NULL;

  g_assert_true (spt_xsd_validate (xsd, located, strlen (located), SPT_XSD_CHECK_DEFAULT, issues, NULL));
  g_assert_true (spt_xsd_validate (xsd, latin, strlen (latin), SPT_XSD_CHECK_DEFAULT, issues, NULL));
  record = read_document (xsd, latin);
  written = dup_written (xsd, record);
  g_assert_cmpstr (written, ==, "<r xmlns=\"t\" v=\"7\"><nome>Luì</nome></r>");
}

static void
test_many (void)
{
  g_autoptr (SptXsd) xsd = xsd_test_make (
    "<xs:element name='r'><xs:complexType><xs:sequence><xs:element name='riga' maxOccurs='unbounded'>"
    "<xs:complexType><xs:sequence><xs:element name='n' type='xs:integer'/></xs:sequence></xs:complexType>"
    "</xs:element></xs:sequence></xs:complexType></xs:element>");
  g_autoptr (GString) text = g_string_new ("<r xmlns=\"t\">");
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "<riga><n>%u</n></riga>", i);
  g_string_append (text, "</r>");
  assert_round (xsd, text->str);
  memcpy (strstr (text->str, ">9999<") + 1, "no99", 4);
  g_assert_false (spt_xsd_validate (xsd, text->str, text->len, SPT_XSD_CHECK_DEFAULT, issues, NULL));
  g_assert_cmpstr (spt_issue_list_get (issues, 0)->path, ==, "riga[9999].n");
}

#define DOC_BODY(more) \
  "<xs:element name='r'><xs:complexType><xs:sequence>" \
  "<xs:element name='uno' type='xs:string'/>" more \
  "<xs:element name='giorno' type='xs:date' minOccurs='0'/>" \
  "<xs:choice><xs:element name='cf' type='xs:string'/><xs:element name='piva' type='xs:string'/></xs:choice>" \
  "<xs:element name='parte' minOccurs='0' maxOccurs='9'><xs:complexType><xs:sequence>" \
  "<xs:element name='nome' type='xs:string'/></xs:sequence></xs:complexType></xs:element>" \
  "</xs:sequence></xs:complexType></xs:element>"
#define DOC_NEW "<xs:element name='nuovo' type='xs:string' minOccurs='0'/>"

static void
assert_read_as (SptXsd     *xsd,
                const char *doc,
                const char *plain)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  spt_record_read (record, doc, -1, &error);
  g_assert_no_error (error);
  said = spt_record_dup_plain (record);
  g_assert_cmpstr (said, ==, plain);
}

/* The archive's form is the document: it outlives the set it was written with, and comes back whole. */
static void
test_doc_of_another_set (void)
{
  g_autoptr (SptXsd) wide = xsd_test_make (DOC_BODY (DOC_NEW));
  g_autoptr (SptXsd) narrow = xsd_test_make (DOC_BODY (""));
  g_autoptr (SptRecord) record = read_document (wide, "<r xmlns=\"t\"><uno>1</uno><nuovo>n</nuovo><cf>X</cf></r>");
  g_autoptr (SptRecord) old = spt_record_new (spt_xsd_get_schema (narrow));
  g_autoptr (GError) error = NULL;
  g_autofree char *doc = spt_record_dup_doc (record);
  g_autofree char *other = NULL;
  g_autofree char *plain = NULL;

  g_assert_true (g_str_has_prefix (doc, "<?xml"));
  g_assert_null (strstr (doc, "sportello-draft"));
  spt_record_read (old, doc, -1, &error);
  g_assert_no_error (error);
  plain = spt_record_dup_plain (old);
  g_assert_nonnull (strstr (plain, "#rest"));
  spt_node_set_named (spt_record_get_root (old), "uno", "2");
  other = spt_record_dup_doc (old);
  g_assert_nonnull (strstr (other, "<nuovo"));
  assert_read_as (wide, other, "{\"uno\":\"2\",\"nuovo\":\"n\",\"#choice\":\"cf\",\"cf\":\"X\"}");
}

/* What a document cannot say is there again as long as the set is the same; nothing of it is in the document. */
static void
test_doc_of_a_draft (void)
{
  g_autoptr (SptXsd) xsd = xsd_test_make (DOC_BODY (""));
  g_autoptr (SptXsd) other = xsd_test_make (DOC_BODY (DOC_NEW));
  const char *plain = "{\"uno\":\"a > b\",\"giorno\":\"32/13/2026\",\"#choice\":\"piva\",\"parte\":[{},{\"nome\":\"x\"},{}]}";
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));
  g_autoptr (GError) error = NULL;
  g_autofree char *doc = NULL;
  g_autofree char *again = NULL;

  spt_record_read (record, plain, -1, &error);
  g_assert_no_error (error);
  doc = spt_record_dup_doc (record);
  assert_read_as (xsd, doc, plain);
  assert_read_as (other, doc, "{\"uno\":\"a > b\",\"giorno\":\"32/13/2026\",\"parte\":[{\"nome\":\"x\"}]}");

  /* Through another set and back: what the first could say. */
  g_clear_pointer (&record, spt_record_free);
  record = spt_record_new (spt_xsd_get_schema (other));
  spt_record_read (record, doc, -1, &error);
  g_assert_no_error (error);
  again = spt_record_dup_doc (record);
  assert_read_as (xsd, again, "{\"uno\":\"a > b\",\"giorno\":\"32/13/2026\",\"parte\":[{\"nome\":\"x\"}]}");
}

/* Text that looks like what stands behind a draft is text. */
static void
test_doc_of_odd_text (void)
{
  g_autoptr (SptXsd) xsd = xsd_test_make (DOC_BODY (""));
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));
  g_autofree char *odd = g_strdup_printf ("<?sportello-draft %s {}?>\n", spt_xsd_get_hash (xsd));
  g_autofree char *doc = NULL;
  g_autofree char *cut = NULL;
  g_autoptr (GError) error = NULL;

  spt_node_set_named (spt_record_get_root (record), "uno", odd);
  doc = spt_record_dup_doc (record);
  spt_record_read (record, doc, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (spt_node_get_named (spt_record_get_root (record), "uno"), ==, odd);

  /* Cut off in the middle: an error, and an empty record. */
  cut = g_strndup (doc, strlen (doc) / 2);
  g_assert_false (spt_record_read (record, cut, -1, &error));
  g_assert_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_DOCUMENT);
  g_assert_true (spt_node_is_empty (spt_record_get_root (record)));
}

/* Days and decimals as Italians type them are what the schema wants when they are written. */
static void
test_typed (void)
{
  static const struct
  {
    const char *name;
    const char *typed;
    const char *written;
  } cases[] = {
    { "peso", "24,5", "24.5" }, { "peso", "1.024,50", "1024.50" }, { "peso", "24.50", "24.50" }, { "peso", " 7 ", "7" },
    { "giorno", "01/02/2026", "2026-02-01" }, { "giorno", "1/2/2026", "2026-02-01" }, { "giorno", "1.2.2026", "2026-02-01" },
    { "giorno", "2026-02-01", "2026-02-01" },
  };
  g_autoptr (SptXsd) xsd = xsd_test_make ("<xs:element name='r'><xs:complexType><xs:sequence>"
                                          "<xs:element name='peso' type='xs:decimal' minOccurs='0'/>"
                                          "<xs:element name='giorno' type='xs:date' minOccurs='0'/>"
                                          "</xs:sequence></xs:complexType></xs:element>");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SptForm) form = spt_form_new (spt_xsd_get_schema (xsd));
      g_autoptr (SptRecord) record = NULL;
      g_autofree char *written = NULL;
      g_autofree char *wanted = g_strdup_printf ("<r xmlns=\"t\"><%s>%s</%s></r>", cases[i].name, cases[i].written,
                                                 cases[i].name);

      spt_form_field_set_text (spt_form_find_field (form, cases[i].name), cases[i].typed);
      record = spt_form_dup_record (form);
      written = dup_written (xsd, record);
      g_assert_cmpstr (written, ==, wanted);
    }
}

/* What a person means who types a number, and what a document means. */
static void
test_typed_numbers (void)
{
  static const struct
  {
    const char *field;
    const char *text;
    const char *read;  /* NULL = no doubt */
    const char *other;
  } rows[] = {
    { "due", "1.000", "1000", "1" }, { "due", "-12.500", "-12500", "-12.5" }, { "due", " 1.234 ", "1234", "1.234" },
    { "due", "1,000", NULL, NULL }, { "due", "0.500", NULL, NULL }, { "due", "1.00", NULL, NULL }, { "due", "1.0000", NULL, NULL },
    { "due", "1.000,5", NULL, NULL }, { "due", "1.000.000", NULL, NULL }, { "due", "1.a00", NULL, NULL }, { "due", "", NULL, NULL },
    { "tre", "1.000", "1", "1000" }, { "tutti", "1.250", "1.25", "1250" }, { "intero", "1.000", "1000", NULL },
    { "zero", "9.999", "9999", "9.999" }, { "testo", "1.000", NULL, NULL },
  };
  static const struct
  {
    const char *text;
    const char *number; /* NULL = none */
  } wire[] = {
    { "1.000", "1.000" }, { "1.234,50", "1234.50" }, { "1.234.567", "1234567" }, { "1.234.567,8", "1234567.8" },
    { "-1.234.567", "-1234567" }, { "1.23.456", NULL }, { "1.234.56", NULL }, { "1234.567.890", NULL }, { "1.234,5,6", NULL },
  };
  g_autoptr (SptXsd) xsd = xsd_test_make (
    "<xs:simpleType name='d'><xs:restriction base='xs:decimal'><xs:fractionDigits value='2'/></xs:restriction></xs:simpleType>"
    "<xs:element name='r'><xs:complexType><xs:sequence><xs:element name='due' type='d'/>"
    "<xs:element name='tre'><xs:simpleType><xs:restriction base='xs:decimal'><xs:fractionDigits value='3'/></xs:restriction>"
    "</xs:simpleType></xs:element><xs:element name='zero'><xs:simpleType><xs:restriction base='d'><xs:fractionDigits value='0'/>"
    "</xs:restriction></xs:simpleType></xs:element><xs:element name='tutti' type='xs:decimal'/>"
    "<xs:element name='intero' type='xs:int'/><xs:element name='testo' type='xs:string'/></xs:sequence></xs:complexType></xs:element>");
  g_autoptr (SptForm) form = spt_form_new (spt_xsd_get_schema (xsd));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *read = NULL;
      g_autofree char *other = NULL;
      SptFormField *field = spt_form_find_field (form, rows[i].field);

      g_test_message ("%s “%s”", rows[i].field, rows[i].text);
      g_assert_cmpint (spt_number_read_typed (field, rows[i].text, &read, &other), ==, rows[i].read != NULL);
      g_assert_cmpstr (read, ==, rows[i].read);
      g_assert_cmpstr (other, ==, rows[i].other);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wire); i++)
    {
      g_autofree char *number = spt_record_dup_decimal (wire[i].text);

      g_assert_cmpstr (number, ==, wire[i].number);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spt_data_set_language ("it");

  g_test_add_func ("/form/xsd/simple", test_simple);
  g_test_add_func ("/form/xsd/choice", test_choice);
  g_test_add_func ("/form/xsd/alternatives", test_alternatives);
  g_test_add_func ("/form/xsd/kept", test_kept);
  g_test_add_func ("/form/xsd/unknown", test_unknown);
  g_test_add_func ("/form/xsd/nil", test_nil);
  g_test_add_func ("/form/xsd/derived", test_derived);
  g_test_add_func ("/form/xsd/labels", test_labels);
  g_test_add_func ("/form/xsd/bad-documents", test_bad_documents);
  g_test_add_func ("/form/xsd/odd-documents", test_odd_documents);
  g_test_add_func ("/form/xsd/many", test_many);
  g_test_add_func ("/form/xsd/typed", test_typed);
  g_test_add_func ("/form/xsd/typed-numbers", test_typed_numbers);
  g_test_add_func ("/form/xsd/doc/another-set", test_doc_of_another_set);
  g_test_add_func ("/form/xsd/doc/draft", test_doc_of_a_draft);
  g_test_add_func ("/form/xsd/doc/odd-text", test_doc_of_odd_text);

  return g_test_run ();
}
