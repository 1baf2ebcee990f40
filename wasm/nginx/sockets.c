// The C library's socket calls, answered by the simulated network in JavaScript (host/network.js). Defining
// them here keeps the library's own out of the link. A call's result below zero is the negated errno.
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <wasi/api.h>

// Simulated descriptors start where the file system's end.
enum { FIRST_SOCKET = 4096 };

// Answers of host_poll besides the number of ready descriptors: nothing can ever happen again.
enum { OVER = -1000 };

extern volatile int ngx_terminate;

extern int host_socket(int domain, int type);
extern int host_bind(int fd, const void* address, int size);
extern int host_listen(int fd);
extern int host_accept(int fd, void* address, socklen_t* size);
extern int host_connect(int fd, const void* address, int size);
extern int host_receive(int fd, void* data, int size, int peek);
extern int host_send(int fd, const void* data, int size);
extern int host_shutdown(int fd, int how);
extern int host_close(int fd);
extern int host_local_address(int fd, void* address, socklen_t* size);
extern int host_socket_error(int fd);
extern int host_available(int fd);
extern int host_poll(struct pollfd* descriptors, int count, int timeout);

static int settle(int result) {
  if (result >= 0) return result;
  errno = -result;
  return -1;
}

int socket(int domain, int type, int protocol) { return settle(host_socket(domain, type)); }
int bind(int fd, const struct sockaddr* address, socklen_t size) {
  return settle(host_bind(fd, address, size));
}
int listen(int fd, int backlog) { return settle(host_listen(fd)); }
int accept(int fd, struct sockaddr* address, socklen_t* size) {
  return settle(host_accept(fd, address, size));
}
int connect(int fd, const struct sockaddr* address, socklen_t size) {
  return settle(host_connect(fd, address, size));
}
int shutdown(int fd, int how) { return settle(host_shutdown(fd, how)); }

int getsockname(int fd, struct sockaddr* address, socklen_t* size) {
  return settle(host_local_address(fd, address, size));
}

// Options describe the machine's network: all are taken, none has an effect.
int setsockopt(int fd, int level, int name, const void* value, socklen_t size) { return 0; }

int getsockopt(int fd, int level, int name, void* value, socklen_t* size) {
  *(int*)value = level == SOL_SOCKET && name == SO_ERROR ? host_socket_error(fd) : 0;
  *size = sizeof(int);
  return 0;
}

int socketpair(int domain, int type, int protocol, int pair[2]) { return settle(-ENOSYS); }

ssize_t recv(int fd, void* data, size_t size, int flags) {
  return settle(host_receive(fd, data, size, (flags & MSG_PEEK) != 0));
}

ssize_t send(int fd, const void* data, size_t size, int flags) { return settle(host_send(fd, data, size)); }

ssize_t sendto(int fd, const void* data, size_t size, int flags, const struct sockaddr* to,
               socklen_t to_size) {
  return settle(host_send(fd, data, size));
}

// Datagrams: what nginx's resolver exchanges with a name server.
ssize_t recvmsg(int fd, struct msghdr* message, int flags) {
  return settle(host_receive(fd, message->msg_iov[0].iov_base, message->msg_iov[0].iov_len, 0));
}

ssize_t sendmsg(int fd, const struct msghdr* message, int flags) {
  return settle(host_send(fd, message->msg_iov[0].iov_base, message->msg_iov[0].iov_len));
}

ssize_t readv(int fd, const struct iovec* parts, int count) {
  ssize_t total = 0;
  if (fd < FIRST_SOCKET) {
    size_t done;
    int error = __wasi_fd_read(fd, (const __wasi_iovec_t*)parts, count, &done);
    return error ? settle(-error) : (ssize_t)done;
  }
  for (int i = 0; i < count; i++) {
    ssize_t got = recv(fd, parts[i].iov_base, parts[i].iov_len, 0);
    if (got < 0) return total ? total : got;
    total += got;
    if ((size_t)got < parts[i].iov_len) break;
  }
  return total;
}

ssize_t writev(int fd, const struct iovec* parts, int count) {
  ssize_t total = 0;
  if (fd < FIRST_SOCKET) {
    size_t done;
    int error = __wasi_fd_write(fd, (const __wasi_ciovec_t*)parts, count, &done);
    return error ? settle(-error) : (ssize_t)done;
  }
  for (int i = 0; i < count; i++) {
    ssize_t put = send(fd, parts[i].iov_base, parts[i].iov_len, 0);
    if (put < 0) return total ? total : put;
    total += put;
    if ((size_t)put < parts[i].iov_len) break;
  }
  return total;
}

int close(int fd) {
  if (fd >= FIRST_SOCKET) return settle(host_close(fd));
  return settle(-__wasi_fd_close(fd));
}

// Of sockets nginx asks for FIONBIO (all are non-blocking) and FIONREAD.
int ioctl(int fd, int request, ...) {
  va_list arguments;
  va_start(arguments, request);
  int* value = va_arg(arguments, int*);
  va_end(arguments);
  if (request == FIONREAD) *value = host_available(fd);
  return 0;
}

// The one place where nginx waits, so the one place where simulated time passes.
int poll(struct pollfd* descriptors, nfds_t count, int timeout) {
  int ready = host_poll(descriptors, count, timeout);
  if (ready != OVER) return settle(ready);
  ngx_terminate = 1;
  return settle(-EINTR);  // as a signal would
}
