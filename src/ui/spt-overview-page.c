/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Today": groups of cards by urgency, refreshed in place; a row stays the same widget while it
 * says the same thing. */
#define G_LOG_DOMAIN "spt-overview-page"

#include "config.h"

#include "ui/spt-overview-page.h"

#include <glib/gi18n.h>

#include "ui/spt-account-groups.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-submission-words.h"
#include "ui/spt-ui.h"

#define BIT(state) (1u << (state))

/* In the order of urgency. */
typedef enum
{
  GROUP_UNCERTAIN,
  GROUP_TO_FIX,
  GROUP_DUE,
  GROUP_NOT_SENT,
  GROUP_ACCOUNTS,
  GROUP_PREPARED,
  GROUP_UNDER_WAY,
  GROUP_NEWS,
  N_GROUPS
} Group;

typedef struct
{
  AdwPreferencesGroup *group;
  GPtrArray           *rows; /* (element-type GtkWidget), borrowed */
  char                *key;  /* which rows there are */
} Shown;

struct _SptOverviewPage
{
  SptPage        parent_instance;

  GtkStack      *stack;
  GtkBox        *groups;
  AdwStatusPage *calm;
  AdwStatusPage *first;
  GtkWidget     *account_done;
  GtkWidget     *practice_step;

  Shown          shown[N_GROUPS];
  guint          tick; /* next checks come nearer without any change */
};

G_DEFINE_FINAL_TYPE (SptOverviewPage, spt_overview_page, SPT_TYPE_PAGE)

static const char *const group_titles[N_GROUPS] = {
  [GROUP_UNCERTAIN] = N_("Outcome uncertain"),
  [GROUP_TO_FIX] = N_("To fix"),
  [GROUP_DUE] = N_("Deadlines"),
  [GROUP_NOT_SENT] = N_("Not sent"),
  [GROUP_ACCOUNTS] = N_("Accounts"),
  [GROUP_PREPARED] = N_("Ready, not sent yet"),
  [GROUP_UNDER_WAY] = N_("Under way"),
  [GROUP_NEWS] = N_("New outcomes"),
};

static const char *const group_texts[N_GROUPS] = {
  [GROUP_UNCERTAIN] = N_("These left and no clear answer came. Verify before anything is sent "
                         "again."),
  [GROUP_NOT_SENT] = N_("Nothing reached the service. Remove the cause, then send."),
};

/* --- rows ------------------------------------------------------------------------------------- */

static GtkWidget *
make_row (const char *title,
          const char *subtitle)
{
  GtkWidget *row = spt_ui_new_row (title, subtitle);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
add_chevron (GtkWidget *row)
{
  GtkWidget *chevron = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_accessible_update_state (GTK_ACCESSIBLE (chevron), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), chevron);
}

static GtkWidget *
make_submission_row (SptSubmission *submission,
                     guint          states)
{
  GtkWidget *row = make_row ("", "");
  GtkWidget *icon = gtk_image_new ();
  guint order_n = 0;
  gint64 job = 0;

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  g_object_set_data (G_OBJECT (row), "spt-icon", icon);
  add_chevron (row);
  g_object_get (submission, "order-n", &order_n, "job", &job, NULL);
  if (order_n > 0)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-order");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(xu)", job, states);
      return row;
    }
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-submission");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", spt_submission_get_id (submission));
  return row;
}

static SptState
get_shown_state (SptSubmission *submission,
                 guint          states)
{
  static const SptState of_orders[] = { SPT_STATE_UNCERTAIN, SPT_STATE_NOT_SENT, SPT_STATE_READY };

  for (guint i = 0; i < G_N_ELEMENTS (of_orders); i++)
    if (states == BIT (of_orders[i]))
      return of_orders[i];
  return spt_submission_get_state (submission);
}

