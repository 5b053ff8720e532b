/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zip files of several entries, for tests of spreadsheets. */
#include "config.h"

#include "sheet-file.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

void
sheet_file_write (const char       *path,
                  const SheetEntry *entries,
                  guint             n_entries)
{
  struct archive *archive = archive_write_new ();

  g_assert_cmpint (archive_write_set_format_zip (archive), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_set_format_option (archive, "zip", "compression", "store"), ==,
                   ARCHIVE_OK);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  for (guint i = 0; i < n_entries; i++)
    {
      struct archive_entry *entry = archive_entry_new ();
      gsize length = entries[i].length > 0 ? entries[i].length : strlen (entries[i].data);

      archive_entry_set_pathname (entry, entries[i].name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0600);
      archive_entry_set_size (entry, (la_int64_t) length);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_data (archive, entries[i].data, length), ==, (int) length);
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
}
