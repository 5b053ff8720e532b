/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the voucher service's rules share: a family's and a firm's voucher, an account. */
#define G_LOG_DOMAIN "voucher-test"

#include "config.h"

#include "voucher-test.h"

#include "services/voucher/spt-voucher-record.h"
#include "services/voucher/spt-voucher-service.h"

static const char *const common[] = {
  "numeroDiTelefono=0600000000", "email=m.rossi@example.org",
  "operatore.codiceUnivocoOfferta=OFFERTA-FTTH-100", "operatore.tecnologiaPrenotata=FTTH",
  "velocitaDownloadMbit=100", "indirizzoInstallazione.via=Via di Prova",
  "indirizzoInstallazione.civico=1", "indirizzoInstallazione.cap=00184",
  "indirizzoInstallazione.codiceIstatComune=058091", "comune=Roma",
};
static const char *const family[] = {
  "tipo=famiglia", "famiglia.codiceFiscale=RSSMRA80A01H501U", "famiglia.cognome=Rossi",
  "famiglia.nome=Mario", "famiglia.sesso=M", "famiglia.dataDiNascita=1980-01-01",
  "famiglia.luogoDiNascita=Roma", "famiglia.numeroComponentiNucleoFamigliare=1",
  "famiglia.tipologia=FAM1", "tipoDocumento=CI", "dataScadenzaDocumento=2030-01-01",
  "numeroDocumento=CA00000AA",
};
static const char *const firm_only[] = {
  "tipo=impresa", "impresa.partitaIva=00743110157", "impresa.ragioneSociale=Ditta di Prova S.r.l.",
  "impresa.tipologia=IMP1",
};

SptService *
voucher_test_service (void)
{
  static gboolean registered;

  if (!registered)
    {
      const GType types[] = { SPT_TYPE_VOUCHER_SERVICE, G_TYPE_INVALID };

      spt_services_set_types (types);
      registered = TRUE;
    }

  return spt_services_find ("voucher");
}

void
voucher_test_clear (void)
{
  spt_services_set_types (NULL);
}

SptAccount *
voucher_test_account (SptEnvironment environment)
{
  SptAccount *account = spt_account_new ("voucher", "prova", environment);

  g_object_set (account, "base-url", "https://example.invalid", NULL);
  spt_account_set_setting (account, "partita-iva-operatore", "12345678903");
  spt_account_set_setting (account, "token-url", "https://example.invalid/tenant/token");
  spt_account_set_setting (account, "client-id", "client-di-prova");
  spt_account_set_setting (account, "scope", "https://example.invalid/app/.default");

  return account;
}

SptRecord *
voucher_test_record (gboolean    firm,
                     const char *changes)
{
  SptRecord *record = spt_record_new (spt_voucher_get_schema ());

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    service_test_apply (record, common[i]);
  for (guint i = 0; !firm && i < G_N_ELEMENTS (family); i++)
    service_test_apply (record, family[i]);
  for (guint i = 0; firm && i < G_N_ELEMENTS (firm_only); i++)
    service_test_apply (record, firm_only[i]);
  service_test_apply_lines (record, changes);

  return record;
}
