/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every rule of a voucher: one change to a good one, and exactly what is then said (services facts 4.5,
 * 4.6, 4.11, 5). */
#include "config.h"

#include <string.h>

#include "services/voucher/spt-voucher-record.h"
#include "voucher-test.h"

#define FAMILY  FALSE
#define FIRM    TRUE
#define RES     "prenotazione"
#define ACT     "attivazione"
#define END     "cessazione"
#define WDR     "disdetta"
#define PLACE   "indirizzoInstallazione."
#define N       "famiglia.numeroComponentiNucleoFamigliare"
#define OTHER   "famigliari[0].codiceFiscale=BNCLRA85B41F205K"
#define GOOD_ACT "attivazione[0].dataAttivazione=2026-11-20\nattivazione[0].tecnologiaAttivata=FTTH"

static const struct
{
  const char *name;
  const char *verb;
  gboolean    firm;
  const char *changes;
  const char *said;
} cases[] = {
  { "good", RES, FAMILY, NULL, "" },
  { "good-firm", RES, FIRM, NULL, "" },

  /* the kind */
  { "kind-missing", RES, FAMILY, "tipo=", "E required tipo\nN not-sent famiglia.codiceFiscale\n"
    "N not-sent famiglia.cognome\nN not-sent famiglia.nome\nN not-sent famiglia.sesso\n"
    "N not-sent famiglia.dataDiNascita\nN not-sent famiglia.luogoDiNascita\n"
    "N not-sent famiglia.tipologia\nN not-sent " N "\nN not-sent dataScadenzaDocumento" },
  { "kind-other", RES, FIRM, "tipo=Impresa", "E bad-choice tipo\nE required tipoDocumento\n"
    "E required numeroDocumento\nN not-sent impresa.partitaIva\nN not-sent impresa.ragioneSociale\n"
    "N not-sent impresa.tipologia" },

  /* a person's code */
  { "code-missing", RES, FAMILY, "famiglia.codiceFiscale=", "E required famiglia.codiceFiscale" },
  { "code-lower", RES, FAMILY, "famiglia.codiceFiscale=rssmra 80a01-h501u", "" },
  { "code-15", RES, FAMILY, "famiglia.codiceFiscale=RSSMRA80A01H501",
    "O bad-fiscal-code famiglia.codiceFiscale" },
  { "code-17", RES, FAMILY, "famiglia.codiceFiscale=RSSMRA80A01H501UU",
    "E too-long famiglia.codiceFiscale\nO bad-fiscal-code famiglia.codiceFiscale" },
  { "code-check", RES, FAMILY, "famiglia.codiceFiscale=RSSMRA80A01H501X",
    "O bad-fiscal-check famiglia.codiceFiscale" },
  { "code-day-72", RES, FAMILY, "famiglia.codiceFiscale=RSSMRA80A72H501G\nfamiglia.sesso=F",
    "O bad-fiscal-date famiglia.codiceFiscale\nW code-birth-date famiglia.dataDiNascita" },
  { "code-february", RES, FAMILY,
    "famiglia.codiceFiscale=RSSMRA00B29H501Y\nfamiglia.dataDiNascita=2000-02-29", "" },
  { "code-provisional", RES, FAMILY, "famiglia.codiceFiscale=00743110157",
    "W code-provisional famiglia.codiceFiscale" },
  { "code-provisional-check", RES, FAMILY, "famiglia.codiceFiscale=00743110158",
    "O bad-fiscal-check famiglia.codiceFiscale\nW code-provisional famiglia.codiceFiscale" },

  /* the code and what stands beside it */
  { "surname-other", RES, FAMILY, "famiglia.cognome=Bianchi", "W code-surname famiglia.cognome" },
  { "surname-missing", RES, FAMILY, "famiglia.cognome=", "E required famiglia.cognome" },
  { "surname-blank", RES, FAMILY, "famiglia.cognome=  ", "E required famiglia.cognome" },
  { "surname-control", RES, FAMILY, "famiglia.cognome=Ro\001ssi",
    "E control-characters famiglia.cognome" },
  { "name-other", RES, FAMILY, "famiglia.nome=Luca", "W code-name famiglia.nome" },
  { "name-missing", RES, FAMILY, "famiglia.nome=", "E required famiglia.nome" },
  { "sex-other", RES, FAMILY, "famiglia.sesso=F", "W code-sex famiglia.sesso" },
  { "sex-missing", RES, FAMILY, "famiglia.sesso=", "E required famiglia.sesso" },
  { "sex-word", RES, FAMILY, "famiglia.sesso=m", "E bad-choice famiglia.sesso" },
  { "birth-other", RES, FAMILY, "famiglia.dataDiNascita=1980-01-02",
    "W code-birth-date famiglia.dataDiNascita" },
  { "birth-century", RES, FAMILY, "famiglia.dataDiNascita=1880-01-01", "" },
  { "birth-italian", RES, FAMILY, "famiglia.dataDiNascita=01/01/1980", "" },
  { "birth-missing", RES, FAMILY, "famiglia.dataDiNascita=", "E required famiglia.dataDiNascita" },
  { "birth-impossible", RES, FAMILY, "famiglia.dataDiNascita=1980-02-30",
    "E date-impossible famiglia.dataDiNascita" },
  { "birth-today", RES, FAMILY, "famiglia.dataDiNascita=2026-11-21",
    "W code-birth-date famiglia.dataDiNascita" },
  { "birth-tomorrow", RES, FAMILY, "famiglia.dataDiNascita=2026-11-22",
    "W code-birth-date famiglia.dataDiNascita\nE birth-future famiglia.dataDiNascita" },
  { "birth-place-missing", RES, FAMILY, "famiglia.luogoDiNascita=",
    "E required famiglia.luogoDiNascita" },
  { "woman", RES, FAMILY, "famiglia.codiceFiscale=MRTMRA83T56A269B\nfamiglia.cognome=Moretti\n"
    "famiglia.nome=Mara\nfamiglia.sesso=F\nfamiglia.dataDiNascita=1983-12-16", "" },
  { "omocodia", RES, FAMILY, "famiglia.codiceFiscale=CCCFBAURDLPLNMVU\nfamiglia.cognome=Ciccone\n"
    "famiglia.nome=Fabio\nfamiglia.dataDiNascita=1985-04-03", "" },
  { "omocodia-check", RES, FAMILY, "famiglia.codiceFiscale=CCCFBAURDLPLNMVL\nfamiglia.cognome=Ciccone\n"
    "famiglia.nome=Fabio\nfamiglia.dataDiNascita=1985-04-03",
    "O bad-fiscal-check famiglia.codiceFiscale" },
  { "apostrophe", RES, FAMILY, "famiglia.codiceFiscale=DGRFNC84T31G371E\nfamiglia.cognome=D’Agrò\n"
    "famiglia.nome=Fràncò\nfamiglia.dataDiNascita=1984-12-31", "" },
  { "apostrophe-apart", RES, FAMILY, "famiglia.codiceFiscale=DGRFNC84T31G371E\n"
    "famiglia.cognome=D'AGRO\xcc\x80\nfamiglia.nome=FRANCO'\nfamiglia.dataDiNascita=1984-12-31", "" },

  /* the household */
  { "sort-missing", RES, FAMILY, "famiglia.tipologia=", "E required famiglia.tipologia" },
  { "sort-firm", RES, FAMILY, "famiglia.tipologia=IMP1", "E bad-choice famiglia.tipologia" },
  { "sort-2", RES, FAMILY, "famiglia.tipologia=FAM2", "" },
  { "members-missing", RES, FAMILY, N "=", "E required " N },
  { "members-0", RES, FAMILY, N "=0", "E bad-pattern " N },
  { "members-word", RES, FAMILY, N "=due", "E bad-number " N "\nE bad-pattern " N },
  { "members-more", RES, FAMILY, N "=2", "W household-more " N },
  { "members-fewer", RES, FAMILY, OTHER, "E household-fewer " N },
  { "members-fit", RES, FAMILY, N "=2\n" OTHER, "" },
  { "relative-empty", RES, FAMILY, N "=2\nfamigliari[0]=",
    "E required famigliari[0].codiceFiscale" },
  { "relative-self", RES, FAMILY, N "=2\nfamigliari[0].codiceFiscale=rssmra80a01h501u",
    "E relative-self famigliari[0].codiceFiscale" },
  { "relative-twice", RES, FAMILY, N "=3\n" OTHER "\nfamigliari[1].codiceFiscale=bnclra85b41f205k",
    "E relative-twice famigliari[1].codiceFiscale" },
  { "relative-provisional", RES, FAMILY, N "=2\nfamigliari[0].codiceFiscale=00743110157",
    "E relative-form famigliari[0].codiceFiscale" },
  { "relative-check", RES, FAMILY, N "=2\nfamigliari[0].codiceFiscale=BNCLRA85B41F205X",
    "O bad-fiscal-check famigliari[0].codiceFiscale" },
  { "relative-15", RES, FAMILY, N "=2\nfamigliari[0].codiceFiscale=BNCLRA85B41F205",
    "O bad-fiscal-code famigliari[0].codiceFiscale\nE relative-form famigliari[0].codiceFiscale" },

  /* a family's document; a firm may have one */
  { "document-missing", RES, FAMILY, "tipoDocumento=\nnumeroDocumento=\ndataScadenzaDocumento=",
    "E required dataScadenzaDocumento\nE required tipoDocumento\nE required numeroDocumento" },
  { "document-other", RES, FAMILY, "tipoDocumento=XX", "E bad-choice tipoDocumento" },
  { "document-passport", RES, FAMILY, "tipoDocumento=PP", "" },
  { "document-licence", RES, FAMILY, "tipoDocumento=PT", "" },
  { "document-today", RES, FAMILY, "dataScadenzaDocumento=2026-11-21", "" },
  { "document-expired", RES, FAMILY, "dataScadenzaDocumento=2026-11-20",
    "W document-expired dataScadenzaDocumento" },
  { "firm-document", RES, FIRM, "tipoDocumento=CI\nnumeroDocumento=AB1", "" },
  { "firm-document-other", RES, FIRM, "tipoDocumento=ZZ", "E bad-choice tipoDocumento" },
  { "firm-document-date", RES, FIRM, "dataScadenzaDocumento=2020-01-01",
    "N not-sent dataScadenzaDocumento" },

  /* a firm */
  { "vat-missing", RES, FIRM, "impresa.partitaIva=", "E required impresa.partitaIva" },
  { "vat-country", RES, FIRM, "impresa.partitaIva=it 00743110157", "" },
  { "vat-check", RES, FIRM, "impresa.partitaIva=00743110158",
    "O bad-fiscal-check impresa.partitaIva" },
  { "vat-10", RES, FIRM, "impresa.partitaIva=0074311015", "O bad-fiscal-code impresa.partitaIva" },
  { "vat-person", RES, FIRM, "impresa.partitaIva=RSSMRA80A01H501U",
    "E too-long impresa.partitaIva\nE vat-form impresa.partitaIva" },
  { "company-missing", RES, FIRM, "impresa.ragioneSociale=", "E required impresa.ragioneSociale" },
  { "firm-sort-missing", RES, FIRM, "impresa.tipologia=", "E required impresa.tipologia" },
  { "firm-sort-family", RES, FIRM, "impresa.tipologia=FAM1", "E bad-choice impresa.tipologia" },
  { "firm-sort-2", RES, FIRM, "impresa.tipologia=IMP2", "" },
  { "ateco-dots", RES, FIRM, "impresa.codiceAteco=62.01.00", "" },
  { "ateco-plain", RES, FIRM, "impresa.codiceAteco=620100", "" },
  { "ateco-2", RES, FIRM, "impresa.codiceAteco=62", "" },
  { "ateco-3", RES, FIRM, "impresa.codiceAteco=62.0", "" },
  { "ateco-5", RES, FIRM, "impresa.codiceAteco=62.01.0", "" },
  { "ateco-1", RES, FIRM, "impresa.codiceAteco=6", "W ateco-form impresa.codiceAteco" },
  { "ateco-7", RES, FIRM, "impresa.codiceAteco=6201000", "W ateco-form impresa.codiceAteco" },
  { "ateco-letter", RES, FIRM, "impresa.codiceAteco=J62.01", "W ateco-form impresa.codiceAteco" },
  { "ateco-9", RES, FIRM, "impresa.codiceAteco=62.01.000",
    "E too-long impresa.codiceAteco\nW ateco-form impresa.codiceAteco" },

  /* the other kind does not count, whatever it holds */
  { "firm-with-family", RES, FIRM, "famiglia.codiceFiscale=X\n" N "=0\nfamigliari[0].codiceFiscale=Y",
    "N not-sent famiglia.codiceFiscale\nN not-sent " N },
  { "family-with-firm", RES, FAMILY, "impresa.partitaIva=1", "N not-sent impresa.partitaIva" },
  { "later-parts", RES, FAMILY, "attivazione[0].dataAttivazione=mai\ncessazione[0]=", "" },

  /* contacts */
  { "phone-missing", RES, FIRM, "numeroDiTelefono=", "E required numeroDiTelefono" },
  { "email-missing", RES, FAMILY, "email=", "E required email" },
  { "email-bad", RES, FAMILY, "email=mario", "E bad-email email" },
  { "email-two-signs", RES, FAMILY, "email=a@b@example.org", "E bad-email email" },
  { "email-no-dot", RES, FAMILY, "email=mario@localhost", "W email-domain email" },
  { "email-hyphen", RES, FAMILY, "email=mario@-example.org", "W email-domain email" },
  { "email-capitals", RES, FAMILY, "email=Mario.Rossi+1@EXAMPLE.Org", "" },
  { "pec-bad", RES, FIRM, "pec=ditta", "E bad-email pec" },
  { "pec-good", RES, FIRM, "pec=ditta@pec.example", "" },
  { "pec-no-dot", RES, FIRM, "pec=ditta@pec", "W email-domain pec" },

  /* the offer */
  { "offer-missing", RES, FAMILY, "operatore.codiceUnivocoOfferta=",
    "E required operatore.codiceUnivocoOfferta" },
  { "offer-any-form", RES, FAMILY, "operatore.codiceUnivocoOfferta=qualsiasi", "" },
  { "technology-missing", RES, FAMILY, "operatore.tecnologiaPrenotata=",
    "E required operatore.tecnologiaPrenotata" },
  { "technology-multi", RES, FAMILY, "operatore.tecnologiaPrenotata=MULTI",
    "E bad-choice operatore.tecnologiaPrenotata" },
  { "technology-fwa", RES, FAMILY, "operatore.tecnologiaPrenotata=FWA", "" },
  { "technology-fttc", RES, FAMILY, "operatore.tecnologiaPrenotata=FTTC", "" },
  { "technology-fttb", RES, FAMILY, "operatore.tecnologiaPrenotata=FTTB", "" },
  { "technology-sat", RES, FAMILY, "operatore.tecnologiaPrenotata=SAT", "" },
  { "speed-missing", RES, FAMILY, "velocitaDownloadMbit=", "E required velocitaDownloadMbit" },
  { "speed-29", RES, FAMILY, "velocitaDownloadMbit=29", "E speed-low velocitaDownloadMbit" },
  { "speed-30", RES, FAMILY, "velocitaDownloadMbit=30", "" },
  { "speed-99999", RES, FAMILY, "velocitaDownloadMbit=99999", "" },
  { "speed-100000", RES, FAMILY, "velocitaDownloadMbit=100000",
    "E bad-pattern velocitaDownloadMbit" },
  { "speed-decimals", RES, FAMILY, "velocitaDownloadMbit=100.5",
    "E bad-number velocitaDownloadMbit\nE bad-pattern velocitaDownloadMbit" },
  { "speed-negative", RES, FAMILY, "velocitaDownloadMbit=-100",
    "E bad-pattern velocitaDownloadMbit" },
  { "cell-20", RES, FAMILY, "codiceUnivocoCella=20MN1234567E1234567", "" },
  { "cell-100", RES, FAMILY, "codiceUnivocoCella=100MN1234567E1234567", "" },
  { "cell-e-at-13", RES, FAMILY, "codiceUnivocoCella=20MN12345678E123456",
    "E cell-form codiceUnivocoCella" },
  { "cell-e-at-12", RES, FAMILY, "codiceUnivocoCella=100MN123456E12345678",
    "E cell-form codiceUnivocoCella" },
  { "cell-50", RES, FAMILY, "codiceUnivocoCella=50MN1234567E1234567",
    "E cell-form codiceUnivocoCella" },
  { "cell-18", RES, FAMILY, "codiceUnivocoCella=20MN1234567E123456",
    "E cell-form codiceUnivocoCella" },
  { "cell-20-long", RES, FAMILY, "codiceUnivocoCella=20MN1234567E12345678",
    "E cell-form codiceUnivocoCella" },
  { "cell-21", RES, FAMILY, "codiceUnivocoCella=100MN1234567E12345678",
    "E too-long codiceUnivocoCella\nE cell-form codiceUnivocoCella" },
  { "cell-letter", RES, FAMILY, "codiceUnivocoCella=20MN123456AE1234567",
    "E cell-form codiceUnivocoCella" },

  /* the place */
  { "street-missing", RES, FAMILY, PLACE "via=", "E required " PLACE "via" },
  { "number-missing", RES, FAMILY, PLACE "civico=", "E required " PLACE "civico" },
  { "postal-missing", RES, FAMILY, PLACE "cap=", "E required " PLACE "cap" },
  { "postal-4", RES, FAMILY, PLACE "cap=0018", "E bad-pattern " PLACE "cap" },
  { "postal-6", RES, FAMILY, PLACE "cap=001840", "E bad-pattern " PLACE "cap" },
  { "postal-letter", RES, FAMILY, PLACE "cap=0018A", "E bad-pattern " PLACE "cap" },
  { "istat-missing", RES, FAMILY, PLACE "codiceIstatComune=",
    "E required " PLACE "codiceIstatComune" },
  { "istat-5", RES, FAMILY, PLACE "codiceIstatComune=58091",
    "E bad-pattern " PLACE "codiceIstatComune" },
  { "istat-cadastral", RES, FAMILY, PLACE "codiceIstatComune=H501",
    "E bad-pattern " PLACE "codiceIstatComune" },
  { "istat-unknown", RES, FAMILY, PLACE "codiceIstatComune=999999",
    "W municipality-unknown " PLACE "codiceIstatComune" },
  { "istat-city", RES, FAMILY, PLACE "codiceIstatComune=258091",
    "W municipality-unknown " PLACE "codiceIstatComune" },
  { "municipality-other", RES, FAMILY, "comune=Milano", "W municipality-other comune" },
  { "municipality-case", RES, FAMILY, "comune= ROMA ", "" },
  { "municipality-none", RES, FAMILY, "comune=", "" },
  { "municipality-two-names", RES, FAMILY, PLACE "codiceIstatComune=021008\ncomune=Bozen", "" },
  { "kind-of-address", RES, FAMILY, PLACE "tipo=DOMICILIO", "" },
  { "kind-of-address-other", RES, FAMILY, PLACE "tipo=UFFICIO", "E bad-choice " PLACE "tipo" },

  /* the steps that follow: their own part, and whose it is */
  { "act-none", ACT, FAMILY, NULL, "E part-missing attivazione" },
  { "act-good", ACT, FAMILY, GOOD_ACT, "" },
  { "act-firm", ACT, FIRM, GOOD_ACT, "" },
  { "act-empty", ACT, FAMILY, "attivazione[0]=", "E required attivazione[0].dataAttivazione\n"
    "E required attivazione[0].tecnologiaAttivata" },
  { "act-two", ACT, FAMILY, GOOD_ACT "\nattivazione[1].dataAttivazione=2026-11-20\n"
    "attivazione[1].tecnologiaAttivata=FWA", "E too-many attivazione" },
  { "act-technology", ACT, FAMILY, GOOD_ACT "\nattivazione[0].tecnologiaAttivata=MULTI",
    "E bad-choice attivazione[0].tecnologiaAttivata" },
  { "act-today", ACT, FAMILY, GOOD_ACT "\nattivazione[0].dataAttivazione=2026-11-21T23:59:59", "" },
  { "act-tomorrow", ACT, FAMILY, GOOD_ACT "\nattivazione[0].dataAttivazione=22/11/2026",
    "W date-future attivazione[0].dataAttivazione" },
  { "act-zone", ACT, FAMILY, GOOD_ACT "\nattivazione[0].dataAttivazione=2026-11-20T10:00:00Z",
    "E date-zone attivazione[0].dataAttivazione" },
  { "act-key-missing", ACT, FAMILY, GOOD_ACT "\nfamiglia.codiceFiscale=",
    "E required famiglia.codiceFiscale" },
  { "act-key-check", ACT, FIRM, GOOD_ACT "\nimpresa.partitaIva=00743110158",
    "O bad-fiscal-check impresa.partitaIva" },
  { "act-kind-missing", ACT, FAMILY, GOOD_ACT "\ntipo=", "E required tipo" },
  { "act-rest-wrong", ACT, FAMILY, GOOD_ACT "\nfamiglia.cognome=\nemail=x\nvelocitaDownloadMbit=1",
    "" },
  { "end-none", END, FIRM, NULL, "E part-missing cessazione" },
  { "end-empty", END, FIRM, "cessazione[0]=", "E required cessazione[0].dataCessazione" },
  { "end-good", END, FIRM, "cessazione[0].dataCessazione=2026-11-21", "" },
  { "end-tomorrow", END, FIRM, "cessazione[0].dataCessazione=2026-11-22",
    "W date-future cessazione[0].dataCessazione" },
  { "withdrawal-none", WDR, FAMILY, NULL, "E part-missing disdetta" },
  { "withdrawal-empty", WDR, FAMILY, "disdetta[0]=", "" },
  { "withdrawal-tomorrow", WDR, FAMILY, "disdetta[0].dataDisdetta=2026-11-22", "" },
  { "withdrawal-bad-date", WDR, FAMILY, "disdetta[0].dataDisdetta=ieri",
    "E bad-date disdetta[0].dataDisdetta" },
};

