/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the TSDigital twin share. */
#pragma once

#include "../prc-context.h"
#include "../prc-db.h"
#include "../prc-room.h"
#include "../prc-settings.h"

G_BEGIN_DECLS

#define PRC_TSDIGITAL "tsdigital"

typedef struct
{
  PrcContext  *context;
  PrcDb       *db;
  PrcSettings *settings;
} PrcTsdigital;

/* A technical key and what it may do (facts 2.3). */
typedef struct
{
  char     *id;
  char     *secret;      /* NULL: one of the two practice secrets */
  gboolean  application;
  gboolean  create;      /* may create items */
  gboolean  special;     /* noOwnership, validated, certified */
  gboolean  backoffice;  /* ownerIds */
  char     *studios;     /* identifiers with blanks around; "*": all */
  gboolean  active;
  gboolean  revoked;     /* gets tokens that the registry refuses */
  gboolean  no_exp;      /* tokens without the claim exp */
  gint64    life_s;      /* 0: the setting's */
} PrcTsdigitalKey;

/* One item as stored. */
typedef struct
{
  char     *id;
  char     *region;
  char     *tax_id;
  char     *vat;
  char     *name;
  char     *document;    /* "item" as it came */
  char     *state;       /* VALIDATED, CERTIFIED; NULL: the first one, which has no name */
  gint64    created;
  gint64    visible;     /* us; G_MAXINT64: never */
} PrcTsdigitalItem;

/* tsdigital-answer.c */
void              prc_tsdigital_error        (PrcTsdigital            *self,
                                              const PrcRequest        *request,
                                              PrcReply                *reply,
                                              guint                    status,
                                              const char              *message,
                                              GPtrArray               *faulty);
void              prc_tsdigital_refuse       (const char              *operation,
                                              PrcReply                *reply,
                                              guint                    status);
gboolean          prc_tsdigital_take_headers (PrcTsdigital            *self,
                                              const PrcRequest        *request,
                                              PrcReply                *reply);
JsonNode         *prc_tsdigital_take_body    (PrcTsdigital            *self,
                                              const PrcRequest        *request,
                                              PrcReply                *reply);
gboolean          prc_tsdigital_asked_error  (PrcTsdigital            *self,
                                              const PrcRequest        *request,
                                              PrcReply                *reply,
                                              gboolean                 done);

/* tsdigital-auth.c */
void              prc_tsdigital_nonce        (PrcTsdigital            *self,
                                              const PrcRequest        *request,
                                              PrcReply                *reply);
void              prc_tsdigital_token        (PrcTsdigital            *self,
                                              const PrcRequest        *request,
                                              PrcReply                *reply);
PrcTsdigitalKey  *prc_tsdigital_admit        (PrcTsdigital            *self,
                                              const PrcRequest        *request,
                                              PrcReply                *reply);

/* tsdigital-check.c */
void              prc_tsdigital_blame        (GPtrArray               *faulty,
                                              const char              *field,
                                              const char              *message);
void              prc_tsdigital_check        (PrcTsdigital            *self,
                                              JsonObject              *root,
                                              GPtrArray               *faulty);
JsonObject       *prc_tsdigital_part         (JsonObject              *root,
                                              const char              *path);

/* tsdigital-create.c */
void              prc_tsdigital_create       (PrcTsdigital            *self,
                                              const PrcRequest        *request,
                                              PrcReply                *reply);

/* tsdigital-read.c */
void              prc_tsdigital_read         (PrcTsdigital            *self,
                                              const char              *id,
                                              const PrcRequest        *request,
                                              PrcReply                *reply);

/* tsdigital-portal.c */
void              prc_tsdigital_portal       (PrcTsdigital            *self,
                                              const PrcRequest        *request,
                                              PrcReply                *reply);

/* tsdigital-store.c */
gboolean          prc_tsdigital_store_open   (PrcTsdigital            *self,
                                              GError                 **error);
PrcTsdigitalKey  *prc_tsdigital_find_key     (PrcTsdigital            *self,
                                              const char              *id);
gboolean          prc_tsdigital_save_key     (PrcTsdigital            *self,
                                              const PrcTsdigitalKey   *key);
void              prc_tsdigital_key_free     (PrcTsdigitalKey         *self);
PrcTsdigitalItem *prc_tsdigital_find_item    (PrcTsdigital            *self,
                                              const char              *region,
                                              const char              *tax_id,
                                              const char              *vat);
gboolean          prc_tsdigital_insert       (PrcTsdigital            *self,
                                              const PrcTsdigitalItem  *item,
                                              const char              *origin);
GPtrArray        *prc_tsdigital_list         (PrcTsdigital            *self,
                                              gboolean                 visible);
void              prc_tsdigital_item_free    (PrcTsdigitalItem        *self);
guint             prc_tsdigital_seen         (PrcTsdigital            *self,
                                              const char              *request_id);

/* tsdigital-control.c */
gboolean          prc_tsdigital_control      (PrcTsdigital            *self,
                                              const PrcRequest        *request,
                                              PrcReply                *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PrcTsdigitalItem, prc_tsdigital_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PrcTsdigitalKey, prc_tsdigital_key_free)

G_END_DECLS
