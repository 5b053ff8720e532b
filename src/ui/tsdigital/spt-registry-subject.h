/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a registry item is about, and the directory: what each takes over of the other. */
#pragma once

#include "ui/spt-subject-picker.h"

G_BEGIN_DECLS

/* Actions registered.open and registered.save. */
extern const SptPickerKind spt_picker_registered;

G_END_DECLS
