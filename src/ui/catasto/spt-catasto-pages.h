/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place of plants, and of what is done with them, in the window. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void spt_catasto_pages_register (void);

G_END_DECLS
