/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register of heating plants: each rule refuses or warns, once at least, and at its limits. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "catasto-harness.h"

#include <string.h>

static Practice *practice;

#define LIBRETTO "09-libretto"

/* A document with one or two edits, after others that are accepted. */
typedef struct
{
  const char *before;      /* documents accepted first, with blanks between; "" none */
  const char *name;
  const char *find;        /* NULL: as it is */
  const char *replacement;
  const char *find_too;
  const char *replacement_too;
  guint       status;
  const char *code;        /* of the answer; with status 200 a warning among the findings, or OK */
} Row;

#define R1 "84-rcee-1"
#define R2 "84-rcee-2"
#define MODULE(n) "<A_E_moduloTermico>" n "</A_E_moduloTermico>"
#define CO(n) "<A_E_COcorretto>" n "</A_E_COcorretto>"
#define ETA(n) "<A_E_rendimCombu>" n "</A_E_rendimCombu>"
#define SHEET_5 "<scheda_5_1_regolazione_primaria>"
#define NOTE "<A_F_flagFunzImp>true"
#define AFTER_STORY LIBRETTO " 10-generatori"

static const Row rows[] = {
  /* structure */
  { "", LIBRETTO, "\"2.2\"", "\"2.1\"", NULL, NULL, 422, "E-VERSIONE" },
  { "", LIBRETTO, "xmlns=\"api_call_2\"", "xmlns=\"api_call_4\"", NULL, NULL, 400, "E-ENDPOINT" },
  { "", LIBRETTO, "xmlns=\"api_call_2\"", "", NULL, NULL, 400, "E-ENDPOINT" },
  { LIBRETTO, "10-generatori", "<API_ID>10", "<API_ID>9", NULL, NULL, 422, "E-API-ID" },
  { "", LIBRETTO, "<API_ID>9", "<API_ID>6", NULL, NULL, 422, "E-API-ID" },
  { "", LIBRETTO, "<API_ID>9", "<API_ID>7", NULL, NULL, 422, "E-API-ID" },
  { "", LIBRETTO, "<L1_2civico>7<", "<L1_2civico><", NULL, NULL, 422, "E-TAG-VUOTO" },
  { "", LIBRETTO, SHEET_5, "<scheda_3_terzo_responsabile/>" SHEET_5, NULL, NULL, 422, "E-TAG-VUOTO" },
  { "", LIBRETTO, "<L1_2civico>7<", "<L1_2civico>---<", NULL, NULL, 422, "E-RIEMPITIVO" },
  { "", LIBRETTO, "<L1_2civico>7<", "<L1_2civico>N.D.<", NULL, NULL, 422, "E-RIEMPITIVO" },
  { "", LIBRETTO, "<L1_2civico>7<", "<L1_2civico>  <", NULL, NULL, 422, "E-RIEMPITIVO" },
  { LIBRETTO, "08-dismissione", "<motivo>", "<note>---</note><motivo>", NULL, NULL, 422,
    "E-RIEMPITIVO" },
  { LIBRETTO, "02-responsabile", "<impianto>", "<impianto><scheda_1_6_responsabile><L1_6tipoSoggetto>1"
    "</L1_6tipoSoggetto><L1_6titolo>1</L1_6titolo><L1_6cognome>Prova</L1_6cognome><L1_6nome>Ada"
    "</L1_6nome><L1_6cf>RSSMRA80A01H501U</L1_6cf></scheda_1_6_responsabile>", NULL, NULL, 422,
    "E-SCHEDA-DOPPIA" },
  { "", LIBRETTO, SHEET_5, SHEET_5 "<L5_1flagRegolazioneOnOff>true</L5_1flagRegolazioneOnOff>"
    "</scheda_5_1_regolazione_primaria>" SHEET_5, NULL, NULL, 422, "E-SCHEDA-DOPPIA" },
  { LIBRETTO, "01-scheda-1", "<API_ID>1", "<API_ID>2", NULL, NULL, 422, "E-SCHEDA-VIETATA" },
  { LIBRETTO, "02-responsabile", "<API_ID>2", "<API_ID>3", NULL, NULL, 422, "E-SCHEDA-VIETATA" },
  { "", LIBRETTO, "<API_ID>9", "<API_ID>86", NULL, NULL, 422, "E-SCHEDA-MANCANTE" },
  { "", LIBRETTO, "<L1_1dataIntervento>2026-02-01</L1_1dataIntervento>", "", NULL, NULL, 422,
    "E-SCHEDA-MANCANTE" },
  { "", LIBRETTO, "L5_1flagRegolazioneOnOff>true", "L5_1flagRegolazioneOnOff>false", NULL, NULL, 422,
    "E-SCHEDA-MANCANTE" },
  { LIBRETTO, "16-parti", "scheda_6_4_pompe", "scheda_13_ispezioni", "/scheda_6_4_pompe",
    "/scheda_13_ispezioni", 422, "E-XSD" },
  { "", LIBRETTO, "</impianto>", "</impianto><impianto><note>a</note></impianto>", NULL, NULL, 422,
    "E-IMPIANTI-MULTIPLI" },
  { "", LIBRETTO, "900.00", "900,00", NULL, NULL, 422, "E-XSD" },
  { "", LIBRETTO, "2026-02-01", "2026-02-01Z", NULL, NULL, 422, "E-XSD" },
  { "", LIBRETTO, "73100", "7310", NULL, NULL, 422, "E-CAP" },
  { "", LIBRETTO, "IT001E12345678", "IT001X1", NULL, NULL, 422, "E-POD" },
  { "", LIBRETTO, "00880000000001", "123", NULL, NULL, 422, "E-PDR" },
  { "", LIBRETTO, "RSSMRA80A01H501U", "RSSMRA80A01H501", NULL, NULL, 422, "E-CF" },
  { "", LIBRETTO, "RSSMRA80A01H501U", "RSSMRA80A01H501X", NULL, NULL, 422, "E-CF" },
  { "", LIBRETTO, "RSSMRA80A01H501U", "12345678903", NULL, NULL, 200, "OK" },
  { LIBRETTO, "03-terzo", "12345678903", "12345678904", NULL, NULL, 422, "E-PIVA" },
  { "", LIBRETTO, "<L1_2particella>345</L1_2particella>", "", NULL, NULL, 422, "E-CATASTO" },
  { "", LIBRETTO, "<unita_immobiliare>", "<unita_immobiliare><L1_2foglio>12</L1_2foglio>"
    "<L1_2particella>345</L1_2particella><L1_2sub>6</L1_2sub></unita_immobiliare>"
    "<unita_immobiliare>", NULL, NULL, 422, "E-CATASTO" },
  /* life */
  { "", "10-generatori", NULL, NULL, NULL, NULL, 409, "E-PRIMO-INVIO" },
  { "", "99-semplificato", NULL, NULL, NULL, NULL, 409, "E-PRIMO-INVIO" },
  { "", R1, NULL, NULL, NULL, NULL, 409, "E-PRIMO-INVIO" },
  { "04-nuovo", "04-nuovo", NULL, NULL, NULL, NULL, 409, "E-GIA-PRESENTE" },
  { LIBRETTO " 08-dismissione", "08-dismissione", NULL, NULL, NULL, NULL, 409,
    "E-IMPIANTO-DISMESSO" },
  { LIBRETTO " 08-dismissione", "87-consumi", NULL, NULL, NULL, NULL, 409, "E-IMPIANTO-DISMESSO" },
  { LIBRETTO " 08-dismissione", "85-rettifica", NULL, NULL, NULL, NULL, 200, "OK" },
  { "", "85-rettifica", NULL, NULL, NULL, NULL, 200, "W-PRIMO-INVIO" },
  { "", LIBRETTO, "<L1_1tipoIntervento>4", "<L1_1tipoIntervento>1", NULL, NULL, 422,
    "E-TIPO-INTERVENTO" },
  { "", LIBRETTO, "2026-02-01", "2026-03-03", NULL, NULL, 422, "E-DATA-FUTURA" },
  { "", LIBRETTO, "2026-02-01", "2026-03-02", NULL, NULL, 200, "OK" },
  { "", LIBRETTO, "2015-06-01", "1899-12-31", NULL, NULL, 422, "E-DATA-1900" },
  { "", LIBRETTO, "2015-06-01", "1900-01-01", NULL, NULL, 200, "OK" },
  /* schede */
  { "", LIBRETTO, "L1_4fluidoAcqua>true", "L1_4fluidoAcqua>false", NULL, NULL, 422, "E-SERVIZI" },
  { "", LIBRETTO, "<L1_2volLordoRisc>900.00</L1_2volLordoRisc>", "", NULL, NULL, 422, "E-VOLUME" },
  { LIBRETTO, "01-scheda-1", "<L1_2volLordoRaffr>300.00</L1_2volLordoRaffr>", "", NULL, NULL, 422,
    "E-VOLUME" },
  { "", LIBRETTO, "<L4_1combustibile>2", "<L4_1combustibile>1", NULL, NULL, 422, "E-ALTRO" },
  { LIBRETTO, "88-prova", "<valutazione>1", "<valutazione>4", NULL, NULL, 422, "E-ALTRO" },
  { "", LIBRETTO, "L1_5tipoPompa>true", "L1_5tipoPompa>false", NULL, NULL, 200, "W-COERENZA-15-4" },
  { "", LIBRETTO, "110.00", "400.00", NULL, NULL, 200, "W-POTENZA-SERVIZIO" },
  { "", LIBRETTO, "<L1_2pdr>00880000000001</L1_2pdr>", "", NULL, NULL, 200, "W-PDR-GAS" },
  { "", LIBRETTO, "<L1_2pod>IT001E12345678</L1_2pod>", "", NULL, NULL, 200, "W-PDR-GAS" },
  { "", LIBRETTO, "E506", "A662", NULL, NULL, 422, "E-COMUNE" },
  { "", LIBRETTO, "E506", "072006", NULL, NULL, 422, "E-COMUNE" },
  { "", LIBRETTO, "<L1_2prov>LE", "<L1_2prov>MI", NULL, NULL, 422, "E-COMUNE" },
  { "", LIBRETTO, "<L1_2comune>Lecce", "<L1_2comune>Atlantide", "E506", "075001", 422, "E-COMUNE" },
  { "", LIBRETTO, "L1_2flagUnitaImmSingle>false", "L1_2flagUnitaImmSingle>true",
    "<unita_immobiliare>", "<unita_immobiliare><L1_2foglio>12</L1_2foglio><L1_2particella>345"
    "</L1_2particella><L1_2sub>7</L1_2sub></unita_immobiliare><unita_immobiliare>", 200,
    "W-UNITA-SINGOLA" },
  { "", "86-ispezione", "<API_ID>86", "<API_ID>4", "<L1_1tipoIntervento>4", "<L1_1tipoIntervento>1",
    200, "W-SCHEDA-ISPEZIONI" },
  /* components */
  { "", LIBRETTO, "<L4_1numero>2", "<L4_1numero>1", NULL, NULL, 422, "E-NUMERO-COMP" },
  { LIBRETTO, "52-generatore-dismesso", "<numero>3", "<numero>9", NULL, NULL, 422, "E-NUMERO-COMP" },
  { LIBRETTO " 52-generatore-dismesso", "52-generatore-dismesso", NULL, NULL, NULL, NULL, 422,
    "E-NUMERO-COMP" },
  { LIBRETTO, "58-parte-dismessa", "BR", "VM", NULL, NULL, 422, "E-NUMERO-COMP" },
  { LIBRETTO, "88-prova", "<numero>1<", "<numero>8<", NULL, NULL, 422, "E-NUMERO-COMP" },
  { LIBRETTO, "10-generatori", "<L4_1dataDismissione>2026-02-09</L4_1dataDismissione>", "", NULL, NULL,
    422, "E-SOSTITUITO" },
  { LIBRETTO, "10-generatori", ">GT-A1<", ">GT-Z9<", NULL, NULL, 422, "E-SOSTITUITO" },
  { LIBRETTO, "10-generatori", ">2026-02-09<", ">2026-02-11<", NULL, NULL, 422, "E-DATA-COMP" },
  { LIBRETTO, "10-generatori", ">2026-02-09<", ">2026-02-10<", NULL, NULL, 200, "OK" },
  { LIBRETTO, "52-generatore-dismesso", "2026-02-20", "2010-01-01", NULL, NULL, 422, "E-DATA-COMP" },
  { LIBRETTO, "08-dismissione", "2026-03-01", "2012-01-01", NULL, NULL, 422, "E-DATA-COMP" },
  { "", LIBRETTO, "<L4_2GtCollegato>3", "<L4_2GtCollegato>7", NULL, NULL, 422, "E-GT-COLLEGATO" },
  { LIBRETTO " " R1, "52-generatore-dismesso", "<numero>3", "<numero>1", "2026-02-20", "2026-02-24",
    422, "E-COMP-RAPPORTI" },
  { LIBRETTO " " R1, "10-generatori", NULL, NULL, NULL, NULL, 422, "E-COMP-RAPPORTI" },
  { LIBRETTO " " R1, "08-dismissione", "2026-03-01", "2026-02-24", NULL, NULL, 422,
    "E-COMP-RAPPORTI" },
  { "", LIBRETTO, ">15.00<", ">35.00<", NULL, NULL, 422, "E-BR-POTENZA" },
  { "", LIBRETTO, ">29.00<", ">30.01<", NULL, NULL, 422, "E-BR-POTENZA" },
  { "", LIBRETTO, ">29.00<", ">30.00<", NULL, NULL, 200, "OK" },
  { "", LIBRETTO, "GT-B1", "GT-A1", NULL, NULL, 200, "W-MATRICOLA" },
  { AFTER_STORY, "85-rettifica", NULL, NULL, NULL, NULL, 200, "W-STORICO" },
  /* third responsible */
  { LIBRETTO, "03-terzo", "2026-12-31", "2025-12-31", NULL, NULL, 422, "E-TERZO-RESP" },
  { LIBRETTO, "03-terzo", "GF-1", "GF-7", NULL, NULL, 422, "E-TERZO-RESP" },
  { LIBRETTO, "03-terzo", "2026-01-01", "2014-01-01", NULL, NULL, 422, "E-TERZO-RESP" },
  { LIBRETTO " 03-terzo", "03-terzo", "LE-100001", "LE-100002", NULL, NULL, 422, "E-TERZO-RESP" },
  { LIBRETTO " 03-terzo", "03-terzo", "LE-100001", "LE-100002", "GT-1, GF-1", "SC-1", 200, "OK" },
  { LIBRETTO " 03-terzo", "03-terzo", "2026-12-31", "2027-12-31", NULL, NULL, 200, "OK" },
  /* reports */
  { LIBRETTO, R1, "A_E_numGT>1", "A_E_numGT>9", NULL, NULL, 422, "E-RCEE-COMP" },
  { LIBRETTO " 52-generatore-dismesso", "84-rcee-1-gasolio", NULL, NULL, NULL, NULL, 422,
    "E-RCEE-COMP" },
  { LIBRETTO " 52-generatore-dismesso", "84-rcee-1-gasolio", "2026-02-25", "2026-02-20", NULL, NULL,
    200, "OK" },
  { LIBRETTO, "84-rcee-1-modulare", MODULE ("3"), MODULE ("4"), NULL, NULL, 422, "E-RCEE-COMP" },
  { LIBRETTO, "84-rcee-1-modulare", "A_E_numGT>2", "A_E_numGT>1", NULL, NULL, 422, "E-RCEE-COMP" },
  { LIBRETTO, R2, "A_E_numCircuito>2", "A_E_numCircuito>1", NULL, NULL, 422, "E-RCEE-COMP" },
  { LIBRETTO " " R1, R1, NULL, NULL, NULL, NULL, 409, "E-RCEE-DOPPIO" },
  { LIBRETTO " " R1, R1, "2026-02-25", "2026-02-26", NULL, NULL, 200, "OK" },
  { LIBRETTO, R1, "<A_F_dataIntervento>2028-02-25", "<A_F_dataIntervento>2026-02-25", NULL, NULL, 422,
    "E-RCEE-DATE" },
  { LIBRETTO, R1, "10:45", "09:29", NULL, NULL, 422, "E-RCEE-DATE" },
  { LIBRETTO, R2, "A_E_Verifica>true", "A_E_Verifica>false", NULL, NULL, 422, "E-RCEE-DATE" },
  { LIBRETTO, R2, "A_E_Verifica>true</A_E_Verifica>", "A_E_Verifica>false</A_E_Verifica>"
    "<A_E_dataRipristino>2026-02-25</A_E_dataRipristino>", NULL, NULL, 422, "E-RCEE-DATE" },
  { LIBRETTO, R2, "A_E_Verifica>true</A_E_Verifica>", "A_E_Verifica>false</A_E_Verifica>"
    "<A_E_dataRipristino>2026-02-26</A_E_dataRipristino>", NULL, NULL, 200, "OK" },
  { LIBRETTO, R1, "A_E_flagClimatizInv>true", "A_E_flagClimatizInv>false", NULL, NULL, 422,
    "E-RCEE-SERVIZIO" },
  { LIBRETTO, "84-rcee-3", "A_E_flagClimatizInv>true", "A_E_flagClimatizInv>false", NULL, NULL, 422,
    "E-RCEE-SERVIZIO" },
  { LIBRETTO, R1, "<A_E_rendimCombu>", "<A_E_valorePortata>2.50</A_E_valorePortata>"
    "<A_E_rendimCombu>", NULL, NULL, 422, "E-RCEE-PORTATA" },
  { LIBRETTO, R1, "A_E_flagEvacFumi>F", "A_E_flagEvacFumi>N", NULL, NULL, 422, "E-RCEE-TIRAGGIO" },
  { LIBRETTO, R1, "A_E_flagEvacFumi>F</A_E_flagEvacFumi>", "A_E_flagEvacFumi>N</A_E_flagEvacFumi>"
    "<A_E_depressCanaleFumo>4.00</A_E_depressCanaleFumo>", NULL, NULL, 200, "OK" },
  { LIBRETTO, "84-rcee-1-gasolio", "<A_E_bacharach2>1</A_E_bacharach2>", "", NULL, NULL, 422,
    "E-RCEE-MISURE" },
  { LIBRETTO, R1, "<A_E_O2>5.00</A_E_O2>", "", NULL, NULL, 422, "E-RCEE-MISURE" },
  { LIBRETTO, R1, "<A_E_tempFumi>120.00", "<A_E_tempFumi>20.00", NULL, NULL, 422, "E-RCEE-MISURE" },
  { LIBRETTO, R1, CO ("65.60"), CO ("1000.0"), NULL, NULL, 200, "OK" },
  { LIBRETTO, R1, CO ("65.60"), CO ("1000.01"), NULL, NULL, 422, "E-RCEE-ESITO" },
  { LIBRETTO, R1, ETA ("94.90"), ETA ("87.76"), NULL, NULL, 200, "OK" },
  { LIBRETTO, R1, ETA ("94.90"), ETA ("87.75"), NULL, NULL, 422, "E-RCEE-ESITO" },
  { LIBRETTO, "84-rcee-1-gasolio", "bacharach3>1", "bacharach3>2", NULL, NULL, 200, "OK" },
  { LIBRETTO, "84-rcee-1-gasolio", "bacharach3>1", "bacharach3>3", NULL, NULL, 422, "E-RCEE-ESITO" },
  { LIBRETTO, R1, "A_F_dataControllo>2026-02-25", "A_F_dataControllo>2026-01-16", NULL, NULL, 200,
    "OK" },
  { LIBRETTO, R1, "A_F_dataControllo>2026-02-25", "A_F_dataControllo>2026-01-15", NULL, NULL, 200,
    "W-RCEE-TERMINE" },
  { LIBRETTO, R1, NOTE, "<A_F_prescrizioni>Fermo</A_F_prescrizioni>" NOTE, NULL, NULL, 200,
    "W-RCEE-PRESCR" },
  { LIBRETTO, R1, "A_D_flagTenuta>1", "A_D_flagTenuta>0", NULL, NULL, 200, "W-RCEE-PRESCR" },
  { LIBRETTO, R1, "A_E_flagRiflusso>0", "A_E_flagRiflusso>1", NULL, NULL, 200, "W-RCEE-PRESCR" },
  { LIBRETTO, R1, "<A_F_dataControllo>", "<codiceBollino>L1</codiceBollino><A_F_dataControllo>", NULL,
    NULL, 422, "E-BOLLINO" },
  { LIBRETTO, R1, "<A_F_dataControllo>", "<codiceBollino>LE00999</codiceBollino><A_F_dataControllo>",
    NULL, NULL, 422, "E-BOLLINO" },
  { LIBRETTO, R1, "numeroREA>100001", "numeroREA>999002", NULL, NULL, 422, "E-MANUTENTORE" },
  /* replaced boiler: the report of a day finds what stood there that day */
  { AFTER_STORY, R1, NULL, NULL, NULL, NULL, 200, "OK" },
  { AFTER_STORY, R1, "2026-02-25", "2026-02-05", NULL, NULL, 200, "OK" },
  { AFTER_STORY, R1, "2026-02-25", "2015-05-31", NULL, NULL, 422, "E-RCEE-COMP" },
  /* consumption */
  { LIBRETTO, "87-consumi", "esercizioA>2025", "esercizioA>2026", NULL, NULL, 422, "E-CONSUMI" },
  { LIBRETTO, "87-consumi", "<L14_1riga>", "<L14_1riga><L14_1esercizioDa>2024</L14_1esercizioDa>"
    "<L14_1esercizioA>2025</L14_1esercizioA><L14_1consumo>1.00</L14_1consumo></L14_1riga><L14_1riga>",
    NULL, NULL, 422, "E-CONSUMI" },
  { LIBRETTO, "87-consumi", "L14_1consumo>900.00", "L14_1consumo>901.00", NULL, NULL, 200,
    "E-CONSUMI" },
  { LIBRETTO, "87-consumi", "circuitoACS>true", "circuitoACS>false", NULL, NULL, 422, "E-CONSUMI" },
  { LIBRETTO, "08-dismissione", "API_ID>8", "API_ID>87", NULL, NULL, 422, "E-API-ID" },
  /* who sends */
  { LIBRETTO, "01-scheda-1", NULL, NULL, NULL, NULL, 200, "OK" },
};

