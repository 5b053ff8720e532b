/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a secret of an account ends, as somebody noted it, and whether it is time to say so. Pure. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

/* Of the field of an account's table that says when the secret before it ends. */
#define SPT_EXPIRY_ROLE "secret-expiry"

#define SPT_EXPIRY_SOON_DAYS   30 /* from here on it is said */
#define SPT_EXPIRY_URGENT_DAYS 7  /* from here on it needs somebody */

typedef enum
{
  SPT_EXPIRY_NONE,   /* nothing noted, or far off */
  SPT_EXPIRY_SOON,
  SPT_EXPIRY_URGENT,
  SPT_EXPIRY_OVER    /* the day has come */
} SptExpiryKind;

/* @days: (out) (optional): left in Italy's calendar, 0 = today, less than 0 = over; @date: (out)
 * (optional): the day. */
SptExpiryKind spt_expiry_of        (SptService  *service,
                                    SptAccount  *account,
                                    gint64       now_utc_ms,
                                    int         *days,
                                    SptDatetime *date);
/* Whole days from @from to @to, whatever their times. */
int           spt_expiry_days_from (const SptDatetime *from,
                                    const SptDatetime *to);

G_END_DECLS
