/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside base: what the JSON guard needs of the tokenizer beyond its public calls. */
#pragma once

#include "base/spt-json.h"

G_BEGIN_DECLS

/* Replaces the bound of 1 MiB on one token, for a document that is in memory as a whole anyway. */
void    spt_json_tokenizer_set_max_token (SptJsonTokenizer *self,
                                          gsize             max_token);
/* An error at the token just given: "line 3, column 5: " and @message. Everything is refused from here on. */
GError *spt_json_tokenizer_fail_token    (SptJsonTokenizer *self,
                                          SptJsonError      code,
                                          const char       *message) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
