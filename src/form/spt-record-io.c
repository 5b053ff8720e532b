/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The archive's form of a record, written and read, and typed readings of its texts. */

#define G_LOG_DOMAIN "spt-record-io"

#include "config.h"

#include "form/spt-record-private.h"

#include <string.h>

#include "base/spt-json.h"
#include "base/spt-utf8.h"

/* A reader of its own, over memory and straight into the arena: a check of all records reads
 * 100,000 of these, and they hold nothing but objects, arrays and strings. */
typedef struct
{
  SptRecord  *record;
  const char *start;
  const char *at;
  const char *end;
} Reader;

G_DEFINE_QUARK (spt_record_error_quark, spt_record_error)

static void
write_node (const SptNode *node,
            SptJsonWriter *writer)
{
  spt_json_writer_begin_object (writer);
  for (guint i = 0; i < node->def->n_fields; i++)
    {
      if (*node->texts[i] != '\0')
        {
          const SptFieldExtra *extra = spt_group_def_get_extra (node->def, i);

          spt_json_writer_member (writer, extra->key, extra->key_length, node->texts[i]);
        }
    }
  for (guint i = 0; i < node->def->n_groups; i++)
    {
      if (node->children[i].n == 0)
        continue;
      spt_json_writer_key (writer, node->def->groups[i]->name);
      spt_json_writer_begin_array (writer);
      for (guint j = 0; j < node->children[i].n; j++)
        write_node (node->children[i].items[j], writer);
      spt_json_writer_end_array (writer);
    }
  spt_json_writer_end_object (writer);
}

static void
write_plain (SptRecord *self,
             GString   *out)
{
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  write_node (spt_record_get_root (self), &writer);
}

/**
 * spt_record_write:
 * @self: a record
 * @out: where the text goes
 *
 * Appends the archive's form of @self: compact JSON of the texts that are not empty, in the order
 * of the schema. Instances without a text are kept as `{}`, for their position counts. Of a schema
 * from an XSD it is the XML document.
 */
void
spt_record_write (SptRecord *self,
                  GString   *out)
{
  SptSchema *schema;

  g_return_if_fail (self != NULL);
  g_return_if_fail (out != NULL);

  schema = spt_record_get_schema (self);
  if (schema->codec != NULL)
    schema->codec->write (self, schema->codec_data, out);
  else
    write_plain (self, out);
}

/**
 * spt_record_dup_plain:
 * @self: a record
 *
 * Writes @self as JSON, whatever the archive's form of its schema is.
 *
 * Returns: (transfer full): the text
 */
char *
spt_record_dup_plain (SptRecord *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  write_plain (self, text);

  return g_string_free (text, FALSE);
}

/**
 * spt_record_dup_doc:
 * @self: a record
 *
 * The archive's form of @self, see spt_record_write().
 *
 * Returns: (transfer full): the text
 */
char *
spt_record_dup_doc (SptRecord *self)
{
  GString *doc = g_string_new (NULL);

  spt_record_write (self, doc);
  return g_string_free (doc, FALSE);
}

static gboolean
fail_syntax (Reader      *reader,
             const char  *what,
             GError     **error)
{
  g_set_error (error, SPT_RECORD_ERROR, SPT_RECORD_ERROR_SYNTAX, "byte %" G_GSIZE_FORMAT ": %s",
               (gsize) (reader->at - reader->start), what);

  return FALSE;
}

static gboolean
fail_member (const SptNode   *node,
             SptRecordError   code,
             const char      *name,
             gsize            length,
             GError         **error)
{
  g_autoptr (GString) path = g_string_new (NULL);

  spt_node_append_path (node, NULL, path);
  if (path->len > 0)
    g_string_append_c (path, '.');
  g_string_append_len (path, name, length);
  g_set_error (error, SPT_RECORD_ERROR, code,
               code == SPT_RECORD_ERROR_UNKNOWN ? "%s: unknown member" : "%s: stands twice",
               path->str);

  return FALSE;
}

