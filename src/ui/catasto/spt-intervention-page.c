/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of an intervention (a stand-in until the true one is merged). */
#define G_LOG_DOMAIN "spt-intervention-page"

#include "config.h"

#include "ui/catasto/spt-intervention-page.h"

typedef struct
{
  SptPage parent_instance;
  gint64  id;
} SptInterventionPage;
typedef SptPageClass SptInterventionPageClass;

G_DEFINE_FINAL_TYPE (SptInterventionPage, spt_intervention_page, SPT_TYPE_PAGE)

static gint64
get_record (SptPage *page)
{
  return ((SptInterventionPage *) page)->id;
}

static void
spt_intervention_page_class_init (SptInterventionPageClass *klass)
{
  klass->get_record = get_record;
}

static void
spt_intervention_page_init (SptInterventionPage *self)
{
}

SptPage *
spt_intervention_page_new (SptDesk *desk,
                           gint64   id)
{
  SptPage *page = g_object_new (spt_intervention_page_get_type (), "desk", desk, "title", "Intervention", NULL);

  ((SptInterventionPage *) page)->id = id;
  return page;
}
