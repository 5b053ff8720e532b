/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to one voucher: requests, phases, what people said and took upon themselves. */
#define G_LOG_DOMAIN "spt-voucher-history"

#include "config.h"

#include "ui/voucher/spt-voucher-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "base/spt-messages.h"
#include "base/spt-text.h"
#include "store/spt-store-views.h"
#include "ui/spt-submission-words.h"
#include "ui/spt-window.h"
#include "ui/voucher/spt-voucher-step-words.h"

/* One line of it; only one of the three is set. */
typedef struct
{
  gint64                    utc;
  const SptRecordHistory   *sent;
  const SptDossierFact     *fact;
  const SptDossierOverride *override;
} Entry;

/* --- the words ------------------------------------------------------------------------------------- */

static char *
dup_day (const char *iso)
{
  SptDatetime date;

  return iso != NULL && spt_datetime_parse (iso, &date, NULL)
         ? spt_datetime_to_italian (&date, FALSE) : g_strdup (iso != NULL ? iso : "");
}

static void
describe_due (const SptDossierFact  *fact,
              char                 **title,
              char                 **text)
{
  g_autofree char *before = dup_day (fact->before);
  g_autofree char *after = dup_day (fact->after);

  if (*after == '\0')
    *title = g_strdup (_("Activation deadline taken away"));
  else if (strcmp (before, after) == 0)
    /* Translators: %s is a date */
    *title = g_strdup_printf (_("Activation deadline confirmed: %s"), after);
  else
    /* Translators: %s is a date */
    *title = g_strdup_printf (_("Activation deadline: %s"), after);
  if (*before != '\0' && strcmp (before, after) != 0)
    /* Translators: %s is a date, or where a voucher stood */
    *text = g_strdup_printf (_("Before: %s"), before);
}

static void
describe_fact (const SptDossierFact  *fact,
               char                 **title,
               char                 **text)
{
  const char *before = fact->before != NULL ? fact->before : "";
  const char *after = fact->after != NULL ? fact->after : "";

  if (strcmp (fact->kind, "found") == 0)
    {
      *title = g_strdup (_("Found on the portal: it was not made here"));
      *text = *after != '\0' ? g_strdup_printf ("PROTOCOLLO %s", after) : NULL;
    }
  else if (strcmp (fact->kind, "joined") == 0)
    {
      gboolean said = *fact->who != '\0'; /* by a person, of two that there were */

      *title = g_strdup (said ? _("Joined with one found on the portal")
                              : _("Recognised in the list of the service"));
      *text = !said && *after != '\0' ? g_strdup_printf ("PROTOCOLLO %s", after) : NULL;
    }
  else if (strcmp (fact->kind, "parted") == 0)
    {
      *title = g_strdup (_("Two vouchers again: the joining was taken back"));
      *text = NULL;
    }
  else if (strcmp (fact->kind, "apart") == 0)
    {
      *title = g_strdup (_("Not the same as one found on the portal"));
      *text = NULL;
    }
  else if (strcmp (fact->kind, "together") == 0)
    {
      *title = g_strdup (_("It may be the same as one found on the portal after all"));
      *text = NULL;
    }
  /* "step": moved by what we asked for; "phase": by itself. */
  else if (strcmp (fact->kind, "phase") == 0 || strcmp (fact->kind, "step") == 0)
    {
      *title = g_strdup (after);
      *text = *before != '\0' ? g_strdup_printf (_("Before: %s"), before) : NULL;
    }
  else if (strcmp (fact->kind, "due") == 0)
    {
      describe_due (fact, title, text);
    }
  else if (strcmp (fact->kind, "insisted") == 0)
    {
      /* Translators: %s is a step, such as "Activation" */
      *title = g_strdup_printf (_("%s prepared although unusual"),
                                _(spt_voucher_step_words (before)->title));
      /* Translators: %s is what somebody wrote */
      *text = g_strdup_printf (_("Reason: %s"), after);
    }
  else
    {
      *title = g_strdup (_("Note"));
      *text = g_strdup (after);
    }
}

static void
describe_override (SptVoucherPage            *self,
                   const SptDossierOverride  *override,
                   char                     **title,
                   char                     **text)
{
  const SptMessage *message =
    spt_messages_find (spt_schema_get_domain (spt_form_get_schema (self->record->form)), override->code);

  /* Translators: %s is an error, such as "Wrong check character" */
  *title = g_strdup_printf (_("Accepted anyway: %s"),
                            message != NULL ? message->title : override->code);
  *text = *override->value != '\0'
          /* Translators: the first %s is a value, the second what somebody wrote */
          ? g_strdup_printf (_("%s. Reason: %s"), override->value, override->reason)
          : g_strdup_printf (_("Reason: %s"), override->reason);
}

