/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of plants: where they stand at the register, what a date is about, what was done. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of SPT_PLANT_STAGE_NEVER_SENT and so on; "" of what nobody knows. */
const char *spt_plant_stage_word     (const char *stage);
/* Of SPT_DUE_REPORT and so on. */
const char *spt_plant_due_word       (const char *kind);
/* Of an intervention's type, "84", or SPT_INTERVENTION_LOCAL. */
const char *spt_plant_type_word      (const char *type);
/* "30.50 kW, metano" as people write it: "30,5 kW, metano"; "" of NULL. */
char       *spt_plant_dup_measure    (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* An ISO date as people write it; "" of NULL and of what is none. */
char       *spt_plant_dup_date       (const char *iso) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