/* @states: what the group shows; an order stands in it with those of its requests. */
static void
update_submission_row (GtkWidget     *row,
                       SptSubmission *submission,
                       guint          states,
                       gint64         now)
{
  GtkWidget *icon = g_object_get_data (G_OBJECT (row), "spt-icon");
  const char *old_class = g_object_get_data (G_OBJECT (icon), "spt-class");
  SptState state = get_shown_state (submission, states);
  g_autofree char *title = spt_submission_dup_title (submission);
  g_autofree char *summary = spt_submission_dup_summary (submission);
  g_autofree char *detail = spt_submission_dup_detail (submission, now);
  g_autofree char *subtitle = NULL;

  /* Translators: the second line of a submission: its state, then account and counts */
  if (*detail != '\0')
    subtitle = g_strdup_printf (_("%1$s, %2$s\n%3$s"), spt_ui_state_word (state, FALSE), detail,
                                summary);
  else
    subtitle = g_strdup_printf (_("%1$s\n%2$s"), spt_ui_state_word (state, FALSE), summary);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), spt_ui_state_icon (state));
  if (old_class != NULL)
    gtk_widget_remove_css_class (icon, old_class);
  gtk_widget_add_css_class (icon, spt_ui_state_css_class (state));
  g_object_set_data (G_OBJECT (icon), "spt-class", (gpointer) spt_ui_state_css_class (state));
}

/* --- groups ----------------------------------------------------------------------------------- */

static void
clear_group (SptOverviewPage *self,
             Group            which)
{
  for (guint i = 0; i < self->shown[which].rows->len; i++)
    adw_preferences_group_remove (self->shown[which].group,
                                  g_ptr_array_index (self->shown[which].rows, i));
  g_ptr_array_set_size (self->shown[which].rows, 0);
}

static void
add_row (SptOverviewPage *self,
         Group            which,
         GtkWidget       *row)
{
  adw_preferences_group_add (self->shown[which].group, row);
  g_ptr_array_add (self->shown[which].rows, row);
}

/* TRUE when the rows must be made anew. */
static gboolean
take_key (SptOverviewPage *self,
          Group            which,
          const char      *key)
{
  gtk_widget_set_visible (GTK_WIDGET (self->shown[which].group), *key != '\0');
  if (g_strcmp0 (self->shown[which].key, key) == 0)
    return FALSE;

  g_free (self->shown[which].key);
  self->shown[which].key = g_strdup (key);
  clear_group (self, which);
  return TRUE;
}

/* --- what kinds of records say themselves ------------------------------------------------------ */

static void
key_cards (SptOverviewPage *self,
           SptCardGroup     group,
           GString         *key)
{
  GPtrArray *cards =
    spt_summary_get_cards (spt_desk_get_summary (spt_page_get_desk (SPT_PAGE (self))));

  for (guint i = 0; i < cards->len; i++)
    {
      const SptRecordCard *card = g_ptr_array_index (cards, i);

      if (card->group == group)
        g_string_append_printf (key, "%s\n%s\n", card->title, card->subtitle);
    }
}

static void
add_cards (SptOverviewPage *self,
           SptCardGroup     group,
           Group            which)
{
  GPtrArray *cards =
    spt_summary_get_cards (spt_desk_get_summary (spt_page_get_desk (SPT_PAGE (self))));

  for (guint i = 0; i < cards->len; i++)
    {
      const SptRecordCard *card = g_ptr_array_index (cards, i);
      GtkWidget *row;
      GtkWidget *icon;

      if (card->group != group)
        continue;
      row = make_row (card->title, card->subtitle);
      icon = gtk_image_new_from_icon_name (card->icon_name);
      gtk_widget_add_css_class (icon, card->css_class);
      gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
      add_chevron (row);
      if (card->dues != NULL)
        {
          gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-dues");
          gtk_actionable_set_action_target (GTK_ACTIONABLE (row), SPT_DUES_TARGET, card->kind, card->dues);
        }
      else
        {
          gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-records");
          gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row),
                                                  spt_record_filter_pack (&card->filter, card->kind));
        }
      add_row (self, which, row);
    }
}

static void
show_due (SptOverviewPage *self)
{
  g_autoptr (GString) key = g_string_new (NULL);

  key_cards (self, SPT_CARD_DUE, key);
  if (take_key (self, GROUP_DUE, key->str))
    add_cards (self, SPT_CARD_DUE, GROUP_DUE);
}

/* --- submissions -------------------------------------------------------------------------------- */

