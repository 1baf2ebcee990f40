// TLS at both places where the replay needs it, with the OpenSSL that the module has anyway: under nginx's
// own connections (OpenSSL is built without sockets, so SSL_set_fd is ours), and for the simulated client and
// backends, over buffers.
#include <errno.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

// --- nginx's side
// -------------------------------------------------------------------------------------------------------

static int socket_read(BIO* bio, char* data, int size) {
  errno = 0;
  int got = recv((int)(intptr_t)BIO_get_data(bio), data, size, 0);
  BIO_clear_flags(bio, BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY | BIO_FLAGS_IN_EOF);
  if (got < 0 && errno == EAGAIN) BIO_set_retry_read(bio);
  if (got == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
  return got;
}

static int socket_write(BIO* bio, const char* data, int size) {
  errno = 0;
  int put = send((int)(intptr_t)BIO_get_data(bio), data, size, 0);
  BIO_clear_retry_flags(bio);
  if (put < 0 && errno == EAGAIN) BIO_set_retry_write(bio);
  return put;
}

static long socket_control(BIO* bio, int command, long number, void* pointer) {
  switch (command) {
    case BIO_CTRL_FLUSH:
    case BIO_CTRL_DUP:
      return 1;
    case BIO_CTRL_EOF:
      return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    default:
      return 0;
  }
}

int SSL_set_fd(SSL* ssl, int fd) {
  static BIO_METHOD* method;
  if (method == NULL) {
    method = BIO_meth_new(BIO_TYPE_SOURCE_SINK | BIO_get_new_index(), "simulated socket");
    BIO_meth_set_read(method, socket_read);
    BIO_meth_set_write(method, socket_write);
    BIO_meth_set_ctrl(method, socket_control);
  }
  BIO* bio = BIO_new(method);
  if (bio == NULL) return 0;
  BIO_set_data(bio, (void*)(intptr_t)fd);
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl, bio, bio);
  return 1;
}

// --- The simulated ends
// -------------------------------------------------------------------------------------------------

enum { SERVER = 1, WANTS_CLIENT_CERTIFICATE = 2 };

typedef struct {
  SSL* ssl;
  SSL_CTX* context;
  unsigned char protocols[64];  // ALPN, as on the wire
  unsigned int protocols_size;
  char offered[128];        // by a client, separated by commas
  char required_name[256];  // the only name that a client may ask for; empty: any
} Peer;

static int choose_protocol(SSL* ssl, const unsigned char** chosen, unsigned char* chosen_size,
                           const unsigned char* offered, unsigned int offered_size, void* data) {
  Peer* peer = data;
  size_t used = 0;
  for (unsigned int at = 0; at < offered_size && used + offered[at] + 2 < sizeof peer->offered;
       at += offered[at] + 1) {
    used += snprintf(peer->offered + used, sizeof peer->offered - used, "%s%.*s", used ? "," : "",
                     offered[at], offered + at + 1);
  }
  if (peer->protocols_size == 0) return SSL_TLSEXT_ERR_NOACK;
  unsigned char* out;
  if (SSL_select_next_proto(&out, chosen_size, peer->protocols, peer->protocols_size, offered,
                            offered_size) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  *chosen = out;
  return SSL_TLSEXT_ERR_OK;
}

static int check_name(SSL* ssl, int* alert, void* data) {
  Peer* peer = data;
  const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
  if (name == NULL || peer->required_name[0] == 0 || strcmp(name, peer->required_name) == 0)
    return SSL_TLSEXT_ERR_OK;
  *alert = SSL_AD_UNRECOGNIZED_NAME;
  return SSL_TLSEXT_ERR_ALERT_FATAL;
}

static int take_any_certificate(X509_STORE_CTX* store, void* data) { return 1; }

// A certificate for this name, issued by the stand-in certificate: a config that verifies its backend, with
// the stand-in as what it trusts, then finds what it expects. Whether the real certificate is good is not for
// a replay to say.
static X509* issue(X509* issuer, EVP_PKEY* key, const char* name) {
  X509* certificate = X509_new();
  char names[300];
  snprintf(names, sizeof names, strspn(name, "0123456789.:") == strlen(name) ? "IP:%s" : "DNS:%s", name);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, names);
  X509_NAME* subject = X509_NAME_new();
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, (const unsigned char*)"simulated backend", -1, -1,
                             0);
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 2);
  X509_set_subject_name(certificate, subject);
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
  X509_gmtime_adj(X509_getm_notBefore(certificate), -86400);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
  X509_set_pubkey(certificate, key);
  if (extension) X509_add_ext(certificate, extension, -1);
  X509_sign(certificate, key, EVP_sha256());
  X509_EXTENSION_free(extension);
  X509_NAME_free(subject);
  return certificate;
}

