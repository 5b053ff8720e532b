/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The TSDigital twin: nonces, digests, tokens, their life, and the headers of every call. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "tsdigital-harness.h"

#include <string.h>

static Practice *practice;

/* The claims of a JWT. */
static JsonNode *
claims_of (const char *token)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  g_autoptr (GString) text = NULL;
  g_autofree guchar *bytes = NULL;
  g_autofree char *json = NULL;
  gsize length;
  JsonNode *root;

  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_assert_null (strpbrk (token, "+/="));
  g_strdelimit (g_strdelimit (parts[1], "-", '+'), "_", '/');
  text = g_string_new (parts[1]);
  while (text->len % 4 != 0)
    g_string_append_c (text, '=');
  bytes = g_base64_decode (text->str, &length);
  json = g_strndup ((const char *) bytes, length);
  root = json_from_string (json, NULL);
  g_assert_nonnull (root);
  return root;
}

static gint64
exp_of (const char *token)
{
  g_autoptr (JsonNode) root = claims_of (token);

  return json_object_get_int_member_with_default (json_node_get_object (root), "exp", -1);
}

static gint64
now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* The status with which the registry answers to the token: 404 is good, nothing has that id. */
static guint
tried (const char *token)
{
  g_autoptr (Answer) answer = ts_call (practice, "GET", TS_ITEMS "/nessuno", token, NULL, NULL);

  return answer->status;
}

static guint
log_in (const char *id,
        const char *secret)
{
  g_autofree char *nonce = ts_nonce (practice, TS, id);
  g_autofree char *digest = ts_digest (id, secret, nonce);
  g_autoptr (Answer) answer = ts_log_in (practice, TS, id, digest);

  return answer->status;
}

static void
test_vector (void)
{
  g_autofree char *digest = ts_digest ("chiave-di-prova", "segreto-di-prova", "nonce-0001");

  g_assert_cmpstr (digest, ==,
                   "c8bbcb16f27e9f7df55a8d4efc854fa10aeb86e2b74db64a85f4e5fb1e360ef3");
}

static void
test_log_in (void)
{
  static const char *const bases[] = { TS, "/tsdigital-auth" };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autofree char *nonce = ts_nonce (practice, bases[i], "mia-chiave");
      g_autofree char *digest = ts_digest ("mia-chiave", TS_SECRET, nonce);
      g_autoptr (Answer) answer = ts_log_in (practice, bases[i], "mia-chiave", digest);
      g_autoptr (Answer) again = ts_log_in (practice, bases[i], "mia-chiave", digest);
      g_autofree char *token = answer_text (answer, "accessToken");

      g_assert_cmpuint (answer->status, ==, 200);
      g_assert_cmpint (ABS (exp_of (token) - now_s () - 3600), <, 60);
      g_assert_cmpuint (tried (token), ==, 404);
      /* A nonce is good once. */
      g_assert_cmpuint (again->status, ==, 401);
    }
  g_assert_cmpuint (log_in ("altra", "chiave-di-prova"), ==, 200);
  g_assert_cmpuint (tried ("token-di-prova"), ==, 404);
  g_assert_cmpuint (tried ("chiave-di-prova"), ==, 404);
  g_assert_cmpuint (tried ("inventato"), ==, 401);
  g_assert_cmpuint (tried (NULL), ==, 401);
}

static void
test_refused (void)
{
  g_autofree char *first = ts_nonce (practice, TS, "due");
  g_autofree char *second = ts_nonce (practice, TS, "due");
  g_autofree char *old = ts_digest ("due", TS_SECRET, first);
  g_autofree char *last = ts_digest ("due", TS_SECRET, second);
  g_autofree char *upper = NULL;
  g_autoptr (Answer) stale = ts_log_in (practice, TS, "due", old);
  g_autoptr (Answer) used = ts_log_in (practice, TS, "due", last);
  g_autoptr (Answer) shouted = NULL;

  /* Only the last nonce counts, and any attempt uses it up. */
  g_assert_cmpuint (stale->status, ==, 401);
  g_assert_cmpuint (used->status, ==, 401);
  g_assert_cmpuint (log_in ("chiave-sconosciuta", TS_SECRET), ==, 401);
  g_assert_cmpuint (log_in ("chiave-sospesa", TS_SECRET), ==, 401);
  g_assert_cmpuint (log_in ("tre", "segreto-errato"), ==, 401);
  {
    g_autofree char *nonce = ts_nonce (practice, TS, "quattro");
    g_autofree char *digest = ts_digest ("quattro", TS_SECRET, nonce);

    upper = g_ascii_strup (digest, -1);
    shouted = ts_log_in (practice, TS, "quattro", upper);
    g_assert_cmpuint (shouted->status, ==, 401);
  }
  practice_settings (practice, "tsdigital", "{\"nonces\":\"any\"}");
  {
    g_autofree char *one = ts_nonce (practice, TS, "cinque");
    g_autofree char *digest = ts_digest ("cinque", TS_SECRET, one);
    g_autoptr (Answer) answer = NULL;

    g_free (ts_nonce (practice, TS, "cinque"));
    answer = ts_log_in (practice, TS, "cinque", digest);
    g_assert_cmpuint (answer->status, ==, 200);
  }
  practice_settings (practice, "tsdigital", "{\"nonces\":\"latest\"}");
}

