/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Order, cancelling, stopping, and on which thread what dies. */
#include "config.h"

#include "base/spt-worker.h"
#include "spt-test.h"

typedef struct
{
  SptWorker *worker;
  GMutex     lock;
  GCond      cond;
  gboolean   is_open;
  GString   *log;       /* written by the worker only, read after it was joined */
  guint      n_destroyed;
  guint      n_wrong_thread;
} Fixture;

typedef struct
{
  Fixture *fixture;
  char     name;
} JobData;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->worker = spt_worker_new ("test");
  fixture->log = g_string_new (NULL);
  g_mutex_init (&fixture->lock);
  g_cond_init (&fixture->cond);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  spt_worker_stop (fixture->worker);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->worker);
  g_assert_cmpuint (fixture->n_wrong_thread, ==, 0);
  g_string_free (fixture->log, TRUE);
  g_cond_clear (&fixture->cond);
  g_mutex_clear (&fixture->lock);
}

static void
open_gate (Fixture *fixture)
{
  g_mutex_lock (&fixture->lock);
  fixture->is_open = TRUE;
  g_cond_signal (&fixture->cond);
  g_mutex_unlock (&fixture->lock);
}

static void
free_job (gpointer data)
{
  JobData *job = data;

  if (!spt_worker_is_current (job->fixture->worker))
    job->fixture->n_wrong_thread++;
  job->fixture->n_destroyed++;
  g_free (job);
}

static void
log_job (GTask    *task,
         gpointer  data)
{
  JobData *job = data;

  if (!spt_worker_is_current (job->fixture->worker))
    job->fixture->n_wrong_thread++;
  g_string_append_c (job->fixture->log, job->name);
  g_task_return_int (task, job->name);
}

static void
gate_job (GTask    *task,
          gpointer  data)
{
  JobData *job = data;

  g_mutex_lock (&job->fixture->lock);
  while (!job->fixture->is_open)
    g_cond_wait (&job->fixture->cond, &job->fixture->lock);
  g_mutex_unlock (&job->fixture->lock);

  log_job (task, data);
}

static void
push (Fixture       *fixture,
      SptWorkerFunc  func,
      char           name,
      GObject       *source,
      GCancellable  *cancellable,
      GAsyncResult **result)
{
  JobData *job = g_new0 (JobData, 1);

  job->fixture = fixture;
  job->name = name;
  spt_worker_push (fixture->worker, g_task_new (source, cancellable, spt_test_async_cb, result),
                   func, job, free_job);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  GAsyncResult *results[20] = { NULL };
  guint i;

  g_assert_false (spt_worker_is_current (fixture->worker));
  push (fixture, gate_job, 'A', NULL, NULL, &results[0]);
  for (i = 1; i < G_N_ELEMENTS (results); i++)
    push (fixture, log_job, (char) ('A' + i), NULL, NULL, &results[i]);
  g_assert_cmpuint (spt_worker_get_n_queued (fixture->worker), ==, 20);
  open_gate (fixture);

  for (i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GAsyncResult) result = spt_test_await (&results[i], SPT_TEST_TIMEOUT_MS);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (g_task_propagate_int (G_TASK (result), &error), ==, 'A' + (int) i);
      g_assert_no_error (error);
    }

  spt_worker_stop (fixture->worker);
  g_assert_cmpstr (fixture->log->str, ==, "ABCDEFGHIJKLMNOPQRST");
  g_assert_cmpuint (fixture->n_destroyed, ==, 20);
  g_assert_cmpuint (spt_worker_get_n_queued (fixture->worker), ==, 0);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *results[3] = { NULL };
  GAsyncResult *result;
  guint i;

  push (fixture, gate_job, 'A', NULL, NULL, &results[0]);
  push (fixture, log_job, 'B', NULL, cancellable, &results[1]);
  push (fixture, log_job, 'C', NULL, NULL, &results[2]);
  g_cancellable_cancel (cancellable);
  open_gate (fixture);

  for (i = 0; i < 3; i++)
    {
      result = spt_test_await (&results[i], SPT_TEST_TIMEOUT_MS);
      g_task_propagate_int (G_TASK (result), i == 1 ? &error : NULL);
      g_object_unref (result);
    }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  spt_worker_stop (fixture->worker);
  g_assert_cmpstr (fixture->log->str, ==, "AC");
  g_assert_cmpuint (fixture->n_destroyed, ==, 3);
}

