/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person or company: the form, checked as one types, and the debt positions. */
#define G_LOG_DOMAIN "spt-subject-page"

#include "config.h"

#include "ui/spt-subject-page.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "base/spt-fiscal-code.h"
#include "base/spt-text.h"
#include "model/spt-dossier.h"
#include "outbox/spt-subjects.h"
#include "service/spt-service.h"
#include "store/spt-store-subjects.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-same-page.h"
#include "ui/spt-subject-work.h"

struct _SptSubjectPage
{
  SptRecordPage         parent_instance;

  const SptRecordParts *record;  /* (unowned): what all pages have */
  gint64                twin_id; /* another with one of its codes, 0 = none */
  char                 *found;   /* (owned) (nullable): what a service found, whatever the form says */
  const char           *finder;  /* the id of that service */
  gint64                found_at;

  /* Template */
  GtkWidget            *step_button;
  SptStrip             *gone_strip;
  SptStrip             *twin_strip;
  SptStrip             *found_strip;
  GMenu                *for_many_menu;
};

G_DEFINE_FINAL_TYPE (SptSubjectPage, spt_subject_page, SPT_TYPE_RECORD_PAGE)

/* --- positions ----------------------------------------------------------------------------------------- */

static GtkWidget *
make_position_row (SptDebtPosition * position)
{
  GtkWidget *row;
  GtkWidget *state = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", TRUE, "whole", TRUE, "valign",
                                   GTK_ALIGN_CENTER, NULL);
  g_autofree char *description = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *due = NULL;
  g_autofree char *iupd = NULL;
  g_autoptr (GString) subtitle = g_string_new (NULL);

  g_object_get (position, "description", &description, "amount-text", &amount, "due-date-text",
                &due, "iupd", &iupd, NULL);
  if (amount != NULL && *amount != '\0')
    g_string_append_printf (subtitle, "%s €", amount);
  if (due != NULL && *due != '\0')
    {
      /* Translators: %s is a date: by when an amount is to be paid */
      g_autofree char *by = g_strdup_printf (_("due %s"), due);

      g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", by);
    }
  g_object_set (state, "state", spt_debt_position_get_state (position), NULL);

  row = spt_ui_new_row (description != NULL && *description != '\0' ? description : iupd != NULL ? iupd : "–", subtitle->str);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  spt_record_page_lead_to (row, "debt-positions", spt_debt_position_get_id (position));
  return row;
}

static GtkWidget *
make_other_row (const SptSubjectOther *other)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  const char *icon_name;

  other->kind->describe (other->row, &title, &subtitle, &icon_name);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon_name));
  spt_record_page_lead_to (row, other->kind->kind, spt_row_get_id (other->row));
  return row;
}

static void
spt_subject_page_add_history (SptRecordPage *page,
                              SptRecordLoad *record)
{
  const SptRecordParts *parts = spt_record_page_get_parts (page);
  SptSubjectLoad *loaded = (SptSubjectLoad *) record;

  for (guint i = 0; i < loaded->others->len; i++)
    gtk_list_box_append (parts->history_list, make_other_row (g_ptr_array_index (loaded->others, i)));
  for (guint i = 0; i < loaded->positions->len; i++)
    gtk_list_box_append (parts->history_list,
                         make_position_row (g_ptr_array_index (loaded->positions, i)));
  if (loaded->n_positions > loaded->positions->len)
    {
      g_autofree char *all = spt_ui_format_count (loaded->n_positions);
      g_autofree char *shown = spt_ui_format_count (loaded->positions->len);
      g_autofree char *text = g_strdup_printf (_("The newest %1$s of %2$s positions"), shown, all);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
      gtk_list_box_append (parts->history_list, row);
    }
  adw_view_stack_page_set_title (parts->history, loaded->others->len > 0 ? _("Records") : _("Positions"));
  adw_view_stack_page_set_badge_number (parts->history, loaded->n_positions + loaded->n_others);
}

/* --- what a service found --------------------------------------------------------------------------------- */

static void
keep_found (SptSubjectPage        *self,
            const SptSubjectOther *found)
{
  const SptDossierData *data = found != NULL ? spt_dossier_get_data (SPT_DOSSIER (found->row)) : NULL;

  g_free (self->found);
  self->found = data != NULL ? g_strdup (data->result) : NULL;
  self->found_at = data != NULL ? data->phase_since : 0;
  self->finder = found != NULL ? spt_service_get_info (spt_services_find_kind (found->kind->kind))->id : NULL;
}

