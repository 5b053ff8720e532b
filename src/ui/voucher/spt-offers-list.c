/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of the catalogue of offers: its rows, what vouchers have besides, removing. */
#define G_LOG_DOMAIN "spt-offers-list"

#include "config.h"

#include "spt-offers-dialog-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_ROWS 200
#define MAX_USED 20
#define ROW_DATA "spt-offer"
#define MANY 6 /* from so many on there is something to search for */

enum
{
  BY_CODE,
  BY_TECHNOLOGY,
  BY_SPEED
};

/* --- what is done with a row ------------------------------------------------------------------------ */

static SptVoucherOffer *
get_offer (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), ROW_DATA);
}

static void
remove_offer (SptOffersDialog *self,
              GtkWidget       *widget)
{
  spt_sheet_remove (SPT_SHEET (self), get_offer (widget)->id);
}

static void
row_activated_cb (SptOffersDialog *self,
                  GtkWidget       *row)
{
  _spt_offers_dialog_edit (self, get_offer (row));
}

static gboolean
row_key_cb (GtkEventControllerKey *controller,
            guint                  keyval,
            guint                  keycode,
            GdkModifierType        state,
            SptOffersDialog       *self)
{
  if (keyval != GDK_KEY_Delete && keyval != GDK_KEY_KP_Delete)
    return GDK_EVENT_PROPAGATE;
  remove_offer (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
  return GDK_EVENT_STOP;
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_offers_save_finish (SPT_STORE (object), result, NULL, NULL, &error);
  SptOffersDialog *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (done)
    spt_sheet_say (SPT_SHEET (self), _("Added to the catalogue"));
  else
    spt_sheet_say_error (SPT_SHEET (self), error);
  _spt_offers_dialog_read (SPT_SHEET (self));
}

/* With all it needs it is kept at once; else the form asks for the rest. */
static void
add_clicked_cb (SptOffersDialog *self,
                GtkWidget       *button)
{
  SptVoucherOffer *offer = get_offer (button);
  g_autoptr (SptRecord) record = spt_record_new (spt_voucher_offer_get_schema ());
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GPtrArray) offers = NULL;
  g_autofree char *doc = spt_voucher_offer_dup_doc (offer);

  if (!spt_record_read (record, doc, -1, NULL))
    return;
  spt_voucher_offer_check (record, issues);
  if (spt_issue_list_get_n_errors (issues) > 0)
    {
      _spt_offers_dialog_edit (self, offer);
      return;
    }
  offers = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_voucher_offer_free);
  g_ptr_array_add (offers, spt_voucher_offer_new (offer->code, offer->technology, offer->speed,
                                                  offer->note));
  spt_offers_save_async (spt_desk_get_store (self->sheet->desk), self->account_id, offers,
                         spt_desk_get_who (self->sheet->desk), self->sheet->cancellable, added_cb, self);
}

/* --- rows ----------------------------------------------------------------------------------------- */

static SptVoucherOffer *
copy_offer (SptVoucherOffer *offer)
{
  SptVoucherOffer *copy = spt_voucher_offer_new (offer->code, offer->technology, offer->speed,
                                                 offer->note);

  copy->id = offer->id;
  return copy;
}

static void
keep_offer (gpointer         widget,
            SptVoucherOffer *offer)
{
  g_object_set_data_full (G_OBJECT (widget), ROW_DATA, copy_offer (offer),
                          (GDestroyNotify) spt_voucher_offer_free);
}

static GtkWidget *
make_row (SptVoucherOffer *offer)
{
  g_autofree char *summary = spt_voucher_offer_dup_summary (offer);
  GtkWidget *row = spt_ui_new_row (offer->code, summary);

  keep_offer (row, offer);
  return row;
}

static GtkWidget *
make_button (SptVoucherOffer *offer,
             GtkWidget       *button,
             const char      *name)
{
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  keep_offer (button, offer);
  return button;
}

static GtkWidget *
make_offer_row (SptOffersDialog *self,
                SptVoucherOffer *offer)
{
  GtkWidget *row = make_row (offer);
  GtkEventController *keys = gtk_event_controller_key_new ();
  /* Translators: %s is the code of an offer */
  g_autofree char *name = g_strdup_printf (_("Remove %s"), offer->code);
  GtkWidget *remove = make_button (offer, gtk_button_new_from_icon_name ("user-trash-symbolic"),
                                   name);

  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_offer), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (row_key_cb), self, 0);
  gtk_widget_add_controller (row, keys);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  spt_ui_lead_row (row, NULL, NULL);
  return row;
}

