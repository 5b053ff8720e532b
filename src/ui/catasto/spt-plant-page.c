/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a plant: who and where, what may be sent, what waits, its libretto, what became of it. */
#define G_LOG_DOMAIN "spt-plant-page"

#include "config.h"

#include "ui/catasto/spt-plant-page.h"

#include <glib/gi18n.h>

struct _SptPlantPage
{
  SptPage parent_instance;

  gint64  id;
};

G_DEFINE_FINAL_TYPE (SptPlantPage, spt_plant_page, SPT_TYPE_PAGE)

static gint64
spt_plant_page_get_record (SptPage *page)
{
  return SPT_PLANT_PAGE (page)->id;
}

static void
spt_plant_page_class_init (SptPlantPageClass *klass)
{
  SPT_PAGE_CLASS (klass)->get_record = spt_plant_page_get_record;
}

static void
spt_plant_page_init (SptPlantPage *self)
{
  spt_page_set_title (SPT_PAGE (self), _("Plant"));
}

/**
 * spt_plant_page_new:
 * @desk: the desk
 * @id: the plant
 *
 * Makes its page.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_plant_page_new (SptDesk *desk,
                    gint64   id)
{
  SptPlantPage *self = g_object_new (SPT_TYPE_PLANT_PAGE, "desk", desk, NULL);

  self->id = id;
  return SPT_PAGE (self);
}
