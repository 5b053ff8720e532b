/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identifiers seen in one checking session: an open-addressed table of hashes, for 100,000
 * positions and more. */

#define G_LOG_DOMAIN "spt-gpd-rules-seen"

#include "config.h"

#include "services/gpd/spt-gpd-rules.h"

#include <string.h>

#define FIRST_CAPACITY 1024

typedef struct
{
  guint64 hash; /* 0 = free */
  guint   row;
} Slot;

struct _SptGpdSeen
{
  Slot    *slots;    /* (owned) capacity of them, a power of two */
  gsize    capacity;
  gsize    n;
  guint64  seed;     /* so that nobody can make texts that meet */
};

SptGpdSeen *
spt_gpd_seen_new (void)
{
  SptGpdSeen *self = g_new0 (SptGpdSeen, 1);

  self->capacity = FIRST_CAPACITY;
  self->slots = g_new0 (Slot, self->capacity);
  self->seed = ((guint64) g_random_int () << 32) | g_random_int ();

  return self;
}

void
spt_gpd_seen_free (SptGpdSeen *self)
{
  if (self == NULL)
    return;

  g_free (self->slots);
  g_free (self);
}

void
spt_gpd_seen_reset (SptGpdSeen *self)
{
  if (self->capacity > FIRST_CAPACITY)
    {
      g_free (self->slots);
      self->capacity = FIRST_CAPACITY;
      self->slots = g_new0 (Slot, self->capacity);
    }
  else
    {
      memset (self->slots, 0, self->capacity * sizeof (Slot));
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

static Slot *
find_slot (Slot    *slots,
           gsize    capacity,
           guint64  hash)
{
  gsize i = hash & (capacity - 1);

  while (slots[i].hash != 0 && slots[i].hash != hash)
    i = (i + 1) & (capacity - 1);

  return &slots[i];
}

static void
grow (SptGpdSeen *self)
{
  gsize capacity = self->capacity * 2;
  Slot *slots = g_new0 (Slot, capacity);

  for (gsize i = 0; i < self->capacity; i++)
    {
      if (self->slots[i].hash != 0)
        *find_slot (slots, capacity, self->slots[i].hash) = self->slots[i];
    }
  g_free (self->slots);
  self->slots = slots;
  self->capacity = capacity;
}

guint
spt_gpd_seen_add (SptGpdSeen *self,
                  char        kind,
                  const char *text,
                  guint       row)
{
  guint64 hash = hash_text (self->seed, kind, text);
  Slot *slot = find_slot (self->slots, self->capacity, hash);

  if (slot->hash != 0)
    return slot->row;

  slot->hash = hash;
  slot->row = MAX (row, 1);
  self->n++;
  if (self->n > self->capacity / 4 * 3)
    grow (self);

  return 0;
}
