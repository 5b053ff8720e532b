/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms out of a schema in the window: pages, tiles, answers, suggestions; by keyboard as well. */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/spt-data.h"
#include "settle.h"
#include "spt-test.h"
#include "tab-walk.h"
#include "ui/form/spt-form-pages.h"
#include "ui/form/spt-form-row.h"
#include "ui/form/spt-form-tile.h"
#include "ui/form/spt-form-toggles.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-ui.h"

#define P_4_1 "impianto.scheda_4_1_gruppi_termici"
#define P_4_2 "impianto.scheda_4_2_bruciatori"
#define GT(n) "impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[" n "]"

typedef struct
{
  SptXsd       *xsd;
  SptForm      *form;
  GtkWidget    *window; /* borrowed */
  SptFormPages *pages;  /* borrowed */
  guint         n_removed;
  guint         n_moved;
} Desk;

static void
check (Desk *desk)
{
  g_autoptr (SptRecord) record = spt_form_dup_record (desk->form);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  spt_xsd_check (desk->xsd, record, SPT_XSD_CHECK_NO_EMPTY, 0, issues, NULL);
  spt_form_set_issues (desk->form, issues);
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

static void
count_cb (SptFormPages *pages,
          const char   *title,
          guint        *n)
{
  (*n)++;
}

static void
show (Desk       *desk,
      const char *document,
      GArray     *schede)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (desk->xsd));
  g_autoptr (GError) error = NULL;

  g_assert_true (spt_xsd_read (desk->xsd, document, strlen (document), record, NULL, &error));
  g_assert_no_error (error);
  desk->form = spt_form_new (spt_xsd_get_schema (desk->xsd));
  spt_form_load (desk->form, record);
  desk->window = adw_window_new ();
  desk->pages = SPT_FORM_PAGES (spt_form_pages_new ());
  spt_form_pages_set_form (desk->pages, desk->xsd, desk->form, schede);
  g_signal_connect (desk->pages, "instance-removed", G_CALLBACK (count_cb), &desk->n_removed);
  g_signal_connect (desk->pages, "instance-moved", G_CALLBACK (count_cb), &desk->n_moved);
  g_signal_connect_swapped (desk->form, "changed", G_CALLBACK (check), desk);
  check (desk);
  adw_window_set_content (ADW_WINDOW (desk->window), GTK_WIDGET (desk->pages));
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 1000, 800);
  gtk_window_present (GTK_WINDOW (desk->window));
  g_assert_true (spt_test_wait (is_mapped, desk->pages, SPT_TEST_TIMEOUT_MS));
  settle ();
}

static char *
load_example (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "services", "catasto", "examples", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
replace (char      **text,
         const char *from,
         const char *to)
{
  g_auto (GStrv) parts = g_strsplit (*text, from, -1);

  g_assert_cmpuint (g_strv_length (parts), >, 1);
  g_free (*text);
  *text = g_strjoinv (to, parts);
}

static SptXsd *
load_schema (const char *name)
{
  g_autoptr (GError) error = NULL;
  SptXsd *xsd = spt_xsd_load_data ("catasto/xsd", name, "catasto", &error);

  g_assert_no_error (error);

  return xsd;
}

static void
tear_down (Desk          *desk,
           gconstpointer  data)
{
  g_autoptr (GObject) pages = g_object_ref (G_OBJECT (desk->pages));

  gtk_window_destroy (GTK_WINDOW (desk->window));
  settle ();
  g_signal_handlers_disconnect_by_data (desk->form, desk);
  g_assert_finalize_object (g_steal_pointer (&pages));
  g_assert_finalize_object (g_steal_pointer (&desk->form));
  spt_xsd_unref (desk->xsd);
}

static void
set_up (Desk          *desk,
        gconstpointer  data)
{
  forgive_gtk ();
  desk->xsd = load_schema ("api_call_2.xsd");
}

/* --- what is there -------------------------------------------------------------------------------------- */

static SptFormRow *
find_row (GtkWidget  *widget,
          const char *name)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return NULL;
  if (SPT_IS_FORM_ROW (widget) &&
      strcmp (spt_form_field_get_def (spt_form_row_get_field (SPT_FORM_ROW (widget)))->name, name) == 0)
    return SPT_FORM_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      SptFormRow *row = find_row (child, name);

      if (row != NULL)
        return row;
    }

  return NULL;
}

/* (nullable): in sight. */
static GtkWidget *
find_type (GtkWidget *widget,
           GType      type,
           guint     *skip)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*skip)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type, skip);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
find_nth (gpointer root,
          GType    type,
          guint    n)
{
  return find_type (root, type, &n);
}

/* (nullable): a label in sight that has @text. */
static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
assert_label (Desk       *desk,
              const char *text)
{
  if (find_label (GTK_WIDGET (desk->pages), text) == NULL)
    g_error ("There is no label “%s”", text);
}

