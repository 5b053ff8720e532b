/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What registry items have to say outside their pages: in the send sheet, on the first page, found by words. */
#define G_LOG_DOMAIN "spt-registry-words"

#include "config.h"

#include "ui/tsdigital/spt-registry-words.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/spt-dossier.h"
#include "store/spt-store-dossiers.h"
#include "ui/spt-ui.h"

/* --- the send sheet -------------------------------------------------------------------------------- */

static char *
dup_title (const char *operation,
           guint       n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("%s registry item", "%s registry items", n), number);
}

static char *
dup_subtitle (const char *operation,
              gint64      sum)
{
  return g_strdup (_("TSDigital takes them in charge and gives each an id; it does not say when they are created"));
}

static const char *
get_warning (const char *operation)
{
  return _("What TSDigital has taken in charge cannot be withdrawn from here.");
}

static char *
dup_button (guint       n,
            guint       n_bodies,
            const char *where)
{
  g_autofree char *number = spt_ui_format_count (n);

  if (where == NULL)
    return g_strdup_printf (ngettext ("Send %s Registry Item", "Send %s Registry Items", n), number);
  /* Translators: %2$s is an environment: "Production", "Test", "Practice" */
  return g_strdup_printf (ngettext ("Send %1$s Registry Item to %2$s", "Send %1$s Registry Items to %2$s", n), number,
                          where);
}

static char *
dup_sent_before (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  if (n == 0)
    return g_strdup (_("None of these items was sent before"));
  return g_strdup_printf (ngettext ("%s of these items was sent before", "%s of these items were sent before", n),
                          number);
}

static char *
dup_refusal (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("The service would refuse %s of these items",
                                    "The service would refuse %s of these items", n), number);
}

static char *
dup_leave_out (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("_Leave Out %s Item", "_Leave Out %s Items", n), number);
}

static char *
dup_prepared (guint n_records,
              guint n_requests)
{
  g_autofree char *number = spt_ui_format_count (n_requests);

  return g_strdup_printf (ngettext ("%s request", "%s requests", n_requests), number);
}

const SptSendWords spt_registry_send_words = {
  .is_single = TRUE,
  .choose = N_("Choose the account with which they leave"),
  .counting = N_("Being checked…"),
  .open = N_("_Open the Item"),
  .dup_title = dup_title,
  .dup_subtitle = dup_subtitle,
  .get_warning = get_warning,
  .dup_button = dup_button,
  .dup_sent_before = dup_sent_before,
  .dup_refusal = dup_refusal,
  .dup_leave_out = dup_leave_out,
  .dup_requests = spt_send_words_dup_requests,
  .dup_prepared = dup_prepared,
};

/* --- the first page -------------------------------------------------------------------------------- */

static void
add_card (SptRecordLook *look,
          SptState       state,
          guint          n,
          char          *title,
          const char    *subtitle)
{
  spt_record_look_add (look, SPT_CARD_TO_FIX, n, spt_ui_state_icon (state), spt_ui_state_css_class (state),
                       &(SptRecordFilter) { .states = 1u << state }, title, g_strdup (subtitle));
}

/**
 * spt_registry_look:
 * @db: a connection
 * @look: since when, and what comes out
 * @error: (out) (optional): why not
 *
 * Says on the first page what there is of registry items. On the store's thread.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_registry_look (SptDb          *db,
                   SptRecordLook  *look,
                   GError        **error)
{
  const SptListQuery all = { 0 };
  guint counts[SPT_N_STATES];
  guint n;

  if (!spt_db_count_list (db, &spt_registry_items_kind, &all, counts, error))
    return FALSE;
  for (guint i = 0; i < SPT_N_STATES; i++)
    look->n_records += counts[i];

  n = counts[SPT_STATE_TO_FIX];
  if (n > 0)
    {
      g_autofree char *number = spt_ui_format_count (n);

      add_card (look, SPT_STATE_TO_FIX, n,
                g_strdup_printf (ngettext ("%s registry item with errors", "%s registry items with errors", n), number),
                _("They can be sent once the errors are mended"));
    }
  n = counts[SPT_STATE_REFUSED];
  if (n > 0)
    {
      g_autofree char *number = spt_ui_format_count (n);

      add_card (look, SPT_STATE_REFUSED, n,
                g_strdup_printf (ngettext ("%s refused registry item", "%s refused registry items", n), number),
                _("The service said why for each of them"));
    }
  return TRUE;
}

/* --- found by words -------------------------------------------------------------------------------- */

/**
 * spt_registry_describe:
 * @row: an item
 * @title: (out) (transfer full): what it is called
 * @subtitle: (out) (transfer full): what is said below
 * @icon_name: (out) (transfer none): static
 *
 * Says in two lines which item it is and where it stands.
 */
void
spt_registry_describe (SptRow      *row,
                       char       **title,
                       char       **subtitle,
                       const char **icon_name)
{
  const SptDossierData *data = spt_dossier_get_data (SPT_DOSSIER (row));
  const char *phase = *data->phase != '\0' ? data->phase : spt_ui_state_word (data->state, TRUE);
  const char *number = data->remote_id;

  *title = g_strdup (*data->name != '\0' ? data->name : data->key);
  /* Translators: an item of a registry: its code, its number, where it stands */
  *subtitle = g_strdup_printf ("%s%s%s · %s · %s", data->key, number != NULL ? " · " : "", number != NULL ? number : "",
                               _("TSDigital company"), phase);
  *icon_name = "spt-company-symbolic";
}
