/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry items' place in the window. */
#pragma once

void spt_registry_pages_register (void);
