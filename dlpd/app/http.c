/* dlpd/app/http.c - HTTP/1.x, by libhtp: what only its structure shows.
 *
 * Request lines, headers, plain bodies and multipart uploads are scanned as they were sent. Here are added:
 * request targets, cookies and referrers percent-decoded, bodies without chunks and compression, forms
 * decoded. Where libhtp gives up, that is said, and the rest is still scanned as it was sent. */

#include "app/body.h"
#include "app/percent_text.h"
#include "app/websocket.h"
#include "mem.h"

#include <htp/htp.h>
#include <string.h>

#define MEMORY ((size_t)16 << 10)
#define LINE_MAX_BYTES ((size_t)256 << 10)
#define UNANSWERED 64 /* requests; then the parser starts anew, so that they do not pile up */

struct http {
    struct inspection *in;
    htp_connp_t *parser;
    struct body body[2];      /* of the client, of the server */
    const uint8_t *piece_end; /* of the bytes that libhtp reads */
    bool at_end[2];           /* a body's last byte was the last of a piece */
    bool failed[2];
    bool connect;                /* a tunnel was asked for */
    bool asked;                  /* and its request was whole in this piece */
    bool waiting;                /* the client's next byte is the first behind that request */
    bool tunnel;                 /* and granted: another protocol begins */
    size_t granted;              /* bytes of the last piece up to there */
    struct websocket *websocket; /* HTTP is over; or NULL */
    bool odd; /* requests that are none of HTTP/1: what follows is anybody's guess */
    uint64_t requests, responses;
};

enum { CLIENT, SERVER };

static htp_cfg_t *config; /* shared, never changed once it is made, and never freed */

static unsigned side_of(const struct http *http, int end)
{
    const unsigned client = inspect_is_client(http->in, 0) ? 0 : 1;

    return end == CLIENT ? client : 1 - client;
}

static struct http *http_of(htp_tx_t *tx)
{
    return htp_connp_get_user_data(tx->connp);
}

static int on_request_line(htp_tx_t *tx)
{
    struct http *const http = http_of(tx);

    http->odd = http->odd
        || (tx->request_protocol_number != HTP_PROTOCOL_1_0
            && tx->request_protocol_number != HTP_PROTOCOL_1_1);
    http->connect = tx->request_method_number == HTP_M_CONNECT;
    if (tx->request_uri)
        percent_text(http->in, side_of(http, CLIENT), bstr_ptr(tx->request_uri),
                     bstr_len(tx->request_uri), true, "http.uri");
    return HTP_OK;
}

static struct body_form form_of(const htp_table_t *headers, bool chunked)
{
    struct body_form form = { .chunked = chunked };
    const htp_header_t *const encoding = htp_table_get_c(headers, "content-encoding");
    const htp_header_t *const type = htp_table_get_c(headers, "content-type");

    if (encoding) {
        form.encoding = bstr_ptr(encoding->value);
        form.encoding_len = bstr_len(encoding->value);
    }
    if (type)
        body_form_type(&form, bstr_ptr(type->value), bstr_len(type->value));
    return form;
}

static int on_request_headers(htp_tx_t *tx)
{
    struct http *const http = http_of(tx);
    const struct body_form form =
        form_of(tx->request_headers, tx->request_transfer_coding == HTP_CODING_CHUNKED);

    if (tx->request_hostname)
        inspect_host(http->in, bstr_ptr(tx->request_hostname), bstr_len(tx->request_hostname));
    for (size_t i = 0; i < htp_table_size(tx->request_headers); i++) {
        const htp_header_t *const header = htp_table_get_index(tx->request_headers, i, NULL);

        percent_header(http->in, side_of(http, CLIENT), bstr_ptr(header->name),
                       bstr_len(header->name), bstr_ptr(header->value), bstr_len(header->value));
    }
    http->asked = http->connect;
    body_end(&http->body[CLIENT]);
    body_start(&http->body[CLIENT], http->in, side_of(http, CLIENT), &form);
    return HTP_OK;
}

static void add_to_body(struct http *http, int end, const htp_tx_data_t *d)
{
    if (!d->data || d->len == 0)
        return;
    http->at_end[end] = d->data + d->len == http->piece_end;
    body_add(&http->body[end], d->data, d->len);
}

/* Does anything follow on the connection? What comes with the same piece does. The bytes of an answer behind which a
 * tunnel may begin are not scanned yet. */
static void complete(struct http *http, int end)
{
    if (http->at_end[end] && !(http->connect && end == SERVER))
        body_complete(&http->body[end]);
    else
        body_end(&http->body[end]);
}

static int on_request_body(htp_tx_data_t *d)
{
    struct http *const http = http_of(d->tx);

    /* Bytes behind a request that announced none: libhtp takes as much as came at once. */
    http->odd = http->odd || d->tx->request_transfer_coding == HTP_CODING_NO_BODY;
    add_to_body(http, CLIENT, d);
    return HTP_OK;
}

static int on_request_complete(htp_tx_t *tx)
{
    struct http *const http = http_of(tx);

    complete(http, CLIENT);
    http->requests++;
    return HTP_OK;
}

