/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window asks of the archive for offers. */
#define G_LOG_DOMAIN "spt-offers-work"

#include "config.h"

#include "ui/voucher/spt-offers-work.h"

#include <string.h>

#include "base/spt-text.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"

#define MAX_USED 200

/* Where a voucher's document has its offer, technology and speed. */
static const char *const used_paths[3] = {
  "operatore.codiceUnivocoOfferta", "operatore.tecnologiaPrenotata", "velocitaDownloadMbit"
};

/**
 * spt_offers_free:
 * @self: (transfer full) (nullable): what there is to choose from
 *
 * Frees it.
 */
void
spt_offers_free (SptOffers *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->offers);
  g_ptr_array_unref (self->used);
  g_free (self->account);
  g_free (self);
}

/**
 * spt_offers_find:
 * @self: what there is
 * @code: a code
 *
 * Returns: (transfer none) (nullable): the offer of the catalogue that has exactly this code
 */
SptVoucherOffer *
spt_offers_find (SptOffers  *self,
                 const char *code)
{
  for (guint i = 0; i < self->offers->len; i++)
    {
      SptVoucherOffer *offer = g_ptr_array_index (self->offers, i);

      if (strcmp (offer->code, code) == 0)
        return offer;
    }

  return NULL;
}

static gboolean
has_words (SptVoucherOffer *offer,
           char           **words)
{
  g_autofree char *summary = spt_voucher_offer_dup_summary (offer);
  g_autofree char *all = g_strjoin (" ", offer->code, offer->technology, summary, NULL);
  g_autofree char *folded = spt_text_fold (all);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strstr (folded, words[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_offers_search:
 * @self: what there is
 * @text: words; "" finds all
 * @max: how many at most; 0 = no limit
 *
 * Returns: (transfer container) (element-type SptVoucherOffer): those of the catalogue that have all
 *   the words in code, technology, speed or note
 */
GPtrArray *
spt_offers_search (SptOffers  *self,
                   const char *text,
                   guint       max)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *folded = spt_text_fold (text);
  g_auto (GStrv) words = g_strsplit (g_strstrip (folded), " ", -1);

  for (guint i = 0; i < self->offers->len && (max == 0 || found->len < max); i++)
    {
      if (has_words (g_ptr_array_index (self->offers, i), words))
        g_ptr_array_add (found, g_ptr_array_index (self->offers, i));
    }

  return found;
}

/* --- reading -------------------------------------------------------------------------------------- */

typedef struct
{
  gint64     account_id;
  gboolean   with_used;
  SptOffers *offers; /* (owned) (nullable) once taken */
} Load;

static void
load_free (Load *load)
{
  spt_offers_free (load->offers);
  g_free (load);
}

static gboolean
load_used (SptDb   *db,
           Load    *load,
           GError **error)
{
  g_autoptr (GPtrArray) rows =
    spt_db_list_used_texts (db, SPT_KIND_VOUCHERS, load->account_id, used_paths,
                            MAX_USED, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      char **texts = g_ptr_array_index (rows, i);

      if (spt_offers_find (load->offers, texts[0]) == NULL)
        g_ptr_array_add (load->offers->used,
                         spt_voucher_offer_new (texts[0], texts[1], texts[2], NULL));
    }

  return TRUE;
}

static gboolean
load_name (SptDb   *db,
           Load    *load,
           GError **error)
{
  g_autoptr (SptAccount) account = NULL;

  if (load->account_id == 0)
    return TRUE;
  account = spt_db_get_account (db, load->account_id, error);
  if (account == NULL)
    return FALSE;
  load->offers->account = g_strdup (spt_account_get_name (account));
  return TRUE;
}

static gboolean
load_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Load *load = data;
  g_autoptr (GPtrArray) entries = spt_db_list_catalogue (db, SPT_VOUCHER_OFFER_KIND,
                                                         load->account_id, error);

  if (entries == NULL)
    return FALSE;
  load->offers = g_new0 (SptOffers, 1);
  load->offers->offers = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_voucher_offer_free);
  load->offers->used = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_voucher_offer_free);
  for (guint i = 0; i < entries->len; i++)
    {
      SptCatalogueEntry *entry = g_ptr_array_index (entries, i);
      SptVoucherOffer *offer = spt_voucher_offer_new_doc (entry->doc);

      if (offer == NULL)
        {
          g_warning ("An offer of the catalogue cannot be read; only its code is shown");
          offer = spt_voucher_offer_new (entry->code, NULL, NULL, NULL);
        }
      offer->id = entry->id;
      g_ptr_array_add (load->offers->offers, offer);
    }

  return !load->with_used || (load_name (db, load, error) && load_used (db, load, error));
}

/**
 * spt_offers_load_async:
 * @store: the archive
 * @account_id: whose; 0 = those of all accounts alone
 * @with_used: what vouchers have too
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads what there is to choose from.
 */
