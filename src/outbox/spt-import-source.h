/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of an import beside its reading: hashed and packed on a thread of its own, kept by
 * whoever writes the archive. */
#pragma once

#include "store/spt-store.h"

G_BEGIN_DECLS

typedef struct _SptImportKeeper SptImportKeeper;

/* Begins to read @path. Without @keep only its digest is wanted. */
SptImportKeeper *_spt_import_keeper_new    (const char       *path,
                                            gboolean          keep,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void             _spt_import_keeper_free   (SptImportKeeper  *self);
/* Keeps what is ready; costs next to nothing when nothing is. Where the archive is written. */
gboolean         _spt_import_keeper_drain  (SptImportKeeper  *self,
                                            SptDb            *db,
                                            gint64            import_id,
                                            GError          **error);
/* Waits for the end and keeps the rest. An error when the file changed while it was read, or is not
 * that of @expected (nullable). */
gboolean         _spt_import_keeper_finish (SptImportKeeper  *self,
                                            SptDb            *db,
                                            gint64            import_id,
                                            const char       *expected,
                                            char            **sha256,
                                            GCancellable     *cancellable,
                                            GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptImportKeeper, _spt_import_keeper_free)

G_END_DECLS
