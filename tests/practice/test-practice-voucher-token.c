/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Token endpoint and gateway of the voucher twin. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "voucher-harness.h"

#include <string.h>

#define FORM_TYPE "Content-Type: application/x-www-form-urlencoded\r\n"

static Practice *practice;
static char *token;

static gint64
first_code (Answer *answer)
{
  g_autoptr (JsonNode) root = answer_json (answer);
  JsonObject *object = json_node_get_object (root);

  g_assert_nonnull (json_object_get_string_member (object, "trace_id"));
  g_assert_nonnull (json_object_get_string_member (object, "correlation_id"));
  g_assert_nonnull (json_object_get_string_member (object, "timestamp"));
  return json_array_get_int_element (json_object_get_array_member (object, "error_codes"), 0);
}

static void
test_token_errors (void)
{
  static const struct
  {
    const char *tenant;
    const char *body;
    guint       status;
    const char *error;
    gint64      number;
  } rows[] = {
    { "t", "", 400, "invalid_request", 900144 },
    { "t", "client_id=a&client_secret=s&scope=x%2F.default", 400, "invalid_request", 900144 },
    { "t", "grant_type=client_credentials&client_secret=s&scope=x%2F.default", 400,
      "invalid_request", 900144 },
    { "t", "grant_type=client_credentials&client_id=a&client_secret=s", 400, "invalid_request",
      900144 },
    { "t", "grant_type=client_credentials&client_id=a&scope=x%2F.default", 401, "invalid_client",
      7000218 },
    { "t", "grant_type=password&client_id=a&client_secret=s&scope=x%2F.default", 400,
      "unsupported_grant_type", 70003 },
    { "t", GOOD_FORM "&scope=x", 400, "invalid_request", 9000411 },
    { "t", GOOD_FORM "&x=%ff", 400, "invalid_request", 9000411 },
    { "tenant-inesistente", GOOD_FORM, 400, "invalid_request", 90002 },
    { "00000000-0000-0000-0000-000000000000", GOOD_FORM, 400, "invalid_request", 90002 },
    { "t", "grant_type=client_credentials&client_id=client-sconosciuto&client_secret=s&"
      "scope=x%2F.default", 400, "unauthorized_client", 700016 },
    { "t", "grant_type=client_credentials&client_id=a&client_secret=segreto-errato&"
      "scope=x%2F.default", 401, "invalid_client", 7000215 },
    { "t", "grant_type=client_credentials&client_id=a&client_secret=segreto-scaduto&"
      "scope=x%2F.default", 401, "invalid_client", 7000222 },
    { "t", "grant_type=client_credentials&client_id=client-segreto&client_secret=S~8Q+prova/"
      "BUL%3D2026%26x%25 41&scope=x%2F.default", 401, "invalid_client", 7000215 },
    { "t", "grant_type=client_credentials&client_id=a&client_secret=s&scope=x", 400,
      "invalid_scope", 70011 },
    { "t", "grant_type=client_credentials&client_id=a&client_secret=s&scope=x%2F.default%20"
      "y%2F.default", 400, "invalid_scope", 70011 },
    { "t", "grant_type=client_credentials&client_id=a&client_secret=s&scope=inesistente"
      "%2F.default", 400, "invalid_resource", 500011 },
    { "t", "grant_type=client_credentials&client_id=client-occupato&client_secret=s&"
      "scope=x%2F.default", 503, "temporarily_unavailable", 90006 },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Answer) answer = voucher_form (practice, PROD, rows[i].tenant, rows[i].body);
      g_autofree char *error = answer_text (answer, "error");
      g_autofree char *text = answer_text (answer, "error_description");
      g_autofree char *number = g_strdup_printf ("AADSTS%" G_GINT64_FORMAT ": ", rows[i].number);

      g_test_message ("%s: %s", rows[i].body, answer->body->str);
      g_assert_cmpuint (answer->status, ==, rows[i].status);
      g_assert_cmpstr (error, ==, rows[i].error);
      g_assert_cmpint (first_code (answer), ==, rows[i].number);
      g_assert_true (g_str_has_prefix (text, number));
    }
}

