/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offer of a voucher out of the account's catalogue. */
#define G_LOG_DOMAIN "spt-offer-row"

#include "config.h"

#include "ui/voucher/spt-offer-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/form/spt-form-view.h"
#include "ui/spt-suggest.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"
#include "ui/voucher/spt-offers-dialog.h"
#include "ui/voucher/spt-offers-work.h"

#define DATA "spt-offer-picker"
#define MAX_SHOWN 8
#define CATALOGUE "*catalogue" /* no code of an offer */
#define ADD "*add"

/* What follows from an offer, in the group that its code stands in. */
static const struct
{
  const char *code;
  const char *technology;
  const char *speed; /* (nullable) */
} places[] = {
  { "operatore.codiceUnivocoOfferta", "operatore.tecnologiaPrenotata", "velocitaDownloadMbit" },
  { "codiceUnivocoOfferta", "tecnologiaAttivata", NULL },
};

static const char *const names[] = {
  "operatore.codiceUnivocoOfferta", "codiceUnivocoOfferta", NULL
};

struct _SptOfferPicker
{
  GObject       parent_instance;

  GtkWidget    *page;        /* (unowned): it owns us */
  SptForm      *form;        /* (owned) */
  SptDesk      *desk;        /* (owned) */
  SptSuggest   *suggest;     /* (owned) */
  GActionGroup *actions;     /* (owned) */
  SptOffers    *offers;      /* (owned) (nullable): read as soon as somebody wants them */
  GCancellable *cancellable; /* (owned) */
  gint64        account_id;
  guint         loading : 1;
  guint         asked   : 1; /* what waits for the offers was asked for by key */
  guint         waiting : 1; /* somebody typed while they were read */
};

G_DEFINE_FINAL_TYPE (SptOfferPicker, spt_offer_picker, G_TYPE_OBJECT)

static void load (SptOfferPicker *self);

static SptStore *
get_store (SptOfferPicker *self)
{
  return spt_desk_get_store (self->desk);
}

/* --- filling in ----------------------------------------------------------------------------------- */

static guint
get_place (SptFormField *field)
{
  const char *name = spt_form_field_get_def (field)->name;

  return strcmp (name, places[0].code) == 0 ? 0 : 1;
}

static SptFormField *
find_beside (SptFormField *field,
             const char   *name)
{
  SptFormGroup *group = spt_form_field_get_group (field);

  return group != NULL && name != NULL ? spt_form_group_find_field (group, name) : NULL;
}

static const char *
get_beside (SptFormField *field,
            const char   *name)
{
  SptFormField *beside = find_beside (field, name);

  return beside != NULL ? spt_form_field_get_text (beside) : "";
}

static void
fill_field (SptFormField *field,
            const char   *text,
            gboolean      only_empty)
{
  if (field != NULL && *text != '\0' &&
      (!only_empty || *spt_form_field_get_text (field) == '\0'))
    spt_form_field_set_text (field, text);
}

/* A multi-technology offer does not say which: the question stays open, never answered by what stood
 * there for another offer (services facts 4.11, 10). */
static void
fill (SptOfferPicker  *self,
      SptFormField    *field,
      SptVoucherOffer *offer,
      gboolean         only_empty)
{
  guint place = get_place (field);
  SptFormField *technology = find_beside (field, places[place].technology);

  spt_suggest_set_filling (self->suggest, TRUE);
  if (!only_empty)
    spt_form_field_set_text (field, offer->code);
  if (!spt_voucher_offer_is_multi (offer))
    fill_field (technology, offer->technology, only_empty);
  else if (!only_empty && technology != NULL)
    spt_form_field_set_text (technology, "");
  fill_field (find_beside (field, places[place].speed), offer->speed, only_empty);
  spt_suggest_set_filling (self->suggest, FALSE);
}

