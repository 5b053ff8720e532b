/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An offer of the operator: what its catalogue keeps, what is wrong with it, many of them out of a
 * table. */
#define G_LOG_DOMAIN "spt-voucher-offer"

#include "config.h"

#include "services/voucher/spt-voucher-offer.h"

#include <string.h>

#include "base/spt-csv.h"
#include "base/spt-text.h"
#include "services/voucher/spt-voucher-flow.h"

#define MIN_SPEED 30

typedef enum
{
  COLUMN_CODE,
  COLUMN_TECHNOLOGY,
  COLUMN_SPEED,
  COLUMN_NOTE,
  N_COLUMNS
} Column;

/* In the order of the columns. */
static const char *const fields[N_COLUMNS] = { "code", "technology", "speed", "note" };

/* What people write over them, folded. */
static const char *const headers[N_COLUMNS][7] = {
  { "codice", "code", "offerta", "codice offerta", "codice univoco", "codiceunivocoofferta", NULL },
  { "tecnologia", "technology", "tecnologiaprenotata", NULL },
  { "velocita", "speed", "velocita di download (mbit/s)", "velocita di download", "mbit/s",
    "velocitadownloadmbit", NULL },
  { "nota", "note", "nome", "descrizione", NULL },
};

/**
 * spt_voucher_offer_get_schema:
 *
 * Gets the fields of an offer.
 *
 * Returns: (transfer none) (nullable): the schema; %NULL when the user's own table is broken
 */
SptSchema *
spt_voucher_offer_get_schema (void)
{
  static SptSchemaOnce once;

  return spt_schema_load_once (&once, "voucher/offer.json", SPT_VOUCHER_DOMAIN);
}

/**
 * spt_voucher_offer_new:
 * @code: its code
 * @technology: (nullable): its technology
 * @speed: (nullable): Mbit/s
 * @note: (nullable): for people
 *
 * Returns: (transfer full): an offer with copies of these
 */
SptVoucherOffer *
spt_voucher_offer_new (const char *code,
                       const char *technology,
                       const char *speed,
                       const char *note)
{
  SptVoucherOffer *self = g_new0 (SptVoucherOffer, 1);

  self->code = g_strdup (code != NULL ? code : "");
  self->technology = g_strdup (technology != NULL ? technology : "");
  self->speed = g_strdup (speed != NULL ? speed : "");
  self->note = g_strdup (note != NULL ? note : "");
  return self;
}

/**
 * spt_voucher_offer_free:
 * @self: (transfer full) (nullable): an offer
 *
 * Frees it.
 */
void
spt_voucher_offer_free (SptVoucherOffer *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self->technology);
  g_free (self->speed);
  g_free (self->note);
  g_free (self->fault);
  g_free (self);
}

static const char *
get_text (SptRecord *record,
          Column     column)
{
  return spt_node_get_named (spt_record_get_root (record), fields[column]);
}

static SptRecord *
new_record (SptVoucherOffer *self)
{
  const char *const texts[N_COLUMNS] = { self->code, self->technology, self->speed, self->note };
  SptSchema *schema = spt_voucher_offer_get_schema ();
  SptRecord *record;

  if (schema == NULL)
    return NULL;
  record = spt_record_new (schema);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      const SptFieldDef *field = spt_group_def_find_field (spt_schema_get_root (schema), fields[i]);

      if (field != NULL)
        spt_node_set (spt_record_get_root (record), field->index, texts[i], -1);
    }

  return record;
}

/**
 * spt_voucher_offer_dup_doc:
 * @self: an offer
 *
 * Returns: (transfer full) (nullable): the archive's form of it; %NULL when the user's own table is
 *   broken
 */
char *
spt_voucher_offer_dup_doc (SptVoucherOffer *self)
{
  g_autoptr (SptRecord) record = new_record (self);

  return record != NULL ? spt_record_dup_doc (record) : NULL;
}

/**
 * spt_voucher_offer_new_doc:
 * @doc: what spt_voucher_offer_dup_doc() gave
 *
 * Returns: (transfer full) (nullable): the offer; %NULL when @doc is none
 */
