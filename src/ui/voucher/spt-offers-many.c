/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many offers at once: a table that is pasted or comes out of a file, looked at before it is kept. */
#define G_LOG_DOMAIN "spt-offers-many"

#include "config.h"

#include "spt-offers-dialog-private.h"

#include <glib/gi18n.h>

#include "base/spt-text.h"

#define DELAY_MS 250
#define MAX_FAULTS 20
#define MAX_FILE (4 * 1024 * 1024)
#define FAULTS "spt-faults" /* the rows of the fault box */

static char *
dup_table (SptOffersDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->table);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* --- looking at it -------------------------------------------------------------------------------- */

static void
clear_faults (SptOffersDialog *self)
{
  GPtrArray *rows = g_object_get_data (G_OBJECT (self->fault_box), FAULTS);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->fault_box),
                                  g_ptr_array_index (rows, i));
  g_object_set_data_full (G_OBJECT (self->fault_box), FAULTS, g_ptr_array_new (),
                          (GDestroyNotify) g_ptr_array_unref);
  gtk_widget_hide (self->fault_box);
}

static void
add_fault (SptOffersDialog *self,
           SptVoucherOffer *offer)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");
  /* Translators: the number of a row and the code that stands in it */
  g_autofree char *title = g_strdup_printf (_("Row %1$u · %2$s"), offer->row, offer->code);

  gtk_widget_add_css_class (icon, "error");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), offer->fault);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->fault_box), row);
  g_ptr_array_add (g_object_get_data (G_OBJECT (self->fault_box), FAULTS), row);
  gtk_widget_show (self->fault_box);
}

static void
append_count (GString    *text,
              const char *words,
              guint       n)
{
  g_autofree char *count = spt_ui_format_count (n);
  g_autofree char *part = NULL;

  if (n == 0)
    return;
  part = spt_text_fill (words, "n", count, NULL);
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
}

static void
show_read (SptOffersDialog *self,
           const GError    *error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_new = 0, n_there = 0, n_faulty = 0;

  clear_faults (self);
  for (guint i = 0; self->read != NULL && i < self->read->len; i++)
    {
      SptVoucherOffer *offer = g_ptr_array_index (self->read, i);

      if (offer->fault != NULL)
        {
          if (n_faulty++ < MAX_FAULTS)
            add_fault (self, offer);
        }
      else if (self->offers != NULL && spt_offers_find (self->offers, offer->code) != NULL)
        {
          n_there++;
        }
      else
        {
          n_new++;
        }
    }
  if (error != NULL)
    {
      g_autofree char *title = NULL;
      g_autofree char *words = spt_ui_dup_explanation (error, &title);

      g_string_append (text, words);
    }
  /* Translators: parts of one sentence: "12 new, 3 that replace what is there, 1 with errors" */
  append_count (text, ngettext ("{n} new", "{n} new", n_new), n_new);
  append_count (text, ngettext ("{n} that replaces the one there", "{n} that replace those there",
                                n_there), n_there);
  append_count (text, ngettext ("{n} with errors, which stays out",
                                "{n} with errors, which stay out", n_faulty), n_faulty);
  gtk_label_set_text (self->table_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->table_label), text->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.save", n_new + n_there > 0);
}

static void
look (SptOffersDialog *self)
{
  g_autofree char *text = dup_table (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = NULL;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->read, g_ptr_array_unref);
  if (!spt_text_is_blank (text))
    {
      stream = g_memory_input_stream_new_from_data (text, -1, NULL);
      self->read = spt_voucher_offers_read (stream, NULL, &error);
    }
  show_read (self, error);
}

static void
timer_cb (gpointer user_data)
{
  SptOffersDialog *self = user_data;

  self->timer = 0;
  look (self);
}

static void
table_changed_cb (SptOffersDialog *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once (DELAY_MS, timer_cb, self);
}

/* --- out of a file -------------------------------------------------------------------------------- */

