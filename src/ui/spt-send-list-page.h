/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of records that a service takes: what of them can be sent, their last submission, the account without which nothing
 * leaves, taking away what was never sent. */
#pragma once

#include "ui/spt-list-page.h"

G_BEGIN_DECLS

/**
 * SptSendListWords:
 * @title: (nullable): what is not there; %NULL = as in every list
 * @text: why, and what to do
 *
 * What stands in the place of the rows of a chip that has none; texts are static, untranslated.
 */
typedef struct
{
  const char *title;
  const char *text;
} SptSendListWords;

/**
 * SptSendListKind:
 * @list: what every list has
 * @ready_chip: which chip counts what can be sent
 * @send_ready: the button while nothing is selected: "_Send %s Items…"; none = @send_none
 * @send_none: (nullable): the same while nothing is ready; %NULL = "_Send…"
 * @send_selected: (nullable): the button while something is selected; %NULL = "_Send…"
 * @no_account: (nullable): what stands in the place of SptListEmpty.text where there is no account; to make one is offered
 *   first then. %NULL = the empty list stays as it is
 * @nothing: (nullable): one for each chip
 * @not_sent: (nullable): that one was not sent yet, for "records.open-submission"
 * @removed: what is said of those that were taken away
 * @stays: that none could be, and why
 * @remove: takes them away, or brings them back
 *
 * One kind of list. All texts are untranslated.
 */
typedef struct
{
  SptListPageKind         list;
  guint                   ready_chip;
  SptCountText            send_ready;
  const char             *send_none;
  const char             *send_selected;
  const char             *no_account;
  const SptSendListWords *nothing;
  const char             *not_sent;
  SptCountText            removed;
  const char             *stays;
  gboolean              (*remove) (SptDb         *db,
                                   const gint64  *ids,
                                   guint          n_ids,
                                   gboolean       restore,
                                   guint         *n_done,
                                   GError       **error);
} SptSendListKind;

/**
 * SptSendListCount:
 * @query: the search and the scope, without a chip
 * @counts: one number a chip
 * @n_all: how many there are at all
 * @n_ready: how many of the scope can be sent
 * @has_account: whether there is an account of their service
 * @more: (owned) (nullable): what the class counts itself
 * @free_more: of that
 *
 * What is counted of a list.
 */
typedef struct
{
  SptListQuery   query;
  guint         *counts;
  guint          n_all;
  guint          n_ready;
  gboolean       has_account;
  gpointer       more;
  GDestroyNotify free_more;
} SptSendListCount;

#define SPT_TYPE_SEND_LIST_PAGE (spt_send_list_page_get_type ())

/* The template of a kind takes children of type "beside" too, which stand before the button that sends. Its actions are
 * "records.send" (the selection, else all that is ready), "…send-these" (what the menu of a row is about),
 * "…open-submission" (the last one of the row) and "…add-account". */
G_DECLARE_DERIVABLE_TYPE (SptSendListPage, spt_send_list_page, SPT, SEND_LIST_PAGE, SptListPage)

/**
 * SptSendListPageClass:
 * @kind: set with spt_send_list_page_class_set_kind()
 * @send: sends some, %NULL = all that is ready; (element-type gint64). By itself they are shown in the send sheet
 * @begin_count: prepares what @count_more counts
 * @count_more: counts what is the class's own, after the rest; on the store's thread, perhaps more than once
 * @counted: says that; may keep what is in it
 *
 * All may be left as they are.
 */
struct _SptSendListPageClass
{
  SptListPageClass       parent_class;

  const SptSendListKind *kind;

  void     (*send)        (SptSendListPage   *self,
                           GArray            *ids);
  void     (*begin_count) (SptSendListPage   *self,
                           SptSendListCount  *count);
  gboolean (*count_more)  (SptDb             *db,
                           SptSendListCount  *count,
                           GError           **error);
  void     (*counted)     (SptSendListPage   *self,
                           SptSendListCount  *count);

  gpointer padding[4];
};

/* In the class's initialisation, in the place of spt_list_page_class_set_kind(). */
void spt_send_list_page_class_set_kind (SptSendListPageClass  *klass,
                                        const SptSendListKind *kind,
                                        const char            *resource);

/* Shows a send sheet of records of a kind; @ids NULL = all that is ready, which the sheet looks for itself. */
void spt_send_list_page_present_send   (SptListPage           *self,
                                        const char            *kind,
                                        GArray                *ids);

G_END_DECLS
