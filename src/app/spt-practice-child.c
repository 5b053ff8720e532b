/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts sportello-practice, reads the one line it prints, starts it again if it dies. */
#define G_LOG_DOMAIN "spt-practice-child"

#include "config.h"

#include "app/spt-practice-child.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#define MAX_RESTARTS 5
#define RESTART_MS 500

struct _SptPracticeChild
{
  GObject           parent_instance;

  char             *state_folder;
  GSubprocess      *process; /* (owned) (nullable) */
  GDataInputStream *output;  /* (owned) (nullable) */
  GCancellable     *cancellable;
  GHashTable       *urls;
  char             *control_url; /* (nullable) */
  guint             n_restarts;
  guint             timer;
  gboolean          stopped;
};

G_DEFINE_FINAL_TYPE (SptPracticeChild, spt_practice_child, G_TYPE_OBJECT)

enum
{
  READY,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void start (SptPracticeChild *self);

static gboolean
restart_cb (gpointer user_data)
{
  SptPracticeChild *self = user_data;

  self->timer = 0;
  start (self);
  return G_SOURCE_REMOVE;
}

static void
fail (SptPracticeChild *self,
      GError           *error)
{
  g_warning ("The practice services: %s", error->message);
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptPracticeChild *self = user_data;

  if (!g_subprocess_wait_finish (G_SUBPROCESS (object), result, &error) || self->stopped ||
      G_SUBPROCESS (object) != self->process)
    return;

  g_clear_object (&self->output);
  g_clear_object (&self->process);
  if (self->n_restarts++ < MAX_RESTARTS)
    {
      g_message ("The practice services ended; they are started again");
      self->timer = g_timeout_add (RESTART_MS, restart_cb, self);
      return;
    }
  g_set_error (&error, G_IO_ERROR, G_IO_ERROR_FAILED,
               "The practice services end each time they are started");
  fail (self, error);
}

static gboolean
read_line (SptPracticeChild  *self,
           const char        *line,
           GError           **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root = NULL;
  JsonObject *services = NULL;
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *url = NULL;

  if (!json_parser_load_from_data (parser, line, -1, error))
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "The practice services said something else than where they are");
      return FALSE;
    }
  root = json_node_get_object (json_parser_get_root (parser));
  if (!json_object_has_member (root, "services") ||
      !JSON_NODE_HOLDS_OBJECT (json_object_get_member (root, "services")))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "The practice services did not say where they are");
      return FALSE;
    }

  g_hash_table_remove_all (self->urls);
  services = json_object_get_object_member (root, "services");
  json_object_iter_init (&iter, services);
  while (json_object_iter_next (&iter, &name, &url))
    if (JSON_NODE_HOLDS_VALUE (url))
      g_hash_table_insert (self->urls, g_strdup (name), g_strdup (json_node_get_string (url)));
  g_free (self->control_url);
  self->control_url = g_strdup (json_object_get_string_member_with_default (root, "control", NULL));
  return TRUE;
}

static void
line_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (object),
                                                                     result, NULL, &error);
  SptPracticeChild *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* End of file: it ended, and the wait for it says so. */
  if (line == NULL && error == NULL)
    return;
  if (line == NULL || !read_line (self, line, &error))
    {
      fail (self, error);
      return;
    }
  g_signal_emit (self, signals[READY], 0);
}

static void
start (SptPracticeChild *self)
{
  const char *named = g_getenv ("SPORTELLO_PRACTICE_EXECUTABLE");
  const char *executable = named != NULL &&
                           *named != '\0' ? named : LIBEXECDIR "/sportello-practice";
  g_autoptr (GError) error = NULL;
  const char *argv[] = { executable, "--state", self->state_folder, NULL };

  if (g_mkdir_with_parents (self->state_folder, 0700) != 0)
    {
      g_set_error (&error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", self->state_folder,
                   g_strerror (errno));
      fail (self, error);
      return;
    }

  self->process = g_subprocess_newv (argv,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  if (self->process == NULL)
    {
      fail (self, error);
      return;
    }
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, self->cancellable,
                                       line_read_cb, self);
  g_subprocess_wait_async (self->process, self->cancellable, ended_cb, self);
}

static void
spt_practice_child_dispose (GObject *object)
{
  spt_practice_child_stop (SPT_PRACTICE_CHILD (object));

  G_OBJECT_CLASS (spt_practice_child_parent_class)->dispose (object);
}

static void
spt_practice_child_finalize (GObject *object)
{
  SptPracticeChild *self = SPT_PRACTICE_CHILD (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->urls);
  g_free (self->state_folder);
  g_free (self->control_url);

  G_OBJECT_CLASS (spt_practice_child_parent_class)->finalize (object);
}

static void
spt_practice_child_class_init (SptPracticeChildClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_practice_child_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_practice_child_finalize;

  /**
   * SptPracticeChild::ready:
   *
   * It listens; the URLs are known.
   */
  signals[READY] = g_signal_new ("ready", SPT_TYPE_PRACTICE_CHILD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  /**
   * SptPracticeChild::failed:
   * @error: why
   *
   * There are no practice services.
   */
  signals[FAILED] = g_signal_new ("failed", SPT_TYPE_PRACTICE_CHILD, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
spt_practice_child_init (SptPracticeChild *self)
{
  self->cancellable = g_cancellable_new ();
  self->urls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * spt_practice_child_new:
 * @state_folder: where the services keep their state between two runs
 *
 * Makes the child that will run the practice services; it is not started yet.
 *
 * Returns: (transfer full): the child
 */
SptPracticeChild *
spt_practice_child_new (const char *state_folder)
{
  SptPracticeChild *self = NULL;

  g_return_val_if_fail (state_folder != NULL, NULL);

  self = g_object_new (SPT_TYPE_PRACTICE_CHILD, NULL);
  self->state_folder = g_strdup (state_folder);
  return self;
}

/**
 * spt_practice_child_start:
 * @self: a practice child
 *
 * Starts the services; "ready" or "failed" says what came of it.
 */
void
spt_practice_child_start (SptPracticeChild *self)
{
  g_return_if_fail (SPT_IS_PRACTICE_CHILD (self));
  g_return_if_fail (self->process == NULL);

  start (self);
}

/**
 * spt_practice_child_get_urls:
 * @self: a practice child
 *
 * Where each service answers.
 *
 * Returns: (transfer none) (nullable) (element-type utf8 utf8): key of the practice service to base
 *   URL
 */
GHashTable *
spt_practice_child_get_urls (SptPracticeChild *self)
{
  g_return_val_if_fail (SPT_IS_PRACTICE_CHILD (self), NULL);
  return self->urls;
}

/**
 * spt_practice_child_get_control_url:
 * @self: a practice child
 *
 * Where faults are asked for.
 *
 * Returns: (nullable): %NULL before it is ready
 */
const char *
spt_practice_child_get_control_url (SptPracticeChild *self)
{
  g_return_val_if_fail (SPT_IS_PRACTICE_CHILD (self), NULL);
  return self->control_url;
}

/**
 * spt_practice_child_stop:
 * @self: the child
 *
 * Closes its standard input, at which it ends by itself.
 */
void
spt_practice_child_stop (SptPracticeChild *self)
{
  g_return_if_fail (SPT_IS_PRACTICE_CHILD (self));

  self->stopped = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->process != NULL)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_clear_object (&self->output);
  g_clear_object (&self->process);
}
