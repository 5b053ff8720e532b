/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of look-ups: in the send sheet, of what is known, of where one stands. */
#define G_LOG_DOMAIN "spt-lookup-words"

#include "config.h"

#include "ui/trovapec/spt-lookup-words.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "ui/spt-ui.h"
#include "ui/trovapec/spt-lookup-cost.h"

/* --- the send sheet ---------------------------------------------------------------------------------- */

static const SptSendOperation operations[] = {
  { "cancel", NN_("%s cancellation", "%s cancellations"),
    N_("The earlier request of each code is given up; then it can be looked up again"),
    N_("A cancelled request may have been charged: nobody says whether it is given back. To look up again is paid for.") },
  { NULL, NN_("%s code to look up", "%s codes to look up"),
    N_("Each result comes after some minutes; it is asked for by itself"), NULL },
};

static char *
dup_requests (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);
  guint minutes = (n + 59) / 60;

  if (n == 1)
    return g_strdup (_("One request"));
  if (minutes <= 1)
    /* Translators: %s is a number, 2 at least */
    return g_strdup_printf (_("%s requests, one a second: about a minute"), number);
  /* Translators: %1$s is a number of requests */
  return g_strdup_printf (ngettext ("%1$s requests, one a second: about %2$u minute",
                                    "%1$s requests, one a second: about %2$u minutes", minutes), number, minutes);
}

const SptSendWords spt_lookup_send_words = {
  .is_single = TRUE,
  .operations = operations,
  .accepted = NN_("Request Accepted", "All Requests Accepted"),
  .open = N_("_Open the Look-up"),
  .send = NN_("Send %s Request", "Send %s Requests"),
  /* Translators: %2$s is an environment: "Production", "Practice" */
  .send_to = NN_("Send %1$s Request to %2$s", "Send %1$s Requests to %2$s"),
  .sent_before = NN_("For %s of these look-ups something was sent before", "For %s of these look-ups something was sent before"),
  .none_before = N_("Nothing was sent for these look-ups before"),
  .refusal = NN_("%s of these look-ups cannot leave so", "%s of these look-ups cannot leave so"),
  .leave_out = NN_("_Leave Out %s Look-up", "_Leave Out %s Look-ups"),
  .dup_requests = dup_requests,
  .new_cost = spt_lookup_cost_new,
  .show_cost = spt_lookup_cost_show,
  .show_spent = spt_lookup_cost_show_spent,
};

/* --- what is known ----------------------------------------------------------------------------------- */

/**
 * spt_lookup_source_word:
 * @source: (nullable): where an address is from, as the directory has it; %NULL = a look-up of ours
 *
 * Returns: (transfer none): that in words
 */
const char *
spt_lookup_source_word (const char *source)
{
  if (source == NULL || strcmp (source, "trovapec") == 0)
    return _("TrovaPEC");
  if (strcmp (source, "declared") == 0)
    return _("declared by the subject");
  if (strcmp (source, "ini-pec") == 0)
    return "INI-PEC";
  if (strcmp (source, "inad") == 0)
    return "INAD";
  if (strcmp (source, "ipa") == 0)
    return _("Index of public bodies (IPA)");

  return _("written by hand");
}

/**
 * spt_lookup_dup_day:
 * @day: (nullable): a date, ISO
 *
 * Returns: (transfer full): as people write it; "" for none
 */
char *
spt_lookup_dup_day (const char *day)
{
  SptDatetime date;

  return day != NULL && spt_datetime_parse (day, &date, NULL) ? spt_datetime_to_italian (&date, FALSE) : g_strdup ("");
}

/**
 * spt_lookup_dup_known:
 * @address: what was found; "" = nothing was
 * @source: (nullable): where, as the directory has it; %NULL = a look-up of ours
 * @day: (nullable): when, ISO
 *
 * Returns: (transfer full): all of it in a line
 */
char *
spt_lookup_dup_known (const char *address,
                      const char *source,
                      const char *day)
{
  g_autofree char *date = spt_lookup_dup_day (day);
  const char *what = *address != '\0' ? address : _("Nothing was found");

  return g_strdup_printf ("%s · %s · %s", what, spt_lookup_source_word (source),
                          *date != '\0' ? date : _("without a date"));
}

/**
 * spt_lookup_dup_phase:
 * @phase: where it stands, in the service's words; "" = it has not answered
 * @state: where its last request stands
 *
 * Returns: (transfer full): that in words
 */
char *
spt_lookup_dup_phase (const char *phase,
                      SptState    state)
{
  if (phase != NULL && *phase != '\0')
    return g_strdup (phase);
  if (state == SPT_STATE_READY || state == SPT_STATE_TO_FIX || state == SPT_STATE_DRAFT)
    return g_strdup (_("Not looked up yet"));

  return g_strdup ("");
}
