/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One item of TeamSystem's registry: where it stands, its data, what happened to it. */
#define G_LOG_DOMAIN "spt-registry-item-page"

#include "config.h"

#include "ui/tsdigital/spt-registry-item-page.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "outbox/spt-dossiers.h"
#include "service/spt-service.h"
#include "store/spt-store-dossiers.h"
#include "ui/spt-window.h"
#include "ui/spt-dossier-history.h"
#include "ui/tsdigital/spt-registry-item-work.h"
#include "ui/tsdigital/spt-registry-portal.h"
#include "ui/tsdigital/spt-registry-said.h"
#include "ui/tsdigital/spt-registry-subject.h"

#define TAX_ID  "taxId"
#define VAT     "vatNumber"
#define SPECIAL "special" /* the section of what few keys can use */

struct _SptRegistryItemPage
{
  SptRecordPage         parent_instance;

  const SptRecordParts *record;     /* (unowned): of the parent */
  SptDossier           *dossier;    /* (owned) (nullable) */
  GPtrArray            *accounts;   /* (owned) (nullable) (element-type SptAccount) */
  GPtrArray            *said;       /* (owned) (element-type SptRegistrySaid): by the service that refused it */
  gint64                account_id; /* with which it goes; 0 = not decided */
  gint64                bound_id;   /* the same, as the archive has it */
  guint                 done;       /* operations that the service accepted: spt_dossier_is_done() */
  SptRegistryTwin       twin;       /* another one of its codes */
  char                 *looked;     /* (owned) (nullable): which codes, and where, that was looked for */
  guint                 was_sent    : 1;
  guint                 choosing    : 1; /* the accounts are being listed, not chosen */
  guint                 had_faults  : 1; /* something had to be corrected, since the page is there */
  guint                 has_values  : 1; /* what the form had when it was refused is known */

  /* Template */
  GtkLabel             *account_label;
  GtkLabel             *environment_label;
  GtkWidget            *number_box;
  GtkLabel             *number_label;
  GtkLabel             *phase_label;
  GtkBox               *buttons;
  GtkWidget            *send_button;
  GtkWidget            *settle_button;
  GtkWidget            *portal_button;
  GtkWidget            *code_button;
  SptStrip             *twin_strip;
  SptStrip             *ready_strip;
  GtkWidget            *account_group;
  AdwComboRow          *account_row;
  GtkWidget            *note_label;
};

G_DEFINE_FINAL_TYPE (SptRegistryItemPage, spt_registry_item_page, SPT_TYPE_RECORD_PAGE)

static const SptDossierData *
get_data (SptRegistryItemPage * self)
{
  static const SptDossierData none = {
    .kind = SPT_KIND_REGISTRY_ITEMS, .key = "", .name = "", .type = "", .detail = "", .place = "", .result = "",
    .phase = "", .stage = "", .state = SPT_STATE_DRAFT,
  };

  return self->dossier != NULL ? spt_dossier_get_data (self->dossier) : &none;
}

static SptAccount *
get_account (SptRegistryItemPage *self)
{
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (self->accounts, i);

      if (spt_account_get_id (account) == self->account_id)
        return account;
    }

  return NULL;
}

static gboolean
is_taken (SptRegistryItemPage *self)
{
  return *get_data (self)->phase != '\0';
}

/* --- the other ones of its codes ------------------------------------------------------------------- */

static char *
dup_twin_text (const SptRegistryTwin *twin)
{
  if (twin->is_created)
    return spt_text_fill (_("TSDigital has taken in charge another item with {code}, with the account “{account}”. Nobody knows "
                            "what it does with a second one: look on the portal first."),
                          "code", twin->code, "account", twin->account, NULL);
  if (twin->is_prepared)
    return spt_text_fill (_("Another item with {code} is prepared here: if both are sent, two are made."),
                          "code", twin->code, NULL);
  return spt_text_fill (_("Another item with {code} is being sent, or its outcome is uncertain, with the account “{account}”."),
                        "code", twin->code, "account", twin->account, NULL);
}