static void
assert_page (Desk       *desk,
             const char *page)
{
  g_autofree char *shown = spt_form_pages_dup_page (desk->pages);

  g_assert_cmpstr (shown, ==, page);
}

static SptFormField *
get_focused_field (Desk *desk)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (desk->window));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, SPT_TYPE_FORM_ROW) : NULL;

  return row != NULL ? spt_form_row_get_field (SPT_FORM_ROW (row)) : NULL;
}

static const char *
get_text (Desk       *desk,
          const char *path)
{
  return spt_form_get_text (desk->form, path);
}

/* As the keyboard would: to what has the focus and all around it. */
static gboolean
press_at (GtkWidget           *widget,
          GtkPropagationPhase  phase,
          guint                keyval,
          GdkModifierType      state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      GtkPropagationPhase own = gtk_event_controller_get_propagation_phase (controller);

      if (own == GTK_PHASE_NONE || (own == GTK_PHASE_CAPTURE) != (phase == GTK_PHASE_CAPTURE))
        continue;
      if (GTK_IS_SHORTCUT_CONTROLLER (controller))
        {
          for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
            {
              g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
              GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

              if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
                  gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval &&
                  gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == state &&
                  gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                gtk_shortcut_get_arguments (shortcut)))
                return TRUE;
            }
        }
      else if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        {
          gboolean handled = FALSE;

          g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
          if (handled)
            return TRUE;
        }
    }

  return FALSE;
}

static gboolean
press (Desk           *desk,
       guint           keyval,
       GdkModifierType state)
{
  g_autoptr (GPtrArray) way = g_ptr_array_new ();
  gboolean handled = FALSE;

  for (GtkWidget *widget = gtk_root_get_focus (GTK_ROOT (desk->window)); widget != NULL;
       widget = gtk_widget_get_parent (widget))
    g_ptr_array_add (way, widget);
  for (guint i = way->len; i > 0 && !handled; i--)
    handled = press_at (g_ptr_array_index (way, i - 1), GTK_PHASE_CAPTURE, keyval, state);
  for (guint i = 0; i < way->len && !handled; i++)
    handled = press_at (g_ptr_array_index (way, i), GTK_PHASE_BUBBLE, keyval, state);
  settle ();

  return handled;
}

/* --- tests ---------------------------------------------------------------------------------------------- */

/* Only those in use are in the list, only the one shown is built; Ctrl+PageDown goes through all. */
static void
test_pages (Desk          *desk,
            gconstpointer  data)
{
  g_autofree char *text = load_example ("api_call_2-full.xml");
  g_autoptr (GPtrArray) pages = spt_xsd_list_pages (desk->xsd);
  guint n_rows = 0;

  show (desk, text, NULL);
  assert_page (desk, "");
  assert_label (desk, "4.1 Gruppi termici");
  assert_label (desk, "Complete");
  g_assert_null (find_nth (desk->pages, SPT_TYPE_FORM_TILE, 0));
  for (guint i = 0; find_nth (desk->pages, GTK_TYPE_LIST_BOX_ROW, i) != NULL; i++)
    n_rows++;
  g_assert_cmpuint (n_rows, >, pages->len);
  g_assert_true (spt_form_pages_focus_first (desk->pages));
  for (guint i = 0; i < pages->len; i++)
    {
      g_assert_true (press (desk, GDK_KEY_Page_Down, GDK_CONTROL_MASK));
      assert_page (desk, g_ptr_array_index (pages, i));
      g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (desk->window)));
    }
  press (desk, GDK_KEY_Page_Down, GDK_CONTROL_MASK);
  assert_page (desk, g_ptr_array_index (pages, pages->len - 1));
  g_assert_true (press (desk, GDK_KEY_Page_Up, GDK_CONTROL_MASK));
  assert_page (desk, g_ptr_array_index (pages, pages->len - 2));
}

/* Tab goes through each page and out again, whatever is open. */
static void
test_tab (Desk          *desk,
          gconstpointer  data)
{
  g_autofree char *text = load_example ("api_call_2-full.xml");
  static const char *const pages[] = {
    "", P_4_1, "impianto.scheda_1_2_ubicazione", "impianto.scheda_4_4_gruppi_frigo", "impianto.scheda_11_1_verifiche_gt"
  };

  show (desk, text, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *tile;

      g_assert_true (spt_form_pages_show_page (desk->pages, pages[i]));
      tile = find_nth (desk->pages, SPT_TYPE_FORM_TILE, 0);
      if (tile != NULL)
        spt_form_tile_set_open (SPT_FORM_TILE (tile), TRUE);
      settle ();
      tab_walk_assert_free (GTK_WIDGET (desk->pages));
    }
}