/* All that is said of a voucher in an environment, with its words looked at. */
static char *
check (SptEnvironment  environment,
       gboolean        send_dates,
       const char     *verb,
       gboolean        firm,
       const char     *changes)
{
  SptService *service = voucher_test_service ();
  g_autofree char *operation = g_strconcat ("voucher.", verb, NULL);
  g_autoptr (SptAccount) account = voucher_test_account (environment);
  g_autoptr (SptRecord) record = voucher_test_record (firm, changes);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  if (send_dates)
    spt_account_set_setting (account, "send-dates", "true");
  SPT_SERVICE_GET_CLASS (service)->check_record (service, account, operation, record, 1,
                                                 SERVICE_TEST_NOW, issues);
  service_test_words (issues);

  return service_test_describe (issues);
}

static void
test_rule (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *said = check (SPT_ENVIRONMENT_PRODUCTION, FALSE, cases[i].verb, cases[i].firm,
                                 cases[i].changes);

  g_assert_cmpstr (said, ==, cases[i].said);
}

/* A wrong check character is grave in earnest alone; a wrong form everywhere. */
static void
test_environments (void)
{
  static const struct
  {
    gboolean    firm;
    const char *changes;
    const char *said;
    const char *strict;
  } wrong[] = {
    { FAMILY, "famiglia.codiceFiscale=RSSMRA80A01H501X", "W bad-fiscal-check famiglia.codiceFiscale",
      "O bad-fiscal-check famiglia.codiceFiscale" },
    { FIRM, "impresa.partitaIva=12345678900", "W bad-fiscal-check impresa.partitaIva",
      "O bad-fiscal-check impresa.partitaIva" },
    { FAMILY, "famiglia.codiceFiscale=RSSMRA", "O bad-fiscal-code famiglia.codiceFiscale",
      "O bad-fiscal-code famiglia.codiceFiscale" },
    { FAMILY, "velocitaDownloadMbit=29", "E speed-low velocitaDownloadMbit",
      "E speed-low velocitaDownloadMbit" },
  };
  static const SptEnvironment lax[] = { SPT_ENVIRONMENT_TEST, SPT_ENVIRONMENT_PRACTICE };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *strict = check (SPT_ENVIRONMENT_PRODUCTION, FALSE, RES, wrong[i].firm,
                                       wrong[i].changes);

      g_assert_cmpstr (strict, ==, wrong[i].strict);
      for (guint j = 0; j < G_N_ELEMENTS (lax); j++)
        {
          g_autofree char *said = check (lax[j], FALSE, RES, wrong[i].firm, wrong[i].changes);

          g_assert_cmpstr (said, ==, wrong[i].said);
        }
    }
}

