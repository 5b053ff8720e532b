/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TrovaPEC as a service: the certified address that belongs to a code. */
#pragma once

#include "service/spt-record-service.h"

G_BEGIN_DECLS

#define SPT_TYPE_TROVAPEC_SERVICE (spt_trovapec_service_get_type ())

G_DECLARE_FINAL_TYPE (SptTrovapecService, spt_trovapec_service, SPT, TROVAPEC_SERVICE, SptRecordService)

G_END_DECLS
