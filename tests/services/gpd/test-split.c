/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions split under every limit of the service, each to the byte: what just fits goes in, one
 * more does not, and what fits nowhere is named (GPD facts 4, 13, 14.2). */
#include "config.h"

#include <string.h>

#include "base/spt-iuv.h"
#include "gpd-test.h"
#include "services/gpd/spt-gpd-build.h"
#include "services/gpd/spt-gpd-export.h"
#include "services/gpd/spt-gpd-wire.h"

#define NO_LIMIT 1000000000

typedef struct
{
  GPtrArray *bodies; /* (owned) (element-type GBytes) */
  GArray    *counts; /* (owned) (element-type guint) */
  GString   *keys;   /* (owned) of all, in order */
  guint      n_open;
} Taken;

static gboolean
take_request (const SptPreparedRequest  *request,
              gpointer                   user_data,
              GError                   **error)
{
  Taken *taken = user_data;

  for (guint i = 0; i < request->n_items; i++)
    {
      g_string_append_printf (taken->keys, "%s ", request->keys[i]);
      g_assert_cmpuint (request->rows[i], >, 0);
    }
  taken->n_open += request->n_items;
  if (request->goes_on)
    return TRUE;

  g_assert_cmpuint (taken->n_open, >, 0);
  g_array_append_val (taken->counts, taken->n_open);
  taken->n_open = 0;
  g_ptr_array_add (taken->bodies, g_bytes_ref (request->body));

  return TRUE;
}

static void
taken_init (Taken *taken)
{
  *taken = (Taken) {
    .bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref),
    .counts = g_array_new (FALSE, FALSE, sizeof (guint)),
    .keys = g_string_new (NULL),
  };
}

static void
taken_clear (Taken *taken)
{
  g_ptr_array_unref (taken->bodies);
  g_array_unref (taken->counts);
  g_string_free (taken->keys, TRUE);
}

/* Texts as badly as they can be compressed, the same at each call. */
static void
fill_noise (GRand *rand,
            char  *text,
            gsize  size)
{
  for (gsize i = 0; i < size - 1; i++)
    text[i] = (char) g_rand_int_range (rand, 0x23, 0x5b);
  text[size - 1] = '\0';
}

static void
fill_position (SptRecord *record,
               guint      i,
               GRand     *rand)
{
  const SptGpdFields *fields = gpd_test_fields ();
  SptNode *root = spt_record_get_root (record);
  SptNode *option;
  SptNode *transfer;
  g_autofree char *iuv = spt_iuv_make (2, i);
  char iupd[32];
  char noise[141];

  g_snprintf (iupd, sizeof iupd, "P-%06u", i);
  spt_node_set (root, fields->position_index[GPD_IUPD], iupd, -1);
  spt_node_set (root, fields->position_index[GPD_TYPE], "F", -1);
  spt_node_set (root, fields->position_index[GPD_FISCAL_CODE], "RSSMRA80A01H501U", -1);
  spt_node_set (root, fields->position_index[GPD_FULL_NAME], "Mario Rossi", -1);
  spt_node_set (root, fields->position_index[GPD_SWITCH_TO_EXPIRED], "false", -1);
  spt_node_set (root, fields->position_index[GPD_COMPANY_NAME], "Comune di Esempio", -1);
  if (rand != NULL)
    {
      fill_noise (rand, noise, sizeof noise);
      spt_node_set (root, fields->position_index[GPD_OFFICE_NAME], noise, -1);
      fill_noise (rand, noise, 71);
      spt_node_set (root, fields->position_index[GPD_FULL_NAME], noise, -1);
    }
  option = spt_node_add_child (root, fields->option->index);
  spt_node_set (option, fields->option_index[GPD_IUV], iuv, -1);
  spt_node_set (option, fields->option_index[GPD_AMOUNT], "120,00", -1);
  spt_node_set (option, fields->option_index[GPD_DESCRIPTION], "TARI 2026", -1);
  spt_node_set (option, fields->option_index[GPD_IS_PARTIAL], "false", -1);
  spt_node_set (option, fields->option_index[GPD_DUE_DATE], "16/12/2026", -1);
  transfer = spt_node_add_child (option, fields->transfer->index);
  spt_node_set (transfer, fields->transfer_index[GPD_TR_AMOUNT], "120,00", -1);
  spt_node_set (transfer, fields->transfer_index[GPD_TR_REMITTANCE], "TARI 2026", -1);
  spt_node_set (transfer, fields->transfer_index[GPD_TR_CATEGORY], "9/0101100IM/", -1);
  spt_node_set (transfer, fields->transfer_index[GPD_TR_IBAN], "IT60X0542811101000000123456", -1);
}

