/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interventions of an order, read and checked a little ahead: while one is put into the archive, which only one thread
 * may do, the next are held against schema, rules and their plants on other processors. Nobody can tell but by the
 * clock: what is asked of the archive is asked in the order of the list, and nothing of a plant before what stands
 * before it is there. */
#define G_LOG_DOMAIN "spt-plants-ahead"

#include "config.h"

#include "outbox/spt-plants-private.h"

/* So many are loaded before their turn; more when half of them are gone, so that nobody is woken for each. */
#define MAX_LOADED  32
#define MAX_READERS 3

struct _SptPlantsAhead
{
  SptDb                  *db;     /* borrowed, as all that is given */
  GArray                 *ids;
  const SptOperationInfo *info;
  GArray                 *also;
  SptAccount             *account;
  gint64                  now_utc_ms;
  guint                   n_loaded;
  GError                 *error;  /* (owned) (nullable): of the one after the last that was loaded */

  GThread                *readers[MAX_READERS];
  guint                   n_readers;

  GMutex                  lock;   /* of what follows, and of what says of each who reads it */
  GCond                   is_more;  /* to read */
  GCond                   is_read;  /* something that the archive's thread waits for, or it stops */
  gboolean                is_waiting;
  GQueue                  loaded; /* (element-type SptPreparedIntervention) (owned): in order */
  gboolean                stops;
};

/* The next one that nobody reads yet; the lock is held. */
static SptPreparedIntervention *
take_unread (SptPlantsAhead *self)
{
  for (GList *link = self->loaded.head; link != NULL; link = link->next)
    {
      SptPreparedIntervention *one = link->data;

      if (one->is_taken)
        continue;
      one->is_taken = TRUE;
      return one;
    }

  return NULL;
}

/* The lock is held before and after. */
static void
read_one (SptPlantsAhead          *self,
          SptPreparedIntervention *one)
{
  g_mutex_unlock (&self->lock);
  _spt_prepared_intervention_read (one, self->account, self->now_utc_ms);
  g_mutex_lock (&self->lock);
  one->is_read = TRUE;
  if (self->is_waiting)
    g_cond_signal (&self->is_read);
}

static gpointer
reader_thread (gpointer data)
{
  SptPlantsAhead *self = data;
  /* Compiled here while the archive's thread compiles that of the documents. */
  SptXsd *libretto_xsd = spt_intervention_ref_xsd (SPT_INTERVENTION_LOCAL, NULL);

  g_mutex_lock (&self->lock);
  while (!self->stops)
    {
      SptPreparedIntervention *one = take_unread (self);

      if (one != NULL)
        read_one (self, one);
      else
        g_cond_wait (&self->is_more, &self->lock);
    }
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&libretto_xsd, spt_xsd_unref);

  return NULL;
}

SptPlantsAhead *
_spt_plants_ahead_new (SptDb                  *db,
                       GArray                 *ids,
                       const SptOperationInfo *info,
                       GArray                 *also,
                       SptAccount             *account,
                       gint64                  now_utc_ms)
{
  SptPlantsAhead *self = g_new0 (SptPlantsAhead, 1);

  self->db = db;
  self->ids = ids;
  self->info = info;
  self->also = also;
  self->account = account;
  self->now_utc_ms = now_utc_ms;
  g_mutex_init (&self->lock);
  g_cond_init (&self->is_more);
  g_cond_init (&self->is_read);
  g_queue_init (&self->loaded);
  /* This thread reads too while it has to wait. */
  self->n_readers = MIN (MIN (MAX (g_get_num_processors (), 1) - 1, MAX (ids->len, 1) - 1), MAX_READERS);
  for (guint i = 0; i < self->n_readers; i++)
    self->readers[i] = g_thread_new ("plants-ahead", reader_thread, self);

  return self;
}

void
_spt_plants_ahead_free (SptPlantsAhead *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->stops = TRUE;
  g_cond_broadcast (&self->is_more);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < self->n_readers; i++)
    g_thread_join (self->readers[i]);
  g_queue_clear_full (&self->loaded, (GDestroyNotify) _spt_prepared_intervention_free);
  g_clear_error (&self->error);
  g_cond_clear (&self->is_more);
  g_cond_clear (&self->is_read);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
waits_for (SptPlantsAhead *self,
           gint64          plant_id)
{
  for (GList *link = self->loaded.head; link != NULL; link = link->next)
    {
      SptPreparedIntervention *one = link->data;

      if (spt_dossier_get_data (one->dossier)->plant_id == plant_id)
        return TRUE;
    }

  return FALSE;
}

/* Only this thread changes the list, so only what it does to it is locked. */
static void
load_more (SptPlantsAhead *self)
{
  guint most = self->n_readers > 0 ? MAX_LOADED : 1;

  if (self->loaded.length > most / 2)
    return;
  while (self->error == NULL && self->n_loaded < self->ids->len && self->loaded.length < most)
    {
      g_autoptr (SptDossier) dossier = spt_db_get_dossier (self->db, g_array_index (self->ids, gint64, self->n_loaded),
                                                           &self->error);
      g_autoptr (SptPreparedIntervention) one = NULL;

      /* What a plant will be then is known once that is in the archive. */
      if (dossier == NULL || waits_for (self, spt_dossier_get_data (dossier)->plant_id))
        return;
      one = _spt_prepared_intervention_load (self->db, dossier, self->n_loaded + 1, self->info, self->also,
                                             &self->error);
      if (one == NULL)
        return;
      self->n_loaded++;
      g_mutex_lock (&self->lock);
      g_queue_push_tail (&self->loaded, g_steal_pointer (&one));
      g_cond_broadcast (&self->is_more);
      g_mutex_unlock (&self->lock);
    }
}

SptPreparedIntervention *
_spt_plants_ahead_next (SptPlantsAhead  *self,
                        GError         **error)
{
  SptPreparedIntervention *next;

  load_more (self);
  g_mutex_lock (&self->lock);
  next = g_queue_peek_head (&self->loaded);
  while (next != NULL && !next->is_read)
    {
      SptPreparedIntervention *one = take_unread (self);

      if (one != NULL)
        read_one (self, one);
      else
        {
          self->is_waiting = TRUE;
          g_cond_wait (&self->is_read, &self->lock);
          self->is_waiting = FALSE;
        }
    }
  g_queue_pop_head (&self->loaded);
  g_mutex_unlock (&self->lock);
  /* Everything before it had its turn: now it is said. */
  if (next == NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));

  return next;
}
