/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Splits a body at its boundary; every length is checked against what really arrived. */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd-multipart.h"

#include <string.h>

static const char *
find (const char *from,
      const char *end,
      const char *needle,
      gsize       length)
{
  return from < end ? memmem (from, (gsize) (end - from), needle, length) : NULL;
}

/* The parameter list of `form-data; name="file"; filename="x.zip"`. */
static gboolean
read_disposition (const char  *headers,
                  gsize        length,
                  const char  *name,
                  char       **filename)
{
  g_autofree char *text = g_strndup (headers, length);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", 64);
  gboolean match = FALSE;
  guint i;

  for (i = 0; lines[i] != NULL && !match; i++)
    {
      const char *value = lines[i] + strlen ("Content-Disposition:");
      const char *params;
      GHashTable *table;

      if (g_ascii_strncasecmp (lines[i], "Content-Disposition:",
                               strlen ("Content-Disposition:")) != 0)
        continue;
      while (*value == ' ' || *value == '\t')
        value++;
      params = strchr (value, ';');
      if (g_ascii_strncasecmp (value, "form-data", strlen ("form-data")) != 0 || params == NULL)
        continue;
      table = soup_header_parse_semi_param_list (params + 1);
      match = g_strcmp0 (g_hash_table_lookup (table, "name"), name) == 0;
      if (match)
        *filename = g_strdup (g_hash_table_lookup (table, "filename"));
      soup_header_free_param_list (table);
    }
  return match;
}

/**
 * prc_multipart_find:
 * @headers: the request's headers
 * @body: the request's body
 * @name: the field wanted
 * @filename: (out) (transfer full) (nullable): its file name, %NULL if it has none
 * @data: (out): the part's bytes, inside @body
 * @length: (out): how many
 *
 * Finds the part called @name.
 *
 * Returns: whether it is there
 */
PrcMultipartResult
prc_multipart_find (SoupMessageHeaders  *headers,
                    GBytes              *body,
                    const char          *name,
                    char               **filename,
                    const guint8       **data,
                    gsize               *length)
{
  g_autoptr (GHashTable) params = NULL;
  const char *type = soup_message_headers_get_content_type (headers, &params);
  g_autofree char *mark = NULL;
  const char *boundary, *start, *end, *at;
  gsize size, mark_length;

  *filename = NULL;
  if (type == NULL || g_ascii_strcasecmp (type, "multipart/form-data") != 0)
    return PRC_MULTIPART_WRONG_TYPE;
  boundary = g_hash_table_lookup (params, "boundary");
  start = g_bytes_get_data (body, &size);
  if (boundary == NULL || *boundary == '\0' || size == 0)
    return PRC_MULTIPART_NO_PART;
  end = start + size;
  mark = g_strconcat ("\r\n--", boundary, NULL);
  mark_length = strlen (mark);

  /* The first boundary needs no line break before it. */
  if (size >= mark_length - 2 && memcmp (start, mark + 2, mark_length - 2) == 0)
    at = start + mark_length - 2;
  else if ((at = find (start, end, mark, mark_length)) != NULL)
    at += mark_length;
  while (at != NULL && end - at >= 2 && memcmp (at, "\r\n", 2) == 0)
    {
      const char *blank = find (at, end, "\r\n\r\n", 4);
      const char *next = blank != NULL ? find (blank + 2, end, mark, mark_length) : NULL;

      if (next == NULL)
        return PRC_MULTIPART_NO_PART;
      if (blank - at <= 16 * 1024 &&
          read_disposition (at + 2, blank > at + 2 ? (gsize) (blank - at - 2) : 0, name, filename))
        {
          *data = (const guint8 *) blank + 4;
          *length = next > blank + 4 ? (gsize) (next - blank - 4) : 0;
          return *filename != NULL ? PRC_MULTIPART_GOOD : PRC_MULTIPART_NO_PART;
        }
      at = next + mark_length;
    }
  return PRC_MULTIPART_NO_PART;
}
