/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample of practice mode, made by really importing, preparing and sending, once per archive.
 */
#pragma once

#include "app/spt-session.h"

G_BEGIN_DECLS

#define SPT_TYPE_PRACTICE_SAMPLE (spt_practice_sample_get_type ())

/* Signal "trouble" (GError). */
G_DECLARE_FINAL_TYPE (SptPracticeSample, spt_practice_sample, SPT, PRACTICE_SAMPLE, GObject)

SptPracticeSample *spt_practice_sample_new   (SptSession        *session,
                                              const char        *control_url,
                                              const char        *key) G_GNUC_WARN_UNUSED_RESULT;
void               spt_practice_sample_start (SptPracticeSample *self);

G_END_DECLS
