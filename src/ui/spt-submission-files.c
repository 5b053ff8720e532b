/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a submission is kept as a file: the sheet its rows came from, the proof. */
#define G_LOG_DOMAIN "spt-submission-files"

#include "config.h"

#include <glib/gi18n.h>

#include "outbox/spt-proof.h"
#include "ui/spt-original-work.h"
#include "ui/spt-submission-page-private.h"
#include "ui/spt-ui.h"

/* --- the sheet its rows came from -------------------------------------------------------------- */

static void
original_saved_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean saved = spt_original_save_finish (result, &error);
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (object);

  if (g_cancellable_is_cancelled (self->parts->cancellable))
    return;
  _spt_submission_page_set_working (self, FALSE);
  if (error != NULL)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else if (saved)
    _spt_submission_page_toast (self, _("Saved: the rows as they came, each with what became of it"));
}

static void
export_original_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);

  if (self->working)
    return;
  _spt_submission_page_set_working (self, TRUE);
  spt_original_save_async (widget, spt_page_get_store (SPT_PAGE (self)), g_variant_get_int64 (parameter),
                           NULL, NULL, self->parts->cancellable, original_saved_cb, NULL);
}

/* --- the proof -------------------------------------------------------------------------------- */

static void
proof_saved_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (SptSubmissionPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = spt_proof_save_finish (result, &error);

  if (g_cancellable_is_cancelled (self->parts->cancellable))
    return;
  _spt_submission_page_set_working (self, FALSE);
  if (!saved)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else
    _spt_submission_page_toast (self, _("Proof saved. It holds personal data: whoever has the file can read them"));
}

static void
proof_file_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = spt_ui_path_finish (result, &error);
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (object);
  SptDesk *desk = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  if (path == NULL)
    return;

  /* The chain is recomputed first, all of it: with a large archive that takes a moment. */
  desk = spt_page_get_desk (SPT_PAGE (self));
  _spt_submission_page_set_working (self, TRUE);
  spt_proof_save_async (spt_desk_get_store (desk), self->parts->id, path, spt_desk_get_who (desk),
                        self->parts->cancellable, proof_saved_cb, g_object_ref (self));
}

static void
save_proof_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, SPT_SUBMISSION_PAGE (widget)->parts->id);
  g_autofree char *suggested = NULL;

  /* Translators: name of a file; %s is the number of a submission. Nothing of whom it is about may stand in it. */
  suggested = g_strdup_printf (_("proof-of-submission-%s.json"), number);
  spt_ui_save_file_async (widget, _("Save Proof"), suggested, self->parts->cancellable, proof_file_cb,
                          NULL);
}

void
_spt_submission_files_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "submission.export-original", "x",
                                   export_original_action);
  gtk_widget_class_install_action (widget_class, "submission.save-proof", NULL, save_proof_action);
}
