/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that items are made with for people and companies that were selected. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_REGISTRY_MANY (spt_registry_many_get_type ())

G_DECLARE_FINAL_TYPE (SptRegistryMany, spt_registry_many, SPT, REGISTRY_MANY, AdwWindow)

/* Modal over the window of @parent; what is made goes to the send sheet. @subject_ids: (element-type gint64): copied. */
GtkWindow *spt_registry_many_new (GtkWidget *parent,
                                  SptDesk   *desk,
                                  GArray    *subject_ids) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