/* Cuts a scheda out of a document. */
static char *
without (char       *document,
         const char *name)
{
  g_autofree char *open = g_strdup_printf ("<%s>", name);
  g_autofree char *close = g_strdup_printf ("</%s>", name);
  char *from = strstr (document, open);
  char *to = strstr (document, close);

  g_assert_true (from != NULL && to != NULL);
  memmove (from, to + strlen (close), strlen (to + strlen (close)) + 1);
  return document;
}

static void
prepare (const char *before,
         const char *code)
{
  g_auto (GStrv) names = g_strsplit (before, " ", -1);
  guint i;

  for (i = 0; names[i] != NULL && *names[i] != '\0'; i++)
    g_free (cat_send (practice, names[i], code));
}

static void
check_row (const Row *row)
{
  g_autofree char *code = cat_code ();
  g_autofree char *document = cat_read (row->name, code);
  gboolean warned = row->status == 200 && !g_str_equal (row->code, "OK");
  g_autoptr (Answer) answer = NULL;
  g_autofree char *outcome = NULL;
  gint64 lines;

  prepare (row->before, code);
  if (row->find != NULL)
    document = cat_edit (g_steal_pointer (&document), row->find, row->replacement);
  if (row->find_too != NULL)
    document = cat_edit (g_steal_pointer (&document), row->find_too, row->replacement_too);
  lines = practice_ledger (practice);
  answer = cat_post (practice, document, NULL, NULL);
  g_test_message ("%s, %s: %u", row->name, row->code, answer->status);
  cat_assert (answer, row->status, warned ? "OK" : row->code);
  outcome = cat_tag (answer, "esito");
  g_assert_cmpstr (outcome, ==, row->status != 200 ? "RIFIUTATO" : warned ? "ACCETTATO_CON_AVVISI"
                   : "ACCETTATO");
  if (warned || row->status != 200)
    g_assert_true (cat_says (answer, row->code));
  g_assert_cmpint (practice_ledger (practice) - lines, ==, row->status == 200 ? 1 : 0);
}

