/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of schema files: what they include, what is refused, what tells one from another. */
#include "config.h"

#include <glib/gstdio.h>

#include "base/spt-data.h"
#include "xsd-test.h"

#define XS "xmlns:xs='http://www.w3.org/2001/XMLSchema'"
#define ROOT(type) "<xs:element name='r'><xs:complexType><xs:sequence><xs:element name='a' type='" type "'/>" \
  "</xs:sequence></xs:complexType></xs:element>"
#define COMMON \
  "<xs:schema " XS " elementFormDefault='qualified'><xs:simpleType name='corto'><xs:restriction base='xs:string'>" \
  "<xs:maxLength value='3'/></xs:restriction></xs:simpleType></xs:schema>"

static void
assert_error (const char *const *files,
              SptXsdError        code,
              const char        *said)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptXsd) xsd = xsd_test_new (files, &error);

  g_assert_null (xsd);
  g_assert_error (error, SPT_XSD_ERROR, (int) code);
  if (strstr (error->message, said) == NULL)
    g_error ("“%s” does not say “%s”", error->message, said);
}

static void
test_include (void)
{
  static const char *const files[] = {
    "call.xsd", XSD_HEAD "<xs:include schemaLocation='sub/../common.xsd'/><xs:include schemaLocation='common.xsd'/>"
    ROOT ("corto") XSD_END, "common.xsd", COMMON, NULL
  };
  static const char *const import[] = {
    "call.xsd", "<xs:schema " XS " xmlns='t' xmlns:o='o' targetNamespace='t' elementFormDefault='qualified'>"
    "<xs:import namespace='o' schemaLocation='http://example.invalid/x/other.xsd'/>"
    "<xs:element name='r'><xs:complexType><xs:sequence><xs:element ref='o:b'/></xs:sequence></xs:complexType></xs:element>"
    XSD_END,
    "other.xsd", "<xs:schema " XS " targetNamespace='o'><xs:element name='b' type='xs:date'/></xs:schema>", NULL
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SptXsd) xsd = xsd_test_new (files, &error);
  g_autoptr (SptXsd) imported = NULL;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  static const char document[] = "<r xmlns='t' xmlns:o='o'><o:b>2024-01-01</o:b></r>";

  g_assert_no_error (error);
  g_assert_cmpuint (spt_schema_get_root (spt_xsd_get_schema (xsd))->fields[0].max_error, ==, 3);
  g_assert_cmpuint (spt_xsd_get_files (xsd)->len, ==, 2);

  /* An address: its last part, out of the set. */
  imported = xsd_test_new (import, &error);
  g_assert_no_error (error);
  g_assert_true (spt_xsd_validate (imported, document, strlen (document), SPT_XSD_CHECK_NO_EMPTY, issues,
                                   NULL));
}

#define PERSON "<xs:complexType name='persona'><xs:sequence><xs:element name='nome' type='corto'/>" \
  "</xs:sequence></xs:complexType><xs:simpleType name='corto'><xs:restriction base='xs:string'>" \
  "<xs:maxLength value='9'/></xs:restriction></xs:simpleType>" \
  "<xs:group name='recapiti'><xs:sequence><xs:element name='telefono' type='xs:string'/></xs:sequence></xs:group>"

