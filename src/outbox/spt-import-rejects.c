/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that an import did not take, given back as they were with the reason beside them. */
#define G_LOG_DOMAIN "spt-import-rejects"

#include "config.h"

#include "outbox/spt-import-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

gboolean
_spt_import_set_write_error (GError **error)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved),
               "Could not write the rejected rows: %s", g_strerror (saved));

  return FALSE;
}

gboolean
_spt_import_write_reject (SptImportJob     *job,
                          const char       *raw,
                          SptIssueList     *issues,
                          const char       *heading,
                          GError          **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_auto (GStrv) rows = NULL;
  g_autoptr (GString) reason = g_string_new (heading);

  for (guint i = 0; issues != NULL && i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      g_autofree char *column = NULL;
      g_autofree char *message = NULL;

      if (issue->level != SPT_ISSUE_ERROR)
        continue;
      column = spt_import_dup_column (job->options->kind, job->options->mapping, issue->path);
      message = spt_issue_dup_message (issue, column != NULL ? column : issue->path);
      g_string_append (reason, reason->len > 0 ? " " : "");
      if (column != NULL && strstr (message, column) == NULL)
        g_string_append_printf (reason, "%s: ", column);
      g_string_append (reason, message);
    }

  /* Each row of a record has its place in the table, and the reason beside it. */
  rows = g_strsplit (raw, (char[]) { SPT_RAW_ROW_END, '\0' }, -1);
  for (guint i = 0; rows[i] != NULL; i++)
    {
      spt_csv_append_guarded_row (line, rows[i], job->separator);
      g_string_append_c (line, job->separator);
      spt_csv_append_field (line, reason->str, job->separator, TRUE);
      g_string_append (line, "\r\n");
    }

  if (fwrite (line->str, 1, line->len, job->rejects) != line->len)
    return _spt_import_set_write_error (error);

  return TRUE;
}

const char *
_spt_import_get_sheet (SptImportJob *job)
{
  return job->options->mapping != NULL ? spt_csv_mapping_get_sheet (job->options->mapping) : NULL;
}

/* The rejected rows go back as the clerk gave them: the header is read once more, as it stood. */
gboolean
_spt_import_open_rejects (SptImportJob  *job,
                          GError       **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (SptCsvReader) reader = NULL;
  guint header_row = job->options->mapping != NULL
    ? spt_csv_mapping_get_header_row (job->options->mapping) : 1;
  SptIntakeFormat format;
  goffset size;

  stream = _spt_intake_open_table (job->options->path, _spt_import_get_sheet (job), FALSE, &format, &size,
                                   job->cancellable, error);
  if (stream == NULL)
    return FALSE;
  reader = spt_csv_reader_new (stream, format == SPT_INTAKE_SHEET ? ';' : 0);
  if (!spt_csv_reader_next (reader, job->cancellable, error))
    return FALSE;

  job->separator = spt_csv_reader_get_separator (reader);
  /* Owner only: it holds what the file held. */
  job->rejects = g_fopen (job->options->rejects_path, "wxe");
  if (job->rejects == NULL)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s: %s",
                   job->options->rejects_path, g_strerror (saved));
      return FALSE;
    }
  if (g_chmod (job->options->rejects_path, 0600) != 0)
    g_warning ("The file of rejected rows keeps the folder's permissions: %s", g_strerror (errno));

  /* What stands above the header stays there: the file is read as this one was. */
  for (guint row = 1; row < header_row || row < spt_csv_reader_get_row (reader); row++)
    {
      gboolean is_here = row == spt_csv_reader_get_row (reader);

      if (fprintf (job->rejects, "%s\r\n", is_here ? spt_csv_reader_get_raw (reader) : "") < 0)
        return _spt_import_set_write_error (error);
      if (is_here && !spt_csv_reader_next (reader, job->cancellable, error))
        return FALSE;
    }

  return _spt_import_write_reject (job, spt_csv_reader_get_raw (reader), NULL, "sportello.reason", error);
}
