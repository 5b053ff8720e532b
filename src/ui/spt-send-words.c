/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the send sheet: what a kind's table says, and the table of debt positions. */
#define G_LOG_DOMAIN "spt-send-words"

#include "config.h"

#include "spt-send-words.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-money.h"
#include "ui/spt-ui.h"

/* --- debt positions -------------------------------------------------------------------------------- */

/* The subtitle has the warning already, with the sum. */
static const SptSendOperation operations[] = {
  { "update", NN_("%s update", "%s updates"),
    /* Translators: %s is an amount */
    N_("%s € · each replaces the position at the service as a whole: a payment that is no longer in it is withdrawn"), NULL },
  { "delete", NN_("%s deletion", "%s deletions"),
    N_("%s € · their notices can no longer be paid"), NULL },
  { NULL, NN_("%s new position", "%s new positions"), "%s €", NULL },
};

static char *
dup_requests (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("In %s file", "In %s files", n), number);
}

static char *
dup_prepared (guint n_records,
              guint n_requests)
{
  g_autofree char *records = spt_ui_format_count (n_records);

  /* Translators: %1$s positions in %2$u files */
  return g_strdup_printf (ngettext ("%1$s positions in %2$u file", "%1$s positions in %2$u files",
                                    n_requests), records, n_requests);
}

const SptSendWords spt_send_words_positions = {
  .operations = operations,
  .accepted = NN_("Position Accepted", "All Positions Accepted"),
  .choose = N_("Choose the account to know how many files leave"),
  .counting = N_("Counting the files…"),
  .unbound = N_("These positions name no body of their own"),
  .open = N_("_Open the Position"),
  .send = NN_("Send %s Position", "Send %s Positions"),
  /* Translators: %2$s is an environment: "Production", "Test", "Practice" */
  .send_to = NN_("Send %1$s Position to %2$s", "Send %1$s Positions to %2$s"),
  /* Translators: %2$s is a number of creditor bodies, 2 at least; %3$s is an environment: "Production", "Test", "Practice" */
  .send_of = NN_("Send %1$s Position of %2$s Bodies to %3$s", "Send %1$s Positions of %2$s Bodies to %3$s"),
  .sent_before = NN_("%s of these positions was already sent before", "%s of these positions were already sent before"),
  .none_before = N_("None of these positions was sent before"),
  .refusal = NN_("The service would refuse %s of these positions", "The service would refuse %s of these positions"),
  .leave_out = NN_("_Leave Out %s Position", "_Leave Out %s Positions"),
  .dup_requests = dup_requests,
  .dup_prepared = dup_prepared,
};

/* --- what a table says ----------------------------------------------------------------------------- */

static const SptSendOperation *
find_operation (const SptSendWords *self,
                const char         *operation)
{
  const SptSendOperation *found = self->operations;

  while (found->operation != NULL && g_strcmp0 (found->operation, operation) != 0)
    found++;
  return found;
}

/**
 * spt_send_words_dup_title:
 * @self: the words of a kind
 * @operation: the last word of its id
 * @n: how many
 *
 * Returns: (transfer full): how many of what
 */
char *
spt_send_words_dup_title (const SptSendWords *self,
                          const char         *operation,
                          guint               n)
{
  return spt_count_text_dup (&find_operation (self, operation)->title, n);
}

/**
 * spt_send_words_dup_subtitle:
 * @self: the words of a kind
 * @operation: the last word of its id
 * @sum: of them, in cents
 *
 * Returns: (transfer full) (nullable): what follows from it
 */
