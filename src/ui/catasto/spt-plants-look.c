/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What plants have to say outside their list: on the first page, when they are found by words. */
#define G_LOG_DOMAIN "spt-plants-look"

#include "config.h"

#include "ui/catasto/spt-plants-look.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "outbox/spt-deadlines.h"
#include "ui/catasto/spt-plant-words.h"
#include "ui/spt-ui.h"

/* --- the first page: records --------------------------------------------------------------------------- */

static const SptStateCard cards[] = {
  { 1u << SPT_STATE_TO_FIX, SPT_STATE_TO_FIX, NN_("%s plant with something to correct", "%s plants with something to correct"),
      N_("A document of theirs, or the libretto, has errors") },
  { 1u << SPT_STATE_REFUSED, SPT_STATE_REFUSED, NN_("%s plant with a refused document", "%s plants with a refused document"),
      N_("What stands behind it waits until it is corrected") },
  { 1u << SPT_STATE_UNCERTAIN, SPT_STATE_UNCERTAIN, NN_("%s plant with an uncertain outcome", "%s plants with an uncertain outcome"),
      N_("What stands behind it waits until the outcome is known") },
};

/* --- the first page: dates ------------------------------------------------------------------------------ */

typedef struct
{
  guint       n;
  const char *first; /* (unowned) (nullable): ISO */
} Count;

static void
count_one (Count             *count,
           const SptDeadline *due)
{
  if (count->n++ == 0)
    count->first = due->date;
}

static void
add_due (SptRecordLook *look,
         const Count   *count,
         gboolean       is_late,
         const char    *which,
         const char    *sentence)
{
  g_autofree char *number = NULL;
  g_autofree char *first = NULL;
  g_autoptr (GString) title = NULL;
  SptDatetime date;

  if (count->n == 0)
    return;
  number = spt_ui_format_count (count->n);
  first = spt_datetime_parse (count->first, &date, NULL) ? spt_datetime_to_italian (&date, FALSE) : g_strdup ("");
  title = g_string_new (sentence);
  g_string_replace (title, "%s", number, 1);
  spt_record_look_add_due (look, count->n, "dialog-warning-symbolic", is_late ? "state-error" : "state-warning", which,
                           g_string_free (g_steal_pointer (&title), FALSE),
                           /* Translators: %s is a date */
                           g_strdup_printf (is_late ? _("The first since %s") : _("The first by %s"), first));
}

static gboolean
add_dues (SptDb          *db,
          SptRecordLook  *look,
          GError        **error)
{
  g_autoptr (GPtrArray) all = spt_deadlines_load (db, look->now, error);
  Count late = { 0 };
  Count reports = { 0 };
  Count sendings = { 0 };
  Count thirds = { 0 };
  Count contracts = { 0 };
  Count office = { 0 };

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      const SptDeadline *due = g_ptr_array_index (all, i);
      gboolean is_send = strcmp (due->kind, SPT_DUE_SEND) == 0;

      if (due->days < 0 && !is_send && due->plant_id != 0)
        count_one (&late, due);
      else if (is_send) /* from the day it was made: it is there to be sent */
        count_one (&sendings, due);
      else if (due->days > (int) spt_deadline_get_reminder (due->kind) &&
               strcmp (due->kind, SPT_DUE_FIRST_REPORT) != 0)
        continue;
      else if (strcmp (due->kind, SPT_DUE_REPORT) == 0 || strcmp (due->kind, SPT_DUE_FIRST_REPORT) == 0)
        count_one (&reports, due);
      else if (strcmp (due->kind, SPT_DUE_THIRD) == 0)
        count_one (&thirds, due);
      else if (strcmp (due->kind, SPT_DUE_CONTRACT) == 0)
        count_one (&contracts, due);
      else
        count_one (&office, due);
    }
  add_due (look, &late, TRUE, "overdue",
           ngettext ("%s deadline of plants has passed",
                     "%s deadlines of plants have passed", late.n));
  add_due (look, &sendings, FALSE, SPT_DUE_SEND,
           ngettext ("%s efficiency report is still to be sent",
                     "%s efficiency reports are still to be sent", sendings.n));
  add_due (look, &reports, FALSE, SPT_DUE_REPORT,
           ngettext ("%s efficiency report is due within 30 days",
                     "%s efficiency reports are due within 30 days", reports.n));
  add_due (look, &thirds, FALSE, SPT_DUE_THIRD,
           ngettext ("%s appointment of a third responsible ends within 30 days",
                     "%s appointments of a third responsible end within 30 days", thirds.n));
  add_due (look, &contracts, FALSE, SPT_DUE_CONTRACT,
           ngettext ("%s contract ends within 30 days",
                     "%s contracts end within 30 days", contracts.n));
  add_due (look, &office, FALSE, SPT_DUE_OFFICE,
           ngettext ("%s date of firms and instruments is near or over",
                     "%s dates of firms and instruments are near or over", office.n));

  return TRUE;
}

