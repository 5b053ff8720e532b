/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of this room share: a position, an account, a fake server with a call under
 * way. */
#pragma once

#include "call-test.h"
#include "services/gpd/spt-gpd-fields.h"

G_BEGIN_DECLS

#define GPD_TEST_NOW CALL_TEST_NOW
#define GPD_TEST_KEY "0123456789abcdef-not-a-key"

/* Registered, borrowed. */
SptService         *gpd_test_service        (void);
const SptGpdFields *gpd_test_fields         (void);
void                gpd_test_free_fields    (void);
SptAccount         *gpd_test_account        (const char     *base_url,
                                             SptEnvironment  environment) G_GNUC_WARN_UNUSED_RESULT;

/* One valid position; @iupd and @iuv are put in. */
char               *gpd_test_position       (const char     *iupd,
                                             const char     *iuv) G_GNUC_WARN_UNUSED_RESULT;
/* A document of one position with @from replaced by @to (nothing when @from is NULL). */
char               *gpd_test_document       (const char     *from,
                                             const char     *to) G_GNUC_WARN_UNUSED_RESULT;
/* The record of one position; asserts that it reads without any issue but notes. */
SptRecord          *gpd_test_record         (const char     *position) G_GNUC_WARN_UNUSED_RESULT;
/* "LEVEL code row path" of each issue, one a line; levels E, W, N, overridable errors O. */
char               *gpd_test_describe       (SptIssueList   *issues) G_GNUC_WARN_UNUSED_RESULT;
/* The file of the fixtures' folder. */
char               *gpd_test_fixture        (const char     *name) G_GNUC_WARN_UNUSED_RESULT;

/* A fake server with an account on it. */
CallTest           *gpd_test_call_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void                gpd_test_call_add_key   (CallTest       *self,
                                             const char     *key);
/* Runs one call to its end. */
SptOutcome         *gpd_test_call_run       (CallTest       *self,
                                             SptCallKind     kind,
                                             GCancellable   *cancellable,
                                             GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
