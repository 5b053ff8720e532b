/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strict, bounded JSON: a guard before json-glib, typed getters with paths, a stream of array
 * elements, a writer. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SPT_JSON_ERROR (spt_json_error_quark ())

typedef enum
{
  SPT_JSON_ERROR_SYNTAX,
  SPT_JSON_ERROR_DEPTH,
  SPT_JSON_ERROR_SIZE,
  SPT_JSON_ERROR_ENCODING,
  SPT_JSON_ERROR_EMPTY,
  SPT_JSON_ERROR_TYPE,     /* a member has another type, or is missing */
  SPT_JSON_ERROR_DUPLICATE /* one key twice in one object */
} SptJsonError;

#define SPT_JSON_MAX_DEPTH 64
#define SPT_JSON_MAX_TREE  (1024 * 1024)

GQuark    spt_json_error_quark (void);

/* A whole tree, only for small documents: refuses more than @max_bytes (at most 64 MiB), depth over
 * 64, anything that JSON's grammar does not have, duplicate keys, invalid UTF-8, NUL bytes, numbers
 * beyond gint64. A BOM is skipped. Message: what is wrong, with line and column. */
JsonNode *spt_json_parse       (const char  *data,
                                gsize        length,
                                gsize        max_bytes,
                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/* Typed members: @path_prefix goes into the error ("/items/3"). The _opt forms give
 * NULL/-1/FALSE-with-no-error when the member is absent or null. Strings are borrowed from
 * @object. */
gboolean    spt_json_get_string     (JsonObject  *object,
                                     const char  *member,
                                     const char  *path_prefix,
                                     const char **out,
                                     GError     **error);
gboolean    spt_json_get_int        (JsonObject  *object,
                                     const char  *member,
                                     const char  *path_prefix,
                                     gint64      *out,
                                     GError     **error);
gboolean    spt_json_get_bool       (JsonObject  *object,
                                     const char  *member,
                                     const char  *path_prefix,
                                     gboolean    *out,
                                     GError     **error);
gboolean    spt_json_get_object     (JsonObject  *object,
                                     const char  *member,
                                     const char  *path_prefix,
                                     JsonObject **out,
                                     GError     **error);
gboolean    spt_json_get_array      (JsonObject  *object,
                                     const char  *member,
                                     const char  *path_prefix,
                                     JsonArray  **out,
                                     GError     **error);
const char *spt_json_opt_string     (JsonObject  *object,
                                     const char  *member);
gint64      spt_json_opt_int        (JsonObject  *object,
                                     const char  *member,
                                     gint64       fallback);

/**
 * SptJsonTokenType:
 *
 * What spt_json_tokenizer_next() can give.
 */
typedef enum
{
  SPT_JSON_TOKEN_END,
  SPT_JSON_TOKEN_OBJECT_START,
  SPT_JSON_TOKEN_OBJECT_END,
  SPT_JSON_TOKEN_ARRAY_START,
  SPT_JSON_TOKEN_ARRAY_END,
  SPT_JSON_TOKEN_KEY,    /* text: unescaped, NUL-terminated */
  SPT_JSON_TOKEN_STRING, /* text: unescaped; a \u0000 is an error */
  SPT_JSON_TOKEN_NUMBER, /* text: as written */
  SPT_JSON_TOKEN_TRUE,
  SPT_JSON_TOKEN_FALSE,
  SPT_JSON_TOKEN_NULL
} SptJsonTokenType;

/* A pull tokenizer over a stream with constant memory: strict grammar, depth limit, line and column
 * in errors. Duplicate keys are the caller's to notice. One token is bounded to 1 MiB. */
typedef struct _SptJsonTokenizer SptJsonTokenizer;

SptJsonTokenizer *spt_json_tokenizer_new        (GInputStream      *stream,
                                                 gsize              max_bytes) G_GNUC_WARN_UNUSED_RESULT;
void              spt_json_tokenizer_free       (SptJsonTokenizer  *self);
gboolean          spt_json_tokenizer_next       (SptJsonTokenizer  *self,
                                                 SptJsonTokenType  *type,
                                                 GCancellable      *cancellable,
                                                 GError           **error);
const char       *spt_json_tokenizer_get_text   (SptJsonTokenizer  *self,
                                                 gsize             *length);
guint             spt_json_tokenizer_get_depth  (SptJsonTokenizer  *self);
guint             spt_json_tokenizer_get_line   (SptJsonTokenizer  *self);
guint             spt_json_tokenizer_get_column (SptJsonTokenizer  *self);
/* Bytes consumed so far, for progress. */
goffset           spt_json_tokenizer_get_offset (SptJsonTokenizer  *self);
/* Skips the value that starts with the token just given (an object or array start), or nothing for
 * a scalar. */
gboolean          spt_json_tokenizer_skip       (SptJsonTokenizer  *self,
                                                 GCancellable      *cancellable,
                                                 GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptJsonTokenizer, spt_json_tokenizer_free)

/* Writing: compact JSON appended to a GString. Commas are put by themselves. */
typedef struct
{
  GString *out;
  guint    need_comma : 1;
} SptJsonWriter;

void spt_json_writer_init         (SptJsonWriter *self,
                                   GString       *out);
void spt_json_writer_begin_object (SptJsonWriter *self);
void spt_json_writer_end_object   (SptJsonWriter *self);
void spt_json_writer_begin_array  (SptJsonWriter *self);
void spt_json_writer_end_array    (SptJsonWriter *self);
void spt_json_writer_key          (SptJsonWriter *self,
                                   const char    *key);
/* A key, written once beforehand as spt_json_writer_key() does, and its text. */
void spt_json_writer_member       (SptJsonWriter *self,
                                   const char    *written_key,
                                   gsize          length,
                                   const char    *value);
/* NULL writes null. */
void spt_json_writer_string       (SptJsonWriter *self,
                                   const char    *value);
void spt_json_writer_int          (SptJsonWriter *self,
                                   gint64         value);
void spt_json_writer_bool         (SptJsonWriter *self,
                                   gboolean       value);
void spt_json_writer_null         (SptJsonWriter *self);
/* JSON text made elsewhere, taken as it is. */
void spt_json_writer_raw          (SptJsonWriter *self,
                                   const char    *json);
/* Key and string in one; left out altogether when @value is NULL. */
void spt_json_writer_opt_string   (SptJsonWriter *self,
                                   const char    *key,
                                   const char    *value);
/* Key and value in one; NULL, and the time 0, write null. */
void spt_json_writer_put_string   (SptJsonWriter *self,
                                   const char    *key,
                                   const char    *value);
void spt_json_writer_put_int      (SptJsonWriter *self,
                                   const char    *key,
                                   gint64         value);
void spt_json_writer_put_bool     (SptJsonWriter *self,
                                   const char    *key,
                                   gboolean       value);
/* @utc_ms: UTC milliseconds, written as ISO UTC. */
void spt_json_writer_put_time     (SptJsonWriter *self,
                                   const char    *key,
                                   gint64         utc_ms);

G_END_DECLS