static void
contents_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  gboolean done = g_file_load_contents_finish (G_FILE (object), result, &data, &length, NULL,
                                               &error);
  SptOffersDialog *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (!done)
    {
      spt_sheet_say_error (SPT_SHEET (self), error);
      return;
    }
  if (length > MAX_FILE)
    {
      spt_sheet_say (SPT_SHEET (self), _("The file is too large for a table of offers"));
      return;
    }
  /* As spreadsheets on other systems write it. */
  if (g_utf8_validate_len (data, length, NULL))
    text = g_strndup (g_str_has_prefix (data, "\357\273\277") ? data + 3 : data, length);
  else
    text = g_convert (data, (gssize) length, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
  if (text == NULL)
    {
      spt_sheet_say (SPT_SHEET (self), _("The file is no table: save the spreadsheet as CSV"));
      return;
    }
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->table), text, -1);
  look (self);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);
  SptOffersDialog *self;

  if (spt_ui_is_cancelled (error))
    return;
  self = SPT_OFFERS_DIALOG (user_data);
  if (error != NULL)
    spt_sheet_say_error (SPT_SHEET (self), error);
  else if (file != NULL)
    g_file_load_contents_async (file, self->sheet->cancellable, contents_cb, self);
}

static void
open_file_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (widget);
  const char *filters[] = { _("Tables"), "*.csv;*.txt;*.tsv", _("All files"), "*", NULL };

  spt_ui_open_file_async (widget, _("Table of Offers"), filters, self->sheet->cancellable, chosen_cb, self);
}

static void
many_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (widget);

  _spt_offers_many_clear (SPT_SHEET (self));
  spt_sheet_show_page (SPT_SHEET (self), "many", _("Add Many Offers"));
  gtk_button_set_label (self->sheet->save_button, C_("offers", "_Add"));
  look (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/* --- keeping it ----------------------------------------------------------------------------------- */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  guint n_new = 0, n_replaced = 0;
  gboolean done = spt_offers_save_finish (SPT_STORE (object), result, &n_new, &n_replaced, &error);
  SptOffersDialog *self = user_data;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  if (spt_ui_is_cancelled (error))
    return;
  if (!done)
    {
      spt_sheet_say_error (SPT_SHEET (self), error);
    }
  else
    {
      number = spt_ui_format_count (n_new + n_replaced);
      text = g_strdup_printf (ngettext ("%s offer is in the catalogue now",
                                        "%s offers are in the catalogue now", n_new + n_replaced),
                              number);
      spt_sheet_say (SPT_SHEET (self), text);
    }
  _spt_offers_dialog_read (SPT_SHEET (self));
}

/* FALSE: there is nothing to keep. */
static gboolean
keep (SptSheet *sheet)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (sheet);
  guint n_good = 0;

  look (self);
  for (guint i = 0; self->read != NULL && i < self->read->len; i++)
    n_good += ((SptVoucherOffer *) g_ptr_array_index (self->read, i))->fault == NULL;
  if (n_good == 0)
    return FALSE;
  spt_offers_save_async (spt_desk_get_store (self->sheet->desk), self->account_id, self->read,
                         spt_desk_get_who (self->sheet->desk), self->sheet->cancellable, saved_cb, self);
  return TRUE;
}

static gboolean
has_text (SptSheet *sheet)
{
  g_autofree char *text = dup_table (SPT_OFFERS_DIALOG (sheet));

  return spt_sheet_is_on (sheet, "many") && !spt_text_is_blank (text);
}

/**
 * _spt_offers_many_clear:
 * @sheet: the dialog
 *
 * Empties the table.
 */
void
_spt_offers_many_clear (SptSheet *sheet)
{
  SptOffersDialog *self = SPT_OFFERS_DIALOG (sheet);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->table), "", -1);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->read, g_ptr_array_unref);
}

void
_spt_offers_many_install (SptSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  klass->has_text = has_text;
  klass->keep_page = keep;
  klass->left = _spt_offers_many_clear;
  gtk_widget_class_install_action (widget_class, "catalogue.many", NULL, many_action);
  gtk_widget_class_install_action (widget_class, "catalogue.open-file", NULL, open_file_action);
}

void
_spt_offers_many_init (SptOffersDialog *self)
{
  g_signal_connect_object (gtk_text_view_get_buffer (self->table), "changed",
                           G_CALLBACK (table_changed_cb), self, G_CONNECT_SWAPPED);
}
