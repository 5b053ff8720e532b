/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with one intervention: sending, keeping, papers, what follows. */
#define G_LOG_DOMAIN "spt-intervention-actions"

#include "config.h"

#include "ui/catasto/spt-intervention-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ui/catasto/spt-catasto-print.h"
#include "ui/catasto/spt-intervention-start.h"
#include "ui/catasto/spt-intervention-xml.h"

#define REPORT "84"

static SptDesk *
get_desk (SptInterventionPage *self)
{
  return spt_page_get_desk (SPT_PAGE (self));
}

/* --- sending, keeping ---------------------------------------------------------------------------------- */

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  spt_record_page_save_first (SPT_RECORD_PAGE (widget), SPT_RECORD_SEND);
}

static void
apply_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  spt_record_page_save_first (SPT_RECORD_PAGE (widget), INTERVENTION_AFTER_APPLY);
}

static void
decided_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_record_work_finish (SPT_STORE (object), result, &error);
  SptInterventionPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  spt_record_page_set_saving (SPT_RECORD_PAGE (self), FALSE);
  if (!done)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else if (_spt_intervention_page_is_local (self))
    spt_window_toast (spt_window_of (GTK_WIDGET (self)), _("Saved in the libretto"), NULL, NULL, NULL);
  spt_record_page_load (SPT_RECORD_PAGE (self));
}

static void
decide (SptInterventionPage     *self,
        SptInterventionDecision  decision)
{
  if (self->record->id == 0 || self->record->saving)
    return;
  spt_record_page_set_saving (SPT_RECORD_PAGE (self), TRUE);
  spt_intervention_decide_async (spt_page_get_store (SPT_PAGE (self)), self->record->id, decision,
                                 spt_desk_get_who (get_desk (self)), spt_desk_get_now (get_desk (self)),
                                 self->record->cancellable, decided_cb, self);
}

/**
 * _spt_intervention_page_go_on:
 * @page: the page
 * @after: what goes on after saving
 *
 * A correction that stays here becomes the libretto.
 */
void
_spt_intervention_page_go_on (SptRecordPage  *page,
                              SptRecordAfter  after)
{
  decide (SPT_INTERVENTION_PAGE (page), SPT_INTERVENTION_APPLY);
}

static void
abandon_answered_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autofree char *answer = spt_ui_ask_finish (result, NULL);

  if (g_strcmp0 (answer, "take-out") == 0)
    decide (SPT_INTERVENTION_PAGE (object), SPT_INTERVENTION_ABANDON);
}

static void
abandon_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  const char *responses[] = { "cancel", _("_Cancel"), "take-out", _("_Take Out"), NULL };

  spt_ui_ask_async (widget, _("Take it out of the queue?"),
                    _("What waits for it behind goes on. The refused document stays as history, and can be put back."),
                    NULL, responses, SPT_INTERVENTION_PAGE (widget)->record->cancellable, abandon_answered_cb, NULL);
}

static void
reopen_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  decide (SPT_INTERVENTION_PAGE (widget), SPT_INTERVENTION_REOPEN);
}

static void
correct_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (widget);

  if (self->refused_place != NULL && spt_issue_list_get_n_errors (self->record->issues) == 0)
    spt_record_page_show_place (SPT_RECORD_PAGE (self), self->refused_place);
  else
    gtk_widget_activate_action (widget, "record.next-error", NULL);
}

/* --- papers -------------------------------------------------------------------------------------------- */

static SptPaperStatus
get_paper_status (SptInterventionPage *self)
{
  const SptDossierData *data = _spt_intervention_page_get_data (self);

  if (_spt_intervention_page_is_local (self))
    return data->is_over ? SPT_PAPER_STATUS_KEPT : SPT_PAPER_STATUS_DRAFT;
  if (data->state == SPT_STATE_DONE)
    return SPT_PAPER_STATUS_ACCEPTED;
  if (data->state == SPT_STATE_REFUSED)
    return SPT_PAPER_STATUS_REFUSED;
  if (data->state == SPT_STATE_SENDING || data->state == SPT_STATE_WAITING || data->state == SPT_STATE_UNCERTAIN)
    return SPT_PAPER_STATUS_SENT;

  return SPT_PAPER_STATUS_DRAFT;
}

