/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this service wants back at the next poll or settle of a submission, as JSON. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SptGpdNote:
 * @since_404: when the status was first not found, UTC ms, 0 = it is found
 * @processed: how far it was, -1 = not known
 * @since_processed: since when it has been that far, UTC ms, 0 = not known
 * @step: how often it was asked with nothing new: the next wait grows with it
 * @provisional: the upload was found by likeness: its report must name our positions
 * @excluded: (element-type utf8): ids that a report showed to be somebody else's
 */
typedef struct
{
  gint64     since_404;
  gint64     processed;
  gint64     since_processed;
  guint      step;
  gboolean   provisional;
  GPtrArray *excluded;
} SptGpdNote;

/* What does not read starts afresh: a note is a help, never needed. */
void      spt_gpd_note_load     (SptGpdNote *self,
                                 const char *text);
char     *spt_gpd_note_dup_text (SptGpdNote *self) G_GNUC_WARN_UNUSED_RESULT;
void      spt_gpd_note_exclude  (SptGpdNote *self,
                                 const char *file_id);
gboolean  spt_gpd_note_excludes (SptGpdNote *self,
                                 const char *file_id);
void      spt_gpd_note_clear    (SptGpdNote *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptGpdNote, spt_gpd_note_clear)

G_END_DECLS
