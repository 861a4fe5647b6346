/* dlpd/app/ssh.c - SSH: known by its first bytes, and not inspectable but for the names of both programs. */

#include "app/app.h"

#include "mem.h"

#include <string.h>

#define BANNER_MAX 255

struct ssh {
    struct inspection *in;
    char banner[2][BANNER_MAX + 1];
    size_t len[2];
    bool done[2];
};

static enum app_match starts_with(const uint8_t *data, size_t len, const char *prefix)
{
    const size_t want = strlen(prefix);

    if (memcmp(data, prefix, len < want ? len : want) != 0)
        return APP_NO;
    return len < want ? APP_MAYBE : APP_YES;
}

static void *ssh_open(struct inspection *in)
{
    struct ssh *const ssh = mem_array(1, sizeof(*ssh));

    ssh->in = in;
    inspect_memory(in, sizeof(*ssh), 0);
    return ssh;
}

/* "SSH-2.0-OpenSSH_9.2p1": to the end of the line. */
static size_t ssh_data(void *state, unsigned side, const uint8_t *data, size_t len)
{
    struct ssh *const ssh = state;

    for (size_t i = 0; i < len && !ssh->done[side]; i++) {
        if (data[i] < 0x20 || data[i] > 0x7e || ssh->len[side] == BANNER_MAX) {
            ssh->done[side] = true;
            inspect_detail(ssh->in, inspect_is_client(ssh->in, side) ? "ssh_client" : "ssh_server",
                           ssh->banner[side]);
        } else {
            ssh->banner[side][ssh->len[side]++] = (char)data[i];
        }
    }
    inspect_opaque(ssh->in, side, len, "ssh");
    return len;
}

static void ssh_close(void *state)
{
    struct ssh *const ssh = state;

    inspect_memory(ssh->in, 0, sizeof(*ssh));
    mem_free(ssh);
}

static enum app_match ssh_match(const uint8_t *data, size_t len, bool *client)
{
    *client = true;
    return starts_with(data, len, "SSH-");
}

const struct app_kind app_ssh = {
    .name = "ssh",
    .symmetric = true,
    .match = ssh_match,
    .open = ssh_open,
    .data = ssh_data,
    .close = ssh_close,
};
