/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds one part in a multipart/form-data body, whatever the method. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef enum
{
  PRC_MULTIPART_GOOD,
  PRC_MULTIPART_WRONG_TYPE,   /* not multipart/form-data: 415 */
  PRC_MULTIPART_NO_PART,      /* no such part, or a body that is not well formed: 400 */
} PrcMultipartResult;

PrcMultipartResult prc_multipart_find (SoupMessageHeaders  *headers,
                                       GBytes              *body,
                                       const char          *name,
                                       char               **filename,
                                       const guint8       **data,
                                       gsize               *length);

G_END_DECLS
