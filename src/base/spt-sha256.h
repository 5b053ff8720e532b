/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256, with the processor's own instructions where it has them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SPT_SHA256_SIZE 32

/* A sum under way; plain data, to be copied and dropped at will. */
typedef struct
{
  guint32 state[8];
  guint64 length;    /* bytes so far */
  guint8  block[64]; /* those that do not fill one yet */
} SptSha256;

void     spt_sha256_init         (SptSha256  *self);
void     spt_sha256_update       (SptSha256  *self,
                                  const void *data,
                                  gsize       length);
void     spt_sha256_finish       (SptSha256  *self,
                                  guint8      digest[SPT_SHA256_SIZE]);
char    *spt_sha256_finish_hex   (SptSha256  *self) G_GNUC_WARN_UNUSED_RESULT;

/* For tests: whether the portable code is used in any case. Gives what it was before. */
gboolean spt_sha256_set_portable (gboolean    portable);

G_END_DECLS
