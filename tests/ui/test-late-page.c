/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a record whose schema only what is loaded says, shown in pages: what the base does works through them. */
#include "config.h"

#include "office.h"

#include <glib/gstdio.h>
#include <string.h>

#include "services/spt-services-table.h"
#include "tab-walk.h"
#include "ui/spt-record-page.h"
#include "user-data.h"

#define RESOURCE "/io/github/sportello/Test/late-page.ui"
#define REST     "impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[0].L4_1gruppoTermico[0].#rest"
#define FIELD    "impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[0].L4_1gruppoTermico[0].L4_1modello"

/* What the archive is said to have. */
static char *archive_doc;
static const char *archive_schema;
static gint64 archive_submission;

/* --- a kind of the test's own --------------------------------------------------------------------------- */

#define LATE_TYPE_PAGE (late_page_get_type ())
G_DECLARE_FINAL_TYPE (LatePage, late_page, LATE, PAGE, SptRecordPage)

struct _LatePage
{
  SptRecordPage parent_instance;

  guint         n_checks;
};

G_DEFINE_FINAL_TYPE (LatePage, late_page, SPT_TYPE_RECORD_PAGE)

static void
load_free (SptRecordLoad *load)
{
  spt_record_load_clear (load);
  g_free (load);
}

static gboolean
load_run (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  SptRecordLoad *load = data;

  load->doc = g_strdup (archive_doc);
  load->state = SPT_STATE_TO_FIX;
  load->open_submission = archive_submission;

  return TRUE;
}

static void
load (SptStore            *store,
      gint64               id,
      GCancellable        *cancellable,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  SptRecordLoad *loaded = g_new0 (SptRecordLoad, 1);

  loaded->id = id;
  spt_store_run_async (store, SPT_STORE_READ, load_run, loaded, (GDestroyNotify) load_free, cancellable, callback,
                       user_data);
}

static SptXsd *
ref_xsd (SptRecordPage  *page,
         SptRecordLoad  *loaded,
         GError        **error)
{
  static GHashTable *known;
  SptXsd *xsd;

  if (known == NULL)
    known = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) spt_xsd_unref);
  xsd = g_hash_table_lookup (known, archive_schema);
  if (xsd == NULL)
    {
      xsd = g_path_is_absolute (archive_schema)
            ? spt_xsd_load_folder (archive_schema, "api_call_2.xsd", "catasto", error)
            : spt_xsd_load_data ("catasto/xsd", archive_schema, "catasto", error);
      if (xsd == NULL)
        return NULL;
      g_hash_table_insert (known, (gpointer) archive_schema, xsd);
    }

  return spt_xsd_ref (xsd);
}

static void
check (SptRecordPage *page,
       SptRecord     *record,
       SptIssueList  *issues)
{
  LATE_PAGE (page)->n_checks++;
  spt_xsd_check (spt_record_page_get_parts (page)->xsd, record, SPT_XSD_CHECK_NO_EMPTY, 0, issues, NULL);
}

static char *
dup_name (SptRecordPage *page)
{
  SptForm *form = spt_record_page_get_parts (page)->form;

  return g_strdup (form != NULL ? spt_form_get_text (form, "L1_codice_impianto") : "");
}

static char *
dup_what (SptRecordPage *page)
{
  return g_strdup ("What it is");
}

static void
late_page_class_init (LatePageClass *klass)
{
  static const SptRecordPageKind kind = {
    .record = "late", .changed = 1, .load = load, .loads_new = TRUE, .paged = TRUE, .menu_label = "Menu", .new_name = "New",
    .nameless = "Nameless", .removed = "Removed", .loose_label = "Whole", .history_label = "History",
    .leave_body = "Lost", .closed = "Under way"
  };
  SptRecordPageClass *page_class = SPT_RECORD_PAGE_CLASS (klass);

  page_class->ref_xsd = ref_xsd;
  page_class->check = check;
  page_class->dup_name = dup_name;
  page_class->dup_what = dup_what;
  spt_record_page_class_set_kind (page_class, &kind, RESOURCE);
}

static void
late_page_init (LatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* --- tests ---------------------------------------------------------------------------------------------- */

/* The document as the archive keeps it. */
static void
put (const char *schema,
     const char *example,
     const char *without)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "services", "catasto", "examples", example, NULL);
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *whole = NULL;

  archive_schema = schema;
  archive_submission = 0;
  xsd = ref_xsd (NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  parts = g_strsplit (text, without, -1);
  whole = g_strjoinv ("", parts);
  record = spt_record_new (spt_xsd_get_schema (xsd));
  g_assert_true (spt_xsd_read (xsd, whole, strlen (whole), record, NULL, &error));
  g_assert_no_error (error);
  g_free (archive_doc);
  archive_doc = spt_record_dup_doc (record);
}