static bool header_has(const htp_table_t *headers, const char *name, const char *word)
{
    const htp_header_t *const header = htp_table_get_c(headers, name);

    return header && bstr_index_of_c_nocase(header->value, word) >= 0;
}

/* The protocol changes: to a WebSocket? */
static bool starts_websocket(struct http *http, const htp_tx_t *tx)
{
    if (!header_has(tx->response_headers, "upgrade", "websocket") || http->websocket)
        return false;
    http->websocket = mem_alloc(sizeof(*http->websocket));
    inspect_memory(http->in, sizeof(*http->websocket), 0);
    websocket_start(
        http->websocket, http->in,
        header_has(tx->response_headers, "sec-websocket-extensions", "permessage-deflate"));
    return true;
}

static int on_response_headers(htp_tx_t *tx)
{
    struct http *const http = http_of(tx);
    const struct body_form form =
        form_of(tx->response_headers, tx->response_transfer_coding == HTP_CODING_CHUNKED);

    http->waiting = false;
    if (tx->response_status_number == 101
        || (tx->request_method_number == HTP_M_CONNECT && tx->response_status_number / 100 == 2)) {
        http->granted = (size_t)htp_connp_res_data_consumed(tx->connp);
        http->tunnel = tx->response_status_number != 101 || !starts_websocket(http, tx);
    }
    body_end(&http->body[SERVER]);
    body_start(&http->body[SERVER], http->in, side_of(http, SERVER), &form);
    return HTP_OK;
}

static int on_response_body(htp_tx_data_t *d)
{
    struct http *const http = http_of(d->tx);

    add_to_body(http, SERVER, d);
    return HTP_OK;
}

static int on_response_complete(htp_tx_t *tx)
{
    struct http *const http = http_of(tx);

    complete(http, SERVER);
    http->responses++;
    return HTP_OK;
}

static htp_cfg_t *config_make(void)
{
    htp_cfg_t *const made = htp_config_create();

    if (!made)
        return NULL;
    (void)htp_config_set_server_personality(made, HTP_SERVER_GENERIC);
    htp_config_set_tx_auto_destroy(made, 1);
    htp_config_set_log_level(made, HTP_LOG_NONE);
    htp_config_set_response_decompression(made, 0); /* body.c does it, on a budget of ours */
    htp_config_set_request_decompression(made, 0);
    htp_config_set_field_limits(made, LINE_MAX_BYTES, LINE_MAX_BYTES);
    htp_config_register_request_line(made, on_request_line);
    htp_config_register_request_headers(made, on_request_headers);
    htp_config_register_request_body_data(made, on_request_body);
    htp_config_register_request_complete(made, on_request_complete);
    htp_config_register_response_headers(made, on_response_headers);
    htp_config_register_response_body_data(made, on_response_body);
    htp_config_register_response_complete(made, on_response_complete);
    return made;
}

static void parser_start(struct http *http)
{
    if (!config)
        config = config_make();
    http->parser = config ? htp_connp_create(config) : NULL;
    if (!http->parser)
        return;
    htp_connp_set_user_data(http->parser, http);
    htp_connp_open(http->parser, NULL, 0, NULL, 0, NULL);
}

static void parser_stop(struct http *http)
{
    if (http->parser)
        htp_connp_destroy_all(http->parser);
    http->parser = NULL;
}

static void *http_open(struct inspection *in)
{
    struct http *const http = mem_array(1, sizeof(*http));

    http->in = in;
    parser_start(http);
    http->failed[CLIENT] = http->failed[SERVER] = !http->parser;
    inspect_memory(in, MEMORY, 0);
    return http;
}

static int parse(struct http *http, int end, const uint8_t *data, size_t len)
{
    http->piece_end = data ? data + len : NULL;
    return end == CLIENT ? htp_connp_req_data(http->parser, NULL, data, len)
                         : htp_connp_res_data(http->parser, NULL, data, len);
}

static void parser_failed(struct http *http, int end)
{
    http->failed[end] = true;
    body_end(&http->body[end]);
    inspect_incomplete(http->in, side_of(http, end), "http_not_parsed");
}

/* Requests whose answers are not in the capture would pile up in the parser. */
static void forget_unanswered(struct http *http)
{
    if (http->requests - http->responses < UNANSWERED || htp_connp_get_in_tx(http->parser))
        return;
    body_end(&http->body[SERVER]);
    parser_stop(http);
    parser_start(http);
    http->failed[SERVER] = true;
    http->failed[CLIENT] = !http->parser;
    http->requests = http->responses = 0;
}

/* A tunnel begins with the first byte behind its request, should the answer not be in the capture. What else
 * comes before an answer is neither the tunnel's nor HTTP's. */
static bool tunnel_begins(struct http *http, const uint8_t *data, size_t len)
{
    http->waiting = false;
    if (len >= 2 && data[0] == 0x16 && data[1] == 3)
        return true;
    inspect_incomplete(http->in, side_of(http, CLIENT), "http_not_parsed");
    return false;
}

