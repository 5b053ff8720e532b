/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form engine: texts, groups, issues, conditions, and who is told what. */
#include "config.h"

#include "base/spt-data.h"
#include "form-table.h"
#include "form/spt-form.h"

static void
count_cb (gpointer object,
          gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
count_notify_cb (GObject    *object,
                 GParamSpec *pspec,
                 gpointer    user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
count_items_cb (GListModel *model,
                guint       position,
                guint       removed,
                guint       added,
                gpointer    user_data)
{
  guint *n = user_data;

  (*n)++;
}

static char *
dup_written (SptForm *form)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_form_get_schema (form));
  GString *out = g_string_new (NULL);

  spt_form_store (form, record);
  spt_record_write (record, out);

  return g_string_free (out, FALSE);
}

static void
assert_written (SptForm    *form,
                const char *wanted)
{
  g_autofree char *text = dup_written (form);

  g_assert_cmpstr (text, ==, wanted);
}

static void
load (SptForm    *form,
      const char *text)
{
  g_autoptr (SptRecord) record = spt_record_new (spt_form_get_schema (form));
  g_autoptr (GError) error = NULL;

  spt_record_read (record, text, -1, &error);
  g_assert_no_error (error);
  spt_form_load (form, record);
}

static char *
dup_title (SptFormGroup *group)
{
  char *title;

  g_object_get (group, "title", &title, NULL);

  return title;
}

static SptForm *
form_new (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();

  return spt_form_new (schema);
}

static void
test_new (void)
{
  SptForm *form = form_new ();
  SptFormGroup *root = spt_form_get_root (form);
  SptFormField *field = spt_form_group_find_field (root, "name");
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;
  g_autofree char *help = NULL;
  g_autofree char *text = NULL;
  g_autofree char *title = dup_title (root);
  g_autoptr (GListModel) none = NULL;
  int kind;
  gboolean required;
  gboolean advanced;

  assert_written (form, "{\"stand\":\"true\",\"flag\":\"false\",\"part\":[{}]}");
  g_assert_false (spt_form_get_modified (form));
  g_assert_cmpstr (title, ==, "Radice");
  g_assert_true (spt_form_field_get_group (field) == root);
  g_assert_true (spt_form_group_get_field (root, 0) == field);
  g_assert_null (spt_form_group_get_field (root, 99));
  g_assert_null (spt_form_group_find_field (root, "none"));

  g_object_get (field, "name", &name, "label", &label, "help", &help, "text", &text, "kind", &kind,
                "required", &required, "advanced", &advanced, "choices", &none, NULL);
  g_assert_cmpstr (name, ==, "name");
  g_assert_cmpstr (label, ==, "Nome");
  g_assert_cmpstr (help, ==, "Aiuto");
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpint (kind, ==, SPT_FIELD_TEXT);
  g_assert_true (required);
  g_assert_false (advanced);
  g_assert_null (none);

  g_assert_finalize_object (form);
}

static void
test_choices (void)
{
  g_autoptr (SptForm) form = form_new ();
  SptFormField *field = spt_form_find_field (form, "kind");
  g_autoptr (GListModel) choices = NULL;
  g_autoptr (SptFormChoice) choice = NULL;
  g_autofree char *value = NULL;
  g_autofree char *label = NULL;

  g_object_get (field, "choices", &choices, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (choices), ==, 2);
  choice = g_list_model_get_item (choices, 1);
  /* It outlives the form. */
  g_clear_object (&form);
  g_object_get (choice, "value", &value, "label", &label, NULL);
  g_assert_cmpstr (value, ==, "G");
  g_assert_cmpstr (label, ==, "Giuridica");
  g_assert_cmpstr (spt_form_choice_get_value (choice), ==, "G");
  g_assert_cmpstr (spt_form_choice_get_label (choice), ==, "Giuridica");
}

