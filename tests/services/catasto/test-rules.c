/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule met once, at its place; what every operation begins with meets none (catasto facts 11). */
#include "config.h"

#include <string.h>

#include "catasto-test.h"
#include "services/catasto/spt-catasto-rules.h"
#include "services/catasto/spt-catasto-schemas.h"

#define GT_END      "</L4_1gruppoTermico>"
#define GT_2(rest) \
  "</L4_1GT>=></L4_1GT><L4_1GT><L4_1numero>2</L4_1numero><L4_1gruppoTermico>" \
  "<L4_1dataInstallazione>2020-01-01</L4_1dataInstallazione>" rest "<L4_1fabbricante>Prova</L4_1fabbricante>" \
  "<L4_1modello>Prova</L4_1modello><L4_1matricola>PRV-0001</L4_1matricola><L4_1combustibile>3</L4_1combustibile>" \
  "<L4_1fluido>2</L4_1fluido><L4_1potenza>24</L4_1potenza><L4_1tipoGruppoTermico>1</L4_1tipoGruppoTermico>" \
  "</L4_1gruppoTermico></L4_1GT>"
#define REPLACED(installed, dismissed) \
  "</L4_1gruppoTermico>=></L4_1gruppoTermico><L4_1gruppoTermicoSostituito>" \
  "<L4_1dataInstallazione>" installed "</L4_1dataInstallazione>" dismissed "<L4_1fabbricante>Prova</L4_1fabbricante>" \
  "<L4_1modello>Prova</L4_1modello><L4_1matricola>V-1</L4_1matricola><L4_1combustibile>2</L4_1combustibile>" \
  "<L4_1fluido>2</L4_1fluido><L4_1potenza>24</L4_1potenza><L4_1tipoGruppoTermico>1</L4_1tipoGruppoTermico>" \
  "</L4_1gruppoTermicoSostituito>"
#define BURNER(number, most) \
  "<scheda_5_1=><scheda_4_2_bruciatori><L4_2BR><L4_2numero>1</L4_2numero><L4_2bruciatore>" \
  "<L4_2dataInstallazione>2020-01-01</L4_2dataInstallazione><L4_2fabbricante>Prova</L4_2fabbricante>" \
  "<L4_2modello>Prova</L4_2modello><L4_2matricola>B-1</L4_2matricola><L4_2GtCollegato>" number "</L4_2GtCollegato>" \
  "<L4_2tipologia>Prova</L4_2tipologia><L4_2portataMaxNominale>" most "</L4_2portataMaxNominale>" \
  "<L4_2portataMinNominale>20</L4_2portataMinNominale></L4_2bruciatore></L4_2BR></scheda_4_2_bruciatori><scheda_5_1"
#define VERIFIED(number, day) \
  "</scheda_7_emissione>=></scheda_7_emissione><scheda_11_1_verifiche_gt><L11_1flagNorma>true</L11_1flagNorma><L11_1GT>" \
  "<L11_1numero>" number "</L11_1numero><L11_1verifica><L11_1data>" day "</L11_1data><L11_1modulo>" \
  "<L11_1numModulo>1</L11_1numModulo><L11_1portataTermEff>24</L11_1portataTermEff><L11_1tempFumi>120</L11_1tempFumi>" \
  "<L11_1tempAriaComb>20</L11_1tempAriaComb><L11_1O2>5</L11_1O2><L11_1CO>50</L11_1CO>" \
  "<L11_1COsenzaAria>65.6</L11_1COsenzaAria><L11_1rendimentoCombu>94.9</L11_1rendimentoCombu>" \
  "<L11_1flagfumiSecchi>true</L11_1flagfumiSecchi><L11_1percMinimoLegge>89.76</L11_1percMinimoLegge>" \
  "<L11_1flagMinimo>true</L11_1flagMinimo></L11_1modulo><L11_1firma>Prova</L11_1firma></L11_1verifica></L11_1GT>" \
  "</scheda_11_1_verifiche_gt>"
#define STOCK_LINE(from, to, bought, first, last, used) \
  "<L14_1riga><L14_1esercizioDa>" from "</L14_1esercizioDa><L14_1esercizioA>" to "</L14_1esercizioA><L14_1acquisti>" \
  bought "</L14_1acquisti><L14_1letturaIniziale>" first "</L14_1letturaIniziale><L14_1letturaFinale>" last \
  "</L14_1letturaFinale><L14_1consumo>" used "</L14_1consumo></L14_1riga>"
#define FUEL(fuel, unit, lines) \
  "<scheda_14_2=><scheda_14_1_combustibile><L14_1blocco><L14_1combustibile>" fuel "</L14_1combustibile><L14_1unitaMisura>" \
  unit "</L14_1unitaMisura>" lines "</L14_1blocco></scheda_14_1_combustibile><scheda_14_2"
