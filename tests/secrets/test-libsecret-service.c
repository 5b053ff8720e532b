/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Secret Service of the desktop: a real gnome-keyring on a bus of its own, open, locked, gone,
 * silent. Each case is a process, because libsecret keeps its connection for life. */
#define G_LOG_DOMAIN "test-libsecret-service"

#include <libsecret/secret.h>
#include <string.h>

#include "secrets/spt-keyring-private.h"
#include "spt-test-keyring.h"
#include "spt-test.h"

#define SERVICE_NAME "org.freedesktop.secrets"
#define SERVICE_PATH "/org/freedesktop/secrets"

typedef struct
{
  GSubprocess     *bus;
  char            *address;
  GDBusConnection *connection;
  GSubprocess     *daemon;
} Desktop;

static GDBusConnection *
connect_to (Desktop *desktop)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection;

  connection = g_dbus_connection_new_for_address_sync (desktop->address,
                                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                       | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                       NULL, NULL, &error);
  g_assert_no_error (error);

  return connection;
}

/* Not GTestDBus, which at its end waits half a minute for the connection that libsecret shares. */
static void
start_bus (Desktop *desktop)
{
  const char *directory = spt_test_make_dir ();
  g_autofree char *path = g_build_filename (directory, "bus.conf", NULL);
  g_autofree char *option = g_strconcat ("--config-file=", path, NULL);
  /* No folder of services: this bus starts nothing by itself. */
  g_autofree char *config =
    g_strdup_printf ("<busconfig><type>session</type><listen>unix:dir=%s</listen>"
                     "<policy context='default'><allow send_destination='*'/><allow receive_sender='*'/>"
                     "<allow own='*'/></policy></busconfig>",
                     directory);
  g_autoptr (GDataInputStream) out = NULL;
  g_autoptr (GDBusConnection) shared = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, config, -1, &error);
  g_assert_no_error (error);
  desktop->bus = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "dbus-daemon", "--nofork",
                                   "--print-address", option, NULL);
  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (desktop->bus));
  desktop->address = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (desktop->address);

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", desktop->address, TRUE);
  desktop->connection = connect_to (desktop);
  /* The connection that libsecret shares would end the process with the bus. */
  shared = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (shared, FALSE);
}

static void
end_process (GSubprocess **process)
{
  if (*process == NULL)
    return;

  g_subprocess_force_exit (*process);
  g_assert_true (g_subprocess_wait (*process, NULL, NULL));
  g_clear_object (process);
}

