/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers checked where they stand at their service: what a form has of one, and what the archive has
 * of two that are one. */
#pragma once

#include "service/spt-service.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

/* Bits of the operations that were done since it began. */
gboolean    spt_dossier_list_done (SptDb   *db,
                                   gint64   id,
                                   guint   *done,
                                   GError **error);
gboolean    spt_dossier_is_done   (guint       done,
                                   const char *operation);
/* What saving it would find, and what it would ask for next (nullable); @dossier NULL = a new one,
 * @account NULL = none yet. */
const char *spt_dossier_check     (SptRecord            *record,
                                   const SptDossierData *dossier,
                                   SptAccount           *account,
                                   guint                 done,
                                   gint64                now_utc_ms,
                                   SptIssueList         *issues);
/* In the archive, where it stands elsewhere now. */
gboolean    spt_dossier_recheck   (SptDb   *db,
                                   gint64   id,
                                   gint64   now_utc_ms,
                                   GError **error);

/* --- two that are one: spt-dossiers-same.c ------------------------------------------------------- */

/* What each asks for is found out anew. */
gboolean    spt_dossiers_join     (SptDb       *db,
                                   gint64       made,
                                   gint64       found,
                                   const char  *who,
                                   gint64       now_utc_ms,
                                   GError     **error);
/* Takes it back: the one that is there again, 0 on an error. */
gint64      spt_dossiers_part     (SptDb       *db,
                                   gint64       made,
                                   const char  *who,
                                   gint64       now_utc_ms,
                                   GError     **error);

G_END_DECLS