/* What the operation may have is offered, what it must have stands there as lacking; taking away can be taken back. */
static void
test_add (Desk          *desk,
          gconstpointer  data)
{
  g_autofree char *text = load_example ("api_call_2-minimal.xml");
  const SptPlantScheda known[] = {
    { "impianto.scheda_1_2_ubicazione", "1.2 Ubicazione", TRUE, FALSE, TRUE, NULL },
    { "impianto.scheda_2_1_contenuto_acqua", "2.1 Contenuto d'acqua", TRUE, FALSE, TRUE, NULL },
    { P_4_1, "4.1 Gruppi termici", FALSE, TRUE, TRUE, NULL },
    { P_4_2, "4.2 Bruciatori", FALSE, FALSE, TRUE, "Un bruciatore per ogni gruppo termico." },
    { "impianto.scheda_4_3_recuperatori", "4.3 Recuperatori", FALSE, FALSE, FALSE, NULL }
  };
  g_autoptr (GArray) schede = g_array_new (FALSE, FALSE, sizeof (SptPlantScheda));
  g_autoptr (GListModel) windows = NULL;
  GtkWidget *dialog = NULL;
  GtkWidget *row;

  g_array_append_vals (schede, known, G_N_ELEMENTS (known));
  show (desk, text, schede);
  g_assert_null (find_label (GTK_WIDGET (desk->pages), "4.2 Bruciatori"));

  /* It has to be there, and is not. */
  g_assert_true (spt_form_pages_show_page (desk->pages, "impianto.scheda_2_1_contenuto_acqua"));
  assert_label (desk, "This page has to be filled in.");
  assert_label (desk, "To complete");
  /* In use, and not of the operation. */
  g_assert_true (spt_form_pages_show_page (desk->pages, "impianto.scheda_7_emissione"));
  assert_label (desk, "This operation does not have this page");

  gtk_widget_activate_action (GTK_WIDGET (desk->pages), "pages.add", NULL);
  settle ();
  windows = g_object_ref (gtk_window_get_toplevels ());
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window != desk->window)
        dialog = window;
    }
  g_assert_nonnull (dialog);
  g_assert_nonnull (find_label (dialog, "Documented for This Operation"));
  g_assert_nonnull (find_label (dialog, "Probably Accepted"));
  g_assert_nonnull (find_label (dialog, "Un bruciatore per ogni gruppo termico."));
  g_assert_null (find_label (dialog, "4.4"));
  tab_walk_assert_free (adw_window_get_content (ADW_WINDOW (dialog)));
  row = gtk_widget_get_ancestor (find_label (dialog, "4.2 Bruciatori"), ADW_TYPE_ACTION_ROW);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  settle ();
  assert_page (desk, P_4_2);
  assert_label (desk, "Un bruciatore per ogni gruppo termico.");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (desk->window)), GTK_WIDGET (desk->pages)));
}

static char *
write_document (Desk *desk)
{
  g_autoptr (SptRecord) record = spt_form_dup_record (desk->form);
  g_autoptr (GBytes) bytes = spt_xsd_write (desk->xsd, record);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* One that was added and stands empty is what is to be done next: it is not "not needed", and is no part of the document either. */
static void
test_added_empty (Desk          *desk,
                  gconstpointer  data)
{
  g_autofree char *text = load_example ("api_call_2-minimal.xml");
  const SptPlantScheda known[] = {
    { P_4_2, "4.2 Bruciatori", FALSE, TRUE, TRUE, NULL },
    { "impianto.scheda_4_3_recuperatori", "4.3 Recuperatori", FALSE, TRUE, TRUE, NULL }
  };
  g_autoptr (GArray) schede = g_array_new (FALSE, FALSE, sizeof (SptPlantScheda));
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (SptFormGroup) plant = NULL;
  g_autoptr (SptFormGroup) scheda = NULL;
  const SptGroupDef *def;
  GtkWidget *hint;
  GtkWidget *row;

  g_array_append_vals (schede, known, G_N_ELEMENTS (known));
  show (desk, text, schede);
  before = write_document (desk);
  assert_label (desk, "At least one is needed: 4.2, 4.3");
  hint = find_label (GTK_WIDGET (desk->pages), "At least one is needed");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (hint)), ==, "At least one is needed: 4.2, 4.3");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (hint), ==, "At least one is needed: 4.2 Bruciatori, 4.3 Recuperatori");
  g_assert_cmpint (gtk_label_get_lines (GTK_LABEL (hint)), ==, 2);
  plant = g_list_model_get_item (spt_form_group_get_children (spt_form_get_root (desk->form), 0), 0);
  def = spt_group_def_find_group (spt_form_group_get_def (plant), "scheda_4_2_bruciatori");
  spt_form_group_add (plant, def->index);
  settle ();
  g_assert_true (spt_form_pages_show_page (desk->pages, P_4_2));
  settle ();
  row = gtk_widget_get_ancestor (find_label (GTK_WIDGET (desk->pages), "4.2 Bruciatori"), GTK_TYPE_LIST_BOX_ROW);
  g_assert_nonnull (row);
  g_assert_nonnull (find_label (row, "To complete"));
  assert_label (desk, "At least one is needed");
  after = write_document (desk);
  g_assert_cmpstr (before, ==, after);

  scheda = g_list_model_get_item (spt_form_group_get_children (plant, def->index), 0);
  spt_form_group_add (scheda, 0);
  spt_form_field_set_text (spt_form_find_field (desk->form, "impianto[0].scheda_4_2_bruciatori[0].L4_2BR[0].L4_2numero"), "1");
  settle ();
  g_assert_null (find_label (GTK_WIDGET (desk->pages), "At least one is needed"));
}

