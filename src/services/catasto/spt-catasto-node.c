/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readings of a document's record by the names of the schema: texts, numbers, days, what was chosen. */

#define G_LOG_DOMAIN "spt-catasto-node"

#include "config.h"

#include "services/catasto/spt-catasto-node.h"

#include <string.h>

#include "base/spt-datetime.h"

#define CHOICE         "#choice"
#define MAX_WHOLE      G_GINT64_CONSTANT (99999999999)
#define FRACTION_DIGITS 4

/**
 * spt_catasto_node_get:
 * @node: a node
 * @name: a field
 *
 * Returns: (transfer none): the text that is shown there; "" for none
 */
const char *
spt_catasto_node_get (const SptNode *node,
                      const char    *name)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);

  if (field == NULL || !spt_node_is_visible (node, field->index))
    return "";

  return spt_node_get (node, field->index);
}

/**
 * spt_catasto_node_has:
 * @node: a node
 * @name: a field
 *
 * Returns: whether a text stands there
 */
gboolean
spt_catasto_node_has (const SptNode *node,
                      const char    *name)
{
  return *spt_catasto_node_get (node, name) != '\0';
}

/**
 * spt_catasto_node_chose:
 * @node: a node
 * @alternative: an element that a choice of it offers
 *
 * Returns: whether a choice of @node names it
 */
gboolean
spt_catasto_node_chose (const SptNode *node,
                        const char    *alternative)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      if (*def->fields[i].name == *CHOICE && g_str_has_prefix (def->fields[i].name, CHOICE) &&
          strcmp (spt_node_get (node, i), alternative) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * spt_catasto_node_is_true:
 * @node: a node
 * @name: a boolean element, or an alternative that can only be true
 *
 * Returns: whether it says true
 */
gboolean
spt_catasto_node_is_true (const SptNode *node,
                          const char    *name)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);
  gboolean value;

  if (field == NULL)
    return spt_catasto_node_chose (node, name);

  return spt_record_parse_boolean (spt_catasto_node_get (node, name), &value) && value;
}

/**
 * spt_catasto_node_is_false:
 * @node: a node
 * @name: a boolean element
 *
 * Returns: whether it is there and says false
 */
gboolean
spt_catasto_node_is_false (const SptNode *node,
                           const char    *name)
{
  gboolean value;

  return spt_record_parse_boolean (spt_catasto_node_get (node, name), &value) && !value;
}

/**
 * spt_catasto_parse_decimal:
 * @text: a number as XML has it, or as people write it
 * @out: (out): ten-thousandths
 *
 * Reads a decimal exactly.
 *
 * Returns: %FALSE for what is none, has too many digits, or more than four after the point
 */
gboolean
spt_catasto_parse_decimal (const char *text,
                           gint64     *out)
{
  g_autofree char *plain = spt_record_dup_decimal (text);
  const char *at = plain;
  gboolean negative;
  gint64 value = 0;
  guint n_fraction = 0;
  gboolean point = FALSE;

  if (plain == NULL)
    return FALSE;
  negative = *at == '-';
  if (*at == '-' || *at == '+')
    at++;
  for (; *at != '\0'; at++)
    {
      if (*at == '.' && !point)
        {
          point = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (*at))
        return FALSE;
      if (point && ++n_fraction > FRACTION_DIGITS)
        {
          if (*at != '0')
            return FALSE;
          continue;
        }
      value = (value * 10) + g_ascii_digit_value (*at);
      if (value > MAX_WHOLE * SPT_CATASTO_ONE)
        return FALSE;
    }
  for (; n_fraction < FRACTION_DIGITS; n_fraction++)
    {
      value *= 10;
      if (value > MAX_WHOLE * SPT_CATASTO_ONE)
        return FALSE;
    }
  *out = negative ? -value : value;

  return TRUE;
}

/**
 * spt_catasto_node_get_decimal:
 * @node: a node
 * @name: a field
 * @out: (out): ten-thousandths
 *
 * Returns: %FALSE for what is not there or is no number
 */
