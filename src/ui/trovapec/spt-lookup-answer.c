/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was answered to one look-up, what may follow, and where the address goes. */
#define G_LOG_DOMAIN "spt-lookup-answer"

#include "config.h"

#include "ui/trovapec/spt-lookup-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "store/spt-store-views.h"
#include "ui/spt-record-pages.h"
#include "ui/trovapec/spt-lookup-codes.h"
#include "ui/trovapec/spt-lookup-cost.h"
#include "ui/trovapec/spt-lookup-words.h"

static const SptDossierData *
get_data (SptLookupPage *self)
{
  return spt_dossier_get_data (self->loaded->dossier.dossier);
}

/* --- groups, rows, buttons --------------------------------------------------------------------------- */

static GtkWidget *
new_group (SptLookupPage *self,
           const char    *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (self->groups_box, group);

  return group;
}

static GtkWidget *
add_row (GtkWidget  *group,
         const char *title,
         const char *subtitle,
         const char *icon_name,
         const char *css_class)
{
  GtkWidget *row = spt_ui_new_row (title, NULL);

  if (subtitle != NULL && *subtitle != '\0')
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (icon_name != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

      if (css_class != NULL)
        gtk_widget_add_css_class (icon, css_class);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);

  return row;
}

static GtkWidget *
new_button (const char *label,
            const char *action,
            const char *css_class)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);

  return button;
}

static void
add_suffix (GtkWidget  *row,
            const char *label,
            const char *action)
{
  GtkWidget *button = new_button (label, action, "flat");

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
}

/* Below what is said, so that a narrow page has room for both. */
static void
add_buttons (GtkWidget         *group,
             const char *const *pairs)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_margin_top (box, 12);
  for (guint i = 0; pairs[i] != NULL; i += 2)
    {
      GtkWidget *button = new_button (pairs[i], pairs[i + 1], i == 0 ? "suggested-action" : NULL);

      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (box), button);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
}

static void
add_cost (SptLookupPage *self,
          GtkWidget     *group)
{
  self->cost = spt_lookup_cost_new (spt_page_get_desk (SPT_PAGE (self)));
  spt_lookup_cost_show (self->cost, self->loaded->dossier.account, "lookup", 1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->cost);
}

/* --- what is under way, or in doubt ------------------------------------------------------------------ */

static void
show_ready (SptLookupPage *self)
{
  gboolean cancels = g_strcmp0 (get_data (self)->next_operation, "cancel") == 0;
  gboolean cancelled = strcmp (get_data (self)->stage, "cancelled") == 0;
  GtkWidget *group = new_group (self, cancels ? _("Cancellation Prepared") : _("Ready"));
  const char *buttons[] = { cancels ? _("_Send the Cancellation…") : _("_Look Up…"), "lookup.send", NULL };

  add_row (group, cancels ? _("The earlier request is given up")
                          : cancelled ? _("The earlier request is cancelled") : _("Not looked up yet"),
           cancels ? _("When the service has cancelled it, the code can be looked up again.")
                   : cancelled ? _("Now it can be looked up again; that is paid for.")
                               : _("The look-up is paid for; the result comes after some minutes."),
           "mail-send-symbolic", "dim-label");
  add_buttons (group, buttons);
}

static void
show_to_fix (SptLookupPage *self)
{
  GtkWidget *group = new_group (self, _("To Correct"));
  gboolean known = FALSE;

  for (guint i = 0; i < spt_issue_list_get_n (self->loaded->dossier.record.issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (self->loaded->dossier.record.issues, i);
      const SptMessage *message = spt_messages_find (issue->domain, issue->code);
      g_autofree char *text = NULL;

      if (issue->level != SPT_ISSUE_ERROR)
        continue;
      known = known || spt_lookup_issue_is_known (issue);
      text = spt_issue_dup_message (issue, NULL);
      add_row (group, text, message != NULL ? message->next : NULL, "dialog-error-symbolic", "error");
    }
  if (known)
    {
      const char *buttons[] = { _("_Ask All the Same"), "lookup.ask-anyway", NULL };

      add_buttons (group, buttons);
    }
}

static void
show_waiting (SptLookupPage *self)
{
  const SptSubmissionRow *submission = self->loaded->submission;
  gint64 now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self)));
  GtkWidget *group = new_group (self, _("Under Way"));
  g_autofree char *message = _spt_lookup_page_dup_message (self);
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;
  GtkWidget *row;

  if (get_data (self)->state == SPT_STATE_SENDING || submission == NULL)
    {
      add_row (group, _("The request is leaving"), NULL, "mail-send-symbolic", "accent");
      return;
    }
  if (submission->next_check > 0)
    {
      when = spt_ui_format_time (MAX (submission->next_check, now), now);
      /* Translators: %s is a time: "today 10:32" */
      text = g_strdup_printf (_("Next question: %s"), when);
    }
  else
    {
      text = g_strdup (_("It is no longer asked for by itself"));
    }
  row = add_row (group, _("The service has taken the request; the result comes after some minutes"), text,
                 "spt-waiting-symbolic", "accent");
  add_suffix (row, _("_Ask Now"), "lookup.check-now");
  if (*message != '\0')
    add_row (group, message, NULL, NULL, NULL);
}