static void
test_token_shape (void)
{
  static const char path[] = "/voucher/t/oauth2/v2.0/token";
  static const char json[] = "{\"grant_type\":\"client_credentials\",\"client_id\":\"a\"}";
  g_autoptr (Answer) get = practice_get (practice, path);
  g_autoptr (Answer) in_address = practice_get (practice, "/voucher/t/oauth2/v2.0/token?" GOOD_FORM);
  g_autoptr (Answer) as_json = practice_call (practice, "POST", path,
                                              "Content-Type: application/json\r\n", json,
                                              strlen (json));
  g_autoptr (Answer) query = practice_call (practice, "POST",
                                            "/voucher/t/oauth2/v2.0/token?" GOOD_FORM, FORM_TYPE, "",
                                            0);
  g_autoptr (Answer) untyped = practice_call (practice, "POST", path, NULL, GOOD_FORM, strlen (GOOD_FORM));
  g_autoptr (Answer) deep = practice_get (practice, "/voucher/a/b/oauth2/v2.0/token");
  g_autoptr (Answer) flood = voucher_form (practice, PROD, "t",
                                           "grant_type=client_credentials&client_id=client-limitato"
                                           "&client_secret=s&scope=x%2F.default");
  g_autoptr (Answer) coded = voucher_form (practice, PROD, "t",
                                           "grant_type=client_credentials&client_id=client-segreto&"
                                           "client_secret=S~8Q%2Bprova%2FBUL%3D2026%26x%2541+z&"
                                           "scope=x%2F.default");

  g_assert_cmpuint (get->status, ==, 400);
  g_assert_cmpint (first_code (get), ==, 900561);
  g_assert_cmpint (first_code (in_address), ==, 900561);
  g_assert_cmpuint (as_json->status, ==, 400);
  g_assert_cmpint (first_code (as_json), ==, 900144);
  g_assert_cmpint (first_code (query), ==, 900144);
  g_assert_cmpint (first_code (untyped), ==, 900144);
  g_assert_cmpuint (deep->status, ==, 401);
  g_assert_cmpuint (flood->status, ==, 429);
  g_assert_cmpstr (answer_header (flood, "retry-after"), ==, "60");
  g_assert_true (g_str_has_prefix (answer_header (flood, "content-type"), "text/plain"));
  g_assert_cmpuint (coded->status, ==, 200);
}

/* The member as JSON text, or NULL. */
static char *
expires_in (const char *client,
            const char *rules)
{
  g_autofree char *body = g_strdup_printf ("grant_type=client_credentials&client_id=%s&"
                                           "client_secret=s&scope=x%%2F.default", client);
  g_autoptr (Answer) answer = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *type = NULL;
  JsonNode *member;

  practice_faults (practice, rules);
  answer = voucher_form (practice, PROD, "t", body);
  g_assert_cmpuint (answer->status, ==, 200);
  type = answer_text (answer, "token_type");
  g_assert_cmpstr (type, ==, "Bearer");
  root = answer_json (answer);
  member = json_object_get_member (json_node_get_object (root), "expires_in");
  practice_faults (practice, "[]");
  return member != NULL ? json_to_string (member, FALSE) : NULL;
}

static void
test_token_life (void)
{
  static const struct
  {
    const char *client;
    const char *rule;
    const char *wanted;
  } rows[] = {
    { "uno", "[]", "3599" },
    { "client-giornaliero", "[]", "86399" },
    { "client-zero", "[]", "0" },
    { "client-testo", "[]", "\"3599\"" },
    { "client-senza-scadenza", "[]", NULL },
    { "client-breve", "[]", "5" },
    { "uno", "[{\"fault\":\"expires-in\",\"value\":\"mai\"}]", "\"mai\"" },
    { "uno", "[{\"fault\":\"expires-in\",\"value\":-1}]", "-1" },
    { "uno", "[{\"fault\":\"expires-in\",\"value\":null}]", "null" },
    { "uno", "[{\"fault\":\"expires-in\"}]", NULL },
    { "uno", "[{\"fault\":\"short-token\",\"seconds\":7}]", "7" },
    { "uno", "[{\"fault\":\"early-end\",\"seconds\":0}]", "3599" },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *found = expires_in (rows[i].client, rows[i].rule);

      g_assert_cmpstr (found, ==, rows[i].wanted);
    }
}