static void
show_submissions (SptOverviewPage *self,
                  Group            which,
                  SptLines         lines,
                  guint            states)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));
  gint64 now = spt_desk_get_now (desk);
  guint n_all = 0;
  GPtrArray *submissions = spt_summary_get_lines (spt_desk_get_summary (desk), lines, &n_all);
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint i = 0; i < submissions->len; i++)
    {
      SptSubmission *submission = g_ptr_array_index (submissions, i);
      guint order_n = 0;

      g_object_get (submission, "order-n", &order_n, NULL);
      g_string_append_printf (key, "%" G_GINT64_FORMAT "%s ", spt_submission_get_id (submission),
                              order_n > 0 ? "+" : "");
    }
  if (n_all > submissions->len)
    g_string_append_printf (key, "+%u", n_all);
  if (which == GROUP_NEWS)
    key_cards (self, SPT_CARD_NEWS, key);

  if (take_key (self, which, key->str))
    {
      for (guint i = 0; i < submissions->len; i++)
        add_row (self, which, make_submission_row (g_ptr_array_index (submissions, i), states));
      if (n_all > submissions->len)
        {
          g_autofree char *count = spt_ui_format_count (n_all - submissions->len);
          g_autofree char *title = g_strdup_printf (ngettext ("%s more", "%s more",
                                                              n_all - submissions->len), count);
          GtkWidget *row = make_row (title, "");

          add_chevron (row);
          gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.go");
          gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", "outbox");
          add_row (self, which, row);
        }
      if (which == GROUP_NEWS)
        add_cards (self, SPT_CARD_NEWS, which);
    }
  for (guint i = 0; i < submissions->len; i++)
    update_submission_row (g_ptr_array_index (self->shown[which].rows, i),
                           g_ptr_array_index (submissions, i), states, now);
}

static void
add_positions_row (SptOverviewPage *self,
                   const char      *title,
                   const char      *subtitle,
                   SptState         state)
{
  const SptRecordFilter filter = { .states = BIT (state) };
  GtkWidget *row = make_row (title, subtitle);
  GtkWidget *icon = gtk_image_new_from_icon_name (spt_ui_state_icon (state));

  gtk_widget_add_css_class (icon, spt_ui_state_css_class (state));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  add_chevron (row);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-records");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row),
                                          spt_record_filter_pack (&filter, "debt-positions"));
  add_row (self, GROUP_TO_FIX, row);
}

static void
show_to_fix (SptOverviewPage *self,
             guint            n_to_fix,
             guint            n_refused)
{
  g_autoptr (GString) key = g_string_new (NULL);
  g_autofree char *to_fix = spt_ui_format_count (n_to_fix);
  g_autofree char *refused = spt_ui_format_count (n_refused);

  if (n_to_fix + n_refused > 0)
    g_string_append_printf (key, "%u %u\n", n_to_fix, n_refused);
  key_cards (self, SPT_CARD_TO_FIX, key);
  if (!take_key (self, GROUP_TO_FIX, key->str))
    return;
  if (n_to_fix > 0)
    {
      g_autofree char *title = g_strdup_printf (ngettext ("%s debt position with errors",
                                                          "%s debt positions with errors", n_to_fix), to_fix);

      add_positions_row (self, title, _("They can be sent once the errors are mended"),
                         SPT_STATE_TO_FIX);
    }
  if (n_refused > 0)
    {
      g_autofree char *title = g_strdup_printf (ngettext ("%s refused debt position",
                                                          "%s refused debt positions", n_refused), refused);

      add_positions_row (self, title, _("The service said why for each of them"),
                         SPT_STATE_REFUSED);
    }
  add_cards (self, SPT_CARD_TO_FIX, GROUP_TO_FIX);
}

static void
add_accounts_row (SptOverviewPage *self,
                  const char      *title,
                  const char      *subtitle)
{
  GtkWidget *row = make_row (title, subtitle);

  add_chevron (row);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.go");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", "accounts");
  add_row (self, GROUP_ACCOUNTS, row);
}

