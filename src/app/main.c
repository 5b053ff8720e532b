/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop program: what must stand before any thread, then the application. */
#define G_LOG_DOMAIN "sportello"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>

#include "app/spt-application.h"
#include "base/spt-log.h"

int
main (int    argc,
      char **argv)
{
  const char *locale_dir = g_getenv ("SPORTELLO_LOCALEDIR");
  g_autofree char *archive = NULL;
  gboolean practice = FALSE;
  gboolean version = FALSE;
  const GOptionEntry options[] = {
    { "practice", 0, 0, G_OPTION_ARG_NONE, &practice,
      N_("Open the practice archive: nothing leaves this computer"), NULL },
    { "archive", 0, 0, G_OPTION_ARG_FILENAME, &archive, N_("Open this archive"), N_("FILE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_("Show the version"), NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptApplication) application = NULL;

  /* libsoup repeats what changes something on HTTP/2 by itself (design 3). */
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
  spt_log_install ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* Parsed before the application exists: its id, and so which window is already open, depends
   * on them. */
  context = g_option_context_new (NULL);
  g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "sportello: %s\n", error->message);
      return 2;
    }
  if (argc > 1)
    {
      fprintf (stderr, _("sportello: %s is not understood\n"), argv[1]);
      return 2;
    }
  if (version)
    {
      printf ("sportello %s\n", VERSION);
      return 0;
    }

  application = spt_application_new (archive, practice);
  spt_application_begin (application);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