static void
skip_blanks (Reader *reader)
{
  while (reader->at < reader->end &&
         (*reader->at == ' ' || *reader->at == '\t' || *reader->at == '\n' || *reader->at == '\r'))
    reader->at++;
}

static gboolean
expect (Reader      *reader,
        char         wanted,
        const char  *what,
        GError     **error)
{
  skip_blanks (reader);
  if (reader->at == reader->end || *reader->at != wanted)
    return fail_syntax (reader, what, error);
  reader->at++;

  return TRUE;
}

/* Whether @wanted comes next; taken if so. */
static gboolean
accept_next (Reader *reader,
             char    wanted)
{
  skip_blanks (reader);
  if (reader->at == reader->end || *reader->at != wanted)
    return FALSE;
  reader->at++;

  return TRUE;
}

static gboolean
read_hex (const char *text,
          const char *end,
          gunichar   *out)
{
  *out = 0;
  if (end - text < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return FALSE;
      *out = *out << 4 | (guint) digit;
    }

  return TRUE;
}

/* One escape at @in, just after the backslash; gives the bytes eaten, 0 if it is none, and the
 * bytes made. */
static gsize
unescape_one (const char *in,
              const char *end,
              char       *out,
              gsize      *made)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *found = *in != '\0' ? strchr (from, *in) : NULL;
  gunichar high;
  gunichar low;

  if (found != NULL)
    {
      *out = to[found - from];
      *made = 1;
      return 1;
    }
  if (*in != 'u' || !read_hex (in + 1, end, &high) || high == 0)
    return 0;
  if (high < 0xd800 || high > 0xdfff)
    {
      *made = (gsize) g_unichar_to_utf8 (high, out);
      return 5;
    }
  if (high > 0xdbff || end - in < 11 || in[5] != '\\' || in[6] != 'u' ||
      !read_hex (in + 7, end, &low) || low < 0xdc00 || low > 0xdfff)
    return 0;
  *made = (gsize) g_unichar_to_utf8 (0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), out);

  return 11;
}

/* The raw inside of a string that begins at the reader, up to its closing quote. */
static gboolean
scan_string (Reader       *reader,
             const char  **raw,
             gsize        *length,
             gboolean     *escaped,
             GError      **error)
{
  if (!expect (reader, '"', "a string is expected", error))
    return FALSE;

  *raw = reader->at;
  *escaped = FALSE;
  for (;;)
    {
      reader->at += spt_utf8_count_plain ((const guchar *) reader->at,
                                          (gsize) (reader->end - reader->at));
      if (reader->at == reader->end || *reader->at == '"')
        break;
      if ((guchar) *reader->at < 0x20)
        return fail_syntax (reader, "a control character in a string", error);
      if (*reader->at == '\\')
        {
          *escaped = TRUE;
          reader->at++;
        }
      if (reader->at < reader->end)
        reader->at++;
    }
  if (reader->at == reader->end)
    return fail_syntax (reader, "a string without an end", error);
  *length = reader->at - *raw;
  reader->at++;

  return TRUE;
}

/* A string put into the arena. */
static gboolean
read_string (Reader      *reader,
             char       **text,
             gsize       *length,
             GError     **error)
{
  const char *raw;
  const char *in;
  gsize raw_length;
  gboolean escaped;
  char *out;

  if (!scan_string (reader, &raw, &raw_length, &escaped, error))
    return FALSE;

  *text = spt_record_alloc (reader->record, raw_length + 1);
  if (!escaped)
    {
      memcpy (*text, raw, raw_length);
      *length = raw_length;
      return TRUE;
    }

  out = *text;
  in = raw;
  while (in < raw + raw_length)
    {
      gsize eaten;
      gsize made = 0;

      if (*in != '\\')
        {
          *out++ = *in++;
          continue;
        }
      eaten = unescape_one (in + 1, raw + raw_length, out, &made);
      if (eaten == 0)
        return fail_syntax (reader, "a string with a bad escape", error);
      in += 1 + eaten;
      out += made;
    }
  *length = out - *text;

  return TRUE;
}