static void
show_accounts (SptOverviewPage *self,
               guint            n_bad,
               GPtrArray       *expiring)
{
  gint64 now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self)));
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) key = g_string_new (NULL);
  g_autofree char *title = NULL;

  if (n_bad > 0)
    g_string_append_printf (key, "%u", n_bad);
  for (guint i = 0; i < expiring->len; i++)
    {
      SptAccount *account = g_ptr_array_index (expiring, i);
      char *sentence = spt_account_groups_dup_expiry (account, now);

      g_ptr_array_add (words, sentence);
      if (sentence != NULL)
        g_string_append_printf (key, "\n%s\n%s", spt_account_get_name (account), sentence);
    }
  if (!take_key (self, GROUP_ACCOUNTS, key->str))
    return;
  for (guint i = 0; i < expiring->len; i++)
    {
      if (g_ptr_array_index (words, i) != NULL)
        add_accounts_row (self, spt_account_get_name (g_ptr_array_index (expiring, i)),
                          g_ptr_array_index (words, i));
    }
  if (n_bad == 0)
    return;
  title = g_strdup_printf (ngettext ("%u account failed its last test",
                                     "%u accounts failed their last test", n_bad), n_bad);
  add_accounts_row (self, title, _("Nothing can be sent with it until the test is good"));
}

static void
show_calm (SptOverviewPage *self,
           SptSummary      *summary)
{
  g_autofree char *submissions = NULL;
  g_autofree char *items = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  guint n_submissions = 0, n_items = 0;

  spt_summary_get_week (summary, &n_submissions, &n_items);
  if (n_submissions == 0)
    text = g_strdup (_("What needs attention appears here."));
  else
    {
      submissions = spt_ui_format_count (n_submissions);
      items = spt_ui_format_count (n_items);
      /* Translators: %1$s submissions, %2$s records */
      text = g_strdup_printf (ngettext ("In the last seven days: %1$s submission, %2$s records "
                                        "accepted.",
                                        "In the last seven days: %1$s submissions, %2$s records "
                                        "accepted.", n_submissions),
                              submissions, items);
    }
  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->calm, escaped);
}

/* What there is to send, as the sidebar calls it. */
static void
welcome (SptOverviewPage *self)
{
  GPtrArray *kinds = spt_record_pages_list ();
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  for (guint i = 0; i < kinds->len; i++)
    {
      const SptRecordPages *kind = g_ptr_array_index (kinds, i);

      if (kind->send != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? " · " : "", _(kind->list.title));
    }
  /* Translators: %s is what can be sent: "Debt positions · Vouchers" */
  text = g_strdup_printf (_("Prepared, checked, sent and followed from here: %s"), names->str);
  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->first, escaped);
}

static void
update (SptOverviewPage *self)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));
  SptSummary *summary = NULL;
  gboolean any = FALSE;

  if (desk == NULL || !spt_summary_get_loaded (spt_desk_get_summary (desk)))
    return;

  summary = spt_desk_get_summary (desk);
  if (spt_summary_get_n_positions (summary, 0) == 0 &&
      spt_summary_get_n_submissions (summary, 0) == 0 &&
      spt_summary_get_n_followed (summary) == 0 && spt_summary_get_expiring (summary)->len == 0)
    {
      gtk_widget_set_visible (self->account_done, spt_summary_get_n_accounts (summary) > 0);
      gtk_widget_set_visible (self->practice_step, !spt_desk_get_practice (desk));
      gtk_stack_set_visible_child_name (self->stack, "first");
      return;
    }

  show_submissions (self, GROUP_UNCERTAIN, SPT_LINES_UNCERTAIN, BIT (SPT_STATE_UNCERTAIN));
  show_to_fix (self, spt_summary_get_n_positions (summary, BIT (SPT_STATE_TO_FIX)),
               spt_summary_get_n_positions (summary, BIT (SPT_STATE_REFUSED)));
  show_due (self);
  show_submissions (self, GROUP_NOT_SENT, SPT_LINES_NOT_SENT, BIT (SPT_STATE_NOT_SENT));
  show_accounts (self, spt_summary_get_n_bad_accounts (summary),
                 spt_summary_get_expiring (summary));
  show_submissions (self, GROUP_PREPARED, SPT_LINES_PREPARED, BIT (SPT_STATE_READY));
  show_submissions (self, GROUP_UNDER_WAY, SPT_LINES_UNDER_WAY, 0);
  show_submissions (self, GROUP_NEWS, SPT_LINES_ENDED, 0);
  for (guint i = 0; i < N_GROUPS; i++)
    any = any || gtk_widget_get_visible (GTK_WIDGET (self->shown[i].group));

  if (!any)
    show_calm (self, summary);
  gtk_stack_set_visible_child_name (self->stack, any ? "work" : "calm");
}