static void
test_edit (void)
{
  SptForm *form = form_new ();
  SptFormField *field = spt_form_find_field (form, "name");
  guint n_changed = 0;
  guint n_text = 0;
  guint n_modified = 0;

  g_signal_connect (form, "changed", G_CALLBACK (count_cb), &n_changed);
  g_signal_connect (form, "notify::modified", G_CALLBACK (count_notify_cb), &n_modified);
  g_signal_connect (field, "notify", G_CALLBACK (count_notify_cb), &n_text);

  spt_form_field_set_text (field, "12,5o");
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "12,5o");
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (n_text, ==, 1);
  g_assert_cmpuint (n_modified, ==, 1);
  g_assert_true (spt_form_get_modified (form));

  spt_form_field_set_text (field, "12,5o");
  g_object_set (field, "text", "12,5o", NULL);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (n_text, ==, 1);

  g_object_set (field, "text", "b", NULL);
  g_object_set (field, "text", NULL, NULL);
  g_assert_cmpstr (spt_form_field_get_text (field), ==, "");
  g_assert_cmpuint (n_changed, ==, 3);
  g_assert_cmpuint (n_text, ==, 3);
  g_assert_cmpuint (n_modified, ==, 1);

  spt_form_set_modified (form, FALSE);
  spt_form_set_modified (form, FALSE);
  g_assert_cmpuint (n_modified, ==, 2);
  g_assert_finalize_object (form);
}

/* What stands alone below goes along with an edit of its field, until somebody gives it a value of its own. */
static void
test_edit_goes_along (void)
{
  g_autoptr (SptForm) form = form_new ();
  SptFormField *amount;
  SptFormGroup *leaf;

  load (form, "{\"part\":[{\"leaf\":[{}]}]}");
  amount = spt_form_find_field (form, "part[0].amount");
  spt_form_field_set_text (amount, "10,00");
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (form, "part[0].leaf[0].share")), ==, "10,00");
  spt_form_field_set_text (amount, "12,00");
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (form, "part[0].leaf[0].share")), ==, "12,00");
  spt_form_field_set_text (amount, "");
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (form, "part[0].leaf[0].share")), ==, "");

  spt_form_field_set_text (spt_form_find_field (form, "part[0].leaf[0].share"), "7,00");
  spt_form_field_set_text (amount, "8,00");
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (form, "part[0].leaf[0].share")), ==, "7,00");

  /* Two of them share it: nobody knows how. */
  spt_form_field_set_text (amount, "7,00");
  leaf = spt_form_field_get_group (spt_form_find_field (form, "part[0].leaf[0].share"));
  spt_form_group_add (spt_form_group_get_parent (leaf), 0);
  spt_form_field_set_text (amount, "9,00");
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (form, "part[0].leaf[0].share")), ==, "7,00");
  g_assert_cmpstr (spt_form_field_get_text (spt_form_find_field (form, "part[0].leaf[1].share")), ==, "");
}

static const char two_parts[] =
  "{\"name\":\"a\",\"flag\":\"true\",\"part\":[{\"amount\":\"1\",\"leaf\":[{\"stamp.type\":\"01\"}]},"
  "{\"amount\":\"2\"}],\"extra\":[{\"key\":\"k\"}]}";

static void
test_load_store (void)
{
  SptForm *form = form_new ();
  SptFormGroup *root = spt_form_get_root (form);
  GListModel *parts = spt_form_group_get_children (root, 0);
  g_autoptr (SptFormGroup) first = g_list_model_get_item (parts, 0);
  g_autoptr (SptFormGroup) still_first = NULL;
  guint n_changed = 0;

  g_signal_connect (form, "changed", G_CALLBACK (count_cb), &n_changed);
  spt_form_field_set_text (spt_form_find_field (form, "code"), "AB");
  load (form, two_parts);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_false (spt_form_get_modified (form));
  assert_written (form, two_parts);
  g_assert_true (spt_form_get_root (form) == root);
  still_first = g_list_model_get_item (parts, 0);
  g_assert_true (still_first == first);

  load (form, "{}");
  assert_written (form, "{}");
  g_assert_cmpuint (g_list_model_get_n_items (parts), ==, 0);
  g_assert_null (spt_form_group_get_parent (first));
  load (form, two_parts);
  assert_written (form, two_parts);

  g_assert_finalize_object (form);
}

