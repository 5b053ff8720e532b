/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the voucher service's rules share: a family's and a firm's voucher, an account. */
#pragma once

#include "service-test.h"

G_BEGIN_DECLS

/* Registered, borrowed. */
SptService *voucher_test_service  (void);
void        voucher_test_clear    (void);
SptAccount *voucher_test_account  (SptEnvironment environment) G_GNUC_WARN_UNUSED_RESULT;
/* A good voucher but for @changes ((nullable)): "path=text" of each, one a line; an instance of a group
 * that is not there is added, "attivazione[0]=" alone adds an empty one. */
SptRecord  *voucher_test_record   (gboolean       firm,
                                   const char    *changes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
