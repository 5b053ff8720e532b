/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the twin of the register of heating plants share. */
#pragma once

#include "../prc-context.h"
#include "../prc-db.h"
#include "../prc-room.h"
#include "../prc-settings.h"

#include <libxml/tree.h>

G_BEGIN_DECLS

#define PRC_CATASTO "catasto"
#define PRC_CATASTO_CALLS 11

typedef struct _PrcCatastoSchemas PrcCatastoSchemas;

typedef struct
{
  PrcContext        *context;
  PrcDb             *db;
  PrcSettings       *settings;
  PrcCatastoSchemas *schemas;
} PrcCatasto;

/* The order of the checks (facts 11, end): the first stage with an error ends the matter. */
typedef enum
{
  PRC_CATASTO_XML,
  PRC_CATASTO_ENDPOINT,
  PRC_CATASTO_SCHEMA,
  PRC_CATASTO_KNOWN,
  PRC_CATASTO_SENDER,
  PRC_CATASTO_STATE,
  PRC_CATASTO_SHEETS,      /* what a scheda says; the facts leave its place open */
  PRC_CATASTO_DATES,
  PRC_CATASTO_COMPONENTS,
  PRC_CATASTO_REPORTS,
  PRC_CATASTO_STAGES,
} PrcCatastoStage;

/* One of the 17 operations, with its row of the matrix (facts 4). */
typedef struct
{
  guint       api_id;
  guint       call;
  guint       intervention;    /* the value of L1_1tipoIntervento; 0: any */
  gboolean    rcee_due;        /* reports are expected after it */
  const char *cells;           /* a letter a scheda: M mandatory, O optional, X absent, G one of, C */
} PrcCatastoOperation;

/* Who sends (facts 9.5). */
typedef struct
{
  const char *name;            /* user name, token or key */
  const char *api_ids;         /* with blanks around; NULL: all */
  const char *province;        /* NULL: any */
  guint       refusal;         /* 401 or 403 whatever is sent; 0: welcome */
} PrcCatastoSender;

/* One kind of numbered component (facts 7, component pattern). */
typedef struct
{
  const char *kind;
  const char *sheet;           /* container in the libretto */
  const char *element;         /* the repeated element */
  const char *number;
  const char *current;         /* NULL: the element has no item and no history */
  const char *replaced;
  const char *prefix;          /* "L4_1": of dataInstallazione and the like */
  gboolean    generator;       /* counts as a generator of the plant */
  guint       report;          /* the type of RCEE it needs; 0: none */
  const char *power;           /* element of its power in kW; NULL: none */
  const char *parts;           /* element of its number of modules or circuits */
} PrcCatastoKind;

/* One item: what stands, or once stood, under a number. */
typedef struct
{
  const PrcCatastoKind *kind;
  gint64      number;
  gboolean    replaced;        /* in the history of its number */
  char       *installed;       /* ISO date; NULL for a vessel */
  char       *dismissed;       /* NULL: in use */
  char       *serial;          /* NULL: it has none */
  gint64      power;           /* kW in units of 1/10000 */
  gint64      fuel;            /* list C1; 0: none */
  gint64      parts;           /* modules or circuits; 0: not said */
  gint64      linked;          /* the GT of a burner or recovery unit */
  gboolean    heats;           /* a heat pump */
  xmlNode    *node;            /* where the document says so; NULL: the register does */
} PrcCatastoItem;

typedef struct
{
  const char *code;
  gboolean    warning;
  xmlNode    *node;
  char       *message;
  int         line;            /* without a node */
} PrcCatastoFinding;

typedef struct _PrcCatastoRule  PrcCatastoRule;
typedef struct _PrcCatastoCheck PrcCatastoCheck;

struct _PrcCatastoRule
{
  const char      *code;
  PrcCatastoStage  stage;
  guint            calls;      /* bits 1 to 11 */
  void           (*check)     (PrcCatastoCheck *check);
  const char      *message;    /* what is said if the check has nothing better */
};

