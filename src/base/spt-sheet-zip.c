/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The container of a spreadsheet file: entries of a zip and their XML, both bounded. */
#define G_LOG_DOMAIN "spt-sheet-zip"

#include "config.h"

#include "base/spt-sheet-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define BLOCK        (64 * 1024)
#define MAX_ENTRIES  4096
#define MAX_UNPACKED (G_GUINT64_CONSTANT (1) << 30)
/* What offices make packs to a fiftieth at best; deflate can do a thousandth. Small files may be odd. */
#define MAX_RATIO    250
#define RATIO_FROM   (16 * 1024 * 1024)
/* No element or text is longer: a cell has at most 32,767 characters. */
#define MAX_PIECE    (1024 * 1024)
#define MAX_DEPTH    64

struct _SptSheetEntry
{
  struct archive *archive; /* (owned) */
  guint64         packed;  /* bytes of the whole file */
  guint64         n_read;
  guint64         size;    /* as the container says; 0 = it does not */
};

/* --- entries --------------------------------------------------------------------------------- */

static void
set_damaged (GError         **error,
             struct archive  *archive)
{
  const char *detail = archive_error_string (archive);

  g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_FORMAT,
               "The spreadsheet is damaged or protected by a password: %s",
               detail != NULL ? detail : "it cannot be unpacked");
}

static struct archive *
open_archive (const char  *path,
              GError     **error)
{
  struct archive *archive = archive_read_new ();

  if (archive_read_support_format_zip_seekable (archive) == ARCHIVE_OK &&
      archive_read_open_filename (archive, path, BLOCK) == ARCHIVE_OK)
    return archive;

  set_damaged (error, archive);
  archive_read_free (archive);

  return NULL;
}

/* TRUE with *entry NULL at the end. */
static gboolean
next_entry (struct archive        *archive,
            guint                 *n_entries,
            struct archive_entry **entry,
            GError               **error)
{
  int result = archive_read_next_header (archive, entry);

  if (result == ARCHIVE_EOF)
    {
      *entry = NULL;
      return TRUE;
    }
  if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
    {
      set_damaged (error, archive);
      return FALSE;
    }
  if (++*n_entries > MAX_ENTRIES)
    {
      g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_SIZE,
                   "The spreadsheet consists of more than %d parts", MAX_ENTRIES);
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_named (struct archive_entry *entry,
          const char           *name)
{
  const char *path = archive_entry_pathname_utf8 (entry);

  if (path == NULL)
    path = archive_entry_pathname (entry);

  return path != NULL && g_ascii_strcasecmp (path, name) == 0;
}

static gboolean
begins_as_zip (const char  *path,
               GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  char start[8] = { 0 };
  gsize n;

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), start, sizeof start, &n, NULL, error))
    return FALSE;
  if (n == sizeof start && memcmp (start, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
    {
      g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_FORMAT,
                   "This is an old Excel file, or one protected by a password: save it as .xlsx "
                   "without a password");
      return FALSE;
    }

  return n >= 4 && memcmp (start, "PK\3\4", 4) == 0;
}

static gboolean
is_ods_type (struct archive *archive)
{
  static const char type[] = "application/vnd.oasis.opendocument.spreadsheet";
  char text[sizeof type] = { 0 };
  la_ssize_t n = archive_read_data (archive, text, sizeof type - 1);

  return n == (la_ssize_t) sizeof type - 1 && memcmp (text, type, sizeof type - 1) == 0;
}

gboolean
spt_sheet_find_kind (const char    *path,
                     SptSheetKind  *kind,
                     GError       **error)
{
  GError *local = NULL;
  struct archive *archive;
  struct archive_entry *entry;
  guint n_entries = 0;

  *kind = SPT_SHEET_NONE;
  /* What comes through a pipe is there only once. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  if (!begins_as_zip (path, &local))
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, local);
      return FALSE;
    }
  /* A zip that cannot be read is told so by whoever reads it as one. */
  archive = open_archive (path, NULL);
  while (archive != NULL && *kind == SPT_SHEET_NONE && local == NULL &&
         next_entry (archive, &n_entries, &entry, NULL) && entry != NULL)
    {
      if (is_named (entry, "xl/workbook.xml"))
        *kind = SPT_SHEET_XLSX;
      else if (is_named (entry, "mimetype") && is_ods_type (archive))
        *kind = SPT_SHEET_ODS;
      else if (is_named (entry, "xl/workbook.bin"))
        g_set_error (&local, SPT_SHEET_ERROR, SPT_SHEET_ERROR_FORMAT,
                     "This is a binary Excel file (.xlsb): save it as .xlsx");
    }
  if (archive != NULL)
    archive_read_free (archive);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  return TRUE;
}

