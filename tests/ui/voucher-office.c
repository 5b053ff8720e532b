/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vouchers in the small office: forms filled in, what the service says of them, orders and what became of them. */
#include "config.h"

#include "voucher-office.h"

#include "store/spt-store-orders.h"
#include "store/spt-store-submissions.h"
#include "ui/form/spt-form-view.h"
#include "ui/spt-account-work.h"
#include "ui/voucher/spt-voucher-page.h"

/* A whole family; what a test leaves out it takes out. */
static const char *const family[] = {
  "tipo", "famiglia",
  "famiglia.codiceFiscale", CODE,
  "famiglia.cognome", "Rossi",
  "famiglia.nome", "Mario",
  "famiglia.sesso", "M",
  "famiglia.dataDiNascita", "1980-01-01",
  "famiglia.luogoDiNascita", "Roma",
  "famiglia.tipologia", "FAM1",
  "famiglia.numeroComponentiNucleoFamigliare", "1",
  "tipoDocumento", "CI",
  "numeroDocumento", "CA00000AA",
  "dataScadenzaDocumento", "2039-12-31",
  "numeroDiTelefono", "0600000000",
  "email", "mario@example.com",
  "operatore.codiceUnivocoOfferta", "OFFERTA-1",
  "operatore.tecnologiaPrenotata", "FTTH",
  "velocitaDownloadMbit", "100",
  "indirizzoInstallazione.via", "Via Roma",
  "indirizzoInstallazione.civico", "1",
  "indirizzoInstallazione.cap", "00100",
  "indirizzoInstallazione.codiceIstatComune", "058091",
  "indirizzoInstallazione.tipo", "",
  NULL
};

/* --- the archive ----------------------------------------------------------------------------------- */

void
ask_clear (Ask *ask)
{
  g_clear_object (&ask->dossier);
  g_clear_pointer (&ask->facts, g_ptr_array_unref);
  g_clear_pointer (&ask->overrides, g_ptr_array_unref);
}

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Ask *ask = data;

  ask->dossier = spt_db_get_dossier (db, ask->id, error);
  ask->facts = ask->dossier != NULL ? spt_db_list_dossier_facts (db, ask->id, error) : NULL;
  ask->overrides = ask->facts != NULL ? spt_db_list_dossier_overrides (db, ask->id, error) : NULL;
  return ask->overrides != NULL;
}

static gboolean
news_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Ask *ask = data;
  g_auto (SptNewsSum) sum = { 0 };

  return spt_db_apply_news (db, SPT_KIND_VOUCHERS, ask->account_id, ask->news, 1, FALSE, &sum, error);
}

static gboolean
find_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Ask *ask = data;
  g_autoptr (GArray) ids = spt_db_find_dossiers (db, SPT_KIND_VOUCHERS, CODE, 0, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      if (g_array_index (ids, gint64, i) != ask->id)
        ask->found = g_array_index (ids, gint64, i);
    }
  return TRUE;
}

static gboolean
join_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Ask *ask = data;

  return spt_db_join_dossiers (db, ask->id, ask->found, "Rosa", error);
}

void
run (Office       *office,
     SptStoreMode  mode,
     SptStoreFunc  func,
     Ask          *ask)
{
  g_autoptr (GError) error = NULL;

  spt_store_run_sync (office->store, mode, func, ask, NULL, &error);
  g_assert_no_error (error);
}

Ask
look (Office *office,
      gint64  id)
{
  Ask ask = { .id = id };

  run (office, SPT_STORE_READ, look_job, &ask);
  return ask;
}

/* What the service's list would say of the voucher with the number P1. */
void
say (Office     *office,
     gint64      account_id,
     const char *phase,
     const char *stage)
{
  const SptDossierNews news = {
    .key = CODE, .remote_id = "P1", .phase = phase, .stage = stage,
    .taken = spt_clock_get_utc_ms (office->clock), .is_over = strcmp (stage, "over") == 0,
    .due_date = strcmp (stage, "open") == 0 ? "2039-12-16" : NULL,
    .doc = "{\"tipo\":\"famiglia\",\"famiglia.codiceFiscale\":\"" CODE "\"}",
  };
  Ask ask = { .account_id = account_id, .news = &news };

  run (office, SPT_STORE_WRITE, news_job, &ask);
  settle ();
}

