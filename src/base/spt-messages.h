/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of what is said to people: code -> title, sentence, next step, in Italian and
 * English, from data tables. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SptMessage:
 * @title: a few words
 * @text: one plain sentence: what happened; may hold {placeholders}
 * @next: one sentence: what to do; may be %NULL
 * @action: the name of an action that helps ("settle", "edit", "account", ...); may be %NULL
 * @field: the path of the field that it is about, where the code alone says it; may be %NULL
 *
 * One entry, borrowed from the catalogue for the life of the process.
 */
typedef struct
{
  const char *title;
  const char *text;
  const char *next;
  const char *action;
  const char *field;
} SptMessage;

/* @domain is the folder under data/ ("base" = data/messages.json, "gpd" = data/gpd/messages.json).
 * The domain is looked in first, then "base", so shared codes ("offline", "timeout", "tls") are
 * written once. NULL when no table has the code. Thread-safe. */
const SptMessage *spt_messages_find (const char *domain,
                                     const char *code);
/* What an outcome with @said, a service's own words (nullable), is said to be; free with g_free(). */
char             *spt_message_dup_sentence (const SptMessage *self,
                                            const char       *said);
/* The codes of one table, for the test that walks them all; free with g_strfreev(). */
char            **spt_messages_list (const char *domain);

G_END_DECLS
