/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread that runs jobs in order, one at a time; answers come back on the caller's main
 * context. */
#define G_LOG_DOMAIN "spt-worker"

#include "config.h"

#include "base/spt-worker.h"

/* Either a task, or a caller that waits. */
typedef struct
{
  GTask             *task;     /* (owned) (nullable) */
  SptWorkerFunc      func;     /* (nullable) */
  SptWorkerSyncFunc  sync;     /* (nullable) */
  gpointer           job_data; /* (owned) */
  GDestroyNotify     destroy;  /* (nullable) */
  gboolean          *is_done;  /* (nullable) (mutex lock): the waiting caller's */
} Job;

struct _SptWorker
{
  GObject  parent_instance;

  char    *name;    /* (owned) */
  GThread *thread;  /* (owned) (nullable) NULL once joined */

  GMutex   lock;
  GCond    changed;
  GCond    done;    /* a caller's job has run */
  GQueue   jobs;    /* (element-type Job) */
  guint    n_running;
  gboolean is_stopping;
};

G_DEFINE_FINAL_TYPE (SptWorker, spt_worker, G_TYPE_OBJECT)

static gboolean
release_task_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/* The last reference to a task also drops its source object, which may be the very owner of this
 * worker and would then join the worker from the worker: so it goes back to the caller's context to
 * die. */
static void
release_task (GTask *task)
{
  /* As soon as the source is attached the caller may let the task go, and a context of its own with
   * it: it has to outlive the source's last reference here. */
  g_autoptr (GMainContext) context = g_main_context_ref (g_task_get_context (task));
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_static_name (source, "spt-worker release");
  g_source_set_callback (source, release_task_cb, task, g_object_unref);
  g_source_attach (source, context);
}

static void
free_job (Job *job)
{
  if (job->destroy != NULL)
    job->destroy (job->job_data);
  release_task (job->task);
  g_free (job);
}

static gpointer
run_jobs (gpointer data)
{
  SptWorker *self = data;

  g_mutex_lock (&self->lock);
  for (;;)
    {
      Job *job = g_queue_pop_head (&self->jobs);
      gboolean *is_done;

      if (job == NULL)
        {
          if (self->is_stopping)
            break;
          g_cond_wait (&self->changed, &self->lock);
          continue;
        }

      self->n_running = 1;
      g_mutex_unlock (&self->lock);

      if (job->sync != NULL)
        job->sync (job->job_data);
      else if (!g_task_return_error_if_cancelled (job->task))
        job->func (job->task, job->job_data);

      is_done = job->is_done;
      if (is_done == NULL)
        free_job (job);

      g_mutex_lock (&self->lock);
      self->n_running = 0;
      /* From here on the caller may be gone, and its job with it. */
      if (is_done != NULL)
        {
          *is_done = TRUE;
          g_cond_broadcast (&self->done);
        }
    }
  g_mutex_unlock (&self->lock);

  return NULL;
}

static void
spt_worker_dispose (GObject *object)
{
  SptWorker *self = SPT_WORKER (object);

  if (self->thread != NULL)
    {
      g_critical ("Worker “%s” released without spt_worker_stop()", self->name);
      spt_worker_stop (self);
    }

  G_OBJECT_CLASS (spt_worker_parent_class)->dispose (object);
}

static void
spt_worker_finalize (GObject *object)
{
  SptWorker *self = SPT_WORKER (object);

  g_assert (g_queue_is_empty (&self->jobs));
  g_free (self->name);
  g_cond_clear (&self->changed);
  g_cond_clear (&self->done);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (spt_worker_parent_class)->finalize (object);
}

static void
spt_worker_class_init (SptWorkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = spt_worker_dispose;
  object_class->finalize = spt_worker_finalize;
}

static void
spt_worker_init (SptWorker *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_cond_init (&self->done);
  g_queue_init (&self->jobs);
}

/**
 * spt_worker_new:
 * @name: what the thread is called in a debugger; 15 bytes are shown
 *
 * Starts a thread that waits for jobs.
 *
 * Returns: (transfer full): a worker; spt_worker_stop() it before the last reference goes
 */
SptWorker *
spt_worker_new (const char *name)
{
  SptWorker *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (SPT_TYPE_WORKER, NULL);
  self->name = g_strdup (name);
  self->thread = g_thread_new (name, run_jobs, self);

  return self;
}

