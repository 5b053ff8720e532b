/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of an account's offers: its pages, the form of one offer. */
#define G_LOG_DOMAIN "spt-offers-dialog"

#include "config.h"

#include "spt-offers-dialog-private.h"
#include "ui/spt-ui.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (SptOffersDialog, spt_offers_dialog, SPT_TYPE_SHEET)

/* --- pages ---------------------------------------------------------------------------------------- */

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptOffers) offers = spt_offers_load_finish (SPT_STORE (object), result, &error);
  SptOffersDialog *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (offers == NULL)
    {
      spt_sheet_say_error (SPT_SHEET (self), error);
      return;
    }
  g_clear_pointer (&self->offers, spt_offers_free);
  self->offers = g_steal_pointer (&offers);
  if (self->offers->account != NULL)
    adw_window_title_set_subtitle (self->sheet->title, self->offers->account);
  if (!spt_sheet_is_on (SPT_SHEET (self), "form") && !spt_sheet_is_on (SPT_SHEET (self), "many"))
    _spt_offers_dialog_show_list (SPT_SHEET (self));
}

/**
 * _spt_offers_dialog_read:
 * @sheet: the dialog
 *
 * Reads the catalogue again.
 */
void
_spt_offers_dialog_read (SptSheet *sheet)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (sheet);

  spt_offers_load_async (spt_desk_get_store (self->sheet->desk), self->account_id, TRUE, self->sheet->cancellable,
                         loaded_cb, self);
}

static void
search_changed_cb (SptOffersDialog *self)
{
  if (self->offers != NULL && spt_sheet_is_on (SPT_SHEET (self), "list"))
    _spt_offers_dialog_show_list (SPT_SHEET (self));
}

/* --- the form ------------------------------------------------------------------------------------- */

static void
spt_offers_dialog_check (SptSheet     *sheet,
                         SptRecord    *record,
                         SptIssueList *issues)
{
  spt_voucher_offer_check (record, issues);
}

/* While what stands there is what the code itself seemed to say, it follows the code. */
static void
follow (SptOffersDialog *self,
        const char      *name,
        char           **said,
        char            *says)
{
  SptFormField *field = spt_form_find_field (self->sheet->form, name);
  const char *text = field != NULL ? spt_form_field_get_text (field) : "";

  if (field != NULL && g_strcmp0 (says, *said) != 0 &&
      (*text == '\0' || g_strcmp0 (text, *said) == 0))
    spt_form_field_set_text (field, says != NULL ? says : "");
  g_free (*said);
  *said = says;
}

static void
spt_offers_dialog_edited (SptSheet *sheet)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (sheet);
  char *technology = NULL;
  char *speed = NULL;

  if (self->sheet->id != 0)
    return;
  spt_voucher_offer_guess (spt_form_get_text (self->sheet->form, "code"), &technology, &speed);
  follow (self, "technology", &self->said_technology, technology);
  follow (self, "speed", &self->said_speed, speed);
}

static void
set_text (SptForm    *form,
          const char *name,
          const char *text)
{
  SptFormField *field = spt_form_find_field (form, name);

  if (field != NULL)
    spt_form_field_set_text (field, text);
}

/**
 * _spt_offers_dialog_edit:
 * @self: the dialog
 * @offer: (nullable): what to begin with; a new one where its id is 0
 *
 * Goes to the form of one offer.
 */
void
_spt_offers_dialog_edit (SptOffersDialog *self,
                         SptVoucherOffer *offer)
{
  SptSchema *schema = spt_voucher_offer_get_schema ();
  gint64 id = offer != NULL ? offer->id : 0;
  SptForm *form;

  if (schema == NULL)
    return; /* said in the log */
  g_clear_pointer (&self->said_technology, g_free);
  g_clear_pointer (&self->said_speed, g_free);
  form = spt_form_new (schema);
  if (offer != NULL)
    {
      set_text (form, "code", offer->code);
      set_text (form, "technology", offer->technology);
      set_text (form, "speed", offer->speed);
      set_text (form, "note", offer->note);
    }
  spt_sheet_edit (SPT_SHEET (self), form, id, id != 0 ? _("Offer") : _("New Offer"), "code");
}

static void
spt_offers_dialog_begin (SptSheet *sheet)
{
  _spt_offers_dialog_edit (SPT_OFFERS_DIALOG (sheet), NULL);
}