#define CHILLER(passed, restored) \
  "<rcee_tipo_2><datiManutentore><siglaREA>BA</siglaREA><numeroREA>1</numeroREA><codiceFiscale>RSSMRA80A01H501U" \
  "</codiceFiscale></datiManutentore><A_F_dataControllo>2026-11-20</A_F_dataControllo><sezione_A>" \
  "<A_A_potenzaTermicaNomTotMax>24</A_A_potenzaTermicaNomTotMax><A_A_titoloResponsabile>1</A_A_titoloResponsabile>" \
  "</sezione_A><sezione_B><A_B_flagDichiarazConf>true</A_B_flagDichiarazConf><A_B_flagLibrettoImp>true" \
  "</A_B_flagLibrettoImp><A_B_flagManutGen>true</A_B_flagManutGen><A_B_flagLibrettoComp>true</A_B_flagLibrettoComp>" \
  "</sezione_B><sezione_C><A_C_flagTrattH2ONR>true</A_C_flagTrattH2ONR></sezione_C><sezione_D>" \
  "<A_D_flagLocaleIdoneo>1</A_D_flagLocaleIdoneo><A_D_flagDimensioni>1</A_D_flagDimensioni><A_D_flagAperture>1" \
  "</A_D_flagAperture><A_D_flagLineeIdonee>1</A_D_flagLineeIdonee><A_D_flagCoibenIdonee>1</A_D_flagCoibenIdonee>" \
  "</sezione_D><sezione_E><A_E_numGF>1</A_E_numGF><A_E_flagModalita>RIS</A_E_flagModalita><A_E_flagPerdite>1" \
  "</A_E_flagPerdite><A_E_flagRilevFugheDiretta>1</A_E_flagRilevFugheDiretta><A_E_flagRilevFugheInDiretta>1" \
  "</A_E_flagRilevFugheInDiretta><A_E_flagScambPuliti>1</A_E_flagScambPuliti>" CIRCUIT (passed, restored) "</sezione_E>" \
  "<sezione_F><A_F_flagSostGen1>true</A_F_flagSostGen1><A_F_flagSostGen2>true</A_F_flagSostGen2><A_F_flagIsolamentoRete>true" \
  "</A_F_flagIsolamentoRete><A_F_flagIsolamentoCanali>true</A_F_flagIsolamentoCanali><A_F_flagFunzImp>true</A_F_flagFunzImp>" \
  "<A_F_orarioArrivo>09:30</A_F_orarioArrivo><A_F_orarioPartenza>10:00</A_F_orarioPartenza><A_F_nomeTecnico>Mario" \
  "</A_F_nomeTecnico><A_F_cognomeTecnico>Rossi</A_F_cognomeTecnico><A_F_firmaTecnico>Rossi</A_F_firmaTecnico></sezione_F></rcee_tipo_2>"
#define CIRCUIT(passed, restored) \
  "<rowFumi><A_E_numCircuito>1</A_E_numCircuito><A_E_surrisc>5</A_E_surrisc><A_E_sottoRaffr>5</A_E_sottoRaffr><A_E_condens>40" \
  "</A_E_condens><A_E_evaporaz>5</A_E_evaporaz><A_E_ingLatoEst>7</A_E_ingLatoEst><A_E_uscLatoEst>4</A_E_uscLatoEst>" \
  "<A_E_ingLatoUtenze>30</A_E_ingLatoUtenze><A_E_uscLatoUtenze>35</A_E_uscLatoUtenze><A_E_Verifica>" passed "</A_E_Verifica>" \
  restored "</rowFumi>"

typedef struct
{
  const char *api_id;
  const char *expected; /* "E code path", the path may be left out */
  const char *changes[8];
} Case;

