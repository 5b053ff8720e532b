/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the dialog of deadlines share. */
#pragma once

#include "ui/catasto/spt-plant-dues-dialog.h"
#include "ui/catasto/spt-plant-dues-work.h"
#include "ui/spt-ui.h"

G_BEGIN_DECLS

struct _SptPlantDuesDialog
{
  SptSheet             parent_instance;

  const SptSheetParts *sheet;    /* (unowned) */
  gint64               plant_id; /* only of this one; 0 = of all */
  gint64               edits;    /* whose contract is asked for as soon as dates are there; 0 = none */
  GPtrArray           *all;      /* (owned) (nullable) (element-type SptDeadline) */
  GPtrArray           *shown;    /* (owned) (nullable) (element-type SptDeadline, of @all) */
  GPtrArray           *places;   /* (owned) (element-type utf8): as the drop-down has them, from its second on */
  GtkWindow           *window;   /* (unowned): what stands behind; outlives this */
  guint                filling : 1;

  /* Template */
  GtkWidget           *tools;
  GtkWidget           *search_entry;
  GtkDropDown         *span_drop_down;
  GtkDropDown         *kind_drop_down;
  GtkDropDown         *place_drop_down;
};

/* spt-plant-dues-choose.c */
void _spt_plant_dues_begin_choices  (SptPlantDuesDialog *self);
void _spt_plant_dues_choose_first   (SptPlantDuesDialog *self,
                                     const char         *which);
void _spt_plant_dues_fill_places    (SptPlantDuesDialog *self);
void _spt_plant_dues_choose         (SptPlantDuesDialog *self);

/* spt-plant-dues-export.c */
void _spt_plant_dues_install_export (GtkWidgetClass     *widget_class);

G_END_DECLS