static void
test_no_account (void)
{
  g_autoptr (SptRecord) record = voucher_test_record (FAMILY, "famiglia.codiceFiscale=RSSMRA80A01H501X");
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autofree char *said = NULL;

  spt_voucher_check (NULL, "voucher.prenotazione", record, 1, SERVICE_TEST_NOW, issues);
  said = service_test_describe (issues);
  g_assert_cmpstr (said, ==, "O bad-fiscal-check famiglia.codiceFiscale");
}

/* The two dates that revision 6.0 took away count where an account sends them. */
static void
test_send_dates (void)
{
  static const struct
  {
    const char *verb;
    const char *changes;
    const char *said;
  } dates[] = {
    { RES, NULL, "E date-asked operatore.dataPrenotazione" },
    { RES, "operatore.dataPrenotazione=2026-11-21", "" },
    { RES, "operatore.dataPrenotazione=2026-11-22", "W date-future operatore.dataPrenotazione" },
    { WDR, "disdetta[0]=", "E date-asked disdetta[0].dataDisdetta" },
    { WDR, "disdetta[0].dataDisdetta=2026-11-21", "" },
    { WDR, "disdetta[0].dataDisdetta=2026-11-22", "W date-future disdetta[0].dataDisdetta" },
    { ACT, GOOD_ACT, "" },
    { ACT, "attivazione[0].tecnologiaAttivata=FTTH", "E required attivazione[0].dataAttivazione" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *said = check (SPT_ENVIRONMENT_TEST, TRUE, dates[i].verb, FAMILY,
                                     dates[i].changes);

      g_assert_cmpstr (said, ==, dates[i].said);
    }
}

static gboolean
says (const char *said,
      const char *line)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);

  return g_strv_contains ((const char *const *) lines, line);
}

