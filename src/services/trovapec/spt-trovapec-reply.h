/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of the service's answers: a keyword, and what follows it between pipes (services
 * facts 3.3). Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SPT_TROVAPEC_OK,
  SPT_TROVAPEC_WAIT,
  SPT_TROVAPEC_ERROR,
  SPT_TROVAPEC_BARE /* no keyword: an amount, or what nobody knows */
} SptTrovapecKeyword;

/**
 * SptTrovapecReply:
 * @keyword: what it begins with
 * @has_rest: a pipe follows the keyword
 * @rest: (owned): what follows it, trimmed; of %SPT_TROVAPEC_BARE the whole
 *
 * An answer that was read.
 */
typedef struct
{
  SptTrovapecKeyword  keyword;
  gboolean            has_rest;
  char               *rest;
} SptTrovapecReply;

/**
 * SptTrovapecResult:
 * @address: (owned): "" = nothing was found, whatever the words say
 * @words: (owned): where it stands, in the service's words; "" = not said
 * @is_valid: the address is one by its form (facts 5.6)
 *
 * What a request led to.
 */
typedef struct
{
  char     *address;
  char     *words;
  gboolean  is_valid;
} SptTrovapecResult;

/* Any bytes as text: UTF-8, with or without its mark, else Windows-1252. */
char    *spt_trovapec_decode        (const void        *data,
                                     gsize              length) G_GNUC_WARN_UNUSED_RESULT;
/* FALSE for nothing at all and for HTML: no answer of the service. */
gboolean spt_trovapec_reply_read    (SptTrovapecReply  *self,
                                     const void        *data,
                                     gsize              length);
void     spt_trovapec_reply_clear   (SptTrovapecReply  *self);
/* A token: opaque, but not empty, of one line and of a length that makes sense. */
gboolean spt_trovapec_is_token      (const char        *text);
/* What follows the OK of a result. */
void     spt_trovapec_result_read   (SptTrovapecResult *self,
                                     const char        *rest);
void     spt_trovapec_result_clear  (SptTrovapecResult *self);
gboolean spt_trovapec_is_address    (const char        *text);
/* "12,50", "€ 1.012,50": FALSE for what is no amount. */
gboolean spt_trovapec_read_amount   (const char        *text,
                                     gint64            *cents);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptTrovapecReply, spt_trovapec_reply_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptTrovapecResult, spt_trovapec_result_clear)

G_END_DECLS