/* What a set redefines is shown as it became, twice over, and is checked as it is shown. */
static void
test_redefine (void)
{
  static const char *const files[] = {
    "call.xsd", XSD_HEAD "<xs:redefine schemaLocation='regione.xsd'>"
    "<xs:complexType name='persona'><xs:complexContent><xs:extension base='persona'><xs:sequence>"
    "<xs:element name='garante' type='persona' minOccurs='0'/></xs:sequence></xs:extension></xs:complexContent>"
    "</xs:complexType></xs:redefine>"
    "<xs:element name='r'><xs:complexType><xs:sequence><xs:element name='chi' type='persona'/>"
    "<xs:group ref='recapiti'/></xs:sequence></xs:complexType></xs:element>" XSD_END,
    "regione.xsd", XSD_HEAD "<xs:redefine schemaLocation='base.xsd'>"
    "<xs:simpleType name='corto'><xs:restriction base='corto'><xs:maxLength value='5'/></xs:restriction></xs:simpleType>"
    "<xs:complexType name='persona'><xs:complexContent><xs:extension base='persona'><xs:sequence>"
    "<xs:element name='cognome' type='corto'/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>"
    "<xs:group name='recapiti'><xs:sequence><xs:group ref='recapiti'/><xs:element name='pec' type='xs:string'/>"
    "</xs:sequence></xs:group></xs:redefine>" XSD_END,
    "base.xsd", XSD_HEAD PERSON XSD_END, NULL
  };
  static const char *const ring[] = {
    "a.xsd", XSD_HEAD "<xs:redefine schemaLocation='b.xsd'><xs:simpleType name='s'><xs:restriction base='s'/>"
    "</xs:simpleType></xs:redefine>" ROOT ("s") XSD_END,
    "b.xsd", XSD_HEAD "<xs:redefine schemaLocation='a.xsd'><xs:simpleType name='s'><xs:restriction base='s'/>"
    "</xs:simpleType></xs:redefine>" XSD_END, NULL
  };
  static const char *const nothing[] = {
    "a.xsd", XSD_HEAD "<xs:redefine schemaLocation='b.xsd'><xs:simpleType name='s'><xs:restriction base='s'/>"
    "</xs:simpleType></xs:redefine>" ROOT ("s") XSD_END,
    "b.xsd", XSD_HEAD XSD_END, NULL
  };
  static const char document[] = "<r xmlns='t'><chi><nome>Ada</nome><cognome>Bianchi</cognome></chi>"
                                 "<telefono>1</telefono><pec>a@b.it</pec></r>";
  g_autoptr (GError) error = NULL;
  g_autoptr (SptXsd) xsd = xsd_test_new (files, &error);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptXsd) none = NULL;
  const SptGroupDef *root;
  const SptGroupDef *who;

  g_assert_no_error (error);
  root = spt_schema_get_root (spt_xsd_get_schema (xsd));
  who = spt_group_def_find_group (root, "chi");
  g_assert_nonnull (who);
  g_assert_nonnull (spt_group_def_find_field (who, "nome"));
  g_assert_cmpuint (spt_group_def_find_field (who, "nome")->max_error, ==, 5);
  g_assert_nonnull (spt_group_def_find_field (who, "cognome"));
  g_assert_nonnull (spt_group_def_find_field (root, "telefono"));
  g_assert_nonnull (spt_group_def_find_field (root, "pec"));
  /* What contains itself is kept below the first level, redefined or not. */
  g_assert_cmpuint (spt_xsd_get_n_kept (xsd), ==, 1);
  g_assert_cmpstr (spt_xsd_get_kept (xsd, 0)->name, ==, "garante");

  g_assert_false (spt_xsd_validate (xsd, document, strlen (document), SPT_XSD_CHECK_NO_EMPTY, issues, NULL));
  g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 1);
  g_assert_cmpstr (spt_issue_list_get (issues, 0)->path, ==, "chi[0].cognome");

  /* What goes round, or redefines nothing, is refused; nothing hangs. */
  assert_error (nothing, SPT_XSD_ERROR_INVALID, "a.xsd");
  none = xsd_test_new (ring, &error);
  g_assert_null (none);
  g_assert_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_INVALID);
}

