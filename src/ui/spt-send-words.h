/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the send sheet for one order: how many of what, and what follows from it. */
#pragma once

#include "ui/spt-send-plan.h"

G_BEGIN_DECLS

char *spt_send_dup_title    (SptSendGroup *group) G_GNUC_WARN_UNUSED_RESULT;
char *spt_send_dup_subtitle (SptSendGroup *group) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