/* --- the first page: news ------------------------------------------------------------------------------- */

static gboolean
add_news (SptDb          *db,
          SptRecordLook  *look,
          GError        **error)
{
  guint n = 0;
  g_autofree char *number = NULL;

  if (!spt_db_count_plant_news (db, look->last_look, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  number = spt_ui_format_count (n);
  spt_record_look_add (look, SPT_CARD_NEWS, n, "dialog-information-symbolic", "state-accent",
                       &(SptRecordFilter) { .stage = SPT_PLANT_STAGE_ACTIVE },
                       g_strdup_printf (ngettext ("%s plant has a new libretto after what was accepted",
                                                  "%s plants have a new libretto after what was accepted", n), number),
                       g_strdup (_("What can be sent next is on their pages")));
  return TRUE;
}

/**
 * spt_plants_look:
 * @db: a connection
 * @look: since when, and what comes out
 * @error: (out) (optional): why not
 *
 * Says on the first page what there is of plants. On the store's thread.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_plants_look (SptDb          *db,
                 SptRecordLook  *look,
                 GError        **error)
{
  return spt_record_look_add_states (look, db, &spt_plants_kind, cards, G_N_ELEMENTS (cards), error) && add_dues (db, look, error) && add_news (db, look, error);
}

/* --- codes ---------------------------------------------------------------------------------------------- */

static gboolean
is_pod (const char *code)
{
  return g_regex_match_simple ("^IT[0-9]{3}E[0-9]{8}[0-9A-Z]?$", code, 0, 0);
}

static gboolean
is_pdr (const char *code)
{
  return g_regex_match_simple ("^[0-9]{14}$", code, 0, 0);
}

/**
 * spt_plants_dup_code_name:
 * @db: a connection
 * @text: what was typed or pasted
 * @name: (out) (transfer full) (nullable): what that is, in the user's language; %NULL = no code of a plant
 * @error: (out) (optional): why not
 *
 * Names codes that plants are known by: a POD and a PDR by how they look, the register's code and serial numbers as the
 * archive has them.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_plants_dup_code_name (SptDb       *db,
                          const char  *text,
                          char       **name,
                          GError     **error)
{
  g_autofree char *code = g_ascii_strup (text, -1);
  gint64 id;

  *name = NULL;
  if (is_pod (code))
    {
      *name = g_strdup (_("A POD: the point where a building takes electricity"));
      return TRUE;
    }
  id = spt_db_find_plant (db, text, 0, error);
  if (id < 0)
    return FALSE;
  if (id > 0)
    *name = g_strdup (_("The code of a plant"));
  else if (is_pdr (code))
    *name = g_strdup (_("A PDR: the point where a building takes gas"));
  else if (!spt_db_find_plant_serial (db, text, &id, error))
    return FALSE;
  else if (id > 0)
    *name = g_strdup (_("The serial number of a part of a plant"));

  return TRUE;
}

/* --- found by words ------------------------------------------------------------------------------------- */

static void
append_part (GString    *text,
             const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

/**
 * spt_plants_describe:
 * @row: a plant
 * @title: (out) (transfer full): what it is called
 * @subtitle: (out) (transfer full): what is said below
 * @icon_name: (out) (transfer none): static
 *
 * Says in two lines which plant it is and where it stands.
 */
void
spt_plants_describe (SptRow      *row,
                     char       **title,
                     char       **subtitle,
                     const char **icon_name)
{
  const SptPlantRow *plant = spt_plant_get_row (SPT_PLANT (row));
  g_autoptr (GString) where = g_string_new (plant->place);
  g_autoptr (GString) text = g_string_new (NULL);

  if (*plant->city != '\0')
    g_string_append_printf (where, "%s%s", where->len > 0 ? ", " : "", plant->city);
  *title = g_strdup (where->len > 0 ? where->str : *plant->code != '\0' ? plant->code : _("Plant without a place"));
  append_part (text, _("Plant"));
  append_part (text, plant->code);
  append_part (text, plant->name);
  append_part (text, plant->generators);
  append_part (text, spt_plant_stage_word (plant->stage));
  *subtitle = g_string_free (g_steal_pointer (&text), FALSE);
  *icon_name = "spt-plant-symbolic";
}
