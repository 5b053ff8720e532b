/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of word, icon and colour for each state (ui.md), and how counts and times are said. */
#define G_LOG_DOMAIN "spt-words"

#include "config.h"

#include <glib/gi18n.h>

#include "spt-ui-resource.h"
#include "ui/spt-ui.h"

typedef struct
{
  const char *submission;
  const char *record;
  const char *icon;
  const char *css_class;
} StateLook;

/* Translators: "submission" is one sending (masculine in Italian), "record" a debt position or
 * the like (feminine) */
/* *INDENT-OFF* */
static const StateLook looks[SPT_N_STATES] = {
  [SPT_STATE_DRAFT] = { NC_("submission", "Draft"), NC_("record", "Draft"),
                        "document-edit-symbolic", "state-dim" },
  [SPT_STATE_READY] = { NC_("submission", "Ready"), NC_("record", "Ready"), "emblem-ok-symbolic",
                        "state-plain" },
  [SPT_STATE_SENDING] = { NC_("submission", "Being sent"), NC_("record", "Being sent"),
                          "mail-send-symbolic", "state-accent" },
  [SPT_STATE_WAITING] = { NC_("submission", "Waiting for the outcome"),
                          NC_("record", "Waiting for the outcome"),
                          "spt-waiting-symbolic", "state-accent" },
  [SPT_STATE_DONE] = { NC_("submission", "Accepted"), NC_("record", "Accepted"),
                       "object-select-symbolic", "state-success" },
  [SPT_STATE_PARTLY_DONE] = { NC_("submission", "Accepted in part"),
                              NC_("record", "Accepted in part"),
                              "dialog-warning-symbolic", "state-warning" },
  [SPT_STATE_REFUSED] = { NC_("submission", "Refused"), NC_("record", "Refused"),
                          "dialog-error-symbolic", "state-error" },
  [SPT_STATE_NOT_SENT] = { NC_("submission", "Not sent"), NC_("record", "Not sent"),
                           "network-offline-symbolic", "state-warning" },
  [SPT_STATE_UNCERTAIN] = { NC_("submission", "Outcome uncertain"),
                            NC_("record", "Outcome uncertain"),
                            "dialog-question-symbolic", "state-uncertain" },
  [SPT_STATE_CANCELLED] = { NC_("submission", "Cancelled"), NC_("record", "Cancelled"),
                            "action-unavailable-symbolic", "state-dim" },
  [SPT_STATE_TO_FIX] = { NC_("submission", "To fix"), NC_("record", "To fix"),
                         "emblem-important-symbolic", "state-error" },
};
/* *INDENT-ON* */

/**
 * spt_ui_state_word:
 * @state: a state
 * @of_record: whether it is said of a record, not of a submission
 *
 * The word for it in the user's language; it agrees with the noun.
 *
 * Returns: (transfer none): the word
 */
const char *
spt_ui_state_word (SptState state,
                   gboolean of_record)
{
  g_return_val_if_fail (state < SPT_N_STATES, "");

  return of_record ? g_dpgettext2 (NULL, "record", looks[state].record)
                   : g_dpgettext2 (NULL, "submission", looks[state].submission);
}

/**
 * spt_ui_state_icon:
 * @state: a state
 *
 * Finds the icon of a state.
 *
 * Returns: the icon's name
 */
const char *
spt_ui_state_icon (SptState state)
{
  g_return_val_if_fail (state < SPT_N_STATES, "dialog-question-symbolic");
  return looks[state].icon;
}

/**
 * spt_ui_state_css_class:
 * @state: a state
 *
 * Finds the style class of a state.
 *
 * Returns: the class
 */
const char *
spt_ui_state_css_class (SptState state)
{
  g_return_val_if_fail (state < SPT_N_STATES, "state-plain");
  return looks[state].css_class;
}

/**
 * spt_ui_environment_word:
 * @environment: where an account leads
 *
 * Returns: (transfer none): "Practice", "Test" or "Production" in the user's language
 */