SptVoucherOffer *
spt_voucher_offer_new_doc (const char *doc)
{
  SptSchema *schema = spt_voucher_offer_get_schema ();
  g_autoptr (SptRecord) record = schema != NULL ? spt_record_new (schema) : NULL;

  if (record == NULL || !spt_record_read (record, doc, -1, NULL))
    return NULL;

  return spt_voucher_offer_new (get_text (record, COLUMN_CODE),
                                get_text (record, COLUMN_TECHNOLOGY),
                                get_text (record, COLUMN_SPEED), get_text (record, COLUMN_NOTE));
}

/**
 * spt_voucher_offer_check:
 * @record: an offer
 * @issues: takes the findings
 *
 * Every rule of one offer: lengths in characters, the technologies there are, a speed that the
 * service takes (services facts 4.5). The pattern of codes is nobody's rule (services facts 4.2).
 */
void
spt_voucher_offer_check (SptRecord    *record,
                         SptIssueList *issues)
{
  SptNode *root = spt_record_get_root (record);
  guint64 speed;

  spt_record_check (record, 0, TRUE, issues);
  if (g_ascii_string_to_unsigned (get_text (record, COLUMN_SPEED), 10, 1, 99999, &speed, NULL) &&
      speed < MIN_SPEED)
    spt_node_add_issue (root, spt_group_def_find_field (spt_node_get_def (root), "speed"), issues,
                        SPT_ISSUE_ERROR, SPT_VOUCHER_DOMAIN, "speed-low", 0,
                        get_text (record, COLUMN_SPEED), "30");
}

/* --- reading what people write ------------------------------------------------------------------ */

static gboolean
is_technology (const char *text)
{
  const SptFieldDef *field =
    spt_group_def_find_field (spt_schema_get_root (spt_voucher_offer_get_schema ()), "technology");

  for (guint i = 0; i < field->n_choices; i++)
    {
      if (strcmp (field->choices[i].value, text) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * spt_voucher_offer_guess:
 * @code: a code
 * @technology: (out) (nullable) (transfer full): what it seems to say
 * @speed: (out) (nullable) (transfer full): what it seems to say
 *
 * Looks into a code for a technology, and for a number behind it: most look like
 * operator-type-technology-speed-number, but nothing says that they do (services facts 4.2). For
 * fields that are empty; a person sees it.
 */
void
spt_voucher_offer_guess (const char  *code,
                         char       **technology,
                         char       **speed)
{
  g_auto (GStrv) parts = g_strsplit (code, "-", -1);

  *technology = NULL;
  *speed = NULL;
  if (spt_voucher_offer_get_schema () == NULL)
    return;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *upper = g_ascii_strup (parts[i], -1);
      guint64 number;

      if (!is_technology (upper))
        continue;
      *technology = g_steal_pointer (&upper);
      if (parts[i + 1] != NULL &&
          g_ascii_string_to_unsigned (parts[i + 1], 10, MIN_SPEED, 99999, &number, NULL))
        *speed = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
      return;
    }
}

/* "fibra FTTH " stays for the check to say; "ftth", "satellite" and "Multitecnologia" are meant. */
static char *
dup_technology (const char *text)
{
  static const char *const words[][2] = {
    { "multitecnologia", SPT_VOUCHER_OFFER_MULTI }, { "multi-tecnologia", SPT_VOUCHER_OFFER_MULTI },
    { "multi-technology", SPT_VOUCHER_OFFER_MULTI }, { "satellite", "SAT" },
  };
  g_autofree char *stripped = spt_text_strip (text);
  g_autofree char *folded = spt_text_fold (stripped);
  g_autofree char *upper = g_utf8_strup (stripped, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (words[i][0], folded) == 0)
        return g_strdup (words[i][1]);
    }

  return is_technology (upper) ? g_steal_pointer (&upper) : g_steal_pointer (&stripped);
}

/* "100 Mbit/s", "1 Gbit/s", "1.000" */
static char *
dup_speed (const char *text)
{
  static const struct { const char *unit; guint factor; } units[] = {
    { "mbit/s", 1 }, { "mbps", 1 }, { "mb/s", 1 }, { "mega", 1 }, { "mb", 1 }, { "m", 1 },
    { "gbit/s", 1000 }, { "gbps", 1000 }, { "gb/s", 1000 }, { "giga", 1000 }, { "gb", 1000 },
    { "g", 1000 },
  };
  g_autofree char *stripped = spt_text_strip (text);
  g_autofree char *folded = spt_text_fold (stripped);
  g_autofree char *digits = NULL;
  guint factor = 1;
  guint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (!g_str_has_suffix (folded, units[i].unit))
        continue;
      folded[strlen (folded) - strlen (units[i].unit)] = '\0';
      factor = units[i].factor;
      break;
    }
  g_strchomp (folded);
  /* A point before three digits parts thousands, as here everywhere. */
  digits = g_strdup (folded);
  if (strlen (folded) > 4 && folded[strlen (folded) - 4] == '.')
    memmove (digits + strlen (folded) - 4, folded + strlen (folded) - 3, 4);

  return g_ascii_string_to_unsigned (digits, 10, 1, 99999 / factor, &number, NULL)
         ? g_strdup_printf ("%" G_GUINT64_FORMAT, number * factor) : g_steal_pointer (&stripped);
}

