/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the columns of somebody's file become ours: templates, and their form in the archive. */
#define G_LOG_DOMAIN "spt-csv-mapping"

#include "config.h"

#include "form/spt-csv-mapping-private.h"

#include <string.h>

#include "base/spt-json.h"

#define MAX_JSON    (256 * 1024)
#define MAX_TARGETS 1000

struct _SptCsvMapping
{
  GPtrArray      *targets;     /* (owned) (element-type utf8): in the order they were set */
  GHashTable     *templates;   /* (owned) (element-type utf8 utf8) */
  GHashTable     *corrections; /* (owned) (nullable) (element-type utf8 utf8) */
  SptDecimalSign  decimal;
  guint           header_row;
  char           *sheet;       /* (owned) (nullable) */
};

static const char *const decimal_words[] = { "auto", "comma", "point" };

G_DEFINE_QUARK (spt_csv_mapping_error_quark, spt_csv_mapping_error)

/* --- the mapping ----------------------------------------------------------------------------- */

/**
 * spt_csv_mapping_new:
 *
 * Makes a mapping without templates, its header in the first row.
 *
 * Returns: (transfer full): the mapping
 */
SptCsvMapping *
spt_csv_mapping_new (void)
{
  SptCsvMapping *self = g_new0 (SptCsvMapping, 1);

  self->targets = g_ptr_array_new_with_free_func (g_free);
  self->templates = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->header_row = 1;

  return self;
}

/**
 * spt_csv_mapping_copy:
 * @self: a mapping
 *
 * Returns: (transfer full): a copy, corrections included
 */
SptCsvMapping *
spt_csv_mapping_copy (const SptCsvMapping *self)
{
  SptCsvMapping *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = spt_csv_mapping_new ();
  for (guint i = 0; i < self->targets->len; i++)
    {
      const char *target = g_ptr_array_index (self->targets, i);

      spt_csv_mapping_set_template (copy, target, g_hash_table_lookup (self->templates, target));
    }
  copy->decimal = self->decimal;
  copy->header_row = self->header_row;
  copy->sheet = g_strdup (self->sheet);
  if (self->corrections != NULL)
    {
      GHashTableIter iter;
      gpointer key;
      gpointer value;

      copy->corrections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_iter_init (&iter, self->corrections);
      while (g_hash_table_iter_next (&iter, &key, &value))
        g_hash_table_insert (copy->corrections, g_strdup (key), g_strdup (value));
    }

  return copy;
}

/**
 * spt_csv_mapping_free:
 * @self: (transfer full) (nullable): a mapping
 *
 * Frees it.
 */
void
spt_csv_mapping_free (SptCsvMapping *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->templates);
  g_ptr_array_unref (self->targets);
  g_clear_pointer (&self->corrections, g_hash_table_unref);
  g_free (self->sheet);
  g_free (self);
}

/**
 * spt_csv_mapping_get_template:
 * @self: a mapping
 * @target: a column of our layout
 *
 * Returns: (nullable): what it is made of
 */
const char *
spt_csv_mapping_get_template (const SptCsvMapping *self,
                              const char          *target)
{
  g_return_val_if_fail (self != NULL && target != NULL, NULL);

  return g_hash_table_lookup (self->templates, target);
}

/**
 * spt_csv_mapping_set_template:
 * @self: a mapping
 * @target: a column of our layout
 * @template_text: (nullable): texts and "{columns}" of theirs; "{{" is a brace; %NULL or "" = nothing
 *
 * Says what a column of ours is made of.
 */
void
spt_csv_mapping_set_template (SptCsvMapping *self,
                              const char    *target,
                              const char    *template_text)
{
  guint index;
  gboolean is_there;
  char *key;

  g_return_if_fail (self != NULL && target != NULL);

  is_there = g_ptr_array_find_with_equal_func (self->targets, target, g_str_equal, &index);
  if (template_text == NULL || *template_text == '\0')
    {
      g_hash_table_remove (self->templates, target);
      if (is_there)
        g_ptr_array_remove_index (self->targets, index);
      return;
    }

  if (!is_there)
    g_ptr_array_add (self->targets, g_strdup (target));
  key = g_ptr_array_index (self->targets, is_there ? index : self->targets->len - 1);
  g_hash_table_insert (self->templates, key, g_strdup (template_text));
}

/**
 * spt_csv_mapping_is_empty:
 * @self: a mapping
 *
 * Returns: whether it has no template: the plain layout
 */
gboolean
spt_csv_mapping_is_empty (const SptCsvMapping *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->targets->len == 0;
}