/* *INDENT-OFF* */
static const Case cases[] = {
  /* the document itself */
  { "9", "E E-XML", { "</api_call_2>=>" } },
  { "9", "E E-XML:doctype", { "<api_call_2 =><!DOCTYPE a [<!ENTITY b 'c'>]><api_call_2 " } },
  { "9", "E E-XML:codifica", { "UTF-8=>ISO-8859-1" } },
  { "9", "E E-ENDPOINT", { "<api_call_2 xmlns=\"api_call_2\"=><api_call_4 xmlns=\"api_call_4\"", "</api_call_2=></api_call_4" } },
  { "9", "E E-ENDPOINT:namespace", { "xmlns=\"api_call_2\"=>xmlns=\"api_call_6\"" } },
  { "9", "E E-VERSIONE versione", { "\"2.2\"=>\"2.1\"" } },
  { "9", "E E-API-ID:altra API_ID", { "<API_ID>9=><API_ID>4" } },
  { "9", "E E-API-ID:altra API_ID", { "<API_ID>9=><API_ID>10" } },
  { "9", "E E-API-ID:non-invocabile API_ID", { "<API_ID>9=><API_ID>6" } },
  { "9", "E E-API-ID API_ID", { "<API_ID>9=><API_ID>777" } },
  { "9", "E E-TAG-VUOTO impianto[0].scheda_1_2_ubicazione[0].L1_2palazzo", { "<L1_2cap>=><L1_2palazzo/><L1_2cap>" } },
  { "9", "E E-TAG-VUOTO impianto[0].scheda_1_2_ubicazione[0].L1_2palazzo", { "<L1_2cap>=><L1_2palazzo xml:lang=\"it\"></L1_2palazzo><L1_2cap>" } },
  { "8", "E E-RIEMPITIVO impianto[0].note", { "</dataDismissione>=></dataDismissione><note>---</note>" } },
  { "8", "E E-RIEMPITIVO impianto[0].note", { "</dataDismissione>=></dataDismissione><note>n.d.</note>" } },
  { "2", "E E-TAG-VUOTO", { "</scheda_1_6_responsabile>=></scheda_1_6_responsabile><scheda_3_terzo_responsabile/>" } },
  { "9", "E E-SCHEDA-DOPPIA impianto[0].scheda_7_emissione",
    { "</scheda_7_emissione>=></scheda_7_emissione><scheda_7_emissione><L7_1radiatori>true</L7_1radiatori></scheda_7_emissione>" } },
  { "9", "E xsd-decimal impianto[0].scheda_1_3_servizi[0].L1_3servizioClimaInv", { "24.00=>24,00" } },
  /* schede */
  { "8", "E E-IMPIANTI-MULTIPLI impianto", { "</impianto>=></impianto><impianto><dataDismissione>2026-01-01</dataDismissione></impianto>" } },
  { "9", "E E-TIPO-INTERVENTO L1_1tipoIntervento", { "<L1_1tipoIntervento>4=><L1_1tipoIntervento>1" } },
  { "86", "O E-SCHEDA-MANCANTE impianto[0].scheda_13_ispezioni", { "scheda_13_ispezioni=>scheda_13x", "/scheda_13_ispezioni=>/scheda_13x" } },
  { "4", "W E-SCHEDA-VIETATA:insolita impianto[0].scheda_13_ispezioni",
    { "</scheda_7_emissione>=></scheda_7_emissione><scheda_13_ispezioni><L13ispezione><L13dataIspez>2026-01-01</L13dataIspez>"
      "<L13cognomeTecnico>Prova</L13cognomeTecnico><L13nomeTecnico>Prova</L13nomeTecnico><L13codiceFiscale>RSSMRA80A01H501U"
      "</L13codiceFiscale><L13enteCompetente>Prova</L13enteCompetente><L13flagPositivo>true</L13flagPositivo></L13ispezione>"
      "</scheda_13_ispezioni>" } },
  { "2", "E E-SCHEDA-VIETATA impianto[0].scheda_1_2_ubicazione",
    { "<scheda_1_6_responsabile>=><scheda_1_2_ubicazione><L1_2indirizzo>Via</L1_2indirizzo></scheda_1_2_ubicazione><scheda_1_6_responsabile>" } },
  { "10", "E E-GENERATORE impianto[0]", { "<scheda_4_1_gruppi_termici>=><scheda_7_x>", "</scheda_4_1_gruppi_termici>=></scheda_7_x>" } },
  { "16", "E E-SCHEDA-MANCANTE:una impianto[0]", { "<scheda_4_2_bruciatori>=><scheda_7_x>", "</scheda_4_2_bruciatori>=></scheda_7_x>" } },
  { "9", "E E-SCHEDA-MANCANTE:vuota impianto[0].scheda_7_emissione[0]", { "<L7_1radiatori>true=><L7_1radiatori>false" } },
  { "9", "W E-SCHEDA-MANCANTE:vuota impianto[0].scheda_7_emissione[0]",
    { "<L7_1radiatori>true=><L7_1radiatori>false", "<L1_3servizioClimaInv>24.00</L1_3servizioClimaInv>=><L1_3servizioACS>24</L1_3servizioACS>" } },
  { "9", "E E-DATA-FUTURA L1_1dataIntervento", { "2026-11-21=>2026-11-22" } },
  { "8", "E E-DATA-1900 impianto[0].dataDismissione", { "2026-11-21=>1899-12-31" } },
  /* plant */
  { "9", "E E-CAP impianto[0].scheda_1_2_ubicazione[0].L1_2cap", { "70121=>7012" } },
  { "9", "O E-COMUNE impianto[0].scheda_1_2_ubicazione[0].L1_2comune", { ">Bari<=>>Barilandia<" } },
  { "9", "O E-COMUNE:provincia impianto[0].scheda_1_2_ubicazione[0].L1_2prov", { ">BA<=>>LE<" } },
  { "9", "O E-COMUNE:regione impianto[0].scheda_1_2_ubicazione[0].L1_2prov", { ">BA<=>>MI<" } },
  { "9", "O E-COMUNE:codice impianto[0].scheda_1_2_ubicazione[0].L1_2codiceComune", { "</L1_2prov>=></L1_2prov><L1_2codiceComune>E506</L1_2codiceComune>" } },
  { "9", "E E-CATASTO impianto[0].scheda_1_2_ubicazione[0].unita_immobiliare[0].L1_2particella", { "<L1_2particella>12</L1_2particella>=>" } },
  { "9", "E E-CATASTO:doppia impianto[0].scheda_1_2_ubicazione[0].unita_immobiliare[1]",
    { "</unita_immobiliare>=></unita_immobiliare><unita_immobiliare><L1_2foglio>12</L1_2foglio><L1_2particella>12</L1_2particella><L1_2sub>3</L1_2sub></unita_immobiliare>" } },
  { "9", "W E-CATASTO:unica impianto[0].scheda_1_2_ubicazione[0].L1_2flagUnitaImmSingle",
    { "</unita_immobiliare>=></unita_immobiliare><unita_immobiliare><L1_2foglio>12</L1_2foglio><L1_2particella>12</L1_2particella><L1_2sub>4</L1_2sub></unita_immobiliare><L1_2flagUnitaImmSingle>true</L1_2flagUnitaImmSingle>" } },
  { "9", "E E-POD impianto[0].scheda_1_2_ubicazione[0].unita_immobiliare[0].L1_2pod", { "<L1_2pdr>=><L1_2pod>IT1E2</L1_2pod><L1_2pdr>" } },
  { "9", "E E-PDR impianto[0].scheda_1_2_ubicazione[0].unita_immobiliare[0].L1_2pdr", { "01234567890123=>0123456789012" } },
  { "9", "E E-SERVIZI impianto[0].scheda_1_3_servizi[0]", { "<L1_3servizioClimaInv>24.00</L1_3servizioClimaInv>=>" } },
  { "9", "E E-SERVIZI:fluido impianto[0].scheda_1_4_fluido_vettore[0]", { "Acqua>true=>Acqua>false" } },
  { "9", "E E-SERVIZI:generatori impianto[0].scheda_1_5_tipologia_generatori[0]", { "Generatore>true=>Generatore>false" } },
  { "9", "E E-VOLUME impianto[0].scheda_1_2_ubicazione[0].L1_2volLordoRisc", { "<L1_2volLordoRisc>310</L1_2volLordoRisc>=>" } },
  { "9", "E E-VOLUME:potenza impianto[0].scheda_1_3_servizi[0].L1_3servizioClimaEst",
    { "</L1_5tipoGeneratore>=></L1_5tipoGeneratore><L1_5tipoPerClimaEst>true</L1_5tipoPerClimaEst>" } },
  { "9", "W W-COERENZA-15-4 impianto[0].scheda_1_5_tipologia_generatori[0].L1_5tipoPompa", { "</L1_5tipoGeneratore>=></L1_5tipoGeneratore><L1_5tipoPompa>true</L1_5tipoPompa>" } },
  { "9", "W W-COERENZA-15-4:tipo", { "<L1_5tipoGeneratore>true</L1_5tipoGeneratore>=><L1_5tipoCogen>true</L1_5tipoCogen>" } },
  { "9", "W W-POTENZA-SERVIZIO impianto[0].scheda_1_3_servizi[0].L1_3servizioClimaInv", { "24.00</L1_3=>24.01</L1_3" } },
  { "9", "W W-PDR-GAS impianto[0].scheda_1_2_ubicazione[0].unita_immobiliare", { "<L1_2pdr>01234567890123</L1_2pdr>=>" } },
  { "9", "W W-PDR-GAS:pod", { "</L1_5tipoGeneratore>=></L1_5tipoGeneratore><L1_5tipoPompa>true</L1_5tipoPompa>" } },
  /* people */
  { "2", "E E-CF impianto[0].scheda_1_6_responsabile[0].L1_6cf", { "RSSMRA80A01H501U=>RSSMRA80A01H501" } },
  { "2", "O E-CF:controllo impianto[0].scheda_1_6_responsabile[0].L1_6cf", { "RSSMRA80A01H501U=>RSSMRA80A01H501V" } },
  { "3", "O E-PIVA:controllo", { "12345678903=>12345678904" } },
  { "3", "E E-PIVA", { "12345678903=>1234567890" } },
  { "2", "W W-RESPONSABILE", { "<L1_6tipoSoggetto>1=><L1_6tipoSoggetto>2" } },
  { "3", "E E-TERZO-RESP impianto[0].scheda_3_terzo_responsabile[0].terzo_responsabile[0].L3dataValiditaContrattoAl", { "Al>2026-11-21=>Al>2026-11-20" } },
  { "3", "E E-TERZO-RESP:cessazione", { "</L3apparecchiature>=></L3apparecchiature><L3cessazione><data>2026-11-20</data><tipo>1</tipo></L3cessazione>" } },
  { "3", "E E-TERZO-RESP:sovrapposta",
    { "</terzo_responsabile>=></terzo_responsabile><terzo_responsabile><L3cognome>Rossi</L3cognome><L3nome>Mario</L3nome><L3codiceFiscale>RSSMRA80A01H501U"
      "</L3codiceFiscale><L3flagProprietario>true</L3flagProprietario><L3ragSocialeDitta>Due</L3ragSocialeDitta><L3cciaa>BA 2</L3cciaa>"
      "<L3dataValiditaContrattoDal>2026-11-01</L3dataValiditaContrattoDal><L3dataValiditaContrattoAl>2027-11-01</L3dataValiditaContrattoAl>"
      "<L3apparecchiature>GF-1, gt 1</L3apparecchiature></terzo_responsabile>" } },
  /* parts */
  { "9", "E E-DATA-COMP", { "</L4_1dataInstallazione>=></L4_1dataInstallazione><L4_1dataDismissione>2026-11-20</L4_1dataDismissione>" } },
  { "9", "E E-DATA-COMP:nuovo", { "Installazione>2026-11-21=>Installazione>2019-01-01", REPLACED ("2010-01-01", "<L4_1dataDismissione>2020-01-01</L4_1dataDismissione>") } },
  { "9", "E E-DATA-COMP:storia",
    { REPLACED ("2010-01-01", "<L4_1dataDismissione>2015-01-01</L4_1dataDismissione>"), REPLACED ("2012-01-01", "<L4_1dataDismissione>2020-01-01</L4_1dataDismissione>") } },
  { "9", "E E-SOSTITUITO impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[0].L4_1gruppoTermicoSostituito[0].L4_1dataDismissione", { REPLACED ("2010-01-01", "") } },
  { "9", "E E-NUMERO-COMP impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[1].L4_1numero", { GT_2 (""), "<L4_1numero>2=><L4_1numero>1" } },
  { "9", "W W-MATRICOLA", { GT_2 ("") } },
  { "9", "E E-GT-COLLEGATO impianto[0].scheda_4_2_bruciatori[0].L4_2BR[0].L4_2bruciatore[0].L4_2GtCollegato", { BURNER ("7", "24") } },
  { "9", "E E-GT-COLLEGATO:dismesso", { GT_2 ("<L4_1dataDismissione>2021-01-01</L4_1dataDismissione>"), BURNER ("2", "24") } },
  { "9", "W E-BR-POTENZA", { BURNER ("1", "19.99") } },
  { "9", "W E-BR-POTENZA:generatore", { BURNER ("1", "24.01") } },
  { "9", "E E-COMP-RAPPORTI impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[1].L4_1gruppoTermico[0].L4_1dataDismissione",
    { GT_2 ("<L4_1dataDismissione>2021-01-01</L4_1dataDismissione>"), VERIFIED ("2", "2021-01-02") } },
  { "9", "E E-NUMERO-COMP:assente", { VERIFIED ("5", "2026-11-21") } },
  { "52", "E E-NUMERO-COMP impianto[0].generatore_dismesso[1].numero",
    { "</generatore_dismesso>=></generatore_dismesso><generatore_dismesso><tipoComponente>GT</tipoComponente><numero>1</numero><dataDismissione>2026-01-01</dataDismissione></generatore_dismesso>" } },
  { "9", "E E-ALTRO impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[0].L4_1gruppoTermico[0].L4_1combustibileAltro", { "<L4_1combustibile>2=><L4_1combustibile>1" } },
  { "9", "W W-RENDIMENTO", { "</L4_1potenza>=></L4_1potenza><L4_1rendimento>100.01</L4_1rendimento>" } },
  { "9", "W W-TRATTAMENTO",
    { "<scheda_4_1=><scheda_2_4_trattamento_acs><L2_4trattAcquaAcsAssente>true</L2_4trattAcquaAcsAssente><L2_4trattAcquaAcsChimico>true</L2_4trattAcquaAcsChimico></scheda_2_4_trattamento_acs><scheda_4_1" } },
  { "9", "W W-REGOLAZIONE",
    { "</L5_1flagRegolazioneOnOff>=></L5_1flagRegolazioneOnOff><L5_1SR><L5_1numeroSR>1</L5_1numeroSR><L5_1sistemaRegolazione><L5_1dataInstallazione>2020-01-01</L5_1dataInstallazione>"
      "<L5_1fabbricante>Prova</L5_1fabbricante><L5_1modello>Prova</L5_1modello><L5_1numeroPuntiRegolazione>1</L5_1numeroPuntiRegolazione><L5_1numeroLivelliTemp>1</L5_1numeroLivelliTemp></L5_1sistemaRegolazione></L5_1SR>" } },
  { "9", "W W-SCELTA", { "<scheda_7=><scheda_5_4_contabilizzazione><L5_4UIContabilizzateSI><L5_4riscaldamento>false</L5_4riscaldamento><L5_4raffrescamento>false</L5_4raffrescamento><L5_4acs>false</L5_4acs></L5_4UIContabilizzateSI></scheda_5_4_contabilizzazione><scheda_7" } },
  { "99", "W W-INTERVALLO",
    { "</impianto>=><scheda_4_6_cogeneratori><L4_6CG><L4_6numero>1</L4_6numero><L4_6cogeneratore><L4_6dataInstallazione>2020-01-01</L4_6dataInstallazione><L4_6fabbricante>P</L4_6fabbricante>"
      "<L4_6modello>P</L4_6modello><L4_6matricola>P1</L4_6matricola><L4_6tipologia>1</L4_6tipologia><L4_6alimentazione>2</L4_6alimentazione><L4_6potenzaTermicaNominale>20</L4_6potenzaTermicaNominale>"
      "<L4_6potenzaElettricaNominale>10</L4_6potenzaElettricaNominale><L4_6tempAcquaUscitaMin>80</L4_6tempAcquaUscitaMin><L4_6tempAcquaUscitaMax>70</L4_6tempAcquaUscitaMax></L4_6cogeneratore></L4_6CG></scheda_4_6_cogeneratori></impianto>" } },
  /* reports */
  { "84", "E E-RCEE-TIPO:piu", { "</rcee_tipo_1>=></rcee_tipo_1>" CHILLER ("true", "") } },
  { "84", "E E-RCEE-TIPO impianto[0]", { "<rcee_tipo_1>=><rcee_x>", "</rcee_tipo_1>=></rcee_x>" } },
  { "84", "E E-RCEE-DATE impianto[0].rcee_tipo_1[0].sezione_F[0].A_F_dataIntervento", { "</A_F_flagFunzImp>=></A_F_flagFunzImp><A_F_dataIntervento>2026-11-21</A_F_dataIntervento>" } },
  { "84", "E E-RCEE-DATE:orario", { "10:15=>09:29" } },
  { "84", "E E-RCEE-DATE:ripristino-manca", { "<rcee_tipo_1>=>" CHILLER ("false", "") "<rcee_tipo_1>" } },
  { "84", "E E-RCEE-DATE:ripristino", { "<rcee_tipo_1>=>" CHILLER ("false", "<A_E_dataRipristino>2026-11-20</A_E_dataRipristino>") "<rcee_tipo_1>" } },
  { "84", "W W-RCEE-TERMINE impianto[0].rcee_tipo_1[0].A_F_dataControllo", { "2026-11-21=>2026-10-06" } },
  { "84", "E E-BOLLINO impianto[0].rcee_tipo_1[0].codiceBollino", { "</datiManutentore>=></datiManutentore><codiceBollino>BA</codiceBollino>" } },
  { "84", "E E-RCEE-COMP:ripetuto", { "</rowFumi>=></rowFumi><rowFumi><A_E_moduloTermico>1</A_E_moduloTermico></rowFumi>" } },
  { "84", "E E-RCEE-SERVIZIO", { "Inv>true=>Inv>false", "ACS>true=>ACS>false" } },
  { "84", "E E-RCEE-TIRAGGIO impianto[0].rcee_tipo_1[0].sezione_E[0].A_E_depressCanaleFumo", { "Fumi>F=>Fumi>N" } },
  { "84", "W E-RCEE-TIRAGGIO:debole", { "Fumi>F</A_E_flagEvacFumi>=>Fumi>N</A_E_flagEvacFumi><A_E_depressCanaleFumo>-2.99</A_E_depressCanaleFumo>" } },
  { "84", "E E-RCEE-PORTATA", { "</A_E_COcorretto>=></A_E_COcorretto><A_E_valorePortata>1</A_E_valorePortata>" } },
  { "84", "E E-RCEE-MISURE:ossigeno", { "<A_E_O2>5</A_E_O2>=>" } },
  { "84", "E E-RCEE-MISURE:temperature", { "<A_E_tempFumi>120=><A_E_tempFumi>20" } },
  { "84", "E E-RCEE-MISURE:bacharach", { "</A_E_O2>=></A_E_O2><A_E_bacharach1>1</A_E_bacharach1>" } },
  { "84", "W E-RCEE-MISURE:forse", { "<rowFumi>=><rowX>", "</rowFumi>=></rowX>" } },
  { "84", "E E-RCEE-ESITO impianto[0].rcee_tipo_1[0].sezione_E[0].A_E_flagRisultati", { "65.6=>1000.01" } },
  { "84", "E E-RCEE-ESITO:rendimento", { "94.9<=>87.75<" } },
  { "84", "E E-RCEE-ESITO:bacharach", { "</A_E_O2>=></A_E_O2><A_E_bacharach1>7</A_E_bacharach1><A_E_bacharach2>1</A_E_bacharach2><A_E_bacharach3>7</A_E_bacharach3>" } },
  { "84", "W W-RCEE-CALCOLO", { "65.6=>75.0" } },
  { "84", "W W-RCEE-PRESCR", { "<A_F_flagFunzImp>=><A_F_prescrizioni>Prova</A_F_prescrizioni><A_F_flagFunzImp>" } },
  { "84", "W W-RCEE-PRESCR:nota impianto[0].rcee_tipo_1[0].sezione_E[0].A_E_flagRiflusso", { "Riflusso>0=>Riflusso>1" } },
  { "88", "W W-PROVA", { "<flagCO>R=><flagCO>I" } },
  { "88", "W W-PROVA:punti", { "<flagNorma>true=><flagNorma>false" } },
  { "88", "W W-PROVA:co", { "65.6=>1000.01" } },
  { "9", "W W-VERIFICA", { VERIFIED ("1", "2026-11-21"), "Fumi>120=>Fumi>19" } },
  { "9", "W W-RCEE-CALCOLO:rendimento", { VERIFIED ("1", "2026-11-21"), "94.9<=>90<" } },
  { "9", "W W-RCEE-CALCOLO:minimo", { VERIFIED ("1", "2026-11-21"), "89.76=>84" } },
  /* consumption */
  { "87", "E E-CONSUMI impianto[0]", { "<scheda_14_2_energia_elettrica>=><scheda_x>", "</scheda_14_2_energia_elettrica>=></scheda_x>" } },
  { "87", "E E-CONSUMI:esercizio", { "A>2026=>A>2027" } },
  { "87", "E E-CONSUMI:anno", { "Da>2025=>Da>2027", "A>2026=>A>2028" } },
  { "87", "E E-CONSUMI:ripetuto", { FUEL ("4", "3", STOCK_LINE ("2024", "2025", "0", "10", "10", "0") STOCK_LINE ("2024", "2025", "0", "10", "10", "0")) } },
  { "87", "W E-CONSUMI:differenza impianto[0].scheda_14_1_combustibile[0].L14_1blocco[0].L14_1riga[0].L14_1consumo",
    { FUEL ("4", "3", STOCK_LINE ("2024", "2025", "100", "10", "20", "91")) } },
  { "87", "W E-CONSUMI:unita", { FUEL ("6", "3", STOCK_LINE ("2024", "2025", "0", "10", "0", "10")) } },
};

