/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is logged: nothing of people, and still enough to help them. */
#include "base/spt-log.h"

#include <glib.h>
#include <locale.h>

static void
test_safe (void)
{
  static const struct
  {
    const char *text;
    const char *safe;
  } cases[] = {
    { "Rows could not be loaded: disk I/O error (10)", "Rows could not be loaded: disk I/O error (10)" },
    { "Error opening file “/home/anna/Rossi Mario.csv”: No such file", "Error opening file •••: No such file" },
    { "/home/anna/Elenco morosi.db: not a database", "•••: not a database" },
    { "Failed to open file:///media/usb/x.csv", "Failed to open •••" },
    { "/usr/share/sportello/x.json: an object is expected", "/usr/share/sportello/x.json: an object is expected" },
    { "row 7: RSSMRA80A01H501U is no code", "row 7: ••• is no code" },
    { "rssmra80a01h5lmv, RSSMRAULALMHRLMU", "•••, •••" },
    { "IT60X0542811101000000123456 and 02123456789012356", "••• and •••" },
    { "There is no account of 77777777777_1", "There is no account of •••_1" },
    { "asked mario.rossi@example.org.", "asked •••." },
    { "<data>:1:23: Parse error: unexpected identifier `Rossi', expected value",
      "<data>:1:23: Parse error: unexpected identifier •••, expected value" },
    { "There is no account “Comune di Prova”", "There is no account •••" },
    { "the account lacks “subscription-key”", "the account lacks “subscription-key”" },
    { "No submission goes from done to ready, 12345678", "No submission goes from done to ready, 12345678" },
    { "not UTF-8: \xff\xfe", "not UTF-8: \xef\xbf\xbd\xef\xbf\xbd" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *safe = spt_log_dup_safe (cases[i].text);

      g_assert_cmpstr (safe, ==, cases[i].safe);
    }
}

/* As a program does it: whoever logs, and whatever. */
static void
test_writer (void)
{
  if (g_test_subprocess ())
    {
      g_log_set_always_fatal (G_LOG_FATAL_MASK);
      spt_log_install ();
      g_message ("Of %s: “Rossi Mario”", "RSSMRA80A01H501U");
      g_log ("Gtk", G_LOG_LEVEL_MESSAGE, "no file /home/anna/x.csv");
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*Of •••: •••*");
  g_test_trap_assert_stderr ("*no file •••*");
  g_test_trap_assert_stderr_unmatched ("*RSSMRA*");
  g_test_trap_assert_stderr_unmatched ("*anna*");
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/log/safe", test_safe);
  g_test_add_func ("/log/writer", test_writer);

  return g_test_run ();
}
