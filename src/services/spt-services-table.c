/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of services, made by meson from one list. */

#define G_LOG_DOMAIN "spt-services-table"

#include "config.h"

#include "services/spt-services-table.h"

#include "service/spt-service.h"

#define SPT_SERVICE_ENTRY(id) extern GType spt_ ## id ## _service_get_type (void);
#include "spt-services-entries.h"
#undef SPT_SERVICE_ENTRY

/**
 * spt_services_register_all:
 *
 * Tells the registry every service of the build. Called once by each composition root, before the
 * first look-up.
 */
void
spt_services_register_all (void)
{
#define SPT_SERVICE_ENTRY(id) spt_ ## id ## _service_get_type (),
  const GType types[] = {
#include "spt-services-entries.h"
    G_TYPE_INVALID
  };
#undef SPT_SERVICE_ENTRY

  spt_services_set_types (types);
}
