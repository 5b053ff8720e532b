/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any number of small records put in order with little memory: what does not fit goes to a file. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SptSorter SptSorter;

SptSorter *spt_sorter_new    (gsize       record_size,
                              gsize       max_bytes) G_GNUC_WARN_UNUSED_RESULT;
void       spt_sorter_free   (SptSorter  *self);
gboolean   spt_sorter_add    (SptSorter  *self,
                              const void *record,
                              GError    **error);
guint64    spt_sorter_get_n  (SptSorter  *self);
gboolean   spt_sorter_rewind (SptSorter  *self,
                              GError    **error);
gboolean   spt_sorter_next   (SptSorter  *self,
                              void       *record,
                              gboolean   *found,
                              GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptSorter, spt_sorter_free)

G_END_DECLS
