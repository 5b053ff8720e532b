/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interventions of all plants: what is to be corrected, sent, waits in a queue, was accepted. */
#pragma once

#include "ui/spt-send-list-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_INTERVENTIONS_PAGE (spt_interventions_page_get_type ())

G_DECLARE_FINAL_TYPE (SptInterventionsPage, spt_interventions_page, SPT, INTERVENTIONS_PAGE, SptSendListPage)

SptPage *spt_interventions_page_new (SptDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
