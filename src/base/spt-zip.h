/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One-entry zip files, written and read as streams with constant memory (libarchive). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SPT_ZIP_ERROR (spt_zip_error_quark ())

typedef enum
{
  SPT_ZIP_ERROR_FORMAT,  /* not a zip, truncated, encrypted, bad checksum */
  SPT_ZIP_ERROR_ENTRIES, /* none, or more than one */
  SPT_ZIP_ERROR_SIZE,    /* unpacks to more than allowed */
  SPT_ZIP_ERROR_WRITE
} SptZipError;

typedef struct _SptZipWriter SptZipWriter;

GQuark        spt_zip_error_quark          (void);

/* One deflated entry, no directory, no encryption, a fixed time stamp: the same input gives the
 * same bytes (GPD facts 4, 14.2). */
SptZipWriter *spt_zip_writer_new           (const char    *entry_name) G_GNUC_WARN_UNUSED_RESULT;
void          spt_zip_writer_free          (SptZipWriter  *self);
gboolean      spt_zip_writer_write         (SptZipWriter  *self,
                                            const char    *data,
                                            gsize          length,
                                            GError       **error);
/* Compressed bytes so far (lags a little behind what was written). */
gsize         spt_zip_writer_get_zip_size  (SptZipWriter  *self);
gsize         spt_zip_writer_get_data_size (SptZipWriter  *self);
/* The whole archive; the writer is spent. */
GBytes       *spt_zip_writer_finish        (SptZipWriter  *self,
                                            GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptZipWriter, spt_zip_writer_free)

/* TRUE when @data starts as a zip does. */
gboolean      spt_zip_is_zip               (const char    *data,
                                            gsize          length);
/* The only entry of @zip, at most @max_bytes unpacked; @name may be NULL. */
GBytes       *spt_zip_read_single          (GBytes        *zip,
                                            gsize          max_bytes,
                                            char         **name,
                                            GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
