/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of the service: a request, the look at its result, cancel, balance. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

/* Not more often than this, whoever asks (services facts 3.5). */
#define SPT_TROVAPEC_LEAST_GAP_MS 15000

void spt_trovapec_send   (SptService    *service,
                          const SptCall *call,
                          GTask         *task);
void spt_trovapec_poll   (SptService    *service,
                          const SptCall *call,
                          GTask         *task);
/* No call gives a lost token back: the balance is a hint, and a person decides (facts 3.6). */
void spt_trovapec_settle (SptService    *service,
                          const SptCall *call,
                          GTask         *task);
/* The balance: it needs the address and the key to be right, and changes nothing. */
void spt_trovapec_test   (SptService    *service,
                          const SptCall *call,
                          GTask         *task);

G_END_DECLS
