/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server's JSON answer says, read for people and for their support. Pure. */

#define G_LOG_DOMAIN "spt-reply"

#include "config.h"

#include "service/spt-reply.h"

#include "base/spt-redact.h"
#include "base/spt-text.h"

#define MAX_SHOWN 1000 /* characters */

/**
 * spt_reply_find_member:
 * @object: an object
 * @name: the name of a member, compared without case when it is not there as it is
 *
 * Finds a member.
 *
 * Returns: (transfer none) (nullable): the member
 */
JsonNode *
spt_reply_find_member (JsonObject *object,
                       const char *name)
{
  JsonNode *exact = json_object_get_member (object, name);
  JsonObjectIter iter;
  const char *other;
  JsonNode *node;

  if (exact != NULL)
    return exact;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &other, &node))
    if (g_ascii_strcasecmp (other, name) == 0)
      return node;

  return NULL;
}

/**
 * spt_reply_dup_member:
 * @object: an object
 * @name: the name of a member, compared without case when it is not there as it is
 *
 * Reads a text, or a whole number as text.
 *
 * Returns: (transfer full) (nullable): the text; %NULL for none, null, and anything else
 */
char *
spt_reply_dup_member (JsonObject *object,
                      const char *name)
{
  JsonNode *node = spt_reply_find_member (object, name);

  if (node == NULL)
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

  return NULL;
}

/**
 * spt_reply_dup_shown:
 * @text: (nullable): what a server said
 * @secrets: (array zero-terminated=1): texts that may not be shown
 *
 * Makes a server's words fit to be shown and kept: one line, printable, not too long, no secret.
 *
 * Returns: (transfer full) (nullable): the words; %NULL when there are none
 */
char *
spt_reply_dup_shown (const char        *text,
                     const char *const *secrets)
{
  g_autofree char *masked = NULL;
  g_autofree char *line = NULL;
  char *shown;

  if (text == NULL)
    return NULL;

  /* Masked first: what is cut or blanked in between would hide a secret from the search. */
  line = spt_text_make_printable (text, -1, 0);
  masked = spt_redact_text (line, secrets);
  g_strdelimit (masked, "\r\n\t", ' ');
  shown = spt_text_make_printable (g_strstrip (masked), -1, MAX_SHOWN);
  if (*shown == '\0')
    g_clear_pointer (&shown, g_free);

  return shown;
}
