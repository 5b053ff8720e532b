/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the voucher tests share: tokens, calls, documents and what an answer says. */
#pragma once

#include "practice-harness.h"

G_BEGIN_DECLS

#define PROD "voucher"
#define TEST "voucher-test"
#define OPERATOR "07643520567"

#define FAMILY "{\"operatore\":{\"partitaIvaOperatore\":\"" OPERATOR "\"," \
  "\"codiceUnivocoOfferta\":\"OPE001-FAM1-FTTH-100-1\",\"owner\":\"ufficio\"," \
  "\"tecnologiaPrenotata\":\"FTTH\"},\"famiglia\":{\"codiceFiscale\":\"RSSMRA80A01H501U\"," \
  "\"cognome\":\"Rossi\",\"nome\":\"Mario\",\"sesso\":\"M\",\"dataDiNascita\":\"1980-01-01\"," \
  "\"luogoDiNascita\":\"ROMA\",\"numeroComponentiNucleoFamigliare\":1,\"tipologia\":\"FAM1\"}," \
  "\"tipoDocumento\":\"CI\",\"dataScadenzaDocumento\":\"2030-01-01\"," \
  "\"numeroDocumento\":\"CA00000AA\",\"numeroDiTelefono\":\"0600000000\"," \
  "\"email\":\"m.rossi@esempio.example\",\"indirizzoInstallazione\":{\"via\":\"Via di Prova\"," \
  "\"civico\":\"1\",\"cap\":\"00184\",\"codiceIstatComune\":\"058091\",\"tipo\":\"RESIDENZA\"}," \
  "\"velocitaDownloadMbit\":100}"

#define FIRM "{\"operatore\":{\"partitaIvaOperatore\":\"" OPERATOR "\"," \
  "\"codiceUnivocoOfferta\":\"OPE001-IMP1-FTTH-100-2\",\"tecnologiaPrenotata\":\"FTTH\"}," \
  "\"impresa\":{\"partitaIva\":\"00743110157\",\"ragioneSociale\":\"Ditta di Prova\"," \
  "\"tipologia\":\"IMP1\"},\"numeroDiTelefono\":\"0600000000\"," \
  "\"email\":\"ditta@esempio.example\",\"indirizzoInstallazione\":{\"via\":\"Via di Prova\"," \
  "\"civico\":\"1\",\"cap\":\"00184\",\"codiceIstatComune\":\"058091\"}," \
  "\"velocitaDownloadMbit\":100}"

/* A form to which the token endpoint says yes. */
#define GOOD_FORM "grant_type=client_credentials&client_id=uno&client_secret=s&scope=api%3A%2F%2Fx%2F" \
  ".default"

char     *voucher_change     (const char *document,
                              const char *path,
                              const char *value,
                              ...) G_GNUC_NULL_TERMINATED;
char     *voucher_person     (void);
char     *voucher_family     (const char *code);
char     *voucher_step       (const char *operation,
                              const char *code);
Answer   *voucher_form       (Practice   *practice,
                              const char *service,
                              const char *tenant,
                              const char *body);
char     *voucher_token      (Practice   *practice,
                              const char *service,
                              const char *client);
Answer   *voucher_send       (Practice   *practice,
                              const char *service,
                              const char *operation,
                              const char *token,
                              const char *body);
char     *voucher_outcome    (Answer     *answer);
char     *voucher_post       (Practice   *practice,
                              const char *operation,
                              const char *token,
                              const char *body);
Answer   *voucher_list       (Practice   *practice,
                              const char *service,
                              const char *token);
char     *voucher_listed     (Answer     *answer,
                              const char *code,
                              const char *member);
Answer   *voucher_control    (Practice   *practice,
                              const char *path,
                              const char *body);
char     *voucher_state      (Practice   *practice,
                              const char *service,
                              const char *code);

/* Sends and compares the outcome code. */
#define g_assert_outcome(practice, operation, token, body, wanted) \
  G_STMT_START { \
    g_autofree char *outcome_ = voucher_post ((practice), (operation), (token), (body)); \
    g_assert_cmpstr (outcome_, ==, (wanted)); \
  } G_STMT_END

G_END_DECLS