/* What lies just inside is no finding. */
static const Case clean[] = {
  { "84", "E-RCEE-ESITO", { "65.6=>1000.00" } },
  { "84", "E-RCEE-ESITO", { "94.9<=>87.76<" } },
  { "84", "W-RCEE-TERMINE", { "2026-11-21=>2026-10-07" } },
  { "84", "E-RCEE-TIRAGGIO", { "Fumi>F</A_E_flagEvacFumi>=>Fumi>N</A_E_flagEvacFumi><A_E_depressCanaleFumo>-3</A_E_depressCanaleFumo>" } },
  { "84", "E-RCEE-DATE", { "10:15=>09:30" } },
  { "9", "E-GT-COLLEGATO", { BURNER ("1", "24") } },
  { "9", "E-BR-POTENZA", { BURNER ("1", "24") } },
  { "9", "E-DATA", { "Installazione>2026-11-21=>Installazione>2020-01-01", REPLACED ("2010-01-01", "<L4_1dataDismissione>2020-01-01</L4_1dataDismissione>") } },
  { "9", "W-RCEE-CALCOLO", { VERIFIED ("1", "2026-11-21") } },
  { "87", "E-CONSUMI", { FUEL ("4", "3", STOCK_LINE ("2024", "2025", "100", "10", "20", "90")) } },
  { "84", "E-RCEE-TIPO", { "zzz=>" } },
};
/* *INDENT-ON* */