/**
 * spt_worker_push:
 * @self: a worker
 * @task: (transfer full): returned exactly once, by @func or by the worker; its source object is
 *   released on the task's own main context, never on the worker
 * @func: runs on the worker thread
 * @job_data: (nullable): what @func needs; plain data only
 * @destroy: (nullable): frees @job_data, on the worker, after @func; on the calling thread when the
 *   worker was stopped already
 *
 * Queues a job behind those that wait. A task cancelled before its turn returns
 * %G_IO_ERROR_CANCELLED without
 * @func; one pushed after spt_worker_stop() returns %G_IO_ERROR_CLOSED. May be called from any
 * thread.
 */
void
spt_worker_push (SptWorker      *self,
                 GTask          *task,
                 SptWorkerFunc   func,
                 gpointer        job_data,
                 GDestroyNotify  destroy)
{
  Job *job;
  gboolean is_stopping;

  g_return_if_fail (SPT_IS_WORKER (self));
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  job = g_new0 (Job, 1);
  job->task = task;
  job->func = func;
  job->job_data = job_data;
  job->destroy = destroy;

  g_mutex_lock (&self->lock);
  is_stopping = self->is_stopping;
  if (!is_stopping)
    {
      g_queue_push_tail (&self->jobs, job);
      g_cond_signal (&self->changed);
    }
  g_mutex_unlock (&self->lock);

  if (is_stopping)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The worker “%s” is stopped",
                               self->name);
      free_job (job);
    }
}

/**
 * spt_worker_run:
 * @self: a worker
 * @func: runs on the worker thread
 * @data: for @func
 *
 * Queues a job behind those that wait and blocks until it has run. No main context takes part: one
 * made for the wait alone would go while the worker still lets go of it. Not from the worker
 * itself.
 *
 * Returns: %FALSE when the worker was stopped already, and @func did not run
 */
gboolean
spt_worker_run (SptWorker         *self,
                SptWorkerSyncFunc  func,
                gpointer           data)
{
  gboolean is_done = FALSE;
  Job job = { .sync = func, .job_data = data, .is_done = &is_done };

  g_return_val_if_fail (SPT_IS_WORKER (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);
  g_return_val_if_fail (!spt_worker_is_current (self), FALSE);

  g_mutex_lock (&self->lock);
  if (self->is_stopping)
    {
      g_mutex_unlock (&self->lock);
      return FALSE;
    }
  g_queue_push_tail (&self->jobs, &job);
  g_cond_signal (&self->changed);
  while (!is_done)
    g_cond_wait (&self->done, &self->lock);
  g_mutex_unlock (&self->lock);

  return TRUE;
}

/**
 * spt_worker_stop:
 * @self: a worker
 *
 * Runs what is queued, then joins the thread; blocks until that is done. Answers still arrive on
 * the callers' main contexts afterwards. A second call does nothing. Not from the worker itself.
 */
void
spt_worker_stop (SptWorker *self)
{
  g_return_if_fail (SPT_IS_WORKER (self));
  g_return_if_fail (!spt_worker_is_current (self));

  g_mutex_lock (&self->lock);
  self->is_stopping = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);

  /* Cleared only after the join: the jobs that still run ask spt_worker_is_current(). */
  if (self->thread != NULL)
    g_thread_join (self->thread);
  self->thread = NULL;
}

/**
 * spt_worker_is_current:
 * @self: a worker
 *
 * For assertions in what must, or must not, run on the worker.
 *
 * Returns: %TRUE on the worker's own thread
 */
gboolean
spt_worker_is_current (SptWorker *self)
{
  g_return_val_if_fail (SPT_IS_WORKER (self), FALSE);

  return self->thread != NULL && g_thread_self () == self->thread;
}

/**
 * spt_worker_get_n_queued:
 * @self: a worker
 *
 * Counts the jobs that wait and the one that runs; 0 means idle.
 *
 * Returns: a number of jobs
 */
guint
spt_worker_get_n_queued (SptWorker *self)
{
  guint n;

  g_return_val_if_fail (SPT_IS_WORKER (self), 0);

  g_mutex_lock (&self->lock);
  n = g_queue_get_length (&self->jobs) + self->n_running;
  g_mutex_unlock (&self->lock);

  return n;
}
