/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of dues in the archive: what a body asks money for, with all that a position of that kind
 * begins with. On the store's thread. */
#pragma once

#include "store/spt-store.h"

G_BEGIN_DECLS

/**
 * SptDueType:
 * @id: 0 = not saved
 * @organization: the creditor body's tax code
 * @name: what the office calls it
 * @doc: its record
 *
 * One kind of due, owned.
 */
typedef struct
{
  gint64  id;
  char   *organization;
  char   *name;
  char   *doc;
} SptDueType;

SptDueType *spt_due_type_new           (gint64       id,
                                        const char  *organization,
                                        const char  *name,
                                        const char  *doc) G_GNUC_WARN_UNUSED_RESULT;
void        spt_due_type_free          (SptDueType  *self);

/* (element-type SptDueType) (transfer full), by body and name; @organization NULL = of all. */
GPtrArray  *spt_db_list_due_types      (SptDb       *db,
                                        const char  *organization,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* Removed ones too: positions refer to them. NOT_FOUND. */
SptDueType *spt_db_get_due_type        (SptDb       *db,
                                        gint64       id,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* The id; 0 on error. A name that the body has already is CONSTRAINT. */
gint64      spt_db_save_due_type       (SptDb            *db,
                                        const SptDueType *due,
                                        const char       *who,
                                        GError          **error);
/* @restore: brings it back. */
gboolean    spt_db_remove_due_type     (SptDb       *db,
                                        gint64       id,
                                        gboolean     restore,
                                        GError     **error);
/* 0 = none. */
gboolean    spt_db_set_position_due_type (SptDb     *db,
                                          gint64     position_id,
                                          gint64     due_type_id,
                                          GError   **error);
gboolean    spt_db_get_position_due_type (SptDb     *db,
                                          gint64     position_id,
                                          gint64    *due_type_id,
                                          GError   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptDueType, spt_due_type_free)

G_END_DECLS
