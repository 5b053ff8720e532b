/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Official schemas and lists: recognised whatever they are called, compared, put in force whole, kept, restored; and what
 * must never be believed. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/spt-data.h"
#include "base/spt-zip.h"
#include "sheet-file.h"
#include "service/spt-official-checked.h"
#include "services/catasto/spt-catasto-document.h"
#include "services/catasto/spt-catasto-norms.h"
#include "services/catasto/spt-catasto-schemas.h"
#include "spt-test.h"
#include "user-data.h"

#define NOW G_GINT64_CONSTANT (1795300000000)
#define HEAD "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' "

static const SptOfficialKind *const kind = &spt_catasto_official;

/* --- material ------------------------------------------------------------------------------------------------ */

static void
put (const char *folder,
     const char *name,
     const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* A schema of call @call: a header and one element, @more within. */
static char *
make_call (guint       call,
           const char *more)
{
  return g_strdup_printf (HEAD "targetNamespace='api_call_%u' xmlns='api_call_%u' elementFormDefault='qualified'>"
                          "%s<xs:element name='api_call_%u'><xs:complexType><xs:sequence>"
                          "<xs:element name='codiceImpianto' type='xs:string'/>"
                          "<xs:element name='nuovo_elemento' type='xs:decimal'/>"
                          "</xs:sequence></xs:complexType></xs:element></xs:schema>", call, call, more, call);
}

/* The shipped files, with texts replaced: "old=>new" in @file. */
static const char *
make_shipped (const char *file,
              const char *change)
{
  const char *folder = spt_test_make_dir ();
  g_autoptr (GPtrArray) names = spt_data_list_shipped ("catasto/xsd");

  g_assert_cmpuint (names->len, ==, 19);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_strconcat ("catasto/xsd/", names->pdata[i], NULL);
      g_autoptr (GBytes) bytes = spt_data_load_shipped (path, NULL);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      if (g_strcmp0 (file, names->pdata[i]) == 0)
        {
          g_auto (GStrv) pair = g_strsplit (change, "=>", 2);
          g_auto (GStrv) parts = g_strsplit (text, pair[0], -1);

          g_assert_cmpuint (g_strv_length (parts), >, 1);
          g_free (text);
          text = g_strjoinv (pair[1], parts);
        }
      put (folder, names->pdata[i], text);
    }

  return folder;
}

static SptOfficialSet *
read_paths (const char *first,
            const char *second,
            GError    **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  g_ptr_array_add (paths, (gpointer) first);
  if (second != NULL)
    g_ptr_array_add (paths, (gpointer) second);

  return spt_official_set_read (kind, paths, error);
}

static SptOfficialSet *
read_folder (const char *folder)
{
  g_autoptr (GError) error = NULL;
  SptOfficialSet *set = read_paths (folder, NULL, &error);

  g_assert_no_error (error);

  return set;
}

/* "E set-doctype x.xsd", one a line; notes are left out. */
static char *
dup_findings (SptOfficialSet *set)
{
  SptIssueList *issues = spt_official_set_check (set);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      g_autofree char *words = spt_issue_dup_message (issue, issue->path);

      g_assert_cmpstr (words, !=, issue->code);
      g_assert_null (strstr (words, "{value}"));
      g_assert_null (strstr (words, "{limit}"));
      if (issue->level != SPT_ISSUE_NOTE && strcmp (issue->code, "set-lacks") != 0)
        g_string_append_printf (text, "%s%c %s %s", text->len > 0 ? "\n" : "",
                                issue->level == SPT_ISSUE_ERROR ? 'E' : 'W', issue->code,
                                issue->value != NULL ? issue->value : "-");
    }

  return g_string_free (text, FALSE);
}

static void
assert_findings (SptOfficialSet *set,
                 const char     *want)
{
  g_autofree char *text = dup_findings (set);

  g_assert_cmpstr (text, ==, want);
}

static void
take (SptOfficialSet *set,
      const char     *label,
      gint64          when)
{
  g_autoptr (GError) error = NULL;

  spt_official_take (kind, set, label, when, &error);
  g_assert_no_error (error);
}

static SptOfficialOrigin
get_origin (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptOfficialSet) set = spt_official_ref_in_force (kind, &error);

  g_assert_no_error (error);

  return spt_official_set_get_origin (set);
}

static char *
dup_hash (guint call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptXsd) xsd = spt_catasto_schemas_ref (call, &error);

  g_assert_no_error (error);

  return g_strdup (spt_xsd_get_hash (xsd));
}

static gboolean
has_element (guint       call,
             const char *name)
{
  g_autoptr (SptXsd) xsd = spt_catasto_schemas_ref (call, NULL);

  g_assert_nonnull (xsd);

  return spt_group_def_find_field (spt_schema_get_root (spt_xsd_get_schema (xsd)), name) != NULL;
}

