/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands above the document of one intervention: of which plant, where it stands, what can be done now. */
#define G_LOG_DOMAIN "spt-intervention-head"

#include "config.h"

#include "ui/catasto/spt-intervention-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "ui/catasto/spt-intervention-words.h"
#include "ui/catasto/spt-plant-words.h"

#define CODE_FIELD "L1_codice_impianto"

char *
_spt_intervention_page_dup_name (SptRecordPage *page)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (page);

  return spt_intervention_dup_title (self->type, self->detail);
}

/* The archive has no such plant yet, whatever the operation is called. */
static char *
dup_unsaved (SptInterventionPage *self)
{
  SptForm *form = self->record->form;
  SptFormField *field = form != NULL ? spt_form_find_field (form, CODE_FIELD) : NULL;
  g_autofree char *code = field != NULL ? spt_text_strip (spt_form_field_get_text (field)) : g_strdup ("");

  return *code != '\0' ? g_strdup_printf (_("Plant %s"), code) : g_strdup (_("Plant not saved yet"));
}

char *
_spt_intervention_page_dup_what (SptRecordPage *page)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (page);
  const SptPlantRow *row = self->plant != NULL ? spt_plant_get_row (self->plant) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (row == NULL)
    return dup_unsaved (self);
  g_string_append (text, row->name);
  if (*row->place != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", row->place);
  if (*row->city != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", row->city);

  return g_strdup (text->str);
}

static void
update_plant (SptInterventionPage *self)
{
  const char *code = self->plant != NULL ? spt_plant_get_row (self->plant)->code : "";
  /* Translators: %s is the register's code of a plant */
  g_autofree char *text = *code != '\0' ? g_strdup_printf (_("Plant %s"), code) : g_strdup (_("Open the plant"));

  gtk_button_set_label (self->plant_button, text);
  gtk_widget_set_visible (GTK_WIDGET (self->plant_button), self->plant_id != 0);
}

static void
update_account (SptInterventionPage *self)
{
  SptAccount *account = _spt_intervention_page_get_account (self);

  gtk_label_set_text (self->account_label, account != NULL ? spt_account_get_name (account) : _("No account chosen"));
  gtk_widget_set_visible (GTK_WIDGET (self->account_label), !_spt_intervention_page_is_local (self));
  spt_ui_tag_account (self->environment_label, _spt_intervention_page_is_local (self) ? NULL : account);
}

/* --- where it stands --------------------------------------------------------------------------------- */

static char *
dup_accepted (SptInterventionPage *self)
{
  const SptDossierData *data = _spt_intervention_page_get_data (self);
  gint64 now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self)));
  /* Until it is part of the libretto only what answered says when. */
  g_autofree char *when = spt_ui_format_time (data->applied != 0 ? data->applied : self->answered, now);

  if (_spt_intervention_page_is_local (self))
    return g_strdup_printf (_("Part of the plant’s libretto since %s. Nothing of it was sent."), when);
  if (data->applied == 0)
    return g_strdup_printf (_("Accepted on %s, but not part of the libretto yet: the schemas that it needs are not there. It is tried "
                              "again when they are imported."), when);

  return g_strdup_printf (_("Accepted on %s. The plant’s libretto says so since then."), when);
}

static char *
dup_phase (SptInterventionPage *self)
{
  const SptDossierData *data = _spt_intervention_page_get_data (self);

  if (data->state == SPT_STATE_UNCERTAIN)
    return g_strdup (_("The register may have it, or not. Verifying sends the same document once more with the same number: a register "
                       "that knows the number answers as it did before, and nothing is counted twice."));
  if (data->state == SPT_STATE_REFUSED && !data->is_over && self->refused_words != NULL)
    return spt_text_fill (_("The register says: “{words}”"), "words", self->refused_words, NULL);
  if (strcmp (data->phase, SPT_INTERVENTION_ABANDONED) == 0)
    return g_strdup (_("Taken out of the queue: it is kept as history, and nothing waits for it."));
  if (data->is_over)
    return dup_accepted (self);
  if (_spt_intervention_page_is_local (self))
    return g_strdup (_("A correction that stays here: it becomes the plant’s libretto, and nothing is sent."));

  return NULL;
}

static void
update_wait (SptInterventionPage *self)
{
  gboolean shown = self->before != 0 && self->before_type != NULL && !_spt_intervention_page_get_data (self)->is_over;
  g_autofree char *text = NULL;

  if (shown)
    /* Translators: %1$s is a document that was sent before for the same plant, %2$s where that stands */
    text = g_strdup_printf (_("Waiting for: %1$s (%2$s). What is sent for one plant goes in order."),
                            spt_plant_type_word (self->before_type),
                            spt_ui_state_word (self->before_state, FALSE));
  g_object_set (self->wait_strip, "text", shown ? text : "", "revealed", shown, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "intervention.open-before", shown);
}

static gboolean
is_first_of_reports (SptInterventionPage *self)
{
  static const char *const types[] = { "4", "5", "10", NULL };

  return g_strv_contains (types, self->type);
}