static char *
dup_found_day (SptSubjectPage *self,
               gboolean        for_people)
{
  SptDatetime date;

  spt_datetime_from_utc_ms_in_italy (&date, self->found_at, NULL);
  return for_people ? spt_datetime_to_italian (&date, FALSE)
                    : g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
}

/* Whoever looked at the address later than the service did has decided. */
static void
update_found (SptSubjectPage *self)
{
  SptForm *form = self->record->form;
  const char *there = spt_form_get_text (form, "pec");
  g_autofree char *iso = self->found != NULL ? dup_found_day (self, FALSE) : NULL;
  gboolean shown = self->found != NULL && !self->record->closed && g_ascii_strcasecmp (there, self->found) != 0 &&
                   strcmp (spt_form_get_text (form, "pecDate"), iso) <= 0;
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  if (shown)
    {
      const char *name = spt_service_get_info (spt_services_find (self->finder))->name;

      day = dup_found_day (self, TRUE);
      /* Translators: {service} is the name of a service, {date} a day, {address} a certified address */
      text = spt_text_fill (*there != '\0' ? _("{service} found another address on {date}: {address}")
                                           : _("{service} found an address on {date}: {address}"),
                            "service", name, "date", day, "address", self->found, NULL);
    }
  g_object_set (self->found_strip, "text", text != NULL ? text : "", "revealed", shown, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "subject.take-found", shown && !self->record->saving);
}

/* What else is typed waits for its own saving. */
static void
take_found_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  static const char *const fields[] = { "pec", "pecDate", "pecSource", "pecSearched" };
  SptSubjectPage *self = SPT_SUBJECT_PAGE (widget);
  g_autoptr (SptRecord) record = NULL;
  gboolean alone = !spt_form_get_modified (self->record->form);
  SptNode *root;

  if (self->found == NULL || self->record->closed)
    return;
  record = spt_form_dup_record (self->record->form);
  root = spt_record_get_root (record);
  spt_subject_set_pec (record, self->found, self->finder, self->found_at);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    spt_form_field_set_text (spt_form_find_field (self->record->form, fields[i]), spt_node_get_named (root, fields[i]));
  if (alone)
    gtk_widget_activate_action (widget, "record.save", NULL);
}

/* --- the record ---------------------------------------------------------------------------------------- */

static void
spt_subject_page_show (SptRecordPage *page,
                       SptRecordLoad *record,
                       gboolean       fresh)
{
  SptSubjectPage *self = SPT_SUBJECT_PAGE (page);
  SptSubject *twin = ((SptSubjectLoad *) record)->twin;
  g_autofree char *text = twin != NULL ? g_strdup_printf (_("%s has the same code"), spt_subject_get_name (twin))
                                       : NULL;

  self->twin_id = twin != NULL ? spt_subject_get_id (twin) : 0;
  g_object_set (self->twin_strip, "text", text, "revealed", twin != NULL, NULL);
  g_object_set (self->gone_strip, "revealed", record->is_gone, NULL);
  keep_found (self, ((SptSubjectLoad *) record)->found);
  update_found (self);
  spt_form_view_update_actions (self->record->form_view);
}

static void
spt_subject_page_check (SptRecordPage *page,
                        SptRecord     *record,
                        SptIssueList  *issues)
{
  spt_subject_check (record, 0, issues);
}

static char *
spt_subject_page_dup_name (SptRecordPage *page)
{
  g_autoptr (SptRecord) record = spt_form_dup_record (SPT_SUBJECT_PAGE (page)->record->form);

  return spt_subject_dup_name (record);
}

static char *
spt_subject_page_dup_what (SptRecordPage *page)
{
  SptForm *form = SPT_SUBJECT_PAGE (page)->record->form;
  const char *code = spt_form_get_text (form, "fiscalCode");
  const char *city = spt_form_get_text (form, "city");

  if (*code == '\0')
    code = spt_form_get_text (form, "vatNumber");
  return g_strdup_printf ("%s%s%s", code, *code != '\0' && *city != '\0' ? " · " : "", city);
}

