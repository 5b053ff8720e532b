/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guessing what the columns of a file are by their names. */
#define G_LOG_DOMAIN "spt-csv-guess"

#include "config.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-text.h"
#include "form/spt-csv-mapping.h"

/* Letters and digits only, lower case, without accents, one blank between words: "Cod. Fisc." is "cod fisc". */
static char *
fold (const char *text)
{
  g_autofree char *folded = spt_text_fold (text);
  GString *out = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p) || (guchar) *p >= 0x80)
        g_string_append_c (out, *p);
      else if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);

  return g_string_free (out, FALSE);
}

/* "codiceFiscale", as programs name their columns, has a blank where it would have one on paper. */
static char *
fold_humps (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (p > text && g_ascii_isupper (*p) && g_ascii_islower (p[-1]))
        g_string_append_c (out, ' ');
      g_string_append_c (out, *p);
    }

  return fold (out->str);
}

typedef struct
{
  const char *const *header;
  char             **folded; /* (owned) */
  char             **humps;  /* (owned): the same by fold_humps () */
  gboolean          *taken;  /* (owned) */
  guint              n;
} Header;

static void
header_init (Header            *self,
             const char *const *header,
             guint              n)
{
  self->header = header;
  self->n = n;
  self->folded = g_new0 (char *, n + 1);
  self->humps = g_new0 (char *, n + 1);
  self->taken = g_new0 (gboolean, n + 1);
  for (guint i = 0; i < n; i++)
    {
      self->folded[i] = fold (header[i]);
      self->humps[i] = fold_humps (header[i]);
    }
}

static void
header_clear (Header *self)
{
  g_strfreev (self->folded);
  g_strfreev (self->humps);
  g_free (self->taken);
}

