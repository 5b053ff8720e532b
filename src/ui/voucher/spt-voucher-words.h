/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the send sheet for vouchers. */
#pragma once

#include "ui/spt-send-words.h"

G_BEGIN_DECLS

extern const SptSendWords spt_voucher_send_words;

G_END_DECLS