static void
spt_subject_page_update_actions (SptRecordPage *page)
{
  SptSubjectPage *self = SPT_SUBJECT_PAGE (page);
  const SptRecordParts *parts = self->record;
  gboolean editable = !parts->closed && !parts->saving;
  const char *code = spt_form_get_text (parts->form, "fiscalCode");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "subject.new-position", editable && parts->id != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "subject.for-many", editable && parts->id != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "subject.derive",
                                 editable && spt_fiscal_code_check_person (code) == SPT_FISCAL_CODE_OK);
  gtk_widget_set_visible (self->step_button, parts->id != 0 && !parts->closed);
  update_found (self);
}

static SptSchema *
spt_subject_page_get_schema (SptRecordPage *page)
{
  return spt_subject_get_schema ();
}

/* --- actions ------------------------------------------------------------------------------------------- */

static void
new_position_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  spt_window_new_record_for (spt_window_of (widget), "debt-positions", SPT_SUBJECT_PAGE (widget)->record->id);
}

/* The sheet reads the archive: what is typed and not saved is not in it. */
static void
for_many_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  SptSubjectPage *self = SPT_SUBJECT_PAGE (widget);

  gtk_window_present (spt_record_pages_new_for_one (g_variant_get_string (parameter, NULL), widget,
                                                    spt_page_get_desk (SPT_PAGE (self)), self->record->id));
}

static void
derive_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  static const char *const fields[] = { "sex", "birthDate" };
  SptSubjectPage *self = SPT_SUBJECT_PAGE (widget);
  g_autoptr (SptRecord) record = spt_form_dup_record (self->record->form);
  SptNode *root = spt_record_get_root (record);

  if (!spt_subject_derive (record, spt_clock_get_utc_ms (spt_desk_get_clock (spt_page_get_desk (SPT_PAGE (self))))))
    {
      spt_window_toast (spt_window_of (widget), _("Sex and date of birth are written already"),
                        NULL, NULL, NULL);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const SptFieldDef *def = spt_group_def_find_field (spt_node_get_def (root), fields[i]);

      spt_form_field_set_text (spt_form_find_field (self->record->form, fields[i]),
                               spt_node_get (root, def->index));
    }
  /* The century is not in the code: somebody has to look. */
  spt_window_toast (spt_window_of (widget), _("Filled in from the code: check the year of birth"),
                    NULL, NULL, NULL);
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SptSubjectPage *self = SPT_SUBJECT_PAGE (widget);

  if (self->twin_id != 0)
    spt_window_push (spt_window_of (widget),
                     spt_same_page_new (spt_page_get_desk (SPT_PAGE (self)), self->record->id, self->twin_id));
}

/* --- fields that records of some kind find ------------------------------------------------------------ */

static const SptRecordPages *
find_finder (SptFormField *field)
{
  const char *name = spt_form_field_get_def (field)->name;
  GPtrArray *kinds = spt_record_pages_list ();

  for (guint i = 0; i < kinds->len; i++)
    {
      const SptRecordPages *pages = g_ptr_array_index (kinds, i);

      if (g_strcmp0 (pages->finds, name) == 0)
        return pages;
    }
  return NULL;
}

static const char *
label_action (SptFormField *field,
              gpointer      user_data)
{
  const SptRecordParts *parts = SPT_SUBJECT_PAGE (user_data)->record;
  const SptRecordPages *pages = parts->id != 0 && !parts->closed ? find_finder (field) : NULL;

  return pages != NULL ? _(pages->finds_label) : NULL;
}

static void
action_clicked_cb (SptSubjectPage *self,
                   SptFormField   *field)
{
  const SptRecordPages *pages = find_finder (field);

  if (pages != NULL && self->record->id != 0)
    gtk_window_present (spt_record_pages_new_for_one (pages->kind, GTK_WIDGET (self),
                                                      spt_page_get_desk (SPT_PAGE (self)), self->record->id));
}

/* --- the page ------------------------------------------------------------------------------------------ */

