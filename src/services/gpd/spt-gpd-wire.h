/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes over the wire to pagoPA's bulk service and what comes back: pure functions, no I/O
 * and no clock. */
#pragma once

#include <gio/gio.h>

#include "form/spt-record.h"
#include "services/gpd/spt-gpd-fields.h"

G_BEGIN_DECLS

/* Appends the position as the service wants it: integer cents, explicit payStandIn, empty texts
 * left out. The record must have passed the check; FALSE with an error naming the field
 * otherwise (GPD facts 6). */
gboolean    spt_gpd_wire_write_position (const SptGpdFields *fields,
                                         SptRecord          *record,
                                         GString            *out,
                                         GError            **error);
/* Bytes that the position takes in the service's own indented form, estimated from above (GPD
 * facts 13, T2). */
gsize       spt_gpd_wire_estimate       (const SptGpdFields *fields,
                                         SptRecord          *record);
/* "F" or "G": the type as given, or what the fiscal code says when it is empty; NULL when
 * neither tells. */
const char *spt_gpd_wire_get_type       (const SptGpdFields *fields,
                                         SptRecord          *record);
/* A date-time as it goes out, the field's default time filled in; FALSE when the text does not
 * read. */
gboolean    spt_gpd_wire_get_datetime   (const SptNode      *node,
                                         guint               field_index,
                                         SptDatetime        *out);

/* Shape of an answer's body. */
typedef enum
{
  SPT_GPD_SHAPE_EMPTY,
  SPT_GPD_SHAPE_PROBLEM,   /* {"title", "status", "detail"}: the service */
  SPT_GPD_SHAPE_GATEWAY,   /* {"statusCode", "message"}: the gateway before it */
  SPT_GPD_SHAPE_FRAMEWORK, /* {"message", "_links", "_embedded"}: the service's framework */
  SPT_GPD_SHAPE_JSON,      /* some other JSON */
  SPT_GPD_SHAPE_OTHER      /* HTML, text, garbage */
} SptGpdShape;

/**
 * SptGpdProblem:
 * @shape: which shape it has
 * @title: (owned) (nullable): of a problem
 * @text: (owned) (nullable): what it says, printable, at most 2,000 characters
 */
typedef struct
{
  SptGpdShape  shape;
  char        *title;
  char        *text;
} SptGpdProblem;

/* Never fails: whatever the body is, it has one of the shapes. */
void        spt_gpd_wire_parse_problem  (GBytes        *body,
                                         SptGpdProblem *out);
void        spt_gpd_problem_clear       (SptGpdProblem *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptGpdProblem, spt_gpd_problem_clear)

typedef enum
{
  SPT_GPD_STATE_NONE, /* v1 does not say */
  SPT_GPD_STATE_IN_PROGRESS,
  SPT_GPD_STATE_COMPLETED,
  SPT_GPD_STATE_OTHER /* a word that came later */
} SptGpdState;

/**
 * SptGpdStatus:
 * @file_id: (owned) (nullable): fileId (v2) or uploadID (v1)
 * @processed, @submitted: -1 when not said
 * @state: what operationStatus means
 * @word: (owned) (nullable): operationStatus as it stands
 * @start: (owned) (nullable): server time, as it stands
 */
typedef struct
{
  char        *file_id;
  gint64       processed;
  gint64       submitted;
  SptGpdState  state;
  char        *word;
  char        *start;
} SptGpdStatus;

gboolean    spt_gpd_wire_parse_status   (GBytes        *body,
                                         SptGpdStatus  *out,
                                         GError       **error);
void        spt_gpd_status_clear        (SptGpdStatus  *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptGpdStatus, spt_gpd_status_clear)

/**
 * SptGpdReportGroup:
 * @code: statusCode
 * @message: (owned) (nullable): statusMessage
 * @iupds: (owned) (element-type utf8): borrowed from the report's strings
 */
typedef struct
{
  gint64     code;
  char      *message;
  GPtrArray *iupds;
} SptGpdReportGroup;

/**
 * SptGpdReport:
 * @groups: (element-type SptGpdReportGroup)
 * @has_end: endTime stands in it
 * @n_iupds: of all groups together
 */
typedef struct
{
  char         *file_id;
  gint64        processed;
  gint64        submitted;
  GPtrArray    *groups;
  gboolean      has_end;
  guint         n_iupds;
  GStringChunk *strings;
} SptGpdReport;

SptGpdReport *spt_gpd_wire_parse_report (GBytes        *body,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void          spt_gpd_report_free       (SptGpdReport  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptGpdReport, spt_gpd_report_free)

/* The list of uploads; @ids (element-type utf8) gets what it holds appended. */
gboolean    spt_gpd_wire_parse_files    (GBytes        *body,
                                         GPtrArray     *ids,
                                         gboolean      *has_more,
                                         GError       **error);

/* The file's id out of a Location, relative, with a slash or absolute (GPD facts 3); NULL when
 * there is none. */
char       *spt_gpd_wire_dup_file_id    (const char    *location);
/* The address that paths are appended to, without a slash at its end: settings and flavour
 * applied (GPD facts 1). */
char       *spt_gpd_wire_dup_base       (const char    *base_url,
                                         const char    *api_version,
                                         const char    *flavour,
                                         const char    *path);
/* The path of an upload, to be appended to the account's address: with the version where the
 * address has none. */
char       *spt_gpd_wire_dup_path       (const char    *base_url,
                                         const char    *api_version,
                                         const char    *broker,
                                         const char    *organization);
/* "2026-12-16" on the wall clock of Rome (GPD facts 9), @days later. */
char       *spt_gpd_wire_dup_rome_date  (gint64         utc_ms,
                                         int            days);

G_END_DECLS