/* The register wants a report soon after. */
static void
update_follow (SptInterventionPage *self)
{
  gboolean shown = strcmp (_spt_intervention_page_get_data (self)->phase, SPT_INTERVENTION_ACCEPTED) == 0 &&
                   is_first_of_reports (self) && self->reports != NULL && self->reports->len > 0;
  g_autoptr (GString) components = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; shown && i < self->reports->len; i++)
    {
      const SptPlantDue *due = g_ptr_array_index (self->reports, i);

      g_string_append_printf (components, "%s%s", components->len > 0 ? ", " : "", due->component);
    }
  if (shown)
    /* Translators: %s are generators: "GT1, GF1" */
    text = g_strdup_printf (_("The efficiency report (RCEE) of %s is what follows."), components->str);
  g_object_set (self->follow_strip, "text", shown ? text : "", "revealed", shown, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "intervention.follow", shown);
}

/* --- what can be done ---------------------------------------------------------------------------------- */

static void
update_buttons (SptInterventionPage *self)
{
  const SptDossierData *data = _spt_intervention_page_get_data (self);
  gboolean local = _spt_intervention_page_is_local (self);
  gboolean open = !data->is_over && !self->record->closed && self->record->form != NULL;
  gboolean stopped = spt_issue_list_get_n_stopping (self->record->issues) > 0;
  gboolean faulty = spt_issue_list_get_n_errors (self->record->issues) > 0;
  gboolean refused = data->state == SPT_STATE_REFUSED;
  gboolean is_changed = open && spt_form_get_modified (self->record->form);
  gboolean can = open && !self->record->saving && !stopped;
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_set_visible (self->send_button, open && !local);
  gtk_widget_set_visible (self->apply_button, open && local);
  /* What is refused is corrected first; what is not in order the strip leads to. */
  gtk_widget_set_visible (self->correct_button, open && refused && !is_changed);
  if (refused && !is_changed)
    gtk_widget_remove_css_class (self->send_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->send_button, "suggested-action");
  gtk_widget_set_visible (self->settle_button, data->state == SPT_STATE_UNCERTAIN);
  gtk_widget_action_set_enabled (widget, "intervention.send", can && !local);
  gtk_widget_action_set_enabled (widget, "intervention.apply", can && local);
  gtk_widget_action_set_enabled (widget, "intervention.abandon", open && refused && !self->record->saving);
  gtk_widget_action_set_enabled (widget, "intervention.reopen", strcmp (data->phase, SPT_INTERVENTION_ABANDONED) == 0 &&
                                 !self->record->saving);
  gtk_widget_action_set_enabled (widget, "intervention.open-plant", self->plant_id != 0);
  gtk_widget_action_set_enabled (widget, "intervention.print", self->record->form != NULL);
  gtk_widget_action_set_enabled (widget, "intervention.save-pdf", self->record->form != NULL);
  gtk_widget_action_set_enabled (widget, "intervention.view-xml", self->record->form != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons),
                          gtk_widget_get_visible (self->send_button) || gtk_widget_get_visible (self->apply_button) ||
                          gtk_widget_get_visible (self->correct_button) || gtk_widget_get_visible (self->settle_button));
  /* Whoever has corrected a field far down does not see the buttons at the top. */
  g_object_set (self->ready_strip, "revealed", can && !faulty && self->had_faults && !local &&
                (!refused || is_changed), NULL);
}

void
_spt_intervention_page_update_actions (SptRecordPage *page)
{
  update_buttons (SPT_INTERVENTION_PAGE (page));
}

gboolean
_spt_intervention_page_focus_step (SptRecordPage *page)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (page);
  GtkWidget *buttons[] = { self->settle_button, self->correct_button, self->send_button, self->apply_button };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      if (gtk_widget_get_visible (buttons[i]) && gtk_widget_is_sensitive (buttons[i]))
        return gtk_widget_grab_focus (buttons[i]);
    }

  return FALSE;
}

/* An accepted document is what was sent: it is looked at, not changed. */
static void
update_closed (SptInterventionPage *self)
{
  gboolean over = _spt_intervention_page_get_data (self)->is_over;

  if (self->record->pages != NULL && self->record->form != NULL && (over || self->was_over))
    spt_form_pages_set_read_only (self->record->pages, over || self->record->closed);
  self->was_over = over;
}

/**
 * _spt_intervention_page_update:
 * @page: the page
 *
 * What stands above the form and what can be done, anew.
 */
void
_spt_intervention_page_update (SptRecordPage *page)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (page);
  g_autofree char *phase = dup_phase (self);

  update_plant (self);
  update_account (self);
  gtk_label_set_text (self->phase_label, phase != NULL ? phase : "");
  gtk_widget_set_visible (GTK_WIDGET (self->phase_label), phase != NULL);
  update_wait (self);
  update_follow (self);
  update_closed (self);
  update_buttons (self);
}
