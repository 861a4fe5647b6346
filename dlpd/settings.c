/* dlpd/settings.c - the table of options, and the settings that they come to. */

#include "settings.h"

static bool set_streams(struct settings *s, const char *value)
{
    (void)value;
    return s->streams = true;
}

static bool set_paced(struct settings *s, const char *value)
{
    (void)value;
    return s->paced = true;
}

static bool set_checksums(struct settings *s, const char *value)
{
    (void)value;
    return s->checksums = true;
}

const struct option_spec setting_options[SETTING_OPTIONS] = {
    { OPTION_STREAMS, 0, "streams", NULL,
      "scan nothing; print what each TCP stream carried: lengths, digests, gaps", set_streams, NULL },
    { OPTION_PACED, 0, "paced", NULL, "at the speed at which it was captured (default: at once)",
      set_paced, NULL },
    { OPTION_CHECKSUMS, 0, "checksums", NULL, "leave out packets whose checksum is wrong",
      set_checksums, NULL },
};

void settings_init(struct settings *settings)
{
    *settings = (struct settings){ 0 };
}

void settings_free(struct settings *settings)
{
    *settings = (struct settings){ 0 };
}
