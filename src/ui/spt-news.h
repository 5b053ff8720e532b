/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says what a service told of its own accord: in the window while it is used, else on the desktop. */
#pragma once

#include "ui/spt-window.h"

G_BEGIN_DECLS

/* For the life of @window, which has a desk. @settings: (nullable). */
void spt_news_follow (SptWindow *window,
                      GSettings *settings);

G_END_DECLS
