/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict pull reader for big JSON documents, and the arena its texts live in. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PRC_JSON_ERROR (prc_json_error_quark ())
GQuark prc_json_error_quark (void);

typedef enum
{
  PRC_JSON_ERROR_SYNTAX,    /* not JSON here */
  PRC_JSON_ERROR_MAPPING,   /* JSON, but not what the model wants */
} PrcJsonError;

typedef struct
{
  GPtrArray *blocks;
  char      *at;
  gsize      left;
} PrcArena;

typedef enum
{
  PRC_JSON_END,             /* end of the text */
  PRC_JSON_BAD,             /* a byte that starts nothing */
  PRC_JSON_OBJECT,
  PRC_JSON_ARRAY,
  PRC_JSON_CLOSE_OBJECT,
  PRC_JSON_CLOSE_ARRAY,
  PRC_JSON_COMMA,
  PRC_JSON_COLON,
  PRC_JSON_STRING,
  PRC_JSON_NUMBER,
  PRC_JSON_TRUE,
  PRC_JSON_FALSE,
  PRC_JSON_NULL,
} PrcJsonToken;

typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  PrcArena   *arena;
  GString    *text;         /* the last string or number read */
  gboolean    integral;     /* the last number had neither point nor exponent */
  GError     *error;        /* the first fault; everything fails after it */
  GString    *chain;        /* where the fault is, built while unwinding */
} PrcJson;

PrcArena     *prc_arena_new      (void);
void          prc_arena_free     (PrcArena     *self);
void          prc_arena_reset    (PrcArena     *self);
gpointer      prc_arena_alloc    (PrcArena     *self,
                                  gsize         size);
char         *prc_arena_text     (PrcArena     *self,
                                  const char   *text,
                                  gsize         length);

void          prc_json_init      (PrcJson      *self,
                                  const char   *data,
                                  gsize         length,
                                  PrcArena     *arena);
void          prc_json_clear     (PrcJson      *self);
PrcJsonToken  prc_json_peek      (PrcJson      *self);
gboolean      prc_json_take      (PrcJson      *self,
                                  PrcJsonToken  token);
gboolean      prc_json_string    (PrcJson      *self);
gboolean      prc_json_scalar    (PrcJson      *self,
                                  PrcJsonToken *token);
gboolean      prc_json_skip      (PrcJson      *self);
gboolean      prc_json_fail      (PrcJson      *self,
                                  PrcJsonError  code,
                                  const char   *format,
                                  ...) G_GNUC_PRINTF (3, 4);
void          prc_json_chain     (PrcJson      *self,
                                  const char   *name,
                                  gint64        index);
char         *prc_json_describe  (PrcJson      *self);

G_END_DECLS
