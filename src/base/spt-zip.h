/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One-entry zip files, written as streams with constant memory (zlib, on threads of its own), and
 * read (libarchive); of zip files with many entries, the files that somebody wants. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SPT_ZIP_ERROR (spt_zip_error_quark ())

typedef enum
{
  SPT_ZIP_ERROR_FORMAT,  /* not a zip, truncated, encrypted, bad checksum */
  SPT_ZIP_ERROR_ENTRIES, /* none, or more than one; a name that leads elsewhere */
  SPT_ZIP_ERROR_SIZE,    /* unpacks to more than allowed */
  SPT_ZIP_ERROR_WRITE
} SptZipError;

typedef struct _SptZipWriter SptZipWriter;

GQuark        spt_zip_error_quark          (void);

/* One deflated entry, no directory, no encryption, a fixed time stamp: the same input gives the
 * same bytes (GPD facts 4, 14.2), however many threads there are. @room: bytes left free before the
 * archive, for whatever frames it; @expected: how long it may become, 0 = who knows. */
SptZipWriter *spt_zip_writer_new           (const char    *entry_name,
                                            gsize          room,
                                            gsize          expected) G_GNUC_WARN_UNUSED_RESULT;
void          spt_zip_writer_free          (SptZipWriter  *self);
gboolean      spt_zip_writer_write         (SptZipWriter  *self,
                                            const char    *data,
                                            gsize          length,
                                            GError       **error);
/* As a piece of its own, unless the finished archive would then be larger than @max_size: @fits. */
gboolean      spt_zip_writer_try           (SptZipWriter  *self,
                                            const char    *data,
                                            gsize          length,
                                            gsize          max_size,
                                            gboolean      *fits,
                                            GError       **error);
/* What the archive would be long with @data; it is not kept. */
gsize         spt_zip_writer_measure       (SptZipWriter  *self,
                                            const char    *data,
                                            gsize          length);
/* What the archive would be long if it were finished now. */
gsize         spt_zip_writer_get_zip_size  (SptZipWriter  *self);
gsize         spt_zip_writer_get_data_size (SptZipWriter  *self);
/* The room and the whole archive; the writer is spent. */
GByteArray   *spt_zip_writer_finish        (SptZipWriter  *self,
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

/**
 * SptZipFileFunc:
 * @name: of the entry: a relative path with slashes that stays below where it is unpacked
 *
 * Returns: whether it is wanted
 */
typedef gboolean (*SptZipFileFunc) (const char *name,
                                    gpointer    user_data);

/* (element-type utf8 GBytes): what @wants of @zip, by name. A name that leads out of the folder, twice the
 * same, a link, or more than the limits is an error: nothing of such a file is believed. */
GHashTable   *spt_zip_read_files           (GBytes        *zip,
                                            gsize          max_bytes,
                                            guint          max_files,
                                            SptZipFileFunc wants,
                                            gpointer       user_data,
                                            GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* The other way round: @n files in their order, with names in UTF-8; the same give the same bytes. */
GBytes       *spt_zip_write_files          (const char *const *names,
                                            GBytes *const     *files,
                                            guint              n,
                                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
