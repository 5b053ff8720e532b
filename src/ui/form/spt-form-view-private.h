/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of a form's view share. */
#pragma once

#include "ui/form/spt-form-row.h"
#include "ui/form/spt-form-undo.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-suggest.h"

G_BEGIN_DECLS

struct _SptFormView
{
  AdwBin               parent_instance;

  SptForm             *form;   /* (owned) (nullable) */
  GHashTable          *rows;   /* (owned): SptFormField -> SptFormRow, both unowned */
  GPtrArray           *bodies; /* (owned) (element-type SptBody): one a group of rows */
  GHashTable          *open_sections; /* (owned) (element-type utf8): all their fields are shown */
  GPtrArray           *closures; /* (owned) (element-type GClosure): what follows the form's repeats */
  SptFormUndo         *undo;   /* (owned) (nullable): the instance removed last */
  SptFormActionFunc    action_func;  /* (nullable) */
  gpointer             action_data;
  SptFormEssentialFunc essential;    /* (nullable): only a few fields are asked for */
  SptSuggest          *suggest;       /* (owned) (nullable): where a field takes others than the known values */
  const char         **suggest_names; /* (owned) (nullable): of those fields; the texts are interned */
  gboolean             read_only;
};

/* A preference group with the rows of one instance, or of one section of the root. */
typedef struct
{
  SptFormView *view;       /* (unowned) */
  GtkWidget   *group;      /* (unowned) */
  GtkWidget   *more;       /* (owned): "Show other fields" */
  GPtrArray   *rows;       /* (owned) (element-type SptFormRow) */
  GPtrArray   *optional;   /* (owned): unowned boxes of repeats that may stay empty */
  const char  *section;    /* (nullable): of the schema, which it is the rows of */
  gboolean     all;        /* rarely used fields are asked for */
  gboolean     is_bare;    /* a section of one part of the same name: no heading above its own */
} SptBody;

/* One repeated group of one parent. */
typedef struct
{
  SptFormView       *view;    /* (unowned) */
  SptFormGroup      *parent;  /* (owned) */
  const SptGroupDef *def;
  GtkWidget         *box;     /* (unowned): the instances */
  GtkWidget         *add;     /* (unowned) */
} SptRepeat;

/* spt-form-view.c */
SptBody *_spt_form_view_add_body        (SptFormView  *self,
                                         GtkWidget    *box);
void     _spt_form_view_add_row         (SptFormView  *self,
                                         SptBody      *body,
                                         SptFormField *field);
void     _spt_form_view_update_body     (SptBody      *body);
/* @outer: of a section: its repeats came or went. */
void     _spt_form_view_update_section  (GtkWidget    *outer);
void     _spt_form_view_set_group_title (GtkWidget    *group,
                                         const char   *title);

/* spt-form-suggest.c */
void     _spt_form_view_begin_suggesting (SptFormView *self);
void     _spt_form_view_ask             (SptFormView  *self,
                                         SptFormRow   *row);

/* spt-form-repeat.c */
void     _spt_form_view_append_repeats  (SptFormView  *self,
                                         SptFormGroup *group,
                                         const char   *section,
                                         GtkWidget    *box,
                                         SptBody      *body);

G_END_DECLS
