/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identifiers seen in one checking session: an open-addressed table of hashes, for 100,000
 * positions and more. */

#define G_LOG_DOMAIN "spt-gpd-rules-seen"

#include "config.h"

#include "services/gpd/spt-gpd-rules.h"

#include <string.h>

#define FIRST_CAPACITY 1024

struct _SptGpdSeen
{
  guint64 *hashes;   /* (owned) capacity of them, a power of two; 0 = free */
  guint   *rows;     /* (owned) one for each; apart, so that nothing is lost to alignment */
  gsize    capacity;
  gsize    n;
  guint64  seed;     /* so that nobody can make texts that meet */
};

/**
 * spt_gpd_seen_new:
 *
 * Makes the memory of one checking session: what was seen across its records.
 *
 * Returns: (transfer full): the memory
 */
SptGpdSeen *
spt_gpd_seen_new (void)
{
  SptGpdSeen *self = g_new0 (SptGpdSeen, 1);

  self->capacity = FIRST_CAPACITY;
  self->hashes = g_new0 (guint64, self->capacity);
  self->rows = g_new0 (guint, self->capacity);
  self->seed = ((guint64) g_random_int () << 32) | g_random_int ();

  return self;
}

/**
 * spt_gpd_seen_free:
 * @self: a seen
 *
 * Frees it.
 */
void
spt_gpd_seen_free (SptGpdSeen *self)
{
  if (self == NULL)
    return;

  g_free (self->hashes);
  g_free (self->rows);
  g_free (self);
}

/**
 * spt_gpd_seen_reset:
 * @self: a seen
 *
 * Forgets all, for the next session.
 */
void
spt_gpd_seen_reset (SptGpdSeen *self)
{
  if (self->capacity > FIRST_CAPACITY)
    {
      g_free (self->hashes);
      g_free (self->rows);
      self->capacity = FIRST_CAPACITY;
      self->hashes = g_new0 (guint64, self->capacity);
      self->rows = g_new0 (guint, self->capacity);
    }
  else
    {
      memset (self->hashes, 0, self->capacity * sizeof (guint64));
    }
  self->n = 0;
}

static inline guint64
mix (guint64 x)
{
  x ^= x >> 32;
  x *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  x ^= x >> 32;
  x *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  x ^= x >> 32;

  return x;
}

/* 64 bits, mixed every eight bytes. Among 300,000 identifiers two different ones meet once in
 * some hundred million files. */
static guint64
hash_text (guint64     seed,
           char        kind,
           const char *text)
{
  gsize length = strlen (text);
  guint64 hash = mix (seed ^ (guint64) (guchar) kind ^ ((guint64) length << 8));

  while (length > 0)
    {
      guint64 word = 0;
      gsize n = MIN (length, sizeof word);

      memcpy (&word, text, n);
      hash = mix (hash ^ word) + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      text += n;
      length -= n;
    }

  return hash != 0 ? hash : 1;
}

static gsize
find_slot (const guint64 *hashes,
           gsize          capacity,
           guint64        hash)
{
  gsize i = hash & (capacity - 1);

  while (hashes[i] != 0 && hashes[i] != hash)
    i = (i + 1) & (capacity - 1);

  return i;
}

static void
grow (SptGpdSeen *self,
      gsize       capacity)
{
  guint64 *hashes = g_new0 (guint64, capacity);
  guint *rows = g_new (guint, capacity);

  for (gsize i = 0; i < self->capacity; i++)
    {
      if (self->hashes[i] != 0)
        {
          gsize slot = find_slot (hashes, capacity, self->hashes[i]);

          hashes[slot] = self->hashes[i];
          rows[slot] = self->rows[i];
        }
    }
  g_free (self->hashes);
  g_free (self->rows);
  self->hashes = hashes;
  self->rows = rows;
  self->capacity = capacity;
}

/**
 * spt_gpd_seen_reserve:
 * @self: a seen
 * @n: how many
 *
 * Makes room for many identifiers at one go.
 */
void
spt_gpd_seen_reserve (SptGpdSeen *self,
                      gsize       n)
{
  gsize capacity = self->capacity;

  while (n > capacity / 8 * 7)
    capacity *= 2;
  if (capacity > self->capacity)
    grow (self, capacity);
}

/**
 * spt_gpd_seen_add:
 * @self: a seen
 * @kind: of which kind it is
 * @text: the identifier
 * @row: where it stands
 *
 * Remembers an identifier.
 *
 * Returns: the row where it was seen first; 0 when this is the first time
 */
guint
spt_gpd_seen_add (SptGpdSeen *self,
                  char        kind,
                  const char *text,
                  guint       row)
{
  guint64 hash = hash_text (self->seed, kind, text);
  gsize slot = find_slot (self->hashes, self->capacity, hash);

  if (self->hashes[slot] != 0)
    return self->rows[slot];

  self->hashes[slot] = hash;
  self->rows[slot] = MAX (row, 1);
  self->n++;
  if (self->n > self->capacity / 8 * 7)
    grow (self, self->capacity * 2);

  return 0;
}

/**
 * spt_gpd_seen_find:
 * @self: a seen
 * @kind: of which kind it is
 * @text: the identifier
 *
 * Looks for an identifier without remembering it.
 *
 * Returns: the row where it was seen first; 0 when it was not
 */
guint
spt_gpd_seen_find (SptGpdSeen *self,
                   char        kind,
                   const char *text)
{
  gsize slot = find_slot (self->hashes, self->capacity, hash_text (self->seed, kind, text));

  return self->hashes[slot] != 0 ? self->rows[slot] : 0;
}