static gboolean
find_word (const Header *self,
           const char   *word,
           guint        *index)
{
  g_autofree char *wanted = fold (word);

  for (guint i = 0; i < self->n; i++)
    {
      if (!self->taken[i] && *wanted != '\0' &&
          (strcmp (self->folded[i], wanted) == 0 || strcmp (self->humps[i], wanted) == 0))
        {
          *index = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
append_column (GString    *text,
               const char *name)
{
  g_autofree char *column = spt_csv_mapping_dup_column (name);

  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, column);
}

/* One entry of the words: a name, or names that together make the text. */
static gboolean
match_entry (Header   *self,
             JsonNode *entry,
             GString  *text)
{
  guint index;

  if (JSON_NODE_HOLDS_ARRAY (entry))
    {
      JsonArray *names = json_node_get_array (entry);
      guint n = json_array_get_length (names);

      for (guint i = 0; i < n; i++)
        {
          if (!find_word (self, json_array_get_string_element (names, i), &index))
            return FALSE;
        }
      for (guint i = 0; i < n; i++)
        {
          if (!find_word (self, json_array_get_string_element (names, i), &index))
            break;
          self->taken[index] = TRUE;
          append_column (text, self->header[index]);
        }
      return n > 0;
    }

  if (!JSON_NODE_HOLDS_VALUE (entry) || !find_word (self, json_node_get_string (entry), &index))
    return FALSE;
  self->taken[index] = TRUE;
  append_column (text, self->header[index]);

  return TRUE;
}

/* The words of a column: its kind's own where there are any, for a "companyName" is not the same everywhere. */
static JsonArray *
find_entries (JsonObject         *words,
              const SptCsvColumn *column)
{
  const char *const keys[] = { column->words, column->name };

  for (guint i = 0; words != NULL && i < G_N_ELEMENTS (keys); i++)
    {
      JsonNode *node = keys[i] != NULL ? json_object_get_member (words, keys[i]) : NULL;

      if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
        return json_node_get_array (node);
    }

  return NULL;
}

static gboolean
match_column (Header             *self,
              JsonObject         *words,
              const SptCsvColumn *column,
              gboolean            by_words,
              GString            *text)
{
  JsonArray *entries;
  guint index;

  if (!by_words)
    {
      /* A column of a numbered part has a label that others of its kind have as well. */
      if (!find_word (self, column->name, &index) &&
          (strchr (column->name, '.') != NULL || !find_word (self, column->label, &index)))
        return FALSE;
      self->taken[index] = TRUE;
      append_column (text, self->header[index]);
      return TRUE;
    }

  entries = find_entries (words, column);
  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      if (match_entry (self, json_array_get_element (entries, i), text))
        return TRUE;
    }

  return FALSE;
}

static JsonNode *
load_words (void)
{
  g_autoptr (GError) error = NULL;
  JsonNode *words = spt_data_load_json ("csv-words.json", &error);

  /* Without it the clerk matches the columns: nothing is lost but the help. */
  if (words == NULL)
    g_info ("The words of columns cannot be read: %s", error->message);
  else if (!JSON_NODE_HOLDS_OBJECT (words))
    g_clear_pointer (&words, json_node_unref);

  return words;
}

static SptCsvMapping *
guess (const char *const  *header,
       guint               n_header,
       const SptCsvColumn *columns,
       guint               n_columns,
       guint              *n_known)
{
  SptCsvMapping *mapping = spt_csv_mapping_new ();
  g_autoptr (JsonNode) node = load_words ();
  JsonObject *words = node != NULL ? json_node_get_object (node) : NULL;
  Header theirs;

  header_init (&theirs, header, n_header);
  /* Exact names before words: "Comune" is a town unless something is called "city" as well. */
  for (guint by_words = 0; by_words < 2; by_words++)
    {
      for (guint i = 0; i < n_columns; i++)
        {
          g_autoptr (GString) text = NULL;

          if (spt_csv_mapping_get_template (mapping, columns[i].name) != NULL)
            continue;
          text = g_string_new (NULL);
          if (match_column (&theirs, words, &columns[i], by_words != 0, text))
            spt_csv_mapping_set_template (mapping, columns[i].name, text->str);
        }
    }
  *n_known = 0;
  for (guint i = 0; i < n_header; i++)
    *n_known += theirs.taken[i] ? 1 : 0;
  header_clear (&theirs);

  return mapping;
}

/**
 * spt_csv_mapping_guess:
 * @header: (array length=n_header): their columns
 * @n_header: how many
 * @columns: (array length=n_columns): ours
 * @n_columns: how many
 *
 * Guesses a mapping by the names: ours, our labels, and the words of data/csv-words.json. Nothing is guessed from
 * values, and nothing that a person has to decide.
 *
 * Returns: (transfer full): a mapping, with as much as could be told
 */
SptCsvMapping *
spt_csv_mapping_guess (const char *const  *header,
                       guint               n_header,
                       const SptCsvColumn *columns,
                       guint               n_columns)
{
  guint n_known;
  SptCsvMapping *mapping = guess (header, n_header, columns, n_columns, &n_known);

  /* One causale serves both, as on paper. */
  if (spt_csv_mapping_get_template (mapping, "transfer.1.remittanceInformation") == NULL)
    {
      for (guint i = 0; i < n_columns; i++)
        {
          if (strcmp (columns[i].name, "transfer.1.remittanceInformation") == 0)
            spt_csv_mapping_set_template (mapping, columns[i].name,
                                          spt_csv_mapping_get_template (mapping, "description"));
        }
    }

  return mapping;
}

/**
 * spt_csv_mapping_count_known:
 * @header: (array length=n_header): cells of a row
 * @n_header: how many
 * @columns: (array length=n_columns): ours
 * @n_columns: how many
 *
 * Returns: how many of the cells look like names of columns
 */
guint
spt_csv_mapping_count_known (const char *const  *header,
                             guint               n_header,
                             const SptCsvColumn *columns,
                             guint               n_columns)
{
  guint n_known;

  spt_csv_mapping_free (guess (header, n_header, columns, n_columns, &n_known));

  return n_known;
}

/**
 * spt_csv_mapping_dup_header_digest:
 * @header: (array length=n_header): their columns
 * @n_header: how many
 *
 * Returns: (transfer full): what tells this layout from others: the SHA-256 of the names in their order, in hexadecimal
 */
char *
spt_csv_mapping_dup_header_digest (const char *const *header,
                                   guint              n_header)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_header; i++)
    {
      /* What we added to a sheet that went back does not make it another. */
      if (g_str_has_prefix (header[i], "sportello."))
        continue;
      g_string_append (text, header[i]);
      g_string_append_c (text, '\x1f');
    }

  return spt_text_sha256_hex (text->str, text->len);
}