static void
test_nonce_life (void)
{
  g_autofree char *nonce = ts_nonce (practice, TS, "sei");
  g_autofree char *digest = ts_digest ("sei", TS_SECRET, nonce);
  g_autoptr (Answer) late = NULL;

  practice_advance (practice, 61);
  late = ts_log_in (practice, TS, "sei", digest);
  practice_advance (practice, -61);
  g_assert_cmpuint (late->status, ==, 401);
}

/* Five failures in a row lock the key for a quarter of an hour, one good log-in forgets four. */
static void
test_lockout (void)
{
  guint i, round;

  for (round = 0; round < 2; round++)
    {
      for (i = 0; i < 4; i++)
        g_assert_cmpuint (log_in ("sette", "no"), ==, 401);
      g_assert_cmpuint (log_in ("sette", TS_SECRET), ==, 200);
    }
  for (i = 0; i < 5; i++)
    g_assert_cmpuint (log_in ("sette", "no"), ==, 401);
  g_assert_cmpuint (log_in ("sette", TS_SECRET), ==, 403);
  practice_advance (practice, 901);
  g_assert_cmpuint (log_in ("sette", TS_SECRET), ==, 200);
  practice_advance (practice, -901);
  practice_settings (practice, "tsdigital", "{\"lockout\":0}");
  for (i = 0; i < 7; i++)
    g_assert_cmpuint (log_in ("otto", "no"), ==, 401);
  g_assert_cmpuint (log_in ("otto", TS_SECRET), ==, 200);
  practice_settings (practice, "tsdigital", "{\"lockout\":5}");
}

static void
test_life (void)
{
  g_autofree char *brief = ts_token (practice, "chiave-breve");
  g_autofree char *endless = ts_token (practice, "chiave-senza-exp");
  g_autofree char *revoked = ts_token (practice, "chiave-revocata");
  g_autofree char *set = NULL;

  g_assert_cmpint (ABS (exp_of (brief) - now_s () - 5), <, 60);
  g_assert_cmpuint (tried (brief), ==, 404);
  practice_advance (practice, 6);
  g_assert_cmpuint (tried (brief), ==, 401);
  practice_advance (practice, -6);
  g_assert_cmpint (exp_of (endless), ==, -1);
  g_assert_cmpuint (tried (endless), ==, 404);
  g_assert_cmpuint (tried (revoked), ==, 401);
  practice_settings (practice, "tsdigital", "{\"token_s\":600}");
  set = ts_token (practice, "nove");
  g_assert_cmpint (ABS (exp_of (set) - now_s () - 600), <, 60);
  practice_advance (practice, 601);
  g_assert_cmpuint (tried (set), ==, 401);
  practice_advance (practice, -601);
  practice_settings (practice, "tsdigital", "{\"token_s\":3600}");
}

/* The clock that writes exp is not the clock that reads it. */
static void
test_clock (void)
{
  g_autofree char *ahead = NULL;
  g_autofree char *behind = NULL;

  practice_settings (practice, "tsdigital", "{\"clock_ahead_s\":7200}");
  ahead = ts_token (practice, "dieci");
  practice_settings (practice, "tsdigital", "{\"clock_ahead_s\":0,\"clock_behind_s\":7200}");
  behind = ts_token (practice, "dieci");
  practice_settings (practice, "tsdigital", "{\"clock_behind_s\":0}");
  g_assert_cmpint (ABS (exp_of (ahead) - now_s () - 10800), <, 60);
  g_assert_cmpint (ABS (exp_of (behind) - now_s () + 3600), <, 60);
  g_assert_cmpuint (tried (ahead), ==, 404);
  g_assert_cmpuint (tried (behind), ==, 404);
}

static guint
bare (const char *method,
      const char *path,
      const char *headers,
      const char *body)
{
  g_autoptr (Answer) answer = practice_call (practice, method, path, headers, body, strlen (body));

  return answer->status;
}