/* Where and of whom the plant is a report leaves to the libretto. */
static SptRecord *
read_libretto (SptInterventionPage  *self,
               SptXsd              **xsd)
{
  const char *doc = self->projection != NULL ? self->projection->libretto : NULL;
  g_autoptr (SptXsd) form = doc != NULL ? spt_intervention_ref_xsd (SPT_INTERVENTION_LOCAL, NULL) : NULL;
  g_autoptr (SptRecord) record = NULL;

  if (form == NULL)
    return NULL;
  record = spt_record_new (spt_xsd_get_schema (form));
  if (!spt_record_read (record, doc, -1, NULL))
    return NULL;
  *xsd = g_steal_pointer (&form);

  return g_steal_pointer (&record);
}

static void
run_paper (SptInterventionPage *self,
           gboolean             to_pdf)
{
  g_autoptr (SptXsd) libretto_xsd = NULL;
  g_autoptr (SptRecord) libretto = read_libretto (self, &libretto_xsd);
  g_autoptr (SptRecord) record = spt_form_dup_record (self->record->form);
  const SptDossierData *data = _spt_intervention_page_get_data (self);
  const SptPaperFacts facts = {
    .status = get_paper_status (self),
    .time_utc_ms = data->is_over ? data->phase_since : 0,
    .submission_id = data->remote_id,
    .plant_code = self->plant != NULL ? spt_plant_get_row (self->plant)->code : NULL,
    .libretto_xsd = libretto_xsd,
    .libretto = libretto,
  };

  spt_catasto_paper_run (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->record->xsd, record, &facts, to_pdf);
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  run_paper (SPT_INTERVENTION_PAGE (widget), FALSE);
}

static void
save_pdf_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  run_paper (SPT_INTERVENTION_PAGE (widget), TRUE);
}

static void
view_xml_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (widget);
  g_autoptr (SptRecord) record = spt_form_dup_record (self->record->form);
  g_autoptr (GBytes) bytes = spt_xsd_write (self->record->xsd, record);
  g_autofree char *code = g_strdup (self->plant != NULL ? spt_plant_get_row (self->plant)->code : "");
  g_autofree char *name_of_file = g_strdup_printf ("%s-%s.xml", *code != '\0' ? g_strcanon (code, G_CSET_A_2_Z G_CSET_a_2_z
                                                                                            "0123456789", '-') : "impianto",
                                                   self->type);

  gtk_window_present (spt_intervention_xml_new (widget, bytes, name_of_file));
}

/* --- elsewhere ----------------------------------------------------------------------------------------- */

static void
open_plant_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (widget);

  if (self->plant_id != 0)
    spt_window_open_record (spt_window_of (widget), SPT_KIND_PLANTS, self->plant_id, NULL);
}

static void
open_before_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (widget);

  if (self->before != 0)
    spt_window_open_record (spt_window_of (widget), SPT_KIND_INTERVENTIONS, self->before, NULL);
}

static void
follow_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (widget);

  spt_intervention_start (widget, get_desk (self), self->plant_id, REPORT);
}

/* The same once more, another day: what does not expire is taken over. */
static void
again_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (widget);

  spt_intervention_start_from (widget, get_desk (self), self->plant_id, self->type, self->record->id);
}

/**
 * _spt_intervention_page_install_actions:
 * @widget_class: the class
 *
 * Installs what a menu and buttons of the page do.
 */
void
_spt_intervention_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "intervention.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "intervention.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "intervention.correct", NULL, correct_action);
  gtk_widget_class_install_action (widget_class, "intervention.abandon", NULL, abandon_action);
  gtk_widget_class_install_action (widget_class, "intervention.reopen", NULL, reopen_action);
  gtk_widget_class_install_action (widget_class, "intervention.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "intervention.save-pdf", NULL, save_pdf_action);
  gtk_widget_class_install_action (widget_class, "intervention.view-xml", NULL, view_xml_action);
  gtk_widget_class_install_action (widget_class, "intervention.open-plant", NULL, open_plant_action);
  gtk_widget_class_install_action (widget_class, "intervention.open-before", NULL, open_before_action);
  gtk_widget_class_install_action (widget_class, "intervention.follow", NULL, follow_action);
  gtk_widget_class_install_action (widget_class, "intervention.again", NULL, again_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "intervention.print", NULL);
}
