/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to one dossier: requests, phases, what people said and took upon themselves. */
#define G_LOG_DOMAIN "spt-dossier-history"

#include "config.h"

#include "ui/spt-dossier-history.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "base/spt-text.h"
#include "service/spt-service.h"
#include "ui/spt-ui.h"

/* One line of it; only one of the three is set. */
typedef struct
{
  gint64                    utc;
  const SptRecordHistory   *sent;
  const SptDossierFact     *fact;
  const SptDossierOverride *override;
} Entry;

/* --- the rows -------------------------------------------------------------------------------------- */

/**
 * spt_dossier_history_new_row:
 * @title: what happened
 * @subtitle: when, and more
 * @icon_name: who did it
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
spt_dossier_history_new_row (const char *title,
                             const char *subtitle,
                             const char *icon_name)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *row = spt_ui_new_row (title, subtitle);

  gtk_widget_add_css_class (icon, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);

  return row;
}

static GtkWidget *
new_said_row (SptPage    *page,
              gint64      utc,
              const char *who,
              const char *title,
              const char *text,
              const char *icon_name)
{
  g_autofree char *when = spt_ui_format_time (utc, spt_desk_get_now (spt_page_get_desk (page)));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s%s%s", when, *who != '\0' ? who : _("the service"),
                                               text != NULL ? "\n" : "", text != NULL ? text : "");

  return spt_dossier_history_new_row (title, subtitle, icon_name);
}

/**
 * spt_dossier_history_new_said:
 * @page: the page
 * @fact: what the service or a person said
 * @title: in a few words
 * @text: (nullable): the rest
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
spt_dossier_history_new_said (SptPage              *page,
                              const SptDossierFact *fact,
                              const char           *title,
                              const char           *text)
{
  return new_said_row (page, fact->utc, fact->who, title, text,
                       *fact->who != '\0' ? "document-edit-symbolic" : "network-server-symbolic");
}

static char *
dup_reason (const SptDossierOverride *override)
{
  return *override->value != '\0'
         /* Translators: the first %s is a value, the second what somebody wrote */
         ? g_strdup_printf (_("%s. Reason: %s"), override->value, override->reason)
         : g_strdup_printf (_("Reason: %s"), override->reason);
}

static GtkWidget *
new_override_row (const SptDossierHistory  *self,
                  SptPage                  *page,
                  const SptDossierOverride *override)
{
  const char *domain = spt_service_get_info (spt_services_find_kind (self->kind))->id;
  const SptMessage *message = spt_messages_find (domain, override->code);
  /* Translators: %s is an error, such as "Wrong check character" */
  g_autofree char *title = g_strdup_printf (_("Accepted anyway: %s"), message != NULL ? message->title : override->code);
  g_autofree char *text = self->dup_reason != NULL ? self->dup_reason (override) : dup_reason (override);

  return new_said_row (page, override->utc, override->who, title, text, "dialog-warning-symbolic");
}

/* --- the list -------------------------------------------------------------------------------------- */

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *left = a;
  const Entry *right = b;

  return left->utc < right->utc ? 1 : left->utc > right->utc ? -1 : 0;
}

static void
add_entry (GArray      *entries,
           const Entry  entry)
{
  g_array_append_val (entries, entry);
}

/* What came at the same moment as it was written. */
static GArray *
collect (SptDossierLoad *loaded)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (Entry));

  for (guint i = loaded->facts->len; i > 0; i--)
    {
      const SptDossierFact *fact = g_ptr_array_index (loaded->facts, i - 1);

      add_entry (entries, (Entry) { .utc = fact->utc, .fact = fact });
    }
  for (guint i = 0; i < loaded->overrides->len; i++)
    {
      const SptDossierOverride *override = g_ptr_array_index (loaded->overrides, i);

      /* That is in the facts, for good. */
      if (strcmp (override->code, "step-doubtful") != 0)
        add_entry (entries, (Entry) { .utc = override->utc, .override = override });
    }
  for (guint i = 0; i < loaded->record.history->len; i++)
    {
      const SptRecordHistory *sent = g_ptr_array_index (loaded->record.history, i);

      add_entry (entries, (Entry) { .utc = sent->created, .sent = sent });
    }
  g_array_sort (entries, compare_entries);

  return entries;
}

/**
 * spt_dossier_history_fill:
 * @self: how it is told
 * @list: an empty list
 * @page: where it is
 * @loaded: what the archive has
 *
 * Shows what happened to a dossier, newest first.
 */
void
spt_dossier_history_fill (const SptDossierHistory *self,
                          GtkListBox              *list,
                          SptPage                 *page,
                          SptDossierLoad          *loaded)
{
  g_autoptr (GArray) entries = collect (loaded);

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      gtk_list_box_append (list, entry->sent != NULL ? self->new_sent_row (page, entry->sent)
                                 : entry->fact != NULL ? self->new_fact_row (page, entry->fact)
                                 : new_override_row (self, page, entry->override));
    }
}

/* --- notes ----------------------------------------------------------------------------------------- */

static void
noted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_record_work_finish (SPT_STORE (object), result, &error);
  GtkWidget *row = user_data;
  GtkWidget *page;

  if (spt_ui_is_cancelled (error))
    return;
  if (!done)
    {
      spt_ui_report_error (row, error);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  page = gtk_widget_get_ancestor (row, SPT_TYPE_PAGE);
  if (SPT_IS_RECORD_PAGE (page))
    spt_record_page_load (SPT_RECORD_PAGE (page));
  else
    SPT_PAGE_GET_CLASS (page)->refresh (SPT_PAGE (page));
}

/**
 * spt_dossier_history_add_note:
 * @page: the page
 * @id: the dossier; 0 = not saved yet, nothing is kept
 * @row: where a note was written
 * @cancellable: the page's own
 *
 * Keeps it, with name and time.
 */
void
spt_dossier_history_add_note (SptPage      *page,
                              gint64        id,
                              AdwEntryRow  *row,
                              GCancellable *cancellable)
{
  SptDesk *desk = spt_page_get_desk (page);
  g_autofree char *text = spt_text_strip (gtk_editable_get_text (GTK_EDITABLE (row)));

  if (*text != '\0' && id != 0)
    spt_dossier_note_async (spt_desk_get_store (desk), id, text, spt_desk_get_who (desk), cancellable, noted_cb, row);
}

/**
 * spt_dossier_history_note_cb:
 * @page: the page
 * @row: where a note was written
 *
 * Does spt_dossier_history_add_note().
 */
void
spt_dossier_history_note_cb (SptRecordPage *page,
                             AdwEntryRow   *row)
{
  const SptRecordParts *parts = spt_record_page_get_parts (page);

  spt_dossier_history_add_note (SPT_PAGE (page), parts->id, row, parts->cancellable);
}