/* Builds @n positions; FALSE with @error as the builder says. */
static gboolean
build (const SptGpdLimits *limits,
       guint               n,
       gboolean            noisy,
       Taken              *taken,
       SptIssueList       *issues,
       GError            **error)
{
  g_autoptr (SptAccount) account = gpd_test_account ("https://example.invalid/v2",
                                                     SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptRecord) record = spt_record_new (gpd_test_fields ()->schema);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (SptGpdBuilder) builder = NULL;

  builder = spt_gpd_builder_new (gpd_test_fields (), account, "gpd.create", limits, take_request,
                                 taken, issues, error);
  g_assert_nonnull (builder);
  for (guint i = 1; i <= n; i++)
    {
      fill_position (record, i, noisy ? rand : NULL);
      if (!spt_gpd_builder_add (builder, record, i, i * 10, error))
        return FALSE;
      spt_record_reset (record);
    }

  return spt_gpd_builder_finish (builder, error);
}

static gsize
get_json_size (GBytes *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) document = spt_gpd_export_unwrap (body, &error);

  g_assert_no_error (error);

  return g_bytes_get_size (document);
}

/* No position is lost, doubled or out of order, and what the receiver was told is what is inside. */
static void
check_whole (Taken *taken,
             guint  n)
{
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GString) inside = g_string_new (NULL);

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (expected, "P-%06u ", i);
  g_assert_cmpstr (taken->keys->str, ==, expected->str);

  for (guint i = 0; i < taken->bodies->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) document = spt_gpd_export_unwrap (taken->bodies->pdata[i], &error);
      g_autofree char *text = NULL;
      const char *end;
      guint count = 0;

      g_assert_no_error (error);
      text = g_strndup (g_bytes_get_data (document, NULL), g_bytes_get_size (document));
      g_assert_true (g_str_has_prefix (text, "{\"paymentPositions\":[{\"iupd\""));
      g_assert_true (g_str_has_suffix (text, "}]}"));
      /* Not strstr(), which under a sanitizer looks at all the rest of the text at each call. */
      end = text + strlen (text);
      for (const char *p = text; (p = g_strstr_len (p, end - p, "\"iupd\":\"")) != NULL; p += 8)
        {
          g_string_append_len (inside, p + 8, 8);
          g_string_append_c (inside, ' ');
          count++;
        }
      g_assert_cmpuint (count, ==, g_array_index (taken->counts, guint, i));
    }
  g_assert_cmpstr (inside->str, ==, expected->str);
}

/* @n positions with @limits make requests of @first and, unless it is 0, @second positions. */
static void
assert_split (const SptGpdLimits *limits,
              guint               n,
              gboolean            noisy,
              guint               first,
              guint               second)
{
  g_autoptr (GError) error = NULL;
  Taken taken;

  taken_init (&taken);
  g_assert_true (build (limits, n, noisy, &taken, NULL, &error));
  g_assert_no_error (error);
  check_whole (&taken, n);
  g_assert_cmpuint (taken.counts->len, ==, second > 0 ? 2 : 1);
  g_assert_cmpuint (g_array_index (taken.counts, guint, 0), ==, first);
  if (second > 0)
    g_assert_cmpuint (g_array_index (taken.counts, guint, 1), ==, second);
  taken_clear (&taken);
}

