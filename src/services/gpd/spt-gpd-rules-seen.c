/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identifiers seen in one checking session: an open-addressed table of hashes, for 100,000
 * positions and more. Where it may not grow, what fills it goes to a file, and what is there twice
 * is found when all have been seen. */

#define G_LOG_DOMAIN "spt-gpd-rules-seen"

#include "config.h"

#include "services/gpd/spt-gpd-rules.h"

#include <string.h>

#include "base/spt-sorter.h"

#define FIRST_CAPACITY 1024
/* The last bits of a hash say which kind of identifier it is; without them all that may get into
 * each other's way have one hash, and lie side by side. */
#define KIND_BITS      2
#define KIND_MASK      G_GUINT64_CONSTANT (3)
/* Of the sorter. */
#define SORT_BYTES     (512 * 1024)

enum
{
  KIND_ALONE,   /* "p" and whatever has nothing to do with others */
  KIND_DERIVED, /* "d": an IUV and the NAV that is made of it */
  KIND_IUV,     /* "i": an IUV whose option has another NAV */
  KIND_NAV      /* "n" */
};

/* In the order of its bytes: by hash, kind, row. */
typedef struct
{
  guint8 hash[8];
  guint8 row[4];
} Spilled;

G_STATIC_ASSERT (sizeof (Spilled) == 12);

typedef struct
{
  guint64 hash;
  guint   row;
  guint   first;     /* where the IUPD or IUV was first; 0 = not before */
  guint   first_nav;
} Late;

struct _SptGpdSeen
{
  guint64    *hashes; /* (owned) capacity of them, a power of two; 0 = free */
  guint      *rows;  /* (owned) one for each; apart, so that nothing is lost to alignment */
  gsize       capacity;
  gsize       n;
  guint64     seed;  /* so that nobody can make texts that meet */

  gsize       limit;  /* the most entries, 0 = any number */
  SptSorter  *spilled; /* (owned) (nullable): what the table held before */
  GArray     *begins; /* (owned) (element-type guint): the rows where it was emptied */
  guint       last_row;
  GHashTable *late;   /* (owned) (nullable) (element-type Late) */
};

static guint
hash_late (gconstpointer data)
{
  const Late *late = data;

  return (guint) (late->hash >> 32) ^ late->row;
}

static gboolean
late_equal (gconstpointer a,
            gconstpointer b)
{
  const Late *x = a;
  const Late *y = b;

  return x->hash == y->hash && x->row == y->row;
}

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
  self->begins = g_array_new (FALSE, FALSE, sizeof (guint));

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
  g_clear_pointer (&self->spilled, spt_sorter_free);
  g_clear_pointer (&self->late, g_hash_table_unref);
  g_array_unref (self->begins);
  g_free (self);
}

static void
empty_table (SptGpdSeen *self)
{
  memset (self->hashes, 0, self->capacity * sizeof (guint64));
  self->n = 0;
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
  g_clear_pointer (&self->spilled, spt_sorter_free);
  g_clear_pointer (&self->late, g_hash_table_unref);
  g_array_set_size (self->begins, 0);
  self->limit = 0;
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
      empty_table (self);
    }
  self->n = 0;
}

/**
 * spt_gpd_seen_set_limit:
 * @self: a seen, just reset
 * @limit: the most entries that it holds; 0 = any number
 *
 * Bounds the memory until the next reset: more goes to a file, and what is twice, but not among
 * those held at one time, is found by spt_gpd_seen_compare(). Rows must rise.
 */