const char *
spt_ui_environment_word (SptEnvironment environment)
{
  switch (environment)
    {
    case SPT_ENVIRONMENT_PRACTICE:
      return C_("environment", "Practice");
    case SPT_ENVIRONMENT_TEST:
      return C_("environment", "Test");
    case SPT_ENVIRONMENT_PRODUCTION:
      return C_("environment", "Production");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * spt_ui_tag_environment:
 * @label: a label of nothing else
 * @environment: where an account leads
 *
 * Says which it is, in its colour: also where it was another before.
 */
void
spt_ui_tag_environment (GtkLabel       *label,
                        SptEnvironment  environment)
{
  const char *classes[] = { "environment-tag", spt_environment_to_string (environment), NULL };

  g_return_if_fail (GTK_IS_LABEL (label));

  gtk_label_set_text (label, spt_ui_environment_word (environment));
  gtk_widget_set_css_classes (GTK_WIDGET (label), classes);
}

/**
 * spt_ui_tag_account:
 * @label: a label of nothing else
 * @account: (nullable): with which something goes
 *
 * Says where it leads, unless that is the real service: then, and without an account, the label is not shown.
 */
void
spt_ui_tag_account (GtkLabel   *label,
                    SptAccount *account)
{
  SptEnvironment environment = account != NULL ? spt_account_get_environment (account) : SPT_ENVIRONMENT_PRODUCTION;

  spt_ui_tag_environment (label, environment);
  gtk_widget_set_visible (GTK_WIDGET (label), environment != SPT_ENVIRONMENT_PRODUCTION);
}

/**
 * spt_ui_format_count:
 * @count: a number of things
 *
 * Digits in groups of three, with the mark of the user's language.
 *
 * Returns: (transfer full): "9.688"
 */
char *
spt_ui_format_count (gint64 count)
{
  g_autofree char *plain = g_strdup_printf ("%" G_GINT64_FORMAT, count);
  /* Translators: the mark between groups of three digits: 9,688 */
  const char *mark = C_("thousands", ",");
  GString *out = g_string_new (NULL);
  gsize length = strlen (plain);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0 && plain[i - 1] != '-')
        g_string_append (out, mark);
      g_string_append_c (out, plain[i]);
    }
  return g_string_free (out, FALSE);
}

static gint64
day_number (GDateTime *time)
{
  GDate date;
  int year = 0, month = 0, day = 0;

  g_date_time_get_ymd (time, &year, &month, &day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

/**
 * spt_ui_format_time:
 * @utc_ms: when; 0 gives ""
 * @now_utc_ms: the present
 *
 * A point in time as people here say it: "today 14:20", "tomorrow 9:05", else day and time.
 *
 * Returns: (transfer full): the text
 */
char *
spt_ui_format_time (gint64 utc_ms,
                    gint64 now_utc_ms)
{
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GDateTime) now = NULL;
  const char *format = NULL;

  if (utc_ms == 0)
    return g_strdup ("");

  time = g_date_time_new_from_unix_local (utc_ms / 1000);
  now = g_date_time_new_from_unix_local (now_utc_ms / 1000);
  if (time == NULL || now == NULL)
    return g_strdup ("");

  switch (day_number (time) - day_number (now))
    {
    case 0:
      /* Translators: strftime: a time of the present day */
      format = _("today %H:%M");
      break;
    case -1:
      /* Translators: strftime: a time of the day before */
      format = _("yesterday %H:%M");
      break;
    case 1:
      /* Translators: strftime: a time of the next day */
      format = _("tomorrow %H:%M");
      break;
    default:
      /* Translators: strftime: a day and time */
      format = _("%d/%m/%Y %H:%M");
    }
  return g_date_time_format (time, format);
}

/**
 * spt_ui_init:
 *
 * Makes the bundle of templates known: a static library's own constructor may be left out by the
 * linker. Once, after GTK is there.
 */
void
spt_ui_init (void)
{
  spt_ui_get_resource ();
}
