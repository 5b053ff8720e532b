/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents for the tests of the register's room: a template with parts of it changed, and what is found
 * in it. */
#pragma once

#include "service-test.h"
#include "services/catasto/spt-catasto-document.h"

G_BEGIN_DECLS

/* The document of an operation ("9"), of SERVICE_TEST_NOW; each change is "old=>new" of text that has
 * to be there, the list ends with NULL. */
char         *catasto_test_make     (const char        *api_id,
                                     const char *const *changes) G_GNUC_WARN_UNUSED_RESULT;
SptIssueList *catasto_test_check    (const char        *api_id,
                                     const char        *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
