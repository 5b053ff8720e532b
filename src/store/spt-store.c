/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The archive as an object: two threads with a connection each, jobs in transactions, notices,
 * locks. */
#define G_LOG_DOMAIN "spt-store"

#include "config.h"

#include "store/spt-store.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/spt-worker.h"
#include "store/spt-store-private.h"

#define NOTICE_DELAY_MS   150
#define WATCH_INTERVAL_MS 1000

struct _SptStore
{
  GObject       parent_instance;

  char         *path;          /* (owned) as given, made absolute */
  char         *real_path;     /* (owned) links resolved */
  SptClock     *clock;         /* (owned) */
  GMainContext *context;       /* (owned) where notices go */
  SptWorker    *writer;        /* (owned) */
  SptWorker    *reader;        /* (owned) */
  SptDb        *writer_db;     /* (owned) on the writer's thread only */
  SptDb        *reader_db;     /* (owned) on the reader's thread only */
  gint64        data_version;  /* on the writer's thread only */

  GMutex        lock;
  SptChanged    pending;       /* (mutex lock) */
  GSource      *notice;        /* (owned) (nullable) (mutex lock) */

  guint         watch_timer;   /* main context only */
  int           sender_fd;     /* -1 = not held */
  int           window_fd;
  guint         is_watching : 1;
  guint         is_looking : 1; /* a look at the data version is under way */
  guint         is_closed : 1;
};

G_DEFINE_FINAL_TYPE (SptStore, spt_store, G_TYPE_OBJECT)

typedef enum
{
  PROP_PATH = 1,
  N_PROPS
} SptStoreProperty;

static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  SptStoreMode   mode;
  SptStoreFunc   func;
  gpointer       data;
  GDestroyNotify destroy;  /* (nullable) */
} Job;

static void push_index_slice (SptStore *self);

static void
free_job (gpointer data)
{
  Job *job = data;

  if (job->destroy != NULL)
    job->destroy (job->data);
  g_free (job);
}

static void
free_weak (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static GWeakRef *
new_weak (SptStore *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);

  return weak;
}

static gboolean
emit_notice_cb (gpointer user_data)
{
  g_autoptr (SptStore) self = g_weak_ref_get (user_data);
  SptChanged changed;

  if (self == NULL)
    return G_SOURCE_REMOVE;

  g_mutex_lock (&self->lock);
  changed = self->pending;
  self->pending = 0;
  g_clear_pointer (&self->notice, g_source_unref);
  g_mutex_unlock (&self->lock);

  if (changed != 0)
    g_signal_emit (self, signals[CHANGED], 0, (guint) changed);

  return G_SOURCE_REMOVE;
}

/* Any thread. Real time and not the archive's clock: this only gathers, it decides nothing. */
static void
post_notice (SptStore   *self,
             SptChanged  changed)
{
  if (changed == 0)
    return;

  g_mutex_lock (&self->lock);
  self->pending |= changed;
  if (self->notice == NULL && !self->is_closed)
    {
      self->notice = g_timeout_source_new (NOTICE_DELAY_MS);
      g_source_set_static_name (self->notice, "spt-store notice");
      g_source_set_callback (self->notice, emit_notice_cb, new_weak (self), free_weak);
      g_source_attach (self->notice, self->context);
    }
  g_mutex_unlock (&self->lock);
}

static void
interrupt_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  sqlite3_interrupt (user_data);
}

/* On a connection's own thread: one job in one transaction. */
static gboolean
run_job (SptStore      *self,
         Job           *job,
         GCancellable  *cancellable,
         GError       **error)
{
  SptDb *db = job->mode == SPT_STORE_WRITE ? self->writer_db : self->reader_db;
  gulong handler = 0;
  SptChanged changed;
  gboolean ok;

  if (!spt_db_begin (db, error))
    return FALSE;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (interrupt_cb), db->handle, NULL);

  ok = job->func (db, job->data, cancellable, error);

  /* From here on it is too late to cancel: what the caller hears must be what is on the disk. */
  if (handler != 0)
    g_cancellable_disconnect (cancellable, handler);

  if (!ok)
    {
      g_assert (error == NULL || *error != NULL);
      spt_db_rollback (db);
      return FALSE;
    }

  changed = db->changed;
  if (!spt_db_commit (db, error))
    return FALSE;

  post_notice (self, changed);
  if (db->index_waits)
    {
      db->index_waits = FALSE;
      push_index_slice (self);
    }

  return TRUE;
}

