/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The beneficiary of a voucher and the directory: what each takes over of the other. */
#pragma once

#include "ui/spt-subject-picker.h"

G_BEGIN_DECLS

/* Actions beneficiary.open and beneficiary.save. */
extern const SptPickerKind spt_picker_beneficiaries;

G_END_DECLS
