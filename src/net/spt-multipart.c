/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A multipart/form-data body of one file part, the same bytes each time it is built. */
#define G_LOG_DOMAIN "spt-multipart"

#include "config.h"

#include "net/spt-http.h"

#include <string.h>

#define MAX_BOUNDARY 70 /* RFC 2046, 5.1.1 */

static gboolean
boundary_is_valid (const char *boundary)
{
  gsize length = strlen (boundary);

  if (length == 0 || length > MAX_BOUNDARY)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (boundary[i]) && strchr ("'()+_,-./:=?", boundary[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* Names are quoted as browsers do: the three characters that could end the quoted text are
 * percent-encoded. */
static void
append_quoted (GString    *out,
               const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append (out, "%22");
      else if (*p == '\r')
        g_string_append (out, "%0D");
      else if (*p == '\n')
        g_string_append (out, "%0A");
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/**
 * spt_multipart_build:
 * @boundary: 1 to 70 letters, digits and ordinary punctuation
 * @field: the part's name ("file" for GPD)
 * @file_name: the file name said in the part
 * @content_type: of the part
 * @content: the file
 *
 * Builds a multipart/form-data body with one file part (GPD facts 3).
 *
 * The content type of the whole request is the caller's: `multipart/form-data; boundary=…`.
 *
 * Returns: (transfer full) (nullable): the body, %NULL when @content itself holds the boundary
 */
GBytes *
spt_multipart_build (const char *boundary,
                     const char *field,
                     const char *file_name,
                     const char *content_type,
                     GBytes     *content)
{
  GString *out;
  gconstpointer data;
  gsize size = 0;
  gsize length;

  g_return_val_if_fail (boundary != NULL && boundary_is_valid (boundary), NULL);
  g_return_val_if_fail (field != NULL, NULL);
  g_return_val_if_fail (file_name != NULL, NULL);
  g_return_val_if_fail (content_type != NULL && strpbrk (content_type, "\r\n") == NULL, NULL);
  g_return_val_if_fail (content != NULL, NULL);

  data = g_bytes_get_data (content, &size);
  if (size > 0 && memmem (data, size, boundary, strlen (boundary)) != NULL)
    return NULL;

  out = g_string_sized_new (size + 512);
  g_string_append_printf (out, "--%s\r\nContent-Disposition: form-data; name=", boundary);
  append_quoted (out, field);
  g_string_append (out, "; filename=");
  append_quoted (out, file_name);
  g_string_append_printf (out, "\r\nContent-Type: %s\r\n\r\n", content_type);
  if (size > 0)
    g_string_append_len (out, data, (gssize) size);
  g_string_append_printf (out, "\r\n--%s--\r\n", boundary);

  length = out->len;
  return g_bytes_new_take (g_string_free (out, FALSE), length);
}
