/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Official schemas and lists away from the main thread: what is in use, what files would change, another put in use. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

/**
 * SptOfficialLook:
 * @in_use: (owned) (nullable): %NULL: it cannot be read, @error says
 * @error: (owned) (nullable): what is wrong with what is in use
 * @former: (owned) (element-type SptOfficialFormer)
 * @offered: (owned) (nullable): out of the files
 * @n_lacking: calls that the files do not have and what is in use does
 * @completed: whether they stay as they are
 * @changes: (owned) (nullable) (element-type SptOfficialChange)
 *
 * What the dialog shows.
 */
typedef struct
{
  SptOfficialSet *in_use;
  GError         *error;
  GPtrArray      *former;
  SptOfficialSet *offered;
  guint           n_lacking;
  gboolean        completed;
  GPtrArray      *changes;
} SptOfficialLook;

void             spt_official_look_free    (SptOfficialLook       *self);
/* @paths: (nullable) (element-type filename); @completes: calls that they lack stay as they are. */
void             spt_official_look_async   (const SptOfficialKind *kind,
                                            GPtrArray             *paths,
                                            gboolean               completes,
                                            GCancellable          *cancellable,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
SptOfficialLook *spt_official_look_finish  (GAsyncResult          *result,
                                            GError               **error) G_GNUC_WARN_UNUSED_RESULT;
/* Puts @set in use, or the former one @id, or what was supplied. */
void             spt_official_put_async    (const SptOfficialKind *kind,
                                            SptOfficialSet        *set,
                                            const char            *id,
                                            const char            *label,
                                            gint64                 now_utc_ms,
                                            GCancellable          *cancellable,
                                            GAsyncReadyCallback    callback,
                                            gpointer               user_data);
gboolean         spt_official_put_finish   (GAsyncResult          *result,
                                            GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptOfficialLook, spt_official_look_free)

G_END_DECLS
