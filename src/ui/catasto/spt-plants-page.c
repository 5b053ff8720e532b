/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plants: what is to be done with them, their dates, search, selection. */
#define G_LOG_DOMAIN "spt-plants-page"

#include "config.h"

#include "ui/catasto/spt-plants-page-private.h"

#include <glib/gi18n.h>

#include "store/spt-store-plants.h"

#define BIT(state) (1u << SPT_STATE_##state)

G_DEFINE_FINAL_TYPE (SptPlantsPage, spt_plants_page, SPT_TYPE_SEND_LIST_PAGE)

/* --- what it lists ------------------------------------------------------------------------------- */

/* *INDENT-OFF* */
/* What needs doing first, then where they stand at the register. */
static const SptListChip chips[SPT_N_PLANTS_CHIPS] = {
  [SPT_PLANTS_CHIP_ALL] = { NC_("plants", "Not dismissed"), 0, NULL, FALSE, FALSE, TRUE },
  [SPT_PLANTS_CHIP_TO_FIX] = { NC_("plants", "To fix"), BIT (TO_FIX), NULL, FALSE, FALSE, TRUE },
  [SPT_PLANTS_CHIP_READY] = { NC_("plants", "Ready"), BIT (READY), NULL, FALSE, FALSE, TRUE },
  [SPT_PLANTS_CHIP_UNCERTAIN] = { NC_("plants", "Outcome uncertain"), BIT (UNCERTAIN), NULL, FALSE, FALSE, FALSE },
  [SPT_PLANTS_CHIP_REFUSED] = { NC_("plants", "Refused"), BIT (REFUSED), NULL, FALSE, FALSE, FALSE },
  [SPT_PLANTS_CHIP_NOT_SENT] = { NC_("plants", "Not sent"), BIT (NOT_SENT), NULL, FALSE, FALSE, FALSE },
  [SPT_PLANTS_CHIP_UNDER_WAY] = { NC_("plants", "Being sent"), BIT (SENDING) | BIT (WAITING), NULL, FALSE, FALSE, FALSE },
  [SPT_PLANTS_CHIP_DUE] = { NC_("plants", "Due soon"), 0, NULL, TRUE, FALSE, TRUE },
  [SPT_PLANTS_CHIP_NEVER_SENT] = { NC_("plants", "Never sent"), 0, SPT_PLANT_STAGE_NEVER_SENT, FALSE, FALSE, FALSE },
  [SPT_PLANTS_CHIP_PRESENT] = { NC_("plants", "Already present"), 0, SPT_PLANT_STAGE_PRESENT, FALSE, FALSE, FALSE },
  [SPT_PLANTS_CHIP_ACTIVE] = { NC_("plants", "Active"), 0, SPT_PLANT_STAGE_ACTIVE, FALSE, FALSE, TRUE },
  [SPT_PLANTS_CHIP_DISMISSED] = { NC_("plants", "Dismissed"), 0, SPT_PLANT_STAGE_DISMISSED, FALSE, FALSE, FALSE },
};
/* *INDENT-ON* */

/* What is empty says why, and what to do. */
static const SptSendListWords nothing[SPT_N_PLANTS_CHIPS] = {
  [SPT_PLANTS_CHIP_TO_FIX] = { N_("Nothing to Fix"), N_("No plant has anything with errors.") },
  [SPT_PLANTS_CHIP_READY] = { N_("Nothing to Send"), N_("Nothing is prepared of any plant. What may be sent of one stands on its page.") },
  [SPT_PLANTS_CHIP_DUE] = { N_("Nothing Due Soon"), N_("No report, contract or appointment ends in the next days.") },
  [SPT_PLANTS_CHIP_ACTIVE] = { N_("No Plant Is Active Yet"), N_("A plant is active once the register has accepted its first libretto.") },
};

static const SptSendListKind kind = {
  .list = {
    .record = SPT_KIND_PLANTS,
    .rows = &spt_plants_kind,
    .layout = &spt_plants_layout,
    .chips = chips,
    .n_chips = SPT_N_PLANTS_CHIPS,
    .context = "plants",
    .changed = SPT_CHANGED_PLANTS | SPT_CHANGED_DOSSIERS | SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ACCOUNTS,
    .by = SPT_LIST_OF_ACCOUNT,
    .new_label = N_("New Plant"),
    .list_label = N_("Plants"),
    .search_hint = N_("Code, responsible, address, town, POD, serial number…"),
    .search_label = N_("Search plants"),
    .chips_label = N_("Filter by what is to be done"),
    .only_import = N_("Only the plants of one import"),
    .only_submission = N_("Only the plants of one submission"),
    .show_all = N_("Show All Plants"),
    .show_hidden = N_("Clear the filter so that all selected plants are in the list"),
    .nothing = N_("No plant answers to this filter and search."),
    .empty = {
      "spt-plant-symbolic",
      N_("No Plants"),
      N_("Here stand the heating plants that the office looks after: libretto, reports, dates, and what is sent to the register."),
      {
        { N_("_New Plant…"), "plants.new-plant" },
        { N_("_Existing Libretto…"), "plants.existing" },
        { N_("_Import from a File…"), "records.import" },
      },
    },
    .selection_buttons = {
      { N_("_Already Present…"), "plants.present" },
      { N_("_Export…"), "records.export" },
      { N_("_Remove"), "records.delete" },
    },
    .export_name = N_("plants.csv"),
    .phrases = {
      [SPT_LIST_SAYS_SELECTED] = NN_("%s plant selected", "%s plants selected"),
      /* Translators: of plants: "4 plants selected, 2 of them hidden by the filter" */
      [SPT_LIST_SAYS_HIDDEN] = NN_("%s of them hidden by the filter", "%s of them hidden by the filter"),
      [SPT_LIST_SAYS_SELECT_FILTERED] = NN_("Select %s _Filtered Plant", "Select All %s _Filtered Plants"),
      [SPT_LIST_SAYS_SELECT_ALL] = NN_("Select _the %s Plant", "Select _All %s Plants"),
    },
  },
  .ready_chip = SPT_PLANTS_CHIP_READY,
  .send_none = N_("_Send What Is Ready…"),
  .send_selected = N_("_Send What Is Ready of These…"),
  .nothing = nothing,
  .removed = NN_("%s plant removed", "%s plants removed"),
  .stays = N_("Nothing removed: what was sent, or is at the register, stays here"),
  .remove = spt_db_remove_plants,
};

/* --- the page -------------------------------------------------------------------------------------- */

static void
spt_plants_page_class_init (SptPlantsPageClass *klass)
{
  SPT_LIST_PAGE_CLASS (klass)->open = _spt_plants_page_open;
  SPT_SEND_LIST_PAGE_CLASS (klass)->send = _spt_plants_page_send;

  spt_send_list_page_class_set_kind (SPT_SEND_LIST_PAGE_CLASS (klass), &kind,
                                     APPLICATION_PATH "/ui/catasto/spt-plants-page.ui");
  _spt_plants_page_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
spt_plants_page_init (SptPlantsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_plants_page_new:
 * @desk: the desk
 *
 * Makes the list.
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_plants_page_new (SptDesk *desk)
{
  return g_object_new (SPT_TYPE_PLANTS_PAGE, "desk", desk, NULL);
}
