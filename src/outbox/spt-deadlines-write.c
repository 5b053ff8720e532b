/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due, in words: for a list, a spreadsheet, a calendar. */
#define G_LOG_DOMAIN "spt-deadlines-write"

#include "config.h"

#include "outbox/spt-deadlines.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-calendar.h"
#include "base/spt-csv.h"
#include "base/spt-datetime.h"
#include "service/spt-plants.h"

#define REMIND_DAYS 30
#define SEPARATOR ';'

/* In the order in which people choose among them. @title with a part and without one. */
typedef struct
{
  const char *kind;
  const char *name;
  const char *title_of;
  const char *title;
} Word;

/* Translators: a kind of deadline in a list, then the same about "GT1" (%s), then about a whole plant */
static const Word words[] = {
  { SPT_DUE_REPORT, N_("Efficiency report"), N_("Efficiency report of %s"), N_("Efficiency report") },
  { SPT_DUE_FIRST_REPORT, N_("First efficiency report"), N_("First efficiency report of %s"),
    N_("First efficiency report") },
  { SPT_DUE_SEND, N_("Report to be sent"), N_("Report of %s to be sent"), N_("Report to be sent") },
  { SPT_DUE_THIRD, N_("End of the third responsible’s appointment"), NULL,
    N_("End of the third responsible’s appointment") },
  { SPT_DUE_CONTRACT, N_("End of the contract"), NULL, N_("End of the contract") },
  { SPT_DUE_CALIBRATION, N_("Calibration"), NULL, N_("Calibration of the instrument") },
  { SPT_DUE_CERTIFICATE, N_("F-gas certificate"), NULL, N_("End of the F-gas certificate") },
  { SPT_DUE_REGISTRATION, N_("Firm’s registration"), NULL, N_("End of the firm’s registration or mandate") },
  { SPT_DUE_OFFICE, N_("Firms and instruments"), NULL, N_("Firms and instruments") },
};

static const Word *
find_word (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (words[i].kind, kind) == 0)
        return &words[i];
    }
  return NULL;
}

/**
 * spt_deadline_name_kind:
 * @kind: %SPT_DUE_REPORT and so on
 *
 * Returns: (transfer none): what people call such deadlines
 */
const char *
spt_deadline_name_kind (const char *kind)
{
  const Word *word = find_word (kind);

  return word != NULL ? _(word->name) : kind;
}

/**
 * spt_deadline_dup_title:
 * @self: a deadline
 *
 * Returns: (transfer full): what is due, in the user's language: "Efficiency report of GT1"
 */
char *
spt_deadline_dup_title (const SptDeadline *self)
{
  const Word *word = find_word (self->kind);
  g_autoptr (GString) title = NULL;

  if (word == NULL)
    return g_strdup (self->kind);
  if (*self->component == '\0' || word->title_of == NULL)
    return g_strdup (_(word->title));
  title = g_string_new (_(word->title_of));
  g_string_replace (title, "%s", self->component, 1);

  return g_string_free (g_steal_pointer (&title), FALSE);
}

/**
 * spt_deadline_get_reminder:
 * @kind: %SPT_DUE_REPORT and so on
 *
 * Says when an office wants to be reminded: of a report to be sent when most of its term is over (catasto facts 9.2).
 *
 * Returns: days before the date
 */
guint
spt_deadline_get_reminder (const char *kind)
{
  const SptPlantOps *ops;
  SptService *service = spt_plants_get_service (&ops);
  const SptPlantNorms *norms = service != NULL && ops->get_norms != NULL ? ops->get_norms (service) : NULL;

  if (norms != NULL && (strcmp (kind, SPT_DUE_SEND) == 0 || strcmp (kind, SPT_DUE_FIRST_REPORT) == 0))
    return norms->send_days > norms->remind_days ? norms->send_days - norms->remind_days : 0;
  return REMIND_DAYS;
}

/* --- a spreadsheet ------------------------------------------------------------------------------------- */

static char *
dup_italian (const char *iso)
{
  SptDatetime date;

  return iso != NULL && spt_datetime_parse (iso, &date, NULL) ? spt_datetime_to_italian (&date, FALSE) : g_strdup ("");
}

static void
append_row (GString           *out,
            const char *const *fields,
            guint              n_fields,
            gboolean           for_spreadsheet)
{
  for (guint i = 0; i < n_fields; i++)
    {
      if (i > 0)
        g_string_append_c (out, SEPARATOR);
      spt_csv_append_field (out, fields[i] != NULL ? fields[i] : "", SEPARATOR, for_spreadsheet);
    }
  g_string_append (out, "\r\n");
}

