/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TeamSystem's registry (TSDigital) as a service. */
#pragma once

#include "service/spt-record-service.h"

G_BEGIN_DECLS

#define SPT_TYPE_TSDIGITAL_SERVICE (spt_tsdigital_service_get_type ())

G_DECLARE_FINAL_TYPE (SptTsdigitalService, spt_tsdigital_service, SPT, TSDIGITAL_SERVICE, SptRecordService)

G_END_DECLS