static void
test_rows (void)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    check_row (&rows[i]);
}

/* Rules that want a whole scheda gone, or a state made by hand. */
static void
test_generators (void)
{
  static const char *const sheets[] = { "scheda_4_1_gruppi_termici", "scheda_4_2_bruciatori",
                                        "scheda_4_4_gruppi_frigo", "scheda_4_5_scambiatori",
                                        "scheda_4_6_cogeneratori" };
  g_autofree char *code = cat_code ();
  g_autofree char *document = cat_read (LIBRETTO, code);
  g_autoptr (Answer) answer = NULL;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (sheets); i++)
    document = without (g_steal_pointer (&document), sheets[i]);
  answer = cat_post (practice, document, NULL, NULL);
  cat_assert (answer, 422, "E-GENERATORE");
}

/* A plant with one kind of generator: no report of another type, none left when it goes. */
static void
test_one_generator (void)
{
  static const char *const sheets[] = { "scheda_4_4_gruppi_frigo", "scheda_4_5_scambiatori",
                                        "scheda_4_6_cogeneratori" };
  g_autofree char *code = cat_code ();
  g_autofree char *document = cat_read (LIBRETTO, code);
  g_autofree char *report = cat_read (R2, code);
  g_autofree char *end = cat_read ("52-generatore-dismesso", code);
  g_autoptr (Answer) answer = NULL;
  g_autoptr (Answer) wrong = NULL;
  g_autoptr (Answer) last = NULL;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (sheets); i++)
    document = without (g_steal_pointer (&document), sheets[i]);
  answer = cat_post (practice, document, NULL, NULL);
  cat_assert (answer, 200, "OK");
  wrong = cat_post (practice, report, NULL, NULL);
  cat_assert (wrong, 422, "E-RCEE-TIPO");
  end = cat_edit (g_steal_pointer (&end), "<generatore_dismesso>", "<generatore_dismesso>"
                  "<tipoComponente>GT</tipoComponente><numero>1</numero><dataDismissione>2026-02-20"
                  "</dataDismissione></generatore_dismesso><generatore_dismesso><tipoComponente>GT"
                  "</tipoComponente><numero>2</numero><dataDismissione>2026-02-20</dataDismissione>"
                  "</generatore_dismesso><generatore_dismesso>");
  last = cat_post (practice, end, NULL, NULL);
  cat_assert (last, 200, "OK");
  g_assert_true (cat_says (last, "W-SENZA-GENERATORI"));
}