void
spt_offers_load_async (SptStore            *store,
                       gint64               account_id,
                       gboolean             with_used,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Load *load = g_new0 (Load, 1);

  load->account_id = account_id;
  load->with_used = with_used;
  spt_store_run_async (store, SPT_STORE_READ, load_job, load, (GDestroyNotify) load_free,
                       cancellable, callback, user_data);
}

/**
 * spt_offers_load_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Returns: (transfer full) (nullable): what there is; %NULL on an error
 */
SptOffers *
spt_offers_load_finish (SptStore      *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  Load *load = spt_store_run_finish (store, result, error);

  return load != NULL ? g_steal_pointer (&load->offers) : NULL;
}

/* --- writing -------------------------------------------------------------------------------------- */

typedef struct
{
  gint64     account_id;
  GPtrArray *offers;     /* (owned) (element-type SptVoucherOffer) */
  char      *who;        /* (owned) (nullable) */
  guint      n_new;
  guint      n_replaced;
} Save;

static void
save_free (Save *save)
{
  g_ptr_array_unref (save->offers);
  g_free (save->who);
  g_free (save);
}

/* One of the account's own; those of all accounts stay what they are. */
static gint64
find_id (GPtrArray  *entries,
         gint64      account_id,
         const char *code)
{
  for (guint i = 0; i < entries->len; i++)
    {
      SptCatalogueEntry *entry = g_ptr_array_index (entries, i);

      if (entry->account_id == account_id && strcmp (entry->code, code) == 0)
        return entry->id;
    }

  return 0;
}

static gboolean
save_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Save *save = data;
  gboolean many = save->offers->len > 1;
  g_autoptr (GPtrArray) entries = spt_db_list_catalogue (db, SPT_VOUCHER_OFFER_KIND,
                                                         save->account_id, error);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < save->offers->len; i++)
    {
      SptVoucherOffer *offer = g_ptr_array_index (save->offers, i);
      g_autofree char *doc = spt_voucher_offer_dup_doc (offer);
      SptCatalogueEntry entry = {
        .id = offer->id,
        .account_id = save->account_id,
        .code = offer->code,
        .name = offer->note,
        .doc = doc,
      };

      if (offer->fault != NULL || doc == NULL)
        continue;
      if (entry.id == 0 && many)
        entry.id = find_id (entries, save->account_id, offer->code);
      if (spt_db_save_catalogue (db, SPT_VOUCHER_OFFER_KIND, &entry, save->who, error) == 0)
        return FALSE;
      if (entry.id == 0)
        save->n_new++;
      else
        save->n_replaced++;
    }

  return TRUE;
}

/**
 * spt_offers_save_async:
 * @store: the archive
 * @account_id: whose
 * @offers: (element-type SptVoucherOffer): kept until it is done; one alone is inserted or, with an
 *   id, changed; of many those whose code is there replace it
 * @who: (nullable): the clerk
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Keeps offers, all or none; those with a fault are left out.
 */
void
spt_offers_save_async (SptStore            *store,
                       gint64               account_id,
                       GPtrArray           *offers,
                       const char          *who,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Save *save = g_new0 (Save, 1);

  save->account_id = account_id;
  save->offers = g_ptr_array_ref (offers);
  save->who = g_strdup (who);
  spt_store_run_async (store, SPT_STORE_WRITE, save_job, save, (GDestroyNotify) save_free,
                       cancellable, callback, user_data);
}

/**
 * spt_offers_save_finish:
 * @store: the archive
 * @result: what the callback got
 * @n_new: (out) (optional): how many are new
 * @n_replaced: (out) (optional): how many were there
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT when another one has the code
 *
 * Returns: %FALSE on an error; then nothing was kept
 */
gboolean
spt_offers_save_finish (SptStore      *store,
                        GAsyncResult  *result,
                        guint         *n_new,
                        guint         *n_replaced,
                        GError       **error)
{
  Save *save = spt_store_run_finish (store, result, error);

  if (save == NULL)
    return FALSE;
  if (n_new != NULL)
    *n_new = save->n_new;
  if (n_replaced != NULL)
    *n_replaced = save->n_replaced;

  return TRUE;
}

typedef struct
{
  gint64   id;
  gboolean restore;
} Remove;

static gboolean
remove_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Remove *removal = data;

  return spt_db_remove_catalogue (db, removal->id, removal->restore, error);
}

/**
 * spt_offers_remove_async:
 * @store: the archive
 * @id: an offer of the catalogue
 * @restore: brings it back
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Takes an offer away, or brings it back. Ends in spt_record_work_finish(); a code that is taken
 * meanwhile is %SPT_STORE_ERROR_CONSTRAINT.
 */
void
spt_offers_remove_async (SptStore            *store,
                         gint64               id,
                         gboolean             restore,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Remove *removal = g_new0 (Remove, 1);

  removal->id = id;
  removal->restore = restore;
  spt_store_run_async (store, SPT_STORE_WRITE, remove_job, removal, g_free, cancellable, callback,
                       user_data);
}
