/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads an archive from its first byte on, as a Java zip stream does: the directory at the end is
 * never looked at, which no library offers with the same verdicts. */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd-zip.h"

#include <string.h>
#include <zlib.h>

#define FLAG_ENCRYPTED  0x0001
#define FLAG_DESCRIPTOR 0x0008

typedef struct
{
  const guint8 *data;
  gsize         length;
  gsize         at;
} Source;

typedef struct
{
  guint    flags;
  guint    method;
  guint32  crc;
  guint64  packed;
  guint64  size;
  char    *name;
} Entry;

static guint
get16 (const guint8 *p)
{
  return (guint) p[0] | (guint) p[1] << 8;
}

static guint32
get32 (const guint8 *p)
{
  return (guint32) get16 (p) | (guint32) get16 (p + 2) << 16;
}

static guint64
get64 (const guint8 *p)
{
  return (guint64) get32 (p) | (guint64) get32 (p + 4) << 32;
}

static gboolean
at_entry (const Source *source)
{
  return source->length - source->at >= 30 && memcmp (source->data + source->at, "PK\3\4", 4) == 0;
}

static void
read_zip64 (Entry        *entry,
            const guint8 *extra,
            gsize         length)
{
  while (length >= 4)
    {
      gsize size = get16 (extra + 2);

      if (size > length - 4)
        return;
      if (get16 (extra) == 1)
        {
          const guint8 *p = extra + 4;

          if (entry->size == G_MAXUINT32 && size >= 8)
            {
              entry->size = get64 (p);
              p += 8;
              size -= 8;
            }
          if (entry->packed == G_MAXUINT32 && size >= 8)
            entry->packed = get64 (p);
          return;
        }
      extra += 4 + size;
      length -= 4 + size;
    }
}

static PrcZipResult
read_header (Source *source,
             Entry  *entry)
{
  const guint8 *p = source->data + source->at;
  gsize name_length = get16 (p + 26);
  gsize extra_length = get16 (p + 28);

  entry->flags = get16 (p + 6);
  entry->method = get16 (p + 8);
  entry->crc = get32 (p + 14);
  entry->packed = get32 (p + 18);
  entry->size = get32 (p + 22);
  if (source->length - source->at - 30 < name_length + extra_length)
    return PRC_ZIP_CUT;
  entry->name = g_strndup ((const char *) p + 30, name_length);
  read_zip64 (entry, p + 30 + name_length, extra_length);
  source->at += 30 + name_length + extra_length;
  if ((entry->flags & FLAG_ENCRYPTED) != 0 || (entry->method != 0 && entry->method != 8) ||
      (entry->method == 0 && (entry->flags & FLAG_DESCRIPTOR) != 0))
    return PRC_ZIP_FAULTY;
  return PRC_ZIP_GOOD;
}

static PrcZipResult
inflate_entry (Source     *source,
               guint64    *packed,
               GByteArray *out)
{
  z_stream stream = { NULL, };
  PrcZipResult result = PRC_ZIP_GOOD;
  guint8 buffer[64 * 1024];
  int state;

  if (inflateInit2 (&stream, -MAX_WBITS) != Z_OK)
    return PRC_ZIP_FAULTY;
  stream.next_in = (Bytef *) source->data + source->at;
  stream.avail_in = (uInt) MIN (source->length - source->at, G_MAXUINT);
  do
    {
      gsize got;

      stream.next_out = buffer;
      stream.avail_out = sizeof buffer;
      state = inflate (&stream, Z_NO_FLUSH);
      got = sizeof buffer - stream.avail_out;
      if (out->len + got > PRC_UNZIPPED_LIMIT)
        {
          result = PRC_ZIP_INVALID_FILE;
          break;
        }
      g_byte_array_append (out, buffer, (guint) got);
      if (state == Z_BUF_ERROR || (state == Z_OK && stream.avail_in == 0 && stream.avail_out > 0))
        result = PRC_ZIP_CUT;
      else if (state != Z_OK && state != Z_STREAM_END)
        result = PRC_ZIP_FAULTY;
    }
  while (result == PRC_ZIP_GOOD && state != Z_STREAM_END);
  *packed = stream.total_in;
  source->at += stream.total_in;
  inflateEnd (&stream);
  return result;
}

/* The descriptor is always taken to hold 32-bit sizes, as Java 17 does for entries under 4 GiB: a
 * writer that put 64-bit ones there is refused. */
