/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of plants reckoned anew: a guess that the day has overtaken, and all of them when the norms are others. */
#define G_LOG_DOMAIN "spt-plants-dates"

#include "config.h"

#include "base/spt-datetime.h"
#include "outbox/spt-deadlines.h"
#include "outbox/spt-plants-private.h"
#include "store/spt-store-accounts.h"

#define SETTING_DATES "plants-dates" /* the digest of what dates were reckoned by last, and on which day */
#define AT_ONCE 50

static char *
dup_today (gint64 now_utc_ms)
{
  SptDatetime now;

  spt_datetime_from_utc_ms_in_italy (&now, now_utc_ms, NULL);
  return g_strdup_printf ("%04d-%02d-%02d", now.year, now.month, now.day);
}

/**
 * spt_plants_refresh_dues:
 * @db: a writing connection
 * @now_utc_ms: now
 * @after: (inout): up to which plant it is done; begins with 0
 * @more: (out): whether there are others, to be done with another call
 * @error: (out) (optional): why not
 *
 * Reckons dates anew, some plants at a time, so that nobody waits for it. Once a day.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_plants_refresh_dues (SptDb    *db,
                         gint64    now_utc_ms,
                         gint64   *after,
                         gboolean *more,
                         GError  **error)
{
  const SptPlantOps *ops;
  SptService *service = spt_plants_get_service (&ops);
  const SptPlantNorms *norms = service != NULL && ops->get_norms != NULL ? ops->get_norms (service) : NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *today = dup_today (now_utc_ms);
  g_autofree char *before = NULL;
  g_autofree char *now = NULL;
  g_autoptr (GArray) ids = NULL;
  gboolean is_changed;
  guint n_done = 0;

  *more = FALSE;
  if (service == NULL)
    return TRUE;
  before = spt_db_get_setting (db, SETTING_DATES, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  now = g_strdup_printf ("%s %s", norms != NULL ? norms->digest : "", today);
  if (g_strcmp0 (before, now) == 0)
    return TRUE; /* done today: what is late stays so, guessed or not */
  is_changed = norms != NULL && (before == NULL || !g_str_has_prefix (before, norms->digest));
  ids = spt_db_list_due_refresh (db, is_changed ? NULL : today, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len && !*more; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      if (id <= *after)
        continue;
      if (n_done++ == AT_ONCE)
        {
          *more = TRUE;
          break;
        }
      if (!_spt_plant_refresh_dues (db, id, now_utc_ms, error))
        return FALSE;
      *after = id;
    }

  return *more || spt_db_set_setting (db, SETTING_DATES, now, error);
}
