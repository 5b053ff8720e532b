/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One voucher: where it stands, its next step, its data, what happened to it. */
#define G_LOG_DOMAIN "spt-voucher-page"

#include "config.h"

#include "ui/voucher/spt-voucher-page.h"

#include <glib/gi18n.h>

struct _SptVoucherPage
{
  SptPage parent_instance;

  gint64  id;
};

G_DEFINE_FINAL_TYPE (SptVoucherPage, spt_voucher_page, SPT_TYPE_PAGE)

static void
spt_voucher_page_class_init (SptVoucherPageClass *klass)
{
}

static void
spt_voucher_page_init (SptVoucherPage *self)
{
}

/**
 * spt_voucher_page_new:
 * @desk: the desk
 * @id: a dossier; 0 = a new voucher
 *
 * Returns: (transfer floating): its page
 */
SptPage *
spt_voucher_page_new (SptDesk *desk,
                      gint64   id)
{
  SptVoucherPage *self = g_object_new (SPT_TYPE_VOUCHER_PAGE, "desk", desk, "title", _("Voucher"),
                                       NULL);

  self->id = id;
  return SPT_PAGE (self);
}

/**
 * spt_voucher_page_get_id:
 * @self: the page
 *
 * Returns: its dossier; 0 = not saved yet
 */
gint64
spt_voucher_page_get_id (SptVoucherPage *self)
{
  g_return_val_if_fail (SPT_IS_VOUCHER_PAGE (self), 0);

  return self->id;
}

/**
 * spt_voucher_page_show_place:
 * @self: the page
 * @path: where in the record, as issues have it
 *
 * Gives that field the focus, once it is loaded.
 */
void
spt_voucher_page_show_place (SptVoucherPage *self,
                             const char     *path)
{
  g_return_if_fail (SPT_IS_VOUCHER_PAGE (self));
}

/**
 * spt_voucher_page_set_subject:
 * @self: the page of a new voucher
 * @subject_id: a person or company of the directory
 *
 * Takes over what the directory knows.
 */
void
spt_voucher_page_set_subject (SptVoucherPage *self,
                              gint64          subject_id)
{
  g_return_if_fail (SPT_IS_VOUCHER_PAGE (self));
}
