/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the GPD twin share. */
#pragma once

#include "gpd-model.h"
#include "../prc-context.h"
#include "../prc-db.h"
#include "../prc-room.h"

G_BEGIN_DECLS

#define PRC_CHUNK 20
/* The worker passes over bigger stored files without a word (GPD facts T2). */
#define PRC_WORKER_LIMIT G_GINT64_CONSTANT (100000000)
#define PRC_DEPTH_DAYS 60

typedef struct
{
  PrcContext *context;
  PrcDb      *db;
  GHashTable *keys;       /* key → PrcKey, set by hand */
  GHashTable *rates;      /* key → PrcRate */
  GHashTable *work;       /* fileId → PrcWork, uploads in progress */
} PrcGpd;

typedef enum
{
  PRC_OP_CREATE,
  PRC_OP_UPDATE,
  PRC_OP_DELETE,
} PrcOp;

/* The path of one call, taken apart. */
typedef struct
{
  const char *service;    /* the mount's id: gpd, gpd-aca */
  guint       version;    /* 1 or 2 */
  char       *broker;
  char       *ec;
  char       *file_id;
} PrcCall;

typedef struct
{
  gint  code;
  char *message;
} PrcOutcome;

const char *prc_op_name             (PrcOp              op);
gboolean    prc_op_parse            (const char        *name,
                                     PrcOp             *op);
void        prc_problem             (PrcReply          *reply,
                                     guint              status,
                                     const char        *title,
                                     const char        *detail);
void        prc_micronaut_error     (PrcReply          *reply,
                                     guint              status,
                                     const char        *message);

/* gpd-gateway.c */
void        prc_gateway_error       (PrcReply          *reply,
                                     guint              status);
gboolean    prc_gateway_admit       (PrcGpd            *self,
                                     const PrcRequest  *request,
                                     const char        *ec,
                                     gboolean           upload,
                                     PrcReply          *reply);
gboolean    prc_gateway_set_key     (PrcGpd            *self,
                                     JsonObject        *object);
void        prc_gateway_open        (PrcGpd            *self);
void        prc_gateway_close       (PrcGpd            *self);

/* gpd-validate.c: gate U, at upload */
void        prc_validate_position   (const PrcPosition *position,
                                     GHashTable        *messages);
gboolean    prc_text_blank          (const char        *text);
glong       prc_text_length         (const char        *text);
gboolean    prc_country_code        (const char        *text);
gboolean    prc_email_like          (const char        *text);

/* gpd-rules.c: gate G, in the core */
gboolean    prc_rules_fields        (const PrcPosition *position,
                                     PrcOutcome        *outcome);
gboolean    prc_rules_dates         (const PrcPosition *position,
                                     gboolean           update,
                                     gint64             validity,
                                     gint64             now,
                                     PrcOutcome        *outcome);
gboolean    prc_rules_amounts       (const PrcPosition *position,
                                     PrcOutcome        *outcome);
gboolean    prc_outcome             (PrcOutcome        *outcome,
                                     gint               code,
                                     const char        *format,
                                     ...) G_GNUC_PRINTF (3, 4);

/* gpd-store.c */
gboolean    prc_store_open          (PrcGpd            *self,
                                     GError           **error);
void        prc_store_positions     (PrcGpd            *self,
                                     const char        *service,
                                     const char        *ec,
                                     const char        *iupd,
                                     gint64             limit,
                                     GString           *out);
const char *prc_store_pay           (PrcGpd            *self,
                                     JsonObject        *object);
const char *prc_store_fee           (PrcGpd            *self,
                                     JsonObject        *object);
void        prc_store_refresh       (PrcGpd            *self);

/* gpd-core.c */
void        prc_core_chunk          (PrcGpd            *self,
                                     const char        *service,
                                     const char        *ec,
                                     PrcOp              op,
                                     GPtrArray         *items,
                                     GPtrArray         *outcomes,
                                     gboolean          *bulk);
void        prc_core_one            (PrcGpd            *self,
                                     const char        *service,
                                     const char        *ec,
                                     PrcOp              op,
                                     gconstpointer      item,
                                     PrcOutcome        *outcome);
void        prc_outcome_free        (gpointer           outcome);

/* gpd-upload.c */
void        prc_upload_handle       (PrcGpd            *self,
                                     const PrcCall     *call,
                                     PrcOp              op,
                                     const PrcRequest  *request,
                                     PrcReply          *reply);

/* gpd-worker.c */
void        prc_worker_start        (PrcGpd            *self,
                                     const char        *file_id);
void        prc_worker_resume       (PrcGpd            *self);
void        prc_worker_free         (gpointer           work);

/* gpd-report.c */
void        prc_status_handle       (PrcGpd            *self,
                                     const PrcCall     *call,
                                     const PrcRequest  *request,
                                     PrcReply          *reply);
void        prc_report_handle       (PrcGpd            *self,
                                     const PrcCall     *call,
                                     const PrcRequest  *request,
                                     PrcReply          *reply);

/* gpd-files.c */
void        prc_files_handle        (PrcGpd            *self,
                                     const PrcCall     *call,
                                     const PrcRequest  *request,
                                     PrcReply          *reply);

G_END_DECLS
