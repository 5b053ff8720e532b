/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document of a plant to a printer, or into a PDF that the person chooses. */
#define G_LOG_DOMAIN "spt-catasto-print"

#include "config.h"

#include "ui/catasto/spt-catasto-print.h"

#include <glib/gi18n.h>

#include "ui/spt-paper-print.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

typedef struct
{
  GtkWindow *parent; /* (owned) */
  SptPaper  *paper;  /* (owned) */
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->parent);
  spt_paper_unref (job->paper);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* The window may be closed, or be one of a dialog, before the file is written. */
static void
say (Job        *job,
     const char *text)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (job->parent));

  if (window != NULL)
    spt_window_toast (window, text, NULL, NULL, NULL);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;

  if (!spt_paper_save_pdf_finish (result, &error))
    spt_ui_report_error (GTK_WIDGET (job->parent), error);
  else
    say (job, _("PDF saved. It holds personal data: whoever has the file can read them"));
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Job) job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);
  SptPaper *paper = job->paper;

  if (error != NULL)
    spt_ui_report_error (GTK_WIDGET (job->parent), error);
  if (file != NULL)
    spt_paper_save_pdf_async (paper, file, NULL, saved_cb, g_steal_pointer (&job));
}

static void
printed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!spt_paper_print_finish (GTK_WINDOW (object), result, &error) && error != NULL)
    spt_ui_report_error (GTK_WIDGET (object), error);
}

/**
 * spt_catasto_paper_run:
 * @parent: the window that is asked from
 * @xsd: the schema of a call
 * @record: a document by it
 * @facts: what it does not say itself
 * @to_pdf: into a file, not to a printer
 *
 * Puts a document on paper, on the order of the ministerial model (catasto facts 7, 8).
 */
void
spt_catasto_paper_run (GtkWindow           *parent,
                       SptXsd              *xsd,
                       SptRecord           *record,
                       const SptPaperFacts *facts,
                       gboolean             to_pdf)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptPaper) paper = NULL;
  g_autofree char *name = NULL;
  Job *job;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (xsd != NULL);
  g_return_if_fail (record != NULL);
  g_return_if_fail (facts != NULL);

  paper = spt_catasto_paper_new (xsd, record, facts, &error);
  if (paper == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (parent), error);
      return;
    }
  if (!to_pdf)
    {
      spt_paper_print_async (parent, paper, NULL, printed_cb, NULL);
      return;
    }
  name = spt_catasto_paper_dup_name (paper, facts->plant_code);
  job = g_new0 (Job, 1);
  job->parent = g_object_ref (parent);
  job->paper = g_steal_pointer (&paper);
  spt_ui_save_file_async (GTK_WIDGET (parent), _("Save as PDF"), name, NULL, chosen_cb, job);
}