static void
test_groups (void)
{
  SptForm *form = form_new ();
  SptFormGroup *root = spt_form_get_root (form);
  GListModel *parts = spt_form_group_get_children (root, 0);
  SptFormGroup *second;
  SptFormField *orphan;
  g_autoptr (SptFormGroup) third = NULL;
  g_autofree char *title = NULL;
  g_autofree char *title_after = NULL;
  g_autofree char *title_removed = NULL;
  guint n_changed = 0;
  guint n_title = 0;
  guint n_items = 0;

  g_signal_connect (form, "changed", G_CALLBACK (count_cb), &n_changed);
  g_signal_connect (parts, "items-changed", G_CALLBACK (count_items_cb), &n_items);
  g_assert_true (spt_form_group_can_add (root, 0));
  g_assert_false (spt_form_group_can_remove (root, 0));

  second = spt_form_group_add (root, 0);
  third = g_object_ref (spt_form_group_add (root, 0));
  g_assert_true (spt_form_group_can_remove (root, 0));
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (parts), ==, 3);
  g_assert_true (spt_form_group_get_parent (third) == root);
  g_assert_cmpuint (spt_form_group_get_position (third), ==, 2);
  title = dup_title (third);
  g_assert_cmpstr (title, ==, "Parte 3");
  spt_form_field_set_text (spt_form_group_find_field (third, "amount"), "9");
  spt_form_group_add (third, 0);
  g_assert_true (spt_form_group_can_add (third, 0));
  spt_form_group_add (third, 0);
  g_assert_false (spt_form_group_can_add (third, 0));
  assert_written (form,
                  "{\"stand\":\"true\",\"flag\":\"false\",\"part\":[{},{},{\"amount\":\"9\",\"leaf\":[{},{}]}]}");

  g_signal_connect (third, "notify::title", G_CALLBACK (count_notify_cb), &n_title);
  orphan = g_object_ref (spt_form_group_find_field (second, "amount"));
  n_changed = 0;
  n_items = 0;
  spt_form_group_remove (root, 0, 1);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (n_items, ==, 1);
  g_assert_cmpuint (n_title, ==, 1);
  title_after = dup_title (third);
  g_assert_cmpstr (title_after, ==, "Parte 2");
  g_assert_true (spt_form_find_field (form, "part[1].amount") ==
                 spt_form_group_find_field (third, "amount"));

  /* What is gone can still be held, and an edit of it is nobody's. */
  g_assert_null (spt_form_field_get_group (orphan));
  spt_form_field_set_text (orphan, "5");
  g_assert_cmpuint (n_changed, ==, 1);
  g_object_unref (orphan);

  g_assert_finalize_object (form);
  g_assert_null (spt_form_group_get_parent (third));
  title_removed = dup_title (third);
  g_assert_cmpstr (title_removed, ==, "Parte");
  spt_form_field_set_text (spt_form_group_find_field (third, "amount"), "8");
}

static void
test_single_title (void)
{
  g_autoptr (SptForm) form = form_new ();
  g_autofree char *title = dup_title (spt_form_group_add (spt_form_get_root (form), 1));

  g_assert_cmpstr (title, ==, "Altro");
}

