/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One intervention on a plant: what it is, where it stands, its document by schede, what happened to it. */
#define G_LOG_DOMAIN "spt-intervention-page"

#include "config.h"

#include "ui/catasto/spt-intervention-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#define NEW_TYPE "9" /* of a plant that nobody said anything about */

G_DEFINE_FINAL_TYPE (SptInterventionPage, spt_intervention_page, SPT_TYPE_RECORD_PAGE)

const SptDossierData *
_spt_intervention_page_get_data (SptInterventionPage * self)
{
  static const SptDossierData none = {
    .kind = SPT_KIND_INTERVENTIONS, .key = "", .name = "", .type = "", .detail = "", .place = "", .result = "",
    .phase = "", .stage = "", .state = SPT_STATE_DRAFT,
  };

  return self->dossier != NULL ? spt_dossier_get_data (self->dossier) : &none;
}

SptAccount *
_spt_intervention_page_get_account (SptInterventionPage *self)
{
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (self->accounts, i);

      if (spt_account_get_id (account) == self->account_id)
        return account;
    }

  return NULL;
}

gboolean
_spt_intervention_page_is_local (SptInterventionPage *self)
{
  return strcmp (self->type, SPT_INTERVENTION_LOCAL) == 0;
}

/* --- accounts -------------------------------------------------------------------------------------- */

static char *
dup_account_label (SptAccount *account)
{
  if (spt_account_get_environment (account) == SPT_ENVIRONMENT_PRODUCTION)
    return g_strdup (spt_account_get_name (account));

  return g_strdup_printf ("%s (%s)", spt_account_get_name (account),
                          spt_ui_environment_word (spt_account_get_environment (account)));
}

/* A plant goes with one account, and all that is about it: that is decided while the register knows nothing of it. */
static void
show_accounts (SptInterventionPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gboolean known = self->plant != NULL && *spt_plant_get_row (self->plant)->standing != '\0' && self->bound_id != 0;
  guint selected = 0;

  gtk_string_list_append (names, _("Not decided yet"));
  for (guint i = 0; i < self->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (self->accounts, i);
      g_autofree char *label = dup_account_label (account);

      gtk_string_list_append (names, label);
      if (spt_account_get_id (account) == self->account_id)
        selected = i + 1;
    }
  self->choosing = TRUE;
  adw_combo_row_set_model (self->account_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->account_row, selected);
  self->choosing = FALSE;
  gtk_widget_set_visible (self->account_group, self->accounts->len > 1 && !known && !self->record->closed &&
                          !self->was_sent && !_spt_intervention_page_is_local (self) &&
                          (self->plant_id == 0 || self->dossier != NULL));
}

static void
account_chosen_cb (SptInterventionPage *self)
{
  guint selected = adw_combo_row_get_selected (self->account_row);

  if (self->choosing || self->accounts == NULL || selected > self->accounts->len)
    return;
  self->account_id = selected == 0 ? 0 : spt_account_get_id (g_ptr_array_index (self->accounts, selected - 1));
  spt_record_page_note_edit (SPT_RECORD_PAGE (self));
}

/* --- the class of a generator ------------------------------------------------------------------------ */

static void
boiler_chosen_cb (SptInterventionPage *self)
{
  int boiler = (int) gtk_drop_down_get_selected (self->boiler_choice) - 1;

  if (boiler == self->boiler || self->record->form == NULL)
    return;
  self->boiler = boiler;
  spt_record_page_check (SPT_RECORD_PAGE (self));
}

/* --- the record ------------------------------------------------------------------------------------ */

static void
set_type (SptInterventionPage *self,
          const char          *type)
{
  self->type = g_intern_string (type);
}

static SptXsd *
spt_intervention_page_ref_xsd (SptRecordPage  *page,
                               SptRecordLoad  *loaded,
                               GError        **error)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (page);
  SptInterventionLoad *all = (SptInterventionLoad *) loaded;

  if (all->dossier.dossier != NULL)
    set_type (self, spt_dossier_get_data (all->dossier.dossier)->type);
  self->shown_type = self->record->form == NULL ? self->type : self->shown_type;

  return spt_intervention_ref_xsd (self->type, error);
}