static guint
list_status (const char *headers)
{
  g_autoptr (Answer) answer = practice_call (practice, "GET", "/voucher/esitoiseeprenotazioni/"
                                             "getprenotazioni", headers, NULL, 0);

  return answer->status;
}

static char *
headers_with (const char *format,
              const char *value)
{
  g_autofree char *line = g_strdup_printf ("Authorization: %s%s\r\nx-source: external\r\n", format,
                                           value);

  return g_steal_pointer (&line);
}

/* Token and constant header, as the gateway sees them. */
static void
test_bearer (void)
{
  g_autofree char *good = headers_with ("Bearer ", token);
  g_autofree char *lower = headers_with ("bearer ", token);
  g_autofree char *two_blanks = headers_with ("Bearer  ", token);
  g_autofree char *no_blank = headers_with ("Bearer", token);
  g_autofree char *basic = headers_with ("Basic ", token);
  g_autofree char *unknown = headers_with ("Bearer ", "abc");
  g_autofree char *no_source = g_strdup_printf ("Authorization: Bearer %s\r\n", token);
  g_autofree char *other_source = g_strdup_printf ("Authorization: Bearer %s\r\nx-source: internal"
                                                   "\r\n", token);
  g_autofree char *revoked = voucher_token (practice, PROD, "client-revocato");
  g_autofree char *revoked_headers = headers_with ("Bearer ", revoked);
  g_autofree char *brief = voucher_token (practice, PROD, "client-breve");
  g_autofree char *brief_headers = headers_with ("Bearer ", brief);
  g_autofree char *zero = voucher_token (practice, PROD, "client-zero");
  g_autofree char *zero_headers = headers_with ("Bearer ", zero);

  g_assert_cmpuint (list_status (good), ==, 204);
  g_assert_cmpuint (list_status (lower), ==, 204);
  g_assert_cmpuint (list_status (two_blanks), ==, 401);
  g_assert_cmpuint (list_status (no_blank), ==, 401);
  g_assert_cmpuint (list_status (basic), ==, 401);
  g_assert_cmpuint (list_status (unknown), ==, 401);
  g_assert_cmpuint (list_status ("x-source: external\r\n"), ==, 401);
  g_assert_cmpuint (list_status (no_source), ==, 400);
  g_assert_cmpuint (list_status (other_source), ==, 400);
  g_assert_cmpuint (list_status (revoked_headers), ==, 401);
  g_assert_cmpuint (list_status (zero_headers), ==, 204);
  g_assert_cmpuint (list_status (brief_headers), ==, 204);
  practice_advance (practice, 5);
  g_assert_cmpuint (list_status (brief_headers), ==, 401);
  g_assert_cmpuint (list_status (good), ==, 204);
  practice_advance (practice, 3595);
  g_assert_cmpuint (list_status (good), ==, 401);
  practice_advance (practice, -3600);
}

