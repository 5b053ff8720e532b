/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the page of one look-up share. */
#pragma once

#include "ui/spt-ui.h"
#include "ui/trovapec/spt-lookup-page.h"
#include "ui/trovapec/spt-lookup-work.h"

G_BEGIN_DECLS

struct _SptLookupPage
{
  SptReadPage         parent_instance;

  const SptReadParts *parts;  /* (unowned): the base's */
  SptLookupLoad      *loaded; /* (unowned) (nullable): until it was read */
  GtkWidget          *cost;   /* (unowned) (nullable): of the groups */
  guint               working : 1;

  /* Template */
  GtkLabel       *name_label;
  GtkLabel       *code_label;
  SptStateLabel  *state_label;
  GtkLabel       *account_label;
  GtkLabel       *environment_label;
  GtkBox         *groups_box;
  GtkWidget      *history_group;
  GtkListBox     *history_list;
};

/* spt-lookup-answer.c: what was answered, what may follow, where the address goes */
void _spt_lookup_page_show_groups     (SptLookupPage  *self);

/* spt-lookup-history.c */
void _spt_lookup_page_show_history    (SptLookupPage  *self);
/* What the last submission was told, with what to do; "" = nothing. */
char *_spt_lookup_page_dup_message    (SptLookupPage  *self) G_GNUC_WARN_UNUSED_RESULT;

/* spt-lookup-actions.c */
void _spt_lookup_page_install_actions (GtkWidgetClass *widget_class);
void _spt_lookup_page_update_actions  (SptLookupPage  *self);

G_END_DECLS