static void
test_refused (void)
{
  static const char *const missing[] = {
    "a.xsd", XSD_HEAD "<xs:include schemaLocation='b.xsd'/>" ROOT ("xs:string") XSD_END, NULL
  };
  static const char *const remote[] = {
    "a.xsd", XSD_HEAD "<xs:include schemaLocation='http://example.invalid/b.xsd'/>" ROOT ("xs:string") XSD_END,
    NULL
  };
  static const char *const outside[] = {
    "a.xsd", XSD_HEAD "<xs:include schemaLocation='../../etc/passwd'/>" ROOT ("xs:string") XSD_END, NULL
  };
  static const char *const doctype[] = {
    "a.xsd", "<!DOCTYPE x [<!ENTITY a 'b'>]>" XSD_HEAD ROOT ("xs:string") XSD_END, NULL
  };
  static const char *const below[] = {
    "a.xsd", XSD_HEAD "<xs:include schemaLocation='b.xsd'/>" ROOT ("xs:string") XSD_END,
    "b.xsd", "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>", NULL
  };
  static const char *const no_type[] = { "a.xsd", XSD_HEAD ROOT ("manca") XSD_END, NULL };
  static const char *const no_root[] = {
    "a.xsd", XSD_HEAD "<xs:simpleType name='s'><xs:restriction base='xs:string'/></xs:simpleType>" XSD_END, NULL
  };
  static const char *const simple_root[] = {
    "a.xsd", XSD_HEAD "<xs:element name='r' type='xs:string'/>" XSD_END, NULL
  };
  static const char *const no_schema[] = { "a.xsd", "<html/>", NULL };
  static const char *const broken[] = { "a.xsd", "<xs:schema", NULL };
  static const char *const empty[] = { "a.xsd", "", NULL };
  g_autofree char *blanks = g_strnfill (5 * 1024 * 1024, ' ');
  g_autofree char *large = g_strconcat (XSD_HEAD, ROOT ("xs:string"), blanks, XSD_END, NULL);
  const char *const huge[] = { "a.xsd", large, NULL };

  assert_error (missing, SPT_XSD_ERROR_MISSING, "b.xsd");
  assert_error (remote, SPT_XSD_ERROR_MISSING, "not fetched");
  assert_error (outside, SPT_XSD_ERROR_MISSING, "passwd");
  assert_error (doctype, SPT_XSD_ERROR_INVALID, "document type");
  assert_error (below, SPT_XSD_ERROR_INVALID, "b.xsd");
  assert_error (no_type, SPT_XSD_ERROR_INVALID, "a.xsd, line 1");
  assert_error (no_root, SPT_XSD_ERROR_ROOT, "no element");
  assert_error (simple_root, SPT_XSD_ERROR_ROOT, "nothing that a form can show");
  assert_error (no_schema, SPT_XSD_ERROR_INVALID, "not an XML schema");
  assert_error (broken, SPT_XSD_ERROR_INVALID, "line 1");
  assert_error (empty, SPT_XSD_ERROR_INVALID, "empty");
  assert_error (huge, SPT_XSD_ERROR_SIZE, "bytes");
}

static void
test_hash (void)
{
  static const char *const one[] = { "a.xsd", XSD_HEAD ROOT ("xs:string") XSD_END, NULL };
  static const char *const two[] = { "a.xsd", XSD_HEAD ROOT ("xs:date") XSD_END, NULL };
  g_autoptr (SptXsd) first = xsd_test_new (one, NULL);
  g_autoptr (SptXsd) same = xsd_test_new (one, NULL);
  g_autoptr (SptXsd) other = xsd_test_new (two, NULL);

  g_assert_cmpuint (strlen (spt_xsd_get_hash (first)), ==, 64);
  g_assert_cmpstr (spt_xsd_get_hash (first), ==, spt_xsd_get_hash (same));
  g_assert_cmpstr (spt_xsd_get_hash (first), !=, spt_xsd_get_hash (other));
}

/* Types that double at each step: a small file and a form without end, but for its bound. */
static void
test_explosion (void)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (SptXsd) xsd = NULL;
  gint64 begun = g_get_monotonic_time ();
  gboolean said = FALSE;

  for (guint i = 0; i < 13; i++)
    {
      g_string_append_printf (body, "<xs:complexType name='t%u'><xs:sequence>", i);
      for (guint j = 0; j < 4; j++)
        g_string_append_printf (body, "<xs:element name='e%u' type='%s%u'/>", j, i == 12 ? "s" : "t",
                                i == 12 ? 0 : i + 1);
      g_string_append (body, "</xs:sequence></xs:complexType>");
    }
  g_string_append (body, "<xs:simpleType name='s0'><xs:restriction base='xs:string'/></xs:simpleType>"
                   "<xs:element name='r' type='t0'/>");
  xsd = xsd_test_make (body->str);
  for (guint i = 0; i < spt_xsd_get_n_kept (xsd); i++)
    said = said || strcmp (spt_xsd_get_kept (xsd, i)->code, "xsd-kept-large") == 0;
  g_assert_true (said);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 20 * G_USEC_PER_SEC);
}

