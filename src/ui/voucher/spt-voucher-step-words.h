/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the steps of a voucher are called in the window. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SptVoucherStepWords:
 * @title: untranslated (N_()): what it is
 * @verb: of its button, with a mnemonic
 * @what: one sentence: what it does
 * @when: (nullable): the rule about its date
 *
 * The words of one operation.
 */
typedef struct
{
  const char *operation;
  const char *title;
  const char *verb;
  const char *what;
  const char *when;
} SptVoucherStepWords;

/* Never NULL: of an operation that has none here, its own name. */
const SptVoucherStepWords *spt_voucher_step_words (const char *operation);

G_END_DECLS
