/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent and answered, as it went over the wire with secrets masked; to read, copy, save. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_EXCHANGES (spt_exchanges_get_type ())

G_DECLARE_FINAL_TYPE (SptExchanges, spt_exchanges, SPT, EXCHANGES, AdwBin)

/* @attempts: (element-type SptAttempt): borrowed for the call. */
void spt_exchanges_set (SptExchanges *self,
                        SptDesk      *desk,
                        GPtrArray    *attempts);

G_END_DECLS