static void
test_issues (void)
{
  SptForm *form = form_new ();
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  SptFormField *amount;
  SptFormField *name;
  g_autoptr (SptFormGroup) part = NULL;
  g_auto (GStrv) loose = NULL;
  guint n_amount = 0;
  guint n_signal = 0;
  guint n_errors;
  guint n_warnings;
  guint n_issues;

  load (form, two_parts);
  amount = spt_form_find_field (form, "part[1].amount");
  name = spt_form_find_field (form, "name");
  part = g_list_model_get_item (spt_form_group_get_children (spt_form_get_root (form), 0), 1);
  g_signal_connect (amount, "notify", G_CALLBACK (count_notify_cb), &n_amount);
  g_signal_connect (form, "issues-changed", G_CALLBACK (count_cb), &n_signal);

  spt_issue_list_add (issues, SPT_ISSUE_WARNING, "base", "long-text", 1, "part[1].amount", "2", "1");
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "base", "bad-money", 1, "part[1].amount", "2", NULL);
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "base", "negative-or-zero", 1, "part[1].amount", "2", NULL);
  spt_issue_list_add (issues, SPT_ISSUE_NOTE, "base", "special-value", 1, "name", "a", NULL);
  spt_issue_list_add (issues, SPT_ISSUE_WARNING, "base", "too-many", 1, NULL, "Cose", "3");
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "base", "too-few", 1, "part", "Parti", "5");
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "base", "required", 1, "part[1]", NULL, NULL);
  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "base", "required", 1, "part[7].amount", NULL, NULL);
  spt_issue_list_add (issues, SPT_ISSUE_NOTE, "base", "special-value", 1, "gone", "x", NULL);
  spt_form_set_issues (form, issues);

  g_assert_cmpstr (spt_form_field_get_issue (amount), ==, "Il testo non è un importo in euro.");
  g_assert_cmpint (spt_form_field_get_issue_level (amount), ==, SPT_ISSUE_ERROR);
  g_assert_cmpuint (n_amount, ==, 2); /* issue and issue-level, once each */
  g_assert_cmpint (spt_form_field_get_issue_level (name), ==, SPT_ISSUE_NOTE);
  g_assert_nonnull (spt_form_field_get_issue (name));
  g_assert_null (spt_form_field_get_issue (spt_form_find_field (form, "part[0].amount")));
  g_assert_cmpuint (n_signal, ==, 1);

  g_object_get (form, "n-errors", &n_errors, "n-warnings", &n_warnings, NULL);
  g_assert_cmpuint (n_errors, ==, 5);
  g_assert_cmpuint (n_warnings, ==, 2);
  g_object_get (part, "n-issues", &n_issues, NULL);
  g_assert_cmpuint (n_issues, ==, 1);
  g_object_get (spt_form_get_root (form), "n-issues", &n_issues, NULL);
  g_assert_cmpuint (n_issues, ==, 1);

  loose = spt_form_dup_loose_issues (form);
  g_assert_cmpuint (g_strv_length (loose), ==, 4);
  g_assert_cmpstr (loose[0], ==, "Parti: ne serve almeno 5.");
  g_assert_cmpstr (loose[1], ==, "Parte 2: Il valore manca.");
  g_assert_cmpstr (loose[2], ==, "Il valore manca.");
  g_assert_cmpstr (loose[3], ==, "Cose: il massimo è 3.");

  /* The same again says nothing to the fields. */
  spt_form_set_issues (form, issues);
  g_assert_cmpuint (n_amount, ==, 2);
  g_assert_cmpuint (n_signal, ==, 2);

  spt_issue_list_reset (issues);
  spt_form_set_issues (form, issues);
  g_assert_null (spt_form_field_get_issue (amount));
  g_assert_cmpuint (n_amount, ==, 4);
  g_clear_pointer (&loose, g_strfreev);
  loose = spt_form_dup_loose_issues (form);
  g_assert_cmpuint (g_strv_length (loose), ==, 0);
  g_object_get (part, "n-issues", &n_issues, NULL);
  g_assert_cmpuint (n_issues, ==, 0);

  g_clear_object (&part);
  g_assert_finalize_object (form);
}