static void
set_up (void)
{
  user_data_clear ();
  spt_official_forget ();
}

/* --- what a submission was checked with ------------------------------------------------------------------------ */

static void
assert_checked (const char *words)
{
  g_autoptr (SptXsd) xsd = spt_catasto_schemas_ref (2, NULL);
  g_autoptr (SptOfficialChecked) checked = spt_official_checked_new (kind, "api_call_2", xsd, "versione");
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), json_object_new ());
  g_autoptr (SptOfficialChecked) again = NULL;
  g_autofree char *note = NULL;
  g_autofree char *said = NULL;
  g_autofree char *repeated = NULL;

  json_object_unref (json_node_get_object (node)); /* the node has its own */
  spt_official_checked_put (checked, json_node_get_object (node));
  note = json_to_string (node, FALSE);
  again = spt_official_checked_read (note);
  g_assert_nonnull (again);
  g_assert_cmpstr (again->hash, ==, spt_xsd_get_hash (xsd));
  said = spt_official_checked_dup_words (checked);
  g_assert_cmpstr (said, ==, words);
  repeated = spt_official_checked_dup_words (again);
  g_assert_cmpstr (repeated, ==, words);
}

static void
test_checked (void)
{
  g_autoptr (SptOfficialSet) set = NULL;
  g_autoptr (SptOfficialChecked) old = spt_official_checked_read ("{\"schema\":\"abc\"}");
  g_autofree char *words = spt_official_checked_dup_words (old);

  set_up ();
  assert_checked ("Checked with the schema api_call_2.xsd (2.2), supplied with Sportello.");
  set = read_folder (make_shipped ("api_call_2.xsd", "fixed=\"2.2\"=>fixed=\"2.3\""));
  take (set, "Regione 2027.zip", NOW);
  assert_checked ("Checked with the schema api_call_2.xsd (2.3) of the imported set “Regione 2027.zip”.");

  /* What was kept before there was more to keep, and what has none. */
  g_assert_cmpstr (words, ==, "Checked with a schema of which only the fingerprint was kept.");
  g_assert_null (spt_official_checked_read (NULL));
  g_assert_null (spt_official_checked_read (""));
  g_assert_null (spt_official_checked_read ("{\"schema\":7}"));
  g_assert_null (spt_official_checked_read ("no JSON"));
}

/* --- what is recognised -------------------------------------------------------------------------------------- */

static void
test_names (void)
{
  const char *folder = spt_test_make_dir ();
  g_autofree char *one = make_call (1, "");
  g_autofree char *three = make_call (3, "<xs:include schemaLocation='../Comuni/TIPI.XSD'/>"
                                      "<xs:include schemaLocation='accanto_1.xsd'/>");
  g_autoptr (SptOfficialSet) set = NULL;

  set_up ();
  put (folder, "v2/schema impianto.xml", one);
  put (folder, "Schemi 2027 è/Dismissione.XSD", three);
  put (folder, "tutti/tipi.xsd", HEAD "targetNamespace='api_call_3'><xs:simpleType name='t'>"
       "<xs:restriction base='xs:string'/></xs:simpleType></xs:schema>");
  put (folder, "Schemi 2027 è/accanto_1.xsd", HEAD "targetNamespace='api_call_3'/>");
  put (folder, "esempio.xml", "<api_call_1 xmlns='api_call_1'/>");
  put (folder, "leggimi.txt", "<!DOCTYPE x>");
  set = read_folder (folder);
  assert_findings (set, "");
  g_assert_cmpuint (spt_official_set_get_n_documents (set), ==, 2);
  g_assert_cmpstr (spt_official_set_get_file (set, 0), ==, "v2/schema impianto.xml");
  g_assert_cmpstr (spt_official_set_get_file (set, 2), ==, "Schemi 2027 è/Dismissione.XSD");
  g_assert_cmpuint (spt_official_set_get_n_files (set), ==, 4);
  take (set, "Regione", NOW);
  g_assert_true (has_element (1, "nuovo_elemento"));
  g_assert_true (has_element (3, "nuovo_elemento"));
}

static void
test_twice (void)
{
  const char *folder = spt_test_make_dir ();
  g_autofree char *one = make_call (1, "");
  g_autofree char *other = make_call (1, "<!-- later -->");
  g_autoptr (SptOfficialSet) set = NULL;
  g_autoptr (SptOfficialSet) same = NULL;

  set_up ();
  put (folder, "a.xsd", one);
  put (folder, "b.xsd", one);
  same = read_folder (folder);
  assert_findings (same, "");
  put (folder, "c.xsd", other);
  set = read_folder (folder);
  assert_findings (set, "E set-twice a.xsd");
  g_assert_false (spt_official_take (kind, set, "x", NOW, NULL));
  g_assert_cmpint (get_origin (), ==, SPT_OFFICIAL_SHIPPED);
}

