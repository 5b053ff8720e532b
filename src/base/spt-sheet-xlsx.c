/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets of .xlsx files (ECMA-376 part 1, 18): shared texts, number formats, rows. */
#define G_LOG_DOMAIN "spt-sheet-xlsx"

#include "config.h"

#include "base/spt-sheet-private.h"

#include <string.h>

#define MAX_TEXTS_BYTES (64 * 1024 * 1024)
#define MAX_TEXTS       (4 * 1024 * 1024)
#define MAX_TEXT        (1024 * 1024)
#define MAX_SHEETS      1000
#define MAX_STYLES      65536

/* --- the workbook ---------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *names;         /* (owned) */
  GPtrArray *relations;     /* (owned) their ids */
  GPtrArray *targets;       /* (owned) paths in the zip, as found by id */
  char      *texts;         /* (owned) path of the shared texts */
  char      *styles;        /* (owned) */
  gboolean   is_1904;
} Book;

static void
book_clear (Book *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->relations, g_ptr_array_unref);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_free (self->texts);
  g_free (self->styles);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Book, book_clear)

static gboolean
is_yes (const char *text)
{
  return text != NULL && (strcmp (text, "1") == 0 || strcmp (text, "true") == 0);
}

static gboolean
book_start (gpointer            user_data,
            const char         *name,
            const char *const  *attributes,
            GError            **error)
{
  Book *self = user_data;

  if (strcmp (name, "workbookPr") == 0)
    {
      self->is_1904 = is_yes (spt_sheet_attribute (attributes, "date1904"));
    }
  else if (strcmp (name, "sheet") == 0)
    {
      const char *title = spt_sheet_attribute (attributes, "name");
      const char *id = spt_sheet_attribute (attributes, "id");

      if (title == NULL || id == NULL)
        return TRUE;
      if (self->names->len == MAX_SHEETS)
        {
          g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_SIZE,
                       "The spreadsheet has more than %d sheets", MAX_SHEETS);
          return FALSE;
        }
      g_ptr_array_add (self->names, g_strdup (title));
      g_ptr_array_add (self->relations, g_strdup (id));
      g_ptr_array_add (self->targets, NULL);
    }

  return TRUE;
}

static gboolean
relation_start (gpointer            user_data,
                const char         *name,
                const char *const  *attributes,
                GError            **error)
{
  Book *self = user_data;
  const char *id = spt_sheet_attribute (attributes, "Id");
  const char *type = spt_sheet_attribute (attributes, "Type");
  const char *target = spt_sheet_attribute (attributes, "Target");
  g_autofree char *path = NULL;

  if (strcmp (name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL)
    return TRUE;
  path = *target == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL);
  for (guint i = 0; i < self->relations->len; i++)
    {
      if (strcmp (g_ptr_array_index (self->relations, i), id) == 0)
        {
          g_free (g_ptr_array_index (self->targets, i));
          g_ptr_array_index (self->targets, i) = g_strdup (path);
        }
    }
  if (g_str_has_suffix (type, "/sharedStrings") && self->texts == NULL)
    self->texts = g_steal_pointer (&path);
  else if (g_str_has_suffix (type, "/styles") && self->styles == NULL)
    self->styles = g_steal_pointer (&path);

  return TRUE;
}

static gboolean
book_read (Book          *self,
           const char    *path,
           GCancellable  *cancellable,
           GError       **error)
{
  static const SptSheetHandler book_handler = { book_start, NULL, NULL };
  static const SptSheetHandler relation_handler = { relation_start, NULL, NULL };

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->relations = g_ptr_array_new_with_free_func (g_free);
  self->targets = g_ptr_array_new_with_free_func (g_free);
  if (!spt_sheet_xml_read (path, "xl/workbook.xml", &book_handler, self, cancellable, error) ||
      !spt_sheet_xml_read (path, "xl/_rels/workbook.xml.rels", &relation_handler, self,
                           cancellable, error))
    return FALSE;
  if (self->names->len > 0)
    return TRUE;

  g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_NO_SHEET, "The spreadsheet has no sheet");

  return FALSE;
}