/**
 * spt_csv_mapping_list_targets:
 * @self: a mapping
 *
 * Returns: (transfer container) (element-type utf8): the columns of ours that have a template
 */
GPtrArray *
spt_csv_mapping_list_targets (const SptCsvMapping *self)
{
  GPtrArray *targets = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, targets);

  for (guint i = 0; i < self->targets->len; i++)
    g_ptr_array_add (targets, g_ptr_array_index (self->targets, i));

  return targets;
}

/**
 * spt_csv_mapping_get_decimal:
 * @self: a mapping
 *
 * Returns: the sign before the cents
 */
SptDecimalSign
spt_csv_mapping_get_decimal (const SptCsvMapping *self)
{
  g_return_val_if_fail (self != NULL, SPT_DECIMAL_AUTO);

  return self->decimal;
}

/**
 * spt_csv_mapping_set_decimal:
 * @self: a mapping
 * @decimal: the sign before the cents
 *
 * Says how amounts are written; automatic: by what stands in the whole column.
 */
void
spt_csv_mapping_set_decimal (SptCsvMapping  *self,
                             SptDecimalSign  decimal)
{
  g_return_if_fail (self != NULL && decimal <= SPT_DECIMAL_POINT);

  self->decimal = decimal;
}

/**
 * spt_csv_mapping_get_header_row:
 * @self: a mapping
 *
 * Returns: the row that has the names, from 1
 */
guint
spt_csv_mapping_get_header_row (const SptCsvMapping *self)
{
  g_return_val_if_fail (self != NULL, 1);

  return self->header_row;
}

/**
 * spt_csv_mapping_set_header_row:
 * @self: a mapping
 * @row: from 1
 *
 * Says which row has the names; rows above it are left out.
 */
void
spt_csv_mapping_set_header_row (SptCsvMapping *self,
                                guint          row)
{
  g_return_if_fail (self != NULL);

  self->header_row = MAX (row, 1);
}

/**
 * spt_csv_mapping_get_sheet:
 * @self: a mapping
 *
 * Returns: (nullable): the sheet that is read; %NULL = the first
 */
const char *
spt_csv_mapping_get_sheet (const SptCsvMapping *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sheet;
}

/**
 * spt_csv_mapping_set_sheet:
 * @self: a mapping
 * @sheet: (nullable): a sheet's name
 *
 * Says which sheet is read.
 */
void
spt_csv_mapping_set_sheet (SptCsvMapping *self,
                           const char    *sheet)
{
  g_return_if_fail (self != NULL);

  g_free (self->sheet);
  self->sheet = g_strdup (sheet);
}

