/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sample of practice mode asks of the archive. */
#pragma once

#include <json-glib/json-glib.h>

#include "model/spt-account.h"
#include "service/spt-service.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

/* What goes to the store's thread and comes back. */
typedef struct
{
  char       *service;    /* (owned) (nullable) */
  gboolean    is_first;   /* its sample is the oldest */
  JsonArray  *catalogue;  /* borrowed (nullable): of the account */
  JsonObject *dues;       /* borrowed (nullable): key of a dossier -> days from now */
  JsonObject *batch;      /* borrowed (nullable): what is to be made of plants */
  const char *who;        /* borrowed */
  char       *setting;    /* (owned) (nullable): how far the sample is, in or out */
  char       *kind;       /* (owned) (nullable) */
  char       *label;      /* (owned) (nullable) */
  SptAccount *account;    /* (owned) (nullable) */
  gint64      account_id; /* 0 = there is none */
  gint64      import_id;  /* 0 = there is none */
  GArray     *ids;        /* (owned) (nullable) (element-type gint64) */
} SptPracticeJob;

void     spt_practice_job_free          (gpointer       data);
/* For spt_store_run_async(); the data of each is an SptPracticeJob. */
gboolean spt_practice_work_look         (SptDb         *db,
                                         gpointer       data,
                                         GCancellable  *cancellable,
                                         GError       **error);
gboolean spt_practice_work_find_leaving (SptDb         *db,
                                         gpointer       data,
                                         GCancellable  *cancellable,
                                         GError       **error);
gboolean spt_practice_work_save_account (SptDb         *db,
                                         gpointer       data,
                                         GCancellable  *cancellable,
                                         GError       **error);
gboolean spt_practice_work_note         (SptDb         *db,
                                         gpointer       data,
                                         GCancellable  *cancellable,
                                         GError       **error);
gboolean spt_practice_work_find_import  (SptDb         *db,
                                         gpointer       data,
                                         GCancellable  *cancellable,
                                         GError       **error);
gboolean spt_practice_work_find_ready   (SptDb         *db,
                                         gpointer       data,
                                         GCancellable  *cancellable,
                                         GError       **error);
gboolean spt_practice_work_set_dues     (SptDb         *db,
                                         gpointer       data,
                                         GCancellable  *cancellable,
                                         GError       **error);
/* (nullable): what a practice account has as that secret: @key where it needs it, else what is proposed; NULL = nothing,
 * such as of two ways to log in the other one. */
char    *spt_practice_dup_secret        (SptService        *service,
                                         const SptFieldDef *field,
                                         const char        *key) G_GNUC_WARN_UNUSED_RESULT;
/* A text of the sample with its days, "{+30}", "{-30}". */
char    *spt_practice_load_text         (const char    *path,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;
char    *spt_practice_dup_dated         (const char    *text,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* A file of the sample with its days, in a temporary place: its path. */
char    *spt_practice_write_file        (const char    *path,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
