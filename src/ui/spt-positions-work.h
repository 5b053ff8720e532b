/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the grid of positions asks of the archive, as plain data: counts, what can be sent,
 * deletion, text to copy. */
#pragma once

#include "store/spt-store-positions.h"
#include "store/spt-store-views.h"

G_BEGIN_DECLS

/**
 * SptPositionsTally:
 * @counts: positions in each state, of the present search and scope
 * @n_sendable: of the selection (without one: of the present search and scope) what can be sent now
 * @n_accepted: of the selection what the service has
 * @sum: of the selection's valid amounts, cents
 * @n_new, @n_gone: rows that a new look at the list would bring and take
 * @operation: (nullable): the one operation of all that can be sent; %NULL = several
 * @scope: (nullable) (element-type gint64): what the search and scope find in any state; %NULL when
 * there is a selection, or
 *   neither
 */
typedef struct
{
  guint       counts[SPT_N_STATES];
  guint       n_sendable;
  guint       n_accepted;
  gint64      sum;
  guint       n_new;
  guint       n_gone;
  const char *operation;
  GArray     *scope;
} SptPositionsTally;

/* A copy of a query with strings of its own. */
SptPositionQuery  *spt_position_query_copy        (const SptPositionQuery *query) G_GNUC_WARN_UNUSED_RESULT;
void               spt_position_query_free        (SptPositionQuery       *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptPositionQuery, spt_position_query_free)

/* @selected: (element-type gint64), ascending; @shown: (nullable) (element-type gint64): what the
 * list has now: then n_new and n_gone are counted. All are copied. */
void               spt_positions_tally_async      (SptStore               *store,
                                                   const SptPositionQuery *query,
                                                   GArray                 *selected,
                                                   GArray                 *shown,
                                                   GCancellable           *cancellable,
                                                   GAsyncReadyCallback     callback,
                                                   gpointer                user_data);
/* Borrowed: lives as long as @result. */
SptPositionsTally *spt_positions_tally_finish     (SptStore               *store,
                                                   GAsyncResult           *result,
                                                   GError                **error);

typedef struct
{
  GArray   *ids;        /* (element-type gint64): what was asked */
  gboolean  restore;
  gboolean  drafts_only;
  char     *reason; /* (nullable): why what the service has is deleted there */
  guint     n_done;
} SptPositionsRemoval;

/* The same for what the service has, with the reason that is kept: see
 * spt_positions_remove_finish(). */
void                 spt_positions_mark_async     (SptStore               *store,
                                                   GArray                 *ids,
                                                   const char             *reason,
                                                   GCancellable           *cancellable,
                                                   GAsyncReadyCallback     callback,
                                                   gpointer                user_data);
/* Removes drafts; what the service has is marked for deletion there, unless @drafts_only. @restore
 * takes both back. */
void                 spt_positions_remove_async   (SptStore               *store,
                                                   GArray                 *ids,
                                                   gboolean                drafts_only,
                                                   gboolean                restore,
                                                   GCancellable           *cancellable,
                                                   GAsyncReadyCallback     callback,
                                                   gpointer                user_data);
SptPositionsRemoval *spt_positions_remove_finish  (SptStore               *store,
                                                   GAsyncResult           *result,
                                                   GError                **error);

/* Rows as text for a spreadsheet: tabs between the columns, one line each, with a heading. */
void               spt_positions_copy_async       (SptStore               *store,
                                                   GArray                 *ids,
                                                   GCancellable           *cancellable,
                                                   GAsyncReadyCallback     callback,
                                                   gpointer                user_data);
const char        *spt_positions_copy_finish      (SptStore               *store,
                                                   GAsyncResult           *result,
                                                   GError                **error);

G_END_DECLS
