/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vouchers for broadband of Infratel and Invitalia (Voucher BUL) as a service. */
#pragma once

#include "service/spt-record-service.h"

G_BEGIN_DECLS

#define SPT_TYPE_VOUCHER_SERVICE (spt_voucher_service_get_type ())

G_DECLARE_FINAL_TYPE (SptVoucherService, spt_voucher_service, SPT, VOUCHER_SERVICE, SptRecordService)

G_END_DECLS
