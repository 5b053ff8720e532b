/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the send sheet for vouchers. */
#define G_LOG_DOMAIN "spt-voucher-words"

#include "config.h"

#include "ui/voucher/spt-voucher-words.h"

#include <glib/gi18n.h>

static const SptSendOperation operations[] = {
  { "attivazione", NN_("%s activation", "%s activations"), NULL, NULL },
  { "cessazione", NN_("%s end of service", "%s ends of service"), NULL,
    N_("The voucher ends with the service: what is left of it is lost.") },
  { "disdetta", NN_("%s withdrawal", "%s withdrawals"), NULL,
    N_("The reservation is given up: a new one starts again from the ISEE check.") },
  { NULL, NN_("%s reservation", "%s reservations"),
    N_("The service checks the ISEE afterwards: each voucher has to become Prenotata before it is activated"), NULL },
};

const SptSendWords spt_voucher_send_words = {
  .is_single = TRUE,
  .is_masculine = TRUE,
  .operations = operations,
  .accepted = NN_("Voucher Accepted", "All Vouchers Accepted"),
  .open = N_("_Open the Voucher"),
  .send = NN_("Send %s Voucher", "Send %s Vouchers"),
  /* Translators: %2$s is an environment: "Production", "Test", "Practice" */
  .send_to = NN_("Send %1$s Voucher to %2$s", "Send %1$s Vouchers to %2$s"),
  .sent_before = NN_("For %s of these vouchers something was sent before", "For %s of these vouchers something was sent before"),
  .none_before = N_("Nothing was sent for these vouchers before"),
  .refusal = NN_("The service would refuse %s of these vouchers", "The service would refuse %s of these vouchers"),
  .leave_out = NN_("_Leave Out %s Voucher", "_Leave Out %s Vouchers"),
};
