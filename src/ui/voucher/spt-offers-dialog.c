/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of an account's offers: its pages, the form of one offer. */
#define G_LOG_DOMAIN "spt-offers-dialog"

#include "config.h"

#include "spt-offers-dialog-private.h"
#include "ui/spt-ui.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (SptOffersDialog, spt_offers_dialog, ADW_TYPE_WINDOW)

/* --- saying --------------------------------------------------------------------------------------- */

/**
 * _spt_offers_dialog_say_error:
 * @self: the dialog
 * @error: what went wrong
 *
 * Says it here, not in the window behind.
 */
void
_spt_offers_dialog_say_error (SptOffersDialog *self,
                              const GError    *error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = spt_ui_dup_explanation (error, &title);
  const char *responses[] = { "close", _("_Close"), NULL };

  if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT))
    spt_ui_ask_async (GTK_WIDGET (self), _("This Code Is There Already"),
                      _("The catalogue has an offer of that code. Change that one, or write another "
                        "code."), NULL, responses, self->cancellable, NULL, NULL);
  else
    spt_ui_ask_async (GTK_WIDGET (self), title, text, NULL, responses, self->cancellable, NULL,
                      NULL);
}

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_offers_remove_finish (SPT_STORE (object), result, &error);

  if (spt_ui_is_cancelled (error))
    return;
  if (!done)
    _spt_offers_dialog_say_error (user_data, error);
  _spt_offers_dialog_load (user_data);
}

static void
undo_clicked_cb (SptOffersDialog *self)
{
  spt_offers_remove_async (spt_desk_get_store (self->desk), self->removed, TRUE, self->cancellable,
                           restored_cb, self);
}

/**
 * _spt_offers_dialog_say:
 * @self: the dialog
 * @text: what happened
 * @undo: with a button that brings the offer removed last back
 *
 * Says it for a moment.
 */
void
_spt_offers_dialog_say (SptOffersDialog *self,
                        const char      *text,
                        gboolean         undo)
{
  g_autofree char *title = g_markup_escape_text (text, -1);
  AdwToast *toast = g_object_new (ADW_TYPE_TOAST, "title", title, NULL);

  if (undo)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self,
                               G_CONNECT_SWAPPED);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* --- pages ---------------------------------------------------------------------------------------- */

/**
 * _spt_offers_dialog_show_page:
 * @self: the dialog
 * @name: "list", "empty", "form" or "many"
 *
 * Goes there.
 */
void
_spt_offers_dialog_show_page (SptOffersDialog *self,
                              const char      *name)
{
  gboolean is_form = strcmp (name, "form") == 0;
  gboolean is_many = strcmp (name, "many") == 0;

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->back_button, is_form || is_many);
  gtk_widget_set_visible (self->save_button, is_form || is_many);
  gtk_widget_set_visible (self->new_button, strcmp (name, "list") == 0);
  gtk_widget_set_visible (self->many_button, strcmp (name, "list") == 0);
  gtk_button_set_label (GTK_BUTTON (self->save_button), is_many ? C_("offers", "_Add")
                                                                : _("_Save"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "catalogue.save", is_form && !self->saving);
  if (is_form || is_many)
    adw_window_title_set_title (self->title, is_many ? _("Add Many Offers")
                                : self->id != 0 ? _("Offer") : _("New Offer"));
  else
    adw_window_title_set_title (self->title, _("Catalogue of Offers"));
}

static gboolean
is_on (SptOffersDialog *self,
       const char      *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;
}

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
      _spt_offers_dialog_say_error (self, error);
      return;
    }
  g_clear_pointer (&self->offers, spt_offers_free);
  self->offers = g_steal_pointer (&offers);
  if (self->offers->account != NULL)
    adw_window_title_set_subtitle (self->title, self->offers->account);
  if (!is_on (self, "form") && !is_on (self, "many"))
    _spt_offers_dialog_show_list (self);
}

/**
 * _spt_offers_dialog_load:
 * @self: the dialog
 *
 * Reads the catalogue again.
 */
void
_spt_offers_dialog_load (SptOffersDialog *self)
{
  spt_offers_load_async (spt_desk_get_store (self->desk), self->account_id, TRUE, self->cancellable,
                         loaded_cb, self);
}

