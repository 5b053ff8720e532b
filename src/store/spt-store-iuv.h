/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notice numbers: the counters they come from, and who has a number already. On the store's
 * thread. */
#pragma once

#include "store/spt-store.h"

G_BEGIN_DECLS

/* Thirteen digits. */
#define SPT_IUV_BASE_MAX G_GINT64_CONSTANT (9999999999999)

/**
 * SptIuvState:
 * @next: the number that would be taken now
 * @last_seen: the largest given; where it is to be confirmed, the largest that the archive's
 * positions have; 0 = none
 * @confirmed: whether numbers can be taken: a person need not be asked
 *
 * How a counter stands.
 */
typedef struct
{
  gint64   next;
  gint64   last_seen;
  gboolean confirmed;
} SptIuvState;

/* Takes @n numbers in a row, never given before, in the transaction that keeps the records;
 * @first: the lowest wanted (the account's setting). @base: (out): the first taken. UNCONFIRMED
 * after a restore without the file beside the archive. */
gboolean  spt_db_take_iuvs        (SptDb        *db,
                                   const char   *organization,
                                   const char   *segregation,
                                   gint64        first,
                                   guint         n,
                                   gint64       *base,
                                   GError      **error);
/* Gives back the end of what this same transaction took last and nobody has seen. */
gboolean  spt_db_return_iuvs      (SptDb        *db,
                                   const char   *organization,
                                   const char   *segregation,
                                   gint64        from,
                                   gint64        until,
                                   GError      **error);
gboolean  spt_db_get_iuv_state    (SptDb        *db,
                                   const char   *organization,
                                   const char   *segregation,
                                   gint64        first,
                                   SptIuvState  *state,
                                   GError      **error);
/* A person says which number comes next; never one that the archive shows as used. */
gboolean  spt_db_confirm_iuvs     (SptDb        *db,
                                   const char   *organization,
                                   const char   *segregation,
                                   gint64        next,
                                   const char   *who,
                                   GError      **error);
/* After a restore: the counters of @db and the file beside @path become the larger of both; where
 * the file does not know a counter, it has to be confirmed. */
gboolean  spt_db_restore_iuvs     (SptDb        *db,
                                   const char   *path,
                                   GError      **error);

/* --- who has a number ------------------------------------------------------------------------ */

/* Keeps what position.iuv does not say: IUVs of further payments, NAVs given by hand. Called by
 * spt_db_save_position(). */
gboolean  spt_db_index_notices    (SptDb        *db,
                                   gint64        id,
                                   gboolean      is_new,
                                   guint         n_options,
                                   const char   *iuv,
                                   const char   *doc,
                                   GError      **error);
/* A live or ever accepted position of that body, other than @except, that has @number as an IUV or
 * as a NAV given by hand: its id, 0 = none, -1 = error. @sole: (nullable): the body of positions
 * that name none. @iupd: (out) (optional) (nullable): its IUPD. */
gint64    spt_db_find_notice      (SptDb        *db,
                                   const char   *number,
                                   const char   *organization,
                                   const char   *sole,
                                   gint64        except,
                                   char        **iupd,
                                   GError      **error);

/* All numbers at once, for an import: 16 bytes each, no text. */
typedef struct _SptNoticeSet SptNoticeSet;
SptNoticeSet *spt_db_load_notices (SptDb        *db,
                                   const char   *sole,
                                   GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void      spt_notice_set_free     (SptNoticeSet *self);
/* As spt_db_find_notice(); asks the archive only about what it seems to have. */
gint64    spt_notice_set_find     (SptNoticeSet *self,
                                   SptDb        *db,
                                   const char   *number,
                                   const char   *organization,
                                   gint64        except,
                                   char        **iupd,
                                   GError      **error);

/* Of the set alone, on any thread: FALSE = nobody has it. */
gboolean      spt_notice_set_may_have (SptNoticeSet *self,
                                       const char   *number,
                                       const char   *organization);
gboolean      spt_notice_set_is_empty (SptNoticeSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptNoticeSet, spt_notice_set_free)

G_END_DECLS
