/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record is completed with before it is checked and kept: its kind of due, notice numbers,
 * its own identifier; and whether another record has one of those already. */
#pragma once

#include "service/spt-service.h"
#include "store/spt-store-iuv.h"

G_BEGIN_DECLS

/* Settings of an account that numbers come from. */
#define SPT_SETTING_BODY            "organization-fiscal-code"
#define SPT_SETTING_IUV_SEGREGATION "iuv-segregation"
#define SPT_SETTING_IUV_FIRST       "iuv-first"

/**
 * SptFillOptions:
 * @account_id: whose body and code count first; 0 = found by the record's body
 * @due_type_id: fills what is empty from this kind; 0 = none
 * @generate_iuv: gives notice numbers where there are none
 * @propose_iupd: gives an identifier where there is none
 * @rehearse: nothing is taken: the numbers only look right
 * @many: more than a few records follow
 * @now_utc_ms: what day it is, UTC milliseconds
 *
 * What to complete.
 */
typedef struct
{
  gint64   account_id;
  gint64   due_type_id;
  gboolean generate_iuv;
  gboolean propose_iupd;
  gboolean rehearse;
  gboolean many;
  gint64   now_utc_ms;
} SptFillOptions;

typedef struct _SptFill SptFill;

/* On the store's thread, inside of the transaction that keeps the records. */
SptFill  *spt_fill_new      (SptDb                *db,
                             SptService           *service,
                             const SptFillOptions *options,
                             GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void      spt_fill_free     (SptFill              *self);
/* The hook of reading: @fill is the SptFill. UNCONFIRMED when a person has to confirm the next
 * number first. */
gboolean  spt_fill_record   (SptRecord            *record,
                             guint                 row,
                             SptIssueList         *issues,
                             gpointer              fill,
                             GError              **error);
/* Before the commit: what was reserved and not used goes back. */
gboolean  spt_fill_end      (SptFill              *self,
                             GError              **error);

/* "77777777777-TARI-0123456789abcdef": free by all probability (GPD facts 6.1). */
char     *spt_fill_dup_iupd (const char           *body,
                             const char           *kind) G_GNUC_WARN_UNUSED_RESULT;
/* The only body of the accounts; NULL without an error for none or several. */
char     *spt_fill_dup_sole_body (SptDb           *db,
                                  GError         **error) G_GNUC_WARN_UNUSED_RESULT;
/* The code and first number of a body's accounts, production before test; FALSE without an error
 * when none has a code. */
gboolean  spt_fill_find_code (SptDb               *db,
                              const char          *body,
                              gint64               account_id,
                              char               **segregation,
                              gint64              *first,
                              GError             **error);

/* --- whether somebody has it already --------------------------------------------------------- */

typedef struct _SptUnique SptUnique;

/* @many: gathers all numbers once, for an import. */
SptUnique *spt_unique_new   (SptDb                *db,
                             gboolean              many,
                             GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void      spt_unique_free   (SptUnique            *self);
/* Errors for an IUV or NAV that another live or ever accepted record of the body has, with which
 * one; with @and_iupd for the identifier too. @id: the record itself, 0 = new. */
gboolean  spt_unique_check  (SptUnique            *self,
                             SptRecord            *record,
                             gint64                id,
                             gboolean              and_iupd,
                             guint                 row,
                             SptIssueList         *issues,
                             GError              **error);

/* Without the archive, on any thread: FALSE = spt_unique_check() without @and_iupd would find
 * nothing. */
gboolean  spt_unique_may_find (SptUnique          *self,
                               SptRecord          *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptFill, spt_fill_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptUnique, spt_unique_free)

G_END_DECLS