void
spt_gpd_seen_set_limit (SptGpdSeen *self,
                        gsize       limit)
{
  self->limit = limit;
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

/* 62 bits, mixed every eight bytes, and the kind. Among 300,000 identifiers two different ones meet
 * once in some hundred million files. A NAV is looked at by the IUV that it would be made of. */
static guint64
hash_text (guint64     seed,
           char        kind,
           const char *text)
{
  guint64 bits = KIND_ALONE;
  char space = kind;
  guint64 hash;
  gsize length;

  if (kind == 'd' || kind == 'i' || kind == 'n')
    {
      bits = kind == 'd' ? KIND_DERIVED : kind == 'i' ? KIND_IUV : KIND_NAV;
      space = kind == 'n' && *text != '3' ? 'n' : 'd';
      if (kind == 'n' && *text == '3')
        text++;
    }
  length = strlen (text);
  hash = mix (seed ^ (guint64) (guchar) space ^ ((guint64) length << 8));

  while (length > 0)
    {
      guint64 word = 0;
      gsize n = MIN (length, sizeof word);

      memcpy (&word, text, n);
      hash = mix (hash ^ word) + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      text += n;
      length -= n;
    }
  if (hash <= KIND_MASK)
    hash += KIND_MASK + 1;

  return (hash & ~KIND_MASK) | bits;
}

static gsize
find_slot (const guint64 *hashes,
           gsize          capacity,
           guint64        hash)
{
  gsize i = (hash >> KIND_BITS) & (capacity - 1);

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

/* --- more than the table may hold ------------------------------------------------------------ */

static gboolean
spill (SptGpdSeen  *self,
       GError     **error)
{
  if (self->spilled == NULL)
    self->spilled = spt_sorter_new (sizeof (Spilled), SORT_BYTES);
  for (gsize i = 0; i < self->capacity; i++)
    {
      guint64 hash = GUINT64_TO_BE (self->hashes[i]);
      guint32 row = GUINT32_TO_BE (self->rows[i]);
      Spilled record;

      if (hash == 0)
        continue;
      memcpy (record.hash, &hash, sizeof record.hash);
      memcpy (record.row, &row, sizeof record.row);
      if (!spt_sorter_add (self->spilled, &record, error))
        return FALSE;
    }

  return TRUE;
}

/* A position begins: if the table is full, room is made. Without a file it grows as it would
 * otherwise. */
static void
make_room (SptGpdSeen *self,
           guint       row)
{
  g_autoptr (GError) error = NULL;

  if (self->limit == 0 || self->n < self->limit || row == self->last_row)
    return;

  if (!spill (self, &error))
    {
      g_info ("What was seen stays in memory: %s", error->message);
      self->limit = 0;
      if (self->begins->len == 0)
        g_clear_pointer (&self->spilled, spt_sorter_free);
      return;
    }
  empty_table (self);
  g_array_append_val (self->begins, row);
}

/* Which filling of the table a row belongs to. */
static guint
get_filling (SptGpdSeen *self,
             guint       row)
{
  guint n = 0;

  while (n < self->begins->len && g_array_index (self->begins, guint, n) <= row)
    n++;

  return n;
}

static gboolean
is_iuv (guint64 hash)
{
  return (hash & KIND_MASK) != KIND_NAV;
}

static gboolean
is_nav (guint64 hash)
{
  return (hash & KIND_MASK) == KIND_NAV || (hash & KIND_MASK) == KIND_DERIVED;
}

/* Where what @entry has was first; 0 where it was not, or was said when it was seen. */
static guint
find_first (SptGpdSeen  *self,
            GArray      *group,
            const Late  *entry,
            gboolean (  *has ) (guint64 hash))
{
  guint first = 0;

  if (!has (entry->hash))
    return 0;
  for (guint i = 0; i < group->len; i++)
    {
      const Late *other = &g_array_index (group, Late, i);

      if (other->row >= entry->row || !has (other->hash))
        continue;
      if (get_filling (self, other->row) == get_filling (self, entry->row))
        return 0;
      first = first == 0 ? other->row : MIN (first, other->row);
    }

  return first;
}

/* What stands side by side has one text. */
static void
compare_group (SptGpdSeen *self,
               GArray     *group)
{
  for (guint i = 0; i < group->len; i++)
    {
      Late late = g_array_index (group, Late, i);

      late.first = find_first (self, group, &late, is_iuv);
      late.first_nav = find_first (self, group, &late, is_nav);
      if (late.first != 0 || late.first_nav != 0)
        g_hash_table_add (self->late, g_memdup2 (&late, sizeof late));
    }
}

/**
 * spt_gpd_seen_compare:
 * @self: a seen
 * @any: (out): whether something is twice that was not said yet
 * @error: return location for an error of the file
 *
 * Compares all that was seen.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_gpd_seen_compare (SptGpdSeen  *self,
                      gboolean    *any,
                      GError     **error)
{
  g_autoptr (GArray) group = g_array_new (FALSE, TRUE, sizeof (Late));
  gboolean found;

  *any = FALSE;
  if (self->spilled == NULL)
    return TRUE;

  self->late = g_hash_table_new_full (hash_late, late_equal, g_free, NULL);
  if (!spill (self, error) || !spt_sorter_rewind (self->spilled, error))
    return FALSE;
  do
    {
      Spilled record;
      Late late = { 0 };

      if (!spt_sorter_next (self->spilled, &record, &found, error))
        return FALSE;
      if (found)
        {
          guint32 row;

          memcpy (&late.hash, record.hash, sizeof late.hash);
          memcpy (&row, record.row, sizeof row);
          late.hash = GUINT64_FROM_BE (late.hash);
          late.row = GUINT32_FROM_BE (row);
        }
      if (group->len > 0 &&
          (!found || g_array_index (group, Late, 0).hash >> KIND_BITS != late.hash >> KIND_BITS))
        {
          if (group->len > 1)
            compare_group (self, group);
          g_array_set_size (group, 0);
        }
      if (found)
        g_array_append_val (group, late);
    }
  while (found);
  *any = g_hash_table_size (self->late) > 0;

  return TRUE;
}

/**
 * spt_gpd_seen_get_late:
 * @self: a seen that was compared
 * @kind: of which kind it is
 * @text: the identifier
 * @row: where it stands
 * @first_nav: (out) (optional): the same for the NAV of a "d" or an "n"
 *
 * Tells what the comparison has found of one record's identifier.
 *
 * Returns: the row where it was first; 0 = not before, or it was said when it was seen
 */
guint
spt_gpd_seen_get_late (SptGpdSeen *self,
                       char        kind,
                       const char *text,
                       guint       row,
                       guint      *first_nav)
{
  const Late wanted = { .hash = hash_text (self->seed, kind, text), .row = row };
  const Late *late = g_hash_table_lookup (self->late, &wanted);

  if (first_nav != NULL)
    *first_nav = late != NULL ? late->first_nav : 0;

  return late != NULL ? late->first : 0;
}

/* --- one at a time --------------------------------------------------------------------------- */

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
  gsize slot;

  make_room (self, row);
  self->last_row = row;
  slot = find_slot (self->hashes, self->capacity, hash);
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
