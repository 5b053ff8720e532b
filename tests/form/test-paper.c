/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records on paper: by any schema, with a layout that knows nothing of it, nothing is missing. */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "base/spt-data.h"
#include "form/spt-paper.h"
#include "form/spt-xsd-outline.h"

#define SCHEMA \
  "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:x' xmlns='urn:x' elementFormDefault='qualified'>" \
  "<xs:element name='order'><xs:complexType><xs:sequence>" \
  "<xs:element name='first' type='xs:string'/>" \
  "<xs:element name='line' maxOccurs='unbounded'><xs:complexType><xs:sequence>" \
  "<xs:element name='what' type='xs:string'/><xs:element name='pieces' type='xs:integer'/>" \
  "</xs:sequence><xs:attribute name='kind' type='xs:string'/></xs:complexType></xs:element>" \
  "<xs:element name='tag' type='xs:string' minOccurs='0' maxOccurs='9'/>" \
  "<xs:choice><xs:element name='cash' type='xs:boolean' fixed='true'/><xs:element name='card' type='xs:string'/></xs:choice>" \
  "<xs:element name='day' type='xs:date' minOccurs='0'/>" \
  "<xs:element name='weight' type='xs:decimal' minOccurs='0'><xs:annotation><xs:documentation>Weight (kg)</xs:documentation></xs:annotation></xs:element>" \
  "<xs:element name='deep' minOccurs='0' maxOccurs='unbounded'><xs:complexType><xs:sequence>" \
  "<xs:element name='name' type='xs:string'/>" \
  "<xs:element name='inside' maxOccurs='unbounded'><xs:complexType><xs:sequence>" \
  "<xs:element name='value' type='xs:string' maxOccurs='unbounded'/><xs:element name='other' type='xs:string'/>" \
  "</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>" \
  "<xs:element name='last' type='xs:string' minOccurs='0'/>" \
  "<xs:any minOccurs='0' maxOccurs='unbounded' processContents='skip'/>" \
  "</xs:sequence></xs:complexType></xs:element></xs:schema>"

static GBytes *
fetch (const char  *name,
       gpointer     user_data,
       GError     **error)
{
  return g_bytes_new_static (SCHEMA, strlen (SCHEMA));
}

static SptXsd *
make_schema (void)
{
  g_autoptr (GError) error = NULL;
  SptXsd *xsd = spt_xsd_new ("x.xsd", fetch, NULL, "order", "test", &error);

  g_assert_no_error (error);

  return xsd;
}

static SptPaperLayout *
make_layout (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);
  SptPaperLayout *layout;

  g_assert_no_error (error);
  layout = spt_paper_layout_new (node, &error);
  g_assert_no_error (error);

  return layout;
}

static SptRecord *
read_record (SptXsd     *xsd,
             const char *content)
{
  g_autofree char *text = g_strdup_printf ("<order xmlns='urn:x'>%s</order>", content);
  SptRecord *record = spt_record_new (spt_xsd_get_schema (xsd));
  g_autoptr (GError) error = NULL;

  spt_xsd_read (xsd, text, strlen (text), record, NULL, &error);
  g_assert_no_error (error);

  return record;
}

static char *
dup_text (const char *json,
          const char *content)
{
  g_autoptr (SptXsd) xsd = make_schema ();
  g_autoptr (SptPaperLayout) layout = make_layout (json);
  g_autoptr (SptRecord) record = read_record (xsd, content);
  g_autoptr (SptPaper) paper = spt_paper_new (xsd, record, layout);

  return spt_paper_dup_text (paper);
}

