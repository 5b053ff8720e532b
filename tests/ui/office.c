/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small office with a window for the tests of the working pages: six positions, a real service, and what looks at widgets. */
#include "config.h"

#include "office.h"

#include "store/spt-store-accounts.h"
#include "ui/spt-account-work.h"

/* Three in order, one with an amount that is none, one without a name, one with a wrong check character. */
static const char csv[] =
  HEAD
  "P-1;RSSMRA80A01H501U;Mario Rossi;false;Comune di Esempio;02000000000000184;120,00" TAIL
  "P-2;RSSMRA80A01H501U;Tizio <caio> & Sempronio;false;Comune di Esempio;02000000000000285;0,01" TAIL
  "P-3;RSSMRA80A01H501U;Bianchi;false;Comune di Esempio;02000000000000386;999.999.999,99" TAIL
  "P-4;RSSMRA80A01H501U;Verdi;false;Comune di Esempio;02000000000000487;12,5o" TAIL
  "P-5;RSSMRA80A01H501U;;false;Comune di Esempio;02000000000000588;10,00" TAIL
  "P-6;RSSMRA80A01H501X;Neri;false;Comune di Esempio;02000000000000689;10,00" TAIL;

void
set_up (Office        *office,
        gconstpointer  data)
{
  g_autofree char *file = g_build_filename (spt_test_make_dir (), "rows.csv", NULL);
  g_autofree char *path = g_build_filename (spt_test_make_dir (), "archive.db", NULL);
  SptImportOptions options = { .kind = SPT_KIND_POSITIONS, .path = file, .who = "Rosa" };
  SptImportResult *imported;
  GError *error = NULL;

  forgive_gtk ();
  office->clock = spt_clock_new_system ();
  office->store = spt_store_open (path, office->clock, &error);
  g_assert_no_error (error);
  office->keyring = spt_keyring_new_memory ();
  office->http = spt_http_new (office->clock, "test");
  office->outbox = spt_outbox_new (office->store, office->keyring, office->http, office->clock);

  g_assert_true (g_file_set_contents (file, csv, -1, NULL));
  imported = spt_import_file (office->store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported->n_good, ==, 3);
  g_assert_cmpuint (imported->n_faulty, ==, 3);
  spt_import_result_free (imported);

  office->desk = spt_desk_new (office->store, office->outbox, office->keyring, office->clock,
                               FALSE);
  spt_desk_set_who (office->desk, "Rosa");
  settle ();
}

void
tear_down (Office        *office,
           gconstpointer  data)
{
  if (office->window != NULL)
    {
      g_object_ref (office->window);
      gtk_window_destroy (GTK_WINDOW (office->window));
      settle ();
      g_assert_finalize_object (office->window);
    }
  settle ();
  g_object_run_dispose (G_OBJECT (office->desk));
  g_assert_finalize_object (office->desk);
  g_object_run_dispose (G_OBJECT (office->outbox));
  g_assert_finalize_object (office->outbox);
  g_clear_object (&office->http);
  g_clear_object (&office->keyring);
  spt_store_close (office->store);
  g_assert_finalize_object (office->store);
  g_clear_object (&office->clock);
}

SptWindow *
show_window (Office *office)
{
  office->window = spt_window_new (NULL, office->desk);
  gtk_window_present (GTK_WINDOW (office->window));
  settle ();
  return office->window;
}

/* --- looking ------------------------------------------------------------------------------------------- */

GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
has_label (gpointer user_data)
{
  Look *look = user_data;

  return find_label (look->root, look->text) != NULL;
}

gboolean
has_no_label (gpointer user_data)
{
  return !has_label (user_data);
}

GtkWidget *
find_type (GtkWidget *widget,
           GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
flag_is_set (gpointer user_data)
{
  return *(gboolean *) user_data;
}

void
raise_flag (gboolean *flag)
{
  *flag = TRUE;
}

SptRowList *
new_list (Office *office,
          guint   states)
{
  SptRowList *list = spt_row_list_new_positions (office->store);
  SptPositionQuery query = { .states = states, .sort = SPT_POSITION_SORT_IUPD };
  gboolean refreshed = FALSE;
  gulong handler = g_signal_connect_swapped (list, "refreshed", G_CALLBACK (raise_flag),
                                             &refreshed);

  spt_row_list_set_query (list, &query);
  g_assert_true (spt_test_wait (flag_is_set, &refreshed, SPT_TEST_TIMEOUT_MS));
  g_signal_handler_disconnect (list, handler);
  return list;
}

gint64
add_account (Office         *office,
             const char     *name,
             SptEnvironment  environment)
{
  g_autoptr (SptAccount) account = spt_account_new ("gpd", name, environment);
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  g_object_set (account, "base-url", "https://example.invalid/gpd", NULL);
  spt_account_set_setting (account, "broker-code", "77777777777");
  spt_account_set_setting (account, "organization-fiscal-code", "77777777777");
  spt_account_save_async (office->store, account, NULL, spt_test_async_cb, &pending);
  result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  g_assert_true (spt_account_save_finish (office->store, result, &error));
  g_assert_no_error (error);
  return spt_account_get_id (account);
}

SptFormRow *
find_row (GtkWidget  *widget,
          const char *name)
{
  if (SPT_IS_FORM_ROW (widget) &&
      strcmp (spt_form_field_get_def (spt_form_row_get_field (SPT_FORM_ROW (widget)))->name,
              name) == 0)
    return SPT_FORM_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      SptFormRow *found = find_row (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The focus is in @row, and the whole row in sight. */
gboolean
has_focus_in_sight (gpointer user_data)
{
  GtkWidget *row = user_data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (row));
  GtkWidget *scroller = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  return focus != NULL && gtk_widget_is_ancestor (focus, row) &&
         gtk_widget_compute_bounds (row, scroller, &bounds) && bounds.size.height > 0 &&
         bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= gtk_widget_get_height (scroller);
}

void
close_dialog (GtkWindow *dialog)
{
  GtkWindow *gone = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &gone);
  gtk_window_destroy (dialog);
  settle ();
  g_assert_null (gone);
}