/* Which column is which, by what stands over them; FALSE: the row is no header. */
static gboolean
read_header (SptCsvReader *reader,
             int          *columns)
{
  gboolean found = FALSE;

  for (guint i = 0; i < N_COLUMNS; i++)
    columns[i] = -1;
  for (guint i = 0; i < spt_csv_reader_get_n_fields (reader); i++)
    {
      g_autofree char *folded = spt_text_fold (spt_csv_reader_get_field (reader, i));

      g_strstrip (folded);
      for (guint j = 0; j < N_COLUMNS; j++)
        {
          if (columns[j] >= 0 || !g_strv_contains (headers[j], folded))
            continue;
          columns[j] = (int) i;
          found = found || j == COLUMN_CODE;
          break;
        }
    }

  return found;
}

static char *
dup_cell (SptCsvReader *reader,
          int           column)
{
  return column >= 0 && (guint) column < spt_csv_reader_get_n_fields (reader)
         ? spt_text_strip (spt_csv_reader_get_field (reader, (guint) column)) : g_strdup ("");
}

static void
fill_empty (char **text,
            char **guess)
{
  if (**text == '\0' && *guess != NULL)
    {
      g_free (*text);
      *text = g_steal_pointer (guess);
    }
}

static void
find_fault (SptVoucherOffer *self,
            guint            first_row)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (SptRecord) record = new_record (self);

  spt_voucher_offer_check (record, issues);
  if (first_row != 0)
    {
      g_autofree char *row = g_strdup_printf ("%u", first_row);

      spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_VOUCHER_DOMAIN, "offer-twice", self->row,
                          "code", self->code, row);
    }
  for (guint i = 0; i < spt_issue_list_get_n (issues) && self->fault == NULL; i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      const SptFieldDef *field = issue->path == NULL ? NULL
        : spt_group_def_find_field (spt_schema_get_root (spt_voucher_offer_get_schema ()),
                                    issue->path);

      if (issue->level == SPT_ISSUE_ERROR)
        self->fault = spt_issue_dup_message (issue, field != NULL ? field->label : NULL);
    }
}

