/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Italian municipalities, out of data/comuni.tsv: found by their codes or by what somebody types. */

#define G_LOG_DOMAIN "spt-comuni"

#include "config.h"

#include "base/spt-comuni.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-text.h"

#define TABLE     "comuni.tsv"
#define N_COLUMNS 4

typedef struct
{
  SptComune  comune;
  char      *folded; /* (owned) of the name */
} Entry;

typedef struct
{
  GArray     *entries;      /* (owned) (element-type Entry) in the order of the table: by ISTAT code */
  GHashTable *by_istat;     /* (owned) */
  GHashTable *by_cadastral; /* (owned) */
} Table;

/* Cuts the line into its columns, in place; FALSE for what is no municipality. */
static gboolean
cut (char  *line,
     char **columns)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      char *tab = strchr (line, '\t');

      columns[i] = line;
      if (i + 1 == N_COLUMNS)
        return tab == NULL && strlen (columns[0]) == 6;
      if (tab == NULL)
        return FALSE;
      *tab = '\0';
      line = tab + 1;
    }

  return FALSE;
}

static void
add_line (Table *table,
          char  *line)
{
  char *columns[N_COLUMNS];
  Entry entry;

  if (*line == '#' || *line == '\0')
    return;
  if (!cut (line, columns))
    {
      g_warning (TABLE ": a line does not have its columns");
      return;
    }

  entry.comune = (SptComune) { columns[0], columns[1], columns[2], columns[3] };
  entry.folded = spt_text_fold (columns[2]);
  g_array_append_val (table->entries, entry);
}

static void
fill (Table *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = spt_data_load (TABLE, &error);
  char *text;

  if (bytes == NULL)
    {
      g_warning (TABLE ": %s", error->message);
      return;
    }

  /* Never freed: every entry points into it. */
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  while (text != NULL)
    {
      char *end = strchr (text, '\n');

      if (end != NULL)
        *end++ = '\0';
      add_line (table, g_strchomp (text));
      text = end;
    }
}

/* For good: a quarter of a megabyte, from the first question on. */
static const Table *
get_table (void)
{
  static Table table;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      table.entries = g_array_new (FALSE, FALSE, sizeof (Entry));
      table.by_istat = g_hash_table_new (g_str_hash, g_str_equal);
      table.by_cadastral = g_hash_table_new (g_str_hash, g_str_equal);
      fill (&table);
      for (guint i = 0; i < table.entries->len; i++)
        {
          SptComune *comune = &g_array_index (table.entries, Entry, i).comune;

          g_hash_table_insert (table.by_istat, (gpointer) comune->istat, comune);
          if (*comune->cadastral != '\0')
            g_hash_table_insert (table.by_cadastral, (gpointer) comune->cadastral, comune);
        }
      g_once_init_leave (&once, 1);
    }

  return &table;
}

/**
 * spt_comuni_find:
 * @istat: (nullable): an ISTAT code, six digits
 *
 * Finds a municipality by its ISTAT code.
 *
 * Returns: (transfer none) (nullable): the municipality
 */
const SptComune *
spt_comuni_find (const char *istat)
{
  return istat != NULL ? g_hash_table_lookup (get_table ()->by_istat, istat) : NULL;
}

/**
 * spt_comuni_find_cadastral:
 * @cadastral: (nullable): a cadastral code, "H501", as in a codice fiscale
 *
 * Finds a municipality of today by its cadastral code. Those of people born where there is none any
 * more are not in the table.
 *
 * Returns: (transfer none) (nullable): the municipality
 */
const SptComune *
spt_comuni_find_cadastral (const char *cadastral)
{
  return cadastral != NULL ? g_hash_table_lookup (get_table ()->by_cadastral, cadastral) : NULL;
}