static void
update_twin (SptRegistryItemPage *self)
{
  gboolean shown = self->twin.id != 0 && !is_taken (self) && !self->record->closed;
  g_autofree char *text = shown ? dup_twin_text (&self->twin) : g_strdup ("");

  g_object_set (self->twin_strip, "text", text, "revealed", shown, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "registry-item.open-twin", shown);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptRegistryTwin *twin = spt_registry_twin_finish (SPT_STORE (object), result, &error);
  SptRegistryItemPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (twin == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  spt_registry_twin_clear (&self->twin);
  self->twin = *twin;
  *twin = (SptRegistryTwin) { 0 };
  update_twin (self);
}

/* Once for what stands there, not per key. */
static void
look_for_twin (SptRegistryItemPage *self)
{
  const char *tax_id = spt_form_get_text (self->record->form, TAX_ID);
  const char *vat = spt_form_get_text (self->record->form, VAT);
  SptAccount *account = get_account (self);
  const char *environment = account != NULL ? spt_environment_to_string (spt_account_get_environment (account)) : NULL;
  g_autofree char *asked = g_strdup_printf ("%" G_GINT64_FORMAT " %s %s %s", self->record->id, tax_id, vat,
                                            environment != NULL ? environment : "");

  if (g_strcmp0 (asked, self->looked) == 0)
    return;
  g_free (self->looked);
  self->looked = g_steal_pointer (&asked);
  spt_registry_twin_async (spt_page_get_store (SPT_PAGE (self)), self->record->id, tax_id, vat, environment,
                           self->record->cancellable, looked_cb, self);
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

/* What the key can use stands open; what it cannot, only where it is asked for. */
static void
open_special (SptRegistryItemPage *self)
{
  SptAccount *account = get_account (self);
  const char *role = account != NULL ? spt_account_get_setting (account, "special-role") : NULL;
  const char *studio = account != NULL ? spt_account_get_setting (account, "studio-id") : NULL;

  spt_form_view_open_section (self->record->form_view, SPECIAL,
                              g_strcmp0 (role, "true") == 0 || (studio != NULL && *studio != '\0'));
}

/* An item that was sent stays with the account that sent it. */
static void
show_accounts (SptRegistryItemPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
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
  gtk_widget_set_visible (self->account_group, self->accounts->len > 1 && !self->record->closed && !self->was_sent &&
                          !is_taken (self));
  open_special (self);
}

static void
account_chosen_cb (SptRegistryItemPage *self)
{
  guint selected = adw_combo_row_get_selected (self->account_row);

  if (self->choosing || self->accounts == NULL || selected > self->accounts->len)
    return;
  self->account_id = selected == 0 ? 0 : spt_account_get_id (g_ptr_array_index (self->accounts, selected - 1));
  open_special (self);
  spt_record_page_note_edit (SPT_RECORD_PAGE (self));
}

/* --- the record ------------------------------------------------------------------------------------ */

/* What was refused leads to the first field that is meant. */
static void
take_refusal (SptRegistryItemPage *self,
              SptRecordLoad       *loaded,
              gboolean             fresh)
{
  /* What stands in the form is not what was refused any more: what was kept of it is. */
  if (!fresh && spt_form_get_modified (self->record->form))
    return;
  g_clear_pointer (&self->said, g_ptr_array_unref);
  self->said = spt_registry_said_list (loaded->state == SPT_STATE_REFUSED ? loaded->history : NULL);
  self->has_values = FALSE;
  for (guint i = 0; fresh && i < self->said->len; i++)
    {
      const SptRegistrySaid *part = g_ptr_array_index (self->said, i);

      if (part->path != NULL && !self->record->loaded)
        {
          spt_record_page_show_place (SPT_RECORD_PAGE (self), part->path);
          return;
        }
    }
}

static void
spt_registry_item_page_show (SptRecordPage *page,
                             SptRecordLoad *loaded,
                             gboolean       fresh)
{
  SptRegistryItemPage *self = SPT_REGISTRY_ITEM_PAGE (page);
  SptDossierLoad *item = (SptDossierLoad *) loaded;

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = g_ptr_array_ref (item->accounts);
  g_clear_pointer (&self->looked, g_free);
  if (item->dossier != NULL)
    {
      self->done = item->done;
      self->was_sent = loaded->history->len > 0;
      g_set_object (&self->dossier, item->dossier);
      self->bound_id = spt_dossier_get_data (item->dossier)->account_id;
      if (fresh || !spt_form_get_modified (self->record->form))
        self->account_id = self->bound_id;
      take_refusal (self, loaded, fresh);
    }
  /* With one account there is nothing to choose. */
  else if (self->accounts->len == 1 && self->account_id == 0)
    {
      self->account_id = spt_account_get_id (g_ptr_array_index (self->accounts, 0));
    }
  show_accounts (self);
}

/* The form has what was refused until somebody changes it. */
static void
note_values (SptRegistryItemPage *self)
{
  if (self->has_values || spt_form_get_modified (self->record->form))
    return;
  for (guint i = 0; i < self->said->len; i++)
    {
      SptRegistrySaid *part = g_ptr_array_index (self->said, i);

      g_free (part->value);
      part->value = part->path != NULL ? g_strdup (spt_form_get_text (self->record->form, part->path)) : NULL;
    }
  self->has_values = TRUE;
}

static void
spt_registry_item_page_check (SptRecordPage *page,
                              SptRecord     *record,
                              SptIssueList  *issues)
{
  SptRegistryItemPage *self = SPT_REGISTRY_ITEM_PAGE (page);

  /* A field shows the first of what weighs the same: what the service said is not in doubt. */
  note_values (self);
  spt_registry_said_add (self->said, self->record->form, issues);
  spt_dossier_check (record, get_data (self), get_account (self), self->done,
                     spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self))), issues);
  look_for_twin (self);
  if ((self->record->loaded || self->record->id == 0) &&
      (spt_issue_list_get_n_errors (issues) > 0 || get_data (self)->state == SPT_STATE_REFUSED))
    self->had_faults = TRUE;
}