static gboolean
is_any (const char *name,
        gpointer    user_data)
{
  return g_str_has_suffix (name, user_data);
}

/* --- what must not be believed ------------------------------------------------------------------------------- */

static void
test_bad (void)
{
  const struct { const char *text; const char *want; } cases[] = {
    { "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>", "E set-doctype a.xsd" },
    { "<x", "E set-not-xml a.xsd" },
    { "<x/>", "E set-not-schema a.xsd" },
    { HEAD "targetNamespace='api_call_1' xmlns='api_call_1'><xs:import namespace='http://www.w3.org/XML/1998/namespace' "
      "schemaLocation='http://www.w3.org/2001/xml.xsd'/><xs:element name='api_call_1' type='xs:string'/></xs:schema>",
      "E set-remote a.xsd" },
    { HEAD "targetNamespace='api_call_1' xmlns='api_call_1'><xs:include schemaLocation='file:///etc/passwd'/>"
      "<xs:element name='api_call_1' type='xs:string'/></xs:schema>", "E set-remote a.xsd" },
    { HEAD "targetNamespace='api_call_1' xmlns='api_call_1'><xs:include schemaLocation='tipi.xsd'/>"
      "<xs:element name='api_call_1' type='xs:string'/></xs:schema>", "E set-include a.xsd" },
    { HEAD "targetNamespace='api_call_1' xmlns='api_call_1'><xs:include schemaLocation='../../../etc/passwd'/>"
      "<xs:element name='api_call_1' type='xs:string'/></xs:schema>", "E set-include a.xsd" },
    { HEAD "targetNamespace='api_call_1' xmlns='api_call_1'><xs:element name='api_call_1' type='manca'/></xs:schema>",
      "E set-invalid a.xsd" },
    { HEAD "targetNamespace='api_call_1' xmlns='api_call_1'><xs:element name='altro' type='xs:string'/></xs:schema>",
      "W set-no-root a.xsd" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *folder = spt_test_make_dir ();
      g_autofree char *three = make_call (3, "");
      g_autoptr (SptOfficialSet) set = NULL;

      set_up ();
      put (folder, "a.xsd", cases[i].text);
      put (folder, "tre.xsd", three);
      set = read_folder (folder);
      assert_findings (set, cases[i].want);
    }
}

/* Includes that include each other, types within themselves: bounded, and no error. */
static void
test_recursive (void)
{
  const char *folder = spt_test_make_dir ();
  g_autofree char *one = make_call (1, "<xs:include schemaLocation='b.xsd'/><xs:complexType name='dentro'><xs:sequence>"
                                    "<xs:element name='d' type='dentro' minOccurs='0'/></xs:sequence></xs:complexType>"
                                    "<xs:element name='radice' type='dentro'/>");
  g_autoptr (SptOfficialSet) set = NULL;

  set_up ();
  put (folder, "a.xsd", one);
  put (folder, "b.xsd", HEAD "targetNamespace='api_call_1'><xs:include schemaLocation='a.xsd'/></xs:schema>");
  set = read_folder (folder);
  assert_findings (set, "");
}

static void
test_large (void)
{
  const char *folder = spt_test_make_dir ();
  g_autofree char *filler = g_strnfill (5 * 1024 * 1024, ' ');
  g_autofree char *one = make_call (1, filler);
  g_autoptr (SptOfficialSet) set = NULL;
  g_autofree char *more = g_strnfill (17 * 1024 * 1024, ' ');
  g_autoptr (GError) error = NULL;

  set_up ();
  put (folder, "a.xsd", one);
  set = read_folder (folder);
  assert_findings (set, "E set-size a.xsd");
  put (folder, "a.xsd", more);
  g_assert_null (read_paths (folder, NULL, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_SIZE);
}

static void
test_nothing (void)
{
  const char *folder = spt_test_make_dir ();
  g_autoptr (GError) error = NULL;
  g_autofree char *gone = g_build_filename (folder, "niente.zip", NULL);

  set_up ();
  put (folder, "a.xsd", HEAD "targetNamespace='altro'><xs:element name='altro' type='xs:string'/></xs:schema>");
  g_assert_null (read_paths (folder, NULL, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_NOTHING);
  g_clear_error (&error);
  g_assert_null (read_paths (gone, NULL, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_FILE);
}

static void
test_zip (void)
{
  const char *folder = spt_test_make_dir ();
  g_autofree char *path = g_build_filename (folder, "schemi.bin", NULL);
  g_autofree char *one = make_call (1, "");
  const char *const bad[] = { "../fuori.xsd", "/etc/fuori.xsd", "a/../../fuori.xsd", "C:\\fuori.xsd", "..\\fuori.xsd" };
  const SheetEntry good[] = { { "schemi\\uno.xsd", one }, { "manuale.pdf", "%PDF" }, { "__MACOSX/._uno.xsd", "?" },
                              { "dentro.zip", "PK" } };
  const SheetEntry twice[] = { { "uno.xsd", one }, { "./uno.xsd", one } };
  g_autoptr (SptOfficialSet) set = NULL;
  g_autoptr (GError) error = NULL;

  set_up ();
  sheet_file_write (path, good, G_N_ELEMENTS (good));
  set = read_paths (path, NULL, &error);
  g_assert_no_error (error);
  assert_findings (set, "W set-zip-in-zip dentro.zip");
  g_assert_cmpstr (spt_official_set_get_file (set, 0), ==, "schemi/uno.xsd");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const SheetEntry entries[] = { { "uno.xsd", one }, { bad[i], one } };

      sheet_file_write (path, entries, G_N_ELEMENTS (entries));
      g_assert_null (read_paths (path, NULL, &error));
      g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_FILE);
      g_clear_error (&error);
    }
  sheet_file_write (path, twice, G_N_ELEMENTS (twice));
  g_assert_null (read_paths (path, NULL, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_FILE);
}

/* More than is allowed is not unpacked, however small the zip. */
static void
test_bomb (void)
{
  const char *folder = spt_test_make_dir ();
  g_autofree char *path = g_build_filename (folder, "schemi.zip", NULL);
  g_autofree char *filler = g_strnfill (1024 * 1024, ' ');
  SheetEntry entries[20];
  char names[20][16];
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) zip = NULL;
  g_autofree char *data = NULL;
  gsize length;

  set_up ();
  for (guint i = 0; i < 20; i++)
    {
      g_snprintf (names[i], sizeof (names[i]), "%u.xsd", i);
      entries[i] = (SheetEntry) { names[i], filler, 0 };
    }
  sheet_file_write (path, entries, 20);
  g_assert_null (read_paths (path, NULL, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_SIZE);
  g_clear_error (&error);
  g_file_get_contents (path, &data, &length, NULL);
  zip = g_bytes_new_take (g_steal_pointer (&data), length);
  g_assert_null (spt_zip_read_files (zip, 100 * 1024 * 1024, 10, is_any, (gpointer) ".xsd", &error));
  g_assert_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_SIZE);
}

/* --- what changes ---------------------------------------------------------------------------------------------- */

static guint
count_changes (GPtrArray       *changes,
               int              document,
               SptXsdChangeKind change_kind,
               const char      *name)
{
  guint n = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      SptOfficialChange *change = changes->pdata[i];

      g_assert_null (strstr (change->text, "{value}"));
      g_assert_null (strstr (change->text, "{limit}"));
      n += change->document == document && change->kind == change_kind && g_str_has_suffix (change->path, name);
    }

  return n;
}

static void
test_changes (void)
{
  const char *same = make_shipped (NULL, NULL);
  const char *fixed = make_shipped ("api_call_3.xsd", "\"2.2\"=>\"2.3\"");
  g_autoptr (SptOfficialSet) in_force = NULL;
  g_autoptr (SptOfficialSet) set = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  set_up ();
  in_force = spt_official_ref_in_force (kind, NULL);
  set = read_folder (same);
  assert_findings (set, "");
  g_assert_cmpuint (spt_official_set_get_n_documents (set), ==, 11);
  changes = spt_official_set_list_changes (set, in_force);
  g_assert_cmpuint (changes->len, ==, 0);

  spt_official_set_unref (set);
  g_ptr_array_unref (changes);
  set = read_folder (fixed);
  changes = spt_official_set_list_changes (set, in_force);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpuint (count_changes (changes, 2, SPT_XSD_CHANGE_CHANGED, "VersioneCorrente"), ==, 1);
}

/* Every kind of change, once. */
static void
test_kinds (void)
{
  const char *const before =
    "<xs:element name='tolto' type='xs:string' minOccurs='0'/><xs:element name='opzionale' type='xs:string'/>"
    "<xs:element name='numero' type='xs:string'/><xs:element name='una' type='xs:string' minOccurs='0'/>"
    "<xs:element name='lista'><xs:simpleType><xs:restriction base='xs:string'><xs:enumeration value='1'/>"
    "<xs:enumeration value='2'/></xs:restriction></xs:simpleType></xs:element>"
    "<xs:element name='regola'><xs:simpleType><xs:restriction base='xs:string'><xs:pattern value='[0-9]{5}'/>"
    "</xs:restriction></xs:simpleType></xs:element>"
    "<xs:element name='lunga'><xs:simpleType><xs:restriction base='xs:string'><xs:maxLength value='10'/>"
    "</xs:restriction></xs:simpleType></xs:element>";
  const char *const after =
    "<xs:element name='aggiunto' type='xs:string'/><xs:element name='opzionale' type='xs:string' minOccurs='0'/>"
    "<xs:element name='numero' type='xs:decimal'/><xs:element name='una' type='xs:string' minOccurs='0' maxOccurs='3'/>"
    "<xs:element name='lista'><xs:simpleType><xs:restriction base='xs:string'><xs:enumeration value='1'/>"
    "<xs:enumeration value='3'/></xs:restriction></xs:simpleType></xs:element>"
    "<xs:element name='regola'><xs:simpleType><xs:restriction base='xs:string'><xs:pattern value='[0-9]{6}'/>"
    "</xs:restriction></xs:simpleType></xs:element>"
    "<xs:element name='lunga'><xs:simpleType><xs:restriction base='xs:string'><xs:maxLength value='20'/>"
    "</xs:restriction></xs:simpleType></xs:element>";
  const char *const frame = HEAD "targetNamespace='api_call_1'><xs:element name='api_call_1'><xs:complexType><xs:sequence>%s"
                            "</xs:sequence></xs:complexType></xs:element></xs:schema>";
  const struct { SptXsdChangeKind kind; const char *name; } want[] = {
    { SPT_XSD_CHANGE_REMOVED, "tolto" }, { SPT_XSD_CHANGE_ADDED, "aggiunto" }, { SPT_XSD_CHANGE_CHANGED, "opzionale" },
    { SPT_XSD_CHANGE_CHANGED, "numero" }, { SPT_XSD_CHANGE_CHANGED, "una" }, { SPT_XSD_CHANGE_CHANGED, "regola" },
    { SPT_XSD_CHANGE_CHANGED, "lunga" },
  };
  const char *old_folder = spt_test_make_dir ();
  const char *new_folder = spt_test_make_dir ();
  g_autofree char *old_text = g_strdup_printf (frame, before);
  g_autofree char *new_text = g_strdup_printf (frame, after);
  g_autoptr (SptOfficialSet) old_set = NULL;
  g_autoptr (SptOfficialSet) new_set = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  set_up ();
  put (old_folder, "a.xsd", old_text);
  put (new_folder, "b.xsd", new_text);
  old_set = read_folder (old_folder);
  new_set = read_folder (new_folder);
  changes = spt_official_set_list_changes (new_set, old_set);
  for (gsize i = 0; i < G_N_ELEMENTS (want); i++)
    g_assert_cmpuint (count_changes (changes, 0, want[i].kind, want[i].name), ==, 1);
  g_assert_cmpuint (count_changes (changes, 0, SPT_XSD_CHANGE_CHANGED, "lista"), ==, 2);
  g_assert_cmpuint (changes->len, ==, 9);
}

/* --- in force ------------------------------------------------------------------------------------------------------ */

static void
test_take_restore (void)
{
  const char *folder = make_shipped ("api_call_3.xsd", "\"2.2\"=>\"2.3\"");
  const char *second = make_shipped ("api_call_3.xsd", "\"2.2\"=>\"2.4\"");
  g_autofree char *shipped_hash = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *again = NULL;
  g_autoptr (SptOfficialSet) set = NULL;
  g_autoptr (SptOfficialSet) next = NULL;
  g_autoptr (GPtrArray) former = NULL;
  g_autoptr (GError) error = NULL;
  SptOfficialFormer *last;

  set_up ();
  shipped_hash = dup_hash (3);
  set = read_folder (folder);
  take (set, "Marzo", NOW);
  g_assert_cmpint (get_origin (), ==, SPT_OFFICIAL_TAKEN);
  hash = dup_hash (3);
  g_assert_cmpstr (hash, !=, shipped_hash);

  next = read_folder (second);
  take (next, "Giugno", NOW + 1000);
  former = spt_official_list_former (kind);
  g_assert_cmpuint (former->len, ==, 2);
  last = former->pdata[0];
  g_assert_cmpstr (last->label, ==, "Giugno");
  g_assert_true (last->is_in_force);
  g_assert_cmpuint (last->n_documents, ==, 11);
  last = former->pdata[1];
  g_assert_cmpstr (last->label, ==, "Marzo");
  g_assert_true (last->is_previous);
  g_assert_cmpint (last->taken_utc_ms, ==, NOW);

  g_assert_true (spt_official_restore (kind, last->id, NOW + 2000, &error));
  g_assert_no_error (error);
  again = dup_hash (3);
  g_assert_cmpstr (again, ==, hash);
  g_free (again);
  g_assert_true (spt_official_restore (kind, NULL, NOW + 3000, &error));
  again = dup_hash (3);
  g_assert_cmpstr (again, ==, shipped_hash);
  g_assert_false (spt_official_restore (kind, "../../etc", NOW, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_false (spt_official_restore (kind, "20260101T000000Z-abcd", NOW, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_MISSING);
}

/* What cannot be written leaves everything as it was. */
static void
test_atomic (void)
{
  const char *folder = make_shipped ("api_call_3.xsd", "\"2.2\"=>\"2.3\"");
  g_autofree char *shipped_hash = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (SptOfficialSet) set = NULL;
  g_autoptr (GError) error = NULL;

  set_up ();
  shipped_hash = dup_hash (3);
  set = read_folder (folder);
  /* In the place of the folder of sets, a file. */
  user_data_write ("catasto/official", "x", -1);
  g_assert_false (spt_official_take (kind, set, "Marzo", NOW, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_KEEP);
  hash = dup_hash (3);
  g_assert_cmpstr (hash, ==, shipped_hash);

  /* In the place of the pointer, a folder: the set is there, but not in force. */
  set_up ();
  user_data_write ("catasto/official.json/x", "x", -1);
  g_clear_error (&error);
  g_assert_false (spt_official_take (kind, set, "Marzo", NOW, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_KEEP);
}

/* A part of the calls alone: the others stay as they are, or are missing; never half of one. */
static void
test_part (void)
{
  const char *folder = spt_test_make_dir ();
  g_autofree char *three = make_call (3, "");
  g_autoptr (SptOfficialSet) part = NULL;
  g_autoptr (SptOfficialSet) whole = NULL;
  g_autoptr (SptOfficialSet) in_force = NULL;
  g_autoptr (SptOfficialSet) again = NULL;
  g_autoptr (SptOfficialSet) now_in_force = NULL;
  g_autoptr (GError) error = NULL;

  set_up ();
  /* Of the same name as a shipped one, which others include. */
  put (folder, "catasto_tipi.xsd", three);
  part = read_folder (folder);
  in_force = spt_official_ref_in_force (kind, NULL);
  g_assert_cmpuint (spt_official_set_count_lacking (part, in_force), ==, 10);
  take (part, "Solo tre", NOW);
  g_assert_true (has_element (3, "nuovo_elemento"));
  g_assert_null (spt_catasto_schemas_ref (1, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_MISSING);
  g_clear_error (&error);

  g_assert_true (spt_official_restore (kind, NULL, NOW + 1, NULL));
  whole = read_folder (folder);
  spt_official_set_complete (whole, in_force);
  assert_findings (whole, "");
  g_assert_cmpuint (spt_official_set_get_n_documents (whole), ==, 11);
  take (whole, "Tre e le altre", NOW + 2);
  g_assert_true (has_element (3, "nuovo_elemento"));
  for (guint call = 1; call <= 11; call++)
    {
      SptXsd *xsd = spt_catasto_schemas_ref (call, &error);

      g_assert_no_error (error);
      spt_xsd_unref (xsd);
    }
  /* Once more: what was kept is kept again, in one folder, not in a folder of folders. */
  again = read_folder (folder);
  now_in_force = spt_official_ref_in_force (kind, NULL);
  spt_official_set_complete (again, now_in_force);
  g_assert_cmpstr (spt_official_set_get_file (again, 0), ==, "in-uso-1/api_call_1.xsd");
  g_assert_cmpuint (spt_official_set_get_n_documents (again), ==, 11);
}

static void
put_by_hand (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (folder, name, NULL);
      g_autofree char *target = g_strconcat ("catasto/xsd/", name, NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (source, &text, NULL, NULL));
      user_data_write (target, text, -1);
    }
}

/* Files dropped into the user's folder: noticed while the program runs, whole, kept when another set comes. */
static void
test_by_hand (void)
{
  const char *folder = make_shipped ("api_call_3.xsd", "\"2.2\"=>\"2.3\"");
  const char *second = make_shipped ("api_call_3.xsd", "\"2.2\"=>\"2.4\"");
  g_autofree char *shipped_hash = NULL;
  g_autofree char *hand_hash = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *path = NULL;
  g_autoptr (SptOfficialSet) set = NULL;
  g_autoptr (GPtrArray) former = NULL;
  g_autoptr (GError) error = NULL;
  gint64 end;

  set_up ();
  shipped_hash = dup_hash (3);
  put_by_hand (folder);
  /* Nobody is told: it is seen. */
  end = g_get_monotonic_time () + (G_USEC_PER_SEC * 20);
  do
    {
      g_free (hand_hash);
      hand_hash = dup_hash (3);
      g_usleep (20000);
    }
  while (strcmp (hand_hash, shipped_hash) == 0 && g_get_monotonic_time () < end);
  g_assert_cmpstr (hand_hash, !=, shipped_hash);
  g_assert_cmpint (get_origin (), ==, SPT_OFFICIAL_BY_HAND);
  path = spt_catasto_schemas_dup_path (3, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (path, "/sportello/catasto/xsd/api_call_3.xsd"));

  set = read_folder (second);
  take (set, "Giugno", NOW);
  g_assert_cmpint (get_origin (), ==, SPT_OFFICIAL_TAKEN);
  former = spt_official_list_former (kind);
  g_assert_cmpuint (former->len, ==, 2);
  g_assert_true (((SptOfficialFormer *) former->pdata[1])->is_previous);
  g_assert_null (((SptOfficialFormer *) former->pdata[1])->label);
  g_assert_true (spt_official_restore (kind, ((SptOfficialFormer *) former->pdata[1])->id, NOW + 5, &error));
  hash = dup_hash (3);
  g_assert_cmpstr (hash, ==, hand_hash);
  /* Put there once more, it counts once more. */
  g_assert_true (spt_official_restore (kind, NULL, NOW + 6, &error));
  put_by_hand (folder);
  spt_official_forget ();
  g_assert_cmpint (get_origin (), ==, SPT_OFFICIAL_BY_HAND);
}

/* A file of a broken set is named; the shipped one does not take its place without a word; there is a way out. */
static void
test_broken (void)
{
  g_autoptr (SptOfficialSet) set = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *one = make_call (1, "");

  set_up ();
  user_data_write ("catasto/xsd/api_call_3.xsd", HEAD "targetNamespace='api_call_3' xmlns='api_call_3'>"
                   "<xs:element name='api_call_3' type='manca'/></xs:schema>", -1);
  user_data_write ("catasto/xsd/api_call_1.xsd", one, -1);
  spt_official_forget ();
  g_assert_null (spt_catasto_schemas_ref (3, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_BROKEN);
  g_assert_nonnull (strstr (error->message, "api_call_3.xsd"));
  g_clear_error (&error);
  /* Never mixed: a call that it does not have is missing. */
  g_assert_null (spt_catasto_schemas_ref (2, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_true (has_element (1, "nuovo_elemento"));
  set = spt_official_ref_in_force (kind, NULL);
  assert_findings (set, "E set-invalid api_call_3.xsd");

  g_assert_true (spt_official_restore (kind, NULL, NOW, &error));
  xsd = spt_catasto_schemas_ref (2, &error);
  g_assert_no_error (error);

  /* A pointer that leads nowhere. */
  user_data_write ("catasto/official.json", "{\"set\": \"20260101T000000Z-abcd\"}", -1);
  spt_official_forget ();
  g_assert_null (spt_catasto_schemas_ref (3, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_BROKEN);
  g_clear_error (&error);
  user_data_write ("catasto/official.json", "{\"set\": \"../../x\"}", -1);
  spt_official_forget ();
  g_assert_null (spt_catasto_schemas_ref (3, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_BROKEN);
  g_clear_error (&error);
  g_assert_true (spt_official_restore (kind, NULL, NOW, &error));
  g_assert_cmpint (get_origin (), ==, SPT_OFFICIAL_SHIPPED);
}

/* "Done when" of issue 6: another set, another form and another verdict, without a rebuild. */
static void
test_validation (void)
{
  const char *folder = spt_test_make_dir ();
  g_autofree char *three = make_call (3, "");
  const char *const text = "<api_call_3 xmlns='api_call_3'><codiceImpianto>X</codiceImpianto><nuovo_elemento>%s"
                           "</nuovo_elemento></api_call_3>";
  const char *const values[] = { "12.5", "dodici" };

  set_up ();
  put (folder, "dismissione.xsd", three);
  put_by_hand (folder);
  spt_official_forget ();
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *document = g_strdup_printf (text, values[i]);
      g_autoptr (SptXsd) xsd = spt_catasto_schemas_ref (3, NULL);
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

      g_assert_cmpint (spt_xsd_validate (xsd, document, strlen (document), 0, issues, NULL), ==, i == 0);
      if (i == 1)
        g_assert_cmpstr (spt_issue_list_get (issues, 0)->path, ==, "nuovo_elemento");
    }
}

/* --- lists --------------------------------------------------------------------------------------------------------- */

static void
test_lists (void)
{
  const char *folder = spt_test_make_dir ();
  const char *schemas = make_shipped ("api_call_3.xsd", "\"2.2\"=>\"2.3\"");
  g_autofree char *csv = g_build_filename (folder, "C1_combustibili.csv", NULL);
  g_autofree char *json = g_build_filename (folder, "liste.json", NULL);
  g_autofree char *unknown = g_build_filename (folder, "altro.csv", NULL);
  g_autoptr (SptOfficialSet) with_schemas = NULL;
  g_autoptr (SptOfficialSet) set = NULL;
  g_autoptr (SptOfficialSet) strange = NULL;
  g_autoptr (SptOfficialSet) in_force = NULL;
  g_autoptr (SptOfficialSet) from_json = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *same = NULL;

  set_up ();
  with_schemas = read_folder (schemas);
  take (with_schemas, "Marzo", NOW);
  hash = dup_hash (3);
  g_assert_cmpint (spt_catasto_fuel_from_code ("2"), ==, SPT_CATASTO_FUEL_GAS);

  put (folder, "C1_combustibili.csv", "codice;descrizione\n2;Gas naturale\n3;GPL\n99;Idrogeno\n");
  set = read_paths (csv, NULL, &error);
  g_assert_no_error (error);
  assert_findings (set, "W set-list-class Idrogeno");
  g_assert_true (spt_official_set_has_lists (set));
  in_force = spt_official_ref_in_force (kind, NULL);
  changes = spt_official_set_list_changes (set, in_force);
  g_assert_cmpuint (count_changes (changes, -1, SPT_XSD_CHANGE_ADDED, "combustibile"), ==, 1);
  g_assert_cmpuint (count_changes (changes, -1, SPT_XSD_CHANGE_REMOVED, "combustibile"), ==, 12);
  g_assert_cmpuint (changes->len, ==, 13);
  take (set, "Elenco", NOW + 1000);
  /* What is known of a value stays, what is gone is not known any more; the schemas are as they were. */
  g_assert_cmpint (spt_catasto_fuel_from_code ("2"), ==, SPT_CATASTO_FUEL_GAS);
  g_assert_cmpint (spt_catasto_fuel_from_code ("4"), ==, SPT_CATASTO_FUEL_UNKNOWN);
  same = dup_hash (3);
  g_assert_cmpstr (same, ==, hash);

  put (folder, "liste.json", "{\"lists\": [{\"id\": \"combustibile\", \"values\": [{\"value\": \"4\", \"class\": \"liquid\", "
       "\"label\": {\"it\": \"Gasolio\"}}]}]}");
  from_json = read_paths (json, NULL, &error);
  assert_findings (from_json, "");
  take (from_json, "JSON", NOW + 2000);
  g_assert_cmpint (spt_catasto_fuel_from_code ("4"), ==, SPT_CATASTO_FUEL_LIQUID);
  g_assert_true (spt_official_restore (kind, NULL, NOW + 3000, &error));
  g_assert_cmpint (spt_catasto_fuel_from_code ("2"), ==, SPT_CATASTO_FUEL_GAS);

  put (folder, "altro.csv", "1;Uno\n");
  g_assert_null (read_paths (unknown, NULL, &error));
  g_assert_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_NOTHING);
  g_clear_error (&error);
  put (folder, "C1_combustibili.csv", "1;Uno\n1;Due\n");
  strange = read_paths (csv, NULL, &error);
  g_assert_no_error (error);
  assert_findings (strange, "W set-list-class Uno\nE set-list-twice 1");
}

int
main (int   argc,
      char *argv[])
{
  int status;

  user_data_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catasto/official/names", test_names);
  g_test_add_func ("/catasto/official/twice", test_twice);
  g_test_add_func ("/catasto/official/bad", test_bad);
  g_test_add_func ("/catasto/official/recursive", test_recursive);
  g_test_add_func ("/catasto/official/large", test_large);
  g_test_add_func ("/catasto/official/nothing", test_nothing);
  g_test_add_func ("/catasto/official/zip", test_zip);
  g_test_add_func ("/catasto/official/bomb", test_bomb);
  g_test_add_func ("/catasto/official/changes", test_changes);
  g_test_add_func ("/catasto/official/kinds", test_kinds);
  g_test_add_func ("/catasto/official/take-restore", test_take_restore);
  g_test_add_func ("/catasto/official/atomic", test_atomic);
  g_test_add_func ("/catasto/official/part", test_part);
  g_test_add_func ("/catasto/official/checked", test_checked);
  g_test_add_func ("/catasto/official/by-hand", test_by_hand);
  g_test_add_func ("/catasto/official/broken", test_broken);
  g_test_add_func ("/catasto/official/validation", test_validation);
  g_test_add_func ("/catasto/official/lists", test_lists);
  status = g_test_run ();
  spt_official_forget ();
  user_data_finish ();

  return status;
}
