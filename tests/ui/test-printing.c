/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paper through GtkPrintOperation: the pages are those of the PDF, the question opens and can be left. */
#include "config.h"

#include <gtk/gtk.h>
#include <string.h>

#include "base/spt-data.h"
#include "ui/spt-paper-print.h"

static SptPaper *
make_paper (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptXsd) xsd = spt_xsd_load_data ("catasto/xsd", "api_call_2.xsd", "catasto", &error);
  g_autoptr (SptPaperLayout) layout = spt_paper_layout_load ("catasto/paper.json", &error);
  g_autoptr (SptRecord) record = NULL;
  SptPaper *paper;

  g_assert_no_error (error);
  record = spt_record_new (spt_xsd_get_schema (xsd));
  spt_record_fill_new (record);
  spt_node_set_named (spt_record_get_root (record), "L1_codice_impianto", "PROVA0001");
  paper = spt_paper_new (xsd, record, layout);
  spt_paper_set_head (paper, "Via di Prova", "PROVA0001");
  spt_paper_set_foot (paper, "Bozza");

  return paper;
}

static guint
count_pages (const char *path)
{
  const char *const arguments[] = { "pdfinfo", path, NULL };
  g_autoptr (GSubprocess) process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
  g_autofree char *out = NULL;
  const char *pages;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, NULL));
  pages = strstr (out, "Pages:");
  g_assert_nonnull (pages);

  return (guint) g_ascii_strtoull (pages + strlen ("Pages:"), NULL, 10);
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         gpointer                 user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* The printer's way into a file: as many pages as our own PDF has. */
static void
test_export (void)
{
  g_autoptr (SptPaper) paper = make_paper ();
  g_autoptr (GtkPrintOperation) operation = spt_paper_print_operation_new (paper);
  g_autofree char *tool = g_find_program_in_path ("pdfinfo");
  g_autofree char *folder = g_dir_make_tmp ("spt-print-XXXXXX", NULL);
  g_autofree char *printed = g_build_filename (folder, "printed.pdf", NULL);
  g_autofree char *saved = g_build_filename (folder, "saved.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = spt_paper_make_pdf (paper, &error);
  gboolean done = FALSE;
  gint64 deadline = g_get_monotonic_time () + 30 * G_TIME_SPAN_SECOND;

  g_assert_no_error (error);
  gtk_print_operation_set_export_filename (operation, printed);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), &done);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error);
  g_assert_no_error (error);
  while (!done)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_true (g_file_test (printed, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (saved, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  if (tool != NULL)
    g_assert_cmpuint (count_pages (printed), ==, count_pages (saved));
  g_assert_cmpint (remove (printed), ==, 0);
  g_assert_cmpint (remove (saved), ==, 0);
  g_assert_cmpint (remove (folder), ==, 0);
}

static void
printed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (GTK_IS_DIALOG (window))
        return window;
    }

  return NULL;
}

/* Who thinks better of it has printed nothing, and there is no error. */
static void
test_leave (void)
{
  g_autoptr (SptPaper) paper = make_paper ();
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 deadline = g_get_monotonic_time () + 30 * G_TIME_SPAN_SECOND;
  gboolean asked = FALSE;

  gtk_window_present (GTK_WINDOW (window));
  spt_paper_print_async (GTK_WINDOW (window), paper, NULL, printed_cb, &result);
  while (result == NULL)
    {
      GtkWidget *dialog = find_dialog ();

      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      if (dialog != NULL && !asked)
        {
          asked = TRUE;
          gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
        }
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_true (asked);
  g_assert_false (spt_paper_print_finish (GTK_WINDOW (window), result, &error));
  g_assert_no_error (error);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  spt_data_set_language ("it");
  g_test_add_func ("/ui/printing/export", test_export);
  g_test_add_func ("/ui/printing/leave", test_leave);

  return g_test_run ();
}