/* Through the record: blanks around a code are gone then. */
static void
spt_offers_dialog_keep (SptSheet            *sheet,
                        SptRecord           *record,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (sheet);
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_voucher_offer_free);
  g_autofree char *doc = spt_record_dup_doc (record);
  SptVoucherOffer *offer = spt_voucher_offer_new_doc (doc);

  offer->id = self->sheet->id;
  g_ptr_array_add (offers, offer);
  spt_offers_save_async (spt_desk_get_store (self->sheet->desk), self->account_id, offers,
                         spt_desk_get_who (self->sheet->desk), self->sheet->cancellable, callback, user_data);
}

/* --- actions -------------------------------------------------------------------------------------- */

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (widget);

  if (!spt_sheet_is_on (SPT_SHEET (self), "list"))
    return;
  gtk_widget_show (self->tools);
  gtk_widget_grab_focus (self->search_entry);
}

/* --- the dialog ----------------------------------------------------------------------------------- */

static void
spt_offers_dialog_dispose (GObject *object)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (object);

  g_clear_handle_id (&self->timer, g_source_remove);

  G_OBJECT_CLASS (spt_offers_dialog_parent_class)->dispose (object);
}

static void
spt_offers_dialog_finalize (GObject *object)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (object);

  g_clear_pointer (&self->offers, spt_offers_free);
  g_clear_pointer (&self->read, g_ptr_array_unref);
  g_free (self->said_technology);
  g_free (self->said_speed);

  G_OBJECT_CLASS (spt_offers_dialog_parent_class)->finalize (object);
}

static const SptSheetKind sheet_kind = {
  .title = N_("Catalogue of Offers"),
  .taken_title = N_("This Code Is There Already"),
  .taken = N_("The catalogue has an offer of that code. Change that one, or write another code."),
  .removed = N_("Offer removed"),
  .unsaved = N_("What was typed here is not in the catalogue yet."),
  .remove = spt_offers_remove_async,
};

static void
spt_offers_dialog_class_init (SptOffersDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SptSheetClass *sheet_class = SPT_SHEET_CLASS (klass);

  object_class->dispose = spt_offers_dialog_dispose;
  object_class->finalize = spt_offers_dialog_finalize;
  sheet_class->read = _spt_offers_dialog_read;
  sheet_class->show_list = _spt_offers_dialog_show_list;
  sheet_class->begin = spt_offers_dialog_begin;
  sheet_class->edited = spt_offers_dialog_edited;
  sheet_class->check = spt_offers_dialog_check;
  sheet_class->keep = spt_offers_dialog_keep;

  spt_sheet_class_set_kind (sheet_class, &sheet_kind, APPLICATION_PATH "/ui/spt-offers-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, tools);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, sort);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, table);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, table_label);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, fault_box);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);

  gtk_widget_class_install_action (widget_class, "catalogue.find", NULL, find_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "catalogue.find", NULL);
  _spt_offers_many_install (sheet_class);
}

static void
spt_offers_dialog_init (SptOffersDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sheet = spt_sheet_get_parts (SPT_SHEET (self));
  _spt_offers_many_init (self);
}

/**
 * spt_offers_dialog_new:
 * @parent: a widget of the window it belongs to
 * @desk: what it works with
 * @account_id: whose catalogue; 0 = that of all accounts
 *
 * Makes the catalogue of offers.
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
spt_offers_dialog_new (GtkWidget *parent,
                       SptDesk   *desk,
                       gint64     account_id)
{
  SptOffersDialog *self = spt_sheet_new (SPT_TYPE_OFFERS_DIALOG, parent, desk);

  self->account_id = account_id;
  if (account_id == 0)
    adw_window_title_set_subtitle (self->sheet->title, _("Of all accounts"));
  spt_sheet_show_page (SPT_SHEET (self), "loading", NULL);
  _spt_offers_dialog_read (SPT_SHEET (self));
  return GTK_WINDOW (self);
}

/**
 * spt_offers_dialog_add:
 * @self: the dialog
 * @offer: what is known of an offer; its id is 0
 *
 * Begins with the form of a new offer.
 */
void
spt_offers_dialog_add (SptOffersDialog *self,
                       SptVoucherOffer *offer)
{
  g_return_if_fail (SPT_IS_OFFERS_DIALOG (self));

  _spt_offers_dialog_edit (self, offer);
}
