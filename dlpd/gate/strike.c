/* dlpd/gate/strike.c - a flow ends: its receiver gets a reset, its sender a page or a reset.
 *
 * The receiver's reset takes the place of the packet that does not leave, so it comes by the same way and
 * with the very next sequence number (RFC 5961 has receivers ignore any other). The kernel loses it
 * where the packet was of several segments, so it is sent once more by our own way, behind all packets
 * that were let go. The sender's is made anew. A page acknowledges what the sender has sent, so that its program reads the page and not an error; a reset
 * behind it would throw the page away, so for a while what comes is dropped in silence. */

#include "gate/strike.h"

#include "core/gating.h"
#include "flow/endpoint_text.h"
#include "gate/craft.h"
#include "util/secret_hash.h"

#include <stdio.h>
#include <string.h>

#define PAGE_MS 2000 /* for a program to read the page */

static const char page_body[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Not sent</title></head>\n"
    "<body><h1>This was not sent</h1>\n"
    "<p>What you were about to send holds data that policy <b>%s</b> keeps inside.</p>\n"
    "<p>If you think that this is wrong, tell your administrator this number: <b>%s</b></p>\n"
    "</body></html>\n";

/* Sequence number of an offset of what a side sends. */
static uint32_t seq_at(const struct side *side, uint64_t offset)
{
    return side->next_seq - (uint32_t)(side->next - offset);
}

/* What a side expects next, by what it acknowledged last; without that, by what came. */
static uint32_t expected_by(const struct gated *gated, unsigned side)
{
    return gated->ack_known[side] ? gated->ack[side] : gated->flow->side[1 - side].next_seq;
}

/* A reset to one end, in the name of the other, with that sequence number. */
static struct craft reset_of(const struct gated *gated, unsigned to, uint32_t seq, uint32_t ack)
{
    return (struct craft){ .from = gated->flow->end[1 - to],
                           .to = gated->flow->end[to],
                           .seq = seq,
                           .ack = ack,
                           .flags = TCP_RST | TCP_ACK };
}

/* What comes to the receiver behind all that has left. Where that is not known (packets are lost behind
 * us), its answer tells, and the next reset fits. */
static struct craft reset_of_receiver(const struct gated *gated, unsigned side)
{
    const struct side *const sent = &gated->flow->side[side];
    const uint64_t next = gated->passed[side] > sent->acked ? gated->passed[side] : sent->acked;

    return reset_of(gated, 1 - side, seq_at(sent, next), expected_by(gated, side));
}

static void tell(const struct gate *gate, const struct craft *craft)
{
    uint8_t packet[CRAFT_MOST];
    const size_t len = craft_packet(packet, craft);

    if (len)
        (void)raw_send(&gate->raw, &craft->to.address, packet, len);
}

static void incident_id(const struct gated *gated, char id[17])
{
    const struct {
        struct flow_key key;
        uint64_t number, first_us;
    } all = { gated->flow->key, gated->flow->number, gated->flow->first_us };
    uint8_t bytes[sizeof(all.key) + 16];

    /* Without what the compiler leaves between the members. */
    memcpy(bytes, &all.key, sizeof(all.key));
    memcpy(bytes + sizeof(all.key), &all.number, 8);
    memcpy(bytes + sizeof(all.key) + 8, &all.first_us, 8);
    snprintf(id, 17, "%016llx", (unsigned long long)secret_hash(bytes, sizeof(bytes)));
}

static void send_page(struct gate *gate, struct gated *gated, unsigned side, const char *id)
{
    const struct side *const sent = &gated->flow->side[side];
    char body[1024], page[1536];
    struct craft craft = { .from = gated->flow->end[1 - side],
                           .to = gated->flow->end[side],
                           .seq = expected_by(gated, side),
                           .ack = sent->next_seq,
                           .flags = TCP_ACK | TCP_PSH | TCP_FIN,
                           .payload = page };

    snprintf(body, sizeof(body), page_body, gating_policy(gated->flow), id);
    craft.len =
        (size_t)snprintf(page, sizeof(page),
                         "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html; charset=utf-8\r\n"
                         "Content-Length: %zu\r\nCache-Control: no-store\r\n"
                         "Connection: close\r\n\r\n%s",
                         strlen(body), body);
    tell(gate, &craft);
    gated->page = true;
    gate->counts.pages++;
}

/* A page only where the client waits for an answer: the server's bytes so far have arrived. */
static bool wants_page(const struct gated *gated, unsigned side)
{
    const struct side *const answers = &gated->flow->side[1 - side];

    return gating_is_http_client(gated->flow, side) && gated->ack_known[side]
        && (!answers->started || answers->next_seq == gated->ack[side]);
}

static void put_in_place(struct gate *gate, struct gated *gated, unsigned side, uint32_t id)
{
    const struct craft craft = reset_of_receiver(gated, side);
    uint8_t packet[CRAFT_MOST];
    const size_t len = craft_packet(packet, &craft);

    verdict_replace(gate, id, packet, len);
}

static void drop_held(struct gate *gate, struct gated *gated, unsigned side, bool *placed)
{
    struct held held;

    while (holds_take(&gated->holds[side], UINT64_MAX, &held)) {
        gate->held -= verdict_packets(gate, held.id);
        if (*placed)
            verdict_drop(gate, held.id, NULL);
        else
            put_in_place(gate, gated, side, held.id);
        *placed = true;
    }
}

void strike_flow(struct gate *gate, struct gated *gated, unsigned side, const uint32_t *id)
{
    struct flow *const flow = gated->flow;
    struct craft craft = reset_of_receiver(gated, side);
    bool placed = id != NULL;
    char text[17];

    incident_id(gated, text);
    if (id)
        put_in_place(gate, gated, side, *id);
    drop_held(gate, gated, side, &placed);
    placed = true;
    drop_held(gate, gated, 1 - side, &placed);
    queue_flush(gate->queue);
    tell(gate, &craft);
    gated->blocked_ms = gate->now_ms ? gate->now_ms : 1;
    gated->culprit = side;
    condemned_add(&gate->condemned, flow->hash, gate->now_ms);
    if (gate->reaction)
        reaction_condemn(gate->reaction, flow, gate->now_ms);
    gate->counts.blocked++;
    flow->closing = true;
    craft = reset_of(gated, side, expected_by(gated, side), flow->side[side].next_seq);
    if (wants_page(gated, side))
        send_page(gate, gated, side, text);
    else
        tell(gate, &craft);
    gating_note_done(flow, "blocked", text);
}

void strike_again(struct gate *gate, struct gated *gated, unsigned side,
                  const struct packet *packet, uint32_t id)
{
    const uint32_t behind =
        packet->seq + (uint32_t)packet->wire_len + (packet->flags & (TCP_SYN | TCP_FIN) ? 1 : 0);
    const struct craft craft = reset_of(gated, side, packet->ack, behind);
    const bool reads_page = gated->page && side == gated->culprit && !(packet->flags & TCP_FIN)
        && gate->now_ms - gated->blocked_ms < PAGE_MS;

    verdict_drop(gate, id, NULL);
    condemned_add(&gate->condemned, gated->flow->hash, gate->now_ms);
    /* Its acknowledgement says what it expects next. A reset is never answered. */
    if (!(packet->flags & TCP_RST) && packet->flags & TCP_ACK && !reads_page)
        tell(gate, &craft);
}