static char *
spt_registry_item_page_dup_errors (guint n)
{
  return g_strdup_printf (ngettext ("%u thing to complete or correct", "%u things to complete or correct", n), n);
}

static char *
spt_registry_item_page_dup_name (SptRecordPage *page)
{
  SptRegistryItemPage *self = SPT_REGISTRY_ITEM_PAGE (page);
  g_autofree char *name = spt_picker_registered.dup_name (self->record->form);

  return *name != '\0' ? g_steal_pointer (&name) : g_strdup (get_data (self)->key);
}

static char *
spt_registry_item_page_dup_what (SptRecordPage *page)
{
  SptRegistryItemPage *self = SPT_REGISTRY_ITEM_PAGE (page);
  const char *code = spt_picker_registered.get_code (self->record->form);
  gboolean person = strcmp (spt_form_get_text (self->record->form, "subjectType"), "person") == 0;
  const char *sort = person ? C_("registry", "Person") : C_("registry", "Company");

  return *code != '\0' ? g_strdup_printf ("%s · %s", sort, code) : g_strdup (sort);
}

static gboolean
spt_registry_item_page_can_remove (SptRecordPage *page)
{
  SptRegistryItemPage *self = SPT_REGISTRY_ITEM_PAGE (page);

  return !self->was_sent && !is_taken (self);
}

static void
spt_registry_item_page_copy (SptRecordPage *page,
                             SptRecordPage *copy)
{
  SPT_REGISTRY_ITEM_PAGE (copy)->account_id = SPT_REGISTRY_ITEM_PAGE (page)->account_id;
}