static GArray *
spt_intervention_page_list_schede (SptRecordPage *page)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (page);
  const SptPlantOps *ops;
  SptService *service = spt_plants_get_service (&ops);
  const char *operation = spt_intervention_find_operation (self->type);

  self->shown_type = self->type;

  return service != NULL && operation != NULL ? ops->list_schede (service, operation) : NULL;
}

/* The form begins with what was prepared; once, for what is typed then is the person's. */
static void
take_begun (SptInterventionPage *self)
{
  g_autoptr (SptInterventionBegun) begun = g_steal_pointer (&self->begun);
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  if (begun == NULL)
    return;
  if (begun->xsd == self->record->xsd)
    {
      spt_form_load (self->record->form, begun->record);
    }
  else
    {
      /* Another set came into force meanwhile. */
      g_autofree char *doc = spt_record_dup_doc (begun->record);

      record = spt_record_new (spt_xsd_get_schema (self->record->xsd));
      if (!spt_record_read (record, doc, -1, &error))
        {
          spt_ui_report_error (GTK_WIDGET (self), error);
          return;
        }
      spt_form_load (self->record->form, record);
    }
  spt_form_set_modified (self->record->form, FALSE);
  spt_record_page_drop_check (SPT_RECORD_PAGE (self));
}

/* A page of one that nobody prepared: of a plant of which nothing is known, which takes no archive. */
static void
begin (SptInterventionPage *self)
{
  g_autoptr (SptInterventionBegun) begun = g_new0 (SptInterventionBegun, 1);
  g_autoptr (GError) error = NULL;

  begun->type = self->type;
  begun->record = spt_intervention_begin (NULL, 0, self->type, NULL, spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self))),
                                          &begun->xsd, &error);
  if (begun->record == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  self->projection = spt_plant_data_load (NULL, 0, 0, SPT_PLANT_AS_IT_IS, NULL, NULL);
  self->begun = g_steal_pointer (&begun);
}

static void
take_loaded (SptInterventionPage *self,
             SptInterventionLoad *loaded,
             gboolean             fresh)
{
  SptRecordLoad *record = &loaded->dossier.record;
  const SptDossierData *data;

  self->was_sent = record->history->len > 0;
  self->answered = self->was_sent ? ((const SptRecordHistory *) g_ptr_array_index (record->history, 0))->state_since : 0;
  g_set_object (&self->dossier, loaded->dossier.dossier);
  g_set_object (&self->plant, loaded->plant);
  g_clear_pointer (&self->projection, spt_plant_projection_free);
  self->projection = g_steal_pointer (&loaded->projection);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  self->reports = g_steal_pointer (&loaded->reports);
  self->before = loaded->before;
  g_free (self->before_type);
  self->before_type = g_steal_pointer (&loaded->before_type);
  self->before_state = loaded->before_state;
  data = spt_dossier_get_data (self->dossier);
  self->plant_id = data->plant_id;
  self->bound_id = data->account_id != 0 ? data->account_id : spt_plant_get_row (self->plant)->account_id;
  if (fresh || !spt_form_get_modified (self->record->form))
    self->account_id = self->bound_id;
  g_free (self->detail);
  self->detail = g_strdup (data->detail);
  g_free (self->refused_place);
  self->refused_place = _spt_intervention_take_refused (self, loaded->answer);
  g_free (self->refused_words);
  self->refused_words = _spt_intervention_dup_refused_words (loaded->answer, record->history);
  if (fresh && !self->record->loaded && self->refused_place != NULL)
    spt_record_page_show_place (SPT_RECORD_PAGE (self), self->refused_place);
}

static void
spt_intervention_page_show (SptRecordPage *page,
                            SptRecordLoad *loaded,
                            gboolean       fresh)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (page);
  SptInterventionLoad *all = (SptInterventionLoad *) loaded;

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = g_ptr_array_ref (all->dossier.accounts);
  if (all->dossier.dossier != NULL)
    take_loaded (self, all, fresh);
  else
    {
      if (self->projection == NULL)
        begin (self);
      take_begun (self);
      /* With one account there is nothing to choose. */
      if (self->accounts->len == 1 && self->account_id == 0)
        self->account_id = spt_account_get_id (g_ptr_array_index (self->accounts, 0));
    }
  /* One of the same call may have other schede. */
  if (self->shown_type != self->type)
    spt_record_page_update_schede (page);
  show_accounts (self);
}