gint64
find_found (Office *office,
            gint64  other)
{
  Ask ask = { .id = other };

  run (office, SPT_STORE_READ, find_job, &ask);
  g_assert_cmpint (ask.found, !=, 0);
  return ask.found;
}

void
join_found (Office *office,
            Ask    *ask)
{
  run (office, SPT_STORE_WRITE, join_job, ask);
}

gint64
add_voucher_account (Office         *office,
                     const char     *name,
                     SptEnvironment  environment)
{
  g_autoptr (SptAccount) account = spt_account_new ("voucher", name, environment);
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  g_object_set (account, "base-url", "https://example.invalid/voucher", NULL);
  spt_account_set_setting (account, "partita-iva-operatore", "12345678903");
  spt_account_set_setting (account, "token-url", "https://example.invalid/token");
  spt_account_set_setting (account, "client-id", "11111111-2222-3333-4444-555555555555");
  spt_account_set_setting (account, "scope", "https://example.invalid/app/.default");
  spt_account_save_async (office->store, account, NULL, spt_test_async_cb, &pending);
  result = spt_test_await (&pending, SPT_TEST_TIMEOUT_MS);
  spt_account_save_finish (office->store, result, &error);
  g_assert_no_error (error);
  return spt_account_get_id (account);
}

/* --- the page -------------------------------------------------------------------------------------- */

SptPage *
open_voucher (SptWindow *window,
              gint64     id)
{
  spt_window_open_record (window, SPT_KIND_VOUCHERS, id, NULL);
  settle ();
  return spt_window_get_page (window);
}

SptForm *
get_form (SptPage *page)
{
  return spt_form_view_get_form (SPT_FORM_VIEW (find_type (GTK_WIDGET (page), SPT_TYPE_FORM_VIEW)));
}

void
type_in (SptForm    *form,
         const char *name,
         const char *text)
{
  SptFormField *field = spt_form_find_field (form, name);

  if (field == NULL)
    g_error ("no field “%s”", name);
  spt_form_field_set_text (field, text);
}

void
fill_family (SptForm *form)
{
  for (guint i = 0; family[i] != NULL; i += 2)
    type_in (form, family[i], family[i + 1]);
}

static GtkWidget *
find_titled_row (GtkWidget  *widget,
                 const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) && gtk_widget_get_mapped (widget) &&
      strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_titled_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  SptPage    *page;
  const char *title;
  const char *words;
  gboolean    sensitive;
  GtkWidget  *button;
} ButtonLook;

/* The button with those words in the row of that title. */
static gboolean
has_button (gpointer user_data)
{
  ButtonLook *look = user_data;
  GtkWidget *row = find_titled_row (GTK_WIDGET (look->page), look->title);
  GtkWidget *label = row != NULL ? find_label (row, look->words) : NULL;

  look->button = label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;
  return look->button != NULL && gtk_widget_is_sensitive (look->button) == look->sensitive;
}

/* The page reads the archive on its own time: a button may take a moment to become what it is. */
GtkWidget *
wait_for_button (SptPage    *page,
                 const char *title,
                 const char *words,
                 gboolean    sensitive)
{
  ButtonLook look = { page, title, words, sensitive, NULL };

  if (!spt_test_wait (has_button, &look, SPT_TEST_TIMEOUT_MS))
    g_error ("“%s” in “%s”: %s", words, title,
             look.button == NULL ? "not there" : sensitive ? "insensitive" : "sensitive");
  return look.button;
}

GtkWidget *
find_button_in (SptPage    *page,
                const char *title,
                const char *words)
{
  ButtonLook look = { page, title, words, TRUE, NULL };

  has_button (&look);
  return look.button;
}

gint64
save_family (SptPage *page)
{
  fill_family (get_form (page));
  settle ();
  gtk_widget_activate_action (GTK_WIDGET (page), "record.save", NULL);
  assert_label (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (page))), "Saved");
  settle ();
  return spt_record_page_get_id (SPT_RECORD_PAGE (page));
}

/* --- orders ---------------------------------------------------------------------------------------- */