/* On to what is asked next. */
static void
focus_technology (SptOfferPicker *self,
                  SptFormField   *field)
{
  SptFormField *technology = find_beside (field, places[get_place (field)].technology);
  GtkRoot *root = gtk_widget_get_root (self->page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *view = focus != NULL ? gtk_widget_get_ancestor (focus, SPT_TYPE_FORM_VIEW) : NULL;

  if (view != NULL && technology != NULL)
    spt_form_view_focus_field (SPT_FORM_VIEW (view), technology);
}

/* --- suggesting ----------------------------------------------------------------------------------- */

static void
suggest (SptOfferPicker *self,
         SptFormField   *field,
         gboolean        asked)
{
  const char *text = spt_form_field_get_text (field);
  SptVoucherOffer *exact = spt_offers_find (self->offers, text);
  g_autoptr (GPtrArray) found = NULL;

  if (exact != NULL)
    fill (self, field, exact, TRUE);
  /* Asked for beside one that is chosen: all, to choose another. */
  found = spt_offers_search (self->offers, asked && exact != NULL ? "" : text, MAX_SHOWN);
  if (asked && found->len == 0)
    {
      g_ptr_array_unref (found);
      found = spt_offers_search (self->offers, "", MAX_SHOWN);
    }
  if ((*text == '\0' && !asked) || (exact != NULL && !asked) || !spt_suggest_begin (self->suggest))
    {
      spt_suggest_drop (self->suggest);
      return;
    }

  for (guint i = 0; i < found->len; i++)
    {
      SptVoucherOffer *offer = g_ptr_array_index (found, i);
      g_autofree char *summary = spt_voucher_offer_dup_summary (offer);

      spt_suggest_add (self->suggest, offer->code, offer->code, summary);
    }
  if (asked)
    {
      if (exact == NULL && *text != '\0')
        spt_suggest_add (self->suggest, ADD, _("Add to the Catalogue"), text);
      spt_suggest_add (self->suggest, CATALOGUE, _("Catalogue of Offers…"), "");
    }
  spt_suggest_show (self->suggest);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptOffers) offers = spt_offers_load_finish (SPT_STORE (object), result, &error);
  SptOfferPicker *self = user_data;
  SptFormField *field;

  if (spt_ui_is_cancelled (error))
    return;
  self->loading = FALSE;
  if (offers == NULL)
    {
      /* Whoever types a code needs no catalogue for it. */
      g_warning ("The catalogue of offers could not be read: %s", error->message);
      return;
    }
  g_clear_pointer (&self->offers, spt_offers_free);
  self->offers = g_steal_pointer (&offers);
  field = spt_suggest_get_field (self->suggest);
  if (self->waiting && field != NULL)
    suggest (self, field, self->asked);
  self->waiting = FALSE;
}

static void
load (SptOfferPicker *self)
{
  if (self->loading)
    return;
  self->loading = TRUE;
  spt_offers_load_async (get_store (self), self->account_id, FALSE, self->cancellable, loaded_cb,
                         self);
}

/* What is known is no longer right. */
static void
forget (SptOfferPicker *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->loading = FALSE;
  g_clear_pointer (&self->offers, spt_offers_free);
}

static void
typed_cb (SptOfferPicker *self,
          SptFormField   *field,
          gboolean        asked)
{
  if (self->offers != NULL)
    {
      suggest (self, field, asked);
      return;
    }
  self->waiting = TRUE;
  self->asked = !!asked;
  load (self);
}

static void
chosen_cb (SptOfferPicker *self,
           SptFormField   *field,
           const char     *id)
{
  SptVoucherOffer *offer = self->offers != NULL ? spt_offers_find (self->offers, id) : NULL;

  if (strcmp (id, CATALOGUE) == 0)
    {
      g_action_group_activate_action (self->actions, "catalogue", NULL);
    }
  else if (strcmp (id, ADD) == 0)
    {
      g_action_group_activate_action (self->actions, "add", NULL);
    }
  else if (offer != NULL)
    {
      gboolean multi = spt_voucher_offer_is_multi (offer);

      fill (self, field, offer, FALSE);
      if (multi)
        focus_technology (self, field);
    }
}

static void
store_changed_cb (SptOfferPicker *self,
                  guint           what)
{
  if ((what & (SPT_CHANGED_CATALOGUE | SPT_CHANGED_ELSEWHERE)) != 0)
    forget (self);
}

/* --- actions -------------------------------------------------------------------------------------- */

static void
catalogue_action_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  SptOfferPicker *self = user_data;

  gtk_window_present (spt_offers_dialog_new (self->page, self->desk, self->account_id));
}