static void
test_headers (void)
{
  static const char login[] = TS "/api/v3/nonces";
  g_autoptr (Answer) answer = NULL;

  g_assert_cmpuint (bare ("POST", login, TS_HEADERS TS_JSON, "{\"id\":\"x\"}"), ==, 200);
  g_assert_cmpuint (bare ("POST", login, TS_JSON, "{\"id\":\"x\"}"), ==, 400);
  g_assert_cmpuint (bare ("POST", login, "X-App-Name: a\r\nX-App-Version: 1\r\n" TS_JSON,
                          "{\"id\":\"x\"}"), ==, 400);
  g_assert_cmpuint (bare ("POST", login, TS_HEADERS, "{\"id\":\"x\"}"), ==, 415);
  g_assert_cmpuint (bare ("POST", login, TS_HEADERS TS_JSON, "{\"id\":\"\"}"), ==, 400);
  g_assert_cmpuint (bare ("POST", login, TS_HEADERS TS_JSON, "{\"id\":7}"), ==, 400);
  g_assert_cmpuint (bare ("POST", login, TS_HEADERS TS_JSON, "{}"), ==, 400);
  g_assert_cmpuint (bare ("POST", login, TS_HEADERS TS_JSON, "[]"), ==, 400);
  g_assert_cmpuint (bare ("POST", login, TS_HEADERS TS_JSON, "{\"id\":\"x\",}"), ==, 400);
  g_assert_cmpuint (bare ("POST", TS "/api/v3/tokens", TS_HEADERS TS_JSON, "{\"id\":\"x\"}"), ==,
                    400);
  g_assert_cmpuint (bare ("PUT", login, TS_HEADERS TS_JSON, "{}"), ==, 405);
  g_assert_cmpuint (bare ("POST", TS "/api/v2/nonces", TS_HEADERS TS_JSON, "{}"), ==, 404);
  g_assert_cmpuint (bare ("POST", "/tsdigital-auth/api/v3/items", TS_HEADERS TS_JSON, "{}"), ==,
                    404);
  /* The token is looked at before the headers. */
  g_assert_cmpuint (bare ("GET", TS_ITEMS "/x", "", ""), ==, 401);
  g_assert_cmpuint (bare ("GET", TS_ITEMS "/x", "Authorization: Bearer token-di-prova\r\n", ""), ==,
                    400);
  practice_settings (practice, "tsdigital", "{\"headers\":\"strict\"}");
  g_assert_cmpuint (bare ("POST", login, TS_HEADERS TS_JSON, "{\"id\":\"x\"}"), ==, 400);
  g_assert_cmpuint (bare ("POST", login, TS_HEADERS TS_JSON "Accept-Language: it-IT\r\n",
                          "{\"id\":\"x\"}"), ==, 200);
  practice_settings (practice, "tsdigital", "{\"headers\":\"needed\"}");
  answer = practice_call (practice, "POST", login, TS_HEADERS, "{}", 2);
  g_assert_true (g_regex_match_simple ("^\\{\"code\":\"415\",\"message\":\"[^\"]+\",\"status\":"
                                       "\"Unsupported Media Type\",\"subErrors\":\\[\\],"
                                       "\"timestamp\":\"\\d\\d-\\d\\d-\\d{4} \\d\\d:\\d\\d:\\d\\d\""
                                       "\\}$", answer->body->str, 0, 0));
}

static void
test_faults (void)
{
  static const struct
  {
    const char *operation;
    const char *fault;
    guint       status;          /* of the call that has the fault */
  } rows[] = {
    { "nonce", "\"drop-before\"", 0 },     { "nonce", "\"html-502\"", 502 },
    { "nonce", "\"truncated\"", 200 },     { "nonce", "\"429\"", 429 },
    { "nonce", "\"no-nonce\"", 200 },      { "nonce", "\"ok-status\",\"status\":201", 201 },
    { "nonce", "\"error\"", 500 },         { "token", "\"drop-after\"", 0 },
    { "token", "\"garbage\"", 200 },       { "token", "\"429\"", 429 },
    { "token", "\"no-token\"", 200 },      { "token", "\"ok-status\",\"status\":201", 201 },
    { "token", "\"401\"", 401 },           { "token", "\"error\",\"status\":503", 503 },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean nonce_call = g_str_equal (rows[i].operation, "nonce");
      g_autofree char *rules = g_strdup_printf ("[{\"service\":\"any\",\"operation\":\"%s\",\"call\":"
                                                "1,\"fault\":%s}]", rows[i].operation,
                                                rows[i].fault);
      g_autofree char *nonce = nonce_call ? NULL : ts_nonce (practice, TS, "undici");
      g_autofree char *digest = nonce_call ? NULL : ts_digest ("undici", TS_SECRET, nonce);
      g_autoptr (Answer) answer = NULL;

      practice_faults (practice, rules);
      answer = nonce_call ? ts_call (practice, "POST", TS "/api/v3/nonces", NULL, TS_JSON,
                                     "{\"id\":\"undici\"}")
               : ts_log_in (practice, TS, "undici", digest);
      g_test_message ("%s %s: %u", rows[i].operation, rows[i].fault, answer->status);
      g_assert_cmpuint (answer->status, ==, rows[i].status);
      if (answer->status == 429)
        {
          g_assert_cmpstr (answer_header (answer, "retry-after"), ==, "60");
          g_assert_true (g_str_has_prefix (answer_header (answer, "content-type"), "text/plain"));
        }
      if (strstr (rows[i].fault, "no-") != NULL)
        {
          g_autofree char *value = answer_text (answer, nonce_call ? "nonce" : "accessToken");

          g_assert_null (value);
        }
      practice_faults (practice, "[]");
      g_assert_cmpuint (log_in ("undici", TS_SECRET), ==, 200);
    }
}

