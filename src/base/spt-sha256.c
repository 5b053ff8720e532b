/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 (FIPS 180-4). Bodies are summed twice and imported files once: with the instructions that
 * most processors have that takes a fifth of the time that GChecksum needs. */
#define G_LOG_DOMAIN "spt-sha256"

#include "config.h"

#include "base/spt-sha256.h"

#include <string.h>

#if defined (__x86_64__)
#define HAS_X86 1
#include <cpuid.h>
#include <immintrin.h>
#endif

#define BLOCK 64

typedef void (*BlocksFunc) (guint32       state[8],
                            const guint8 *data,
                            gsize         n_blocks);

static const guint32 constants[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

static gboolean is_portable;

/* --- for every processor --------------------------------------------------------------------- */

static inline guint32
turn (guint32 word,
      guint   bits)
{
  return word >> bits | word << (32 - bits);
}

static void
add_blocks (guint32       state[8],
            const guint8 *data,
            gsize         n_blocks)
{
  guint32 w[64];

  for (; n_blocks > 0; n_blocks--, data += BLOCK)
    {
      guint32 s[8];

      memcpy (s, state, sizeof s);
      for (guint i = 0; i < 64; i++)
        {
          guint32 first;
          guint32 second;

          if (i < 16)
            {
              memcpy (&w[i], data + 4 * i, sizeof w[i]);
              w[i] = GUINT32_FROM_BE (w[i]);
            }
          else
            {
              w[i] = w[i - 16] + w[i - 7] +
                     (turn (w[i - 15], 7) ^ turn (w[i - 15], 18) ^ w[i - 15] >> 3) +
                     (turn (w[i - 2], 17) ^ turn (w[i - 2], 19) ^ w[i - 2] >> 10);
            }
          first = s[7] + (turn (s[4], 6) ^ turn (s[4], 11) ^ turn (s[4], 25)) +
                  ((s[4] & s[5]) ^ (~s[4] & s[6])) + constants[i] + w[i];
          second = (turn (s[0], 2) ^ turn (s[0], 13) ^ turn (s[0], 22)) +
                   ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
          memmove (s + 1, s, 7 * sizeof s[0]);
          s[4] += first;
          s[0] = first + second;
        }
      for (guint i = 0; i < 8; i++)
        state[i] += s[i];
    }
}

/* --- for x86-64 with the SHA extensions ------------------------------------------------------ */

#ifdef HAS_X86

/* Two registers hold the state as the instructions want it: a b e f, and c d g h. */
__attribute__ ((target ("sha,sse4.1,ssse3")))
static void
add_blocks_x86 (guint32       state[8],
                const guint8 *data,
                gsize         n_blocks)
{
  const __m128i swap = _mm_set_epi64x (0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i dcba = _mm_shuffle_epi32 (_mm_loadu_si128 ((const __m128i *) (gconstpointer) state), 0xb1);
  __m128i hgfe = _mm_shuffle_epi32 (_mm_loadu_si128 ((const __m128i *) (gconstpointer) (state + 4)),
                                    0x1b);
  __m128i abef = _mm_alignr_epi8 (dcba, hgfe, 8);
  __m128i cdgh = _mm_blend_epi16 (hgfe, dcba, 0xf0);

  for (; n_blocks > 0; n_blocks--, data += BLOCK)
    {
      const __m128i abef_before = abef;
      const __m128i cdgh_before = cdgh;
      __m128i w[4];

      /* Four rounds at a time. */
#pragma GCC unroll 16
      for (guint i = 0; i < 16; i++)
        {
          __m128i sum;

          if (i < 4)
            {
              w[i] = _mm_shuffle_epi8 (_mm_loadu_si128 ((const __m128i *) (gconstpointer)
                                                        (data + 16 * i)), swap);
            }
          else
            {
              sum = _mm_add_epi32 (_mm_sha256msg1_epu32 (w[i & 3], w[(i + 1) & 3]),
                                   _mm_alignr_epi8 (w[(i + 3) & 3], w[(i + 2) & 3], 4));
              w[i & 3] = _mm_sha256msg2_epu32 (sum, w[(i + 3) & 3]);
            }
          sum = _mm_add_epi32 (w[i & 3], _mm_loadu_si128 ((const __m128i *) (gconstpointer)
                                                          (constants + 4 * i)));
          cdgh = _mm_sha256rnds2_epu32 (cdgh, abef, sum);
          abef = _mm_sha256rnds2_epu32 (abef, cdgh, _mm_shuffle_epi32 (sum, 0x0e));
        }
      abef = _mm_add_epi32 (abef, abef_before);
      cdgh = _mm_add_epi32 (cdgh, cdgh_before);
    }

  dcba = _mm_shuffle_epi32 (abef, 0x1b);
  hgfe = _mm_shuffle_epi32 (cdgh, 0xb1);
  _mm_storeu_si128 ((__m128i *) (gpointer) state, _mm_blend_epi16 (dcba, hgfe, 0xf0));
  _mm_storeu_si128 ((__m128i *) (gpointer) (state + 4), _mm_alignr_epi8 (hgfe, dcba, 8));
}

static gboolean
has_instructions (void)
{
  guint a;
  guint b;
  guint c;
  guint d;

  if (!__get_cpuid (1, &a, &b, &c, &d) || (c & bit_SSSE3) == 0 || (c & bit_SSE4_1) == 0)
    return FALSE;

  return __get_cpuid_count (7, 0, &a, &b, &c, &d) && (b & bit_SHA) != 0;
}

#endif

static BlocksFunc
get_blocks_func (void)
{
#ifdef HAS_X86
  static gsize found;

  if (g_once_init_enter (&found))
    g_once_init_leave (&found, has_instructions () ? 2 : 1);
  if (found == 2 && !is_portable)
    return add_blocks_x86;
#endif

  return add_blocks;
}

/**
 * spt_sha256_set_portable:
 * @portable: whether
 *
 * Makes all sums with the code that runs everywhere, so that a test sees both. Not while others sum.
 *
 * Returns: what it was before
 */
gboolean
spt_sha256_set_portable (gboolean portable)
{
  gboolean before = is_portable;

  is_portable = portable;

  return before;
}

/**
 * spt_sha256_init:
 * @self: (out caller-allocates): a sum
 *
 * Begins a sum.
 */
void
spt_sha256_init (SptSha256 *self)
{
  *self = (SptSha256) {
    .state = {
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    },
  };
}

/**
 * spt_sha256_update:
 * @self: a sum
 * @data: (array length=length) (nullable): bytes
 * @length: how many
 *
 * Takes more data into the sum.
 */
void
spt_sha256_update (SptSha256  *self,
                   const void *data,
                   gsize       length)
{
  BlocksFunc add = get_blocks_func ();
  const guint8 *bytes = data;
  gsize used = self->length % BLOCK;
  gsize n;

  if (length == 0)
    return;

  self->length += length;
  if (used > 0)
    {
      n = MIN (length, BLOCK - used);
      memcpy (self->block + used, bytes, n);
      bytes += n;
      length -= n;
      if (used + n < BLOCK)
        return;
      add (self->state, self->block, 1);
    }
  n = length / BLOCK;
  if (n > 0)
    add (self->state, bytes, n);
  if (length % BLOCK > 0)
    memcpy (self->block, bytes + n * BLOCK, length % BLOCK);
}

/**
 * spt_sha256_finish:
 * @self: a sum; it is spent
 * @digest: (out): 32 bytes
 *
 * Ends a sum.
 */
void
spt_sha256_finish (SptSha256 *self,
                   guint8     digest[SPT_SHA256_SIZE])
{
  static const guint8 padding[BLOCK] = { 0x80 };
  guint64 bits = GUINT64_TO_BE (self->length * 8);
  gsize used = self->length % BLOCK;

  spt_sha256_update (self, padding, (used < BLOCK - 8 ? BLOCK - 8 : 2 * BLOCK - 8) - used);
  spt_sha256_update (self, &bits, sizeof bits);
  for (guint i = 0; i < 8; i++)
    {
      guint32 word = GUINT32_TO_BE (self->state[i]);

      memcpy (digest + 4 * i, &word, sizeof word);
    }
}

/**
 * spt_sha256_finish_hex:
 * @self: a sum; it is spent
 *
 * Ends a sum.
 *
 * Returns: (transfer full): 64 lower-case hexadecimal digits
 */
char *
spt_sha256_finish_hex (SptSha256 *self)
{
  static const char hex[] = "0123456789abcdef";
  guint8 digest[SPT_SHA256_SIZE];
  char *text = g_malloc (2 * SPT_SHA256_SIZE + 1);

  spt_sha256_finish (self, digest);
  for (guint i = 0; i < SPT_SHA256_SIZE; i++)
    {
      text[2 * i] = hex[digest[i] >> 4];
      text[2 * i + 1] = hex[digest[i] & 15];
    }
  text[2 * SPT_SHA256_SIZE] = '\0';

  return text;
}
