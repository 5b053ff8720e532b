/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two dossiers that a person says are one, or two after all: what each asks for then. */
#define G_LOG_DOMAIN "spt-dossiers-same"

#include "config.h"

#include "outbox/spt-dossiers.h"
#include "store/spt-store-dossiers.h"

/**
 * spt_dossiers_join:
 * @db: a writing connection
 * @made: made here
 * @found: the same, as the service's list showed it
 * @who: the clerk who says so
 * @now_utc_ms: what dates are compared with, UTC milliseconds
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT when they are not such a pair
 *
 * Makes one of two. What was prepared is checked again where it stands then.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_dossiers_join (SptDb       *db,
                   gint64       made,
                   gint64       found,
                   const char  *who,
                   gint64       now_utc_ms,
                   GError     **error)
{
  return spt_db_join_dossiers (db, made, found, who, error) &&
         spt_dossier_recheck (db, made, now_utc_ms, error);
}

static gboolean
check_cb (SptDb     *db,
          gint64     id,
          gpointer   user_data,
          GError   **error)
{
  const gint64 *now_utc_ms = user_data;

  return spt_dossier_recheck (db, id, *now_utc_ms, error);
}

/**
 * spt_dossiers_part:
 * @db: a writing connection
 * @made: what was joined with one of the service's list
 * @who: the clerk who takes that back
 * @now_utc_ms: what dates are compared with, UTC milliseconds
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT when there is nothing that could be taken back
 *
 * Makes two of one again, as long as nothing was sent for it since.
 *
 * Returns: the one that is there again; 0 on an error
 */
gint64
spt_dossiers_part (SptDb       *db,
                   gint64       made,
                   const char  *who,
                   gint64       now_utc_ms,
                   GError     **error)
{
  return spt_db_part_dossiers (db, made, who, check_cb, &now_utc_ms, error);
}
