/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The zip reader over any bytes, and the writer's output back through the reader. */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "base/spt-zip.h"

#define MAX_UNPACKED (1024 * 1024)

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) zip = g_bytes_new_static (data, size);
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GBytes) unpacked = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (SptZipWriter) writer = NULL;
  g_autofree char *name = NULL;
  GByteArray *archive;

  content = spt_zip_read_single (zip, MAX_UNPACKED, &name, &error);
  FUZZ_ASSERT ((content == NULL) == (error != NULL));
  FUZZ_ASSERT (content == NULL || g_bytes_get_size (content) <= MAX_UNPACKED);
  FUZZ_ASSERT (content == NULL || (name != NULL && g_utf8_validate (name, -1, NULL)));
  g_clear_error (&error);

  writer = spt_zip_writer_new ("data.bin", 0, 0);
  FUZZ_ASSERT (spt_zip_writer_write (writer, (const char *) data, size, &error));
  archive = spt_zip_writer_finish (writer, &error);
  FUZZ_ASSERT (archive != NULL);
  packed = g_byte_array_free_to_bytes (archive);
  unpacked = spt_zip_read_single (packed, size, NULL, &error);
  FUZZ_ASSERT (unpacked != NULL && g_bytes_equal (unpacked, zip));

  return 0;
}
