#pragma once

// Whether the config was read and taken: nginx is about to serve.
int report_is_configured(void);