/* Each limit from both sides, in code points once composed: "à" is one, however it was typed. */
static void
test_lengths (void)
{
  static const struct
  {
    const char *verb;
    gboolean    firm;
    const char *path;
    guint       most;
  } limits[] = {
    { RES, FAMILY, "famiglia.cognome", 100 }, { RES, FAMILY, "famiglia.nome", 100 },
    { RES, FAMILY, "famiglia.luogoDiNascita", 40 }, { RES, FAMILY, "numeroDocumento", 25 },
    { RES, FIRM, "numeroDocumento", 25 }, { RES, FIRM, "impresa.ragioneSociale", 80 },
    { RES, FAMILY, "numeroDiTelefono", 20 }, { RES, FAMILY, "operatore.codiceUnivocoOfferta", 100 },
    { RES, FAMILY, "operatore.owner", 100 }, { RES, FAMILY, PLACE "via", 150 },
    { RES, FAMILY, PLACE "civico", 10 }, { RES, FAMILY, PLACE "palazzina", 10 },
    { RES, FAMILY, PLACE "scala", 10 }, { RES, FAMILY, PLACE "piano", 10 },
    { RES, FAMILY, PLACE "interno", 10 },
    { ACT, FIRM, "attivazione[0].codiceUnivocoOfferta", 100 },
  };
  static const char *const letters[] = { "x", "\xc3\xa0", "a\xcc\x80", "\xf0\x9d\x84\x9e" };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *line = g_strconcat ("E too-long ", limits[i].path, NULL);

      for (guint j = 0; j < G_N_ELEMENTS (letters); j++)
        {
          for (guint over = 0; over < 2; over++)
            {
              g_autoptr (GString) change = g_string_new (limits[i].path);
              g_autofree char *said = NULL;

              g_string_append_c (change, '=');
              for (guint n = 0; n < limits[i].most + over; n++)
                g_string_append (change, letters[j]);
              said = check (SPT_ENVIRONMENT_TEST, FALSE, limits[i].verb, limits[i].firm,
                            change->str);
              if (says (said, line) != (over == 1))
                g_error ("%s with %u of “%s”: %s", limits[i].path, limits[i].most + over,
                         letters[j], said);
            }
        }
    }
}

