/* dlpd/cmd_replay.c - `dlpd replay`: capture files in, events out. */

#include "commands.h"

#include "capture/source.h"
#include "core/streams.h"
#include "message.h"
#include "util/secret_hash.h"

#include <unistd.h>

int cmd_replay(const struct settings *settings, char **args, int count)
{
    struct output out;
    char error[512];
    int status = 0;
    if (secret_hash_start() != 0)
        return STATUS_ENVIRONMENT;
    output_init(&out, STDOUT_FILENO, NULL);
    for (int i = 0; i < count; i++) {
        struct streams s;
        struct packet_path path;
        struct frame frame;
        enum source_result r;
        struct source *src = source_file.open(args[i], error, sizeof(error));
        if (!src) {
            message_about(args[i], "%s", error);
            status = STATUS_USER;
            continue;
        }
        streams_init(&s, &out, args[i]);
        packet_path_init(&path, &s.events);
        path.by_number = true;
        path.decoder.verify_checksums = settings->checksums;
        while ((r = source_file.next(src, &frame)) == SOURCE_FRAME)
            packet_path_frame(&path, &frame);
        if (r == SOURCE_DAMAGED)
            message_about(args[i], "%s", source_file.error(src));
        packet_path_free(&path);
        source_file.close(src);
    }
    output_close(&out);
    return status;
}