/**
 * spt_deadlines_dup_csv:
 * @deadlines: (element-type SptDeadline): what to write
 * @for_spreadsheet: what a spreadsheet would take for a formula is kept from being one
 *
 * Returns: (transfer full): a CSV file
 */
char *
spt_deadlines_dup_csv (GPtrArray *deadlines,
                       gboolean   for_spreadsheet)
{
  const char *const head[] = {
    /* Translators: columns of a CSV file with deadlines */
    C_("deadlines", "Date"), C_("deadlines", "Estimated"), C_("deadlines", "Days"), C_("deadlines", "What"),
    C_("deadlines", "Component"), C_("deadlines", "Code"), C_("deadlines", "Place"), C_("deadlines", "City"),
    C_("deadlines", "Responsible"), C_("deadlines", "Reckoned from"),
  };
  GString *out = g_string_new (NULL);

  append_row (out, head, G_N_ELEMENTS (head), for_spreadsheet);
  for (guint i = 0; i < deadlines->len; i++)
    {
      const SptDeadline *self = g_ptr_array_index (deadlines, i);
      g_autofree char *date = dup_italian (self->date);
      g_autofree char *since = dup_italian (self->since);
      g_autofree char *days = g_strdup_printf ("%d", self->days);
      const char *const row[] = {
        date, self->estimated ? C_("deadlines", "yes") : C_("deadlines", "no"), days,
        spt_deadline_name_kind (self->kind), self->component, self->code, self->place, self->city, self->name, since,
      };

      for (guint j = 0; j < G_N_ELEMENTS (row); j++)
        {
          if (j > 0)
            g_string_append_c (out, SEPARATOR);
          spt_csv_append_field (out, row[j], SEPARATOR, for_spreadsheet && j != 2);
        }
      g_string_append (out, "\r\n");
    }

  return g_string_free (out, FALSE);
}

/* --- a calendar ---------------------------------------------------------------------------------------- */

static void
append_line (GString    *text,
             const char *line)
{
  if (line == NULL || *line == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

/**
 * spt_deadlines_dup_calendar:
 * @deadlines: (element-type SptDeadline): what to write
 * @with_names: whoever is responsible is named; else a plant's code and place are all that is said
 * @now_utc_ms: now
 *
 * Makes a calendar file (RFC 5545). What is read a second time takes the place of what was read before.
 *
 * Returns: (transfer full): the file
 */
char *
spt_deadlines_dup_calendar (GPtrArray *deadlines,
                            gboolean   with_names,
                            gint64     now_utc_ms)
{
  /* Translators: the name of a calendar */
  GString *out = spt_calendar_begin (_("Deadlines of plants"));

  for (guint i = 0; i < deadlines->len; i++)
    {
      const SptDeadline *self = g_ptr_array_index (deadlines, i);
      g_autofree char *title = spt_deadline_dup_title (self);
      /* A thing or a firm has a name that says nothing of anybody. */
      gboolean is_thing = g_strcmp0 (self->entry_kind, SPT_CATALOGUE_INSTRUMENT) == 0 ||
                          g_strcmp0 (self->entry_kind, SPT_CATALOGUE_FIRM) == 0;
      const char *whose = *self->city != '\0' ? self->city : self->plant_id != 0 ? self->code
                          : is_thing ? self->name : "";
      g_autofree char *summary = *whose != '\0' ? g_strdup_printf ("%s · %s", title, whose) : g_strdup (title);
      g_autofree char *where = g_strdup_printf ("%s%s%s", self->place,
                                                *self->place != '\0' && *self->city != '\0' ? ", " : "", self->city);
      g_autoptr (GString) text = g_string_new (NULL);
      SptCalendarDay day = { self->uid, self->date, summary, NULL, where, spt_deadline_name_kind (self->kind),
                             spt_deadline_get_reminder (self->kind) };

      if (self->plant_id != 0 && *self->code != '\0')
        {
          /* Translators: %s is a plant's code */
          g_autofree char *code = g_strdup_printf (_("Plant %s"), self->code);

          append_line (text, code);
        }
      else if (self->plant_id == 0 && is_thing)
        append_line (text, self->code);
      if (with_names || is_thing)
        append_line (text, self->name);
      if (self->estimated)
        append_line (text, _("The date is an estimate"));
      day.description = text->str;
      spt_calendar_add (out, &day, now_utc_ms);
    }
  spt_calendar_end (out);

  return g_string_free (out, FALSE);
}
