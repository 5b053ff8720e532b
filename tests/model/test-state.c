/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state table, all pairs of it, against the list of design 3 written out again. */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "model/spt-state.h"

/* As the design has it, one line a state; "!" marks what only settling may do. */
static const struct
{
  const char *from;
  const char *to;
} moves[] = {
  { "draft", "ready" },
  { "ready", "sending cancelled not-sent" },
  { "sending", "waiting done partly-done refused not-sent uncertain ready" },
  { "waiting", "done partly-done refused cancelled uncertain" },
  { "not-sent", "ready cancelled" },
  { "uncertain", "!waiting !done !partly-done !refused !not-sent" },
};

static gboolean
is_listed (const char *from,
           const char *to,
           gboolean    settling)
{
  g_autofree char *wanted = g_strconcat (settling ? "!" : "", to, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_auto (GStrv) words = g_strsplit (moves[i].to, " ", -1);

      if (g_str_equal (moves[i].from, from))
        return g_strv_contains ((const char *const *) words, wanted);
    }

  return FALSE;
}

static void
test_all_pairs (void)
{
  guint n_allowed = 0;

  for (guint from = 0; from < SPT_N_STATES; from++)
    {
      for (guint to = 0; to < SPT_N_STATES; to++)
        {
          const char *a = spt_state_to_string (from);
          const char *b = spt_state_to_string (to);

          g_test_message ("%s -> %s", a, b);
          g_assert_cmpint (spt_state_can_change (from, to, FALSE), ==, is_listed (a, b, FALSE));
          g_assert_cmpint (spt_state_can_change (from, to, TRUE), ==, is_listed (a, b, TRUE));
          n_allowed += spt_state_can_change (from, to, FALSE) + spt_state_can_change (from, to, TRUE);
        }
    }
  g_assert_cmpuint (n_allowed, ==, 1 + 3 + 7 + 5 + 2 + 5);
}

static void
test_words (void)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (SPT_TYPE_STATE);
  SptState state = SPT_STATE_WAITING;

  g_assert_cmpuint (klass->n_values, ==, SPT_N_STATES);
  for (guint i = 0; i < SPT_N_STATES; i++)
    {
      const char *word = spt_state_to_string (i);

      g_assert_true (spt_state_from_string (word, &state));
      g_assert_cmpint (state, ==, (int) i);
      g_assert_cmpstr (g_enum_get_value (klass, (int) i)->value_nick, ==, word);
    }

  state = SPT_STATE_WAITING;
  g_assert_false (spt_state_from_string ("sent", &state));
  g_assert_false (spt_state_from_string ("", &state));
  g_assert_false (spt_state_from_string (NULL, &state));
  g_assert_cmpint (state, ==, SPT_STATE_WAITING);
}

static void
test_kinds (void)
{
  for (guint i = 0; i < SPT_N_STATES; i++)
    {
      const char *word = spt_state_to_string (i);
      static const char *const finals[] = { "done", "partly-done", "refused", "cancelled", NULL };
      static const char *const person[] = {
        "to-fix", "refused", "partly-done", "not-sent", "uncertain", NULL
      };

      g_assert_cmpint (spt_state_is_final (i), ==, g_strv_contains (finals, word));
      g_assert_cmpint (spt_state_needs_person (i), ==, g_strv_contains (person, word));
      for (guint to = 0; spt_state_is_final (i) && to < SPT_N_STATES; to++)
        {
          g_assert_false (spt_state_can_change (i, to, FALSE));
          g_assert_false (spt_state_can_change (i, to, TRUE));
        }
      /* A late report, for the better alone. */
      for (guint to = 0; to < SPT_N_STATES; to++)
        {
          const char *wanted = spt_state_to_string (to);
          gboolean better = (i == SPT_STATE_REFUSED && (g_str_equal (wanted, "partly-done") ||
                                                        g_str_equal (wanted, "done"))) ||
                            (i == SPT_STATE_PARTLY_DONE && g_str_equal (wanted, "done"));

          g_assert_cmpint (spt_state_can_correct (i, to), ==, better);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/state/all-pairs", test_all_pairs);
  g_test_add_func ("/model/state/words", test_words);
  g_test_add_func ("/model/state/kinds", test_kinds);

  return g_test_run ();
}
