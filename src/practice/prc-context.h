/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every part of the practice services shares: settings, clock, requests and replies. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _PrcContext PrcContext;
typedef struct _PrcDb      PrcDb;
typedef struct _PrcFaults  PrcFaults;
typedef struct _PrcLedger  PrcLedger;
typedef struct _PrcTally   PrcTally;

struct _PrcContext
{
  gboolean    fast;              /* near-zero delays, no rate limits */
  char       *state_dir;
  gboolean    state_is_temporary;
  PrcDb      *db;
  PrcLedger  *ledger;
  PrcFaults  *faults;
  PrcTally   *tally;
  gint64      clock_offset_us;   /* added to the real time everywhere */
};

/* One request as a twin sees it, after the whole body has been read. */
typedef struct
{
  const char         *method;
  const char         *path;      /* below the mount, starting with '/' or empty; percent-decoded */
  GHashTable         *query;     /* may be NULL */
  SoupMessageHeaders *headers;
  GBytes             *body;      /* never NULL; empty when too_large */
  gboolean            too_large; /* the body was over PRC_BODY_LIMIT bytes and was thrown away */
  GPtrArray          *rules;     /* JsonObject: the faults matched by this call */
} PrcRequest;

typedef struct
{
  guint      status;
  char      *content_type;       /* NULL: none */
  GString   *body;
  GPtrArray *headers;            /* name, value, name, value, owned */
  gboolean   cut;                /* the connection is closed instead of answering */
  guint      delay_ms;           /* the twin takes its time */
} PrcReply;

/* The ingress in front of the real upload service takes 5m (GPD facts 4). */
#define PRC_BODY_LIMIT (5 * 1024 * 1024)

gint64      prc_now_us            (PrcContext  *self);

PrcReply   *prc_reply_new         (void);
void        prc_reply_free        (PrcReply    *self);
void        prc_reply_reset       (PrcReply    *self);
void        prc_reply_set         (PrcReply    *self,
                                   guint        status,
                                   const char  *content_type,
                                   const char  *body);
void        prc_reply_header      (PrcReply    *self,
                                   const char  *name,
                                   const char  *value);
void        prc_reply_html        (PrcReply    *self,
                                   guint        status);

void        prc_append_json       (GString     *out,
                                   const char  *text);
JsonNode   *prc_parse_small_json  (const char  *data,
                                   gssize       length,
                                   GError     **error);
JsonNode   *prc_parse_object      (GBytes      *body);
JsonNode   *prc_parse_strict      (GBytes      *body);
const char *prc_rule_text         (JsonObject  *rule,
                                   const char  *name,
                                   const char  *fallback);
gint64      prc_rule_int          (JsonObject  *rule,
                                   const char  *name,
                                   gint64       fallback);
gboolean    prc_rule_has_text     (JsonObject  *rule,
                                   const char  *name,
                                   const char  *text);
JsonObject *prc_rules_find        (GPtrArray   *rules,
                                   const char  *fault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PrcReply, prc_reply_free)

G_END_DECLS
