/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets of .ods files (OASIS OpenDocument 1.3 part 3, 9): rows with repeats, values beside what is shown. */
#define G_LOG_DOMAIN "spt-sheet-ods"

#include "config.h"

#include "base/spt-sheet-private.h"

#include <string.h>

#define CONTENT     "content.xml"
#define MAX_SHEETS  1000
#define MAX_TEXT    (1024 * 1024)
#define MAX_SPACES  1000

typedef enum
{
  VALUE_TEXT,
  VALUE_NUMBER,
  VALUE_DATE,
  VALUE_BOOLEAN
} ValueType;

typedef struct
{
  SptSheetReader  parent;
  GStrvBuilder   *names;      /* (owned) (nullable) only the names are wanted */
  guint           n_names;
  char           *wanted;     /* (owned) (nullable) = the first */
  gboolean        was_found;
  gboolean        in_table;
  guint           depth;      /* within the table wanted: tables in tables */
  guint           skipped;    /* depth of what does not count: notes, pictures */

  guint64         row;        /* from 1 */
  guint64         row_repeat;
  guint64         column;     /* from 0 */
  guint64         column_repeat;
  gboolean        in_cell;
  gboolean        is_covered;
  guint           n_paragraphs;
  guint           in_paragraph;
  ValueType       type;
  char           *value;      /* (owned) (nullable) */
  GString        *text;       /* (owned) */
  GString        *shown;      /* (owned) */
} Ods;

static guint64
get_repeat (const char *const *attributes,
            const char        *name)
{
  const char *text = spt_sheet_attribute (attributes, name);
  guint64 n = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 1;

  return CLAMP (n, 1, G_MAXINT);
}

static void
take_value (Ods               *self,
            const char *const *attributes)
{
  const char *type = spt_sheet_attribute (attributes, "value-type");
  const char *value = NULL;

  self->type = VALUE_TEXT;
  g_clear_pointer (&self->value, g_free);
  if (type == NULL)
    return;
  if (strcmp (type, "float") == 0 || strcmp (type, "currency") == 0 ||
      strcmp (type, "percentage") == 0)
    {
      self->type = VALUE_NUMBER;
      value = spt_sheet_attribute (attributes, "value");
    }
  else if (strcmp (type, "date") == 0)
    {
      self->type = VALUE_DATE;
      value = spt_sheet_attribute (attributes, "date-value");
    }
  else if (strcmp (type, "boolean") == 0)
    {
      self->type = VALUE_BOOLEAN;
      value = spt_sheet_attribute (attributes, "boolean-value");
    }
  else if (strcmp (type, "string") == 0)
    {
      value = spt_sheet_attribute (attributes, "string-value");
    }
  self->value = g_strdup (value);
}

static gboolean
start_cell (Ods               *self,
            const char        *name,
            const char *const *attributes)
{
  self->is_covered = strcmp (name, "covered-table-cell") == 0;
  if (!self->is_covered && strcmp (name, "table-cell") != 0)
    return FALSE;

  self->in_cell = TRUE;
  self->n_paragraphs = 0;
  self->in_paragraph = 0;
  self->column_repeat = get_repeat (attributes, "number-columns-repeated");
  g_string_truncate (self->text, 0);
  take_value (self, attributes);

  return TRUE;
}

static void
start_in_cell (Ods               *self,
               const char        *name,
               const char *const *attributes)
{
  if (strcmp (name, "p") == 0)
    {
      if (self->n_paragraphs++ > 0)
        g_string_append_c (self->text, '\n');
      self->in_paragraph++;
    }
  else if (strcmp (name, "s") == 0)
    {
      const char *n = spt_sheet_attribute (attributes, "c");
      guint64 n_spaces = n != NULL ? g_ascii_strtoull (n, NULL, 10) : 1;

      for (guint64 i = 0; i < MIN (n_spaces, MAX_SPACES) && self->text->len < MAX_TEXT; i++)
        g_string_append_c (self->text, ' ');
    }
  else if (strcmp (name, "tab") == 0)
    {
      g_string_append_c (self->text, '\t');
    }
  else if (strcmp (name, "line-break") == 0)
    {
      g_string_append_c (self->text, '\n');
    }
  else if (strcmp (name, "span") != 0 && strcmp (name, "a") != 0)
    {
      self->skipped = 1;
    }
}