static SptRecordPage *
open_page (Office    *office,
           SptWindow *window,
           gint64     id)
{
  SptPage *page = g_object_new (LATE_TYPE_PAGE, "desk", office->desk, "id", id, NULL);

  spt_window_push (window, page);
  return SPT_RECORD_PAGE (page);
}

static gboolean
has_form (gpointer user_data)
{
  return spt_record_page_get_parts (user_data)->form != NULL && spt_record_page_get_parts (user_data)->loaded;
}

static gboolean
is_at_field (gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (user_data));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, SPT_TYPE_FORM_ROW) : NULL;

  return row != NULL &&
         strcmp (spt_form_field_get_def (spt_form_row_get_field (SPT_FORM_ROW (row)))->name, "L4_1modello") == 0;
}

typedef struct
{
  SptRecordPage *page;
  SptForm       *before;
} Another;

static gboolean
is_another_form (gpointer user_data)
{
  const Another *look = user_data;

  return spt_record_page_get_parts (look->page)->form != look->before;
}

/* The shipped set, where @name is called @other: in a folder of its own. */
static const char *
make_set (char       **folder,
          const char  *name,
          const char  *other)
{
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, "..", "..", "data", "catasto", "xsd", NULL);
  g_autofree char *old = g_strdup_printf ("name=\"%s\"", name);
  g_autofree char *new = g_strdup_printf ("name=\"%s\"", other);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (from, 0, &error);
  const char *file;

  g_assert_no_error (error);
  *folder = g_dir_make_tmp ("spt-set-XXXXXX", &error);
  g_assert_no_error (error);
  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, file, NULL);
      g_autofree char *target = g_build_filename (*folder, file, NULL);
      g_autofree char *text = NULL;
      g_auto (GStrv) parts = NULL;
      g_autofree char *whole = NULL;

      g_file_get_contents (source, &text, NULL, &error);
      g_assert_no_error (error);
      parts = g_strsplit (text, old, -1);
      whole = g_strjoinv (new, parts);
      g_file_set_contents (target, whole, -1, &error);
      g_assert_no_error (error);
    }

  return *folder;
}

static void
remove_set (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;

  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, file, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Nothing is known before it is loaded; then it opens at its first fault, on the page where that is. */
static void
test_late (Office        *office,
           gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptRecordPage *page;
  const SptRecordParts *parts;
  SptForm *form;
  SptFormField *field;
  g_autofree char *folder = NULL;

  put ("api_call_2.xsd", "api_call_2-full.xml", "<L4_1modello>Testo di prova</L4_1modello>");
  page = open_page (office, window, 7);
  parts = spt_record_page_get_parts (page);
  g_assert_null (parts->form);
  g_assert_nonnull (parts->pages);
  gtk_widget_activate_action (GTK_WIDGET (page), "record.next-error", NULL);
  spt_record_page_note_edit (page);
  g_assert_true (spt_test_wait (has_form, page, SPT_TEST_TIMEOUT_MS));
  g_assert_true (spt_test_wait (is_at_field, page, SPT_TEST_TIMEOUT_MS));
  assert_label (page, "PROVA0001");
  assert_label (page, "6 things to correct");
  form = parts->form;

  /* The same set: the form stays, and what is typed too. */
  field = spt_form_find_field (form, FIELD);
  spt_form_field_set_text (field, "Modello");
  g_assert_true (spt_form_get_modified (form));
  spt_record_page_load (page);
  settle ();
  g_assert_true (parts->form == form);
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "Modello");
  assert_label (page, "5 things to correct");
  spt_record_page_show_place (page, FIELD);
  g_assert_true (spt_test_wait (is_at_field, page, SPT_TEST_TIMEOUT_MS));
  tab_walk_assert_free (GTK_WIDGET (page));

  /* Another set came into force, in which the field has another name: the form follows at once, with what was typed. */
  archive_schema = make_set (&folder, "L4_1modello", "L4_1modelloNuovo");
  spt_record_page_load (page);
  g_assert_true (spt_test_wait (is_another_form, &(Another) { page, form }, SPT_TEST_TIMEOUT_MS));
  form = parts->form;
  g_assert_true (spt_form_get_modified (form));
  assert_label (page, "What was typed and not saved is still here");
  g_assert_null (spt_form_find_field (form, FIELD));
  g_assert_nonnull (strstr (spt_form_get_text (form, REST), ">Modello<"));
  /* The page is the one where one was. */
  {
    g_autofree char *shown = spt_form_pages_dup_page (parts->pages);

    g_assert_cmpstr (shown, ==, "impianto.scheda_4_1_gruppi_termici");
  }
  spt_form_field_set_text (spt_form_find_field (form, FIELD "Nuovo"), "Altro");
  spt_record_page_show_place (page, FIELD "Nuovo");
  assert_label (page, "L4_1modello (Modello)");

  /* And back: nothing is lost on either way, and one stays in the field where one is. */
  archive_schema = "api_call_2.xsd";
  spt_record_page_load (page);
  g_assert_true (spt_test_wait (is_another_form, &(Another) { page, form }, SPT_TEST_TIMEOUT_MS));
  form = parts->form;
  g_assert_cmpstr (spt_form_get_text (form, FIELD), ==, "Modello");
  g_assert_nonnull (strstr (spt_form_get_text (form, REST), ">Altro<"));
  spt_record_page_show_place (page, FIELD);
  g_assert_true (spt_test_wait (is_at_field, page, SPT_TEST_TIMEOUT_MS));

  /* A document of that schema cannot be read by this one: what was typed stays to be read and copied. */
  archive_schema = "api_call_8.xsd";
  spt_record_page_load (page);
  settle ();
  g_assert_true (parts->closed);
  g_assert_cmpstr (spt_form_get_text (parts->form, FIELD), ==, "Modello");
  archive_schema = folder;
  spt_record_page_load (page);
  g_assert_true (spt_test_wait (is_another_form, &(Another) { page, form }, SPT_TEST_TIMEOUT_MS));
  g_assert_false (parts->closed);
  g_assert_true (spt_form_get_modified (parts->form));
  g_assert_cmpstr (spt_form_get_text (parts->form, FIELD "Nuovo"), ==, "Altro");

  /* What nobody typed in is read anew. */
  spt_form_set_modified (parts->form, FALSE);
  put ("api_call_2.xsd", "api_call_2-full.xml", "\n\n\n");
  form = parts->form;
  spt_record_page_load (page);
  g_assert_true (spt_test_wait (is_another_form, &(Another) { page, form }, SPT_TEST_TIMEOUT_MS));
  settle ();
  g_assert_cmpstr (spt_form_get_text (parts->form, FIELD), ==, "Testo di prova");
  g_assert_false (spt_form_get_modified (parts->form));
  spt_form_pages_show_page (parts->pages, "");
  assert_label (page, "Above the form");
  remove_set (folder);
}