GStrv
spt_sheet_xlsx_list (const char    *path,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_auto (Book) book = { 0 };
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (!book_read (&book, path, cancellable, error))
    return NULL;
  for (guint i = 0; i < book.names->len; i++)
    g_strv_builder_add (names, g_ptr_array_index (book.names, i));

  return g_strv_builder_end (names);
}

/* --- the sheet ------------------------------------------------------------------------------- */

typedef struct
{
  guint8 format;
  guint8 n_digits;
} Style;

typedef enum
{
  CELL_NUMBER,
  CELL_SHARED,
  CELL_TEXT,
  CELL_BOOLEAN,
  CELL_ERROR
} CellType;

typedef struct
{
  SptSheetReader  parent;
  gboolean        is_1904;

  GString        *texts;    /* (owned) the shared ones, each with its NUL */
  GArray         *places;   /* (owned) (element-type guint32) */
  gboolean        in_phonetic;
  gboolean        in_text;

  GHashTable     *codes;    /* (owned) format id to its code, while styles are read */
  GArray         *styles;   /* (owned) (element-type Style) */
  gboolean        in_cell_styles;

  guint64         row;      /* from 1 */
  guint64         column;   /* from 0 */
  CellType        type;
  guint           style;
  gboolean        in_cell;
  gboolean        in_value; /* v, or t of an inline text */
  GString        *value;    /* (owned) */
  GString        *shown;    /* (owned) */
} Xlsx;

/* Shared texts: si holds t, or r holding t each; what is in rPh is how to pronounce it. */
static gboolean
texts_start (gpointer            user_data,
             const char         *name,
             const char *const  *attributes,
             GError            **error)
{
  Xlsx *self = user_data;

  if (strcmp (name, "si") == 0)
    {
      guint32 place = (guint32) self->texts->len;

      if (self->places->len == MAX_TEXTS)
        {
          g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_SIZE,
                       "The spreadsheet has too many texts");
          return FALSE;
        }
      g_array_append_val (self->places, place);
    }
  else if (strcmp (name, "rPh") == 0)
    {
      self->in_phonetic = TRUE;
    }
  else if (strcmp (name, "t") == 0)
    {
      self->in_text = !self->in_phonetic;
    }

  return TRUE;
}

static gboolean
texts_end (gpointer     user_data,
           const char  *name,
           GError     **error)
{
  Xlsx *self = user_data;

  if (strcmp (name, "si") == 0)
    g_string_append_c (self->texts, '\0');
  else if (strcmp (name, "rPh") == 0)
    self->in_phonetic = FALSE;
  else if (strcmp (name, "t") == 0)
    self->in_text = FALSE;

  return TRUE;
}

/* A carriage return in a cell is written "_x000D_". */
static void
append_text (GString    *out,
             const char *text,
             gsize       length)
{
  static const char escaped[] = "_x000D_";
  const char *end = text + length;

  while (text < end)
    {
      const char *found = memmem (text, (gsize) (end - text), escaped, sizeof escaped - 1);

      g_string_append_len (out, text, (found != NULL ? found : end) - text);
      text = found != NULL ? found + sizeof escaped - 1 : end;
    }
}

static gboolean
texts_text (gpointer     user_data,
            const char  *text,
            gsize        length,
            GError     **error)
{
  Xlsx *self = user_data;

  if (!self->in_text)
    return TRUE;
  if (self->texts->len + length > MAX_TEXTS_BYTES)
    {
      g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_SIZE,
                   "The texts of the spreadsheet have more than 64 MiB");
      return FALSE;
    }
  append_text (self->texts, text, length);

  return TRUE;
}

static guint
get_number (const char *text,
            guint       fallback)
{
  return text != NULL && g_ascii_isdigit (*text)
    ? (guint) MIN (g_ascii_strtoull (text, NULL, 10), G_MAXUINT) : fallback;
}

