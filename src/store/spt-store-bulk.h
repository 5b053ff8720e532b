/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of many positions at once, kept so that one click takes them back. On the store's
 * thread. */
#pragma once

#include "model/spt-issue.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

/* Changes that can be taken back; what older ones would need is let go. */
#define SPT_BULK_CHANGES_KEPT 10

/**
 * SptBulkRow:
 * @doc: (owned): the document as it is
 * @name: (owned) (nullable): the debtor's name
 * @n_errors: of its last check, that nobody overrode
 * @was_accepted: the service has it: its next operation is an update
 * @under_way: in a submission that is not finished
 *
 * What a change of many positions has to know of one.
 */
typedef struct
{
  char     *doc;
  char     *name;
  guint     n_errors;
  gboolean  was_accepted;
  gboolean  under_way;
} SptBulkRow;

void      spt_bulk_row_clear             (SptBulkRow    *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptBulkRow, spt_bulk_row_clear)

/**
 * SptBulkChange:
 * @id: 0 = there is none
 * @label: (owned): what it is called
 * @n: positions that it changed
 *
 * A change of many positions.
 */
typedef struct
{
  gint64  id;
  char   *label;
  guint   n;
} SptBulkChange;

void      spt_bulk_change_clear          (SptBulkChange *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptBulkChange, spt_bulk_change_clear)

/* @found: (out): FALSE for what is removed. */
gboolean  spt_db_load_bulk_row           (SptDb         *db,
                                          gint64         id,
                                          SptBulkRow    *row,
                                          gboolean      *found,
                                          GError       **error);
/* How many of @issues stop the sending of position @id: errors that nobody overrode. */
gboolean  spt_db_count_stopping          (SptDb         *db,
                                          gint64         id,
                                          SptIssueList  *issues,
                                          guint         *n,
                                          GError       **error);
/* The id; 0 on error. */
gint64    spt_db_add_bulk_change         (SptDb         *db,
                                          const char    *label,
                                          const char    *who,
                                          GError       **error);
gboolean  spt_db_add_bulk_doc            (SptDb         *db,
                                          gint64         change_id,
                                          gint64         position_id,
                                          const char    *before,
                                          const char    *after,
                                          GError       **error);
gboolean  spt_db_finish_bulk_change      (SptDb         *db,
                                          gint64         change_id,
                                          guint          n,
                                          GError       **error);
/* The last one that can be taken back; id 0 = none. */
gboolean  spt_db_get_last_bulk_change    (SptDb         *db,
                                          SptBulkChange *change,
                                          GError       **error);
/* (element-type gint64); NOT_FOUND when it cannot be taken back (any more). */
GArray   *spt_db_list_bulk_positions     (SptDb         *db,
                                          gint64         change_id,
                                          GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* The document before it; @is_after: (out): @now is what the change made of it. */
char     *spt_db_get_bulk_doc            (SptDb         *db,
                                          gint64         change_id,
                                          gint64         position_id,
                                          const char    *now,
                                          gboolean      *is_after,
                                          GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* Notes that it was taken back, and lets its documents go. */
gboolean  spt_db_end_bulk_undo           (SptDb         *db,
                                          gint64         change_id,
                                          GError       **error);

G_END_DECLS