static void
expect (const char *document,
        guint       status,
        const char *code)
{
  g_autoptr (Answer) answer = cat_post (practice, document, NULL, NULL);

  cat_assert (answer, status, code);
}

static void
test_reports (void)
{
  g_autofree char *code = cat_code ();
  g_autofree char *two = cat_read (R1, code);
  g_autofree char *none = cat_read (R1, code);
  g_autofree char *rows_gone = cat_read (R1, code);
  g_autofree char *two_of_three = cat_read ("84-rcee-1-modulare", code);
  g_autofree char *nothing = cat_read ("87-consumi", code);
  g_autofree char *first = cat_read (R1, code);
  g_autofree char *second = cat_read (R2, code);
  g_autofree char *other = g_strconcat (code, "X", NULL);
  g_autofree char *bare = g_strdup_printf ("{\"code\":\"%s\",\"province\":\"LE\"}", other);
  g_autofree char *early = cat_read (R1, other);
  g_autoptr (Answer) made = practice_control (practice, "/catasto/plants", bare);

  g_free (cat_send (practice, LIBRETTO, code));
  two = cat_edit (g_steal_pointer (&two), "<rcee_tipo_1>", "<rcee_tipo_2><note>x</note></rcee_tipo_2>"
                  "<rcee_tipo_1>");
  expect (two, 422, "E-RCEE-TIPO");
  none = without (g_steal_pointer (&none), "rcee_tipo_1");
  expect (none, 422, "E-RCEE-TIPO");
  rows_gone = without (g_steal_pointer (&rows_gone), "rowFumi");
  expect (rows_gone, 422, "E-RCEE-MISURE");
  two_of_three = without (g_steal_pointer (&two_of_three), "rowFumi");
  expect (two_of_three, 422, "E-RCEE-COMP");
  nothing = without (g_steal_pointer (&nothing), "scheda_14_1_combustibile");
  nothing = without (g_steal_pointer (&nothing), "scheda_14_4_prodotti_chimici");
  expect (nothing, 422, "E-CONSUMI");
  first = cat_edit (g_steal_pointer (&first), "<A_F_dataControllo>", "<codiceBollino>LE123"
                    "</codiceBollino><A_F_dataControllo>");
  expect (first, 200, "OK");
  second = cat_edit (g_steal_pointer (&second), "<A_F_dataControllo>", "<codiceBollino>LE123"
                     "</codiceBollino><A_F_dataControllo>");
  expect (second, 422, "E-BOLLINO");
  g_assert_cmpuint (made->status, ==, 200);
  expect (early, 422, "E-RCEE-LIBRETTO");
}

