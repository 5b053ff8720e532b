/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of phases that an office wrote for itself: what it says counts, and what it leaves out ends
 * nothing. */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "services/voucher/spt-voucher-phases.h"
#include "spt-test.h"
#include "voucher-test.h"

static const char table[] =
  "{\"operations\":[\"voucher.prenotazione\",\"voucher.attivazione\"],\"phases\":["
  "{\"name\":\"Rendicontata\",\"stage\":\"over\",\"over\":true,\"steps\":{"
  "\"voucher.prenotazione\":{\"kind\":\"doubtful\",\"reason\":{\"it\":\"Chiuso.\"}}}},"
  "{\"name\":\"Senza nulla\"}]}";

static void
add_step (const SptStep *step,
          gpointer       user_data)
{
  g_string_append_printf (user_data, "%s%c%s", step->inferred ? "?" : "", "NPDC"[step->kind],
                          step->reason != NULL ? step->reason : "");
}

static void
assert_steps (const char *phase,
              const char *expected)
{
  SptService *service = voucher_test_service ();
  const SptDossierData dossier = { .phase = (char *) phase };
  g_autoptr (GString) said = g_string_new (NULL);

  SPT_SERVICE_GET_CLASS (service)->list_steps (service, NULL, &dossier, add_step, said);
  g_assert_cmpstr (said->str, ==, expected);
}

static void
write_table (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *file = NULL;

  /* Before anything asks for the user's data folder. */
  g_setenv ("XDG_DATA_HOME", spt_test_make_dir (), TRUE);
  folder = g_build_filename (g_get_user_data_dir (), "sportello", "voucher", NULL);
  file = g_build_filename (folder, "phases.json", NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, table, -1, NULL));
}

static void
test_table (void)
{
  const SptVoucherPhase *phase;
  SptDossierNews news = { 0 };
  char buffer[16];

  write_table ();
  phase = spt_voucher_phase_find ("RENDICONTATA");
  g_assert_nonnull (phase);
  g_assert_true (phase->is_over);
  assert_steps ("Rendicontata", "DChiuso.?P");
  assert_steps ("Senza nulla", "?P?P");
  assert_steps ("Prenotata", "?P?P");
  assert_steps ("", "?P?P");
  g_assert_null (spt_voucher_phase_after ("voucher.attivazione"));

  spt_voucher_phase_make_news ("senza NULLA", NULL, SERVICE_TEST_NOW, buffer, &news);
  g_assert_cmpstr (news.phase, ==, "Senza nulla");
  g_assert_cmpstr (news.stage, ==, "");
  g_assert_false (news.is_over);
  g_assert_null (news.due_date);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/voucher/phases-table", test_table);

  status = g_test_run ();
  voucher_test_clear ();

  return status;
}
