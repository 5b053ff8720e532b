/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the steps of a voucher are called in the window. */
#define G_LOG_DOMAIN "spt-voucher-step-words"

#include "config.h"

#include "ui/voucher/spt-voucher-step-words.h"

#include <string.h>

#include <glib/gi18n.h>

static const SptVoucherStepWords table[] = {
  {
    "voucher.prenotazione", N_("Reservation"), N_("_Reserve…"),
    N_("Asks the service for the voucher; for a family INPS checks the ISEE then."), NULL,
  },
  {
    "voucher.attivazione", N_("Activation"), N_("_Activate…"),
    N_("Says when, and with which technology, the service began."),
    N_("The day on which the service began at the beneficiary's: not before the reservation, not in the future."),
  },
  {
    "voucher.disdetta", N_("Withdrawal"), N_("_Withdraw…"),
    N_("Gives the reservation up: the beneficiary may reserve again."),
    N_("Needed only where the account sends dates: as a rule the system sets it."),
  },
  {
    "voucher.cessazione", N_("End of service"), N_("_End…"),
    N_("Says since when an activated service has ended."),
    N_("The day on which the service ended: not before the activation, not in the future."),
  },
};

/**
 * spt_voucher_step_words:
 * @operation: "voucher.attivazione"
 *
 * Returns: (transfer none): its words, to be translated
 */
const SptVoucherStepWords *
spt_voucher_step_words (const char *operation)
{
  static const SptVoucherStepWords none = { "", N_("Other step"), N_("_Prepare…"), "", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (strcmp (table[i].operation, operation) == 0)
        return &table[i];
    }

  return &none;
}
