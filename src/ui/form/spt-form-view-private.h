/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a form's view share. */
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

  /* Of a form in pages */
  gboolean             paged;
  gboolean             one_container; /* what holds pages is there once: nobody is offered another */
  SptFormGroup        *page_parent;  /* (owned) (nullable): what the page stands in; NULL = what is on none */
  const SptGroupDef   *page_def;     /* (nullable) */
  GHashTable          *tiles;        /* (owned): SptFormGroup -> SptFormTile, both unowned */
  GHashTable          *hints;        /* (owned): SptFormField (owned) -> SptFormHint */
};

/* What is suggested at a field. */
typedef struct
{
  char *text;  /* (owned) */
  char *value; /* (owned) (nullable) */
} SptFormHint;

/* A preference group with the rows of one instance, or of one section of the root. */
typedef struct
{
  SptFormView *view;       /* (unowned) */
  GtkWidget   *group;      /* (unowned) */
  GtkWidget   *more;       /* (owned): "Show other fields" */
  GPtrArray   *rows;       /* (owned) (element-type SptFormRow) */
  GPtrArray   *optional;   /* (owned): unowned boxes of repeats that may stay empty */
  GtkWidget   *kept;       /* (owned) (nullable): what is not shown, as a row that says so */
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
  gboolean           moving;  /* an instance changes its place: its widgets stay */
} SptRepeat;

/* spt-form-view-rows.c */
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

/* All rows are asked for; (nullable): the first that had not been in sight. */
SptFormRow *_spt_form_view_show_all     (SptBody      *body);
void     _spt_form_view_body_free       (SptBody      *body);
void     _spt_form_view_forget_bodies   (SptFormView  *self);
/* Bodies whose widgets are inside @gone follow the form no more. */
void     _spt_form_view_forget_inside   (SptFormView  *self,
                                         GtkWidget    *gone);

/* spt-form-view-page.c */
void     _spt_form_view_open_tiles      (SptFormView  *self,
                                         SptFormField *field);

/* spt-form-kept.c */
/* What a field holds that no form shows, as a row that only says so. */
GtkWidget *_spt_form_kept_row_new       (SptFormField *field);

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

/* The rows of @group itself and its repeats, into @box. */
void     _spt_form_view_append_content  (SptFormView  *self,
                                         SptFormGroup *group,
                                         GtkWidget    *box,
                                         const char   *title);
void     _spt_form_view_append_page     (SptFormView  *self,
                                         GtkWidget    *box);

G_END_DECLS
