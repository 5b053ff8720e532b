/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of a record as people read them on paper: Italian dates and decimals, labels, boxes, units. */

#define G_LOG_DOMAIN "spt-paper-value"

#include "config.h"

#include <string.h>

#include "base/spt-data.h"
#include "form/spt-paper-private.h"

#define NBSP "\302\240"
/* Between two boxes: here a line may break. */
#define GAP "  "
#define MAX_QUESTION 3

/* "2024-03-15" and what stands behind it (a zone, a time) as "15/03/2024…"; NULL for another form. */
static char *
dup_day (const char *text)
{
  if (strlen (text) < 10 || text[4] != '-' || text[7] != '-')
    return NULL;
  for (guint i = 0; i < 10; i++)
    {
      if (i != 4 && i != 7 && !g_ascii_isdigit (text[i]))
        return NULL;
    }

  return g_strdup_printf ("%.2s/%.2s/%.4s%s", text + 8, text + 5, text, text + 10);
}

static char *
dup_decimal (const char *text)
{
  char *copy = g_strdup (text);
  char *point = strchr (copy, '.');

  /* One point and no comma is how XML has it; what somebody typed otherwise stays. */
  if (point != NULL && strchr (point + 1, '.') == NULL && strchr (copy, ',') == NULL)
    *point = ',';

  return copy;
}

/* A word for a truth of the program's own, in the language that labels are in. */
static const char *
get_truth (gboolean truth)
{
  if (g_str_equal (spt_data_language (), "it"))
    return truth ? "Sì" : "No";

  return truth ? "Yes" : "No";
}

char *
spt_paper_dup_value (const SptFieldDef *field,
                     const char        *text)
{
  gboolean truth;
  char *day;

  switch (field->kind)
    {
    case SPT_FIELD_CHOICE:
      for (guint i = 0; i < field->n_choices; i++)
        {
          if (g_str_equal (field->choices[i].value, text))
            return g_strdup (field->choices[i].label);
        }
      return g_strdup (text);
    case SPT_FIELD_BOOLEAN:
      if (*text != '\0' && spt_record_parse_boolean (text, &truth))
        return g_strdup (get_truth (truth));
      return g_strdup (text);
    case SPT_FIELD_DATE:
    case SPT_FIELD_DATETIME:
      day = dup_day (text);
      return day != NULL ? day : g_strdup (text);
    case SPT_FIELD_DECIMAL:
      return dup_decimal (text);
    case SPT_FIELD_TEXT:
    case SPT_FIELD_CODE:
    case SPT_FIELD_MONEY:
    case SPT_FIELD_INTEGER:
    case SPT_FIELD_FISCAL_CODE:
    case SPT_FIELD_IBAN:
    case SPT_FIELD_IUV:
    case SPT_FIELD_NAV:
    case SPT_FIELD_EMAIL:
    case SPT_FIELD_SECRET:
    case SPT_FIELD_XML:
    default:
      return g_strdup (text);
    }
}

char *
spt_paper_dup_label (const SptFieldDef  *field,
                     char              **unit)
{
  const char *open = strrchr (field->label, '(');
  gsize length = strlen (field->label);

  *unit = NULL;
  if ((field->kind == SPT_FIELD_DECIMAL || field->kind == SPT_FIELD_INTEGER) && open != NULL &&
      open > field->label && field->label[length - 1] == ')' && strchr (open, ' ') == NULL)
    {
      char *label = g_strndup (field->label, (gsize) (open - field->label));

      *unit = g_strndup (open + 1, strlen (open) - 2);
      return g_strchomp (label);
    }

  return g_strdup (field->label);
}

/* A question with a few short answers, all of which are put on paper. */
gboolean
spt_paper_is_question (const SptFieldDef *field)
{
  if (field->kind == SPT_FIELD_BOOLEAN)
    return TRUE;
  if (field->kind != SPT_FIELD_CHOICE || field->n_choices < 2 || field->n_choices > MAX_QUESTION)
    return FALSE;
  for (guint i = 0; i < field->n_choices; i++)
    {
      if (g_utf8_strlen (field->choices[i].label, -1) > 16)
        return FALSE;
    }

  return TRUE;
}

/* The box and the first word stay together. */
char *
spt_paper_dup_box (gboolean    ticked,
                   const char *label)
{
  return g_strconcat (ticked ? SPT_PAPER_TICKED : SPT_PAPER_UNTICKED, NBSP, label, NULL);
}

static void
append_box (GString    *out,
            gboolean    ticked,
            const char *label)
{
  g_autofree char *box = spt_paper_dup_box (ticked, label);

  if (out->len > 0)
    g_string_append (out, GAP);
  g_string_append (out, box);
}

char *
spt_paper_dup_choices (const SptFieldDef *field,
                       const char        *text)
{
  GString *out = g_string_new (NULL);
  gboolean known = *text == '\0';

  if (field->kind == SPT_FIELD_BOOLEAN)
    {
      gboolean truth = FALSE;
      gboolean is_said = *text != '\0' && spt_record_parse_boolean (text, &truth);

      append_box (out, is_said && truth, get_truth (TRUE));
      append_box (out, is_said && !truth, get_truth (FALSE));
      known = known || is_said;
    }
  for (guint i = 0; i < field->n_choices; i++)
    {
      gboolean is_it = g_str_equal (field->choices[i].value, text);

      if (*field->choices[i].value == '\0')
        continue;
      append_box (out, is_it, field->choices[i].label);
      known = known || is_it;
    }
  if (!known)
    append_box (out, TRUE, text);

  return g_string_free (out, FALSE);
}