static void
click_tooltip (GtkWidget  *widget,
               const char *tooltip)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *button = find_nth (widget, GTK_TYPE_BUTTON, i);

      g_assert_nonnull (button);
      if (g_strcmp0 (gtk_widget_get_tooltip_text (button), tooltip) == 0 && gtk_widget_get_mapped (button))
        {
          g_signal_emit_by_name (button, "clicked");
          settle ();
          return;
        }
    }
}

static void
test_remove (Desk          *desk,
             gconstpointer  data)
{
  g_autofree char *text = load_example ("api_call_2-full.xml");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  show (desk, text, NULL);
  before = write_document (desk);
  g_assert_true (spt_form_pages_show_page (desk->pages, P_4_2));
  settle ();
  click_tooltip (GTK_WIDGET (desk->pages), "Remove “4.2 Bruciatori”");
  g_assert_cmpuint (desk->n_removed, ==, 1);
  g_assert_false (spt_form_pages_show_page (desk->pages, P_4_2));
  g_assert_true (spt_form_pages_undo (desk->pages));
  settle ();
  assert_page (desk, P_4_2);
  g_assert_nonnull (find_nth (desk->pages, SPT_TYPE_FORM_TILE, 0));
  after = write_document (desk);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (spt_form_pages_undo (desk->pages));
}

/* From wherever one is: the field, on the page that it is on, in the tile that was closed. */
static void
test_errors (Desk          *desk,
             gconstpointer  data)
{
  g_autofree char *text = load_example ("api_call_2-full.xml");
  SptFormField *field;
  SptFormField *second;
  const char *name;

  replace (&text, "<L4_1modello>Testo di prova</L4_1modello>", "");
  replace (&text, "<L4_2modello>Testo di prova</L4_2modello>", "");
  show (desk, text, NULL);
  g_assert_true (spt_form_pages_has_error (desk->pages));
  assert_label (desk, "To complete");
  spt_form_pages_focus_first (desk->pages);
  g_assert_true (press (desk, GDK_KEY_F8, 0));
  assert_page (desk, P_4_1);
  field = get_focused_field (desk);
  g_assert_nonnull (field);
  name = spt_form_field_get_def (field)->name;
  g_assert_cmpstr (name, ==, "L4_1modello");
  do
    {
      g_assert_true (press (desk, GDK_KEY_F8, 0));
      second = get_focused_field (desk);
      g_assert_nonnull (second);
      g_assert_true (second != field);
      name = spt_form_field_get_def (second)->name;
    }
  while (strcmp (name, "L4_1modello") == 0);
  assert_page (desk, P_4_2);
  g_assert_cmpstr (name, ==, "L4_2modello");

  /* An issue names a field, or a group, or what is not there. */
  g_assert_true (spt_form_pages_show_place (desk->pages, GT ("0") ".L4_1gruppoTermico[0].L4_1modello"));
  settle ();
  g_assert_true (get_focused_field (desk) == field);
  g_assert_true (spt_form_pages_show_place (desk->pages, "impianto[0].scheda_7_emissione[0]"));
  assert_page (desk, "impianto.scheda_7_emissione");
  g_assert_false (spt_form_pages_show_place (desk->pages, "impianto[0].scheda_99[0].altro"));

  spt_form_field_set_text (field, "Modello");
  settle ();
  g_assert_true (spt_form_pages_show_page (desk->pages, P_4_1));
}

/* What lacks as a whole is on the page that lacks it, also where that page is not there. */
static void
test_loose (Desk          *desk,
            gconstpointer  data)
{
  g_autofree char *text = load_example ("api_call_2-minimal.xml");
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  show (desk, text, NULL);
  g_signal_handlers_disconnect_by_func (desk->form, check, desk);
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "base", "too-few", 0, "impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT", NULL, "1");
  spt_form_set_issues (desk->form, issues);
  settle ();
  g_assert_true (spt_form_pages_has_error (desk->pages));
  g_assert_true (spt_form_pages_focus_error (desk->pages, FALSE));
  settle ();
  assert_page (desk, P_4_1);
  assert_label (desk, "1 error");
  g_assert_cmpint (spt_xsd_get_page_state (desk->form, P_4_1), ==, SPT_XSD_PAGE_DONE); /* no field of it is wrong */
}

