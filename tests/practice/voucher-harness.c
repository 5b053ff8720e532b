/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens, calls and documents of the voucher tests. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "voucher-harness.h"

#include <stdarg.h>
#include <string.h>

#include <glib/gstdio.h>

/* "a.b" → JSON text, or "-" to take the member out; "@40" is a text of 40 two-byte characters. */
static void
change_one (JsonObject *root,
            const char *path,
            const char *value)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);
  g_autoptr (GString) letters = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  JsonObject *object = root;
  JsonNode *node;
  guint64 count;
  guint i;

  for (i = 0; steps[i + 1] != NULL; i++)
    object = json_object_get_object_member (object, steps[i]);
  json_object_remove_member (object, steps[i]);
  if (g_str_equal (value, "-"))
    return;
  if (*value == '@')
    {
      count = g_ascii_strtoull (value + 1, NULL, 10);
      while (count-- > 0)
        g_string_append (letters, "à");
      json_object_set_string_member (object, steps[i], letters->str);
      return;
    }
  node = json_from_string (value, &error);
  g_assert_no_error (error);
  json_object_set_member (object, steps[i], node);
}

/* The document with members replaced: path, value, path, value, NULL. */
char *
voucher_change (const char *document,
                const char *path,
                const char *value,
                ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = json_from_string (document, &error);
  va_list args;

  g_assert_no_error (error);
  va_start (args, value);
  while (path != NULL)
    {
      change_one (json_node_get_object (root), path, value);
      path = va_arg (args, const char *);
      value = path != NULL ? va_arg (args, const char *) : NULL;
    }
  va_end (args);
  return json_to_string (root, FALSE);
}

/* A code nobody has used: the service looks at its length only. */
char *
voucher_person (void)
{
  static guint serial;

  return g_strdup_printf ("TST%013u", ++serial);
}

char *
voucher_family (const char *code)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", code);

  return voucher_change (FAMILY, "famiglia.codiceFiscale", quoted, NULL);
}

/* A request for what comes after the reservation, dated today in Rome. */
char *
voucher_step (const char *operation,
              const char *code)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  const char *party = strlen (code) == 11 ? "partitaIva" : "codiceFiscale";

  if (g_str_equal (operation, "attivazione"))
    return g_strdup_printf ("{\"dataAttivazione\":\"%s\",\"%s\":\"%s\",\"partitaIvaOperatore\":"
                            "\"" OPERATOR "\",\"tecnologiaAttivata\":\"FTTH\"}", date, party, code);
  if (g_str_equal (operation, "cessazione"))
    return g_strdup_printf ("{\"dataCessazione\":\"%s\",\"%s\":\"%s\",\"partitaIvaOperatore\":"
                            "\"" OPERATOR "\"}", date, party, code);
  return g_strdup_printf ("{\"%s\":\"%s\",\"partitaIvaOperatore\":\"" OPERATOR "\",\"owner\":\"u\"}",
                          party, code);
}

Answer *
voucher_form (Practice   *practice,
              const char *service,
              const char *tenant,
              const char *body)
{
  g_autofree char *path = g_strdup_printf ("/%s/%s/oauth2/v2.0/token", service, tenant);

  return practice_call (practice, "POST", path,
                        "Content-Type: application/x-www-form-urlencoded\r\n", body, strlen (body));
}

/* A token; fails the test if none comes. */
char *
voucher_token (Practice   *practice,
               const char *service,
               const char *client)
{
  g_autofree char *body = g_strdup_printf ("grant_type=client_credentials&client_id=%s&"
                                           "client_secret=prova&scope=api%%3A%%2F%%2Fx%%2F.default",
                                           client);
  g_autoptr (Answer) answer = voucher_form (practice, service, "pratica", body);

  g_assert_cmpuint (answer->status, ==, 200);
  return answer_text (answer, "access_token");
}

static Answer *
call (Practice   *practice,
      const char *service,
      const char *method,
      const char *path,
      const char *token,
      const char *body)
{
  g_autofree char *headers = NULL;
  g_autofree char *whole = NULL;

  whole = g_strdup_printf ("/%s/%s%s", service, g_str_equal (service, TEST) ? "col" : "", path);
  headers = g_strdup_printf ("Authorization: Bearer %s\r\nx-source: external\r\n%s", token,
                             body != NULL ? "Content-Type: application/json\r\n" : "");
  return practice_call (practice, method, whole, headers, body, body != NULL ? strlen (body) : 0);
}

Answer *
voucher_send (Practice   *practice,
              const char *service,
              const char *operation,
              const char *token,
              const char *body)
{
  g_autofree char *path = g_strdup_printf ("apitibco%s/v1/%s", operation, operation);

  return call (practice, service, "POST", path, token, body);
}

/* The code without its REQUEST_, so that lines stay short. */
char *
voucher_outcome (Answer *answer)
{
  g_autofree char *outcome = answer_text (answer, "esito");

  if (outcome == NULL)
    return NULL;
  g_assert_true (g_str_equal (outcome, "OK") ? answer->status == 200 : answer->status >= 400);
  return g_strdup (g_str_has_prefix (outcome, "REQUEST_") ? outcome + strlen ("REQUEST_")
                   : outcome);
}

char *
voucher_post (Practice   *practice,
              const char *operation,
              const char *token,
              const char *body)
{
  g_autoptr (Answer) answer = voucher_send (practice, PROD, operation, token, body);
  char *outcome = voucher_outcome (answer);

  if (g_strcmp0 (outcome, "OK") != 0)
    g_test_message ("%s", answer->body->str);
  return outcome;
}

Answer *
voucher_list (Practice   *practice,
              const char *service,
              const char *token)
{
  return call (practice, service, "GET", "esitoiseeprenotazioni/getprenotazioni", token, NULL);
}

/* A member of the last element of one beneficiary, or NULL. */
char *
voucher_listed (Answer     *answer,
                const char *code,
                const char *member)
{
  g_autoptr (JsonNode) root = NULL;
  JsonArray *list;
  char *found = NULL;
  guint i;

  if (answer->status == 204)
    return NULL;
  g_assert_cmpuint (answer->status, ==, 200);
  root = answer_json (answer);
  list = json_object_get_array_member (json_node_get_object (root), "Voucher");
  for (i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *row = json_array_get_object_element (list, i);

      if (!g_str_equal (json_object_get_string_member (row, "CODICE_FISCALE_BENEFICIARIO"), code))
        continue;
      g_free (found);
      found = g_strdup (json_object_get_string_member (row, member));
    }
  return found;
}

Answer *
voucher_control (Practice   *practice,
                 const char *path,
                 const char *body)
{
  g_autofree char *whole = g_strconcat ("/control/vouchers", path, NULL);

  return practice_call (practice, "POST", whole, NULL, body, strlen (body));
}

/* The state of the last voucher of a beneficiary, or NULL. */
char *
voucher_state (Practice   *practice,
               const char *service,
               const char *code)
{
  g_autofree char *path = g_strdup_printf ("/control/vouchers?service=%s&code=%s", service, code);
  g_autoptr (Answer) answer = practice_get (practice, path);
  g_autoptr (JsonNode) root = answer_json (answer);
  JsonArray *list = json_object_get_array_member (json_node_get_object (root), "vouchers");
  guint count = json_array_get_length (list);

  return count == 0 ? NULL
         : g_strdup (json_object_get_string_member (json_array_get_object_element (list, count - 1),
                                                    "state"));
}