static const char *const operations[] = {
  "1", "2", "3", "4", "5", "8", "9", "10", "16", "52", "58", "84", "85", "86", "87", "88", "99"
};

static void
test_templates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autofree char *text = catasto_test_make (operations[i], NULL);
      g_autoptr (SptIssueList) issues = catasto_test_check (operations[i], text);
      g_autofree char *found = service_test_describe (issues);

      g_assert_cmpstr (found, ==, "");
    }
}

static gboolean
has_line (const char *lines,
          const char *line)
{
  g_auto (GStrv) all = g_strsplit (lines, "\n", -1);
  gboolean with_path = strchr (line + 2, ' ') != NULL;

  for (guint i = 0; all[i] != NULL; i++)
    {
      char *blank = all[i][0] != '\0' ? strchr (all[i] + 2, ' ') : NULL;

      if (!with_path && blank != NULL)
        *blank = '\0';
      if (strcmp (all[i], line) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autofree char *text = catasto_test_make (one->api_id, one->changes);
  g_autoptr (SptIssueList) issues = catasto_test_check (one->api_id, text);
  g_autofree char *found = service_test_describe (issues);

  service_test_words (issues);
  if (!has_line (found, one->expected))
    g_test_fail_printf ("catasto.%s: no “%s” in: %s", one->api_id, one->expected, found);
  /* Only what has a place has a line. */
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    g_assert_true (spt_issue_list_get (issues, i)->path == NULL || spt_issue_list_get (issues, i)->row > 0);
}

static void
test_clean (gconstpointer data)
{
  const Case *one = data;
  g_autofree char *text = g_str_has_prefix (one->changes[0], "zzz") ? catasto_test_make (one->api_id, NULL)
                                                                    : catasto_test_make (one->api_id, one->changes);
  g_autoptr (SptIssueList) issues = catasto_test_check (one->api_id, text);

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      if (g_str_has_prefix (spt_issue_list_get (issues, i)->code, one->expected))
        g_test_fail_printf ("catasto.%s: “%s”", one->api_id, spt_issue_list_get (issues, i)->code);
    }
}

/* Every rule of the tables is met by some case: by its code, whatever follows the colon. */
static void
test_all_met (void)
{
  /* They want a libretto that is known: below. */
  static const char *const apart[] = { "E-RCEE-COMP", "W-COMPONENTI-PERSI", "W-RCEE-TEMPERATURE", "W-RCEE-PROTEZIONE",
                                       "W-RCEE-TARGA", NULL };

  for (guint i = 0; spt_catasto_rule_tables[i] != NULL; i++)
    {
      for (const SptCatastoRule *rule = spt_catasto_rule_tables[i]; rule->func != NULL; rule++)
        {
          gboolean met = g_strv_contains (apart, rule->code);

          for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
            met |= g_str_has_prefix (cases[j].expected + 2, rule->code);
          if (!met)
            g_test_fail_printf ("no case meets “%s”", rule->code);
        }
    }
}

/* --- beside a libretto ---------------------------------------------------------------------------------- */

static char *
check_beside (const char        *api_id,
              const char *const *changes,
              const char *const *libretto_changes)
{
  g_autofree char *id = g_strconcat ("catasto.", api_id, NULL);
  const SptCatastoOperation *operation = spt_catasto_operation_find (id);
  g_autofree char *text = catasto_test_make (api_id, changes);
  g_autofree char *libretto_text = catasto_test_make ("9", libretto_changes);
  g_autoptr (SptXsd) xsd = spt_catasto_schemas_ref (operation->call, NULL);
  g_autoptr (SptXsd) libretto_xsd = spt_catasto_schemas_ref (2, NULL);
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));
  g_autoptr (SptRecord) libretto = spt_record_new (spt_xsd_get_schema (libretto_xsd));
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  g_assert_true (spt_xsd_read (xsd, text, strlen (text), record, NULL, NULL));
  g_assert_true (spt_xsd_read (libretto_xsd, libretto_text, strlen (libretto_text), libretto, NULL, NULL));
  spt_catasto_record_check (operation, xsd, record, libretto, SERVICE_TEST_NOW, issues);
  service_test_words (issues);

  return service_test_describe (issues);
}

