/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After sending: what failed and was sent again, uploads made elsewhere, what a person should
 * know of, why something is deleted. On the store's thread. */
#pragma once

#include "store/spt-store-submissions.h"

G_BEGIN_DECLS

/* (element-type SptItem): what was refused or passed over in @id and was not sent again since, nor
 * is gone; @whole_job: in the other submissions of its job as well, as far as they have ended;
 * @leave_faulty: nor has errors to mend. From @first (from 0), at most @count. */
GPtrArray *spt_db_list_failed        (SptDb       *db,
                                      gint64       id,
                                      gboolean     whole_job,
                                      gboolean     leave_faulty,
                                      guint        first,
                                      guint        count,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* How many those are, and how many of them have errors to mend. */
gboolean   spt_db_count_failed       (SptDb       *db,
                                      gint64       id,
                                      gboolean     whole_job,
                                      guint       *n_failed,
                                      guint       *n_faulty,
                                      GError     **error);
/* (element-type utf8): keys of the items that are done by themselves. */
GPtrArray *spt_db_list_done_keys     (SptDb       *db,
                                      gint64       id,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type gint64): the submissions that send again what failed in @id, oldest first. */
GArray    *spt_db_list_resends       (SptDb       *db,
                                      gint64       id,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type gint64): the imports whose file is kept and whose records are in @id, the one with
 * most of them first; five at most. @labels: (element-type utf8): what they are called. */
GArray    *spt_db_list_originals     (SptDb       *db,
                                      gint64       id,
                                      GPtrArray  **labels,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/* An event "attention" with @code, once for each code: @is_new says whether this was it. */
gboolean   spt_db_note_attention     (SptDb       *db,
                                      gint64       id,
                                      const char  *code,
                                      gboolean    *is_new,
                                      GError     **error);
gboolean   spt_db_has_attention      (SptDb       *db,
                                      gint64       id,
                                      gboolean    *has,
                                      GError     **error);

/* A submission in state waiting for an upload that was made with other software. CONSTRAINT when
 * the archive has that upload, with the submission's id in the message. The job's id: 0 on error.
 * */
gint64     spt_db_follow_upload      (SptDb       *db,
                                      gint64       account_id,
                                      const char  *service,
                                      const char  *operation,
                                      const char  *remote_id,
                                      const char  *title,
                                      const char  *who,
                                      GError     **error);
/* The submission of @service that has @remote_id: 0 = none, -1 = error. */
gint64     spt_db_find_remote        (SptDb       *db,
                                      const char  *service,
                                      const char  *remote_id,
                                      GError     **error);
/* The rows of a followed upload, as its report names them; known positions of the account, or of
 * @organization without one, are linked by their key. */
gboolean   spt_db_add_followed_items (SptDb              *db,
                                      gint64              id,
                                      gint64              account_id,
                                      const char         *organization,
                                      const char *const  *keys,
                                      guint               n_keys,
                                      GError            **error);

/* Why the positions are marked to be deleted; NULL forgets it. */
gboolean   spt_db_set_delete_reason  (SptDb         *db,
                                      const gint64  *ids,
                                      guint          n_ids,
                                      const char    *reason,
                                      GError       **error);
char      *spt_db_get_delete_reason  (SptDb         *db,
                                      gint64         id,
                                      GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* The position's document and what the service has of it; @accepted is NULL when that is the same
 * or it has none. */
gboolean   spt_db_get_position_docs  (SptDb         *db,
                                      gint64         id,
                                      char         **doc,
                                      char         **accepted,
                                      GError       **error);

G_END_DECLS
