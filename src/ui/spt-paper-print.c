/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paper to a printer, or into a PDF: both are the same pages. */
#define G_LOG_DOMAIN "spt-paper-print"

#include "config.h"

#include "ui/spt-paper-print.h"

#include <cairo-pdf.h>

#include "ui/spt-paper-pages.h"

#define LAY_OUT_US 8000 /* at once, while the window goes on */

/* --- PDF ------------------------------------------------------------------------------------------- */

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

/* Chapters and sections, for the side of a reader's window. */
static void
add_bookmarks (cairo_surface_t *surface,
               SptPaper        *paper,
               SptPaperPages   *pages)
{
  int chapter = CAIRO_PDF_OUTLINE_ROOT;
  guint n_strips;
  const SptPaperStrip *strips = spt_paper_pages_get_strips (pages, &n_strips);

  for (guint i = 0; i < spt_paper_pages_get_n (pages); i++)
    {
      const SptPaperPage *page = spt_paper_pages_get_page (pages, i);
      g_autofree char *where = g_strdup_printf ("page=%u", i + 1);

      for (guint j = page->first; j < page->first + page->n; j++)
        {
          const SptPaperBlock *block = spt_paper_get_block (paper, strips[j].block);
          int id;

          if (block->kind != SPT_PAPER_HEADING || block->level > 1)
            continue;
          id = cairo_pdf_surface_add_outline (surface, block->level == 0 ? CAIRO_PDF_OUTLINE_ROOT : chapter,
                                              block->title, where, 0);
          if (block->level == 0)
            chapter = id;
        }
    }
}

/**
 * spt_paper_make_pdf:
 * @paper: a paper
 * @error: return location for an error
 *
 * Makes a PDF on A4. It is titled by the kind of the document only.
 *
 * Returns: (transfer full): its bytes, or %NULL
 */
GBytes *
spt_paper_make_pdf (SptPaper  *paper,
                    GError   **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoContext *context;
  SptPaperPages *pages;
  cairo_status_t status;

  g_return_val_if_fail (paper != NULL, NULL);

  surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, SPT_PAPER_A4_WIDTH, SPT_PAPER_A4_HEIGHT);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, spt_paper_get_title (paper));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Sportello");
  cr = cairo_create (surface);
  context = pango_cairo_create_context (cr);
  pango_cairo_context_set_resolution (context, 72.0);
  pango_context_set_round_glyph_positions (context, FALSE);
  pages = spt_paper_pages_new (paper, context, SPT_PAPER_A4_WIDTH, SPT_PAPER_A4_HEIGHT);
  spt_paper_pages_lay_out (pages, -1);
  add_bookmarks (surface, paper, pages);
  for (guint i = 0; i < spt_paper_pages_get_n (pages); i++)
    {
      spt_paper_pages_draw (pages, cr, i);
      cairo_show_page (cr);
    }
  spt_paper_pages_free (pages);
  g_object_unref (context);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_byte_array_unref (bytes);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      return NULL;
    }

  return g_byte_array_free_to_bytes (bytes);
}

typedef struct
{
  SptPaper *paper; /* (owned) */
  GFile    *file;  /* (owned) */
} Save;

