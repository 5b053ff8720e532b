/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Follows the user's folder of official schemas and lists on the disk, whoever writes there. */
#define G_LOG_DOMAIN "spt-official-watch"

#include "config.h"

#include "ui/spt-official-watch.h"

/* As deep as the disk is looked at for what is in force. */
#define MAX_DEPTH 8

struct _SptOfficialWatch
{
  GObject                parent_instance;

  const SptOfficialKind *kind;     /* borrowed */
  GPtrArray             *monitors; /* (owned) (element-type GFileMonitor) */
};

G_DEFINE_FINAL_TYPE (SptOfficialWatch, spt_official_watch, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void watch_all (SptOfficialWatch *self);

static void
changed_cb (SptOfficialWatch *self)
{
  /* A folder may have come or gone. Only then it is told: what happened before that is seen by whoever looks now. */
  watch_all (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
watch_folder (SptOfficialWatch *self,
              const char       *path,
              gboolean          within,
              guint             depth)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  GFileMonitor *monitor;
  const char *name;

  /* Of what is no folder the one around tells. */
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return;
  monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);
  if (monitor == NULL)
    {
      g_message ("The folder of schemas is not followed: “%s”", error->message);
      return;
    }
  g_signal_connect_object (monitor, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->monitors, monitor);
  if (!within || depth >= MAX_DEPTH)
    return;
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      watch_folder (self, child, TRUE, depth + 1);
    }
}

/* The folder itself has the pointer and the lists; of the folders in it only that of the schemas is read. */
static void
watch_all (SptOfficialWatch *self)
{
  g_autofree char *folder = spt_official_dup_folder (self->kind);
  g_autofree char *schemas = g_build_filename (folder, self->kind->schemas, NULL);
  GPtrArray *before = g_steal_pointer (&self->monitors);

  /* The old ones go once the new ones are there, so that nothing happens between. */
  self->monitors = g_ptr_array_new_with_free_func (g_object_unref);
  watch_folder (self, folder, FALSE, 0);
  watch_folder (self, schemas, TRUE, 0);
  g_ptr_array_unref (before);
}

static void
spt_official_watch_finalize (GObject *object)
{
  g_ptr_array_unref (SPT_OFFICIAL_WATCH (object)->monitors);

  G_OBJECT_CLASS (spt_official_watch_parent_class)->finalize (object);
}

static void
spt_official_watch_class_init (SptOfficialWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spt_official_watch_finalize;

  /**
   * SptOfficialWatch::changed:
   *
   * Something of what is read is another by now.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
spt_official_watch_init (SptOfficialWatch *self)
{
  self->monitors = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * spt_official_watch_new:
 * @kind: what is published for a service
 *
 * Begins to follow what is read of the disk: the set in use, schemas and lists that were put there by hand.
 *
 * Returns: (transfer full): the watch
 */
SptOfficialWatch *
spt_official_watch_new (const SptOfficialKind *kind)
{
  SptOfficialWatch *self = g_object_new (SPT_TYPE_OFFICIAL_WATCH, NULL);

  self->kind = kind;
  watch_all (self);

  return self;
}