static void
assert_beside (const char        *api_id,
               const char *const *changes,
               const char *const *libretto_changes,
               const char        *expected)
{
  g_autofree char *found = check_beside (api_id, changes, libretto_changes);

  if (*expected == '\0')
    g_assert_cmpstr (found, ==, "");
  else if (!has_line (found, expected))
    g_test_fail_printf ("no “%s” in: %s", expected, found);
}

static void
test_libretto (void)
{
  static const char *const other_number[] = { "numGT>1=>numGT>2", NULL };
  static const char *const later[] = { "Installazione>2026-11-21=>Installazione>2020-01-01", NULL };
  static const char *const gone[] = {
    "Installazione>2026-11-21</L4_1dataInstallazione>=>Installazione>2020-01-01</L4_1dataInstallazione>"
    "<L4_1dataDismissione>2021-01-01</L4_1dataDismissione>", NULL
  };
  static const char *const modular[] = { "<L4_1tipoGruppoTermico>1</L4_1tipoGruppoTermico>=>"
                                         "<L4_1numeroAnalisiFumi>3</L4_1numeroAnalisiFumi>", NULL };
  static const char *const oil[] = { "<L4_1combustibile>2=><L4_1combustibile>4", NULL };
  static const char *const wood[] = { "<L4_1combustibile>2=><L4_1combustibile>7", NULL };
  static const char *const no_rows[] = { "<rowFumi>=><rowX>", "</rowFumi>=></rowX>", NULL };
  static const char *const weak[] = { "Focolare>24.00=>Focolare>23.99", NULL };
  static const char *const two[] = { GT_2 (""), NULL };
  static const char *const dismiss_2[] = { "numero>1=>numero>2", NULL };
  static const char *const occupant[] = { "titolo>1=>titolo>2", NULL };
  g_autofree char *found = NULL;

  assert_beside ("84", NULL, later, "");
  assert_beside ("84", other_number, later, "E E-RCEE-COMP impianto[0].rcee_tipo_1[0].sezione_E[0].A_E_numGT");
  assert_beside ("84", NULL, gone, "E E-RCEE-COMP:dismesso");
  assert_beside ("84", NULL, modular, "E E-RCEE-COMP:righe");
  assert_beside ("84", NULL, oil, "E E-RCEE-MISURE:bacharach");
  assert_beside ("84", weak, later, "E E-RCEE-MISURE:focolare");
  assert_beside ("84", no_rows, later, "E E-RCEE-MISURE");
  found = check_beside ("84", no_rows, wood);
  g_assert_null (strstr (found, "E-RCEE-MISURE"));
  assert_beside ("9", NULL, two, "W W-COMPONENTI-PERSI impianto[0].scheda_4_1_gruppi_termici");
  assert_beside ("52", dismiss_2, NULL, "E E-NUMERO-COMP:assente impianto[0].generatore_dismesso[0].numero");
  assert_beside ("52", dismiss_2, two, "");
  assert_beside ("3", NULL, NULL, "");
  assert_beside ("3", NULL, occupant, "E E-TERZO-RESP:occupante");
  assert_beside ("3", NULL, gone, "E E-TERZO-RESP:apparecchiatura");
}