static GtkWidget *
make_used_row (SptOffersDialog *self,
               SptVoucherOffer *offer)
{
  GtkWidget *row = make_row (offer);
  /* Translators: %s is the code of an offer */
  g_autofree char *name = g_strdup_printf (_("Add %s to the catalogue"), offer->code);
  GtkWidget *add = make_button (offer, gtk_button_new_with_mnemonic (C_("offers", "_Add")), name);

  g_signal_connect_object (add, "clicked", G_CALLBACK (add_clicked_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), add);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), add);
  return row;
}

/* --- the list --------------------------------------------------------------------------------------- */

static int
compare_offers (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const SptVoucherOffer *one = *(SptVoucherOffer *const *) a;
  const SptVoucherOffer *two = *(SptVoucherOffer *const *) b;
  int order = 0;

  if (GPOINTER_TO_INT (user_data) == BY_TECHNOLOGY)
    order = strcmp (one->technology, two->technology);
  else if (GPOINTER_TO_INT (user_data) == BY_SPEED)
    order = g_ascii_strtoll (one->speed, NULL, 10) < g_ascii_strtoll (two->speed, NULL, 10) ? 1
            : g_ascii_strtoll (one->speed, NULL, 10) > g_ascii_strtoll (two->speed, NULL, 10) ? -1
            : 0;

  return order != 0 ? order : g_ascii_strcasecmp (one->code, two->code);
}

static AdwPreferencesGroup *
add_group (SptOffersDialog *self,
           const char      *title,
           const char      *text)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), text);
  gtk_box_append (self->sheet->list_box, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
add_offers (SptOffersDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  guint order = gtk_drop_down_get_selected (self->sort);
  g_autoptr (GPtrArray) found = spt_offers_search (self->offers, text, 0);
  g_autofree char *count = spt_ui_format_count (found->len);
  g_autofree char *title = NULL;
  g_autofree char *more = NULL;
  AdwPreferencesGroup *group;

  g_ptr_array_sort_with_data (found, compare_offers, GINT_TO_POINTER ((int) order));
  title = found->len == 0 ? g_strdup (_("No offer is like that"))
          : g_strdup_printf (ngettext ("%s offer", "%s offers", found->len), count);
  if (found->len > MAX_ROWS)
    {
      g_autofree char *shown = spt_ui_format_count (MAX_ROWS);

      /* Translators: %s is a number of rows */
      more = g_strdup_printf (_("The first %s are shown: the search finds the others."), shown);
    }
  group = add_group (self, title, more);
  for (guint i = 0; i < found->len && i < MAX_ROWS; i++)
    adw_preferences_group_add (group, make_offer_row (self, g_ptr_array_index (found, i)));
}

static void
add_used (SptOffersDialog *self)
{
  AdwPreferencesGroup *group;

  if (self->offers->used->len == 0 ||
      *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    return;
  group = add_group (self, _("From the Vouchers"),
                     _("Codes that vouchers have and the catalogue has not."));
  for (guint i = 0; i < self->offers->used->len && i < MAX_USED; i++)
    adw_preferences_group_add (group,
                               make_used_row (self, g_ptr_array_index (self->offers->used, i)));
}

/**
 * _spt_offers_dialog_show_list:
 * @sheet: the dialog
 *
 * Shows the list, once it was read, or what to begin with where there is nothing.
 */
void
_spt_offers_dialog_show_list (SptSheet *sheet)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (sheet);
  gboolean many;
  GtkWidget *child;

  if (self->offers == NULL)
    return;
  many = self->offers->offers->len >= MANY;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sheet->list_box))) != NULL)
    gtk_box_remove (self->sheet->list_box, child);
  if (self->offers->offers->len > 0)
    add_offers (self);
  add_used (self);
  gtk_widget_set_visible (self->tools, many || gtk_widget_has_focus (self->search_entry) ||
                          *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0');
  spt_sheet_show_page (sheet, self->offers->offers->len + self->offers->used->len > 0 ? "list" : "empty", NULL);
}
