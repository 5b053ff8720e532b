/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open archive with all that works on it: keyring, HTTP, engine, desk; made and taken apart in
 * one place. */
#pragma once

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_SESSION (spt_session_get_type ())

G_DECLARE_FINAL_TYPE (SptSession, spt_session, SPT, SESSION, GObject)

/* Opens the archive in a thread; the engine is made, but not started. SPT_STORE_ERROR as
 * spt_store_open(), and LOCKED when another window has the archive. */
void        spt_session_open_async   (const char           *path,
                                      gboolean              practice,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
SptSession *spt_session_open_finish  (GAsyncResult         *result,
                                      GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void        spt_session_open_discard (GAsyncResult        *result);
/* Begins to send and to follow. */
void        spt_session_start        (SptSession           *self);
/* Lets what is being sent finish, closes the archive. Never fails. */
void        spt_session_close_async  (SptSession           *self,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
void        spt_session_close_finish (SptSession           *self,
                                      GAsyncResult         *result);
SptDesk    *spt_session_get_desk     (SptSession           *self);
SptHttp    *spt_session_get_http     (SptSession           *self);

G_END_DECLS
