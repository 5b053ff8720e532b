/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer of the register proves and says (catasto facts 12.2). Pure. */
#pragma once

#include "model/spt-issue.h"
#include "net/spt-http.h"
#include "service/spt-official-checked.h"
#include "service/spt-outcome.h"
#include "services/catasto/spt-catasto-operations.h"

G_BEGIN_DECLS

typedef enum
{
  SPT_CATASTO_ACCEPTED,
  SPT_CATASTO_ACCEPTED_WITH_WARNINGS,
  SPT_CATASTO_REFUSED
} SptCatastoResult;

/**
 * SptCatastoFinding:
 * @is_error: ERRORE, else AVVISO
 * @code: (owned): "" for none
 * @xpath: (owned): "/api_call_8/impianto/rcee_tipo_1", "" for none
 * @message: (owned)
 * @line: 0 = not said
 *
 * One segnalazione.
 */
typedef struct
{
  gboolean  is_error;
  char     *code;
  char     *xpath;
  char     *message;
  guint     line;
} SptCatastoFinding;

/**
 * SptCatastoReply:
 * @result: esito
 * @code: (owned): "" for none
 * @message: (owned)
 * @remote_id: (owned): id_invio, "" for none
 * @call: (owned): "api_call_8"; @api_id: (owned); @plant: (owned): what it says that it is about
 * @findings: (owned) (element-type SptCatastoFinding)
 * @rcee: (owned) (element-type utf8): components whose report comes next
 *
 * A recognised answer.
 */
typedef struct
{
  SptCatastoResult  result;
  char             *code;
  char             *message;
  char             *remote_id;
  char             *call;
  char             *api_id;
  char             *plant;
  GPtrArray        *findings;
  GPtrArray        *rcee;
} SptCatastoReply;

/* NULL for anything but a whole envelope of that namespace. */
SptCatastoReply *spt_catasto_reply_parse   (const char *data,
                                            gsize       length) G_GNUC_WARN_UNUSED_RESULT;
void             spt_catasto_reply_free    (SptCatastoReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptCatastoReply, spt_catasto_reply_free)

/**
 * SptCatastoQuestion:
 * @operation: what was sent
 * @plant: (nullable): whose it was
 * @note: (nullable): what is remembered of the submission
 * @secrets: (array zero-terminated=1): texts that no message may show
 * @settles: the same request goes once more to learn what came of the first
 */
typedef struct
{
  const SptCatastoOperation *operation;
  const char                *plant;
  const char                *note;
  const char *const         *secrets;
  gboolean                   settles;
} SptCatastoQuestion;

SptOutcome *spt_catasto_read_answer        (const SptHttpAnswer      *answer,
                                            const SptCatastoQuestion *question) G_GNUC_WARN_UNUSED_RESULT;

/* --- spt-catasto-note.c: what is remembered with a submission ------------------------------------ */

/* At prepare: the schema set that it was held against. */
char       *spt_catasto_note_new           (const SptOfficialChecked *schema) G_GNUC_WARN_UNUSED_RESULT;
/* After an answer: what it found fault with, and what it expects next. Texts are cut and masked. */
char       *spt_catasto_note_add           (const char            *note,
                                            const SptCatastoReply *reply,
                                            const char *const     *secrets) G_GNUC_WARN_UNUSED_RESULT;
/* The findings of a note at the fields of the operation's schema. */
void        spt_catasto_note_add_issues    (const char                *note,
                                            const SptCatastoOperation *operation,
                                            SptIssueList              *issues);
/* (element-type utf8): components whose RCEE the register expects. */
GPtrArray  *spt_catasto_note_list_rcee     (const char *note) G_GNUC_WARN_UNUSED_RESULT;
/* The field of a record that an XPath names, or the nearest thing around it; NULL for none. */
char       *spt_catasto_dup_path           (const SptCatastoOperation *operation,
                                            const char                *xpath) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