/* The name of a member: mostly a slice of what is read, without a copy. */
static gboolean
read_name (Reader       *reader,
           const char  **name,
           gsize        *length,
           GError      **error)
{
  const char *before;
  gboolean escaped;
  char *copy;

  skip_blanks (reader);
  before = reader->at;
  if (!scan_string (reader, name, length, &escaped, error))
    return FALSE;
  if (escaped)
    {
      reader->at = before;
      if (!read_string (reader, &copy, length, error))
        return FALSE;
      *name = copy;
    }

  return expect (reader, ':', "a colon is expected", error);
}

static gboolean
is_name (const char *wanted,
         const char *name,
         gsize       length)
{
  return strncmp (wanted, name, length) == 0 && wanted[length] == '\0';
}

static gboolean read_node (Reader   *reader,
                           SptNode  *node,
                           GError  **error);

static gboolean
read_children (Reader   *reader,
               SptNode  *node,
               guint     group_index,
               GError  **error)
{
  if (!expect (reader, '[', "an array is expected", error))
    return FALSE;
  if (accept_next (reader, ']'))
    return TRUE;

  do
    {
      if (!read_node (reader, spt_node_add_child (node, group_index), error))
        return FALSE;
    }
  while (accept_next (reader, ','));

  return expect (reader, ']', "a comma or the end of the array is expected", error);
}

/* The name of a member as spt_record_write() writes it, in its order: known by its bytes, without
 * being read. Gives the field, -1 if it is none. */
static int
accept_written (Reader            *reader,
                const SptGroupDef *def,
                guint              next)
{
  gsize left = (gsize) (reader->end - reader->at);

  for (guint i = next; i < def->n_fields; i++)
    {
      const SptFieldExtra *extra = spt_group_def_get_extra (def, i);

      if (extra->key_length <= left && memcmp (reader->at, extra->key, extra->key_length) == 0)
        {
          reader->at += extra->key_length;
          return (int) i;
        }
    }

  return -1;
}

static gboolean
read_member (Reader   *reader,
             SptNode  *node,
             guint    *next,
             GError  **error)
{
  const SptGroupDef *def = node->def;
  int written = accept_written (reader, def, *next);
  const char *name;
  gsize length;

  if (written >= 0)
    {
      const SptFieldDef *field = &def->fields[written];
      char *text;

      if (node->texts[written] != spt_record_unset)
        return fail_member (node, SPT_RECORD_ERROR_DUPLICATE, field->name, strlen (field->name),
                            error);
      if (!read_string (reader, &text, &length, error))
        return FALSE;
      spt_node_take_text (node, (guint) written, text, length);
      *next = (guint) written + 1;
      return TRUE;
    }

  if (!read_name (reader, &name, &length, error))
    return FALSE;

  /* Written in the order of the schema, a member is found a few steps from the one before. */
  for (guint i = 0; i < def->n_fields; i++)
    {
      guint index = (*next + i) % def->n_fields;
      char *text;

      if (!is_name (def->fields[index].name, name, length))
        continue;
      if (node->texts[index] != spt_record_unset)
        return fail_member (node, SPT_RECORD_ERROR_DUPLICATE, name, length, error);
      if (!read_string (reader, &text, &length, error))
        return FALSE;
      spt_node_take_text (node, index, text, length);
      *next = index + 1;
      return TRUE;
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      if (!is_name (def->groups[i]->name, name, length))
        continue;
      if (node->children[i].n > 0)
        return fail_member (node, SPT_RECORD_ERROR_DUPLICATE, name, length, error);
      return read_children (reader, node, i, error);
    }

  return fail_member (node, SPT_RECORD_ERROR_UNKNOWN, name, length, error);
}

