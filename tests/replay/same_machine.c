// Preloaded into the native nginx: gives it the machine that the replay's nginx has, so that their verdicts
// can be compared. Paths lead into $REPLAY_ROOT where something is there (or is to be written), names
// resolve, ports and users are free.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <grp.h>
#include <netdb.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static const char* within(const char* path, char* room, int write) {
  const char* root = getenv("REPLAY_ROOT");
  if (path[0] != '/' || !strncmp(path, root, strlen(root)) || !strncmp(path, "/dev/", 5)) return path;
  snprintf(room, 4096, "%s%s", root, path);
  if (!write) return faccessat(AT_FDCWD, room, F_OK, AT_EACCESS) == 0 ? room : path;
  for (char* slash = strchr(room + strlen(root) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = 0;
    ((int (*)(const char*, mode_t))dlsym(RTLD_NEXT, "mkdir"))(room, 0777);
    *slash = '/';
  }
  return room;
}

static int open_within(const char* name, const char* path, int flags, mode_t mode) {
  char room[4096];
  path = within(path, room, flags & (O_CREAT | O_WRONLY | O_RDWR));
  return ((int (*)(const char*, int, mode_t))dlsym(RTLD_NEXT, name))(path, flags, mode);
}
static mode_t mode_of(int flags, va_list arguments) {
  return flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(name)                                                       \
  int name(const char* path, int flags, ...) {                           \
    va_list arguments;                                                   \
    va_start(arguments, flags);                                          \
    int fd = open_within(#name, path, flags, mode_of(flags, arguments)); \
    va_end(arguments);                                                   \
    return fd;                                                           \
  }
OPEN(open)
OPEN(open64)
int __open_2(const char* path, int flags) { return open_within("open", path, flags, 0); }
int __open64_2(const char* path, int flags) { return open_within("open64", path, flags, 0); }

#define FOPEN(name)                                                                                       \
  FILE* name(const char* path, const char* mode) {                                                        \
    char room[4096];                                                                                      \
    return ((FILE * (*)(const char*, const char*)) dlsym(RTLD_NEXT, #name))(within(path, room, 0), mode); \
  }
FOPEN(fopen)
FOPEN(fopen64)

#define STAT(name)                                                                                      \
  int name(const char* path, struct stat64* out) {                                                      \
    char room[4096];                                                                                    \
    return ((int (*)(const char*, struct stat64*))dlsym(RTLD_NEXT, #name))(within(path, room, 0), out); \
  }
STAT(stat64)
STAT(lstat64)

int mkdir(const char* path, mode_t mode) {
  char room[4096];
  return ((int (*)(const char*, mode_t))dlsym(RTLD_NEXT, "mkdir"))(within(path, room, 1), mode);
}
int chown(const char* path, uid_t user, gid_t group) { return 0; }
int chmod(const char* path, mode_t mode) { return 0; }
int unlink(const char* path) { return 0; }

int bind(int fd, const struct sockaddr* address, socklen_t size) { return 0; }
int listen(int fd, int backlog) { return 0; }
uid_t geteuid(void) { return 0; }

int getrlimit64(__rlimit_resource_t resource, struct rlimit64* limit) {
  limit->rlim_cur = limit->rlim_max = RLIM64_INFINITY;
  return 0;
}

struct passwd* getpwnam(const char* name) {
  static struct passwd user = {.pw_uid = 33, .pw_gid = 33};
  user.pw_name = (char*)name;
  return &user;
}

struct group* getgrnam(const char* name) {
  static struct group group = {.gr_gid = 33};
  group.gr_name = (char*)name;
  return &group;
}

int getaddrinfo(const char* name, const char* service, const struct addrinfo* hints,
                struct addrinfo** result) {
  struct {
    struct addrinfo info;
    struct sockaddr_in address;
  }* answer = calloc(1, sizeof *answer);
  answer->address.sin_family = AF_INET;
  answer->address.sin_addr.s_addr = inet_addr("192.0.2.1");
  answer->info.ai_family = AF_INET;
  answer->info.ai_addr = (struct sockaddr*)&answer->address;
  answer->info.ai_addrlen = sizeof answer->address;
  *result = &answer->info;
  return 0;
}
void freeaddrinfo(struct addrinfo* info) { free(info); }
