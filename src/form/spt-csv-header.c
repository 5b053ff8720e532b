/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of a CSV layout: which column goes where. */
#define G_LOG_DOMAIN "spt-csv-header"

#include "config.h"

#include "form/spt-csv-header.h"

#include <string.h>

#include "base/spt-text.h"

/* Columns whose names are this near to a known one are taken for a slip of the pen. */
#define MAX_DISTANCE 3

/* Levenshtein, in any case, for short names. */
static guint
get_distance (const char *a,
              const char *b)
{
  guint line[64];
  gsize n = strlen (b);

  if (n >= G_N_ELEMENTS (line) || strlen (a) >= G_N_ELEMENTS (line))
    return G_MAXUINT;
  for (guint j = 0; j <= n; j++)
    line[j] = j;
  for (guint i = 1; a[i - 1] != '\0'; i++)
    {
      guint before = line[0];

      line[0] = i;
      for (guint j = 1; j <= n; j++)
        {
          guint cost = before + (g_ascii_tolower (a[i - 1]) != g_ascii_tolower (b[j - 1]));

          before = line[j];
          line[j] = MIN (cost, MIN (line[j], line[j - 1]) + 1);
        }
    }

  return line[n];
}

static const char *
find_nearest (GPtrArray  *names,
              const char *wanted)
{
  const char *nearest = NULL;
  guint best = MAX_DISTANCE + 1;

  for (guint i = 0; i < names->len; i++)
    {
      guint distance = get_distance (wanted, g_ptr_array_index (names, i));

      if (distance < best)
        {
          best = distance;
          nearest = g_ptr_array_index (names, i);
        }
    }

  return nearest;
}

/**
 * spt_csv_header_match:
 * @reader: a file, on its header
 * @names: (element-type utf8): the columns of the layout
 * @domain: of the issues
 * @issues: takes what is wrong with the header
 *
 * Finds out what each column is (docs/csv.md). A misspelt name would lose a column in silence, so
 * it is an error; any other unknown one is somebody's own, and the reasons of a file of rejected
 * rows may stay where they are.
 *
 * Returns: (transfer full) (element-type guint): for each column its index in @names, or
 *   %SPT_CSV_NO_COLUMN
 */
GArray *
spt_csv_header_match (SptCsvReader *reader,
                      GPtrArray    *names,
                      const char   *domain,
                      SptIssueList *issues)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *seen = g_new0 (guint8, names->len);
  guint row = spt_csv_reader_get_row (reader);

  for (guint i = 0; i < spt_csv_reader_get_n_fields (reader); i++)
    {
      g_autofree char *name = g_strstrip (g_strdup (spt_csv_reader_get_field (reader, i)));
      guint index;

      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, &index))
        {
          const char *nearest = g_str_has_prefix (name, "sportello.") ? NULL
                                                                      : find_nearest (names, name);

          index = SPT_CSV_NO_COLUMN;
          if (nearest != NULL)
            {
              spt_issue_list_add (issues, SPT_ISSUE_ERROR, domain, "column-unknown-near", row, name,
                                  name, nearest);
              spt_issue_list_set_rejects (issues, SPT_ISSUE_UNREADABLE);
            }
          else if (!g_str_has_prefix (name, "sportello."))
            {
              spt_issue_list_add (issues, SPT_ISSUE_WARNING, domain, "file-unknown-column", row, name,
                                  name, NULL);
            }
        }
      else if (seen[index]++ > 0)
        {
          spt_issue_list_add (issues, SPT_ISSUE_ERROR, domain, "column-twice", row, name, name,
                              NULL);
          spt_issue_list_set_rejects (issues, SPT_ISSUE_UNREADABLE);
        }
      g_array_append_val (columns, index);
    }

  return columns;
}

/* "A", "Z", "AA"…, as a spreadsheet names its columns. */
static char *
dup_letters (guint index)
{
  char letters[8];
  guint at = G_N_ELEMENTS (letters);

  letters[--at] = '\0';
  for (guint n = index + 1; n > 0 && at > 0; n = (n - 1) / 26)
    letters[--at] = (char) ('A' + (n - 1) % 26);

  return g_strdup (letters + at);
}

static char *
dup_name (const char *field)
{
  char *name = spt_text_strip (field);

  for (char *p = name; *p != '\0'; p++)
    {
      if (*p == '\r' || *p == '\n' || *p == '\t')
        *p = ' ';
    }

  return name;
}

/**
 * spt_csv_header_list_names:
 * @fields: (array length=n_fields): the cells of the header
 * @n_fields: how many
 *
 * Names columns so that each can be told from the others.
 *
 * Returns: (transfer full) (element-type utf8): the names
 */
GPtrArray *
spt_csv_header_list_names (const char *const *fields,
                           guint              n_fields)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  while (n_fields > 0 && spt_text_is_blank (fields[n_fields - 1]))
    n_fields--;
  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *base =
        spt_text_is_blank (fields[i]) ? dup_letters (i) : dup_name (fields[i]);
      char *name = g_strdup (base);

      for (guint n = 2; g_hash_table_contains (seen, name); n++)
        {
          g_free (name);
          name = g_strdup_printf ("%s (%u)", base, n);
        }
      g_hash_table_add (seen, name);
      g_ptr_array_add (names, name);
    }

  return names;
}