static gboolean
read_node (Reader   *reader,
           SptNode  *node,
           GError  **error)
{
  guint next = 0;

  if (!expect (reader, '{', "an object is expected", error))
    return FALSE;
  if (accept_next (reader, '}'))
    return TRUE;

  do
    {
      if (!read_member (reader, node, &next, error))
        return FALSE;
    }
  while (accept_next (reader, ','));

  return expect (reader, '}', "a comma or the end of the object is expected", error);
}

/**
 * spt_record_read:
 * @self: a record
 * @text: the archive's form of a record; JSON in any case
 * @length: in bytes, -1 = NUL-terminated
 * @error: return location for a #GError
 *
 * Fills @self, which is reset first, from what spt_record_write() wrote. After an error it is
 * empty. An XML document may have been written with another set of files: what has no field is kept.
 *
 * Returns: %FALSE with %SPT_RECORD_ERROR, an unknown member is named with its path; or with what
 *   spt_xsd_read() says
 */
gboolean
spt_record_read (SptRecord   *self,
                 const char  *text,
                 gssize       length,
                 GError     **error)
{
  SptSchema *schema;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  schema = spt_record_get_schema (self);
  if (schema->codec == NULL || *text == '{')
    return spt_record_read_plain (self, text, length, error);

  return schema->codec->read (self, schema->codec_data, text, length >= 0 ? (gsize) length : strlen (text), error);
}

/**
 * spt_record_read_plain:
 * @self: a record
 * @text: JSON of a record
 * @length: in bytes, -1 = NUL-terminated
 * @error: return location for a #GError
 *
 * Fills @self, which is reset first, from what spt_record_dup_plain() wrote. After an error it is empty.
 *
 * Returns: %FALSE with %SPT_RECORD_ERROR; an unknown member is named with its path
 */
gboolean
spt_record_read_plain (SptRecord   *self,
                       const char  *text,
                       gssize       length,
                       GError     **error)
{
  Reader reader;
  gboolean ok;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (length < 0)
    length = strlen (text);
  reader = (Reader) { self, text, text, text + length };

  spt_record_reset (self);
  reader.at = text + spt_utf8_count_valid ((const guchar *) text, (gsize) length);
  if (reader.at != reader.end)
    return fail_syntax (&reader, "not UTF-8, or a NUL byte", error);
  reader.at = text;

  ok = read_node (&reader, spt_record_get_root (self), error);
  if (ok)
    {
      skip_blanks (&reader);
      if (reader.at != reader.end)
        ok = fail_syntax (&reader, "something stands after the record", error);
    }
  if (!ok)
    spt_record_reset (self);

  return ok;
}

static const char *
get_meant (const SptNode *node,
           guint          field_index)
{
  const char *text = spt_node_get (node, field_index);
  const char *fallback = node->def->fields[field_index].default_value;

  return *text == '\0' && fallback != NULL ? fallback : text;
}

/**
 * spt_node_get_money:
 * @node: a node
 * @field_index: index of a field of its group
 * @cents: (out): the amount
 *
 * Reads a text as euro.
 *
 * Returns: %FALSE when it does not read as an amount; whether it is positive is not asked
 */
gboolean
spt_node_get_money (const SptNode *node,
                    guint          field_index,
                    gint64        *cents)
{
  g_return_val_if_fail (node != NULL && field_index < node->def->n_fields, FALSE);
  g_return_val_if_fail (cents != NULL, FALSE);

  return spt_money_parse_euro (get_meant (node, field_index), cents, NULL);
}

/**
 * spt_node_get_datetime:
 * @node: a node
 * @field_index: index of a field of its group
 * @out: (out): the date and time
 *
 * Reads a text as a date; one that comes alone gets the field's default time (design 4), and @out
 * says that it has one.
 *
 * Returns: %FALSE when it does not read as a date
 */
