/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pasted text, or a selection of people and companies, would ask of the service: which codes, what is known of each
 * already, and the look-ups that are made of them. */
#pragma once

#include "model/spt-account.h"
#include "model/spt-issue.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

typedef enum
{
  SPT_LOOKUP_CODE_NEW,       /* to be looked up */
  SPT_LOOKUP_CODE_PREPARED,  /* a look-up is there that has not left */
  SPT_LOOKUP_CODE_KNOWN,     /* an address, or its absence, is known: asked again on somebody's yes only */
  SPT_LOOKUP_CODE_UNDER_WAY, /* being asked */
  SPT_LOOKUP_CODE_UNSETTLED, /* a look-up waits for a decision: it is settled first */
  SPT_LOOKUP_CODE_SAME,      /* the other code of a firm that is asked by one */
  SPT_LOOKUP_CODE_WRONG,     /* its check does not fit */
  SPT_LOOKUP_CODE_NONE       /* of somebody in the directory who has no code */
} SptLookupCodeKind;

/**
 * SptLookupCode:
 * @code: as it is sent; "" for somebody without one
 * @name: whom the directory has under it; "" = nobody
 * @kind: what becomes of it
 * @subject_id: who that is; 0 = nobody
 * @dossier_id: the look-up that is there; 0 = none
 * @address: what is known; "" = nothing was found, or nothing is known
 * @source: (nullable): a value of the directory's "pecSource"; %NULL = a look-up of ours
 * @day: (nullable): when that was, ISO
 * @other: (nullable): of SPT_LOOKUP_CODE_SAME: the code that is asked
 *
 * One code. Strings are owned.
 */
typedef struct
{
  char              *code;
  char              *name;
  SptLookupCodeKind  kind;
  gint64             subject_id;
  gint64             dossier_id;
  char              *address;
  char              *source;
  char              *day;
  char              *other;
} SptLookupCode;

/**
 * SptLookupName:
 * @typed: a line without a code
 * @found: (element-type SptLookupCode): whom the directory has by that name, some
 *
 * A name: looked for in our own directory, never at the service.
 */
typedef struct
{
  char      *typed;
  GPtrArray *found;
} SptLookupName;

/**
 * SptLookupCodes:
 * @codes: (element-type SptLookupCode)
 * @names: (element-type SptLookupName)
 * @n_again: codes that stood there more than once, counted each time
 * @n_lines: lines without a code, past those in @names
 * @accounts: (element-type SptAccount): of the service, by name
 * @account: (nullable): whose settings were followed
 *
 * All that is said before anything is made of it.
 */
typedef struct
{
  GPtrArray  *codes;
  GPtrArray  *names;
  guint       n_again;
  guint       n_lines;
  GPtrArray  *accounts;
  SptAccount *account;
} SptLookupCodes;

void            spt_lookup_code_free    (SptLookupCode       *self);
SptLookupCode  *spt_lookup_code_copy    (const SptLookupCode *from) G_GNUC_WARN_UNUSED_RESULT;

void            spt_lookup_codes_free   (SptLookupCodes      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptLookupCodes, spt_lookup_codes_free)
guint           spt_lookup_codes_count  (SptLookupCodes      *self,
                                         SptLookupCodeKind    kind);

/* Somebody may say that asking is worth it all the same. */
gboolean        spt_lookup_issue_is_known (const SptIssue    *issue);

/* @text: (nullable): any; @subject_ids: (nullable) (element-type gint64): copied; @account_id: with which they would go; 0 =
 * the only one, or the first. */
void            spt_lookup_codes_async  (SptStore            *store,
                                         const char          *text,
                                         GArray              *subject_ids,
                                         gint64               account_id,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
SptLookupCodes *spt_lookup_codes_finish (SptStore            *store,
                                         GAsyncResult        *result,
                                         GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes a look-up of each of @codes (element-type SptLookupCode, copied) in one transaction: of those that are known because
 * somebody says that they are worth asking again, which is kept with @who. The finish gives them all, with those that were
 * prepared before, (transfer full) (element-type gint64). */
void            spt_lookups_make_async  (SptStore            *store,
                                         GPtrArray           *codes,
                                         gint64               account_id,
                                         const char          *who,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
GArray         *spt_lookups_make_finish (SptStore            *store,
                                         GAsyncResult        *result,
                                         GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