SptSheetEntry *
spt_sheet_entry_open (const char  *path,
                      const char  *name,
                      GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  struct archive *archive;
  struct archive_entry *entry;
  SptSheetEntry *self;
  guint n_entries = 0;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL,
                            error);
  if (info == NULL)
    return NULL;
  archive = open_archive (path, error);
  if (archive == NULL)
    return NULL;
  do
    {
      if (!next_entry (archive, &n_entries, &entry, error))
        {
          archive_read_free (archive);
          return NULL;
        }
    }
  while (entry != NULL && !is_named (entry, name));

  if (entry == NULL)
    {
      archive_read_free (archive);
      return NULL;
    }
  if (archive_entry_is_encrypted (entry))
    {
      g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_FORMAT,
                   "The spreadsheet is protected by a password");
      archive_read_free (archive);
      return NULL;
    }
  self = g_new0 (SptSheetEntry, 1);
  self->archive = archive;
  self->packed = (guint64) g_file_info_get_size (info);
  if (archive_entry_size_is_set (entry))
    self->size = (guint64) MAX (archive_entry_size (entry), 0);

  return self;
}

gssize
spt_sheet_entry_read (SptSheetEntry  *self,
                      void           *buffer,
                      gsize           size,
                      GError        **error)
{
  la_ssize_t n = archive_read_data (self->archive, buffer, size);

  if (n < 0)
    {
      set_damaged (error, self->archive);
      return -1;
    }
  self->n_read += (guint64) n;
  if (self->n_read > MAX_UNPACKED ||
      (self->n_read > RATIO_FROM && self->n_read / MAX_RATIO > self->packed))
    {
      g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_SIZE,
                   "The spreadsheet unpacks to far more than a sheet of an office holds");
      return -1;
    }

  return (gssize) n;
}

void
spt_sheet_entry_free (SptSheetEntry *self)
{
  if (self == NULL)
    return;

  archive_read_free (self->archive);
  g_free (self);
}

/* --- XML ------------------------------------------------------------------------------------- */

struct _SptSheetXml
{
  SptSheetEntry         *entry;   /* (owned) */
  GMarkupParseContext   *parser;  /* (owned) */
  const SptSheetHandler *handler;
  gpointer               user_data;
  char                  *block;   /* (owned) */
  gsize                  n_silent; /* bytes since the last element or text */
  guint                  depth;
};

static const char *
get_local (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static void
start_cb (GMarkupParseContext *parser,
          const char          *name,
          const char         **names,
          const char         **values,
          gpointer             user_data,
          GError             **error)
{
  SptSheetXml *self = user_data;
  const char *attributes[65];
  guint n = 0;

  self->n_silent = 0;
  if (++self->depth > MAX_DEPTH)
    {
      g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_SIZE,
                   "The spreadsheet is nested more than %d deep", MAX_DEPTH);
      return;
    }
  for (guint i = 0; names[i] != NULL && n + 2 < G_N_ELEMENTS (attributes); i++)
    {
      attributes[n++] = get_local (names[i]);
      attributes[n++] = values[i];
    }
  attributes[n] = NULL;
  if (self->handler->start != NULL)
    self->handler->start (self->user_data, get_local (name), attributes, error);
}

static void
end_cb (GMarkupParseContext *parser,
        const char          *name,
        gpointer             user_data,
        GError             **error)
{
  SptSheetXml *self = user_data;

  self->n_silent = 0;
  self->depth--;
  if (self->handler->end != NULL)
    self->handler->end (self->user_data, get_local (name), error);
}

static void
text_cb (GMarkupParseContext *parser,
         const char          *text,
         gsize                length,
         gpointer             user_data,
         GError             **error)
{
  SptSheetXml *self = user_data;

  self->n_silent = 0;
  if (self->handler->text != NULL)
    self->handler->text (self->user_data, text, length, error);
}