static SptVoucherOffer *
read_row (SptCsvReader *reader,
          const int    *columns,
          GHashTable   *seen)
{
  SptVoucherOffer *self = g_new0 (SptVoucherOffer, 1);
  g_autofree char *technology = dup_cell (reader, columns[COLUMN_TECHNOLOGY]);
  g_autofree char *speed = dup_cell (reader, columns[COLUMN_SPEED]);
  g_autofree char *said_technology = NULL;
  g_autofree char *said_speed = NULL;
  guint first_row;

  self->row = spt_csv_reader_get_row (reader);
  self->code = dup_cell (reader, columns[COLUMN_CODE]);
  self->technology = dup_technology (technology);
  self->speed = dup_speed (speed);
  self->note = dup_cell (reader, columns[COLUMN_NOTE]);
  /* Codes alone, copied from the portal: what they say of themselves. */
  spt_voucher_offer_guess (self->code, &said_technology, &said_speed);
  fill_empty (&self->technology, &said_technology);
  fill_empty (&self->speed, &said_speed);

  first_row = GPOINTER_TO_UINT (g_hash_table_lookup (seen, self->code));
  find_fault (self, first_row);
  if (first_row == 0 && *self->code != '\0')
    g_hash_table_insert (seen, g_strdup (self->code), GUINT_TO_POINTER (self->row));
  return self;
}

/**
 * spt_voucher_offers_read:
 * @table: text with separators, as spreadsheets and people make it
 * @cancellable: (nullable): stops the reading
 * @error: (out) (optional): a #SptCsvError or a reading error
 *
 * Reads many offers at once: code, technology, speed, note in this order, or as a header says. A
 * technology or speed that is not given is taken out of the code, where that seems to say it. At
 * most %SPT_VOUCHER_OFFERS_MAX rows are read.
 *
 * Returns: (transfer full) (element-type SptVoucherOffer) (nullable): the offers, also those with a
 *   fault; %NULL on an error
 */
GPtrArray *
spt_voucher_offers_read (GInputStream  *table,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (GPtrArray) offers =
    g_ptr_array_new_with_free_func ((GDestroyNotify) spt_voucher_offer_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (SptCsvReader) reader = spt_csv_reader_new (table, 0);
  g_autoptr (GError) local_error = NULL;
  int columns[N_COLUMNS] = { COLUMN_CODE, COLUMN_TECHNOLOGY, COLUMN_SPEED, COLUMN_NOTE };
  gboolean first = TRUE;

  if (spt_voucher_offer_get_schema () == NULL)
    {
      g_set_error (error, SPT_SCHEMA_ERROR, SPT_SCHEMA_ERROR_INVALID,
                   "voucher/offer.json cannot be used");
      return NULL;
    }
  while (offers->len < SPT_VOUCHER_OFFERS_MAX &&
         spt_csv_reader_next (reader, cancellable, &local_error))
    {
      int named[N_COLUMNS];

      if (first && read_header (reader, named))
        memcpy (columns, named, sizeof columns);
      else
        g_ptr_array_add (offers, read_row (reader, columns, seen));
      first = FALSE;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&offers);
}

/* --- words ---------------------------------------------------------------------------------------- */

/**
 * spt_voucher_offer_is_multi:
 * @self: an offer
 *
 * Returns: whether the technology is to be chosen in each voucher
 */
gboolean
spt_voucher_offer_is_multi (SptVoucherOffer *self)
{
  return strcmp (self->technology, SPT_VOUCHER_OFFER_MULTI) == 0;
}

/**
 * spt_voucher_offer_dup_summary:
 * @self: an offer
 *
 * Says what there is besides the code.
 *
 * Returns: (transfer full): "FTTH · 100 Mbit/s · Fibra Casa"
 */
char *
spt_voucher_offer_dup_summary (SptVoucherOffer *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  SptSchema *schema = spt_voucher_offer_get_schema ();
  const SptFieldDef *field = schema == NULL ? NULL
    : spt_group_def_find_field (spt_schema_get_root (schema), "technology");
  const char *technology = self->technology;

  for (guint i = 0; field != NULL && spt_voucher_offer_is_multi (self) && i < field->n_choices; i++)
    {
      if (strcmp (field->choices[i].value, self->technology) == 0)
        technology = field->choices[i].label;
    }
  if (*technology != '\0')
    g_ptr_array_add (parts, g_strdup (technology));
  if (*self->speed != '\0')
    g_ptr_array_add (parts, g_strdup_printf ("%s Mbit/s", self->speed));
  if (*self->note != '\0')
    g_ptr_array_add (parts, g_strdup (self->note));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}