static void
assert_has (const char *text,
            const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

#define WHOLE \
  "<first>alfa</first><line kind='K1'><what>nuts</what><pieces>3</pieces></line><line><what>bolts</what><pieces>4</pieces></line>" \
  "<tag>red</tag><tag>blue</tag><cash>true</cash><day>2024-03-15</day><weight>12.50</weight>" \
  "<deep><name>uno</name><inside><value>v1</value><value>v2</value><other>o1</other></inside>" \
  "<inside><value>v3</value><other>o2</other></inside></deep><last>omega</last><zz:far xmlns:zz='urn:z' q='1'>kept</zz:far>"

static void
test_foreign (void)
{
  g_autofree char *text = dup_text ("{}", WHOLE);

  assert_has (text, "alfa");
  assert_has (text, "| nuts | 3\n");
  assert_has (text, "K1 | nuts");
  assert_has (text, "| bolts | 4\n");
  assert_has (text, "red, blue");
  assert_has (text, SPT_PAPER_TICKED "\302\240Cash  " SPT_PAPER_UNTICKED "\302\240Card");
  assert_has (text, "15/03/2024");
  assert_has (text, "Weight | 12,50 kg");
  assert_has (text, "uno");
  assert_has (text, "v1, v2");
  assert_has (text, "v3");
  assert_has (text, "o2");
  assert_has (text, "omega");
  assert_has (text, "<zz:far xmlns:zz=\"urn:z\" q=\"1\">kept</zz:far>");
}

static void
test_alternative (void)
{
  g_autofree char *text = dup_text ("{}", "<first>a</first><line><what>w</what><pieces>1</pieces></line><card>VISA</card>");

  assert_has (text, "## Card\nVISA\n");
  g_assert_null (strstr (text, "Cash"));
}

/* What lacks of what is needed is seen; what nobody needs is not. */
static void
test_missing (void)
{
  g_autofree char *text = dup_text ("{}", "<line><what>w</what></line>");

  assert_has (text, "First | \n");
  g_assert_null (strstr (text, "Weight"));
  g_assert_null (strstr (text, "Last"));
  g_assert_null (strstr (text, "Deep"));
}

static void
test_layout (void)
{
  g_autofree char *text =
    dup_text ("{\"documents\": [{\"root\": \"order\", \"title\": {\"it\": \"Ordine\"}, \"signatures\": [{\"title\": {\"it\": \"Firma\"}}]}],"
              "\"words\": {\"rest\": {\"it\": \"Altro\"}},"
              "\"chapters\": [{\"title\": {\"it\": \"Uno\"}, \"groups\": [\"deep\"]}, {\"title\": {\"it\": \"Due\"}, \"groups\": [\"line\"]}],"
              "\"groups\": {\"line\": {\"title\": {\"it\": \"Righe\"}}, \"deep\": {\"signatures\": [{\"title\": {\"it\": \"Visto\"}, \"field\": \"name\"}]}}}",
              WHOLE);
  const char *one = strstr (text, "# Uno");
  const char *two = strstr (text, "# Due");

  /* The table's order against the schema's. */
  g_assert_true (one != NULL && two != NULL && one < two);
  g_assert_true (strstr (text, "v1, v2") < two);
  g_assert_true (strstr (text, "nuts") > two);
  assert_has (text, "Righe");
  assert_has (text, "Visto | uno");
  assert_has (text, "Altro\n");
  g_assert_true (g_str_has_suffix (text, "Firma | \n"));
}

static void
test_long (void)
{
  g_autoptr (GString) content = g_string_new ("<first>");
  g_autoptr (SptXsd) xsd = make_schema ();
  g_autoptr (SptPaperLayout) layout = make_layout ("{}");
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptPaper) paper = NULL;
  gboolean found = FALSE;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (content, "parola%u ", i);
  g_string_append (content, "</first>");
  record = read_record (xsd, content->str);
  paper = spt_paper_new (xsd, record, layout);
  for (guint i = 0; i < spt_paper_get_n_blocks (paper); i++)
    {
      const SptPaperBlock *block = spt_paper_get_block (paper, i);

      found = found || (block->kind == SPT_PAPER_TEXT && strstr (block->cells[0], "parola199") != NULL);
    }
  g_assert_true (found);
}

static void
test_outline (void)
{
  g_autoptr (SptXsd) xsd = make_schema ();
  g_autoptr (SptXsdOutline) outline = spt_xsd_outline_new (xsd);
  const SptGroupDef *root = spt_schema_get_root (spt_xsd_get_schema (xsd));
  g_autoptr (GString) names = g_string_new (NULL);
  guint n;
  const SptXsdMember *members = spt_xsd_outline_get (outline, root, &n);

  g_assert_cmpuint (n, ==, root->n_fields + root->n_groups);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (names, "%s ", members[i].is_group ? root->groups[members[i].index]->name
                                                               : root->fields[members[i].index].name);
  g_assert_cmpstr (names->str, ==, "first line tag #choice card day weight deep last #rest ");
}

static void
test_broken_layout (void)
{
  g_autoptr (JsonNode) node = json_from_string ("[]", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_null (spt_paper_layout_new (node, &error));
  g_assert_error (error, SPT_SCHEMA_ERROR, SPT_SCHEMA_ERROR_INVALID);
  /* Members of other kinds than they should be are passed over. */
  text = dup_text ("{\"documents\": {}, \"chapters\": [1, {\"groups\": [2, \"line\"]}], \"groups\": {\"line\": 3, \"deep\": {\"title\": 4,"
                   "\"signatures\": [5]}}, \"units\": {\"first\": 6}, \"numbers\": [7], \"history\": 8, \"heading\": 9}",
                   WHOLE);
  assert_has (text, "omega");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  spt_data_set_language ("it");
  g_test_add_func ("/form/paper/foreign", test_foreign);
  g_test_add_func ("/form/paper/alternative", test_alternative);
  g_test_add_func ("/form/paper/missing", test_missing);
  g_test_add_func ("/form/paper/layout", test_layout);
  g_test_add_func ("/form/paper/long", test_long);
  g_test_add_func ("/form/paper/outline", test_outline);
  g_test_add_func ("/form/paper/broken-layout", test_broken_layout);

  return g_test_run ();
}