/* --- the rows -------------------------------------------------------------------------------------- */

static GtkWidget *
new_row (const char *title,
         const char *subtitle,
         const char *icon_name)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (icon, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);

  return row;
}

static GtkWidget *
new_sent_row (SptVoucherPage         *self,
              const SptRecordHistory *entry)
{
  GtkWidget *row = spt_record_page_new_sent_row (SPT_RECORD_PAGE (self), entry,
                                                 _(spt_voucher_step_words (entry->operation)->title));
  GtkWidget *icon = gtk_image_new_from_icon_name ("mail-send-symbolic");

  gtk_widget_add_css_class (icon, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);

  return row;
}

static void
add_part_button (GtkWidget *row)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Undo"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "voucher.part");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Take the joining back"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* The joining that can be taken back: the last one. */
static const Entry *
find_joining (SptVoucherPage *self,
              GArray         *entries)
{
  for (guint i = 0; self->joined != 0 && i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if (entry->fact != NULL && strcmp (entry->fact->kind, "joined") == 0 && *entry->fact->who != '\0')
        return entry;
    }

  return NULL;
}

static GtkWidget *
new_said_row (SptVoucherPage *self,
              const Entry    *entry,
              const Entry    *joining)
{
  gint64 now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self)));
  const char *who = entry->fact != NULL ? entry->fact->who : entry->override->who;
  g_autofree char *when = spt_ui_format_time (entry->utc, now);
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *subtitle = NULL;
  GtkWidget *row;

  if (entry->fact != NULL)
    describe_fact (entry->fact, &title, &text);
  else
    describe_override (self, entry->override, &title, &text);
  subtitle = g_strdup_printf ("%s · %s%s%s", when, *who != '\0' ? who : _("the service"),
                              text != NULL ? "\n" : "", text != NULL ? text : "");
  row = new_row (title, subtitle, *who == '\0' ? "network-server-symbolic"
                 : entry->override != NULL ? "dialog-warning-symbolic" : "document-edit-symbolic");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  if (entry == joining)
    add_part_button (row);

  return row;
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *left = a;
  const Entry *right = b;

  return left->utc < right->utc ? 1 : left->utc > right->utc ? -1 : 0;
}

/* Newest first; what came at the same moment as it was written. */
static GArray *
collect (SptVoucherLoad *loaded)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (Entry));

  for (guint i = loaded->facts->len; i > 0; i--)
    {
      const SptDossierFact *fact = g_ptr_array_index (loaded->facts, i - 1);
      Entry entry = { .utc = fact->utc, .fact = fact };

      g_array_append_val (entries, entry);
    }
  for (guint i = 0; i < loaded->overrides->len; i++)
    {
      const SptDossierOverride *override = g_ptr_array_index (loaded->overrides, i);
      Entry entry = { .utc = override->utc, .override = override };

      /* That is in the facts, for good. */
      if (strcmp (override->code, "step-doubtful") != 0)
        g_array_append_val (entries, entry);
    }
  for (guint i = 0; i < loaded->record.history->len; i++)
    {
      const SptRecordHistory *sent = g_ptr_array_index (loaded->record.history, i);
      Entry entry = { .utc = sent->created, .sent = sent };

      g_array_append_val (entries, entry);
    }
  g_array_sort (entries, compare_entries);

  return entries;
}

/**
 * _spt_voucher_history_add:
 * @page: the page
 * @loaded: what the archive has
 *
 * Shows what happened to a voucher, newest first.
 */
void
_spt_voucher_history_add (SptRecordPage *page,
                          SptRecordLoad *loaded)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (page);
  g_autoptr (GArray) entries = collect ((SptVoucherLoad *) loaded);
  const Entry *joining = find_joining (self, entries);

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      gtk_list_box_append (self->record->history_list, entry->sent != NULL
                           ? new_sent_row (self, entry->sent) : new_said_row (self, entry, joining));
    }
}

/* --- notes ----------------------------------------------------------------------------------------- */

static void
noted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_voucher_work_finish (SPT_STORE (object), result, &error);
  SptVoucherPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (!done)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->note_row), "");
  spt_record_page_load (SPT_RECORD_PAGE (self));
}

/**
 * _spt_voucher_history_add_note:
 * @self: the page
 *
 * Keeps what was written as a note, with name and time.
 */
void
_spt_voucher_history_add_note (SptVoucherPage *self)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));
  g_autofree char *text = spt_text_strip (gtk_editable_get_text (GTK_EDITABLE (self->note_row)));

  if (*text == '\0' || self->record->id == 0)
    return;
  spt_voucher_note_async (spt_desk_get_store (desk), self->record->id, text, spt_desk_get_who (desk),
                          self->record->cancellable, noted_cb, self);
}