/* What is typed, with what the voucher has beside it, as the start of a new offer. */
static void
add_action_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  SptOfferPicker *self = user_data;
  SptFormField *field = spt_suggest_get_field (self->suggest);
  GtkWindow *dialog = spt_offers_dialog_new (self->page, self->desk, self->account_id);
  g_autoptr (SptVoucherOffer) offer = NULL;
  guint place;

  if (field == NULL)
    field = spt_form_find_field (self->form, places[0].code);
  if (field != NULL)
    {
      place = get_place (field);
      offer = spt_voucher_offer_new (spt_form_field_get_text (field),
                                     get_beside (field, places[place].technology),
                                     get_beside (field, places[place].speed != NULL
                                                 ? places[place].speed : ""), NULL);
      spt_offers_dialog_add (SPT_OFFERS_DIALOG (dialog), offer);
    }
  gtk_window_present (dialog);
}

/* --- the object ----------------------------------------------------------------------------------- */

static void
spt_offer_picker_dispose (GObject *object)
{
  SptOfferPicker *self = SPT_OFFER_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->suggest);
  g_clear_object (&self->form);
  g_clear_object (&self->desk);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (spt_offer_picker_parent_class)->dispose (object);
}

static void
spt_offer_picker_finalize (GObject *object)
{
  SptOfferPicker *self = SPT_OFFER_PICKER (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->offers, spt_offers_free);

  G_OBJECT_CLASS (spt_offer_picker_parent_class)->finalize (object);
}

static void
spt_offer_picker_class_init (SptOfferPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_offer_picker_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_offer_picker_finalize;
}

static void
spt_offer_picker_init (SptOfferPicker *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * spt_offer_picker_attach:
 * @page: what the form stands in; owns the picker, gets the actions offers.catalogue and offers.add
 * @form: of a voucher
 * @desk: what it works with
 *
 * Lets the offers of a voucher be taken from the catalogue.
 *
 * Returns: (transfer none): the picker
 */
SptOfferPicker *
spt_offer_picker_attach (GtkWidget *page,
                         SptForm   *form,
                         SptDesk   *desk)
{
  static const GActionEntry entries[] = {
    { .name = "catalogue", .activate = catalogue_action_cb },
    { .name = "add", .activate = add_action_cb },
  };
  SptOfferPicker *self = g_object_new (SPT_TYPE_OFFER_PICKER, NULL);

  self->page = page;
  self->form = g_object_ref (form);
  self->desk = g_object_ref (desk);
  self->actions = G_ACTION_GROUP (g_simple_action_group_new ());
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (page, "offers", self->actions);
  self->suggest = spt_suggest_new (page, form, names, _("Offers of the catalogue"));
  spt_suggest_set_on_demand (self->suggest, TRUE);
  g_signal_connect_object (self->suggest, "typed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->suggest, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (page), DATA, self, g_object_unref);
  return self;
}

/**
 * spt_offer_picker_set_account:
 * @self: the picker
 * @account_id: an account; 0 = not known yet
 *
 * Says whose catalogue counts.
 */
void
spt_offer_picker_set_account (SptOfferPicker *self,
                              gint64          account_id)
{
  g_return_if_fail (SPT_IS_OFFER_PICKER (self));

  if (self->account_id == account_id)
    return;
  self->account_id = account_id;
  forget (self);
}

/**
 * spt_offer_picker_get_action:
 * @field: a field of a voucher
 *
 * Returns: (transfer none) (nullable): what the button of its row says; %NULL = it has none
 */
const char *
spt_offer_picker_get_action (SptFormField *field)
{
  return g_strv_contains (names, spt_form_field_get_def (field)->name) ? _("Catalogue…") : NULL;
}

static void
row_action_cb (SptOfferPicker *self)
{
  g_action_group_activate_action (self->actions, "catalogue", NULL);
}

/**
 * spt_offer_row_new:
 * @desk: what it works with
 * @form: of a voucher
 * @account_id: whose catalogue
 *
 * Makes a row for the code of the reservation's offer; technology and speed follow in the form's own
 * fields.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
spt_offer_row_new (SptDesk *desk,
                   SptForm *form,
                   gint64   account_id)
{
  SptFormField *field = spt_form_find_field (form, places[0].code);
  GtkWidget *row;
  SptOfferPicker *picker;

  g_return_val_if_fail (field != NULL, NULL);

  row = spt_form_row_new (field);
  picker = spt_offer_picker_attach (row, form, desk);
  spt_offer_picker_set_account (picker, account_id);
  spt_form_row_set_action (SPT_FORM_ROW (row), _("Catalogue…"));
  g_signal_connect_object (row, "action-clicked", G_CALLBACK (row_action_cb), picker,
                           G_CONNECT_SWAPPED);
  return row;
}
