/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the voucher service's rules share: a family's and a firm's voucher, an account. */
#define G_LOG_DOMAIN "voucher-test"

#include "config.h"

#include "voucher-test.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-messages.h"
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

static void
apply (SptRecord  *record,
       const char *change)
{
  const char *equals = strchr (change, '=');
  g_autofree char *path = g_strndup (change, equals - change);
  SptNode *node = spt_record_get_root (record);
  char *name = path;
  char *bracket = strchr (path, '[');
  const SptFieldDef *field;

  if (bracket != NULL)
    {
      guint position = (guint) g_ascii_strtoull (bracket + 1, &name, 10);
      const SptGroupDef *group;

      *bracket = '\0';
      group = spt_group_def_find_group (spt_node_get_def (node), path);
      g_assert_nonnull (group);
      while (spt_node_get_n_children (node, group->index) <= position)
        spt_node_add_child (node, group->index);
      node = spt_node_get_child (node, group->index, position);
      g_assert_cmpint (*name, ==, ']');
      name++;
      if (*name == '\0')
        return;
      name++;
    }

  field = spt_group_def_find_field (spt_node_get_def (node), name);
  g_assert_nonnull (field);
  spt_node_set (node, field->index, equals + 1, -1);
}

SptRecord *
voucher_test_record (gboolean    firm,
                     const char *changes)
{
  SptRecord *record = spt_record_new (spt_voucher_get_schema ());

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    apply (record, common[i]);
  for (guint i = 0; !firm && i < G_N_ELEMENTS (family); i++)
    apply (record, family[i]);
  for (guint i = 0; firm && i < G_N_ELEMENTS (firm_only); i++)
    apply (record, firm_only[i]);
  if (changes != NULL)
    {
      g_auto (GStrv) lines = g_strsplit (changes, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        apply (record, lines[i]);
    }

  return record;
}

char *
voucher_test_describe (SptIssueList *issues)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      g_string_append_printf (out, "%s%c %s", i > 0 ? "\n" : "",
                              issue->overridable ? 'O' : "NWE"[issue->level], issue->code);
      if (issue->path != NULL)
        g_string_append_printf (out, " %s", issue->path);
    }

  return g_string_free (out, FALSE);
}

void
voucher_test_words (SptIssueList *issues)
{
  static const char *const languages[] = { "it", "en" };

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      for (guint j = 0; j < G_N_ELEMENTS (languages); j++)
        {
          g_autofree char *said = NULL;
          const SptMessage *message;

          spt_data_set_language (languages[j]);
          message = spt_messages_find (issue->domain, issue->code);
          if (message == NULL)
            g_error ("no words for “%s”", issue->code);
          g_assert_cmpstr (message->title, !=, "");
          g_assert_nonnull (message->next);
          said = spt_issue_dup_message (issue, "Campo");
          g_assert_cmpstr (said, !=, "");
          /* What a text of its own holds in braces is another matter. */
          if (g_regex_match_simple ("\\{[a-z]+\\}", said, 0, 0))
            g_error ("“%s” of “%s” is not filled in", said, issue->code);
        }
    }
}