/* What is over is history. */
static gboolean
is_over (SptInterventionPage *self)
{
  return _spt_intervention_page_get_data (self)->is_over;
}

static void
describe (SptInterventionPage *self,
          SptRecord           *record)
{
  const SptPlantOps *ops;
  SptService *service = spt_plants_get_service (&ops);
  const char *operation = spt_intervention_find_operation (self->type);
  g_autoptr (GString) scratch = g_string_new (NULL);
  SptDossierColumns columns = { "", "", "", "", "", "", NULL };

  if (service == NULL)
    return;
  ops->describe_document (service, operation != NULL ? operation : self->type, record, scratch, &columns);
  g_free (self->detail);
  self->detail = g_strdup (columns.detail);
}

static void
spt_intervention_page_check (SptRecordPage *page,
                             SptRecord     *record,
                             SptIssueList  *issues)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (page);

  describe (self, record);
  _spt_intervention_hints_update (self, record);
  if (self->projection == NULL || is_over (self))
    return;
  spt_intervention_check (self->projection, _spt_intervention_page_get_account (self), self->type, self->record->xsd,
                          record, spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self))), issues);
  if (self->record->id != 0 && spt_issue_list_get_n_errors (issues) > 0)
    self->had_faults = TRUE;
}

static char *
spt_intervention_page_dup_errors (guint n)
{
  return g_strdup_printf (ngettext ("%u thing to complete or correct", "%u things to complete or correct", n), n);
}

static gboolean
spt_intervention_page_can_remove (SptRecordPage *page)
{
  return !SPT_INTERVENTION_PAGE (page)->was_sent && !is_over (SPT_INTERVENTION_PAGE (page));
}

static void
spt_intervention_page_fill_options (SptRecordPage  *page,
                                    SptSaveOptions *options)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (page);

  options->type = self->type;
  options->plant_id = self->plant_id;
  options->account_id = self->account_id;
  options->rebind = self->record->id != 0 && self->account_id != self->bound_id;
}

static void
spt_intervention_page_saved (SptRecordPage *page)
{
  SPT_INTERVENTION_PAGE (page)->bound_id = SPT_INTERVENTION_PAGE (page)->account_id;
}

/* What else there is to do on the plant its own page says. */
static void
spt_intervention_page_create_new (SptPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "intervention.open-plant", NULL);
}

/* --- the page -------------------------------------------------------------------------------------- */

static void
spt_intervention_page_width_changed (SptRecordPage *page)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  self->record->narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
spt_intervention_page_constructed (GObject *object)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (object);

  G_OBJECT_CLASS (spt_intervention_page_parent_class)->constructed (object);

  if (spt_page_get_desk (SPT_PAGE (self)) == NULL)
    return; /* a test of the template alone */

  g_signal_connect_object (self->record->pages, "page-changed", G_CALLBACK (_spt_intervention_hints_page_changed), self,
                           G_CONNECT_SWAPPED);
  spt_record_page_update (SPT_RECORD_PAGE (self));
}

static void
spt_intervention_page_dispose (GObject *object)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (object);

  g_clear_object (&self->dossier);
  g_clear_object (&self->plant);
  g_clear_pointer (&self->hinted, g_hash_table_unref);

  G_OBJECT_CLASS (spt_intervention_page_parent_class)->dispose (object);
}

static void
spt_intervention_page_finalize (GObject *object)
{
  SptInterventionPage *self = SPT_INTERVENTION_PAGE (object);

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_clear_pointer (&self->projection, spt_plant_projection_free);
  g_clear_pointer (&self->begun, spt_intervention_begun_free);
  g_free (self->detail);
  g_free (self->before_type);
  g_free (self->refused_place);
  g_free (self->refused_words);

  G_OBJECT_CLASS (spt_intervention_page_parent_class)->finalize (object);
}

