/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the secrets room may turn. */
#pragma once

#include "secrets/spt-keyring.h"

G_BEGIN_DECLS

/* The 30 s after which a keyring that does not answer is given up. */
void spt_keyring_libsecret_set_timeout (SptKeyring *self,
                                        guint       timeout_ms);

G_END_DECLS