static void
check_form (SptXsd  *xsd,
            SptForm *form)
{
  g_autoptr (SptRecord) record = spt_form_dup_record (form);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  spt_xsd_check (xsd, record, SPT_XSD_CHECK_DEFAULT, 0, issues, NULL);
  spt_form_set_issues (form, issues);
}

/* Pages without any scheda: where the content first branches. */
static void
test_pages (void)
{
  g_autoptr (SptXsd) xsd = xsd_test_make (
    "<xs:complexType name='s'><xs:sequence><xs:element name='x' type='xs:string'/></xs:sequence></xs:complexType>"
    "<xs:element name='r'><xs:complexType><xs:sequence><xs:element name='corpo'><xs:complexType><xs:sequence>"
    "<xs:element name='prima' type='s'/><xs:element name='seconda' type='s' minOccurs='0'/>"
    "</xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>");
  g_autoptr (GPtrArray) pages = spt_xsd_list_pages (xsd);
  g_autoptr (SptForm) form = NULL;

  g_assert_cmpuint (pages->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (pages, 1), ==, "corpo.seconda");

  form = spt_form_new (spt_xsd_get_schema (xsd));
  g_assert_cmpint (spt_xsd_get_page_state (form, "corpo.prima"), ==, SPT_XSD_PAGE_MISSING); /* nothing was checked yet */
  check_form (xsd, form);
  g_assert_cmpint (spt_xsd_get_page_state (form, "corpo.prima"), ==, SPT_XSD_PAGE_MISSING);
  g_assert_cmpint (spt_xsd_get_page_state (form, "corpo.seconda"), ==, SPT_XSD_PAGE_UNUSED);
  spt_form_field_set_text (spt_form_find_field (form, "corpo[0].prima[0].x"), "1");
  check_form (xsd, form);
  g_assert_cmpint (spt_xsd_get_page_state (form, "corpo.prima"), ==, SPT_XSD_PAGE_DONE);
}

typedef struct
{
  SptXsd *xsd;
  guint   n_bad;
} Shared;

static gpointer
validate_often (gpointer user_data)
{
  Shared *shared = user_data;

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      const char *text = i % 2 == 0 ? "<r xmlns='t'><a>2024-01-01</a></r>" : "<r xmlns='t'><a>x</a></r>";

      if (spt_xsd_validate (shared->xsd, text, strlen (text), SPT_XSD_CHECK_NO_EMPTY, issues, NULL) !=
          (i % 2 == 0))
        g_atomic_int_inc ((gint *) &shared->n_bad);
    }

  return NULL;
}

static void
test_threads (void)
{
  static const char *const files[] = { "a.xsd", XSD_HEAD ROOT ("xs:date") XSD_END, NULL };
  g_autoptr (SptXsd) xsd = xsd_test_new (files, NULL);
  Shared shared = { xsd, 0 };
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("validate", validate_often, &shared);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (shared.n_bad, ==, 0);
}

static void
test_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("spt-xsd-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.xsd", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptXsd) none = NULL;

  g_file_set_contents (path, XSD_HEAD ROOT ("xs:date") XSD_END, -1, NULL);
  xsd = spt_xsd_load_folder (folder, "a.xsd", "base", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (spt_xsd_get_root_name (xsd), ==, "r");
  g_assert_cmpstr (spt_xsd_get_namespace (xsd), ==, "t");
  none = spt_xsd_load_folder (folder, "b.xsd", "base", &error);
  g_assert_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_MISSING);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spt_data_set_language ("it");

  g_test_add_func ("/form/xsd-sets/include", test_include);
  g_test_add_func ("/form/xsd-sets/redefine", test_redefine);
  g_test_add_func ("/form/xsd-sets/refused", test_refused);
  g_test_add_func ("/form/xsd-sets/hash", test_hash);
  g_test_add_func ("/form/xsd-sets/explosion", test_explosion);
  g_test_add_func ("/form/xsd-sets/pages", test_pages);
  g_test_add_func ("/form/xsd-sets/threads", test_threads);
  g_test_add_func ("/form/xsd-sets/folder", test_folder);

  return g_test_run ();
}
