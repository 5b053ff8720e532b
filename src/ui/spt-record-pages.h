/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each kind of record is shown: its list in the sidebar, its page, what opens them. */
#pragma once

#include "store/spt-store-list.h"
#include "ui/spt-send-words.h"
#include "ui/spt-window.h"

G_BEGIN_DECLS

/**
 * SptRecordAid:
 * @label: untranslated, with a mnemonic: "Open the Por_tal"
 * @run: does it for record @id; @widget outlives @cancellable
 *
 * What helps a person to look where a service keeps a record.
 */
typedef struct
{
  const char *label;
  void      (*run)         (GtkWidget *widget, SptStore *store, gint64 id, GCancellable *cancellable);
} SptRecordAid;

/**
 * SptRecordPages:
 * @kind: as the archive and the outbox name it: "debt-positions"
 * @list: the list's place in the sidebar; its page is an SptListPage
 * @get_type: the class of a record's page, which says of which (spt_page_get_record()); with @new_for an SptRecordPage
 * @open: the page of a record; 0 = a new one
 * @send: (nullable): how the send sheet speaks of them; %NULL = they are not sent
 * @rows: (nullable): how the archive lists them, for whoever finds them by words with @describe
 * @new_for: (nullable): "New Position for %s", untranslated: a new one can begin with a person or company
 * @new_for_many: (nullable): untranslated, with a mnemonic: what is offered for people and companies that are
 *   selected: "Look Up _PEC…"; with @dialog_for_many
 * @dialog_for_many: what that opens, to be presented; @subject_ids is borrowed (element-type gint64)
 * @finds: (nullable): the field of a person or company that they find: "pec"; with @dialog_for_many
 * @finds_label: what a button at that field says: "Look Up…"
 * @describe: (nullable): what a row is called, and what is said below; the icon is static
 * @dup_code_name: (nullable): what a code is that such records are known by: "The code of a plant"; @name NULL = none of
 *   theirs; on the store's thread
 * @look: (nullable): what the first page says of them; on the store's thread
 * @freshen: (nullable): makes what the day changes of them follow it, some records a call, from @after (0 = begin) on, as
 *   long as @more says so; when the program starts, and on each new day; on the store's thread, to write
 * @dup_news: (nullable): what a service said of its own accord, in one sentence without anybody's name, and what the list is
 *   to show then; %NULL = nothing that anybody waits for. @stages: (nullable) (element-type utf8 guint)
 * @aids: (nullable): offered beside a submission of one of them that was accepted, or whose outcome is uncertain; @n_aids
 * @dues_dialog: (nullable): what is due of them, or of record @id (0 = of all), to be presented; @which: (nullable): how
 *   it begins, as a card says it
 * @account_label: (nullable): untranslated, for the menu of an account of its service:
 *   "_Catalogue of Offers…"
 * @account_dialog: (nullable): what that opens, to be presented
 *
 * One kind of record in the window.
 */
typedef struct
{
  const char *kind;
  SptPageInfo list;
  GType     (*get_type)    (void);
  SptPage  *(*open)        (SptDesk *desk, gint64 id);
  const SptSendWords *send;
  const SptListKind *rows;
  const char        *new_for;
  const char        *new_for_many;
  GtkWindow *(*dialog_for_many) (GtkWidget *parent, SptDesk *desk, GArray *subject_ids);
  const char        *finds;
  const char        *finds_label;
  void      (*describe)    (SptRow *row, char **title, char **subtitle, const char **icon_name);
  gboolean  (*dup_code_name) (SptDb *db, const char *text, char **name, GError **error);
  gboolean  (*look)        (SptDb *db, SptRecordLook *look, GError **error);
  gboolean  (*freshen)     (SptDb *db, gint64 now_utc_ms, gint64 *after, gboolean *more, GError **error);
  char     *(*dup_news)    (guint n_found, GHashTable *stages, SptRecordFilter *filter);
  const SptRecordAid *aids;
  guint       n_aids;
  GtkWindow *(*dues_dialog) (GtkWidget *parent, SptDesk *desk, gint64 id, const char *which);
  const char *account_label;
  GtkWindow *(*account_dialog) (GtkWidget *parent, SptDesk *desk, gint64 account_id);
} SptRecordPages;

/* A service's room tells of its records before the first window is made. @pages is kept. */
void                  spt_record_pages_register (const SptRecordPages *pages);
/* (element-type SptRecordPages), as the sidebar has them; borrowed. */
GPtrArray            *spt_record_pages_list     (void);
/* What the day changes of every kind's records follows it, in the background; cheap when it did so today. */
void                  spt_record_pages_freshen  (SptStore     *store,
                                                 gint64        now_utc_ms,
                                                 GCancellable *cancellable);
/* NULL = nobody shows such records. */
const SptRecordPages *spt_record_pages_find     (const char *kind);
/* Whether the words of a state are those of a debt position, not those of a submission: which noun they agree with. */
gboolean              spt_record_pages_is_feminine (const char *kind);
/* Adds to @menu what can be made for people and companies; @action takes the kind. */
void                  spt_record_pages_add_for_many (GMenu      *menu,
                                                     const char *action);
/* A subject alone, as the sheet of a kind takes it. */
GtkWindow            *spt_record_pages_new_for_one  (const char *kind,
                                                     GtkWidget  *parent,
                                                     SptDesk    *desk,
                                                     gint64      subject_id);

G_END_DECLS
