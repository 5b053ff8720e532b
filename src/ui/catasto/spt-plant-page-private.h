/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the page of a plant share. */
#pragma once

#include "ui/catasto/spt-plant-page.h"
#include "ui/catasto/spt-plant-work.h"
#include "ui/form/spt-form-pages.h"
#include "ui/spt-ui.h"

G_BEGIN_DECLS

struct _SptPlantPage
{
  SptReadPage     parent_instance;

  const SptReadParts *parts;   /* (unowned): the base's */
  SptPlantLoad   *loaded;      /* (unowned) (nullable): until it was read */
  SptForm        *form;        /* (owned) (nullable): of the libretto that is shown */
  char           *form_doc;    /* (owned) (nullable): which that is */
  guint           shows_other  : 1; /* of the steps */
  guint           shows_closed : 1;
  guint           shows_doubtful : 1;
  guint           working      : 1;

  /* Template */
  GtkLabel       *name_label;
  GtkLabel       *code_label;
  GtkWidget      *code_box;
  GtkLabel       *stage_label;
  SptStateLabel  *state_label;
  GtkLabel       *account_label;
  GtkLabel       *environment_label;
  GtkButton      *next_button;
  SptStrip       *trouble_strip;
  SptAdaptiveBin *adaptive;
  AdwViewSwitcher *switcher;
  AdwViewStack   *views;
  GtkBox         *groups_box;
  GtkStack       *libretto_stack;
  SptFormPages   *form_pages;
  AdwStatusPage  *libretto_empty;
  GtkListBox     *history_list;
  GtkStack       *history_stack;
};

/* spt-plant-groups.c: people and place, the queue, what may be sent */
void       _spt_plant_page_add_queue       (SptPlantPage   *self);
void       _spt_plant_page_add_steps       (SptPlantPage   *self);
void       _spt_plant_page_add_people      (SptPlantPage   *self);
void       _spt_plant_page_add_notes       (SptPlantPage   *self);
/* The natural step; NULL = none. Borrowed. */
const SptPlantStep *_spt_plant_page_find_next (SptPlantPage *self);

/* spt-plant-findings.c: what is to be corrected in the libretto */
void       _spt_plant_page_add_findings    (SptPlantPage   *self,
                                            gboolean        errors);

/* spt-plant-parts.c: what it is made of, its dates, its papers */
void       _spt_plant_page_add_parts       (SptPlantPage   *self);
void       _spt_plant_page_add_dues        (SptPlantPage   *self);
void       _spt_plant_page_add_papers      (SptPlantPage   *self);

/* spt-plant-history.c */
void       _spt_plant_page_show_history    (SptPlantPage   *self);

/* spt-plant-libretto.c */
void       _spt_plant_page_show_libretto   (SptPlantPage   *self);
/* What an issue of the libretto names. */
void       _spt_plant_page_show_place      (SptPlantPage   *self,
                                            const char     *path);
/* @intervention 0: the libretto. */
void       _spt_plant_page_print           (SptPlantPage   *self,
                                            gint64          intervention,
                                            gboolean        to_pdf);

/* spt-plant-actions.c */
void       _spt_plant_page_install_actions (GtkWidgetClass *widget_class);
void       _spt_plant_page_update_actions  (SptPlantPage   *self);

/* Parts of a group. @title untranslated as the caller has it: already in the user's language. */
GtkWidget *_spt_plant_page_add_group       (SptPlantPage   *self,
                                            const char     *title,
                                            const char     *text,
                                            const char     *label);
/* Flat, at the end of @row, with @target (floating) (nullable). @tooltip: (nullable): it has an icon. */
GtkWidget *_spt_plant_page_add_button      (GtkWidget      *row,
                                            const char     *label,
                                            const char     *icon_name,
                                            const char     *name,
                                            const char     *action,
                                            GVariant       *target);

G_END_DECLS
