/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of a voucher as a line of steps: what is behind, where it stands, what is ahead. */
#pragma once

#include <adwaita.h>

#include "model/spt-dossier.h"

G_BEGIN_DECLS

#define SPT_TYPE_VOUCHER_LINE (spt_voucher_line_get_type ())

/* Property narrow (boolean): one below the other. */
G_DECLARE_FINAL_TYPE (SptVoucherLine, spt_voucher_line, SPT, VOUCHER_LINE, AdwBin)

/* Where it stands; the present step has the service's own words. @firm: there is no ISEE to check. */
void spt_voucher_line_set (SptVoucherLine *self,
                           const char     *phase,
                           const char     *stage,
                           gboolean        firm);

G_END_DECLS
