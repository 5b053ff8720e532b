/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The libretto of a plant, to be read by scheda, and its documents on paper. */
#define G_LOG_DOMAIN "spt-plant-libretto"

#include "config.h"

#include "ui/catasto/spt-plant-page-private.h"

#include <glib/gi18n.h>

#include "ui/catasto/spt-catasto-print.h"

/* --- by scheda --------------------------------------------------------------------------------------- */

/**
 * _spt_plant_page_show_libretto:
 * @self: the page
 *
 * Shows the libretto. One that is the same as before stays as it is, where somebody reads in it.
 */
void
_spt_plant_page_show_libretto (SptPlantPage *self)
{
  SptPlantLoad *loaded = self->loaded;
  const SptPlantOps *ops = NULL;
  gboolean any = loaded->libretto != NULL;

  gtk_stack_set_visible_child_name (self->libretto_stack, any ? "form" : "empty");
  if (loaded->trouble != NULL)
    {
      adw_status_page_set_title (self->libretto_empty, _("The Libretto Cannot Be Read"));
      adw_status_page_set_description (self->libretto_empty, loaded->trouble);
    }
  if (!any)
    {
      spt_form_pages_set_form (self->form_pages, NULL, NULL, NULL);
      g_clear_object (&self->form);
      g_clear_pointer (&self->form_doc, g_free);
      return;
    }
  if (self->form == NULL || g_strcmp0 (self->form_doc, loaded->doc) != 0)
    {
      SptService *service = spt_plants_get_service (&ops);
      g_autoptr (GArray) schede = service != NULL ? ops->list_schede (service, SPT_INTERVENTION_LOCAL) : NULL;

      g_clear_object (&self->form);
      g_free (self->form_doc);
      self->form_doc = g_strdup (loaded->doc);
      self->form = spt_form_new (spt_xsd_get_schema (loaded->xsd));
      spt_form_load (self->form, loaded->libretto);
      spt_form_pages_set_form (self->form_pages, loaded->xsd, self->form,
                               schede != NULL && schede->len > 0 ? schede : NULL);
      spt_form_pages_set_read_only (self->form_pages, TRUE);
    }
  spt_form_set_issues (self->form, loaded->issues);
}

/**
 * _spt_plant_page_show_place:
 * @self: the page
 * @path: as issues have it
 *
 * Shows where something stands in the libretto.
 */
void
_spt_plant_page_show_place (SptPlantPage *self,
                            const char   *path)
{
  adw_view_stack_set_visible_child_name (self->views, "libretto");
  spt_form_pages_show_errors (self->form_pages);
  spt_form_pages_show_place (self->form_pages, path);
}

/* --- on paper ---------------------------------------------------------------------------------------- */

static SptPaperStatus
get_status (const SptDossierData *data)
{
  if (g_strcmp0 (data->phase, SPT_INTERVENTION_ACCEPTED) == 0 || data->state == SPT_STATE_DONE)
    return SPT_PAPER_STATUS_ACCEPTED;
  if (data->state == SPT_STATE_REFUSED)
    return SPT_PAPER_STATUS_REFUSED;
  if (data->state == SPT_STATE_SENDING || data->state == SPT_STATE_WAITING || data->state == SPT_STATE_UNCERTAIN)
    return SPT_PAPER_STATUS_SENT;
  return SPT_PAPER_STATUS_DRAFT;
}

typedef struct
{
  SptPlantPage *self; /* (owned) */
  gboolean      to_pdf;
} PrintJob;

static void
print_loaded_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  PrintJob *job = user_data;
  g_autoptr (SptPlantPage) self = job->self;
  g_autoptr (GError) error = NULL;
  SptPlantPaper *paper = spt_plant_paper_load_finish (SPT_STORE (object), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean to_pdf = job->to_pdf;

  g_free (job);
  if (paper == NULL)
    {
      if (!spt_ui_is_cancelled (error))
        spt_ui_report_error (GTK_WIDGET (self), error);
    }
  else if (root != NULL && self->loaded != NULL)
    {
      const SptDossierData *data = spt_dossier_get_data (paper->dossier);
      const SptPaperFacts facts = {
        .status = get_status (data),
        .time_utc_ms = data->applied != 0 ? data->applied : data->phase_since,
        .submission_id = data->remote_id,
        .plant_code = spt_plant_get_row (self->loaded->plant)->code,
        .libretto_xsd = paper->libretto != NULL ? paper->libretto_xsd : NULL,
        .libretto = paper->libretto,
      };

      spt_catasto_paper_run (GTK_WINDOW (root), paper->xsd, paper->record, &facts, to_pdf);
    }
}

/**
 * _spt_plant_page_print:
 * @self: the page
 * @intervention: a document; 0 = the libretto as the archive has it
 * @to_pdf: into a file, not to a printer
 *
 * Puts it on paper.
 */
void
_spt_plant_page_print (SptPlantPage *self,
                       gint64        intervention,
                       gboolean      to_pdf)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  PrintJob *job;

  if (self->loaded == NULL || root == NULL)
    return;
  if (intervention == 0)
    {
      const SptPaperFacts facts = {
        .status = SPT_PAPER_STATUS_KEPT,
        .plant_code = spt_plant_get_row (self->loaded->plant)->code,
      };

      if (self->loaded->libretto != NULL)
        spt_catasto_paper_run (GTK_WINDOW (root), self->loaded->xsd, self->loaded->libretto, &facts, to_pdf);
      return;
    }
  job = g_new0 (PrintJob, 1);
  job->self = g_object_ref (self);
  job->to_pdf = to_pdf;
  spt_plant_paper_load_async (spt_page_get_store (SPT_PAGE (self)), intervention, self->parts->cancellable, print_loaded_cb, job);
}
