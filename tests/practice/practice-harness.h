/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts the real practice executable and talks to it over plain sockets. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define EC "77777777777"
#define BROKER "15376371009"
#define BASE "/gpd/v2/brokers/" BROKER "/organizations/" EC "/debtpositions"

typedef struct
{
  GSubprocess *process;
  char        *ready;       /* the line on standard output */
  guint16      port;
} Practice;

typedef struct
{
  guint       status;       /* 0: no status line came */
  GHashTable *headers;      /* lower-case name → value */
  GString    *body;
  gboolean    complete;     /* as many bytes came as Content-Length said */
} Answer;

/* A zip entry made by hand, so that it can lie. */
typedef struct
{
  const char *name;
  const char *data;
  gsize       length;
  guint       method;       /* 0 or 8 really packs so; any other only says so */
  guint       flags;
  gboolean    wide;         /* descriptor with 64-bit sizes */
  gboolean    bad_crc;
  gboolean    bad_size;
} Entry;

Practice   *practice_start     (const char  *argument,
                                ...) G_GNUC_NULL_TERMINATED;
int         practice_end       (Practice    *self);
/* The tests, then the end of the service: what main() returns. */
int         practice_run       (Practice    *self);
/* Requests written one after the other and nobody to read the answers. */
GSocketConnection *practice_pour (Practice  *self,
                                  GString   *requests);
Answer     *practice_raw       (Practice    *self,
                                GString     *request);
Answer     *practice_call      (Practice    *self,
                                const char  *method,
                                const char  *path,
                                const char  *headers,
                                const void  *body,
                                gsize        length);
Answer     *practice_get       (Practice    *self,
                                const char  *path);
Answer     *practice_post_zip  (Practice    *self,
                                const char  *method,
                                const char  *path,
                                const char  *filename,
                                const GString *zip);
Answer     *practice_upload    (Practice    *self,
                                const char  *method,
                                const char  *json);
char       *practice_file_id   (Answer      *answer);
JsonNode   *practice_settle    (Practice    *self,
                                const char  *file_id);
JsonNode   *practice_send      (Practice    *self,
                                const char  *method,
                                const char  *json);
Answer     *practice_control   (Practice    *self,
                                const char  *path,
                                const char  *body);
void        practice_settings  (Practice    *self,
                                const char  *service,
                                const char  *body);
void        practice_advance   (Practice    *self,
                                int          seconds);
void        practice_kill      (Practice    *self);
void        practice_remove    (const char  *folder);
void        practice_faults    (Practice    *self,
                                const char  *rules);
gint64      practice_ledger    (Practice    *self);
gint64      practice_received  (Practice    *self,
                                const char  *operation);

void        answer_free        (Answer      *self);
const char *answer_header      (Answer      *self,
                                const char  *name);
JsonNode   *answer_json        (Answer      *self);
char       *answer_text        (Answer      *self,
                                const char  *member);

GString    *zip_entry          (GString     *zip,
                                const Entry *entry);
GString    *zip_json           (const char  *json);
char       *make_position      (const char  *iupd,
                                const char  *iuv,
                                const char  *position_extra,
                                const char  *option_extra,
                                const char  *transfer_extra);
char       *make_document      (const char  *position,
                                ...) G_GNUC_NULL_TERMINATED;
char       *make_one           (const char  *iupd,
                                const char  *iuv);
char       *make_deletion      (const char  *iupd,
                                ...) G_GNUC_NULL_TERMINATED;
gint64      report_number      (JsonNode    *report,
                                const char  *member);
gint64      report_code        (JsonNode    *report,
                                const char  *iupd);
char       *report_message     (JsonNode    *report,
                                const char  *iupd);
guint       report_count       (JsonNode    *report,
                                const char  *iupd);

#define g_assert_row(report, iupd, code) \
  g_assert_cmpint (report_code ((report), (iupd)), ==, (code))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

G_END_DECLS