#define COLUMNS "impresa.partitaIva;impresa.ragioneSociale;impresa.tipologia;numeroDiTelefono;email;" \
  "operatore.codiceUnivocoOfferta;operatore.tecnologiaPrenotata;velocitaDownloadMbit;" \
  "indirizzoInstallazione.via;indirizzoInstallazione.civico;indirizzoInstallazione.cap;comune"

/* The number of a firm that nobody has: the check digit is right. */
static char *
dup_vat (guint n)
{
  g_autofree char *digits = g_strdup_printf ("%07u001", n);
  guint sum = 0;

  for (guint i = 0; i < 10; i++)
    {
      guint digit = (guint) (digits[i] - '0');

      if (i % 2 == 1)
        digit = digit > 4 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }
  return g_strdup_printf ("%s%u", digits, (10 - sum % 10) % 10);
}

void
add_vouchers (Office *office,
              guint   n)
{
  g_autofree char *file = g_build_filename (spt_test_make_dir (), "vouchers.csv", NULL);
  g_autoptr (GString) text = g_string_new (COLUMNS "\n");
  SptImportOptions options = { .kind = SPT_KIND_VOUCHERS, .path = file, .who = "Rosa" };
  SptImportResult *imported;
  GError *error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *vat = dup_vat (1000 + i);

      g_string_append_printf (text, "%s;Ditta %03u;IMP1;0600000000;ditta@example.org;OFFERTA-IMP1-FTTH-100;FTTH;100;"
                              "Via di Prova;1;00184;Roma\n", vat, i + 1);
    }
  g_assert_true (g_file_set_contents (file, text->str, -1, NULL));
  imported = spt_import_file (office->store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported->n_good, ==, n);
  g_assert_cmpuint (imported->n_faulty + imported->n_rejected, ==, 0);
  spt_import_result_free (imported);
}

/* --- what a service would have answered ---------------------------------------------------------------- */

typedef struct
{
  gint64      job;
  guint       first;
  guint       n;
  SptState    state;
  const char *code;
} Answers;

static gboolean
answer (SptDb         *db,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  Answers *answers = data;
  g_autoptr (GArray) ids = spt_db_list_order_ids (db, answers->job, 0, FALSE, error);

  g_assert_nonnull (ids);
  for (guint i = answers->first; i < answers->first + answers->n; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      gint64 attempt = spt_db_begin_attempt (db, id, error);
      const SptStateChange change = {
        .expected = SPT_STATE_SENDING,
        .state = answers->state,
        .attempt_id = attempt,
        .outcome = answers->state == SPT_STATE_DONE ? "accepted"
                   : answers->state == SPT_STATE_REFUSED ? "refused"
                   : answers->state == SPT_STATE_NOT_SENT ? "not-sent" : "unknown",
        .http_status = 400,
        .code = answers->code,
        .message = answers->code != NULL ? "parole del servizio" : NULL,
        .rest_state = answers->state,
        .rest_code = answers->code,
        .rest_message = answers->code != NULL ? "parole del servizio" : NULL,
        .event_kind = "state",
        .event_text = "prova",
        .actor = "",
      };

      if (attempt == 0 || !spt_db_change_submission (db, id, &change, NULL, error))
        return FALSE;
    }
  return TRUE;
}

void
make_answers (Office     *office,
              gint64      job,
              guint       first,
              guint       n,
              SptState    state,
              const char *code)
{
  Answers answers = { job, first, n, state, code };
  GError *error = NULL;

  spt_store_run_sync (office->store, SPT_STORE_WRITE, answer, &answers, NULL, &error);
  g_assert_no_error (error);
}

gint64
order_all (Office     *office,
           const char *operation,
           gint64      account)
{
  const SptPrepareOptions options = {
    .operation = operation, .account_id = account, .who = "Rosa", .order = TRUE,
  };
  GError *error = NULL;
  SptPrepareResult *prepared = spt_prepare (office->store, &options, NULL, &error);
  gint64 job;

  g_assert_no_error (error);
  g_assert_cmpint (prepared->job_id, !=, 0);
  job = prepared->job_id;
  spt_prepare_result_free (prepared);
  return job;
}