static void
test_move (Desk          *desk,
           gconstpointer  data)
{
  g_autofree char *text = load_example ("api_call_2-full.xml");
  SptFormTile *tile;
  GListModel *children;
  SptFormGroup *group;

  show (desk, text, NULL);
  g_assert_true (spt_form_pages_show_page (desk->pages, "impianto.scheda_11_1_verifiche_gt"));
  settle ();
  tile = SPT_FORM_TILE (find_nth (desk->pages, SPT_TYPE_FORM_TILE, 0));
  group = spt_form_tile_get_group (tile);
  children = spt_form_group_get_children (spt_form_group_get_parent (group), spt_form_group_get_def (group)->index);
  g_assert_cmpuint (g_list_model_get_n_items (children), >=, 2);
  g_assert_false (spt_form_tile_get_open (tile));
  spt_form_tile_focus (tile);
  g_assert_true (press (desk, GDK_KEY_Down, GDK_ALT_MASK));
  g_assert_cmpuint (spt_form_group_get_position (group), ==, 1);
  g_assert_cmpuint (desk->n_moved, ==, 1);
  /* Who moves it keeps it. */
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (desk->window)), GTK_WIDGET (tile)));
  g_assert_true (find_nth (desk->pages, SPT_TYPE_FORM_TILE, 1) == GTK_WIDGET (tile));
  g_assert_true (press (desk, GDK_KEY_Up, GDK_ALT_MASK));
  g_assert_cmpuint (spt_form_group_get_position (group), ==, 0);
  g_assert_true (find_nth (desk->pages, SPT_TYPE_FORM_TILE, 0) == GTK_WIDGET (tile));
  press (desk, GDK_KEY_Up, GDK_ALT_MASK);
  g_assert_cmpuint (spt_form_group_get_position (group), ==, 0);
  g_assert_true (press (desk, GDK_KEY_Down, GDK_ALT_MASK));
  g_assert_true (spt_form_pages_undo (desk->pages));
  settle ();
  g_assert_cmpuint (spt_form_group_get_position (group), ==, 0);

  /* Taking away and back. */
  tile = SPT_FORM_TILE (find_nth (desk->pages, SPT_TYPE_FORM_TILE, 1));
  {
    guint n = g_list_model_get_n_items (children);

    spt_form_tile_focus (tile);
    gtk_widget_activate_action (GTK_WIDGET (tile), "tile.remove", NULL);
    settle ();
    g_assert_cmpuint (g_list_model_get_n_items (children), ==, n - 1);
    g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (desk->window)));
    g_assert_true (spt_form_pages_undo (desk->pages));
    settle ();
    g_assert_cmpuint (g_list_model_get_n_items (children), ==, n);
  }
}