/* "bolzano/bozen" is "bolzano" and "bozen" too. */
static gboolean
is_named (const Entry *entry,
          const char  *folded)
{
  const char *slash = strchr (entry->folded, '/');

  return strcmp (entry->folded, folded) == 0 ||
         (slash != NULL && (strcmp (slash + 1, folded) == 0 ||
                            (strlen (folded) == (gsize) (slash - entry->folded) &&
                             g_str_has_prefix (entry->folded, folded))));
}

/**
 * spt_comuni_find_name:
 * @name: (nullable): a name
 * @province: (nullable): two letters, in any case
 *
 * Finds a municipality by its whole name.
 *
 * Returns: (transfer none) (nullable): the municipality; %NULL where several have that name and
 *   nothing tells them apart
 */
const SptComune *
spt_comuni_find_name (const char *name,
                      const char *province)
{
  const Table *table = get_table ();
  g_autofree char *folded = spt_text_fold (name);
  const SptComune *found = NULL;

  if (folded == NULL || *folded == '\0')
    return NULL;

  for (guint i = 0; i < table->entries->len; i++)
    {
      const Entry *entry = &g_array_index (table->entries, Entry, i);

      if (!is_named (entry, folded) ||
          (province != NULL && *province != '\0' &&
           g_ascii_strcasecmp (province, entry->comune.province) != 0))
        continue;
      if (found != NULL)
        return NULL;
      found = &entry->comune;
    }

  return found;
}

/* Takes " rm" or "(rm)" off the end of what was typed. */
static char *
take_province (char *typed)
{
  gsize n = strlen (typed);
  char *end = typed + n;

  if (n >= 5 && end[-1] == ')' && end[-4] == '(')
    {
      end[-1] = '\0';
      end[-4] = '\0';
      g_strchomp (typed);
      return end - 3;
    }
  if (n >= 5 && end[-3] == ' ' && g_ascii_isalpha (end[-2]) && g_ascii_isalpha (end[-1]))
    {
      end[-3] = '\0';
      return end - 2;
    }

  return NULL;
}

/* 0 = begins with it, 1 = a later word does, 2 = neither. */
static guint
rank (const char *name,
      const char *typed)
{
  if (g_str_has_prefix (name, typed))
    return 0;
  for (const char *at = name; *at != '\0'; at++)
    {
      if (strchr (" -/'", *at) != NULL && g_str_has_prefix (at + 1, typed))
        return 1;
    }

  return 2;
}

typedef struct
{
  guint        rank;
  const Entry *entry;
} Hit;

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const Hit *left = a;
  const Hit *right = b;

  return left->rank != right->rank ? (int) left->rank - (int) right->rank
                                   : strcmp (left->entry->folded, right->entry->folded);
}

static void
collect (const char *typed,
         const char *province,
         GArray     *hits)
{
  const Table *table = get_table ();

  for (guint i = 0; i < table->entries->len; i++)
    {
      Hit hit = { 2, &g_array_index (table->entries, Entry, i) };

      if (province != NULL && g_ascii_strcasecmp (province, hit.entry->comune.province) != 0)
        continue;
      hit.rank = rank (hit.entry->folded, typed);
      if (hit.rank < 2)
        g_array_append_val (hits, hit);
    }
}

/**
 * spt_comuni_search:
 * @typed: (nullable): what somebody has typed so far
 * @max: how many are worth showing
 *
 * Finds municipalities while somebody types.
 *
 * Returns: (transfer container) (element-type SptComune): the best first
 */
GPtrArray *
spt_comuni_search (const char *typed,
                   guint       max)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  GPtrArray *list = g_ptr_array_new ();
  g_autofree char *folded = spt_text_fold (typed);

  if (folded == NULL || *folded == '\0')
    return list;

  collect (folded, NULL, hits);
  if (hits->len == 0)
    {
      const char *province = take_province (folded);

      if (province != NULL)
        collect (folded, province, hits);
    }

  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < MIN (max, hits->len); i++)
    g_ptr_array_add (list, (gpointer) &g_array_index (hits, Hit, i).entry->comune);

  return list;
}
