/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the intake share. */
#pragma once

#include "outbox/spt-intake.h"

G_BEGIN_DECLS

/* The file as a stream of what is in it: a zip is unpacked. @is_json: whether it is a JSON document
 * rather than a table. */
GInputStream *_spt_intake_open (const char    *path,
                                gboolean      *is_json,
                                goffset       *size,
                                GCancellable  *cancellable,
                                GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for an import: a spreadsheet is read as the CSV it would be saved as. @sheet:
 * (nullable): the first. @takes_files: XML, and a zip of several, are documents, which come as they are. */
GInputStream *_spt_intake_open_table (const char       *path,
                                      const char       *sheet,
                                      gboolean          takes_files,
                                      SptIntakeFormat  *format,
                                      goffset          *size,
                                      GCancellable     *cancellable,
                                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether a file begins as a document of XML does. */
gboolean      _spt_intake_probe_document (const char    *path,
                                          gboolean      *is_document,
                                          GCancellable  *cancellable,
                                          GError       **error);

/* Tests: reads and stores an import on one thread. */
extern gboolean _spt_import_in_line;

/* The service whose operation it is; an error when there is none. */
SptService *_spt_intake_find_service (const char              *operation,
                                      const SptOperationInfo **info,
                                      GError                 **error);

/* spt_prepare() into the job that is there: @options' ids, or what @stream (nullable) says; the new
 * submissions name @resend_of. @leave_other: of the records given, what asks for another operation by now
 * stays behind. */
SptPrepareResult *_spt_prepare_again (SptStore                *store,
                                      const SptPrepareOptions *options,
                                      GInputStream            *stream,
                                      gint64                   job_id,
                                      gint64                   resend_of,
                                      gboolean                 leave_other,
                                      GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