/* Nothing is chosen at first; letters choose, Delete takes back, so does a second click. */
static void
test_toggles (Desk          *desk,
              gconstpointer  data)
{
  static const char path[] = "impianto[0].rcee_tipo_1[0].sezione_B[0].A_B_flagLibrettoImp";
  g_autofree char *text = load_example ("api_call_8-full-1.xml");
  SptFormField *field;
  SptFormToggles *toggles;
  g_autofree char *three_path = NULL;
  SptFormGroup *group;
  SptFormRow *row;

  g_clear_pointer (&desk->xsd, spt_xsd_unref);
  desk->xsd = load_schema ("api_call_8.xsd");
  replace (&text, "<A_B_flagLibrettoImp>true</A_B_flagLibrettoImp>", "");
  show (desk, text, NULL);
  field = spt_form_find_field (desk->form, path);
  g_assert_nonnull (field);
  g_assert_cmpstr (get_text (desk, path), ==, "");
  g_assert_true (spt_form_pages_focus_field (desk->pages, field));
  settle ();
  g_assert_true (get_focused_field (desk) == field);
  g_assert_true (press (desk, GDK_KEY_y, 0));
  g_assert_cmpstr (get_text (desk, path), ==, "true");
  g_assert_true (press (desk, GDK_KEY_n, 0));
  g_assert_cmpstr (get_text (desk, path), ==, "false");
  g_assert_true (press (desk, GDK_KEY_Delete, 0));
  g_assert_cmpstr (get_text (desk, path), ==, "");
  row = find_row (GTK_WIDGET (desk->pages), "A_B_flagLibrettoImp");
  toggles = SPT_FORM_TOGGLES (find_nth (row, SPT_TYPE_FORM_TOGGLES, 0));
  g_assert_cmpstr (spt_form_toggles_get_value (toggles), ==, "");
  {
    GtkWidget *button = find_nth (toggles, GTK_TYPE_TOGGLE_BUTTON, 0);

    g_signal_emit_by_name (button, "clicked");
    g_assert_cmpstr (get_text (desk, path), ==, "true");
    g_signal_emit_by_name (button, "clicked");
    g_assert_cmpstr (get_text (desk, path), ==, "");
  }
  /* XML writes 1 for true. */
  spt_form_field_set_text (field, "1");
  g_assert_cmpstr (spt_form_toggles_get_value (toggles), ==, "true");

  /* Sì, No, NC: 1, 0, 2. */
  group = spt_form_field_get_group (spt_form_find_field (desk->form, path));
  group = spt_form_group_get_parent (group);
  {
    const SptGroupDef *def = spt_group_def_find_group (spt_form_group_get_def (group), "sezione_D");

    for (guint i = 0; i < def->n_fields && three_path == NULL; i++)
      {
        if (def->fields[i].kind == SPT_FIELD_CHOICE && def->fields[i].n_choices == 3)
          three_path = g_strconcat ("impianto[0].rcee_tipo_1[0].sezione_D[0].", def->fields[i].name, NULL);
      }
  }
  g_assert_nonnull (three_path);
  field = spt_form_find_field (desk->form, three_path);
  g_assert_true (spt_form_pages_focus_field (desk->pages, field));
  settle ();
  g_assert_true (press (desk, GDK_KEY_s, 0));
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "1");
  g_assert_true (press (desk, GDK_KEY_n, 0));
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "0");
  g_assert_true (press (desk, GDK_KEY_c, 0));
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "2");
  g_assert_true (press (desk, GDK_KEY_Left, 0));
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "2"); /* the arrows only go there */
  g_assert_true (press (desk, GDK_KEY_BackSpace, 0));
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "");
  tab_walk_assert_free (GTK_WIDGET (desk->pages));
}

/* As Italians type; the unit stands behind; what is suggested waits for a click. */
static void
test_numbers (Desk          *desk,
              gconstpointer  data)
{
  static const char path[] = GT ("0") ".L4_1gruppoTermico[0].L4_1potenzaUtileNominale";
  g_autofree char *text = load_example ("api_call_2-full.xml");
  SptFormField *field = NULL;
  GtkWidget *use;
  SptFormRow *row;
  GtkWidget *entry;

  show (desk, text, NULL);
  field = spt_form_find_field (desk->form, path);
  if (field == NULL)
    {
      SptFormGroup *group = spt_form_field_get_group (spt_form_find_field (desk->form, GT ("0") ".L4_1gruppoTermico[0].L4_1modello"));
      const SptGroupDef *def = spt_form_group_get_def (group);

      for (guint i = 0; i < def->n_fields && field == NULL; i++)
        {
          if (def->fields[i].kind == SPT_FIELD_DECIMAL)
            field = spt_form_group_get_field (group, i);
        }
    }
  g_assert_nonnull (field);
  spt_form_pages_set_hint (desk->pages, field, "Dalla targa: 26,5 kW", "26.5");
  g_assert_true (spt_form_pages_focus_field (desk->pages, field));
  settle ();
  row = find_row (GTK_WIDGET (desk->pages), spt_form_field_get_def (field)->name);
  g_assert_true (g_str_has_suffix (spt_form_field_get_def (field)->label, "(kW)"));
  g_assert_nonnull (find_label (GTK_WIDGET (row), "kW"));
  entry = find_nth (row, GTK_TYPE_ENTRY, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "24,00");
  gtk_editable_set_text (GTK_EDITABLE (entry), "1.234,5");
  spt_form_pages_focus_first (desk->pages);
  settle ();
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "1234,5");
  /* Never by itself. */
  assert_label (desk, "Dalla targa: 26,5 kW");
  use = find_nth (row, GTK_TYPE_BUTTON, 0);
  while (use != NULL && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (use)), "Use") != 0)
    use = NULL;
  g_assert_nonnull (use);
  g_signal_emit_by_name (use, "clicked");
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "26.5");
  g_assert_false (gtk_widget_get_visible (use));
  spt_form_pages_clear_hints (desk->pages);
  g_assert_null (find_label (GTK_WIDGET (desk->pages), "Dalla targa"));
}

static void
type_and_leave (Desk       *desk,
                SptFormRow *row,
                const char *text)
{
  spt_form_row_focus (row);
  settle ();
  gtk_editable_set_text (GTK_EDITABLE (find_nth (GTK_WIDGET (row), GTK_TYPE_ENTRY, 0)), text);
  spt_form_pages_focus_first (desk->pages);
  settle ();
}

