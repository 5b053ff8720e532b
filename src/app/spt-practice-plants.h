/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants of the sample of practice mode, and what is to be done with them. */
#pragma once

#include "app/spt-practice-work.h"

G_BEGIN_DECLS

/* For spt_store_run_async(); the data is an SptPracticeJob with batch and account_id; its ids are set: what may be sent. */
gboolean spt_practice_work_make_plants (SptDb         *db,
                                        gpointer       data,
                                        GCancellable  *cancellable,
                                        GError       **error);

G_END_DECLS
