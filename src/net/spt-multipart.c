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
 * spt_multipart_dup_head:
 * @boundary: 1 to 70 letters, digits and ordinary punctuation
 * @field: the part's name ("file" for GPD)
 * @file_name: the file name said in the part
 * @content_type: of the part
 *
 * Makes what stands before the file in a multipart/form-data body with one file part (GPD facts 3).
 * Its length follows from the lengths of the arguments.
 *
 * Returns: (transfer full): the text
 */
char *
spt_multipart_dup_head (const char *boundary,
                        const char *field,
                        const char *file_name,
                        const char *content_type)
{
  GString *out;

  g_return_val_if_fail (boundary != NULL && boundary_is_valid (boundary), NULL);
  g_return_val_if_fail (field != NULL, NULL);
  g_return_val_if_fail (file_name != NULL, NULL);
  g_return_val_if_fail (content_type != NULL && strpbrk (content_type, "\r\n") == NULL, NULL);

  out = g_string_new (NULL);
  g_string_append_printf (out, "--%s\r\nContent-Disposition: form-data; name=", boundary);
  append_quoted (out, field);
  g_string_append (out, "; filename=");
  append_quoted (out, file_name);
  g_string_append_printf (out, "\r\nContent-Type: %s\r\n\r\n", content_type);

  return g_string_free (out, FALSE);
}

/**
 * spt_multipart_dup_tail:
 * @boundary: as for the head
 *
 * Makes what stands behind the file.
 *
 * Returns: (transfer full): the text
 */
char *
spt_multipart_dup_tail (const char *boundary)
{
  g_return_val_if_fail (boundary != NULL && boundary_is_valid (boundary), NULL);

  return g_strdup_printf ("\r\n--%s--\r\n", boundary);
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
  g_autofree char *head = NULL;
  g_autofree char *tail = NULL;
  GByteArray *out;
  gconstpointer data;
  gsize size = 0;

  g_return_val_if_fail (content != NULL, NULL);

  head = spt_multipart_dup_head (boundary, field, file_name, content_type);
  g_return_val_if_fail (head != NULL, NULL);
  data = g_bytes_get_data (content, &size);
  if (size > 0 && memmem (data, size, boundary, strlen (boundary)) != NULL)
    return NULL;

  tail = spt_multipart_dup_tail (boundary);
  out = g_byte_array_sized_new ((guint) (size + strlen (head) + strlen (tail)));
  g_byte_array_append (out, (const guint8 *) head, (guint) strlen (head));
  if (size > 0)
    g_byte_array_append (out, data, (guint) size);
  g_byte_array_append (out, (const guint8 *) tail, (guint) strlen (tail));

  return g_byte_array_free_to_bytes (out);
}
