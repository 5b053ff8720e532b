/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the sheet that starts an intervention share. */
#pragma once

#include "ui/catasto/spt-intervention-start.h"
#include "ui/catasto/spt-intervention-work.h"
#include "ui/spt-record-page.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

G_BEGIN_DECLS

typedef enum
{
  ASK_CODE       = 1 << 0, /* of a new plant */
  ASK_DAY        = 1 << 1,
  ASK_PERSON     = 1 << 2, /* the responsible, or the third responsible's firm */
  ASK_EARLIER    = 1 << 3,
  ASK_FIRM       = 1 << 4,
  ASK_TECHNICIAN = 1 << 5,
  ASK_GENERATORS = 1 << 6,
  ASK_PARTS      = 1 << 7, /* what is no generator */
  ASK_REPLACE    = 1 << 8, /* or a new one */
  ASK_REPORTED   = 1 << 9, /* generators that have a report, all of one type */
  ASK_INSTRUMENT = 1 << 10
} Ask;

struct _SptInterventionStart
{
  AdwWindow               parent_instance;

  SptDesk                *desk;        /* (owned) */
  SptWindow              *window;      /* (unowned): that it was opened from; it outlives us */
  GCancellable           *cancellable; /* (owned) */
  GCancellable           *search;      /* (owned): the look under way */
  GAsyncResult           *answer;      /* (owned) (nullable): keeps @choices */
  SptInterventionChoices *choices;     /* (unowned) (nullable) */
  GPtrArray              *rows;        /* (owned) (element-type GtkWidget): of components */
  GPtrArray              *people;      /* (owned) (element-type GtkWidget): who was found */
  SptRecordPage          *made;        /* (weak) (nullable): the page of a new subject, while the sheet waits for it */
  const char             *type;        /* interned */
  guint                   asks;
  gint64                  plant_id;
  gint64                  previous;    /* that was asked for; 0 = none */
  gint64                  subject_id;  /* who was chosen; 0 = nobody */
  gint64                  existing;    /* the plant that has the code already; 0 = none */
  guint                   beginning : 1;
  guint                   filling   : 1;
  guint                   asking    : 1;
  guint                   searching : 1;

  /* Template */
  AdwWindowTitle         *title;
  SptStrip               *existing_strip;
  GtkWidget              *groups;
  GtkWidget              *plant_group;
  AdwEntryRow            *code_row;
  AdwComboRow            *account_row;
  GtkWidget              *mode_group;
  AdwComboRow            *mode_row;
  AdwPreferencesGroup    *component_group;
  AdwPreferencesGroup    *person_group;
  AdwEntryRow            *person_row;
  AdwActionRow           *chosen_row;
  GtkWidget              *nobody_row;  /* nobody is called what is typed */
  GtkWidget              *day_group;
  AdwEntryRow            *day_row;
  AdwComboRow            *earlier_row;
  AdwComboRow            *firm_row;
  AdwComboRow            *technician_row;
  AdwComboRow            *instrument_row;
};

/* spt-intervention-parts.c: components */
gboolean   _spt_intervention_start_replaces        (SptInterventionStart *self);
gboolean   _spt_intervention_start_has_parts       (SptInterventionStart *self);
GPtrArray *_spt_intervention_start_list_components (SptInterventionStart *self) G_GNUC_WARN_UNUSED_RESULT;
void       _spt_intervention_start_show_components (SptInterventionStart *self);

/* spt-intervention-people.c */
void       _spt_intervention_start_person_typed    (SptInterventionStart *self);
void       _spt_intervention_start_person_entered  (SptInterventionStart *self);
void       _spt_intervention_start_install_people  (GtkWidgetClass       *widget_class);

/* spt-intervention-start.c */
/* Whether it can begin. */
void       _spt_intervention_start_update          (SptInterventionStart *self);

G_END_DECLS
