// Error numbers and texts as Debian's C library has them: nginx's log lines show both, and Emscripten's are
// others.
#include <errno.h>
#include <stddef.h>

static const struct {
  int here;
  int on_linux;
  const char* text;
} errors[] = {
    {EPERM, 1, "Operation not permitted"},
    {ENOENT, 2, "No such file or directory"},
    {EINTR, 4, "Interrupted system call"},
    {EIO, 5, "Input/output error"},
    {EBADF, 9, "Bad file descriptor"},
    {EAGAIN, 11, "Resource temporarily unavailable"},
    {ENOMEM, 12, "Cannot allocate memory"},
    {EACCES, 13, "Permission denied"},
    {EEXIST, 17, "File exists"},
    {ENOTDIR, 20, "Not a directory"},
    {EISDIR, 21, "Is a directory"},
    {EINVAL, 22, "Invalid argument"},
    {EMFILE, 24, "Too many open files"},
    {ENOSPC, 28, "No space left on device"},
    {EROFS, 30, "Read-only file system"},
    {EPIPE, 32, "Broken pipe"},
    {ENAMETOOLONG, 36, "File name too long"},
    {ENOSYS, 38, "Function not implemented"},
    {ENOTEMPTY, 39, "Directory not empty"},
    {ELOOP, 40, "Too many levels of symbolic links"},
    {EPROTO, 71, "Protocol error"},
    {ENOTSOCK, 88, "Socket operation on non-socket"},
    {EPROTONOSUPPORT, 93, "Protocol not supported"},
    {EOPNOTSUPP, 95, "Operation not supported"},
    {EAFNOSUPPORT, 97, "Address family not supported by protocol"},
    {EADDRINUSE, 98, "Address already in use"},
    {EADDRNOTAVAIL, 99, "Cannot assign requested address"},
    {ENETUNREACH, 101, "Network is unreachable"},
    {ECONNABORTED, 103, "Software caused connection abort"},
    {ECONNRESET, 104, "Connection reset by peer"},
    {ENOTCONN, 107, "Transport endpoint is not connected"},
    {ETIMEDOUT, 110, "Connection timed out"},
    {ECONNREFUSED, 111, "Connection refused"},
    {EHOSTUNREACH, 113, "No route to host"},
    {EALREADY, 114, "Operation already in progress"},
    {EINPROGRESS, 115, "Operation now in progress"},
};
enum { COUNT = sizeof errors / sizeof *errors };

// ngx_log.c prints this number (wasm/nginx/build sees to it).
int linux_errno(int here) {
  for (size_t i = 0; i < COUNT; i++) {
    if (errors[i].here == here) return errors[i].on_linux;
  }
  return here;
}

char* strerror(int here) {
  for (size_t i = 0; i < COUNT; i++) {
    if (errors[i].here == here) return (char*)errors[i].text;
  }
  return here == 0 ? "Success" : "Unknown error";
}