/* --- types 3 and 4 ----------------------------------------------------------------------------------------- */

/* An example, where each of @changes ("old=>new", the list ends with NULL) is made once. */
static SptRecord *
load_example (const char        *name,
              guint              call,
              const char *const *changes)
{
  g_autofree char *path = g_strconcat (EXAMPLES, "/", name, NULL);
  g_autofree char *plain = NULL;
  g_autoptr (SptXsd) xsd = spt_catasto_schemas_ref (call, NULL);
  SptRecord *record = spt_record_new (spt_xsd_get_schema (xsd));

  g_assert_true (g_file_get_contents (path, &plain, NULL, NULL));
  {
    g_autoptr (GString) text = g_string_new (plain);

    for (; *changes != NULL; changes++)
      {
        g_auto (GStrv) sides = g_strsplit (*changes, "=>", 2);

        if (g_string_replace (text, sides[0], sides[1], 1) != 1)
          g_error ("“%s” is not in %s", sides[0], name);
      }
    g_assert_true (spt_xsd_read (xsd, text->str, text->len, record, NULL, NULL));
  }

  return record;
}

static void
assert_report (const char        *name,
               const char *const *changes,
               const char *const *libretto_changes, /* (nullable) */
               const char        *expected)
{
  static const char *const none[] = { NULL };
  g_autoptr (SptXsd) xsd = spt_catasto_schemas_ref (8, NULL);
  g_autoptr (SptRecord) record = load_example (name, 8, changes != NULL ? changes : none);
  g_autoptr (SptRecord) libretto = libretto_changes != NULL ? load_example ("api_call_2-full.xml", 2, libretto_changes) : NULL;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autofree char *found = NULL;

  spt_catasto_record_check (spt_catasto_operation_find ("catasto.84"), xsd, record, libretto, SERVICE_TEST_NOW, issues);
  service_test_words (issues);
  found = service_test_describe (issues);
  if (*expected == '!' ? strstr (found, expected + 1) != NULL : !has_line (found, expected))
    g_test_fail_printf ("%s: “%s” in: %s", name, expected, found);
}

