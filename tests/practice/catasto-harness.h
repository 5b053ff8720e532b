/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents, calls and answers of the tests of the register of heating plants. */
#pragma once

#include "practice-harness.h"

G_BEGIN_DECLS

#define CAT_TYPE "Content-Type: application/xml; charset=utf-8\r\n"

Practice *cat_start   (const char *argument,
                       const char *value);
char     *cat_code    (void);
char     *cat_read    (const char *name,
                       const char *code);
char     *cat_edit    (char       *document,
                       const char *find,
                       const char *replacement);
Answer   *cat_post    (Practice   *practice,
                       const char *document,
                       const char *id,
                       const char *headers);
char     *cat_send    (Practice   *practice,
                       const char *name,
                       const char *code);
Answer   *cat_get     (Practice   *practice,
                       const char *path);
char     *cat_tag     (Answer     *answer,
                       const char *name);
gboolean  cat_says    (Answer     *answer,
                       const char *code);

#define cat_assert(answer, wanted_status, wanted_code) \
  G_STMT_START \
  { \
    g_autofree char *said = cat_tag ((answer), "codice"); \
    if ((answer)->status != (wanted_status) || g_strcmp0 (said, (wanted_code)) != 0) \
      g_error ("%u %s wanted: %u %s", (guint) (wanted_status), (wanted_code), (answer)->status, \
               (answer)->body->str); \
  } \
  G_STMT_END

G_END_DECLS