char *
spt_send_words_dup_subtitle (const SptSendWords *self,
                             const char         *operation,
                             gint64              sum)
{
  const char *subtitle = find_operation (self, operation)->subtitle;
  g_autofree char *amount = spt_money_format (sum);
  g_autoptr (GString) text = NULL;

  if (subtitle == NULL)
    return NULL;
  text = g_string_new (_(subtitle));
  g_string_replace (text, "%s", amount, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * spt_send_words_get_warning:
 * @self: the words of a kind
 * @operation: the last word of its id
 *
 * Returns: (transfer none) (nullable): what cannot be taken back, translated
 */
const char *
spt_send_words_get_warning (const SptSendWords *self,
                            const char         *operation)
{
  const char *warning = find_operation (self, operation)->warning;

  return warning != NULL ? _(warning) : NULL;
}

/**
 * spt_send_words_dup_button:
 * @self: the words of a kind
 * @n: how many records
 * @n_bodies: of how many creditor bodies
 * @where: (nullable): an environment; %NULL = not known yet
 *
 * Returns: (transfer full): what the button says
 */
char *
spt_send_words_dup_button (const SptSendWords *self,
                           guint               n,
                           guint               n_bodies,
                           const char         *where)
{
  gboolean of_several = n_bodies > 1 && self->send_of.one != NULL;
  const SptCountText *words = of_several ? &self->send_of : &self->send_to;
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *bodies = spt_ui_format_count (n_bodies);
  g_autoptr (GString) text = NULL;

  if (where == NULL)
    return spt_count_text_dup (&self->send, n);
  text = g_string_new (ngettext (words->one, words->many, n));
  g_string_replace (text, "%1$s", number, 1);
  g_string_replace (text, "%2$s", of_several ? bodies : where, 1);
  g_string_replace (text, "%3$s", where, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * spt_send_words_dup_sent_before:
 * @self: the words of a kind
 * @n: how many
 *
 * Returns: (transfer full): that so many of them have left before
 */
char *
spt_send_words_dup_sent_before (const SptSendWords *self,
                                guint               n)
{
  return n > 0 ? spt_count_text_dup (&self->sent_before, n) : g_strdup (_(self->none_before));
}

/**
 * spt_send_words_dup_requests:
 * @self: the words of a kind
 * @n: how many requests
 *
 * Says in how many requests records leave, and how long those take that leave one at a time: each with its answer a second, as
 * a rule.
 *
 * Returns: (transfer full): that in words
 */
char *
spt_send_words_dup_requests (const SptSendWords *self,
                             guint               n)
{
  g_autofree char *number = spt_ui_format_count (n);
  guint minutes = (n + 59) / 60;

  if (self->dup_requests != NULL)
    return self->dup_requests (n);
  if (n == 1)
    return g_strdup (_("One request"));
  if (minutes <= 1)
    /* Translators: %s is a number, 2 at least */
    return g_strdup_printf (_("%s requests, one at a time: about a minute"), number);
  /* Translators: %1$s is a number of requests */
  return g_strdup_printf (ngettext ("%1$s requests, one at a time: about %2$u minute",
                                    "%1$s requests, one at a time: about %2$u minutes", minutes), number, minutes);
}

/**
 * spt_send_words_dup_prepared:
 * @self: the words of a kind
 * @n_records: how many records
 * @n_requests: in how many requests
 *
 * Returns: (transfer full): what was prepared
 */
char *
spt_send_words_dup_prepared (const SptSendWords *self,
                             guint               n_records,
                             guint               n_requests)
{
  g_autofree char *number = spt_ui_format_count (n_requests);

  if (self->dup_prepared != NULL)
    return self->dup_prepared (n_records, n_requests);
  return g_strdup_printf (ngettext ("%s request", "%s requests", n_requests), number);
}

/**
 * spt_send_words_get_choose:
 * @self: the words of a kind
 *
 * Returns: (transfer none): why an account has to be chosen first, translated
 */
const char *
spt_send_words_get_choose (const SptSendWords *self)
{
  return self->choose != NULL ? _(self->choose) : _("Choose the account with which they leave");
}

/**
 * spt_send_words_get_counting:
 * @self: the words of a kind
 *
 * Returns: (transfer none): what the rehearsal of an order is doing, translated
 */
const char *
spt_send_words_get_counting (const SptSendWords *self)
{
  return self->counting != NULL ? _(self->counting) : _("Being checked…");
}