/* What @n positions make when nothing limits them. */
static void
measure (guint     n,
         gboolean  noisy,
         gsize    *body,
         gsize    *json)
{
  const SptGpdLimits limits = { NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT };
  g_autoptr (GError) error = NULL;
  Taken taken;

  taken_init (&taken);
  g_assert_true (build (&limits, n, noisy, &taken, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (taken.bodies->len, ==, 1);
  *body = g_bytes_get_size (taken.bodies->pdata[0]);
  *json = get_json_size (taken.bodies->pdata[0]);
  taken_clear (&taken);
}

static gsize
get_estimate (guint n)
{
  g_autoptr (SptRecord) record = spt_record_new (gpd_test_fields ()->schema);

  fill_position (record, 1, NULL);

  return n * spt_gpd_wire_estimate (gpd_test_fields (), record);
}

static void
test_items (void)
{
  const SptGpdLimits limits = { NO_LIMIT, NO_LIMIT, NO_LIMIT, 700 };

  assert_split (&limits, 700, FALSE, 700, 0);
  assert_split (&limits, 701, FALSE, 700, 1);
}

static void
test_json (void)
{
  SptGpdLimits limits = { NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT };
  gsize body;

  measure (700, FALSE, &body, &limits.max_json);
  assert_split (&limits, 700, FALSE, 700, 0);
  limits.max_json--;
  assert_split (&limits, 700, FALSE, 699, 1);
}

static void
test_estimate (void)
{
  SptGpdLimits limits = { NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT };

  limits.max_estimate = get_estimate (700);
  assert_split (&limits, 700, FALSE, 700, 0);
  limits.max_estimate--;
  assert_split (&limits, 700, FALSE, 699, 1);
}

/* The zip, whose size nobody knows before: data that shrink well and data that hardly do, small
 * requests and such of many pieces. */
static void
test_body (void)
{
  static const guint counts[] = { 2, 90, 700, 3000 };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (counts); i++)
    {
      guint n = counts[i / 2];
      gboolean noisy = i % 2 == 1;
      SptGpdLimits limits = { NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT };
      gsize json;

      measure (n, noisy, &limits.max_body, &json);
      assert_split (&limits, n, noisy, n, 0);
      limits.max_body--;
      assert_split (&limits, n, noisy, n - 1, 1);
    }
}

/* Small limits, many requests, each as full as it may be. */
static void
test_many (void)
{
  const SptGpdLimits limits = { 20000, 60000, 90000, 100 };
  g_autoptr (GError) error = NULL;

  for (guint noisy = 0; noisy < 2; noisy++)
    {
      Taken taken;

      taken_init (&taken);
      g_assert_true (build (&limits, 3000, noisy == 1, &taken, NULL, &error));
      g_assert_no_error (error);
      check_whole (&taken, 3000);
      g_assert_cmpuint (taken.bodies->len, >=, 30);
      for (guint i = 0; i < taken.bodies->len; i++)
        {
          g_assert_cmpuint (g_bytes_get_size (taken.bodies->pdata[i]), <=, limits.max_body);
          g_assert_cmpuint (get_json_size (taken.bodies->pdata[i]), <=, limits.max_json);
          g_assert_cmpuint (g_array_index (taken.counts, guint, i), <=, limits.max_items);
        }
      taken_clear (&taken);
    }
}

/* The service's own limits, with a month's worth of data that hardly shrink: every file is full to
 * within a position. */
static void
test_large (void)
{
  const guint n = 30000;
  g_autoptr (GError) error = NULL;
  Taken taken;

  taken_init (&taken);
  g_assert_true (build (&spt_gpd_limits, n, TRUE, &taken, NULL, &error));
  g_assert_no_error (error);
  check_whole (&taken, n);
  g_assert_cmpuint (taken.bodies->len, ==, 2);
  g_assert_cmpuint (g_bytes_get_size (taken.bodies->pdata[0]), <=, 5000000);
  g_assert_cmpuint (g_bytes_get_size (taken.bodies->pdata[0]), >, 5000000 - 1000);
  taken_clear (&taken);
}

/* The same bytes whenever they are built, whatever the threads do. */
static void
test_same_bytes (void)
{
  const SptGpdLimits limits = { 300000, NO_LIMIT, NO_LIMIT, NO_LIMIT };
  g_autoptr (GError) error = NULL;
  Taken first;

  taken_init (&first);
  g_assert_true (build (&limits, 5000, TRUE, &first, NULL, &error));
  g_assert_cmpuint (first.bodies->len, >, 2);
  for (guint i = 0; i < 5; i++)
    {
      Taken again;

      taken_init (&again);
      g_assert_true (build (&limits, 5000, TRUE, &again, NULL, &error));
      g_assert_cmpuint (again.bodies->len, ==, first.bodies->len);
      for (guint j = 0; j < first.bodies->len; j++)
        g_assert_true (g_bytes_equal (first.bodies->pdata[j], again.bodies->pdata[j]));
      taken_clear (&again);
    }
  taken_clear (&first);
}

/* One that fits into no request, each limit in turn: nothing is prepared, and its row is said. */
static void
test_too_large (void)
{
  SptGpdLimits tight[] = {
    { NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT },
    { NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT },
    { NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT },
  };

  /* Room for one of the usual ones and a bit, not for the noisy one. */
  measure (1, FALSE, &tight[0].max_body, &tight[1].max_json);
  tight[0].max_body += 20;
  tight[1].max_json += 20;
  tight[2].max_estimate = get_estimate (1) + 20;
  for (guint i = 0; i < G_N_ELEMENTS (tight); i++)
    {
      g_autoptr (SptAccount) account = gpd_test_account ("https://example.invalid/v2",
                                                         SPT_ENVIRONMENT_PRODUCTION);
      g_autoptr (SptRecord) record = spt_record_new (gpd_test_fields ()->schema);
      g_autoptr (GRand) rand = g_rand_new_with_seed (3);
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      g_autoptr (SptGpdBuilder) builder = NULL;
      g_autoptr (GError) error = NULL;
      gboolean ok = TRUE;
      Taken taken;

      taken_init (&taken);
      builder = spt_gpd_builder_new (gpd_test_fields (), account, "gpd.create", &tight[i],
                                     take_request, &taken, issues, &error);
      for (guint row = 1; ok && row <= 20; row++)
        {
          fill_position (record, row, row == 17 ? rand : NULL);
          ok = spt_gpd_builder_add (builder, record, row, -1, &error);
          spt_record_reset (record);
        }
      ok = ok && spt_gpd_builder_finish (builder, &error);
      g_assert_false (ok);
      g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES);
      g_assert_nonnull (strstr (error->message, "row 17"));
      g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 1);
      g_assert_cmpuint (spt_issue_list_get (issues, 0)->row, ==, 17);
      g_assert_cmpstr (spt_issue_list_get (issues, 0)->code, ==, "position-too-large");
      taken_clear (&taken);
    }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  gpd_test_service ();

  g_test_add_func ("/gpd/split/items", test_items);
  g_test_add_func ("/gpd/split/json", test_json);
  g_test_add_func ("/gpd/split/estimate", test_estimate);
  g_test_add_func ("/gpd/split/body", test_body);
  g_test_add_func ("/gpd/split/many", test_many);
  g_test_add_func ("/gpd/split/large", test_large);
  g_test_add_func ("/gpd/split/same-bytes", test_same_bytes);
  g_test_add_func ("/gpd/split/too-large", test_too_large);

  result = g_test_run ();
  gpd_test_free_fields ();

  return result;
}
