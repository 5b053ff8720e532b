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

static const SptMessage *
find_message (const SptRecordHistory  *entry,
              const SptOperationInfo **info)
{
  SptService *service = spt_services_find_operation (entry->operation, info);

  return entry->code == NULL || service == NULL ? NULL
         : spt_messages_find (spt_service_get_info (service)->id, entry->code);
}

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
    spt_messages_find (spt_schema_get_domain (spt_form_get_schema (self->form)), override->code);

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
  const SptOperationInfo *info = NULL;
  const SptMessage *message = find_message (entry, &info);
  gint64 now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self)));
  g_autofree char *when = spt_ui_format_time (entry->state_since, now);
  g_autoptr (GString) subtitle = g_string_new (NULL);
  GtkWidget *state = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", TRUE, "state", entry->state,
                                   "valign", GTK_ALIGN_CENTER, NULL);
  GtkWidget *row;

  g_string_append_printf (subtitle, "%s · %s", when, entry->account_name);
  if (message != NULL)
    {
      g_autofree char *text =
        spt_text_fill (message->text, "message", entry->message != NULL ? entry->message : "", NULL);

      g_string_append_printf (subtitle, "\n%s", text);
    }
  else if (entry->message != NULL && entry->state != SPT_STATE_DONE)
    {
      g_string_append_printf (subtitle, "\n%s", entry->message);
    }
  row = new_row (_(spt_voucher_step_words (entry->operation)->title), subtitle->str,
                 "mail-send-symbolic");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "spt-submission",
                          g_memdup2 (&entry->submission_id, sizeof entry->submission_id), g_free);

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
  for (guint i = 0; i < loaded->history->len; i++)
    {
      const SptRecordHistory *sent = g_ptr_array_index (loaded->history, i);
      Entry entry = { .utc = sent->created, .sent = sent };

      g_array_append_val (entries, entry);
    }
  g_array_sort (entries, compare_entries);

  return entries;
}

/* Why the service refused it, for as long as it stands as refused: one mends what one has just read. */
static void
show_refusal (SptVoucherPage *self,
              GPtrArray      *history)
{
  const SptRecordHistory *last = history->len > 0 ? g_ptr_array_index (history, 0) : NULL;
  gboolean refused = _spt_voucher_page_get_data (self)->state == SPT_STATE_REFUSED && last != NULL &&
                     last->state == SPT_STATE_REFUSED;
  const SptOperationInfo *info = NULL;
  const SptMessage *message = refused ? find_message (last, &info) : NULL;
  const char *said = refused && last->message != NULL ? last->message : "";
  g_autofree char *filled = message != NULL ? spt_text_fill (message->text, "message", said, NULL)
                                            : g_strdup (said);
  g_autofree char *text = message != NULL && message->next != NULL
                          ? g_strdup_printf ("%s %s", filled, message->next) : g_strdup (filled);

  /* Where the words say to look at the list, that is one click. */
  g_object_set (self->refused_strip, "text", text, "button-label",
                message != NULL && g_strcmp0 (message->action, "watch") == 0 ? _("Ask Now") : NULL,
                "action-name", "voucher.ask", "revealed", refused && *text != '\0', NULL);
}

/**
 * _spt_voucher_history_dup_refused_place:
 * @self: the page
 * @history: (element-type SptRecordHistory): newest first
 *
 * Finds the field that the last refusal is about, as far as its code says it.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
_spt_voucher_history_dup_refused_place (SptVoucherPage *self,
                                        GPtrArray      *history)
{
  const SptRecordHistory *last = history->len > 0 ? g_ptr_array_index (history, 0) : NULL;
  const SptOperationInfo *info = NULL;
  const SptMessage *message = NULL;

  if (_spt_voucher_page_get_data (self)->state == SPT_STATE_REFUSED && last != NULL &&
      last->state == SPT_STATE_REFUSED)
    message = find_message (last, &info);

  return message != NULL ? g_strdup (message->field) : NULL;
}

/**
 * _spt_voucher_history_show:
 * @self: the page
 * @loaded: what the archive has
 *
 * Shows what happened to a voucher, newest first.
 */
void
_spt_voucher_history_show (SptVoucherPage *self,
                           SptVoucherLoad *loaded)
{
  g_autoptr (GArray) entries = collect (loaded);
  const Entry *joining = find_joining (self, entries);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->history_list))) != NULL)
    gtk_list_box_remove (self->history_list, row);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      gtk_list_box_append (self->history_list, entry->sent != NULL
                           ? new_sent_row (self, entry->sent) : new_said_row (self, entry, joining));
    }
  gtk_widget_set_visible (self->history_group, entries->len > 0);
  show_refusal (self, loaded->history);
}

/**
 * _spt_voucher_history_open:
 * @self: the page
 * @row: a row of the history
 *
 * Opens the submission that a row is about.
 */
void
_spt_voucher_history_open (SptVoucherPage *self,
                           GtkListBoxRow  *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "spt-submission");

  if (id != NULL)
    spt_window_open_submission (spt_window_of (GTK_WIDGET (self)), *id);
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
  _spt_voucher_page_load (self);
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

  if (*text == '\0' || self->id == 0)
    return;
  spt_voucher_note_async (spt_desk_get_store (desk), self->id, text, spt_desk_get_who (desk),
                          self->cancellable, noted_cb, self);
}
