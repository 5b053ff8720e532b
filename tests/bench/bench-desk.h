/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An archive full of positions, and an account for them. */
#pragma once

#include "store/spt-store.h"

G_BEGIN_DECLS

SptStore *bench_desk_open  (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void      bench_desk_close (SptStore   *store);
/* Imports the @n positions of @csv into a new archive whose account 1 speaks to @base_url. */
void      bench_desk_make  (const char *csv,
                            const char *path,
                            guint       n,
                            const char *base_url);

G_END_DECLS