static gboolean
styles_start (gpointer            user_data,
              const char         *name,
              const char *const  *attributes,
              GError            **error)
{
  Xlsx *self = user_data;

  if (strcmp (name, "numFmt") == 0)
    {
      const char *code = spt_sheet_attribute (attributes, "formatCode");

      if (code != NULL && g_hash_table_size (self->codes) < MAX_STYLES)
        g_hash_table_insert (self->codes, GUINT_TO_POINTER (
                               get_number (spt_sheet_attribute (attributes, "numFmtId"), 0)),
                             g_strdup (code));
    }
  else if (strcmp (name, "cellXfs") == 0)
    {
      self->in_cell_styles = TRUE;
    }
  else if (strcmp (name, "xf") == 0 && self->in_cell_styles && self->styles->len < MAX_STYLES)
    {
      guint id = get_number (spt_sheet_attribute (attributes, "numFmtId"), 0);
      const char *code = g_hash_table_lookup (self->codes, GUINT_TO_POINTER (id));
      guint n_digits = 0;
      Style style;

      style.format = (guint8) (code != NULL ? spt_sheet_format_parse (code, &n_digits)
                                            : spt_sheet_format_built_in (id));
      style.n_digits = (guint8) n_digits;
      g_array_append_val (self->styles, style);
    }

  return TRUE;
}

static gboolean
styles_end (gpointer     user_data,
            const char  *name,
            GError     **error)
{
  Xlsx *self = user_data;

  if (strcmp (name, "cellXfs") == 0)
    self->in_cell_styles = FALSE;

  return TRUE;
}

/* "AB12": the column from its letters. */
static guint64
get_column (const char *reference)
{
  guint64 column = 0;

  for (; g_ascii_isalpha (*reference) && column < SPT_SHEET_MAX_ROWS; reference++)
    column = column * 26 + (guint64) (g_ascii_toupper (*reference) - 'A') + 1;

  return column > 0 ? column - 1 : 0;
}

static CellType
get_type (const char *type)
{
  if (type == NULL || strcmp (type, "n") == 0)
    return CELL_NUMBER;
  if (strcmp (type, "s") == 0)
    return CELL_SHARED;
  if (strcmp (type, "b") == 0)
    return CELL_BOOLEAN;
  if (strcmp (type, "e") == 0)
    return CELL_ERROR;

  return CELL_TEXT; /* str, inlineStr, d */
}

static gboolean
sheet_start (gpointer            user_data,
             const char         *name,
             const char *const  *attributes,
             GError            **error)
{
  Xlsx *self = user_data;

  if (strcmp (name, "c") == 0)
    {
      const char *reference = spt_sheet_attribute (attributes, "r");

      if (reference != NULL)
        self->column = get_column (reference);
      self->type = get_type (spt_sheet_attribute (attributes, "t"));
      self->style = get_number (spt_sheet_attribute (attributes, "s"), G_MAXUINT);
      self->in_cell = TRUE;
      g_string_truncate (self->value, 0);
    }
  else if (strcmp (name, "v") == 0 || (strcmp (name, "t") == 0 && !self->in_phonetic))
    {
      self->in_value = self->in_cell;
    }
  else if (strcmp (name, "row") == 0)
    {
      const char *number = spt_sheet_attribute (attributes, "r");

      self->row = number != NULL ? g_ascii_strtoull (number, NULL, 10) : self->row + 1;
      self->column = 0;
    }
  else if (strcmp (name, "rPh") == 0)
    {
      self->in_phonetic = TRUE;
    }

  return TRUE;
}

static const char *
get_shown (Xlsx *self)
{
  const char *value = self->value->str;
  Style style = { SPT_SHEET_GENERAL, 0 };

  switch (self->type)
    {
    case CELL_SHARED:
    {
      guint64 n = g_ascii_strtoull (value, NULL, 10);

      return n < self->places->len
          ? self->texts->str + g_array_index (self->places, guint32, n) : "";
    }
    case CELL_BOOLEAN:
      return *value == '\0' ? "" : is_yes (value) ? "true" : "false";
    case CELL_NUMBER:
      if (*value == '\0')
        return "";
      if (self->style < self->styles->len)
        style = g_array_index (self->styles, Style, self->style);
      g_string_truncate (self->shown, 0);
      spt_sheet_append_number (self->shown, value, (SptSheetFormat) style.format, style.n_digits,
                               self->is_1904);
      return self->shown->str;
    case CELL_TEXT:
    case CELL_ERROR:
    default:
      return value;
    }
}