gboolean
spt_catasto_node_get_decimal (const SptNode *node,
                              const char    *name,
                              gint64        *out)
{
  const char *text = spt_catasto_node_get (node, name);

  return *text != '\0' && spt_catasto_parse_decimal (text, out);
}

/**
 * spt_catasto_node_get_integer:
 * @node: a node
 * @name: a field
 * @out: (out): the number
 *
 * Returns: %FALSE for what is not there or is no whole number
 */
gboolean
spt_catasto_node_get_integer (const SptNode *node,
                              const char    *name,
                              gint64        *out)
{
  const char *text = spt_catasto_node_get (node, name);

  return *text != '\0' && g_ascii_string_to_signed (text, 10, -MAX_WHOLE, MAX_WHOLE, out, NULL);
}

/**
 * spt_catasto_parse_day:
 * @text: a day, ISO or Italian
 * @day: (out): as g_date_get_julian() counts
 *
 * Returns: %FALSE for what is none
 */
gboolean
spt_catasto_parse_day (const char *text,
                       guint      *day)
{
  SptDatetime when;
  GDate date;

  if (!spt_datetime_parse (text, &when, NULL) || when.has_time)
    return FALSE;
  g_date_set_dmy (&date, (GDateDay) when.day, (GDateMonth) when.month, (GDateYear) when.year);
  *day = g_date_get_julian (&date);

  return TRUE;
}

/**
 * spt_catasto_node_get_day:
 * @node: a node
 * @name: a field
 * @day: (out): as g_date_get_julian() counts
 *
 * Returns: %FALSE for what is not there or is no day
 */
gboolean
spt_catasto_node_get_day (const SptNode *node,
                          const char    *name,
                          guint         *day)
{
  const char *text = spt_catasto_node_get (node, name);

  return *text != '\0' && spt_catasto_parse_day (text, day);
}

/**
 * spt_catasto_node_get_minute:
 * @node: a node
 * @name: a field
 * @minute: (out): since midnight
 *
 * Returns: %FALSE for what is not there or is no time (catasto facts 6: HH:MM)
 */
gboolean
spt_catasto_node_get_minute (const SptNode *node,
                             const char    *name,
                             guint         *minute)
{
  const char *text = spt_catasto_node_get (node, name);
  guint hour;

  if (strlen (text) != 5 || text[2] != ':' || !g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) ||
      !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return FALSE;
  hour = (guint) ((g_ascii_digit_value (text[0]) * 10) + g_ascii_digit_value (text[1]));
  *minute = (guint) ((g_ascii_digit_value (text[3]) * 10) + g_ascii_digit_value (text[4]));
  if (hour > 23 || *minute > 59)
    return FALSE;
  *minute += hour * 60;

  return TRUE;
}

/**
 * spt_catasto_node_count:
 * @node: a node
 * @name: a group of it
 *
 * Returns: how many instances are shown
 */
guint
spt_catasto_node_count (const SptNode *node,
                        const char    *name)
{
  const SptGroupDef *group = spt_group_def_find_group (spt_node_get_def (node), name);

  return group != NULL && spt_node_shows_group (node, group->index)
         ? spt_node_get_n_children (node, group->index) : 0;
}

/**
 * spt_catasto_node_child:
 * @node: a node
 * @name: a group of it
 * @position: below spt_catasto_node_count()
 *
 * Returns: (transfer none): the instance
 */
SptNode *
spt_catasto_node_child (const SptNode *node,
                        const char    *name,
                        guint          position)
{
  const SptGroupDef *group = spt_group_def_find_group (spt_node_get_def (node), name);

  return spt_node_get_child (node, group->index, position);
}

/**
 * spt_catasto_node_first:
 * @node: a node
 * @name: a group of it
 *
 * Returns: (transfer none) (nullable): its first instance that is shown
 */
SptNode *
spt_catasto_node_first (const SptNode *node,
                        const char    *name)
{
  return spt_catasto_node_count (node, name) > 0 ? spt_catasto_node_child (node, name, 0) : NULL;
}