static void
spt_subject_page_constructed (GObject *object)
{
  SptSubjectPage *self = SPT_SUBJECT_PAGE (object);

  G_OBJECT_CLASS (spt_subject_page_parent_class)->constructed (object);

  if (spt_page_get_desk (SPT_PAGE (object)) == NULL)
    return; /* a test of the template alone */
  spt_form_view_set_action_func (self->record->form_view, label_action, self);
  g_signal_connect_object (self->record->form_view, "action-clicked", G_CALLBACK (action_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  spt_record_page_update (SPT_RECORD_PAGE (object));
}

static void
spt_subject_page_finalize (GObject *object)
{
  g_free (SPT_SUBJECT_PAGE (object)->found);

  G_OBJECT_CLASS (spt_subject_page_parent_class)->finalize (object);
}

static const SptRecordPageKind page_kind = {
  .record = SPT_KIND_BENEFICIARIES,
  .changed = SPT_CHANGED_SUBJECTS | SPT_CHANGED_POSITIONS,
  .load = spt_subject_load_async,
  .remove = spt_db_remove_subjects,
  .states = 1u << SPT_STATE_TO_FIX, /* who is in order needs no word */
    .first = "fiscalCode",
    .menu_label = N_("Subject Menu"),
    .new_name = N_("New Subject"),
    .nameless = N_("Subject without a name"),
    .removed = N_("Subject removed"),
    .loose_label = N_("What concerns the whole subject"),
    .history_title = N_("Positions"),
    .history_icon = "view-list-symbolic",
    .history_label = N_("Debt positions of this subject"),
    .history_empty = N_("No Debt Positions"),
    .history_empty_text = N_("Each debt position of this subject appears here, with its state."),
    .leave_body = N_("A subject can be saved however incomplete it is; without saving, the changes are lost."),
};

static void
spt_subject_page_class_init (SptSubjectPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptRecordPageClass *record_class = SPT_RECORD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = spt_subject_page_constructed;
  G_OBJECT_CLASS (klass)->finalize = spt_subject_page_finalize;
  record_class->get_schema = spt_subject_page_get_schema;
  record_class->show = spt_subject_page_show;
  record_class->add_history = spt_subject_page_add_history;
  record_class->check = spt_subject_page_check;
  record_class->dup_name = spt_subject_page_dup_name;
  record_class->dup_what = spt_subject_page_dup_what;
  record_class->update_actions = spt_subject_page_update_actions;

  spt_record_page_class_set_kind (record_class, &page_kind, APPLICATION_PATH "/ui/spt-subject-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, step_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, gone_strip);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, twin_strip);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, found_strip);
  gtk_widget_class_bind_template_child (widget_class, SptSubjectPage, for_many_menu);

  gtk_widget_class_install_action (widget_class, "subject.new-position", NULL, new_position_action);
  gtk_widget_class_install_action (widget_class, "subject.for-many", "s", for_many_action);
  gtk_widget_class_install_action (widget_class, "subject.derive", NULL, derive_action);
  gtk_widget_class_install_action (widget_class, "subject.compare", NULL, compare_action);
  gtk_widget_class_install_action (widget_class, "subject.take-found", NULL, take_found_action);
}

static void
spt_subject_page_init (SptSubjectPage *self)
{
  self->record = spt_record_page_get_parts (SPT_RECORD_PAGE (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  spt_record_pages_add_for_many (self->for_many_menu, "subject.for-many");
}

/**
 * spt_subject_page_new:
 * @desk: what it works with
 * @id: the subject; 0 = a new one
 *
 * Makes the page of one person or company.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_subject_page_new (SptDesk *desk,
                      gint64   id)
{
  return g_object_new (SPT_TYPE_SUBJECT_PAGE, "desk", desk, "id", id, NULL);
}

/**
 * spt_subject_page_set_code:
 * @self: the page of a new one
 * @code: a codice fiscale or partita IVA
 *
 * Begins a new subject with a code that was pasted somewhere else.
 */
void
spt_subject_page_set_code (SptSubjectPage *self,
                           const char     *code)
{
  gboolean is_company;

  g_return_if_fail (SPT_IS_SUBJECT_PAGE (self));

  is_company = strlen (code) == 11;
  spt_form_field_set_text (spt_form_find_field (self->record->form, "type"), is_company ? "G" : "F");
  spt_form_field_set_text (spt_form_find_field (self->record->form, is_company ? "vatNumber"
                                                                       : "fiscalCode"), code);
}