static gboolean
find_name (const char *const *header,
           guint              n_header,
           const char        *name,
           guint             *index)
{
  for (guint i = 0; i < n_header; i++)
    {
      if (strcmp (header[i], name) == 0)
        {
          *index = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * spt_csv_mapping_check_template:
 * @template_text: a template
 * @header: (array length=n_header): their columns
 * @n_header: how many
 * @missing: (out) (optional) (transfer full): the column that is not there, "" for a brace that does not close
 *
 * Returns: whether the template can be used with these columns
 */
gboolean
spt_csv_mapping_check_template (const char        *template_text,
                                const char *const *header,
                                guint              n_header,
                                char             **missing)
{
  g_autoptr (GArray) pieces = spt_csv_template_split (template_text);

  for (guint i = 0; pieces != NULL && i < pieces->len; i++)
    {
      const SptCsvPiece *piece = &g_array_index (pieces, SptCsvPiece, i);
      guint index;

      if (piece->is_column && !find_name (header, n_header, piece->text, &index))
        {
          if (missing != NULL)
            *missing = g_strdup (piece->text);
          return FALSE;
        }
    }
  if (pieces == NULL && missing != NULL)
    *missing = g_strdup ("");

  return pieces != NULL;
}

/* --- in the archive -------------------------------------------------------------------------- */

/**
 * spt_csv_mapping_dup_json:
 * @self: a mapping
 *
 * Writes it as the archive and files keep it (docs/csv.md, "Mappings").
 *
 * Returns: (transfer full): JSON
 */
char *
spt_csv_mapping_dup_json (const SptCsvMapping *self)
{
  GString *out = g_string_new (NULL);
  SptJsonWriter writer;

  g_return_val_if_fail (self != NULL, g_string_free (out, FALSE));

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_put_int (&writer, "version", 1);
  spt_json_writer_put_string (&writer, "decimal", decimal_words[self->decimal]);
  spt_json_writer_put_int (&writer, "headerRow", self->header_row);
  if (self->sheet != NULL)
    spt_json_writer_put_string (&writer, "sheet", self->sheet);
  spt_json_writer_key (&writer, "columns");
  spt_json_writer_begin_object (&writer);
  for (guint i = 0; i < self->targets->len; i++)
    {
      const char *target = g_ptr_array_index (self->targets, i);

      spt_json_writer_put_string (&writer, target, g_hash_table_lookup (self->templates, target));
    }
  spt_json_writer_end_object (&writer);
  spt_json_writer_end_object (&writer);

  return g_string_free (out, FALSE);
}

static gboolean
take_decimal (SptCsvMapping  *self,
              const char     *word,
              GError        **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (decimal_words); i++)
    {
      if (strcmp (word, decimal_words[i]) == 0)
        {
          self->decimal = (SptDecimalSign) i;
          return TRUE;
        }
    }
  g_set_error (error, SPT_CSV_MAPPING_ERROR, SPT_CSV_MAPPING_ERROR_SYNTAX,
               "/decimal: “%s” is not one of auto, comma, point", word);

  return FALSE;
}

static gboolean
take_columns (SptCsvMapping  *self,
              JsonObject     *columns,
              GError        **error)
{
  g_autoptr (GList) members = json_object_get_members (columns);

  if (json_object_get_size (columns) > MAX_TARGETS)
    {
      g_set_error (error, SPT_CSV_MAPPING_ERROR, SPT_CSV_MAPPING_ERROR_SYNTAX,
                   "/columns: more than %d", MAX_TARGETS);
      return FALSE;
    }
  for (GList *l = members; l != NULL; l = l->next)
    {
      const char *text;
      g_autoptr (GArray) pieces = NULL;

      if (!spt_json_get_string (columns, l->data, "/columns", &text, error))
        return FALSE;
      pieces = spt_csv_template_split (text);
      if (pieces == NULL)
        {
          g_set_error (error, SPT_CSV_MAPPING_ERROR, SPT_CSV_MAPPING_ERROR_SYNTAX,
                       "/columns/%s: a brace does not close", (const char *) l->data);
          return FALSE;
        }
      spt_csv_mapping_set_template (self, l->data, text);
    }

  return TRUE;
}

/**
 * spt_csv_mapping_parse:
 * @json: what spt_csv_mapping_dup_json() gave
 * @error: %SPT_CSV_MAPPING_ERROR_SYNTAX, or an #SptJsonError
 *
 * Reads a mapping.
 *
 * Returns: (transfer full) (nullable): the mapping
 */
SptCsvMapping *
spt_csv_mapping_parse (const char  *json,
                       GError     **error)
{
  g_autoptr (SptCsvMapping) self = spt_csv_mapping_new ();
  g_autoptr (JsonNode) node = NULL;
  JsonObject *root;
  JsonObject *columns;
  const char *text;
  gint64 number;

  g_return_val_if_fail (json != NULL, NULL);

  node = spt_json_parse (json, strlen (json), MAX_JSON, error);
  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, SPT_CSV_MAPPING_ERROR, SPT_CSV_MAPPING_ERROR_SYNTAX,
                   "A mapping is an object");
      return NULL;
    }
  root = json_node_get_object (node);
  number = spt_json_opt_int (root, "version", 1);
  if (number != 1)
    {
      g_set_error (error, SPT_CSV_MAPPING_ERROR, SPT_CSV_MAPPING_ERROR_SYNTAX,
                   "/version: only 1 is known");
      return NULL;
    }
  text = spt_json_opt_string (root, "decimal");
  if (text != NULL && !take_decimal (self, text, error))
    return NULL;
  number = spt_json_opt_int (root, "headerRow", 1);
  if (number < 1 || number > 1000000)
    {
      g_set_error (error, SPT_CSV_MAPPING_ERROR, SPT_CSV_MAPPING_ERROR_SYNTAX,
                   "/headerRow: not a row");
      return NULL;
    }
  self->header_row = (guint) number;
  spt_csv_mapping_set_sheet (self, spt_json_opt_string (root, "sheet"));
  if (!spt_json_get_object (root, "columns", "", &columns, error) ||
      !take_columns (self, columns, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* --- cells ----------------------------------------------------------------------------------- */

typedef struct
{
  const SptCsvPiece *pieces;
  const char *const *header;
  guint              n_header;
  const char *const *fields;
  guint              n_fields;
} ApplyData;

static const char *
get_field_cb (guint    piece,
              gpointer user_data)
{
  ApplyData *data = user_data;
  guint index;

  if (!find_name (data->header, data->n_header, data->pieces[piece].text, &index) ||
      index >= data->n_fields)
    return "";

  return data->fields[index];
}

/**
 * spt_csv_mapping_apply:
 * @self: a mapping
 * @header: (array length=n_header): their columns
 * @n_header: how many
 * @fields: (array length=n_fields): a row
 * @n_fields: how many
 * @target: a column of ours
 *
 * Makes one cell of a row, for a preview; amounts stay as they are written.
 *
 * Returns: (transfer full): the text; "" where there is nothing
 */
char *
spt_csv_mapping_apply (const SptCsvMapping *self,
                       const char *const   *header,
                       guint                n_header,
                       const char *const   *fields,
                       guint                n_fields,
                       const char          *target)
{
  const char *text = spt_csv_mapping_get_template (self, target);
  g_autoptr (GArray) pieces = text != NULL ? spt_csv_template_split (text) : NULL;
  GString *out = g_string_new (NULL);

  if (pieces != NULL)
    {
      ApplyData data = { (const SptCsvPiece *) (gpointer) pieces->data, header, n_header, fields,
                         n_fields };

      spt_csv_template_append (data.pieces, pieces->len, get_field_cb, &data, out);
    }

  return g_string_free (out, FALSE);
}

/**
 * spt_csv_mapping_correct:
 * @self: a mapping
 * @row: a row of the file
 * @target: a column of ours
 * @text: (nullable): what stands there instead; %NULL takes it back
 *
 * Mends one cell, for this import only.
 */
void
spt_csv_mapping_correct (SptCsvMapping *self,
                         guint          row,
                         const char    *target,
                         const char    *text)
{
  char *key;

  g_return_if_fail (self != NULL && target != NULL);

  key = g_strdup_printf ("%u %s", row, target);
  if (self->corrections == NULL)
    self->corrections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (text != NULL)
    {
      g_hash_table_replace (self->corrections, key, g_strdup (text));
      return;
    }
  g_hash_table_remove (self->corrections, key);
  g_free (key);
}

/**
 * spt_csv_mapping_get_correction:
 * @self: a mapping
 * @row: a row of the file
 * @target: a column of ours
 *
 * Returns: (nullable): what was put there instead
 */
const char *
spt_csv_mapping_get_correction (const SptCsvMapping *self,
                                guint                row,
                                const char          *target)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL && target != NULL, NULL);

  if (self->corrections == NULL)
    return NULL;
  key = g_strdup_printf ("%u %s", row, target);

  return g_hash_table_lookup (self->corrections, key);
}

/**
 * spt_csv_mapping_get_n_corrections:
 * @self: a mapping
 *
 * Returns: how many cells were mended
 */
guint
spt_csv_mapping_get_n_corrections (const SptCsvMapping *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->corrections != NULL ? g_hash_table_size (self->corrections) : 0;
}

/**
 * spt_csv_mapping_get_corrections:
 * @self: a mapping
 *
 * Lends the corrections to who reads whole files.
 *
 * Returns: (transfer none) (nullable) (element-type utf8 utf8): "ROW TARGET" to text; %NULL where
 *   there are none
 */
GHashTable *
spt_csv_mapping_get_corrections (const SptCsvMapping *self)
{
  return self->corrections;
}

/* "transfer.1.iban" for "transfer.3.iban". */
static char *
dup_first_of (const char *target)
{
  const char *rest;

  if (!g_str_has_prefix (target, "transfer."))
    return NULL;
  rest = strchr (target + strlen ("transfer."), '.');

  return rest != NULL ? g_strconcat ("transfer.1", rest, NULL) : NULL;
}

/**
 * spt_csv_mapping_dup_source:
 * @self: a mapping
 * @target: a column of ours
 *
 * Returns: (transfer full) (nullable): what their columns are called
 */
char *
spt_csv_mapping_dup_source (const SptCsvMapping *self,
                            const char          *target)
{
  const char *text;
  g_autoptr (GArray) pieces = NULL;
  g_autoptr (GString) out = NULL;

  g_return_val_if_fail (self != NULL && target != NULL, NULL);

  text = spt_csv_mapping_get_template (self, target);
  if (text == NULL)
    {
      g_autofree char *first = dup_first_of (target);

      text = first != NULL ? spt_csv_mapping_get_template (self, first) : NULL;
    }
  pieces = text != NULL ? spt_csv_template_split (text) : NULL;
  if (pieces == NULL)
    return NULL;

  out = g_string_new (NULL);
  for (guint i = 0; i < pieces->len; i++)
    {
      const SptCsvPiece *piece = &g_array_index (pieces, SptCsvPiece, i);

      if (piece->is_column)
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", piece->text);
    }

  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}