static char *
token_under (const char *fault)
{
  g_autofree char *rules = g_strdup_printf ("[{\"operation\":\"token\",\"fault\":%s}]", fault);
  char *token;

  practice_faults (practice, rules);
  token = ts_token (practice, "dodici");
  practice_faults (practice, "[]");
  return token;
}

static void
test_token_faults (void)
{
  g_autofree char *brief = token_under ("\"short-token\"");
  g_autofree char *early = token_under ("\"early-end\"");
  g_autofree char *none = token_under ("\"no-exp\"");
  g_autofree char *text = token_under ("\"exp-text\"");
  g_autofree char *opaque = token_under ("\"opaque-token\"");
  g_autoptr (JsonNode) claims = claims_of (text);
  JsonNode *member = json_object_get_member (json_node_get_object (claims), "exp");

  g_assert_cmpint (ABS (exp_of (brief) - now_s () - 5), <, 60);
  g_assert_cmpint (ABS (exp_of (early) - now_s () - 3600), <, 60);
  g_assert_cmpint (exp_of (none), ==, -1);
  g_assert_true (json_node_get_value_type (member) == G_TYPE_STRING);
  g_assert_null (strchr (opaque, '.'));
  g_assert_cmpuint (tried (opaque), ==, 404);
  g_assert_cmpuint (tried (early), ==, 404);
  practice_advance (practice, 6);
  g_assert_cmpuint (tried (brief), ==, 401);
  g_assert_cmpuint (tried (early), ==, 401);
  g_assert_cmpuint (tried (none), ==, 404);
  practice_advance (practice, -6);
  practice_faults (practice, "[{\"operation\":\"nonce\",\"fault\":\"stale-nonce\"}]");
  g_assert_cmpuint (log_in ("dodici", TS_SECRET), ==, 401);
  practice_faults (practice, "[]");
}

/* A key of its own, with its own secret. */
static void
test_keys (void)
{
  g_autoptr (Answer) made = practice_control (practice, "/tsdigital/keys",
                                              "{\"id\":\"propria\",\"secret\":\"perché no\","
                                              "\"kind\":\"application\",\"life_s\":60}");
  g_autoptr (Answer) wrong = practice_control (practice, "/tsdigital/keys",
                                               "{\"id\":\"x\",\"kind\":\"boh\"}");
  g_autoptr (Answer) suspended = NULL;

  g_assert_cmpuint (made->status, ==, 200);
  g_assert_cmpuint (wrong->status, ==, 400);
  g_assert_cmpuint (log_in ("propria", "perché no"), ==, 200);
  g_assert_cmpuint (log_in ("propria", TS_SECRET), ==, 401);
  suspended = practice_control (practice, "/tsdigital/keys", "{\"id\":\"propria\",\"secret\":\"a\","
                                "\"active\":false}");
  g_assert_cmpuint (suspended->status, ==, 200);
  g_assert_cmpuint (log_in ("propria", "a"), ==, 401);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  practice = practice_start (NULL, NULL);
  g_test_add_func ("/practice/tsdigital/login/vector", test_vector);
  g_test_add_func ("/practice/tsdigital/login/good", test_log_in);
  g_test_add_func ("/practice/tsdigital/login/refused", test_refused);
  g_test_add_func ("/practice/tsdigital/login/nonce-life", test_nonce_life);
  g_test_add_func ("/practice/tsdigital/login/lockout", test_lockout);
  g_test_add_func ("/practice/tsdigital/login/life", test_life);
  g_test_add_func ("/practice/tsdigital/login/clock", test_clock);
  g_test_add_func ("/practice/tsdigital/login/headers", test_headers);
  g_test_add_func ("/practice/tsdigital/login/faults", test_faults);
  g_test_add_func ("/practice/tsdigital/login/token-faults", test_token_faults);
  g_test_add_func ("/practice/tsdigital/login/keys", test_keys);
  return practice_run (practice);
}