/* A tenant appoints nobody; a single dwelling only draws a warning. */
static void
test_third (void)
{
  g_autofree char *code = cat_code ();
  g_autofree char *libretto = cat_read (LIBRETTO, code);
  g_autofree char *tenant = cat_read ("02-responsabile", code);
  g_autofree char *third = cat_read ("03-terzo", code);
  g_autoptr (Answer) a = NULL;
  g_autoptr (Answer) b = NULL;
  g_autoptr (Answer) c = NULL;
  g_autoptr (Answer) d = NULL;

  libretto = cat_edit (g_steal_pointer (&libretto), "L1_2flagUnitaImmSingle>false",
                       "L1_2flagUnitaImmSingle>true");
  a = cat_post (practice, libretto, NULL, NULL);
  cat_assert (a, 200, "OK");
  b = cat_post (practice, third, NULL, NULL);
  cat_assert (b, 200, "OK");
  g_assert_true (cat_says (b, "W-TERZO-RESP"));
  tenant = cat_edit (g_steal_pointer (&tenant), "<L1_6titolo>1", "<L1_6titolo>2");
  c = cat_post (practice, tenant, NULL, NULL);
  cat_assert (c, 200, "OK");
  d = cat_post (practice, third, NULL, NULL);
  cat_assert (d, 422, "E-TERZO-RESP");
}