/* Three sentences: what is known, what is not, what can be done (ui.md; services facts 3.6). */
static void
show_uncertain (SptLookupPage *self)
{
  const SptRecordHistory *last = g_ptr_array_index (self->loaded->dossier.record.history, 0);
  gboolean cancels = g_str_has_suffix (last->operation, ".cancel");
  GtkWidget *group = new_group (self, _("Outcome Uncertain"));
  g_autofree char *message = _spt_lookup_page_dup_message (self);
  const char *lookup_buttons[] = {
    _("_Compare the Balance"), "lookup.settle",
    _("Cancel and Ask _Again…"), "lookup.give-up",
    _("It Did _Not Arrive"), "lookup.not-arrived", NULL,
  };
  const char *cancel_buttons[] = { _("_Say That Nothing Happened"), "lookup.not-arrived", NULL };

  if (cancels)
    {
      add_row (group, _("The cancellation left, and no answer came"),
               _("Whether the service cancelled is not known, and nothing shows it. Cancelling twice costs nothing: say that "
                 "nothing happened, and send it again."), "dialog-question-symbolic", "warning");
      add_buttons (group, cancel_buttons);
      return;
    }
  add_row (group, _("The request left, and no answer came"),
           _("Whether the service took it is not known; if it did, its result can no longer be had. The balance says what is "
             "likely. To have a result all the same, the request is cancelled and the code asked again, which may cost "
             "another look-up."), "dialog-question-symbolic", "warning");
  /* What the balance said. */
  if (last->code != NULL && strstr (last->code, "-settle-") != NULL)
    add_row (group, message, NULL, "dialog-information-symbolic", "accent");
  add_cost (self, group);
  add_buttons (group, lookup_buttons);
}

static void
show_lost (SptLookupPage *self)
{
  GtkWidget *group = new_group (self, _("Answer Lost"));
  gboolean prepared = g_strcmp0 (get_data (self)->next_operation, "cancel") == 0;
  const char *buttons[] = {
    prepared ? _("_Send the Cancellation…") : _("Cancel and Ask _Again…"), prepared ? "lookup.send" : "lookup.give-up", NULL,
  };

  add_row (group, _("The service has the request, and its result cannot be had"),
           _("To have a result the request is cancelled, and the code asked again: that may cost another look-up."),
           "dialog-question-symbolic", "warning");
  add_cost (self, group);
  add_buttons (group, buttons);
}

static void
show_refused (SptLookupPage *self)
{
  const SptRecordHistory *last = self->loaded->dossier.record.history->len > 0 ? g_ptr_array_index (self->loaded->dossier.record.history, 0) : NULL;
  gboolean present = last != NULL && g_strcmp0 (last->code, "trovapec-present") == 0;
  gboolean not_sent = get_data (self)->state == SPT_STATE_NOT_SENT;
  GtkWidget *group = new_group (self, not_sent ? _("Not Sent") : _("Refused"));
  g_autofree char *message = _spt_lookup_page_dup_message (self);
  const char *present_buttons[] = {
    _("Cancel and Ask _Again…"), "lookup.give-up", _("_Send Again…"), "lookup.send", NULL,
  };
  const char *buttons[] = { _("_Send Again…"), "lookup.send", NULL };

  add_row (group, present ? _("A request for this code is at the service already")
                          : not_sent ? _("The request did not leave") : _("The service refused the request"),
           message, not_sent ? "network-offline-symbolic" : "dialog-error-symbolic", not_sent ? "warning" : "error");
  if (present)
    add_cost (self, group);
  add_buttons (group, present ? present_buttons : buttons);
}

/* --- what was answered ------------------------------------------------------------------------------- */

static void
add_other_code (SptLookupPage *self,
                GtkWidget     *group)
{
  g_autofree char *text = NULL;
  GtkWidget *row;

  if (self->loaded->other_code == NULL)
    return;
  /* Translators: %s is a tax code or a VAT number */
  text = g_strdup_printf (_("The firm has another code: %s"), self->loaded->other_code);
  row = add_row (group, text, _("To look that up is paid for as well"), NULL, NULL);
  add_suffix (row, _("_Look It Up…"), "lookup.other-code");
}

static void
show_answer (SptLookupPage *self)
{
  const SptDossierData *data = get_data (self);
  gint64 now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self)));
  g_autofree char *when = spt_ui_format_time (data->phase_since, now);
  g_autofree char *text = NULL;
  GtkWidget *group = new_group (self, _("Answer"));
  GtkWidget *row;

  if (strcmp (data->stage, "not-found") == 0)
    {
      text = g_strdup_printf ("%s · %s · %s", data->phase, when, _("An empty answer holds for its day only"));
      add_row (group, _("No certified address was found"), text, "action-unavailable-symbolic", "dim-label");
      add_other_code (self, group);
      return;
    }
  text = g_strdup_printf ("%s · %s · %s", data->phase, when, spt_lookup_source_word (NULL));
  if (strcmp (data->stage, "check") == 0)
    {
      row = add_row (group, data->result, text, "dialog-warning-symbolic", "warning");
      add_row (group, _("This has not the form of an address"),
               _("It is kept as it came, and does not go to the subject. If it is an address after all, it can be written there "
                 "by hand."), NULL, NULL);
    }
  else
    {
      row = add_row (group, data->result, text, "object-select-symbolic", "success");
    }
  add_suffix (row, _("_Copy"), "lookup.copy");
}