static gboolean
sheet_end (gpointer     user_data,
           const char  *name,
           GError     **error)
{
  Xlsx *self = user_data;

  if (strcmp (name, "c") == 0)
    {
      guint64 column = self->column++;

      self->in_cell = FALSE;
      return spt_sheet_rows_set (&self->parent.rows, column, get_shown (self), error);
    }
  if (strcmp (name, "v") == 0 || strcmp (name, "t") == 0)
    self->in_value = FALSE;
  else if (strcmp (name, "row") == 0)
    return spt_sheet_rows_end (&self->parent.rows, self->row, 1, error);
  else if (strcmp (name, "rPh") == 0)
    self->in_phonetic = FALSE;

  return TRUE;
}

static gboolean
sheet_text (gpointer     user_data,
            const char  *text,
            gsize        length,
            GError     **error)
{
  Xlsx *self = user_data;

  if (!self->in_value)
    return TRUE;
  if (self->value->len + length > MAX_TEXT)
    {
      g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_SIZE,
                   "The spreadsheet holds a text of more than 1 MiB");
      return FALSE;
    }
  append_text (self->value, text, length);

  return TRUE;
}

static void
free_rest (SptSheetReader *reader)
{
  Xlsx *self = (Xlsx *) reader;

  g_string_free (self->texts, TRUE);
  g_array_unref (self->places);
  g_hash_table_unref (self->codes);
  g_array_unref (self->styles);
  g_string_free (self->value, TRUE);
  g_string_free (self->shown, TRUE);
}

static const char *
find_sheet (const Book  *book,
            const char  *sheet,
            GError     **error)
{
  for (guint i = 0; i < book->names->len; i++)
    {
      if (sheet != NULL && strcmp (g_ptr_array_index (book->names, i), sheet) != 0)
        continue;
      if (g_ptr_array_index (book->targets, i) != NULL)
        return g_ptr_array_index (book->targets, i);
    }
  g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_NO_SHEET,
               "The spreadsheet has no sheet “%s”", sheet != NULL ? sheet : "");

  return NULL;
}

SptSheetReader *
spt_sheet_xlsx_open (const char    *path,
                     const char    *sheet,
                     GCancellable  *cancellable,
                     GError       **error)
{
  static const SptSheetHandler texts_handler = { texts_start, texts_end, texts_text };
  static const SptSheetHandler styles_handler = { styles_start, styles_end, NULL };
  static const SptSheetHandler sheet_handler = { sheet_start, sheet_end, sheet_text };
  g_auto (Book) book = { 0 };
  g_autoptr (SptSheetReader) reader = NULL;
  GError *local = NULL;
  const char *target;
  Xlsx *self;

  if (!book_read (&book, path, cancellable, error))
    return NULL;
  target = find_sheet (&book, sheet, error);
  if (target == NULL)
    return NULL;

  self = g_new0 (Xlsx, 1);
  reader = &self->parent;
  reader->free_rest = free_rest;
  spt_sheet_rows_init (&reader->rows);
  self->is_1904 = book.is_1904;
  self->texts = g_string_new (NULL);
  self->places = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->codes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->styles = g_array_new (FALSE, FALSE, sizeof (Style));
  self->value = g_string_new (NULL);
  self->shown = g_string_new (NULL);
  if (!spt_sheet_xml_read (path, book.texts != NULL ? book.texts : "xl/sharedStrings.xml",
                           &texts_handler, self, cancellable, error) ||
      !spt_sheet_xml_read (path, book.styles != NULL ? book.styles : "xl/styles.xml",
                           &styles_handler, self, cancellable, error))
    return NULL;

  self->in_phonetic = FALSE;
  reader->xml = spt_sheet_xml_open (path, target, &sheet_handler, self, &local);
  if (reader->xml == NULL)
    {
      if (local == NULL)
        g_set_error (&local, SPT_SHEET_ERROR, SPT_SHEET_ERROR_FORMAT,
                     "The spreadsheet is damaged: it lacks “%s”", target);
      g_propagate_error (error, local);
      return NULL;
    }

  return g_steal_pointer (&reader);
}
