/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of a submission: events of the archive's chain and the looks between them, newest
 * at the top. */
#define G_LOG_DOMAIN "spt-timeline"

#include "config.h"

#include "ui/spt-timeline.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "base/spt-text.h"
#include "store/spt-store-events.h"
#include "store/spt-store-submissions.h"
#include "ui/spt-ui.h"

struct _SptTimeline
{
  AdwBin      parent_instance;

  GtkListBox *list;
  char       *key; /* what is shown: the same is not made anew */
};

G_DEFINE_FINAL_TYPE (SptTimeline, spt_timeline, ADW_TYPE_BIN)

typedef struct
{
  gint64      utc;
  guint       n; /* as added: the order within one millisecond */
  const char *icon;
  char       *title;
  char       *text; /* (nullable) */
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->title);
  g_free (entry->text);
  g_free (entry);
}

static Entry *
add_entry (GPtrArray  *entries,
           gint64      utc,
           const char *icon,
           char       *title,
           char       *text)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->utc = utc;
  entry->n = entries->len;
  entry->icon = icon;
  entry->title = title;
  entry->text = text;
  g_ptr_array_add (entries, entry);
  return entry;
}

/* The programs sign with their own names; only people are named here. */
static char *
by_whom (const char *sentence,
         const char *by,
         const char *actor)
{
  if (actor == NULL || *actor == '\0' || g_str_equal (actor, "person") ||
      g_str_equal (actor, "sportello"))
    return g_strdup (sentence);
  return spt_text_fill (by, "name", actor, NULL);
}

static char *
saw_words (const char *text)
{
  if (text == NULL)
    return NULL;
  if (g_str_has_suffix (text, "accepted"))
    return g_strdup (_("Seen elsewhere: the service has accepted it."));
  if (g_str_has_suffix (text, "refused"))
    return g_strdup (_("Seen elsewhere: the service has refused it."));
  if (g_str_has_suffix (text, "nothing"))
    return g_strdup (_("Seen elsewhere: nothing has reached the service."));
  return g_strdup (text);
}

static void
add_attention (GPtrArray      *entries,
               const SptEvent *event,
               const char     *service)
{
  const SptMessage *message = spt_messages_find (service, event->text);

  add_entry (entries, event->utc, "dialog-warning-symbolic",
             g_strdup (message != NULL ? message->title : event->text),
             message != NULL ? g_strdup (message->text) : NULL);
}

/* Attempts and answers are told by the attempts themselves, which know more. */
static void
add_event (GPtrArray      *entries,
           const SptEvent *event,
           const char     *service)
{
  const char *kind = event->kind;

  if (g_str_equal (kind, "prepared"))
    add_entry (entries, event->utc, "document-edit-symbolic",
               by_whom (_("Prepared"), _("Prepared by {name}"), event->actor), NULL);
  else if (g_str_equal (kind, "ordered"))
    add_entry (entries, event->utc, "mail-send-symbolic",
               by_whom (_("Ordered"), _("Ordered by {name}"), event->actor), NULL);
  else if (g_str_equal (kind, "cancelled"))
    add_entry (entries, event->utc, "action-unavailable-symbolic",
               by_whom (_("Withdrawn"), _("Withdrawn by {name}"), event->actor), NULL);
  else if (g_str_equal (kind, "decision"))
    add_entry (entries, event->utc, "avatar-default-symbolic",
               by_whom (_("Decided"), _("Decided by {name}"),
                        event->actor), saw_words (event->text));
  else if (g_str_equal (kind, "recovered"))
    add_entry (entries, event->utc, "dialog-question-symbolic",
               g_strdup (_("Found in the middle of sending")),
               g_strdup (_("The program ended while it was being sent: the outcome is uncertain.")));
  else if (g_str_equal (kind, "followed"))
    add_entry (entries, event->utc, "list-add-symbolic",
               by_whom (_("Followed, made with other software"),
                        _("Followed by {name}, made with other software"), event->actor), NULL);
  else if (g_str_equal (kind, "attention"))
    add_attention (entries, event, service);
  else if (g_str_equal (kind, "given-up"))
    add_entry (entries, event->utc, "process-stop-symbolic",
               by_whom (_("Waited no longer"), _("{name} waited no longer"), event->actor), NULL);
  else if (g_str_equal (kind, "overridden"))
    add_entry (entries, event->utc, "dialog-warning-symbolic",
               by_whom (_("Errors accepted"), _("Errors accepted by {name}"), event->actor), g_strdup (event->text));
  else if (g_str_equal (kind, "corrected"))
    add_entry (entries, event->utc, "emblem-ok-symbolic", g_strdup (_("Corrected by a later report")),
               NULL);
  else if (g_str_equal (kind, "restored"))
    add_entry (entries, event->utc, "document-revert-symbolic",
               g_strdup (_("Archive restored from a backup")), NULL);
  else if (!g_str_equal (kind, "attempt") && !g_str_equal (kind, "answer") &&
           !g_str_equal (kind, "report") &&
           !g_str_equal (kind, "not-sent"))
    add_entry (entries, event->utc, "dialog-information-symbolic", g_strdup (kind),
               g_strdup (event->text));
}