static void
save_free (Save *save)
{
  spt_paper_unref (save->paper);
  g_object_unref (save->file);
  g_free (save);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Save *save = task_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = spt_paper_make_pdf (save->paper, &error);

  if (bytes == NULL ||
      !g_file_replace_contents (save->file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                                G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable,
                                &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * spt_paper_save_pdf_async:
 * @paper: a paper
 * @file: where to
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes a PDF and writes it. Only its owner may read the file: there are people in it.
 */
void
spt_paper_save_pdf_async (SptPaper            *paper,
                          GFile               *file,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Save *save;

  g_return_if_fail (paper != NULL);
  g_return_if_fail (G_IS_FILE (file));

  save = g_new0 (Save, 1);
  save->paper = spt_paper_ref (paper);
  save->file = g_object_ref (file);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_paper_save_pdf_async);
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * spt_paper_save_pdf_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends spt_paper_save_pdf_async().
 *
 * Returns: %TRUE if the file is written
 */
gboolean
spt_paper_save_pdf_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- printer --------------------------------------------------------------------------------------- */

typedef struct
{
  SptPaper      *paper; /* (owned) */
  SptPaperPages *pages; /* (owned) (nullable) */
} Print;

static void
print_free (Print *print)
{
  g_clear_pointer (&print->pages, spt_paper_pages_free);
  spt_paper_unref (print->paper);
  g_free (print);
}

static gboolean
paginate_cb (GtkPrintOperation *operation,
             GtkPrintContext   *context,
             Print             *print)
{
  if (print->pages == NULL)
    {
      PangoContext *text = gtk_print_context_create_pango_context (context);

      pango_context_set_round_glyph_positions (text, FALSE);
      print->pages = spt_paper_pages_new (print->paper, text, gtk_print_context_get_width (context),
                                          gtk_print_context_get_height (context));
      g_object_unref (text);
    }
  if (!spt_paper_pages_lay_out (print->pages, LAY_OUT_US))
    return FALSE;
  gtk_print_operation_set_n_pages (operation, (int) spt_paper_pages_get_n (print->pages));

  return TRUE;
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              Print             *print)
{
  spt_paper_pages_draw (print->pages, gtk_print_context_get_cairo_context (context), (guint) page);
}

/* The preview has an end of its own, with pages of another printer. */
static void
end_print_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              Print             *print)
{
  g_clear_pointer (&print->pages, spt_paper_pages_free);
}

/**
 * spt_paper_print_operation_new:
 * @paper: a paper
 *
 * Makes what prints @paper, on A4 unless somebody chooses otherwise. The name of the job is the kind of
 * the document only.
 *
 * Returns: (transfer full): the operation
 */
GtkPrintOperation *
spt_paper_print_operation_new (SptPaper *paper)
{
  GtkPrintOperation *operation;
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) size = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  Print *print;

  g_return_val_if_fail (paper != NULL, NULL);

  operation = gtk_print_operation_new ();
  print = g_new0 (Print, 1);
  print->paper = spt_paper_ref (paper);
  g_object_set_data_full (G_OBJECT (operation), "spt-print", print, (GDestroyNotify) print_free);
  gtk_page_setup_set_paper_size (setup, size);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, spt_paper_get_title (paper));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "paginate", G_CALLBACK (paginate_cb), print);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), print);
  g_signal_connect (operation, "end-print", G_CALLBACK (end_print_cb), print);

  return operation;
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         gpointer                 user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  g_signal_handlers_disconnect_by_data (operation, task);
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      if (error == NULL)
        error = g_error_new_literal (GTK_PRINT_ERROR, GTK_PRINT_ERROR_GENERAL, "?");
      g_task_return_error (task, error);
    }
  else
    g_task_return_boolean (task, result != GTK_PRINT_OPERATION_RESULT_CANCEL);
}

/**
 * spt_paper_print_async:
 * @parent: the window that the question stands before
 * @paper: a paper
 * @cancellable: (nullable): looked at before
 * @callback: called when it is with the printer
 * @user_data: for @callback
 *
 * Asks for a printer, and prints.
 */
void
spt_paper_print_async (GtkWindow           *parent,
                       SptPaper            *paper,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task;
  GtkPrintOperation *operation;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (paper != NULL);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_paper_print_async);
  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  operation = spt_paper_print_operation_new (paper);
  g_task_set_task_data (task, operation, g_object_unref);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), task);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

/**
 * spt_paper_print_finish:
 * @parent: the window
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends spt_paper_print_async().
 *
 * Returns: %TRUE if it was printed; %FALSE without an error when nobody wanted it after all
 */
gboolean
spt_paper_print_finish (GtkWindow     *parent,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