static void
test_exchange (void)
{
#define SECTION_0(type) "impianto[0].rcee_tipo_" type "[0].sezione_E[0]."
  static const char *const warm[] = {
    "<A_E_tempMandPrim>62.50=><A_E_tempMandPrim>80", "<A_E_tempMandSecond>62.50=><A_E_tempMandSecond>70",
    "<A_E_numSC>2=><A_E_numSC>9", "<A_E_tempMandPrim>62.50=><A_E_tempMandPrim>80", "<A_E_tempMandSecond>62.50=><A_E_tempMandSecond>70", NULL
  };
  static const char *const strong[] = { "<A_E_potenzaTerm>24.00=><A_E_potenzaTerm>24.01", NULL };
  static const char *const running[] = {
    "<A_E_tempAcquaUsc>62.50=><A_E_tempAcquaUsc>80", "<A_E_tempFumiAmonte>62.50=><A_E_tempFumiAmonte>300",
    "<A_E_numCG>2=><A_E_numCG>9", "<A_E_tempAcquaUsc>62.50=><A_E_tempAcquaUsc>80",
    "<A_E_tempFumiAmonte>62.50=><A_E_tempFumiAmonte>300", NULL
  };
  static const char *const no_time[] = { "<A_E_sottoTensTempo2>120.5</A_E_sottoTensTempo2>=>", NULL };
  static const char *const smoky[] = { "<A_E_emissioniCO>45.00=><A_E_emissioniCO>45.01", NULL };
  static const char *const cleaner[] = { "<A_E_emissioniCO>45.00=><A_E_emissioniCO>2", NULL };
  static const char *const cold[] = { "<A_E_tempFumiAvalle>62.50=><A_E_tempFumiAvalle>62.49", NULL };
  static const char *const in_use[] = {
    "<L4_5dataDismissione>2024-03-15</L4_5dataDismissione>=>", "<L4_6dataDismissione>2024-03-15</L4_6dataDismissione>=>", NULL
  };

  assert_report ("api_call_8-full-3.xml", NULL, NULL, "W W-RCEE-TEMPERATURE " SECTION_0 ("3") "A_E_tempMandSecond");
  assert_report ("api_call_8-full-3.xml", NULL, NULL, "W W-RCEE-TEMPERATURE:primario " SECTION_0 ("3") "A_E_tempMandPrim");
  assert_report ("api_call_8-full-3.xml", warm, NULL, "!W-RCEE-TEMPERATURE");
  assert_report ("api_call_8-full-3.xml", strong, in_use, "W W-RCEE-TARGA " SECTION_0 ("3") "A_E_potenzaTerm");
  assert_report ("api_call_8-full-4.xml", NULL, NULL, "W W-RCEE-TEMPERATURE:acqua " SECTION_0 ("4") "A_E_tempAcquaUsc");
  assert_report ("api_call_8-full-4.xml", NULL, NULL, "W W-RCEE-TEMPERATURE:fumi " SECTION_0 ("4") "A_E_tempFumiAmonte");
  assert_report ("api_call_8-full-4.xml", running, NULL, "!W-RCEE-TEMPERATURE");
  assert_report ("api_call_8-full-4.xml", NULL, NULL, "!W-RCEE-PROTEZIONE");
  assert_report ("api_call_8-full-4.xml", no_time, NULL, "W W-RCEE-PROTEZIONE " SECTION_0 ("4") "A_E_sottoTensTempo2");
  /* At the value of the plate is within it. */
  assert_report ("api_call_8-full-4.xml", NULL, in_use, "!W-RCEE-TARGA");
  assert_report ("api_call_8-full-4.xml", smoky, in_use, "W W-RCEE-TARGA " SECTION_0 ("4") "A_E_emissioniCO");
  assert_report ("api_call_8-full-4.xml", cleaner, in_use, "!W-RCEE-TARGA");
  assert_report ("api_call_8-full-4.xml", cold, in_use, "W W-RCEE-TARGA:minimo " SECTION_0 ("4") "A_E_tempFumiAvalle");
#undef SECTION_0
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catasto/rules/templates", test_templates);
  g_test_add_func ("/catasto/rules/all-met", test_all_met);
  g_test_add_func ("/catasto/rules/libretto", test_libretto);
  g_test_add_func ("/catasto/rules/exchange", test_exchange);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = g_strndup (cases[i].expected + 2, strcspn (cases[i].expected + 2, " "));
      g_autofree char *path = g_strdup_printf ("/catasto/rules/met/%u-%s", i, code);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (clean); i++)
    {
      g_autofree char *path = g_strdup_printf ("/catasto/rules/not/%u-%s", i, clean[i].expected);

      g_test_add_data_func (path, &clean[i], test_clean);
    }
  status = g_test_run ();
  spt_catasto_schemas_forget ();

  return status;
}