/* Key before rate before token before x-source before the address. */
static void
test_gateway (void)
{
  static const struct
  {
    const char *headers;
    gboolean    with_token;
    guint       status;
    const char *text;
  } rows[] = {
    { "Ocp-Apim-Subscription-Key:\r\n", TRUE, 401, "missing subscription key" },
    { "Ocm-Apim-Subscription-Key: k\r\nOcp-Apim-X: 1\r\n", TRUE, 401, "missing subscription key" },
    { "Ocp-Apim-Subscription-Key: chiave-errata\r\n", FALSE, 401, "invalid subscription key" },
    { "Ocp-Apim-Subscription-Key: chiave-esaurita\r\n", TRUE, 403, "quota" },
    { "Ocp-Apim-Subscription-Key: k\r\n", FALSE, 401, "Access token" },
    { "Ocp-Apim-Subscription-Key: k\r\n", TRUE, 404, "Resource not found" },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *headers = g_strdup_printf ("%sx-source: external\r\n%s%s%s", rows[i].headers,
                                                  rows[i].with_token ? "Authorization: Bearer " :
                                                  "", rows[i].with_token ? token : "",
                                                  rows[i].with_token ? "\r\n" : "");
      g_autoptr (Answer) answer = practice_call (practice, "GET", "/voucher/altrove", headers, NULL,
                                                 0);
      g_autofree char *message = answer_text (answer, "message");

      g_assert_cmpuint (answer->status, ==, rows[i].status);
      g_assert_nonnull (strstr (message, rows[i].text));
      if (rows[i].status == 401 && strstr (message, "key") != NULL)
        g_assert_nonnull (answer_header (answer, "www-authenticate"));
    }
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *type;
    guint       status;
  } rows[] = {
    { "GET", "/apitibcoprenotazione/v1/prenotazione", "", 404 },
    { "PUT", "/apitibcoprenotazione/v1/prenotazione", "application/json", 404 },
    { "POST", "/apitibcoprenotazione/v1/prenotazione/", "application/json", 404 },
    { "POST", "/apitibcoprenotazione/prenotazione", "application/json", 404 },
    { "POST", "/colapitibcoprenotazione/v1/prenotazione", "application/json", 404 },
    { "POST", "/esitoiseeprenotazioni/getprenotazioni", "application/json", 404 },
    { "GET", "/esitoiseeprenotazioni/v1/getprenotazioni", "", 404 },
    { "POST", "/apitibcoprenotazione/v1/prenotazione", "", 400 },
    { "POST", "/apitibcoprenotazione/v1/prenotazione", "text/plain", 400 },
    { "POST", "/apitibcodisdetta/v1/disdetta", "application/json; charset=utf-8", 400 },
    { "GET", "/esitoiseeprenotazioni/getprenotazioni?pagina=1", "", 204 },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/voucher", rows[i].path, NULL);
      g_autofree char *headers = g_strdup_printf ("Authorization: Bearer %s\r\nx-source: external"
                                                  "\r\n%s%s%s", token,
                                                  *rows[i].type != '\0' ? "Content-Type: " : "",
                                                  rows[i].type, *rows[i].type != '\0' ? "\r\n"
                                                  : "");
      gboolean get = g_str_equal (rows[i].method, "GET");
      g_autoptr (Answer) answer = practice_call (practice, rows[i].method, path, headers,
                                                 get ? NULL : "{}", get ? 0 : 2);

      g_test_message ("%s %s", rows[i].method, rows[i].path);
      g_assert_cmpuint (answer->status, ==, rows[i].status);
    }
}

static void
test_rates (void)
{
  g_autofree char *headers = g_strdup_printf ("Ocp-Apim-Subscription-Key: chiave-limitata\r\n"
                                              "Authorization: Bearer %s\r\nx-source: external\r\n",
                                              token);
  guint refused = 0;
  guint i;

  /* Thirty calls at one a second cannot all be let in unless they take half a minute. */
  for (i = 0; i < 30; i++)
    refused += list_status (headers) == 429;
  g_assert_cmpuint (refused, >, 0);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  practice = practice_start (NULL, NULL);
  token = voucher_token (practice, PROD, "client-uno");
  g_test_add_func ("/practice/voucher/token/errors", test_token_errors);
  g_test_add_func ("/practice/voucher/token/shape", test_token_shape);
  g_test_add_func ("/practice/voucher/token/life", test_token_life);
  g_test_add_func ("/practice/voucher/gateway/bearer", test_bearer);
  g_test_add_func ("/practice/voucher/gateway/order", test_gateway);
  g_test_add_func ("/practice/voucher/gateway/addresses", test_addresses);
  g_test_add_func ("/practice/voucher/gateway/rates", test_rates);
  result = practice_run (practice);
  g_free (token);
  return result;
}