static void
spt_registry_item_page_fill_options (SptRecordPage  *page,
                                     SptSaveOptions *options)
{
  SptRegistryItemPage *self = SPT_REGISTRY_ITEM_PAGE (page);

  options->account_id = self->account_id;
  options->rebind = self->account_id != self->bound_id;
}

static void
spt_registry_item_page_saved (SptRecordPage *page)
{
  SPT_REGISTRY_ITEM_PAGE (page)->bound_id = SPT_REGISTRY_ITEM_PAGE (page)->account_id;
}

/* --- what stands above the form --------------------------------------------------------------------- */

static void
update_account (SptRegistryItemPage *self)
{
  SptAccount *account = get_account (self);

  gtk_label_set_text (self->account_label, account != NULL ? spt_account_get_name (account) : _("No account chosen"));
  spt_ui_tag_account (self->environment_label, account);
}

static char *
dup_phase (SptRegistryItemPage *self)
{
  const SptDossierData *data = get_data (self);
  g_autofree char *when = NULL;

  if (data->state == SPT_STATE_UNCERTAIN)
    return g_strdup (_("The item may have been created, or not: look for its code on the portal, then say what was seen. It is not "
                       "sent again by itself."));
  if (*data->phase == '\0')
    return NULL;
  when = spt_ui_format_time (data->phase_since, spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self))));
  /* Translators: %1$s is where an item stands, in the service's words; %2$s a date */
  return g_strdup_printf (_("“%1$s”, %2$s. TSDigital does not say when, or whether, it creates the item: the portal shows it."),
                          data->phase, when);
}

/* Whoever has corrected a field far down does not see the buttons at the top. */
static void
update_ready (SptRegistryItemPage *self,
              gboolean             sends)
{
  gboolean stopped = spt_issue_list_get_n_errors (self->record->issues) > 0;
  gboolean refused = get_data (self)->state == SPT_STATE_REFUSED;

  g_object_set (self->ready_strip, "revealed", sends && self->had_faults && !stopped &&
                (!refused || (spt_form_get_modified (self->record->form) &&
                              spt_registry_said_is_mended (self->said, self->record->form))), NULL);
}

static void
update_buttons (SptRegistryItemPage *self)
{
  gboolean looks = is_taken (self) || get_data (self)->state == SPT_STATE_UNCERTAIN;
  gboolean sends = !is_taken (self) && !self->record->closed;

  gtk_widget_set_visible (self->send_button, sends);
  gtk_widget_set_visible (self->settle_button, get_data (self)->state == SPT_STATE_UNCERTAIN);
  gtk_widget_set_visible (self->portal_button, looks);
  gtk_widget_set_visible (self->code_button, looks);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "registry-item.send",
                                 sends && !self->record->saving &&
                                 spt_issue_list_get_n_stopping (self->record->issues) == 0);
  update_ready (self, sends);
}

static gboolean
spt_registry_item_page_focus_step (SptRecordPage *page)
{
  SptRegistryItemPage *self = SPT_REGISTRY_ITEM_PAGE (page);
  GtkWidget *button = gtk_widget_get_visible (self->settle_button) ? self->settle_button : self->send_button;

  return gtk_widget_get_visible (button) && gtk_widget_is_sensitive (button) && gtk_widget_grab_focus (button);
}

static void
spt_registry_item_page_update_actions (SptRecordPage *page)
{
  update_buttons (SPT_REGISTRY_ITEM_PAGE (page));
}

static void
spt_registry_item_page_update (SptRecordPage *page)
{
  SptRegistryItemPage *self = SPT_REGISTRY_ITEM_PAGE (page);
  const SptDossierData *data = get_data (self);
  gboolean numbered = data->remote_id != NULL && *data->remote_id != '\0';
  g_autofree char *phase = dup_phase (self);

  update_account (self);
  gtk_widget_set_visible (self->number_box, numbered);
  gtk_label_set_text (self->number_label, numbered ? data->remote_id : "");
  gtk_label_set_text (self->phase_label, phase != NULL ? phase : "");
  gtk_widget_set_visible (GTK_WIDGET (self->phase_label), phase != NULL);
  gtk_widget_set_visible (self->note_label, is_taken (self));
  update_twin (self);
  update_buttons (self);
}

