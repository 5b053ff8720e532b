/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the page of one intervention share. */
#pragma once

#include "ui/catasto/spt-intervention-page.h"
#include "ui/spt-dossier-history.h"

G_BEGIN_DECLS

/* After saving: a local one becomes the libretto. */
#define INTERVENTION_AFTER_APPLY ((SptRecordAfter) SPT_RECORD_OWN)

struct _SptInterventionPage
{
  SptRecordPage         parent_instance;

  const SptRecordParts *record;       /* (unowned): what all pages have */
  SptDossier           *dossier;      /* (owned) (nullable) */
  SptPlant             *plant;        /* (owned) (nullable): none of a new one */
  SptPlantProjection   *projection;   /* (owned) (nullable): what it is checked beside */
  SptInterventionBegun *begun;        /* (owned) (nullable): what the form is to begin with */
  GPtrArray            *accounts;     /* (owned) (nullable) (element-type SptAccount) */
  GPtrArray            *reports;      /* (owned) (nullable) (element-type SptPlantDue): that follow */
  const char           *type;         /* interned: "84", SPT_INTERVENTION_LOCAL */
  const char           *shown_type;   /* interned (nullable): whose schede are shown */
  gint64                plant_id;     /* 0 = a new one */
  gint64                account_id;   /* with which it goes; 0 = not decided */
  gint64                bound_id;     /* the same, as the archive has it */
  char                 *detail;       /* (owned): what it is about, in a few words */
  gint64                before;       /* what holds it up in the queue; 0 = nothing */
  char                 *before_type;  /* (owned) (nullable): of which type that is */
  SptState              before_state;
  gint64                answered;      /* when its last submission came to where it stands, UTC milliseconds; 0 = never sent */
  char                 *refused_place; /* (owned) (nullable): what the last refusal names */
  char                 *refused_words; /* (owned) (nullable): the register's own, without the places */
  GHashTable           *hinted;       /* (owned) (nullable): fields beside which something is suggested */
  const char           *boiler_page;  /* interned (nullable): the page of the form for which its class is asked */
  int                   boiler;       /* SptCatastoBoiler of annex B; -1 = nobody said */
  guint                 was_sent  : 1;
  guint                 choosing  : 1; /* the accounts are being listed, not chosen */
  guint                 had_faults : 1; /* something had to be corrected, since the page is there */
  guint                 was_over   : 1;

  /* Template */
  GtkButton            *plant_button;
  GtkLabel             *account_label;
  GtkLabel             *environment_label;
  GtkLabel             *phase_label;
  GtkBox               *buttons;
  GtkWidget            *send_button;
  GtkWidget            *apply_button;
  GtkWidget            *correct_button;
  GtkWidget            *settle_button;
  SptStrip             *wait_strip;
  SptStrip             *follow_strip;
  SptStrip             *ready_strip;
  GtkWidget            *account_group;
  AdwComboRow          *account_row;
  GtkWidget            *boiler_bar;
  GtkDropDown          *boiler_choice;
};

/* spt-intervention-page.c */
/* Never NULL: of a new one that the archive does not know. */
const SptDossierData *_spt_intervention_page_get_data    (SptInterventionPage *self);
SptAccount           *_spt_intervention_page_get_account (SptInterventionPage *self);
gboolean              _spt_intervention_page_is_local    (SptInterventionPage *self);

/* spt-intervention-head.c */
char                 *_spt_intervention_page_dup_name    (SptRecordPage       *page);
char                 *_spt_intervention_page_dup_what    (SptRecordPage       *page);
void                  _spt_intervention_page_update      (SptRecordPage       *page);
void                  _spt_intervention_page_update_actions (SptRecordPage    *page);
gboolean              _spt_intervention_page_focus_step  (SptRecordPage       *page);

/* spt-intervention-actions.c */
void                  _spt_intervention_page_go_on       (SptRecordPage       *page,
                                                          SptRecordAfter       after);
void                  _spt_intervention_page_install_actions (GtkWidgetClass  *widget_class);

/* spt-intervention-history.c */
void                  _spt_intervention_page_add_history (SptRecordPage       *page,
                                                          SptRecordLoad       *loaded);
/* Marks the places that the last refusal names; (nullable): the first of them. */
char                 *_spt_intervention_take_refused     (SptInterventionPage *self,
                                                          SptIssueList        *answer);

/* (nullable): what the register said then, without the places. */
char                 *_spt_intervention_dup_refused_words (SptIssueList       *answer,
                                                           GPtrArray          *history);

/* spt-intervention-hints.c */
void                  _spt_intervention_hints_update     (SptInterventionPage *self,
                                                          SptRecord           *record);
/* Another page of the form is shown: the class of the boiler is asked where it is of use. */
void                  _spt_intervention_hints_page_changed (SptInterventionPage *self);

G_END_DECLS