gboolean
spt_node_get_datetime (const SptNode *node,
                       guint          field_index,
                       SptDatetime   *out)
{
  g_return_val_if_fail (node != NULL && field_index < node->def->n_fields, FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  if (!spt_datetime_parse (get_meant (node, field_index), out, NULL))
    return FALSE;
  if (!out->has_time && node->def->fields[field_index].default_time != NULL)
    {
      const SptFieldExtra *extra = spt_group_def_get_extra (node->def, field_index);

      out->hour = extra->hour;
      out->minute = extra->minute;
      out->second = extra->second;
      out->has_time = true;
    }

  return TRUE;
}

/**
 * spt_node_get_boolean:
 * @node: a node
 * @field_index: index of a field of its group
 * @out: (out): the answer
 *
 * Reads a text as yes or no, see spt_record_parse_boolean().
 *
 * Returns: %FALSE when it does not read
 */
gboolean
spt_node_get_boolean (const SptNode *node,
                      guint          field_index,
                      gboolean      *out)
{
  g_return_val_if_fail (node != NULL && field_index < node->def->n_fields, FALSE);

  return spt_record_parse_boolean (get_meant (node, field_index), out);
}

/**
 * spt_record_parse_boolean:
 * @text: a word
 * @out: (out): the answer
 *
 * Reads yes or no as people and spreadsheets write it: true, false, vero, falso, sì, si, no, 1, 0
 * in any case.
 *
 * Returns: %FALSE when @text is none of these
 */
gboolean
spt_record_parse_boolean (const char *text,
                          gboolean   *out)
{
  static const struct
  {
    const char *word;
    gboolean    value;
  } words[] = {
    { "true", TRUE }, { "false", FALSE }, { "vero", TRUE }, { "falso", FALSE },
    { "si", TRUE }, { "no", FALSE }, { "1", TRUE }, { "0", FALSE },
    { "s\xc3\xac", TRUE }, { "s\xc3\x8c", TRUE },
  };

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  /* What the archive holds, nearly always. */
  if (strcmp (text, "true") == 0 || strcmp (text, "false") == 0)
    {
      *out = *text == 't';
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_ascii_strcasecmp (text, words[i].word) == 0)
        {
          *out = words[i].value;
          return TRUE;
        }
    }

  return FALSE;
}

/* Digits, with or without a dot between thousands; gives where they end. One dot alone is a decimal point, as XML has it; two
 * can only be thousands. */
static const char *
copy_whole (const char *text,
            GString    *out)
{
  const char *end = text + strspn (text, "0123456789");
  const char *at = end;
  guint n_groups = 0;

  g_string_append_len (out, text, end - text);
  while (end > text && end - text <= 3 && *at == '.' && strspn (at + 1, "0123456789") == 3)
    {
      n_groups++;
      at += 4;
    }
  if (n_groups == 0 || (n_groups == 1 && *at != ','))
    return end;
  for (guint i = 0; i < n_groups; i++)
    g_string_append_len (out, end + 1 + 4 * i, 3);

  return at;
}

/**
 * spt_record_dup_decimal:
 * @text: a number as people write it
 *
 * Understands a decimal number with a point ("12.5"), or a comma ("12,5", "1.234,50"), or two points and more
 * ("1.234.567"). "1.000" is one, as in XML; what a person means who types it, spt_number_read_typed() says.
 *
 * Returns: (transfer full) (nullable): the number with a point, its digits untouched; %NULL for what is none
 */
char *
spt_record_dup_decimal (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *at = text;
  gsize n_whole;

  g_return_val_if_fail (text != NULL, NULL);

  while (*at == ' ')
    at++;
  if (*at == '-' || *at == '+')
    g_string_append_c (out, *at++);
  n_whole = out->len;
  at = copy_whole (at, out);
  n_whole = out->len - n_whole;
  if (*at == ',' || *at == '.')
    {
      gsize n = strspn (at + 1, "0123456789");

      if (n == 0 && n_whole == 0)
        return NULL;
      g_string_append_c (out, '.');
      g_string_append_len (out, at + 1, (gssize) n);
      at += n + 1;
    }
  else if (n_whole == 0)
    return NULL;
  while (*at == ' ')
    at++;

  return *at == '\0' ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}
