/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Practice mode: the child with the practice services, accounts that lead there, sample data on the
 * first start. */
#pragma once

#include "app/spt-session.h"

G_BEGIN_DECLS

#define SPT_TYPE_PRACTICE (spt_practice_get_type ())

/* Signal "trouble" (GError): there is no practice service, or the sample could not be made. */
G_DECLARE_FINAL_TYPE (SptPractice, spt_practice, SPT, PRACTICE, GObject)

SptPractice *spt_practice_new   (SptSession  *session) G_GNUC_WARN_UNUSED_RESULT;
void         spt_practice_start (SptPractice *self);
void         spt_practice_stop  (SptPractice *self);

G_END_DECLS
