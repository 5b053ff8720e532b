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

G_END_DECLS