/* --- what happened to it ---------------------------------------------------------------------------- */

static GtkWidget *
new_sent_row (SptPage                *page,
              const SptRecordHistory *sent)
{
  return spt_record_page_new_sent_row (SPT_RECORD_PAGE (page), sent, _("Creation in TSDigital"));
}

static GtkWidget *
new_fact_row (SptPage              *page,
              const SptDossierFact *fact)
{
  gboolean moved = strcmp (fact->kind, "phase") == 0 || strcmp (fact->kind, "step") == 0;
  const char *after = fact->after != NULL ? fact->after : "";

  return spt_dossier_history_new_said (page, fact, moved ? after : _("Note"), moved ? NULL : after);
}

static void
spt_registry_item_page_add_history (SptRecordPage *page,
                                    SptRecordLoad *loaded)
{
  static const SptDossierHistory history = { SPT_KIND_REGISTRY_ITEMS, new_sent_row, new_fact_row, NULL };

  spt_dossier_history_fill (&history, spt_record_page_get_parts (page)->history_list, SPT_PAGE (page),
                            (SptDossierLoad *) loaded);
}

/* --- what can be done ------------------------------------------------------------------------------- */

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  spt_record_page_save_first (SPT_RECORD_PAGE (widget), SPT_RECORD_SEND);
}

static void
open_twin_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptRegistryItemPage *self = SPT_REGISTRY_ITEM_PAGE (widget);

  if (self->twin.id != 0)
    spt_window_open_record (spt_window_of (widget), SPT_KIND_REGISTRY_ITEMS, self->twin.id, NULL);
}

static void
open_portal_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  SptRegistryItemPage *self = SPT_REGISTRY_ITEM_PAGE (widget);

  if (self->record->id != 0)
    spt_registry_portal_open (widget, spt_page_get_store (SPT_PAGE (self)), self->record->id, self->record->cancellable);
}

static void
copy_code_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptRegistryItemPage *self = SPT_REGISTRY_ITEM_PAGE (widget);

  if (self->record->id != 0)
    spt_registry_portal_copy_code (widget, spt_page_get_store (SPT_PAGE (self)), self->record->id,
                                   self->record->cancellable);
}

static void
copy_number_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          gtk_label_get_text (SPT_REGISTRY_ITEM_PAGE (widget)->number_label));
  spt_window_toast (spt_window_of (widget), _("Number copied"), NULL, NULL, NULL);
}

/* --- the page --------------------------------------------------------------------------------------- */