/* "1.500" is a thousand and a half where only two decimals are allowed; the other reading is one click away. */
static void
test_thousands (Desk          *desk,
                gconstpointer  data)
{
  static const char path[] = GT ("0") ".L4_1gruppoTermico[0].L4_1potenza";
  g_autofree char *text = load_example ("api_call_2-full.xml");
  SptFormField *field;
  SptFormRow *row;
  GtkWidget *use;

  show (desk, text, NULL);
  field = spt_form_find_field (desk->form, path);
  g_assert_true (spt_form_pages_focus_field (desk->pages, field));
  settle ();
  row = find_row (GTK_WIDGET (desk->pages), "L4_1potenza");

  type_and_leave (desk, row, "1.500");
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "1500");
  assert_label (desk, "Understood as 1500. If 1,5 is meant, press “Use”.");
  use = find_nth (GTK_WIDGET (row), GTK_TYPE_BUTTON, 0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (use)), ==, "Use");
  g_signal_emit_by_name (use, "clicked");
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "1.5");
  settle ();
  g_assert_null (find_label (GTK_WIDGET (row), "Understood"));

  /* What is not in doubt, and what nobody typed, stays. */
  type_and_leave (desk, row, "0.500");
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "0.500");
  type_and_leave (desk, row, "12.5");
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "12.5");
  spt_form_field_set_text (field, "24.500");
  spt_form_row_focus (row);
  spt_form_pages_focus_first (desk->pages);
  settle ();
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "24.500");
  g_assert_null (find_label (GTK_WIDGET (row), "Understood"));

  /* Saved with the focus in it. */
  spt_form_row_focus (row);
  gtk_editable_set_text (GTK_EDITABLE (find_nth (GTK_WIDGET (row), GTK_TYPE_ENTRY, 0)), "2.000");
  spt_form_pages_show_errors (desk->pages);
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "2000");
  assert_label (desk, "Understood as 2000. If 2 is meant, press “Use”.");
  gtk_editable_set_text (GTK_EDITABLE (find_nth (GTK_WIDGET (row), GTK_TYPE_ENTRY, 0)), "2000,5");
  g_assert_null (find_label (GTK_WIDGET (row), "Understood"));
}

