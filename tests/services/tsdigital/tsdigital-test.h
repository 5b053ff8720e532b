/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the tsdigital service's rules share: a company's and a person's item, an account. */
#pragma once

#include "service-test.h"

G_BEGIN_DECLS

/* Registered, borrowed. */
SptService *tsdigital_test_service (void);
void        tsdigital_test_clear   (void);
SptAccount *tsdigital_test_account (SptEnvironment  environment) G_GNUC_WARN_UNUSED_RESULT;
/* A good item but for @changes ((nullable)): "path=text" of each, one a line; an instance of a group
 * that is not there is added, "contacts[0]=" alone adds an empty one. */
SptRecord  *tsdigital_test_record  (gboolean        is_person,
                                    const char     *changes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
