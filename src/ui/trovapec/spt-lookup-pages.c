/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place of look-ups in the window. */
#define G_LOG_DOMAIN "spt-lookup-pages"

#include "config.h"

#include "ui/trovapec/spt-lookup-pages.h"

#include <glib/gi18n.h>

#include "store/spt-store-dossiers.h"
#include "ui/spt-record-pages.h"
#include "ui/trovapec/spt-lookup-dialog.h"
#include "ui/trovapec/spt-lookup-page.h"
#include "ui/trovapec/spt-lookup-words.h"
#include "ui/trovapec/spt-lookups-news.h"
#include "ui/trovapec/spt-lookups-page.h"

/**
 * spt_lookup_pages_register:
 *
 * Tells the window how look-ups are shown. Before the first one is made.
 */
void
spt_lookup_pages_register (void)
{
  static const SptRecordPages pages = {
    .kind = SPT_KIND_LOOKUPS,
    .list = { "lookups", N_("PEC"), "mail-unread-symbolic", NULL, spt_lookups_page_new },
    .get_type = spt_lookup_page_get_type,
    .open = spt_lookup_page_new,
    .send = &spt_lookup_send_words,
    .rows = &spt_lookups_kind,
    .new_for_many = N_("Look Up the _PEC…"),
    .dialog_for_many = spt_lookup_dialog_new,
    .finds = "pec",
    .finds_label = N_("Look Up…"),
    .describe = spt_lookups_describe,
    .look = spt_lookups_look,
    .dup_news = spt_lookups_dup_news,
  };

  spt_record_pages_register (&pages);
}
