/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that is read: it shows what the archive has of one thing, follows its news, and nothing is typed in it that a
 * reload could sweep away (that is an SptRecordPage). A kind is a table and a class (HACKING.md, "Adding things"). */
#pragma once

#include "ui/spt-page.h"

G_BEGIN_DECLS

/**
 * SptReadPageKind:
 * @changed: the notices after which it is read anew (SptChanged); those of other programs come by themselves
 * @gather_ms: how long a notice waits for more of them; 0 = it does not
 * @size: of the struct that is read; it begins with the id (gint64)
 * @read: fills it, on the store's thread
 * @free: frees it, whole or not
 *
 * What one kind of page reads.
 */
typedef struct
{
  guint          changed;
  guint          gather_ms;
  gsize          size;
  SptStoreFunc   read;
  GDestroyNotify free;
} SptReadPageKind;

/**
 * SptReadParts:
 * @id: what it shows; 0 = nothing: a test of the template alone
 * @cancellable: is cancelled when the page goes
 *
 * What the class of a kind works with; borrowed, to be read.
 */
typedef struct
{
  gint64        id;
  GCancellable *cancellable;
} SptReadParts;

#define SPT_TYPE_READ_PAGE (spt_read_page_get_type ())

G_DECLARE_DERIVABLE_TYPE (SptReadPage, spt_read_page, SPT, READ_PAGE, SptPage)

/**
 * SptReadPageClass:
 * @kind: set with spt_read_page_class_set_kind()
 * @prepare: (nullable): what @loaded, which is empty but for the id, is to know before it is filled
 * @show: shows it; @loaded is borrowed and stays until the next one was shown. The one before is still there.
 *
 * By itself it is read again when it comes into view, as time passes meanwhile: what overrides "shown" decides that.
 */
struct _SptReadPageClass
{
  SptPageClass           parent_class;

  const SptReadPageKind *kind;

  void (*prepare) (SptReadPage *self,
                   gpointer     loaded);
  void (*show)    (SptReadPage *self,
                   gpointer     loaded);

  gpointer padding[4];
};

/* In the class's initialisation; @resource: its template. */
void                spt_read_page_class_set_kind (SptReadPageClass      *klass,
                                                  const SptReadPageKind *kind,
                                                  const char            *resource);

/* What it works with; borrowed, as long as the page. */
const SptReadParts *spt_read_page_get_parts      (SptReadPage           *self);
/* In the constructor: it shows @id, and follows it from now on. */
void                spt_read_page_begin          (SptReadPage           *self,
                                                  gint64                 id);
/* Asks the archive again. */
void                spt_read_page_read           (SptReadPage           *self);

G_END_DECLS
