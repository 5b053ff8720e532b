/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 sums of much data, by libgcrypt: a quarter of the time that GLib's take. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SPT_SHA256_SIZE 32

typedef struct gcry_md_handle SptSha256;

SptSha256 *spt_sha256_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       spt_sha256_free       (SptSha256  *self);
void       spt_sha256_update     (SptSha256  *self,
                                  const void *data,
                                  gsize       length);
void       spt_sha256_get_digest (SptSha256  *self,
                                  guint8      digest[SPT_SHA256_SIZE]);
char      *spt_sha256_dup_hex    (SptSha256  *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptSha256, spt_sha256_free)

G_END_DECLS