/* Whoever has the code: what the directory says, and who writes there now. */
static void
show_subject (SptLookupPage *self,
              GtkWidget     *group)
{
  const SptLookupLoad *loaded = self->loaded;
  const char *result = get_data (self)->result;
  gboolean found = strcmp (get_data (self)->stage, "found") == 0;
  g_autofree char *known = NULL;
  GtkWidget *row;

  if (loaded->subject_id == 0)
    {
      row = add_row (group, _("Nobody among the subjects has this code"),
                     found ? _("Once they are there the address can be used") : NULL, "avatar-default-symbolic", "dim-label");
      add_suffix (row, _("_New Subject…"), "lookup.open-subject");
      return;
    }
  known = loaded->pec != NULL ? spt_lookup_dup_known (loaded->pec, loaded->pec_source, loaded->pec_day)
                              : g_strdup (_("Without a certified address"));
  row = add_row (group, loaded->subject_name, known, "avatar-default-symbolic", "dim-label");
  add_suffix (row, _("_Open"), "lookup.open-subject");
  if (!found || (loaded->pec != NULL && g_ascii_strcasecmp (loaded->pec, result) == 0))
    return;
  row = add_row (group, loaded->pec != NULL ? _("The subject has another address") : _("The subject has not this address"),
                 loaded->pec != NULL ? _("It was not found here, so it stays unless you replace it") : NULL,
                 "dialog-warning-symbolic", "warning");
  add_suffix (row, _("_Use the One Found"), "lookup.take-address");
}

/* Records that take the address from the subject. */
static void
show_uses (SptLookupPage *self,
           GtkWidget     *group)
{
  GPtrArray *kinds = spt_record_pages_list ();

  for (guint i = 0; self->loaded->subject_id != 0 && i < kinds->len; i++)
    {
      const SptRecordPages *kind = g_ptr_array_index (kinds, i);
      gboolean for_many = kind->new_for_many != NULL && strcmp (kind->kind, SPT_KIND_LOOKUPS) != 0;
      g_autofree char *title = NULL;
      GtkWidget *button;
      GtkWidget *row;

      if (kind->new_for == NULL && !for_many)
        continue;
      title = g_strdup_printf (_("Goes to: %s"), _(kind->list.title));
      row = add_row (group, title, NULL, kind->list.icon_name, "dim-label");
      button = gtk_button_new_with_mnemonic (_("N_ew…"));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), "lookup.use::");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", kind->kind);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
    }
}

/* --- all of it --------------------------------------------------------------------------------------- */

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *action)
{
  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, action);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
show_where_it_stands (SptLookupPage *self)
{
  const SptDossierData *data = get_data (self);

  if (data->state == SPT_STATE_SENDING || data->state == SPT_STATE_WAITING)
    show_waiting (self);
  else if (data->state == SPT_STATE_UNCERTAIN && self->loaded->dossier.record.history->len > 0)
    show_uncertain (self);
  else if (data->state == SPT_STATE_REFUSED || data->state == SPT_STATE_NOT_SENT)
    show_refused (self);
  else if (data->state == SPT_STATE_TO_FIX)
    show_to_fix (self);
  else if (strcmp (data->stage, "lost") == 0)
    show_lost (self);
  else if (data->state == SPT_STATE_READY)
    show_ready (self);
}

/**
 * _spt_lookup_page_show_groups:
 * @self: the page
 *
 * Shows what was answered and what may follow. The focus stays on the button that had it, as far as it is there.
 */
void
_spt_lookup_page_show_groups (SptLookupPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  g_autofree char *action = NULL;
  gboolean inside = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->groups_box));
  const char *stage = get_data (self)->stage;
  GtkWidget *child;

  if (inside && GTK_IS_BUTTON (focus))
    action = g_strdup (gtk_actionable_get_action_name (GTK_ACTIONABLE (focus)));
  self->cost = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups_box))) != NULL)
    gtk_box_remove (self->groups_box, child);

  if (strcmp (stage, "found") == 0 || strcmp (stage, "not-found") == 0 || strcmp (stage, "check") == 0)
    show_answer (self);
  else
    show_where_it_stands (self);
  child = new_group (self, strcmp (stage, "found") == 0 ? _("Used For") : _("Subject"));
  show_subject (self, child);
  if (strcmp (stage, "found") == 0)
    show_uses (self, child);

  if (!inside)
    return;
  focus = action != NULL ? find_button (GTK_WIDGET (self->groups_box), action) : NULL;
  if (focus == NULL || !gtk_widget_grab_focus (focus))
    gtk_widget_child_focus (GTK_WIDGET (self->groups_box), GTK_DIR_TAB_FORWARD);
}