static gboolean
start_table (Ods                *self,
             const char *const  *attributes,
             GError            **error)
{
  const char *name = spt_sheet_attribute (attributes, "name");

  if (++self->n_names > MAX_SHEETS)
    {
      g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_SIZE,
                   "The spreadsheet has more than %d sheets", MAX_SHEETS);
      return FALSE;
    }
  if (self->names != NULL)
    g_strv_builder_add (self->names, name != NULL ? name : "");
  if (self->was_found || self->names != NULL ||
      (self->wanted != NULL && g_strcmp0 (self->wanted, name) != 0))
    {
      self->skipped = 1;
      return TRUE;
    }
  self->in_table = TRUE;
  self->was_found = TRUE;
  self->row = 0;

  return TRUE;
}

static gboolean
content_start (gpointer            user_data,
               const char         *name,
               const char *const  *attributes,
               GError            **error)
{
  Ods *self = user_data;

  if (self->skipped > 0)
    {
      self->skipped++;
      return TRUE;
    }
  if (!self->in_table)
    return strcmp (name, "table") != 0 || start_table (self, attributes, error);
  if (self->in_cell)
    {
      start_in_cell (self, name, attributes);
      return TRUE;
    }
  if (strcmp (name, "table-row") == 0)
    {
      self->row++;
      self->row_repeat = get_repeat (attributes, "number-rows-repeated");
      self->column = 0;
      return TRUE;
    }
  if (start_cell (self, name, attributes))
    return TRUE;
  /* Groups of rows have rows in them; whatever else there is has none. */
  if (!g_str_has_prefix (name, "table-row") && !g_str_has_prefix (name, "table-header-row"))
    self->skipped = 1;

  return TRUE;
}

static gboolean
is_leading_zero (const char *text)
{
  return *text == '0' && text[1] != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/* "33,33", "1.234,50 €": what is shown has two decimals. */
static gboolean
has_cents (const char *text)
{
  gsize length = strlen (text);

  while (length > 0 && !g_ascii_isdigit (text[length - 1]))
    {
      if (text[length - 1] == '%')
        return FALSE;
      length--;
    }

  return length > 3 && (text[length - 3] == ',' || text[length - 3] == '.') &&
         g_ascii_isdigit (text[length - 2]) && g_ascii_isdigit (text[length - 4]);
}

static const char *
get_shown (Ods *self)
{
  const char *text = self->text->str;
  char *zero;

  if (self->is_covered)
    return "";
  if (self->value == NULL)
    return text;

  g_string_truncate (self->shown, 0);
  switch (self->type)
    {
    case VALUE_NUMBER:
      if (is_leading_zero (text))
        return text;
      spt_sheet_append_number (self->shown, self->value,
                               has_cents (text) ? SPT_SHEET_CENTS : SPT_SHEET_GENERAL, 0, FALSE);
      return self->shown->str;
    case VALUE_DATE:
      /* Without the fraction of a second, and a midnight that nobody meant. */
      g_string_append (self->shown, self->value);
      zero = strchr (self->shown->str, '.');
      if (zero != NULL)
        g_string_truncate (self->shown, (gsize) (zero - self->shown->str));
      if (g_str_has_suffix (self->shown->str, "T00:00:00"))
        g_string_truncate (self->shown, self->shown->len - strlen ("T00:00:00"));
      return self->shown->str;
    case VALUE_TEXT:
      return self->n_paragraphs > 0 ? text : self->value;
    case VALUE_BOOLEAN:
    default:
      return self->value;
    }
}

static gboolean
end_cell (Ods     *self,
          GError **error)
{
  const char *shown = get_shown (self);

  self->in_cell = FALSE;
  for (guint64 i = 0; *shown != '\0' && i < self->column_repeat; i++)
    {
      if (!spt_sheet_rows_set (&self->parent.rows, self->column + i, shown, error))
        return FALSE;
    }
  self->column += self->column_repeat;

  return TRUE;
}

static gboolean
content_end (gpointer     user_data,
             const char  *name,
             GError     **error)
{
  Ods *self = user_data;

  if (self->skipped > 0)
    {
      self->skipped--;
      return TRUE;
    }
  if (!self->in_table)
    {
      if (strcmp (name, "spreadsheet") != 0 || self->was_found || self->names != NULL)
        return TRUE;
      g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_NO_SHEET,
                   "The spreadsheet has no sheet “%s”", self->wanted != NULL ? self->wanted : "");
      return FALSE;
    }
  if (self->in_cell)
    {
      if (strcmp (name, "table-cell") == 0 || strcmp (name, "covered-table-cell") == 0)
        return end_cell (self, error);
      if (strcmp (name, "p") == 0 && self->in_paragraph > 0)
        self->in_paragraph--;
      return TRUE;
    }
  if (strcmp (name, "table-row") == 0)
    {
      gboolean ok = spt_sheet_rows_end (&self->parent.rows, self->row, self->row_repeat, error);

      self->row += self->row_repeat - 1;
      return ok;
    }
  if (strcmp (name, "table") == 0)
    self->in_table = FALSE;

  return TRUE;
}

