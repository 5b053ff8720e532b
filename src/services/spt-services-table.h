/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that knows all services: what a composition root calls first. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void spt_services_register_all (void);

G_END_DECLS
