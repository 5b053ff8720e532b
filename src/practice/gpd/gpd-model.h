/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bulk data model (GPD facts 6): structs, reading with the service's coercions, writing. */
#pragma once

#include "gpd-dates.h"
#include "../prc-json.h"

G_BEGIN_DECLS

#define PRC_NO_NUMBER G_MININT64
#define PRC_NO_BOOL   (-1)

typedef struct
{
  guint     length;
  guint     room;
  gpointer *items;
  gboolean  null;           /* an explicit null was given */
  gboolean  hole;           /* one of the elements was null */
} PrcList;

typedef struct
{
  char *key;
  char *value;
} PrcMeta;

typedef struct
{
  char *hash_document;
  char *stamp_type;
  char *province;
} PrcStamp;

typedef struct
{
  char     *id_transfer;
  gint64    amount;
  char     *organization;
  char     *company_name;
  char     *remittance;
  char     *category;
  char     *iban;
  char     *postal_iban;
  PrcStamp *stamp;
  PrcList   metadata;
} PrcTransfer;

typedef struct
{
  char    *nav;
  char    *iuv;
  gint64   amount;
  char    *description;
  gint64   partial;
  gint64   due_date;
  gint64   retention_date;
  gint64   fee;
  PrcList  transfers;
  PrcList  metadata;
} PrcOption;

typedef struct
{
  char    *iupd;
  gint64   type;            /* 'F', 'G' or 0 */
  gint64   pay_stand_in;
  char    *fiscal_code;
  char    *full_name;
  char    *street_name;
  char    *civic_number;
  char    *postal_code;
  char    *city;
  char    *province;
  char    *region;
  char    *country;
  char    *email;
  char    *phone;
  gint64   switch_to_expired;
  char    *company_name;
  char    *office_name;
  gint64   validity_date;
  PrcList  options;
} PrcPosition;

typedef struct
{
  /* Called when the list begins, and again if its key comes twice: the last one counts. */
  void (*begin)    (gpointer     data);
  void (*position) (PrcPosition *position,
                    gpointer     data);
  void (*iupd)     (const char  *iupd,
                    gpointer     data);
} PrcDocumentFuncs;

typedef enum
{
  PRC_DOCUMENT_GOOD,
  PRC_DOCUMENT_BAD_JSON,    /* 400 INVALID JSON */
  PRC_DOCUMENT_BAD_ROOT,    /* 500 INTERNAL SERVER ERROR */
  PRC_DOCUMENT_NO_LIST,     /* the list is missing or null */
} PrcDocumentResult;

PrcDocumentResult prc_document_read  (const char             *data,
                                      gsize                   length,
                                      gboolean                deletion,
                                      const PrcDocumentFuncs *funcs,
                                      gpointer                user_data,
                                      char                  **detail);
PrcPosition      *prc_position_parse (PrcJson                *json);
PrcPosition      *prc_position_read  (const char             *data,
                                      gsize                   length,
                                      PrcArena               *arena);
void              prc_position_write (const PrcPosition      *position,
                                      gboolean                indented,
                                      GString                *out);

G_END_DECLS