static void
test_address_lengths (void)
{
  static const char *const names[] = { "email", "pec" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *line = g_strconcat ("E too-long ", names[i], NULL);

      for (gsize length = 40; length <= 41; length++)
        {
          g_autofree char *local = g_strnfill (length - strlen ("@example.org"), 'a');
          g_autofree char *change = g_strdup_printf ("%s=%s@example.org", names[i], local);
          g_autofree char *said = check (SPT_ENVIRONMENT_TEST, FALSE, RES, FAMILY, change);

          g_assert_cmpstr (said, ==, length == 40 ? "" : line);
        }
    }
}

/* None, ten, eleven; codes that differ in their place of birth. */
static void
test_relatives (void)
{
  static const char *const codes[] = {
    "RCCMNL83S18D969H", "MRTNTN23M02D969P", "MRSMSR81D60Z611H", "CNTCHR83T41D969D",
    "FOXDRA26C24H872Y", "MAILCU91A25F839D", "CCCFBA85D03L219P", "GMBLSN84A05G674H",
    "MRTMRA83T56A269B", "TKKYKU87B68L219F", "THDSDA95P08Z330H",
  };

  for (guint n = 0; n <= G_N_ELEMENTS (codes); n++)
    {
      g_autoptr (GString) changes = g_string_new (NULL);
      g_autofree char *said = NULL;

      g_string_append_printf (changes, N "=%u", n + 1);
      for (guint i = 0; i < n; i++)
        g_string_append_printf (changes, "\nfamigliari[%u].codiceFiscale=%s", i, codes[i]);
      said = check (SPT_ENVIRONMENT_PRODUCTION, FALSE, RES, FAMILY, changes->str);
      g_assert_cmpstr (said, ==, n <= 10 ? "" : "E too-many famigliari");
    }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/voucher/rules/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_rule);
    }
  g_test_add_func ("/voucher/rules/environments", test_environments);
  g_test_add_func ("/voucher/rules/no-account", test_no_account);
  g_test_add_func ("/voucher/rules/send-dates", test_send_dates);
  g_test_add_func ("/voucher/rules/lengths", test_lengths);
  g_test_add_func ("/voucher/rules/address-lengths", test_address_lengths);
  g_test_add_func ("/voucher/rules/relatives", test_relatives);

  status = g_test_run ();
  voucher_test_clear ();

  return status;
}
