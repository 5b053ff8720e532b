/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The archive's form of a record of a schema: its XML document, so that what another set of files does not have is
 * kept in its place ("#rest"), and behind it what of a draft no document can say. */
#define G_LOG_DOMAIN "spt-xsd-codec"

#include "config.h"

#include <string.h>

#include "form/spt-xsd-private.h"

/* Behind the document: the sum of the set, a blank, the plain form. It holds only while the set is that one. */
#define DRAFT_BEGIN "<?sportello-draft "
#define DRAFT_END   "?>\n"

/* A choice without a value, an instance without a text, a date as somebody typed it. */
static gboolean
says_all (SptXsd     *self,
          GBytes     *document,
          const char *plain)
{
  g_autoptr (SptRecord) again = spt_record_new (self->schema);
  g_autofree char *read = NULL;

  if (!spt_xsd_read (self, g_bytes_get_data (document, NULL), g_bytes_get_size (document), again, NULL, NULL))
    return FALSE;
  read = spt_record_dup_plain (again);

  return strcmp (read, plain) == 0;
}

static void
append_draft (SptXsd     *self,
              const char *plain,
              GString    *out)
{
  g_string_append_printf (out, DRAFT_BEGIN "%s ", self->set->hash);
  /* The end of the instruction cannot stand in it; in JSON a ">" only stands in a string. */
  for (const char *at = plain; *at != '\0'; at++)
    {
      if (*at == '>')
        g_string_append (out, "\\u003e");
      else
        g_string_append_c (out, *at);
    }
  g_string_append (out, DRAFT_END);
}

static void
write_doc (SptRecord *record,
           gpointer   data,
           GString   *out)
{
  SptXsd *self = data;
  g_autoptr (GBytes) document = spt_xsd_write (self, record);
  g_autofree char *plain = spt_record_dup_plain (record);

  g_string_append_len (out, g_bytes_get_data (document, NULL), (gssize) g_bytes_get_size (document));
  if (!says_all (self, document, plain))
    append_draft (self, plain, out);
}

gboolean
spt_xsd_has_draft (const char *text,
                   gsize       length)
{
  gsize end_length = strlen (DRAFT_END);

  /* Most documents have none, which their end tells at once. */
  return length >= strlen (DRAFT_BEGIN) + end_length &&
         memcmp (text + length - end_length, DRAFT_END, end_length) == 0;
}

/* The plain form behind a document that was written with this very set; NULL = there is none. */
static const char *
find_draft (SptXsd     *self,
            const char *text,
            gsize       length,
            gsize      *draft_length)
{
  gsize hash_length = strlen (self->set->hash);
  const char *start;
  const char *end;

  if (!spt_xsd_has_draft (text, length))
    return NULL;
  end = text + length - strlen (DRAFT_END);
  start = g_strrstr_len (text, (gssize) length, DRAFT_BEGIN);
  if (start == NULL || start >= end)
    return NULL;
  start += strlen (DRAFT_BEGIN);
  if ((gsize) (end - start) <= hash_length || strncmp (start, self->set->hash, hash_length) != 0 ||
      start[hash_length] != ' ')
    return NULL;
  start += hash_length + 1;
  *draft_length = (gsize) (end - start);

  return start;
}

static gboolean
read_doc (SptRecord   *record,
          gpointer     data,
          const char  *text,
          gsize        length,
          GError     **error)
{
  SptXsd *self = data;
  gsize draft_length;
  const char *draft = find_draft (self, text, length, &draft_length);

  if (draft != NULL && spt_record_read_plain (record, draft, (gssize) draft_length, NULL))
    return TRUE;
  if (spt_xsd_read (self, text, length, record, NULL, error))
    return TRUE;
  spt_record_reset (record);

  return FALSE;
}

static const SptRecordCodec codec = { write_doc, read_doc };

void
spt_xsd_set_codec (SptXsd   *self,
                   gboolean  is_set)
{
  self->schema->codec = is_set ? &codec : NULL;
  self->schema->codec_data = is_set ? self : NULL;
}
