/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IUV and NAV: the identifiers of a payable notice, their check digits and their making (GPD facts
 * 7bis). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SPT_IUV_OK,
  SPT_IUV_BAD_LENGTH, /* not 17 digits */
  SPT_IUV_IS_NAV,     /* 18 digits beginning with 3: a notice number was given as IUV */
  SPT_IUV_BAD_DIGITS, /* something else than digits */
  SPT_IUV_BAD_CHECK
} SptIuvResult;

SptIuvResult  spt_iuv_check     (const char *iuv);
/* 18 digits "3" + IUV. */
SptIuvResult  spt_nav_check     (const char *nav);
/* @segregation 0 to 99, @base 0 to 9,999,999,999,999. */
char         *spt_iuv_make      (guint   segregation,
                                 guint64 base) G_GNUC_WARN_UNUSED_RESULT;
char         *spt_iuv_to_nav    (const char *iuv) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