static gboolean
content_text (gpointer     user_data,
              const char  *text,
              gsize        length,
              GError     **error)
{
  Ods *self = user_data;

  if (self->skipped > 0 || self->in_paragraph == 0)
    return TRUE;
  if (self->text->len + length > MAX_TEXT)
    {
      g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_SIZE,
                   "The spreadsheet holds a text of more than 1 MiB");
      return FALSE;
    }
  g_string_append_len (self->text, text, (gssize) length);

  return TRUE;
}

static void
free_rest (SptSheetReader *reader)
{
  Ods *self = (Ods *) reader;

  g_clear_pointer (&self->names, g_strv_builder_unref);
  g_free (self->wanted);
  g_free (self->value);
  g_string_free (self->text, TRUE);
  g_string_free (self->shown, TRUE);
}

static gboolean
manifest_start (gpointer            user_data,
                const char         *name,
                const char *const  *attributes,
                GError            **error)
{
  if (strcmp (name, "encryption-data") != 0)
    return TRUE;
  g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_FORMAT,
               "The spreadsheet is protected by a password");

  return FALSE;
}

static Ods *
open_content (const char    *path,
              GCancellable  *cancellable,
              GError       **error)
{
  static const SptSheetHandler manifest_handler = { manifest_start, NULL, NULL };
  static const SptSheetHandler handler = { content_start, content_end, content_text };
  GError *local = NULL;
  Ods *self;

  if (!spt_sheet_xml_read (path, "META-INF/manifest.xml", &manifest_handler, NULL, cancellable,
                           error))
    return NULL;
  self = g_new0 (Ods, 1);
  self->parent.free_rest = free_rest;
  spt_sheet_rows_init (&self->parent.rows);
  self->text = g_string_new (NULL);
  self->shown = g_string_new (NULL);
  self->parent.xml = spt_sheet_xml_open (path, CONTENT, &handler, self, &local);
  if (self->parent.xml != NULL)
    return self;

  if (local == NULL)
    g_set_error (&local, SPT_SHEET_ERROR, SPT_SHEET_ERROR_FORMAT,
                 "The spreadsheet is damaged: it lacks “%s”", CONTENT);
  g_propagate_error (error, local);
  spt_sheet_reader_free (&self->parent);

  return NULL;
}

GStrv
spt_sheet_ods_list (const char    *path,
                    GCancellable  *cancellable,
                    GError       **error)
{
  Ods *self = open_content (path, cancellable, error);
  g_autoptr (SptSheetReader) reader = self != NULL ? &self->parent : NULL;
  g_auto (GStrv) names = NULL;
  gboolean more = TRUE;

  if (reader == NULL)
    return NULL;
  self->names = g_strv_builder_new ();
  while (more)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !spt_sheet_xml_feed (reader->xml, &more, error))
        return NULL;
    }
  names = g_strv_builder_end (self->names);
  if (names[0] == NULL)
    {
      g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_NO_SHEET,
                   "The spreadsheet has no sheet");
      return NULL;
    }

  return g_steal_pointer (&names);
}

SptSheetReader *
spt_sheet_ods_open (const char    *path,
                    const char    *sheet,
                    GCancellable  *cancellable,
                    GError       **error)
{
  Ods *self = open_content (path, cancellable, error);

  if (self == NULL)
    return NULL;
  self->wanted = g_strdup (sheet);

  return &self->parent;
}
