/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 sums of much data, by libgcrypt. */
#define G_LOG_DOMAIN "spt-sha256"

#include "config.h"

#include "base/spt-sha256.h"

#include <gcrypt.h>
#include <string.h>

/* Of locked memory: libsecret, which finds the library set up, keeps the keys of its session there. */
#define LOCKED_BYTES 32768

/* Before main(): libsecret sets the library up too, on whatever thread comes first, unless that is
 * done. */
__attribute__ ((constructor)) static void
set_up (void)
{
  if (gcry_control (GCRYCTL_INITIALIZATION_FINISHED_P))
    return;

  gcry_check_version (NULL);
  gcry_control (GCRYCTL_SUSPEND_SECMEM_WARN);
  gcry_control (GCRYCTL_INIT_SECMEM, LOCKED_BYTES, 0);
  gcry_control (GCRYCTL_RESUME_SECMEM_WARN);
  gcry_control (GCRYCTL_INITIALIZATION_FINISHED, 0);
}

/**
 * spt_sha256_new:
 *
 * Begins a sum.
 *
 * Returns: (transfer full): the sum of nothing
 */
SptSha256 *
spt_sha256_new (void)
{
  gcry_md_hd_t self;
  gcry_error_t code = gcry_md_open (&self, GCRY_MD_SHA256, 0);

  /* As with GLib, there is nothing to go on with where there is no memory. */
  if (code != 0)
    g_error ("No SHA-256: %s", gcry_strerror (code));

  return self;
}

/**
 * spt_sha256_free:
 * @self: (transfer full) (nullable): a sum
 *
 * Frees it.
 */
void
spt_sha256_free (SptSha256 *self)
{
  gcry_md_close (self);
}

/**
 * spt_sha256_update:
 * @self: a sum that was not asked for yet
 * @data: (array length=length) (nullable): what comes next
 * @length: bytes
 *
 * Takes more data.
 */
void
spt_sha256_update (SptSha256  *self,
                   const void *data,
                   gsize       length)
{
  g_return_if_fail (data != NULL || length == 0);

  if (length > 0)
    gcry_md_write (self, data, length);
}

/**
 * spt_sha256_get_digest:
 * @self: a sum
 * @digest: (out caller-allocates): its bytes
 *
 * Ends the sum; no more data may come.
 */
void
spt_sha256_get_digest (SptSha256 *self,
                       guint8     digest[SPT_SHA256_SIZE])
{
  memcpy (digest, gcry_md_read (self, GCRY_MD_SHA256), SPT_SHA256_SIZE);
}

/**
 * spt_sha256_dup_hex:
 * @self: a sum
 *
 * Ends the sum; no more data may come.
 *
 * Returns: (transfer full): 64 lower-case hexadecimal digits
 */
char *
spt_sha256_dup_hex (SptSha256 *self)
{
  static const char digits[] = "0123456789abcdef";
  guint8 digest[SPT_SHA256_SIZE];
  char *hex = g_malloc (2 * SPT_SHA256_SIZE + 1);

  spt_sha256_get_digest (self, digest);
  for (gsize i = 0; i < SPT_SHA256_SIZE; i++)
    {
      hex[2 * i] = digits[digest[i] >> 4];
      hex[2 * i + 1] = digits[digest[i] & 0xf];
    }
  hex[2 * SPT_SHA256_SIZE] = '\0';

  return hex;
}
