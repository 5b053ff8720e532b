/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside base: the tokenizer's parts, and what the JSON guard needs beyond its public calls. */
#pragma once

#include "base/spt-json.h"

G_BEGIN_DECLS

#define SPT_JSON_CHUNK (128 * 1024)

/* Zero bytes kept behind what was read: every loop ends at a NUL, which JSON has nowhere, so no
 * loop compares with the end of the buffer byte by byte. As wide as the longest look-ahead (an
 * escaped surrogate pair). */
#define SPT_JSON_PADDING 16

typedef enum
{
  SPT_JSON_STATE_VALUE,        /* a value must follow */
  SPT_JSON_STATE_VALUE_OR_END, /* after [ */
  SPT_JSON_STATE_KEY,          /* after a comma in an object */
  SPT_JSON_STATE_KEY_OR_END,   /* after { */
  SPT_JSON_STATE_COLON,
  SPT_JSON_STATE_COMMA_OR_END,
  SPT_JSON_STATE_DONE          /* the root value is complete */
} SptJsonState;

struct _SptJsonTokenizer
{
  GInputStream    *stream;    /* (owned) */
  GError          *failure;   /* (owned) (nullable) given again by every later call */

  guchar          *buffer;    /* (owned) capacity + SPT_JSON_PADDING bytes */
  gsize            capacity;
  gsize            pos;
  gsize            end;
  goffset          base;      /* where in the stream buffer[0] was */
  gsize            max_bytes;
  gsize            max_token;
  gboolean         is_eof;

  gsize            held_pos;  /* where a byte was replaced by the NUL that ends a number */
  guchar           held_byte;
  gboolean         is_held;

  SptJsonState     state;
  guint            depth;
  guint64          objects;   /* one bit a level: set where the open container is an object */

  SptJsonTokenType type;
  const char      *text;
  gsize            text_length;

  guint            line;
  goffset          line_start; /* offset of the line's first byte */
  goffset          line_extra; /* continuation bytes seen in the line: they are no columns */
  guint            token_line;
  guint            token_column;
};

/* The column of buffer[pos], in characters. */
guint    spt_json_scanner_column          (SptJsonTokenizer  *self,
                                           gsize              pos);
/* Takes @failure (transfer full) as the answer of this and every later call. Always FALSE. */
gboolean spt_json_scanner_fail_with       (SptJsonTokenizer  *self,
                                           GError            *failure,
                                           GError           **error);
/* The same with a message that names the place of buffer[pos]. */
gboolean spt_json_scanner_fail            (SptJsonTokenizer  *self,
                                           SptJsonError       code,
                                           gsize              pos,
                                           GError           **error,
                                           const char        *format,
                                           ...) G_GNUC_PRINTF (5, 6);
/* The same for a byte where something else is @expected. */
gboolean spt_json_scanner_fail_unexpected (SptJsonTokenizer  *self,
                                           gsize              pos,
                                           const char        *expected,
                                           GError           **error);
/* Reads more; what stands from *keep on moves to the front of the buffer. */
gboolean spt_json_scanner_fill            (SptJsonTokenizer  *self,
                                           gsize             *keep,
                                           GCancellable      *cancellable,
                                           GError           **error);
gboolean spt_json_scanner_look_ahead      (SptJsonTokenizer  *self,
                                           gsize             *keep,
                                           gsize              n,
                                           GCancellable      *cancellable,
                                           GError           **error);
/* Each sets text, and leaves pos behind what it read. */
gboolean spt_json_scanner_read_string     (SptJsonTokenizer  *self,
                                           GCancellable      *cancellable,
                                           GError           **error);
gboolean spt_json_scanner_read_number     (SptJsonTokenizer  *self,
                                           GCancellable      *cancellable,
                                           GError           **error);
gboolean spt_json_scanner_read_word       (SptJsonTokenizer  *self,
                                           const char        *word,
                                           GCancellable      *cancellable,
                                           GError           **error);

/* Replaces the bound of 1 MiB on one token, for a document that is in memory as a whole anyway. */
void     spt_json_tokenizer_set_max_token (SptJsonTokenizer *self,
                                           gsize             max_token);
/* An error at the token just given: "line 3, column 5: " and @message. Everything is refused from
 * here on. */
GError  *spt_json_tokenizer_fail_token    (SptJsonTokenizer *self,
                                           SptJsonError      code,
                                           const char       *message) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
