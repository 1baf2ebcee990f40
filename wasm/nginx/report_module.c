// An nginx module that belongs to the replay: tells the host what was configured and what became of each
// request, and turns off what a process of its own would need. It adds no directive and changes no answer.
#include "report_module.h"

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_event.h>
#include <ngx_http.h>

// One listening socket of http {}: its protocols are those of its default server.
extern void host_listener(int fd, int ssl, int http2, int proxy_protocol);
// One address of one server of an upstream {} block.
extern void host_upstream_server(const void* upstream, int upstream_size, const void* server, int server_size,
                                 const void* address, int address_size);
extern void host_configured(void);
// What $variable was when the request was logged.
extern void host_request_value(const char* name, const void* value, int size);
extern void host_request_done(void);

static int configured;
int report_is_configured(void) { return configured; }

// A connection has to have a slot and no more: `worker_connections 1000000` would ask for a quarter of a
// gigabyte.
enum { MOST_CONNECTIONS = 512 };

static void report_listeners(ngx_cycle_t* cycle) {
  ngx_listening_t* listening = cycle->listening.elts;
  for (ngx_uint_t i = 0; i < cycle->listening.nelts; i++) {
    if (listening[i].handler != ngx_http_init_connection) continue;
    ngx_http_port_t* port = listening[i].servers;
    ngx_http_addr_conf_t* conf =
#if (NGX_HAVE_INET6)
        listening[i].sockaddr->sa_family == AF_INET6 ? &((ngx_http_in6_addr_t*)port->addrs)[0].conf :
#endif
                                                     &((ngx_http_in_addr_t*)port->addrs)[0].conf;
    int ssl = 0, http2 = 0;
#if (NGX_HTTP_SSL)
    ssl = conf->ssl;
#endif
#if (NGX_HTTP_V2)
    http2 = conf->http2;
#if (nginx_version >= 1025001)  // a setting of the server since then
    ngx_http_v2_srv_conf_t* v2 = conf->default_server->ctx->srv_conf[ngx_http_v2_module.ctx_index];
    http2 |= v2->enable;
#endif
#endif
    host_listener(listening[i].fd, ssl, http2, conf->proxy_protocol);
  }
}

static void report_upstreams(ngx_cycle_t* cycle) {
  ngx_http_upstream_main_conf_t* main = ngx_http_cycle_get_module_main_conf(cycle, ngx_http_upstream_module);
  if (main == NULL) return;
  ngx_http_upstream_srv_conf_t** upstreams = main->upstreams.elts;
  for (ngx_uint_t i = 0; i < main->upstreams.nelts; i++) {
    if (upstreams[i]->servers == NULL) continue;
    ngx_str_t* name = &upstreams[i]->host;
    ngx_http_upstream_server_t* servers = upstreams[i]->servers->elts;
    for (ngx_uint_t j = 0; j < upstreams[i]->servers->nelts; j++) {
      for (ngx_uint_t k = 0; k < servers[j].naddrs; k++) {
        ngx_str_t* address = &servers[j].addrs[k].name;
        host_upstream_server(name->data, name->len, servers[j].name.data, servers[j].name.len, address->data,
                             address->len);
      }
    }
  }
}

static ngx_int_t before_serving(ngx_cycle_t* cycle) {
  ngx_core_conf_t* core = (ngx_core_conf_t*)ngx_get_conf(cycle->conf_ctx, ngx_core_module);
  core->master = 0;
  core->daemon = 0;
  if (cycle->connection_n > MOST_CONNECTIONS) cycle->connection_n = MOST_CONNECTIONS;
  configured = 1;
  report_listeners(cycle);
  report_upstreams(cycle);
  host_configured();
  return NGX_OK;
}

static const char* const variables[] = {
    "status",
    "upstream_addr",
    "upstream_status",
    "upstream_response_time",
    "request",
    "uri",
    "host",
    "server_name",
    "server_port",
    "request_filename",
    "body_bytes_sent",
    "request_time",
    "sent_http_content_type",
};

static ngx_int_t report_request(ngx_http_request_t* request) {
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
    ngx_str_t name = {ngx_strlen(variables[i]), (u_char*)variables[i]};
    ngx_http_variable_value_t* value =
        ngx_http_get_variable(request, &name, ngx_hash_key(name.data, name.len));
    if (value && !value->not_found) host_request_value(variables[i], value->data, value->len);
  }
  ngx_http_core_loc_conf_t* location = ngx_http_get_module_loc_conf(request, ngx_http_core_module);
  host_request_value("location", location->name.data, location->name.len);
  ngx_http_core_srv_conf_t* server = ngx_http_get_module_srv_conf(request, ngx_http_core_module);
  host_request_value("server_file", server->file_name, ngx_strlen(server->file_name));
  u_char line[NGX_INT_T_LEN];
  host_request_value("server_line", line, ngx_sprintf(line, "%ui", server->line) - line);
  host_request_done();
  return NGX_OK;
}

static ngx_int_t watch_requests(ngx_conf_t* cf) {
  ngx_http_core_main_conf_t* http = ngx_http_conf_get_module_main_conf(cf, ngx_http_core_module);
  ngx_http_handler_pt* handler = ngx_array_push(&http->phases[NGX_HTTP_LOG_PHASE].handlers);
  if (handler == NULL) return NGX_ERROR;
  *handler = report_request;
  return NGX_OK;
}

static ngx_http_module_t hooks = {.postconfiguration = watch_requests};

ngx_module_t ngx_http_report_module = {NGX_MODULE_V1, &hooks,         NULL, NGX_HTTP_MODULE,
                                       NULL,          before_serving, NULL, NULL,
                                       NULL,          NULL,           NULL, NGX_MODULE_V1_PADDING};
