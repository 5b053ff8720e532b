/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer of the gateway, or of the service behind it, proves and says. Pure. */
#pragma once

#include <json-glib/json-glib.h>

#include "model/spt-account.h"
#include "net/spt-http.h"
#include "service/spt-outcome.h"
#include "service/spt-reply.h"

G_BEGIN_DECLS

/* The answer to one of the four requests (services facts 4.7, 4.8). @key: (nullable): whom it was
 * for; @secrets: NULL-terminated texts that no message may show. */
SptOutcome *spt_voucher_answer_to_request   (const SptHttpAnswer *answer,
                                             const char          *operation,
                                             SptAccount          *account,
                                             const char          *key,
                                             gint64               now_utc_ms,
                                             const char *const   *secrets) G_GNUC_WARN_UNUSED_RESULT;
/* What kept the list from coming: UNKNOWN or NOT_SENT with its code; NULL for a 200 or 204. */
SptOutcome *spt_voucher_answer_to_trouble   (const SptHttpAnswer *answer,
                                             const char *const   *secrets) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a request that was not sent for this reason may go by itself later. */
gboolean    spt_voucher_answer_is_transient (const char          *code);
/**
 * SptVoucherField:
 * @name: as the service wrote it
 * @path: (nullable): where it is in our record
 * @setting: (nullable): which setting of the account it comes from
 *
 * A parameter that a refusal names.
 */
typedef struct
{
  char       *name;
  char       *path;
  const char *setting;
} SptVoucherField;

/* (element-type SptVoucherField): what a REQUEST_VALIDATION_NOK names, by the words that were kept
 * as the message; @is_firm: the beneficiary is one. A hint: the words are nobody's contract. */
GPtrArray  *spt_voucher_answer_list_fields  (const char          *operation,
                                             gboolean             is_firm,
                                             const char          *message) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the words have a list at all, of whatever names. */
gboolean    spt_voucher_answer_has_list     (const char          *message);

/**
 * SptVoucherInstant:
 * @from: the earliest that may be meant, UTC milliseconds
 * @to: the latest
 *
 * A point in time as the service writes it: without a zone it may be Italy's or UTC, a bare date
 * the whole day.
 */
typedef struct
{
  gint64 from;
  gint64 to;
} SptVoucherInstant;

/* An xsd:dateTime, its offset optional, with any number of digits after the second. */
gboolean    spt_voucher_read_instant        (const char          *text,
                                             SptVoucherInstant   *out);

G_END_DECLS
