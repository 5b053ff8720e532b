/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry items' place in the window. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Before the first window is made. */
void spt_registry_pages_register (void);

G_END_DECLS
