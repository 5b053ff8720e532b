/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the chips of a list ask of the archive. */
#define G_LOG_DOMAIN "spt-list-count"

#include "config.h"

#include "ui/spt-list-page-private.h"

#include "ui/spt-record-card.h"

/**
 * spt_list_dup_due_until:
 * @now_utc_ms: the present
 *
 * Says what is soon: SPT_DUE_SOON_DAYS from today.
 *
 * Returns: (transfer full): the last day, ISO
 */
char *
spt_list_dup_due_until (gint64 now_utc_ms)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_utc_ms / 1000);
  g_autoptr (GDateTime) until = g_date_time_add_days (now, SPT_DUE_SOON_DAYS);

  return g_date_time_format (until, "%Y-%m-%d");
}

/**
 * spt_list_chip_apply:
 * @chip: a filter
 * @query: a search and a scope
 * @due_until: what is soon; borrowed
 *
 * Narrows a query down to a filter.
 */
void
spt_list_chip_apply (const SptListChip *chip,
                     SptListQuery      *query,
                     const char        *due_until)
{
  if (chip->states != 0)
    query->states = chip->states;
  query->stage = chip->stage;
  query->found = chip->found;
  query->type = chip->type;
  query->due_until = chip->due ? due_until : NULL;
}

/**
 * spt_list_count_chips:
 * @db: a connection
 * @rows: of what
 * @chips: (array length=n_chips): the filters
 * @n_chips: their number
 * @query: the search and the scope
 * @now_utc_ms: the present
 * @counts: (out caller-allocates): one number a chip
 * @error: (out) (optional): why not
 *
 * Counts what each chip would show: one look at the archive for all that differ by the state alone.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_list_count_chips (SptDb               *db,
                      const SptListKind   *rows,
                      const SptListChip   *chips,
                      guint                n_chips,
                      const SptListQuery  *query,
                      gint64               now_utc_ms,
                      guint               *counts,
                      GError             **error)
{
  g_autofree char *due_until = spt_list_dup_due_until (now_utc_ms);
  guint all[SPT_N_STATES];

  if (!spt_db_count_list (db, rows, query, all, error))
    return FALSE;
  for (guint i = 0; i < n_chips; i++)
    {
      SptListQuery narrow = *query;
      guint narrowed[SPT_N_STATES];
      const guint *states = all;

      spt_list_chip_apply (&chips[i], &narrow, due_until);
      if (narrow.stage != NULL || narrow.found || narrow.due_until != NULL || narrow.type != NULL)
        {
          if (!spt_db_count_list (db, rows, &narrow, narrowed, error))
            return FALSE;
          states = narrowed;
        }
      counts[i] = spt_list_chip_sum (&chips[i], states);
      /* Over all states, some kinds leave out what is no work any more: their counts by state have it. */
      if (narrow.states == 0 && rows->where_work != NULL && !spt_db_count_shown (db, rows, &narrow, &counts[i], error))
        return FALSE;
    }
  return TRUE;
}

/**
 * spt_list_chip_sum:
 * @chip: a filter
 * @states: (array fixed-size=11): one number a state
 *
 * Returns: how many the filter shows of them
 */
guint
spt_list_chip_sum (const SptListChip *chip,
                   const guint       *states)
{
  guint sum = 0;

  for (guint state = 0; state < SPT_N_STATES; state++)
    {
      if (chip->states == 0 || (chip->states & (1u << state)) != 0)
        sum += states[state];
    }
  return sum;
}

/* --- what a list counts by itself ----------------------------------------------------------------------------------- */

typedef struct
{
  const SptListPageKind *kind;
  SptListQuery           query;        /* its strings are those below */
  char                  *search;       /* (owned) (nullable) */
  char                  *organization; /* (owned) (nullable) */
  gint64                 now;          /* UTC milliseconds */
  guint                 *counts;       /* (owned) */
} Count;

static void
count_free (Count *count)
{
  g_free (count->search);
  g_free (count->organization);
  g_free (count->counts);
  g_free (count);
}

static gboolean
count_chips (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Count *count = data;

  return spt_list_count_chips (db, count->kind->rows, count->kind->chips, count->kind->n_chips, &count->query, count->now, count->counts, error);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Count *count = spt_store_run_finish (SPT_STORE (object), result, &error);

  if (spt_ui_is_cancelled (error))
    return;
  if (count == NULL)
    spt_ui_report_error (GTK_WIDGET (user_data), error);
  else
    spt_list_page_show_counts (user_data, count->counts, FALSE);
}

void
_spt_list_page_count_chips (SptListPage        *self,
                            const SptListQuery *query,
                            GCancellable       *cancellable)
{
  Count *count = g_new0 (Count, 1);

  count->kind = KIND (self);
  count->search = g_strdup (query->search);
  count->organization = g_strdup (query->organization);
  count->query = (SptListQuery) {
    .search = count->search,
    .organization = count->organization,
    .account_id = query->account_id,
    .import_id = query->import_id,
    .submission_id = query->submission_id,
  };
  count->now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self)));
  count->counts = g_new0 (guint, count->kind->n_chips);
  spt_store_run_async (spt_page_get_store (SPT_PAGE (self)), SPT_STORE_READ, count_chips, count,
                       (GDestroyNotify) count_free, cancellable, counted_cb, self);
}