static void
test_load_drops_issues (void)
{
  g_autoptr (SptForm) form = form_new ();
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  guint n_errors;

  spt_issue_list_add (issues, SPT_ISSUE_ERROR, "base", "required", 1, "name", NULL, NULL);
  spt_form_set_issues (form, issues);
  load (form, "{}");
  g_assert_null (spt_form_field_get_issue (spt_form_find_field (form, "name")));
  g_object_get (form, "n-errors", &n_errors, NULL);
  g_assert_cmpuint (n_errors, ==, 0);
}

static void
test_find_error (void)
{
  g_autoptr (SptForm) form = form_new ();
  static const char *const in_page_order[] = {
    "code",  /* section "second", which comes first */
    "name",  /* section "first" */
    "count", /* no section */
    "part[0].amount", "part[0].leaf[0].iban", "part[1].amount", "extra[0].key",
  };

  load (form, two_parts);
  g_assert_null (spt_form_find_error (form, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (in_page_order); i++)
    {
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

      /* A warning does not count; what comes later on the page may come earlier in the list. */
      spt_issue_list_add (issues, SPT_ISSUE_WARNING, "base", "required", 1, "code", NULL, NULL);
      for (guint j = G_N_ELEMENTS (in_page_order); j > i; j--)
        spt_issue_list_add (issues, SPT_ISSUE_ERROR, "base", "required", 1, in_page_order[j - 1], NULL, NULL);
      spt_form_set_issues (form, issues);
      g_assert_true (spt_form_find_error (form, NULL) == spt_form_find_field (form, in_page_order[i]));
      /* From the last one on, and from a field without an error, round again. */
      for (guint j = i; j < G_N_ELEMENTS (in_page_order); j++)
        {
          guint next = j + 1 < G_N_ELEMENTS (in_page_order) ? j + 1 : i;

          g_assert_true (spt_form_find_error (form, spt_form_find_field (form, in_page_order[j])) ==
                         spt_form_find_field (form, in_page_order[next]));
        }
      if (i > 0)
        g_assert_true (spt_form_find_error (form, spt_form_find_field (form, in_page_order[i - 1])) ==
                       spt_form_find_field (form, in_page_order[i]));
    }
}

static void
test_visible (void)
{
  g_autoptr (SptForm) form = form_new ();
  SptFormField *firm;
  SptFormField *note;
  SptFormField *deep;
  guint n_firm = 0;

  load (form, "{\"part\":[{\"leaf\":[{}]}]}");
  firm = spt_form_find_field (form, "firm");
  note = spt_form_find_field (form, "part[0].note");
  deep = spt_form_find_field (form, "part[0].leaf[0].deep");
  g_assert_false (spt_form_field_get_visible (firm));
  g_assert_true (spt_form_field_get_visible (note));
  g_assert_false (spt_form_field_get_visible (deep));
  g_signal_connect (firm, "notify::visible", G_CALLBACK (count_notify_cb), &n_firm);

  spt_form_field_set_text (spt_form_find_field (form, "kind"), "G");
  g_assert_true (spt_form_field_get_visible (firm));
  spt_form_field_set_text (firm, "x");
  spt_form_field_set_text (spt_form_find_field (form, "kind"), "F");
  /* Filled, it stays in sight. */
  g_assert_true (spt_form_field_get_visible (firm));
  spt_form_field_set_text (firm, "");
  g_assert_false (spt_form_field_get_visible (firm));
  g_assert_cmpuint (n_firm, ==, 2);

  spt_form_field_set_text (spt_form_find_field (form, "flag"), "true");
  g_assert_false (spt_form_field_get_visible (note));
  g_assert_true (spt_form_field_get_visible (deep));
  /* A group that comes later meets the condition at once. */
  spt_form_group_add (spt_form_get_root (form), 0);
  g_assert_false (spt_form_field_get_visible (spt_form_find_field (form, "part[1].note")));
}

/* A choice that is exclusive empties what it hides, and gives it back to who changes her mind. */
static void
test_exclusive (void)
{
  static const char table[] =
    "{\"sections\":[{\"id\":\"s\",\"title\":{\"it\":\"S\",\"en\":\"S\"}}],\"root\":{\"label\":{\"it\":"
    "\"R\",\"en\":\"R\"},\"label-plural\":{\"it\":\"R\",\"en\":\"R\"},\"fields\":["
    "{\"name\":\"kind\",\"label\":{\"it\":\"K\",\"en\":\"K\"},\"section\":\"s\",\"kind\":\"choice\","
    "\"choices\":[{\"value\":\"\",\"label\":{\"it\":\"A\",\"en\":\"A\"}},{\"value\":\"01\",\"label\":"
    "{\"it\":\"B\",\"en\":\"B\"}}],\"pattern\":\"[0-9]{2}\",\"exclusive\":true},"
    "{\"name\":\"iban\",\"label\":{\"it\":\"I\",\"en\":\"I\"},\"section\":\"s\",\"show-if\":\"kind=\"},"
    "{\"name\":\"hash\",\"label\":{\"it\":\"H\",\"en\":\"H\"},\"section\":\"s\",\"show-if\":\"!kind=\"}]}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (table, &error);
  g_autoptr (SptSchema) schema = NULL;
  g_autoptr (SptForm) form = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  SptFormField *kind, *iban, *hash;

  g_assert_no_error (error);
  schema = spt_schema_new (node, "base", &error);
  g_assert_no_error (error);
  form = spt_form_new (schema);
  kind = spt_form_find_field (form, "kind");
  iban = spt_form_find_field (form, "iban");
  hash = spt_form_find_field (form, "hash");

  g_assert_true (spt_form_field_get_visible (iban));
  g_assert_false (spt_form_field_get_visible (hash));
  spt_form_field_set_text (iban, "IT60");
  spt_form_field_set_text (kind, "01");
  g_assert_cmpstr (spt_form_field_get_text (iban), ==, "");
  g_assert_false (spt_form_field_get_visible (iban));
  g_assert_true (spt_form_field_get_visible (hash));
  spt_form_field_set_text (hash, "abc");
  spt_form_field_set_text (kind, "");
  g_assert_cmpstr (spt_form_field_get_text (iban), ==, "IT60");
  g_assert_cmpstr (spt_form_field_get_text (hash), ==, "");

  /* With a pattern, the choices are what is usual: what else a file brings may be. */
  record = spt_record_new (schema);
  spt_node_set (spt_record_get_root (record), 0, "02", -1);
  spt_record_check (record, 0, TRUE, issues);
  g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 0);
  spt_node_set (spt_record_get_root (record), 0, "zz", -1);
  spt_record_check (record, 0, TRUE, issues);
  g_assert_cmpuint (spt_issue_list_get_n_errors (issues), ==, 1);
}

static void
test_find (void)
{
  g_autoptr (SptForm) form = form_new ();
  static const char *const bad[] = { "", "part", "part[0]", "part[5].amount", "part[0].name", "x" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (spt_form_find_field (form, bad[i]));
  g_assert_nonnull (spt_form_find_field (form, "part[0].amount"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spt_data_set_language ("it");
  g_test_add_func ("/form/form/new", test_new);
  g_test_add_func ("/form/form/choices", test_choices);
  g_test_add_func ("/form/form/edit", test_edit);
  g_test_add_func ("/form/form/edit-goes-along", test_edit_goes_along);
  g_test_add_func ("/form/form/load-store", test_load_store);
  g_test_add_func ("/form/form/groups", test_groups);
  g_test_add_func ("/form/form/single-title", test_single_title);
  g_test_add_func ("/form/form/issues", test_issues);
  g_test_add_func ("/form/form/load-drops-issues", test_load_drops_issues);
  g_test_add_func ("/form/form/find-error", test_find_error);
  g_test_add_func ("/form/form/visible", test_visible);
  g_test_add_func ("/form/form/exclusive", test_exclusive);
  g_test_add_func ("/form/form/find", test_find);

  return g_test_run ();
}
