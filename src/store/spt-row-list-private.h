/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a list of records share. */
#pragma once

#include "store/spt-row-list.h"

#include "store/spt-store-private.h"

G_BEGIN_DECLS

#define PAGE_SIZE 64
#define RING_SIZE 1024

/* What the list knows of one id: at most one live object, whoever holds it. */
typedef struct
{
  SptRowList *list;      /* (borrowed) (nullable) NULL once the list is gone */
  GObject    *object;    /* (borrowed) a weak reference sees to it */
  gint64      id;
  guint       requested : 1;
  guint       loaded : 1;
} Row;

struct _SptRowList
{
  GObject            parent_instance;

  SptStore          *store;            /* (owned) */
  const SptListKind *kind;

  GArray            *ids;              /* (owned) (element-type gint64) */
  guint              n_shown;          /* how many of them the model has: all, but for a moment */
  guint              head;             /* how many an empty list begins with; 0 = all */
  GHashTable        *rows;             /* (owned) (element-type gint64 Row) */
  GObject           *ring[RING_SIZE];  /* (owned) (nullable) what was looked at last stays */
  guint              ring_next;

  SptListQuery       query;            /* its texts are owned */

  GCancellable      *cancellable;      /* (owned) (nullable) of the spine under way */
  GCancellable      *pages;            /* (owned) of all pages under way */
  gulong             changed_handler;
  guint              n_loads;          /* pages asked for so far */
  guint              n_late;           /* so many at the top may still show what stood there before */
  guint              is_kept : 1;      /* nothing was found, and the rows of before are still there */
  guint              from_top : 1;     /* another query: whoever looks at it begins at its top */
  guint              is_busy : 1;
  guint              has_query : 1;
};

static inline gint64
get_nth (SptRowList *self,
         guint       position)
{
  return g_array_index (self->ids, gint64, position);
}

/* spt-row-list.c */
void         _spt_row_list_set_busy     (SptRowList         *self,
                                         gboolean            busy);
/* With texts of its own. */
SptListQuery _spt_row_list_copy_query   (const SptListQuery *query);
void         _spt_row_list_clear_query  (SptListQuery       *query);

/* spt-row-list-rows.c */
/* The one object of an id, made when there is none; kept alive by the ring for a while. Borrowed. */
Row         *_spt_row_list_ensure_row   (SptRowList         *self,
                                         gint64              id);
/* What a row shows, as spt_db_load_row() gives it. */
void         _spt_row_list_take_row     (SptRowList         *self,
                                         gint64              id,
                                         gconstpointer       data);
/* Loads what is not loaded of the page around @position. */
void         _spt_row_list_request_page (SptRowList         *self,
                                         guint               position);
/* Loads again what somebody shows. */
void         _spt_row_list_reload_rows  (SptRowList         *self);
/* On the archive's thread. @data gets what each row shows, NULL where there is none. */
gboolean     _spt_row_list_load_rows    (SptDb              *db,
                                         const SptListKind  *kind,
                                         const gint64       *ids,
                                         guint               n_ids,
                                         gpointer           *data,
                                         GError            **error);

G_END_DECLS