static void
run_task (GTask    *task,
          gpointer  job_data)
{
  SptStore *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (run_job (self, job_data, g_task_get_cancellable (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
index_slice (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  gboolean *more = data;

  if (!spt_search_index_some (db, SPT_SEARCH_SLICE, more, error))
    return FALSE;
  if (!*more)
    spt_db_mark (db, SPT_CHANGED_POSITIONS);

  return TRUE;
}

static void
run_index_slice (GTask    *task,
                 gpointer  job_data)
{
  SptStore *self = job_data;
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;
  Job job = { SPT_STORE_WRITE, index_slice, &more, NULL };

  /* What stays undone is written down in the archive and taken up at the next opening. */
  if (!run_job (self, &job, NULL, &error))
    g_warning ("The search index is behind: %s", error->message);
  else if (more)
    push_index_slice (self);

  g_task_return_boolean (task, TRUE);
}

/* Any thread. A job of its own each time, so that what people do comes in between. It holds no
 * reference: closing, which comes before the last one goes, waits for it. */
static void
push_index_slice (SptStore *self)
{
  GTask *task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, push_index_slice);
  spt_worker_push (self->writer, task, run_index_slice, self, NULL);
}

static void
look_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  SptStore *self = SPT_STORE (source);
  g_autoptr (GError) error = NULL;
  gssize differs = g_task_propagate_int (G_TASK (result), &error);

  self->is_looking = FALSE;
  if (error != NULL)
    {
      if (!self->is_closed)
        g_warning ("Cannot watch the archive: %s", error->message);
      return;
    }

  if (differs == 1)
    post_notice (self, SPT_CHANGED_ELSEWHERE);
}

static void
run_look (GTask    *task,
          gpointer  job_data)
{
  SptStore *self = g_task_get_source_object (task);
  GError *error = NULL;
  gint64 version;
  gboolean differs;

  if (!spt_db_query_int (self->writer_db, 0, &version, &error, "PRAGMA data_version", ""))
    {
      g_task_return_error (task, error);
      return;
    }

  /* The first look only learns where things stand. */
  differs = self->data_version != 0 && version != self->data_version;
  self->data_version = version;
  g_task_return_int (task, differs ? 1 : 0);
}

static void
push_look (SptStore *self)
{
  GTask *task = g_task_new (self, NULL, look_cb, NULL);

  g_task_set_source_tag (task, push_look);
  self->is_looking = TRUE;
  spt_worker_push (self->writer, task, run_look, NULL, NULL);
}

static void
watch_timer_cb (gpointer user_data)
{
  SptStore *self = user_data;

  self->watch_timer = spt_clock_add_timer (self->clock, WATCH_INTERVAL_MS, watch_timer_cb, self);
  if (!self->is_looking)
    push_look (self);
}

/* FALSE without an error: somebody else holds it. */
static gboolean
take_lock (SptStore    *self,
           const char  *suffix,
           int         *fd,
           GError     **error)
{
  g_autofree char *path = g_strconcat (self->real_path, suffix, NULL);
  int number;

  if (*fd >= 0)
    return TRUE;

  *fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (*fd >= 0 && flock (*fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  number = errno;
  if (*fd >= 0)
    close (*fd);
  *fd = -1;

  if (number != EWOULDBLOCK)
    g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_IO, "%s: %s", path, g_strerror (number));

  return FALSE;
}

static void
drop_lock (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

static void
spt_store_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  SptStore *self = SPT_STORE (object);

  switch ((SptStoreProperty) prop_id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_store_dispose (GObject *object)
{
  SptStore *self = SPT_STORE (object);

  if (self->writer != NULL && !self->is_closed)
    {
      g_critical ("Archive “%s” released without spt_store_close()", self->path);
      spt_store_close (self);
    }

  G_OBJECT_CLASS (spt_store_parent_class)->dispose (object);
}

static void
spt_store_finalize (GObject *object)
{
  SptStore *self = SPT_STORE (object);

  g_clear_object (&self->writer);
  g_clear_object (&self->reader);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->path);
  g_free (self->real_path);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (spt_store_parent_class)->finalize (object);
}

static void
spt_store_class_init (SptStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = spt_store_dispose;
  object_class->finalize = spt_store_finalize;
  object_class->get_property = spt_store_get_property;

  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", SPT_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL,
                                   G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
spt_store_init (SptStore *self)
{
  g_mutex_init (&self->lock);
  self->sender_fd = -1;
  self->window_fd = -1;
}

/**
 * spt_store_open:
 * @path: where the archive is, or will be made
 * @clock: what time it is
 * @error: (out) (optional): a %SPT_STORE_ERROR: why not
 *
 * Opens an archive, making it and its folder for the user alone when absent, and brings it up to
 * date, keeping a copy first. Blocks. Notices will come on the thread-default main context of the
 * caller.
 *
 * Returns: (transfer full) (nullable): the archive; spt_store_close() it before the last reference
 * goes
 */
SptStore *
spt_store_open (const char  *path,
                SptClock    *clock,
                GError     **error)
{
  g_autofree char *real_path = NULL;
  g_autofree char *absolute = NULL;
  SptDb *writer = NULL;
  SptDb *reader = NULL;
  gboolean index_waits = FALSE;
  SptStore *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (SPT_IS_CLOCK (clock), NULL);

  absolute = g_canonicalize_filename (path, NULL);
  if (!spt_store_check_folder (absolute, TRUE, error))
    return NULL;
  real_path = spt_store_resolve_path (absolute, error);
  if (real_path == NULL || !spt_store_open_connections (real_path, clock, &writer, &reader, error))
    return NULL;

  if (!spt_search_has_pending (writer, &index_waits, error))
    {
      spt_db_close (reader);
      spt_db_close (writer);
      return NULL;
    }

  self = g_object_new (SPT_TYPE_STORE, NULL);
  self->path = g_steal_pointer (&absolute);
  self->real_path = g_steal_pointer (&real_path);
  self->clock = g_object_ref (clock);
  self->context = g_main_context_ref_thread_default ();
  self->writer_db = writer;
  self->reader_db = reader;
  self->writer = spt_worker_new ("spt-writer");
  self->reader = spt_worker_new ("spt-reader");

  if (index_waits)
    push_index_slice (self);

  return self;
}

/* Runs on the writer: what an import left for the index is done before the archive closes. */
static void
run_index_rest (GTask    *task,
                gpointer  job_data)
{
  SptStore *self = job_data;
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;
  Job job = { SPT_STORE_WRITE, index_slice, &more, NULL };

  if (!spt_search_has_pending (self->writer_db, &more, &error))
    more = FALSE;
  while (more && error == NULL)
    {
      if (!run_job (self, &job, NULL, &error))
        break;
    }
  if (error != NULL)
    g_warning ("The search index is behind: %s", error->message);

  g_task_return_boolean (task, TRUE);
}

/**
 * spt_store_close:
 * @self: an archive
 *
 * Runs what is queued, brings the search index up to date, closes the connections and lets the
 * locks go. Blocks; answers to what was queued still arrive on their contexts. A second call does
 * nothing.
 */
void
spt_store_close (SptStore *self)
{
  GTask *rest;

  g_return_if_fail (SPT_IS_STORE (self));

  if (self->is_closed)
    return;

  if (self->watch_timer != 0)
    spt_clock_remove_timer (self->clock, self->watch_timer);
  self->watch_timer = 0;

  rest = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (rest, spt_store_close);
  spt_worker_push (self->writer, rest, run_index_rest, self, NULL);
  spt_worker_stop (self->writer);
  spt_worker_stop (self->reader);

  g_mutex_lock (&self->lock);
  self->is_closed = TRUE;
  if (self->notice != NULL)
    g_source_destroy (self->notice);
  g_clear_pointer (&self->notice, g_source_unref);
  g_mutex_unlock (&self->lock);

  g_clear_pointer (&self->reader_db, spt_db_close);
  g_clear_pointer (&self->writer_db, spt_db_close);
  drop_lock (&self->sender_fd);
  drop_lock (&self->window_fd);
}

/**
 * spt_store_get_path:
 * @self: an archive
 *
 * Gets the path it was opened with, made absolute.
 *
 * Returns: (transfer none): a path
 */
const char *
spt_store_get_path (SptStore *self)
{
  g_return_val_if_fail (SPT_IS_STORE (self), NULL);

  return self->path;
}

/**
 * spt_store_get_clock:
 * @self: an archive
 *
 * Gets the clock it was opened with.
 *
 * Returns: (transfer none): a clock
 */
SptClock *
spt_store_get_clock (SptStore *self)
{
  g_return_val_if_fail (SPT_IS_STORE (self), NULL);

  return self->clock;
}

/**
 * spt_store_watch:
 * @self: an archive
 *
 * Begins to ask once a second, on its clock, whether another process wrote; "changed" then says so.
 * Main thread only.
 */
void
spt_store_watch (SptStore *self)
{
  g_return_if_fail (SPT_IS_STORE (self));
  g_return_if_fail (!self->is_closed);

  if (self->watch_timer != 0)
    return;

  push_look (self);
  self->watch_timer = spt_clock_add_timer (self->clock, WATCH_INTERVAL_MS, watch_timer_cb, self);
}

/**
 * spt_store_run_async:
 * @self: an archive
 * @mode: reading in one consistent view, or writing in one transaction
 * @func: runs on the archive's thread; returns %FALSE with an error to undo everything
 * @data: (nullable): for @func
 * @destroy: (nullable): frees @data, on the caller's main context
 * @cancellable: (nullable): stops what is not committed yet
 * @callback: (nullable): called on the caller's main context
 * @user_data: for @callback
 *
 * Queues work on the archive.
 */
void
spt_store_run_async (SptStore            *self,
                     SptStoreMode         mode,
                     SptStoreFunc         func,
                     gpointer             data,
                     GDestroyNotify       destroy,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (SPT_IS_STORE (self));
  g_return_if_fail (func != NULL);

  job = g_new0 (Job, 1);
  job->mode = mode;
  job->func = func;
  job->data = data;
  job->destroy = destroy;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_store_run_async);
  g_task_set_task_data (task, job, free_job);
  /* A commit that was quicker than the cancelling has happened, and must be reported as such. */
  g_task_set_check_cancellable (task, mode == SPT_STORE_READ);

  spt_worker_push (mode == SPT_STORE_WRITE ? self->writer : self->reader, task, run_task, job,
                   NULL);
}

/**
 * spt_store_run_finish:
 * @self: an archive
 * @result: what the callback was given
 * @error: (out) (optional): why it was undone
 *
 * Ends spt_store_run_async().
 *
 * Returns: (transfer none) (nullable): the data given, as long as @result lives; %NULL on an error
 */
gpointer
spt_store_run_finish (SptStore      *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  Job *job;

  g_return_val_if_fail (SPT_IS_STORE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  job = g_task_get_task_data (G_TASK (result));

  return job->data;
}

typedef struct
{
  SptStore      *store;       /* borrowed: the caller waits */
  Job            job;
  GCancellable  *cancellable; /* (nullable) borrowed */
  GError        *error;       /* (owned) (nullable) */
} SyncJob;

static void
run_sync_job (gpointer data)
{
  SyncJob *sync = data;

  if (g_cancellable_set_error_if_cancelled (sync->cancellable, &sync->error))
    return;
  run_job (sync->store, &sync->job, sync->cancellable, &sync->error);
}

/**
 * spt_store_run_sync:
 * @self: an archive
 * @mode: as for spt_store_run_async()
 * @func: runs on the archive's thread
 * @data: (nullable): for @func
 * @cancellable: (nullable): stops what is not committed yet
 * @error: (out) (optional): why it was undone
 *
 * The same, blocking the caller, whose main context is not run meanwhile. Never on the window's
 * thread, never from a job.
 *
 * Returns: %FALSE when it was undone
 */
gboolean
spt_store_run_sync (SptStore      *self,
                    SptStoreMode   mode,
                    SptStoreFunc   func,
                    gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  SyncJob sync = { self, { mode, func, data, NULL }, cancellable, NULL };

  g_return_val_if_fail (SPT_IS_STORE (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);
  g_return_val_if_fail (!spt_worker_is_current (self->writer) &&
                        !spt_worker_is_current (self->reader), FALSE);

  if (!spt_worker_run (mode == SPT_STORE_WRITE ? self->writer : self->reader, run_sync_job, &sync))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The archive is closed");
      return FALSE;
    }
  if (sync.error != NULL)
    {
      g_propagate_error (error, sync.error);
      return FALSE;
    }

  return TRUE;
}

/**
 * spt_store_lock_sender:
 * @self: an archive
 * @error: (out) (optional): why it could not be tried
 *
 * Tries to become the one process that sends from this archive.
 *
 * Returns: %TRUE when this process is; %FALSE without an error when another one is
 */
gboolean
spt_store_lock_sender (SptStore  *self,
                       GError   **error)
{
  g_return_val_if_fail (SPT_IS_STORE (self), FALSE);

  return take_lock (self, ".sender", &self->sender_fd, error);
}

/**
 * spt_store_unlock_sender:
 * @self: an archive
 *
 * Lets another process send.
 */
void
spt_store_unlock_sender (SptStore *self)
{
  g_return_if_fail (SPT_IS_STORE (self));

  drop_lock (&self->sender_fd);
}

/**
 * spt_store_lock_window:
 * @self: an archive
 * @error: (out) (optional): why it could not be tried
 *
 * Tries to become the one window of this archive; held until the archive is closed.
 *
 * Returns: %TRUE when this process is; %FALSE without an error when another one is
 */
gboolean
spt_store_lock_window (SptStore  *self,
                       GError   **error)
{
  g_return_val_if_fail (SPT_IS_STORE (self), FALSE);

  return take_lock (self, ".window", &self->window_fd, error);
}

/**
 * spt_store_test_fail_step:
 * @self: an archive
 * @n: which step from now, from 1; 0 = none
 *
 * Makes a statement of the writer fail, for tests.
 */
void
spt_store_test_fail_step (SptStore *self,
                          guint     n)
{
  g_atomic_int_set (&self->writer_db->fail_in, n);
}
