/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a form in pages share. */
#pragma once

#include "ui/form/spt-form-page.h"
#include "ui/form/spt-form-pages.h"
#include "ui/form/spt-form-undo.h"
#include "ui/form/spt-form-view-private.h"
#include "ui/spt-ui.h"

G_BEGIN_DECLS

struct _SptFormPages
{
  AdwBin          parent_instance;

  SptXsd         *xsd;         /* (owned) (nullable) */
  SptForm        *form;        /* (owned) (nullable) */
  GArray         *schede;      /* (owned) (nullable) (element-type SptPlantScheda) */
  GListStore     *pages;       /* (owned) (element-type SptFormPage) */
  SptFormPage    *current;     /* (owned) (nullable) */
  GHashTable     *built;       /* (owned): SptFormPage -> SptFormPageBody */
  GHashTable     *hints;       /* (owned): SptFormField (owned) -> SptFormHint */
  GPtrArray      *overridable; /* (owned) (element-type SptFormField) */
  GtkWidget      *head;        /* (owned) (nullable) */
  SptFormUndo    *undo;        /* (owned) (nullable): the page that was removed last */
  SptFormView    *undo_view;   /* (unowned) (weak) (nullable): the page on which something was, since */
  guint           read_only : 1;
  guint           choosing  : 1; /* list and drop-down are being told, nobody chooses */

  /* Template */
  SptAdaptiveBin *adaptive;
  GtkBox         *main;
  GtkWidget      *side;
  GtkListBox     *list;
  GtkWidget      *separator;
  GtkWidget      *bar;
  GtkDropDown    *drop_down;
  GtkWidget      *previous;
  GtkWidget      *next;
  GtkWidget      *add;
  GtkWidget      *add_narrow;
  GtkWidget      *one_of;
  GtkStack       *stack;
};

/* A page that was built. */
typedef struct
{
  GtkWidget   *child;   /* (unowned): in the stack */
  GtkWidget   *title;   /* (unowned) */
  GtkWidget   *icon;    /* (unowned) */
  GtkWidget   *word;    /* (unowned) */
  GtkWidget   *remove;  /* (unowned) */
  GtkWidget   *begin;   /* (unowned): where the page is wanted and not there */
  GtkListBox  *loose;   /* (unowned) */
  GtkWidget   *head;    /* (unowned) (nullable): of what is on no page */
  SptFormView *view;    /* (unowned) */
  guint        n_parts; /* when the view was built */
} SptFormPageBody;

/* spt-form-pages-list.c */
/* The list holds it. */
SptFormPage     *_spt_form_pages_peek     (SptFormPages         *self,
                                           guint                 index);
guint            _spt_form_pages_count    (SptFormPages         *self);
/* (nullable) */
SptFormPage     *_spt_form_pages_find     (SptFormPages         *self,
                                           SptFormGroup         *parent,
                                           const SptGroupDef    *def);
/* (nullable): the page that what stands in @group is on. */
SptFormPage     *_spt_form_pages_find_of  (SptFormPages         *self,
                                           SptFormGroup         *group);
guint            _spt_form_pages_get_index (SptFormPages        *self,
                                            SptFormPage         *page);
void             _spt_form_pages_refresh  (SptFormPages         *self);
const SptPlantScheda *_spt_form_pages_find_scheda (SptFormPages *self,
                                                   const char   *path);

/* spt-form-pages.c */
void             _spt_form_pages_choose   (SptFormPages         *self,
                                           SptFormPage          *page,
                                           gboolean              focus);
/* What can be done from the page at hand. */
void             _spt_form_pages_update_actions (SptFormPages   *self);
/* Makes the group of @page. */
void             _spt_form_pages_begin    (SptFormPages         *self,
                                           SptFormGroup         *parent,
                                           const SptGroupDef    *def);
void             _spt_form_pages_remove   (SptFormPages         *self,
                                           SptFormPage          *page);
gboolean         _spt_form_pages_can_remove (SptFormPages       *self,
                                             SptFormPage        *page);

/* spt-form-pages-body.c */
SptFormPageBody *_spt_form_pages_build    (SptFormPages         *self,
                                           SptFormPage          *page);
void             _spt_form_pages_update_body (SptFormPages      *self,
                                              SptFormPage       *page,
                                              SptFormPageBody   *body);
void             _spt_form_pages_forget_body (SptFormPages      *self,
                                              SptFormPage       *page);

/* spt-form-pages-add.c */
/* A page that is not in use and may be. */
typedef struct
{
  SptFormGroup         *parent; /* (unowned) */
  const SptGroupDef    *def;
  const SptPlantScheda *scheda; /* (nullable) */
  char                 *title;  /* (owned) */
} SptFormPageOffer;

/* (transfer full) (element-type SptFormPageOffer) */
GPtrArray       *_spt_form_pages_list_offers (SptFormPages      *self);

G_END_DECLS
