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

static const SptSendOperation operations[] = {
  { NULL, NN_("%s registry item", "%s registry items"),
    N_("TSDigital takes them in charge and gives each an id; it does not say when they are created"),
    N_("What TSDigital has taken in charge cannot be withdrawn from here.") },
};

const SptSendWords spt_registry_send_words = {
  .is_single = TRUE,
  .operations = operations,
  .accepted = NN_("Registry Item Accepted", "All Registry Items Accepted"),
  .open = N_("_Open the Item"),
  .send = NN_("Send %s Registry Item", "Send %s Registry Items"),
  /* Translators: %2$s is an environment: "Production", "Test", "Practice" */
  .send_to = NN_("Send %1$s Registry Item to %2$s", "Send %1$s Registry Items to %2$s"),
  .sent_before = NN_("%s of these items was sent before", "%s of these items were sent before"),
  .none_before = N_("None of these items was sent before"),
  .refusal = NN_("The service would refuse %s of these items", "The service would refuse %s of these items"),
  .leave_out = NN_("_Leave Out %s Item", "_Leave Out %s Items"),
};

/* --- the first page -------------------------------------------------------------------------------- */

static const SptStateCard cards[] = {
  { 1u << SPT_STATE_TO_FIX, SPT_STATE_TO_FIX, NN_("%s registry item with errors", "%s registry items with errors"),
      N_("They can be sent once the errors are mended") },
  { 1u << SPT_STATE_REFUSED, SPT_STATE_REFUSED, NN_("%s refused registry item", "%s refused registry items"),
      N_("The service said why for each of them") },
};

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
  return spt_record_look_add_states (look, db, &spt_registry_items_kind, cards, G_N_ELEMENTS (cards), error);
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