/* A request's line has come in part. */
static bool line_begun(const struct http *http)
{
    const htp_tx_t *const tx = htp_connp_get_in_tx(http->parser);

    return !http->failed[CLIENT] && tx && tx->request_progress == HTP_REQUEST_LINE;
}

/* Let libhtp read them. @return how many are HTTP's: less where a tunnel begins among them */
static size_t parsed(struct http *http, int end, const uint8_t *data, size_t len)
{
    bool begun;
    int result;

    if (end == CLIENT && !http->failed[end])
        forget_unanswered(http);
    if (http->failed[end])
        return len;
    begun = line_begun(http);
    http->asked = false;
    result = parse(http, end, data, len);
    if (http->tunnel || http->websocket)
        return http->granted < len ? http->granted : len;
    if (http->asked && result == HTP_STREAM_DATA_OTHER) /* more came with it */
        inspect_incomplete(http->in, side_of(http, CLIENT), "http_not_parsed");
    else if (http->asked)
        http->waiting = true;
    /* An answer to half a request: libhtp takes the half for a whole, or forgets it. */
    if (end == SERVER && begun && !line_begun(http))
        parser_failed(http, CLIENT);
    /* The other side's bytes are waited for: they are missing, or come in another order. */
    if (result == HTP_STREAM_ERROR || result == HTP_STREAM_STOP || (http->odd && end == CLIENT)
        || (result == HTP_STREAM_DATA_OTHER && !http->connect))
        parser_failed(http, end);
    return len;
}

static size_t http_data(void *state, unsigned side, const uint8_t *data, size_t len)
{
    struct http *const http = state;
    const int end = inspect_is_client(http->in, side) ? CLIENT : SERVER;
    const bool answer = http->connect && end == SERVER; /* a tunnel may begin behind it */
    size_t used;

    if (http->tunnel
        || (http->waiting && end == CLIENT && len > 0 && tunnel_begins(http, data, len)))
        return 0;
    body_followed(&http->body[end]);
    http->at_end[end] = false;
    if (!answer)
        inspect_raw(http->in, side, data, len);
    used = http->websocket ? 0 : parsed(http, end, data, len);
    if (http->websocket) {
        websocket_data(http->websocket, side, data + used, len - used);
        return len;
    }
    if (answer)
        inspect_raw(http->in, side, data, used);
    return used;
}

static void http_gap(void *state, unsigned side, uint64_t len)
{
    struct http *const http = state;
    const int end = inspect_is_client(http->in, side) ? CLIENT : SERVER;

    if (http->websocket)
        websocket_gap(http->websocket, side, len);
    if (http->failed[end] || http->websocket)
        return;
    body_gap(&http->body[end]);
    if (parse(http, end, NULL, (size_t)len) == HTP_STREAM_ERROR)
        parser_failed(http, end);
}

static void http_close(void *state)
{
    struct http *const http = state;

    if (http->parser && !http->failed[CLIENT])
        htp_connp_req_close(http->parser, NULL);
    if (http->parser && !http->failed[SERVER] && !http->failed[CLIENT])
        htp_connp_close(http->parser, NULL);
    for (int end = CLIENT; end <= SERVER; end++) {
        if (http->at_end[end] && !http->tunnel)
            body_drop(&http->body[end]);
        else
            body_end(&http->body[end]);
    }
    if (http->websocket) {
        websocket_end(http->websocket);
        inspect_memory(http->in, 0, sizeof(*http->websocket));
        mem_free(http->websocket);
    }
    parser_stop(http);
    inspect_memory(http->in, 0, MEMORY);
    mem_free(http);
}

/* A method is letters, and what follows it a path, an asterisk, a host or an address. */
static enum app_match http_match(const uint8_t *data, size_t len, bool *client)
{
    static const char answer[] = "HTTP/1.";
    size_t word = 0;

    *client = true;
    if (memcmp(data, answer, len < sizeof(answer) - 1 ? len : sizeof(answer) - 1) == 0) {
        *client = false;
        return len >= sizeof(answer) - 1 ? APP_YES : APP_MAYBE;
    }
    while (word < len && word < 20
           && ((data[word] >= 'A' && data[word] <= 'Z') || data[word] == '-'))
        word++;
    if (word == len)
        return APP_MAYBE;
    if (word < 3 || data[word] != ' ')
        return APP_NO;
    if (word + 1 == len)
        return APP_MAYBE;
    if (word == 7 && memcmp(data, "CONNECT", 7) == 0)
        return APP_YES;
    if (data[word + 1] == '/'
        || (len - word > 2 && data[word + 1] == '*' && data[word + 2] == ' '
            && memcmp(data, "PRI", 3) != 0))
        return APP_YES;
    if (len - word <= 7)
        return data[word + 1] == 'h' || data[word + 1] == '*' ? APP_MAYBE : APP_NO;
    return memcmp(data + word + 1, "http:/", 6) == 0 || memcmp(data + word + 1, "https:", 6) == 0
        ? APP_YES
        : APP_NO;
}

const struct app_kind app_http = {
    .name = "http",
    .match = http_match,
    .open = http_open,
    .data = http_data,
    .gap = http_gap,
    .close = http_close,
};