static void
search_changed_cb (SptOffersDialog *self)
{
  if (self->offers != NULL && is_on (self, "list"))
    _spt_offers_dialog_show_list (self);
}

/* --- the form ------------------------------------------------------------------------------------- */

/* What is missing is no fault before one has tried to save. */
static gboolean
check (SptOffersDialog *self)
{
  g_autoptr (SptRecord) record = spt_form_dup_record (self->form);
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);
  g_autoptr (SptIssueList) shown = spt_issue_list_new (0);

  spt_voucher_offer_check (record, found);
  for (guint i = 0; i < spt_issue_list_get_n (found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (found, i);

      if (self->tried || strcmp (issue->code, "required") != 0)
        spt_issue_list_add_copy (shown, issue, issue->row);
    }
  spt_form_set_issues (self->form, shown);
  return spt_issue_list_get_n_errors (found) == 0;
}

static const char *
get_text (SptOffersDialog *self,
          const char      *name)
{
  return spt_form_get_text (self->form, name);
}

/* While what stands there is what the code itself seemed to say, it follows the code. */
static void
follow (SptOffersDialog *self,
        const char      *name,
        char           **said,
        char            *says)
{
  SptFormField *field = spt_form_find_field (self->form, name);
  const char *text = field != NULL ? spt_form_field_get_text (field) : "";

  if (field != NULL && g_strcmp0 (says, *said) != 0 &&
      (*text == '\0' || g_strcmp0 (text, *said) == 0))
    spt_form_field_set_text (field, says != NULL ? says : "");
  g_free (*said);
  *said = says;
}

static void
form_changed_cb (SptOffersDialog *self)
{
  char *technology = NULL;
  char *speed = NULL;

  if (self->filling)
    return;
  self->filling = TRUE;
  if (self->id == 0)
    {
      spt_voucher_offer_guess (get_text (self, "code"), &technology, &speed);
      follow (self, "technology", &self->said_technology, technology);
      follow (self, "speed", &self->said_speed, speed);
    }
  check (self);
  self->filling = FALSE;
}

static void
set_text (SptOffersDialog *self,
          const char      *name,
          const char      *text)
{
  SptFormField *field = spt_form_find_field (self->form, name);

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
  SptFormField *field;

  if (schema == NULL)
    return; /* said in the log */
  g_clear_object (&self->form);
  g_clear_pointer (&self->said_technology, g_free);
  g_clear_pointer (&self->said_speed, g_free);
  self->form = spt_form_new (schema);
  self->id = offer != NULL ? offer->id : 0;
  self->tried = self->id != 0;
  if (offer != NULL)
    {
      set_text (self, "code", offer->code);
      set_text (self, "technology", offer->technology);
      set_text (self, "speed", offer->speed);
      set_text (self, "note", offer->note);
    }
  /* A proposal that nobody saved is nothing to lose. */
  spt_form_set_modified (self->form, FALSE);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self,
                           G_CONNECT_SWAPPED);
  spt_form_view_set_form (self->form_view, self->form);
  form_changed_cb (self);
  _spt_offers_dialog_show_page (self, "form");
  field = spt_form_find_field (self->form, "code");
  if (field != NULL)
    spt_form_view_focus_field (self->form_view, field);
}

static void
leave (SptOffersDialog *self)
{
  spt_form_view_set_form (self->form_view, NULL);
  g_clear_object (&self->form);
  _spt_offers_many_clear (self);
  if (self->offers != NULL)
    _spt_offers_dialog_show_list (self);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_offers_save_finish (SPT_STORE (object), result, NULL, NULL, &error);
  SptOffersDialog *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  self->saving = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "catalogue.save", TRUE);
  if (!done)
    {
      _spt_offers_dialog_say_error (self, error);
      return;
    }
  leave (self);
  _spt_offers_dialog_load (self);
}

static void
save_form (SptOffersDialog *self)
{
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autofree char *doc = NULL;
  SptVoucherOffer *offer;

  if (self->form == NULL || self->saving)
    return;
  self->tried = TRUE;
  if (!check (self))
    {
      SptFormField *field = spt_form_find_error (self->form, NULL);

      if (field != NULL)
        spt_form_view_focus_field (self->form_view, field);
      return;
    }

  /* Through the record: blanks around a code are gone then. */
  record = spt_form_dup_record (self->form);
  doc = spt_record_dup_doc (record);
  offer = spt_voucher_offer_new_doc (doc);
  offer->id = self->id;
  offers = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_voucher_offer_free);
  g_ptr_array_add (offers, offer);
  self->saving = TRUE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "catalogue.save", FALSE);
  spt_offers_save_async (spt_desk_get_store (self->desk), self->account_id, offers,
                         spt_desk_get_who (self->desk), self->cancellable, saved_cb, self);
}

