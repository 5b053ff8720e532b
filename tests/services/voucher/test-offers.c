/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers of the operator: what is wrong with one, many out of a table (services facts 4.2, 4.5). */
#include "config.h"

#include <string.h>

#include "services/voucher/spt-voucher-offer.h"
#include "voucher-test.h"

static GPtrArray *
read_table (const char *text)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  GError *error = NULL;
  GPtrArray *offers = spt_voucher_offers_read (stream, NULL, &error);

  g_assert_no_error (error);
  return offers;
}

/* "row code technology speed note", a fault as "!". */
static char *
describe (GPtrArray *offers)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < offers->len; i++)
    {
      SptVoucherOffer *offer = g_ptr_array_index (offers, i);

      g_string_append_printf (text, "%s%u|%s|%s|%s|%s%s", i > 0 ? "\n" : "", offer->row, offer->code,
                              offer->technology, offer->speed, offer->note,
                              offer->fault != NULL ? "!" : "");
      if (offer->fault != NULL)
        {
          g_assert_true (g_utf8_validate (offer->fault, -1, NULL));
          g_assert_null (strchr (offer->fault, '{'));
        }
    }
  return g_string_free (text, FALSE);
}

static const struct
{
  const char *name;
  const char *table;
  const char *read;
} tables[] = {
  { "plain", "A-1;FTTH;100;Fibra\nA-2;FWA;30\n", "1|A-1|FTTH|100|Fibra\n2|A-2|FWA|30|" },
  { "header", "codice;tecnologia;velocità;nota\nA-1;ftth;100;\n", "2|A-1|FTTH|100|" },
  { "header-order", "Nota,Velocità,Codice offerta,Tecnologia\nx,200,A-1,satellite\n",
    "2|A-1|SAT|200|x" },
  { "tabs", "A-1\tMultitecnologia\t1.000\tCasa\n", "1|A-1|MULTI|1000|Casa" },
  { "units", "A-1;FTTH;100 Mbit/s\nA-2;FTTH;1 Gbit/s\nA-3;FTTH;2,5 Gbit/s\n",
    "1|A-1|FTTH|100|\n2|A-2|FTTH|1000|\n3|A-3|FTTH|2,5 Gbit/s|!" },
  /* those of the test environment, codes alone */
  { "codes", "OPE040-FAM1-FTTH-100-245\nOPE040-FAM1-MULTI-100-246\nOPE040-FAM1-FWA-100-247\n",
    "1|OPE040-FAM1-FTTH-100-245|FTTH|100|\n2|OPE040-FAM1-MULTI-100-246|MULTI|100|\n"
    "3|OPE040-FAM1-FWA-100-247|FWA|100|" },
  { "said-wins", "X-FTTH-100-1;FWA;30;\n", "1|X-FTTH-100-1|FWA|30|" },
  { "nothing-known", "PIPPO\n", "1|PIPPO|||!" },
  { "technology", "A-1;ADSL;100\n", "1|A-1|ADSL|100|!" },
  { "slow", "A-1;FTTH;29\n", "1|A-1|FTTH|29|!" },
  { "fast", "A-1;FTTH;99999\nA-2;FTTH;100000\n", "1|A-1|FTTH|99999|\n2|A-2|FTTH|100000|!" },
  { "twice", "A-1;FTTH;100\nA-1;FWA;30\na-1;FWA;30\n",
    "1|A-1|FTTH|100|\n2|A-1|FWA|30|!\n3|a-1|FWA|30|" },
  { "no-code", ";FTTH;100\n", "1||FTTH|100|!" },
  { "blanks", " A-1 ; FTTH ; 100 ; due parole \n", "1|A-1|FTTH|100|due parole" },
};

static void
test_table (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) offers = read_table (tables[i].table);
  g_autofree char *read = describe (offers);

  g_assert_cmpstr (read, ==, tables[i].read);
}

/* 100 characters, not bytes. */
static void
test_length (void)
{
  g_autoptr (GString) good = g_string_new (NULL);
  g_autoptr (GString) bad = g_string_new (NULL);
  g_autoptr (GPtrArray) offers = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append (good, "è");
  g_string_printf (bad, "%sé;FTTH;100\n", good->str);
  g_string_append (good, ";FTTH;100\n");
  g_string_append (good, bad->str);
  offers = read_table (good->str);
  g_assert_cmpuint (offers->len, ==, 2);
  g_assert_null (((SptVoucherOffer *) g_ptr_array_index (offers, 0))->fault);
  g_assert_nonnull (((SptVoucherOffer *) g_ptr_array_index (offers, 1))->fault);
}

static void
test_doc (void)
{
  g_autoptr (SptVoucherOffer) offer = spt_voucher_offer_new ("A-1", "MULTI", "100", "Casa \"x\"");
  g_autofree char *doc = spt_voucher_offer_dup_doc (offer);
  g_autoptr (SptVoucherOffer) again = spt_voucher_offer_new_doc (doc);
  g_autofree char *summary = NULL;

  g_assert_nonnull (again);
  g_assert_cmpstr (again->code, ==, "A-1");
  g_assert_cmpstr (again->technology, ==, "MULTI");
  g_assert_cmpstr (again->speed, ==, "100");
  g_assert_cmpstr (again->note, ==, "Casa \"x\"");
  g_assert_true (spt_voucher_offer_is_multi (again));
  summary = spt_voucher_offer_dup_summary (again);
  g_assert_nonnull (strstr (summary, "100 Mbit/s · Casa \"x\""));
  g_assert_null (spt_voucher_offer_new_doc ("[]"));
  g_assert_null (spt_voucher_offer_new_doc (""));
}

/* What reads a table stops at its end, whatever stands in it. */
static void
test_many (void)
{
  g_autoptr (GString) table = g_string_new (NULL);
  g_autoptr (GPtrArray) offers = NULL;

  for (guint i = 0; i < SPT_VOUCHER_OFFERS_MAX + 5; i++)
    g_string_append_printf (table, "A-%u;FTTH;100\n", i);
  offers = read_table (table->str);
  g_assert_cmpuint (offers->len, ==, SPT_VOUCHER_OFFERS_MAX);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_strconcat ("/voucher/offers/table/", tables[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_table);
    }
  g_test_add_func ("/voucher/offers/length", test_length);
  g_test_add_func ("/voucher/offers/doc", test_doc);
  g_test_add_func ("/voucher/offers/many", test_many);
  voucher_test_service ();
  status = g_test_run ();
  voucher_test_clear ();
  return status;
}
