// The functions that the C side asks its host for: each is a method of `Module.host` (host/machine.js).
// Emscripten takes the text of each, and only of `function` expressions.
mergeInto(LibraryManager.library, {
  host_socket: function (domain, type) {
    return Module.host.socket(domain, type);
  },
  host_bind: function (fd, address, size) {
    return Module.host.bind(fd, address, size);
  },
  host_listen: function (fd) {
    return Module.host.listen(fd);
  },
  host_accept: function (fd, address, size) {
    return Module.host.accept(fd, address, size);
  },
  host_connect: function (fd, address, size) {
    return Module.host.connect(fd, address, size);
  },
  host_receive: function (fd, data, size, peek) {
    return Module.host.receive(fd, data, size, peek);
  },
  host_send: function (fd, data, size) {
    return Module.host.send(fd, data, size);
  },
  host_shutdown: function (fd, how) {
    return Module.host.shutdown(fd, how);
  },
  host_close: function (fd) {
    return Module.host.close(fd);
  },
  host_local_address: function (fd, address, size) {
    return Module.host.localAddress(fd, address, size);
  },
  host_socket_error: function (fd) {
    return Module.host.socketError(fd);
  },
  host_available: function (fd) {
    return Module.host.available(fd);
  },
  host_poll: function (descriptors, count, timeout) {
    return Module.host.poll(descriptors, count, timeout);
  },
  host_now: function () {
    return Module.host.now();
  },
  host_resolve: function (name, address) {
    return Module.host.resolve(name, address);
  },
  host_listener: function (fd, ssl, http2, proxyProtocol) {
    return Module.host.listener(fd, ssl, http2, proxyProtocol);
  },
  host_upstream_server: function (upstream, upstreamSize, server, serverSize, address, addressSize) {
    return Module.host.upstreamServer(upstream, upstreamSize, server, serverSize, address, addressSize);
  },
  host_configured: function () {
    return Module.host.configured();
  },
  host_request_value: function (name, value, size) {
    return Module.host.requestValue(name, value, size);
  },
  host_request_done: function () {
    return Module.host.requestDone();
  },
});
