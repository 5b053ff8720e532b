/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing files: what a chooser has under way when it is answered does not outlive it, and nothing of it stays. */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "settle.h"
#include "spt-test.h"
#include "ui/spt-ui.h"

static GtkWidget *
find_chooser (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWidget *found = NULL;

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (GTK_IS_FILE_CHOOSER_DIALOG (at->data) && gtk_widget_get_visible (at->data))
        {
          g_assert_null (found);
          found = at->data;
        }
    }

  return found;
}

static gboolean
is_gone (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

static void
wait_gone (gpointer *chooser)
{
  g_assert_true (spt_test_wait (is_gone, chooser, 10000));
}

static GtkWidget *
present_window (void)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 600, 400);
  gtk_window_present (GTK_WINDOW (window));
  settle ();

  return window;
}

static gpointer
follow_chooser (gpointer *at)
{
  *at = find_chooser ();
  g_assert_nonnull (*at);
  g_object_add_weak_pointer (*at, at);

  return *at;
}

/* Who hears of the answer is called when GTK has done with the chooser, which lives until then: not from within its signals. */
static void
check_answered_later (gpointer       chooser,
                      int            response,
                      GAsyncResult **result)
{
  gtk_dialog_response (chooser, response);
  g_assert_null (*result);
  g_assert_true (GTK_IS_FILE_CHOOSER_DIALOG (chooser));
  g_assert_false (gtk_widget_get_visible (chooser));
}

static void
check_alone (GtkWidget *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    {
      if (at->data != window)
        g_test_message ("%s “%s”", G_OBJECT_TYPE_NAME (at->data), gtk_window_get_title (at->data));
    }
  g_assert_cmpuint (g_list_length (windows), ==, 1);
}

/* As Escape does right after the chooser came up: the look at its first folder is still under way, and GTK 4.8.3 goes on with it. */
static void
test_answered_at_once (void)
{
  GtkWidget *window = present_window ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      GAsyncResult *result = NULL;
      g_autoptr (GAsyncResult) answer = NULL;
      gpointer chooser = NULL;

      spt_ui_save_file_async (window, "Save it", "a.csv", NULL, spt_test_async_cb, &result);
      check_answered_later (follow_chooser (&chooser), GTK_RESPONSE_CANCEL, &result);
      answer = spt_test_await (&result, 5000);
      g_assert_null (spt_ui_file_finish (answer, &error));
      g_assert_no_error (error);
      wait_gone (&chooser);
      settle ();
      check_alone (window);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

/* Who asked is gone before anybody answered. */
static void
test_cancelled (void)
{
  GtkWidget *window = present_window ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;
  gpointer chooser = NULL;

  spt_ui_open_files_async (window, "Choose some", NULL, cancellable, spt_test_async_cb, &result);
  follow_chooser (&chooser);
  g_cancellable_cancel (cancellable);
  g_assert_null (result);
  g_assert_false (gtk_widget_get_visible (chooser));
  answer = spt_test_await (&result, 5000);
  g_assert_null (spt_ui_paths_finish (answer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  wait_gone (&chooser);
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

static gboolean
has_selected (gpointer user_data)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (user_data);

  return g_list_model_get_n_items (files) > 0;
}

/* One, then several: what was chosen is told, and the second is as good as the first. */
static void
test_chosen (void)
{
  GtkWidget *window = present_window ();
  const char *folder = spt_test_make_dir ();
  g_autofree char *path = g_build_filename (folder, "a.xml", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "<a/>", -1, &error));
  for (guint i = 0; i < 4; i++)
    {
      GAsyncResult *result = NULL;
      g_autoptr (GAsyncResult) answer = NULL;
      gpointer chooser = NULL;

      if (i % 2 == 0)
        spt_ui_open_file_async (window, "Choose one", NULL, NULL, spt_test_async_cb, &result);
      else
        spt_ui_open_files_async (window, "Choose some", NULL, NULL, spt_test_async_cb, &result);
      follow_chooser (&chooser);
      settle ();
      gtk_file_chooser_set_file (chooser, file, &error);
      g_assert_no_error (error);
      g_assert_true (spt_test_wait (has_selected, chooser, 10000));
      check_answered_later (chooser, GTK_RESPONSE_ACCEPT, &result);
      answer = spt_test_await (&result, 5000);
      if (i % 2 == 0)
        {
          g_autofree char *chosen = spt_ui_path_finish (answer, &error);

          g_assert_cmpstr (chosen, ==, path);
        }
      else
        {
          g_autoptr (GPtrArray) chosen = spt_ui_paths_finish (answer, &error);

          g_assert_cmpuint (chosen->len, ==, 1);
          g_assert_cmpstr (g_ptr_array_index (chosen, 0), ==, path);
        }
      g_assert_no_error (error);
      wait_gone (&chooser);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  spt_ui_init ();
  g_test_add_func ("/choosers/answered-at-once", test_answered_at_once);
  g_test_add_func ("/choosers/cancelled", test_cancelled);
  g_test_add_func ("/choosers/chosen", test_chosen);

  return g_test_run ();
}
