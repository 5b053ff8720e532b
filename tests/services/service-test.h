/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the services' rules share: a record with changes, findings in a line each. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

/* 2026-11-21T12:00:00Z */
#define SERVICE_TEST_NOW G_GINT64_CONSTANT (1795262400000)

/* "path=text"; an instance of a group that is not there is added, "contacts[0]=" alone adds an empty
 * one. */
void  service_test_apply       (SptRecord    *record,
                                const char   *change);
/* Several, one a line; NULL = none. */
void  service_test_apply_lines (SptRecord    *record,
                                const char   *changes);
/* "LEVEL code path" of each issue, one a line; levels E, W, N, overridable errors O. */
char *service_test_describe    (SptIssueList *issues) G_GNUC_WARN_UNUSED_RESULT;
/* Each has its words in both languages, with nothing left to be filled in. */
void  service_test_words       (SptIssueList *issues);

/**
 * ServiceTestWords:
 * @domain: of the message table
 * @sources: where codes are given, below src/: a folder, or a file; ends with NULL
 * @no_codes: what looks like a code there and is none
 * @also: codes that nothing of it shows
 * @bare: codes without a hyphen that are looked for, "redirect|proxy"
 * @plain: codes that leave nothing to be done
 *
 * What a room's message table is compared with: each quoted word with a hyphen in the sources is a code.
 */
typedef struct
{
  const char        *domain;
  const char *const *sources;
  const char *const *no_codes;
  const char *const *also;
  const char        *bare;
  const char *const *plain;
} ServiceTestWords;

/* Every code has its words in both languages; there are at least so many. */
void  service_test_words_given  (const ServiceTestWords *words,
                                 guint                   least);
/* Every word of the table has a code that is given. */
void  service_test_words_needed (const ServiceTestWords *words);
/* Whoever reads of a trouble reads what to do about it, but where there is nothing to be done. */
void  service_test_words_next   (const ServiceTestWords *words);

G_END_DECLS