static void
spt_registry_item_page_width_changed (SptRecordPage *page)
{
  SptRegistryItemPage *self = SPT_REGISTRY_ITEM_PAGE (page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  self->record->narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
spt_registry_item_page_constructed (GObject *object)
{
  SptRegistryItemPage *self = SPT_REGISTRY_ITEM_PAGE (object);

  G_OBJECT_CLASS (spt_registry_item_page_parent_class)->constructed (object);

  if (spt_page_get_desk (SPT_PAGE (self)) != NULL)
    spt_record_page_update (SPT_RECORD_PAGE (self));
}

static void
spt_registry_item_page_dispose (GObject *object)
{
  g_clear_object (&SPT_REGISTRY_ITEM_PAGE (object)->dossier);

  G_OBJECT_CLASS (spt_registry_item_page_parent_class)->dispose (object);
}

static void
spt_registry_item_page_finalize (GObject *object)
{
  SptRegistryItemPage *self = SPT_REGISTRY_ITEM_PAGE (object);

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->said, g_ptr_array_unref);
  spt_registry_twin_clear (&self->twin);
  g_free (self->looked);

  G_OBJECT_CLASS (spt_registry_item_page_parent_class)->finalize (object);
}

static const SptRecordPageKind page_kind = {
  .record = SPT_KIND_REGISTRY_ITEMS,
  .changed = SPT_CHANGED_DOSSIERS | SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ACCOUNTS,
  .load = spt_registry_item_load_async,
  .override = spt_db_override_dossier,
  .remove = spt_db_remove_dossiers,
  .rows = &spt_registry_items_kind,
  .loads_new = TRUE,
  .scrolls_whole = TRUE,
  .picker = &spt_picker_registered,
  .first = "description",
  .menu_label = N_("Registry Item Menu"),
  .new_name = N_("New Registry Item"),
  .nameless = N_("Item without a name"),
  .removed = N_("Registry item deleted"),
  .loose_label = N_("What concerns the whole item"),
  .history_label = N_("History of this item"),
  .leave_body = N_("An item can be saved however incomplete it is; without saving, the changes are lost."),
  .override_body = N_("The reason is kept with the item, with name and time. It holds as long as the code stays the same."),
  .closed = N_("This item is in a submission that is not finished. It can be changed when the outcome is known."),
  .uncertain = N_("The outcome of this item’s creation is uncertain. It goes on once that is settled."),
};

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, account_label);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, environment_label);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, number_box);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, number_label);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, phase_label);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, send_button);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, settle_button);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, portal_button);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, code_button);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, twin_strip);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, ready_strip);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, account_group);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, account_row);
  gtk_widget_class_bind_template_child (widget_class, SptRegistryItemPage, note_label);
  gtk_widget_class_bind_template_callback (widget_class, account_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, spt_dossier_history_note_cb);
}

static void
spt_registry_item_page_class_init (SptRegistryItemPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptRecordPageClass *record_class = SPT_RECORD_PAGE_CLASS (klass);

  object_class->constructed = spt_registry_item_page_constructed;
  object_class->dispose = spt_registry_item_page_dispose;
  object_class->finalize = spt_registry_item_page_finalize;
  record_class->show = spt_registry_item_page_show;
  record_class->add_history = spt_registry_item_page_add_history;
  record_class->check = spt_registry_item_page_check;
  record_class->dup_errors = spt_registry_item_page_dup_errors;
  record_class->dup_name = spt_registry_item_page_dup_name;
  record_class->dup_what = spt_registry_item_page_dup_what;
  record_class->update = spt_registry_item_page_update;
  record_class->update_actions = spt_registry_item_page_update_actions;
  record_class->can_remove = spt_registry_item_page_can_remove;
  record_class->copy = spt_registry_item_page_copy;
  record_class->fill_options = spt_registry_item_page_fill_options;
  record_class->focus_step = spt_registry_item_page_focus_step;
  record_class->saved = spt_registry_item_page_saved;
  record_class->width_changed = spt_registry_item_page_width_changed;

  spt_record_page_class_set_kind (record_class, &page_kind,
                                  APPLICATION_PATH "/ui/tsdigital/spt-registry-item-page.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "registry-item.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "registry-item.open-twin", NULL, open_twin_action);
  gtk_widget_class_install_action (widget_class, "registry-item.open-portal", NULL, open_portal_action);
  gtk_widget_class_install_action (widget_class, "registry-item.copy-code", NULL, copy_code_action);
  gtk_widget_class_install_action (widget_class, "registry-item.copy-number", NULL, copy_number_action);
}

static void
spt_registry_item_page_init (SptRegistryItemPage *self)
{
  self->said = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_registry_said_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->record = spt_record_page_get_parts (SPT_RECORD_PAGE (self));
}

/**
 * spt_registry_item_page_new:
 * @desk: the desk
 * @id: a dossier; 0 = a new item
 *
 * Makes its page.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_registry_item_page_new (SptDesk *desk,
                            gint64   id)
{
  return g_object_new (SPT_TYPE_REGISTRY_ITEM_PAGE, "desk", desk, "id", id, NULL);
}