/* What is queued runs before the join; what comes later is refused and still answered. */
static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GAsyncResult) ran = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *results[3] = { NULL };

  open_gate (fixture);
  push (fixture, gate_job, 'A', NULL, NULL, &results[0]);
  push (fixture, log_job, 'B', NULL, NULL, &results[1]);
  spt_worker_stop (fixture->worker);
  g_assert_cmpstr (fixture->log->str, ==, "AB");
  spt_worker_stop (fixture->worker);

  spt_worker_push (fixture->worker, g_task_new (NULL, NULL, spt_test_async_cb, &results[2]),
                   log_job, NULL, NULL);
  g_assert_null (results[2]);
  refused = spt_test_await (&results[2], SPT_TEST_TIMEOUT_MS);
  g_assert_cmpint (g_task_propagate_int (G_TASK (refused), &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);

  ran = spt_test_await (&results[1], SPT_TEST_TIMEOUT_MS);
  g_assert_cmpint (g_task_propagate_int (G_TASK (ran), NULL), ==, 'B');
  g_clear_object (&results[0]);
}

static void
note_thread_cb (gpointer  user_data,
                GObject  *where_the_object_was)
{
  *(GThread **) user_data = g_thread_self ();
}

/* An archive that owns a worker is the source object of its tasks: it must not die on the
 * worker. */
static void
test_source_object (Fixture       *fixture,
                    gconstpointer  data)
{
  guint i;

  for (i = 0; i < 200; i++)
    {
      GObject *source = g_object_new (G_TYPE_OBJECT, NULL);
      GAsyncResult *result = NULL;
      GThread *died_on = NULL;

      g_object_weak_ref (source, note_thread_cb, &died_on);
      push (fixture, log_job, 'x', source, NULL, &result);
      g_object_unref (source);
      g_object_unref (spt_test_await (&result, SPT_TEST_TIMEOUT_MS));
      while (died_on == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (died_on == g_thread_self ());
    }
}

static void
answer (GTask    *task,
        gpointer  data)
{
  g_task_return_boolean (task, TRUE);
}

static void
task_gone_cb (gpointer  user_data,
              GObject  *where_it_was)
{
  gboolean *gone = user_data;

  *gone = TRUE;
}

/* Callers that block give each task a context of its own, and let it go with the task: the worker,
 * still busy with giving the task back, must not touch it any more. */
static void
test_context_of_its_own (Fixture       *fixture,
                         gconstpointer  data)
{
  for (guint i = 0; i < 20000; i++)
    {
      GMainContext *context = g_main_context_new ();
      gboolean gone = FALSE;
      GTask *task;

      g_main_context_push_thread_default (context);
      task = g_task_new (NULL, NULL, NULL, NULL);
      g_main_context_pop_thread_default (context);
      g_object_weak_ref (G_OBJECT (task), task_gone_cb, &gone);
      spt_worker_push (fixture->worker, task, answer, NULL, NULL);
      while (!gone)
        g_main_context_iteration (context, TRUE);
      g_main_context_unref (context);
    }
}

static void
count_up (gpointer data)
{
  guint *n = data;

  (*n)++;
}

typedef struct
{
  SptWorker *worker;
  guint     *n;
} Caller;

static gpointer
call_often (gpointer data)
{
  Caller *caller = data;
  guint i;

  for (i = 0; i < 500; i++)
    g_assert_true (spt_worker_run (caller->worker, count_up, caller->n));

  return NULL;
}

/* Callers that wait, several at once: each job runs once, on the one thread, and no later than its
 * caller goes on. */
static void
test_run (Fixture       *fixture,
          gconstpointer  data)
{
  GThread *threads[4];
  guint n = 0;
  Caller caller = { fixture->worker, &n };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("caller", call_often, &caller);
  for (i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (n, ==, 2000);

  spt_worker_stop (fixture->worker);
  g_assert_false (spt_worker_run (fixture->worker, count_up, &n));
  g_assert_cmpuint (n, ==, 2000);
}

static void
test_forgotten (void)
{
  SptWorker *worker = spt_worker_new ("forgotten");

  g_test_expect_message ("spt-worker", G_LOG_LEVEL_CRITICAL, "*forgotten*without spt_worker_stop*");
  g_object_unref (worker);
  g_test_assert_expected_messages ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/worker/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/worker/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/worker/stop", Fixture, NULL, set_up, test_stop, tear_down);
  g_test_add ("/worker/source-object", Fixture, NULL, set_up, test_source_object, tear_down);
  g_test_add ("/worker/context-of-its-own", Fixture, NULL, set_up, test_context_of_its_own, tear_down);
  g_test_add ("/worker/run", Fixture, NULL, set_up, test_run, tear_down);
  g_test_add_func ("/worker/forgotten", test_forgotten);

  return g_test_run ();
}