/* One document on its way through the stages. */
struct _PrcCatastoCheck
{
  PrcCatasto                *twin;
  const PrcCatastoSender    *sender;
  guint                      call;
  xmlDoc                    *doc;
  xmlNode                   *root;
  const PrcCatastoOperation *operation;  /* from the schema stage on */
  char                      *code;       /* of the plant; NULL: not read */
  char                      *api_id;     /* as it came; NULL: not read */
  char                       today[11];
  GPtrArray                 *findings;
  GHashTable                *faulty;     /* nodes with a finding of a rule: the schema's is dropped */
  const PrcCatastoRule      *rule;       /* the one at work */
  char                      *state;      /* of the plant: active, dismissed; NULL: unknown */
  char                      *province;   /* on the register; NULL: none */
  gboolean                   libretto;   /* on file */
  GPtrArray                 *before;     /* PrcCatastoItem: on the register */
  GPtrArray                 *given;      /* in the document */
  GPtrArray                 *after;      /* what the register will hold */
  GHashTable                *sheets;     /* name → xmlDoc of what is on file, as asked for */
  GPtrArray                 *expected;   /* "GT-1": reports that should follow */
  GStringChunk              *texts;
};

typedef void (*PrcCatastoVisit) (PrcCatastoCheck *check,
                                 xmlNode         *node);

/* catasto-dom.c */
#define prc_catasto_each(node, parent) \
  for ((node) = prc_catasto_first (parent); (node) != NULL; (node) = prc_catasto_next (node))

xmlNode    *prc_catasto_first    (const xmlNode            *parent);
xmlNode    *prc_catasto_next     (const xmlNode            *node);
gboolean    prc_catasto_is       (const xmlNode            *node,
                                  const char               *name);
gboolean    prc_catasto_ends     (const xmlNode            *node,
                                  const char               *end);
xmlNode    *prc_catasto_child    (const xmlNode            *parent,
                                  const char               *name);
const char *prc_catasto_own      (PrcCatastoCheck          *check,
                                  const xmlNode            *node);
const char *prc_catasto_text     (PrcCatastoCheck          *check,
                                  const xmlNode            *parent,
                                  const char               *name);
gboolean    prc_catasto_truth    (PrcCatastoCheck          *check,
                                  const xmlNode            *parent,
                                  const char               *name);
gint64      prc_catasto_whole    (PrcCatastoCheck          *check,
                                  const xmlNode            *parent,
                                  const char               *name);
gint64      prc_catasto_decimal  (PrcCatastoCheck          *check,
                                  const xmlNode            *parent,
                                  const char               *name);
gint64      prc_catasto_scaled   (const char               *text);
char       *prc_catasto_path     (const xmlNode            *node);
void        prc_catasto_walk     (PrcCatastoCheck          *check,
                                  xmlNode                  *node,
                                  PrcCatastoVisit           visit);
xmlNode    *prc_catasto_plant    (PrcCatastoCheck          *check);
xmlNode    *prc_catasto_sheet    (PrcCatastoCheck          *check,
                                  const char               *name);
xmlNode    *prc_catasto_given    (PrcCatastoCheck          *check,
                                  const char               *name);

/* catasto-schema.c */
PrcCatastoSchemas *prc_catasto_schemas_new   (GError             **error);
void               prc_catasto_schemas_free  (PrcCatastoSchemas   *self);
void               prc_catasto_parse         (PrcCatastoCheck     *check,
                                              GBytes              *body);
void               prc_catasto_validate      (PrcCatastoCheck     *check);
const char        *prc_catasto_label         (PrcCatastoSchemas   *self,
                                              const xmlNode       *node);
GBytes            *prc_catasto_schema_bytes  (const char          *name);

/* catasto-matrix.c */
const PrcCatastoOperation *prc_catasto_operation (guint       call,
                                                  const char *api_id);
const char *const         *prc_catasto_sheets    (void);
const PrcCatastoKind      *prc_catasto_kinds     (guint      *count);
const PrcCatastoKind      *prc_catasto_kind      (const char *word);
char                       prc_catasto_fuel      (gint64      fuel);

/* catasto-rules.c */
void        prc_catasto_blame   (PrcCatastoCheck *check,
                                 xmlNode         *node,
                                 const char      *format,
                                 ...) G_GNUC_PRINTF (3, 4);
void        prc_catasto_accuse  (PrcCatastoCheck *check,
                                 const char      *code,
                                 xmlNode         *node,
                                 int              line,
                                 const char      *message);
void        prc_catasto_warn    (PrcCatastoCheck *check,
                                 xmlNode         *node,
                                 const char      *message);
