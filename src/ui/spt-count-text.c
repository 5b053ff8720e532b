/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a number of things, in tables: whole sentences for one and for many. */
#define G_LOG_DOMAIN "spt-count-text"

#include "config.h"

#include "ui/spt-count-text.h"

#include <glib/gi18n.h>

#include "ui/spt-ui.h"

/**
 * spt_count_text_dup:
 * @self: a sentence
 * @n: how many
 *
 * Says it of a number.
 *
 * Returns: (transfer full): the sentence in the user's language
 */
char *
spt_count_text_dup (const SptCountText *self,
                    guint               n)
{
  g_autofree char *number = spt_ui_format_count (n);
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (self->one != NULL && self->many != NULL, NULL);

  text = g_string_new (ngettext (self->one, self->many, n));
  g_string_replace (text, "%s", number, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