/* A document type: no program writes one into a spreadsheet; what has one wants to name files, or to multiply itself. Looked for
 * here, as GMarkup goes on behind a document type that is not valid, and then fails twice. @data is preceded by the two bytes before
 * it. */
static gboolean
has_doctype (const char *data,
             gsize       length)
{
  const char *end = data + length;
  const char *found = data - 2;

  while ((found = memmem (found, (gsize) (end - found), "<!", 2)) != NULL)
    {
      found += 2;
      if (found < end && g_ascii_isalpha (*found))
        return TRUE;
    }

  return FALSE;
}

SptSheetXml *
spt_sheet_xml_open (const char             *path,
                    const char             *name,
                    const SptSheetHandler  *handler,
                    gpointer                user_data,
                    GError                **error)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb, NULL, NULL };
  SptSheetEntry *entry = spt_sheet_entry_open (path, name, error);
  SptSheetXml *self;

  if (entry == NULL)
    return NULL;

  self = g_new0 (SptSheetXml, 1);
  self->entry = entry;
  self->handler = handler;
  self->user_data = user_data;
  self->block = g_malloc0 (BLOCK + 2);
  self->parser = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, self, NULL);

  return self;
}

void
spt_sheet_xml_get_progress (SptSheetXml *self,
                            guint64     *done,
                            guint64     *total)
{
  *done = self->entry->n_read;
  *total = self->entry->size;
}

static void
name_failure (GError  *failure,
              GError **error)
{
  if (failure->domain != G_MARKUP_ERROR)
    {
      g_propagate_error (error, failure);
      return;
    }
  g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_FORMAT,
               "The spreadsheet is damaged or protected by a password: %s", failure->message);
  g_error_free (failure);
}

gboolean
spt_sheet_xml_feed (SptSheetXml  *self,
                    gboolean     *more,
                    GError      **error)
{
  char *data = self->block + 2;
  gssize n = spt_sheet_entry_read (self->entry, data, BLOCK, error);
  GError *failure = NULL;

  *more = n > 0;
  if (n < 0)
    return FALSE;
  if (n > 0)
    {
      self->n_silent += (gsize) n;
      if (has_doctype (data, (gsize) n))
        g_set_error (&failure, SPT_SHEET_ERROR, SPT_SHEET_ERROR_FORMAT,
                     "The spreadsheet has a document type of its own, which is not read");
      else
        g_markup_parse_context_parse (self->parser, data, n, &failure);
      self->block[0] = n > 1 ? data[n - 2] : self->block[1];
      self->block[1] = data[n - 1];
      if (failure == NULL && self->n_silent > MAX_PIECE)
        g_set_error (&failure, SPT_SHEET_ERROR, SPT_SHEET_ERROR_SIZE,
                     "The spreadsheet holds a text of more than 1 MiB");
    }
  else
    {
      g_markup_parse_context_end_parse (self->parser, &failure);
    }
  if (failure != NULL)
    {
      name_failure (failure, error);
      return FALSE;
    }

  return TRUE;
}

void
spt_sheet_xml_free (SptSheetXml *self)
{
  if (self == NULL)
    return;

  g_markup_parse_context_free (self->parser);
  spt_sheet_entry_free (self->entry);
  g_free (self->block);
  g_free (self);
}

gboolean
spt_sheet_xml_read (const char             *path,
                    const char             *name,
                    const SptSheetHandler  *handler,
                    gpointer                user_data,
                    GCancellable           *cancellable,
                    GError                **error)
{
  GError *local = NULL;
  g_autoptr (SptSheetXml) xml = spt_sheet_xml_open (path, name, handler, user_data, &local);
  gboolean more = TRUE;

  if (xml == NULL)
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, local);
      return FALSE;
    }
  while (more)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !spt_sheet_xml_feed (xml, &more, error))
        return FALSE;
    }

  return TRUE;
}

const char *
spt_sheet_attribute (const char *const *attributes,
                     const char        *name)
{
  for (guint i = 0; attributes[i] != NULL; i += 2)
    {
      if (strcmp (attributes[i], name) == 0)
        return attributes[i + 1];
    }

  return NULL;
}