const char *prc_catasto_message (const char      *code);
gboolean    prc_catasto_judge   (PrcCatastoCheck *check);

/* catasto-structure.c, -sheets.c, -parts.c, -rcee.c, -people.c, -life.c: the checks, in tables */
typedef struct
{
  const PrcCatastoRule *rules;
  guint                 count;
} PrcCatastoRules;

PrcCatastoRules prc_catasto_structure_rules (void);
PrcCatastoRules prc_catasto_life_rules      (void);
PrcCatastoRules prc_catasto_sheet_rules     (void);
PrcCatastoRules prc_catasto_people_rules    (void);
PrcCatastoRules prc_catasto_part_rules      (void);
PrcCatastoRules prc_catasto_rcee_rules      (void);
PrcCatastoRules prc_catasto_report_rules    (void);

#define PRC_CATASTO_CALL(n) (1u << (n))
#define PRC_CATASTO_ALL 0xffeu
#define PRC_CATASTO_WHOLE (PRC_CATASTO_CALL (2) | PRC_CATASTO_CALL (11))

/* catasto-items.c */
PrcCatastoItem *prc_catasto_item_new  (const PrcCatastoKind *kind,
                                       gint64                number);
void            prc_catasto_item_free (PrcCatastoItem       *self);
gboolean        prc_catasto_same      (const PrcCatastoItem *one,
                                       const PrcCatastoItem *other);
void            prc_catasto_read_items (PrcCatastoCheck     *check);
void            prc_catasto_merge      (PrcCatastoCheck     *check);
PrcCatastoItem *prc_catasto_current    (GPtrArray           *items,
                                        const PrcCatastoKind *kind,
                                        gint64               number);
PrcCatastoItem *prc_catasto_item_at    (GPtrArray           *items,
                                        const PrcCatastoKind *kind,
                                        gint64               number,
                                        const char          *date);

/* catasto-store.c */
gboolean    prc_catasto_store_open   (PrcCatasto      *self,
                                      GError         **error);
void        prc_catasto_load         (PrcCatastoCheck *check);
xmlDoc     *prc_catasto_load_sheet   (PrcCatasto      *self,
                                      const char      *code,
                                      const char      *name);
gboolean    prc_catasto_save_plant   (PrcCatasto      *self,
                                      const char      *code,
                                      const char      *state,
                                      const char      *province,
                                      gboolean         libretto);
gboolean    prc_catasto_save_sheet   (PrcCatasto      *self,
                                      const char      *code,
                                      const char      *name,
                                      const char      *xml);
gboolean    prc_catasto_save_items   (PrcCatasto      *self,
                                      const char      *code,
                                      GPtrArray       *items);
char       *prc_catasto_last_report  (PrcCatasto      *self,
                                      const char      *code,
                                      const char      *kind,
                                      gint64           number);

/* catasto-effects.c */
gboolean    prc_catasto_apply        (PrcCatastoCheck *check,
                                      const char      *protocol);

/* catasto-call.c */
void        prc_catasto_call         (PrcCatasto       *self,
                                      guint             call,
                                      const PrcRequest *request,
                                      PrcReply         *reply);

/* catasto-answer.c */
void        prc_catasto_answer       (PrcCatastoCheck  *check,
                                      const PrcRequest *request,
                                      PrcReply         *reply,
                                      const char       *protocol);
void        prc_catasto_refusal      (PrcReply         *reply,
                                      guint             status,
                                      const char       *code,
                                      guint             call,
                                      gint64            now_us);
void        prc_catasto_refuse       (const char       *operation,
                                      PrcReply         *reply,
                                      guint             status);
char       *prc_catasto_stamp        (gint64            now_us,
                                      const char       *format);

/* catasto-sender.c */
const PrcCatastoSender *prc_catasto_admit (PrcCatasto       *self,
                                           const PrcRequest *request,
                                           guint            *status);

/* catasto-read.c */
void        prc_catasto_read         (PrcCatasto       *self,
                                      const PrcRequest *request,
                                      PrcReply         *reply);

/* catasto-control.c */
gboolean    prc_catasto_control      (PrcCatasto       *self,
                                      const PrcRequest *request,
                                      PrcReply         *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PrcCatastoItem, prc_catasto_item_free)

G_END_DECLS
