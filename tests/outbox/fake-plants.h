/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A register of plants for the engine's tests: three operations on one small form. */
#pragma once

#include "service/spt-plants.h"

G_BEGIN_DECLS

/* "9" begins a plant, "10" brings generators, "84" is a report on one, "8" ends it. For
 * SptServiceClass.plants of the scripted service. */
extern const SptPlantOps fake_plants_ops;

/* Another set comes into force: with an element "nuovo" that the first does not have, or without. */
void  fake_plants_swap_set  (gboolean    is_wide);
/* No document can be applied meanwhile: as if a set were broken. */
void  fake_plants_set_broken (gboolean   is_broken);
/* A document; @gt: (nullable): numbers of generators, separated by blanks; @more: (nullable): XML behind them. */
char *fake_plants_dup_doc   (const char *api,
                             const char *code,
                             const char *gt,
                             const char *more);

G_END_DECLS