/* Under way it is only looked at; what was removed comes back from the toast. */
static void
test_closed (Office        *office,
             gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptRecordPage *page;
  const SptRecordParts *parts;

  put ("api_call_2.xsd", "api_call_2-full.xml", "\n\n\n");
  page = open_page (office, window, 7);
  parts = spt_record_page_get_parts (page);
  g_assert_true (spt_test_wait (has_form, page, SPT_TEST_TIMEOUT_MS));
  g_assert_true (spt_form_pages_show_page (parts->pages, "impianto.scheda_4_2_bruciatori"));
  settle ();
  {
    SptFormGroup *group = spt_form_group_get_parent (
      spt_form_field_get_group (spt_form_find_field (parts->form, "impianto[0].scheda_4_2_bruciatori[0].#rest")));
    const SptGroupDef *def = spt_group_def_find_group (spt_form_group_get_def (group), "scheda_4_2_bruciatori");

    g_assert_cmpuint (g_list_model_get_n_items (spt_form_group_get_children (group, def->index)), ==, 1);
  }
  archive_submission = 3;
  spt_record_page_load (page);
  assert_label (page, "Under way");
  settle ();
  assert_no_label (page, "Add Page…");
}

/* A set that is broken: said, and nothing can be saved. */
static void
test_broken (Office        *office,
             gconstpointer  data)
{
  SptWindow *window = show_window (office);
  SptRecordPage *page;

  put ("api_call_2.xsd", "api_call_2-minimal.xml", "\n\n\n");
  archive_schema = "none.xsd";
  page = open_page (office, window, 7);
  settle ();
  g_assert_null (spt_record_page_get_parts (page)->form);
  g_assert_true (spt_record_page_get_parts (page)->closed);
  spt_record_page_save (page, SPT_RECORD_STAY);
  settle ();
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  user_data_init ();
  adw_init ();
  spt_ui_init ();
  spt_services_register_all ();

  g_test_add ("/ui/late-page/late", Office, NULL, set_up, test_late, tear_down);
  g_test_add ("/ui/late-page/closed", Office, NULL, set_up, test_closed, tear_down);
  g_test_add ("/ui/late-page/broken", Office, NULL, set_up, test_broken, tear_down);

  status = g_test_run ();
  user_data_finish ();
  g_free (archive_doc);
  return status;
}