static const SptRecordPageKind page_kind = {
  .record = SPT_KIND_INTERVENTIONS,
  .changed = SPT_CHANGED_DOSSIERS | SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ACCOUNTS,
  .load = spt_intervention_load_async,
  .override = spt_db_override_dossier,
  .remove = spt_db_remove_dossiers,
  .rows = &spt_interventions_kind,
  .loads_new = TRUE,
  .paged = TRUE,
  .menu_label = N_("Intervention Menu"),
  .new_name = N_("New Intervention"),
  .nameless = N_("Intervention"),
  .removed = N_("Intervention deleted"),
  .loose_label = N_("What concerns the whole document"),
  .history_label = N_("History of this intervention"),
  .leave_body = N_("An intervention can be saved however incomplete it is; without saving, the changes are lost."),
  .override_title = N_("Accept this finding although it is an error?"),
  .override_hint = N_("Confirmed by the register on the telephone…"),
  .override_body = N_("The reason is kept with the intervention, with name and time. It holds as long as the value stays the same."),
  .closed = N_("This document is in a submission that is not finished. It can be changed when the outcome is known."),
  .uncertain = N_("The outcome of this sending is uncertain. The document can be changed once that is settled."),
};

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, plant_button);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, account_label);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, environment_label);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, phase_label);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, send_button);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, apply_button);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, correct_button);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, settle_button);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, wait_strip);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, follow_strip);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, ready_strip);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, account_group);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, account_row);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, boiler_bar);
  gtk_widget_class_bind_template_child (widget_class, SptInterventionPage, boiler_choice);
  gtk_widget_class_bind_template_callback (widget_class, account_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, boiler_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, spt_dossier_history_note_cb);
}

static void
spt_intervention_page_class_init (SptInterventionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptRecordPageClass *record_class = SPT_RECORD_PAGE_CLASS (klass);

  object_class->constructed = spt_intervention_page_constructed;
  object_class->dispose = spt_intervention_page_dispose;
  object_class->finalize = spt_intervention_page_finalize;
  SPT_PAGE_CLASS (klass)->create_new = spt_intervention_page_create_new;
  record_class->ref_xsd = spt_intervention_page_ref_xsd;
  record_class->list_schede = spt_intervention_page_list_schede;
  record_class->show = spt_intervention_page_show;
  record_class->add_history = _spt_intervention_page_add_history;
  record_class->check = spt_intervention_page_check;
  record_class->dup_errors = spt_intervention_page_dup_errors;
  record_class->dup_name = _spt_intervention_page_dup_name;
  record_class->dup_what = _spt_intervention_page_dup_what;
  record_class->update = _spt_intervention_page_update;
  record_class->update_actions = _spt_intervention_page_update_actions;
  record_class->can_remove = spt_intervention_page_can_remove;
  record_class->fill_options = spt_intervention_page_fill_options;
  record_class->saved = spt_intervention_page_saved;
  record_class->go_on = _spt_intervention_page_go_on;
  record_class->focus_step = _spt_intervention_page_focus_step;
  record_class->width_changed = spt_intervention_page_width_changed;

  spt_record_page_class_set_kind (record_class, &page_kind,
                                  APPLICATION_PATH "/ui/catasto/spt-intervention-page.ui");
  bind_template (widget_class);
  _spt_intervention_page_install_actions (widget_class);
}

static void
spt_intervention_page_init (SptInterventionPage *self)
{
  self->type = g_intern_static_string (NEW_TYPE);
  self->detail = g_strdup ("");
  self->boiler = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->record = spt_record_page_get_parts (SPT_RECORD_PAGE (self));
}

/**
 * spt_intervention_page_new:
 * @desk: the desk
 * @id: an intervention; 0 = the libretto of a plant that is new here
 *
 * Makes its page.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_intervention_page_new (SptDesk *desk,
                           gint64   id)
{
  return g_object_new (SPT_TYPE_INTERVENTION_PAGE, "desk", desk, "id", id, NULL);
}

/**
 * spt_intervention_page_new_begun:
 * @desk: the desk
 * @begun: (transfer full): what begins
 *
 * Makes the page of an intervention that stands in no archive yet.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_intervention_page_new_begun (SptDesk              *desk,
                                 SptInterventionBegun *begun)
{
  SptInterventionPage *self = g_object_new (SPT_TYPE_INTERVENTION_PAGE, "desk", desk, NULL);

  /* What is loaded meanwhile comes later. */
  set_type (self, begun->type);
  self->plant_id = begun->plant_id;
  self->account_id = self->bound_id = begun->account_id;
  g_set_object (&self->plant, begun->plant);
  self->projection = g_steal_pointer (&begun->projection);
  self->begun = begun;
  spt_record_page_update (SPT_RECORD_PAGE (self));

  return SPT_PAGE (self);
}