static gboolean
name_has_owner (gpointer user_data)
{
  Desktop *desktop = user_data;
  g_autoptr (GVariant) answer = NULL;
  gboolean has_owner = FALSE;

  answer = g_dbus_connection_call_sync (desktop->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "NameHasOwner",
                                        g_variant_new ("(s)", SERVICE_NAME), G_VARIANT_TYPE ("(b)"),
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  if (answer != NULL)
    g_variant_get (answer, "(b)", &has_owner);

  return has_owner;
}

static void
start_keyring (Desktop    *desktop,
               const char *password)
{
  const char *directory = spt_test_make_dir ();
  g_autofree char *control = g_strconcat ("--control-directory=", directory, NULL);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  GOutputStream *in;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_setenv (launcher, "HOME", directory, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", directory, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", directory, TRUE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS",
                                desktop->address, TRUE);
  /* Strict settings for our own code, not for the daemon. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  g_subprocess_launcher_unsetenv (launcher, "MALLOC_PERTURB_");
  desktop->daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                                 "--unlock", "--components=secrets", control, NULL);
  g_assert_no_error (error);

  in = g_subprocess_get_stdin_pipe (desktop->daemon);
  g_assert_true (g_output_stream_write_all (in, password, strlen (password), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (in, NULL, NULL));
  g_assert_true (spt_test_wait (name_has_owner, desktop, SPT_TEST_TIMEOUT_MS));
}

static void
lock_keyring (Desktop *desktop)
{
  const char *collection = "/org/freedesktop/secrets/aliases/default";
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = g_dbus_connection_call_sync (desktop->connection, SERVICE_NAME, SERVICE_PATH,
                                        "org.freedesktop.Secret.Service", "Lock",
                                        g_variant_new ("(@ao)", g_variant_new_objv (&collection, 1)),
                                        G_VARIANT_TYPE ("(aoo)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
stop (Desktop *desktop)
{
  end_process (&desktop->daemon);
  g_dbus_connection_close_sync (desktop->connection, NULL, NULL);
  g_clear_object (&desktop->connection);
  secret_service_disconnect ();
  end_process (&desktop->bus);
  g_clear_pointer (&desktop->address, g_free);
}

/* Watches everything that goes over the bus. */
typedef struct
{
  GDBusConnection *connection;
  int              n_prompts; /* (atomic) */
  int              n_marks;   /* (atomic) */
} Monitor;

static GDBusMessage *
watch_cb (GDBusConnection *connection,
          GDBusMessage    *message,
          gboolean         incoming,
          gpointer         user_data)
{
  Monitor *monitor = user_data;
  const char *member = g_dbus_message_get_member (message);

  if (!incoming || g_dbus_message_get_message_type (message) != G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    return message;

  if (g_strcmp0 (member, "Prompt") == 0 || g_strcmp0 (member, "Unlock") == 0
      || g_strcmp0 (member, "CreateCollection") == 0)
    g_atomic_int_inc (&monitor->n_prompts);
  if (g_strcmp0 (member, "GetId") == 0)
    g_atomic_int_inc (&monitor->n_marks);
  /* Seen, and never to be answered. */
  g_object_unref (message);

  return NULL;
}

static void
start_monitor (Desktop *desktop,
               Monitor *monitor)
{
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;
  const char *const rules[] = { NULL };

  monitor->connection = connect_to (desktop);
  g_dbus_connection_add_filter (monitor->connection, watch_cb, monitor, NULL);
  answer = g_dbus_connection_call_sync (monitor->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus.Monitoring", "BecomeMonitor",
                                        g_variant_new ("(^asu)", rules, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                                        NULL, &error);
  g_assert_no_error (error);
}

static gboolean
has_mark (gpointer user_data)
{
  Monitor *monitor = user_data;

  return g_atomic_int_get (&monitor->n_marks) > 0;
}

/* Calls that unlock, make a keyring or prompt, up to now. */
static int
count_prompts (Desktop *desktop,
               Monitor *monitor)
{
  g_autoptr (GVariant) answer = NULL;

  /* The bus keeps the order: what came before the mark has been counted when the mark is. */
  g_atomic_int_set (&monitor->n_marks, 0);
  answer = g_dbus_connection_call_sync (desktop->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "GetId", NULL, NULL, G_DBUS_CALL_FLAGS_NONE,
                                        -1, NULL, NULL);
  g_assert_nonnull (answer);
  g_assert_true (spt_test_wait (has_mark, monitor, SPT_TEST_TIMEOUT_MS));

  return g_atomic_int_get (&monitor->n_prompts);
}

static void
stop_monitor (Monitor *monitor)
{
  g_dbus_connection_close_sync (monitor->connection, NULL, NULL);
  g_clear_object (&monitor->connection);
}

static void
assert_fails (SptKeyring *keyring,
              int         code)
{
  gint64 before = g_get_monotonic_time ();
  g_autoptr (GError) lookup_error = NULL;
  g_autoptr (GError) store_error = NULL;
  g_autoptr (GError) clear_error = NULL;

  g_assert_null (test_keyring_lookup (keyring, "uuid-1", "k", NULL, &lookup_error));
  g_test_message ("%s", lookup_error != NULL ? lookup_error->message : "no error");
  g_assert_error (lookup_error, SPT_KEYRING_ERROR, code);
  g_assert_false (test_keyring_store (keyring, "uuid-1", "k", "x", NULL, &store_error));
  g_test_message ("%s", store_error->message);
  g_assert_error (store_error, SPT_KEYRING_ERROR, code);
  g_assert_false (test_keyring_clear (keyring, "uuid-1", "k", NULL, &clear_error));
  g_test_message ("%s", clear_error->message);
  g_assert_error (clear_error, SPT_KEYRING_ERROR, code);
  g_assert_cmpint (g_get_monotonic_time () - before, <, 10 * G_USEC_PER_SEC);
}

/* The cases, each in its own process ----------------------------------------------------------- */

static void
case_open (void)
{
  Desktop desktop = { 0 };
  SptKeyring *window = spt_keyring_new_libsecret (TRUE);
  SptKeyring *command_line = spt_keyring_new_libsecret (FALSE);
  g_autoptr (GError) error = NULL;

  start_bus (&desktop);
  start_keyring (&desktop, "test");
  test_keyring_walk (window);
  test_keyring_walk (command_line);
  g_assert_true (test_keyring_store (window, "uuid-1", "k", "condivisa", NULL, &error));
  g_assert_no_error (error);
  test_keyring_assert (command_line, "uuid-1", "k", "condivisa");
  g_assert_finalize_object (window);
  g_assert_finalize_object (command_line);
  stop (&desktop);
}

static void
case_locked (void)
{
  Desktop desktop = { 0 };
  Monitor monitor = { 0 };
  SptKeyring *window = spt_keyring_new_libsecret (TRUE);
  SptKeyring *command_line = spt_keyring_new_libsecret (FALSE);
  g_autoptr (GError) error = NULL;

  start_bus (&desktop);
  start_keyring (&desktop, "test");
  g_assert_true (test_keyring_store (window, "uuid-1", "k", "chiusa", NULL, &error));
  g_assert_no_error (error);
  lock_keyring (&desktop);
  start_monitor (&desktop, &monitor);
  assert_fails (command_line, SPT_KEYRING_ERROR_LOCKED);
  /* What is not in it at all is simply not there. */
  test_keyring_assert (command_line, "uuid-1", "other", NULL);
  g_assert_cmpint (count_prompts (&desktop, &monitor), ==, 0);

  /* With leave to unlock there is a prompt, here with nobody to show it: it ends, and not as
   * "there is none". */
  spt_keyring_libsecret_set_timeout (window, 1000);
  g_assert_null (test_keyring_lookup (window, "uuid-1", "k", NULL, &error));
  g_test_message ("%s", error != NULL ? error->message : "no error");
  g_assert_true (g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_LOCKED)
                 || g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_TIMEOUT));
  g_assert_cmpint (count_prompts (&desktop, &monitor), >, 0);
  stop_monitor (&monitor);
  g_assert_finalize_object (window);
  g_assert_finalize_object (command_line);
  stop (&desktop);
}

/* A new user: the daemon runs, and there is no keyring yet. Making one would ask for a password. */
static void
case_no_keyring (void)
{
  Desktop desktop = { 0 };
  Monitor monitor = { 0 };
  SptKeyring *command_line = spt_keyring_new_libsecret (FALSE);
  g_autoptr (GError) error = NULL;

  start_bus (&desktop);
  start_keyring (&desktop, "");
  start_monitor (&desktop, &monitor);
  test_keyring_assert (command_line, "uuid-1", "k", NULL);
  g_assert_false (test_keyring_store (command_line, "uuid-1", "k", "x", NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_true (test_keyring_clear (command_line, "uuid-1", "k", NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_prompts (&desktop, &monitor), ==, 0);
  stop_monitor (&monitor);
  g_assert_finalize_object (command_line);
  stop (&desktop);
}

static void
case_no_service (void)
{
  Desktop desktop = { 0 };
  SptKeyring *window = spt_keyring_new_libsecret (TRUE);
  SptKeyring *command_line = spt_keyring_new_libsecret (FALSE);

  start_bus (&desktop);
  assert_fails (window, SPT_KEYRING_ERROR_MISSING);
  assert_fails (command_line, SPT_KEYRING_ERROR_MISSING);
  g_assert_finalize_object (window);
  g_assert_finalize_object (command_line);
  stop (&desktop);
}

static void
case_no_bus (void)
{
  SptKeyring *window = spt_keyring_new_libsecret (TRUE);
  SptKeyring *command_line = spt_keyring_new_libsecret (FALSE);

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  assert_fails (window, SPT_KEYRING_ERROR_MISSING);
  assert_fails (command_line, SPT_KEYRING_ERROR_MISSING);
  g_assert_finalize_object (window);
  g_assert_finalize_object (command_line);
}

/* The daemon dies while the program runs, and comes back. */
static void
case_gone (void)
{
  Desktop desktop = { 0 };
  SptKeyring *keyring = spt_keyring_new_libsecret (FALSE);
  g_autoptr (GError) error = NULL;

  start_bus (&desktop);
  start_keyring (&desktop, "test");
  g_assert_true (test_keyring_store (keyring, "uuid-1", "k", "prima", NULL, &error));
  end_process (&desktop.daemon);
  assert_fails (keyring, SPT_KEYRING_ERROR_MISSING);

  start_keyring (&desktop, "test");
  test_keyring_walk (keyring);
  g_assert_finalize_object (keyring);
  stop (&desktop);
}

static GDBusMessage *
swallow_cb (GDBusConnection *connection,
            GDBusMessage    *message,
            gboolean         incoming,
            gpointer         user_data)
{
  if (incoming && g_dbus_message_get_message_type (message) == G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    g_clear_object (&message);

  return message;
}

/* A service that takes every call and never answers. */
static void
case_silent (void)
{
  Desktop desktop = { 0 };
  SptKeyring *keyrings[2] = { spt_keyring_new_libsecret (TRUE), spt_keyring_new_libsecret (FALSE) };
  g_autoptr (GDBusConnection) service = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  start_bus (&desktop);
  service = connect_to (&desktop);
  answer = g_dbus_connection_call_sync (service, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "RequestName",
                                        g_variant_new ("(su)", SERVICE_NAME, 0), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_add_filter (service, swallow_cb, NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (keyrings); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      GAsyncResult *result = NULL;
      g_autoptr (GAsyncResult) awaited = NULL;

      spt_keyring_libsecret_set_timeout (keyrings[i], 200);
      assert_fails (keyrings[i], SPT_KEYRING_ERROR_TIMEOUT);

      spt_keyring_libsecret_set_timeout (keyrings[i], 60000);
      spt_keyring_lookup_async (keyrings[i], "uuid-1", "k", cancellable, spt_test_async_cb, &result);
      while (g_main_context_iteration (NULL, FALSE))
        continue;
      g_assert_null (result);
      g_cancellable_cancel (cancellable);
      awaited = spt_test_await (&result, SPT_TEST_TIMEOUT_MS);
      g_assert_null (spt_keyring_lookup_finish (keyrings[i], awaited, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_clear_object (&awaited);
      g_assert_finalize_object (keyrings[i]);
    }
  g_dbus_connection_close_sync (service, NULL, NULL);
  stop (&desktop);
}

static void
run_case (gconstpointer data)
{
  void (*func) (void) = (void (*)(void))data;
  static const char *const programs[] = { "dbus-daemon", "gnome-keyring-daemon" };

  if (g_test_subprocess ())
    {
      func ();
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autofree char *path = g_find_program_in_path (programs[i]);

      if (path == NULL)
        {
          g_autofree char *why = g_strconcat (programs[i], " is not installed", NULL);

          g_test_skip (why);
          return;
        }
    }
  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

#define add(path, func) g_test_add_data_func (path, (gconstpointer) func, run_case)

int
main (int   argc,
      char *argv[])
{
  g_unsetenv ("SECRET_BACKEND");
  g_test_init (&argc, &argv, NULL);

  add ("/secrets/service/open", case_open);
  add ("/secrets/service/locked", case_locked);
  add ("/secrets/service/no-keyring", case_no_keyring);
  add ("/secrets/service/none", case_no_service);
  add ("/secrets/service/no-bus", case_no_bus);
  add ("/secrets/service/gone", case_gone);
  add ("/secrets/service/silent", case_silent);

  return g_test_run ();
}