// `pem`: a certificate and its key. `name`: a server's own; a client's to ask for. 0 when it cannot be done.
// nginx looks at OpenSSL's error queue: whatever happens here leaves it empty.
Peer* replay_tls_open(int options, const char* pem, const char* name, const char* required_name,
                      const char* protocols, int protocols_size) {
  Peer* peer = calloc(1, sizeof *peer);
  int server = options & SERVER;
  peer->context = SSL_CTX_new(server ? TLS_server_method() : TLS_client_method());
  if (protocols_size < (int)sizeof peer->protocols) {
    memcpy(peer->protocols, protocols, protocols_size);
    peer->protocols_size = protocols_size;
  }
  snprintf(peer->required_name, sizeof peer->required_name, "%s", required_name);
  BIO* file = BIO_new_mem_buf(pem, -1);
  X509* stand_in = PEM_read_bio_X509(file, NULL, NULL, NULL);
  EVP_PKEY* key = PEM_read_bio_PrivateKey(file, NULL, NULL, NULL);
  BIO_free(file);
  if (server && stand_in && key) {
    X509* own = name[0] ? issue(stand_in, key, name) : NULL;
    SSL_CTX_use_certificate(peer->context, own ? own : stand_in);
    SSL_CTX_use_PrivateKey(peer->context, key);
    X509_free(own);
    SSL_CTX_set_alpn_select_cb(peer->context, choose_protocol, peer);
    SSL_CTX_set_tlsext_servername_callback(peer->context, check_name);
    SSL_CTX_set_tlsext_servername_arg(peer->context, peer);
    if (options & WANTS_CLIENT_CERTIFICATE) {
      SSL_CTX_set_verify(peer->context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
      SSL_CTX_set_cert_verify_callback(peer->context, take_any_certificate, NULL);
    }
  }
  X509_free(stand_in);
  EVP_PKEY_free(key);
  // Old protocols too: what is refused shall be refused by nginx.
  SSL_CTX_set_min_proto_version(peer->context, TLS1_VERSION);
  SSL_CTX_set_security_level(peer->context, 0);
  peer->ssl = SSL_new(peer->context);
  SSL_set_bio(peer->ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  if (server) {
    SSL_set_accept_state(peer->ssl);
  } else {
    if (peer->protocols_size) SSL_set_alpn_protos(peer->ssl, peer->protocols, peer->protocols_size);
    if (name[0]) SSL_set_tlsext_host_name(peer->ssl, name);
    SSL_set_connect_state(peer->ssl);
  }
  ERR_clear_error();
  return peer;
}

// Bytes from the wire in, and those for the wire out.
int replay_tls_feed(Peer* peer, const void* data, int size) {
  return BIO_write(SSL_get_rbio(peer->ssl), data, size);
}
int replay_tls_drain(Peer* peer, void* data, int size) {
  int got = BIO_read(SSL_get_wbio(peer->ssl), data, size);
  ERR_clear_error();
  return got < 0 ? 0 : got;
}

// What a call of OpenSSL came to: the count, 0 nothing yet, -1 the other end has closed, -2 it failed.
static int outcome(Peer* peer, int result) {
  int error = result > 0 ? SSL_ERROR_NONE : SSL_get_error(peer->ssl, result);
  ERR_clear_error();
  if (result > 0) return result;
  if (error == SSL_ERROR_ZERO_RETURN) return -1;
  return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? 0 : -2;
}

int replay_tls_read(Peer* peer, void* data, int size) {
  return outcome(peer, SSL_read(peer->ssl, data, size));
}
int replay_tls_write(Peer* peer, const void* data, int size) {
  return outcome(peer, SSL_write(peer->ssl, data, size));
}
int replay_tls_is_open(Peer* peer) { return SSL_is_init_finished(peer->ssl); }

void replay_tls_close(Peer* peer) {
  SSL_shutdown(peer->ssl);
  ERR_clear_error();
}

void replay_tls_free(Peer* peer) {
  SSL_free(peer->ssl);
  SSL_CTX_free(peer->context);
  free(peer);
}

// Version, protocol agreed, protocols offered, name asked for: one a line.
int replay_tls_describe(Peer* peer, char* text, int size) {
  const unsigned char* protocol;
  unsigned int protocol_size;
  SSL_get0_alpn_selected(peer->ssl, &protocol, &protocol_size);
  const char* name = SSL_get_servername(peer->ssl, TLSEXT_NAMETYPE_host_name);
  return snprintf(text, size, "%s\n%.*s\n%s\n%s", SSL_get_version(peer->ssl), (int)protocol_size, protocol,
                  peer->offered, name ? name : "");
}
