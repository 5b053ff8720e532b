/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread that runs jobs in order, one at a time; answers come back on the caller's main
 * context. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SPT_TYPE_WORKER (spt_worker_get_type ())

G_DECLARE_FINAL_TYPE (SptWorker, spt_worker, SPT, WORKER, GObject)

/* Runs on the worker thread; returns the task exactly once (g_task_return_*). Only plain data
 * crosses. */
typedef void (*SptWorkerFunc) (GTask    *task,
                               gpointer  job_data);

SptWorker *spt_worker_new          (const char *name) G_GNUC_WARN_UNUSED_RESULT;
/* @task: (transfer full). A task cancelled before its turn returns G_IO_ERROR_CANCELLED without
 *   running @func. After spt_worker_stop() a task returns G_IO_ERROR_CLOSED. @destroy runs on the
 *   worker, after @func. */
void       spt_worker_push         (SptWorker      *self,
                                    GTask          *task,
                                    SptWorkerFunc   func,
                                    gpointer        job_data,
                                    GDestroyNotify  destroy);
/* Runs on the worker thread while the caller waits. */
typedef void (*SptWorkerSyncFunc) (gpointer data);

/* Blocks until @func has run behind what waits; FALSE when the worker was stopped. */
gboolean   spt_worker_run          (SptWorker         *self,
                                    SptWorkerSyncFunc  func,
                                    gpointer           data);
/* Runs what is queued, then joins. Must be called before the last unref. */
void       spt_worker_stop         (SptWorker *self);
gboolean   spt_worker_is_current   (SptWorker *self);
guint      spt_worker_get_n_queued (SptWorker *self);

G_END_DECLS
