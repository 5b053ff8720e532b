/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tree, tokenizer and writer over the same bytes: they agree, and what the writer makes of a tree
 * reads back. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "base/spt-json.h"

/* Gives few bytes at a time, so that every token meets the end of a buffer somewhere. */
static gboolean
tokenize (const uint8_t *data,
          size_t         size,
          GString       *out)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new ();
  g_autoptr (SptJsonTokenizer) tokenizer = NULL;
  SptJsonTokenType type;
  SptJsonWriter writer;
  size_t i;

  for (i = 0; i < size; i += 7)
    g_memory_input_stream_add_data (G_MEMORY_INPUT_STREAM (stream),
                                    g_memdup2 (data + i, MIN (7, size - i)),
                                    (gssize) MIN (7, size - i), g_free);

  tokenizer = spt_json_tokenizer_new (stream, G_MAXSIZE);
  spt_json_writer_init (&writer, out);
  for (;;)
    {
      const char *text;
      gsize length;

      if (!spt_json_tokenizer_next (tokenizer, &type, NULL, NULL))
        {
          FUZZ_ASSERT (!spt_json_tokenizer_next (tokenizer, &type, NULL, NULL));
          return FALSE;
        }
      FUZZ_ASSERT (spt_json_tokenizer_get_depth (tokenizer) <= SPT_JSON_MAX_DEPTH);
      FUZZ_ASSERT (spt_json_tokenizer_get_column (tokenizer) >= 1);

      text = spt_json_tokenizer_get_text (tokenizer, &length);
      FUZZ_ASSERT (text == NULL || strlen (text) == length);
      FUZZ_ASSERT (text == NULL || g_utf8_validate (text, -1, NULL));

      switch (type)
        {
        case SPT_JSON_TOKEN_END:
          return TRUE;

        case SPT_JSON_TOKEN_OBJECT_START:
          spt_json_writer_begin_object (&writer);
          break;

        case SPT_JSON_TOKEN_OBJECT_END:
          spt_json_writer_end_object (&writer);
          break;

        case SPT_JSON_TOKEN_ARRAY_START:
          spt_json_writer_begin_array (&writer);
          break;

        case SPT_JSON_TOKEN_ARRAY_END:
          spt_json_writer_end_array (&writer);
          break;

        case SPT_JSON_TOKEN_KEY:
          spt_json_writer_key (&writer, text);
          break;

        case SPT_JSON_TOKEN_STRING:
          spt_json_writer_string (&writer, text);
          break;

        case SPT_JSON_TOKEN_NUMBER:
          spt_json_writer_int (&writer, g_ascii_strtoll (text, NULL, 10));
          break;

        case SPT_JSON_TOKEN_TRUE:
        case SPT_JSON_TOKEN_FALSE:
          spt_json_writer_bool (&writer, type == SPT_JSON_TOKEN_TRUE);
          break;

        case SPT_JSON_TOKEN_NULL:
          spt_json_writer_null (&writer);
          break;

        default:
          FUZZ_ASSERT (FALSE);
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autoptr (JsonNode) tree = spt_json_parse ((const char *) data, size, G_MAXSIZE, &error);
  gboolean is_json = tokenize (data, size, first);

  FUZZ_ASSERT ((tree == NULL) == (error != NULL));
  FUZZ_ASSERT (tree == NULL || is_json);
  if (is_json)
    {
      FUZZ_ASSERT (tokenize ((const uint8_t *) first->str, first->len, second));
      FUZZ_ASSERT (strcmp (first->str, second->str) == 0);
      /* What the tree refuses and the tokenizer takes. */
      FUZZ_ASSERT (tree != NULL ||
                   g_error_matches (error, SPT_JSON_ERROR, SPT_JSON_ERROR_DUPLICATE) ||
                   g_error_matches (error, SPT_JSON_ERROR, SPT_JSON_ERROR_SIZE));
    }

  return 0;
}