/* A schema that nobody here knows; what the form does not show is said, where it is. */
static void
test_foreign (Desk          *desk,
              gconstpointer  data)
{
  static const char schema[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='t' targetNamespace='t' elementFormDefault='qualified'>"
    "<xs:element name='plant'><xs:complexType><xs:sequence>"
    "<xs:element name='plantCode' type='xs:string'/>"
    "<xs:element name='boilers'><xs:complexType><xs:sequence>"
    "<xs:element name='boiler' minOccurs='0' maxOccurs='unbounded'><xs:complexType><xs:sequence>"
    "<xs:element name='maker' type='xs:string'/>"
    "<xs:element name='reading' minOccurs='0' maxOccurs='unbounded'><xs:complexType><xs:sequence>"
    "<xs:element name='value' type='xs:decimal'/></xs:sequence></xs:complexType></xs:element>"
    "</xs:sequence></xs:complexType></xs:element>"
    "<xs:any minOccurs='0' processContents='lax'/>"
    "</xs:sequence></xs:complexType></xs:element>"
    "<xs:element name='visits' minOccurs='0' maxOccurs='unbounded'><xs:complexType><xs:sequence>"
    "<xs:element name='day' type='xs:date'/></xs:sequence></xs:complexType></xs:element>"
    "</xs:sequence></xs:complexType></xs:element></xs:schema>";
  static const char document[] =
    "<plant xmlns='t'><plantCode>P1</plantCode><boilers><boiler><maker>Uno</maker><reading><value>1</value></reading>"
    "<reading><value>2</value></reading></boiler><boiler><maker>Due</maker></boiler><foto>x</foto></boilers>"
    "<visits><day>2024-01-02</day></visits></plant>";
  g_autofree char *folder = g_dir_make_tmp ("spt-form-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "plant.xsd", NULL);
  g_autoptr (GError) error = NULL;
  SptFormTile *tile;

  g_clear_pointer (&desk->xsd, spt_xsd_unref);
  g_assert_true (g_file_set_contents (path, schema, -1, &error));
  desk->xsd = spt_xsd_load_folder (folder, "plant.xsd", "base", &error);
  g_assert_no_error (error);
  show (desk, document, NULL);
  assert_label (desk, "General Data");
  assert_label (desk, "Boilers");
  g_assert_true (spt_form_pages_show_page (desk->pages, "boilers"));
  settle ();
  assert_label (desk, "Content That the Form Does Not Show");
  assert_label (desk, "foto");
  assert_label (desk, "xs:any: ");
  assert_label (desk, "Uno");
  assert_label (desk, "Due");
  tile = SPT_FORM_TILE (find_nth (desk->pages, SPT_TYPE_FORM_TILE, 0));
  spt_form_tile_set_open (tile, TRUE);
  settle ();
  g_assert_true (spt_form_pages_show_place (desk->pages, "boilers[0].boiler[0].reading[1].value"));
  settle ();
  g_assert_nonnull (get_focused_field (desk));
  g_assert_cmpstr (spt_form_field_get_text (get_focused_field (desk)), ==, "2");
  tab_walk_assert_free (GTK_WIDGET (desk->pages));
  /* A page that repeats is one page. */
  g_assert_true (spt_form_pages_show_page (desk->pages, "visits"));
  settle ();
  g_assert_nonnull (find_nth (desk->pages, SPT_TYPE_FORM_TILE, 0));
  /* Kept, also after edits. */
  {
    g_autoptr (SptRecord) record = spt_form_dup_record (desk->form);
    g_autoptr (GBytes) bytes = spt_xsd_write (desk->xsd, record);
    g_autofree char *written = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

    g_assert_nonnull (strstr (written, "<foto>x</foto>"));
  }
  g_remove (path);
  g_rmdir (folder);
}

/* Little room: one column, the pages in a list that drops down. */
static void
test_narrow (Desk          *desk,
             gconstpointer  data)
{
  g_autofree char *text = load_example ("api_call_2-full.xml");
  gboolean narrow = FALSE;
  int minimum = 0;

  show (desk, text, NULL);
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 360, 640);
  for (guint i = 0; i < 200 && !narrow; i++)
    {
      settle ();
      g_object_get (desk->pages, "narrow", &narrow, NULL);
    }
  g_assert_true (narrow);
  settle ();
  spt_form_pages_show_page (desk->pages, P_4_1);
  settle ();
  assert_page (desk, P_4_1);
  gtk_widget_measure (GTK_WIDGET (desk->pages), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  tab_walk_assert_free (GTK_WIDGET (desk->pages));
}

/* Only looked at: nothing to add, to move, to take away. */
static void
test_read_only (Desk          *desk,
                gconstpointer  data)
{
  g_autofree char *text = load_example ("api_call_2-full.xml");
  GtkWidget *entry;

  show (desk, text, NULL);
  spt_form_pages_set_read_only (desk->pages, TRUE);
  g_assert_true (spt_form_pages_show_place (desk->pages, GT ("0") ".L4_1gruppoTermico[0].L4_1modello"));
  settle ();
  g_assert_null (find_label (GTK_WIDGET (desk->pages), "Add"));
  entry = find_nth (find_row (GTK_WIDGET (desk->pages), "L4_1modello"), GTK_TYPE_ENTRY, 0);
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (entry)));
  tab_walk_assert_free (GTK_WIDGET (desk->pages));
}

/* --- the keys that are told ----------------------------------------------------------------------------- */

static void
collect_keys (GtkWidget  *widget,
              GHashTable *keys)
{
  if (g_strcmp0 (G_OBJECT_TYPE_NAME (widget), "GtkShortcutsShortcut") == 0)
    {
      g_autofree char *key = NULL;
      g_autofree char *title = NULL;

      g_object_get (widget, "accelerator", &key, "title", &title, NULL);
      g_assert_cmpstr (title, !=, "");
      g_hash_table_add (keys, g_steal_pointer (&key));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_keys (child, keys);
}

/* Every key of a form in pages stands in the window of the keys. */
static void
test_told (void)
{
  static const char *const told[] = { "<Control>Page_Down", "<Control>Page_Up", "<Alt>Up <Alt>Down", "F8" };
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (APPLICATION_PATH "/ui/spt-shortcuts.ui");
  GtkWidget *window = GTK_WIDGET (gtk_builder_get_object (builder, "shortcuts"));
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  collect_keys (window, keys);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      if (!g_hash_table_contains (keys, told[i]))
        g_error ("“%s” is not told", told[i]);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  spt_ui_init ();

#define ADD(name, function) g_test_add ("/ui/form-pages/" name, Desk, NULL, set_up, function, tear_down)
  ADD ("pages", test_pages);
  ADD ("tab", test_tab);
  ADD ("add", test_add);
  ADD ("added-empty", test_added_empty);
  ADD ("remove", test_remove);
  ADD ("errors", test_errors);
  ADD ("loose", test_loose);
  ADD ("move", test_move);
  ADD ("toggles", test_toggles);
  ADD ("numbers", test_numbers);
  ADD ("thousands", test_thousands);
  ADD ("foreign", test_foreign);
  ADD ("narrow", test_narrow);
  ADD ("read-only", test_read_only);
#undef ADD
  g_test_add_func ("/ui/form-pages/told", test_told);

  return g_test_run ();
}
