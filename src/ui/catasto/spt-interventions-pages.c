/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interventions' place in the window. */
#define G_LOG_DOMAIN "spt-interventions-pages"

#include "config.h"

#include "ui/catasto/spt-interventions-pages.h"

#include <glib/gi18n.h>

#include "store/spt-store-dossiers.h"
#include "ui/catasto/spt-intervention-page.h"
#include "ui/catasto/spt-interventions-words.h"
#include "ui/catasto/spt-interventions-page.h"

const SptRecordPages spt_interventions_pages = {
  .kind = SPT_KIND_INTERVENTIONS,
  .list = { "interventions", N_("Interventions"), "document-properties-symbolic", NULL, spt_interventions_page_new },
  .get_type = spt_intervention_page_get_type,
  .open = spt_intervention_page_new,
  .send = &spt_interventions_send_words,
  .rows = &spt_interventions_kind,
  .describe = spt_interventions_describe,
  .look = spt_interventions_look,
};
