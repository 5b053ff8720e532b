/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is printed for support tells nothing of people: texts of others are masked on their way to the log. */
#define G_LOG_DOMAIN "spt-log"

#include "config.h"

#include "base/spt-log.h"

#include <string.h>

#include "base/spt-redact.h"

/* What is quoted is data, whoever quotes it (GIO quotes paths, parsers what they stumbled over), unless it is a word of a program,
 * such as the name of a setting or of a state. A path goes on to what may follow one. */
#define QUOTED   "“(?![a-z][a-z-]{0,40}”)[^”]*”|\"(?![a-z][a-z-]{0,40}\")[^\"]*\"|`[^']*'"
#define PATH     "(?<![\\w/.:])(?:file://)?/(?!usr/|app/)[^\\s:;,/]+/[^:;,”\"\\n]*"
#define MAIL     "[^\\s<>\"“”]+@[^\\s<>\"“”]+\\.[A-Za-z]{2,}"
/* A codice fiscale, also with letters in place of digits. */
#define DIGIT    "[0-9LMNP-Vlmnp-v]"
#define PERSON   "(?<![A-Za-z0-9])[A-Za-z]{6}" DIGIT "{2}[A-Za-z]" DIGIT "{2}[A-Za-z]" DIGIT "{3}[A-Za-z](?![A-Za-z0-9])"
#define IBAN     "(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}(?![A-Za-z0-9])"
/* Codes of bodies and companies, IUV, notice numbers. */
#define NUMBER   "(?<![0-9])[0-9]{11,}(?![0-9])"

static GRegex *
get_regex (void)
{
  static GRegex *regex;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new (QUOTED "|" PATH "|" MAIL "|" PERSON "|" IBAN "|" NUMBER,
                                            G_REGEX_OPTIMIZE, 0, NULL));

  return regex;
}

/**
 * spt_log_dup_safe:
 * @text: a text, perhaps with the words of a parser or of a library in it
 *
 * Masks what may be about somebody: codes of people, bodies, accounts and notices, addresses for mail, paths of files, and whatever
 * is quoted.
 *
 * Returns: (transfer full): the text as it may be printed
 */
char *
spt_log_dup_safe (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  char *safe = g_regex_replace_literal (get_regex (), valid, -1, 0, SPT_REDACTED, 0, NULL);

  /* Better nothing than what could not be looked through. */
  return safe != NULL ? safe : g_strdup (SPT_REDACTED);
}

static GLogWriterOutput
write_cb (GLogLevelFlags   level,
          const GLogField *fields,
          gsize            n_fields,
          gpointer         user_data)
{
  g_autofree GLogField *safe = g_memdup2 (fields, n_fields * sizeof *fields);
  g_autofree char *message = NULL;

  for (gsize i = 0; i < n_fields; i++)
    {
      if (message != NULL || strcmp (fields[i].key, "MESSAGE") != 0)
        continue;
      message = fields[i].length < 0 ? g_strdup (fields[i].value)
                                     : g_strndup (fields[i].value, (gsize) fields[i].length);
      {
        g_autofree char *open = g_steal_pointer (&message);

        message = spt_log_dup_safe (open);
      }
      safe[i].value = message;
      safe[i].length = -1;
    }

  return g_log_writer_default (level, safe, n_fields, NULL);
}

/**
 * spt_log_install:
 *
 * From here on everything that is logged, by libraries too, goes through spt_log_dup_safe(). Once in a process, before threads.
 */
void
spt_log_install (void)
{
  g_log_set_writer_func (write_cb, NULL, NULL);
}
