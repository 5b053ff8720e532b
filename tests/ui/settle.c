/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting until a window has come to rest. No stretch of quiet proves that on a busy machine: it is looked whether anything is
 * left that could still do something. */
#include "config.h"

#include "settle.h"

#include <string.h>
#include <unistd.h>

#include <gtk/gtk.h>

#include "spt-test.h"

/* Just above what the archive's notices wait (150 ms), the longest of what comes by itself. What waits for a person to stop typing
 * is longer; a test waits for its effect. */
#define SOON_MS 160
/* The window manager is another process: it has as long as so many looks take. */
#define LOOKS   4
#define LOOK_US 8000

/* Milliseconds until the main context does something by itself, 0 = at once, -1 = never. */
static int
get_next (GMainContext *context)
{
  int timeout = 0;
  int priority;

  if (!g_main_context_acquire (context))
    g_error ("The main context is another thread's");
  if (!g_main_context_prepare (context, &priority))
    g_main_context_query (context, G_MAXINT, &timeout, NULL, 0);
  g_main_context_release (context);

  return timeout;
}

/* All other threads wait for something: one that works, or would if it had a processor, does not sleep. */
static gboolean
others_rest (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  g_autofree char *own = g_strdup_printf ("%d", (int) getpid ());
  const char *name;

  g_assert_nonnull (tasks);
  while ((name = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", name, "stat", NULL);
      g_autofree char *text = NULL;
      const char *state;

      if (strcmp (name, own) == 0 || !g_file_get_contents (path, &text, NULL, NULL))
        continue;
      state = strrchr (text, ')');
      if (state == NULL || !g_str_has_prefix (state, ") S"))
        return FALSE;
    }

  return TRUE;
}

/* A tooltip of GTK 4.8 asks where the pointer is, and what is there, in a window that went away while it waited to be shown. */
static gboolean
is_reason (const char *domain,
           const char *message)
{
  return !((g_strcmp0 (domain, "Gdk") == 0 && g_str_has_prefix (message, "gdk_surface_get_device_position: assertion")) ||
           (g_strcmp0 (domain, "Gtk") == 0 && g_str_has_prefix (message, "_gtk_widget_find_at_coords: assertion")));
}

static gboolean
is_fatal (const char     *domain,
          GLogLevelFlags  level,
          const char     *message,
          gpointer        user_data)
{
  return is_reason (domain, message);
}

/* What GLib's own handler says of it would be a failure to who reads TAP. */
static void
say (const char     *domain,
     GLogLevelFlags  level,
     const char     *message,
     gpointer        user_data)
{
  if (is_reason (domain, message))
    g_log_default_handler (domain, level, message, user_data);
  else
    g_test_message ("forgiven: %s", message);
}

void
forgive_gtk (void)
{
  static guint handlers[2];

  if (handlers[0] == 0)
    {
      handlers[0] = g_log_set_handler ("Gdk", G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL, say, NULL);
      handlers[1] = g_log_set_handler ("Gtk", G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL, say, NULL);
    }
  g_test_log_set_fatal_handler (is_fatal, NULL); /* GLib forgets it with every test case */
}

void
settle (void)
{
  GMainContext *context = g_main_context_default ();
  gint64 deadline = g_get_monotonic_time () + SPT_TEST_TIMEOUT_MS * 1000;
  guint n = 0;

  while (n < LOOKS)
    {
      int next = get_next (context);

      if (g_get_monotonic_time () > deadline)
        g_error ("The window does not come to rest: the next thing is due in %d ms, the other threads %s", next,
                 others_rest () ? "rest" : "work");
      if (g_main_context_pending (context) || (next >= 0 && next <= SOON_MS))
        {
          g_main_context_iteration (context, TRUE);
          n = 0;
          continue;
        }
      n = others_rest () ? n + 1 : 0;
      g_usleep (LOOK_US);
      if (gdk_display_get_default () != NULL)
        gdk_display_sync (gdk_display_get_default ());
    }
}
