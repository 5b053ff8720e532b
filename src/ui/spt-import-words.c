/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the import assistant says, and does in the end, for each kind of record. */
#define G_LOG_DOMAIN "spt-import-words"

#include "config.h"

#include "spt-import-words.h"

#include <glib/gi18n.h>

#include "outbox/spt-record-kind.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-plants.h"
#include "ui/spt-position-work.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

/* --- debt positions ------------------------------------------------------------------------------------ */

static char *
dup_position_phrase (SptImportPhrase phrase,
                     guint           n)
{
  g_autofree char *number = spt_ui_format_count (n);

  switch (phrase)
    {
    case SPT_IMPORT_SAYS_TITLE:
      return g_strdup (_("Import Debt Positions"));
    case SPT_IMPORT_SAYS_WHAT_FILES:
      return g_strdup (_("A spreadsheet or CSV table with one row for each payment, whatever its columns are called; or the "
                         "service's own JSON, also zipped. Everything is checked first: nothing comes in before you say so."));
    case SPT_IMPORT_SAYS_FILTER:
      return g_strdup (_("Debt positions"));
    case SPT_IMPORT_SAYS_FAULTY_COME:
      return g_strdup (_("Positions with something to correct come in as drafts and can be corrected here. They are not sent before."));
    case SPT_IMPORT_SAYS_ALL:
      return g_strdup_printf (ngettext ("_Import %s Position", "_Import %s Positions", n), number);
    case SPT_IMPORT_SAYS_ONLY_GOOD:
      return g_strdup_printf (ngettext ("Import Only %s Correct, _Save the Others…",
                                        "Import Only the %s Correct, _Save the Others…", n), number);
    case SPT_IMPORT_SAYS_DONE:
      return g_strdup_printf (ngettext ("%s Position Imported", "%s Positions Imported", n), number);
    case SPT_IMPORT_SAYS_ALL_READY:
      return g_strdup (_("All of them are ready to be sent. They can be removed in one go for as long as nothing of them was sent."));
    case SPT_IMPORT_SAYS_CAN_UNDO:
      return g_strdup (_("They can be removed in one go for as long as nothing of them was sent."));
    case SPT_IMPORT_SAYS_MEND:
      return g_strdup_printf (ngettext ("_Correct the %s Position", "_Correct the %s Positions", n), number);
    case SPT_IMPORT_SAYS_SHOW:
      return g_strdup (_("_Show the Imported Positions"));
    case SPT_IMPORT_SAYS_SEND:
      return g_strdup_printf (ngettext ("_Send the %s Ready Position…", "_Send the %s Ready Positions…", n), number);
    case SPT_IMPORT_SAYS_UNDO:
      return g_strdup_printf (ngettext ("_Remove the %s Imported Position",
                                        "_Remove the %s Imported Positions", n), number);
    case SPT_IMPORT_SAYS_UNDONE:
      return g_strdup_printf (ngettext ("%s position removed", "%s positions removed", n), number);
    case SPT_IMPORT_SAYS_STOPPED:
      return g_strdup (_("The import was stopped: no position came in."));
    case SPT_IMPORT_SAYS_KEPT: /* all go, or none */
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

static void
show_records (GtkWidget  *widget,
              const char *kind,
              gint64      import_id,
              gboolean    to_fix)
{
  const SptRecordFilter filter = { .states = to_fix ? 1u << SPT_STATE_TO_FIX : 0,
                                   .import_id = import_id };
  SptWindow *window = spt_window_of (widget);

  if (window != NULL)
    spt_window_open_records (window, kind, &filter);
}

static void
show_positions (GtkWidget *widget,
                gint64     import_id,
                gboolean   to_fix)
{
  show_records (widget, "debt-positions", import_id, to_fix);
}

/* --- people and companies ------------------------------------------------------------------------------ */

static char *
dup_subject_phrase (SptImportPhrase phrase,
                    guint           n)
{
  g_autofree char *number = spt_ui_format_count (n);

  switch (phrase)
    {
    case SPT_IMPORT_SAYS_TITLE:
      return g_strdup (_("Import People and Companies"));
    case SPT_IMPORT_SAYS_WHAT_FILES:
      return g_strdup (_("A spreadsheet or CSV table with one row for each person or company, whatever its columns are called. Who is "
                         "there already is completed, and nothing is overwritten. Everything is checked first."));
    case SPT_IMPORT_SAYS_FILTER:
      return g_strdup (_("Tables"));
    case SPT_IMPORT_SAYS_FAULTY_COME:
      return g_strdup (_("Subjects with something to correct come in as well and can be corrected here."));
    case SPT_IMPORT_SAYS_ALL:
      return g_strdup_printf (ngettext ("_Import %s Subject", "_Import %s Subjects", n), number);
    case SPT_IMPORT_SAYS_ONLY_GOOD:
      return g_strdup_printf (ngettext ("Import Only %s Correct, _Save the Others…",
                                        "Import Only the %s Correct, _Save the Others…", n), number);
    case SPT_IMPORT_SAYS_DONE:
      return g_strdup_printf (ngettext ("%s Subject Imported", "%s Subjects Imported", n), number);
    case SPT_IMPORT_SAYS_ALL_READY:
    case SPT_IMPORT_SAYS_CAN_UNDO:
      return g_strdup (_("Who was there already was completed. It can be taken back in one go; what is edited from now on stays."));
    case SPT_IMPORT_SAYS_MEND:
      return g_strdup_printf (ngettext ("_Correct the %s Subject", "_Correct the %s Subjects", n), number);
    case SPT_IMPORT_SAYS_SHOW:
      return g_strdup (_("_Show the Imported Subjects"));
    case SPT_IMPORT_SAYS_UNDO:
      return g_strdup (_("_Take the Import Back"));
    case SPT_IMPORT_SAYS_UNDONE:
      return g_strdup (_("Taken back"));
    case SPT_IMPORT_SAYS_KEPT:
      return g_strdup_printf (ngettext ("Taken back; %s subject changed since stays as it is",
                                        "Taken back; %s subjects changed since stay as they are", n), number);
    case SPT_IMPORT_SAYS_STOPPED:
      return g_strdup (_("The import was stopped: nobody came in."));
    case SPT_IMPORT_SAYS_SEND: /* nobody is sent */
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

static void
show_subjects (GtkWidget *widget,
               gint64     import_id,
               gboolean   to_fix)
{
  show_records (widget, "beneficiaries", import_id, to_fix);
}

/* --- vouchers ------------------------------------------------------------------------------------------ */

static char *
dup_voucher_phrase (SptImportPhrase phrase,
                    guint           n)
{
  g_autofree char *number = spt_ui_format_count (n);

  switch (phrase)
    {
    case SPT_IMPORT_SAYS_TITLE:
      return g_strdup (_("Import Vouchers"));
    case SPT_IMPORT_SAYS_WHAT_FILES:
      return g_strdup (_("A spreadsheet or CSV table with one voucher in each row, whatever its columns are called: new reservations, "
                         "or the activation, end or withdrawal of vouchers that are here, found by their tax code or VAT number. "
                         "Everything is checked first: nothing comes in before you say so."));
    case SPT_IMPORT_SAYS_FILTER:
      return g_strdup (_("Tables"));
    case SPT_IMPORT_SAYS_FAULTY_COME:
      return g_strdup (_("Vouchers with something to correct come in as drafts and can be corrected here. They are not sent before."));
    case SPT_IMPORT_SAYS_ALL:
      return g_strdup_printf (ngettext ("_Import %s Voucher", "_Import %s Vouchers", n), number);
    case SPT_IMPORT_SAYS_ONLY_GOOD:
      return g_strdup_printf (ngettext ("Import Only %s Correct, _Save the Others…",
                                        "Import Only the %s Correct, _Save the Others…", n), number);
    case SPT_IMPORT_SAYS_DONE:
      return g_strdup_printf (ngettext ("%s Voucher Imported", "%s Vouchers Imported", n), number);
    case SPT_IMPORT_SAYS_ALL_READY:
      return g_strdup (_("All of them are ready to be sent. It can be taken back in one go for as long as nothing of it was sent."));
    case SPT_IMPORT_SAYS_CAN_UNDO:
      return g_strdup (_("It can be taken back in one go for as long as nothing of it was sent."));
    case SPT_IMPORT_SAYS_MEND:
      return g_strdup_printf (ngettext ("_Correct the %s Voucher", "_Correct the %s Vouchers", n), number);
    case SPT_IMPORT_SAYS_SHOW:
      return g_strdup (_("_Show the Imported Vouchers"));
    case SPT_IMPORT_SAYS_SEND:
      return g_strdup_printf (ngettext ("_Send %s Ready Voucher…", "_Send the %s Ready Vouchers…", n), number);
    case SPT_IMPORT_SAYS_UNDO:
      return g_strdup (_("_Take the Import Back"));
    case SPT_IMPORT_SAYS_UNDONE:
      return g_strdup (_("Taken back"));
    case SPT_IMPORT_SAYS_KEPT:
      return g_strdup_printf (ngettext ("Taken back; %s voucher changed since stays as it is",
                                        "Taken back; %s vouchers changed since stay as they are", n), number);
    case SPT_IMPORT_SAYS_STOPPED:
      return g_strdup (_("The import was stopped: no voucher came in."));
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

static void
show_vouchers (GtkWidget *widget,
               gint64     import_id,
               gboolean   to_fix)
{
  show_records (widget, SPT_KIND_VOUCHERS, import_id, to_fix);
}

static const char *const reserving[] = { "prenot", "reserv", NULL };
static const char *const activating[] = { "attiv", "activ", NULL };
static const char *const ending[] = { "cess", "terminat", NULL };
static const char *const withdrawing[] = { "disd", "recess", "withdr", NULL };

static const SptImportOperation voucher_operations[] = {
  {
    "prenotazione", N_("Reservation"),
    N_("Each row becomes a new voucher, to be reserved for its family or firm."), reserving,
  },
  {
    "attivazione", N_("Activation"),
    N_("Each row says since when, and with which technology, a reserved voucher is in service. It is found by its "
       "PROTOCOLLO, else by the tax code."), activating,
  },
  {
    "cessazione", N_("End of service"),
    N_("Each row says since when the service of an activated voucher has ended. It is found by its PROTOCOLLO, "
       "else by the tax code."), ending,
  },
  {
    "disdetta", N_("Withdrawal"),
    N_("Each row gives a reservation up. The voucher is found by its PROTOCOLLO, else by the tax code; nothing else "
       "is needed."), withdrawing,
  },
};

static const SptImportMove voucher_moves[] = {
  { "attivazione", "operatore.codiceUnivocoOfferta", "attivazione.1.codiceUnivocoOfferta" },
  { "attivazione", "operatore.tecnologiaPrenotata", "attivazione.1.tecnologiaAttivata" },
};

/* --- look-ups ------------------------------------------------------------------------------------------ */

static char *
dup_lookup_phrase (SptImportPhrase phrase,
                   guint           n)
{
  g_autofree char *number = spt_ui_format_count (n);

  switch (phrase)
    {
    case SPT_IMPORT_SAYS_TITLE:
      return g_strdup (_("Import Codes to Look Up"));
    case SPT_IMPORT_SAYS_WHAT_FILES:
      return g_strdup (_("A spreadsheet or CSV table with a column of tax codes or VAT numbers, whatever it is called. The file can "
                         "be saved later with the certified addresses as a further column."));
    case SPT_IMPORT_SAYS_FILTER:
      return g_strdup (_("Tables"));
    case SPT_IMPORT_SAYS_FAULTY_COME:
      return g_strdup (_("Codes with something to correct come in as well and are not looked up before."));
    case SPT_IMPORT_SAYS_ALL:
      return g_strdup_printf (ngettext ("_Import %s Code", "_Import %s Codes", n), number);
    case SPT_IMPORT_SAYS_ONLY_GOOD:
      return g_strdup_printf (ngettext ("Import Only %s Correct, _Save the Others…",
                                        "Import Only the %s Correct, _Save the Others…", n), number);
    case SPT_IMPORT_SAYS_DONE:
      return g_strdup_printf (ngettext ("%s Code Imported", "%s Codes Imported", n), number);
    case SPT_IMPORT_SAYS_ALL_READY:
      return g_strdup (_("All of them are ready to be looked up. It can be taken back in one go for as long as nothing of it was sent."));
    case SPT_IMPORT_SAYS_CAN_UNDO:
      return g_strdup (_("It can be taken back in one go for as long as nothing of it was sent."));
    case SPT_IMPORT_SAYS_MEND:
      return g_strdup_printf (ngettext ("_Go through the %s to Correct", "_Go through the %s to Correct", n), number);
    case SPT_IMPORT_SAYS_SHOW:
      return g_strdup (_("_Show the Imported Codes"));
    case SPT_IMPORT_SAYS_SEND:
      return g_strdup_printf (ngettext ("_Look Up %s Code…", "_Look Up %s Codes…", n), number);
    case SPT_IMPORT_SAYS_UNDO:
      return g_strdup (_("_Take the Import Back"));
    case SPT_IMPORT_SAYS_UNDONE:
      return g_strdup (_("Taken back"));
    case SPT_IMPORT_SAYS_KEPT:
      return g_strdup_printf (ngettext ("Taken back; %s code looked up since stays",
                                        "Taken back; %s codes looked up since stay", n), number);
    case SPT_IMPORT_SAYS_STOPPED:
      return g_strdup (_("The import was stopped: no code came in."));
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

static void
show_lookups (GtkWidget *widget,
              gint64     import_id,
              gboolean   to_fix)
{
  show_records (widget, SPT_KIND_LOOKUPS, import_id, to_fix);
}

/* --- registry items ------------------------------------------------------------------------------------ */

static char *
dup_item_phrase (SptImportPhrase phrase,
                 guint           n)
{
  g_autofree char *number = spt_ui_format_count (n);

  switch (phrase)
    {
    case SPT_IMPORT_SAYS_TITLE:
      return g_strdup (_("Import Registry Items"));
    case SPT_IMPORT_SAYS_WHAT_FILES:
      return g_strdup (_("A spreadsheet or CSV table with one row for each company or person to be created, whatever its columns are "
                         "called. Everything is checked first: nothing comes in before you say so."));
    case SPT_IMPORT_SAYS_FILTER:
      return g_strdup (_("Tables"));
    case SPT_IMPORT_SAYS_FAULTY_COME:
      return g_strdup (_("Items with something to correct come in as drafts and can be corrected here. They are not sent before."));
    case SPT_IMPORT_SAYS_ALL:
      return g_strdup_printf (ngettext ("_Import %s Item", "_Import %s Items", n), number);
    case SPT_IMPORT_SAYS_ONLY_GOOD:
      return g_strdup_printf (ngettext ("Import Only %s Correct, _Save the Others…",
                                        "Import Only the %s Correct, _Save the Others…", n), number);
    case SPT_IMPORT_SAYS_DONE:
      return g_strdup_printf (ngettext ("%s Item Imported", "%s Items Imported", n), number);
    case SPT_IMPORT_SAYS_ALL_READY:
      return g_strdup (_("All of them are ready to be sent. They can be removed in one go for as long as nothing of them was sent."));
    case SPT_IMPORT_SAYS_CAN_UNDO:
      return g_strdup (_("They can be removed in one go for as long as nothing of them was sent."));
    case SPT_IMPORT_SAYS_MEND:
      return g_strdup_printf (ngettext ("_Correct the %s Item", "_Correct the %s Items", n), number);
    case SPT_IMPORT_SAYS_SHOW:
      return g_strdup (_("_Show the Imported Items"));
    case SPT_IMPORT_SAYS_SEND:
      return g_strdup_printf (ngettext ("_Send %s Ready Item…", "_Send the %s Ready Items…", n), number);
    case SPT_IMPORT_SAYS_UNDO:
      return g_strdup (_("_Take the Import Back"));
    case SPT_IMPORT_SAYS_UNDONE:
      return g_strdup (_("Taken back"));
    case SPT_IMPORT_SAYS_KEPT:
      return g_strdup_printf (ngettext ("Taken back; %s item changed since stays as it is",
                                        "Taken back; %s items changed since stay as they are", n), number);
    case SPT_IMPORT_SAYS_STOPPED:
      return g_strdup (_("The import was stopped: no item came in."));
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

static void
show_items (GtkWidget *widget,
            gint64     import_id,
            gboolean   to_fix)
{
  show_records (widget, SPT_KIND_REGISTRY_ITEMS, import_id, to_fix);
}

/* --- plants ------------------------------------------------------------------------------------------------ */

static char *
dup_plant_phrase (SptImportPhrase phrase,
                  guint           n)
{
  g_autofree char *number = spt_ui_format_count (n);

  switch (phrase)
    {
    case SPT_IMPORT_SAYS_TITLE:
      return g_strdup (_("Import Plants"));
    case SPT_IMPORT_SAYS_WHAT_FILES:
      return g_strdup (_("A spreadsheet or CSV table with one row for each plant, whatever its columns are called; or librettos and reports "
                         "in XML, one or several or a zip of many, from any software with the register's schema. What is there already is completed by "
                         "a table and replaced by a libretto. Everything is checked first."));
    case SPT_IMPORT_SAYS_FILTER:
      return g_strdup (_("Tables and XML documents"));
    case SPT_IMPORT_SAYS_FAULTY_COME:
      return g_strdup (_("Plants with something to correct come in as well and can be corrected here."));
    case SPT_IMPORT_SAYS_ALL:
      return g_strdup_printf (ngettext ("_Import %s Row or Document", "_Import %s Rows or Documents", n), number);
    case SPT_IMPORT_SAYS_ONLY_GOOD:
      return g_strdup_printf (ngettext ("Import Only %s Correct, _Save the Others…",
                                        "Import Only the %s Correct, _Save the Others…", n), number);
    case SPT_IMPORT_SAYS_DONE:
      return g_strdup_printf (ngettext ("%s Row or Document Imported", "%s Rows or Documents Imported", n), number);
    case SPT_IMPORT_SAYS_ALL_READY:
    case SPT_IMPORT_SAYS_CAN_UNDO:
      return g_strdup (_("It can be taken back in one go for as long as nothing of these plants was sent; what is changed from now on stays."));
    case SPT_IMPORT_SAYS_MEND:
      return g_strdup_printf (ngettext ("_Correct the %s Plant", "_Correct the %s Plants", n), number);
    case SPT_IMPORT_SAYS_SHOW:
      return g_strdup (_("_Show the Imported Plants"));
    case SPT_IMPORT_SAYS_SEND:
      return g_strdup_printf (ngettext ("_Show the %s Plant", "_Show the %s Plants", n), number);
    case SPT_IMPORT_SAYS_UNDO:
      return g_strdup_printf (ngettext ("_Remove the %s Imported Plant", "_Remove the %s Imported Plants", n), number);
    case SPT_IMPORT_SAYS_UNDONE:
      return g_strdup_printf (ngettext ("%s plant removed or as before", "%s plants removed or as before", n), number);
    case SPT_IMPORT_SAYS_KEPT:
      return g_strdup_printf (ngettext ("Taken back; %s plant changed since stays as it is",
                                        "Taken back; %s plants changed since stay as they are", n), number);
    case SPT_IMPORT_SAYS_STOPPED:
      return g_strdup (_("The import was stopped: no plant came in."));
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

static void
show_plants (GtkWidget *widget,
             gint64     import_id,
             gboolean   to_fix)
{
  show_records (widget, SPT_KIND_PLANTS, import_id, to_fix);
}

/* --- the table ----------------------------------------------------------------------------------------- */

static const SptImportKind kinds[] = {
  {
    .id = SPT_KIND_POSITIONS,
    .patterns = "*.csv;*.txt;*.tsv;*.xlsx;*.ods;*.json;*.zip",
    .has_accounts = TRUE,
    .account_title = N_("Creditor body"),
    .account_text = N_("The file does not say whose the rows are"),
    .has_dues = TRUE,
    .has_debtors = TRUE,
    .dup_phrase = dup_position_phrase,
    .show = show_positions,
    .undo_text = N_("What came in with {file} goes out of the archive, corrections made since included. The file itself stays where it is."),
  },
  {
    .id = SPT_KIND_BENEFICIARIES,
    .patterns = "*.csv;*.txt;*.tsv;*.xlsx;*.ods",
    .dup_phrase = dup_subject_phrase,
    .show = show_subjects,
    .undo_text = N_("Who came in with {file} goes out of the directory, and who was completed is as before. Who was changed since stays as it is."),
  },
  {
    .id = SPT_KIND_VOUCHERS,
    .patterns = "*.csv;*.txt;*.tsv;*.xlsx;*.ods",
    .has_accounts = TRUE,
    .goes_with_account = TRUE,
    .account_title = N_("Account"),
    .account_text = N_("The vouchers of the file are of this account, and are sent with it"),
    .dup_phrase = dup_voucher_phrase,
    .show = show_vouchers,
    .undo_text = N_("New vouchers of {file} go out of the archive, corrections made since included. Of vouchers that were there already only what the file prepared goes; what was changed or sent since stays."),
    .operations = voucher_operations,
    .n_operations = G_N_ELEMENTS (voucher_operations),
    .likely_operation = 1,
    .moves = voucher_moves,
    .n_moves = G_N_ELEMENTS (voucher_moves),
  },
  {
    .id = SPT_KIND_LOOKUPS,
    .patterns = "*.csv;*.txt;*.tsv;*.xlsx;*.ods",
    .has_accounts = TRUE,
    .goes_with_account = TRUE,
    .account_title = N_("Account"),
    .account_text = N_("The codes of the file are looked up with it"),
    .dup_phrase = dup_lookup_phrase,
    .show = show_lookups,
    .undo_text = N_("Codes of {file} that were not looked up go out of the archive; what was asked stays."),
  },
  {
    .id = SPT_KIND_REGISTRY_ITEMS,
    .patterns = "*.csv;*.txt;*.tsv;*.xlsx;*.ods",
    .has_accounts = TRUE,
    .goes_with_account = TRUE,
    .account_title = N_("Account"),
    .account_text = N_("The items of the file are of this account, and are sent with it"),
    .dup_phrase = dup_item_phrase,
    .show = show_items,
    .undo_text = N_("The items of {file} go out of the archive, corrections made since included. What was changed or sent since stays."),
  },
  {
    .id = SPT_KIND_PLANTS,
    .patterns = "*.csv;*.txt;*.tsv;*.xlsx;*.ods;*.xml;*.zip",
    .has_accounts = TRUE,
    .goes_with_account = TRUE,
    .account_title = N_("Account"),
    .account_text = N_("The plants of the file are of this account, and are sent with it"),
    .has_present = TRUE,
    .dup_phrase = dup_plant_phrase,
    .show = show_plants,
    .undo_text = N_("New plants of {file} go out of the archive, and what was completed or replaced is as before. What was changed or sent since stays."),
  },
};

/**
 * spt_import_kind_find:
 * @id: a kind of record
 *
 * Finds what the assistant has to know of a kind.
 *
 * Returns: (transfer none): static
 */
const SptImportKind *
spt_import_kind_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (kinds[i].id, id) == 0)
        return &kinds[i];
    }
  g_return_val_if_reached (NULL);
}