/* --- actions -------------------------------------------------------------------------------------- */

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (widget);

  if (is_on (self, "many"))
    {
      if (_spt_offers_many_save (self))
        leave (self);
    }
  else
    {
      save_form (self);
    }
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (widget);

  if (is_on (self, "list") || is_on (self, "empty"))
    _spt_offers_dialog_edit (self, NULL);
}

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (widget);

  if (!is_on (self, "list"))
    return;
  gtk_widget_show (self->tools);
  gtk_widget_grab_focus (self->search_entry);
}

static void
discard_answer_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = spt_ui_ask_finish (result, &error);
  gboolean close = GPOINTER_TO_INT (user_data);
  SptOffersDialog *self;

  if (g_strcmp0 (answer, "discard") != 0)
    return;
  self = SPT_OFFERS_DIALOG (object);
  leave (self);
  if (close)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* TRUE: there was something typed, and the person is asked. */
static gboolean
ask_before_leaving (SptOffersDialog *self,
                    gboolean         close)
{
  const char *responses[] = { "cancel", _("_Cancel"), "!discard", _("_Discard"), NULL };

  if ((self->form == NULL || !spt_form_get_modified (self->form)) &&
      !(is_on (self, "many") && _spt_offers_many_has_text (self)))
    return FALSE;
  spt_ui_ask_async (GTK_WIDGET (self), _("Discard the Changes?"),
                    _("What was typed here is not in the catalogue yet."), NULL, responses,
                    self->cancellable, discard_answer_cb, GINT_TO_POINTER (close));
  return TRUE;
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (widget);

  if ((self->form != NULL || is_on (self, "many")) && !ask_before_leaving (self, FALSE))
    leave (self);
}

static gboolean
spt_offers_dialog_close_request (GtkWindow *window)
{
  if (ask_before_leaving (SPT_OFFERS_DIALOG (window), TRUE))
    return TRUE;
  return GTK_WINDOW_CLASS (spt_offers_dialog_parent_class)->close_request (window);
}

/* --- the dialog ----------------------------------------------------------------------------------- */

static void
spt_offers_dialog_dispose (GObject *object)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->form);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (spt_offers_dialog_parent_class)->dispose (object);
}

static void
spt_offers_dialog_finalize (GObject *object)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->offers, spt_offers_free);
  g_clear_pointer (&self->read, g_ptr_array_unref);
  g_free (self->said_technology);
  g_free (self->said_speed);

  G_OBJECT_CLASS (spt_offers_dialog_parent_class)->finalize (object);
}

static void
spt_offers_dialog_class_init (SptOffersDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_offers_dialog_dispose;
  object_class->finalize = spt_offers_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = spt_offers_dialog_close_request;

  g_type_ensure (SPT_TYPE_FORM_VIEW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-offers-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, new_button);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, many_button);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, tools);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, sort);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, list_box);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, form_view);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, table);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, table_label);
  gtk_widget_class_bind_template_child (widget_class, SptOffersDialog, fault_box);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);

  gtk_widget_class_install_action (widget_class, "catalogue.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "catalogue.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "catalogue.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "catalogue.find", NULL, find_action);
  _spt_offers_many_class_init (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "catalogue.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "catalogue.new",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "catalogue.find",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "catalogue.back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spt_offers_dialog_init (SptOffersDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
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
  GtkRoot *root = gtk_widget_get_root (parent);
  SptOffersDialog *self = g_object_new (SPT_TYPE_OFFERS_DIALOG, "transient-for",
                                        GTK_IS_WINDOW (root) ? root : NULL, NULL);

  spt_ui_fit_sheet (GTK_WINDOW (self));
  self->desk = g_object_ref (desk);
  self->account_id = account_id;
  if (account_id == 0)
    adw_window_title_set_subtitle (self->title, _("Of all accounts"));
  _spt_offers_dialog_show_page (self, "loading");
  _spt_offers_dialog_load (self);
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