static PrcZipResult
read_descriptor (Source *source,
                 Entry  *entry)
{
  const guint8 *p = source->data + source->at;
  gsize left = source->length - source->at;
  gsize skip = left >= 4 && memcmp (p, "PK\7\10", 4) == 0 ? 4 : 0;

  if (left < skip + 12)
    return PRC_ZIP_CUT;
  p += skip;
  entry->crc = get32 (p);
  entry->packed = get32 (p + 4);
  entry->size = get32 (p + 8);
  source->at += skip + 12;
  return PRC_ZIP_GOOD;
}

static PrcZipResult
read_content (Source     *source,
              Entry      *entry,
              GByteArray *out)
{
  PrcZipResult result = PRC_ZIP_GOOD;
  guint64 packed = 0;

  if (entry->method == 8)
    {
      result = inflate_entry (source, &packed, out);
      if (result == PRC_ZIP_GOOD && (entry->flags & FLAG_DESCRIPTOR) != 0)
        result = read_descriptor (source, entry);
    }
  else
    {
      if (entry->size > PRC_UNZIPPED_LIMIT)
        return PRC_ZIP_INVALID_FILE;
      if (entry->size > source->length - source->at)
        return PRC_ZIP_FAULTY;
      packed = entry->size;
      g_byte_array_append (out, source->data + source->at, (guint) packed);
      source->at += packed;
    }
  if (result != PRC_ZIP_GOOD)
    return result;
  if (entry->size != out->len || entry->packed != packed ||
      entry->crc != crc32_z (crc32_z (0, NULL, 0), out->data, out->len))
    return PRC_ZIP_FAULTY;
  return PRC_ZIP_GOOD;
}

static const char *
default_detail (PrcZipResult result)
{
  switch (result)
    {
    case PRC_ZIP_INVALID_FILE:
      return "The unzipped file is larger than the limit.";
    case PRC_ZIP_CUT:
      return "The zip file ends too early.";
    case PRC_ZIP_FAULTY:
      return "The zip file cannot be unzipped.";
    case PRC_ZIP_GOOD:
    default:
      return NULL;
    }
}

/**
 * prc_zip_read:
 * @data: the uploaded bytes
 * @length: how many
 * @lenient: take an archive with more entries after the first good one, as the code at HEAD does;
 *   otherwise refuse it, as the documents and the service's own integration tests say
 * @json: (out) (transfer full): the unzipped file, on success
 * @detail: (out): what is wrong
 *
 * Unzips in bounded memory (GPD facts 4).
 *
 * Returns: the verdict
 */
PrcZipResult
prc_zip_read (const guint8  *data,
              gsize          length,
              gboolean       lenient,
              GByteArray   **json,
              const char   **detail)
{
  Source source = { data, length, 0 };
  g_autoptr (GByteArray) out = g_byte_array_new ();
  PrcZipResult result = PRC_ZIP_GOOD;
  gboolean found = FALSE;
  guint count = 0;

  *detail = NULL;
  while (result == PRC_ZIP_GOOD && !found && at_entry (&source))
    {
      Entry entry = { 0, };

      result = read_header (&source, &entry);
      if (result == PRC_ZIP_GOOD && ++count > 1)
        {
          result = PRC_ZIP_INVALID_FILE;
          *detail = "Too many entries in the zip file.";
        }
      else if (result == PRC_ZIP_GOOD && g_str_has_suffix (entry.name, "/"))
        {
          result = read_content (&source, &entry, out);
          g_byte_array_set_size (out, 0);
        }
      else if (result == PRC_ZIP_GOOD && !g_str_has_suffix (entry.name, ".json"))
        {
          result = PRC_ZIP_INVALID_FILE;
          *detail = "The type of the file in the zip file is not supported.";
        }
      else if (result == PRC_ZIP_GOOD)
        {
          result = read_content (&source, &entry, out);
          found = TRUE;
        }
      g_free (entry.name);
    }
  if (result == PRC_ZIP_GOOD && !found)
    {
      result = PRC_ZIP_INVALID_FILE;
      *detail = "There is no valid file in the zip file.";
    }
  if (result == PRC_ZIP_GOOD && !lenient && at_entry (&source))
    {
      result = PRC_ZIP_INVALID_FILE;
      *detail = "Too many entries in the zip file.";
    }
  if (result == PRC_ZIP_GOOD)
    *json = g_steal_pointer (&out);
  else if (*detail == NULL)
    *detail = default_detail (result);
  return result;
}
