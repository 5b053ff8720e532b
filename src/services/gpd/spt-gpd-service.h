/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pagoPA's bulk management of debt positions (GPD, and its twin ACA) as a service. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

#define SPT_TYPE_GPD_SERVICE (spt_gpd_service_get_type ())

G_DECLARE_FINAL_TYPE (SptGpdService, spt_gpd_service, SPT, GPD_SERVICE, SptService)

G_END_DECLS