/* --- callbacks and overrides ------------------------------------------------------------------ */

static void
summary_changed_cb (SptSummary *summary,
                    gpointer    user_data)
{
  update (user_data);
}

static gboolean
tick_cb (gpointer user_data)
{
  SptOverviewPage *self = user_data;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
  return G_SOURCE_CONTINUE;
}

static void
mark_seen_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (widget));

  if (desk != NULL)
    spt_summary_mark_seen (spt_desk_get_summary (desk));
}

static void
make_groups (SptOverviewPage *self)
{
  for (guint i = 0; i < N_GROUPS; i++)
    {
      GtkWidget *group = adw_preferences_group_new ();

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _(group_titles[i]));
      if (group_texts[i] != NULL)
        adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _(group_texts[i]));
      gtk_widget_set_visible (group, FALSE);
      gtk_box_append (self->groups, group);
      self->shown[i].group = ADW_PREFERENCES_GROUP (group);
      self->shown[i].rows = g_ptr_array_new ();
    }
}

static void
spt_overview_page_constructed (GObject *object)
{
  SptOverviewPage *self = SPT_OVERVIEW_PAGE (object);
  SptDesk *desk = NULL;

  G_OBJECT_CLASS (spt_overview_page_parent_class)->constructed (object);

  desk = spt_page_get_desk (SPT_PAGE (self));
  if (desk == NULL)
    return;
  g_signal_connect_object (spt_desk_get_summary (desk), "changed", G_CALLBACK (summary_changed_cb),
                           self, 0);
  update (self);
}

static void
spt_overview_page_dispose (GObject *object)
{
  SptOverviewPage *self = SPT_OVERVIEW_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL); /* the bin would let go of it a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_OVERVIEW_PAGE);

  G_OBJECT_CLASS (spt_overview_page_parent_class)->dispose (object);
}

static void
spt_overview_page_finalize (GObject *object)
{
  SptOverviewPage *self = SPT_OVERVIEW_PAGE (object);

  for (guint i = 0; i < N_GROUPS; i++)
    {
      g_ptr_array_unref (self->shown[i].rows);
      g_free (self->shown[i].key);
    }

  G_OBJECT_CLASS (spt_overview_page_parent_class)->finalize (object);
}

static void
spt_overview_page_class_init (SptOverviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = spt_overview_page_constructed;
  object_class->dispose = spt_overview_page_dispose;
  object_class->finalize = spt_overview_page_finalize;

  gtk_widget_class_install_action (widget_class, "overview.mark-seen", NULL, mark_seen_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptOverviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SptOverviewPage, groups);
  gtk_widget_class_bind_template_child (widget_class, SptOverviewPage, calm);
  gtk_widget_class_bind_template_child (widget_class, SptOverviewPage, first);
  gtk_widget_class_bind_template_child (widget_class, SptOverviewPage, account_done);
  gtk_widget_class_bind_template_child (widget_class, SptOverviewPage, practice_step);
}

static void
spt_overview_page_init (SptOverviewPage *self)
{
  GtkWidget *seen = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  make_groups (self);
  welcome (self);

  seen = gtk_button_new_with_mnemonic (_("Mark as _Seen"));
  gtk_widget_add_css_class (seen, "flat");
  gtk_widget_set_valign (seen, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (seen), "overview.mark-seen");
  adw_preferences_group_set_header_suffix (self->shown[GROUP_NEWS].group, seen);

  self->tick = g_timeout_add_seconds (20, tick_cb, self);
}

/**
 * spt_overview_page_new:
 * @desk: what it works with
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_overview_page_new (SptDesk *desk)
{
  return g_object_new (SPT_TYPE_OVERVIEW_PAGE, "desk", desk, NULL);
}