static const char *
outcome_words (const SptAttempt *attempt)
{
  gboolean send = g_str_equal (attempt->kind, "send");

  if (attempt->outcome == NULL)
    return attempt->ended == 0 ? _("under way") : _("no answer");
  if (g_str_equal (attempt->outcome, "accepted"))
    return send ? _("accepted") : _("outcome received");
  if (g_str_equal (attempt->outcome, "pending"))
    return send ? _("taken in charge") : _("still being worked on");
  if (g_str_equal (attempt->outcome, "refused"))
    return _("refused");
  if (g_str_equal (attempt->outcome, "not-sent"))
    return send ? _("nothing left") : _("no answer");
  return send ? _("no clear answer") : _("nothing learnt");
}

static char *
attempt_text (const SptAttempt *attempt,
              const char       *service)
{
  const SptMessage *message = attempt->code == NULL ? NULL
                              : spt_messages_find (service, attempt->code);
  GString *text = g_string_new (NULL);

  if (message != NULL)
    {
      g_autofree char *sentence = spt_message_dup_sentence (message, attempt->message);

      g_string_append (text, sentence);
    }
  else if (attempt->message != NULL)
    g_string_append (text, attempt->message);
  if (attempt->http_status != 0)
    g_string_append_printf (text, "%sHTTP %u", text->len > 0 ? " · " : "", attempt->http_status);
  return g_string_free (text, FALSE);
}

static gboolean
same_look (const SptAttempt *a,
           const SptAttempt *b)
{
  return !g_str_equal (a->kind, "send") && g_str_equal (a->kind, b->kind) &&
         g_strcmp0 (a->outcome, b->outcome) == 0 && g_strcmp0 (a->code, b->code) == 0;
}

/* Looks that learnt the same are one entry with their number. */
static void
add_attempts (GPtrArray  *entries,
              GPtrArray  *attempts,
              const char *service)
{
  for (guint i = 0; i < attempts->len; i++)
    {
      const SptAttempt *attempt = g_ptr_array_index (attempts, i);
      const char *icon = NULL;
      char *title = NULL;
      guint n = 1;

      while (i + 1 < attempts->len && same_look (attempt, g_ptr_array_index (attempts, i + 1)))
        {
          attempt = g_ptr_array_index (attempts, ++i);
          n++;
        }
      if (g_str_equal (attempt->kind, "send"))
        {
          icon = "mail-send-symbolic";
          /* Translators: %s is what came of it: "taken in charge" */
          title = g_strdup_printf (_("Sent: %s"), outcome_words (attempt));
        }
      else if (g_str_equal (attempt->kind, "settle"))
        {
          icon = "dialog-question-symbolic";
          title = n == 1 ? g_strdup_printf (_("Outcome checked: %s"), outcome_words (attempt))
                  : g_strdup_printf (ngettext ("Outcome checked %1$u time: %2$s",
                                               "Outcome checked %1$u times: %2$s", n),
                                     n, outcome_words (attempt));
        }
      else
        {
          icon = "spt-waiting-symbolic";
          title = n == 1 ? g_strdup_printf (_("Outcome asked for: %s"), outcome_words (attempt))
                  : g_strdup_printf (ngettext ("Outcome asked for %1$u time: %2$s",
                                               "Outcome asked for %1$u times: %2$s", n),
                                     n, outcome_words (attempt));
        }
      add_entry (entries, attempt->ended != 0 ? attempt->ended : attempt->started, icon, title,
                 attempt_text (attempt, service));
    }
}

static int
newest_first (gconstpointer a,
              gconstpointer b)
{
  const Entry *first = *(const Entry *const *) a;
  const Entry *second = *(const Entry *const *) b;

  if (first->utc != second->utc)
    return first->utc > second->utc ? -1 : 1;
  return first->n > second->n ? -1 : 1;
}

static void
add_row (SptTimeline *self,
         const Entry *entry,
         gint64       now)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (entry->icon);
  g_autofree char *when = spt_ui_format_time (entry->utc, now);
  g_autofree char *subtitle = entry->text == NULL || *entry->text == '\0' ? g_strdup (when)
                              : g_strdup_printf ("%s\n%s", when, entry->text);
  GtkWidget *row = spt_ui_new_row (entry->title, subtitle);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_append (self->list, row);
}

/**
 * spt_timeline_set:
 * @self: a timeline
 * @events: (element-type SptEvent): of the submission
 * @attempts: (element-type SptAttempt): of the submission
 * @service: whose message table
 * @now_utc_ms: the present
 *
 * Shows what happened; the same history is not made anew.
 */
void
spt_timeline_set (SptTimeline *self,
                  GPtrArray   *events,
                  GPtrArray   *attempts,
                  const char  *service,
                  gint64       now_utc_ms)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GString) key = g_string_new (NULL);
  GtkListBoxRow *row = NULL;

  g_return_if_fail (SPT_IS_TIMELINE (self));

  for (guint i = 0; i < events->len; i++)
    add_event (entries, g_ptr_array_index (events, i), service);
  add_attempts (entries, attempts, service);
  g_ptr_array_sort (entries, newest_first);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (key, "%" G_GINT64_FORMAT " %s %s\n", entry->utc, entry->title,
                              entry->text);
    }
  if (g_strcmp0 (key->str, self->key) == 0)
    return;

  g_free (self->key);
  self->key = g_strdup (key->str);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < entries->len; i++)
    add_row (self, g_ptr_array_index (entries, i), now_utc_ms);
}

static void
spt_timeline_finalize (GObject *object)
{
  g_free (SPT_TIMELINE (object)->key);

  G_OBJECT_CLASS (spt_timeline_parent_class)->finalize (object);
}

static void
spt_timeline_class_init (SptTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spt_timeline_finalize;
}

static void
spt_timeline_init (SptTimeline *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_set_margin_start (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self->list), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->list), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("History"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), scroller);
}