/* All that one stage finds is told, with its line, path and label; nothing of the next stage. */
static void
test_stages (void)
{
  g_autofree char *code = cat_code ();
  g_autofree char *document = cat_read (LIBRETTO, code);
  g_autoptr (Answer) schema = NULL;
  g_autoptr (Answer) sheets = NULL;

  document = cat_edit (g_steal_pointer (&document), "RSSMRA80A01H501U", "RSSMRA80A01H501X");
  document = cat_edit (g_steal_pointer (&document), "L1_4fluidoAcqua>true", "L1_4fluidoAcqua>false");
  document = cat_edit (g_steal_pointer (&document), "2026-02-01", "2026-12-01");
  sheets = cat_post (practice, document, NULL, NULL);
  g_assert_cmpuint (sheets->status, ==, 422);
  g_assert_true (cat_says (sheets, "E-CF") && cat_says (sheets, "E-SERVIZI"));
  g_assert_false (cat_says (sheets, "E-DATA-FUTURA"));
  g_assert_nonnull (strstr (sheets->body->str, "<riga>49</riga><xpath>/api_call_2/impianto/"
                            "scheda_1_6_responsabile/L1_6cf</xpath><campo>Codice fiscale</campo>"));
  document = cat_edit (g_steal_pointer (&document), "73100", "x");
  document = cat_edit (g_steal_pointer (&document), "<L1_2civico>7", "<L1_2civico>...");
  schema = cat_post (practice, document, NULL, NULL);
  g_assert_true (cat_says (schema, "E-CAP") && cat_says (schema, "E-RIEMPITIVO"));
  g_assert_false (cat_says (schema, "E-CF"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  practice = cat_start (NULL, NULL);
  g_test_add_func ("/practice/catasto-rules/rows", test_rows);
  g_test_add_func ("/practice/catasto-rules/generators", test_generators);
  g_test_add_func ("/practice/catasto-rules/one-generator", test_one_generator);
  g_test_add_func ("/practice/catasto-rules/reports", test_reports);
  g_test_add_func ("/practice/catasto-rules/third", test_third);
  g_test_add_func ("/practice/catasto-rules/stages", test_stages);
  return practice_run (practice);
}
